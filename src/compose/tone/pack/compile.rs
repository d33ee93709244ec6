//! Compiles merged packs into what the engine runs.

use super::read::{AdviceText, Clock, Pack, Phrase, Signal};
use super::rule::{Kind, Place, Rule};
use crate::compose::tone::pattern::{Compiler, Lexicon, Program};
use crate::compose::tone::policy::{Policy, role};
use crate::domain::problem::{Problem, did_you_mean};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Packs in the form in which the engine runs them. The shipped one is stored inside the program.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Compiled {
    /// The patterns of all signals. Stored by itself: it is large, and read in a moment.
    #[serde(skip)]
    pub program: Program,
    /// The signals, by number.
    pub signals: Vec<SignalHead>,
    /// The rules in order.
    pub rules: Vec<Rule>,
    /// The advice that rules refer to.
    pub advice: Vec<AdviceText>,
    /// Event → where its day is found.
    pub clock: BTreeMap<String, Clock>,
}

/// A signal's name and how it treats clauses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignalHead {
    /// Its name.
    pub id: String,
    /// Denied matches.
    pub neg: Policy,
    /// Conditional matches.
    pub cond: Policy,
    /// Matches in questions.
    pub question: Policy,
}

/// Compiles. Whatever is wrong is named and left out; the rest works.
pub fn compile(mut pack: Pack, advice: Vec<AdviceText>) -> (Compiled, Vec<Problem>) {
    let mut problems = Vec::new();
    let mut lexicon = Lexicon::default();
    for lemma in std::mem::take(&mut pack.lemmas) {
        lexicon.lemmas.insert(lemma.word, lemma.forms);
    }
    for (name, phrase, _) in std::mem::take(&mut pack.classes) {
        lexicon.classes.insert(name, phrase.tree);
    }
    let mut compiler = Compiler::new(&lexicon);
    for word in ["is", "has", "would", "had", "will", "are", "have", "am", "'s", "not", "us", "can", "shall"]
    {
        compiler.know(word);
    }
    let mut signals = Vec::new();
    for (number, signal) in (0_u16..).zip(&pack.signals) {
        add(&mut compiler, number, signal, &mut problems);
        let [neg, cond, question] = signal.policies;
        signals.push(SignalHead {
            id: signal.id.clone(),
            neg: neg.unwrap_or(Policy::Block),
            cond: cond.unwrap_or(Policy::Keep),
            question: question.unwrap_or(Policy::Keep),
        });
    }
    let rules = std::mem::take(&mut pack.rules);
    let rules = rules.into_iter().filter_map(|rule| linked(rule, &pack, &mut problems)).collect();
    let program = compiler.finish();
    (Compiled { program, signals, rules, advice, clock: pack.clock }, problems)
}

fn add(compiler: &mut Compiler, number: u16, signal: &Signal, problems: &mut Vec<Problem>) {
    let keeps = signal.policies[0] == Some(Policy::Keep);
    let lists =
        [(&signal.patterns, role::STRONG), (&signal.weak, role::WEAK), (&signal.unless, role::UNLESS)];
    for (phrases, role) in lists {
        for Phrase { text, tree, place } in phrases {
            if let Err(wrong) = compiler.add(number, role, keeps || role == role::UNLESS, tree) {
                let mut problem = place.clone();
                problem.what = format!("{} in the pattern \"{text}\"", wrong.what);
                problem.hint = wrong.hint;
                problems.push(problem);
            }
        }
    }
}

/// The rule with its groups of scenarios resolved; none if it names something that there is not.
fn linked(mut rule: Rule, pack: &Pack, problems: &mut Vec<Problem>) -> Option<Rule> {
    let problem = |what: String| Problem::new(rule.file.clone(), what).at(rule.line.max(1), 1);
    for name in signals_of(&rule.kind) {
        if !pack.signals.iter().any(|signal| signal.id == name) {
            let mut wrong =
                problem(format!("the rule `{}` names the signal `{name}`, which there is not", rule.id));
            wrong.hint = did_you_mean(&name, pack.signals.iter().map(|signal| signal.id.as_str()));
            problems.push(wrong);
            return None;
        }
    }
    let mut scenarios = Vec::new();
    let mut every = rule.scenarios.is_empty();
    for name in &rule.scenarios {
        match name.strip_prefix('@') {
            Some("all") => every = true,
            Some(group) => match pack.groups.get(group) {
                Some(ids) => scenarios.extend(ids.clone()),
                None => {
                    let mut wrong = problem(format!(
                        "the rule `{}` names the group `@{group}`, which there is not",
                        rule.id
                    ));
                    wrong.hint = did_you_mean(group, pack.groups.keys().map(String::as_str));
                    problems.push(wrong);
                    return None;
                }
            },
            None => scenarios.push(name.clone()),
        }
    }
    rule.scenarios = if every { Vec::new() } else { scenarios };
    Some(rule)
}

/// The signals that a rule names.
fn signals_of(kind: &Kind) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut of_place = |place: &Place| {
        if let Place::SentenceOf(list) = place {
            names.extend(list.iter().cloned());
        }
    };
    match kind {
        Kind::Require { signal, place } => {
            of_place(place);
            names.extend(signal.iter().cloned());
        }
        Kind::Forbid { signal, place, unless_sentence, unless_letter } => {
            of_place(place);
            names.extend(signal.iter().chain(unless_sentence).chain(unless_letter).cloned());
        }
        Kind::Order { first, then } => names.extend(first.iter().chain(then).cloned()),
        Kind::Position { signal, .. } => names.extend(signal.iter().cloned()),
        Kind::Near { signal, needs, .. } => names.extend(signal.iter().chain(needs).cloned()),
        Kind::Limit { metric, .. } => names.extend(metric.strip_prefix("count:").map(str::to_string)),
        _ => {}
    }
    names
}
