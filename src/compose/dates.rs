//! Reads a day as people type it and writes it as letters print it.

use crate::domain::scenario::Direction;
use crate::domain::style::Spelling;
use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// What a person can type, for messages.
pub const FORMS: &str = "today, yesterday, tue, 3 days ago, 14 May or 2026-11-20";

/// Reads a day. An incomplete one is completed in the given direction from `today`.
///
/// # Errors
/// A sentence that says what was not understood.
pub fn parse(text: &str, today: Date, direction: Direction) -> Result<Date, String> {
    let folded = text.trim().trim_end_matches('.').to_lowercase().replace(',', " ");
    let words: Vec<&str> = folded.split_whitespace().collect();
    let found = match words.as_slice() {
        [] => return Err(format!("a day is needed, for instance {FORMS}")),
        ["today"] => Some(today),
        ["yesterday"] => add(today, (-1).days()),
        ["tomorrow"] => add(today, 1.days()),
        ["day", "before", "yesterday"] | ["the", "day", "before", "yesterday"] => add(today, (-2).days()),
        [count, unit, "ago"] => shifted(today, count, unit, -1),
        ["in", count, unit] => shifted(today, count, unit, 1),
        ["last", day] => weekday(day).map(|day| nearest_weekday(today, day, Direction::Past, true)),
        ["next", day] => weekday(day).map(|day| nearest_weekday(today, day, Direction::Future, true)),
        ["on", rest @ ..] => return parse(&rest.join(" "), today, direction),
        // "Tuesday 14 May": the date counts, and the weekday must agree with it.
        [day, rest @ ..] if !rest.is_empty() && weekday(day).is_some() => {
            let date = parse(&rest.join(" "), today, direction)?;
            return agreeing(day, date, text.trim());
        }
        [word] => {
            weekday(word).map(|day| nearest_weekday(today, day, direction, false)).or_else(|| iso(word))
        }
        [first, second] => {
            day_month(first, second).and_then(|(day, month)| completed(today, day, month, direction))
        }
        [first, second, year] => {
            let year = year.parse::<i16>().ok().filter(|year| (1900..=2200).contains(year));
            day_month(first, second)
                .zip(year)
                .and_then(|((day, month), year)| Date::new(year, month, day).ok())
        }
        _ => None,
    };
    found.filter(|date| (1900..=2200).contains(&date.year())).ok_or_else(|| not_a_day(text))
}

fn not_a_day(text: &str) -> String {
    let shown: String = text.trim().chars().take(30).collect();
    if shown.contains('/') {
        return format!("`{shown}` can be read two ways; write the month as a word, for instance 14 May");
    }
    format!("`{shown}` is not a day; write {FORMS}")
}

fn agreeing(day: &str, date: Date, typed: &str) -> Result<Date, String> {
    if weekday(day) == Some(date.weekday()) {
        return Ok(date);
    }
    Err(format!("`{typed}`: that day is a {}", weekday_name(date)))
}

fn add(date: Date, span: Span) -> Option<Date> {
    date.checked_add(span).ok()
}

fn shifted(today: Date, count: &str, unit: &str, sign: i64) -> Option<Date> {
    let count = match count {
        "a" | "an" | "one" => 1,
        "two" => 2,
        "three" => 3,
        "four" => 4,
        "five" => 5,
        digits => digits.parse::<i64>().ok().filter(|count| *count <= 3660)?,
    } * sign;
    match unit.trim_end_matches('s') {
        "day" => add(today, count.days()),
        "week" => add(today, count.weeks()),
        "month" => add(today, count.months()),
        _ => None,
    }
}

fn weekday(word: &str) -> Option<Weekday> {
    if word.len() < 3 {
        return None;
    }
    WEEKDAYS
        .iter()
        .find(|(name, _)| name.starts_with(word) || (*name == "thursday" && word == "thurs"))
        .map(|(_, day)| *day)
}

fn nearest_weekday(today: Date, day: Weekday, direction: Direction, not_today: bool) -> Date {
    let step: Span = if direction == Direction::Past { (-1).days() } else { 1.days() };
    let mut date = if not_today { add(today, step).unwrap_or(today) } else { today };
    for _ in 0..7 {
        if date.weekday() == day {
            break;
        }
        date = add(date, step).unwrap_or(date);
    }
    date
}

