//! Frames to the terminal: one write a frame, never more cells than any real terminal has.

use super::{Shared, Terminal, modes, tty};
use ratatui::CompletedFrame;
use ratatui::Frame;
use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use std::io::{self, Write};
use std::sync::{Arc, Mutex};

/// Most columns that are drawn. A terminal may claim 65535; buffers for that would take gigabytes.
pub const MOST_COLUMNS: u16 = 1000;
/// Most rows that are drawn.
pub const MOST_ROWS: u16 = 300;

/// What the interface draws on. Belongs to the thread that draws.
pub struct Screen {
    terminal: Terminal,
    inner: ratatui::Terminal<ScreenBackend>,
    entry: u64,
}

impl Screen {
    /// A screen for a terminal, entered or not; what is drawn while it is not entered is dropped.
    ///
    /// # Errors
    /// None in practice: sizes that cannot be read count as 80x24.
    pub fn new(terminal: &Terminal) -> io::Result<Screen> {
        let backend = ScreenBackend::new(Arc::clone(&terminal.shared));
        Ok(Screen { terminal: terminal.clone(), inner: ratatui::Terminal::new(backend)?, entry: 0 })
    }

    /// Draws a frame. The first one after the terminal was entered again is drawn from nothing.
    ///
    /// A terminal that does not take a frame is gone: the program then ends as by its hang-up, text saved,
    /// and this does not return.
    pub fn draw(&mut self, view: impl FnOnce(&mut Frame<'_>)) {
        if self.try_draw(view).is_err() {
            self.terminal.end_by_hangup();
        }
    }

    fn try_draw(&mut self, view: impl FnOnce(&mut Frame<'_>)) -> io::Result<CompletedFrame<'_>> {
        let entry = self.terminal.shared.entry();
        if entry != self.entry {
            self.entry = entry;
            self.inner.backend_mut().entry = entry;
            self.inner.clear()?;
        }
        self.inner.draw(view)
    }
}

/// The size of the terminal, clamped to what is worth drawing: at least one cell, so that a view always
/// has a place, and at most [`MOST_COLUMNS`] by [`MOST_ROWS`].
pub fn size() -> Size {
    clamp(tty::size().unwrap_or((80, 24)))
}

fn clamp((columns, rows): (u16, u16)) -> Size {
    Size { width: columns.clamp(1, MOST_COLUMNS), height: rows.clamp(1, MOST_ROWS) }
}

/// Collects a frame's bytes until the frame is whole.
#[derive(Debug, Clone, Default)]
struct Bytes(Arc<Mutex<Vec<u8>>>);

impl Bytes {
    fn take(&self) -> Vec<u8> {
        std::mem::take(&mut super::lock(&self.0))
    }
}

impl Write for Bytes {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        super::lock(&self.0).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    /// Does nothing: crossterm flushes many times within a frame.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// crossterm's backend, with our size, our buffer, and no questions to the terminal.
struct ScreenBackend {
    shared: Arc<Shared>,
    bytes: Bytes,
    inner: CrosstermBackend<Bytes>,
    cursor: Position,
    entry: u64,
}

impl ScreenBackend {
    fn new(shared: Arc<Shared>) -> ScreenBackend {
        let bytes = Bytes::default();
        let inner = CrosstermBackend::new(bytes.clone());
        ScreenBackend { shared, bytes, inner, cursor: Position::ORIGIN, entry: 0 }
    }
}

impl Backend for ScreenBackend {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        self.inner.draw(content)
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.inner.hide_cursor()
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.inner.show_cursor()
    }

    /// Where the cursor was put last. Asking the terminal would wait for an answer among the keys.
    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.cursor)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.cursor = position.into();
        self.inner.set_cursor_position(self.cursor)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.inner.clear()
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        self.inner.clear_region(clear_type)
    }

    fn size(&self) -> io::Result<Size> {
        Ok(size())
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: size(), pixels: Size::ZERO })
    }

    /// Called once, when the frame is whole.
    fn flush(&mut self) -> io::Result<()> {
        let bytes = self.bytes.take();
        if bytes.is_empty() {
            return Ok(());
        }
        self.shared.write_frame(self.entry, &modes::frame(&bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absurd_sizes_are_clamped() {
        assert_eq!(clamp((0, 0)), Size::new(1, 1));
        assert_eq!(clamp((65535, 65535)), Size::new(MOST_COLUMNS, MOST_ROWS));
        assert_eq!(clamp((80, 24)), Size::new(80, 24));
    }
}
