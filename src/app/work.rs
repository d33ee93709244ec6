//! The letter in work: a draft, the letter it makes, and the way back.

use super::checking::Checking;
use super::desk::Desk;
use super::effect::Effect;
use crate::compose::{Render, Setting};
use crate::domain::draft::{Change, Draft};
use crate::domain::letter::{Letter, Paragraph};
use crate::domain::problem::Problem;
use std::ops::Range;
use std::sync::Arc;

/// How many changes can be taken back.
const HISTORY: usize = 200;

/// What a change belongs to: changes of one group are taken back together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Group {
    /// Typing in one field.
    Field(String),
    /// A change of its own.
    Alone,
}

/// The letter being written.
#[derive(Debug, Clone)]
pub struct Work {
    /// What the person decided so far.
    pub draft: Draft,
    /// The letter as it stands, hand edits included.
    pub letter: Letter,
    /// What is wrong with the template; the letter is then the last good one.
    pub problem: Option<Problem>,
    /// The entry of the letter that is chosen or changed last.
    pub chosen: usize,
    /// What changed last in the chosen paragraph, in bytes of its text.
    pub changed: Range<usize>,
    /// Whether the person chose the paragraph, so that it must be seen which it is.
    pub pointed: bool,
    /// Open slots that the person agreed to copy.
    pub agreed: Option<Vec<String>>,
    /// What the rules say of the letter.
    pub checking: Checking,
    undo: Vec<Draft>,
    redo: Vec<Draft>,
    group: Option<Group>,
}

/// A line of the live letter: a paragraph, or one that was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// A paragraph, by its index.
    Paragraph(usize),
    /// A paragraph that was left out, by its index.
    LeftOut(usize),
}

impl Work {
    /// Begins with a draft.
    pub fn new(draft: Draft, render: &mut dyn Render, desk: &Desk) -> Work {
        let mut work = Work {
            draft,
            letter: Letter::default(),
            problem: None,
            chosen: 0,
            changed: 0..0,
            pointed: false,
            agreed: None,
            checking: Checking::new(Arc::clone(&desk.rules)),
            undo: Vec::new(),
            redo: Vec::new(),
            group: None,
        };
        work.refresh(render, &desk.setting());
        work.chosen = 0;
        work.check(desk);
        work
    }

    /// Has the rules read the letter as it stands, and takes over all that they say. Copying waits for that.
    pub fn check(&mut self, desk: &Desk) {
        self.checking.catch_up(&self.letter, &self.draft, desk);
        self.checking.settle(None);
    }

    /// The letter is another one now.
    pub fn set_letter(&mut self, letter: Letter) {
        self.letter = letter;
        self.checking.fall_behind();
    }

    /// Makes a change, writes it down and renews the letter.
    pub fn change(
        &mut self,
        change: Change,
        group: Group,
        render: &mut dyn Render,
        setting: &Setting,
    ) -> Effect {
        self.remember(group);
        self.draft.apply(change.clone());
        self.refresh(render, setting);
        Effect::Record(change)
    }

    /// Makes a change to the hand-edited text without renewing the letter: the editor shows it already.
    pub fn change_text(&mut self, change: Change) -> Effect {
        self.draft.apply(change.clone());
        self.checking.fall_behind();
        Effect::Record(change)
    }

    /// Marks the state before a change as one to return to.
    pub fn remember(&mut self, group: Group) {
        self.redo.clear();
        let same = group != Group::Alone && self.group.as_ref() == Some(&group);
        self.group = Some(group);
        if !same {
            self.undo.push(self.draft.clone());
            if self.undo.len() > HISTORY {
                self.undo.remove(0);
            }
        }
    }

    /// Ends the group: the next change is taken back by itself.
    pub fn end_group(&mut self) {
        self.group = None;
    }

    /// Takes back the last change. `None` if there is none.
    pub fn undo(&mut self, render: &mut dyn Render, setting: &Setting) -> Option<Vec<Effect>> {
        let before = self.undo.pop()?;
        self.redo.push(self.draft.clone());
        Some(self.return_to(before, render, setting))
    }

    /// Makes the change again that was taken back. `None` if there is none.
    pub fn redo(&mut self, render: &mut dyn Render, setting: &Setting) -> Option<Vec<Effect>> {
        let after = self.redo.pop()?;
        self.undo.push(self.draft.clone());
        Some(self.return_to(after, render, setting))
    }

