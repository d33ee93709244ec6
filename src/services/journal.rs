//! Every change is on the disk's way before it is on the screen.
//!
//! The journal of an open draft is a file of JSON lines: a first record that names the draft and may hold the
//! draft it starts from, then `{"seq":n,"change":…}`, numbered without a gap. Appending is one `write` without
//! a sync, so it survives the end of the program at any moment; the [`Writer`] thread syncs one second after
//! the first change, or after 20, so a power cut costs no more than that. A snapshot stands for all changes up
//! to its number, and then the journal starts afresh.
//!
//! The file exists from the first change that says something, and is locked while its draft is open. A record
//! that cannot be written waits in memory and goes out with the next one.

mod restore;
mod writer;

pub use restore::{Restored, read};
pub use writer::{Writer, WriterHandle};

use super::files::{self, FileFailure};
use crate::domain::draft::{Change, Draft};
use serde::Serialize;
use std::fmt;
use std::fs::{File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};

/// More than this many bytes of changes ask for a snapshot.
const LARGE: u64 = 4 * 1024 * 1024;
/// The newest form of the file that this program writes and reads.
const VERSION: u32 = 1;
/// After this many changes the journal is synced at once.
const SYNC_AFTER: u32 = 20;

/// The journal of one open draft. Any thread may use it; none waits for the disk's sync while another writes.
pub struct Journal {
    id: String,
    /// The program's own folder, which must be private down to the journal.
    root: PathBuf,
    path: PathBuf,
    writer: Option<WriterHandle>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// The draft as long as nothing was said in it: no file is needed yet.
    untouched: Option<Draft>,
    file: Option<Arc<File>>,
    /// The first record.
    header: Vec<u8>,
    /// Bytes of whole records in the file.
    whole: u64,
    /// Whether part of a record may stand after them.
    torn: bool,
    /// Records that are not in the file yet.
    waiting: Vec<u8>,
    /// The number of the last change.
    seq: u64,
    /// Changes since the last sync.
    unsynced: u32,
    closed: bool,
}

#[derive(Serialize)]
struct Header<'a> {
    journal: u32,
    draft: &'a str,
    seq: u64,
    start: Option<&'a Draft>,
}

#[derive(Serialize)]
struct Record<'a> {
    seq: u64,
    change: &'a Change,
}

impl Journal {
    /// The journal of a new draft. No file is made before something is said in it.
    pub(super) fn begin(
        root: &Path,
        path: PathBuf,
        id: &str,
        start: &Draft,
        writer: Option<WriterHandle>,
    ) -> Journal {
        let state = State { untouched: Some(start.clone()), ..State::default() };
        Journal { id: id.to_string(), root: root.to_path_buf(), path, writer, state: Mutex::new(state) }
    }

    /// Goes on with a draft that stands at `seq`, in its locked journal.
    pub(super) fn go_on(
        root: &Path,
        path: PathBuf,
        id: &str,
        (locked, seq, restored): (File, u64, Option<&Restored>),
        writer: Option<WriterHandle>,
    ) -> Journal {
        let mut state = State { file: Some(Arc::new(locked)), seq, torn: true, ..State::default() };
        match restored {
            Some(restored) => {
                state.header = restored.header.clone();
                state.whole = restored.whole;
                state.waiting.extend(restored.ends_bare.then_some(b'\n'));
            }
            None => {
                state.header = header(id, seq, None);
                state.waiting = state.header.clone();
            }
        }
        Journal { id: id.to_string(), root: root.to_path_buf(), path, writer, state: Mutex::new(state) }
    }

    /// Writes a change down, before it is shown.
    ///
    /// # Errors
    /// It could not be written. It is kept in memory and tried again with the next one; the file is sound.
    pub fn record(self: &Arc<Self>, change: &Change) -> Result<(), FileFailure> {
        let mut state = self.state();
        if state.closed {
            return Ok(());
        }
        if let Some(start) = &mut state.untouched {
            if !says_something(change) {
                start.apply(change.clone());
                return Ok(());
            }
            self.touch(&mut state);
        }
        state.seq += 1;
        let record = Record { seq: state.seq, change };
        append_line(&mut state.waiting, &record);
        state.unsynced += 1;
        let unsynced = state.unsynced;
        let result = self.flush(&mut state);
        drop(state);
        if let Some(writer) = &self.writer {
            match unsynced {
                1 => writer.sync_soon(self),
                SYNC_AFTER => writer.sync_now(self),
                _ => {}
            }
        }
        result
    }

    /// Makes everything recorded so far survive a power cut. Meant for the writer thread, and for a signal's
    /// thread before the program ends.
    ///
    /// # Errors
    /// The disk refused: what was recorded since the last sync may not survive a power cut.
    pub fn sync(&self) -> Result<(), FileFailure> {
        let file = {
            let mut state = self.state();
            // First of all: after a failure the next change must ask again.
            state.unsynced = 0;
            self.flush(&mut state)?;
            state.file.clone()
        };
        // Outside the lock: typing must not wait for the disk.
        file.map_or(Ok(()), |file| file.sync_data()).map_err(|source| self.failed(source))
    }

    /// The number of the last change.
    pub fn seq(&self) -> u64 {
        self.state().seq
    }

