//! How the reader is addressed and how the letter ends: greeting, sign-off, subject, mailbox.

use crate::compose::tone::judge::{Bench, Spoken};
use crate::compose::tone::text::{Flags, Part, Word, hash, hash_words};
use std::collections::BTreeMap;
use std::ops::Range;

const TITLES: &[&str] = &["mr", "mrs", "ms", "mx", "dr", "prof", "professor", "miss", "sir", "madam"];
const GENDERED: &[&str] = &["mr", "mrs", "ms", "miss", "sir", "madam", "sirs", "gentlemen", "ladies"];
const GREETERS: &[&str] = &[
    "dear",
    "hi",
    "hello",
    "hey",
    "good",
    "morning",
    "afternoon",
    "evening",
    "day",
    "greetings",
    "to",
    "there",
    "hiya",
    "howdy",
    "yo",
    "and",
];
const ROLES: &[&str] = &[
    "whom",
    "sir",
    "madam",
    "sirs",
    "hiring",
    "recruiter",
    "recruiting",
    "recruitment",
    "resources",
    "hr",
    "manager",
    "team",
    "all",
    "everyone",
    "committee",
    "talent",
];

/// The greeting's words with the first byte of their paragraph.
fn words<'a>(bench: &'a Bench) -> Option<(usize, Vec<&'a Word>)> {
    let greeting = bench.reading.layout.greeting.clone()?;
    let (start, read, _) = bench.reading.paragraphs.iter().find(|(start, ..)| *start == greeting.start)?;
    let inside = read.words.iter().filter(|word| start + word.span().end <= greeting.end).collect();
    Some((*start, inside))
}

fn is(word: &Word, list: &[&str]) -> bool {
    list.iter().any(|name| hash(name) == word.hash)
}

fn recipient(bench: &Bench) -> Vec<u32> {
    let mut names = hash_words(&bench.facts.text("recipient").unwrap_or_default());
    names.retain(|name| !TITLES.iter().any(|title| hash(title) == *name));
    names
}

fn span_of(start: usize, word: &Word) -> Range<usize> {
    start + word.span().start..start + word.span().end
}

/// The whole greeting without its last mark.
fn greeting(bench: &Bench) -> Vec<Spoken> {
    bench.reading.layout.greeting.clone().map(Spoken::at).into_iter().collect()
}

/// A role is greeted instead of a person.
pub fn generic(bench: &Bench, _: &BTreeMap<String, f64>) -> Vec<Spoken> {
    let Some((_, words)) = words(bench) else { return Vec::new() };
    let names = recipient(bench);
    let named = words.iter().any(|word| names.contains(&word.hash));
    let generic = words.iter().any(|word| is(word, ROLES));
    if generic && !named { greeting(bench) } else { Vec::new() }
}

/// Someone else is greeted.
pub fn name(bench: &Bench, _: &BTreeMap<String, f64>) -> Vec<Spoken> {
    let names = recipient(bench);
    let Some((start, words)) = words(bench) else { return Vec::new() };
    if names.is_empty() {
        return Vec::new();
    }
    let company: Vec<u32> = bench.facts.ways("company").into_iter().flatten().collect();
    let stranger = |word: &&&Word| {
        word.flags.has(Flags::CAPITAL)
            && !word.flags.has(Flags::JOINED)
            && !is(word, GREETERS)
            && !is(word, TITLES)
            && !is(word, ROLES)
            && !names.contains(&word.hash)
            && !company.contains(&word.hash)
            && word.end - word.start > 1
    };
    // Of someone known as Ms. Okafor, the first name cannot be told from a stranger's.
    let titled_only =
        names.len() == 1 && hash_words(&bench.facts.text("recipient").unwrap_or_default()).len() == 2;
    let lone = words.iter().filter(|word| !is(word, GREETERS)).count() == 1;
    if titled_only && lone {
        return Vec::new();
    }
    // A shortened first name, or the other half of a full one, beside a name that is right is no stranger.
    let known = words.iter().any(|word| names.contains(&word.hash));
    let strange = words.iter().find(stranger);
    match strange {
        Some(word) if !known && !near(bench, start, word) => vec![Spoken::at(span_of(start, word))],
        _ => Vec::new(),
    }
}

