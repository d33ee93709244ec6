//! Sentences of a letter's text, for pointing at one and for showing what a change makes of it.

use std::ops::Range;

/// Words that end in a full stop and no sentence.
const SHORT: &[&str] = &["mr", "mrs", "ms", "mx", "dr", "prof", "st", "no", "vs", "e.g", "i.e", "a.m", "p.m"];

/// The sentences in order, without the space around them. A line end ends a sentence.
pub fn all(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        if c == '\n' || (is_stop(c) && stands_alone(text, at, end)) {
            found.extend(trimmed(text, start..end));
            start = end;
        }
    }
    found.extend(trimmed(text, start..text.len()));
    found
}

/// The sentence at a byte, or the one before it.
pub fn around(text: &str, at: usize) -> Option<Range<usize>> {
    all(text).into_iter().rfind(|sentence| sentence.start <= at)
}

/// Whether a text ends where a sentence ends, so that the next word begins another one.
pub fn ends(text: &str) -> bool {
    let text = text.trim_end_matches([' ', '"', '\'', '”', '’', ')']);
    let Some(last) = text.chars().next_back() else { return true };
    last == '\n' || (is_stop(last) && !is_short(&text[..text.len() - last.len_utf8()]))
}

fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…')
}

/// A stop inside a number, an address or a title ends nothing, nor does the first of several.
fn stands_alone(text: &str, at: usize, end: usize) -> bool {
    let next = text[end..].chars().next();
    next.is_none_or(|next| next.is_whitespace() || matches!(next, '"' | '”' | ')' | '’'))
        && !is_short(&text[..at])
}

fn is_short(before: &str) -> bool {
    let word = before.rsplit([' ', '\n', '(']).next().unwrap_or("").to_lowercase();
    SHORT.contains(&word.as_str())
        || (word.chars().count() == 1 && word != "i" && word.chars().all(char::is_alphabetic))
}

fn trimmed(text: &str, span: Range<usize>) -> Option<Range<usize>> {
    let part = &text[span.clone()];
    let start = span.start + part.len() - part.trim_start().len();
    let end = span.start + part.trim_end().len();
    (start < end).then_some(start..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<&str> {
        all(text).into_iter().map(|span| &text[span]).collect()
    }

    #[test]
    fn a_title_and_a_number_end_no_sentence() {
        let text = "Dear Ms. Okafor,\n\nThank you! It was 3.5 hours. Was it?\n\nBest,\nAda";
        let expected = ["Dear Ms. Okafor,", "Thank you!", "It was 3.5 hours.", "Was it?", "Best,", "Ada"];
        assert_eq!(texts(text), expected);
        assert!(all("").is_empty());
    }

    #[test]
    fn a_sentence_that_is_being_typed_has_no_end() {
        assert!(ends("") && ends("One.") && ends("One. ") && ends("One?\"") && ends("Dear Ada,\n"));
        assert!(!ends("One") && !ends("I thank Ms.") && !ends("One, "));
    }

    #[test]
    fn the_sentence_at_a_place_is_found() {
        let text = "One. Two three. Four.";
        assert_eq!(around(text, 7).map(|span| &text[span]), Some("Two three."));
        assert_eq!(around(text, 0).map(|span| &text[span]), Some("One."));
        assert_eq!(around("", 0), None);
    }
}
