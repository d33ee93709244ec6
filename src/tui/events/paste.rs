//! Where a paste ends: not where it says.
//!
//! A pasted text may hold the end mark itself, and what stands behind it would arrive as keys: Enter,
//! ctrl-y, ctrl-q. But the terminal puts its own mark behind the whole paste, so a false end leaves a second
//! mark to come. Therefore what follows an end without a pause is held back: if another mark turns up in
//! it, everything before that mark was pasted; if the terminal falls silent without one, it was keys.

use super::Input;
use crossterm::event::Event;
use std::time::Duration;

/// Most bytes of one paste, far beyond the longest letter.
pub const PASTE_LIMIT: usize = 4 << 20;

/// Silence that proves that a paste is over. Nobody presses a key that soon after pasting, and if
/// somebody does, the key is only that much late.
pub const AFTER_PASTE: Duration = Duration::from_millis(60);

/// Silence within a paste after which the mark will not come any more.
pub const WITHIN_PASTE: Duration = Duration::from_secs(2);

/// More than this is not typed within a moment: it was pasted, whatever marks are missing.
const MOST_TYPED: usize = 2048;

/// Keys come in many small pieces, pastes in a few large ones: that many pieces with fewer bytes than
/// [`TYPED_PIECE`] each are keys.
const TYPED_PIECES: usize = 12;
const TYPED_PIECE: usize = 8;

const START: &[u8] = b"\x1b[200~";
const END: &[u8] = b"\x1b[201~";

/// The text of a paste so far.
#[derive(Debug, Default)]
pub struct Pasted {
    text: Vec<u8>,
    bytes: u64,
}

impl Pasted {
    /// Takes everything up to the end mark out of the buffer; returns whether there was one.
    pub fn take_from(&mut self, buffer: &mut Vec<u8>) -> bool {
        if let Some(end) = find(buffer, END) {
            self.push(&buffer[..end]);
            buffer.drain(..end + END.len());
            return true;
        }
        // The mark itself may be cut: its beginning waits for the rest.
        let kept = (1..END.len()).rev().find(|length| buffer.ends_with(&END[..*length])).unwrap_or(0);
        let taken = buffer.len() - kept;
        self.push(&buffer[..taken]);
        buffer.drain(..taken);
        false
    }

    /// Adds text.
    pub fn push(&mut self, text: &[u8]) {
        self.bytes += text.len() as u64;
        let room = (PASTE_LIMIT + 1).saturating_sub(self.text.len());
        self.text.extend_from_slice(&text[..text.len().min(room)]);
    }

    #[cfg(test)]
    pub fn capacity(&self) -> usize {
        self.text.capacity()
    }

    /// The paste as an event; starts the next one.
    pub fn finish(&mut self) -> Option<Input> {
        let Pasted { text, bytes } = std::mem::take(self);
        match bytes {
            0 => None,
            _ if text.len() > PASTE_LIMIT => Some(Input::PasteTooLong(bytes)),
            _ => Some(Input::Event(Event::Paste(String::from_utf8_lossy(&text).into_owned()))),
        }
    }
}

/// What follows a paste.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Follows {
    /// That many bytes of text, and then a mark of that many bytes that closes them.
    Text(usize, usize),
    /// That many bytes of text, then the mark of another paste.
    TextAndPaste(usize, usize),
    /// So much that it can only be text; its end mark is still to come.
    Flood,
    /// Keys.
    Keys,
    /// Not known yet.
    Unknown,
}

/// Judges what has followed a paste so far, in so many pieces.
pub fn follows(tail: &[u8], pieces: usize) -> Follows {
    match (find(tail, END), find(tail, START)) {
        (Some(end), start) if start.is_none_or(|start| end < start) => Follows::Text(end, END.len()),
        (_, Some(start)) => Follows::TextAndPaste(start, START.len()),
        _ if tail.len() > MOST_TYPED => Follows::Flood,
        _ if pieces >= TYPED_PIECES && tail.len() < pieces * TYPED_PIECE => Follows::Keys,
        _ => Follows::Unknown,
    }
}

fn find(bytes: &[u8], mark: &[u8]) -> Option<usize> {
    bytes.windows(mark.len()).position(|window| window == mark)
}
