//! The one table of what a person can do: names, help and default keys.
//!
//! Keymap, footer, help screen and the documentation are made from it.

mod table;

pub use table::TABLE;

/// What has the keyboard. It decides what a key means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Focus {
    /// The list of scenarios: letters filter.
    Choosing,
    /// A question with a list of answers: letters jump to one.
    Picking,
    /// A question answered in one line.
    Line,
    /// A question answered in several lines.
    Text,
    /// The live letter beside the form.
    Letter,
    /// The finished letter, not being edited: single letters act.
    Review,
    /// The finished letter being edited.
    Editing,
    /// One remark of the rules, with what can be done about it.
    Looking,
    /// The list of what the letter should do.
    Checking,
    /// A sentence of the letter is being pointed at.
    Pointing,
    /// A question of the program's own, over everything else.
    Asking,
    /// The help screen.
    Helping,
}

impl Focus {
    /// Every focus, in the order of the documentation.
    pub const ALL: &'static [Focus] = &[
        Focus::Choosing,
        Focus::Picking,
        Focus::Line,
        Focus::Text,
        Focus::Letter,
        Focus::Review,
        Focus::Editing,
        Focus::Looking,
        Focus::Checking,
        Focus::Pointing,
        Focus::Asking,
        Focus::Helping,
    ];

    /// What it is called in help and documentation.
    pub fn label(self) -> &'static str {
        match self {
            Focus::Choosing => "choosing a letter",
            Focus::Picking => "picking an answer",
            Focus::Line => "typing one line",
            Focus::Text => "typing text",
            Focus::Letter => "the live letter",
            Focus::Review => "review",
            Focus::Editing => "editing",
            Focus::Looking => "a remark on the letter",
            Focus::Checking => "the must-haves",
            Focus::Pointing => "pointing at a sentence",
            Focus::Asking => "a question",
            Focus::Helping => "help",
        }
    }

    /// Whether printable keys are text here, so that none of them may act.
    pub fn takes_text(self) -> bool {
        matches!(self, Focus::Choosing | Focus::Picking | Focus::Line | Focus::Text | Focus::Editing)
    }
}

/// Everything a key or a click can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Action {
    /// Goes on: opens the chosen letter, goes to the next question, says yes.
    Accept,
    /// Goes back one screen.
    Back,
    /// To the next question or part.
    Next,
    /// To the previous question or part.
    Previous,
    /// One up in a list.
    Up,
    /// One down in a list.
    Down,
    /// A page up.
    PageUp,
    /// A page down.
    PageDown,
    /// The next answer of a list, or the next recent answer.
    NextAnswer,
    /// The answer before.
    PreviousAnswer,
    /// Scrolls the text beside up.
    ScrollUp,
    /// Scrolls the text beside down.
    ScrollDown,
    /// Chooses the paragraph above.
    ParagraphUp,
    /// Chooses the paragraph below.
    ParagraphDown,
    /// Another wording of the chosen paragraph.
    Wording,
    /// Leaves the chosen paragraph out, or takes it back in.
    Drop,
    /// Leaves out or takes back one move of the chosen paragraph.
    DropMove(u8),
    /// The next channel.
    Channel,
    /// The next formality.
    Formality,
    /// The other length.
    Length,
    /// Gives the keyboard to the live letter.
    ReadLetter,
    /// To the finished letter.
    Review,
    /// Begins to edit the letter by hand.
    Edit,
    /// Opens the letter in the person's own editor.
    EditOutside,
    /// Takes the text that the answers make now, in place of hand-edited paragraphs.
    TakeNew,
    /// Chooses the next thing that the rules speak of.
    NextFinding,
    /// Chooses the one before.
    PreviousFinding,
    /// Shows what can be done about it.
    Look,
    /// Shows the must-haves.
    Checklist,
    /// Shows or hides ideas.
    Ideas,
    /// Shows one way to do something about it.
    Fix(u8),
    /// Shows why it is said, or hides that again.
    Why,
    /// It is meant as it is.
    AcceptFinding,
    /// The rule is off for this letter.
    RuleOff,
    /// The likely sentence does it.
    Yes,
    /// The likely sentence does not do it.
    NotThis,
    /// Puts a suggested sentence in.
    Insert,
    /// Points at the sentence that does it.
    SayHere,
    /// Takes back what was accepted, said or switched off.
    TakeBack,
    /// Copies the letter.
    CopyLetter,
    /// Copies the subject.
    CopySubject,
    /// Copies the body.
    CopyBody,
    /// Copies the selected text.
    CopySelection,
    /// Cuts the selected text.
    CutSelection,
    /// Takes back the last change.
    Undo,
    /// Makes the change again that was taken back.
    Redo,
    /// Shows the keys.
    Help,
    /// Dark or light colours.
    Theme,
    /// Stops the program for a while.
    Suspend,
    /// Interrupts what is running; otherwise asks to quit.
    Interrupt,
    /// Quits; the draft stays.
    Quit,
    /// Cursor one character left.
    CursorLeft,
    /// Cursor one character right.
    CursorRight,
    /// Cursor one row up.
    CursorUp,
    /// Cursor one row down.
    CursorDown,
    /// Cursor a screen up.
    CursorPageUp,
    /// Cursor a screen down.
    CursorPageDown,
    /// Cursor one word left.
    WordLeft,
    /// Cursor one word right.
    WordRight,
    /// Cursor to the start of the line.
    LineStart,
    /// Cursor to the end of the line.
    LineEnd,
    /// Cursor to the start of the text.
    TextStart,
    /// Cursor to the end of the text.
    TextEnd,
    /// Selects everything.
    SelectAll,
    /// A new line.
    NewLine,
    /// Deletes the character before the cursor.
    DeleteBack,
    /// Deletes the character after the cursor.
    DeleteForward,
    /// Deletes the word before the cursor.
    DeleteWordBack,
    /// Deletes the word after the cursor.
    DeleteWordForward,
    /// Deletes to the start of the line.
    DeleteToStart,
    /// Deletes to the end of the line.
    DeleteToEnd,
}

impl Action {
    /// Whether it moves the text cursor: shift then extends the selection.
    pub fn is_motion(self) -> bool {
        use Action::{
            CursorDown, CursorLeft, CursorPageDown, CursorPageUp, CursorRight, CursorUp, LineEnd, LineStart,
            TextEnd, TextStart, WordLeft, WordRight,
        };
        matches!(
            self,
            CursorLeft
                | CursorRight
                | CursorUp
                | CursorDown
                | CursorPageUp
                | CursorPageDown
                | WordLeft
                | WordRight
                | LineStart
                | LineEnd
                | TextStart
                | TextEnd
        )
    }
}

/// A row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// What it does.
    pub action: Action,
    /// Its name.
    pub name: &'static str,
    /// What it does, for the help screen.
    pub help: &'static str,
    /// A word or two for the footer; empty where it is never shown there.
    pub hint: &'static str,
    /// Where it works.
    pub focus: &'static [Focus],
    /// The keys, the first one shown first.
    pub keys: &'static [&'static str],
}

/// The rows of one focus, in the order of the table.
pub fn rows(focus: Focus) -> impl Iterator<Item = &'static Row> {
    TABLE.iter().filter(move |row| row.focus.contains(&focus))
}

/// The first key of an action in a focus, for texts that name it.
pub fn key_of(action: Action, focus: Focus) -> Option<&'static str> {
    rows(focus).find(|row| row.action == action).and_then(|row| row.keys.first().copied())
}

#[cfg(test)]
#[path = "action_tests.rs"]
mod tests;
