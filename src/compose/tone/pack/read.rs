//! Reads the files of a pack. Every mistake has its file, line, column and nearest name; the rest is kept.

use super::read_rule;
use super::rule::Rule;
use crate::compose::toml_reader::Reader;
use crate::compose::tone::pattern::{self, Alternatives, Wrong};
use crate::compose::tone::policy::Policy;
use crate::domain::problem::{Problem, did_you_mean};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use toml::de::{DeTable, DeValue};

/// A file of a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// The path to show in messages.
    pub path: String,
    /// Its path inside the pack: `pack.toml`, `signals/mine.toml`.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// Signals and rules that belong together.
#[derive(Debug, Clone, Default)]
pub struct Pack {
    /// Its name: the folder's.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Its words with irregular forms.
    pub lemmas: Vec<Lemma>,
    /// Its classes.
    pub classes: Vec<(String, Phrase, bool)>,
    /// Its signals.
    pub signals: Vec<Signal>,
    /// Groups of scenarios.
    pub groups: BTreeMap<String, Vec<String>>,
    /// Its rules.
    pub rules: Vec<Rule>,
    /// Changes to rules of other packs.
    pub changes: Vec<Change>,
    /// Event → where its day is found.
    pub clock: BTreeMap<String, Clock>,
}

/// A word with irregular forms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lemma {
    /// The word.
    pub word: String,
    /// All its forms, itself among them.
    pub forms: Vec<String>,
}

/// Where the day of an event is found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Clock {
    /// The answers that may hold it, in the order in which they are tried.
    Fields(Vec<String>),
    /// Scenario → the event that is meant there.
    ByScenario(BTreeMap<String, String>),
}

/// A change to a rule of another pack.
#[derive(Debug, Clone)]
pub struct Change {
    /// The rule's id.
    pub id: String,
    /// Its new weights: scenario or `*` → level.
    pub levels: BTreeMap<String, super::Level>,
    /// Where it stands.
    pub place: Problem,
}

/// A pattern as it stands in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// The pattern.
    pub text: String,
    /// What it says.
    pub tree: Alternatives,
    /// A problem at its place, to be completed when something is wrong with it.
    pub place: Problem,
}

/// Something a sentence can do.
#[derive(Debug, Clone)]
pub struct Signal {
    /// Its name.
    pub id: String,
    /// What it is, in words.
    pub about: String,
    /// Whether it adds to a signal of that name instead of replacing it.
    pub extend: bool,
    /// Patterns that tell it.
    pub patterns: Vec<Phrase>,
    /// Patterns that hint at it.
    pub weak: Vec<Phrase>,
    /// Patterns that show that it is not meant.
    pub unless: Vec<Phrase>,
    /// Patterns of the extended signal that are taken out.
    pub remove: Vec<String>,
    /// Denied, conditional and asking sentences; none where the file does not say.
    pub policies: [Option<Policy>; 3],
    /// Sentences that have it.
    pub yes: Vec<String>,
    /// Sentences that do not.
    pub no: Vec<String>,
    /// Where it stands.
    pub place: Problem,
}

const SIGNAL_KEYS: &[&str] =
    &["about", "patterns", "weak", "unless", "neg", "cond", "question", "yes", "no", "extend", "remove"];
const PACK_KEYS: &[&str] = &["name", "version", "engine", "license", "description", "extends"];

/// Reads the files of one pack.
pub fn read(name: &str, files: &[File]) -> (Pack, Vec<Problem>) {
    let mut pack = Pack { name: name.to_string(), ..Pack::default() };
    let mut problems = Vec::new();
    for file in files {
        let (mut reader, table) = Reader::parse(&file.path, &file.text);
        if let Some(table) = table {
            if file.name == "pack.toml" {
                reader.only(&table, PACK_KEYS, "a pack");
                pack.description = reader.string(&table, "description").unwrap_or_default();
            } else {
                reader.only(
                    &table,
                    &["lemma", "class", "signal", "group", "rule", "rules", "clock", "fix_table"],
                    "a pack's file",
                );
                words(&mut reader, &table, &mut pack);
                signals(&mut reader, &table, &mut pack);
                read_rule::rules(&mut reader, &table, file, &mut pack);
            }
        }
        problems.append(&mut reader.problems);
    }
    (pack, problems)
}

