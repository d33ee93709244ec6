//! Lays packs over one another: a later one replaces or extends by id.

use super::read::{Change, Pack, Signal};
use super::rule::{Level, Rule};
use crate::domain::problem::{Problem, did_you_mean};
use std::collections::BTreeSet;

/// All packs as one, the first beneath. Problems name what could not be laid over anything.
pub fn merge(packs: Vec<Pack>) -> (Pack, Vec<Problem>) {
    let mut whole = Pack::default();
    let mut problems = Vec::new();
    for pack in packs {
        twice(&pack, &mut problems);
        whole.name.clone_from(&pack.name);
        whole.lemmas.extend(pack.lemmas);
        whole.groups.extend(pack.groups);
        whole.clock.extend(pack.clock);
        for (name, phrase, extend) in pack.classes {
            whole.classes.retain(|(known, ..)| *known != name);
            whole.classes.push((name, phrase, extend));
        }
        for signal in pack.signals {
            lay_signal(&mut whole, signal, &mut problems);
        }
        for rule in pack.rules {
            lay_rule(&mut whole.rules, rule);
        }
        for change in pack.changes {
            change_rule(&mut whole.rules, &change, &mut problems);
        }
    }
    (whole, problems)
}

/// Ids that one pack states twice.
fn twice(pack: &Pack, problems: &mut Vec<Problem>) {
    let mut seen = BTreeSet::new();
    for rule in &pack.rules {
        if !seen.insert(rule.id.as_str()) {
            let what = format!("the rule `{}` stands twice in the pack `{}`", rule.id, pack.name);
            problems.push(
                Problem::new(rule.file.clone(), what).at(rule.line, 1).hint("Give one of them another id"),
            );
        }
    }
    let mut seen = BTreeSet::new();
    for signal in pack.signals.iter().filter(|signal| !signal.extend) {
        if !seen.insert(signal.id.as_str()) {
            let mut problem = signal.place.clone();
            problem.what = format!("the signal `{}` stands twice in the pack `{}`", signal.id, pack.name);
            problems.push(problem.hint("Give one of them another name, or `extend = true`"));
        }
    }
}

fn lay_signal(whole: &mut Pack, signal: Signal, problems: &mut Vec<Problem>) {
    let known = whole.signals.iter_mut().find(|known| known.id == signal.id);
    match (known, signal.extend) {
        (Some(known), true) => extend(known, signal, problems),
        (Some(known), false) => *known = signal,
        (None, false) => whole.signals.push(signal),
        (None, true) => {
            let mut problem = signal.place.clone();
            problem.what = format!("there is no signal `{}` to extend", signal.id);
            problem.hint = did_you_mean(&signal.id, whole.signals.iter().map(|known| known.id.as_str()));
            problems.push(problem);
        }
    }
}

fn extend(known: &mut Signal, signal: Signal, problems: &mut Vec<Problem>) {
    for gone in &signal.remove {
        let before = known.patterns.len() + known.weak.len();
        known.patterns.retain(|phrase| phrase.text != *gone);
        known.weak.retain(|phrase| phrase.text != *gone);
        if known.patterns.len() + known.weak.len() == before {
            let mut problem = signal.place.clone();
            problem.what = format!("the signal `{}` has no pattern \"{gone}\" to remove", signal.id);
            problem.hint = did_you_mean(gone, known.patterns.iter().map(|phrase| phrase.text.as_str()));
            problems.push(problem);
        }
    }
    known.patterns.extend(signal.patterns);
    known.weak.extend(signal.weak);
    known.unless.extend(signal.unless);
    known.yes.extend(signal.yes);
    known.no.extend(signal.no);
    for (policy, new) in known.policies.iter_mut().zip(signal.policies) {
        *policy = new.or(*policy);
    }
}

fn lay_rule(rules: &mut Vec<Rule>, rule: Rule) {
    match rules.iter_mut().find(|known| known.id == rule.id) {
        Some(known) => *known = rule,
        None => rules.push(rule),
    }
}

fn change_rule(rules: &mut [Rule], change: &Change, problems: &mut Vec<Problem>) {
    let Some(at) = rules.iter().position(|rule| rule.id == change.id) else {
        let mut problem = change.place.clone();
        problem.what = format!("there is no rule `{}` to change", change.id);
        problem.hint = did_you_mean(&change.id, rules.iter().map(|rule| rule.id.as_str()));
        problems.push(problem);
        return;
    };
    let rule = &mut rules[at];
    for (scenario, level) in &change.levels {
        if scenario == "*" {
            rule.severity = *level;
            rule.weight_when.clear();
            if *level == Level::Off || change.levels.len() == 1 {
                rule.weights.clear();
            }
        }
    }
    for (scenario, level) in change.levels.iter().filter(|(scenario, _)| *scenario != "*") {
        rule.weights.insert(scenario.clone(), *level);
    }
}
