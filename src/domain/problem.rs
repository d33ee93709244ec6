//! What can be wrong with a file or an input, as data. One place turns it into sentences.

use std::fmt;

/// Something wrong with a file: where, what, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file as the person knows it.
    pub path: String,
    /// The place inside it.
    pub place: Option<Place>,
    /// What is wrong, one sentence without a full stop.
    pub what: String,
    /// What to do next.
    pub hint: Option<String>,
    /// The line with carets beneath, several lines of text, already safe to show.
    pub excerpt: Option<String>,
}

/// A place in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Line from 1.
    pub line: u32,
    /// Column from 1, in characters.
    pub column: u32,
}

impl Problem {
    /// A problem with a whole file.
    pub fn new(path: impl Into<String>, what: impl Into<String>) -> Self {
        Problem { path: path.into(), place: None, what: what.into(), hint: None, excerpt: None }
    }

    /// The same, at a place.
    pub fn at(mut self, line: usize, column: usize) -> Self {
        let number = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
        self.place = Some(Place { line: number(line), column: number(column) });
        self
    }

    /// The line, from 1.
    pub fn line(&self) -> Option<usize> {
        self.place.and_then(|place| usize::try_from(place.line).ok())
    }

    /// The column, from 1.
    pub fn column(&self) -> Option<usize> {
        self.place.and_then(|place| usize::try_from(place.column).ok())
    }

    /// The same, with what to do next.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.path)?;
        if let Some(Place { line, column }) = self.place {
            write!(f, ":{line}:{column}")?;
        }
        write!(f, ": {}", self.what)?;
        if let Some(hint) = &self.hint {
            write!(f, ". {hint}")?;
        }
        Ok(())
    }
}

/// The nearest of `names` to `word`, if one is near enough to be meant.
pub fn nearest<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = word.to_lowercase();
    names
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(&folded, &name.to_lowercase()), name))
        .filter(|(distance, name)| *distance <= (name.chars().count().max(3) / 3).max(1))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// The end of a sentence that suggests a name: ` Did you mean …?`, or nothing.
pub fn did_you_mean<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> Option<String> {
    nearest(word, names).map(|name| format!("Did you mean `{name}`?"))
}
