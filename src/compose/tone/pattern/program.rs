//! What patterns are compiled into: flat tables that can be stored and read back in a moment.

use serde::{Deserialize, Serialize};

/// The form of a word that no pattern knows.
pub const UNKNOWN: u16 = 0;
/// The form of every number.
pub const NUMBER: u16 = 1;
/// The form of every amount of money.
pub const MONEY: u16 = 2;
/// No set, no need.
pub const NONE: u16 = u16::MAX;

/// All patterns of the loaded packs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Program {
    /// Every word that a pattern names, a line each; the number of its line is its form.
    pub words: String,
    /// Beginnings of words, with the form that such a word also has.
    pub prefixes: Vec<(String, u16)>,
    /// Sets of forms, sorted: where each begins, and one after another.
    pub first_form: Vec<u32>,
    /// The forms of the sets.
    pub forms_of: Vec<u16>,
    /// Keys of the answers that patterns name.
    pub fields: Vec<String>,
    /// The instructions of all patterns, see [`Instr`].
    pub code: Vec<u32>,
    /// Where the programs of large classes begin: many patterns share them.
    pub routines: Vec<u32>,
    /// The patterns.
    pub patterns: Vec<Tried>,
}

impl Program {
    /// How many sets there are.
    pub fn sets(&self) -> usize {
        self.first_form.len().saturating_sub(1)
    }
}

/// A pattern, and what must hold before it is worth trying.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tried {
    /// The signal it belongs to.
    #[serde(rename = "s")]
    pub signal: u16,
    /// Strong, weak or excluding.
    #[serde(rename = "r")]
    pub role: u8,
    /// Where its program begins.
    #[serde(rename = "e")]
    pub entry: u32,
    /// The set of words it can begin with; none: it can begin anywhere.
    #[serde(rename = "b")]
    pub start: u16,
    /// Whether it can also begin with the words of an answer.
    #[serde(rename = "f")]
    pub field_start: bool,
    /// Whether gaps may pass over a negation.
    #[serde(rename = "k")]
    pub keeps: bool,
    /// Sets of which the sentence must hold a word each, the rarest first.
    #[serde(rename = "n")]
    pub needs: [u16; 3],
}

/// One step of a pattern's program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Instr {
    /// The pattern has matched.
    Match,
    /// A word of this set.
    Set(u32),
    /// Any word.
    Any,
    /// The words of an answer.
    Field(u32),
    /// Up to so many words.
    Gap(u32),
    /// A comma stands here.
    Comma,
    /// A colon, semicolon or dash stands here.
    Colon,
    /// The sentence begins here.
    Start,
    /// The sentence ends here.
    End,
    /// Go on here, and if that fails there.
    Split(u32),
    /// Go on there.
    Jump(u32),
    /// Go on there, unless what follows here matches.
    Not(u32),
    /// What this routine matches.
    Call(u32),
}

impl Instr {
    /// As a number: the kind in the lowest four bits.
    pub fn encode(self) -> u32 {
        match self {
            Instr::Match => 0,
            Instr::Set(set) => 1 | (set << 4),
            Instr::Any => 2,
            Instr::Field(field) => 3 | (field << 4),
            Instr::Gap(words) => 4 | (words << 4),
            Instr::Comma => 5,
            Instr::Colon => 6,
            Instr::Start => 7,
            Instr::End => 8,
            Instr::Split(to) => 9 | (to << 4),
            Instr::Jump(to) => 10 | (to << 4),
            Instr::Not(to) => 11 | (to << 4),
            Instr::Call(routine) => 12 | (routine << 4),
        }
    }

    /// From a number that [`Instr::encode`] made.
    pub fn decode(number: u32) -> Instr {
        let argument = number >> 4;
        match number & 15 {
            1 => Instr::Set(argument),
            2 => Instr::Any,
            3 => Instr::Field(argument),
            4 => Instr::Gap(argument),
            5 => Instr::Comma,
            6 => Instr::Colon,
            7 => Instr::Start,
            8 => Instr::End,
            9 => Instr::Split(argument),
            10 => Instr::Jump(argument),
            11 => Instr::Not(argument),
            12 => Instr::Call(argument),
            _ => Instr::Match,
        }
    }
}
