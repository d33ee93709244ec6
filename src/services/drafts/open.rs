//! A draft that is being written, and the files it is written to.

use super::stored::{MOST_BYTES, Stored};
use super::{Drafts, Found};
use crate::domain::draft::{Answers, Change, Draft};
use crate::services::files::{FileFailure, atomic_write, private_tree, remove};
use crate::services::journal::Journal;
use jiff::Timestamp;
use std::fs::File;
use std::io;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// An open draft. Clones stand for the same one, so that a snapshot can be written on another thread.
#[derive(Debug, Clone)]
pub struct OpenDraft {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    id: String,
    /// The program's own folder, which must be private down to the file.
    root: PathBuf,
    path: PathBuf,
    journal: Arc<Journal>,
    /// The answers it came with: what the person said is the rest.
    start: Answers,
    copied: AtomicBool,
    /// The number of the newest snapshot. Held while one is written: an older one must not replace a newer.
    saved: Mutex<Option<u64>>,
}

impl OpenDraft {
    pub(super) fn begin(drafts: &Drafts, id: &str, draft: &Draft) -> OpenDraft {
        let path = drafts.journal_path(id);
        let journal = Journal::begin(&drafts.paths.state, path, id, draft, drafts.writer.clone());
        OpenDraft::new(drafts, id, journal, draft.answers.clone())
    }

    pub(super) fn go_on(drafts: &Drafts, id: &str, locked: File, found: &Found) -> OpenDraft {
        let path = drafts.journal_path(id);
        let state = (locked, found.seq, found.restored.as_ref());
        let journal = Journal::go_on(&drafts.paths.state, path, id, state, drafts.writer.clone());
        let open = OpenDraft::new(drafts, id, journal, Answers::new());
        open.inner.copied.store(found.copied, Ordering::Relaxed);
        *open.inner.saved.lock().unwrap_or_else(PoisonError::into_inner) = found.saved;
        open
    }

    fn new(drafts: &Drafts, id: &str, journal: Journal, start: Answers) -> OpenDraft {
        let inner = Inner {
            id: id.to_string(),
            root: drafts.paths.data.clone(),
            path: drafts.draft_path(id),
            journal: Arc::new(journal),
            start,
            copied: AtomicBool::new(false),
            saved: Mutex::new(None),
        };
        OpenDraft { inner: Arc::new(inner) }
    }

    /// Its name as a file.
    pub fn id(&self) -> &str {
        &self.inner.id
    }

    /// The file it is saved to. There is one from the first snapshot on.
    pub fn path(&self) -> &std::path::Path {
        &self.inner.path
    }

    /// Its journal, for the threads that sync it.
    pub fn journal(&self) -> Arc<Journal> {
        self.inner.journal.clone()
    }

    /// Writes a change down. Called before the change is shown.
    ///
    /// # Errors
    /// It could not be written. It is kept in memory and tried again with the next one.
    pub fn record(&self, change: &Change) -> Result<(), FileFailure> {
        self.inner.journal.record(change)
    }

    /// The number of the last change: what a copy of the draft taken now stands at.
    pub fn seq(&self) -> u64 {
        self.inner.journal.seq()
    }

    /// Whether a snapshot is due: the journal is large, or could not be written.
    pub fn wants_snapshot(&self) -> bool {
        self.inner.journal.wants_snapshot()
    }

    /// Saves the draft as it stands now. It waits for the disk; on another thread use [`OpenDraft::save`].
    ///
    /// # Errors
    /// The draft is not saved; the journal still has it.
    pub fn snapshot(&self, draft: &Draft) -> Result<(), FileFailure> {
        self.save(draft, self.seq())
    }

    /// Saves a copy of the draft that was taken when [`OpenDraft::seq`] was `seq`. When this returns, it is
    /// safe on the disk. A copy older than what is saved is passed over, and so is a draft in which nothing
    /// was said.
    ///
    /// # Errors
    /// The draft is not saved; the journal still has it.
    pub fn save(&self, draft: &Draft, seq: u64) -> Result<(), FileFailure> {
        let inner = &self.inner;
        let mut saved = inner.saved.lock().unwrap_or_else(PoisonError::into_inner);
        if Some(seq) < *saved || inner.journal.is_untouched() {
            return Ok(());
        }
        let bytes = Stored::new(draft, seq, inner.copied.load(Ordering::Relaxed), Timestamp::now()).bytes();
        if bytes.len() as u64 > MOST_BYTES {
            let source = io::Error::other(format!("it has {} bytes; the limit is {MOST_BYTES}", bytes.len()));
            return Err(FileFailure { path: inner.path.clone(), doing: "write", source });
        }
        private_tree(&inner.root, inner.path.parent().unwrap_or(&inner.root))?;
        atomic_write(&inner.path, &bytes)?;
        *saved = Some(seq);
        inner.journal.restart(seq);
        Ok(())
    }

    /// Marks its letter as copied, which the next snapshot says. A copied draft is kept.
    ///
    /// # Errors
    /// It has no file yet and none can be made.
    pub fn mark_copied(&self) -> Result<(), FileFailure> {
        self.inner.copied.store(true, Ordering::Relaxed);
        self.keep()
    }

    /// Ends it: saves the draft and removes the journal. A draft in which nothing was said leaves no file.
    ///
    /// # Errors
    /// The draft is not saved; the journal still has it.
    pub fn close(self, draft: &Draft) -> Result<(), FileFailure> {
        let inner = &self.inner;
        if inner.journal.is_untouched() {
            return Ok(());
        }
        if inner.copied.load(Ordering::Relaxed) || is_worth_keeping(draft, &inner.start) {
            self.snapshot(draft)?;
        } else {
            remove(&inner.path)?;
        }
        inner.journal.end()
    }

    /// Has a file from now on.
    pub(super) fn keep(&self) -> Result<(), FileFailure> {
        self.inner.journal.keep()
    }
}

/// Whether a person said something in a draft that is not in `start`.
pub(super) fn is_worth_keeping(draft: &Draft, start: &Answers) -> bool {
    let new = |(key, answer): (&String, &crate::domain::draft::Answer)| {
        !answer.is_blank() && start.get(key) != Some(answer)
    };
    !draft.edits.is_empty() || draft.answers.iter().any(new)
}
