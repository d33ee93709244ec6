//! The one table of what a person can do: names, help and default keys.
//!
//! Keymap, footer, help screen and the documentation are made from it.

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

const fn row(
    action: Action,
    name: &'static str,
    focus: &'static [Focus],
    keys: &'static [&'static str],
    hint: &'static str,
    help: &'static str,
) -> Row {
    Row { action, name, help, hint, focus, keys }
}

use Action as A;
use Focus::{Asking, Choosing, Editing, Helping, Letter, Line, Picking, Review, Text};

const EVERYWHERE: &[Focus] = &[Choosing, Picking, Line, Text, Letter, Review, Editing, Asking, Helping];
const SCREENS: &[Focus] = &[Choosing, Picking, Line, Text, Letter, Review, Editing];
const LETTERS: &[Focus] = &[Picking, Line, Text, Letter, Review, Editing];
const FORM: &[Focus] = &[Picking, Line, Text];
const COMPOSER: &[Focus] = &[Picking, Line, Text, Letter];
const TYPING: &[Focus] = &[Choosing, Line, Text, Editing];
const WRITING: &[Focus] = &[Line, Text, Editing];
const ROWS: &[Focus] = &[Text, Editing];

/// The table. Rows that come first in a focus come first in its footer.
pub const TABLE: &[Row] = &[
    // Going on and back.
    row(A::Accept, "accept", &[Choosing], &["enter"], "open", "write this letter"),
    row(
        A::Accept,
        "accept",
        &[Picking, Line],
        &["enter"],
        "next",
        "go on to the next question; after the last one, to the finished letter",
    ),
    row(A::Accept, "accept", &[Letter], &["enter"], "finished letter", "go to the finished letter"),
    row(A::Accept, "accept", &[Asking], &["enter", "y"], "yes", "yes"),
    row(A::Back, "back", &[Asking], &["esc", "n"], "no", "no, go back"),
    row(A::Back, "back", &[Choosing], &["esc"], "", "clear what was typed"),
    row(A::Next, "next", &[Picking, Line], &["tab", "down"], "", "next question, then the letter"),
    row(A::Previous, "previous", &[Picking, Line], &["shift-tab", "up"], "", "previous question"),
    row(A::Next, "next", &[Text], &["tab", "alt-enter"], "next", "next question, then the letter"),
    row(A::Previous, "previous", &[Text], &["shift-tab"], "", "previous question"),
    row(A::Next, "next", &[Letter], &["tab"], "form", "back to the questions"),
    row(A::Previous, "previous", &[Letter], &["shift-tab"], "", "back to the questions"),
    row(A::Next, "next", &[Editing], &["tab"], "subject/body", "between subject and body"),
    row(A::Previous, "previous", &[Editing], &["shift-tab"], "", "between subject and body"),
    // Answers.
    row(
        A::NextAnswer,
        "next-answer",
        &[Picking],
        &["right", "ctrl-n"],
        "another answer",
        "the next answer of the list, as space does; letters jump to one",
    ),
    row(A::PreviousAnswer, "previous-answer", &[Picking], &["left", "ctrl-p"], "", "the answer before"),
    row(A::NextAnswer, "next-answer", &[Line], &["ctrl-n"], "", "an answer you gave before"),
    row(A::PreviousAnswer, "previous-answer", &[Line], &["ctrl-p"], "", "the one before that"),
    // Lists and scrolling.
    row(A::Up, "up", &[Choosing], &["up", "ctrl-p"], "", "one letter up"),
    row(A::Down, "down", &[Choosing], &["down", "ctrl-n"], "", "one letter down"),
    row(A::PageUp, "page-up", &[Choosing], &["pgup"], "", "a page up"),
    row(A::PageDown, "page-down", &[Choosing], &["pgdn"], "", "a page down"),
    row(A::ScrollUp, "scroll-up", &[Choosing], &["alt-up"], "", "scroll the example up"),
    row(
        A::ScrollDown,
        "scroll-down",
        &[Choosing],
        &["alt-down"],
        "scroll example",
        "scroll the example down",
    ),
    row(A::PageUp, "page-up", &[Picking, Line, Text, Letter], &["pgup"], "", "scroll the letter up"),
    row(A::PageDown, "page-down", &[Picking, Line, Text, Letter], &["pgdn"], "", "scroll the letter down"),
    row(A::Up, "up", &[Review, Helping], &["up", "k"], "", "scroll up"),
    row(A::Down, "down", &[Review, Helping], &["down", "j"], "", "scroll down"),
    row(A::PageUp, "page-up", &[Review, Helping], &["pgup"], "", "a page up"),
    row(A::PageDown, "page-down", &[Review, Helping], &["pgdn", "space"], "", "a page down"),
    // The finished letter.
    row(A::CopyLetter, "copy-letter", &[Review], &["y", "ctrl-y"], "copy letter", "copy the letter"),
    row(A::Edit, "edit", &[Review], &["e", "enter"], "edit", "edit the letter by hand"),
    row(A::CopySubject, "copy-subject", &[Review], &["s"], "subject", "copy the subject only"),
    row(A::CopyBody, "copy-body", &[Review], &["b"], "body", "copy the body only"),
    row(
        A::EditOutside,
        "edit-outside",
        &[Review],
        &["o", "f4"],
        "your editor",
        "open the letter in $VISUAL or $EDITOR",
    ),
    row(
        A::EditOutside,
        "edit-outside",
        &[Editing],
        &["f4", "alt-o"],
        "your editor",
        "open the letter in $VISUAL or $EDITOR",
    ),
    row(
        A::TakeNew,
        "take-new",
        &[Review, Letter],
        &["n", "alt-n"],
        "",
        "take the new text where answers changed after you edited",
    ),
    row(
        A::TakeNew,
        "take-new",
        FORM,
        &["alt-n"],
        "",
        "take the new text where answers changed after you edited",
    ),
    // The chosen paragraph.
    row(A::ParagraphUp, "paragraph-up", &[Letter], &["up", "k", "alt-up"], "", "the paragraph above"),
    row(A::ParagraphDown, "paragraph-down", &[Letter], &["down", "j", "alt-down"], "", "the paragraph below"),
    row(A::Wording, "wording", &[Letter], &["w", "alt-w"], "wording", "another wording of this paragraph"),
    row(
        A::Drop,
        "drop",
        &[Letter],
        &["d", "alt-d"],
        "leave out",
        "leave this paragraph out, or take it back in",
    ),
    row(
        A::DropMove(1),
        "drop-move-1",
        &[Letter],
        &["1"],
        "",
        "leave out one thing that this paragraph says, by its number",
    ),
    row(A::DropMove(2), "drop-move-2", &[Letter], &["2"], "", "the second"),
    row(A::DropMove(3), "drop-move-3", &[Letter], &["3"], "", "the third"),
    row(A::DropMove(4), "drop-move-4", &[Letter], &["4"], "", "the fourth"),
    row(A::DropMove(5), "drop-move-5", &[Letter], &["5"], "", "the fifth"),
    row(A::Edit, "edit", &[Letter], &["e"], "edit", "edit this letter by hand"),
    row(A::ReadLetter, "read-letter", FORM, &["f6", "alt-p"], "", "into the letter: wordings, leaving out"),
    row(A::ParagraphUp, "paragraph-up", FORM, &["alt-up"], "", "choose the paragraph above"),
    row(A::ParagraphDown, "paragraph-down", FORM, &["alt-down"], "", "choose the paragraph below"),
    row(A::Wording, "wording", FORM, &["alt-w"], "wording", "another wording of the chosen paragraph"),
    row(A::Drop, "drop", FORM, &["alt-d"], "", "leave the chosen paragraph out, or take it back in"),
    // The letter as a whole.
    row(
        A::CopyLetter,
        "copy-letter",
        &[Picking, Line, Text, Letter, Editing],
        &["ctrl-y"],
        "copy",
        "copy the letter",
    ),
    row(A::CopyLetter, "copy-letter", &[Asking], &["ctrl-y"], "", "copy the letter as it is"),
    row(A::Review, "review", COMPOSER, &["f2", "alt-v"], "", "to the finished letter"),
    row(A::Channel, "channel", &[Letter, Review], &["c", "alt-c"], "channel", "email, phone card, …"),
    row(A::Formality, "formality", &[Letter, Review], &["f", "alt-f"], "", "friendly, neutral, formal"),
    row(A::Length, "length", &[Letter, Review], &["l", "alt-l"], "", "brief or full"),
    row(A::Channel, "channel", FORM, &["alt-c"], "channel", "email, phone card, …"),
    row(A::Formality, "formality", FORM, &["alt-f"], "", "friendly, neutral, formal"),
    row(A::Length, "length", FORM, &["alt-l"], "", "brief or full"),
    // Back.
    row(
        A::Back,
        "back",
        &[Picking, Line, Text],
        &["esc"],
        "back",
        "back to the list of letters; the draft stays",
    ),
    row(A::Back, "back", &[Letter], &["esc"], "back", "back to the questions"),
    row(A::Back, "back", &[Review], &["esc"], "back", "back to the questions"),
    row(A::Back, "back", &[Editing], &["esc"], "done", "stop editing; what you wrote stays"),
    row(A::Back, "back", &[Helping], &["esc", "enter", "q"], "close", "close the help"),
    // Everywhere.
    row(A::Help, "help", &[Letter, Review], &["?", "f1", "alt-h"], "help", "show the keys"),
    row(
        A::Help,
        "help",
        &[Choosing, Picking, Line, Text, Editing, Asking, Helping],
        &["f1", "alt-h"],
        "help",
        "show the keys",
    ),
    row(A::Undo, "undo", LETTERS, &["ctrl-/", "alt-u"], "", "take back the last change"),
    row(A::Redo, "redo", LETTERS, &["alt-r"], "", "make it again"),
    row(A::Theme, "theme", SCREENS, &["f8"], "", "colours for a dark or a light screen"),
    row(
        A::Suspend,
        "suspend",
        EVERYWHERE,
        &["ctrl-z"],
        "",
        "stop the program for a while; `fg` brings it back",
    ),
    row(A::Interrupt, "interrupt", EVERYWHERE, &["ctrl-c"], "", "interrupt what is running, or ask to quit"),
    row(A::Quit, "quit", EVERYWHERE, &["ctrl-q"], "quit", "quit; the draft stays"),
    // Typing.
    row(A::NewLine, "new-line", ROWS, &["enter"], "", "a new line"),
    row(
        A::CursorLeft,
        "cursor-left",
        TYPING,
        &["left", "ctrl-b"],
        "",
        "one character left; with shift, selects",
    ),
    row(A::CursorRight, "cursor-right", TYPING, &["right", "ctrl-f"], "", "one character right"),
    row(A::CursorUp, "cursor-up", ROWS, &["up"], "", "one row up"),
    row(A::CursorDown, "cursor-down", ROWS, &["down"], "", "one row down"),
    row(A::CursorPageUp, "cursor-page-up", &[Editing], &["pgup"], "", "a screen up"),
    row(A::CursorPageDown, "cursor-page-down", &[Editing], &["pgdn"], "", "a screen down"),
    row(A::WordLeft, "word-left", WRITING, &["ctrl-left", "alt-left", "alt-b"], "", "one word left"),
    row(A::WordRight, "word-right", WRITING, &["ctrl-right", "alt-right"], "", "one word right"),
    row(A::LineStart, "line-start", TYPING, &["home", "ctrl-a"], "", "start of the line"),
    row(A::LineEnd, "line-end", TYPING, &["end", "ctrl-e"], "", "end of the line"),
    row(A::TextStart, "text-start", ROWS, &["ctrl-home"], "", "start of the text"),
    row(A::TextEnd, "text-end", ROWS, &["ctrl-end"], "", "end of the text"),
    row(A::SelectAll, "select-all", WRITING, &["alt-a"], "", "select everything"),
    row(A::CutSelection, "cut-selection", WRITING, &["ctrl-x"], "", "cut what is selected"),
    row(A::CopySelection, "copy-selection", WRITING, &["alt-y"], "", "copy what is selected"),
    row(
        A::DeleteBack,
        "delete-back",
        &[Choosing, Line, Text, Editing],
        &["backspace", "ctrl-h"],
        "",
        "delete the character before",
    ),
    row(A::DeleteBack, "delete-back", &[Picking], &["backspace"], "", "take the answer back"),
    row(A::DeleteForward, "delete-forward", TYPING, &["delete", "ctrl-d"], "", "delete the character after"),
    row(
        A::DeleteWordBack,
        "delete-word-back",
        TYPING,
        &["ctrl-w", "alt-backspace", "ctrl-backspace"],
        "",
        "delete the word before",
    ),
    row(
        A::DeleteWordForward,
        "delete-word-forward",
        WRITING,
        &["ctrl-delete", "alt-delete"],
        "",
        "delete the word after",
    ),
    row(A::DeleteToStart, "delete-to-start", TYPING, &["ctrl-u"], "", "delete to the start of the line"),
    row(A::DeleteToEnd, "delete-to-end", TYPING, &["ctrl-k"], "", "delete to the end of the line"),
];

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
