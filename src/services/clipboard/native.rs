//! The display's clipboard, through a second process (`holder.rs`), and the clipboard of macOS and Windows.

use std::path::Path;
use std::time::Instant;

use super::{Cause, Environment, Outcome, Way};

/// More than this, and a paste from an X11 clipboard hangs: arboard does not send in pieces.
const X11_MOST: usize = 15 << 20;

/// Gives `text` to a new holder on one display. Confirmed means: read back from that display.
pub fn copy(
    text: &str,
    way: &Way,
    environment: &Environment,
    program: &Path,
    until: Instant,
) -> Result<Outcome, Cause> {
    if *way == Way::X11 && text.len() > X11_MOST {
        return Err(Cause::TooLongForX11(text.len()));
    }
    parent::copy(text, way, environment, program, until)
}

/// Sets the clipboard that the operating system keeps.
pub fn copy_to_system(text: &str) -> Result<Outcome, Cause> {
    system::copy(text)
}

#[cfg(all(unix, not(target_os = "macos")))]
mod parent {
    use std::io::{self, Read, Write};
    use std::os::unix::process::CommandExt;
    use std::path::Path;
    use std::process::{Child, Command, Stdio};
    use std::sync::mpsc;
    use std::thread;
    use std::time::{Duration, Instant};

    use super::super::holder::{CONFIRMED, HOLDER_ARGUMENT, UNREACHABLE};
    use super::super::{Cause, Environment, Outcome, Way, bounded};

    /// One display server gets this long.
    const LIMIT: Duration = Duration::from_millis(1500);

    pub fn copy(
        text: &str,
        way: &Way,
        environment: &Environment,
        program: &Path,
        until: Instant,
    ) -> Result<Outcome, Cause> {
        let deadline = until.min(Instant::now() + LIMIT);
        bounded::keep_files_to_ourselves();
        let mut child = command(way, environment, program)
            .spawn()
            .map_err(|error| Cause::Holder(error.kind().to_string()))?;
        let talk = match talk(&mut child, text) {
            Ok(talk) => talk,
            Err(error) => {
                bounded::end(&mut child);
                return Err(Cause::Holder(error.kind().to_string()));
            }
        };
        match talk.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
            Ok(true) => {
                reap_later(child);
                Ok(Outcome::Copied)
            }
            Ok(false) => Err(why_it_ended(child)),
            Err(_) => {
                bounded::end(&mut child);
                Err(Cause::NoAnswer)
            }
        }
    }

    /// Only the display that is meant: arboard would otherwise choose by itself. The text is in neither the
    /// arguments nor the variables, which other users can see.
    fn command(way: &Way, environment: &Environment, program: &Path) -> Command {
        let mut command = Command::new(program);
        // No process group here: a group leader cannot start a session.
        command.arg0("regards").arg(HOLDER_ARGUMENT).current_dir("/");
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        for name in ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "XDG_RUNTIME_DIR"] {
            command.env_remove(name);
        }
        if let Some(directory) = &environment.runtime_dir {
            command.env("XDG_RUNTIME_DIR", directory);
        }
        match way {
            Way::Wayland => {
                command.envs(environment.wayland_display.iter().map(|it| ("WAYLAND_DISPLAY", it)))
            }
            _ => command.envs(environment.display.iter().map(|it| ("DISPLAY", it))),
        };
        command
    }

    /// Gives the text and waits for the answer, on a thread that ends with the child at the latest.
    fn talk(child: &mut Child, text: &str) -> io::Result<mpsc::Receiver<bool>> {
        let (Some(mut stdin), Some(mut stdout)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(io::ErrorKind::BrokenPipe.into());
        };
        let (sender, receiver) = mpsc::channel();
        let text = text.to_owned();
        thread::Builder::new().name("clipboard-holder".into()).spawn(move || {
            let mut answer = [0; CONFIRMED.len()];
            let told = write!(stdin, "{}\n{text}", text.len());
            drop(stdin);
            let confirmed = told.and_then(|()| stdout.read_exact(&mut answer)).is_ok() && answer == CONFIRMED;
            // Nobody listens any more when the limit was reached.
            let _ = sender.send(confirmed);
        })?;
        Ok(receiver)
    }

    /// A holder lives until something else is copied; waiting for it keeps it from staying as a zombie.
    fn reap_later(mut child: Child) {
        let reaper = thread::Builder::new().name("clipboard-reaper".into()).stack_size(64 << 10);
        // Without a thread it stays a zombie until we end, which harms nobody.
        let _ = reaper.spawn(move || child.wait());
    }

    fn why_it_ended(mut child: Child) -> Cause {
        // It has closed its output, so it has ended or is broken.
        let unreachable = child.wait().is_ok_and(|status| status.code() == Some(UNREACHABLE));
        if unreachable { Cause::Unreachable } else { Cause::NotKept }
    }
}

#[cfg(not(all(unix, not(target_os = "macos"))))]
mod parent {
    use std::path::Path;
    use std::time::Instant;

    use super::super::{Cause, Environment, Outcome, Way};

    /// No display servers on this system: `route` never asks for one.
    pub fn copy(
        _text: &str,
        _way: &Way,
        _environment: &Environment,
        _program: &Path,
        _until: Instant,
    ) -> Result<Outcome, Cause> {
        Err(Cause::Unreachable)
    }
}

#[cfg(any(target_os = "macos", windows))]
mod system {
    use std::thread;
    use std::time::Duration;

    use arboard::{Clipboard, Error};

    use super::super::{Cause, Outcome};

    /// Another program may have the clipboard open for a moment.
    const TRIES: u32 = 5;
    const BETWEEN: Duration = Duration::from_millis(50);

    pub fn copy(text: &str) -> Result<Outcome, Cause> {
        for _ in 0..TRIES {
            match Clipboard::new().and_then(|mut clipboard| clipboard.set_text(text)) {
                Ok(()) => return Ok(Outcome::Copied),
                Err(Error::ClipboardOccupied) => thread::sleep(BETWEEN),
                Err(_) => break,
            }
        }
        Err(Cause::SystemBusy)
    }
}

#[cfg(not(any(target_os = "macos", windows)))]
mod system {
    use super::super::{Cause, Outcome};

    /// No such clipboard on this system: `route` never asks for it.
    pub fn copy(_text: &str) -> Result<Outcome, Cause> {
        Err(Cause::Unreachable)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn x11_gets_no_text_that_it_cannot_give_back() {
        let long = "x".repeat(X11_MOST + 1);
        let tried =
            copy(&long, &Way::X11, &Environment::default(), Path::new("/nonexistent"), Instant::now());
        assert_eq!(tried, Err(Cause::TooLongForX11(long.len())));
    }
}
