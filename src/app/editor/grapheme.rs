//! Places between graphemes: what a person sees as one character is stepped over and deleted as one.

use unicode_segmentation::GraphemeCursor;

/// The first place after `at`, or the end.
pub(super) fn next(text: &str, at: usize) -> usize {
    if let Some(len) = plain(text.as_bytes(), at) {
        return at + len;
    }
    // The whole text is handed over, so the answer is never "incomplete".
    let boundary = GraphemeCursor::new(at, text.len(), true).next_boundary(text, 0);
    boundary.ok().flatten().unwrap_or(text.len())
}

/// The last place before `at`, or the beginning.
pub(super) fn previous(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    if at >= 2 && matches!(bytes[at - 1], 0x20..=0x7e) && bytes[at - 2].is_ascii() {
        return at - 1;
    }
    let boundary = GraphemeCursor::new(at, text.len(), true).prev_boundary(text, 0);
    boundary.ok().flatten().unwrap_or(0)
}

/// `at` if it is between graphemes, otherwise the next place that is.
pub(super) fn ceil(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at += 1;
    }
    if is_boundary(text, at) { at } else { next(text, at) }
}

/// `at` if it is between graphemes, otherwise the last place that is.
pub(super) fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    if is_boundary(text, at) { at } else { previous(text, at) }
}

/// The bytes of the character at `at` if it is certainly a grapheme of one cell: most of what is typed
/// in European languages, found without tables. Nothing below U+0300 joins what stands before it.
pub(crate) fn plain(bytes: &[u8], at: usize) -> Option<usize> {
    let len = match bytes.get(at)? {
        0x20..=0x7e => 1,
        // U+00A0 to U+00BF, without the soft hyphen.
        0xc2 => bytes.get(at + 1).filter(|byte| **byte >= 0xa0 && **byte != 0xad).map(|_| 2)?,
        // U+00C0 to U+02FF.
        0xc3..=0xcb => 2,
        _ => return None,
    };
    let joins = bytes.get(at + len).is_some_and(|next| *next >= 0xcc);
    (!joins).then_some(len)
}

fn is_boundary(text: &str, at: usize) -> bool {
    at == 0 || at == text.len() || GraphemeCursor::new(at, text.len(), true).is_boundary(text, 0) == Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_segmentation::UnicodeSegmentation;
    use unicode_width::UnicodeWidthStr;

    #[test]
    fn steps_over_what_is_seen_as_one() {
        let family = "👨\u{200d}👩\u{200d}👧";
        for one in [family, "🇩🇪", "👍🏽", "e\u{301}", "a\u{20dd}\u{301}", "한", "क्षि"] {
            let text = format!("x{one}y");
            assert_eq!(next(&text, 1), 1 + one.len(), "{one}");
            assert_eq!(previous(&text, 1 + one.len()), 1, "{one}");
            assert_eq!(ceil(&text, 2), 1 + one.len(), "{one}");
            assert_eq!(floor(&text, one.len()), 1, "{one}");
        }
    }

    #[test]
    fn ends_are_stable() {
        assert_eq!((next("", 0), previous("", 0)), (0, 0));
        assert_eq!((next("a", 1), previous("a", 0)), (1, 0));
        assert_eq!((ceil("ab", 9), floor("é", 1)), (2, 0));
    }

    #[test]
    fn plain_characters_agree_with_the_tables() {
        for first in (0..0x300).filter_map(char::from_u32) {
            for second in ["", "a", "é", "\n", "\u{300}", "\u{200d}"] {
                let text = format!("{first}{second}");
                let Some(len) = plain(text.as_bytes(), 0) else { continue };
                assert_eq!(text.graphemes(true).next().map(str::len), Some(len), "{text:?}");
                assert_eq!(text[..len].width(), 1, "{text:?}");
            }
        }
        assert_eq!(plain("e\u{301}".as_bytes(), 0), None);
        assert_eq!(plain("ß".as_bytes(), 0), Some(2));
    }
}
