//! A sentence as the scanner sees it: sets of places.

use super::{Places, Ways};
use crate::compose::tone::text::{Flags, Kind, Word};

/// A sentence with what is known of its places.
pub struct Sentence<'a> {
    pub(super) words: &'a [Word],
    /// Words that gaps may pass over: all that are no denial.
    pub(super) passable: Places,
    /// The same, denials among them.
    pub(super) kept: Places,
    /// Words that no match may go on to.
    pub(super) barred: Places,
    pub(super) commas: Places,
    pub(super) colons: Places,
    /// Field, its length in words, and where it begins.
    pub(super) named: Vec<(usize, u32, Places)>,
    pub(super) field_starts: Places,
}

impl<'a> Sentence<'a> {
    /// A sentence of these words.
    pub fn of(words: &'a [Word], fields: &'a [Ways], keys: &[String]) -> Self {
        let mut sentence = Sentence {
            words,
            passable: 0,
            kept: 0,
            barred: 0,
            commas: 0,
            colons: 0,
            named: Vec::new(),
            field_starts: 0,
        };
        for (place, word) in words.iter().enumerate() {
            let here = 1 << place;
            if matches!(word.kind, Kind::Word | Kind::Number | Kind::Money) {
                sentence.kept |= here;
                sentence.passable |= if word.flags.has(Flags::CUE) { 0 } else { here };
            }
            sentence.barred |= if word.flags.has(Flags::BARRIER) { here } else { 0 };
            sentence.commas |= if word.flags.has(Flags::COMMA) { here } else { 0 };
            sentence.colons |= if word.flags.has(Flags::COLON) { here } else { 0 };
        }
        for (field, ways) in fields.iter().enumerate().take(keys.len()) {
            for way in ways.iter().filter(|way| !way.is_empty()) {
                let begins = |place: &usize| matches(&words[*place..], way);
                let places = (0..words.len()).filter(begins).fold(0, |all: Places, place| all | 1 << place);
                if places != 0 {
                    sentence.named.push((field, u32::try_from(way.len()).unwrap_or(0), places));
                    sentence.field_starts |= places;
                }
            }
        }
        sentence
    }

    /// All places that hold a word.
    pub fn places(&self) -> Places {
        (1 << self.words.len()) - 1
    }

    /// Where the words of an answer end that begin at one of these places.
    pub fn after_field(&self, field: usize, at: Places, open: Places) -> Places {
        let of_field = self.named.iter().filter(|(named, ..)| *named == field);
        of_field.fold(0, |all, (_, length, places)| {
            // No bar may stand inside the answer's words.
            let barred = (1..*length).fold(0, |barred, ahead| barred | self.barred >> ahead);
            all | ((at & places & open & !barred).checked_shl(*length).unwrap_or(0))
        })
    }
}

/// Whether words begin with these.
pub fn matches(words: &[Word], way: &[u32]) -> bool {
    words.len() >= way.len() && words.iter().zip(way).all(|(word, hash)| word.hash == *hash)
}
