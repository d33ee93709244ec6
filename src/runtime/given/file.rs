//! A file of answers: a flat table in TOML or JSON, with the place of everything in it.

use super::super::failure::Failure;
use crate::compose::line_and_column;
use crate::domain::clean::CleanLine;
use crate::domain::draft::Answer;
use crate::services::files::shown;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use toml::de::{DeTable, DeValue};

/// The most bytes of a file of answers.
const LIMIT: u64 = 1024 * 1024;

/// What a value can be, for messages.
const EXPECTED: &str = "should be a text, a number, true or false, or a list of texts";

/// A key of the file with what stands there.
pub struct Entry {
    /// The key.
    pub key: String,
    /// Where the key stands.
    pub key_at: String,
    /// Where the value stands.
    pub value_at: String,
    /// What was found.
    pub found: Found,
}

/// A value of the file.
pub enum Found {
    /// An answer.
    Answer(Answer),
    /// A table, in the order of the file where that is known.
    Table(Vec<Entry>),
    /// Nothing of use: what it should be.
    Nothing(String),
}

/// The entries of a file; `-` is standard input. Pipes are read as well: the person named it.
///
/// # Errors
/// It cannot be read, is too large, or is no table in TOML or JSON.
pub fn entries(path: &Path) -> Result<Vec<Entry>, Failure> {
    let is_stdin = path.as_os_str() == "-";
    let name = if is_stdin { "standard input".to_string() } else { shown(path) };
    let bytes = if is_stdin { bounded(io::stdin().lock()) } else { open(path).and_then(bounded) };
    let bytes = bytes.map_err(|error| Failure::file(format!("cannot read {name}: {error}")))?;
    let text = text_of(&name, bytes)?;
    let start = text.trim_start();
    match start.starts_with('{') || (start.starts_with('[') && is_json_list(start)) {
        true => json(&name, &text),
        false => toml(&name, &text),
    }
}

fn open(path: &Path) -> io::Result<File> {
    let file = File::open(path)?;
    match file.metadata()?.is_dir() {
        true => Err(io::Error::other("it is a folder")),
        false => Ok(file),
    }
}

