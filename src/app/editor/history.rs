//! Undo and redo: differences, gathered into steps that a person would call one thing.

use super::caret::Caret;
use super::splice::Splice;
use std::collections::VecDeque;

/// Older steps are forgotten beyond this many bytes. The last step is kept whatever its size.
const MAX_BYTES: usize = 4 << 20;

/// How an edit came about, which decides what it is gathered with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Typed: gathered word by word.
    Typed,
    /// Erased backwards.
    Erased,
    /// Deleted forwards.
    Deleted,
    /// A step of its own.
    Whole,
}

/// What one undo takes back.
#[derive(Debug, Clone)]
pub(super) struct Step {
    kind: Kind,
    /// The edits, in the order in which they were done.
    pub(super) splices: Vec<Splice>,
    /// The cursor before.
    pub(super) before: Caret,
    /// The cursor after.
    pub(super) after: Caret,
}

/// The steps that can be undone and done again.
#[derive(Debug, Clone, Default)]
pub(super) struct History {
    undo: VecDeque<Step>,
    redo: Vec<Step>,
    /// The weight of the steps that can be undone, in bytes.
    bytes: usize,
    /// Whether the last step is closed.
    sealed: bool,
}

impl History {
    /// Notes an edit, as part of the last step where they belong together.
    pub(super) fn record(&mut self, kind: Kind, splices: &[Splice], before: Caret, after: Caret) {
        self.redo.clear();
        if !self.extend_last(kind, splices, after) {
            self.put_undo(Step { kind, splices: splices.to_vec(), before, after });
        }
        self.sealed = false;
        self.forget_old();
    }

    /// Takes an edit into the last step; false where it does not belong there.
    fn extend_last(&mut self, kind: Kind, splices: &[Splice], after: Caret) -> bool {
        let ([next], Some(step)) = (splices, self.undo.back_mut()) else { return false };
        if self.sealed || step.kind != kind || !step.absorb(next) {
            return false;
        }
        step.after = after;
        self.bytes += next.removed.len() + next.inserted.len();
        true
    }

    /// Closes the last step: the next edit begins another one.
    pub(super) fn seal(&mut self) {
        self.sealed = true;
    }

    /// The step to take back. It goes to [`put_redo`](Self::put_redo) when that is done.
    pub(super) fn take_undo(&mut self) -> Option<Step> {
        let step = self.undo.pop_back()?;
        self.bytes -= step.bytes();
        self.seal();
        Some(step)
    }

    /// The step to do again. It goes to [`put_undo`](Self::put_undo) when that is done.
    pub(super) fn take_redo(&mut self) -> Option<Step> {
        self.seal();
        self.redo.pop()
    }

    /// Puts a step where redo finds it.
    pub(super) fn put_redo(&mut self, step: Step) {
        self.redo.push(step);
    }

    /// Puts a step where undo finds it.
    pub(super) fn put_undo(&mut self, step: Step) {
        self.bytes += step.bytes();
        self.undo.push_back(step);
    }

    fn forget_old(&mut self) {
        while self.bytes > MAX_BYTES && self.undo.len() > 1 {
            if let Some(step) = self.undo.pop_front() {
                self.bytes -= step.bytes();
            }
        }
    }
}

impl Step {
    /// Takes in an edit that goes on with this one. A word and the white space behind it belong together.
    fn absorb(&mut self, next: &Splice) -> bool {
        let [last] = self.splices.as_mut_slice() else { return false };
        match self.kind {
            Kind::Typed => {
                let adjoins = next.removed.is_empty() && next.at == last.at + last.inserted.len();
                let begins_word = ends_blank(&last.inserted) && !starts_blank(&next.inserted);
                if !adjoins || begins_word {
                    return false;
                }
                last.inserted.push_str(&next.inserted);
            }
            Kind::Erased => {
                let adjoins = next.at + next.removed.len() == last.at;
                let begins_word = starts_blank(&last.removed) && !ends_blank(&next.removed);
                if !adjoins || begins_word {
                    return false;
                }
                last.at = next.at;
                last.removed.insert_str(0, &next.removed);
            }
            Kind::Deleted => {
                let begins_word = ends_blank(&last.removed) && !starts_blank(&next.removed);
                if next.at != last.at || begins_word {
                    return false;
                }
                last.removed.push_str(&next.removed);
            }
            Kind::Whole => return false,
        }
        true
    }

    fn bytes(&self) -> usize {
        let texts: usize =
            self.splices.iter().map(|splice| splice.removed.len() + splice.inserted.len()).sum();
        texts + size_of::<Step>() + self.splices.len() * size_of::<Splice>()
    }
}

fn starts_blank(text: &str) -> bool {
    text.starts_with(char::is_whitespace)
}

fn ends_blank(text: &str) -> bool {
    text.ends_with(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(history: &mut History, at: usize, text: &str) {
        let splice = Splice { at, removed: String::new(), inserted: text.to_string() };
        history.record(Kind::Typed, &[splice], Caret::at(at), Caret::at(at + text.len()));
    }

    #[test]
    fn old_steps_are_forgotten_and_the_last_is_kept() {
        let mut history = History::default();
        let half = "x".repeat(MAX_BYTES / 2);
        for at in 0..3 {
            history.seal();
            typed(&mut history, at, &half);
        }
        assert_eq!(history.undo.len(), 1);
        history.seal();
        typed(&mut history, 0, &"x".repeat(2 * MAX_BYTES));
        assert_eq!(history.undo.len(), 1);
        assert_eq!(history.take_undo().map(|step| step.splices[0].inserted.len()), Some(2 * MAX_BYTES));
        assert_eq!(history.bytes, 0);
    }

    #[test]
    fn the_weight_is_that_of_the_steps() {
        let mut history = History::default();
        for (at, c) in "two words and more".char_indices() {
            typed(&mut history, at, &c.to_string());
        }
        assert_eq!(history.undo.len(), 4);
        assert_eq!(history.bytes, history.undo.iter().map(Step::bytes).sum::<usize>());
    }
}
