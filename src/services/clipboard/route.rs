//! Decides which ways of copying to try, in order. Pure: the same facts give the same route.

use std::ffi::OsStr;
use std::fmt;
use std::path::Path;

use super::outcome::shown;
use super::{Cause, Environment, Preference};

/// The ways to try, in order. When none succeeds the text is saved in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// May be empty: then there is no clipboard here.
    pub steps: Vec<Step>,
    /// Why there is nothing to try, or nothing more.
    pub nothing: Cause,
}

/// One way, and why it stands in the route.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What is tried.
    pub way: Way,
    /// Why, as part of a sentence: `DISPLAY is :0`.
    pub reason: String,
}

/// A way of copying.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Way {
    /// The Wayland clipboard, held by a second process.
    Wayland,
    /// The X11 clipboard, held by a second process.
    X11,
    /// The clipboard that the operating system keeps.
    System,
    /// OSC 52 to the terminal.
    Terminal(Multiplexer),
    /// A shell command of the person.
    Command(String),
}

/// What stands between the program and the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Multiplexer {
    /// Nothing.
    None,
    /// tmux, and its server can be asked.
    Tmux,
    /// TERM looks like tmux, but its server cannot be asked (`sudo`, a container).
    HiddenTmux,
    /// GNU screen.
    Screen,
}

/// The route for a preference in an environment.
pub fn route(preference: &Preference, environment: &Environment) -> Route {
    let mut steps = Vec::new();
    let mut lacks = Vec::new();
    match preference {
        Preference::None => return Route { steps, nothing: Cause::SwitchedOff },
        Preference::Command(line) => {
            steps.push(Step { way: Way::Command(line.clone()), reason: "you chose this command".into() });
        }
        Preference::Native => displays(environment, &mut steps, &mut lacks),
        Preference::Osc52 => terminal(environment, true, &mut steps, &mut lacks),
        Preference::Auto => {
            if environment.remote {
                lacks.push("the session is remote");
            } else {
                displays(environment, &mut steps, &mut lacks);
            }
            terminal(environment, false, &mut steps, &mut lacks);
        }
    }
    Route { steps, nothing: Cause::NoClipboard(lacks.join(", ")) }
}

fn displays(environment: &Environment, steps: &mut Vec<Step>, lacks: &mut Vec<&'static str>) {
    if environment.system {
        steps.push(Step { way: Way::System, reason: "the operating system keeps the clipboard".into() });
        return;
    }
    match (&environment.wayland_display, &environment.display) {
        (None, None) => lacks.push("no DISPLAY or WAYLAND_DISPLAY"),
        (Some(name), None) if !can_be_found(name, environment) => {
            lacks.push("WAYLAND_DISPLAY is set but XDG_RUNTIME_DIR is not");
        }
        _ => {}
    }
    if let Some(name) = environment.wayland_display.as_ref().filter(|name| can_be_found(name, environment)) {
        steps.push(Step { way: Way::Wayland, reason: is("WAYLAND_DISPLAY", name) });
    }
    if let Some(name) = &environment.display {
        // With `ssh -X` the holder is a program that ssh waits for.
        let ssh_waits = if environment.remote { " (ssh will not end while the text is held)" } else { "" };
        steps.push(Step { way: Way::X11, reason: is("DISPLAY", name) + ssh_waits });
    }
}

fn can_be_found(wayland_display: &OsStr, environment: &Environment) -> bool {
    environment.runtime_dir.is_some() || Path::new(wayland_display).is_absolute()
}

fn is(variable: &str, value: &OsStr) -> String {
    format!("{variable} is {}", shown(&value.to_string_lossy()))
}

/// A terminal without escape sequences would print the text as rubbish; `forced` sends it all the same.
fn terminal(environment: &Environment, forced: bool, steps: &mut Vec<Step>, lacks: &mut Vec<&'static str>) {
    let (multiplexer, reason) = if environment.tmux.is_some() {
        (Multiplexer::Tmux, "this is a tmux pane (TMUX is set)".to_owned())
    } else if !environment.tty {
        lacks.push("no terminal");
        return;
    } else if environment.screen {
        (Multiplexer::Screen, "this is a window of screen (STY is set)".to_owned())
    } else if environment.term.starts_with("tmux") {
        (Multiplexer::HiddenTmux, is("TERM", environment.term.as_ref()) + " but TMUX is not set")
    } else if !forced && matches!(environment.term.as_str(), "dumb" | "linux") {
        lacks.push("this terminal has no clipboard");
        return;
    } else {
        (Multiplexer::None, "there is a terminal".to_owned())
    };
    let reason = if environment.remote { format!("the session is remote and {reason}") } else { reason };
    steps.push(Step { way: Way::Terminal(multiplexer), reason });
}

/// The steps as numbered lines, the last one the file that is always there.
impl fmt::Display for Route {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, step) in self.steps.iter().enumerate() {
            writeln!(formatter, "{}. {step}", index + 1)?;
        }
        let number = self.steps.len() + 1;
        if self.steps.is_empty() {
            write!(formatter, "{number}. file: {}", self.nothing)
        } else {
            write!(formatter, "{number}. file: if nothing before it works")
        }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.way, self.reason)
    }
}

