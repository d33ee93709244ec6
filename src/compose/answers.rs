//! What the answers of a draft amount to: which questions are asked, what stands, what is missing.

use super::dates;
use crate::domain::draft::{Answer, Answers, Draft};
use crate::domain::problem::nearest;
use crate::domain::scenario::{Direction, Field, Kind, Scenario, When};
use jiff::civil::Date;

/// The most bytes that one answer may have, by kind of field.
pub fn limit(kind: Kind) -> usize {
    match kind {
        Kind::Text => 16 * 1024,
        Kind::List => 8 * 1024,
        _ => 1024,
    }
}

/// A draft's answers read against its scenario.
pub struct Answered<'s: 'd, 'd> {
    /// The scenario.
    pub scenario: &'s Scenario,
    /// The draft.
    pub draft: &'d Draft,
    /// The person's own facts: they stand where the draft is silent.
    pub profile: &'d Answers,
}

impl<'s, 'd> Answered<'s, 'd> {
    /// The questions that are asked, in order.
    pub fn visible(&self) -> Vec<&'s Field> {
        self.scenario.fields.iter().filter(|field| self.is_visible(field)).collect()
    }

    /// Whether a question is asked: its condition holds.
    pub fn is_visible(&self, field: &Field) -> bool {
        self.visible_within(field, self.scenario.fields.len())
    }

    /// `depth` bounds conditions that go in a circle.
    fn visible_within(&self, field: &Field, depth: usize) -> bool {
        match (&field.when, depth) {
            (None, _) => true,
            (Some(_), 0) => false,
            (Some(when), _) => holds(when, &self.word(&when.field, depth - 1)),
        }
    }

    /// The answer to another question as one word, for conditions.
    fn word(&self, key: &str, depth: usize) -> String {
        match key {
            "channel" => return self.draft.channel.word().to_string(),
            "formality" => return self.draft.formality.word().to_string(),
            "length" => return self.draft.length.word().to_string(),
            _ => {}
        }
        let Some(field) = self.scenario.field(key) else { return String::new() };
        if !self.visible_within(field, depth) {
            return String::new();
        }
        match self.standing(field) {
            Some(answer) => answer.text().trim().to_string(),
            None if field.kind == Kind::Toggle => "false".to_string(),
            None => String::new(),
        }
    }

    /// The answer that counts: the draft's, else the profile's, else the default. Blank ones count as none.
    pub fn standing(&self, field: &Field) -> Option<&'d Answer> {
        self.draft
            .answers
            .get(&field.key)
            .filter(|answer| !answer.is_blank())
            .or_else(|| self.profile.get(&field.key).filter(|answer| field.profile && !answer.is_blank()))
            .or(self.given_default(field))
    }

    fn given_default(&self, field: &Field) -> Option<&'d Answer> {
        self.scenario.field(&field.key).and_then(|field| field.default.as_ref())
    }

    /// Whether the letter needs an answer: it is required, and the person did not say that there is none.
    pub fn is_needed(&self, field: &Field) -> bool {
        let waived =
            field.unless.as_deref().is_some_and(|key| self.word(key, self.scenario.fields.len()) == "true");
        field.required && !waived
    }

    /// Needed questions that are asked and have no answer.
    pub fn missing(&self) -> Vec<&'s Field> {
        self.visible()
            .into_iter()
            .filter(|field| self.is_needed(field) && self.standing(field).is_none())
            .collect()
    }
}

fn holds(when: &When, word: &str) -> bool {
    let among = |words: &[String]| words.iter().any(|wanted| wanted == word);
    (when.is.is_empty() || among(&when.is)) && !among(&when.is_not)
}

/// Reads what a person typed into a field. A day is written out, so that `yesterday` stays that day.
///
/// # Errors
/// A sentence that says what was expected.
pub fn read(field: &Field, typed: &str, today: Date) -> Result<Answer, String> {
    let text = typed.trim();
    let most = limit(field.kind);
    if typed.len() > most {
        return Err(format!("{} bytes are too many here; at most {most}", typed.len()));
    }
    match field.kind {
        Kind::Line | Kind::Text => in_words(field, text),
        Kind::Choice => choice(field, text),
        Kind::Toggle => toggle(text),
        Kind::Date => dates::parse(text, today, field.direction).map(|date| Answer::Text(date.to_string())),
        Kind::Number => match text.parse::<i64>() {
            Ok(number) => Ok(Answer::Text(number.to_string())),
            Err(_) => Err(format!("`{}` is not a whole number", start_of(text))),
        },
        Kind::Email => email(text),
        Kind::Phone => match text.chars().filter(char::is_ascii_digit).count() {
            5..=20 if text.chars().all(|c| c.is_ascii_digit() || " +-().x/".contains(c)) => {
                Ok(Answer::Text(text.to_string()))
            }
            _ => Err(format!("`{}` does not look like a telephone number", start_of(text))),
        },
        Kind::Url => match text.split_once("://") {
            Some(("https" | "http", rest)) if rest.contains('.') && !text.contains(char::is_whitespace) => {
                Ok(Answer::Text(text.to_string()))
            }
            _ => Err("a web address begins with https://".to_string()),
        },
        Kind::List => {
            let items = text.split([',', ';', '\n']).map(str::trim).filter(|item| !item.is_empty());
            Ok(Answer::List(items.map(str::to_string).collect()))
        }
    }
}

