//! The filters that templates use: small things English needs around a person's words.

use super::dates;
use super::marks;
use crate::domain::style::Spelling;
use jiff::civil::Date;
use tera::{Kwargs, State, Tera, TeraResult, Value};

/// Registers every filter and replaces `range` by one that cannot run away.
pub fn register(tera: &mut Tera) {
    tera.register_filter("on_day", |text: &str, _: Kwargs, state: &State| on_day(text, state));
    tera.register_filter("day", |text: &str, _: Kwargs, state: &State| dated(text, state, dates::full_day));
    tera.register_filter("day_of", |text: &str, _: Kwargs, state: &State| {
        dated(text, state, dates::near_day)
    });
    tera.register_filter("possessive", |text: &str, _: Kwargs, _: &State| possessive(text));
    tera.register_filter("with_article", |text: &str, _: Kwargs, _: &State| with_article(text));
    tera.register_filter("phrase", |text: &str, _: Kwargs, _: &State| phrase(text));
    tera.register_filter("sentence", |text: &str, _: Kwargs, _: &State| sentence(text));
    tera.register_filter("join_and", |items: Vec<Value>, _: Kwargs, _: &State| join_and(&items));
    tera.register_function("range", |arguments: Kwargs, _: &State| range(&arguments));
}

/// Names of the filters, with what they do: for the documentation.
pub const FILTERS: &[(&str, &str)] = &[
    ("on_day", "a date as it stands in a sentence: today, yesterday, on Tuesday, on 14 May"),
    ("day", "a date in full: Tuesday, 14 May"),
    ("day_of", "a date without the word on: today, Tuesday, 14 May"),
    ("possessive", "Acme's, Northwind Labs'"),
    ("with_article", "a Data Analyst, an Analyst"),
    ("phrase", "a person's words inside a sentence: no final stop, no capital on a small word"),
    ("sentence", "a person's words as a sentence of their own"),
    ("join_and", "a list: Ada, Ben and Cleo"),
];

const RANGE_LIMIT: i64 = 500;

fn range(arguments: &Kwargs) -> TeraResult<Value> {
    let start = arguments.get::<i64>("start")?.unwrap_or(0);
    let end = arguments.must_get::<i64>("end")?;
    let step = arguments.get::<i64>("step_by")?.unwrap_or(1);
    if step < 1 {
        return Err(tera::Error::message("range needs a step_by of 1 or more"));
    }
    if end.saturating_sub(start) / step > RANGE_LIMIT {
        return Err(tera::Error::message(format!("range is limited to {RANGE_LIMIT} numbers")));
    }
    let numbers: Vec<i64> = (start..end).step_by(usize::try_from(step).unwrap_or(1)).collect();
    Ok(Value::from_serializable(&numbers))
}

fn setting(state: &State) -> TeraResult<(Date, Spelling)> {
    let today: Option<String> = state.get("today")?;
    let today = today.and_then(|text| text.parse().ok()).unwrap_or(Date::ZERO);
    let spelling: Option<String> = state.get("spelling")?;
    Ok((today, spelling.and_then(|word| word.parse().ok()).unwrap_or(Spelling::British)))
}

/// A date filter over open slots and unanswered fields leaves them as they are.
fn dated(text: &str, state: &State, write: fn(Date, Date, Spelling) -> String) -> TeraResult<String> {
    let Ok(date) = text.parse::<Date>() else { return Ok(text.to_string()) };
    let (today, spelling) = setting(state)?;
    Ok(write(date, today, spelling))
}

fn on_day(text: &str, state: &State) -> TeraResult<String> {
    let near = dated(text, state, dates::near_day)?;
    let bare = near.is_empty() || matches!(near.as_str(), "today" | "yesterday" | "tomorrow");
    Ok(if bare { near } else { format!("on {near}") })
}

/// `Acme's`, `Northwind Labs'`.
pub fn possessive(text: &str) -> String {
    let text = text.trim();
    let plural = text.contains(' ') && text.ends_with('s') && !text.ends_with("ss");
    match (text.is_empty(), plural) {
        (true, _) => String::new(),
        (false, true) => format!("{text}'"),
        (false, false) => format!("{text}'s"),
    }
}

