//! The shipped rule pack: its examples, its sources, and that it is whole.

use regards::compose::Catalog;
use regards::compose::tone::CHECKS;
use regards::compose::tone::pack::{Kind, Level, compile, merge, read, read_sources};
use regards::compose::tone::{Rulebook, Rules, core_files, trial};
use regards::domain::scenario::Layer;
use regards::domain::source::Source;
use regards::services::library;
use std::collections::BTreeSet;

/// The shipped pack with what is wrong with it.
fn shipped() -> (regards::compose::tone::pack::Pack, Vec<String>) {
    let (pack, mut problems) = read("core", &core_files());
    let (merged, wrong) = merge(vec![pack]);
    problems.extend(wrong);
    problems.extend(compile(merged.clone(), Vec::new()).1);
    (merged, problems.iter().map(ToString::to_string).collect())
}

#[test]
fn the_shipped_pack_has_no_problem() {
    let (_, problems) = shipped();
    assert!(problems.is_empty(), "{problems:#?}");
}

#[test]
fn every_example_comes_out_as_stated() {
    let (pack, _) = shipped();
    let catalog = Catalog::assemble(library::builtin().collect()).0;
    let book = Rulebook::new(compile(pack.clone(), Vec::new()).0);
    let outcome = trial(&pack, book, None, &|id| catalog.scenario(id).cloned());
    let problems: Vec<String> = outcome.problems.iter().map(ToString::to_string).collect();
    assert!(problems.is_empty(), "{} of {}: {problems:#?}", problems.len(), outcome.tried);
    assert!(outcome.tried > 1000, "{} examples", outcome.tried);
}

/// What carries advice besides rules, by the name that the list of sources gives it.
const FEATURES: &str = "feature: ";

#[test]
fn every_piece_of_advice_is_carried_and_every_rule_has_its_own() {
    let (advice, problems) = read_sources("assets/sources.toml", include_str!("../assets/sources.toml"));
    assert!(problems.is_empty(), "{problems:?}");
    let (pack, _) = shipped();
    let ids: BTreeSet<&str> = advice.iter().map(|known| known.id.as_str()).collect();
    // As many as there are in each of the source documents.
    for (document, count) in [("REV", 22), ("REF", 10), ("RUN", 16), ("DOI", 14), ("DEC", 33)] {
        for number in 1..=count {
            let id = format!("{document}-{number:02}");
            assert!(ids.contains(id.as_str()), "{id} is not there");
        }
    }
    for known in &advice {
        assert!(!known.text.is_empty() && !known.carried_by.is_empty(), "{}", known.id);
        for carrier in known.carried_by.iter().filter(|carrier| !carrier.starts_with(FEATURES)) {
            let rule = pack.rules.iter().find(|rule| rule.id == *carrier);
            assert!(rule.is_some_and(|rule| rule.source.contains(&known.id)), "{}: {carrier}", known.id);
        }
    }
    for rule in &pack.rules {
        assert!(!rule.source.is_empty(), "{} names no advice", rule.id);
        for id in &rule.source {
            let known =
                advice.iter().find(|known| known.id == *id).unwrap_or_else(|| panic!("{}: {id}", rule.id));
            assert!(known.carried_by.contains(&rule.id), "{id} does not name {}", rule.id);
        }
        let documented = rule.source.iter().any(|id| !id.starts_with("HYG"));
        assert!(rule.ours || documented, "{} says that a document says so, and names none", rule.id);
    }
}

/// Rules of ours that may ask to be fixed: blanks, markup left over, wrong names, hard limits, hidden characters.
const OURS_TO_FIX: &[&str] = &[
    "placeholder-left",
    "template-residue",
    "hidden-characters",
    "greeting-name-mismatch",
    "wrong-company",
    "wrong-person",
    "note-over-limit",
    "message-over-limit",
];

#[test]
fn what_is_ours_is_an_idea() {
    let (pack, _) = shipped();
    for rule in pack.rules.iter().filter(|rule| rule.ours && !OURS_TO_FIX.contains(&rule.id.as_str())) {
        let names = rule.id == "name-misspelt";
        let most = if names { Level::Warning } else { Level::Hint };
        let weights = rule
            .weights
            .values()
            .chain(rule.weight_when.iter().map(|(_, level)| level))
            .chain([&rule.severity]);
        assert!(weights.max().is_some_and(|heaviest| *heaviest <= most), "{} is ours", rule.id);
    }
}

