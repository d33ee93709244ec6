//! How well the rules do on letters by other hands: a set that the lexicon was tuned on, and one that it was not.
//!
//! The letters were written and labelled sentence by sentence by writers who had not seen the lexicon.

use super::bench::{Bench, Letter};
use regards::domain::draft::{Answer, Answers};
use regards::domain::review::{Finding, Review, Severity, Tick};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

#[derive(Deserialize)]
struct File {
    letter: Vec<Labelled>,
}

#[derive(Deserialize)]
struct Labelled {
    id: String,
    scenario: String,
    channel: String,
    quality: String,
    text: String,
    #[serde(default)]
    answers: BTreeMap<String, toml::Value>,
    #[serde(default)]
    sentence: Vec<Sentence>,
}

#[derive(Deserialize)]
struct Sentence {
    text: String,
    #[serde(default)]
    moves: Vec<String>,
    #[serde(default)]
    faults: Vec<String>,
}

/// Counts over a set of letters.
#[derive(Debug, Default)]
struct Figures {
    good: usize,
    false_alarms: usize,
    bad: usize,
    caught: usize,
    faults: usize,
    faults_found: usize,
    moves: usize,
    moves_found: usize,
    ticks: usize,
    ticks_right: usize,
    letters: usize,
}

fn letters(files: &[&str]) -> Vec<Labelled> {
    files.iter().flat_map(|text| toml::from_str::<File>(text).expect("it is TOML").letter).collect()
}

fn answers(labelled: &Labelled) -> Answers {
    let answer = |value: &toml::Value| match value {
        toml::Value::Boolean(yes) => Answer::Toggle(*yes),
        toml::Value::String(text) => Answer::Text(text.clone()),
        other => Answer::Text(other.to_string()),
    };
    labelled.answers.iter().map(|(key, value)| (key.clone(), answer(value))).collect()
}

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Figures {
    fn of(letters: &[Labelled]) -> Figures {
        let mut bench = Bench::new();
        let forbids = forbidding(&bench);
        let mut figures = Figures::default();
        for labelled in letters {
            let letter = Letter {
                scenario: &labelled.scenario,
                channel: labelled.channel.parse().expect("a channel"),
                answers: answers(labelled),
                today: jiff::civil::date(2026, 5, 11),
                text: labelled.text.trim(),
            };
            let review = bench.review(&letter);
            assert!(!review.unread, "{} is English", labelled.id);
            figures.count(labelled, &review, &forbids);
        }
        figures
    }

    fn count(&mut self, labelled: &Labelled, review: &Review, forbids: &BTreeSet<String>) {
        let text = labelled.text.trim();
        self.letters += 1;
        let alarms: Vec<&Finding> = review
            .findings
            .iter()
            .filter(|finding| finding.severity > Severity::Hint && forbids.contains(&*finding.rule))
            .collect();
        let labels: Vec<Option<&Sentence>> =
            alarms.iter().map(|alarm| at(labelled, text, alarm.span.as_ref())).collect();
        if labelled.quality == "good" {
            self.good += 1;
            self.false_alarms +=
                labels.iter().filter(|found| found.is_none_or(|s| s.faults.is_empty())).count();
        }
        let hit = |sentence: &Sentence| labels.iter().flatten().any(|found| std::ptr::eq(*found, sentence));
        let faulty: Vec<&Sentence> =
            labelled.sentence.iter().filter(|sentence| !sentence.faults.is_empty()).collect();
        self.faults += faulty.len();
        self.faults_found += faulty.iter().filter(|sentence| hit(sentence)).count();
        if labelled.quality == "bad" && !faulty.is_empty() {
            self.bad += 1;
            self.caught += usize::from(faulty.iter().any(|sentence| hit(sentence)));
        }
        let has: BTreeSet<&str> =
            labelled.sentence.iter().flat_map(|s| &s.moves).map(String::as_str).collect();
        for check in &review.checks {
            let labelled_so = has.contains(&*check.rule);
            self.moves += usize::from(labelled_so);
            self.moves_found += usize::from(labelled_so && check.state.stands());
            if check.state == Tick::Found && check.severity > Severity::Hint {
                self.ticks += 1;
                self.ticks_right += usize::from(labelled_so);
            }
        }
    }

    fn share(part: usize, whole: usize) -> f64 {
        let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
        number(part) / number(whole.max(1))
    }

    #[allow(clippy::print_stdout, reason = "the figures are what the test is for")]
    fn report(&self, set: &str) {
        println!(
            "{set}: {} letters; false alarms a good letter {:.2}; bad letters caught {:.2}; faulty sentences found {:.2}; \
             must-haves found or likely {:.2}; ticks right {:.3}",
            self.letters,
            Self::share(self.false_alarms, self.good),
            Self::share(self.caught, self.bad),
            Self::share(self.faults_found, self.faults),
            Self::share(self.moves_found, self.moves),
            Self::share(self.ticks_right, self.ticks),
        );
    }
}

/// Rules that forbid words; field rules and limits have other measures.
fn forbidding(bench: &Bench) -> BTreeSet<String> {
    bench.forbidding()
}

/// The labelled sentence that a finding lies in.
fn at<'l>(labelled: &'l Labelled, text: &str, span: Option<&Range<usize>>) -> Option<&'l Sentence> {
    let place = flat(&text[..span?.start]).len();
    let whole = flat(text);
    labelled.sentence.iter().find(|sentence| {
        let wanted = flat(&sentence.text);
        whole.match_indices(&wanted).any(|(start, _)| start <= place + 1 && place < start + wanted.len())
    })
}

#[test]
fn letters_that_the_lexicon_was_tuned_on() {
    let all = letters(&[
        include_str!("letters/tuned-1.toml"),
        include_str!("letters/tuned-2.toml"),
        include_str!("letters/tuned-3.toml"),
        include_str!("letters/tuned-4.toml"),
        include_str!("letters/tuned-5.toml"),
        include_str!("letters/tuned-6.toml"),
    ]);
    assert!(all.len() >= 60);
    let figures = Figures::of(&all);
    figures.report("tuned");
    assert!(Figures::share(figures.false_alarms, figures.good) <= 0.10, "{figures:?}");
    assert!(Figures::share(figures.caught, figures.bad) >= 0.90, "{figures:?}");
    assert!(Figures::share(figures.moves_found, figures.moves) >= 0.80, "{figures:?}");
    assert!(Figures::share(figures.ticks_right, figures.ticks) >= 0.97, "{figures:?}");
}

#[test]
fn letters_that_the_lexicon_was_not_tuned_on() {
    let all = letters(&[
        include_str!("letters/unseen-1.toml"),
        include_str!("letters/unseen-2.toml"),
        include_str!("letters/unseen-3.toml"),
        include_str!("letters/unseen-4.toml"),
        include_str!("letters/unseen-5.toml"),
        include_str!("letters/unseen-6.toml"),
    ]);
    assert!(all.len() >= 60);
    let figures = Figures::of(&all);
    figures.report("unseen");
}
