//! Which words tell one sentence from another.

use super::fold::hashes;

/// Words too common to tell two sentences apart.
const EMPTY: &[u32] = &hashes([
    "the", "a", "an", "and", "or", "of", "to", "in", "for", "on", "at", "with", "i", "you", "we", "it", "is",
    "are", "was", "be", "my", "your", "our", "that", "this", "have", "has", "will", "would", "not", "as",
    "me", "so", "am", "by", "'s",
]);

/// Whether a folded word, as a number, tells something.
pub fn is_content(word: u32) -> bool {
    !EMPTY.contains(&word)
}
