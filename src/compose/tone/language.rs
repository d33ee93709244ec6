//! Whether a letter is in the language that the rules read: English.

use super::reading::Reading;
use super::text::{Kind, Part, hashes};

/// The commonest words of English letters.
const COMMON: &[u32] = &hashes([
    "the", "be", "to", "of", "and", "a", "in", "that", "have", "i", "it", "for", "not", "on", "with", "he",
    "as", "you", "do", "at", "this", "but", "his", "by", "from", "they", "we", "say", "her", "she", "or",
    "an", "will", "my", "one", "all", "would", "there", "their", "what", "so", "up", "out", "if", "about",
    "who", "get", "which", "go", "me", "when", "make", "can", "like", "time", "no", "just", "him", "know",
    "take", "people", "into", "year", "your", "good", "some", "could", "them", "see", "other", "than",
    "then", "now", "look", "only", "come", "its", "over", "think", "also", "back", "after", "use", "two",
    "how", "our", "work", "first", "well", "way", "even", "new", "want", "because", "any", "these", "give",
    "day", "most", "us", "is", "are", "was", "were", "has", "had", "been", "am", "'s", "thank", "thanks",
    "please", "dear", "hello", "sorry", "very",
]);
/// Fewer words than this tell nothing about their language.
const FEW: usize = 12;

/// Whether fewer than a quarter of the body's words are common English ones.
pub fn is_foreign(reading: &Reading) -> bool {
    let (mut all, mut common) = (0_usize, 0_usize);
    for (sentence, _, word) in reading.all_words().take(600) {
        if word.kind != Kind::Word
            || matches!(reading.part(sentence), Part::Subject | Part::Signature | Part::Greeting)
        {
            continue;
        }
        all += 1;
        common += usize::from(COMMON.contains(&word.hash));
    }
    all >= FEW && common * 4 < all
}
