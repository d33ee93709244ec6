//! Tries the rules on a letter that was read. Each rule looks at the hits and parts, never at the text again.

use super::checks;
use super::facts::Facts;
use super::pack::{Bound, Kind, Level, Place};
use super::reading::{Found, Reading};
use super::rulebook::{Ready, Rulebook};
use super::text::Part;
use crate::domain::scenario::Scenario;
use std::ops::Range;

/// Everything that rules look at.
#[derive(Clone, Copy)]
pub struct Bench<'a> {
    /// The letter as it was read.
    pub reading: &'a Reading<'a>,
    /// The rules.
    pub book: &'a Rulebook,
    /// What is known besides the text.
    pub facts: Facts<'a>,
}

/// What a rule says of one place, before it is put into words.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Spoken {
    /// The words it is about.
    pub span: Option<Range<usize>>,
    /// How many there are.
    pub count: Option<i64>,
    /// How many there may be.
    pub max: Option<i64>,
    /// What is expected instead.
    pub expected: Option<String>,
}

impl Spoken {
    /// About these words.
    pub fn at(span: Range<usize>) -> Spoken {
        Spoken { span: Some(span), ..Spoken::default() }
    }

    /// The same, with what is expected instead.
    pub fn expected(mut self, expected: impl Into<String>) -> Spoken {
        self.expected = Some(expected.into());
        self
    }

    /// The same, with a number.
    pub fn count(mut self, count: usize) -> Spoken {
        self.count = i64::try_from(count).ok();
        self
    }
}

/// Whether a must-have is there, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seen {
    /// A strong pattern, in that sentence.
    Found(usize),
    /// Something like it, in that sentence.
    Likely(usize),
    /// Nowhere.
    Nowhere,
}