/// A misspelt name is another rule's business.
fn near(bench: &Bench, start: usize, word: &Word) -> bool {
    let typed = bench.reading.text.get(span_of(start, word)).unwrap_or_default().to_lowercase();
    let names = bench.facts.text("recipient").unwrap_or_default();
    names.split_whitespace().any(|name| {
        let name = name.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        name.chars().count() >= 4
            && strsim::damerau_levenshtein(&name, &typed) <= if name.chars().count() >= 7 { 2 } else { 1 }
    })
}

/// Title with a first name, or two ways of address.
pub fn mixed(bench: &Bench, _: &BTreeMap<String, f64>) -> Vec<Spoken> {
    if let Some(second) = second_greeting(bench) {
        return vec![Spoken::at(second)];
    }
    let Some((_, words)) = words(bench) else { return Vec::new() };
    let full =
        bench.facts.text("recipient_full").or_else(|| bench.facts.text("recipient")).unwrap_or_default();
    let parts: Vec<u32> = hash_words(&full)
        .into_iter()
        .filter(|part| !TITLES.iter().any(|title| hash(title) == *part))
        .collect();
    let titled = words.iter().any(|word| is(word, &["mr", "mrs", "ms", "mx", "miss"]));
    let first_only = parts.len() >= 2
        && words.iter().any(|word| parts.first() == Some(&word.hash))
        && !words.iter().any(|word| parts.last() == Some(&word.hash));
    if titled && first_only { greeting(bench) } else { Vec::new() }
}

/// Another greeting below the first.
fn second_greeting(bench: &Bench) -> Option<Range<usize>> {
    let first = bench.reading.layout.greeting.as_ref()?;
    let again = bench.reading.body().take(3).find(|index| {
        let (_, words) = bench.reading.words(*index);
        let span = &bench.reading.layout.sentences[*index].span;
        let ended = bench.reading.text[..span.end].ends_with(',');
        span.start > first.end
            && words.len() <= 4
            && ended
            && words.first().is_some_and(|word| is(word, &["dear", "hi", "hello", "hey"]))
    })?;
    Some(bench.reading.layout.sentences[again].span.clone())
}

/// *Hey*, *Yo*.
pub fn casual(bench: &Bench, _: &BTreeMap<String, f64>) -> Vec<Spoken> {
    let Some((start, words)) = words(bench) else { return Vec::new() };
    let casual = ["hey", "yo", "hiya", "sup", "howdy", "whats"];
    words
        .first()
        .filter(|word| is(word, &casual))
        .map(|word| Spoken::at(span_of(start, word)))
        .into_iter()
        .collect()
}

/// A gender is assumed.
pub fn gender(bench: &Bench, _: &BTreeMap<String, f64>) -> Vec<Spoken> {
    let Some((start, words)) = words(bench) else { return Vec::new() };
    // A title that the person gave themselves is theirs to know.
    let given = hash_words(&bench.facts.text("recipient").unwrap_or_default());
    let assumed = words.iter().find(|word| is(word, GENDERED) && !given.contains(&word.hash));
    match assumed {
        Some(word) if !given.is_empty() || is(word, &["sir", "madam", "sirs", "gentlemen", "ladies"]) => {
            vec![Spoken::at(span_of(start, word))]
        }
        _ => Vec::new(),
    }
}

/// A curt last word.
pub fn cold(bench: &Bench, _: &BTreeMap<String, f64>) -> Vec<Spoken> {
    let layout = &bench.reading.layout;
    if layout.cold_signoff {
        return layout.signoff.clone().map(Spoken::at).into_iter().collect();
    }
    if let Some(initial) = initial(bench) {
        return vec![Spoken::at(initial)];
    }
    let sent_from = bench.reading.all_words().collect::<Vec<_>>();
    let found = sent_from.windows(3).find(|three| {
        let [one, two, my] = three else { return false };
        one.2.hash == hash("sent")
            && two.2.hash == hash("from")
            && my.2.hash == hash("my")
            && bench.reading.part(one.0) != Part::Body
    });
    found.map(|three| Spoken::at(three[0].1.start..three[2].1.end)).into_iter().collect()
}

