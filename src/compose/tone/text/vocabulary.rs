//! Words as the numbers that patterns know them by.

use crate::compose::tone::pattern::{MONEY, NUMBER, Program, UNKNOWN};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// The forms of a program, ready to be looked up.
#[derive(Debug, Default)]
pub struct Vocabulary {
    forms: HashMap<Box<str>, u16, BuildHasherDefault<Fnv>>,
    prefixes: Vec<(Box<str>, u16)>,
}

/// A small hash: the words are short and chosen by us.
#[derive(Debug)]
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Fnv(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

impl Vocabulary {
    /// The words of a program.
    pub fn of(program: &Program) -> Self {
        let mut forms = HashMap::with_capacity_and_hasher(program.forms.len(), BuildHasherDefault::default());
        for (index, form) in program.forms.iter().enumerate() {
            let number = u16::try_from(index).unwrap_or(UNKNOWN);
            if number != UNKNOWN && number != NUMBER && number != MONEY {
                forms.insert(form.as_str().into(), number);
            }
        }
        let prefixes = program.prefixes.iter().map(|(start, form)| (start.as_str().into(), *form)).collect();
        Vocabulary { forms, prefixes }
    }

    /// The form of a folded word.
    pub fn form(&self, word: &str) -> u16 {
        self.forms.get(word).copied().unwrap_or(UNKNOWN)
    }

    /// The forms of the beginnings that a folded word has.
    pub fn beginnings(&self, word: &str) -> impl Iterator<Item = u16> {
        let first = word.as_bytes().first().copied();
        self.prefixes
            .iter()
            .filter(move |(start, _)| {
                start.as_bytes().first().copied() == first && word.starts_with(&**start)
            })
            .map(|(_, form)| *form)
    }
}
