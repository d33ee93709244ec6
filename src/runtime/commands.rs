//! The commands that need no terminal.

use super::failure::Failure;
use super::given::{Given, say};
use super::world::World;
use crate::compose::answers::Answered;
use crate::compose::{Render, Setting};
use crate::domain::clean::CleanText;
use crate::domain::draft::{Answers, Draft};
use crate::domain::letter::Letter;
use crate::domain::scenario::{Scenario, When};
use crate::domain::style::Spelling;
use crate::services::clipboard::Preference;
use clap::ValueEnum;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::io::Write;

/// What `render` prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Header lines, a blank line, the body
    Text,
    /// An object with subject, body, words and open answers
    Json,
    /// The subject only
    Subject,
    /// The body only
    Body,
}

/// How `render` prints.
#[derive(Debug)]
pub struct Wanted {
    /// Open answers are shown as `[label]` instead of refusing.
    pub allow_slots: bool,
    /// What is printed.
    pub format: Format,
    /// Copy as well: with the preference given, or with that of the settings.
    pub clipboard: Option<Option<Preference>>,
    /// The shipped templates only.
    pub builtin: bool,
}

/// Lists the scenarios.
///
/// # Errors
/// Standard output cannot be written.
pub fn list(as_json: bool, out: &mut dyn Write) -> Result<(), Failure> {
    let world = World::read(true);
    let (catalog, _) = world.catalog();
    if as_json {
        let rows: Vec<Value> = catalog
            .scenarios()
            .iter()
            .map(|scenario| {
                let channels: Vec<&str> =
                    scenario.head.channels.iter().map(|used| used.channel.word()).collect();
                json!({
                    "id": scenario.head.id, "title": scenario.head.title, "summary": scenario.head.summary,
                    "group": scenario.head.group, "channels": channels,
                })
            })
            .collect();
        return print_json(&Value::Array(rows), out);
    }
    let width = catalog.scenarios().iter().map(|scenario| scenario.head.id.len()).max().unwrap_or(0);
    for scenario in catalog.scenarios() {
        writeln!(out, "{:<width$}  {}", scenario.head.id, scenario.head.title).map_err(Failure::output)?;
    }
    Ok(())
}

/// Shows a scenario.
///
/// # Errors
/// An unknown or broken scenario; standard output cannot be written.
pub fn show(id: &str, as_json: bool, out: &mut dyn Write) -> Result<(), Failure> {
    let world = World::read(true);
    let (catalog, problems) = world.catalog();
    let scenario = world.scenario(&catalog, &problems, id)?;
    if as_json {
        return print_json(&scenario_json(scenario), out);
    }
    write!(out, "{}", scenario_text(scenario)).map_err(Failure::output)
}

fn scenario_json(scenario: &Scenario) -> Value {
    let fields: Vec<Value> = scenario
        .fields
        .iter()
        .map(|field| {
            let choices: Vec<Value> = field
                .choices
                .iter()
                .map(|choice| json!({ "value": choice.value, "label": choice.label }))
                .collect();
            json!({
                "key": field.key, "kind": field.kind.word(), "label": field.label, "help": field.help,
                "example": field.example, "required": field.required, "advice": field.advice,
                "default": field.default, "choices": choices, "when": field.when.as_ref().map(when_json),
            })
        })
        .collect();
    let channels: Vec<Value> = scenario
        .head
        .channels
        .iter()
        .map(|used| json!({ "id": used.channel.word(), "recommended": used.recommended }))
        .collect();
    let moves: Vec<Value> = scenario
        .moves
        .iter()
        .map(|step| json!({ "id": step.id, "label": step.label, "optional": step.optional }))
        .collect();
    json!({
        "id": scenario.head.id, "title": scenario.head.title, "summary": scenario.head.summary, "when": scenario.head.when,
        "fields": fields, "channels": channels, "moves": moves,
    })
}

fn when_json(when: &When) -> Value {
    json!({ "field": when.field, "is": when.is, "is_not": when.is_not })
}