fn bounded(from: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(LIMIT + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn text_of(name: &str, bytes: Vec<u8>) -> Result<String, Failure> {
    if bytes.len() > usize::try_from(LIMIT).unwrap_or(usize::MAX) {
        return Err(Failure::usage(format!("{name}: more than {LIMIT} bytes of answers")));
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text.trim_start_matches('\u{feff}').to_string()),
        Err(error) => Err(Failure::usage(format!(
            "{name}: byte {} is not UTF-8 text",
            error.utf8_error().valid_up_to() + 1
        ))),
    }
}

fn toml(name: &str, text: &str) -> Result<Vec<Entry>, Failure> {
    let table = DeTable::parse(text).map_err(|error| {
        let place = error.span().map(|span| place(name, text, span.start));
        let message = error.message().lines().next().unwrap_or("not TOML").to_string();
        let message = CleanLine::of(&message).text.into_string();
        Failure::usage(format!("{}: {message}", place.unwrap_or_else(|| name.to_string())))
            .hint("Answers are lines such as company = \"Northwind Labs\".")
    })?;
    Ok(toml_entries(name, text, table.get_ref()))
}

fn toml_entries(name: &str, text: &str, table: &DeTable<'_>) -> Vec<Entry> {
    let mut rows: Vec<_> = table.iter().collect();
    rows.sort_by_key(|(key, _)| key.span().start);
    let entry = |(key, value): &(&toml::Spanned<_>, &toml::Spanned<DeValue<'_>>)| {
        let key: &toml::Spanned<toml::de::DeString<'_>> = key;
        Entry {
            key: key.get_ref().to_string(),
            key_at: place(name, text, key.span().start),
            value_at: place(name, text, value.span().start),
            found: from_toml(name, text, value.get_ref()),
        }
    };
    rows.iter().map(entry).collect()
}

fn place(name: &str, text: &str, offset: usize) -> String {
    let (line, column) = line_and_column(text, offset);
    format!("{name}:{line}:{column}")
}

fn from_toml(name: &str, text: &str, value: &DeValue<'_>) -> Found {
    let said = |text: String| Found::Answer(Answer::Text(text));
    match value {
        DeValue::String(text) => said(text.to_string()),
        DeValue::Integer(number) => match i64::from_str_radix(number.as_str(), number.radix()) {
            Ok(0) if number.as_str().starts_with('-') => no_number(number.as_str()),
            Ok(number) => said(number.to_string()),
            Err(_) => no_number(number.as_str()),
        },
        DeValue::Float(number) => match number.as_str().parse::<f64>() {
            Ok(value) if is_ordinary(value) => said(value.to_string()),
            _ => no_number(number.as_str()),
        },
        DeValue::Boolean(yes) => Found::Answer(Answer::Toggle(*yes)),
        DeValue::Datetime(date) => said(date.to_string()),
        DeValue::Array(items) => list(items.iter().map(|item| item.get_ref().as_str())),
        DeValue::Table(table) => Found::Table(toml_entries(name, text, table)),
    }
}

/// Whether a number is one that a letter can print.
fn is_ordinary(number: f64) -> bool {
    number.is_finite() && !(number == 0.0 && number.is_sign_negative())
}

fn no_number(written: &str) -> Found {
    let shown = crate::domain::clean::escape_for_message(written, 30);
    Found::Nothing(format!("should be an ordinary number, not {shown}"))
}

fn list<'t>(items: impl Iterator<Item = Option<&'t str>>) -> Found {
    let texts: Option<Vec<String>> = items.map(|item| item.map(str::to_string)).collect();
    texts.map_or_else(|| Found::Nothing(EXPECTED.to_string()), |texts| Found::Answer(Answer::List(texts)))
}

/// A list in JSON is no TOML, although both may begin with a bracket.
fn is_json_list(text: &str) -> bool {
    serde_json::from_str::<Vec<serde_json::Value>>(text).is_ok()
}

fn json(name: &str, text: &str) -> Result<Vec<Entry>, Failure> {
    let hint = "Answers are a table such as {\"company\": \"Northwind Labs\"}.";
    let value = serde_json::from_str(text).map_err(|error: serde_json::Error| {
        let (line, column) = (error.line(), error.column());
        let message = error.to_string();
        let message = message.split(" at line ").next().unwrap_or("not JSON");
        Failure::usage(format!("{name}:{line}:{column}: {}", CleanLine::of(message).text)).hint(hint)
    })?;
    match value {
        serde_json::Value::Object(table) => Ok(json_entries(name, table)),
        _ => Err(Failure::usage(format!("{name}: this is a list, and answers need their keys")).hint(hint)),
    }
}

/// JSON keeps no places: the key has to do.
fn json_entries(name: &str, table: serde_json::Map<String, serde_json::Value>) -> Vec<Entry> {
    table
        .into_iter()
        .map(|(key, value)| Entry {
            key,
            key_at: name.to_string(),
            value_at: name.to_string(),
            found: from_json(name, value),
        })
        .collect()
}

fn from_json(name: &str, value: serde_json::Value) -> Found {
    use serde_json::Value;
    match value {
        Value::Null => Found::Answer(Answer::Text(String::new())),
        Value::Bool(yes) => Found::Answer(Answer::Toggle(yes)),
        Value::Number(number) if !number.as_f64().is_some_and(is_ordinary) => no_number(&number.to_string()),
        Value::Number(number) => Found::Answer(Answer::Text(number.to_string())),
        Value::String(text) => Found::Answer(Answer::Text(text)),
        Value::Array(items) => list(items.iter().map(Value::as_str)),
        Value::Object(table) => Found::Table(json_entries(name, table)),
    }
}