/// A bare initial as the last line, without a closing formula.
fn initial(bench: &Bench) -> Option<Range<usize>> {
    let layout = &bench.reading.layout;
    let sender = bench.facts.text("sender")?;
    let last = layout.sentences.len().checked_sub(1)?;
    let (start, words) = bench.reading.words(last);
    let [word] = words else { return None };
    let text = bench.reading.text.get(span_of(start, word))?;
    let same = text.chars().count() == 1 && sender.to_lowercase().starts_with(&text.to_lowercase());
    (same && layout.signoff.is_none() && layout.sentences.len() > 1).then(|| span_of(start, word))
}

/// The sender's name does not stand beneath.
pub fn sender(bench: &Bench, _: &BTreeMap<String, f64>) -> Vec<Spoken> {
    let names = hash_words(&bench.facts.text("sender").unwrap_or_default());
    if names.is_empty() {
        return Vec::new();
    }
    let beneath = (0..bench.reading.layout.sentences.len()).filter(|index| {
        matches!(bench.reading.part(*index), Part::Signature | Part::Postscript | Part::Signoff)
    });
    let named = beneath
        .into_iter()
        .any(|index| bench.reading.words(index).1.iter().any(|word| names.contains(&word.hash)));
    if named { Vec::new() } else { vec![Spoken::default()] }
}

/// A subject that says nothing.
pub fn subject(bench: &Bench, _: &BTreeMap<String, f64>) -> Vec<Spoken> {
    const TELLING: &[&str] = &[
        "role",
        "position",
        "job",
        "interview",
        "interviews",
        "offer",
        "application",
        "thank",
        "thanks",
        "invitation",
        "vacancy",
        "post",
        "hiring",
        "feedback",
        "decision",
        "opening",
        "candidacy",
        "contract",
        "withdrawal",
        "withdrawing",
    ];
    let Some((start, read, _)) = bench.reading.paragraphs.iter().find(|(_, _, subject)| *subject) else {
        return Vec::new();
    };
    let told: Vec<u32> = ["role", "company"].iter().flat_map(|key| bench.facts.ways(key)).flatten().collect();
    let words: Vec<&Word> = read.words.iter().filter(|word| !is(word, &["re", "fwd", "fw"])).collect();
    let tells = words.iter().any(|word| is(word, TELLING) || told.contains(&word.hash));
    let content = words.iter().filter(|word| word.end - word.start > 2).count();
    if tells && (content >= 2 || words.len() >= 3) {
        return Vec::new();
    }
    match (read.words.first(), read.words.last()) {
        (Some(first), Some(last)) => vec![Spoken::at(start + first.span().start..start + last.span().end)],
        _ => vec![Spoken::default()],
    }
}

/// A shared mailbox instead of a person's.
pub fn mailbox(bench: &Bench, _: &BTreeMap<String, f64>) -> Vec<Spoken> {
    const SHARED: &[&str] = &[
        "hr",
        "jobs",
        "careers",
        "recruiting",
        "recruitment",
        "talent",
        "people",
        "info",
        "hello",
        "noreply",
        "no-reply",
        "office",
        "hiring",
        "personnel",
    ];
    let address = bench.facts.text("recipient_email").unwrap_or_default();
    let name = address.split('@').next().unwrap_or_default().to_lowercase();
    if SHARED.contains(&name.as_str()) {
        return vec![Spoken::default().expected(address)];
    }
    let Some((_, words)) = words(bench) else { return Vec::new() };
    if words.iter().any(|word| is(word, &["hr", "resources"])) { greeting(bench) } else { Vec::new() }
}
