//! What a view draws on: cells, and what can be clicked in them.
//!
//! Lines and frames are put into the cells directly. Widgets come to the same cells, and look up every
//! character's width and every cell's style on the way.

use super::Hits;
use crate::app::editor::grapheme;
use crate::tui::theme::{Role, Theme};
use ratatui::buffer::{Buffer, CellWidth};
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::symbols::border;
use ratatui::text::Line;
use ratatui::widgets::{Clear, Widget};
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// A frame being drawn, with its colours and what can be clicked in it.
pub struct Canvas<'a> {
    pub(super) theme: Theme,
    pub(super) hits: Hits,
    pub(super) cursor: Option<Position>,
    buffer: &'a mut Buffer,
}

impl<'a> Canvas<'a> {
    /// A canvas over those cells.
    pub(super) fn new(buffer: &'a mut Buffer, theme: Theme) -> Canvas<'a> {
        Canvas { theme, hits: Hits::default(), cursor: None, buffer }
    }

    /// All of its cells.
    pub(super) fn area(&self) -> Rect {
        self.buffer.area
    }

    /// Draws one line into the first row of an area.
    pub(super) fn line(&mut self, area: Rect, line: Line) {
        if area.height == 0 || !self.buffer.area.contains(area.as_position()) {
            return;
        }
        let end = area.right().min(self.buffer.area.right());
        let mut x = area.x;
        for span in &line.spans {
            x = self.text(x..end, area.y, &span.content, line.style.patch(span.style));
        }
    }

    /// Draws text into cells of a row as far as there is room; returns the cell behind it.
    fn text(&mut self, cells: Range<u16>, y: u16, text: &str, style: Style) -> u16 {
        let mut x = cells.start;
        let mut at = 0;
        while at < text.len() && x < cells.end {
            if let Some(len) = grapheme::plain(text.as_bytes(), at) {
                self.buffer[(x, y)].set_symbol(&text[at..at + len]).set_style(style);
                (x, at) = (x + 1, at + len);
                continue;
            }
            let odd = text[at..].graphemes(true).next().unwrap_or_default();
            if odd.contains(char::is_control) {
                at += odd.len();
                continue;
            }
            let room = cells.end - x;
            let (behind, _) = self.buffer.set_stringn(x, y, odd, room.into(), style);
            // What does not fit ends the text; what takes no cell is passed over.
            if behind == x && odd.cell_width() > room {
                break;
            }
            (x, at) = (behind, at + odd.len());
        }
        x
    }

    /// A framed panel; returns the room inside.
    pub(super) fn panel(&mut self, area: Rect, title: Line, focused: bool) -> Rect {
        let (role, set) =
            if focused { (Role::BorderFocused, border::THICK) } else { (Role::Border, border::PLAIN) };
        let seen = area.intersection(self.buffer.area);
        self.border(seen, &set, self.theme.style(role));
        self.line(Rect { x: seen.x.saturating_add(1), width: seen.width.saturating_sub(2), ..seen }, title);
        Rect {
            x: area.x.saturating_add(1).min(area.right()),
            y: area.y.saturating_add(1).min(area.bottom()),
            width: area.width.saturating_sub(2),
            height: area.height.saturating_sub(2),
        }
    }

    /// The edges of an area, then its corners.
    fn border(&mut self, area: Rect, set: &border::Set, style: Style) {
        if area.is_empty() {
            return;
        }
        let (right, bottom) = (area.right() - 1, area.bottom() - 1);
        for y in area.top()..=bottom {
            self.edge(area.x, y, set.vertical_left, style);
            self.edge(right, y, set.vertical_right, style);
        }
        for x in area.left()..=right {
            self.edge(x, area.y, set.horizontal_top, style);
            self.edge(x, bottom, set.horizontal_bottom, style);
        }
        self.edge(right, bottom, set.bottom_right, style);
        self.edge(right, area.y, set.top_right, style);
        self.edge(area.x, bottom, set.bottom_left, style);
        self.edge(area.x, area.y, set.top_left, style);
    }

    fn edge(&mut self, x: u16, y: u16, symbol: &str, style: Style) {
        self.buffer[(x, y)].set_symbol(symbol).set_style(style);
    }

    /// Makes an area blank.
    pub(super) fn clear(&mut self, area: Rect) {
        self.widget(Clear, area);
    }

    /// Draws a widget.
    pub(super) fn widget(&mut self, widget: impl Widget, area: Rect) {
        widget.render(area, self.buffer);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::model::Look;
    use proptest::prelude::*;
    use ratatui::style::Stylize;
    use ratatui::text::Span;
    use ratatui::widgets::{Block, BorderType};

    /// The cells after something was drawn over dots.
    fn drawn(draw: impl FnOnce(&mut Buffer)) -> Buffer {
        let mut buffer = Buffer::with_lines(vec!["·".repeat(12).dim(); 5]);
        draw(&mut buffer);
        buffer
    }

    fn on_canvas(draw: impl FnOnce(&mut Canvas)) -> Buffer {
        drawn(|buffer| draw(&mut Canvas::new(buffer, Theme::new(Look::Dark))))
    }

    proptest! {
        #[test]
        fn a_line_is_as_ratatui_draws_it(
            first in r"([ -~]|[¡-ˠ]|[日本⌨️👩\u{200d}e\u{301}ｶﾞ\t\r\n\u{ad}…’]){0,9}",
            second in r"[ -~日\u{300}]{0,6}",
            (x, y, width) in (0u16..14, 0u16..6, 0u16..14),
        ) {
            let line = Line::from(vec![first.red(), Span::raw(second)]).bold();
            let area = Rect { x, y, width, height: 1 };
            let ours = on_canvas(|canvas| canvas.line(area, line.clone()));
            let theirs = drawn(|buffer| if buffer.area.contains(area.as_position()) {
                buffer.set_line(x, y, &line, width);
            });
            prop_assert_eq!(ours, theirs);
        }

        #[test]
        fn a_panel_is_as_ratatui_draws_it(
            (x, y, width, height) in (0u16..14, 0u16..6, 0u16..14, 0u16..7),
            title in "[a-z· ]{0,14}",
            focused: bool,
        ) {
            let area = Rect { x, y, width, height };
            let title = Line::from(title).bold();
            let mut inside = Rect::ZERO;
            let ours = on_canvas(|canvas| inside = canvas.panel(area, title.clone(), focused));
            let (role, kind) =
                if focused { (Role::BorderFocused, BorderType::Thick) } else { (Role::Border, BorderType::Plain) };
            let style = Theme::new(Look::Dark).style(role);
            let block = Block::bordered().border_type(kind).border_style(style).title(title);
            prop_assert_eq!(inside, block.inner(area));
            let theirs = drawn(|buffer| block.render(area, buffer));
            prop_assert_eq!(ours, theirs);
        }
    }

    #[test]
    fn what_is_put_into_one_cell_is_one_cell_wide() {
        let of_one_cell = |c: char| grapheme::plain(c.to_string().as_bytes(), 0).is_some();
        for c in (' '..='\u{300}').filter(|c| of_one_cell(*c)) {
            assert_eq!(c.to_string().cell_width(), 1, "{c:?}");
        }
    }
}
