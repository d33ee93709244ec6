//! Judges a letter by all rules.

use super::case::Case;
use super::checks;
use super::facts::Facts;
use super::fixing;
use super::judge::{Bench, Seen, Spoken};
use super::pack::{Kind, Level};
use super::reading::{Memory, Reading};
use super::rulebook::{Ready, Rulebook};
use super::rules::Rules;
use super::scan::Ways;
use super::text::{Flags, is_content};
use super::{language, outlook, timing};
use crate::domain::letter::MarkKind;
use crate::domain::review::{Basis, Check, Finding, Identity, Review, Severity, Tick};
use crate::domain::scenario::{Move, Scenario};
use crate::domain::style::Channel;
use std::ops::Range;
use std::sync::Arc;

/// Judges letters. Remembers the paragraphs it has read.
#[derive(Debug, Clone, Default)]
pub struct Reviewer {
    rules: Arc<Rules>,
    memory: Memory,
    /// The rules for a scenario and channel, by number.
    rules_for: Option<(String, Channel, Vec<usize>)>,
}

impl Reviewer {
    /// Judges by these rules.
    pub fn new(rules: Arc<Rules>) -> Reviewer {
        Reviewer { rules, memory: Memory::default(), rules_for: None }
    }

    /// Forgets the paragraphs it has read.
    pub fn forget(&mut self) {
        self.memory.forget();
    }

    /// What the rules say of a letter.
    pub fn review(&mut self, case: &Case<'_>) -> Review {
        let book = self.rules.book();
        let facts = Facts { case, clock: &book.clock };
        let reading = read(case, &facts, book, &mut self.memory);
        if language::is_foreign(&reading) {
            return Review { unread: true, ..Review::default() };
        }
        let bench = Bench { reading: &reading, book, facts };
        let carried = carried(case, &reading, book, &mut self.memory);
        let mut review =
            Review { timing: timing::timing(&facts), outlook: outlook::outlook(&facts), ..Review::default() };
        let mut places = Vec::new();
        let id = case.scenario.map_or("", |scenario| scenario.head.id.as_str());
        if self
            .rules_for
            .as_ref()
            .is_none_or(|(known, channel, _)| known != id || *channel != case.draft.channel)
        {
            let all = (0..book.rules.len()).filter(|number| bench.is_for(&book.rules[*number])).collect();
            self.rules_for = Some((id.to_string(), case.draft.channel, all));
        }
        let numbers = self.rules_for.as_ref().map_or(&[][..], |(_, _, numbers)| numbers);
        for number in numbers.iter().copied() {
            let ready = &book.rules[number];
            let Some(severity) = severity(bench.weight(ready)) else { continue };
            if case.draft.decisions.off.iter().any(|id| *id == *ready.id) || is_dropped(case, ready) {
                continue;
            }
            let judged = Judged { bench: &bench, ready, severity, carried: &carried };
            let before = review.checks.len();
            judged.into(&mut review);
            places.extend((before..review.checks.len()).map(|_| (plan_place(case.scenario, ready), number)));
        }
        order(&mut review, places);
        accept(&mut review, case);
        cover(&mut review.findings);
        review
    }

    /// What the sentence at a byte of the letter does: labels of the moves that it carries.
    pub fn carries(&mut self, case: &Case<'_>, at: usize) -> Vec<String> {
        let book = self.rules.book();
        let facts = Facts { case, clock: &book.clock };
        let reading = read(case, &facts, book, &mut self.memory);
        let (Some(scenario), Some(sentence)) = (case.scenario, reading.sentence_at(at)) else {
            return Vec::new();
        };
        let span = reading.layout.sentences[sentence].span.clone();
        let does = |step: &&Move| {
            marked(case, &span, &step.id)
                || reading.hits_in(sentence..=sentence).iter().any(|hit| {
                    !hit.weak && step.signals.iter().any(|name| *name == *book.signal_name(hit.signal))
                })
        };
        scenario.moves.iter().filter(does).map(|step| step.label.clone()).collect()
    }
}

/// Reads a letter with the answers that patterns name.
fn read<'t>(case: &'t Case<'_>, facts: &Facts, book: &Rulebook, memory: &mut Memory) -> Reading<'t> {
    let fields: Vec<Ways> = book.scanner.fields().iter().map(|key| facts.ways(key)).collect();
    let sender = facts.text("sender").unwrap_or_default();
    Reading::of(&case.text, case.draft.channel, &sender, &book.scanner, &fields, memory)
}

