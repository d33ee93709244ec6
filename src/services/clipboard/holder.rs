//! The second process that offers a copied text for as long as nothing else is copied.
//!
//! It is this same program, started again with a hidden argument, in a session of its own so that neither
//! ctrl-c nor the end of the terminal reaches it. It takes the text over standard input, reads it back from
//! the clipboard, answers `ok`, and ends when another program copies or the display goes away.
//! The other side is in `native.rs`.

use std::path::PathBuf;

/// The hidden first argument that makes the program a holder.
pub const HOLDER_ARGUMENT: &str = "__clipboard-holder";

/// The hidden first argument that runs the rest of the arguments in a session of their own.
pub const SESSION_ARGUMENT: &str = "__own-session";

/// The answer once the text was read back.
#[cfg(all(unix, not(target_os = "macos")))]
pub(super) const CONFIRMED: &[u8] = b"ok\n";

/// Exit status: the display cannot be reached.
pub(super) const UNREACHABLE: i32 = 3;

/// This program. A path found by name would miss it once a new version has replaced the file.
pub(super) fn this_program() -> PathBuf {
    if cfg!(target_os = "linux") {
        return "/proc/self/exe".into();
    }
    std::env::current_exe().unwrap_or_else(|_| "regards".into())
}

/// Acts as a holder if the arguments say so, and gives the exit status. `main` calls this before anything
/// else: a holder reads no settings and opens no terminal.
pub fn run_holder_if_asked() -> Option<i32> {
    let mut arguments = std::env::args_os().skip(1);
    let first = arguments.next()?;
    if first == HOLDER_ARGUMENT {
        return Some(role::hold());
    }
    if first == SESSION_ARGUMENT {
        return Some(role::run_in_own_session(arguments));
    }
    None
}

#[cfg(unix)]
mod role {
    use std::ffi::OsString;
    use std::os::unix::process::CommandExt;
    use std::process::Command;

    #[cfg(not(target_os = "macos"))]
    pub use super::linux::hold;

    #[cfg(target_os = "macos")]
    pub fn hold() -> i32 {
        super::UNREACHABLE
    }

    /// Only the start can fail; afterwards this process is the other program. 127 as in a shell.
    pub fn run_in_own_session(mut arguments: impl Iterator<Item = OsString>) -> i32 {
        // Fails only for a process that leads a group already, and then it has what it needs.
        let _ = rustix::process::setsid();
        if let Some(program) = arguments.next() {
            // exec comes back only with an error.
            let _ = Command::new(program).args(arguments).exec();
        }
        127
    }
}

#[cfg(windows)]
mod role {
    use std::ffi::OsString;

    pub fn hold() -> i32 {
        super::UNREACHABLE
    }

    pub fn run_in_own_session(_arguments: impl Iterator<Item = OsString>) -> i32 {
        127
    }
}

#[cfg(all(unix, not(target_os = "macos")))]
mod linux {
    use std::fs::File;
    use std::io::{self, Read, Write};
    use std::sync::{Arc, mpsc};
    use std::thread::{self, JoinHandle};
    use std::time::{Duration, Instant};

    use arboard::{Clipboard, Error, SetExtLinux};

    use super::{CONFIRMED, UNREACHABLE};

    const TEXT_INCOMPLETE: i32 = 2;
    const NOT_KEPT: i32 = 4;

    /// Longer than the other side waits for the answer.
    const CONFIRM_WITHIN: Duration = Duration::from_secs(2);

    /// A holder must be gone three seconds after its display.
    const WATCH_EVERY: Duration = Duration::from_secs(2);

    /// Holds the text until it is replaced; the exit status.
    pub fn hold() -> i32 {
        // Fails only for a process that leads a group already, and then it has what it needs.
        let _ = rustix::process::setsid();
        let Some(text) = read_text(io::stdin().lock()) else { return TEXT_INCOMPLETE };
        let Ok(mut clipboard) = Clipboard::new() else { return UNREACHABLE };
        let text: Arc<str> = text.into();
        let confirming = confirm(Arc::clone(&text));
        let held = clipboard.set().wait().text(&*text);
        // Dropping it would cost 100 ms and, in debug builds, print a warning over the interface.
        std::mem::forget(clipboard);
        match held {
            // A clipboard manager may have taken the text over before it was read back.
            Ok(()) => match confirming.join() {
                Ok(true) => 0,
                _ => NOT_KEPT,
            },
            Err(_) => NOT_KEPT,
        }
    }

    /// The length comes first, so that a text cut short by the end of the other side is not offered.
    fn read_text(mut input: impl Read) -> Option<String> {
        let mut bytes = Vec::new();
        input.read_to_end(&mut bytes).ok()?;
        let end_of_length = bytes.iter().position(|byte| *byte == b'\n')?;
        let text = bytes.split_off(end_of_length + 1);
        let length: usize = std::str::from_utf8(&bytes[..end_of_length]).ok()?.parse().ok()?;
        if text.len() == length { String::from_utf8(text).ok() } else { None }
    }

    /// Reads the clipboard back until it is `text`, then answers. True if it came to that.
    fn confirm(text: Arc<str>) -> JoinHandle<bool> {
        thread::spawn(move || {
            if !comes_back(text) {
                return false;
            }
            answer();
            if std::env::var_os("WAYLAND_DISPLAY").is_none() {
                thread::spawn(watch);
            }
            true
        })
    }

    /// Each look has a thread of its own: the first may still meet the program that copied before, and that
    /// one may be frozen.
    fn comes_back(text: Arc<str>) -> bool {
        let deadline = Instant::now() + CONFIRM_WITHIN;
        let (sender, receiver) = mpsc::channel();
        let mut pause = Duration::from_millis(5);
        while Instant::now() < deadline {
            let (sender, text) = (sender.clone(), Arc::clone(&text));
            thread::spawn(move || {
                let found = Clipboard::new().map(|mut clipboard| {
                    let found = clipboard.get_text();
                    // Dropping the last one would give the clipboard up.
                    std::mem::forget(clipboard);
                    found
                });
                if matches!(found, Ok(Ok(found)) if found == *text) {
                    let _ = sender.send(());
                }
            });
            if receiver.recv_timeout(pause).is_ok() {
                return true;
            }
            pause *= 2;
        }
        false
    }

    /// Says `ok` and lets go of the pipes. Nobody may be listening any more; the text is held all the same.
    fn answer() {
        let mut output = io::stdout();
        let _ = output.write_all(CONFIRMED).and_then(|()| output.flush());
        if let Ok(null) = File::open("/dev/null") {
            let _ = rustix::stdio::dup2_stdin(&null);
            let _ = rustix::stdio::dup2_stdout(&null);
        }
    }

    /// Ends the process when the X server has gone: arboard waits for ever then. Asks for HTML, which we never
    /// offer, so that the text is not copied around each time.
    fn watch() {
        loop {
            thread::sleep(WATCH_EVERY);
            let asked = Clipboard::new().map(|mut clipboard| {
                let asked = clipboard.get().html();
                std::mem::forget(clipboard);
                asked
            });
            if matches!(asked, Err(_) | Ok(Err(Error::Unknown { .. }))) {
                std::process::exit(0);
            }
        }
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn a_text_cut_short_is_not_taken() {
            assert_eq!(read_text(&b"5\nab\n\0c"[..]).as_deref(), Some("ab\n\0c"));
            for cut in [&b"5\nab"[..], b"5\nabcdef", b"5", b"", b"\n", b"x\nabc", b"1\n\xff"] {
                assert_eq!(read_text(cut), None, "{cut:?}");
            }
        }
    }
}
