//! Editing keys and typed text applied to an editor: one place for every text that is typed.

use super::action::Action;
use super::editor::{Changes, Editor, Motion};
use super::effect::Effect;
use crate::domain::clean::{CleanLine, CleanText, Note};

/// Applies an editing action. Returns what changed.
pub fn apply(editor: &mut Editor, action: Action, extend: bool) -> Changes {
    if let Some(motion) = motion(action) {
        editor.go(motion, extend);
        return Changes::new();
    }
    let deleted = match action {
        Action::DeleteBack => Motion::Left,
        Action::DeleteForward => Motion::Right,
        Action::DeleteWordBack => Motion::WordLeft,
        Action::DeleteWordForward => Motion::WordRight,
        Action::DeleteToStart => Motion::LineStart,
        Action::DeleteToEnd => Motion::LineEnd,
        Action::SelectAll => {
            editor.select_all();
            return Changes::new();
        }
        // A text at its limit takes no line end either; the next typed letter says so.
        Action::NewLine => return editor.newline().unwrap_or_default(),
        Action::Undo => return editor.undo(),
        Action::Redo => return editor.redo(),
        _ => return Changes::new(),
    };
    editor.delete(deleted)
}

fn motion(action: Action) -> Option<Motion> {
    Some(match action {
        Action::CursorLeft => Motion::Left,
        Action::CursorRight => Motion::Right,
        Action::CursorUp => Motion::Up,
        Action::CursorDown => Motion::Down,
        Action::CursorPageUp => Motion::PageUp,
        Action::CursorPageDown => Motion::PageDown,
        Action::WordLeft => Motion::WordLeft,
        Action::WordRight => Motion::WordRight,
        Action::LineStart => Motion::LineStart,
        Action::LineEnd => Motion::LineEnd,
        Action::TextStart => Motion::TextStart,
        Action::TextEnd => Motion::TextEnd,
        _ => return None,
    })
}

/// Text on its way into an editor.
#[derive(Debug, Clone, Copy)]
pub struct Typed<'a> {
    /// The text as it came.
    pub text: &'a str,
    /// Whether it came as one paste.
    pub pasted: bool,
}

/// Effects of typing, and what to tell the person about what was typed.
pub type Outcome = (Vec<Effect>, Option<String>);

/// What came of typing.
#[derive(Debug, Default)]
pub struct Entered {
    /// What changed in the text.
    pub changes: Changes,
    /// What to tell the person about what could not stay as it was.
    pub note: Option<String>,
}

/// Cleans a text and puts it in place of the selection.
///
/// # Errors
/// A sentence with both numbers, where the text would become too long; it stays as it was.
pub fn enter(editor: &mut Editor, typed: Typed) -> Result<Entered, String> {
    let before = tail(&editor.as_str()[..editor.cursor()]).to_string();
    let (text, notes) = if editor.is_one_line() {
        let cleaned = CleanLine::typed(&before, typed.text);
        (cleaned.text.into_string(), cleaned.notes)
    } else {
        let cleaned = CleanText::typed(&before, typed.text);
        (cleaned.text.into_string(), cleaned.notes)
    };
    let changes = if typed.pasted { editor.paste(&text) } else { editor.insert(&text) };
    match changes {
        Ok(changes) => Ok(Entered { changes, note: said(&notes) }),
        Err(refused) => Err(format!("Not taken over: {refused}. What stood there stands.")),
    }
}

/// The end of a text: joiners look no further back.
fn tail(text: &str) -> &str {
    let mut from = text.len().saturating_sub(64);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    &text[from..]
}

fn said(notes: &[Note]) -> Option<String> {
    let notes: Vec<String> = notes.iter().map(ToString::to_string).collect();
    (!notes.is_empty()).then(|| format!("In what you entered: {}.", notes.join("; ")))
}
