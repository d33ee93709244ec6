//! Nothing flickers under a person's hands: what a half-typed word or sentence gives waits until it ends.

use super::sentences;
use crate::domain::review::{Check, Finding, Review, Tick};
use std::ops::Range;

/// Where a person types.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caret {
    /// The word that ends or goes on at the cursor; empty between words. Bytes of the letter's text.
    pub word: Range<usize>,
    /// Whether a sentence was being typed and has not ended.
    pub in_sentence: bool,
}

impl Caret {
    /// The caret at a byte of the letter's text; `typed`: the text was just changed there.
    pub fn at(text: &str, at: usize, typed: bool) -> Caret {
        let head = text.get(..at).unwrap_or(text);
        let tail = text.get(at..).unwrap_or("");
        let of_word = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-');
        let before = head.len() - head.trim_end_matches(of_word).len();
        let after = tail.len() - tail.trim_start_matches(of_word).len();
        let word = if before == 0 { at..at } else { at - before..at + after };
        Caret { word, in_sentence: typed && !sentences::ends(head) }
    }
}

/// What is shown now, after `before` was shown.
pub(super) fn settled(fresh: &Review, before: &Review, caret: &Caret) -> Review {
    let checks: Vec<Check> = fresh.checks.iter().map(|check| kept(check, before, caret)).collect();
    let held = |rule: &str| {
        checks
            .iter()
            .zip(&fresh.checks)
            .any(|(shown, check)| &*check.rule == rule && shown.state != check.state)
    };
    let waits = |finding: &Finding| match &finding.span {
        None => held(&finding.rule),
        Some(span) => {
            let touches = span.start < caret.word.end && caret.word.start < span.end;
            touches && !before.findings.iter().any(|known| known.identity == finding.identity)
        }
    };
    let findings = fresh.findings.iter().filter(|finding| !waits(finding)).cloned().collect();
    Review { findings, checks, ..fresh.clone() }
}

/// A tick that is lost while a sentence is typed stays until the sentence ends. A new one shows at once.
fn kept(check: &Check, before: &Review, caret: &Caret) -> Check {
    let old = before.checks.iter().find(|old| old.rule == check.rule && old.state.stands());
    match (old, check.state) {
        // Its sentence is changing: there is no place to point at.
        (Some(old), Tick::NotFound) if caret.in_sentence => Check { span: None, ..old.clone() },
        _ => check.clone(),
    }
}
