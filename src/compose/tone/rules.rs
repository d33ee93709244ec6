//! The rule packs, read when they are first needed.

use super::pack::{Compiled, File, Pack, compile, merge, read, read_sources};
use super::rulebook::Rulebook;
use crate::domain::problem::Problem;
use crate::domain::source::Source;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The shipped pack as text: what `rules explain` shows and packs of the person's own are laid over.
static CORE: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/core_files.rs"));
/// The source documents and their advice.
static SOURCES: &str = include_str!("../../../assets/sources.toml");
/// The shipped pack, compiled when the program was built.
static COMPILED: &str = include_str!(concat!(env!("OUT_DIR"), "/core.json"));
/// Its patterns.
static PROGRAM: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/core.bin"));

/// The rule packs, read when they are first needed.
#[derive(Debug, Default)]
pub struct Rules {
    own: Vec<Source>,
    loaded: OnceLock<(Rulebook, Vec<Problem>)>,
}

impl Rules {
    /// The shipped pack with the person's own packs over it, in the order of their names. A source's name is
    /// `<pack>/pack.toml`, `<pack>/rules/….toml`, `<pack>/signals/….toml`.
    pub fn new(own: Vec<Source>) -> Rules {
        Rules { own, loaded: OnceLock::new() }
    }

    /// Rules that were made elsewhere: a pack under test.
    pub fn of(book: Rulebook) -> Rules {
        Rules { own: Vec::new(), loaded: OnceLock::from((book, Vec::new())) }
    }

    /// All packs, ready to judge with.
    pub fn book(&self) -> &Rulebook {
        &self.load().0
    }

    /// What is wrong with the person's packs.
    pub fn problems(&self) -> &[Problem] {
        &self.load().1
    }

    fn load(&self) -> &(Rulebook, Vec<Problem>) {
        self.loaded.get_or_init(|| {
            if self.own.is_empty() {
                // Made by the build script from files that tests check.
                let mut compiled: Compiled = serde_json::from_str(COMPILED).unwrap_or_default();
                compiled.program = postcard::from_bytes(PROGRAM).unwrap_or_default();
                return (Rulebook::new(compiled), Vec::new());
            }
            let (compiled, problems) = assemble(vec![core()], &self.own);
            (Rulebook::new(compiled), problems)
        })
    }

    /// All packs as they are written, with their examples, merged; and what is wrong with them.
    pub fn written(&self) -> (Pack, Vec<Problem>) {
        let (mut packs, mut problems) = (vec![core()], Vec::new());
        read_all(&self.own, &mut packs, &mut problems);
        let (pack, wrong) = merge(packs);
        problems.extend(wrong);
        (pack, problems)
    }

    /// The names of the person's packs.
    pub fn own_names(&self) -> Vec<String> {
        folders(&self.own).into_keys().collect()
    }
}

/// The shipped pack as it is written.
pub fn core() -> Pack {
    read("core", &core_files()).0
}

/// The files of the shipped pack.
pub fn core_files() -> Vec<File> {
    let toml = CORE.iter().filter(|(name, _)| name.ends_with(".toml"));
    toml.map(|(name, text)| File {
        path: format!("builtin/packs/core/{name}"),
        name: (*name).to_string(),
        text: (*text).to_string(),
    })
    .collect()
}

/// The files of each pack, by its name.
fn folders(own: &[Source]) -> BTreeMap<String, Vec<File>> {
    let mut packs: BTreeMap<String, Vec<File>> = BTreeMap::new();
    for source in own.iter().filter(|source| source.name.ends_with(".toml")) {
        let Some((pack, name)) = source.name.split_once('/') else { continue };
        let file = File { path: source.shown(), name: name.to_string(), text: source.text.to_string() };
        packs.entry(pack.to_string()).or_default().push(file);
    }
    packs
}

fn read_all(own: &[Source], packs: &mut Vec<Pack>, problems: &mut Vec<Problem>) {
    for (name, files) in folders(own) {
        let (pack, wrong) = read(&name, &files);
        problems.extend(wrong);
        packs.push(pack);
    }
}

fn assemble(mut packs: Vec<Pack>, own: &[Source]) -> (Compiled, Vec<Problem>) {
    let mut problems = Vec::new();
    read_all(own, &mut packs, &mut problems);
    let (merged, wrong) = merge(packs);
    problems.extend(wrong);
    let (advice, _) = read_sources("builtin/sources.toml", SOURCES);
    let (compiled, wrong) = compile(merged, advice);
    problems.extend(wrong);
    (compiled, problems)
}
