//! Sends a text to the terminal's own clipboard, which is where the person sits. No terminal ever says
//! whether it took it.

use std::io;
use std::process::{Command, Stdio};
use std::time::Duration;

use super::bounded::{self, Ending};
use super::{Cause, Environment, Multiplexer, WriteTerminal, osc52};

/// A terminal, or a tmux, that takes longer is stopped or gone.
const LIMIT: Duration = Duration::from_secs(2);

/// mosh lets 12,000 bytes through and silently nothing from 13,000 on.
const SURE_REMOTE: usize = 12_000;

/// 100,000 bytes as a sequence, the limit of several terminals.
const SURE: usize = 74_994;

/// Past this tmux and most terminals drop everything.
const MOST: usize = 750_000;

/// Whether terminals are known that would drop this text.
pub fn may_be_too_long(text: &str, environment: &Environment) -> bool {
    text.len() > if environment.remote { SURE_REMOTE } else { SURE }
}

/// Sends `text` and says whether tmux has it in its buffer. An error: nothing, or not all, went out.
pub fn send(
    text: &str,
    multiplexer: Multiplexer,
    environment: &Environment,
    write: WriteTerminal<'_>,
) -> Result<bool, Cause> {
    if text.len() > MOST {
        return Err(Cause::TooLongForTerminal(text.len()));
    }
    let write = |sequence: String| {
        write(sequence.as_bytes()).map_err(|error| Cause::Terminal(error.kind().to_string()))
    };
    match multiplexer {
        Multiplexer::None => write(osc52::plain(text))?,
        Multiplexer::HiddenTmux => write(osc52::for_hidden_tmux(text))?,
        Multiplexer::Screen => write(osc52::for_screen(text))?,
        Multiplexer::Tmux => match load_into_tmux(text, environment)? {
            Loaded::AndSent => return Ok(true),
            Loaded::Only => return write(osc52::plain(text)).map(|()| true),
            Loaded::Not => write(osc52::for_hidden_tmux(text))?,
        },
    }
    Ok(false)
}

enum Loaded {
    AndSent,
    /// tmux before 3.2 keeps the text and leaves the terminal to us.
    Only,
    Not,
}

fn load_into_tmux(text: &str, environment: &Environment) -> Result<Loaded, Cause> {
    if load_buffer(&["-w", "-"], text, environment)? {
        Ok(Loaded::AndSent)
    } else if load_buffer(&["-"], text, environment)? {
        Ok(Loaded::Only)
    } else {
        Ok(Loaded::Not)
    }
}

/// False when tmux is not there or does not know the arguments. A tmux that hangs shows nothing of what we
/// write to it either, so that is the end of this way.
fn load_buffer(arguments: &[&str], text: &str, environment: &Environment) -> Result<bool, Cause> {
    let mut command = Command::new("tmux");
    command.arg("load-buffer").args(arguments).stdout(Stdio::null()).stderr(Stdio::null());
    command.envs(environment.tmux.iter().map(|tmux| ("TMUX", tmux)));
    match bounded::feed(&mut command, text, LIMIT) {
        Ok(Ending::Exited { status, took_all }) => Ok(status.success() && took_all),
        Ok(Ending::TimedOut) => Err(Cause::Terminal("tmux did not answer".into())),
        Err(_) => Ok(false),
    }
}

/// Whether [`write_to_tty`] would find a terminal.
pub fn can_open_tty() -> bool {
    tty::open().is_ok()
}

/// Writes to the terminal, whatever standard output is. Ends with an error after two seconds: a terminal
/// that is stopped (ctrl-s) or gone must not hold us.
///
/// # Errors
/// There is no terminal, it is gone, or it does not take the bytes in time.
pub fn write_to_tty(bytes: &[u8]) -> io::Result<()> {
    tty::write(bytes, LIMIT)
}

#[cfg(unix)]
mod tty {
    use std::fs::{File, OpenOptions};
    use std::io::{self, Write};
    use std::os::unix::fs::OpenOptionsExt;
    use std::time::{Duration, Instant};

