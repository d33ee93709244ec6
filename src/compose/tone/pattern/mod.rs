//! The pattern language of packs: written by people, compiled into a small program for the scanner.
//!
//! ```text
//! thank~        any inflection          (a|b c|d)    alternatives
//! congratulat*  any word so begun       x?           optional
//! {reader}      a named class           _3  _        up to three words; exactly one
//! ^  $          sentence start, end     ,  #colon    a comma, a colon, semicolon or dash is there
//! #num #money   a number, an amount     @company     the words of an answer
//! !( … )        not followed by
//! ```
//! Nothing here knows about letters: words in, programs out.

mod common;
mod compile;
mod inflect;
mod needs;
mod parse;
mod program;
#[cfg(test)]
mod tests;

pub use compile::{Compiler, Lexicon};
pub use inflect::{forms, inflected};
pub use parse::{Alternatives, Node, Wrong, parse};
pub use program::{Instr, MONEY, NONE, NUMBER, Program, Tried, UNKNOWN};
