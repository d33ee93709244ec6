//! Windows has no job control, and closing the console ends the process with its modes: nothing to watch.

use super::Terminal;
use super::ending::Claim;
use crate::tui::events::Notice;
use std::io;

/// Nothing: sizes arrive among the keys.
pub struct Caught;

/// Does nothing.
pub fn catch() -> io::Result<Caught> {
    Ok(Caught)
}

impl Caught {
    /// Does nothing.
    pub fn watch(self, _: Terminal, _: Box<dyn Fn(Notice) + Send>) -> io::Result<()> {
        Ok(())
    }
}

impl Terminal {
    /// Saves and ends: the terminal is gone.
    pub(crate) fn end_by_hangup(&self) -> ! {
        if self.shared.will.claim() == Claim::First {
            self.shared.will.save();
            self.leave_for_good();
        }
        std::process::exit(129)
    }
}
