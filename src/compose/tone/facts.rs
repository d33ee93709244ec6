//! What is known about a letter besides its text: answers, channel, and what the clock makes of them.

use super::case::Case;
use super::pack::{Clock, Condition, Operator, Wanted};
use super::text::hash_words;
use crate::compose::answers::Answered;
use crate::compose::dates;
use crate::domain::draft::Answer;
use crate::domain::scenario::Direction;
use crate::domain::style::Spelling;
use jiff::civil::{Date, DateTime, Time};
use std::collections::BTreeMap;

/// Facts, looked up by name.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// The letter.
    pub case: &'a Case<'a>,
    /// Event → where its day is found.
    pub clock: &'a BTreeMap<String, Clock>,
}

/// What is known of a fact.
#[derive(Debug, Clone, PartialEq)]
pub enum Fact {
    /// Yes or no.
    Flag(bool),
    /// A text.
    Text(String),
    /// A number somewhere between two: a day without an hour is as long as a day.
    Between(f64, f64),
}

impl Facts<'_> {
    /// The text of an answer, as the letter would print it: a day as `14 May`.
    pub fn text(&self, key: &str) -> Option<String> {
        if let Some(derived) = self.derived_text(key) {
            return Some(derived);
        }
        let text = self.raw(key)?.text();
        if text.trim().is_empty() {
            return None;
        }
        match self.day(key) {
            Some(day) => Some(dates::day_and_month(day, self.case.setting.today, self.case.setting.spelling)),
            None => Some(text.trim().to_string()),
        }
    }

    fn derived_text(&self, key: &str) -> Option<String> {
        let recipient = || self.raw("recipient").map(Answer::text).filter(|name| !name.trim().is_empty());
        match key {
            "channel" => Some(self.case.draft.channel.label().to_string()),
            "recipient_first" => Some(first_name(&recipient()?)),
            "recipient_last" => recipient()?.split_whitespace().last().map(str::to_string),
            "subject_default" => {
                let role = self.raw("role").map(Answer::text).filter(|role| !role.trim().is_empty())?;
                Some(
                    match self.raw("company").map(Answer::text).filter(|company| !company.trim().is_empty()) {
                        Some(company) => format!("{} role at {}", role.trim(), company.trim()),
                        None => format!("{} role", role.trim()),
                    },
                )
            }
            _ if key.starts_with("days_") || key.starts_with("hours_") => {
                let (low, _) = self.number(key)?;
                Some(format!("{}", low.floor()))
            }
            _ => None,
        }
    }

    /// The answer to a field: the person's, the profile's or the default.
    pub fn raw(&self, key: &str) -> Option<&Answer> {
        let case = self.case;
        let field = case.scenario.and_then(|scenario| scenario.field(key));
        match (case.scenario, field) {
            (Some(scenario), Some(field)) => {
                Answered { scenario, draft: case.draft, profile: case.setting.profile }.standing(field)
            }
            _ => case.draft.answers.get(key).or_else(|| case.setting.profile.get(key)),
        }
    }

    /// The day that an answer names.
    pub fn day(&self, key: &str) -> Option<Date> {
        let text = self.raw(key)?.text();
        if !text.contains(|c: char| c.is_ascii_digit()) && !is_day_key(key) {
            return None;
        }
        let direction =
            self.case.scenario.and_then(|s| s.field(key)).map_or(Direction::Past, |field| field.direction);
        is_day_key(key).then(|| dates::parse(&text, self.case.setting.today, direction).ok()).flatten()
    }

    /// A fact for a condition.
    pub fn fact(&self, key: &str) -> Option<Fact> {
        if key == "channel" {
            return Some(Fact::Text(self.case.draft.channel.word().to_string()));
        }
        if let Some((low, high)) = self.number(key) {
            return Some(Fact::Between(low, high));
        }
        match self.raw(key)? {
            Answer::Toggle(yes) => Some(Fact::Flag(*yes)),
            answer if answer.is_blank() => None,
            answer => Some(Fact::Text(answer.text())),
        }
    }

    /// A number that the clock makes: `hours_since_declined`, `days_until_interview`.
    fn number(&self, key: &str) -> Option<(f64, f64)> {
        // An example of a pack states the number itself.
        if let Some(Answer::Text(text)) = self.case.draft.answers.get(key)
            && let Ok(number) = text.parse::<f64>()
        {
            return Some((number, number));
        }
        let (unit, rest) = key.split_once('_')?;
        let (way, event) = rest.split_once('_')?;
        if let Some(stated) = self.stated(unit, rest) {
            return Some(stated);
        }
        let day = self.event_day(event)?;
        let (from, to) = match way {
            "since" => (
                hours(self.now_first(), day.at(0, 0, 0, 0)) - 24.0,
                hours(self.now_last(), day.at(0, 0, 0, 0)),
            ),
            "until" => (
                -hours(self.now_last(), day.at(0, 0, 0, 0)),
                -hours(self.now_first(), day.at(0, 0, 0, 0)) + 24.0,
            ),
            _ => return None,
        };
        // What has happened has happened: an event of today is not ahead.
        let from = if way == "since" && to >= 0.0 { from.max(0.0) } else { from };
        match unit {
            "hours" => Some((from, to)),
            "days" => {
                let days = f64::from((self.case.setting.today - day).get_days());
                let days = if way == "since" { days } else { -days };
                Some((days, days))
            }
            "workdays" => {
                let days = workdays(day, self.case.setting.today);
                Some((days, days))
            }
            _ => None,
        }
    }

    /// Days from hours that an example states.
    fn stated(&self, unit: &str, rest: &str) -> Option<(f64, f64)> {
        if unit != "days" {
            return None;
        }
        let Some(Answer::Text(hours)) = self.case.draft.answers.get(&format!("hours_{rest}")) else {
            return None;
        };
        let days = (hours.parse::<f64>().ok()? / 24.0).floor();
        Some((days, days))
    }

    /// The day of an event.
    pub fn event_day(&self, event: &str) -> Option<Date> {
        match self.clock.get(event) {
            Some(Clock::Fields(fields)) => fields.iter().find_map(|field| self.day(field)),
            Some(Clock::ByScenario(by)) => {
                let id = &self.case.scenario?.head.id;
                by.get(id).filter(|meant| *meant != event).and_then(|meant| self.event_day(meant))
            }
            None => self.day(&format!("{event}_at")).or_else(|| self.day(&format!("{event}_date"))),
        }
    }

    fn now_first(&self) -> DateTime {
        self.case.setting.today.to_datetime(self.case.setting.time.unwrap_or(Time::midnight()))
    }

    fn now_last(&self) -> DateTime {
        self.case.setting.today.to_datetime(self.case.setting.time.unwrap_or(Time::constant(23, 59, 59, 0)))
    }

    /// Whether a condition holds. One on something unknown does not.
    pub fn holds(&self, condition: &Condition) -> bool {
        if matches!(condition.op, Operator::InTable | Operator::NotInTable) {
            return self.in_table(condition) == Some(condition.op == Operator::InTable);
        }
        match self.fact(&condition.field) {
            // A toggle that was not touched says no.
            None => {
                let toggle = matches!(condition.value, Wanted::Flag(_))
                    && self.case.scenario.is_some_and(|s| s.field(&condition.field).is_some());
                toggle && compare(&Fact::Flag(false), condition)
            }
            Some(fact) => compare(&fact, condition),
        }
    }

    /// Whether the channel stands in a table of the scenario.
    fn in_table(&self, condition: &Condition) -> Option<bool> {
        let scenario = self.case.scenario?;
        let Wanted::Text(table) = &condition.value else { return None };
        let channel = self.case.draft.channel;
        let used = scenario.head.channels.iter().find(|used| used.channel == channel);
        match table.as_str() {
            "channels.allowed" => Some(used.is_some()),
            "channels.recommended" => Some(used.is_some_and(|used| used.recommended)),
            _ => None,
        }
    }

    /// The words of an answer in each way that a letter may write them.
    pub fn ways(&self, key: &str) -> Vec<Vec<u32>> {
        if let Some(day) = self.day(key) {
            return day_ways(day, self.case.setting.today);
        }
        let Some(text) = self.text(key) else { return Vec::new() };
        let ways = vec![hash_words(&text)];
        ways.into_iter().filter(|way| !way.is_empty()).collect()
    }
}

