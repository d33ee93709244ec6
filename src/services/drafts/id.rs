//! The names of drafts.

use crate::services::library::is_slug;
use jiff::Timestamp;
use std::hash::{BuildHasher, Hasher, RandomState};

/// A new name: the scenario, the time, and four random letters against two starts in one second. A slug.
pub(super) fn new(scenario: &str, now: Timestamp) -> String {
    let short: String = scenario.chars().take(40).collect();
    let short = if is_slug(&short) { short.trim_end_matches('-') } else { "letter" };
    format!("{short}-{}-{}", now.strftime("%Y%m%dt%H%M%S"), random_letters())
}

fn random_letters() -> String {
    let mut number = RandomState::new().build_hasher().finish();
    let mut letters = String::new();
    for _ in 0..4 {
        letters.push(char::from(b'a' + (number % 26) as u8));
        number /= 26;
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_slugs_and_differ() {
        let now: Timestamp = "2026-11-24T15:01:02Z".parse().expect("a time");
        for scenario in ["decline-interview", "", "../x", &"a-".repeat(40), "Ünï"] {
            let id = new(scenario, now);
            assert!(is_slug(&id), "{id}");
            assert_ne!(id, new(scenario, now));
        }
        assert!(new("decline-offer", now).starts_with("decline-offer-20261124t150102-"));
    }
}
