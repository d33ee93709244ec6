//! The input thread: reads the terminal when there is something to read, and sleeps otherwise.
//!
//! crossterm's own reader is not used on Unix: it spins on a terminal that is gone, waits inside a read
//! where it cannot be asked to step aside, loses track of bursts, and takes the rest of a paste for keys.

use super::Input;
use super::decode::Decoder;
pub use super::paste::PASTE_LIMIT;
use crate::tui::terminal::{Terminal, tty};
use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use rustix::stdio::stdin;
use std::io;
use std::thread;
use std::time::Duration;

/// Reads of nothing in a row, although the terminal said that there is something, before it counts as gone.
const MOST_EMPTY_READS: u32 = 1000;

/// Starts the input thread.
pub fn listen(terminal: Terminal, yield_: Box<dyn Fn(Input) + Send>) -> io::Result<()> {
    terminal.gate().prepare()?;
    thread::Builder::new().name("input".to_string()).spawn(move || {
        let mut reader = Reader { terminal, yield_, decoder: Decoder::new(), empty_reads: 0 };
        while reader.step().is_some() {}
        reader.terminal.gate().retire();
        reader.terminal.end_by_hangup()
    })?;
    Ok(())
}

struct Reader {
    terminal: Terminal,
    yield_: Box<dyn Fn(Input) + Send>,
    decoder: Decoder,
    empty_reads: u32,
}

/// What woke the input thread.
struct Woken {
    readable: bool,
    gone: bool,
    quiet: bool,
}

impl Reader {
    /// Waits for the next thing and does it; `None` when the terminal is gone.
    fn step(&mut self) -> Option<()> {
        self.terminal.gate().pass();
        let woken = self.wait(self.decoder.patience())?;
        if woken.readable {
            self.read()?;
        } else if woken.gone {
            return None;
        } else if woken.quiet {
            self.decoder.quiet();
        }
        while let Some(input) = self.decoder.next() {
            (self.yield_)(input);
        }
        Some(())
    }

    fn wait(&self, patience: Option<Duration>) -> Option<Woken> {
        let terminal = stdin();
        let gate = self.terminal.gate();
        let mut watched = [PollFd::new(&terminal, PollFlags::IN), PollFd::new(gate.woken()?, PollFlags::IN)];
        let count = match poll(&mut watched, patience.map(tty::timespec).as_ref()) {
            Ok(count) => count,
            // A signal; nothing is known, so nothing is done.
            Err(Errno::INTR | Errno::AGAIN) => {
                return Some(Woken { readable: false, gone: false, quiet: false });
            }
            Err(_) => return None,
        };
        let [terminal, wake] = watched.map(|watched| watched.revents());
        if wake.contains(PollFlags::IN) {
            gate.settle();
            // Whoever closed the gate wants the keys that are there now.
            return Some(Woken { readable: false, gone: false, quiet: false });
        }
        let gone = terminal.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL);
        Some(Woken { readable: terminal.contains(PollFlags::IN) && !gone, gone, quiet: count == 0 })
    }

    fn read(&mut self) -> Option<()> {
        let mut bytes = [0; 4096];
        match rustix::io::read(stdin(), &mut bytes) {
            Ok(0) => {
                self.empty_reads += 1;
                (self.empty_reads < MOST_EMPTY_READS).then_some(())
            }
            Ok(count) => {
                self.empty_reads = 0;
                self.decoder.feed(&bytes[..count]);
                Some(())
            }
            Err(Errno::INTR | Errno::AGAIN) => Some(()),
            Err(_) => None,
        }
    }
}