    use rustix::event::{PollFd, PollFlags, Timespec, poll};

    #[allow(
        clippy::disallowed_methods,
        reason = "the terminal is a device: nothing can be left half written"
    )]
    pub fn open() -> io::Result<File> {
        let flags = rustix::fs::OFlags::NONBLOCK | rustix::fs::OFlags::NOCTTY;
        // Opened anew, so that only this use of the terminal does not block.
        OpenOptions::new().write(true).custom_flags(flags.bits().cast_signed()).open("/dev/tty")
    }

    pub fn write(mut bytes: &[u8], limit: Duration) -> io::Result<()> {
        let deadline = Instant::now() + limit;
        let mut terminal = open()?;
        while !bytes.is_empty() {
            match terminal.write(bytes) {
                Ok(count) => bytes = &bytes[count..],
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => await_room(&terminal, deadline)?,
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    fn await_room(terminal: &File, deadline: Instant) -> io::Result<()> {
        let left = deadline.saturating_duration_since(Instant::now());
        let mut ready = [PollFd::new(terminal, PollFlags::OUT)];
        let left = Timespec { tv_sec: left.as_secs().cast_signed(), tv_nsec: left.subsec_nanos().into() };
        match poll(&mut ready, Some(&left)) {
            Ok(0) => Err(io::ErrorKind::TimedOut.into()),
            Ok(_) | Err(rustix::io::Errno::INTR) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}

#[cfg(windows)]
mod tty {
    use std::fs::{File, OpenOptions};
    use std::io::{self, Write};
    use std::time::Duration;

    #[allow(clippy::disallowed_methods, reason = "the console is a device: nothing can be left half written")]
    pub fn open() -> io::Result<File> {
        OpenOptions::new().write(true).open("CONOUT$")
    }

    pub fn write(bytes: &[u8], _limit: Duration) -> io::Result<()> {
        open()?.write_all(bytes)
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;

    fn sent(text: &str, multiplexer: Multiplexer) -> (Result<bool, Cause>, String) {
        let seen = RefCell::new(Vec::new());
        let write = |bytes: &[u8]| {
            seen.borrow_mut().extend_from_slice(bytes);
            Ok(())
        };
        let result = send(text, multiplexer, &Environment::default(), &write);
        (result, String::from_utf8(seen.into_inner()).expect("sequences are ASCII"))
    }

    #[test]
    fn each_multiplexer_gets_its_own_bytes() {
        assert_eq!(sent("Hi", Multiplexer::None).1, osc52::plain("Hi"));
        assert_eq!(sent("Hi", Multiplexer::Screen).1, osc52::for_screen("Hi"));
        assert_eq!(sent("Hi", Multiplexer::HiddenTmux).1, osc52::for_hidden_tmux("Hi"));
    }

    #[test]
    fn the_limits_are_those_of_real_terminals() {
        let here = Environment::default();
        let remote = Environment { remote: true, ..Environment::default() };
        let text = |length| "x".repeat(length);
        assert!(!may_be_too_long(&text(12_000), &remote));
        assert!(may_be_too_long(&text(12_001), &remote));
        assert!(!may_be_too_long(&text(74_994), &here));
        assert!(may_be_too_long(&text(74_995), &here));
        assert!(sent(&text(750_000), Multiplexer::None).0.is_ok());
        let (refused, bytes) = sent(&text(750_001), Multiplexer::None);
        assert_eq!(refused, Err(Cause::TooLongForTerminal(750_001)));
        assert_eq!(bytes, "", "nothing goes out that will be dropped");
    }

    #[test]
    fn a_terminal_that_cannot_be_written_to_is_a_cause() {
        let gone = |_: &[u8]| Err(io::ErrorKind::BrokenPipe.into());
        let result = send("Hi", Multiplexer::None, &Environment::default(), &gone);
        assert_eq!(result, Err(Cause::Terminal("broken pipe".into())));
    }
}