fn iso(word: &str) -> Option<Date> {
    let mut parts = word.splitn(3, '-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if year.len() != 4 {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// Day and month out of two lower-case words, in either order: "14 may", "may 14th", "3rd sept".
pub fn day_month(first: &str, second: &str) -> Option<(i8, i8)> {
    let pair = |day: &str, month: &str| Some((day_number(day)?, month_number(month)?));
    pair(first, second).or_else(|| pair(second, first))
}

fn day_number(word: &str) -> Option<i8> {
    let digits =
        word.trim_end_matches("st").trim_end_matches("nd").trim_end_matches("rd").trim_end_matches("th");
    digits.trim_end_matches('.').parse().ok().filter(|day| (1..=31).contains(day))
}

fn month_number(word: &str) -> Option<i8> {
    let word = word.trim_end_matches('.');
    let word = if word == "sept" { "sep" } else { word };
    if word.len() < 3 {
        return None;
    }
    let place = MONTHS.iter().position(|name| name.starts_with(word))?;
    i8::try_from(place + 1).ok()
}

fn completed(today: Date, day: i8, month: i8, direction: Direction) -> Option<Date> {
    let years: [i16; 9] = match direction {
        Direction::Past => [0, -1, -2, -3, -4, -5, -6, -7, -8],
        Direction::Future => [0, 1, 2, 3, 4, 5, 6, 7, 8],
    };
    years.iter().filter_map(|offset| Date::new(today.year() + offset, month, day).ok()).find(|date| {
        match direction {
            Direction::Past => *date <= today,
            Direction::Future => *date >= today,
        }
    })
}

/// The name of the day of the week.
pub fn weekday_name(date: Date) -> &'static str {
    const NAMES: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    NAMES[usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or(0) % 7]
}

fn month_name(date: Date) -> String {
    let name = MONTHS[usize::try_from(date.month() - 1).unwrap_or(0) % 12];
    let mut chars = name.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// `14 May`, `May 14`; with the year where it is not the year of `today`.
pub fn day_and_month(date: Date, today: Date, spelling: Spelling) -> String {
    let month = month_name(date);
    match (spelling, date.year() == today.year()) {
        (Spelling::British, true) => format!("{} {month}", date.day()),
        (Spelling::British, false) => format!("{} {month} {}", date.day(), date.year()),
        (Spelling::American, true) => format!("{month} {}", date.day()),
        (Spelling::American, false) => format!("{month} {}, {}", date.day(), date.year()),
    }
}

/// `Tuesday, 14 May`.
pub fn full_day(date: Date, today: Date, spelling: Spelling) -> String {
    format!("{}, {}", weekday_name(date), day_and_month(date, today, spelling))
}

/// `today`, `yesterday`, `tomorrow`, `Tuesday` when it is at most six days away, else `14 May`.
pub fn near_day(date: Date, today: Date, spelling: Spelling) -> String {
    let days = (date - today).get_days();
    match days {
        0 => "today".to_string(),
        -1 => "yesterday".to_string(),
        1 => "tomorrow".to_string(),
        -6..=6 => weekday_name(date).to_string(),
        _ => day_and_month(date, today, spelling),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // A Tuesday.
    const TODAY: Date = Date::constant(2026, 11, 24);

    fn past(text: &str) -> String {
        parse(text, TODAY, Direction::Past).map_or_else(|message| message, |date| date.to_string())
    }

    fn future(text: &str) -> String {
        parse(text, TODAY, Direction::Future).map_or_else(|message| message, |date| date.to_string())
    }

    #[test]
    fn what_people_type_is_read() {
        for (typed, day) in [
            ("today", "2026-11-24"),
            ("Yesterday", "2026-11-23"),
            ("tue", "2026-11-24"),
            ("last tue", "2026-11-17"),
            ("Wed.", "2026-11-18"),
            ("3 days ago", "2026-11-21"),
            ("a week ago", "2026-11-17"),
            ("2026-11-20", "2026-11-20"),
            ("14 May", "2026-05-14"),
            ("May 14", "2026-05-14"),
            ("14th december", "2025-12-14"),
            ("29 feb", "2024-02-29"),
            ("Tuesday, 14 May 2024", "2024-05-14"),
        ] {
            assert_eq!(past(typed), day, "{typed}");
        }
        for (typed, day) in [
            ("tue", "2026-11-24"),
            ("next tue", "2026-12-01"),
            ("14 May", "2027-05-14"),
            ("in 2 weeks", "2026-12-08"),
        ] {
            assert_eq!(future(typed), day, "{typed}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        for typed in
            ["30 February", "0000-01-01", "9999-12-31", "soon", "5/6", "tu", "14", "99999999 days ago"]
        {
            assert!(parse(typed, TODAY, Direction::Past).is_err(), "{typed}");
        }
        assert!(past("5/6").contains("two ways"));
        assert!(past("Monday 14 May 2024").contains("Tuesday"));
    }

    #[test]
    fn days_are_written_as_letters_print_them() {
        let day = Date::constant(2026, 11, 20);
        assert_eq!(near_day(day, TODAY, Spelling::British), "Friday");
        assert_eq!(near_day(Date::constant(2026, 5, 14), TODAY, Spelling::American), "May 14");
        assert_eq!(full_day(Date::constant(2027, 5, 14), TODAY, Spelling::American), "Friday, May 14, 2027");
    }
}
