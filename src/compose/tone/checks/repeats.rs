//! Words and sentences that stand twice.

use crate::compose::tone::judge::{Bench, Spoken};
use crate::compose::tone::text::{Flags, Kind, Part, hash, hashes, is_content};
use std::collections::{BTreeMap, BTreeSet};

/// Words that may stand twice in a row.
const DOUBLED: &[u32] = &hashes(["that", "had", "very", "so", "really", "no", "yes", "bye", "many"]);

/// A sentence that says what another said.
pub fn sentence(bench: &Bench, _: &BTreeMap<String, f64>) -> Vec<Spoken> {
    let mut seen: Vec<(Vec<u32>, BTreeSet<u32>)> = Vec::new();
    let mut spoken = Vec::new();
    for (index, sentence) in bench.reading.layout.sentences.iter().enumerate() {
        if !matches!(sentence.part, Part::Body | Part::Introduction | Part::Postscript) {
            continue;
        }
        let (_, words) = bench.reading.words(index);
        let all: Vec<u32> = words.iter().map(|word| word.hash).collect();
        let content: BTreeSet<u32> = all.iter().copied().filter(|word| is_content(*word)).collect();
        let twice = seen.iter().any(|(before, told)| {
            (all.len() > 2 && *before == all)
                || (content.len() >= 6 && told.len() >= 6 && alike(&content, told))
        });
        if twice {
            spoken.push(Spoken::at(sentence.span.clone()));
        } else if seen.len() < 200 {
            // A letter with more sentences than that has other troubles; comparing all with all has its price.
            seen.push((all, content));
        }
    }
    spoken
}

/// Whether at least 85 in a hundred of the words are the same.
fn alike(one: &BTreeSet<u32>, other: &BTreeSet<u32>) -> bool {
    let both = one.intersection(other).count();
    let all = one.len() + other.len() - both;
    both * 100 >= all * 85
}

/// A word that stands twice in a row.
pub fn word(bench: &Bench, _: &BTreeMap<String, f64>) -> Vec<Spoken> {
    let mut spoken = Vec::new();
    let mut before: Option<(u32, std::ops::Range<usize>, usize)> = None;
    for (sentence, span, word) in bench.reading.all_words() {
        let apart = Flags::COMMA
            .and(Flags::COLON)
            .and(Flags::STOP)
            .and(Flags::QUOTE)
            .and(Flags::BRACKET)
            .and(Flags::JOINED);
        if let Some((hash_before, at, of)) = &before
            && *hash_before == word.hash
            && *of == sentence
            && word.kind == Kind::Word
            && !word.flags.any(apart)
            && !DOUBLED.contains(&word.hash)
        {
            spoken.push(Spoken::at(at.start..span.end));
        }
        before = Some((word.hash, span, sentence));
    }
    spoken
}

/// Too many sentences in a row that begin with *I*.
pub fn starts_with_i(bench: &Bench, numbers: &BTreeMap<String, f64>) -> Vec<Spoken> {
    let longest = numbers.get("max_run").copied().unwrap_or(4.0);
    let ratio = numbers.get("max_ratio").copied().unwrap_or(0.6);
    let body: Vec<usize> = bench.reading.body().collect();
    let begins =
        |index: &usize| bench.reading.words(*index).1.first().is_some_and(|word| word.hash == hash("i"));
    let (mut run, mut worst, mut at, mut all) = (0_u32, 0_u32, None, 0_u32);
    for index in &body {
        run = if begins(index) { run + 1 } else { 0 };
        all += u32::from(begins(index));
        if run > worst {
            worst = run;
            at = Some(*index);
        }
    }
    let sentences = f64::from(u32::try_from(body.len()).unwrap_or(u32::MAX));
    let many = sentences >= 6.0 && f64::from(all) / sentences > ratio;
    if f64::from(worst) <= longest && !many {
        return Vec::new();
    }
    let count = usize::try_from(worst).unwrap_or(0);
    at.map(|index| Spoken::at(bench.reading.layout.sentences[index].span.clone()).count(count))
        .into_iter()
        .collect()
}
