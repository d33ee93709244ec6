//! Reads a journal back, as far as it is whole.

use super::VERSION;
use crate::domain::draft::{Change, Draft};
use crate::domain::problem::Problem;
use crate::services::files::{FileFailure, read_limited, shown};
use serde::Deserialize;
use std::path::Path;

/// A larger journal is not read: snapshots come long before.
const MOST_BYTES: u64 = 64 * 1024 * 1024;

/// What a journal holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Restored {
    /// The draft it starts from and that draft's number, where it holds one.
    pub start: Option<(u64, Draft)>,
    /// The changes in order, with numbers that have no gap.
    pub changes: Vec<(u64, Change)>,
    /// The version of regards' journal it is written in, where that is a newer one. Then nothing else is read.
    pub newer: Option<u32>,
    /// What is wrong in the middle of it. Nothing after that place is restored.
    pub damage: Option<Problem>,
    pub(super) header: Vec<u8>,
    /// Bytes of whole records.
    pub(super) whole: u64,
    /// Whether the last whole record has no line end.
    pub(super) ends_bare: bool,
}

#[derive(Deserialize)]
struct Version {
    journal: u32,
}

#[derive(Deserialize)]
struct Header {
    seq: u64,
    start: Option<Draft>,
}

#[derive(Deserialize)]
struct Record {
    seq: u64,
    change: Change,
}

/// Reads a journal; none where there is no file, or nothing whole in it. A half record at the end is passed
/// over: it was never shown.
///
/// # Errors
/// It cannot be read, or is larger than any journal.
pub fn read(path: &Path) -> Result<Option<Restored>, FileFailure> {
    match read_limited(path, MOST_BYTES) {
        Ok(bytes) => Ok(parse(&bytes, path)),
        Err(failure) if failure.is_missing() => Ok(None),
        Err(failure) => Err(failure),
    }
}

fn parse(bytes: &[u8], path: &Path) -> Option<Restored> {
    let mut lines = bytes.split_inclusive(|byte| *byte == b'\n');
    let first = lines.next()?;
    let mut restored = Restored {
        start: None,
        changes: Vec::new(),
        newer: None,
        damage: None,
        header: first.to_vec(),
        whole: first.len() as u64,
        ends_bare: false,
    };
    if let Ok(version) = serde_json::from_slice::<Version>(first)
        && version.journal > VERSION
    {
        restored.newer = Some(version.journal);
        return Some(restored);
    }
    match serde_json::from_slice::<Header>(first) {
        Ok(header) => restored.start = header.start.map(|start| (header.seq, start)),
        // Nothing was in it yet.
        Err(_) if is_bare(first) => return None,
        Err(_) => restored.damage = Some(damage(path, 1, NO_RECORD)),
    }
    if is_bare(first) {
        restored.ends_bare = true;
        restored.header.push(b'\n');
        return Some(restored);
    }
    for (index, line) in lines.enumerate() {
        if restored.damage.is_some() || !restored.take(line, path, index + 2) {
            break;
        }
    }
    Some(restored)
}

impl Restored {
    /// Takes one record in; false at the end of what is whole.
    fn take(&mut self, line: &[u8], path: &Path, number: usize) -> bool {
        let expected = self.changes.last().map(|(seq, _)| seq + 1);
        let problem = match serde_json::from_slice::<Record>(line) {
            Ok(record) if expected.is_some_and(|expected| expected != record.seq) => {
                "a change is missing here"
            }
            Ok(record) if !is_possible(&record.change) => "an edit lies beyond any text",
            Ok(record) => {
                self.changes.push((record.seq, record.change));
                self.whole += line.len() as u64;
                self.ends_bare = is_bare(line);
                return true;
            }
            Err(_) if is_bare(line) => return false,
            Err(_) => NO_RECORD,
        };
        self.damage = Some(damage(path, number, problem));
        false
    }
}

fn is_bare(line: &[u8]) -> bool {
    line.last() != Some(&b'\n')
}

/// Whether the offsets of a change can be added up.
fn is_possible(change: &Change) -> bool {
    match change {
        Change::EditText { at, remove, .. } => at.checked_add(*remove).is_some(),
        _ => true,
    }
}

// The parser's own words may quote what a person wrote.
const NO_RECORD: &str = "this is not a record";

fn damage(path: &Path, line: usize, what: &str) -> Problem {
    Problem::new(shown(path), format!("damaged: {what}"))
        .at(line, 1)
        .hint("What came before it is restored; the file is kept")
}
