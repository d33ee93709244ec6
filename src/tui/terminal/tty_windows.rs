//! The terminal device on Windows, through crossterm.

use std::io::{self, IsTerminal, Write};
use std::time::Duration;

/// How the terminal was before we touched it: crossterm remembers it for us.
pub type Saved = ();

/// Whether a person sits at both ends.
pub fn stdin_is_terminal() -> bool {
    io::stdin().is_terminal()
}

/// Whether what we write is seen by a person.
pub fn stdout_is_terminal() -> bool {
    io::stdout().is_terminal()
}

/// The present settings, to be given back with [`restore`].
pub fn save() -> io::Result<Saved> {
    Ok(())
}

/// Raw mode: every key arrives as it is pressed and nothing is echoed.
pub fn set_raw(_: &Saved) -> io::Result<()> {
    crossterm::terminal::enable_raw_mode()
}

/// Gives the saved settings back.
pub fn restore(_: &Saved) -> io::Result<()> {
    crossterm::terminal::disable_raw_mode()
}

/// Throws away what was typed and not yet read.
pub fn discard_input() {
    while crossterm::event::poll(Duration::ZERO).unwrap_or(false) && crossterm::event::read().is_ok() {}
}

/// Columns and rows as the terminal says.
pub fn size() -> Option<(u16, u16)> {
    crossterm::terminal::size().ok()
}

/// Writes all bytes.
pub fn write_all(bytes: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(bytes)?;
    out.flush()
}

/// Writes all bytes; a console never makes us wait.
pub fn write_within(bytes: &[u8], _: Duration) -> io::Result<()> {
    write_all(bytes)
}
