//! `regards rules` and `regards packs`: the tone rules to be listed, explained and tried.

use super::commands::print_json;
use super::failure::Failure;
use super::world::World;
use crate::compose::tone::pack::{Kind, Level, Pack, Rule, compile};
use crate::compose::tone::{CHECKS, Rulebook, Rules, is_derived, trial};
use crate::domain::clean;
use crate::domain::problem::{Problem, did_you_mean};
use crate::domain::review::Advice;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::io::Write;

fn word(level: Level) -> &'static str {
    Level::WORDS.iter().find(|(_, known)| *known == level).map_or("off", |(word, _)| word)
}

/// Lists the rules.
///
/// # Errors
/// A scenario that no rule names; standard output cannot be written.
pub fn list(scenario: Option<&str>, as_json: bool, out: &mut dyn Write) -> Result<(), Failure> {
    let world = World::read(true);
    let (rules, _) = world.rules();
    let book = rules.book();
    if let Some(id) = scenario
        && !book.scenarios().contains(id)
        && world.catalog().0.scenario(id).is_none()
    {
        let failure = Failure::usage(format!("there is no scenario `{}`", clean::escape_for_message(id, 60)));
        let hint = did_you_mean(id, book.scenarios());
        return Err(failure.hint(hint.unwrap_or_else(|| "`regards list` shows all of them.".into())));
    }
    let holds = |rule: &&Rule| scenario.is_none_or(|id| weight_for(rule, id).is_some());
    let shown: Vec<&Rule> = book.rules.iter().map(|ready| &ready.rule).filter(holds).collect();
    let level = |rule: &Rule| word(scenario.and_then(|id| weight_for(rule, id)).unwrap_or(rule.severity));
    if as_json {
        return print_json(
            &Value::Array(shown.iter().map(|rule| rule_json(rule, level(rule))).collect()),
            out,
        );
    }
    let width = shown.iter().map(|rule| rule.id.len()).max().unwrap_or(0);
    for rule in shown {
        let basis = if rule.ours { "ours" } else { "document" };
        let line =
            format!("{:<width$}  {:<8} {basis:<9} {:<8} {}", rule.id, level(rule), rule.pack, gist(rule));
        writeln!(out, "{}", line.trim_end()).map_err(Failure::output)?;
    }
    Ok(())
}

/// How much a rule weighs in a scenario; none where it does not hold there.
fn weight_for(rule: &Rule, id: &str) -> Option<Level> {
    let named = rule.scenarios.is_empty() || rule.scenarios.iter().any(|name| name == id);
    let holds = named && !rule.except.iter().any(|name| name == id);
    holds.then(|| rule.weights.get(id).copied().unwrap_or(rule.severity))
}

/// What a rule is about, in a line.
fn gist(rule: &Rule) -> &str {
    rule.checklist.as_deref().unwrap_or(&rule.message)
}

fn kind_word(kind: &Kind) -> &'static str {
    match kind {
        Kind::Require { .. } => "require",
        Kind::Forbid { .. } => "forbid",
        Kind::Limit { .. } => "limit",
        Kind::Order { .. } => "order",
        Kind::Position { .. } => "position",
        Kind::Near { .. } => "near",
        Kind::FieldInText { .. } => "field-in-text",
        Kind::Structure { .. } => "structure",
        Kind::Consistency { .. } => "consistency",
        Kind::Meta => "meta",
        Kind::Builtin { .. } => "builtin",
        Kind::Regex { .. } => "regex",
    }
}

fn rule_json(rule: &Rule, level: &str) -> Value {
    let channels: Vec<&str> = rule.channels.iter().map(|channel| channel.word()).collect();
    json!({
        "id": rule.id, "pack": rule.pack, "severity": level, "basis": if rule.ours { "ours" } else { "document" },
        "kind": kind_word(&rule.kind), "scenarios": rule.scenarios, "channels": channels,
        "label": rule.checklist, "message": rule.message, "sources": rule.source,
    })
}

