//! What the tone rules say of the letter in work, as the person meets it: what is shown, what is chosen.

pub mod gate;
pub mod items;
pub mod place;
pub mod sentences;
mod settle;

pub use settle::Caret;

use crate::app::desk::Desk;
use crate::compose::tone::{Case, Reviewer, Rules};
use crate::domain::draft::Draft;
use crate::domain::letter::Letter;
use crate::domain::review::{Finding, Identity, Review, Severity};
use std::ops::Range;
use std::sync::Arc;

/// A longer letter is no letter any more: the rules stay silent, so that every key stays quick.
const LONGEST: usize = 256 * 1024;

/// The rules' view of one letter.
#[derive(Debug, Clone)]
pub struct Checking {
    reviewer: Reviewer,
    /// What they say of the letter as it stands.
    pub fresh: Review,
    /// What is shown of it: all but what waits until a word or a sentence ends.
    pub shown: Review,
    /// Whether ideas are shown.
    pub ideas: bool,
    /// What the person looks at.
    pub chosen: Option<Identity>,
    /// Its place among what can be looked at, for when it is gone.
    order: usize,
    /// The words to show: bytes of the letter's text.
    pub spot: Option<Spot>,
    /// The suggestion that was put in last.
    pub inserted: Option<Inserted>,
    /// What is to be fixed and was copied all the same.
    pub agreed: Vec<Identity>,
    /// The question that is being typed into: what its words give is not final yet.
    pub typing_in: Option<String>,
    /// Whether the letter changed since the rules read it.
    behind: bool,
}

/// Words of the letter that the screen goes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// Bytes of the letter's text.
    pub span: Range<usize>,
    /// Whether they are set off from the rest as well.
    pub lit: bool,
}

/// A suggestion that was put in, so that the same key can show the next wording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inserted {
    /// The must-have's rule.
    pub rule: Arc<str>,
    /// Which of its wordings.
    pub index: usize,
    /// The letter's text with it.
    pub text: String,
}

impl Checking {
    /// Begins with a letter that was not read yet.
    pub fn new(rules: Arc<Rules>) -> Checking {
        Checking {
            reviewer: Reviewer::new(rules),
            fresh: Review::default(),
            shown: Review::default(),
            ideas: false,
            chosen: None,
            order: 0,
            spot: None,
            inserted: None,
            agreed: Vec::new(),
            typing_in: None,
            behind: true,
        }
    }

    /// The letter changed, or what it is judged by.
    pub fn fall_behind(&mut self) {
        self.behind = true;
    }

    /// Reads the letter if it changed. Says whether it did.
    pub fn catch_up(&mut self, letter: &Letter, draft: &Draft, desk: &Desk) -> bool {
        if !std::mem::take(&mut self.behind) {
            return false;
        }
        let setting = desk.setting();
        let case = Case::of_letter(letter, draft, desk.scenario(draft), &setting);
        self.fresh = if case.text.len() > LONGEST { Review::default() } else { self.reviewer.review(&case) };
        self.spot = None;
        true
    }

    /// What the sentence at a byte of the letter's text does.
    pub fn carries(&mut self, letter: &Letter, draft: &Draft, desk: &Desk, at: usize) -> Vec<String> {
        let setting = desk.setting();
        self.reviewer.carries(&Case::of_letter(letter, draft, desk.scenario(draft), &setting), at)
    }

    /// Takes over what the rules say now. What belongs to a word or sentence being typed waits.
    pub fn settle(&mut self, caret: Option<&Caret>) {
        self.shown = match caret {
            Some(caret) => settle::settled(&self.fresh, &self.shown, caret),
            None => self.fresh.clone(),
        };
    }

    /// The least weight that is shown.
    pub fn least(&self) -> Severity {
        if self.ideas { Severity::Hint } else { Severity::Warning }
    }

    /// What can be looked at, in the order of the text.
    pub fn open(&self) -> impl Iterator<Item = &Finding> {
        self.shown.open(self.least())
    }

    /// The finding that the person looks at: its number from 1, how many there are, and itself.
    pub fn looked_at(&self) -> Option<(usize, usize, &Finding)> {
        let place = self.place()?;
        let finding = self.open().nth(place)?;
        Some((place + 1, self.open().count(), finding))
    }

    /// Where the chosen finding stands. Words around it may have changed since it was chosen.
    fn place(&self) -> Option<usize> {
        let chosen = self.chosen.as_ref()?;
        let alike = |finding: &Finding| {
            finding.identity.rule == chosen.rule && finding.identity.words == chosen.words
        };
        self.open().position(|finding| finding.identity == *chosen).or_else(|| self.open().position(alike))
    }

    /// Chooses the next or the previous finding; round the end. `false`: there is none.
    pub fn step(&mut self, forward: bool) -> bool {
        let count = self.open().count();
        if count == 0 {
            self.chosen = None;
            return false;
        }
        let next = match (self.place(), self.chosen.is_some(), forward) {
            (Some(place), _, true) => (place + 1) % count,
            (Some(place), _, false) => (place + count - 1) % count,
            // What was chosen is gone: the one that took its place comes next.
            (None, true, true) => self.order % count,
            (None, true, false) => (self.order + count - 1) % count,
            (None, false, true) => 0,
            (None, false, false) => count - 1,
        };
        self.choose_at(next);
        true
    }

    /// Chooses the first finding that begins at or behind a byte of the text, else the first one.
    pub fn choose_from(&mut self, at: usize) -> bool {
        let behind = |finding: &Finding| finding.span.as_ref().is_some_and(|span| span.start >= at);
        let place = self.open().position(behind).unwrap_or(0);
        self.choose_at(place)
    }

    fn choose_at(&mut self, place: usize) -> bool {
        let Some((identity, span)) =
            self.open().nth(place).map(|finding| (finding.identity.clone(), finding.span.clone()))
        else {
            return false;
        };
        self.order = place;
        self.chosen = Some(identity);
        self.spot = span.map(|span| Spot { span, lit: true });
        true
    }

    /// Chooses a finding by what it is known by.
    pub fn choose(&mut self, identity: &Identity) {
        let place = self.open().position(|finding| finding.identity == *identity);
        if let Some(place) = place {
            self.choose_at(place);
        }
    }

    /// The finding that says that a must-have was not found.
    pub fn suggestion(&self, rule: &str) -> Option<&Finding> {
        self.fresh.findings.iter().find(|finding| &*finding.rule == rule && finding.span.is_none())
    }

    /// How many open findings weigh exactly that much.
    pub fn count(&self, severity: Severity) -> usize {
        self.shown.open(severity).filter(|finding| finding.severity == severity).count()
    }

    /// Words are no longer set off; the screen stays where it is.
    pub fn unlight(&mut self) {
        if let Some(spot) = &mut self.spot {
            spot.lit = false;
        }
    }
}

#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;
