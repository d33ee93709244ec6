//! Turns a draft into a letter. The templates come from the catalog, today's date from the caller.

use super::answers::Answered;
use super::catalog::Catalog;
use super::dates;
use super::engine::Engine;
use super::marks::{self, Segment};
use super::own;
use super::words;
use crate::domain::draft::{Answer, Answers, Draft};
use crate::domain::letter::{LeftOut, Letter, Paragraph};
use crate::domain::problem::Problem;
use crate::domain::scenario::{Field, Kind, Scenario};
use crate::domain::style::{Channel, Length, Spelling};
use jiff::civil::{Date, Time};
use std::collections::{BTreeMap, BTreeSet};
use tera::{Context, Value};

/// What a letter depends on besides its draft.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'a> {
    /// The day it is written.
    pub today: Date,
    /// The time of day; none where only the day is known: it may then be any hour of it.
    pub time: Option<Time>,
    /// How its dates are written.
    pub spelling: Spelling,
    /// The person's own facts, as answers.
    pub profile: &'a Answers,
}

/// Makes letters. The interface is handed one, so that a worker process can stand behind it.
pub trait Render {
    /// The finished letter of a draft, the person's own edits included.
    ///
    /// # Errors
    /// The problem with the template, with its place.
    fn render(&mut self, draft: &Draft, setting: &Setting) -> Result<Letter, Problem>;

    /// The letter as the templates write it, without the person's edits.
    ///
    /// # Errors
    /// The problem with the template, with its place.
    fn generated(&mut self, draft: &Draft, setting: &Setting) -> Result<Letter, Problem>;

    /// The letter as the shipped templates write it, for a person whose own one fails.
    ///
    /// # Errors
    /// There is no shipped one.
    fn shipped(&mut self, draft: &Draft, setting: &Setting) -> Result<Letter, Problem>;
}

impl Render for &Catalog {
    fn render(&mut self, draft: &Draft, setting: &Setting) -> Result<Letter, Problem> {
        Ok(own::applied(draft, self.generated(draft, setting)?))
    }

    fn generated(&mut self, draft: &Draft, setting: &Setting) -> Result<Letter, Problem> {
        let Some(scenario) = self.scenario(&draft.scenario) else {
            return Err(Problem::new(draft.scenario.clone(), "there is no such scenario"));
        };
        self.with_engine(&draft.scenario, draft.channel, |engine| {
            with_engine(engine, scenario, draft, setting)
        })
    }

    fn shipped(&mut self, draft: &Draft, setting: &Setting) -> Result<Letter, Problem> {
        let Some(scenario) = self.scenario(&draft.scenario) else {
            return Err(Problem::new(draft.scenario.clone(), "there is no such scenario"));
        };
        let engine = self.small_engine(&draft.scenario, draft.channel);
        Ok(own::applied(draft, with_engine(&engine, scenario, draft, setting)?))
    }
}

impl Catalog {
    /// The moves of a draft's letter that can be dropped one by one, with whether each stands now.
    pub fn droppable<'a>(&self, scenario: &'a Scenario, channel: Channel) -> Vec<&'a str> {
        let template = template_name(&scenario.head.id, channel);
        let asked = self.with_engine(&scenario.head.id, channel, |engine| engine.steps_of(&template));
        scenario.moves.iter().map(|step| step.id.as_str()).filter(|id| asked.contains(*id)).collect()
    }

    /// The blocks of a channel's template.
    pub fn blocks(&self, scenario: &str, channel: Channel) -> BTreeSet<String> {
        self.with_engine(scenario, channel, |engine| engine.blocks_of(&template_name(scenario, channel)))
    }
}

/// The template of a scenario's channel.
pub fn template_name(scenario: &str, channel: Channel) -> String {
    format!("{scenario}/{channel}.tera")
}

/// The letter as the templates write it.
pub(super) fn with_engine(
    engine: &Engine,
    scenario: &Scenario,
    draft: &Draft,
    setting: &Setting,
) -> Result<Letter, Problem> {
    let template = template_name(&scenario.head.id, draft.channel);
    if engine.resolve(&template).is_none() {
        return Err(Problem::new(
            template,
            format!("{} has no template for {}", scenario.head.id, draft.channel),
        ));
    }
    let (context, slots) = context(scenario, draft, setting, &engine.steps_of(&template));
    let rendered = engine.render(&template, &context)?;
    Ok(assembled(engine, scenario, &rendered, draft, &slots))
}

