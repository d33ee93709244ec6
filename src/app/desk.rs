//! What lies on the desk whatever letter is written: scenarios, the day, the person's own facts.

use crate::compose::answers::Answered;
use crate::compose::dates;
use crate::compose::tone::Rules;
use crate::compose::{Catalog, Setting};
use crate::domain::draft::{Answer, Answers, Draft};
use crate::domain::scenario::{Field, Kind, Scenario};
use crate::domain::style::Spelling;
use jiff::civil::{Date, Time};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What lies on the desk whatever letter is written.
#[derive(Debug)]
pub struct Desk {
    /// The scenarios.
    pub catalog: Arc<Catalog>,
    /// The rules for the tone of letters; read when the first letter is.
    pub rules: Arc<Rules>,
    /// The day.
    pub today: Date,
    /// The time of day; none where only the day is known.
    pub time: Option<Time>,
    /// How dates are written.
    pub spelling: Spelling,
    /// The person's own facts.
    pub profile: Answers,
    /// Field → recent answers, the newest first.
    pub recent: BTreeMap<String, Vec<String>>,
    /// Drafts that can be gone on with, the newest first.
    pub kept: Vec<KeptDraft>,
}

impl Desk {
    /// What letters depend on besides their draft.
    pub fn setting(&self) -> Setting<'_> {
        Setting { today: self.today, time: self.time, spelling: self.spelling, profile: &self.profile }
    }

    /// The scenario of a draft.
    pub fn scenario(&self, draft: &Draft) -> Option<&Scenario> {
        self.catalog.scenario(&draft.scenario)
    }

    /// A draft's answers read against its scenario.
    fn answered<'a>(&'a self, draft: &'a Draft) -> Option<Answered<'a, 'a>> {
        Some(Answered { scenario: self.scenario(draft)?, draft, profile: &self.profile })
    }

    /// The answer that counts for a question: the draft's, the profile's or the default.
    pub fn standing<'a>(&'a self, draft: &'a Draft, field: &Field) -> Option<&'a Answer> {
        self.answered(draft)?.standing(field)
    }

    /// Whether the letter needs an answer to a question.
    pub fn needs(&self, draft: &Draft, field: &Field) -> bool {
        self.answered(draft).is_some_and(|answered| answered.is_needed(field))
    }

    /// The day that is being typed into a question, in words.
    pub fn day_in_words(&self, field: &Field, typed: &str) -> Option<String> {
        if field.kind != Kind::Date {
            return None;
        }
        let day = dates::parse(typed, self.today, field.direction).ok()?;
        Some(dates::full_day(day, self.today, self.spelling))
    }

    /// The questions that are asked for a draft, in order.
    pub fn questions(&self, draft: &Draft) -> Vec<&Field> {
        let Some(scenario) = self.scenario(draft) else { return Vec::new() };
        Answered { scenario, draft, profile: &self.profile }.visible()
    }
}

/// What a day may be typed as, for help texts.
pub const DAY_FORMS: &str = dates::FORMS;

/// A draft that was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptDraft {
    /// Its id.
    pub id: String,
    /// Its scenario's id.
    pub scenario: String,
    /// What it is about: company, role, name.
    pub label: String,
    /// When it was last changed, in words.
    pub when: String,
    /// Whether its letter was copied.
    pub copied: bool,
}
