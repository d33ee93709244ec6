//! The person's own clipboard command: `command:xclip -sel c`. What it reports is what is known.

use std::fs::File;
use std::io::{Read, Seek};
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::time::Duration;

use super::bounded::{self, Ending};
use super::outcome::shown;
use super::{Cause, Outcome};

const LIMIT: Duration = Duration::from_secs(5);

/// As much of the command's complaint as is shown.
const COMPLAINT: usize = 120;

/// Runs `line` in a shell with `text` on its standard input.
pub fn copy(text: &str, line: &str, program: &Path) -> Result<Outcome, Cause> {
    let cause = |error: std::io::Error| Cause::Command(format!("could not be started ({})", error.kind()));
    // A file, not a pipe: what the command leaves running would keep a pipe open.
    let mut complaints = tempfile::tempfile().map_err(cause)?;
    let mut command = shell(line, program);
    command.stdout(Stdio::null()).stderr(complaints.try_clone().map_err(cause)?);
    match bounded::feed(&mut command, text, LIMIT).map_err(cause)? {
        Ending::TimedOut => Err(Cause::Command("did not end within 5 seconds".into())),
        Ending::Exited { status, took_all: true } if status.success() => Ok(Outcome::TakenByCommand),
        Ending::Exited { status, .. } if status.success() => {
            Err(Cause::Command("ended without reading the text".into()))
        }
        Ending::Exited { status, .. } => Err(Cause::Command(how_it_failed(status, &mut complaints))),
    }
}

/// In a session of its own, so that neither ctrl-c nor the end of the terminal ends what it leaves running.
#[cfg(unix)]
fn shell(line: &str, program: &Path) -> Command {
    let mut command = Command::new(program);
    command.args([super::SESSION_ARGUMENT, "sh", "-c", line]);
    command
}

#[cfg(windows)]
fn shell(line: &str, _program: &Path) -> Command {
    let mut command = Command::new("cmd");
    command.args(["/C", line]);
    command
}

fn how_it_failed(status: ExitStatus, complaints: &mut File) -> String {
    let mut said = Vec::new();
    // Its complaint is a courtesy: without it the status still says enough.
    let _ = complaints.rewind().and_then(|()| complaints.take(4096).read_to_end(&mut said));
    let said = String::from_utf8_lossy(&said);
    let first = said.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    let first = shown(&first.chars().take(COMPLAINT).collect::<String>());
    if first.is_empty() { format!("failed ({status})") } else { format!("failed ({status}): {first}") }
}
