//! Where the cursor goes.

use super::caret::Caret;
use super::{Editor, grapheme, screen, word};
use std::ops::Range;

/// A way for the cursor to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Motion {
    /// One grapheme back; with a selection, to its beginning.
    Left,
    /// One grapheme on; with a selection, to its end.
    Right,
    /// To the beginning of the word before.
    WordLeft,
    /// To the end of the word after.
    WordRight,
    /// One row up, keeping to the column.
    Up,
    /// One row down, keeping to the column.
    Down,
    /// As many rows up as are shown, but one.
    PageUp,
    /// As many rows down as are shown, but one.
    PageDown,
    /// To the beginning of the row; from there to the beginning of the line.
    Home,
    /// To the end of the row; from there to the end of the line.
    End,
    /// To the beginning of the line.
    LineStart,
    /// To the end of the line.
    LineEnd,
    /// To the beginning of the text.
    TextStart,
    /// To the end of the text.
    TextEnd,
}

impl Editor {
    /// Moves the cursor; with `select` the selection grows or shrinks with it. False: everything stands
    /// as it was, for instance going up from the first row.
    pub fn go(&mut self, motion: Motion, select: bool) -> bool {
        self.history.seal();
        let before = self.caret;
        let rows = self.rows_down(motion);
        let goal = rows.map(|_| self.goal_column());
        let cursor = match (motion, goal) {
            (Motion::Left, _) if !select && !before.is_empty() => before.range().start,
            (Motion::Right, _) if !select && !before.is_empty() => before.range().end,
            (_, Some(col)) => self.vertical(motion, col, select),
            _ => self.target(motion),
        };
        // Where there is nowhere to go up or down, a selection stays as well.
        if goal.is_some() && cursor == before.cursor {
            return false;
        }
        self.place_caret(Caret { anchor: if select { before.anchor } else { cursor }, cursor });
        self.goal = goal;
        self.caret != before
    }

    /// What lies between the cursor and the place that a motion leads to, within the line. From the end
    /// of a line it is the line end.
    pub(super) fn reach(&mut self, motion: Motion) -> Range<usize> {
        let cursor = self.caret.cursor;
        let mut target = self.target(motion);
        if target == cursor {
            target = match motion {
                Motion::LineStart | Motion::Home => self.target(Motion::Left),
                Motion::LineEnd | Motion::End => self.target(Motion::Right),
                _ => target,
            };
        }
        if target < cursor {
            let line_end = self.text[target..cursor].rfind('\n').map(|at| target + at);
            let from = line_end.map_or(target, |at| if at + 1 == cursor { at } else { at + 1 });
            return from..cursor;
        }
        let line_end = self.text[cursor..target].find('\n');
        cursor..line_end.map_or(target, |at| cursor + at.max(1))
    }

    /// Where a motion leads that does not depend on a column.
    fn target(&mut self, motion: Motion) -> usize {
        let (text, cursor) = (&self.text, self.caret.cursor);
        match motion {
            Motion::Left => grapheme::previous(text, cursor),
            Motion::Right => grapheme::next(text, cursor),
            Motion::WordLeft => word::start_before(text, cursor),
            Motion::WordRight => word::end_after(text, cursor),
            Motion::Home if !self.one_line => self.home(),
            Motion::End if !self.one_line => self.end(),
            Motion::Home | Motion::LineStart => text[..cursor].rfind('\n').map_or(0, |at| at + 1),
            Motion::End | Motion::LineEnd => text[cursor..].find('\n').map_or(text.len(), |at| cursor + at),
            Motion::TextStart => 0,
            Motion::TextEnd => text.len(),
            Motion::Up | Motion::Down | Motion::PageUp | Motion::PageDown => cursor,
        }
    }

    fn home(&mut self) -> usize {
        let rows = &mut self.screen.get_mut().rows;
        let row = rows.row_of(&self.text, self.caret.cursor);
        let start = rows.row(&self.text, row).map_or(0, |row| row.range.start);
        if start == self.caret.cursor { self.target(Motion::LineStart) } else { start }
    }

    fn end(&mut self) -> usize {
        let rows = &mut self.screen.get_mut().rows;
        let row = rows.row_of(&self.text, self.caret.cursor);
        let end = rows.row(&self.text, row).map_or(self.text.len(), |row| screen::row_end(&self.text, &row));
        if end == self.caret.cursor { self.target(Motion::LineEnd) } else { end }
    }

    /// The column that vertical motions keep to: the one they began in.
    fn goal_column(&mut self) -> usize {
        let screen = self.screen.get_mut();
        let cursor = self.caret.cursor;
        self.goal.unwrap_or_else(|| {
            let row = screen.rows.row_of(&self.text, cursor);
            screen.column(&self.text, row, cursor)
        })
    }

    /// How many rows a motion goes down, or up where negative; none if it is not one of rows.
    fn rows_down(&self, motion: Motion) -> Option<isize> {
        let page = isize::try_from(self.screen.borrow().height - 1).unwrap_or(isize::MAX).max(1);
        match motion {
            Motion::Up => Some(-1),
            Motion::Down => Some(1),
            Motion::PageUp => Some(-page),
            Motion::PageDown => Some(page),
            _ => None,
        }
    }

    /// Where a vertical motion leads. Beyond the first or last row, pages and selections go to the end
    /// of the text; a plain step stays, so that a form can go on to the next field.
    fn vertical(&mut self, motion: Motion, col: usize, select: bool) -> usize {
        let (cursor, rows) = (self.caret.cursor, self.rows_down(motion).unwrap_or_default());
        if self.one_line {
            return cursor;
        }
        let screen = self.screen.get_mut();
        let from = screen.rows.row_of(&self.text, cursor);
        let to = screen.rows.nearest(&self.text, from.saturating_add_signed(rows));
        let paging = matches!(motion, Motion::PageUp | Motion::PageDown);
        if to == from {
            let end = if rows < 0 { 0 } else { self.text.len() };
            return if paging || select { end } else { cursor };
        }
        if paging {
            screen.scroll_along(&self.text, from, to);
        }
        screen.at_column(&self.text, to, col)
    }
}
