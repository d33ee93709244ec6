//! Runs other programs that must not be able to hang us: each has a limit, then it is killed and reaped.

use std::io::{self, Read, Write};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

/// How a program ended that was given a text.
#[derive(Debug, PartialEq, Eq)]
pub enum Ending {
    /// It ended by itself.
    Exited {
        /// Its own report.
        status: ExitStatus,
        /// It read the whole text.
        took_all: bool,
    },
    /// It was killed at its limit.
    TimedOut,
}

/// Runs `command` with `text` on its standard input. Waits for its end only, not for the end of its output:
/// a clipboard tool leaves a process behind that keeps that open.
pub fn feed(command: &mut Command, text: &str, limit: Duration) -> io::Result<Ending> {
    let deadline = Instant::now() + limit;
    keep_files_to_ourselves();
    let mut child = command.stdin(Stdio::piped()).spawn()?;
    let written = write_apart(&mut child, text)?;
    let Some(status) = wait_until(&mut child, deadline)? else {
        end(&mut child);
        return Ok(Ending::TimedOut);
    };
    let left = deadline.saturating_duration_since(Instant::now());
    Ok(Ending::Exited { status, took_all: written.recv_timeout(left).unwrap_or(false) })
}

/// What `command` prints, if it ends well within `limit`.
pub fn answer(command: &mut Command, limit: Duration) -> Option<String> {
    let deadline = Instant::now() + limit;
    keep_files_to_ourselves();
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().ok()?;
    match wait_until(&mut child, deadline) {
        Ok(Some(status)) if status.success() => {
            let mut answer = String::new();
            child.stdout.take()?.read_to_string(&mut answer).ok()?;
            Some(answer)
        }
        Ok(Some(_)) => None,
        Ok(None) | Err(_) => {
            end(&mut child);
            None
        }
    }
}

/// Kills the child with everything in its process group, if it leads one, and reaps it.
pub fn end(child: &mut Child) {
    #[cfg(unix)]
    if let Some(leader) = i32::try_from(child.id()).ok().and_then(rustix::process::Pid::from_raw) {
        // Fails when the child leads no group, which is as well.
        let _ = rustix::process::kill_process_group(leader, rustix::process::Signal::KILL);
    }
    // Fails only when it is dead already.
    let _ = child.kill();
    let _ = child.wait();
}

/// Other libraries may have opened files without close-on-exec; a child that stays must not keep them open.
pub fn keep_files_to_ourselves() {
    #[cfg(unix)]
    close_fds::set_fds_cloexec_threadsafe(3, &[]);
}

/// A full pipe blocks, so the text is written on a thread of its own; killing the child ends it.
fn write_apart(child: &mut Child, text: &str) -> io::Result<mpsc::Receiver<bool>> {
    let (sender, receiver) = mpsc::channel();
    let mut stdin = child.stdin.take().ok_or(io::ErrorKind::BrokenPipe)?;
    let text = text.to_owned();
    let spawned = thread::Builder::new().name("clipboard-text".into()).spawn(move || {
        let took_all = stdin.write_all(text.as_bytes()).is_ok();
        // Nobody listens any more when the limit was reached.
        let _ = sender.send(took_all);
    });
    match spawned {
        Ok(_) => Ok(receiver),
        Err(error) => {
            end(child);
            Err(error)
        }
    }
}

/// The standard library has no wait with a limit, and a thread that waits could reap the child just before
/// we kill its number. So: ask, at growing intervals.
fn wait_until(child: &mut Child, deadline: Instant) -> io::Result<Option<ExitStatus>> {
    let mut pause = Duration::from_millis(1);
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Ok(None);
        }
        thread::sleep(pause.min(left));
        pause = (pause * 2).min(Duration::from_millis(20));
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn shell(line: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", line]);
        command
    }

    #[test]
    fn a_program_that_hangs_is_ended() {
        let started = Instant::now();
        let ending = feed(&mut shell("exec sleep 60"), "text", Duration::from_millis(100));
        assert_eq!(ending.ok(), Some(Ending::TimedOut));
        assert_eq!(answer(&mut shell("exec sleep 60"), Duration::from_millis(100)), None);
        assert!(started.elapsed() < Duration::from_secs(30));
    }

    #[test]
    fn a_program_that_does_not_read_is_found_out() {
        let long = "x".repeat(1 << 20);
        let took = |line, text| match feed(&mut shell(line), text, Duration::from_secs(30)) {
            Ok(Ending::Exited { status, took_all }) => (status.code(), took_all),
            other => panic!("{other:?}"),
        };
        assert_eq!(took("exit 0", &long), (Some(0), false));
        assert_eq!(took("cat >/dev/null", &long), (Some(0), true));
        assert_eq!(took("cat >/dev/null; exit 7", "short"), (Some(7), true));
    }

    #[test]
    fn an_answer_counts_only_when_the_program_ended_well() {
        assert_eq!(answer(&mut shell("printf yes"), Duration::from_secs(30)).as_deref(), Some("yes"));
        assert_eq!(answer(&mut shell("printf no; exit 1"), Duration::from_secs(30)), None);
    }
}
