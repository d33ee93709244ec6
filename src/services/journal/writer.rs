//! The one thread that waits for the disk. It sleeps while nobody types.

use super::Journal;
use crate::services::files::FileFailure;
use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// How long a change may wait for its sync.
const SOON: Duration = Duration::from_secs(1);

/// The writer thread. Dropping it does all the work that is queued and ends it.
#[derive(Debug)]
pub struct Writer {
    handle: WriterHandle,
    thread: Option<JoinHandle<()>>,
}

/// A way to give work to the writer thread. It is done in the order in which it was given.
#[derive(Debug, Clone)]
pub struct WriterHandle {
    jobs: Sender<Job>,
}

enum Job {
    SyncSoon(Arc<Journal>),
    SyncNow(Arc<Journal>),
    Run(Box<dyn FnOnce() + Send>),
    End,
}

impl Writer {
    /// Starts the thread. Syncs that fail are told to `failed`, on that thread.
    ///
    /// # Errors
    /// The system has no thread to give.
    pub fn start(failed: impl Fn(FileFailure) + Send + 'static) -> io::Result<Writer> {
        let (jobs, queue) = channel();
        let thread =
            thread::Builder::new().name("writer".to_string()).spawn(move || work(&queue, &failed))?;
        Ok(Writer { handle: WriterHandle { jobs }, thread: Some(thread) })
    }

    /// A way to give it work.
    pub fn handle(&self) -> WriterHandle {
        self.handle.clone()
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.handle.send(Job::End);
        if let Some(thread) = self.thread.take() {
            // Its panic, if any, was reported where it happened.
            let _ = thread.join();
        }
    }
}

impl WriterHandle {
    /// Runs something that writes: a snapshot, the profile, a letter.
    pub fn run(&self, job: impl FnOnce() + Send + 'static) {
        self.send(Job::Run(Box::new(job)));
    }

    pub(super) fn sync_soon(&self, journal: &Arc<Journal>) {
        self.send(Job::SyncSoon(journal.clone()));
    }

    pub(super) fn sync_now(&self, journal: &Arc<Journal>) {
        self.send(Job::SyncNow(journal.clone()));
    }

    fn send(&self, job: Job) {
        // A thread that has ended has nothing to write for.
        let _ = self.jobs.send(job);
    }
}

fn work(queue: &Receiver<Job>, failed: &dyn Fn(FileFailure)) {
    let sync = |journal: &Journal| journal.sync().unwrap_or_else(failed);
    let mut waiting: Vec<Arc<Journal>> = Vec::new();
    let mut due = Instant::now();
    loop {
        // A queue that is never empty must not put it off.
        if Instant::now() >= due {
            waiting.drain(..).for_each(|journal| sync(&journal));
        }
        let job = match waiting.is_empty() {
            true => queue.recv().map_err(|_| RecvTimeoutError::Disconnected),
            false => queue.recv_timeout(due.saturating_duration_since(Instant::now())),
        };
        match job {
            Ok(Job::SyncSoon(journal)) => {
                if waiting.is_empty() {
                    due = Instant::now() + SOON;
                }
                waiting.push(journal);
            }
            Ok(Job::SyncNow(journal)) => {
                waiting.retain(|other| !Arc::ptr_eq(other, &journal));
                sync(&journal);
            }
            Ok(Job::Run(job)) => job(),
            Err(RecvTimeoutError::Timeout) => {}
            Ok(Job::End) | Err(RecvTimeoutError::Disconnected) => {
                waiting.drain(..).for_each(|journal| sync(&journal));
                return;
            }
        }
    }
}