/// Explains a rule.
///
/// # Errors
/// A rule that there is not; standard output cannot be written.
pub fn explain(id: &str, out: &mut dyn Write) -> Result<(), Failure> {
    let (rules, _) = World::read(true).rules();
    let (pack, _) = rules.written();
    let Some(rule) = pack.rules.iter().find(|rule| rule.id == id) else {
        let failure = Failure::usage(format!("there is no rule `{}`", clean::escape_for_message(id, 60)));
        let hint = did_you_mean(id, pack.rules.iter().map(|rule| rule.id.as_str()));
        return Err(failure.hint(hint.unwrap_or_else(|| "`regards rules list` shows all of them.".into())));
    };
    let advice = rules.book().advice(rule);
    // The compiled rule names the scenarios of its groups.
    let scenarios = rules.book().rule(id).map(|ready| ready.rule.scenarios.clone());
    let rule = Rule { scenarios: scenarios.unwrap_or_default(), ..rule.clone() };
    write!(out, "{}", explained(&rule, &pack, &advice)).map_err(Failure::output)
}

fn explained(rule: &Rule, pack: &Pack, advice: &[Advice]) -> String {
    let mut text = format!("{}\n  {}\n\n", rule.id, rule.message);
    let mut weights = vec![word(rule.severity).to_string()];
    weights.extend(rule.weights.iter().map(|(id, level)| format!("{} in {id}", word(*level))));
    weights.extend(
        rule.weight_when.iter().map(|(when, level)| format!("{} depending on {}", word(*level), when.field)),
    );
    let _ = writeln!(text, "Weighs    {}", weights.join(", "));
    let scenarios =
        if rule.scenarios.is_empty() { "every letter".to_string() } else { rule.scenarios.join(", ") };
    let _ = writeln!(text, "Holds in  {scenarios}");
    if !rule.channels.is_empty() {
        let channels: Vec<&str> = rule.channels.iter().map(|channel| channel.word()).collect();
        let _ = writeln!(text, "Sent as   {}", channels.join(", "));
    }
    let _ = writeln!(text, "Stated in {}:{}", rule.file, rule.line);
    if rule.ours {
        let _ = writeln!(text, "\nThe rule is ours.");
    }
    for known in advice {
        let title = known.title.as_deref().map_or("ours".to_string(), |title| format!("“{title}”"));
        let _ = writeln!(text, "\n{}  {}\n  {title}", known.id, known.text);
    }
    examples(rule, pack, &mut text);
    text
}

fn examples(rule: &Rule, pack: &Pack, text: &mut String) {
    let mut list = |title: &str, items: Vec<&str>| {
        if !items.is_empty() {
            let _ = writeln!(text, "\n{title}");
            for item in items {
                let _ = writeln!(text, "  {}", item.trim().replace('\n', "\n    "));
            }
        }
    };
    let told = |examples: &'_ [crate::compose::tone::pack::Example]| -> Vec<String> {
        examples.iter().map(|example| example.text.clone()).filter(|text| !text.is_empty()).collect()
    };
    let (bad, good) = (told(&rule.bad), told(&rule.good));
    list("It speaks of", bad.iter().map(String::as_str).collect());
    list("It does not speak of", good.iter().map(String::as_str).collect());
    let signals: &[String] = match &rule.kind {
        Kind::Require { signal, .. }
        | Kind::Forbid { signal, .. }
        | Kind::Near { signal, .. }
        | Kind::Position { signal, .. } => signal,
        _ => &[],
    };
    for signal in pack.signals.iter().filter(|known| signals.contains(&known.id)) {
        list(
            &format!("Signal {}: {}. Sentences that have it", signal.id, signal.about),
            signal.yes.iter().map(String::as_str).collect(),
        );
        list("Sentences that do not", signal.no.iter().map(String::as_str).collect());
        list("Patterns", signal.patterns.iter().map(|phrase| phrase.text.as_str()).collect());
        list("Weak patterns", signal.weak.iter().map(|phrase| phrase.text.as_str()).collect());
    }
}

