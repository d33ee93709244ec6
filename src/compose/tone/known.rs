//! What the rules know of letters that have no manifest here: their names, and the answers rules ask for.

use super::pack::{Clock, Condition, Wanted};
use super::rulebook::Rulebook;
use crate::domain::draft::Answers;
use crate::domain::scenario::{ChannelUse, Direction, Field, Head, Kind, Layer, Scenario};
use crate::domain::style::Channel;
use std::collections::{BTreeMap, BTreeSet};

/// Answers that checks of the program look at, whatever the packs say.
const OF_CHECKS: &[&str] = &[
    "company",
    "role",
    "recipient",
    "recipient_full",
    "recipient_email",
    "recipient_role",
    "sender",
    "skill",
    "reason",
    "linkedin_note_limit",
    "also_met",
    "interviewers",
    "names_mentioned",
    "referral_name",
    "employers",
];

impl Rulebook {
    /// The scenarios that rules name, in order.
    pub fn scenarios(&self) -> BTreeSet<&str> {
        self.rules.iter().flat_map(|ready| ready.rule.scenarios.iter().map(String::as_str)).collect()
    }

    /// The keys of all answers that rules, patterns and checks look at.
    pub fn keys(&self) -> BTreeSet<String> {
        let mut keys: BTreeSet<String> = OF_CHECKS.iter().map(|key| (*key).to_string()).collect();
        keys.extend(self.scanner.fields().iter().filter(|key| *key != "recipient_first").cloned());
        keys.extend(
            self.conditions()
                .map(|condition| condition.field.clone())
                .filter(|key| key != "channel" && !is_derived(key)),
        );
        for clock in self.clock.values() {
            if let Clock::Fields(fields) = clock {
                keys.extend(fields.iter().cloned());
            }
        }
        for ready in &self.rules {
            if let super::pack::Kind::FieldInText { field } = &ready.rule.kind {
                keys.insert(field.clone());
            }
        }
        keys
    }

    /// All conditions of rules.
    pub fn conditions(&self) -> impl Iterator<Item = &Condition> {
        self.rules.iter().flat_map(|ready| {
            ready.rule.when.iter().chain(ready.rule.weight_when.iter().map(|(condition, _)| condition))
        })
    }

    /// The scenario with a question for every answer that rules look at, so that each can be given.
    pub fn with_all_keys(&self, mut scenario: Scenario) -> Scenario {
        for key in self.keys() {
            if scenario.field(&key).is_none() {
                scenario.fields.push(self.bare_field(&key));
            }
        }
        scenario
    }

    /// A scenario of which only the name is known; every channel is open to it.
    pub fn bare_scenario(&self, id: &str) -> Scenario {
        let text = String::new;
        let channels =
            Channel::ALL.iter().map(|channel| ChannelUse { channel: *channel, recommended: true }).collect();
        let head = Head {
            id: id.to_string(),
            title: text(),
            summary: text(),
            group: text(),
            order: 0,
            aliases: Vec::new(),
            when: text(),
            to: text(),
            soon: text(),
            comfort: text(),
            channels,
        };
        let bare = Scenario {
            head,
            bands: BTreeMap::new(),
            fields: Vec::new(),
            moves: Vec::new(),
            next: Vec::new(),
            example: Answers::new(),
            layer: Layer::Builtin,
        };
        self.with_all_keys(bare)
    }

    fn bare_field(&self, key: &str) -> Field {
        let is_day = self
            .clock
            .values()
            .any(|clock| matches!(clock, Clock::Fields(fields) if fields.iter().any(|field| field == key)));
        let is_flag = self
            .conditions()
            .any(|condition| condition.field == key && matches!(condition.value, Wanted::Flag(_)));
        let kind = match (is_day, is_flag) {
            (true, _) => Kind::Date,
            (_, true) => Kind::Toggle,
            _ => Kind::Line,
        };
        Field {
            key: key.to_string(),
            kind,
            label: key.replace('_', " "),
            help: String::new(),
            example: None,
            required: false,
            default: None,
            advice: true,
            remember: false,
            profile: key == "sender",
            when: None,
            unless: None,
            choices: Vec::new(),
            direction: if key.starts_with("interview") { Direction::Future } else { Direction::Past },
            max_words: None,
            drop_first: Vec::new(),
            drop_last: Vec::new(),
        }
    }
}

/// Whether a key is a number that the clock makes.
pub fn is_derived(key: &str) -> bool {
    ["hours_since_", "hours_until_", "days_since_", "days_until_", "workdays_since_"]
        .iter()
        .any(|start| key.starts_with(start))
}
