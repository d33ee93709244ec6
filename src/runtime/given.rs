//! Answers given on the command line or in a file, made into a draft.

use super::failure::Failure;
use crate::compose::{Catalog, answers};
use crate::domain::clean::{self, CleanLine, CleanText};
use crate::domain::draft::{Answer, Draft};
use crate::domain::problem::did_you_mean;
use crate::domain::scenario::{Field, Kind, Scenario};
use crate::domain::style::{Channel, Formality, Length};
use crate::services::{clock, files};
use jiff::civil::{Date, DateTime};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// The most bytes of a file of answers.
const LIMIT: u64 = 1024 * 1024;

/// What was given.
#[derive(Debug, Clone, Default)]
pub struct Given {
    /// `key=value`.
    pub set: Vec<String>,
    /// A file of answers; `-` is standard input.
    pub answers: Option<PathBuf>,
    /// The channel.
    pub channel: Option<Channel>,
    /// The formality.
    pub formality: Option<Formality>,
    /// The length.
    pub length: Option<Length>,
    /// `block=n`.
    pub wording: Vec<String>,
    /// The day.
    pub today: Option<String>,
    /// Whether the profile counts.
    pub profile: bool,
}

impl Given {
    /// The day the letter is written.
    ///
    /// # Errors
    /// A date that cannot be read.
    pub fn today(&self) -> Result<Date, Failure> {
        let Some(text) = &self.today else { return Ok(clock::today()) };
        let date = text.parse::<Date>().or_else(|_| text.parse::<DateTime>().map(DateTime::date));
        let valid = date.ok().filter(|date| (1900..=2200).contains(&date.year()));
        valid.ok_or_else(|| {
            let shown = clean::escape_for_message(text, 40);
            Failure::usage(format!("--today: `{shown}` is not a day"))
                .hint("Write it as 2026-11-24, or 2026-11-24T09:30.")
        })
    }

    /// The draft of a scenario with these answers.
    ///
    /// # Errors
    /// An unknown scenario, field, channel or block, or an answer that cannot be read.
    pub fn draft(&self, catalog: &Catalog, id: &str, today: Date) -> Result<Draft, Failure> {
        let scenario = scenario(catalog, id)?;
        let mut draft = Draft::new(&scenario.id, scenario.default_channel());
        let mut reading = Reading { scenario, today, draft: &mut draft, wordings: Vec::new() };
        if let Some(path) = &self.answers {
            reading.file(path)?;
        }
        reading.flags(&self.set)?;
        for pair in &self.wording {
            let Some((block, number)) = pair.split_once('=') else {
                return Err(Failure::usage(format!(
                    "--wording {}: write BLOCK=N",
                    clean::escape_for_message(pair, 40)
                )));
            };
            reading.wordings.push((block.trim().to_string(), number.trim().to_string()));
        }
        let wordings = std::mem::take(&mut reading.wordings);
        draft.channel = self.channel.unwrap_or(draft.channel);
        draft.formality = self.formality.unwrap_or(draft.formality);
        draft.length = self.length.unwrap_or(draft.length);
        allowed(scenario, draft.channel)?;
        for (block, number) in wordings {
            let index = wording(catalog, scenario, draft.channel, &block, &number)?;
            draft.wordings.insert(block, index);
        }
        Ok(draft)
    }
}

/// The scenario of that id.
///
/// # Errors
/// There is none; the nearest name is given.
pub fn scenario<'a>(catalog: &'a Catalog, id: &str) -> Result<&'a Scenario, Failure> {
    catalog.scenario(id).ok_or_else(|| {
        let hint = match catalog.nearest_scenario(id) {
            Some(name) => format!("Did you mean `{name}`? `regards list` shows all of them."),
            None => "`regards list` shows all of them.".to_string(),
        };
        Failure::usage(format!("there is no scenario `{}`", clean::escape_for_message(id, 60))).hint(hint)
    })
}

fn allowed(scenario: &Scenario, channel: Channel) -> Result<(), Failure> {
    if scenario.allows(channel) {
        return Ok(());
    }
    let words: Vec<&str> = scenario.channels.iter().map(|used| used.channel.word()).collect();
    Err(Failure::usage(format!("{} is not written as {channel}", scenario.id))
        .hint(format!("It can be: {}.", words.join(", "))))
}