/// Sentences of the person's own that go back to one that carried a signal: half of its telling words are left,
/// and nothing in it is denied that was not. Sentence and signal.
fn carried(case: &Case, reading: &Reading, book: &Rulebook, memory: &mut Memory) -> Vec<(usize, u16)> {
    let fields: Vec<Ways> = memory.fields().to_vec();
    let mut found = Vec::new();
    for (span, base) in &case.rewritten {
        let before = memory.read(base, &book.scanner, &fields);
        for (number, cut) in (0_u32..).zip(&before.cuts) {
            let signals: Vec<u16> = before
                .hits
                .iter()
                .filter(|hit| hit.sentence == number && !hit.weak)
                .map(|hit| hit.signal)
                .collect();
            let words = &before.words[cut.words.clone()];
            let telling: Vec<u32> =
                words.iter().map(|word| word.hash).filter(|word| is_content(*word)).collect();
            let denials = words.iter().filter(|word| word.flags.has(Flags::CUE)).count();
            for (at, sentence) in reading.layout.sentences.iter().enumerate() {
                if signals.is_empty() || sentence.span.start < span.start || sentence.span.end > span.end {
                    continue;
                }
                let (_, now) = reading.words(at);
                let left = telling.iter().filter(|word| now.iter().any(|other| other.hash == **word)).count();
                let denied = now.iter().filter(|word| word.flags.has(Flags::CUE)).count();
                if left > 0 && left * 2 >= telling.len() && denied <= denials {
                    found.extend(signals.iter().map(|signal| (at, *signal)));
                }
            }
        }
    }
    found
}

fn severity(level: Level) -> Option<Severity> {
    match level {
        Level::Off => None,
        Level::Hint => Some(Severity::Hint),
        Level::Warning => Some(Severity::Warning),
        Level::Error => Some(Severity::Error),
    }
}

/// Whether a stretch carries the mark of a move.
fn marked(case: &Case, span: &Range<usize>, step: &str) -> bool {
    case.marks.iter().any(|mark| {
        matches!(&mark.kind, MarkKind::Move(id) if id == step)
            && mark.span.start < span.end
            && span.start < mark.span.end
    })
}

/// The moves of a scenario that carry what a rule wants.
fn carriers<'s>(scenario: &'s Scenario, ready: &'s Ready) -> impl Iterator<Item = (usize, &'s Move)> {
    let wanted: &[String] = match &ready.rule.kind {
        Kind::Require { signal, .. } | Kind::Near { signal, .. } => signal,
        _ => &[],
    };
    scenario
        .moves
        .iter()
        .enumerate()
        .filter(move |(_, step)| step.signals.iter().any(|signal| wanted.contains(signal)))
}

/// Whether the person left out on purpose all that a must-have wants.
fn is_dropped(case: &Case, ready: &Ready) -> bool {
    let Some(scenario) = case.scenario else { return false };
    let mut steps = carriers(scenario, ready).peekable();
    let gone = |step: &Move| case.draft.dropped.contains(&step.id) || case.draft.leaves_out(&step.block);
    steps.peek().is_some() && steps.all(|(_, step)| gone(step))
}

/// Where a must-have stands in the plan of the scenario.
fn plan_place(scenario: Option<&Scenario>, ready: &Ready) -> usize {
    scenario.and_then(|scenario| carriers(scenario, ready).next()).map_or(usize::MAX, |(place, _)| place)
}

/// Nobody reads more findings of one rule; a text that has more is no letter.
const MOST: usize = 100;

/// A rule that applies, on its way into a review.
struct Judged<'a> {
    bench: &'a Bench<'a>,
    ready: &'a Ready,
    severity: Severity,
    carried: &'a [(usize, u16)],
}

