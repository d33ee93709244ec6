//! Reads the person's own templates folder: bounded, in the order of names, and only regular files.

use super::{Source, is_slug, is_template_file};
use crate::domain::clean::{escape_for_message, is_reserved};
use crate::domain::problem::Problem;
use crate::domain::scenario::Layer;
use crate::services::files::{FileFailure, place, read_limited, utf8};
use std::borrow::Cow;
use std::fs::{self, DirEntry};
use std::io;
use std::path::{Path, PathBuf};

/// A larger file is refused: the engine parses what it is given to the end.
const MOST_BYTES: u64 = 64 * 1024;
/// Files beyond these are left out.
const MOST_FILES: usize = 2_000;
/// Entries of one folder beyond these are not looked at.
const MOST_ENTRIES: usize = 10_000;

/// The person's own files, one and two levels below the folder, ordered by name. A folder that is not there
/// holds none. Links to files and folders are followed; pipes and devices are never opened.
pub fn user(templates_dir: &Path) -> (Vec<Source>, Vec<Problem>) {
    let mut walk = Walk::of(templates_dir);
    for (name, entry) in walk.entries(templates_dir, "") {
        if !entry.path().is_dir() {
            walk.file(&entry.path(), &name);
        } else if is_slug(&name) || name == "_shared" {
            walk.folder(&entry.path(), &name);
        } else {
            walk.bad_name(&name, "a folder");
        }
    }
    if walk.left_out > 0 {
        let what = format!("{} files beyond the first {MOST_FILES} are left out", walk.left_out);
        walk.problems.push(Problem::new(walk.on_disk(""), what));
    }
    (walk.sources, walk.problems)
}

/// The person's own rule packs: `<pack>/pack.toml`, `<pack>/signals/*.toml`, `<pack>/rules/*.toml`.
pub fn packs(packs_dir: &Path) -> (Vec<Source>, Vec<Problem>) {
    let mut walk = Walk::of(packs_dir);
    for (pack, entry) in walk.entries(packs_dir, "") {
        if !entry.path().is_dir() {
            continue;
        }
        if !is_slug(&pack) {
            walk.bad_name(&pack, "a folder");
            continue;
        }
        for (name, inner) in walk.entries(&entry.path(), &pack) {
            let path = inner.path();
            if path.is_dir() && matches!(name.as_str(), "signals" | "rules") {
                walk.folder(&path, &format!("{pack}/{name}"));
            } else {
                walk.file(&path, &format!("{pack}/{name}"));
            }
        }
    }
    (walk.sources, walk.problems)
}

struct Walk {
    root: PathBuf,
    sources: Vec<Source>,
    problems: Vec<Problem>,
    seen: usize,
    left_out: usize,
}

impl Walk {
    fn of(root: &Path) -> Walk {
        Walk { root: root.to_path_buf(), sources: Vec::new(), problems: Vec::new(), seen: 0, left_out: 0 }
    }

    /// Where a file or folder lies, as it may stand in a message.
    fn on_disk(&self, name: &str) -> String {
        match name {
            "" => self.root.display().to_string(),
            _ => self.root.join(escape_for_message(name, 600)).display().to_string(),
        }
    }

    fn bad_name(&mut self, name: &str, thing: &str) {
        let problem = Problem::new(self.on_disk(name), bad_name(name, thing));
        self.problems
            .push(problem.hint("Use a-z, 0-9 and -, at most 64 of them, and begin with a letter or digit"));
    }

    /// What is in a folder and is not hidden, ordered by name.
    fn entries(&mut self, dir: &Path, name: &str) -> Vec<(String, DirEntry)> {
        let listing = match fs::read_dir(dir) {
            Ok(listing) => listing,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Vec::new(),
            Err(source) => {
                let failure = FileFailure { path: dir.to_path_buf(), doing: "read", source };
                self.problems.push(Problem { path: self.on_disk(name), ..failure.problem() });
                return Vec::new();
            }
        };
        let mut entries = Vec::new();
        for entry in listing.flatten() {
            let file = entry.file_name().to_string_lossy().into_owned();
            if !file.starts_with('.') {
                entries.push((file, entry));
            }
            if entries.len() > MOST_ENTRIES {
                let what = format!("only {MOST_ENTRIES} entries of this folder are looked at");
                self.problems.push(Problem::new(self.on_disk(name), what));
                break;
            }
        }
        entries.sort_by(|(a, _), (b, _)| a.cmp(b));
        entries
    }

    fn folder(&mut self, dir: &Path, name: &str) {
        for (file, entry) in self.entries(dir, name) {
            self.file(&entry.path(), &format!("{name}/{file}"));
        }
    }

    fn file(&mut self, path: &Path, name: &str) {
        if !is_template_file(name) || path.is_dir() {
            return;
        }
        let file = name.rsplit('/').next().unwrap_or(name);
        // What editors leave behind begins with `#` or ends otherwise, and is nobody's template.
        if file.starts_with('#') {
            return;
        }
        if !is_file_name(file) {
            self.bad_name(name, "a file");
            return;
        }
        self.seen += 1;
        if self.seen > MOST_FILES {
            self.left_out += 1;
            return;
        }
        match read(path, &self.on_disk(name)) {
            Ok(text) => self.sources.push(Source {
                name: name.to_string(),
                layer: Layer::User,
                path: Some(path.to_path_buf()),
                text: Cow::Owned(text),
            }),
            Err(problem) => self.problems.push(problem),
        }
    }
}

fn read(path: &Path, shown: &str) -> Result<String, Problem> {
    let bytes = read_limited(path, MOST_BYTES)
        .map_err(|failure| Problem { path: shown.to_string(), ..failure.problem() })?;
    let text = utf8(bytes, shown)?;
    match text.char_indices().find(|(_, c)| is_refused(*c)) {
        None => Ok(text),
        Some((at, c)) => {
            let (line, column) = place(&text, at);
            let what =
                format!("the control character {} has no place here", escape_for_message(&c.to_string(), 12));
            Err(Problem::new(shown, what).at(line, column).hint("Remove it"))
        }
    }
}

/// What no template may hold. The engine marks places with some of the noncharacters.
fn is_refused(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\r' | '\t')) || is_reserved(c)
}

/// A slug, where `_` may stand too, and an end.
fn is_file_name(name: &str) -> bool {
    let Some((stem, _)) = name.rsplit_once('.') else { return false };
    is_slug(&stem.trim_start_matches('_').replace('_', "-")) && stem.len() <= 64
}

fn bad_name(name: &str, thing: &str) -> String {
    let odd =
        |c: &char| !(c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_' | '/' | '.'));
    match name.chars().find(odd) {
        Some(c) => {
            format!(
                "{thing} name cannot have `{}` (U+{:04X})",
                escape_for_message(&c.to_string(), 12),
                c as u32
            )
        }
        None => format!("{thing} cannot have this name"),
    }
}