fn wording(
    catalog: &Catalog,
    scenario: &Scenario,
    channel: Channel,
    block: &str,
    number: &str,
) -> Result<usize, Failure> {
    let blocks = catalog.blocks(&scenario.id, channel);
    if !blocks.contains(block) {
        let names = blocks.iter().map(String::as_str);
        let listed: Vec<&str> = blocks.iter().map(String::as_str).collect();
        let hint = did_you_mean(block, names).unwrap_or_else(|| format!("There are: {}.", listed.join(", ")));
        return Err(Failure::usage(format!(
            "`{}` is no paragraph of this letter",
            clean::escape_for_message(block, 40)
        ))
        .hint(hint));
    }
    match number.parse::<usize>() {
        Ok(number @ 1..=99) => Ok(number - 1),
        _ => Err(Failure::usage(format!(
            "wording.{block}: `{}` is not a number from 1",
            clean::escape_for_message(number, 20)
        ))),
    }
}

struct Reading<'a> {
    scenario: &'a Scenario,
    today: Date,
    draft: &'a mut Draft,
    wordings: Vec<(String, String)>,
}

impl Reading<'_> {
    fn flags(&mut self, set: &[String]) -> Result<(), Failure> {
        let mut lists: Vec<(String, Vec<String>)> = Vec::new();
        for pair in set {
            let Some((key, value)) = pair.split_once('=') else {
                let shown = clean::escape_for_message(pair, 40);
                return Err(Failure::usage(format!("--set {shown}: an answer is given as KEY=VALUE")));
            };
            let key = key.trim();
            if self.scenario.field(key).is_some_and(|field| field.kind == Kind::List) {
                match lists.iter_mut().find(|(known, _)| known == key) {
                    Some((_, items)) => items.push(value.to_string()),
                    None => lists.push((key.to_string(), vec![value.to_string()])),
                }
                continue;
            }
            self.take(key, &Answer::from(value), "--set")?;
        }
        for (key, items) in lists {
            self.take(&key, &Answer::List(items), "--set")?;
        }
        Ok(())
    }

    fn file(&mut self, path: &Path) -> Result<(), Failure> {
        let (name, text) = read(path)?;
        let table =
            if text.trim_start().starts_with('{') { json(&name, &text)? } else { toml(&name, &text)? };
        for (key, value) in table {
            match (key.as_str(), value) {
                ("wording", Entry::Table(blocks)) => {
                    for (block, number) in blocks {
                        self.wordings.push((block, number.text()));
                    }
                }
                (key, value) => {
                    let Some(answer) = value.answer() else {
                        let shown = clean::escape_for_message(key, 40);
                        return Err(Failure::usage(format!(
                            "{name}: `{shown}` should be a text, a number, true or false, or a list of texts"
                        )));
                    };
                    self.take(key, &answer, &name)?;
                }
            }
        }
        Ok(())
    }

    /// One answer. `from` says where it was given.
    fn take(&mut self, key: &str, answer: &Answer, from: &str) -> Result<(), Failure> {
        let wrong = |message: String| Failure::usage(format!("{from}: {key}: {message}"));
        match key {
            "channel" => self.draft.channel = word(&answer.text()).map_err(wrong)?,
            "formality" => self.draft.formality = word(&answer.text()).map_err(wrong)?,
            "length" => self.draft.length = word(&answer.text()).map_err(wrong)?,
            _ => match (key.strip_prefix("wording."), self.scenario.field(key)) {
                (Some(block), _) => self.wordings.push((block.to_string(), answer.text())),
                (None, Some(field)) => {
                    let answer =
                        answers::read_given(field, &cleaned(field, answer), self.today).map_err(wrong)?;
                    self.draft.answers.insert(key.to_string(), answer);
                }
                (None, None) => return Err(self.unknown(key, from)),
            },
        }
        Ok(())
    }

    fn unknown(&self, key: &str, from: &str) -> Failure {
        let names = self.scenario.fields.iter().map(|field| field.key.as_str()).chain([
            "channel",
            "formality",
            "length",
        ]);
        let hint = did_you_mean(key, names)
            .unwrap_or_else(|| format!("`regards show {}` lists the questions.", self.scenario.id));
        Failure::usage(format!(
            "{from}: `{}` is no question of {}",
            clean::escape_for_message(key, 40),
            self.scenario.id
        ))
        .hint(hint)
    }
}

fn word<T: FromStr>(text: &str) -> Result<T, String>
where
    T::Err: std::fmt::Display,
{
    text.trim().parse::<T>().map_err(|unknown| clean::escape_for_message(&unknown.to_string(), 200))
}

/// An answer from outside is cleaned like one that is typed.
fn cleaned(field: &Field, answer: &Answer) -> Answer {
    let clean_one = |text: &String| match field.kind {
        Kind::Text => CleanText::of(text).text.into_string(),
        _ => CleanLine::of(text).text.into_string(),
    };
    match answer {
        Answer::Toggle(yes) => Answer::Toggle(*yes),
        Answer::Text(text) => Answer::Text(clean_one(text)),
        Answer::List(items) => Answer::List(items.iter().map(clean_one).collect()),
    }
}

