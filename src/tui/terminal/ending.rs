//! How the program ends when it does not end by itself: one path for signals, hang-up and panics.
//!
//! It runs on whatever thread noticed, because the interface's own thread may be the one that is stuck:
//! save within a limit, give the terminal back within a limit, die. Whoever comes first does it; everybody
//! else waits for the end.

use super::lock;
use std::path::PathBuf;
use std::sync::mpsc;
use std::sync::{Arc, Mutex};
use std::thread::{self, ThreadId};
use std::time::Duration;

/// How long a last save may take. The journal is written already; a save makes sure of it, and a disk that
/// hangs must not keep a process alive whose terminal is gone.
const SAVE_LIMIT: Duration = Duration::from_millis(600);

type Save = Arc<dyn Fn() + Send + Sync>;

/// What has to happen to the person's text before the program may end.
pub struct LastWill {
    save: Save,
    kept_in: Mutex<Option<PathBuf>>,
    ender: Mutex<Option<ThreadId>>,
}

impl LastWill {
    /// `save` puts down whatever is not yet on disk. It runs on another thread, perhaps while the
    /// interface's thread is stuck, so it must not wait for that thread for long.
    pub fn new(save: impl Fn() + Send + Sync + 'static) -> LastWill {
        LastWill { save: Arc::new(save), kept_in: Mutex::new(None), ender: Mutex::new(None) }
    }

    /// Remembers where the text is kept, for the last message.
    pub fn keep_in(&self, path: Option<PathBuf>) {
        *lock(&self.kept_in) = path;
    }

    /// Where the text is kept. Never waits: a panic may have happened while it was being changed.
    pub fn kept_in(&self) -> Option<PathBuf> {
        self.kept_in.try_lock().ok().and_then(|path| path.clone())
    }

    /// Makes this thread the one that ends the program. Returns whether it is; if another one is at it
    /// already, does not return at all, so that no thread unwinds past the end.
    pub fn claim(&self) -> Claim {
        let me = thread::current().id();
        let mut ender = lock(&self.ender);
        match *ender {
            None => {
                *ender = Some(me);
                Claim::First
            }
            Some(first) if first == me => Claim::Again,
            Some(_) => {
                drop(ender);
                wait_for_the_end()
            }
        }
    }

    /// Returns unless another thread is ending the program; then waits for the end.
    pub fn respect(&self) {
        let ender = *lock(&self.ender);
        if ender.is_some_and(|ender| ender != thread::current().id()) {
            wait_for_the_end();
        }
    }

    /// Saves, but not for longer than the limit.
    pub fn save(&self) {
        let (done, saved) = mpsc::channel();
        let save = Arc::clone(&self.save);
        let helper = thread::Builder::new().name("last-save".to_string()).spawn(move || {
            save();
            // Nobody listens any more if it took too long.
            let _ = done.send(());
        });
        if helper.is_ok() {
            // Too late or failed: the journal has the text.
            let _ = saved.recv_timeout(SAVE_LIMIT);
        }
    }
}

fn wait_for_the_end() -> ! {
    loop {
        thread::park();
    }
}

/// Who ends the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim {
    /// This thread, and it has just begun.
    First,
    /// This thread, which failed while it was at it.
    Again,
}
