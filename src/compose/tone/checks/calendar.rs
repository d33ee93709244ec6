//! Whether a weekday and a date agree.

use crate::compose::dates;
use crate::compose::tone::judge::{Bench, Spoken};
use crate::compose::tone::text::{Kind, hash, hashes};
use jiff::civil::Date;
use std::collections::BTreeMap;

const WEEKDAYS: &[u32] =
    &hashes(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]);

/// A weekday beside a date that falls on another.
pub fn weekday(bench: &Bench, _: &BTreeMap<String, f64>) -> Vec<Spoken> {
    let words: Vec<_> = bench.reading.all_words().map(|(_, span, word)| (span, *word)).collect();
    let mut spoken = Vec::new();
    for (at, (span, word)) in words.iter().enumerate() {
        let Some(named) = WEEKDAYS.iter().position(|day| *day == word.hash) else { continue };
        let mut next = at + 1;
        if words.get(next).is_some_and(|(_, word)| word.hash == hash("the")) {
            next += 1;
        }
        let text = |place: usize| {
            words.get(place).and_then(|(span, _)| bench.reading.text.get(span.clone())).unwrap_or_default()
        };
        let day_month = read(text(next), text(next + 1), text(next + 2));
        let Some((day, month, year_at)) = day_month else { continue };
        let year = words
            .get(next + year_at)
            .filter(|(_, word)| word.kind == Kind::Number)
            .and_then(|_| text(next + year_at).parse::<i16>().ok())
            .filter(|year| (1900..=2200).contains(year));
        let Some(date) = dated(day, month, year, bench.facts.case.setting.today) else { continue };
        let real = usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or(0);
        if real != named {
            spoken.push(Spoken::at(span.clone()).expected(dates::weekday_name(date)));
        }
    }
    spoken
}

/// Day and month out of three words, and after how many words a year may stand.
fn read(one: &str, two: &str, three: &str) -> Option<(i8, i8, usize)> {
    let [one, two, three] = [one, two, three].map(str::to_lowercase);
    let (after, words) = if two == "of" { (&three, 3) } else { (&two, 2) };
    dates::day_month(&one, after).map(|(day, month)| (day, month, words))
}

/// The date, its year taken to be the nearest within 300 days ahead, else the last one.
fn dated(day: i8, month: i8, year: Option<i16>, today: Date) -> Option<Date> {
    if let Some(year) = year {
        return Date::new(year, month, day).ok();
    }
    let of = |year: i16| Date::new(year, month, day).ok();
    let near = |date: &Date| (0..=300).contains(&(*date - today).get_days());
    [of(today.year()), of(today.year() + 1)]
        .into_iter()
        .flatten()
        .find(near)
        .or_else(|| of(today.year()).filter(|date| *date <= today))
        .or_else(|| of(today.year() - 1))
}
