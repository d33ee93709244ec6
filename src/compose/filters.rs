//! The filters that templates use: small things English needs around a person's words.

use super::dates;
use super::words::{addressed, capital, goal, is_clause, new_colleague, phrase, sentence, with_article};
use crate::domain::style::Spelling;
use jiff::civil::Date;
use tera::{Kwargs, State, Tera, TeraResult, Value};

/// Registers every filter, the test `clause`, and replaces `range` by one that cannot run away.
pub fn register(tera: &mut Tera) {
    tera.register_filter("on_day", |text: &str, _: Kwargs, state: &State| on_day(text, state));
    tera.register_filter("day", |text: &str, _: Kwargs, state: &State| dated(text, state, dates::full_day));
    tera.register_filter("day_of", |text: &str, _: Kwargs, state: &State| {
        dated(text, state, dates::near_day)
    });
    tera.register_filter("possessive", |text: &str, _: Kwargs, _: &State| possessive(text));
    tera.register_filter("with_article", |text: &str, _: Kwargs, _: &State| with_article(text));
    tera.register_filter("phrase", |text: &str, _: Kwargs, _: &State| phrase(text));
    tera.register_filter("addressed", |text: &str, _: Kwargs, _: &State| addressed(text));
    tera.register_filter("sentence", |text: &str, _: Kwargs, _: &State| sentence(text));
    tera.register_filter("goal", |text: &str, _: Kwargs, _: &State| goal(text));
    tera.register_filter("new_colleague", |text: &str, _: Kwargs, _: &State| new_colleague(text));
    tera.register_filter("capital", |text: &str, _: Kwargs, _: &State| capital(text));
    tera.register_test("clause", |text: &str, _: Kwargs, _: &State| is_clause(text));
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
    ("addressed", "a name in a greeting, its title with a capital: Ms. Okafor"),
    ("goal", "what somebody wants to become, with its article: a lead analyst"),
    ("new_colleague", "the person that was chosen: Priya, your new botanist"),
    ("capital", "a capital at the start: Data analyst, On Tuesday"),
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
    fn possessives_are_right() {
        assert_eq!(possessive("Acme"), "Acme's");
        assert_eq!(possessive("Northwind Labs"), "Northwind Labs'");
        assert_eq!(possessive("James"), "James's");
    }
}
