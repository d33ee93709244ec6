//! Row starts that are kept between keys, so that a megabyte is not wrapped again for every one.
//!
//! Rows are known from the beginning of the text up to the last one somebody asked for (`head`). An edit
//! cuts the head off a little before it. What stood behind the edit is kept as a guess (`tail`), counted
//! from the end of the text, so that nothing in it has to be shifted. A row depends only on the text from
//! its first byte on: as soon as a freshly found row start meets one of the tail, all the rest of the
//! tail is right again. Where that never happens (a megabyte without a space), only the rows asked for
//! are found.

use super::splice::Splice;
use super::wrap::{self, Row};

/// The row starts of one text at one width.
#[derive(Debug, Clone)]
pub(super) struct Rows {
    width: usize,
    /// Row starts in order, from 0 without a gap.
    head: Vec<usize>,
    /// Later row starts as bytes from the end of the text, the nearest last.
    tail: Vec<usize>,
    /// Whether the tail begins with the row behind the head, and reaches to the end.
    joined: bool,
}

impl Rows {
    /// Nothing found yet, `width` cells wide.
    pub(super) fn new(width: usize) -> Self {
        Rows { width, head: vec![0], tail: Vec::new(), joined: false }
    }

    /// The width in cells.
    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// The row of that number, if the text has so many.
    pub(super) fn row(&mut self, text: &str, number: usize) -> Option<Row> {
        while self.head.len() <= number + 1 && self.advance(text) {}
        let from = *self.head.get(number)?;
        Some(wrap::row(text, from, self.head.get(number + 1).copied()))
    }

    /// The number of the row that a byte is in. A place between two rows is in the later one.
    pub(super) fn row_of(&mut self, text: &str, at: usize) -> usize {
        while self.last() <= at && self.advance(text) {}
        self.head.partition_point(|start| *start <= at) - 1
    }

    /// `number`, or the last row where there are fewer.
    pub(super) fn nearest(&mut self, text: &str, number: usize) -> usize {
        while self.head.len() <= number && self.advance(text) {}
        number.min(self.head.len() - 1)
    }

    /// Follows an edit of a text that was `old_len` bytes long.
    pub(super) fn edited(&mut self, splice: &Splice, old_len: usize) {
        let removed_end = splice.at + splice.removed.len();
        while self.last() > removed_end {
            let start = self.head.pop().unwrap_or_default();
            if self.joined {
                self.tail.push(old_len - start);
            }
        }
        while self.tail.last().is_some_and(|from_end| old_len - from_end < removed_end) {
            self.tail.pop();
        }
        // An edit may join the grapheme before it, and a row looks ahead as far as the first grapheme of
        // the row after next: behind white space of no width, a whole row may fit in front of that one.
        let touched = self.head.partition_point(|start| *start < splice.at);
        self.head.truncate(touched.saturating_sub(2).max(1));
        self.joined = false;
    }

    /// Finds one more row; false where there is none.
    fn advance(&mut self, text: &str) -> bool {
        if !self.joined {
            return self.find(text);
        }
        let Some(from_end) = self.tail.pop() else { return false };
        self.head.push(text.len() - from_end);
        true
    }

    fn find(&mut self, text: &str) -> bool {
        let next = wrap::next_row(text, self.last(), self.width);
        let Some(start) = next else {
            self.tail.clear();
            self.joined = true;
            return false;
        };
        self.head.push(start);
        while let Some(from_end) = self.tail.last() {
            if text.len() - from_end > start {
                break;
            }
            self.joined = text.len() - from_end == start;
            self.tail.pop();
        }
        true
    }

    fn last(&self) -> usize {
        self.head.last().copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(rows: &mut Rows, text: &str) -> Vec<Row> {
        (0..).map_while(|number| rows.row(text, number)).collect()
    }

    fn insert(rows: &mut Rows, text: &mut String, at: usize, inserted: &str) {
        let splice = Splice { at, removed: String::new(), inserted: inserted.to_string() };
        rows.edited(&splice, text.len());
        splice.apply(text);
    }

    #[test]
    fn rows_behind_an_edit_are_found_again_not_made_again() {
        let mut text = "one two three four\n".repeat(100);
        let mut rows = Rows::new(10);
        all(&mut rows, &text);
        insert(&mut rows, &mut text, 5, "x");
        assert_eq!((rows.head.len(), rows.tail.len()), (1, 200));
        rows.row(&text, 3);
        assert!(rows.joined);
        assert_eq!(all(&mut rows, &text), wrap::rows(&text, 10));
    }

    #[test]
    fn without_a_meeting_only_what_is_asked_for_is_made() {
        let mut text = "x".repeat(1000);
        let mut rows = Rows::new(10);
        all(&mut rows, &text);
        insert(&mut rows, &mut text, 5, "y");
        rows.row(&text, 3);
        assert_eq!((rows.head.len(), rows.joined), (5, false));
        insert(&mut rows, &mut text, 900, "y");
        assert_eq!(all(&mut rows, &text), wrap::rows(&text, 10));
        assert!(rows.joined);
    }

    #[test]
    fn an_edit_reaches_back_two_rows() {
        // Rows "\u{200b}", "abc", "d"; then the same with an emoji that a selector makes narrow.
        for (text, at, removed, inserted) in
            [("xyz\n\u{200b}abcd", 10, "d", ""), ("xyz\n\u{200b}ab⌚", 12, "", "\u{fe0e}")]
        {
            let mut text = text.to_string();
            let mut rows = Rows::new(3);
            all(&mut rows, &text);
            let splice = Splice { at, removed: removed.to_string(), inserted: inserted.to_string() };
            rows.edited(&splice, text.len());
            splice.apply(&mut text);
            assert_eq!(all(&mut rows, &text), wrap::rows(&text, 3));
        }
    }

    #[test]
    fn a_place_between_rows_is_in_the_later_one() {
        let mut rows = Rows::new(4);
        assert_eq!((rows.row_of("ab cd\n", 3), rows.row_of("ab cd\n", 2)), (1, 0));
        assert_eq!((rows.row_of("ab cd\n", 6), rows.nearest("ab cd\n", 9)), (2, 2));
    }
}