impl fmt::Display for Way {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Wayland => "Wayland clipboard",
            Self::X11 => "X11 clipboard",
            Self::System => "system clipboard",
            Self::Terminal(Multiplexer::None) => "terminal (OSC 52)",
            Self::Terminal(Multiplexer::Tmux) => "tmux buffer and terminal",
            Self::Terminal(Multiplexer::HiddenTmux) => "terminal (OSC 52, plain and wrapped for tmux)",
            Self::Terminal(Multiplexer::Screen) => "terminal (OSC 52 in pieces for screen)",
            Self::Command(line) => return write!(formatter, "command `{}`", shown(line)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Multiplexer::{HiddenTmux, Screen, Tmux};

    fn desktop() -> Environment {
        Environment {
            display: Some(":0".into()),
            wayland_display: Some("wayland-1".into()),
            runtime_dir: Some("/run/user/1000".into()),
            term: "xterm-256color".into(),
            tty: true,
            ..Environment::default()
        }
    }

    fn ways(preference: &str, environment: &Environment) -> Vec<Way> {
        let preference = preference.parse().expect("a preference");
        route(&preference, environment).steps.into_iter().map(|step| step.way).collect()
    }

    fn nothing(preference: &str, environment: &Environment) -> String {
        let preference = preference.parse().expect("a preference");
        route(&preference, environment).nothing.to_string()
    }

    #[test]
    fn at_the_desk_the_display_comes_first() {
        let terminal = Way::Terminal(Multiplexer::None);
        assert_eq!(ways("auto", &desktop()), [Way::Wayland, Way::X11, terminal]);
    }

    #[test]
    fn a_remote_display_is_never_used_unless_forced() {
        let remote = Environment { remote: true, ..desktop() };
        assert_eq!(ways("auto", &remote), [Way::Terminal(Multiplexer::None)]);
        assert_eq!(ways("native", &remote), [Way::Wayland, Way::X11]);
    }

    #[test]
    fn the_multiplexer_decides_how_the_terminal_is_reached() {
        let remote = Environment { remote: true, ..desktop() };
        let in_tmux = Environment { tmux: Some("/tmp/tmux-0/default,1,0".into()), ..remote.clone() };
        let in_screen = Environment { screen: true, ..remote.clone() };
        let hidden = Environment { term: "tmux-256color".into(), ..remote };
        assert_eq!(ways("osc52", &in_tmux), [Way::Terminal(Tmux)]);
        assert_eq!(ways("osc52", &in_screen), [Way::Terminal(Screen)]);
        assert_eq!(ways("osc52", &hidden), [Way::Terminal(HiddenTmux)]);
        let without_tty = Environment { tty: false, ..in_tmux };
        assert_eq!(ways("auto", &without_tty), [Way::Terminal(Tmux)], "tmux is reached without a terminal");
    }

    #[test]
    fn a_forced_way_has_no_silent_other() {
        assert_eq!(ways("native", &desktop()), [Way::Wayland, Way::X11]);
        assert_eq!(ways("osc52", &desktop()), [Way::Terminal(Multiplexer::None)]);
        assert_eq!(ways("command:pbcopy", &desktop()), [Way::Command("pbcopy".into())]);
        assert_eq!(ways("none", &desktop()), []);
    }

    #[test]
    fn the_system_clipboard_needs_no_display_server() {
        let mac = Environment { system: true, tty: true, ..Environment::default() };
        assert_eq!(ways("auto", &mac), [Way::System, Way::Terminal(Multiplexer::None)]);
    }

    #[test]
    fn a_wayland_name_without_its_directory_is_not_tried() {
        let lost = Environment { runtime_dir: None, ..desktop() };
        assert_eq!(ways("native", &lost), [Way::X11]);
        let whole_path = Environment { wayland_display: Some("/run/w".into()), ..lost.clone() };
        assert_eq!(ways("native", &whole_path), [Way::Wayland, Way::X11]);
        let alone = Environment { display: None, tty: false, ..lost };
        assert_eq!(
            nothing("auto", &alone),
            "No clipboard here (WAYLAND_DISPLAY is set but XDG_RUNTIME_DIR is not, no terminal)."
        );
    }

    #[test]
    fn nothing_is_explained() {
        let bare = Environment::default();
        assert_eq!(nothing("auto", &bare), "No clipboard here (no DISPLAY or WAYLAND_DISPLAY, no terminal).");
        assert_eq!(nothing("osc52", &bare), "No clipboard here (no terminal).");
        let remote = Environment { remote: true, ..bare };
        assert_eq!(nothing("auto", &remote), "No clipboard here (the session is remote, no terminal).");
    }

    #[test]
    fn a_terminal_without_escape_sequences_is_spared() {
        let dumb = Environment { remote: true, term: "dumb".into(), ..desktop() };
        assert_eq!(ways("auto", &dumb), []);
        assert_eq!(ways("osc52", &dumb), [Way::Terminal(Multiplexer::None)], "unless it is forced");
    }

    #[test]
    fn a_route_is_told_in_plain_words() {
        let lines = "1. Wayland clipboard: WAYLAND_DISPLAY is wayland-1\n\
                     2. X11 clipboard: DISPLAY is :0\n\
                     3. terminal (OSC 52): there is a terminal\n\
                     4. file: if nothing before it works";
        assert_eq!(route(&Preference::Auto, &desktop()).to_string(), lines);
        let nothing = "1. file: The clipboard is switched off.";
        assert_eq!(route(&Preference::None, &desktop()).to_string(), nothing);
    }
}
