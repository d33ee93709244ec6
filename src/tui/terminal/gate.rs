//! Keeps the input thread from eating keys that are somebody else's: the editor's, the shell's.

use super::lock;
use std::sync::{Condvar, Mutex};
use std::time::Duration;

#[cfg(unix)]
use std::io::{self, PipeReader, PipeWriter, Read, Write};
#[cfg(unix)]
use std::sync::OnceLock;

/// Longest wait for the input thread to step aside. It only ever reads what is there already, so it needs
/// microseconds; a thread that is gone must not hang its caller.
const PATIENCE: Duration = Duration::from_secs(1);

/// A gate that the input thread passes before it looks at the terminal. It is open at first.
#[derive(Debug, Default)]
pub struct Gate {
    state: Mutex<State>,
    changed: Condvar,
    /// What wakes the input thread; made when there is one to be.
    #[cfg(unix)]
    pipe: OnceLock<(PipeReader, PipeWriter)>,
}

#[derive(Debug, Default)]
struct State {
    /// How many want it closed.
    holds: usize,
    /// Whether the input thread stands before it.
    waiting: bool,
    /// Whether there is an input thread.
    watched: bool,
}

#[cfg(unix)]
impl Gate {
    /// Makes ready for an input thread.
    ///
    /// # Errors
    /// When the system has no more pipes.
    pub fn prepare(&self) -> io::Result<()> {
        if self.pipe.get().is_none() {
            // Only the thread that starts the input thread comes here.
            let _ = self.pipe.set(io::pipe()?);
        }
        Ok(())
    }

    /// Becomes readable when the gate closes; nothing before it was made ready.
    pub fn woken(&self) -> Option<&PipeReader> {
        self.pipe.get().map(|(woken, _)| woken)
    }

    fn rouse(&self) {
        let Some(mut wake) = self.pipe.get().map(|(_, wake)| wake) else { return };
        // The pipe is full only if the thread has been woken many times already.
        let _ = wake.write(b"!");
    }

    /// Swallows the wake-ups; called only when there is one.
    pub fn settle(&self) {
        if let Some(mut woken) = self.woken() {
            let _ = woken.read(&mut [0; 64]);
        }
    }
}

#[cfg(not(unix))]
impl Gate {
    fn rouse(&self) {}
}

impl Gate {
    /// Closes the gate and returns once the input thread stands before it. Calls add up.
    pub fn close(&self) {
        let mut state = lock(&self.state);
        state.holds += 1;
        if state.watched && !state.waiting {
            self.rouse();
            drop(self.changed.wait_timeout_while(state, PATIENCE, |state| state.watched && !state.waiting));
        }
    }

    /// Takes one [`close`](Gate::close) back.
    pub fn open(&self) {
        let mut state = lock(&self.state);
        state.holds = state.holds.saturating_sub(1);
        self.changed.notify_all();
    }

    /// For the input thread: waits while the gate is closed.
    pub fn pass(&self) {
        let mut state = lock(&self.state);
        state.watched = true;
        while state.holds > 0 {
            state.waiting = true;
            self.changed.notify_all();
            state = match self.changed.wait(state) {
                Ok(state) => state,
                Err(poisoned) => poisoned.into_inner(),
            };
        }
        state.waiting = false;
    }

    /// For the input thread: it is going, nobody need wait for it.
    pub fn retire(&self) {
        lock(&self.state).watched = false;
        self.changed.notify_all();
    }
}
