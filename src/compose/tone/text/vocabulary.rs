//! Words as the numbers that patterns know them by.

use super::fold::hash;
use super::token::{at, offset};
use crate::compose::tone::pattern::{MONEY, NUMBER, Program, UNKNOWN};
use std::collections::HashMap;

/// The forms of a program, ready to be looked up.
#[derive(Debug, Default)]
pub struct Vocabulary {
    /// The words, a line each.
    words: String,
    /// Form → where its word begins, and where the last one ends.
    starts: Vec<u32>,
    /// Words by their hash, each at the first free place from it on.
    table: Vec<u16>,
    /// Beginnings by their first two bytes.
    prefixes: HashMap<[u8; 2], Vec<Beginning>>,
}

/// How words begin, and the form that such words have.
type Beginning = (Box<str>, u16);

/// The first two bytes of a word; a beginning in a pattern has two at least.
fn first_two(word: &str) -> [u8; 2] {
    let bytes = word.as_bytes();
    [bytes.first().copied().unwrap_or_default(), bytes.get(1).copied().unwrap_or_default()]
}

impl Vocabulary {
    /// The words of a program.
    pub fn of(program: &Program) -> Self {
        let mut starts = vec![0];
        starts.extend(program.words.match_indices('\n').map(|(at, _)| offset(at + 1)));
        starts.push(offset(program.words.len() + 1));
        let mut prefixes: HashMap<[u8; 2], Vec<Beginning>> = HashMap::default();
        for (start, form) in &program.prefixes {
            prefixes.entry(first_two(start)).or_default().push((start.as_str().into(), *form));
        }
        let places = (starts.len() * 2).next_power_of_two();
        let mut vocabulary =
            Vocabulary { words: program.words.clone(), starts, table: vec![UNKNOWN; places], prefixes };
        for form in 0..u16::try_from(vocabulary.forms()).unwrap_or(u16::MAX) {
            if !matches!(form, UNKNOWN | NUMBER | MONEY) {
                let place = vocabulary.place(vocabulary.word(form));
                vocabulary.table[place] = form;
            }
        }
        vocabulary
    }

    /// How many forms there are.
    pub fn forms(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    fn word(&self, form: u16) -> &str {
        let form = usize::from(form);
        let (from, to) = (self.starts[form], self.starts[form + 1]);
        self.words.get(at(from)..at(to) - 1).unwrap_or_default()
    }

    /// Where a word stands in the table, or where it would.
    fn place(&self, word: &str) -> usize {
        let last = self.table.len() - 1;
        let mut place = at(hash(word)) & last;
        while self.table[place] != UNKNOWN && self.word(self.table[place]) != word {
            place = (place + 1) & last;
        }
        place
    }

    /// The form of a folded word.
    pub fn form(&self, word: &str) -> u16 {
        if self.table.is_empty() { UNKNOWN } else { self.table[self.place(word)] }
    }

    /// The forms of the beginnings that a folded word has.
    pub fn beginnings(&self, word: &str) -> impl Iterator<Item = u16> {
        let same = self.prefixes.get(&first_two(word));
        same.into_iter().flatten().filter(move |(start, _)| word.starts_with(&**start)).map(|(_, form)| *form)
    }
}
