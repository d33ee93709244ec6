//! Reads TOML tables key by key, so that every mistake has its place and none hides the rest.

use crate::domain::problem::{Problem, did_you_mean};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A file being read, and what was found wrong with it.
pub struct Reader<'a> {
    path: &'a str,
    text: &'a str,
    /// What was found wrong so far.
    pub problems: Vec<Problem>,
}

/// A value with its place.
pub type Value<'a> = Spanned<DeValue<'a>>;

impl<'a> Reader<'a> {
    /// Reads a file's text; `None` if it is not TOML at all (the problem is noted).
    pub fn parse(path: &'a str, text: &'a str) -> (Self, Option<DeTable<'a>>) {
        let mut reader = Reader { path, text, problems: Vec::new() };
        match DeTable::parse(text) {
            Ok(table) => (reader, Some(table.into_inner())),
            Err(error) => {
                let what = error.message().lines().next().unwrap_or("this is not TOML").to_string();
                reader.wrong(error.span().unwrap_or(0..0), what, None);
                (reader, None)
            }
        }
    }

    /// Notes a problem at a place of the file.
    pub fn wrong(&mut self, span: Range<usize>, what: impl Into<String>, hint: Option<String>) {
        let (line, column) = line_and_column(self.text, span.start);
        let mut problem = Problem::new(self.path, what).at(line, column);
        problem.hint = hint;
        self.problems.push(problem);
    }

    /// A problem at a place of the file, to be completed later.
    pub fn place(&self, span: Range<usize>) -> Problem {
        let (line, column) = line_and_column(self.text, span.start);
        Problem::new(self.path, "").at(line, column)
    }

    /// Notes every key of a table that is not one of `known`.
    pub fn only(&mut self, table: &DeTable<'_>, known: &[&str], of: &str) {
        for key in table.keys() {
            let name: &str = key.get_ref();
            if !known.contains(&name) {
                let hint = did_you_mean(name, known.iter().copied());
                self.wrong(key.span(), format!("`{}` is not a key of {of}", shown(name)), hint);
            }
        }
    }

    /// A string; `None` where it is absent or something else (noted).
    pub fn string(&mut self, table: &DeTable<'_>, key: &str) -> Option<String> {
        let value = table.get(key)?;
        self.as_string(key, value)
    }

    fn as_string(&mut self, key: &str, value: &Value<'_>) -> Option<String> {
        let text = value.get_ref().as_str().map(str::to_string);
        if text.is_none() {
            self.mistyped(key, value, "a text in quotes");
        }
        text
    }

    /// A yes or no; `None` where it is absent or something else (noted).
    pub fn boolean(&mut self, table: &DeTable<'_>, key: &str) -> Option<bool> {
        let value = table.get(key)?;
        let found = value.get_ref().as_bool();
        if found.is_none() {
            self.mistyped(key, value, "true or false");
        }
        found
    }

    /// A whole number from 0; `None` where it is absent or something else (noted).
    pub fn number(&mut self, table: &DeTable<'_>, key: &str) -> Option<u32> {
        let value = table.get(key)?;
        self.as_number(key, value)
    }

    /// That value as a whole number from 0.
    pub fn as_number(&mut self, key: &str, value: &Value<'_>) -> Option<u32> {
        let found = value
            .get_ref()
            .as_integer()
            .and_then(|number| u32::from_str_radix(number.as_str(), number.radix()).ok());
        if found.is_none() {
            self.mistyped(key, value, "a whole number");
        }
        found
    }

    /// A list of strings; empty where it is absent. Wrong items are noted and left out.
    pub fn strings(&mut self, table: &DeTable<'_>, key: &str) -> Vec<String> {
        self.items(table, key).into_iter().filter_map(|item| self.as_string(key, item)).collect()
    }

    /// The items of an array; empty where it is absent or something else (noted).
    pub fn items<'t, 'v>(&mut self, table: &'t DeTable<'v>, key: &str) -> Vec<&'t Value<'v>> {
        let Some(value) = table.get(key) else { return Vec::new() };
        match value.get_ref().as_array() {
            Some(array) => array.iter().collect(),
            None => {
                self.mistyped(key, value, "a list in square brackets");
                Vec::new()
            }
        }
    }

    /// A table; `None` where it is absent or something else (noted).
    pub fn table<'t, 'v>(&mut self, table: &'t DeTable<'v>, key: &str) -> Option<&'t DeTable<'v>> {
        let value = table.get(key)?;
        self.as_table(key, value)
    }

    /// That value as a table.
    pub fn as_table<'t, 'v>(&mut self, key: &str, value: &'t Value<'v>) -> Option<&'t DeTable<'v>> {
        let found = value.get_ref().as_table();
        if found.is_none() {
            self.mistyped(key, value, "a table");
        }
        found
    }

    /// Notes that a value has the wrong type.
    pub fn mistyped(&mut self, key: &str, value: &Value<'_>, expected: &str) {
        let found = value.get_ref().type_str();
        self.wrong(value.span(), format!("`{}` should be {expected}, not {found}", shown(key)), None);
    }
}

/// Line and column from 1 of a byte offset; the column counts characters.
pub fn line_and_column(text: &str, offset: usize) -> (usize, usize) {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    let before = &text[..offset];
    let line = before.matches('\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (line, before[start..].chars().count() + 1)
}

/// A name for a message: short, and with nothing invisible in it.
pub fn shown(name: &str) -> String {
    let mut text: String = name.chars().take(40).flat_map(char::escape_debug).collect();
    if name.chars().count() > 40 {
        text.push('…');
    }
    text.replace("\\'", "'").replace("\\\"", "\"")
}
