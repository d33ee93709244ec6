//! How the person wants to copy: the value of `--clipboard` and of the setting.

use std::fmt;
use std::str::FromStr;

use super::outcome::shown;

/// Which ways of copying may be used.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Preference {
    /// The display server where the person sits at it, the terminal otherwise.
    #[default]
    Auto,
    /// Only the display server (or the system clipboard of macOS and Windows).
    Native,
    /// Only the terminal, through tmux or screen where one is running.
    Osc52,
    /// Only this shell command, which gets the text on its standard input.
    Command(String),
    /// No clipboard: the text is saved in a file.
    None,
}

impl FromStr for Preference {
    type Err = UnknownPreference;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        match word {
            "auto" => Ok(Self::Auto),
            "native" => Ok(Self::Native),
            "osc52" => Ok(Self::Osc52),
            "none" => Ok(Self::None),
            _ => match word.strip_prefix("command:").map(str::trim) {
                Some(line) if !line.is_empty() => Ok(Self::Command(line.to_owned())),
                _ => Err(UnknownPreference(word.to_owned())),
            },
        }
    }
}

impl fmt::Display for Preference {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Auto => formatter.write_str("auto"),
            Self::Native => formatter.write_str("native"),
            Self::Osc52 => formatter.write_str("osc52"),
            Self::Command(line) => write!(formatter, "command:{line}"),
            Self::None => formatter.write_str("none"),
        }
    }
}

/// The word is none of the preferences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownPreference(pub String);

impl fmt::Display for UnknownPreference {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = shown(&self.0);
        write!(formatter, "`{word}` is not a clipboard: use auto, native, osc52, none or command:PROGRAM")
    }
}

impl std::error::Error for UnknownPreference {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_preference_reads_back_as_written() {
        for word in ["auto", "native", "osc52", "none", "command:xclip -sel c"] {
            assert_eq!(word.parse::<Preference>().map(|preference| preference.to_string()), Ok(word.into()));
        }
    }

    #[test]
    fn a_command_needs_a_program() {
        for word in ["", "command", "command:", "command:  ", "Auto", "xclip"] {
            let error = word.parse::<Preference>().expect_err(word);
            assert!(error.to_string().contains("command:PROGRAM"), "{error}");
        }
    }
}
