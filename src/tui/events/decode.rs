//! The terminal's bytes to events. Knows no clock: who reads says when it is quiet.

use super::Input;
use super::keys::{Front, front, settled};
use super::paste::{AFTER_PASTE, Follows, Pasted, WITHIN_PASTE, follows};
use std::collections::VecDeque;
use std::time::Duration;

/// Silence that tells Esc from the start of a sequence. Long enough for a slow line, too short to feel.
const AFTER_ESCAPE: Duration = Duration::from_millis(40);

/// What the next bytes belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Keys,
    Paste,
    /// A paste has ended, if it has; what follows has come in so many pieces.
    AfterPaste(usize),
}

/// Makes events of bytes.
#[derive(Debug)]
pub struct Decoder {
    mode: Mode,
    buffer: Vec<u8>,
    pasted: Pasted,
    ready: VecDeque<Input>,
}

impl Decoder {
    /// Nothing read yet.
    pub fn new() -> Decoder {
        Decoder { mode: Mode::Keys, buffer: Vec::new(), pasted: Pasted::default(), ready: VecDeque::new() }
    }

    /// Takes bytes as they were read.
    pub fn feed(&mut self, bytes: &[u8]) {
        self.buffer.extend_from_slice(bytes);
        if let Mode::AfterPaste(pieces) = &mut self.mode {
            *pieces += 1;
        }
        self.decode();
    }

    /// The next event that is whole.
    pub fn next(&mut self) -> Option<Input> {
        self.ready.pop_front()
    }

    /// How long a silence would mean something; `None` when it would not.
    pub fn patience(&self) -> Option<Duration> {
        match self.mode {
            Mode::Keys if self.buffer.is_empty() => None,
            Mode::Keys => Some(AFTER_ESCAPE),
            Mode::Paste => Some(WITHIN_PASTE),
            Mode::AfterPaste(_) => Some(AFTER_PASTE),
        }
    }

    /// The terminal has been silent for as long as [`patience`](Decoder::patience) says.
    pub fn quiet(&mut self) {
        match self.mode {
            Mode::Keys => self.settle(),
            Mode::Paste => {
                self.ready.extend(self.pasted.finish());
                self.mode = Mode::AfterPaste(0);
            }
            Mode::AfterPaste(_) => self.mode = Mode::Keys,
        }
        self.decode();
    }

    fn decode(&mut self) {
        loop {
            let goes_on = match self.mode {
                Mode::Keys => self.decode_keys(),
                Mode::Paste => self.decode_paste(),
                Mode::AfterPaste(pieces) => self.decode_after_paste(pieces),
            };
            if !goes_on {
                return;
            }
        }
    }

    /// Returns whether another mode goes on with the rest.
    fn decode_keys(&mut self) -> bool {
        let mut at = 0;
        let mut paste = false;
        while at < self.buffer.len() && !paste {
            at += match front(&self.buffer[at..]) {
                Front::Event(event, length) => {
                    self.ready.push_back(Input::Event(event));
                    length
                }
                Front::Nothing(length) => length,
                Front::Paste(length) => {
                    paste = true;
                    length
                }
                Front::Part => break,
            };
        }
        self.buffer.drain(..at);
        if paste {
            self.mode = Mode::Paste;
        }
        paste
    }

    fn decode_paste(&mut self) -> bool {
        let ended = self.pasted.take_from(&mut self.buffer);
        if ended {
            self.ready.extend(self.pasted.finish());
            // What was read together with the end counts as the first piece.
            self.mode = Mode::AfterPaste(1);
        }
        ended
    }

    fn decode_after_paste(&mut self, pieces: usize) -> bool {
        match follows(&self.buffer, pieces) {
            Follows::Text(text, mark) => {
                self.take_text(text, mark);
                self.ready.extend(self.pasted.finish());
                true
            }
            Follows::TextAndPaste(text, mark) => {
                self.take_text(text, mark);
                self.mode = Mode::Paste;
                true
            }
            Follows::Flood => {
                self.mode = Mode::Paste;
                true
            }
            Follows::Keys => {
                self.mode = Mode::Keys;
                true
            }
            Follows::Unknown => false,
        }
    }

    fn take_text(&mut self, text: usize, mark: usize) {
        self.pasted.push(&self.buffer[..text]);
        self.buffer.drain(..text + mark);
    }

