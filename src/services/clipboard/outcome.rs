//! What is known after a copy, in the words shown to the person. Never the words of a library.

use std::fmt;
use std::path::{Path, PathBuf};

/// How a copy ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Read back from the clipboard; it stays after the program has ended.
    Copied,
    /// The person's own command took the text and ended well. That is all that is known.
    TakenByCommand,
    /// On its way to the terminal, which never says whether it arrived.
    Sent {
        /// The paste buffer of tmux has it for certain.
        in_tmux: bool,
        /// Longer than some terminals and mosh let through.
        too_long: bool,
        /// Where a copy lies, or why it could not be saved.
        saved: Result<PathBuf, String>,
    },
    /// In no clipboard, but in this file.
    Saved {
        /// What stood in the way of each way that was tried; at least one.
        causes: Vec<Cause>,
        /// Where it lies.
        path: PathBuf,
    },
    /// Nowhere.
    Failed {
        /// One or more whole sentences.
        why: String,
    },
}

impl Outcome {
    /// Whether the text went where the person wanted it, as far as that can be known.
    pub fn is_success(&self) -> bool {
        match self {
            Self::Copied | Self::TakenByCommand | Self::Sent { .. } => true,
            Self::Saved { causes, .. } => causes == &[Cause::SwitchedOff],
            Self::Failed { .. } => false,
        }
    }

    /// The sentence for the person.
    pub fn message(&self) -> String {
        match self {
            Self::Copied => "Copied; it stays after you quit.".into(),
            Self::TakenByCommand => "Your clipboard command took it and reported success.".into(),
            Self::Sent { in_tmux, too_long, saved } => {
                let through = if *in_tmux { " through tmux" } else { "" };
                let length = if *too_long { " It may be too long for your terminal." } else { "" };
                let saved = match saved {
                    Ok(path) => format!("Also saved: {}", shown_path(path)),
                    Err(why) => why.clone(),
                };
                format!("Sent to your terminal{through} (cannot be confirmed).{length} {saved}")
            }
            Self::Saved { causes, path } => format!("{}Saved: {}", sentences(causes), shown_path(path)),
            Self::Failed { why } => why.clone(),
        }
    }
}

/// The causes as sentences, each with a space after it.
pub(super) fn sentences(causes: &[Cause]) -> String {
    causes.iter().map(|cause| format!("{cause} ")).collect()
}

/// Text from outside, with what a terminal would obey or hide written out.
pub(super) fn shown(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '"' | '\'' | '\\' => shown.push(character),
            _ => shown.extend(character.escape_debug()),
        }
    }
    shown
}

/// A path as [`shown`] text.
pub(super) fn shown_path(path: &Path) -> String {
    shown(&path.to_string_lossy())
}

/// What stood in the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// There was nothing to try; says what is missing.
    NoClipboard(String),
    /// `--clipboard=none`.
    SwitchedOff,
    /// The display server did not answer in time.
    NoAnswer,
    /// Nobody listens at the display's address, or it lets no program set the clipboard.
    Unreachable,
    /// The display took the text and gave back another one.
    NotKept,
    /// More than an X11 clipboard can serve. Bytes of the text.
    TooLongForX11(usize),
    /// More than any terminal takes. Bytes of the text.
    TooLongForTerminal(usize),
    /// The terminal could not be written to; says why.
    Terminal(String),
    /// The system clipboard is held by another program, or refuses.
    SystemBusy,
    /// The person's command failed; says how.
    Command(String),
    /// The process that would hold the text could not be started; says why.
    Holder(String),
}

impl fmt::Display for Cause {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoClipboard(lacks) => write!(formatter, "No clipboard here ({lacks})."),
            Self::SwitchedOff => formatter.write_str("The clipboard is switched off."),
            Self::NoAnswer => formatter.write_str("Display did not answer."),
            Self::Unreachable => formatter.write_str("Display could not be reached."),
            Self::NotKept => formatter.write_str("Another program took the clipboard at once."),
            Self::TooLongForX11(bytes) => {
                write!(formatter, "Too long for an X11 clipboard ({bytes} bytes, at most 15 MiB).")
            }
            Self::TooLongForTerminal(bytes) => {
                write!(formatter, "Too long to send through a terminal ({bytes} bytes, at most 750000).")
            }
            Self::Terminal(why) => write!(formatter, "The terminal could not be written to ({why})."),
            Self::SystemBusy => formatter.write_str("The system clipboard is in use by another program."),
            Self::Command(how) => write!(formatter, "Your clipboard command {how}."),
            Self::Holder(why) => write!(formatter, "The clipboard helper could not be started ({why})."),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_outcome_says_what_is_known() {
        let sent = |too_long, saved| Outcome::Sent { in_tmux: false, too_long, saved }.message();
        assert_eq!(Outcome::Copied.message(), "Copied; it stays after you quit.");
        assert_eq!(
            sent(false, Ok("/s/copies/a.txt".into())),
            "Sent to your terminal (cannot be confirmed). Also saved: /s/copies/a.txt"
        );
        assert!(sent(true, Ok("/a".into())).contains("may be too long"));
        assert!(sent(false, Err("It could not be saved.".into())).ends_with("It could not be saved."));
        let saved = Outcome::Saved { causes: vec![Cause::NoAnswer], path: "/a".into() };
        assert_eq!(saved.message(), "Display did not answer. Saved: /a");
    }

    #[test]
    fn what_comes_from_outside_cannot_steer_the_terminal() {
        assert_eq!(shown("can't \"open\" C:\\\u{1b}[31m\u{202e}x"), r#"can't "open" C:\\u{1b}[31m\u{202e}x"#);
    }

    #[test]
    fn a_file_in_place_of_the_clipboard_is_no_success_unless_wanted() {
        let saved = |cause| Outcome::Saved { causes: vec![cause], path: "/a".into() }.is_success();
        assert!(!saved(Cause::NoAnswer));
        assert!(!saved(Cause::Command("failed".into())));
        assert!(saved(Cause::SwitchedOff));
        assert!(!Outcome::Failed { why: "x".into() }.is_success());
    }
}
