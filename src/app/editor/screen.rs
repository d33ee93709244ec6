//! What is remembered about the screen between two keys, and what it shows.

use super::grapheme;
use super::rows::Rows;
use super::splice::Splice;
use super::wrap::{self, Row};
use std::ops::Range;

/// The part of a text that an area shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// The rows, at most as many as the area is high.
    pub rows: Vec<Row>,
    /// The cursor's row and column in the area. Both are inside it unless it has no cell.
    pub cursor: (u16, u16),
    /// How many rows are above the first one.
    pub top: usize,
    /// Whether there are rows below the last one.
    pub more: bool,
}

/// The part of a line that an area of one row shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineView {
    /// The bytes shown.
    pub range: Range<usize>,
    /// The cursor's column, inside the area unless it has no cell.
    pub cursor: u16,
}

/// What was shown last.
#[derive(Debug, Clone)]
pub(super) struct Screen {
    pub(super) rows: Rows,
    /// Rows in the area.
    pub(super) height: usize,
    /// A byte of the first row shown.
    top: usize,
    /// The first byte shown of an editor of one line.
    left: usize,
}

impl Default for Screen {
    /// A plain terminal, until an area is known.
    fn default() -> Self {
        Screen { rows: Rows::new(79), height: 24, top: 0, left: 0 }
    }
}

impl Screen {
    /// Scrolls to the cursor and returns what is shown.
    pub(super) fn show(&mut self, text: &str, cursor: usize, width: u16, height: u16) -> View {
        let wrapped = usize::from(width).saturating_sub(1).max(1);
        if wrapped != self.rows.width() {
            self.rows = Rows::new(wrapped);
        }
        self.height = usize::from(height).max(1);
        let cursor_row = self.rows.row_of(text, cursor);
        let top = self.top_row(text, cursor_row);
        let rows: Vec<Row> =
            (top..top + usize::from(height)).map_while(|number| self.rows.row(text, number)).collect();
        self.top = rows.first().map_or(self.top, |row| row.range.start);
        let col = self.column(text, cursor_row, cursor).min(usize::from(width).saturating_sub(1));
        View {
            more: self.rows.row(text, top + rows.len()).is_some(),
            rows,
            cursor: (
                u16::try_from(cursor_row - top).unwrap_or(u16::MAX),
                u16::try_from(col).unwrap_or(u16::MAX),
            ),
            top,
        }
    }

    /// The first row to show: the one shown last, unless the cursor or the end asks for another.
    fn top_row(&mut self, text: &str, cursor_row: usize) -> usize {
        let kept = self.rows.row_of(text, self.top.min(text.len()));
        let last = self.rows.nearest(text, kept + self.height - 1);
        let full = (last + 1).saturating_sub(self.height).min(kept);
        full.clamp((cursor_row + 1).saturating_sub(self.height), cursor_row)
    }

    /// Scrolls along with a cursor that goes from one row to another, so that it keeps its height.
    pub(super) fn scroll_along(&mut self, text: &str, from_row: usize, to_row: usize) {
        let top = self.rows.row_of(text, self.top.min(text.len()));
        let moved = (top + to_row).saturating_sub(from_row);
        let moved = self.rows.nearest(text, moved);
        self.top = self.rows.row(text, moved).map_or(0, |row| row.range.start);
    }

    /// The column of a place in a row, in cells.
    pub(super) fn column(&mut self, text: &str, row: usize, at: usize) -> usize {
        let Some(row) = self.rows.row(text, row) else { return 0 };
        width_of(&text[row.range.start..at.clamp(row.range.start, row.range.end)])
    }

    /// The last place in a row that is not right of a column.
    pub(super) fn at_column(&mut self, text: &str, row: usize, col: usize) -> usize {
        let Some(row) = self.rows.row(text, row) else { return text.len() };
        let end = row_end(text, &row);
        let mut place = row.range.start;
        for (at, here, grapheme) in wrap::graphemes(&text[row.range.clone()], 0) {
            let behind = row.range.start + at + grapheme.len();
            if behind > end || here + wrap::cells(grapheme, here) > col {
                break;
            }
            place = behind;
        }
        place
    }

    /// The place at a cell of what was shown last.
    pub(super) fn at_cell(&mut self, text: &str, row: u16, col: u16) -> usize {
        let top = self.rows.row_of(text, self.top.min(text.len()));
        let row = self.rows.nearest(text, top + usize::from(row));
        self.at_column(text, row, usize::from(col))
    }

