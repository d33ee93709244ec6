//! The tone engine: what a letter keeps, what would hurt in it, and why.

mod case;

pub use case::Case;

use crate::domain::problem::Problem;
use crate::domain::review::Review;
use crate::domain::source::Source;
use std::sync::Arc;

/// The rule packs, read when they are first needed.
#[derive(Debug, Default)]
pub struct Rules;

impl Rules {
    /// The shipped pack with the person's own packs over it.
    pub fn new(_packs: Vec<Source>) -> Rules {
        Rules
    }

    /// What is wrong with the person's packs.
    pub fn problems(&self) -> &[Problem] {
        &[]
    }
}

/// Judges letters. Remembers the paragraphs it has read.
#[derive(Debug, Clone, Default)]
pub struct Reviewer {
    _rules: Arc<Rules>,
}

impl Reviewer {
    /// Judges by these rules.
    pub fn new(rules: Arc<Rules>) -> Reviewer {
        Reviewer { _rules: rules }
    }

    /// What the rules say of a letter.
    pub fn review(&mut self, _case: &Case<'_>) -> Review {
        Review::default()
    }

    /// What the sentence at a byte of the last letter does: labels of the moves it carries.
    pub fn carries(&self, _case: &Case<'_>, _at: usize) -> Vec<String> {
        Vec::new()
    }
}
