//! The file of a draft.

use crate::domain::clean::{CleanText, escape_for_message};
use crate::domain::draft::{Answer, Draft};
use crate::domain::problem::Problem;
use crate::services::files::{FileFailure, read_limited, shown};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The newest form of the file that this program writes and reads.
const VERSION: u32 = 1;
/// A larger file is neither read nor written.
pub(super) const MOST_BYTES: u64 = 16 * 1024 * 1024;

/// A draft as it lies in its file.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Stored {
    version: u32,
    /// The number of the last change in it.
    pub seq: u64,
    label: String,
    updated: String,
    /// Whether its letter was copied.
    #[serde(default)]
    pub copied: bool,
    pub draft: Draft,
}

#[derive(Deserialize)]
struct Version {
    version: u32,
}

/// Why a draft's file cannot be used.
pub(super) enum ReadFailure {
    Newer { path: PathBuf, version: u32 },
    Damaged(Problem),
    File(FileFailure),
}

impl Stored {
    pub fn new(draft: &Draft, seq: u64, copied: bool, now: Timestamp) -> Stored {
        let updated = now.to_string();
        Stored { version: VERSION, seq, label: label(draft), updated, copied, draft: draft.clone() }
    }

    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes =
            serde_json::to_vec_pretty(self).expect("keys are strings, and memory takes every byte");
        bytes.push(b'\n');
        bytes
    }

    pub fn updated(&self) -> Option<Timestamp> {
        self.updated.parse().ok()
    }
}

/// Reads a draft's file; none where there is no file.
pub(super) fn read(path: &Path) -> Result<Option<Stored>, ReadFailure> {
    let bytes = match read_limited(path, MOST_BYTES) {
        Ok(bytes) => bytes,
        Err(failure) if failure.is_missing() => return Ok(None),
        Err(failure) => return Err(ReadFailure::File(failure)),
    };
    match serde_json::from_slice::<Version>(&bytes) {
        Ok(Version { version }) if version > VERSION => {
            Err(ReadFailure::Newer { path: path.to_path_buf(), version })
        }
        _ => serde_json::from_slice(&bytes).map(Some).map_err(|error| {
            // The parser's own words may quote what a person wrote.
            let problem = Problem::new(shown(path), "damaged: this is not a draft")
                .at(error.line().max(1), error.column().max(1))
                .hint("The file is kept as it is");
            ReadFailure::Damaged(problem)
        }),
    }
}

/// What tells a draft from others: its company and role, or whom it goes to.
pub(super) fn label(draft: &Draft) -> String {
    let said = |key: &str| draft.answers.get(key).filter(|answer| !answer.is_blank()).map(Answer::text);
    let parts: Vec<String> =
        ["company", "role", "recipient"].iter().filter_map(|key| said(key)).take(2).collect();
    escape_for_message(&parts.join(", "), 60)
}

/// Cleans a draft that was read: JSON can spell any character. Says what was found.
pub(super) fn clean(draft: &mut Draft) -> Vec<Problem> {
    let mut found = Vec::new();
    let mut text = |raw: &str| {
        let cleaned = CleanText::of(raw);
        found.extend(cleaned.notes.iter().map(|note| Problem::new("draft", note.to_string())));
        cleaned.text.into_string()
    };
    for answer in draft.answers.values_mut() {
        match answer {
            Answer::Toggle(_) => {}
            Answer::Text(line) => *line = text(line),
            Answer::List(items) => items.iter_mut().for_each(|item| *item = text(item)),
        }
    }
    for edits in draft.edits.values_mut() {
        let subject = edits.subject.iter_mut().flat_map(|own| [&mut own.text, &mut own.base]);
        let body =
            edits.paragraphs.iter_mut().flat_map(|own| [own.text.as_mut(), own.base.as_mut()]).flatten();
        for part in subject.chain(body) {
            *part = Arc::from(text(part));
        }
    }
    found
}

/// The draft that a journal's changes belong to is gone, or some changes before them are.
pub(super) fn gap(journal: &Path) -> Problem {
    Problem::new(shown(journal), "damaged: the draft or changes that came before these are missing")
        .hint("The file is kept as it is")
}