/// What templates can see, and the keys that open slots refer to.
fn context<'a>(
    scenario: &'a Scenario,
    draft: &'a Draft,
    setting: &'a Setting,
    asked: &BTreeSet<String>,
) -> (Context, Vec<&'a str>) {
    let answered = Answered { scenario, draft, profile: setting.profile };
    let mut context = Context::new();
    let mut slots = Vec::new();
    for field in &scenario.fields {
        let asked_for = answered.is_visible(field);
        let standing =
            answered.standing(field).filter(|answer| asked_for && is_readable(field, answer, setting.today));
        let visible_slot = standing.is_none() && asked_for && answered.is_needed(field);
        let value = if visible_slot {
            slots.push(field.key.as_str());
            Value::normal_string(&marks::slot(slots.len() - 1, &field.label.to_lowercase()))
        } else {
            value_of(field, standing, setting)
        };
        context.insert_value(field.key.clone(), value);
    }
    let full = draft.length == Length::Full;
    let mut moves: BTreeMap<&str, bool> = asked.iter().map(|id| (id.as_str(), true)).collect();
    for step in &scenario.moves {
        moves.insert(&step.id, !draft.dropped.contains(&step.id) && (full || !step.optional));
    }
    context.insert("moves", &moves);
    context.insert("formality", draft.formality.word());
    context.insert("length", draft.length.word());
    context.insert("channel", draft.channel.word());
    context.insert("spelling", setting.spelling.word());
    context.insert("today", &setting.today.to_string());
    (context, slots)
}

/// A day that is still being typed is no answer yet.
fn is_readable(field: &Field, answer: &Answer, today: Date) -> bool {
    field.kind != Kind::Date || dates::parse(&answer.text(), today, field.direction).is_ok()
}

fn value_of(field: &Field, standing: Option<&Answer>, setting: &Setting) -> Value {
    match (field.kind, standing) {
        (Kind::Toggle, answer) => Value::from(matches!(answer, Some(Answer::Toggle(true)))),
        (Kind::List, Some(Answer::List(items))) => Value::from_serializable(items),
        (Kind::List, Some(answer)) => Value::from_serializable(&[answer.text()]),
        (Kind::List, None) => Value::from_serializable::<[String]>(&[]),
        (Kind::Number, Some(answer)) => match answer.text().trim().parse::<i64>() {
            Ok(number) => Value::from(number),
            Err(_) => Value::normal_string(""),
        },
        (Kind::Date, Some(answer)) => {
            let text = answer.text();
            let date = dates::parse(&text, setting.today, field.direction);
            Value::normal_string(&date.map_or(text, |date| date.to_string()))
        }
        (_, Some(answer)) => Value::normal_string(trimmed(field, answer.text().trim())),
        (_, None) => Value::normal_string(""),
    }
}

/// The answer without what the templates supply themselves: `The Data Analyst role.` → `Data Analyst`.
/// A line has no sentence's stop at its end. Something is always left.
fn trimmed<'t>(field: &Field, text: &'t str) -> &'t str {
    let unended = |text: &'t str| if field.kind == Kind::Line { words::unended(text) } else { text };
    let mut text = unended(text);
    loop {
        let before = text.len();
        for lead in &field.drop_first {
            text = without(text, lead.split_whitespace(), first_word).unwrap_or(text);
        }
        for tail in &field.drop_last {
            text = unended(without(text, tail.split_whitespace().rev(), last_word).unwrap_or(text));
        }
        if text.len() == before {
            return text;
        }
    }
}

/// What is left after these words are taken off one end; none if they do not all stand there, or all of it
/// would go.
fn without<'t, 'w>(
    text: &'t str,
    words: impl Iterator<Item = &'w str>,
    split: fn(&str) -> (&str, &str),
) -> Option<&'t str> {
    let mut rest = text;
    for wanted in words {
        let (word, others) = split(rest);
        let word = word.trim_matches([',', ':', '…', '.']).replace('’', "'");
        if !word.eq_ignore_ascii_case(wanted) {
            return None;
        }
        rest = others;
    }
    rest.contains(char::is_alphanumeric).then_some(rest)
}

