//! The cursor and the far end of the selection.

use std::ops::Range;

/// Where the cursor stands, and where the selection began: the same place where nothing is selected.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Caret {
    /// Where the selection began, in bytes.
    pub(super) anchor: usize,
    /// Where the cursor stands, in bytes.
    pub(super) cursor: usize,
}

impl Caret {
    /// A cursor without a selection.
    pub(super) fn at(cursor: usize) -> Self {
        Caret { anchor: cursor, cursor }
    }

    /// The selected bytes, in order.
    pub(super) fn range(self) -> Range<usize> {
        self.anchor.min(self.cursor)..self.anchor.max(self.cursor)
    }

    /// Whether nothing is selected.
    pub(super) fn is_empty(self) -> bool {
        self.anchor == self.cursor
    }
}
