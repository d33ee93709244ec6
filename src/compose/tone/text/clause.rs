//! Marks in a sentence what is denied and what stands under a condition.

use super::fold::hash;
use super::token::{Flags, Word};

const CUES: [u32; 11] = [
    hash("not"),
    hash("no"),
    hash("never"),
    hash("neither"),
    hash("nor"),
    hash("without"),
    hash("hardly"),
    hash("rarely"),
    hash("nothing"),
    hash("nobody"),
    hash("none"),
];
const UNABLE: u32 = hash("unable");

/// Words that end what a denial covers.
const STOPPERS: [u32; 10] = [
    hash("but"),
    hash("however"),
    hash("although"),
    hash("though"),
    hash("yet"),
    hash("because"),
    hash("so"),
    hash("which"),
    hash("while"),
    hash("except"),
];
const AND: u32 = hash("and");

/// A denial covers so many words.
const COVER: usize = 6;

const CONDITIONS: [u32; 3] = [hash("if"), hash("whether"), hash("unless")];
const INVERTED: [u32; 3] = [hash("should"), hash("were"), hash("had")];

/// Cue and next word that deny nothing: *not only*, *no doubt*, *without hesitation*.
const EMPTY: [(u32, &[u32]); 3] = [
    (hash("not"), &[hash("only"), hash("just"), hash("merely"), hash("hesitate")]),
    (hash("no"), &[hash("doubt"), hash("hesitation"), hash("matter"), hash("longer")]),
    (
        hash("without"),
        &[hash("hesitation"), hash("reservation"), hash("reservations"), hash("doubt"), hash("delay")],
    ),
];

/// Marks the words of one sentence.
pub fn mark(words: &mut [Word], question: bool) {
    for index in 0..words.len() {
        let hash = words[index].hash;
        if CUES.contains(&hash) || hash == UNABLE {
            if !denies_nothing(words, index) {
                words[index].flags.set(Flags::CUE);
                deny(words, index + 1);
            }
        } else if CONDITIONS.contains(&hash)
            || (INVERTED.contains(&hash) && begins_clause(words, index) && !question)
        {
            condition(words, index + 1);
        }
    }
}

fn begins_clause(words: &[Word], index: usize) -> bool {
    index == 0 || words[index].flags.any(Flags::COMMA.and(Flags::COLON))
}

fn deny(words: &mut [Word], from: usize) {
    for word in words.iter_mut().skip(from).take(COVER) {
        let ended = word.flags.any(Flags::COMMA.and(Flags::COLON).and(Flags::BRACKET));
        if ended || STOPPERS.contains(&word.hash) || word.hash == AND {
            return;
        }
        word.flags.set(Flags::NEGATED);
    }
}

fn condition(words: &mut [Word], from: usize) {
    for word in words.iter_mut().skip(from) {
        if word.flags.has(Flags::COMMA) {
            return;
        }
        word.flags.set(Flags::CONDITION);
    }
}

fn denies_nothing(words: &[Word], index: usize) -> bool {
    let next = |ahead: usize| words.get(index + ahead).map_or(0, |word| word.hash);
    let cue = words[index].hash;
    if EMPTY.iter().any(|(word, empty)| *word == cue && empty.contains(&next(1))) {
        return true;
    }
    if cue != hash("not") || index == 0 {
        return false;
    }
    let before = words[index - 1].hash;
    let more = next(1) == hash("be")
        && [hash("more"), hash("happier"), hash("prouder"), hash("better")].contains(&next(2));
    let thank = next(1) == hash("thank") && words[index..].iter().any(|word| word.hash == hash("enough"));
    (before == hash("could") && more)
        || (matches!(before, b if b == hash("can") || b == hash("could")) && thank)
}