impl<'a> Bench<'a> {
    /// The scenario.
    pub fn scenario(&self) -> Option<&'a Scenario> {
        self.facts.case.scenario
    }

    fn scenario_id(&self) -> &'a str {
        self.scenario().map_or("", |scenario| scenario.head.id.as_str())
    }

    /// Whether a rule is one for this scenario and channel at all.
    pub fn is_for(&self, ready: &Ready) -> bool {
        let rule = &ready.rule;
        let id = self.scenario_id();
        let named = rule.scenarios.is_empty() || rule.scenarios.iter().any(|name| name == id);
        named
            && !rule.except.iter().any(|name| name == id)
            && (rule.channels.is_empty() || rule.channels.contains(&self.facts.case.draft.channel))
    }

    /// How much a rule for this scenario and channel weighs now; [`Level::Off`] where its conditions do not hold.
    pub fn weight(&self, ready: &Ready) -> Level {
        let rule = &ready.rule;
        if !rule.when.iter().all(|condition| self.facts.holds(condition)) {
            return Level::Off;
        }
        let id = self.scenario_id();
        let weight = rule.weights.get(id).copied().unwrap_or(rule.severity);
        let changed = rule.weight_when.iter().find(|(condition, _)| self.facts.holds(condition));
        changed.map_or(weight, |(_, level)| *level)
    }

    /// What a rule that forbids or measures says. Must-haves say nothing here.
    pub fn speak(&self, ready: &Ready) -> Vec<Spoken> {
        match &ready.rule.kind {
            Kind::Require { .. } | Kind::FieldInText { .. } => Vec::new(),
            Kind::Forbid { place, .. } => self.forbid(ready, place),
            Kind::Limit { metric, max, min } => self.limit(ready, metric, max.as_ref(), min.as_ref()),
            Kind::Order { .. } => self.order(ready),
            Kind::Position { last, .. } => self.position(ready, *last),
            Kind::Near { within, .. } => self.near(ready, *within),
            Kind::Structure { part } => self.structure(part),
            Kind::Consistency { pairs } => checks::spelling::consistency(self, pairs),
            Kind::Meta => vec![Spoken::default()],
            Kind::Builtin { check, numbers } => checks::run(self, check, numbers),
            Kind::Regex { place, .. } => self.regex(ready, place),
        }
    }

    /// Whether a must-have is there. `provenance`: sentences known to carry one of these signals.
    pub fn see(&self, ready: &Ready, provenance: &dyn Fn(usize, &[u16]) -> bool) -> Seen {
        match &ready.rule.kind {
            Kind::Require { place, .. } => self.require(ready, place, provenance),
            Kind::FieldInText { field } => self.field_in_text(field),
            _ => Seen::Nowhere,
        }
    }

    /// Hits of these signals that a strong pattern found, outside of what is not said to the reader.
    pub fn strong<'s>(&self, signals: &'s [u16]) -> impl Iterator<Item = &'a Found> + use<'a, 's> {
        let reading = self.reading;
        let hits: &'a [Found] = if reading.any(signals) { &reading.hits } else { &[] };
        hits.iter().filter(move |hit| {
            !hit.weak
                && signals.contains(&hit.signal)
                && !matches!(reading.part(hit.sentence), Part::Aside | Part::Signature | Part::Greeting)
        })
    }

    /// Whether a sentence lies in a place.
    pub fn lies_in(&self, sentence: usize, place: &Place, within: &[u16]) -> bool {
        let layout = &self.reading.layout;
        let found = &layout.sentences[sentence];
        let body = found.body;
        match place {
            Place::Any => !matches!(found.part, Part::Aside | Part::Signature | Part::Greeting),
            Place::Subject => found.part == Part::Subject,
            Place::Body => body.is_some(),
            Place::Opening => found.part == Part::Introduction || body.is_some_and(|n| n < layout.opening()),
            Place::FirstHalf => {
                found.part == Part::Introduction || body.is_some_and(|n| n < layout.first_half())
            }
            Place::Closing => body.is_some_and(|n| n >= layout.closing()),
            Place::LastSentence => body.is_some_and(|n| n + 1 == layout.body),
            Place::SentenceOf(_) => self.reading.has(sentence, within),
        }
    }

    fn require(&self, ready: &Ready, place: &Place, provenance: &dyn Fn(usize, &[u16]) -> bool) -> Seen {
        let here = |sentence: usize| {
            self.lies_in(sentence, place, &ready.within) && self.reading.part(sentence) != Part::Subject
        };
        let of_rule = |hit: &&Found| ready.signals.contains(&hit.signal) && here(hit.sentence);
        let hits: &[Found] = if self.reading.any(&ready.signals) { &self.reading.hits } else { &[] };
        if let Some(hit) = hits.iter().filter(of_rule).find(|hit| !hit.weak) {
            return Seen::Found(hit.sentence);
        }
        if let Some(hit) = hits.iter().find(of_rule) {
            return Seen::Likely(hit.sentence);
        }
        let carried = (0..self.reading.layout.sentences.len())
            .find(|sentence| here(*sentence) && provenance(*sentence, &ready.signals));
        carried.map_or(Seen::Nowhere, Seen::Likely)
    }

    fn field_in_text(&self, field: &str) -> Seen {
        let ways = self.facts.ways(field);
        if ways.is_empty() {
            // Nothing was answered: there is nothing to look for.
            return Seen::Found(usize::MAX);
        }
        for sentence in 0..self.reading.layout.sentences.len() {
            let (_, words) = self.reading.words(sentence);
            let named =
                ways.iter().any(|way| (0..words.len()).any(|at| checks::starts_with(&words[at..], way)));
            if named {
                return Seen::Found(sentence);
            }
        }
        Seen::Nowhere
    }

    fn forbid(&self, ready: &Ready, place: &Place) -> Vec<Spoken> {
        if self.strong(&ready.excuses).next().is_some() {
            return Vec::new();
        }
        let excused = |sentence: usize| self.reading.has(sentence, &ready.others);
        self.strong(&ready.signals)
            .filter(|hit| self.lies_in(hit.sentence, place, &ready.within) && !excused(hit.sentence))
            .map(|hit| Spoken::at(hit.span.clone()))
            .collect()
    }

    fn regex(&self, ready: &Ready, place: &Place) -> Vec<Spoken> {
        let Some(regex) = &ready.regex else { return Vec::new() };
        let mut spoken = Vec::new();
        for (index, sentence) in self.reading.layout.sentences.iter().enumerate() {
            if !self.lies_in(index, place, &ready.within) {
                continue;
            }
            let text = self.reading.sentence_text(index);
            let start = sentence.span.start;
            spoken.extend(
                regex
                    .find_iter(text)
                    .filter(|found| !found.is_empty())
                    .map(|found| Spoken::at(start + found.start()..start + found.end())),
            );
        }
        spoken
    }

    fn order(&self, ready: &Ready) -> Vec<Spoken> {
        let body = |signals: &[u16]| {
            self.strong(signals)
                .filter(|hit| self.reading.layout.sentences[hit.sentence].body.is_some())
                .min_by_key(|hit| hit.sentence)
        };
        let (Some(first), Some(then)) = (body(&ready.signals), body(&ready.others)) else {
            return Vec::new();
        };
        if first.sentence > then.sentence { vec![Spoken::at(then.span.clone())] } else { Vec::new() }
    }

    fn position(&self, ready: &Ready, last: usize) -> Vec<Spoken> {
        let first = self
            .strong(&ready.signals)
            .find_map(|hit| Some((hit, self.reading.layout.sentences[hit.sentence].body?)));
        match first {
            Some((hit, place)) if place >= last => vec![Spoken::at(hit.span.clone()).count(place + 1)],
            _ => Vec::new(),
        }
    }

    fn near(&self, ready: &Ready, within: usize) -> Vec<Spoken> {
        let near = |hit: &Found| {
            let around = self.reading.hits_in(hit.sentence.saturating_sub(within)..=hit.sentence + within);
            around.iter().any(|other| !other.weak && ready.others.contains(&other.signal))
        };
        self.strong(&ready.signals).filter(|hit| !near(hit)).map(|hit| Spoken::at(hit.span.clone())).collect()
    }

    fn structure(&self, part: &str) -> Vec<Spoken> {
        let layout = &self.reading.layout;
        let there = match part {
            "subject" => layout.sentences.iter().any(|sentence| sentence.part == Part::Subject),
            "greeting" => layout.greeting.is_some(),
            _ => layout.signoff.is_some(),
        };
        if there { Vec::new() } else { vec![Spoken::default()] }
    }

    fn bound(&self, bound: &Bound) -> Option<i64> {
        match bound {
            Bound::Number(number) => Some(*number),
            Bound::Field(key) => match self.facts.raw(key).and_then(|answer| answer.text().parse().ok()) {
                Some(number) => Some(number),
                None => (key == "linkedin_note_limit").then_some(200),
            },
            Bound::Table(name) => {
                let band = self.scenario()?.bands.get(&self.facts.case.draft.channel)?;
                Some(i64::from(if name.ends_with("min") { band.least } else { band.most }))
            }
        }
    }

    fn limit(&self, ready: &Ready, metric: &str, max: Option<&Bound>, min: Option<&Bound>) -> Vec<Spoken> {
        let own = ready.rule.bounds.get(self.scenario_id()).copied();
        let max = max.and_then(|bound| own.or_else(|| self.bound(bound)));
        let min = min.and_then(|bound| own.or_else(|| self.bound(bound)));
        let mut spoken = Vec::new();
        for (count, span) in checks::measure::measures(self, ready, metric, max) {
            let over = max.is_some_and(|max| count > max);
            let under = min.is_some_and(|min| count < min);
            if over || under {
                let max = if over { max } else { min };
                spoken.push(Spoken { span, count: Some(count), max, expected: None });
            }
        }
        spoken
    }
}