/// `a Data Analyst`, `an Analyst`: by the sound of the first word.
pub fn with_article(text: &str) -> String {
    let text = text.trim();
    let lower = text.to_lowercase();
    let first = lower.trim_start_matches(|c: char| !c.is_alphanumeric());
    const VOWEL_SOUND: [&str; 5] = ["hour", "honest", "honour", "honor", "heir"];
    const CONSONANT_SOUND: [&str; 7] = ["uni", "use", "user", "usual", "euro", "one", "once"];
    let word = text.split_whitespace().next().unwrap_or("");
    let spelled_out = word.chars().count() > 1
        && word.chars().count() <= 4
        && word.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
        && !matches!(word, "UNIX" | "NASA" | "NATO" | "LAN" | "SAP");
    let vowel = if spelled_out {
        word.starts_with(['A', 'E', 'F', 'H', 'I', 'L', 'M', 'N', 'O', 'R', 'S', 'X'])
    } else if first.starts_with("unin") || first.starts_with("unim") || first.starts_with("unid") {
        true
    } else if CONSONANT_SOUND.iter().any(|start| first.starts_with(start)) {
        false
    } else {
        first.starts_with(['a', 'e', 'i', 'o', 'u', '8'])
            || VOWEL_SOUND.iter().any(|start| first.starts_with(start))
    };
    match (text.is_empty(), vowel) {
        (true, _) => String::new(),
        (false, true) => format!("an {text}"),
        (false, false) => format!("a {text}"),
    }
}

/// Words that begin a phrase with a capital only because a person began typing.
const SMALL_WORDS: &[&str] = &[
    "the", "a", "an", "my", "your", "their", "our", "his", "her", "its", "how", "what", "that", "this",
    "these", "those", "it", "because", "we", "you", "they", "to", "for", "with", "at", "in", "on", "of",
    "as", "when", "where", "why", "who", "being", "having", "working", "learning", "some", "more", "there",
    "after", "before", "since",
];

/// A person's words inside a sentence.
pub fn phrase(text: &str) -> String {
    let text = text.trim().trim_end_matches(['.', ',', ';', ':', '!']).trim_end();
    if marks::is_slot(text) {
        return text.to_string();
    }
    let first = text.split_whitespace().next().unwrap_or("");
    if SMALL_WORDS.contains(&first.to_lowercase().as_str()) {
        return format!("{}{}", first.to_lowercase(), &text[first.len()..]);
    }
    text.to_string()
}

/// A person's words as a sentence of their own.
pub fn sentence(text: &str) -> String {
    let text = text.trim();
    let mut chars = text.chars();
    let Some(first) = chars.next() else { return String::new() };
    let ended = text.ends_with(['.', '!', '?', '…']) || text.ends_with(".”") || text.ends_with(".\"");
    let stop = if ended || marks::is_slot(text) { "" } else { "." };
    format!("{}{}{stop}", first.to_uppercase(), chars.as_str().trim_end_matches([',', ';', ':']))
}

fn join_and(items: &[Value]) -> String {
    let texts: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
    match texts.as_slice() {
        [] => String::new(),
        [only] => (*only).to_string(),
        [head @ .., last] => format!("{} and {last}", head.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_follow_the_sound() {
        for (text, expected) in [
            ("Data Analyst", "a Data Analyst"),
            ("Analyst", "an Analyst"),
            ("University lecturer", "a University lecturer"),
            ("hourly role", "an hourly role"),
            ("MBA intern", "an MBA intern"),
            ("UX Designer", "a UX Designer"),
            ("HR Partner", "an HR Partner"),
            ("User Researcher", "a User Researcher"),
            ("unimpeded view", "an unimpeded view"),
            ("", ""),
        ] {
            assert_eq!(with_article(text), expected);
        }
    }

    #[test]
    fn possessives_are_right() {
        assert_eq!(possessive("Acme"), "Acme's");
        assert_eq!(possessive("Northwind Labs"), "Northwind Labs'");
        assert_eq!(possessive("James"), "James's");
    }

    #[test]
    fn a_persons_words_fit_a_sentence() {
        assert_eq!(phrase("The reporting migration."), "the reporting migration");
        assert_eq!(phrase("Python and SQL"), "Python and SQL");
        assert_eq!(phrase("I have moved"), "I have moved");
        assert_eq!(sentence("we settled here"), "We settled here.");
        assert_eq!(sentence("Really?"), "Really?");
    }
}
