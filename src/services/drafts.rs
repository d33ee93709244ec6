//! The letters in the making, as they are kept: one file each, and a journal while one is open.
//!
//! A draft's file is a snapshot with the number of the last change in it; the journal has what came after. A
//! file that is damaged, or written by a newer regards, is named and never overwritten: work goes on in a copy
//! under a new name. So it does when another regards has the draft open.

mod id;
mod open;
mod stored;

pub use open::OpenDraft;

use super::files::{FileFailure, shown};
use super::journal::{self, Restored, WriterHandle, open_locked};
use super::library::is_slug;
use super::paths::Paths;
use crate::domain::clean::escape_for_message;
use crate::domain::draft::Draft;
use crate::domain::problem::Problem;
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use stored::{ReadFailure, Stored};

/// So many drafts are listed, the newest.
const MOST_LISTED: usize = 50;

/// The folder of the drafts.
#[derive(Debug, Clone)]
pub struct Drafts {
    paths: Paths,
    writer: Option<WriterHandle>,
}

/// A draft in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftSummary {
    /// Its name as a file: a slug.
    pub id: String,
    /// The scenario's id.
    pub scenario: String,
    /// What tells it from others: company, role, recipient. One clean line; may be empty.
    pub label: String,
    /// When it was last changed.
    pub updated: Timestamp,
    /// Whether its letter was copied.
    pub copied: bool,
}

/// A draft that goes on.
#[derive(Debug)]
pub struct Resumed {
    /// What writes it down from now on.
    pub open: OpenDraft,
    /// The draft, with every change that was ever shown.
    pub draft: Draft,
    /// Why this is a copy under a new id, if it is one.
    pub copy: Option<CopyReason>,
    /// What else the person should know.
    pub problems: Vec<Problem>,
}

/// Why a draft goes on as a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CopyReason {
    /// Another regards has it open.
    OpenElsewhere,
    /// One of its files is damaged and kept as it is.
    Damaged,
    /// Its journal cannot be written.
    NotWritable,
}

/// Why a draft cannot go on.
#[derive(Debug)]
pub enum ResumeFailure {
    /// No draft can have that name.
    BadName(String),
    /// There is no such draft.
    Missing(String),
    /// A newer regards wrote it.
    Newer {
        /// The file.
        path: PathBuf,
        /// The version of its form.
        version: u32,
    },
    /// Nothing of it can be read.
    Damaged(Problem),
    /// The system refused.
    File(FileFailure),
}

impl fmt::Display for ResumeFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ResumeFailure::BadName(id) => match id.chars().find(|c| !is_slug(&c.to_string()) && *c != '-') {
                Some(c) => {
                    let name = escape_for_message(id, 60);
                    let c = escape_for_message(&c.to_string(), 12);
                    write!(f, "`{name}` is not the name of a draft: it cannot have `{c}`")
                }
                None => write!(f, "`{}` is not the name of a draft", escape_for_message(id, 60)),
            },
            ResumeFailure::Missing(id) => write!(f, "there is no draft `{id}`"),
            ResumeFailure::Newer { path, version } => write!(
                f,
                "{} was written by a newer regards (version {version}) and is left as it is",
                shown(path)
            ),
            ResumeFailure::Damaged(problem) => problem.fmt(f),
            ResumeFailure::File(failure) => failure.fmt(f),
        }
    }
}

impl std::error::Error for ResumeFailure {}

impl From<FileFailure> for ResumeFailure {
    fn from(failure: FileFailure) -> Self {
        ResumeFailure::File(failure)
    }
}

impl Drafts {
    /// The drafts of those folders. Nothing is read or made yet. Changes are synced by `writer`; without one
    /// they are synced by [`journal::Journal::sync`] alone.
    pub fn open(paths: &Paths, writer: Option<WriterHandle>) -> Drafts {
        Drafts { paths: paths.clone(), writer }
    }

    /// The newest drafts, newest first, and what is wrong with others.
    pub fn list(&self) -> (Vec<DraftSummary>, Vec<Problem>) {
        let mut by_time: Vec<(SystemTime, String)> =
            self.ids().into_iter().map(|(id, time)| (time, id)).collect();
        by_time.sort_by(|a, b| b.cmp(a));
        let (mut summaries, mut problems) = (Vec::new(), Vec::new());
        for (time, id) in by_time.into_iter().take(MOST_LISTED) {
            match self.summary(&id, time) {
                Ok(summary) => summaries.extend(summary),
                Err(failure) => problems.push(failure.problem()),
            }
        }
        summaries.sort_by(|a, b| b.updated.cmp(&a.updated).then_with(|| a.id.cmp(&b.id)));
        (summaries, problems)
    }

