//! Packs: signals and rules as people write them, merged and compiled. Nothing here reads a disk.
//!
//! The build script uses this module as well, to compile the shipped pack into the program.

mod compile;
mod merge;
mod read;
mod read_fix;
mod read_rule;
mod rule;
#[cfg(test)]
mod tests;

pub use compile::{Compiled, SignalHead, compile};
pub use merge::merge;
pub use read::{AdviceText, Change, Clock, File, Lemma, Pack, Phrase, Signal, read, read_sources};
pub use rule::{Bound, Condition, Example, FixText, Kind, Level, Operator, Place, Rule, Wanted};