fn is_day_key(key: &str) -> bool {
    key.ends_with("_at") || key.ends_with("_date") || key.ends_with("_on") || key.ends_with("_by")
}

/// `Ada` of `Ada Okafor`; the name as it stands where it begins with a title.
fn first_name(name: &str) -> String {
    let mut words = name.split_whitespace();
    let first = words.next().unwrap_or_default();
    let title = matches!(
        first.trim_end_matches('.').to_lowercase().as_str(),
        "mr" | "mrs" | "ms" | "mx" | "dr" | "prof" | "professor"
    );
    if title { name.to_string() } else { first.to_string() }
}

/// The ways in which letters write a day: `14 May`, `May 14`, `14th of May`, `Thursday`.
fn day_ways(day: Date, today: Date) -> Vec<Vec<u32>> {
    let british = dates::day_and_month(day, day, Spelling::British);
    let (number, month) = british.split_once(' ').unwrap_or((british.as_str(), ""));
    let ending = match day.day() {
        1 | 21 | 31 => "st",
        2 | 22 => "nd",
        3 | 23 => "rd",
        _ => "th",
    };
    let weekday = dates::weekday_name(day);
    let short = month.get(..3).unwrap_or(month);
    let mut forms = vec![
        format!("{number} {month}"),
        format!("{month} {number}"),
        format!("{number}{ending} {month}"),
        format!("{number}{ending} of {month}"),
        format!("{month} {number}{ending}"),
        format!("{number} {short}"),
        format!("{short} {number}"),
        format!("the {number}{ending}"),
        day.to_string(),
    ];
    let days = (day - today).get_days();
    if (-13..=13).contains(&days) {
        forms.push(weekday.to_string());
    }
    match days {
        0 => forms.push("today".into()),
        1 => forms.push("tomorrow".into()),
        -1 => forms.push("yesterday".into()),
        _ => {}
    }
    forms.iter().map(|form| hash_words(form)).collect()
}

