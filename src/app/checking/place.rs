//! From bytes of the letter's text to its paragraphs and to the texts being edited, and back.

use crate::app::screens::review::Half;
use crate::compose::own;
use crate::domain::letter::{Letter, Paragraph};
use std::ops::Range;

/// Where the letter's text stands in the two editors of a letter edited by hand.
///
/// The letter knows no blank lines beyond one and no empty paragraphs; the editor's text may hold them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Layout {
    stretches: Vec<Stretch>,
}

/// A paragraph, or the subject, in both.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Stretch {
    letter: Range<usize>,
    half: Half,
    /// Where it begins in its editor.
    start: usize,
}

impl Layout {
    /// The layout of a letter whose subject and body are being edited. Paragraphs that differ are left out.
    pub fn of(letter: &Letter, subject: Option<&str>, body: &str) -> Layout {
        let parts = own::split(body);
        let mut parts = parts.into_iter().filter(|part| !part.trim().is_empty());
        let mut stretches = Vec::new();
        let has_subject = letter.subject.is_some();
        for (index, (start, paragraph)) in letter.placed().enumerate() {
            let of_subject = has_subject && index == 0;
            let text = if of_subject { subject } else { parts.next() };
            let Some(text) = text.filter(|text| *text == paragraph.text) else { continue };
            let half = if of_subject { Half::Subject } else { Half::Body };
            let own_start = if of_subject { 0 } else { text.as_ptr() as usize - body.as_ptr() as usize };
            stretches.push(Stretch { letter: start..start + text.len(), half, start: own_start });
        }
        Layout { stretches }
    }

    /// Bytes of the letter's text as bytes of one of the editors. None where they lie in neither, or in both.
    pub fn to_editor(&self, span: &Range<usize>) -> Option<(Half, Range<usize>)> {
        let (half, start) = self.inside(span.start)?;
        let (other, end) = self.inside(span.end)?;
        (half == other && start <= end).then_some((half, start..end))
    }

    fn inside(&self, at: usize) -> Option<(Half, usize)> {
        let holds = |stretch: &&Stretch| stretch.letter.start <= at && at <= stretch.letter.end;
        let found = self.stretches.iter().find(holds)?;
        Some((found.half, found.start + at - found.letter.start))
    }

    /// A place in an editor as a byte of the letter's text.
    pub fn to_letter(&self, half: Half, at: usize) -> Option<usize> {
        let holds = |stretch: &&Stretch| {
            stretch.half == half && stretch.start <= at && at <= stretch.start + stretch.letter.len()
        };
        self.stretches.iter().rfind(holds).map(|stretch| stretch.letter.start + at - stretch.start)
    }
}

/// The part of a span that lies in a paragraph, in bytes of the paragraph's text.
pub fn within(span: &Range<usize>, start: usize, paragraph: &Paragraph) -> Option<Range<usize>> {
    let end = start + paragraph.text.len();
    let (from, to) = (span.start.max(start), span.end.min(end));
    (from < to).then(|| from - start..to - start)
}

/// The index of the body's paragraph at a byte of the letter's text.
pub fn paragraph_at(letter: &Letter, at: usize) -> Option<usize> {
    let before = usize::from(letter.subject.is_some());
    let holds = |(start, paragraph): (usize, &Paragraph)| start <= at && at <= start + paragraph.text.len();
    letter.placed().position(holds)?.checked_sub(before)
}

/// The bytes of the letter's text that a paragraph of the body takes.
pub fn span_of(letter: &Letter, paragraph: usize) -> Option<Range<usize>> {
    let before = usize::from(letter.subject.is_some());
    letter.placed().nth(paragraph + before).map(|(start, found)| start..start + found.text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(subject: Option<&str>, paragraphs: &[&str]) -> Letter {
        let of = |text: &str| Paragraph { text: text.to_string(), ..Paragraph::default() };
        Letter {
            subject: subject.map(of),
            paragraphs: paragraphs.iter().map(|text| of(text)).collect(),
            ..Letter::default()
        }
    }

    #[test]
    fn every_place_of_a_letter_is_the_same_words_in_the_editors() {
        let letter = letter(Some("Hello"), &["Dear Ada,", "Ça va.\nYes.", "Bye"]);
        let text = letter.text();
        let body = "Dear Ada,\n\n\n\nÇa va.\nYes.\n\nBye\n\n";
        let layout = Layout::of(&letter, Some("Hello"), body);
        for word in ["Hello", "Ada", "Ça va", "Yes.", "Bye"] {
            let at = text.find(word).expect("it is there");
            let (half, span) = layout.to_editor(&(at..at + word.len())).expect("it has a place");
            let own = if half == Half::Subject { "Hello" } else { body };
            assert_eq!(&own[span.clone()], word);
            assert_eq!(layout.to_letter(half, span.start), Some(at));
        }
        assert_eq!(layout.to_editor(&(0..3)), None, "the word Subject is in neither");
        assert_eq!(layout.to_editor(&(text.len()..text.len())), Some((Half::Body, 30..30)));
        assert_eq!(layout.to_letter(Half::Body, 11), None, "a blank line is not in the letter");
    }

    #[test]
    fn a_paragraph_that_differs_has_no_place() {
        let letter = letter(None, &["One.", "Two."]);
        let layout = Layout::of(&letter, None, "One!\n\nTwo.");
        assert_eq!(layout.to_editor(&(0..3)), None);
        assert_eq!(layout.to_editor(&(6..9)), Some((Half::Body, 6..9)));
    }

    #[test]
    fn paragraphs_are_found_by_byte() {
        let letter = letter(Some("S"), &["One.", "Two."]);
        let text = letter.text();
        assert_eq!(paragraph_at(&letter, 9), None);
        assert_eq!(paragraph_at(&letter, text.find("Two").expect("there")), Some(1));
        assert_eq!(span_of(&letter, 1).map(|span| &text[span]), Some("Two."));
    }
}
