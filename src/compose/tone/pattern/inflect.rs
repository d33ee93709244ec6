//! The forms of a regular English word. Irregular ones stand in the packs' `[lemma]` tables.
//!
//! A stemmer would merge `position` with `positive` and miss `withdrew`; a closed table does neither.

/// All forms of a word, itself first.
pub fn forms(word: &str) -> Vec<String> {
    let mut all = inflected(word);
    if let Some(stem) = word.strip_suffix("ize") {
        all.extend(inflected(&format!("{stem}ise")));
    }
    if matches!(word, "favor" | "honor" | "endeavor" | "behavior") {
        let stem = &word[..word.len() - 2];
        all.extend(inflected(&format!("{stem}our")));
    }
    all
}

/// The forms of a word in the spelling in which it is given.
pub fn inflected(word: &str) -> Vec<String> {
    let mut all = vec![word.to_string()];
    let mut add = |stem: &str, ending: &str| all.push(format!("{stem}{ending}"));
    if let Some(stem) = word.strip_suffix("ie") {
        add(word, "s");
        add(word, "d");
        add(stem, "ying");
    } else if let Some(stem) = word.strip_suffix('e') {
        add(word, "s");
        add(word, "d");
        add(stem, "ing");
        if word.ends_with("ee") {
            add(word, "ing");
        }
    } else if let Some(stem) = word.strip_suffix('y').filter(|stem| !ends_with_vowel(stem)) {
        add(stem, "ies");
        add(stem, "ied");
        add(word, "ing");
    } else {
        let hisses = ["s", "x", "z", "ch", "sh"].iter().any(|end| word.ends_with(end));
        add(word, if hisses { "es" } else { "s" });
        add(word, "ed");
        add(word, "ing");
        if let Some(last) = doubled(word) {
            add(word, &format!("{last}ed"));
            add(word, &format!("{last}ing"));
        }
    }
    all
}

fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u')
}

fn ends_with_vowel(stem: &str) -> bool {
    stem.chars().next_back().is_none_or(is_vowel)
}

/// The last consonant of `plan`, `drop`, `travel`: it may be written twice before `-ed`.
fn doubled(word: &str) -> Option<char> {
    let mut back = word.chars().rev();
    let (last, middle, first) = (back.next()?, back.next()?, back.next()?);
    let single = !is_vowel(last) && !matches!(last, 'w' | 'x' | 'y') && is_vowel(middle) && !is_vowel(first);
    single.then_some(last)
}
