//! The letters that the program writes pass its own tone rules, by their words alone.

use super::samples::{self, Random, Words};
use super::{catalog, render, styles};
use regards::compose::Setting;
use regards::compose::tone::pack::Kind;
use regards::compose::tone::{Case, Reviewer, Rules};
use regards::domain::draft::{Answers, Draft};
use regards::domain::letter::Letter;
use regards::domain::review::{Severity, Tick};
use regards::domain::scenario::Scenario;
use regards::domain::style::Spelling;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What was found, by scenario, channel and rule: how often, and one letter.
type Found = BTreeMap<String, (usize, String)>;

struct Judge {
    reviewer: Reviewer,
    found: Found,
    letters: usize,
    of_answers: Vec<String>,
}

impl Judge {
    fn look(&mut self, scenario: &Scenario, draft: &Draft, letter: &Letter) {
        let nobody = Answers::new();
        let spelling = Spelling::British;
        let setting = Setting { today: samples::TODAY, time: None, spelling, profile: &nobody };
        let text = letter.text();
        let review = self.reviewer.review(&Case::of_text(&text, draft, Some(scenario), &setting));
        self.letters += 1;
        // Rules about time, channel and reader speak of the answers, not of the letter.
        let of_answers = |id: &str| self.of_answers.iter().any(|known| known == id);
        let loud: Vec<_> = review
            .findings
            .iter()
            .filter(|finding| finding.severity > Severity::Hint && !of_answers(&finding.rule))
            .collect();
        for finding in loud {
            let words = finding.span.clone().and_then(|span| text.get(span)).unwrap_or_default();
            self.note(scenario, draft, &format!("{} \"{words}\"", finding.rule), &text);
        }
        // What is only likely would be asked about: our own sentence must be plain.
        for check in review
            .checks
            .iter()
            .filter(|check| check.severity > Severity::Hint && check.state == Tick::Likely)
        {
            let words = check.span.clone().and_then(|span| text.get(span)).unwrap_or_default();
            self.note(scenario, draft, &format!("{} only likely: \"{words}\"", check.rule), &text);
        }
    }

    fn note(&mut self, scenario: &Scenario, draft: &Draft, what: &str, text: &str) {
        let key = format!("{} {} {what}", scenario.head.id, draft.channel);
        let entry = self
            .found
            .entry(key)
            .or_insert_with(|| (0, format!("{:?} {:?}\n{text}", draft.answers, draft.length)));
        entry.0 += 1;
    }
}

#[test]
fn our_own_letters_pass_our_own_rules() {
    let mut random = Random::seeded(20_261_124);
    let rules = Arc::new(Rules::new(Vec::new()));
    let meta = rules.book().rules.iter().filter(|ready| matches!(ready.rule.kind, Kind::Meta));
    let of_answers = meta.map(|ready| ready.rule.id.clone()).collect();
    let mut judge =
        Judge { reviewer: Reviewer::new(Arc::clone(&rules)), found: Found::new(), letters: 0, of_answers };
    for scenario in catalog().scenarios() {
        let mut all = samples::every_choice(scenario);
        all.extend(samples::sets(scenario, Words::Typical, 12, &mut random));
        for answers in all {
            styles(scenario, &answers, &mut random, |draft| {
                judge.look(scenario, draft, &render(draft, Spelling::British));
            });
        }
    }
    let shown: Vec<String> =
        judge.found.iter().map(|(what, (times, letter))| format!("{times:>5}x {what}\n{letter}\n")).collect();
    let short: Vec<String> =
        judge.found.iter().map(|(what, (times, _))| format!("{times:>5}x {what}")).collect();
    assert!(judge.letters > 3000, "{} letters", judge.letters);
    assert!(
        shown.is_empty(),
        "{} of {} letters:\n{}\n\n{}",
        short.len(),
        judge.letters,
        short.join("\n"),
        shown
            .iter()
            .filter(|shown| std::env::var("SHOW").is_ok_and(|show| shown.contains(&show)))
            .take(3)
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join("\n")
    );
}
