//! One spelling in one letter.

use crate::compose::tone::judge::{Bench, Spoken};
use crate::compose::tone::text::hash;
use std::ops::Range;

/// Words of the other spelling, if both are used.
pub fn consistency(bench: &Bench, pairs: &[(Vec<String>, Vec<String>)]) -> Vec<Spoken> {
    let american: Vec<u32> = pairs.iter().flat_map(|(one, _)| one).map(|word| hash(word)).collect();
    let british: Vec<u32> = pairs.iter().flat_map(|(_, other)| other).map(|word| hash(word)).collect();
    let mut first: Option<bool> = None;
    let mut spoken = Vec::new();
    for (_, span, word) in bench.reading.all_words() {
        let kind = match (american.contains(&word.hash), british.contains(&word.hash)) {
            (true, false) => true,
            (false, true) => false,
            _ => continue,
        };
        match first {
            None => first = Some(kind),
            Some(of_letter) if of_letter != kind => spoken.push(other(bench, pairs, span, word.hash)),
            Some(_) => {}
        }
    }
    spoken
}

fn other(bench: &Bench, pairs: &[(Vec<String>, Vec<String>)], span: Range<usize>, word: u32) -> Spoken {
    let text = bench.reading.text.get(span.clone()).unwrap_or_default();
    let swap = pairs.iter().find_map(|(one, two)| {
        let place = |list: &Vec<String>| list.iter().position(|form| hash(form) == word);
        place(one).and_then(|at| two.get(at)).or_else(|| place(two).and_then(|at| one.get(at)))
    });
    let spoken = Spoken::at(span);
    match swap {
        Some(form) if text.starts_with(char::is_uppercase) => {
            let mut letters = form.chars();
            let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
            spoken.expected(first + letters.as_str())
        }
        Some(form) => spoken.expected(form.clone()),
        None => spoken,
    }
}