/// Tries the packs on their own examples.
///
/// # Errors
/// A pack that there is not, or examples that do not come out as stated.
pub fn test(only: Option<&str>, out: &mut dyn Write) -> Result<(), Failure> {
    let world = World::read(true);
    let (rules, unread) = world.rules();
    if let Some(name) = only {
        let known: Vec<String> = rules.own_names().into_iter().chain(["core".to_string()]).collect();
        if !known.iter().any(|pack| pack == name) {
            let failure =
                Failure::usage(format!("there is no pack `{}`", clean::escape_for_message(name, 60)));
            return Err(failure.hint(format!("There are: {}", known.join(", "))));
        }
    }
    let (pack, mut problems) = rules.written();
    problems.splice(0..0, unread);
    let (compiled, wrong) = compile(pack.clone(), Vec::new());
    problems.extend(wrong);
    let (catalog, _) = world.catalog();
    let outcome = trial(&pack, Rulebook::new(compiled), only, &|id| catalog.scenario(id).cloned());
    problems.extend(outcome.problems);
    let said = format!(
        "{} examples tried, {}",
        outcome.tried,
        count(problems.len(), "not as stated", "all as stated")
    );
    report(&problems, &said, out)
}

fn count(problems: usize, some: &str, none: &str) -> String {
    if problems == 0 { none.to_string() } else { format!("{problems} {some}") }
}

/// Says all that is wrong with the person's packs.
///
/// # Errors
/// Something is wrong with one of them; standard output cannot be written.
pub fn check_packs(out: &mut dyn Write) -> Result<(), Failure> {
    let world = World::read(true);
    let (rules, mut problems) = world.rules();
    problems.extend(rules.problems().iter().cloned());
    let catalog = world.catalog().0;
    let keys = |key: &str| {
        catalog.scenarios().iter().any(|scenario| scenario.field(key).is_some())
            || is_derived(key)
            || key == "channel"
    };
    problems.extend(unknown_names(&rules, &keys));
    let packs = rules.own_names();
    let said = match packs.len() {
        0 => match &world.paths {
            Some(paths) => format!("you have no packs of your own in {}", paths.packs().display()),
            None => "you have no packs of your own".to_string(),
        },
        _ => format!("{}: {}", packs.join(", "), count(problems.len(), "to mend", "nothing to mend")),
    };
    report(&problems, &said, out)
}

/// Names in rules of the person's own that nothing answers to: answers, checks, expressions.
fn unknown_names(rules: &Rules, known: &dyn Fn(&str) -> bool) -> Vec<Problem> {
    let shipped = Rules::new(Vec::new());
    let core = shipped.book().keys();
    let mut problems = Vec::new();
    let (written, _) = rules.written();
    for rule in written.rules.iter().filter(|rule| rule.pack != "core") {
        let mut wrong = |what: String, hint: Option<String>| {
            let mut problem = Problem::new(rule.file.clone(), what).at(rule.line.max(1), 1);
            problem.hint = hint;
            problems.push(problem);
        };
        for condition in rule.when.iter().chain(rule.weight_when.iter().map(|(condition, _)| condition)) {
            let key = &condition.field;
            if !known(key) && !core.contains(key) {
                let hint = did_you_mean(key, core.iter().map(String::as_str));
                wrong(
                    format!("the rule `{}` looks at the answer `{key}`, which no letter asks for", rule.id),
                    hint,
                );
            }
        }
        match &rule.kind {
            Kind::Builtin { check, .. } if !CHECKS.iter().any(|(name, _)| name == check) => {
                let hint = did_you_mean(check, CHECKS.iter().map(|(name, _)| *name));
                wrong(format!("the rule `{}` names the check `{check}`, which there is not", rule.id), hint);
            }
            Kind::Regex { pattern, .. } => {
                if let Err(error) = regex_lite::Regex::new(pattern) {
                    wrong(format!("the expression of the rule `{}` cannot be read: {error}", rule.id), None);
                }
            }
            _ => {}
        }
    }
    problems
}

fn report(problems: &[Problem], said: &str, out: &mut dyn Write) -> Result<(), Failure> {
    for problem in problems {
        writeln!(out, "{}", clean::escape_for_message(&problem.to_string(), 600)).map_err(Failure::output)?;
    }
    writeln!(out, "{said}").map_err(Failure::output)?;
    if problems.is_empty() { Ok(()) } else { Err(Failure::found()) }
}
