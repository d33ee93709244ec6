//! Judges letters by the shipped rules.

use jiff::civil::Date;
use regards::compose::tone::pack::Kind;
use regards::compose::tone::{Case, Reviewer, Rules};
use regards::compose::{Catalog, Setting};
use regards::domain::draft::{Answer, Answers, Draft};
use regards::domain::review::Review;
use regards::domain::scenario::{ChannelUse, Scenario};
use regards::domain::style::{Channel, Spelling};
use regards::services::library;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A reviewer and the scenarios there are.
pub struct Bench {
    reviewer: Reviewer,
    catalog: Catalog,
}

/// A letter to be judged.
pub struct Letter<'a> {
    pub scenario: &'a str,
    pub channel: Channel,
    pub answers: Answers,
    pub today: Date,
    pub text: &'a str,
}

impl Bench {
    pub fn new() -> Bench {
        let catalog = Catalog::assemble(library::builtin().collect()).0;
        Bench { reviewer: Reviewer::new(Arc::new(Rules::new(Vec::new()))), catalog }
    }

    /// What the rules say of a letter. Letters whose scenario is not there yet are judged by its name alone.
    pub fn review(&mut self, letter: &Letter) -> Review {
        let scenario = self.scenario(letter.scenario);
        let mut draft = Draft::new(letter.scenario, letter.channel);
        draft.answers = letter.answers.clone();
        let profile = Answers::new();
        let setting =
            Setting { today: letter.today, time: None, spelling: Spelling::British, profile: &profile };
        self.reviewer.review(&Case::of_text(letter.text.trim(), &draft, Some(&scenario), &setting))
    }

    fn scenario(&self, id: &str) -> Scenario {
        let known = self.catalog.scenario(id).cloned();
        known.unwrap_or_else(|| {
            let mut scenario = self.catalog.scenario("decline-interview").cloned().expect("it is shipped");
            scenario.head.id = id.to_string();
            scenario.head.channels = Channel::ALL
                .iter()
                .map(|channel| ChannelUse { channel: *channel, recommended: true })
                .collect();
            scenario.bands.clear();
            scenario.fields.clear();
            scenario.moves.clear();
            scenario
        })
    }
}

impl Bench {
    /// The rules that forbid words.
    pub fn forbidding(&self) -> BTreeSet<String> {
        let rules = Rules::new(Vec::new());
        let forbids =
            rules.book().rules.iter().filter(|ready| matches!(ready.rule.kind, Kind::Forbid { .. }));
        forbids.map(|ready| ready.rule.id.clone()).collect()
    }
}

impl Bench {
    /// A scenario that a rule holds for.
    pub fn scenario_of(&self, rule: &str) -> Option<String> {
        let rules = Rules::new(Vec::new());
        let scenarios = &rules.book().rule(rule)?.rule.scenarios;
        Some(scenarios.first().cloned().unwrap_or_else(|| "decline-interview".to_string()))
    }
}

/// An answer of a text.
pub fn answer(key: &str, value: &str) -> (String, Answer) {
    (key.to_string(), Answer::from(value))
}
