//! An editor core: text, cursor, selection, undo, wrapping. Knows no terminal and no clock.
//!
//! It carries one-line fields, longer answers and the letter being edited by hand, so it stays quick in
//! a text of a megabyte: the text is one `String`, history keeps differences, and only the rows on the
//! screen are wrapped again after a key. Every edit returns its [`Splice`]s, for a journal and for marks
//! that have to move along. The cursor always stands between graphemes.
//!
//! Not here: which key does what, cleaning of control characters (`domain`), the clipboard, drawing.

mod caret;
pub(crate) mod grapheme;
mod history;
mod motion;
#[cfg(test)]
mod properties;
mod rows;
mod screen;
mod splice;
#[cfg(test)]
mod tests;
mod word;
pub mod wrap;

pub use motion::Motion;
pub use screen::{LineView, View};
pub use splice::{Changes, Splice, TooLong};

use caret::Caret;
use history::{History, Kind};
use screen::Screen;
use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::Range;

/// A text being edited.
#[derive(Debug, Clone)]
pub struct Editor {
    text: String,
    caret: Caret,
    one_line: bool,
    max_bytes: usize,
    history: History,
    /// The column that Up and Down keep to, in cells.
    goal: Option<usize>,
    /// What is remembered about the screen. Views borrow the editor, so it changes behind a cell.
    screen: RefCell<Screen>,
}

impl Editor {
    /// An editor of one line, the cursor at its end. Line ends and tabs become spaces.
    pub fn line(text: &str) -> Self {
        Editor::new(text, true)
    }

    /// An editor of several lines, the cursor at the end.
    pub fn text(text: &str) -> Self {
        Editor::new(text, false)
    }

    fn new(text: &str, one_line: bool) -> Self {
        let mut editor = Editor {
            text: String::new(),
            caret: Caret::default(),
            one_line,
            max_bytes: usize::MAX,
            history: History::default(),
            goal: None,
            screen: RefCell::default(),
        };
        editor.set_text(text);
        editor
    }

    /// The same, refusing insertions that would make the text longer than `max_bytes`.
    pub fn with_max_bytes(mut self, max_bytes: usize) -> Self {
        self.max_bytes = max_bytes;
        self
    }

    /// The text as it stands. Line ends are `\n`.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Whether this is an editor of one line.
    pub fn is_one_line(&self) -> bool {
        self.one_line
    }

    /// Starts over with another text: history and screen are forgotten, the cursor is at the end.
    /// It takes any length, so that a stored text is never cut.
    pub fn set_text(&mut self, text: &str) {
        self.text = self.fold(text).into_owned();
        self.caret = Caret::at(self.text.len());
        self.history = History::default();
        self.goal = None;
        self.screen = RefCell::default();
    }

    /// Puts typed text in place of the selection. Keys in a row are undone word by word.
    pub fn insert(&mut self, typed: &str) -> Result<Changes, TooLong> {
        self.put(Kind::Typed, typed)
    }

    /// Puts pasted text in place of the selection, as a step of its own for undo.
    pub fn paste(&mut self, pasted: &str) -> Result<Changes, TooLong> {
        self.put(Kind::Whole, pasted)
    }

    /// Breaks the line. An editor of one line stays as it is.
    pub fn newline(&mut self) -> Result<Changes, TooLong> {
        self.insert("\n")
    }

    fn put(&mut self, kind: Kind, text: &str) -> Result<Changes, TooLong> {
        let text = self.fold(text);
        if text.is_empty() {
            return Ok(Changes::new());
        }
        self.edit(kind, &[(self.caret.range(), &text)])
    }

    /// Deletes the selection or, where nothing is selected, what lies between the cursor and the place
    /// that `motion` leads to: `Left` is backspace, `WordLeft` the word before, `LineEnd` the rest of
    /// the line. A line end is only ever deleted by itself.
    pub fn delete(&mut self, motion: Motion) -> Changes {
        if !self.caret.is_empty() {
            return self.erase(Kind::Whole, self.caret.range());
        }
        let kind = match motion {
            Motion::Left => Kind::Erased,
            Motion::Right => Kind::Deleted,
            _ => Kind::Whole,
        };
        let range = self.reach(motion);
        self.erase(kind, range)
    }

    /// Deletes the selection and returns its text with what changed.
    pub fn cut(&mut self) -> (String, Changes) {
        let text = self.selected_text().to_string();
        (text, self.erase(Kind::Whole, self.caret.range()))
    }

    /// Replaces ranges of bytes as one step for undo. Ranges are in the text's order, do not overlap and
    /// keep to characters; an edit that does not is left out. The cursor stays with the text around it.
    pub fn replace(&mut self, edits: &[(Range<usize>, &str)]) -> Result<Changes, TooLong> {
        let mut from = 0;
        let mut folded: Vec<(Range<usize>, Cow<str>)> = Vec::with_capacity(edits.len());
        for (range, inserted) in edits {
            if range.start >= from && self.text.get(range.clone()).is_some() {
                from = range.end;
                folded.push((range.clone(), self.fold(inserted)));
            }
        }
        let edits: Vec<(Range<usize>, &str)> =
            folded.iter().map(|(range, inserted)| (range.clone(), inserted.as_ref())).collect();
        self.edit(Kind::Whole, &edits)
    }