    /// Opens a new draft. It has a file as soon as something is said in it.
    pub fn begin(&self, draft: &Draft) -> OpenDraft {
        OpenDraft::begin(self, &id::new(&draft.scenario, Timestamp::now()), draft)
    }

    /// Opens a draft again, as it was last shown.
    ///
    /// # Errors
    /// There is none of that name, a newer regards wrote it, or nothing of it can be read.
    pub fn resume(&self, id: &str) -> Result<Resumed, ResumeFailure> {
        if !is_slug(id) {
            return Err(ResumeFailure::BadName(id.to_string()));
        }
        if !self.draft_path(id).exists() && !self.journal_path(id).exists() {
            return Err(ResumeFailure::Missing(id.to_string()));
        }
        let lock = self.lock(id);
        let restored = self.restore(id);
        if restored.as_ref().map_or(true, |found| found.damaged) {
            self.unlock(id, &lock);
        }
        let mut found = restored?;
        let mut problems = std::mem::take(&mut found.problems);
        let lock = match lock {
            _ if found.damaged => Err(CopyReason::Damaged),
            Ok(Some(file)) => Ok(file),
            Ok(None) => Err(CopyReason::OpenElsewhere),
            Err(failure) => {
                problems.push(failure.problem());
                Err(CopyReason::NotWritable)
            }
        };
        let (open, copy) = match lock {
            Ok(file) => (OpenDraft::go_on(self, id, file, &found), None),
            Err(reason) => {
                let open = self.begin(&found.draft);
                problems.extend(open.keep().err().map(|failure| failure.problem()));
                (open, Some(reason))
            }
        };
        Ok(Resumed { open, draft: found.draft, copy, problems })
    }

    fn lock(&self, id: &str) -> Result<Option<std::fs::File>, FileFailure> {
        super::files::private_tree(&self.paths.state, &self.paths.journal())?;
        open_locked(&self.journal_path(id))
    }

    /// Takes an empty journal away again, which locking made.
    fn unlock(&self, id: &str, lock: &Result<Option<std::fs::File>, FileFailure>) {
        if let Ok(Some(file)) = lock
            && file.metadata().is_ok_and(|metadata| metadata.len() == 0)
        {
            // An empty journal that stays does no harm.
            let _ = super::files::remove(&self.journal_path(id));
        }
    }

    /// A draft from its snapshot and its journal, as far as both can be read.
    fn restore(&self, id: &str) -> Result<Found, ResumeFailure> {
        let journal_path = self.journal_path(id);
        let restored = journal::read(&journal_path)?;
        if let Some(version) = restored.as_ref().and_then(|restored| restored.newer) {
            return Err(ResumeFailure::Newer { path: journal_path, version });
        }
        let mut problems = Vec::new();
        let stored = match stored::read(&self.draft_path(id)) {
            Ok(stored) => stored,
            Err(ReadFailure::Newer { path, version }) => return Err(ResumeFailure::Newer { path, version }),
            Err(ReadFailure::Damaged(problem)) => {
                problems.push(problem);
                None
            }
            Err(ReadFailure::File(failure)) => return Err(failure.into()),
        };
        Found::new(&journal_path, stored, restored, problems).map_err(|problem| match problem {
            Some(problem) => ResumeFailure::Damaged(problem),
            None => ResumeFailure::Missing(id.to_string()),
        })
    }

    fn summary(&self, id: &str, changed: SystemTime) -> Result<Option<DraftSummary>, ResumeFailure> {
        let found = match self.restore(id) {
            Ok(found) => found,
            // A journal in which nothing was said.
            Err(ResumeFailure::Missing(_)) => return Ok(None),
            Err(failure) => return Err(failure),
        };
        if !open::is_worth_keeping(&found.draft, &BTreeMap::new()) {
            return Ok(None);
        }
        let changed = Timestamp::try_from(changed).unwrap_or(Timestamp::UNIX_EPOCH);
        let updated = found.updated.filter(|_| !found.has_changes).unwrap_or(changed);
        Ok(Some(DraftSummary {
            id: id.to_string(),
            scenario: escape_for_message(&found.draft.scenario, 64),
            label: stored::label(&found.draft),
            updated,
            copied: found.copied,
        }))
    }

