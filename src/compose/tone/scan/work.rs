//! Room for the scanner to work in.

use super::{Places, Run};

/// Room to work in: what is reused from sentence to sentence.
#[derive(Debug, Default, Clone)]
pub struct Work {
    /// Form → its places in the sentence.
    pub(super) forms: Vec<Places>,
    /// The forms that have a place.
    pub(super) here: Vec<u16>,
    /// Set → places of its words, and the sentence for which that was looked up.
    pub(super) masks: Vec<Places>,
    pub(super) seen: Vec<u32>,
    /// Set → the sentence in which it was met as a need.
    pub(super) met: Vec<u32>,
    pub(super) turn: u32,
    /// The sets that are met in the sentence and are a first need.
    pub(super) needed: Vec<u16>,
    /// Places that wait further on in the program.
    pub(super) waiting: Vec<(u32, Places)>,
    /// Routine → how it was run in this sentence, from where, and where it ended.
    pub(super) calls: Vec<Vec<(Run, Places, Places)>>,
    /// The routines that were run.
    pub(super) called: Vec<u32>,
    pub(super) found: Vec<Raw>,
}

impl Work {
    /// Begins a sentence.
    pub fn fit(&mut self, forms: usize, sets: usize, routines: usize) {
        self.calls.resize(routines, Vec::new());
        self.forms.resize(forms, 0);
        self.masks.resize(sets, 0);
        self.seen.resize(sets, 0);
        self.met.resize(sets, 0);
        self.turn = self.turn.checked_add(1).unwrap_or_else(|| {
            // After four thousand million sentences it begins anew.
            self.seen.fill(0);
            self.met.fill(0);
            1
        });
    }

    /// Notes a place of a set.
    pub fn add(&mut self, set: u16, place: Places) {
        let set = usize::from(set);
        let fresh = std::mem::replace(&mut self.seen[set], self.turn) != self.turn;
        self.masks[set] = if fresh { place } else { self.masks[set] | place };
    }

    /// Whether a set is met as a need for the first time in this sentence.
    pub fn is_first_look(&mut self, set: u16) -> bool {
        std::mem::replace(&mut self.met[usize::from(set)], self.turn) != self.turn
    }
}

/// A match, by words of the sentence.
#[derive(Debug, Clone)]
pub struct Raw {
    pub(super) signal: u16,
    pub(super) role: u8,
    pub(super) start: usize,
    pub(super) end: usize,
}