fn hours(later: DateTime, earlier: DateTime) -> f64 {
    let span = later.duration_since(earlier);
    span.as_secs_f64() / 3600.0
}

/// Working days after `from` up to `to`.
fn workdays(from: Date, to: Date) -> f64 {
    let days = (to - from).get_days();
    let from_monday = i32::from(from.weekday().to_monday_zero_offset());
    let work = (1..=days.min(3700)).filter(|day| (from_monday + day).rem_euclid(7) < 5).count();
    f64::from(u32::try_from(work).unwrap_or(u32::MAX))
}

fn compare(fact: &Fact, condition: &Condition) -> bool {
    match (fact, &condition.value, condition.op) {
        (Fact::Between(low, high), Wanted::Number(number), op) => {
            let wanted = *number as f64;
            match op {
                Operator::Eq => low.floor() == wanted && high.floor() == wanted,
                Operator::Ne => *high < wanted || *low > wanted,
                Operator::Less => *high < wanted,
                Operator::AtMost => *high <= wanted,
                Operator::More => *low > wanted,
                Operator::AtLeast => *low >= wanted,
                _ => false,
            }
        }
        (Fact::Between(low, high), Wanted::Numbers(bounds), op) => {
            let [from, to] = bounds.as_slice() else { return false };
            let (from, to) = (*from as f64, *to as f64);
            match op {
                Operator::Between => *low >= from && *high < to,
                Operator::NotBetween => *high < from || *low >= to,
                _ => false,
            }
        }
        (Fact::Flag(yes), Wanted::Flag(wanted), op) => (yes == wanted) == (op != Operator::Ne),
        (Fact::Flag(yes), Wanted::Text(wanted), op) => {
            ((*yes && wanted == "yes") || (!*yes && wanted == "no")) == (op != Operator::Ne)
        }
        (Fact::Text(text), Wanted::Flag(wanted), op) => {
            let yes = matches!(text.as_str(), "yes" | "true");
            (yes == *wanted) == (op != Operator::Ne)
        }
        (Fact::Text(text), Wanted::Text(wanted), op) => (text == wanted) == (op != Operator::Ne),
        (Fact::Text(text), Wanted::Texts(all), op) => all.contains(text) == (op != Operator::NotIn),
        _ => false,
    }
}