    /// Every draft that has a file, with the time of its last change.
    fn ids(&self) -> BTreeMap<String, SystemTime> {
        let mut ids = BTreeMap::new();
        for (dir, end) in [(self.paths.drafts(), ".json"), (self.paths.journal(), ".jsonl")] {
            for entry in std::fs::read_dir(dir).into_iter().flatten().flatten() {
                let name = entry.file_name();
                let Some(id) = name.to_str().and_then(|name| name.strip_suffix(end)) else { continue };
                let Ok(time) = entry.metadata().and_then(|metadata| metadata.modified()) else { continue };
                if is_slug(id) {
                    let newest = ids.entry(id.to_string()).or_insert(time);
                    *newest = time.max(*newest);
                }
            }
        }
        ids
    }

    fn draft_path(&self, id: &str) -> PathBuf {
        self.paths.drafts().join(format!("{id}.json"))
    }

    fn journal_path(&self, id: &str) -> PathBuf {
        self.paths.journal().join(format!("{id}.jsonl"))
    }
}

impl ResumeFailure {
    /// The same as a problem of a file.
    pub fn problem(&self) -> Problem {
        match self {
            ResumeFailure::Damaged(problem) => problem.clone(),
            ResumeFailure::File(failure) => failure.problem(),
            ResumeFailure::Newer { path, version } => newer(path, *version),
            ResumeFailure::BadName(id) | ResumeFailure::Missing(id) => {
                Problem::new(escape_for_message(id, 80), self.to_string())
            }
        }
    }
}

fn newer(path: &Path, version: u32) -> Problem {
    let what = format!("written by a newer regards (version {version}) and left as it is");
    Problem::new(shown(path), what).hint("Open it with that one")
}

/// What the disk knows of a draft.
struct Found {
    draft: Draft,
    /// The number of the last change in it.
    seq: u64,
    /// The number of the snapshot, where there is one.
    saved: Option<u64>,
    updated: Option<Timestamp>,
    copied: bool,
    restored: Option<Restored>,
    /// Whether changes came after the snapshot.
    has_changes: bool,
    /// Whether a file must not be written again.
    damaged: bool,
    problems: Vec<Problem>,
}

impl Found {
    /// Puts snapshot and journal together; the first problem, or none, where there is no draft in them.
    fn new(
        journal: &Path,
        stored: Option<Stored>,
        restored: Option<Restored>,
        mut problems: Vec<Problem>,
    ) -> Result<Found, Option<Problem>> {
        let mut damaged = !problems.is_empty();
        let saved = stored.as_ref().map(|stored| stored.seq);
        let (updated, copied) = match &stored {
            Some(stored) => (stored.updated(), stored.copied),
            None => (None, false),
        };
        let snapshot = stored.map(|stored| (stored.seq, stored.draft));
        let start = restored.as_ref().and_then(|restored| restored.start.clone());
        let newest = snapshot.into_iter().chain(start).max_by_key(|(seq, _)| *seq);
        problems.extend(restored.as_ref().and_then(|restored| restored.damage.clone()));
        let Some((mut seq, mut draft)) = newest else {
            let changes = restored.iter().any(|restored| !restored.changes.is_empty());
            problems.extend(changes.then(|| stored::gap(journal)));
            return Err(problems.into_iter().next());
        };
        let base = seq;
        for (number, change) in restored.iter().flat_map(|restored| &restored.changes) {
            if *number > seq + 1 {
                problems.push(stored::gap(journal));
                damaged = true;
                break;
            }
            if *number == seq + 1 {
                draft.apply(change.clone());
                seq = *number;
            }
        }
        damaged |= restored.as_ref().is_some_and(|restored| restored.damage.is_some());
        problems.extend(stored::clean(&mut draft));
        let has_changes = seq > base || saved.is_none();
        Ok(Found { draft, seq, saved, updated, copied, restored, has_changes, damaged, problems })
    }
}

#[cfg(all(test, unix))]
mod tests;