fn scenario_text(scenario: &Scenario) -> String {
    let mut text = format!("{}\n{}\n\n", scenario.head.title, scenario.head.summary);
    let channels: Vec<String> = scenario
        .head
        .channels
        .iter()
        .map(|used| format!("{}{}", used.channel, if used.recommended { "" } else { " (possible)" }))
        .collect();
    for (name, value) in [
        ("When", &scenario.head.when),
        ("To", &scenario.head.to),
        ("Soon", &scenario.head.soon),
        ("By", &channels.join(", ")),
    ] {
        if !value.is_empty() {
            let _ = writeln!(text, "{name:<5} {value}");
        }
    }
    text.push_str("\nQuestions (* needed)\n");
    let width = scenario.fields.iter().map(|field| field.key.len()).max().unwrap_or(0);
    for field in &scenario.fields {
        let sign = if field.required { '*' } else { ' ' };
        let _ = writeln!(text, "{sign} {:<width$}  {} ({})", field.key, field.label, field.kind.word());
        for choice in &field.choices {
            let _ = writeln!(text, "  {:<width$}    {}: {}", "", choice.value, choice.label);
        }
    }
    text.push_str("\nWhat the letter says\n");
    for step in &scenario.moves {
        let _ = writeln!(text, "- {}{}", step.label, if step.optional { " (full letters)" } else { "" });
    }
    text
}

/// Prints a letter.
///
/// # Errors
/// Wrong input, a broken template, missing answers, or a copy that failed.
pub fn render(id: &str, given: &Given, wanted: &Wanted, out: &mut dyn Write) -> Result<(), Failure> {
    let world = World::read(!wanted.builtin);
    let today = given.today()?;
    let (catalog, problems) = world.catalog();
    let scenario = world.scenario(&catalog, &problems, id)?;
    world.check(&catalog, &problems, id)?;
    let nobody = Answers::new();
    let (profile, spelling) =
        if given.profile { (&world.profile, world.spelling) } else { (&nobody, Spelling::British) };
    let setting = Setting { today, time: None, spelling, profile };
    let (draft, notes) = given.fill(&catalog, scenario, &setting)?;
    say(&notes);
    if !wanted.allow_slots {
        complete(scenario, &draft, profile)?;
    }
    let mut renderer = &catalog;
    let letter = renderer.render(&draft, &setting).map_err(|problem| Failure::template(&problem))?;
    let text = printed(&letter, &draft, wanted.format)?;
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(Failure::output)?;
    match &wanted.clipboard {
        Some(preference) => {
            let said = world.copy(&letter.text(), preference.as_ref())?;
            // Standard output is the letter's; whether this line arrives changes nothing.
            let _ = writeln!(std::io::stderr().lock(), "{said}");
            Ok(())
        }
        None => Ok(()),
    }
}

/// All missing answers in one message.
fn complete(scenario: &Scenario, draft: &Draft, profile: &Answers) -> Result<(), Failure> {
    let missing = Answered { scenario, draft, profile }.missing();
    if missing.is_empty() {
        return Ok(());
    }
    let keys: Vec<&str> = missing.iter().map(|field| field.key.as_str()).collect();
    let example: Vec<String> = keys.iter().map(|key| format!("--set {key}=…")).collect();
    let mut hint = format!(
        "Give them with {}, or print the letter with [label] in their places by --allow-slots.",
        example.join(" ")
    );
    for field in missing {
        if let Some(toggle) = &field.unless {
            let _ = write!(hint, "\nWithout {}: --set {toggle}=true.", field.key);
        }
    }
    Err(Failure::usage(format!("these answers are missing: {}", keys.join(", "))).hint(hint))
}

fn printed(letter: &Letter, draft: &Draft, format: Format) -> Result<String, Failure> {
    let mut text = match format {
        Format::Text => letter.text(),
        Format::Body => letter.body(),
        Format::Subject => match letter.subject_text() {
            Some(subject) => subject.to_string(),
            None => {
                return Err(
                    Failure::usage(format!("{} has no subject", draft.channel)).hint("Use --format body.")
                );
            }
        },
        Format::Json => {
            let object = json!({
                "scenario": draft.scenario, "channel": draft.channel, "subject": letter.subject_text(),
                "body": letter.body(), "words": letter.words(), "slots": letter.slots(),
            });
            serde_json::to_string_pretty(&object).unwrap_or_default()
        }
    };
    if format != Format::Json {
        text = CleanText::of(&text).text.into_string();
    }
    text.push('\n');
    Ok(text)
}

pub(super) fn print_json(value: &Value, out: &mut dyn Write) -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(value).unwrap_or_default();
    writeln!(out, "{text}").map_err(Failure::output)
}
