//! Signals on a thread of their own, which saves, gives the terminal back and dies by itself: the
//! interface's thread may be the one that is stuck.
//!
//! In raw mode ctrl-c and ctrl-z are keys; what arrives here was sent by somebody else, or by
//! [`Terminal::suspend`].

use super::ending::Claim;
use super::{Phase, Terminal, size};
use crate::tui::events::Notice;
use rustix::process::{Signal, kill_current_process_group};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGSTOP, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;
use signal_hook::low_level::{emulate_default_handler, raise};
use std::collections::BTreeSet;
use std::io;
use std::sync::atomic::Ordering;
use std::thread;

const WATCHED: [i32; 7] = [SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH];

/// Tells the loop what it has to know.
type Notify = Box<dyn Fn(Notice) + Send>;

/// Catches signals from now on; they wait until [`Caught::watch`].
pub fn catch() -> io::Result<Caught> {
    Ok(Caught(Signals::new(WATCHED)?))
}

/// Signals that are caught and not yet handled.
pub struct Caught(Signals);

impl Caught {
    /// Starts the signal thread.
    pub fn watch(self, terminal: Terminal, notify: Notify) -> io::Result<()> {
        let mut watcher = Watcher { terminal, notify, signals: self.0, holds_gate: false };
        thread::Builder::new().name("signals".to_string()).spawn(move || watcher.run())?;
        Ok(())
    }
}

impl Terminal {
    /// Saves, leaves and dies of the signal. If another thread is ending the program already, waits for it.
    pub(crate) fn end_by_signal(&self, signal: i32) -> ! {
        if self.shared.will.claim() == Claim::First {
            self.shared.will.save();
            self.leave_for_good();
        }
        // Returns only if the system knows no such signal.
        let _ = emulate_default_handler(signal);
        std::process::exit(128 + signal)
    }

    /// Saves and dies as if the system had told us that the terminal is gone.
    pub(crate) fn end_by_hangup(&self) -> ! {
        self.end_by_signal(SIGHUP)
    }
}

struct Watcher {
    terminal: Terminal,
    notify: Notify,
    signals: Signals,
    /// Whether a stop of ours keeps the input thread waiting.
    holds_gate: bool,
}

impl Watcher {
    fn run(&mut self) {
        loop {
            let batch = self.wait();
            self.handle(&batch);
        }
    }

    fn wait(&mut self) -> BTreeSet<i32> {
        self.signals.wait().collect()
    }

    fn handle(&mut self, batch: &BTreeSet<i32>) {
        if let Some(signal) = self.fatal(batch) {
            self.terminal.end_by_signal(signal);
        }
        match (batch.contains(&SIGTSTP), batch.contains(&SIGCONT)) {
            (true, false) => self.stop(),
            (false, true) => self.go_on(),
            // Their order is lost: what changes our state came last.
            (true, true) if self.terminal.shared.phase() == Phase::Stopped => self.stop(),
            (true, true) => self.go_on(),
            (false, false) => {}
        }
        if batch.contains(&SIGWINCH) {
            (self.notify)(Notice::Resized(size()));
        }
    }

    /// The signal to die of. ctrl-c in an editor that knows no raw mode reaches us too, and is not meant
    /// for us.
    fn fatal(&self, batch: &BTreeSet<i32>) -> Option<i32> {
        let editors = self.terminal.shared.interrupts_are_the_editors();
        let deadly: &[i32] = if editors { &[SIGHUP, SIGTERM] } else { &[SIGHUP, SIGTERM, SIGINT, SIGQUIT] };
        deadly.iter().copied().find(|signal| batch.contains(signal))
    }

    fn stop(&mut self) {
        let shared = &self.terminal.shared;
        if shared.phase() == Phase::Entered {
            shared.gate.close();
            self.holds_gate = true;
            shared.leave_to(Phase::Stopped);
        }
        let late = if shared.stop_job.swap(false, Ordering::SeqCst) {
            self.stop_job()
        } else {
            self.signals.pending().collect()
        };
        if let Some(signal) = self.fatal(&late) {
            self.terminal.end_by_signal(signal);
        }
        if late.contains(&SIGCONT) {
            self.go_on();
        } else {
            self.stop_here();
        }
    }

    fn stop_here(&self) {
        // Cannot fail: the process is ours.
        let _ = raise(SIGSTOP);
    }

    /// Stops what else belongs to the job, as the terminal does on ctrl-z: a script that waits for us must
    /// not sit in the foreground while we are stopped. Returns what arrived meanwhile.
    fn stop_job(&mut self) -> BTreeSet<i32> {
        let mut late = BTreeSet::new();
        if kill_current_process_group(Signal::TSTP).is_ok() {
            // The signal comes back to us. Left for later, it would stop us again after we went on.
            while !late.contains(&SIGTSTP) && !late.contains(&SIGCONT) {
                late.extend(self.wait());
            }
        }
        late
    }

    fn go_on(&mut self) {
        let shared = &self.terminal.shared;
        let phase = shared.phase();
        if matches!(phase, Phase::Stopped | Phase::Entered) && super::tty::in_background() {
            // Sent to the background: like any program that needs the terminal, stopped until it is given.
            if phase == Phase::Entered {
                shared.gate.close();
                self.holds_gate = true;
                shared.leave_to(Phase::Stopped);
            }
            self.stop_here();
            return;
        }
        // A terminal that does not do as told now is gone, and the hang-up will say so.
        let _ = match phase {
            Phase::Stopped => shared.enter_from(Phase::Stopped, &[]),
            // Somebody stopped us without asking, and the shell took the terminal.
            Phase::Entered => shared.reapply(),
            Phase::Left | Phase::Lent | Phase::Ended => return,
        };
        if std::mem::take(&mut self.holds_gate) {
            shared.gate.open();
        }
        (self.notify)(Notice::Resized(size()));
        (self.notify)(Notice::Resumed);
    }
}
