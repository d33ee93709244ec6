//! What a call begins with.

use crate::compose::tone::judge::{Bench, Spoken};
use crate::compose::tone::text::{Part, hash_words};
use std::collections::BTreeMap;

/// The sentences spoken first, at most so many.
fn first<'b>(bench: &'b Bench<'_>, most: usize) -> impl Iterator<Item = usize> + 'b {
    let layout = &bench.reading.layout;
    let spoken = |index: &usize| !matches!(layout.sentences[*index].part, Part::Aside | Part::Subject);
    (0..layout.sentences.len()).filter(spoken).take(most)
}

/// Whether the call begins with a direction, because the other person rang.
fn answers_a_call(bench: &Bench) -> bool {
    bench.reading.layout.sentences.first().is_some_and(|sentence| sentence.part == Part::Aside)
}

/// No name in the first sentences.
pub fn introduction(bench: &Bench, _: &BTreeMap<String, f64>) -> Vec<Spoken> {
    let names = hash_words(&bench.facts.text("sender").unwrap_or_default());
    if names.is_empty() || answers_a_call(bench) {
        return Vec::new();
    }
    let named = first(bench, 3)
        .any(|index| bench.reading.words(index).1.iter().any(|word| names.contains(&word.hash)));
    if named { Vec::new() } else { vec![Spoken::default()] }
}

/// No question whether it is a good moment.
pub fn moment(bench: &Bench, _: &BTreeMap<String, f64>) -> Vec<Spoken> {
    let asked = first(bench, 5).any(|index| bench.reading.asks(index));
    if asked || answers_a_call(bench) { Vec::new() } else { vec![Spoken::default()] }
}
