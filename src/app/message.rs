//! What can happen to the program.

use super::action::Action;
use crate::domain::draft::Draft;
use crate::domain::problem::Problem;

/// Something that happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Message {
    /// A key or a click that has a meaning.
    Do(Action),
    /// The same with shift held: the selection is extended.
    Extend(Action),
    /// Text typed, as it came.
    Insert(String),
    /// Text pasted, as it came.
    Paste(String),
    /// A click on something.
    Click(Target),
    /// The mouse moved with its button held, in the text being edited.
    Drag(u16, u16),
    /// The wheel: rows, negative is up.
    Wheel(i32),
    /// The terminal has another size: columns and rows.
    Resize(u16, u16),
    /// An effect has been performed.
    Finished(Outcome),
}

/// Something on the screen that can be clicked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A row of the picker.
    Row(usize),
    /// A question of the form, by its key.
    Field(String),
    /// An answer of the focused question.
    Answer(usize),
    /// A place in the focused line: cells from its start.
    Line(u16),
    /// An entry of the live letter.
    Entry(usize),
    /// The subject in review: cells from its start.
    Subject(u16),
    /// The body in review: row and column of what is visible.
    Body(u16, u16),
    /// A row of the must-haves.
    Item(usize),
    /// A hint of the footer.
    Hint(Action),
}

/// How an effect ended.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// A copy went where the sentence says.
    Copied {
        /// What is known about it, for the person.
        message: String,
        /// Whether the text is somewhere the person can reach.
        reached: bool,
        /// Whether it is known to have arrived: only that is called a success.
        confirmed: bool,
        /// Whether it was the whole letter.
        whole: bool,
    },
    /// A draft was opened again.
    Resumed(Box<Draft>),
    /// The person's own editor returned this text.
    Edited(String),
    /// Something failed; the sentence says what and what to do.
    Failed(String),
    /// The person's own templates were read, and this is wrong with them.
    Problems(Vec<Problem>),
    /// What the first example letter needs is ready.
    Warm,
}
