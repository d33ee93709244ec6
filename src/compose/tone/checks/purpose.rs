//! Whether the letter is about what it says it is about.

use super::any_of;
use crate::compose::tone::judge::{Bench, Spoken};
use crate::compose::tone::text::hash;
use std::collections::BTreeMap;

/// The wrong thing is declined: the interview instead of the offer, or the reverse.
pub fn object(bench: &Bench, _: &BTreeMap<String, f64>) -> Vec<Spoken> {
    let id = bench.scenario().map_or("", |scenario| scenario.head.id.as_str());
    let (right, wrong, words, expected) = match id {
        "decline-interview" | "withdraw-acceptance" => {
            ("decline-interview", "decline-offer", &["offer"][..], "interview")
        }
        "decline-offer" => ("decline-offer", "decline-interview", &["interview", "invitation"][..], "offer"),
        _ => return Vec::new(),
    };
    let of = |name: &str| bench.book.signal(name).into_iter().collect::<Vec<u16>>();
    let (right, wrong) = (of(right), of(wrong));
    let in_body = |signals: &[u16]| -> Vec<usize> {
        let hits = bench.reading.hits.iter().filter(|hit| !hit.weak && signals.contains(&hit.signal));
        hits.map(|hit| hit.sentence)
            .filter(|sentence| bench.reading.layout.sentences[*sentence].body.is_some())
            .collect()
    };
    if !in_body(&right).is_empty()
        || (id == "withdraw-acceptance" && !in_body(&of("withdraw-acceptance")).is_empty())
    {
        return Vec::new();
    }
    for sentence in in_body(&wrong) {
        let (start, all) = bench.reading.words(sentence);
        let named = all.iter().find(|word| words.iter().any(|name| hash(name) == word.hash));
        if let Some(word) = named {
            return vec![Spoken::at(start + word.span().start..start + word.span().end).expected(expected)];
        }
    }
    Vec::new()
}

/// Another reason than the one that was chosen.
pub fn reason(bench: &Bench, _: &BTreeMap<String, f64>) -> Vec<Spoken> {
    // A reason in the person's own words may be of any kind.
    if bench.facts.text("reason_sentence").is_some() {
        return Vec::new();
    }
    let chosen = bench.facts.text("reason").unwrap_or_default();
    let wanted: &[&str] = match chosen.as_str() {
        "other-offer" | "staying" => &["reason-other-offer", "reason-timing"],
        "family" | "private" => &["reason-family", "reason-health"],
        "health" => &["reason-health", "reason-family"],
        "relocation" => &["reason-relocation", "reason-logistics", "reason-family"],
        "fit" | "fit-role" | "fit-values" | "fit-culture" => &["reason-fit"],
        "schedule" | "logistics" | "logistics-distance" | "logistics-remote" | "distance" => {
            &["reason-logistics", "reason-relocation", "reason-timing"]
        }
        "timing" => &["reason-timing", "reason-logistics"],
        _ => return Vec::new(),
    };
    let kinds = [
        "reason-other-offer",
        "reason-family",
        "reason-health",
        "reason-relocation",
        "reason-fit",
        "reason-logistics",
        "reason-timing",
    ];
    let of =
        |names: &[&str]| -> Vec<u16> { names.iter().filter_map(|name| bench.book.signal(name)).collect() };
    let (wanted, kinds) = (of(wanted), of(&kinds));
    if wanted.is_empty() {
        return Vec::new();
    }
    let given: Vec<_> = bench
        .reading
        .hits
        .iter()
        .filter(|hit| {
            kinds.contains(&hit.signal) && bench.reading.layout.sentences[hit.sentence].body.is_some()
        })
        .collect();
    if given.iter().any(|hit| wanted.contains(&hit.signal)) {
        return Vec::new();
    }
    let first = given.iter().find(|hit| !hit.weak);
    first.map(|hit| Spoken::at(hit.span.clone())).into_iter().collect()
}

const PAY: &[&str] = &["salary", "pay", "compensation", "package", "wage", "money", "rate"];
const START: &[&str] = &["start", "starting", "date", "started", "starts"];

fn as_offered<'a>(bench: &'a Bench) -> impl Iterator<Item = (usize, std::ops::Range<usize>)> + 'a {
    let signal = bench.book.signal("as-offered");
    bench
        .reading
        .hits
        .iter()
        .filter(move |hit| !hit.weak && Some(hit.signal) == signal)
        .map(|hit| (hit.sentence, hit.span.clone()))
}

fn names_both(bench: &Bench, sentence: usize) -> bool {
    let (_, words) = bench.reading.words(sentence);
    any_of(words, PAY) && any_of(words, START)
}

/// The offer is taken as it was, but pay and start date are not named.
pub fn terms(bench: &Bench, _: &BTreeMap<String, f64>) -> Vec<Spoken> {
    let mut all = as_offered(bench).peekable();
    let Some(first) = all.peek().cloned() else { return Vec::new() };
    if all.any(|(sentence, _)| names_both(bench, sentence)) { Vec::new() } else { vec![Spoken::at(first.1)] }
}

/// The sentence that names both.
pub fn terms_named(bench: &Bench) -> Option<usize> {
    as_offered(bench).map(|(sentence, _)| sentence).find(|sentence| names_both(bench, *sentence))
}

/// Questions that can be answered with yes or no.
pub fn closed(bench: &Bench, _: &BTreeMap<String, f64>) -> Vec<Spoken> {
    const CLOSED: &[&str] = &["did", "do", "does", "was", "were", "is", "are", "have", "has"];
    let invite = bench.book.signal("invite-talk");
    let mut spoken = Vec::new();
    for sentence in bench.reading.body().filter(|sentence| bench.reading.asks(*sentence)) {
        let (start, words) = bench.reading.words(sentence);
        let Some(first) = words.first() else { continue };
        let invites = bench.reading.hits_in(sentence..=sentence).iter().any(|hit| Some(hit.signal) == invite);
        let anything = any_of(words, &["anything", "any"]);
        if CLOSED.iter().any(|name| hash(name) == first.hash) && !invites && !anything {
            let last = words.last().map_or(first, |last| last);
            spoken.push(Spoken::at(start + first.span().start..start + last.span().end));
        }
    }
    spoken
}