#[test]
fn every_signal_is_used_and_every_check_is_there() {
    let (pack, _) = shipped();
    let mut used: BTreeSet<&str> = BTreeSet::new();
    for rule in &pack.rules {
        match &rule.kind {
            Kind::Require { signal, .. } => used.extend(signal.iter().map(String::as_str)),
            Kind::Forbid { signal, unless_sentence, unless_letter, .. } => {
                used.extend(signal.iter().chain(unless_sentence).chain(unless_letter).map(String::as_str));
            }
            Kind::Near { signal, needs, .. } => used.extend(signal.iter().chain(needs).map(String::as_str)),
            Kind::Order { first, then } => used.extend(first.iter().chain(then).map(String::as_str)),
            Kind::Position { signal, .. } => used.extend(signal.iter().map(String::as_str)),
            Kind::Limit { metric, .. } => used.extend(metric.strip_prefix("count:")),
            Kind::Builtin { check, .. } => assert!(CHECKS.iter().any(|(name, _)| name == check), "{check}"),
            _ => {}
        }
    }
    // Counted by checks and by what begins with `reason-`.
    used.extend([
        "as-offered",
        "decline-interview",
        "decline-offer",
        "criticism-reader",
        "blame-reader",
        "invite-talk",
    ]);
    for signal in pack.signals.iter().filter(|signal| !signal.id.starts_with("reason-")) {
        assert!(used.contains(signal.id.as_str()), "nothing uses {}", signal.id);
    }
}

#[test]
fn messages_are_short_and_kind() {
    let (pack, _) = shipped();
    for rule in &pack.rules {
        let message = rule.message.to_lowercase();
        assert!(
            rule.message.chars().count() <= 140,
            "{}: {} characters",
            rule.id,
            rule.message.chars().count()
        );
        for word in ["error", "missing", "mistake", "wrong", " bad "] {
            assert!(!message.contains(word), "{}: {word}", rule.id);
        }
        if let Some(label) = &rule.checklist {
            assert!(!label.to_lowercase().contains("missing") && label.chars().count() <= 60, "{}", rule.id);
        }
    }
}

/// The pack that the manual for packs builds up: its files, from the code blocks that name them.
fn taught() -> Vec<Source> {
    let mut files = Vec::new();
    for block in include_str!("../assets/packs/README.md").split("```toml ").skip(1) {
        let (name, rest) = block.split_once('\n').expect("a name");
        let text = rest.split("```").next().expect("a block");
        let name = format!("mine/{}", name.trim());
        files.push(Source { name, layer: Layer::User, path: None, text: text.to_string().into() });
    }
    files
}

#[test]
fn the_pack_that_the_manual_teaches_works() {
    let files = taught();
    assert!(files.len() >= 3, "{} files", files.len());
    let rules = Rules::new(files);
    assert!(rules.problems().is_empty(), "{:?}", rules.problems());
    let (pack, problems) = rules.written();
    assert!(problems.is_empty(), "{problems:?}");
    let own = pack.rules.iter().filter(|rule| rule.pack == "mine").count();
    assert!(own > 0, "it has a rule of its own");
    let book = Rulebook::new(compile(pack.clone(), Vec::new()).0);
    let outcome = trial(&pack, book, Some("mine"), &|_| None);
    let problems: Vec<String> = outcome.problems.iter().map(ToString::to_string).collect();
    assert!(problems.is_empty(), "{problems:#?}");
}

#[test]
fn a_broken_pack_of_ones_own_leaves_the_shipped_rules() {
    let text =
        "[[rule]]\nid = \"mine\"\nkind = \"forbid\"\nsignal = \"nope\"\nmessage = \"m\"\n".to_string().into();
    let file = Source { name: "mine/rules/r.toml".into(), layer: Layer::User, path: None, text };
    let rules = Rules::new(vec![file]);
    assert_eq!(rules.problems().len(), 1, "{:?}", rules.problems());
    let shipped = Rules::new(Vec::new());
    assert_eq!(rules.book().rules.len(), shipped.book().rules.len());
}
