//! How a letter is sent and how it sounds: channel, formality, length, spelling.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A word that is none of the choices of a closed list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownWord {
    /// What kind of word was expected, for instance `channel`.
    pub kind: &'static str,
    /// The word that was given.
    pub word: String,
    /// Every word that would have been accepted.
    pub expected: Vec<&'static str>,
}

impl fmt::Display for UnknownWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not a {}; expected one of {}", self.word, self.kind, self.expected.join(", "))
    }
}

impl std::error::Error for UnknownWord {}

/// Declares a closed list of words: the enum, its spelling, its order, its parser.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident, $kind:literal { $($(#[$vdoc:meta])* $variant:ident = $word:literal, $label:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $word)] $variant,)+ }

        impl $name {
            /// Every value, in the order in which a key cycles through them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The word as written in files, flags and JSON.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            /// The word as shown to a person.
            pub fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.word())
            }
        }

        impl FromStr for $name {
            type Err = UnknownWord;
            fn from_str(word: &str) -> Result<Self, UnknownWord> {
                Self::ALL.iter().copied().find(|value| value.word() == word).ok_or_else(|| UnknownWord {
                    kind: $kind,
                    word: word.to_string(),
                    expected: Self::ALL.iter().map(|value| value.word()).collect(),
                })
            }
        }
    };
}

words! {
    /// The medium a letter goes through.
    Channel, "channel" {
        /// Subject and body.
        Email = "email", "email";
        /// A card or printed note.
        Handwritten = "handwritten", "handwritten card";
        /// A connection note of 200 or 300 characters.
        LinkedinNote = "linkedin-note", "LinkedIn note";
        /// A message to somebody one is connected to.
        LinkedinMessage = "linkedin-message", "LinkedIn message";
        /// A cue card to speak from.
        Phone = "phone", "phone card";
    }
}

impl Channel {
    /// Whether letters in this channel have a subject.
    pub fn has_subject(self) -> bool {
        self == Channel::Email
    }
}

words! {
    /// How formal the letter is.
    Formality, "formality" {
        /// First names and contractions, never slang.
        Friendly = "friendly", "friendly";
        /// A courteous stranger.
        Neutral = "neutral", "neutral";
        /// Titles and full forms.
        Formal = "formal", "formal";
    }
}

words! {
    /// How much the letter says.
    Length, "length" {
        /// The moves that matter, nothing else.
        Brief = "brief", "brief";
        /// The optional moves that have answers as well.
        Full = "full", "full";
    }
}

words! {
    /// Which English the dates are written in.
    Spelling, "spelling" {
        /// 14 May.
        British = "en-GB", "British";
        /// May 14.
        American = "en-US", "American";
    }
}

/// The value after `current` in a cyclic list; `current` itself where it stands alone.
pub fn next_in<T: Copy + PartialEq>(list: &[T], current: T) -> T {
    let place = list.iter().position(|value| *value == current);
    match place {
        Some(index) => list[(index + 1) % list.len()],
        None => list.first().copied().unwrap_or(current),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_round_trip() {
        for channel in Channel::ALL {
            assert_eq!(channel.word().parse::<Channel>().as_ref(), Ok(channel));
        }
        assert!("fax".parse::<Channel>().is_err());
    }

    #[test]
    fn cycling_returns_to_the_start() {
        let mut formality = Formality::Friendly;
        for _ in 0..3 {
            formality = next_in(Formality::ALL, formality);
        }
        assert_eq!(formality, Formality::Friendly);
    }
}
