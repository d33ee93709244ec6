//! The input thread on Windows: crossterm reads the console.

use super::Input;
use crate::tui::terminal::Terminal;
use crossterm::event::{Event, read};
use std::io;
use std::thread;

/// No paste is too long: the console sends keys.
pub const PASTE_LIMIT: usize = usize::MAX;

/// Starts the input thread.
pub fn listen(terminal: Terminal, yield_: Box<dyn Fn(Input) + Send>) -> io::Result<()> {
    thread::Builder::new().name("input".to_string()).spawn(move || {
        while let Ok(event) = read() {
            terminal.gate().pass();
            match event {
                Event::Resize(..) => yield_(Input::Resized(crate::tui::terminal::size())),
                event => yield_(Input::Event(event)),
            }
        }
        terminal.end_by_hangup()
    })?;
    Ok(())
}