/// The first word and what follows it.
fn first_word(text: &str) -> (&str, &str) {
    let (word, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    (word, rest.trim_start())
}

/// The last word and what stands before it.
fn last_word(text: &str) -> (&str, &str) {
    let (rest, word) = text.rsplit_once(char::is_whitespace).unwrap_or(("", text));
    (word, rest.trim_end())
}

fn assembled(engine: &Engine, scenario: &Scenario, rendered: &str, draft: &Draft, slots: &[&str]) -> Letter {
    let mut letter = Letter::default();
    let mut segments = marks::segments(rendered).into_iter().peekable();
    if let Some(head) = segments.peek()
        && draft.channel.has_subject()
        && let Some(written) = head.text.trim_start().strip_prefix("Subject:")
    {
        let (line, rest) = written.split_once('\n').unwrap_or((written, ""));
        let plain = Segment { block: None, text: line };
        segments.next();
        let block_next = line.trim().is_empty() && !written.contains('\n');
        let subject = if block_next { segments.next().unwrap_or(plain) } else { plain };
        let subject = paragraph(engine, &subject, draft, slots).into_iter().next();
        letter.subject = subject.map(one_line);
        letter.paragraphs.extend(paragraph(engine, &Segment { block: None, text: rest }, draft, slots));
    }
    for segment in segments {
        let made = paragraph(engine, &segment, draft, slots);
        let block = segment.block.and_then(|index| engine.block_name(index));
        if let Some(block) = block
            .filter(|block| draft.leaves_out(block) || (made.is_empty() && emptied(scenario, block, draft)))
        {
            letter.left_out.push(LeftOut { block: block.clone(), place: letter.paragraphs.len() });
        } else {
            letter.paragraphs.extend(made);
        }
    }
    letter
}

/// Whether a block is empty because the person dropped what it says.
fn emptied(scenario: &Scenario, block: &str, draft: &Draft) -> bool {
    scenario.moves_of(block).any(|step| draft.dropped.contains(&step.id))
}

/// A subject is one line, whatever its template does.
fn one_line(mut subject: Paragraph) -> Paragraph {
    // A line end and a space are one byte each: marks keep their places.
    subject.text = subject.text.replace('\n', " ");
    subject
}

/// The paragraphs of a segment: one for a block, as many as there are between blocks.
fn paragraph(engine: &Engine, segment: &Segment, draft: &Draft, slots: &[&str]) -> Vec<Paragraph> {
    let block = segment.block.and_then(|index| engine.block_name(index)).cloned();
    let parts: Vec<&str> = match block {
        Some(_) => marks::wordings(segment.text),
        None => segment.text.split("\n\n").collect(),
    };
    let chosen = block.as_ref().and_then(|name| draft.wordings.get(name)).copied().unwrap_or(0);
    let chosen = chosen.min(parts.len().saturating_sub(1));
    let shown: Vec<&str> =
        if block.is_some() { parts.get(chosen).copied().into_iter().collect() } else { parts.clone() };
    let texts = shown.into_iter().map(|part| marks::decode(part, engine.step_names(), slots));
    texts
        .filter(|decoded| !decoded.text.is_empty())
        .map(|decoded| Paragraph {
            wording: if block.is_some() { chosen } else { 0 },
            wordings: if block.is_some() { parts.len() } else { 1 },
            block: block.clone(),
            text: decoded.text,
            marks: decoded.marks,
            own: false,
            stale: false,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::scenario::Direction;

    fn line(drop_first: &[&str], drop_last: &[&str]) -> Field {
        let texts = |words: &[&str]| words.iter().map(|word| (*word).to_string()).collect();
        Field {
            key: "liked".into(),
            kind: Kind::Line,
            label: String::new(),
            help: String::new(),
            example: None,
            required: false,
            default: None,
            advice: false,
            remember: false,
            profile: false,
            when: None,
            unless: None,
            choices: Vec::new(),
            direction: Direction::Past,
            max_words: None,
            drop_first: texts(drop_first),
            drop_last: texts(drop_last),
        }
    }

    #[test]
    fn what_the_templates_say_themselves_is_taken_off() {
        let role = line(&["the", "a", "an"], &["role", "position"]);
        assert_eq!(trimmed(&role, "The Data Analyst Role."), "Data Analyst");
        assert_eq!(trimmed(&role, "the role"), "role");
        assert_eq!(trimmed(&role, "Acme Inc."), "Acme Inc.");
        let goal = line(&["to", "become", "i want to become"], &[]);
        assert_eq!(trimmed(&goal, "To become a botanist"), "a botanist");
        assert_eq!(trimmed(&goal, "I want to become: a botanist"), "a botanist");
        assert_eq!(trimmed(&goal, "tomorrow's botanist,"), "tomorrow's botanist");
        let enjoyed = line(&["i enjoyed", "i'd enjoyed"], &[]);
        assert_eq!(trimmed(&enjoyed, "I enjoyed I’d enjoyed the tour"), "the tour");
        assert_eq!(trimmed(&enjoyed, "I enjoy the tour"), "I enjoy the tour");
    }

    #[test]
    fn several_lines_keep_their_stops() {
        let text = Field { kind: Kind::Text, ..line(&[], &[]) };
        assert_eq!(trimmed(&text, "One. Two."), "One. Two.");
    }
}
