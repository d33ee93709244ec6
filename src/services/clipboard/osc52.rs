//! The bytes that ask a terminal to set its clipboard, alone and wrapped for what stands in between.

use crossterm::Command;
use crossterm::clipboard::CopyToClipboard;

/// screen drops longer pieces; 76 to 700 bytes were seen to work.
const SCREEN_PIECE: usize = 253;

/// `ESC ]52;c;<base64> ESC \`. Only the selection `c`: mosh passes no other.
pub fn plain(text: &str) -> String {
    let mut sequence = String::new();
    CopyToClipboard::to_clipboard_from(text).write_ansi(&mut sequence).expect("a String takes everything");
    sequence
}

/// Both for a tmux that takes the plain sequence and for one that only passes wrapped ones on.
pub fn for_hidden_tmux(text: &str) -> String {
    let plain = plain(text);
    let wrapped = plain.replace('\x1b', "\x1b\x1b");
    format!("{plain}\x1bPtmux;{wrapped}\x1b\\")
}

/// Pieces that screen passes on one by one, so that the terminal sees one sequence. It ends with BEL,
/// because screen would take `ESC \` for the end of the piece.
pub fn for_screen(text: &str) -> String {
    let plain = plain(text);
    let sequence = plain.strip_suffix("\x1b\\").unwrap_or(&plain).to_owned() + "\x07";
    let mut pieces = String::with_capacity(sequence.len() * 65 / 64);
    let mut rest = sequence.as_str();
    while !rest.is_empty() {
        // Base64 and the prefix are ASCII, so every place is a character boundary.
        let (piece, after) = rest.split_at(rest.len().min(SCREEN_PIECE));
        pieces.extend(["\x1bP", piece, "\x1b\\"]);
        rest = after;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_is_base64_between_the_marks() {
        assert_eq!(plain("Dear Ada"), "\x1b]52;c;RGVhciBBZGE=\x1b\\");
        assert_eq!(plain("é🙂\r\n"), "\x1b]52;c;w6nwn5mCDQo=\x1b\\");
    }

    #[test]
    fn escapes_in_the_text_do_not_reach_the_terminal() {
        let sequence = plain("\x1b]52;c;AAAA\x07\x1b\\");
        assert_eq!(sequence.matches('\x1b').count(), 2);
        assert!(!sequence.contains('\x07'));
    }

    #[test]
    fn tmux_gets_it_plain_and_wrapped() {
        assert_eq!(for_hidden_tmux("Hi"), "\x1b]52;c;SGk=\x1b\\\x1bPtmux;\x1b\x1b]52;c;SGk=\x1b\x1b\\\x1b\\");
    }

    #[test]
    fn the_pieces_for_screen_make_one_sequence() {
        let text = "Dear Ada, 🙂\r\n".repeat(500);
        let pieces = for_screen(&text);
        let mut whole = String::new();
        for piece in pieces.split_terminator("\x1b\\") {
            let inside = piece.strip_prefix("\x1bP").expect("each piece is a DCS string");
            assert!(inside.len() <= SCREEN_PIECE);
            whole.push_str(inside);
        }
        assert_eq!(whole.replace('\x07', "\x1b\\"), plain(&text));
        assert_eq!(whole.matches('\x07').count(), 1);
    }
}
