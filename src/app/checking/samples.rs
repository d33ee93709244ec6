//! Reviews made by hand, for tests of what is done with them.

use crate::domain::review::{Basis, Check, Finding, Identity, Review, Severity, Tick};
use std::ops::Range;

/// A finding about these words of a text.
pub fn about(text: &str, words: &str, severity: Severity) -> Finding {
    let at = text.find(words).expect("the words are there");
    Finding { span: Some(at..at + words.len()), ..general(words, severity) }
}

/// A finding without a place; the rule goes by the same name.
pub fn general(rule: &str, severity: Severity) -> Finding {
    Finding {
        rule: rule.into(),
        severity,
        basis: Basis::Ours,
        span: None,
        message: format!("On {rule}."),
        fixes: Vec::new(),
        sources: Vec::new(),
        example: None,
        identity: Identity {
            rule: rule.to_string(),
            words: rule.to_string(),
            before: String::new(),
            after: String::new(),
        },
        covered: false,
    }
}

/// A must-have.
pub fn check(rule: &str, state: Tick, span: Option<Range<usize>>) -> Check {
    Check { rule: rule.into(), label: rule.into(), severity: Severity::Warning, state, span }
}

/// A review of findings and must-haves.
pub fn review(findings: Vec<Finding>, checks: Vec<Check>) -> Review {
    Review { findings, checks, ..Review::default() }
}