fn read(path: &Path) -> Result<(String, String), Failure> {
    if path.as_os_str() == "-" {
        let mut bytes = Vec::new();
        let read = std::io::stdin().lock().take(LIMIT + 1).read_to_end(&mut bytes);
        read.map_err(|error| Failure::file(format!("standard input: {error}")))?;
        return text_of("standard input", bytes);
    }
    let bytes = files::read_limited(path, LIMIT).map_err(Failure::file)?;
    text_of(&path.display().to_string(), bytes)
}

fn text_of(name: &str, bytes: Vec<u8>) -> Result<(String, String), Failure> {
    if bytes.len() > usize::try_from(LIMIT).unwrap_or(usize::MAX) {
        return Err(Failure::usage(format!("{name}: more than {LIMIT} bytes of answers")));
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok((name.to_string(), text.trim_start_matches('\u{feff}').to_string())),
        Err(error) => Err(Failure::usage(format!(
            "{name}: byte {} is not UTF-8 text",
            error.utf8_error().valid_up_to() + 1
        ))),
    }
}

/// A value of a file of answers.
enum Entry {
    Answer(Answer),
    Table(Vec<(String, Entry)>),
    Other,
}

impl Entry {
    fn answer(&self) -> Option<Answer> {
        match self {
            Entry::Answer(answer) => Some(answer.clone()),
            Entry::Table(_) | Entry::Other => None,
        }
    }

    fn text(&self) -> String {
        self.answer().map(|answer| answer.text()).unwrap_or_default()
    }
}

fn toml(name: &str, text: &str) -> Result<Vec<(String, Entry)>, Failure> {
    let table: toml::Table = text.parse().map_err(|error: toml::de::Error| {
        let place = error.span().map(|span| crate::compose::line_and_column(text, span.start));
        let place = place.map(|(line, column)| format!(":{line}:{column}")).unwrap_or_default();
        let message = error.message().lines().next().unwrap_or("not TOML").to_string();
        Failure::usage(format!("{name}{place}: {message}"))
            .hint("Answers are lines such as company = \"Northwind Labs\".")
    })?;
    Ok(table.into_iter().map(|(key, value)| (key, from_toml(value))).collect())
}

fn from_toml(value: toml::Value) -> Entry {
    use toml::Value;
    match value {
        Value::String(text) => Entry::Answer(Answer::Text(text)),
        Value::Integer(number) => Entry::Answer(Answer::Text(number.to_string())),
        Value::Float(number) => Entry::Answer(Answer::Text(number.to_string())),
        Value::Boolean(yes) => Entry::Answer(Answer::Toggle(yes)),
        Value::Datetime(date) => Entry::Answer(Answer::Text(date.to_string())),
        Value::Array(items) => {
            let texts: Option<Vec<String>> =
                items.into_iter().map(|item| item.as_str().map(str::to_string)).collect();
            texts.map_or(Entry::Other, |texts| Entry::Answer(Answer::List(texts)))
        }
        Value::Table(table) => {
            Entry::Table(table.into_iter().map(|(key, value)| (key, from_toml(value))).collect())
        }
    }
}

fn json(name: &str, text: &str) -> Result<Vec<(String, Entry)>, Failure> {
    let table: serde_json::Map<String, serde_json::Value> = serde_json::from_str(text).map_err(|error| {
        Failure::usage(format!(
            "{name}:{}:{}: this is not a JSON table of answers",
            error.line(),
            error.column()
        ))
    })?;
    Ok(table.into_iter().map(|(key, value)| (key, from_json(value))).collect())
}

fn from_json(value: serde_json::Value) -> Entry {
    use serde_json::Value;
    match value {
        Value::Null => Entry::Answer(Answer::Text(String::new())),
        Value::Bool(yes) => Entry::Answer(Answer::Toggle(yes)),
        Value::Number(number) => Entry::Answer(Answer::Text(number.to_string())),
        Value::String(text) => Entry::Answer(Answer::Text(text)),
        Value::Array(items) => {
            let texts: Option<Vec<String>> =
                items.into_iter().map(|item| item.as_str().map(str::to_string)).collect();
            texts.map_or(Entry::Other, |texts| Entry::Answer(Answer::List(texts)))
        }
        Value::Object(table) => {
            Entry::Table(table.into_iter().map(|(key, value)| (key, from_json(value))).collect())
        }
    }
}