fn words(reader: &mut Reader, table: &DeTable, pack: &mut Pack) {
    if let Some(lemmas) = reader.table(table, "lemma") {
        for (word, _) in lemmas {
            let forms = reader.strings(lemmas, word.get_ref());
            pack.lemmas.push(Lemma { word: word.get_ref().to_string(), forms });
        }
    }
    if let Some(classes) = reader.table(table, "class") {
        for (name, _) in classes {
            let mut found = phrases(reader, classes, name.get_ref());
            let Some(mut phrase) = found.pop() else { continue };
            // Several lines of a class are one list of alternatives.
            for other in found.into_iter().rev() {
                phrase.tree.splice(0..0, other.tree);
                phrase.text = format!("{}|{}", other.text, phrase.text);
            }
            pack.classes.push((name.get_ref().to_string(), phrase, false));
        }
    }
    if let Some(groups) = reader.table(table, "group") {
        for (name, _) in groups {
            let ids = reader.strings(groups, name.get_ref());
            pack.groups.insert(name.get_ref().to_string(), ids);
        }
    }
    if let Some(clocks) = reader.table(table, "clock") {
        for (event, value) in clocks {
            let clock = match value.get_ref() {
                DeValue::Table(by) => Clock::ByScenario(
                    by.iter()
                        .filter_map(|(id, event)| {
                            Some((id.get_ref().to_string(), event.get_ref().as_str()?.to_string()))
                        })
                        .collect(),
                ),
                _ => Clock::Fields(reader.strings(clocks, event.get_ref())),
            };
            pack.clock.insert(event.get_ref().to_string(), clock);
        }
    }
}

fn signals(reader: &mut Reader, table: &DeTable, pack: &mut Pack) {
    let Some(all) = reader.table(table, "signal") else { return };
    for (id, value) in all {
        let Some(of) = reader.as_table(id.get_ref(), value) else { continue };
        reader.only(of, SIGNAL_KEYS, "a signal");
        let policy = |reader: &mut Reader, key: &str| {
            let word = reader.string(of, key)?;
            let known = [("keep", Policy::Keep), ("block", Policy::Block), ("only", Policy::Only)];
            let found = known.iter().find(|(name, _)| *name == word).map(|(_, policy)| *policy);
            if found.is_none() {
                let span = of.get(key).map_or(id.span(), toml::Spanned::span);
                reader.wrong(
                    span,
                    format!("`{key}` is keep, block or only"),
                    did_you_mean(&word, known.iter().map(|k| k.0)),
                );
            }
            found
        };
        let signal = Signal {
            id: id.get_ref().to_string(),
            about: reader.string(of, "about").unwrap_or_default(),
            extend: reader.boolean(of, "extend").unwrap_or(false),
            patterns: phrases(reader, of, "patterns"),
            weak: phrases(reader, of, "weak"),
            unless: phrases(reader, of, "unless"),
            remove: reader.strings(of, "remove"),
            policies: [policy(reader, "neg"), policy(reader, "cond"), policy(reader, "question")],
            yes: reader.strings(of, "yes"),
            no: reader.strings(of, "no"),
            place: reader.place(id.span()),
        };
        if signal.yes.is_empty() || signal.no.is_empty() {
            let what = format!("the signal `{}` needs examples: sentences in `yes` and in `no`", signal.id);
            reader.wrong(id.span(), what, Some("Examples are how a pack is tested".into()));
        }
        pack.signals.push(signal);
    }
}

/// The patterns of a list; wrong ones are noted and left out.
fn phrases(reader: &mut Reader, table: &DeTable, key: &str) -> Vec<Phrase> {
    let mut found = Vec::new();
    for item in reader.items(table, key) {
        let Some(text) = item.get_ref().as_str() else {
            reader.mistyped(key, item, "a list of patterns in quotes");
            continue;
        };
        match pattern::parse(text) {
            Ok(tree) => found.push(Phrase { text: text.to_string(), tree, place: reader.place(item.span()) }),
            Err(Wrong { at, what, hint }) => {
                let start = item.span().start + 1 + at;
                reader.wrong(start..start, format!("{what} in the pattern \"{text}\""), hint);
            }
        }
    }
    found
}

/// A piece of advice as the list of sources states it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdviceText {
    /// Its id.
    pub id: String,
    /// The advice in one sentence.
    pub text: String,
    /// The document's title; none where it is ours.
    pub title: Option<String>,
    /// Rules and features that carry it out.
    #[serde(skip)]
    pub carried_by: Vec<String>,
}

/// Reads the list of source documents and their advice.
pub fn read_sources(path: &str, text: &str) -> (Vec<AdviceText>, Vec<Problem>) {
    let (mut reader, table) = Reader::parse(path, text);
    let mut all = Vec::new();
    let Some(table) = table else { return (all, reader.problems) };
    reader.only(&table, &["document", "advice"], "the list of sources");
    let documents = reader.table(&table, "document");
    let title = |reader: &mut Reader, id: &str| {
        let prefix = id.split('-').next().unwrap_or(id);
        let document = documents.and_then(|all| reader.table(all, prefix))?;
        let ours = reader.boolean(document, "ours").unwrap_or(false);
        reader.string(document, "title").filter(|_| !ours)
    };
    for (id, value) in reader.table(&table, "advice").into_iter().flatten() {
        let Some(of) = reader.as_table(id.get_ref(), value) else { continue };
        all.push(AdviceText {
            id: id.get_ref().to_string(),
            text: reader.string(of, "text").unwrap_or_default(),
            title: title(&mut reader, id.get_ref()),
            carried_by: reader.strings(of, "carried_by"),
        });
    }
    (all, reader.problems)
}
