//! Frames to the terminal: one write a frame, never more cells than any real terminal has.
//!
//! ratatui's own `Terminal` is not used: it fills two buffers and compares them before the first frame, and
//! asks the terminal where its cursor is.

use super::{Terminal, modes, signals, tty};
use crate::tui::events::Events;
use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::buffer::{Buffer, Cell, CellWidth};
use ratatui::layout::{Position, Rect, Size};
use ratatui::style::Color;
use std::io;

/// Most columns that are drawn. A terminal may claim 65535; buffers for that would take gigabytes.
pub const MOST_COLUMNS: u16 = 1000;
/// Most rows that are drawn.
pub const MOST_ROWS: u16 = 300;

/// What the interface draws on. Belongs to the thread that draws.
pub struct Screen {
    terminal: Terminal,
    /// What the terminal shows; of no size before it shows a frame of ours.
    shown: Buffer,
    /// The frame before that one: the next is drawn over it.
    spare: Buffer,
    /// Which time that the terminal was entered the frame shown belongs to.
    entry: u64,
}

impl Screen {
    /// A screen for a terminal, entered or not; what is drawn while it is not entered is dropped.
    pub fn new(terminal: &Terminal) -> Screen {
        let nothing = Buffer::empty(Rect::ZERO);
        Screen { terminal: terminal.clone(), shown: nothing.clone(), spare: nothing, entry: 0 }
    }

    /// Enters the terminal with its first frame, and watches signals from then on.
    ///
    /// The frame is drawn before anything is touched: a thread that starts meanwhile would hold it up.
    ///
    /// # Errors
    /// When the terminal does not do as told, or no thread can be started. The terminal is then as it was.
    pub fn start<T: Send + 'static>(
        &mut self,
        events: &Events<T>,
        view: impl FnOnce(&mut Buffer) -> Option<Position>,
    ) -> io::Result<()> {
        // From here on no change of size is missed.
        let signals = signals::catch()?;
        let mut first = blank(size());
        let cursor = view(&mut first);
        let bytes = frame(None, &first, cursor)?;
        // Counted here: the signal thread may leave the terminal and enter it again.
        self.entry = self.terminal.shared.entry() + 1;
        // None may find the terminal entered and nobody there to leave it.
        signals.watch(self.terminal.clone(), events.notices())?;
        self.terminal.enter(&bytes)?;
        self.shown = first;
        Ok(())
    }

    /// Draws a frame; the view says where the cursor stands, if it is to be seen. The first frame after the
    /// terminal was entered again, or has another size, is drawn from nothing.
    ///
    /// A terminal that does not take a frame is gone: the program then ends as by its hang-up, text saved,
    /// and this does not return.
    pub fn draw(&mut self, view: impl FnOnce(&mut Buffer) -> Option<Position>) {
        if self.try_draw(view).is_err() {
            self.terminal.end_by_hangup();
        }
    }

    fn try_draw(&mut self, view: impl FnOnce(&mut Buffer) -> Option<Position>) -> io::Result<()> {
        let shared = &self.terminal.shared;
        let entry = shared.entry();
        let mut next = reused(std::mem::take(&mut self.spare), size());
        let cursor = view(&mut next);
        let afresh = entry != self.entry || self.shown.area != next.area;
        let bytes = frame((!afresh).then_some(&self.shown), &next, cursor)?;
        self.entry = entry;
        self.spare = std::mem::replace(&mut self.shown, next);
        shared.write_frame(entry, &bytes)
    }
}

/// An empty frame of that size.
fn blank(size: Size) -> Buffer {
    Buffer::empty(Rect::from(size))
}

/// An empty frame of that size, in the old one's memory if it fits.
fn reused(mut old: Buffer, size: Size) -> Buffer {
    if old.area != Rect::from(size) {
        return blank(size);
    }
    old.reset();
    old
}

