//! Loads every template and tries each letter: a file of the person's that breaks one is left out and named.

use super::engine::Engine;
use super::render::{self, Setting};
use crate::domain::draft::{Answers, Draft};
use crate::domain::letter::Letter;
use crate::domain::problem::Problem;
use crate::domain::scenario::{Layer, Scenario};
use crate::domain::source::Source;
use crate::domain::style::{Channel, Spelling};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Rounds of leaving out: what is left after so many is reported and stays out of reach of the letters.
const ROUNDS: usize = 8;

/// Loads everything; leaves out what loads but breaks a letter.
pub fn load(sources: &[Source], scenarios: &[&Scenario]) -> (Engine, Vec<Problem>) {
    let (mut engine, mut problems) = Engine::load(sources);
    if !sources.iter().any(is_own) {
        return (engine, problems);
    }
    let mut sources = sources.to_vec();
    for _ in 0..ROUNDS {
        let offenders = offenders(&engine, &sources, scenarios);
        if offenders.is_empty() {
            break;
        }
        sources.retain(|source| !offenders.contains_key(&source.full_name()));
        problems.extend(offenders.into_values());
        engine = Engine::load(&sources).0;
    }
    (engine, problems)
}

fn is_own(source: &Source) -> bool {
    source.layer == Layer::User && source.name.ends_with(".tera")
}

/// The person's files that break a letter, each with what is wrong.
fn offenders(engine: &Engine, sources: &[Source], scenarios: &[&Scenario]) -> BTreeMap<String, Problem> {
    let mut found = BTreeMap::new();
    for scenario in scenarios {
        for channel in scenario.head.channels.iter().map(|used| used.channel) {
            let Err(problem) = tried(engine, scenario, channel) else { continue };
            let named = engine.culprit(&problem).filter(|name| name.starts_with("user/")).map(str::to_string);
            if let Some(name) = named {
                found.entry(name).or_insert(problem);
            } else if !found.keys().any(|name: &String| name.starts_with("user/_shared/"))
                && let Some(source) = shared_offender(sources, scenario, channel)
            {
                let what =
                    format!("with this file, {} cannot be written: {}", scenario.head.id, problem.what);
                let hint = "A component must take the arguments that the shipped letters give it";
                found.insert(source.full_name(), Problem::new(source.shown(), what).hint(hint));
            }
        }
    }
    found
}

/// The shared file without which the letter can be written.
fn shared_offender<'s>(sources: &'s [Source], scenario: &Scenario, channel: Channel) -> Option<&'s Source> {
    let candidates = sources.iter().filter(|source| is_own(source) && source.text.contains("component "));
    candidates.into_iter().find(|candidate| {
        let without: Vec<Source> = sources.iter().filter(|source| source != candidate).cloned().collect();
        tried(&Engine::load(&without).0, scenario, channel).is_ok()
    })
}

/// The letter of the scenario's example answers.
fn tried(engine: &Engine, scenario: &Scenario, channel: Channel) -> Result<Letter, Problem> {
    let mut draft = Draft::new(&scenario.head.id, channel);
    draft.answers = scenario.example.clone();
    let nobody = Answers::new();
    let setting = Setting {
        today: Date::constant(2026, 11, 24),
        time: None,
        spelling: Spelling::British,
        profile: &nobody,
    };
    match engine.resolve(&render::template_name(&scenario.head.id, channel)) {
        Some(_) => render::with_engine(engine, scenario, &draft, &setting),
        // A channel without a template was reported when the manifest was read.
        None => Ok(Letter::default()),
    }
}