    /// The file. It exists from the first change that says something.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether a snapshot is due: the journal is large, or cannot be written.
    pub fn wants_snapshot(&self) -> bool {
        let state = self.state();
        !state.waiting.is_empty() || state.whole.saturating_sub(state.header.len() as u64) > LARGE
    }

    /// Whether nothing was said in the draft yet.
    pub(super) fn is_untouched(&self) -> bool {
        self.state().untouched.is_some()
    }

    /// Has a file from now on, whatever was said.
    pub(super) fn keep(&self) -> Result<(), FileFailure> {
        let mut state = self.state();
        self.touch(&mut state);
        self.flush(&mut state)
    }

    /// Starts afresh after a snapshot of change number `seq`. Where a later change is here already, everything
    /// stays: the reader passes over what the snapshot has.
    pub(super) fn restart(&self, seq: u64) {
        let mut state = self.state();
        if state.seq != seq || state.closed {
            return;
        }
        // The draft it started from is history now, and private.
        state.header = header(&self.id, seq, None);
        state.waiting = state.header.clone();
        (state.whole, state.torn) = (0, true);
        // What cannot be written waits, as ever.
        let _ = self.flush(&mut state);
    }

    /// Ends the journal and removes its file. Later changes are not written.
    pub(super) fn end(&self) -> Result<(), FileFailure> {
        let mut state = self.state();
        state.closed = true;
        state.waiting.clear();
        // Removed before it is unlocked: nobody may lock it in between.
        let removed = match state.file {
            Some(_) => files::remove(&self.path),
            None => Ok(()),
        };
        state.file = None;
        removed
    }

    fn touch(&self, state: &mut State) {
        if let Some(start) = state.untouched.take() {
            state.header = header(&self.id, state.seq, Some(&start));
            state.waiting = state.header.clone();
        }
    }

    /// Writes what waits. What is whole stays whole if that fails half way.
    fn flush(&self, state: &mut State) -> Result<(), FileFailure> {
        if state.waiting.is_empty() || state.closed {
            return Ok(());
        }
        let file = match &state.file {
            Some(file) => file.clone(),
            None => state.file.insert(Arc::new(self.create()?)).clone(),
        };
        if state.torn {
            file.set_len(state.whole).map_err(|source| self.failed(source))?;
            state.torn = false;
        }
        let (written, result) = write_some(&file, &state.waiting);
        let whole = if result.is_ok() { written } else { last_line_end(&state.waiting[..written]) };
        state.torn = result.is_err();
        state.whole += whole as u64;
        state.waiting.drain(..whole);
        result.map_err(|source| self.failed(source))
    }

    fn create(&self) -> Result<File, FileFailure> {
        let dir = self.path.parent().unwrap_or(&self.root);
        files::private_tree(&self.root, dir)?;
        let taken = || self.failed(io::Error::other("another draft has this journal"));
        let file = open_locked(&self.path)?.ok_or_else(taken)?;
        let length = file.metadata().map_err(|source| self.failed(source))?.len();
        if length == 0 { Ok(file) } else { Err(taken()) }
    }

    fn failed(&self, source: io::Error) -> FileFailure {
        FileFailure { path: self.path.clone(), doing: "write", source }
    }

    /// A thread that panicked left the state whole: every step of it is finished before the next.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

/// The name alone: what a person wrote has no place in a message.
impl fmt::Debug for Journal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Journal").field("id", &self.id).finish_non_exhaustive()
    }
}

/// Opens a journal for this program alone; none where another has it open.
///
/// # Errors
/// It cannot be opened or locked.
pub(super) fn open_locked(path: &Path) -> Result<Option<File>, FileFailure> {
    loop {
        let file = files::append_open(path)?;
        match file.try_lock() {
            Ok(()) if files::is_at(&file, path) => return Ok(Some(file)),
            // Its owner ended and removed it while it was being opened.
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(source)) => {
                return Err(FileFailure { path: path.to_path_buf(), doing: "lock", source });
            }
        }
    }
}

/// Whether a change is worth a file: an empty form in another tone is not.
fn says_something(change: &Change) -> bool {
    match change {
        Change::Answer { answer, .. } => answer.as_ref().is_some_and(|answer| !answer.is_blank()),
        Change::Edits { edits, .. } => !edits.is_empty(),
        Change::EditText { .. } => true,
        _ => false,
    }
}

fn header(id: &str, seq: u64, start: Option<&Draft>) -> Vec<u8> {
    let mut line = Vec::new();
    append_line(&mut line, &Header { journal: VERSION, draft: id, seq, start });
    line
}

fn append_line(out: &mut Vec<u8>, record: &impl Serialize) {
    serde_json::to_writer(&mut *out, record).expect("keys are strings, and memory takes every byte");
    out.push(b'\n');
}

/// Writes as much as goes, and says how much that was.
fn write_some(mut file: &File, bytes: &[u8]) -> (usize, io::Result<()>) {
    let mut written = 0;
    while written < bytes.len() {
        match file.write(&bytes[written..]) {
            Ok(0) => return (written, Err(io::ErrorKind::WriteZero.into())),
            Ok(count) => written += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return (written, Err(error)),
        }
    }
    (written, Ok(()))
}

fn last_line_end(bytes: &[u8]) -> usize {
    bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1)
}

#[cfg(all(test, unix))]
mod tests;