/// Reads an answer from a file: like typing it, but lists and toggles may come as such.
///
/// # Errors
/// A sentence that says what was expected.
pub fn read_given(field: &Field, answer: &Answer, today: Date) -> Result<Answer, String> {
    match (field.kind, answer) {
        (Kind::Toggle, Answer::Toggle(_)) => Ok(answer.clone()),
        (Kind::List, Answer::List(items)) => {
            let bytes: usize = items.iter().map(String::len).sum();
            if bytes > limit(Kind::List) {
                return Err(format!("{bytes} bytes are too many here; at most {}", limit(Kind::List)));
            }
            Ok(answer.clone())
        }
        (_, Answer::List(_)) => Err("one answer is expected here, not a list".to_string()),
        (Kind::Toggle, Answer::Text(text)) => toggle(text.trim()),
        (_, Answer::Toggle(_)) => Err("a text is expected here, not true or false".to_string()),
        (_, Answer::Text(text)) if text.trim().is_empty() => Ok(Answer::Text(String::new())),
        (_, Answer::Text(text)) => read(field, text, today),
    }
}

/// What is odd about an answer that can be read: a day on the wrong side of today. It is said, not refused.
pub fn doubt(field: &Field, answer: &Answer, today: Date) -> Option<String> {
    if field.kind != Kind::Date {
        return None;
    }
    let date = dates::parse(&answer.text(), today, field.direction).ok()?;
    match field.direction {
        Direction::Past if date > today => Some("that day is still to come".to_string()),
        Direction::Future if date < today => Some("that day has passed".to_string()),
        _ => None,
    }
}

fn in_words(field: &Field, text: &str) -> Result<Answer, String> {
    let words = text.split_whitespace().count();
    match field.max_words {
        Some(most) if words > usize::try_from(most).unwrap_or(usize::MAX) => {
            Err(format!("{words} words; at most {most} fit the sentence"))
        }
        _ => Ok(Answer::Text(text.to_string())),
    }
}

fn choice(field: &Field, text: &str) -> Result<Answer, String> {
    let folded = text.to_lowercase();
    let found =
        field.choices.iter().find(|choice| choice.value == text || choice.label.to_lowercase() == folded);
    if let Some(choice) = found {
        return Ok(Answer::Text(choice.value.clone()));
    }
    let values: Vec<&str> = field.choices.iter().map(|choice| choice.value.as_str()).collect();
    Err(match nearest(text, values.iter().copied()) {
        Some(name) => format!("`{}` is not one of the choices. Did you mean `{name}`?", start_of(text)),
        None => format!("`{}` is not one of the choices: {}", start_of(text), values.join(", ")),
    })
}

fn toggle(text: &str) -> Result<Answer, String> {
    match text.to_lowercase().as_str() {
        "true" | "yes" | "y" | "on" | "1" => Ok(Answer::Toggle(true)),
        "false" | "no" | "n" | "off" | "0" | "" => Ok(Answer::Toggle(false)),
        _ => Err(format!("`{}` is neither yes nor no", start_of(text))),
    }
}

fn email(text: &str) -> Result<Answer, String> {
    let parts: Vec<&str> = text.split('@').collect();
    let clean = !text.contains(|c: char| c.is_whitespace() || c.is_control() || ",;<>\"()[]".contains(c));
    match parts.as_slice() {
        [local, domain] if clean && !local.is_empty() && domain.contains('.') && !domain.starts_with('.') => {
            Ok(Answer::Text(text.to_string()))
        }
        _ => Err(format!("`{}` is not one e-mail address", start_of(text))),
    }
}

fn start_of(text: &str) -> String {
    super::toml_reader::shown(text)
}
