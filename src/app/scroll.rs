//! How far a text is scrolled, never further than the last frame had rows for.

use std::cell::Cell;

/// Rows away from where the text stands by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scroll {
    at: i32,
    /// The least and the most rows; the view says so when it draws.
    range: Cell<(i32, i32)>,
}

impl Default for Scroll {
    fn default() -> Self {
        Scroll { at: 0, range: Cell::new((i32::MIN, i32::MAX)) }
    }
}

impl Scroll {
    /// Scrolls by rows; negative is up. Stops where the text ends.
    pub fn by(&mut self, rows: i32) {
        let (least, most) = self.range.get();
        self.at = self.at.clamp(least, most).saturating_add(rows).clamp(least, most);
    }

    /// Back to where the text stands by itself.
    pub fn reset(&mut self) {
        *self = Scroll::default();
    }

    /// The first row to show of a text that stands at row `own` by itself, where `most` is the last row that
    /// may come first. Remembers how far one can go.
    pub fn top(&self, own: usize, most: usize) -> usize {
        let row = |rows: usize| i32::try_from(rows).unwrap_or(i32::MAX);
        let (own, most) = (row(own.min(most)), row(most));
        self.range.set((-own, most - own));
        usize::try_from(own.saturating_add(self.at).clamp(0, most)).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_stops_where_the_text_ends() {
        let mut scroll = Scroll::default();
        assert_eq!(scroll.top(3, 10), 3);
        scroll.by(100);
        assert_eq!(scroll.top(3, 10), 10);
        scroll.by(-1);
        assert_eq!(scroll.top(3, 10), 9);
        scroll.by(-100);
        assert_eq!(scroll.top(3, 10), 0);
        scroll.by(1);
        assert_eq!(scroll.top(0, 0), 0);
    }
}
