//! Folding: what makes `Don’t` and `don't` one word.

/// A word in lower case with a straight apostrophe.
pub fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    fold_into(word, &mut folded);
    folded
}

/// Appends the folded word.
pub fn fold_into(word: &str, folded: &mut String) {
    for letter in word.chars() {
        match letter {
            '’' | 'ʼ' | '‘' => folded.push('\''),
            letter if letter.is_ascii() => folded.push(letter.to_ascii_lowercase()),
            letter => folded.extend(letter.to_lowercase()),
        }
    }
}

/// A number for a folded word, to compare words without keeping them.
pub const fn hash(word: &str) -> u32 {
    let bytes = word.as_bytes();
    let mut state: u32 = 0x811c_9dc5;
    let mut index = 0;
    while index < bytes.len() {
        // Lossless: a byte fits.
        state = (state ^ bytes[index] as u32).wrapping_mul(0x0100_0193);
        index += 1;
    }
    state
}

/// Many such numbers at once, worked out when the program is built.
pub const fn hashes<const N: usize>(words: [&str; N]) -> [u32; N] {
    let mut all = [0; N];
    let mut index = 0;
    while index < N {
        all[index] = hash(words[index]);
        index += 1;
    }
    all
}

/// The folded words of an answer as numbers, leading articles left out.
pub fn hash_words(text: &str) -> Vec<u32> {
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’'))
        .filter(|w| !w.is_empty())
        .map(fold)
        .collect();
    let skip = words.iter().take_while(|word| matches!(word.as_str(), "the" | "a" | "an")).count();
    let skip = if skip == words.len() { 0 } else { skip };
    words[skip..].iter().map(|word| hash(word)).collect()
}
