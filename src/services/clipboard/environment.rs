//! What the surroundings say about where the person's clipboard is. Read once, then only data.

use std::env::var_os;
use std::ffi::{OsStr, OsString};
use std::process::{Command, Stdio};
use std::time::Duration;

use super::{bounded, terminal};

/// The facts that decide a route. A variable that is set but empty counts as not set.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Environment {
    /// DISPLAY: the X11 server.
    pub display: Option<OsString>,
    /// WAYLAND_DISPLAY: the Wayland socket, a name in `runtime_dir` or a whole path.
    pub wayland_display: Option<OsString>,
    /// XDG_RUNTIME_DIR.
    pub runtime_dir: Option<OsString>,
    /// SSH_TTY or SSH_CONNECTION is set, or tmux says that its person came through ssh.
    pub remote: bool,
    /// TMUX: the server that this terminal is a pane of.
    pub tmux: Option<OsString>,
    /// STY is set: this terminal is a window of GNU screen.
    pub screen: bool,
    /// TERM.
    pub term: String,
    /// The terminal can be opened for writing, whatever standard output is.
    pub tty: bool,
    /// The operating system keeps the clipboard itself (macOS, Windows).
    pub system: bool,
}

/// A frozen tmux server must not hold up the copy for longer.
const TMUX_QUESTION: Duration = Duration::from_millis(500);

impl Environment {
    /// Looks around. Takes a few milliseconds, at most half a second where tmux hangs. Look again for each
    /// copy: a tmux session may be attached from elsewhere meanwhile.
    pub fn capture() -> Self {
        let tmux = set("TMUX");
        let came_by_ssh = set("SSH_TTY").or_else(|| set("SSH_CONNECTION")).is_some();
        Self {
            display: set("DISPLAY"),
            wayland_display: set("WAYLAND_DISPLAY"),
            runtime_dir: set("XDG_RUNTIME_DIR"),
            remote: came_by_ssh || tmux.as_deref().is_some_and(tmux_is_remote),
            tmux,
            screen: set("STY").is_some(),
            term: set("TERM").map(|term| term.to_string_lossy().into_owned()).unwrap_or_default(),
            tty: terminal::can_open_tty(),
            system: cfg!(any(target_os = "macos", windows)),
        }
    }
}

fn set(name: &str) -> Option<OsString> {
    var_os(name).filter(|value| !value.is_empty())
}

/// The variables of a pane are as old as the pane; tmux itself knows how its person came this time.
fn tmux_is_remote(tmux: &OsStr) -> bool {
    let mut question = Command::new("tmux");
    question.args(["show-environment", "SSH_CONNECTION"]).env("TMUX", tmux).stderr(Stdio::null());
    bounded::answer(&mut question, TMUX_QUESTION).is_some_and(|answer| answer.starts_with("SSH_CONNECTION="))
}
