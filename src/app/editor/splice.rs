//! What an edit did to the text, and what text may go in.

use std::borrow::Cow;
use std::fmt;

/// What one edit did, in the order in which it was done.
pub type Changes = Vec<Splice>;

/// One stretch of text that gave way to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Splice {
    /// Where, in bytes.
    pub at: usize,
    /// The text that stood there.
    pub removed: String,
    /// The text that stands there now.
    pub inserted: String,
}

impl Splice {
    /// Does the same to another copy of the old text.
    ///
    /// # Panics
    /// Where the text is not the one that the splice was made for.
    pub fn apply(&self, text: &mut String) {
        text.replace_range(self.at..self.at + self.removed.len(), &self.inserted);
    }

    /// Where a place in the old text is in the new one. A place inside the removed text goes to the end
    /// of the inserted one.
    pub fn moved(&self, at: usize) -> usize {
        let removed_end = self.at + self.removed.len();
        if at < self.at {
            at
        } else if at >= removed_end {
            at - self.removed.len() + self.inserted.len()
        } else {
            self.at + self.inserted.len()
        }
    }
}

/// An insertion was refused because the text would have become too long. The text is as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooLong {
    /// How long the text would have become, in bytes.
    pub bytes: usize,
    /// How long it may be, in bytes.
    pub max_bytes: usize,
}

impl fmt::Display for TooLong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the text would be {} bytes long; it may have {}", self.bytes, self.max_bytes)
    }
}

impl std::error::Error for TooLong {}

/// The text with every CRLF and CR as LF.
pub(super) fn unix_line_ends(text: &str) -> Cow<'_, str> {
    if !text.contains('\r') {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
}

/// The text as one line: a run of line ends and tabs is one space, line ends around it are nothing.
pub(super) fn one_line(text: &str) -> Cow<'_, str> {
    let inner = text.trim_matches(['\r', '\n']);
    if !inner.contains(['\r', '\n', '\t']) {
        return Cow::Borrowed(inner);
    }
    let mut line = String::with_capacity(inner.len());
    let mut in_run = false;
    for c in inner.chars() {
        let breaks = matches!(c, '\r' | '\n' | '\t');
        if !breaks {
            line.push(c);
        } else if !in_run {
            line.push(' ');
        }
        in_run = breaks;
    }
    Cow::Owned(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_are_folded() {
        assert_eq!(unix_line_ends("a\r\nb\rc\n\r"), "a\nb\nc\n\n");
        assert_eq!(one_line("\r\na\r\n\tb\tc \n"), "a b c ");
        assert_eq!(one_line("\n"), "");
        assert_eq!(one_line("\t"), " ");
    }

    #[test]
    fn places_move_with_the_text() {
        let splice = Splice { at: 2, removed: "xy".into(), inserted: "abc".into() };
        let moved: Vec<usize> = (0..6).map(|at| splice.moved(at)).collect();
        assert_eq!(moved, [0, 1, 5, 5, 5, 6]);
    }
}
