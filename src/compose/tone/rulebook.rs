//! All packs, ready to judge with.

use super::pack::{AdviceText, Clock, Compiled, Kind, Place, Rule};
use super::scan::{Clauses, Scanner};
use crate::domain::review::Advice;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// All packs, ready to judge with.
#[derive(Debug)]
pub struct Rulebook {
    /// Finds signals.
    pub scanner: Scanner,
    /// The rules in order.
    pub rules: Vec<Ready>,
    /// Event → where its day is found.
    pub clock: BTreeMap<String, Clock>,
    names: Vec<Arc<str>>,
    numbers: HashMap<Arc<str>, u16>,
    advice: HashMap<String, Advice>,
}

/// A rule with its signals as numbers.
#[derive(Debug)]
pub struct Ready {
    /// The rule.
    pub rule: Rule,
    /// Its id, to be shared.
    pub id: Arc<str>,
    /// Its checklist label, to be shared.
    pub label: Option<Arc<str>>,
    /// Its good example, to be shared.
    pub example: Option<Arc<str>>,
    /// The signals it is about.
    pub signals: Vec<u16>,
    /// Other signals it names: what must be near, what excuses it in its sentence, what should come later.
    pub others: Vec<u16>,
    /// Signals anywhere in the letter that excuse it.
    pub excuses: Vec<u16>,
    /// Signals whose sentences are its place.
    pub within: Vec<u16>,
    /// Its regular expression, if it is one of those.
    pub regex: Option<regex_lite::Regex>,
}

impl Rulebook {
    /// Makes compiled packs ready.
    pub fn new(compiled: Compiled) -> Rulebook {
        let names: Vec<Arc<str>> = compiled.signals.iter().map(|signal| signal.id.as_str().into()).collect();
        let numbers: HashMap<Arc<str>, u16> = names.iter().cloned().zip(0_u16..).collect();
        let clauses = compiled.signals.iter();
        let clauses =
            clauses.map(|s| Clauses { negation: s.neg, condition: s.cond, question: s.question }).collect();
        let scanner = Scanner::new(compiled.program, clauses);
        let rules = compiled.rules.into_iter().map(|rule| ready(rule, &numbers)).collect();
        let advice = compiled.advice.into_iter().map(|text| (text.id.clone(), advice(&text))).collect();
        Rulebook { scanner, rules, clock: compiled.clock, names, numbers, advice }
    }

    /// A signal's name.
    pub fn signal_name(&self, number: u16) -> &str {
        self.names.get(usize::from(number)).map_or("", |name| name)
    }

    /// A signal's number.
    pub fn signal(&self, name: &str) -> Option<u16> {
        self.numbers.get(name).copied()
    }

    /// The numbers of signals whose names begin so.
    pub fn signals_like(&self, start: &str) -> Vec<u16> {
        (0_u16..)
            .zip(&self.names)
            .filter(|(_, name)| name.starts_with(start))
            .map(|(number, _)| number)
            .collect()
    }

    /// The rule of that id.
    pub fn rule(&self, id: &str) -> Option<&Ready> {
        self.rules.iter().find(|ready| *ready.id == *id)
    }

    /// The advice that a rule carries out.
    pub fn advice(&self, rule: &Rule) -> Vec<Advice> {
        rule.source.iter().filter_map(|id| self.advice.get(id).cloned()).collect()
    }

    /// All advice by id.
    pub fn all_advice(&self) -> impl Iterator<Item = &Advice> {
        self.advice.values()
    }
}

fn advice(text: &AdviceText) -> Advice {
    Advice {
        id: text.id.as_str().into(),
        text: text.text.as_str().into(),
        title: text.title.as_deref().map(Arc::from),
    }
}

fn ready(rule: Rule, numbers: &HashMap<Arc<str>, u16>) -> Ready {
    let of = |names: &[String]| -> Vec<u16> {
        names.iter().filter_map(|name| numbers.get(name.as_str()).copied()).collect()
    };
    let within = |place: &Place| if let Place::SentenceOf(names) = place { of(names) } else { Vec::new() };
    let (mut signals, mut others, mut excuses, mut inside) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut regex = None;
    match &rule.kind {
        Kind::Require { signal, place } => {
            signals = of(signal);
            inside = within(place);
        }
        Kind::Forbid { signal, place, unless_sentence, unless_letter } => {
            signals = of(signal);
            others = of(unless_sentence);
            excuses = of(unless_letter);
            inside = within(place);
        }
        Kind::Order { first, then } => {
            signals = of(first);
            others = of(then);
        }
        Kind::Position { signal, .. } => signals = of(signal),
        Kind::Near { signal, needs, .. } => {
            signals = of(signal);
            others = of(needs);
        }
        Kind::Limit { metric, .. } => {
            if let Some(name) = metric.strip_prefix("count:") {
                signals = of(&[name.to_string()]);
            } else if let Some(start) = metric.strip_prefix("distinct:") {
                let start = start.trim_end_matches('*');
                signals = numbers
                    .iter()
                    .filter(|(name, _)| name.starts_with(start))
                    .map(|(_, number)| *number)
                    .collect();
            }
        }
        Kind::Regex { pattern, .. } => regex = regex_lite::Regex::new(pattern).ok(),
        _ => {}
    }
    Ready {
        id: rule.id.as_str().into(),
        label: rule.checklist.as_deref().map(Arc::from),
        example: rule.example.as_deref().map(Arc::from),
        signals,
        others,
        excuses,
        within: inside,
        regex,
        rule,
    }
}