/// The bytes that make a terminal show the next frame, between the marks of synchronized output. Without a
/// frame that it shows already, everything is drawn.
fn frame(shown: Option<&Buffer>, next: &Buffer, cursor: Option<Position>) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(FRAME_BYTES);
    bytes.extend_from_slice(modes::FRAME_BEGINS);
    let mut terminal = CrosstermBackend::new(&mut bytes);
    match shown {
        Some(shown) => terminal.draw(shown.diff_iter(next))?,
        None => {
            terminal.clear()?;
            terminal.draw(written(next))?;
        }
    }
    match cursor {
        Some(position) => {
            terminal.show_cursor()?;
            terminal.set_cursor_position(position)?;
        }
        None => terminal.hide_cursor()?,
    }
    bytes.extend_from_slice(modes::FRAME_ENDS);
    Ok(bytes)
}

/// Room for the bytes of an ordinary frame, so that they are not moved while they are collected.
const FRAME_BYTES: usize = 8 * 1024;

/// What is not blank in a frame, as a terminal that was cleared needs it.
fn written(frame: &Buffer) -> impl Iterator<Item = (u16, u16, &Cell)> {
    let mut covered = 0;
    frame.content.iter().enumerate().filter_map(move |(index, cell)| {
        // A wide character covers the cells behind it.
        if covered > 0 {
            covered -= 1;
            return None;
        }
        if is_blank(cell) {
            return None;
        }
        covered = cell.cell_width().saturating_sub(1);
        let (column, row) = frame.pos_of(index);
        Some((column, row, cell))
    })
}

/// Whether a cell is as a cleared terminal shows it. Most are not for their colour or their character, and
/// these are looked at first.
fn is_blank(cell: &Cell) -> bool {
    cell.fg == Color::Reset && matches!(cell.symbol().as_bytes(), [b' ']) && *cell == Cell::EMPTY
}

/// The size of the terminal, clamped to what is worth drawing: at least one cell, so that a view always
/// has a place, and at most [`MOST_COLUMNS`] by [`MOST_ROWS`].
pub fn size() -> Size {
    clamp(tty::size().unwrap_or((80, 24)))
}

fn clamp((columns, rows): (u16, u16)) -> Size {
    Size { width: columns.clamp(1, MOST_COLUMNS), height: rows.clamp(1, MOST_ROWS) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::style::Style;
    use std::num::NonZeroU16;

    #[test]
    fn absurd_sizes_are_clamped() {
        assert_eq!(clamp((0, 0)), Size::new(1, 1));
        assert_eq!(clamp((65535, 65535)), Size::new(MOST_COLUMNS, MOST_ROWS));
        assert_eq!(clamp((80, 24)), Size::new(80, 24));
    }

    #[test]
    fn a_first_frame_writes_what_differs_from_an_empty_one() {
        let mut frame =
            Buffer::with_lines(["plain", "日本語 wide", "⌨️ and 👨\u{200d}👩\u{200d}👧", "", "  é  "]);
        frame.set_style(Rect::new(1, 3, 3, 1), Style::new().bg(Color::Red));
        let empty = Buffer::empty(frame.area);
        assert_eq!(written(&frame).collect::<Vec<_>>(), empty.diff(&frame));
    }

    fn cells(count: u16) -> NonZeroU16 {
        NonZeroU16::new(count).expect("at least one")
    }

    #[test]
    fn frames_add_up_on_the_terminal() {
        let frames =
            [["a letter  ", "日本語    "], ["a  better ", "本 日     "], ["          ", "é         "]];
        let mut parser = vt100::Parser::new(cells(2), cells(10), 0);
        let mut shown = None;
        for lines in frames {
            let next = Buffer::with_lines(lines);
            let bytes = frame(shown.as_ref(), &next, Some(Position::new(3, 1))).expect("memory takes bytes");
            parser.process(&bytes);
            let rows: Vec<String> =
                parser.screen().rows(0, 10).map(|row| row.trim_end().to_string()).collect();
            assert_eq!(rows, lines.map(str::trim_end));
            assert_eq!((parser.screen().cursor_position(), parser.screen().hide_cursor()), ((1, 3), false));
            shown = Some(next);
        }
        parser
            .process(&frame(None, &Buffer::empty(Rect::new(0, 0, 10, 2)), None).expect("memory takes bytes"));
        assert_eq!((parser.screen().contents().as_str(), parser.screen().hide_cursor()), ("", true));
    }
}
