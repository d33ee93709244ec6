//! What the program asks of the outside world. It can only ask.

use crate::domain::draft::{Change, Draft};

/// Something to be done by the runtime.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// A new letter is begun: keep it from now on.
    Begin(Box<Draft>),
    /// Open a kept draft again. Answered by `Resumed` or `Failed`.
    Resume(String),
    /// Write a change down before it is drawn.
    Record(Change),
    /// The letter is left: keep it as it stands.
    Keep(Box<Draft>),
    /// Copy a text. Answered by `Copied`.
    Copy {
        /// The text.
        text: String,
        /// Whether it is the whole letter, which makes the draft a finished one.
        whole: bool,
    },
    /// Remember an answer for other letters.
    Remember {
        /// The field.
        key: String,
        /// The answer.
        value: String,
    },
    /// Keep an answer in the person's profile.
    SaveProfile {
        /// The field.
        key: String,
        /// The answer.
        value: String,
    },
    /// Open a text in the person's own editor. Answered by `Edited` or `Failed`.
    EditOutside(String),
    /// Stop until the shell continues the program.
    Suspend,
    /// End the program.
    Quit,
}
