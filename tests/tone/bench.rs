//! Judges letters by the shipped rules.

use regards::compose::tone::{Case, Reviewer, Rules};
use regards::compose::{Catalog, Setting};
use regards::domain::draft::{Answer, Answers, Draft};
use regards::domain::review::Review;
use regards::domain::scenario::{ChannelUse, Scenario};
use regards::domain::style::{Channel, Spelling};
use regards::services::library;
use std::sync::Arc;

/// A reviewer and the scenarios there are.
pub struct Bench {
    reviewer: Reviewer,
    catalog: Catalog,
    /// The rules.
    pub rules: Arc<Rules>,
}

/// A letter to be judged.
pub struct Letter<'a> {
    pub scenario: &'a str,
    pub channel: Channel,
    pub answers: Answers,
    pub text: &'a str,
}

impl Bench {
    pub fn new() -> Bench {
        let rules = Arc::new(Rules::new(Vec::new()));
        let catalog = Catalog::assemble(library::builtin().collect()).0;
        Bench { reviewer: Reviewer::new(Arc::clone(&rules)), catalog, rules }
    }

    /// What the rules say of a letter. Letters whose scenario is not there yet are judged by its name alone.
    pub fn review(&mut self, letter: &Letter) -> Review {
        let scenario = self.scenario(letter.scenario);
        let mut draft = Draft::new(letter.scenario, letter.channel);
        draft.answers = letter.answers.clone();
        let profile = Answers::new();
        // A Monday.
        let today = jiff::civil::date(2026, 5, 11);
        let setting = Setting { today, time: None, spelling: Spelling::British, profile: &profile };
        let mut case = Case::of_text(letter.text.trim(), &draft, Some(&scenario), &setting);
        case.recent = None;
        self.reviewer.review(&case)
    }

    fn scenario(&self, id: &str) -> Scenario {
        let known = self.catalog.scenario(id).cloned();
        known.unwrap_or_else(|| {
            let mut scenario = self.catalog.scenario("decline-interview").cloned().expect("it is shipped");
            scenario.head.id = id.to_string();
            scenario.head.channels =
                Channel::ALL.iter().map(|channel| ChannelUse { channel: *channel, recommended: true }).collect();
            scenario.bands.clear();
            scenario.fields.clear();
            scenario.moves.clear();
            scenario
        })
    }
}

/// An answer of a text.
pub fn answer(key: &str, value: &str) -> (String, Answer) {
    (key.to_string(), Answer::from(value))
}
