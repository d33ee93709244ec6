//! A letter as the rules see it: its text, and all that is known about it.

use crate::compose::Setting;
use crate::domain::draft::Draft;
use crate::domain::letter::{Letter, Mark};
use crate::domain::scenario::Scenario;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A letter to be judged.
#[derive(Debug, Clone)]
pub struct Case<'a> {
    /// The letter in its text form: header lines, a blank line, the body. Offsets count from here.
    pub text: Cow<'a, str>,
    /// Its scenario; without one only the rules for every letter apply.
    pub scenario: Option<&'a Scenario>,
    /// Channel, answers, what was dropped and what was decided.
    pub draft: &'a Draft,
    /// The clock, the spelling and the person's own facts.
    pub setting: &'a Setting<'a>,
    /// Where stretches of the text came from.
    pub marks: Vec<Mark>,
    /// Field → answers of the person's other letters: a name left over from one of them is noticed.
    pub recent: Option<&'a BTreeMap<String, Vec<String>>>,
}

impl<'a> Case<'a> {
    /// A letter of which only the text is known.
    pub fn of_text(
        text: &'a str,
        draft: &'a Draft,
        scenario: Option<&'a Scenario>,
        setting: &'a Setting<'a>,
    ) -> Case<'a> {
        Case { text: Cow::Borrowed(text), scenario, draft, setting, marks: Vec::new(), recent: None }
    }

    /// A letter that the program made, with its marks.
    pub fn of_letter(
        letter: &Letter,
        draft: &'a Draft,
        scenario: Option<&'a Scenario>,
        setting: &'a Setting<'a>,
    ) -> Case<'a> {
        let mut marks = Vec::new();
        for (start, paragraph) in letter.placed() {
            marks.extend(paragraph.marks.iter().map(|mark| Mark {
                span: mark.span.start + start..mark.span.end + start,
                kind: mark.kind.clone(),
            }));
        }
        Case { text: Cow::Owned(letter.text()), scenario, draft, setting, marks, recent: None }
    }
}