    /// Takes the last step back. No changes: there was none.
    pub fn undo(&mut self) -> Changes {
        let Some(step) = self.history.take_undo() else { return Changes::new() };
        let undone = step.splices.iter().rev();
        let changes = undone
            .map(|splice| self.splice(splice.at..splice.at + splice.inserted.len(), &splice.removed))
            .collect();
        self.place_caret(step.before);
        self.history.put_redo(step);
        changes
    }

    /// Does again what was undone last. No changes: there was nothing.
    pub fn redo(&mut self) -> Changes {
        let Some(step) = self.history.take_redo() else { return Changes::new() };
        let redone = step.splices.iter();
        let changes = redone
            .map(|splice| self.splice(splice.at..splice.at + splice.removed.len(), &splice.inserted))
            .collect();
        self.place_caret(step.after);
        self.history.put_undo(step);
        changes
    }

    /// The cursor's place in bytes.
    pub fn cursor(&self) -> usize {
        self.caret.cursor
    }

    /// The selected bytes.
    pub fn selection(&self) -> Option<Range<usize>> {
        (!self.caret.is_empty()).then(|| self.caret.range())
    }

    /// The selected text; empty where nothing is selected.
    pub fn selected_text(&self) -> &str {
        &self.text[self.caret.range()]
    }

    /// Selects everything.
    pub fn select_all(&mut self) {
        self.history.seal();
        self.place_caret(Caret { anchor: 0, cursor: self.text.len() });
    }

    /// Puts the cursor at a byte, or at the next place between graphemes; with `select` the selection
    /// grows or shrinks to it.
    pub fn go_to(&mut self, at: usize, select: bool) {
        self.history.seal();
        let cursor = grapheme::ceil(&self.text, at);
        let anchor = if select { self.caret.anchor } else { cursor };
        self.place_caret(Caret { anchor, cursor });
    }

    /// Puts the cursor at a cell of what was shown last; a cell outside means the nearest place.
    pub fn place(&mut self, row: u16, col: u16, select: bool) {
        let screen = self.screen.get_mut();
        let at = if self.one_line {
            screen.at_line_cell(&self.text, col)
        } else {
            screen.at_cell(&self.text, row, col)
        };
        self.go_to(at, select);
    }

    /// What an area of that many cells shows, scrolled so that the cursor is inside.
    ///
    /// Text is wrapped at one cell less than `width`: the last column is kept for a cursor that stands
    /// behind a full row. A preview that wants the same rows wraps at `width - 1` as well.
    pub fn visible(&self, width: u16, height: u16) -> View {
        self.screen.borrow_mut().show(&self.text, self.caret.cursor, width, height)
    }

    /// What one row of that many cells shows, scrolled sideways so that the cursor is inside.
    pub fn line_view(&self, width: u16) -> LineView {
        self.screen.borrow_mut().show_line(&self.text, self.caret.cursor, width)
    }

    /// Deletes a range; no change where it is empty.
    fn erase(&mut self, kind: Kind, range: Range<usize>) -> Changes {
        // A deletion never makes the text longer, so no limit stands against it.
        self.edit(kind, &[(range, "")]).unwrap_or_default()
    }

    /// Applies edits, which are in order, as one step.
    fn edit(&mut self, kind: Kind, edits: &[(Range<usize>, &str)]) -> Result<Changes, TooLong> {
        self.check_length(edits)?;
        let before = self.caret;
        let mut cursor = before.cursor;
        let mut changes = Changes::new();
        // From the back, so that the ranges before stay right.
        for (range, inserted) in edits.iter().rev() {
            if range.is_empty() && inserted.is_empty() {
                continue;
            }
            let splice = self.splice(range.clone(), inserted);
            cursor = splice.moved(cursor);
            changes.push(splice);
        }
        if !changes.is_empty() {
            self.place_caret(Caret::at(grapheme::ceil(&self.text, cursor)));
            self.history.record(kind, &changes, before, self.caret);
        }
        Ok(changes)
    }

    fn check_length(&self, edits: &[(Range<usize>, &str)]) -> Result<(), TooLong> {
        let removed: usize = edits.iter().map(|(range, _)| range.len()).sum();
        let inserted: usize = edits.iter().map(|(_, text)| text.len()).sum();
        let bytes = self.text.len() - removed + inserted;
        if bytes > self.max_bytes && inserted > removed {
            return Err(TooLong { bytes, max_bytes: self.max_bytes });
        }
        Ok(())
    }

    /// The one place where the text changes.
    fn splice(&mut self, range: Range<usize>, inserted: &str) -> Splice {
        let splice = Splice {
            at: range.start,
            removed: self.text[range.clone()].to_string(),
            inserted: inserted.to_string(),
        };
        let old_len = self.text.len();
        self.text.replace_range(range, inserted);
        self.screen.get_mut().edited(&splice, old_len);
        splice
    }

    fn place_caret(&mut self, caret: Caret) {
        self.caret = caret;
        self.goal = None;
    }

    /// Text as it may be inserted.
    fn fold<'a>(&self, text: &'a str) -> Cow<'a, str> {
        if self.one_line { splice::one_line(text) } else { splice::unix_line_ends(text) }
    }
}
