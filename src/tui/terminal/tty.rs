//! The terminal device on Unix: raw mode, size, bytes to it. No escape sequence is known here.

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::stdio::{stdin, stdout};
use rustix::termios::{self, OptionalActions, QueueSelector, SpecialCodeIndex, Termios};
use std::io;
use std::time::{Duration, Instant};

/// How the terminal was before we touched it.
pub type Saved = Termios;

/// Whether a person sits at both ends.
pub fn stdin_is_terminal() -> bool {
    termios::isatty(stdin())
}

/// Whether what we write is seen by a person.
pub fn stdout_is_terminal() -> bool {
    termios::isatty(stdout())
}

/// The present settings, to be given back with [`restore`].
pub fn save() -> io::Result<Saved> {
    Ok(termios::tcgetattr(stdin())?)
}

/// Raw mode: every key arrives as it is pressed and nothing is echoed.
///
/// A read that finds nothing returns at once, so that the reader never sits in a read when somebody else
/// (the editor, the shell) is to have the keys.
pub fn set_raw(saved: &Saved) -> io::Result<()> {
    let mut raw = saved.clone();
    raw.make_raw();
    raw.special_codes[SpecialCodeIndex::VMIN] = 0;
    raw.special_codes[SpecialCodeIndex::VTIME] = 0;
    Ok(termios::tcsetattr(stdin(), OptionalActions::Now, &raw)?)
}

/// Gives the saved settings back.
///
/// A process in the background must not: the shell has set its own already, and trying would stop us.
pub fn restore(saved: &Saved) -> io::Result<()> {
    if in_background() {
        return Ok(());
    }
    Ok(termios::tcsetattr(stdin(), OptionalActions::Now, saved)?)
}

/// Whether another process group has the terminal.
pub fn in_background() -> bool {
    termios::tcgetpgrp(stdin()).is_ok_and(|owner| owner != rustix::process::getpgrp())
}

/// Throws away what was typed and not yet read.
pub fn discard_input() {
    // Stale input is a nuisance, not a failure.
    let _ = termios::tcflush(stdin(), QueueSelector::IFlush);
}

/// Columns and rows as the terminal says, which may be anything.
pub fn size() -> Option<(u16, u16)> {
    let size = termios::tcgetwinsize(stdout()).ok()?;
    Some((size.ws_col, size.ws_row))
}

/// Writes all bytes, however long the terminal takes.
pub fn write_all(bytes: &[u8]) -> io::Result<()> {
    write(bytes, None)
}

/// Writes all bytes, or gives up when the terminal takes none for that long.
pub fn write_within(bytes: &[u8], limit: Duration) -> io::Result<()> {
    write(bytes, Some(Instant::now() + limit))
}

fn write(mut bytes: &[u8], until: Option<Instant>) -> io::Result<()> {
    while !bytes.is_empty() {
        if until.is_some() {
            wait_for_room(until)?;
        }
        match rustix::io::write(stdout(), bytes) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(count) => bytes = &bytes[count..],
            Err(Errno::INTR) => {}
            // Somebody else made the terminal non-blocking.
            Err(Errno::AGAIN) => wait_for_room(until)?,
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

fn wait_for_room(until: Option<Instant>) -> io::Result<()> {
    let left = until.map(|until| until.saturating_duration_since(Instant::now()));
    let out = stdout();
    match poll(&mut [PollFd::new(&out, PollFlags::OUT)], left.map(timespec).as_ref()) {
        Ok(0) => Err(io::ErrorKind::TimedOut.into()),
        Ok(_) | Err(Errno::INTR) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// A duration as poll wants it.
pub fn timespec(duration: Duration) -> Timespec {
    Timespec {
        tv_sec: i64::try_from(duration.as_secs()).unwrap_or(i64::MAX),
        tv_nsec: duration.subsec_nanos().into(),
    }
}
