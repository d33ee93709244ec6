//! Any text: no panic, and every place on a character boundary.
#![no_main]

use libfuzzer_sys::fuzz_target;
use regards::compose::Setting;
use regards::compose::tone::{Case, Reviewer, Rules};
use regards::domain::draft::{Answers, Draft};
use regards::domain::style::{Channel, Spelling};
use std::sync::{Arc, OnceLock};

fuzz_target!(|text: &str| {
    static RULES: OnceLock<Arc<Rules>> = OnceLock::new();
    let rules = RULES.get_or_init(|| Arc::new(Rules::new(Vec::new())));
    let draft = Draft::new("decline-interview", Channel::Email);
    let profile = Answers::new();
    let today = jiff::civil::date(2026, 5, 11);
    let setting = Setting { today, time: None, spelling: Spelling::British, profile: &profile };
    let scenario = rules.book().bare_scenario("decline-interview");
    let review = Reviewer::new(Arc::clone(rules)).review(&Case::of_text(text, &draft, Some(&scenario), &setting));
    for finding in review.findings {
        if let Some(span) = finding.span {
            assert!(text.get(span).is_some());
        }
    }
});
