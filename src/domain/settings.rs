//! What a person can set once for all letters.

use super::style::UnknownWord;
use std::fmt;
use std::str::FromStr;

/// The settings of `config.toml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Which colours are readable here.
    pub theme: ThemeChoice,
    /// How letters are copied, as written and known to be good: whoever copies knows the words.
    pub clipboard: String,
    /// Whether the mouse is listened to.
    pub mouse: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Settings { theme: ThemeChoice::Auto, clipboard: "auto".to_string(), mouse: true }
    }
}

/// Which background the colours are meant for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ThemeChoice {
    /// As the terminal says.
    Auto,
    /// Light text on a dark background.
    Dark,
    /// Dark text on a light background.
    Light,
}

impl ThemeChoice {
    /// Every choice.
    pub const ALL: &'static [ThemeChoice] = &[ThemeChoice::Auto, ThemeChoice::Dark, ThemeChoice::Light];

    /// The word in files and in the environment.
    pub fn word(self) -> &'static str {
        match self {
            ThemeChoice::Auto => "auto",
            ThemeChoice::Dark => "dark",
            ThemeChoice::Light => "light",
        }
    }
}

impl fmt::Display for ThemeChoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

impl FromStr for ThemeChoice {
    type Err = UnknownWord;
    fn from_str(word: &str) -> Result<Self, UnknownWord> {
        ThemeChoice::ALL.iter().copied().find(|choice| choice.word() == word).ok_or_else(|| UnknownWord {
            kind: "theme",
            word: word.to_string(),
            expected: ThemeChoice::ALL.iter().map(|choice| choice.word()).collect(),
        })
    }
}