    /// Decides what an unfinished sequence is, now that nothing follows.
    fn settle(&mut self) {
        if self.buffer.is_empty() {
            return;
        }
        if let Front::Event(event, _) = settled(&self.buffer) {
            self.ready.push_back(Input::Event(event));
        }
        self.buffer.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::super::paste::PASTE_LIMIT;
    use super::*;
    use crossterm::event::{Event, KeyCode};
    use proptest::prelude::*;

    /// Events in short: keys by character, pastes in angle brackets.
    fn shown(decoder: &mut Decoder) -> String {
        let mut shown = String::new();
        while let Some(input) = decoder.next() {
            match input {
                Input::Event(Event::Key(key)) => match key.code {
                    KeyCode::Char(c) => shown.push(c),
                    code => shown.push_str(&format!("{code:?}")),
                },
                Input::Event(Event::Paste(text)) => shown.push_str(&format!("<{text}>")),
                other => shown.push_str(&format!("{other:?}")),
            }
        }
        shown
    }

    fn decoded(pieces: &[&[u8]]) -> String {
        let mut decoder = Decoder::new();
        for piece in pieces {
            decoder.feed(piece);
        }
        while decoder.patience().is_some() {
            decoder.quiet();
        }
        shown(&mut decoder)
    }

    #[test]
    fn keys_come_out_whatever_the_pieces() {
        assert_eq!(decoded(&[b"ab\x1b[A\x1b"]), "abUpEsc");
        assert_eq!(decoded(&[b"\x1b", b"[", b"A"]), "Up");
        assert_eq!(decoded(&[&"é".as_bytes()[..1], &"é".as_bytes()[1..], b"x"]), "éx");
        assert_eq!(decoded(&[b"\x1b\x1b"]), "EscEsc");
    }

    #[test]
    fn a_paste_is_one_event() {
        assert_eq!(decoded(&[b"a\x1b[200~one\rtwo\x1b[201~"]), "a<one\rtwo>");
        assert_eq!(decoded(&[b"\x1b[20", b"0~one\x1b[2", b"01", b"~"]), "<one>");
        assert_eq!(decoded(&[b"\x1b[200~\x1b[201~x"]), "x");
    }

    #[test]
    fn keys_after_a_paste_are_keys() {
        assert_eq!(decoded(&[b"\x1b[200~one\x1b[201~", b"\r"]), "<one>Enter");
        let mut decoder = Decoder::new();
        decoder.feed(b"\x1b[200~one\x1b[201~");
        decoder.quiet();
        decoder.feed(b"\x11");
        assert_eq!(shown(&mut decoder), "<one>q");
    }

    #[test]
    fn what_stands_behind_a_false_end_is_text() {
        assert_eq!(decoded(&[b"\x1b[200~one\x1b[201~\r\x11\x1b[201~"]), "<one><\r\x11>");
        assert_eq!(decoded(&[b"\x1b[200~one\x1b[201~", b"\r\x19", b"\x1b[201~"]), "<one><\r\x19>");
        assert_eq!(decoded(&[b"\x1b[200~a\x1b[201~\r\x1b[200~b\x1b[201~"]), "<a><\rb>");
        let long = [b"\x1b[200~a\x1b[201~".to_vec(), vec![b'\r'; 5000]].concat();
        assert!(!decoded(&[&long]).contains("Enter"));
    }

    #[test]
    fn somebody_who_types_at_once_is_not_kept_waiting() {
        let mut decoder = Decoder::new();
        decoder.feed(b"\x1b[200~one\x1b[201~");
        for _ in 0..20 {
            decoder.feed(b"x");
        }
        assert_eq!(shown(&mut decoder), format!("<one>{}", "x".repeat(20)));
    }

    #[test]
    fn a_paste_whose_end_is_lost_gives_the_keys_back() {
        let mut decoder = Decoder::new();
        decoder.feed(b"\x1b[200~one");
        decoder.quiet();
        decoder.quiet();
        decoder.feed(b"x");
        assert_eq!(shown(&mut decoder), "<one>x");
    }

    #[test]
    fn a_paste_beyond_the_limit_is_counted_and_dropped() {
        let mut decoder = Decoder::new();
        decoder.feed(b"\x1b[200~");
        let piece = vec![b'x'; 1 << 16];
        for _ in 0..100 {
            decoder.feed(&piece);
        }
        assert!(decoder.buffer.capacity() + decoder.pasted_capacity() <= 3 * PASTE_LIMIT);
        decoder.feed(b"\x1b[201~");
        assert_eq!(decoder.next(), Some(Input::PasteTooLong(100 << 16)));
    }

    impl Decoder {
        fn pasted_capacity(&self) -> usize {
            self.pasted.capacity()
        }
    }

    proptest! {
        #[test]
        fn no_bytes_break_it(pieces in proptest::collection::vec(any::<Vec<u8>>(), 0..20)) {
            let pieces: Vec<&[u8]> = pieces.iter().map(Vec::as_slice).collect();
            decoded(&pieces);
        }

        #[test]
        fn escapes_break_nothing_and_pieces_do_not_matter(
            bytes in "(\u{1b}|\\[|O|<|;|[0-9]|[A-Za-z~]|é|\r|\u{1b}\\[A|\u{1b}\\[<0;3;4M){0,40}",
            cut in 0usize..80,
        ) {
            // With bracketed pastes left out, only silence may tell apart.
            prop_assume!(!bytes.contains("\u{1b}[200~"));
            let cut = cut.min(bytes.len());
            let (before, after) = bytes.as_bytes().split_at(cut);
            prop_assert_eq!(decoded(&[before, after]), decoded(&[bytes.as_bytes()]));
        }
    }
}
