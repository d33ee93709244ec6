//! Reads a flat TOML file key by key: one bad key is one problem, and the rest counts.

use super::files::{FileFailure, place, read_limited, utf8};
use crate::domain::clean::{CleanLine, escape_for_message};
use crate::domain::problem::{Problem, did_you_mean};
use std::path::Path;
use toml::de::{DeTable, DeValue};

/// A larger file is no settings.
const MOST_BYTES: u64 = 64 * 1024;

/// After so many lines that are no TOML nobody reads on.
const MOST_MISTAKES: usize = 20;

/// A file's text; none where there is no file. `name` is the file as the person knows it.
///
/// # Errors
/// It cannot be read, or is not UTF-8.
pub(super) fn text(path: &Path, name: &str) -> Result<Option<String>, Problem> {
    match read_limited(path, MOST_BYTES) {
        Ok(bytes) => utf8(bytes, name).map(Some),
        Err(failure) if failure.is_missing() => Ok(None),
        Err(failure) => Err(named(&failure, name)),
    }
}

/// What is wrong with a value, before its place is known.
pub(super) struct Wrong {
    what: String,
    hint: Option<String>,
}

impl Wrong {
    /// A value of the wrong type.
    pub(super) fn type_of(key: &str, value: &DeValue<'_>, expected: &str) -> Wrong {
        Wrong { what: format!("`{key}` should be {expected}, not {}", value.type_str()), hint: None }
    }

    /// A word that is none of a closed list; `list` is that list as a sentence.
    pub(super) fn word(word: &str, kind: &str, words: &[&str], list: &str) -> Wrong {
        let hint = did_you_mean(word, words.iter().copied()).unwrap_or_else(|| list.to_string());
        Wrong { what: format!("`{}` is not a {kind}", escape_for_message(word, 60)), hint: Some(hint) }
    }

    /// The same as a problem of a file or variable.
    pub(super) fn of(self, name: &str) -> Problem {
        Problem { hint: self.hint, ..Problem::new(name, self.what) }
    }
}

/// Hands every known key's value to `take`. `of` says what the keys are keys of.
pub(super) fn read(
    text: &str,
    name: &str,
    of: &str,
    known: &[&str],
    mut take: impl FnMut(&str, &DeValue<'_>) -> Result<(), Wrong>,
) -> Vec<Problem> {
    let (readable, mut problems) = without_mistakes(text, name);
    // Past so many mistakes, what the parser makes of the rest.
    let (table, _) = DeTable::parse_recoverable(&readable);
    for (key, value) in table.get_ref() {
        let word = key.get_ref();
        let (at, wrong) = match known.iter().any(|known| known == word) {
            true => match take(word, value.get_ref()) {
                Ok(()) => continue,
                Err(wrong) => (value.span().start, wrong),
            },
            false => {
                let what = format!("`{}` is not a key of {of}", escape_for_message(word, 60));
                (key.span().start, Wrong { what, hint: did_you_mean(word, known.iter().copied()) })
            }
        };
        let (line, column) = place(text, at);
        problems.push(wrong.of(name).at(line, column));
    }
    problems.sort_by_key(|problem| (problem.line(), problem.column()));
    problems
}

/// A value that is a text.
pub(super) fn string<'v>(key: &str, value: &'v DeValue<'_>) -> Result<&'v str, Wrong> {
    value.as_str().ok_or_else(|| Wrong::type_of(key, value, "a text in quotes"))
}

/// A value that is one line of text, cleaned.
pub(super) fn line(key: &str, value: &DeValue<'_>) -> Result<Option<String>, Wrong> {
    let line = CleanLine::of(string(key, value)?.trim()).text.into_string();
    Ok((!line.is_empty()).then_some(line))
}

/// Where the value of a top-level key stands in the text; `None` where it is not there.
///
/// # Errors
/// The text is no TOML.
pub(super) fn value_span(text: &str, key: &str) -> Result<Option<std::ops::Range<usize>>, toml::de::Error> {
    let table = DeTable::parse(text)?;
    let entry = table.get_ref().iter().find(|(name, _)| name.get_ref() == key);
    Ok(entry.map(|(_, value)| value.span()))
}

/// The text with spaces in place of every line that is no TOML, so that no place in it moves.
fn without_mistakes(text: &str, name: &str) -> (String, Vec<Problem>) {
    let mut readable = text.to_string();
    let mut problems = Vec::new();
    while problems.len() < MOST_MISTAKES
        && let Err(error) = DeTable::parse(&readable)
    {
        problems.push(syntax(&error, text, name));
        let mut at = error.span().map_or(text.len(), |span| span.start.min(text.len()));
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        // A mistake at the end of the text belongs to the last line that says something.
        let at = if text[at..].trim().is_empty() { readable.trim_end().len() } else { at };
        let start = readable[..at].rfind('\n').map_or(0, |line_end| line_end + 1);
        let end = readable[at..].find('\n').map_or(readable.len(), |length| at + length);
        readable.replace_range(start..end, &" ".repeat(end - start));
    }
    (readable, problems)
}

fn syntax(error: &toml::de::Error, text: &str, name: &str) -> Problem {
    let (line, column) = place(text, error.span().map_or(text.len(), |span| span.start));
    let first = error.message().lines().next().unwrap_or_default();
    Problem::new(name, escape_for_message(first, 120)).at(line, column)
}

fn named(failure: &FileFailure, name: &str) -> Problem {
    Problem { path: name.to_string(), ..failure.problem() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn piece() -> impl Strategy<Value = String> {
        let pieces = [
            "name", "=", "\"", "'", "\"\"\"", "[", "]", "{", "}", "\n", "\r\n", "#", "é", "\u{1b}", "1", ",",
            ".", "\\",
        ];
        prop_oneof![
            4 => proptest::sample::select(pieces.to_vec()).prop_map(str::to_string),
            1 => any::<char>().prop_map(String::from),
        ]
    }

    proptest! {
        #[test]
        fn no_text_is_too_broken(pieces in proptest::collection::vec(piece(), 0..40)) {
            let text = format!("{}\nlast = true\n", pieces.concat());
            let lines = text.matches('\n').count() + 1;
            let problems = read(&text, "f", "it", &["name", "last"], |key, value| {
                Err(Wrong::type_of(key, value, "something else"))
            });
            for problem in problems {
                prop_assert!(problem.line().is_some_and(|line| (1..=lines).contains(&line)));
                let shown = problem.to_string();
                prop_assert!(!shown.contains(char::is_control), "{}", shown);
            }
        }
    }
}