    fn return_to(&mut self, draft: Draft, render: &mut dyn Render, setting: &Setting) -> Vec<Effect> {
        let changes = self.draft.changes_to(&draft);
        self.draft = draft;
        self.group = None;
        self.refresh(render, setting);
        changes.into_iter().map(Effect::Record).collect()
    }

    /// Makes the letter anew and finds what changed in it. A failed render leaves the last good letter.
    pub fn refresh(&mut self, render: &mut dyn Render, setting: &Setting) {
        self.checking.fall_behind();
        match render.render(&self.draft, setting) {
            Ok(letter) => {
                self.problem = None;
                let before = std::mem::replace(&mut self.letter, letter);
                self.follow(&before);
            }
            Err(problem) => {
                self.problem = Some(problem);
                if self.letter.paragraphs.is_empty()
                    && let Ok(letter) = render.shipped(&self.draft, setting)
                {
                    self.letter = letter;
                }
            }
        }
        let last = self.entries().len().saturating_sub(1);
        self.chosen = self.chosen.min(last);
    }

    /// Chooses the first paragraph that changed.
    fn follow(&mut self, before: &Letter) {
        let found = self.letter.paragraphs.iter().enumerate().find_map(|(index, paragraph)| {
            let old = counterpart(before, paragraph, index);
            (old != Some(paragraph.text.as_str()))
                .then(|| (index, difference(old.unwrap_or(""), &paragraph.text)))
        });
        let Some((index, changed)) = found else { return };
        self.changed = changed;
        self.pointed = false;
        if let Some(place) = self.entries().iter().position(|entry| *entry == Entry::Paragraph(index)) {
            self.chosen = place;
        }
    }

    /// What the live letter lists: paragraphs, and those left out at their place.
    pub fn entries(&self) -> Vec<Entry> {
        let mut entries = Vec::with_capacity(self.letter.paragraphs.len() + self.letter.left_out.len());
        for place in 0..=self.letter.paragraphs.len() {
            let gone = self.letter.left_out.iter().enumerate().filter(|(_, left)| left.place == place);
            entries.extend(gone.map(|(index, _)| Entry::LeftOut(index)));
            if place < self.letter.paragraphs.len() {
                entries.push(Entry::Paragraph(place));
            }
        }
        entries
    }

    /// The block of the chosen entry.
    pub fn chosen_block(&self) -> Option<&str> {
        match *self.entries().get(self.chosen)? {
            Entry::Paragraph(index) => self.letter.paragraphs.get(index)?.block.as_deref(),
            Entry::LeftOut(index) => self.letter.left_out.get(index).map(|left| left.block.as_str()),
        }
    }

    /// The chosen paragraph.
    pub fn chosen_paragraph(&self) -> Option<&Paragraph> {
        match *self.entries().get(self.chosen)? {
            Entry::Paragraph(index) => self.letter.paragraphs.get(index),
            Entry::LeftOut(_) => None,
        }
    }

    /// Chooses the entry above or below.
    pub fn step(&mut self, down: bool) {
        let last = self.entries().len().saturating_sub(1);
        self.chosen = if down { (self.chosen + 1).min(last) } else { self.chosen.saturating_sub(1) };
        self.changed = 0..0;
        self.pointed = true;
    }
}

/// The text of the same paragraph in an earlier letter.
fn counterpart<'a>(before: &'a Letter, paragraph: &Paragraph, index: usize) -> Option<&'a str> {
    let found = match &paragraph.block {
        Some(_) => before.paragraphs.iter().find(|old| old.block == paragraph.block),
        None => before.paragraphs.get(index),
    };
    found.map(|old| old.text.as_str())
}

/// Where `new` differs from `old`, as a range of `new` on character boundaries.
fn difference(old: &str, new: &str) -> Range<usize> {
    let head: usize =
        old.chars().zip(new.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    let most = old.len().min(new.len()) - head;
    let mut tail = 0;
    for (a, b) in old.chars().rev().zip(new.chars().rev()) {
        if a != b || tail + a.len_utf8() > most {
            break;
        }
        tail += a.len_utf8();
    }
    head..new.len() - tail
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_difference_is_what_changed() {
        assert_eq!(difference("I am at X.", "I am at Acme."), 8..12);
        assert_eq!(difference("aa", "aaa"), 2..3);
        assert_eq!(difference("", "né"), 0..3);
        assert_eq!(difference("née", "né"), 3..3);
    }
}
