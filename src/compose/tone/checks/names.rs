//! Names that do not belong here, and names that are misspelt.

use crate::compose::tone::judge::{Bench, Spoken};
use crate::compose::tone::text::{Flags, Kind, Part, hash, hash_words, hashes};
use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

/// Companies whose names are common words.
const COMMON: &[&str] = &[
    "apple", "target", "shell", "gap", "next", "boots", "square", "stripe", "oracle", "meta", "box", "notion",
];

/// A company of another letter.
pub fn other_company(bench: &Bench, _: &BTreeMap<String, f64>) -> Vec<Spoken> {
    elsewhere(bench, "company", &["company", "employer", "employers", "new_company"])
}

/// A person of another letter.
pub fn other_person(bench: &Bench, _: &BTreeMap<String, f64>) -> Vec<Spoken> {
    elsewhere(
        bench,
        "recipient",
        &["recipient", "also_met", "referral_name", "interviewers", "told_by_name", "met", "sender"],
    )
}

/// Names of other letters that stand in this one and are no answer of this one.
fn elsewhere(bench: &Bench, key: &str, own: &[&str]) -> Vec<Spoken> {
    let Some(recent) = bench.facts.case.recent.and_then(|recent| recent.get(key)) else { return Vec::new() };
    let mine: Vec<u32> = own
        .iter()
        .filter_map(|key| bench.facts.raw(key))
        .chain(bench.facts.case.draft.answers.values())
        .flat_map(|answer| hash_words(&answer.text()))
        .collect();
    let mut spoken = Vec::new();
    for name in recent {
        let words: Vec<u32> = hash_words(name).into_iter().filter(|word| !TITLES.contains(word)).collect();
        let known = words.is_empty()
            || words.iter().any(|word| mine.contains(word))
            || name.chars().filter(|c| c.is_alphabetic()).count() < 3;
        if !known {
            let common = COMMON.iter().any(|word| words == [hash(word)]);
            spoken.extend(places(bench, &words, common).into_iter().map(Spoken::at));
        }
    }
    spoken
}

const TITLES: [u32; 7] =
    [hash("mr"), hash("mrs"), hash("ms"), hash("mx"), hash("dr"), hash("prof"), hash("professor")];

fn places(bench: &Bench, wanted: &[u32], inside_only: bool) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for sentence in 0..bench.reading.layout.sentences.len() {
        let (start, words) = bench.reading.words(sentence);
        for at in 0..words.len() {
            let first = &words[at];
            let capital = first.flags.has(Flags::CAPITAL) && (at > 0 || !inside_only);
            if capital && super::starts_with(&words[at..], wanted) {
                found.push(start + first.span().start..start + words[at + wanted.len() - 1].span().end);
            }
        }
    }
    found
}

/// A word that is almost one of the names that were given.
pub fn near(bench: &Bench, _: &BTreeMap<String, f64>) -> Vec<Spoken> {
    let mut names: Vec<String> = Vec::new();
    for key in ["recipient", "recipient_full", "company", "sender"] {
        let text = bench.facts.text(key).unwrap_or_default();
        names.extend(
            text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
                .filter(|word| word.chars().count() >= 4 && word.starts_with(char::is_uppercase))
                .map(str::to_string),
        );
    }
    // A word of another answer is no misspelling: Data in the role beside Dana.
    let answers = bench.facts.case.draft.answers.values().chain(bench.facts.case.setting.profile.values());
    let given: Vec<u32> = answers.flat_map(|answer| hash_words(&answer.text())).collect();
    let lower: Vec<String> = names.iter().map(|name| name.to_lowercase()).collect();
    let mut seen: HashSet<u32> = HashSet::new();
    let mut spoken = Vec::new();
    for (sentence, span, word) in bench.reading.all_words() {
        let candidate = word.kind == Kind::Word
            && word.flags.has(Flags::CAPITAL)
            && !word.flags.has(Flags::JOINED)
            && word.forms[0] == 0;
        if !candidate
            || bench.reading.part(sentence) == Part::Aside
            || (seen.contains(&word.hash) || given.contains(&word.hash))
        {
            continue;
        }
        let typed = bench.reading.text.get(span.clone()).unwrap_or_default();
        let folded =
            typed.trim_end_matches(['\'', '’']).trim_end_matches("'s").trim_end_matches("’s").to_lowercase();
        if folded.chars().count() < 4 || lower.contains(&folded) {
            continue;
        }
        let close = lower.iter().position(|name| {
            let length = name.chars().count();
            let most = if length >= 7 { 2 } else { 1 };
            length.abs_diff(folded.chars().count()) <= most
                && strsim::damerau_levenshtein(name, &folded) <= most
        });
        if let Some(at) = close {
            spoken.push(Spoken::at(span).expected(names[at].clone()));
        } else {
            seen.insert(word.hash);
        }
    }
    spoken
}

/// A named person beside hard words.
pub fn blamed(bench: &Bench, _: &BTreeMap<String, f64>) -> Vec<Spoken> {
    let hard: Vec<u16> =
        ["criticism-reader", "blame-reader"].iter().filter_map(|name| bench.book.signal(name)).collect();
    const WORDS: &[u32] = &hashes([
        "rude",
        "arrogant",
        "dismissive",
        "unprofessional",
        "incompetent",
        "ignored",
        "lied",
        "bored",
        "hostile",
        "condescending",
        "unprepared",
        "interrupted",
        "mocked",
        "late",
        "aggressive",
        "patronising",
        "patronizing",
        "careless",
        "laughed",
        "sneered",
    ]);
    let given: Vec<u32> = ["recipient", "names_mentioned", "interviewers", "also_met"]
        .iter()
        .filter_map(|key| bench.facts.text(key))
        .flat_map(|text| hash_words(&text))
        .filter(|word| !TITLES.contains(word))
        .collect();
    let mut spoken = Vec::new();
    for sentence in bench.reading.body() {
        let (start, words) = bench.reading.words(sentence);
        let has_hard =
            bench.reading.hits_in(sentence..=sentence).iter().any(|hit| hard.contains(&hit.signal))
                || words.iter().any(|word| !word.flags.has(Flags::NEGATED) && WORDS.contains(&word.hash));
        if !has_hard {
            continue;
        }
        let named = words.iter().enumerate().find(|(at, word)| {
            let titled = *at > 0 && TITLES.contains(&words[at - 1].hash);
            let subject_of = words.get(at + 1).is_some_and(|next| {
                [
                    hash("was"),
                    hash("is"),
                    hash("seemed"),
                    hash("ignored"),
                    hash("kept"),
                    hash("never"),
                    hash("did"),
                ]
                .contains(&next.hash)
            });
            let name = word.flags.has(Flags::CAPITAL) && word.forms[0] == 0 && word.kind == Kind::Word;
            (name && (titled || subject_of)) || given.contains(&word.hash) && word.flags.has(Flags::CAPITAL)
        });
        if let Some((_, word)) = named {
            spoken.push(Spoken::at(start + word.span().start..start + word.span().end));
        }
    }
    spoken
}