impl Judged<'_> {
    fn into(self, review: &mut Review) {
        match &self.ready.rule.kind {
            Kind::Require { .. } | Kind::FieldInText { .. } => self.must_have(review),
            kind => {
                let spoken = self.bench.speak(self.ready);
                if let Some(label) = &self.ready.label {
                    let done = if spoken.is_empty() { self.satisfied(kind) } else { None };
                    let state = if done.is_some() { Tick::Found } else { Tick::NotFound };
                    self.check(review, label, state, done);
                }
                review.findings.extend(spoken.into_iter().take(MOST).map(|spoken| self.finding(spoken)));
            }
        }
    }

    /// The sentence that satisfies a rule that is no plain must-have.
    fn satisfied(&self, kind: &Kind) -> Option<usize> {
        match kind {
            Kind::Builtin { check, .. } => checks::satisfied(self.bench, check),
            Kind::Near { .. } => self.bench.strong(&self.ready.signals).next().map(|hit| hit.sentence),
            _ => None,
        }
    }

    fn must_have(&self, review: &mut Review) {
        let case = self.bench.facts.case;
        let carries = |sentence: usize, signals: &[u16]| {
            if self.carried.iter().any(|(at, signal)| *at == sentence && signals.contains(signal)) {
                return true;
            }
            let Some(scenario) = case.scenario.filter(|_| !case.marks.is_empty()) else { return false };
            let span = &self.bench.reading.layout.sentences[sentence].span;
            let wanted = |step: &&Move| {
                step.signals
                    .iter()
                    .any(|name| self.bench.book.signal(name).is_some_and(|n| signals.contains(&n)))
            };
            scenario.moves.iter().filter(wanted).any(|step| marked(case, span, &step.id))
        };
        let (state, sentence) = match self.bench.see(self.ready, &carries) {
            // Nothing to look for: the person gave no such answer.
            Seen::Found(usize::MAX) => return,
            Seen::Found(sentence) => (Tick::Found, Some(sentence)),
            seen => match (self.said(), seen) {
                (Some(sentence), _) => (Tick::Said, Some(sentence)),
                (None, Seen::Likely(sentence)) => (Tick::Likely, Some(sentence)),
                (None, _) => (Tick::NotFound, None),
            },
        };
        if let Some(label) = &self.ready.label {
            self.check(review, label, state, sentence);
        }
        if state == Tick::NotFound {
            review.findings.push(self.finding(Spoken::default()));
        }
    }

    /// The sentence that the person pointed at, while half of its words are left.
    fn said(&self) -> Option<usize> {
        let said = &self.bench.facts.case.draft.decisions.said;
        let of_rule = said.iter().filter(|said| *said.rule == *self.ready.id);
        of_rule.into_iter().find_map(|said| {
            let wanted = super::text::hash_words(&said.sentence);
            (0..self.bench.reading.layout.sentences.len()).find(|sentence| {
                let (_, words) = self.bench.reading.words(*sentence);
                let left =
                    wanted.iter().filter(|wanted| words.iter().any(|word| word.hash == **wanted)).count();
                !wanted.is_empty() && left * 2 >= wanted.len()
            })
        })
    }

    fn check(&self, review: &mut Review, label: &Arc<str>, state: Tick, sentence: Option<usize>) {
        review.checks.push(Check {
            rule: Arc::clone(&self.ready.id),
            label: Arc::clone(label),
            severity: self.severity,
            state,
            span: sentence
                .and_then(|at| self.bench.reading.layout.sentences.get(at))
                .map(|sentence| sentence.span.clone()),
        });
    }

    fn finding(&self, spoken: Spoken) -> Finding {
        let rule = &self.ready.rule;
        Finding {
            rule: Arc::clone(&self.ready.id),
            severity: self.severity,
            basis: if rule.ours { Basis::Ours } else { Basis::Document },
            message: fixing::message(self.bench, self.ready, &spoken),
            fixes: fixing::fixes(self.bench, self.ready, &spoken),
            sources: self.bench.book.advice(rule),
            example: self.ready.example.clone(),
            identity: identity(self.bench.reading.text, &self.ready.id, spoken.span.as_ref()),
            span: spoken.span,
            covered: false,
        }
    }
}

/// How many bytes around a finding are looked at for the words beside it.
const NEAR: usize = 64;

/// The character boundary at or before a byte.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// What a finding is known by: its words and two words on each side.
fn identity(text: &str, rule: &str, span: Option<&Range<usize>>) -> Identity {
    let fold = |words: Vec<&str>| words.into_iter().map(super::text::fold).collect::<Vec<_>>().join(" ");
    let Some(span) = span else {
        return Identity {
            rule: rule.into(),
            words: String::new(),
            before: String::new(),
            after: String::new(),
        };
    };
    let (head, tail) =
        (floor(text, span.start.saturating_sub(NEAR)), floor(text, span.end.saturating_add(NEAR)));
    let mut before: Vec<&str> = text[head..span.start].split_whitespace().rev().take(2).collect();
    before.reverse();
    Identity {
        rule: rule.into(),
        words: fold(text[span.clone()].split_whitespace().collect()),
        before: fold(before),
        after: fold(text[span.end..tail].split_whitespace().take(2).collect()),
    }
}

/// Findings in the order of the text, must-haves in the order of the plan.
fn order(review: &mut Review, places: Vec<(usize, usize)>) {
    let mut checks: Vec<((usize, usize), Check)> =
        places.into_iter().zip(std::mem::take(&mut review.checks)).collect();
    checks.sort_by_key(|(place, _)| *place);
    review.checks = checks.into_iter().map(|(_, check)| check).collect();
    let end = |finding: &Finding| {
        finding.span.as_ref().map_or((usize::MAX, usize::MAX), |span| (span.start, span.end))
    };
    review.findings.sort_by(|a, b| {
        end(a).0.cmp(&end(b).0).then(b.severity.cmp(&a.severity)).then(end(b).1.cmp(&end(a).1))
    });
}

/// Takes out what the person accepted.
fn accept(review: &mut Review, case: &Case) {
    let accepted = &case.draft.decisions.accepted;
    let before = review.findings.len();
    review.findings.retain(|finding| !accepted.contains(&finding.identity));
    review.accepted = before - review.findings.len();
}

/// Marks findings whose words a weightier or longer one covers.
fn cover(findings: &mut [Finding]) {
    for at in 0..findings.len() {
        let Some(span) = findings[at].span.clone() else { continue };
        let outranks = |other: &Finding| {
            let Some(over) = &other.span else { return false };
            let overlap = over.start < span.end && span.start < over.end;
            let (mine, theirs) = ((findings[at].severity, span.len()), (other.severity, over.len()));
            overlap && theirs > mine
        };
        // Findings stand in order: only near ones can overlap.
        let near = findings[at.saturating_sub(16)..(at + 17).min(findings.len())].iter();
        let covered = near.into_iter().any(outranks);
        findings[at].covered = covered;
    }
}
