//! Where rows end: the wrapping that the editor and the preview of a letter share.
//!
//! A row ends after white space, which may hang over the edge, or inside a word that is longer than a
//! row. It depends on nothing but the text from its first byte on; the rows kept between keys build on that.

use super::grapheme;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// A tab goes to the next multiple of this many cells, counted from the beginning of the row.
pub const TAB: usize = 4;

/// A row as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its bytes, without the line end. White space at the end may be wider than the row.
    pub range: Range<usize>,
    /// Whether a line end stands behind it.
    pub line_end: bool,
}

/// The rows of a text, `width` cells wide. Every byte is in one row or is the line end behind one. There
/// is at least one row; a width of 0 is taken as 1.
pub fn rows(text: &str, width: u16) -> Vec<Row> {
    let width = usize::from(width);
    let mut rows = Vec::new();
    let mut start = Some(0);
    while let Some(from) = start {
        start = next_row(text, from, width);
        rows.push(row(text, from, start));
    }
    rows
}

/// The cells that a grapheme takes at a column. Draw a control character as one cell, a tab as spaces.
pub fn cells(grapheme: &str, col: usize) -> usize {
    match grapheme.as_bytes() {
        [b'\t'] => TAB - col % TAB,
        [_] => 1,
        _ => grapheme.width() + sound_marks(grapheme),
    }
}

/// The graphemes of a part of a row with their places in bytes and their columns, from `col` on.
pub fn graphemes(text: &str, mut col: usize) -> impl Iterator<Item = (usize, usize, &str)> {
    text.grapheme_indices(true).map(move |(at, grapheme)| {
        let here = col;
        col += cells(grapheme, col);
        (at, here, grapheme)
    })
}

/// The row from `from` to where the next one begins.
pub(super) fn row(text: &str, from: usize, next: Option<usize>) -> Row {
    let end = next.unwrap_or(text.len());
    let line_end = next.is_some() && text.as_bytes()[end - 1] == b'\n';
    Row { range: from..end - usize::from(line_end), line_end }
}

/// Where the row after the one from `from` begins; none behind the last.
pub(super) fn next_row(text: &str, from: usize, width: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let width = width.max(1);
    let mut at = from;
    let mut col = 0;
    let mut after_space = None;
    while at < bytes.len() {
        if bytes[at] == b'\n' {
            return Some(at + 1);
        }
        let (len, wide, space) = step(text, at, col);
        // White space hangs over the edge, but a text of nothing else has rows as well.
        let room = if space { 2 * width } else { width };
        if col + wide > room && at > from {
            return Some(if space { at } else { after_space.unwrap_or(at) });
        }
        at += len;
        col += wide;
        if space {
            after_space = Some(at);
        }
    }
    None
}

/// The grapheme at a place: its bytes, its cells, and whether a row may end after it.
fn step(text: &str, at: usize, col: usize) -> (usize, usize, bool) {
    if let Some(len) = grapheme::plain(text.as_bytes(), at) {
        return (len, 1, text.as_bytes()[at] == b' ');
    }
    // A carriage return would take the line end behind it along.
    let end = if text.as_bytes()[at] == b'\r' { at + 1 } else { text.len() };
    let grapheme = text[at..end].graphemes(true).next().unwrap_or_default();
    (grapheme.len(), cells(grapheme, col), is_space(grapheme))
}

fn is_space(grapheme: &str) -> bool {
    let mut chars = grapheme.chars();
    let (Some(c), None) = (chars.next(), chars.next()) else { return false };
    // The zero-width space exists to allow a break; the others here exist to forbid one.
    c == '\u{200b}' || (c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{2007}' | '\u{202f}'))
}

/// ratatui gives these two marks a cell more than the tables do. Counting as it does keeps what is drawn
/// and the cursor together; otherwise it would hide the character behind.
fn sound_marks(grapheme: &str) -> usize {
    grapheme.chars().filter(|c| matches!(c, '\u{ff9e}' | '\u{ff9f}')).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rows as texts, `⏎` where a line ends.
    fn shown(text: &str, width: u16) -> Vec<String> {
        let line_end = |row: &Row| if row.line_end { "⏎" } else { "" };
        rows(text, width).iter().map(|row| format!("{}{}", &text[row.range.clone()], line_end(row))).collect()
    }

    #[test]
    fn words_move_and_spaces_hang() {
        assert_eq!(shown("Dear Ada, thank you", 9), ["Dear Ada, ", "thank you"]);
        assert_eq!(shown("on Tuesday", 6), ["on ", "Tuesda", "y"]);
        assert_eq!(shown("abc   def", 4), ["abc   ", "def"]);
        assert_eq!(shown("a\u{a0}b c", 3), ["a\u{a0}b ", "c"]);
        assert_eq!(shown("ab\u{200b}cd", 3), ["ab\u{200b}", "cd"]);
    }

    #[test]
    fn lines_end_where_they_end() {
        assert_eq!(shown("", 5), [""]);
        assert_eq!(shown("\n", 5), ["⏎", ""]);
        assert_eq!(shown("abcde\n\nx\n", 5), ["abcde⏎", "⏎", "x⏎", ""]);
        assert_eq!(shown("a\r\nb", 5), ["a\r⏎", "b"]);
    }

    #[test]
    fn wide_characters_are_not_split() {
        assert_eq!(shown("日本語", 3), ["日", "本", "語"]);
        assert_eq!(shown("a日", 2), ["a", "日"]);
        assert_eq!(shown("👨\u{200d}👩\u{200d}👧🇩🇪", 2), ["👨\u{200d}👩\u{200d}👧", "🇩🇪"]);
    }

    #[test]
    fn a_tab_is_as_wide_as_it_shows() {
        assert_eq!(shown("a\tbc", 6), ["a\tbc"]);
        assert_eq!(shown("a\tbcd", 6), ["a\t", "bcd"]);
        assert_eq!((cells("\t", 0), cells("\t", 3), cells("\u{1b}", 0), cells("日", 0)), (4, 1, 1, 2));
    }

    #[test]
    fn no_width_is_too_small() {
        for width in [0, 1] {
            assert_eq!(shown("ab 日\t", width), ["a", "b ", "日", "\t"]);
        }
        assert!(rows(&" ".repeat(1000), 10).len() == 50);
    }

    #[test]
    fn columns_are_counted_from_the_row() {
        let columns: Vec<usize> = graphemes("a日\tb", 0).map(|(_, col, _)| col).collect();
        assert_eq!(columns, [0, 1, 3, 4]);
    }
}
