//! Sentences that resemble a fault and are none.

use super::bench::{Bench, Letter, answer};
use regards::domain::draft::Answers;
use regards::domain::review::Severity;
use std::collections::BTreeMap;

/// How many of them may be taken for the fault after all. It may only fall.
const TAKEN: usize = 30;

#[test]
fn near_misses_are_left_alone() {
    let all: BTreeMap<String, Vec<String>> =
        toml::from_str(include_str!("near-misses.toml")).expect("it is TOML");
    let mut bench = Bench::new();
    let (mut tried, mut taken) = (0, Vec::new());
    for (rule, sentences) in &all {
        let Some(scenario) = bench.scenario_of(rule) else { panic!("there is no rule {rule}") };
        for sentence in sentences {
            tried += 1;
            let text = format!(
                "Subject: Data Analyst role\n\nDear Ms. Okafor,\n\n{sentence}\n\nKind regards,\nDana Reyes"
            );
            let answers: Answers =
                [answer("company", "Northwind Labs"), answer("recipient", "Ms. Okafor")].into();
            let channel = regards::domain::style::Channel::Email;
            let today = jiff::civil::date(2026, 5, 11);
            let review = bench.review(&Letter { scenario: &scenario, channel, answers, today, text: &text });
            let said =
                review.findings.iter().any(|found| *found.rule == **rule && found.severity > Severity::Hint);
            if said {
                taken.push(format!("{rule}: {sentence}"));
            }
        }
    }
    assert!(tried > 700, "{tried} sentences");
    assert!(taken.len() <= TAKEN, "{} of {tried}:\n{}", taken.len(), taken.join("\n"));
}
