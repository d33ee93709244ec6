//! A text as words, sentences and parts of a letter, each with its place in bytes. Nothing here knows a rule.

mod clause;
mod content;
mod fold;
mod sentence;
mod structure;
#[cfg(test)]
mod tests;
mod token;
mod vocabulary;

pub use content::is_content;
pub use fold::{fold, hash, hash_words, hashes};
pub use sentence::{Cut, sentences};
pub use structure::{Layout, Part, Placed, Sentence, layout};
pub use token::{Flags, Kind, Word, at, offset, tokens};
pub use vocabulary::Vocabulary;
