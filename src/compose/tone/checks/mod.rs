//! Checks that no pattern can state: blanks, names, dates, repeats, measures.

mod address;
mod calendar;
pub mod measure;
mod names;
mod phone;
mod print;
mod purpose;
mod repeats;
pub mod spelling;

use super::judge::{Bench, Spoken};
use super::text::{Word, hash};
use std::collections::BTreeMap;

/// Every check, by the name that packs call it.
type Check = fn(&Bench, &BTreeMap<String, f64>) -> Vec<Spoken>;

/// All checks with their names.
pub const CHECKS: &[(&str, Check)] = &[
    ("placeholder", print::placeholder),
    ("template-residue", print::residue),
    ("hidden-characters", print::hidden),
    ("all-caps", print::capitals),
    ("stacked-punctuation", print::stacked),
    ("emoji", print::emoji),
    ("scare-quotes", print::quotes),
    ("greeting-generic", address::generic),
    ("greeting-name", address::name),
    ("greeting-mixed", address::mixed),
    ("greeting-casual", address::casual),
    ("greeting-gender", address::gender),
    ("signoff-cold", address::cold),
    ("sender-name", address::sender),
    ("subject-vague", address::subject),
    ("generic-mailbox", address::mailbox),
    ("other-company", names::other_company),
    ("other-person", names::other_person),
    ("near-name", names::near),
    ("named-person-negative", names::blamed),
    ("weekday-date", calendar::weekday),
    ("interview-vs-offer", purpose::object),
    ("reason-field", purpose::reason),
    ("as-offered-names-terms", purpose::terms),
    ("closed-questions", purpose::closed),
    ("duplicate-sentence", repeats::sentence),
    ("doubled-word", repeats::word),
    ("sentences-start-i", repeats::starts_with_i),
    ("script-intro", phone::introduction),
    ("script-good-moment", phone::moment),
];

/// Runs a check by name. One that there is not says nothing: `packs check` names it.
pub fn run(bench: &Bench, name: &str, numbers: &BTreeMap<String, f64>) -> Vec<Spoken> {
    CHECKS.iter().find(|(known, _)| *known == name).map_or_else(Vec::new, |(_, check)| check(bench, numbers))
}

/// The sentence that satisfies a check with a tick, if one does.
pub fn satisfied(bench: &Bench, name: &str) -> Option<usize> {
    match name {
        "as-offered-names-terms" => purpose::terms_named(bench),
        _ => None,
    }
}

/// Whether words begin with these.
pub fn starts_with(words: &[Word], wanted: &[u32]) -> bool {
    words.len() >= wanted.len() && words.iter().zip(wanted).all(|(word, hash)| word.hash == *hash)
}

/// Whether one of the words is one of these.
pub fn any_of(words: &[Word], wanted: &[&str]) -> bool {
    words.iter().any(|word| wanted.iter().any(|name| hash(name) == word.hash))
}