    /// Scrolls sideways to the cursor and returns what is shown.
    pub(super) fn show_line(&mut self, text: &str, cursor: usize, width: u16) -> LineView {
        let width = usize::from(width);
        // One cell is kept for the cursor behind the end.
        let room = width.saturating_sub(1);
        let kept = grapheme::floor(text, self.left);
        let filled = kept.min(back(text, text.len(), room)).min(cursor);
        self.left = filled.max(back(text, cursor, room));
        let fits = |(at, col, grapheme): &(usize, usize, &str)| {
            (col + wrap::cells(grapheme, *col) <= width).then_some(at + grapheme.len())
        };
        let shown =
            wrap::graphemes(&text[self.left..], 0).map_while(|place| fits(&place)).last().unwrap_or(0);
        let col = width_of(&text[self.left..cursor]).min(room);
        LineView { range: self.left..self.left + shown, cursor: u16::try_from(col).unwrap_or(u16::MAX) }
    }

    /// The place at a cell of the line shown last.
    pub(super) fn at_line_cell(&mut self, text: &str, col: u16) -> usize {
        let left = grapheme::floor(text, self.left);
        wrap::graphemes(&text[left..], 0)
            .find(|(_, here, grapheme)| here + wrap::cells(grapheme, *here) > usize::from(col))
            .map_or(text.len(), |(at, _, _)| left + at)
    }

    /// Follows an edit of a text that was `old_len` bytes long.
    pub(super) fn edited(&mut self, splice: &Splice, old_len: usize) {
        self.rows.edited(splice, old_len);
        self.top = splice.moved(self.top);
        self.left = splice.moved(self.left);
    }
}

/// The last place for a cursor in a row. The end of a row that goes on in the next one belongs to that
/// one, so it is the place before.
pub(super) fn row_end(text: &str, row: &Row) -> usize {
    let goes_on = !row.line_end && row.range.end < text.len();
    if goes_on { grapheme::previous(text, row.range.end).max(row.range.start) } else { row.range.end }
}

/// The first place from which a line reaches to `end` in `room` cells.
fn back(text: &str, end: usize, room: usize) -> usize {
    let mut at = end;
    let mut cells = 0;
    while at > 0 {
        let before = grapheme::previous(text, at);
        cells += wrap::cells(&text[before..at], 0);
        if cells > room {
            break;
        }
        at = before;
    }
    at
}

fn width_of(text: &str) -> usize {
    wrap::graphemes(text, 0).last().map_or(0, |(_, col, grapheme)| col + wrap::cells(grapheme, col))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(screen: &mut Screen, text: &str, cursor: usize, width: u16) -> (String, u16) {
        let view = screen.show_line(text, cursor, width);
        (text[view.range].to_string(), view.cursor)
    }

    #[test]
    fn a_line_scrolls_by_graphemes_to_its_cursor() {
        let mut screen = Screen::default();
        assert_eq!(line(&mut screen, "abcde", 5, 6), ("abcde".into(), 5));
        assert_eq!(line(&mut screen, "abcde", 5, 5), ("bcde".into(), 4));
        assert_eq!(line(&mut screen, "abcde", 2, 5), ("bcde".into(), 1));
        assert_eq!(line(&mut screen, "abcde", 0, 5), ("abcde".into(), 0));
        assert_eq!(line(&mut screen, "日本語", 9, 6), ("本語".into(), 4));
        assert_eq!(line(&mut screen, "日本語", 0, 5), ("日本".into(), 0));
        assert_eq!(line(&mut screen, "", 0, 5), (String::new(), 0));
    }

    #[test]
    fn a_line_comes_back_when_there_is_room() {
        let mut screen = Screen::default();
        line(&mut screen, "0123456789", 10, 5);
        assert_eq!(line(&mut screen, "0123456789", 10, 8), ("3456789".into(), 7));
        assert_eq!(line(&mut screen, "0123456789", 10, 20), ("0123456789".into(), 10));
    }

    #[test]
    fn an_area_without_a_cell_shows_nothing() {
        let mut screen = Screen::default();
        assert_eq!(line(&mut screen, "abc", 3, 0), (String::new(), 0));
        assert_eq!(line(&mut screen, "abc", 3, 1), (String::new(), 0));
        let view = screen.show("abc\nd", 5, 0, 0);
        assert_eq!((view.rows.len(), view.cursor), (0, (0, 0)));
    }

    #[test]
    fn the_cursor_stays_inside_the_area() {
        let mut screen = Screen::default();
        let text = "one two three four five six";
        let view = screen.show(text, text.len(), 6, 2);
        assert_eq!((view.top, view.cursor, view.more), (4, (1, 3), false));
        let view = screen.show(text, 0, 6, 2);
        assert_eq!((view.top, view.cursor, view.more), (0, (0, 0), true));
        // Spaces that hang over the edge do not take the cursor along.
        assert_eq!(Screen::default().show("abcde     ", 9, 6, 2).cursor, (0, 5));
        assert_eq!(Screen::default().show("abcde", 5, 6, 2).cursor, (0, 5));
    }
}
