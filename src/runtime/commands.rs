//! The commands that need no terminal.

use super::failure::Failure;
use super::given::{self, Given};
use super::world::World;
use crate::compose::answers::Answered;
use crate::compose::{Catalog, Render, Setting};
use crate::domain::clean::{self, CleanText};
use crate::domain::draft::{Answers, Draft};
use crate::domain::letter::Letter;
use crate::domain::problem::Problem;
use crate::domain::scenario::{Layer, Scenario, When};
use crate::domain::style::{Channel, Spelling};
use crate::services::clipboard::Preference;
use crate::services::library;
use clap::ValueEnum;
use serde_json::{Value, json};
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
                let channels: Vec<&str> = scenario.channels.iter().map(|used| used.channel.word()).collect();
                json!({
                    "id": scenario.id, "title": scenario.title, "summary": scenario.summary,
                    "group": scenario.group, "channels": channels,
                })
            })
            .collect();
        return print_json(&Value::Array(rows), out);
    }
    let width = catalog.scenarios().iter().map(|scenario| scenario.id.len()).max().unwrap_or(0);
    for scenario in catalog.scenarios() {
        writeln!(out, "{:<width$}  {}", scenario.id, scenario.title).map_err(Failure::output)?;
    }
    Ok(())
}

/// Shows a scenario.
///
/// # Errors
/// An unknown scenario; standard output cannot be written.
pub fn show(id: &str, as_json: bool, out: &mut dyn Write) -> Result<(), Failure> {
    let world = World::read(true);
    let (catalog, _) = world.catalog();
    let scenario = given::scenario(&catalog, id)?;
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
        "id": scenario.id, "title": scenario.title, "summary": scenario.summary, "when": scenario.when,
        "fields": fields, "channels": channels, "moves": moves,
    })
}

fn when_json(when: &When) -> Value {
    json!({ "field": when.field, "is": when.is, "is_not": when.is_not })
}

fn scenario_text(scenario: &Scenario) -> String {
    use std::fmt::Write as _;
    let mut text = format!("{}\n{}\n\n", scenario.title, scenario.summary);
    let channels: Vec<String> = scenario
        .channels
        .iter()
        .map(|used| format!("{}{}", used.channel, if used.recommended { "" } else { " (possible)" }))
        .collect();
    for (name, value) in [
        ("When", &scenario.when),
        ("To", &scenario.to),
        ("Soon", &scenario.soon),
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
    let draft = given.draft(&catalog, id, today)?;
    let scenario = given::scenario(&catalog, &draft.scenario)?;
    if let Some(problem) = broken(&catalog, &problems, id) {
        return Err(Failure::template(&problem).hint("Mend the file, or use the shipped one with --builtin."));
    }
    let nobody = Answers::new();
    let (profile, spelling) =
        if given.profile { (&world.profile, world.spelling) } else { (&nobody, Spelling::British) };
    let setting = Setting { today, spelling, profile };
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

/// A problem of the person's own files that stands in the way of this scenario.
fn broken(catalog: &Catalog, problems: &[Problem], id: &str) -> Option<Problem> {
    let own = |problem: &&Problem| {
        catalog.sources().iter().any(|source| {
            source.layer == Layer::User
                && (source.folder() == id || source.folder() == "_shared")
                && source.shown() == problem.path
        })
    };
    let unread = |problem: &&Problem| {
        std::path::Path::new(&problem.path).components().any(|part| part.as_os_str() == id)
    };
    problems
        .iter()
        .chain(catalog.template_problems())
        .find(|problem| own(problem) || unread(problem))
        .cloned()
}

/// All missing answers in one message.
fn complete(scenario: &Scenario, draft: &Draft, profile: &Answers) -> Result<(), Failure> {
    let missing = Answered { scenario, draft, profile }.missing();
    if missing.is_empty() {
        return Ok(());
    }
    let keys: Vec<&str> = missing.iter().map(|field| field.key.as_str()).collect();
    let example: Vec<String> = keys.iter().map(|key| format!("--set {key}=…")).collect();
    Err(Failure::usage(format!("these answers are missing: {}", keys.join(", "))).hint(format!(
        "Give them with {}, or print the letter with [gaps] by --allow-slots.",
        example.join(" ")
    )))
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

fn print_json(value: &Value, out: &mut dyn Write) -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(value).unwrap_or_default();
    writeln!(out, "{text}").map_err(Failure::output)
}

/// Prints the folder of the person's own templates.
///
/// # Errors
/// Standard output cannot be written.
pub fn templates_path(out: &mut dyn Write) -> Result<(), Failure> {
    let world = World::read(false);
    writeln!(out, "{}", world.paths()?.templates().display()).map_err(Failure::output)
}

/// Lists the templates and where each comes from.
///
/// # Errors
/// Standard output cannot be written.
pub fn templates_list(as_json: bool, out: &mut dyn Write) -> Result<(), Failure> {
    let world = World::read(true);
    let (catalog, mut problems) = world.catalog();
    problems.extend(catalog.template_problems().iter().cloned());
    let mut names: Vec<&str> = catalog.sources().iter().map(|source| source.name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let mut rows = Vec::new();
    for name in names {
        let found =
            |layer| catalog.sources().iter().find(|source| source.name == name && source.layer == layer);
        let (shipped, own) = (found(Layer::Builtin), found(Layer::User));
        let problem = own.and_then(|own| problems.iter().find(|problem| problem.path == own.shown()));
        let state = match (shipped, own, problem) {
            (_, Some(_), Some(_)) => "broken",
            (Some(_), Some(_), None) => "replaced",
            (None, Some(_), None) => "added",
            _ => "shipped",
        };
        let from = own.map_or_else(|| format!("builtin/{name}"), |own| own.shown());
        rows.push((name, state, from, problem));
    }
    if as_json {
        let rows: Vec<Value> = rows
            .iter()
            .map(|(name, state, from, problem)| {
                json!({ "name": name, "state": state, "from": from, "problem": problem.map(ToString::to_string) })
            })
            .collect();
        return print_json(&Value::Array(rows), out);
    }
    let width = rows.iter().map(|(name, ..)| name.len()).max().unwrap_or(0);
    for (name, state, from, problem) in rows {
        let shown = if state == "shipped" { String::new() } else { format!("  {from}") };
        writeln!(out, "{name:<width$}  {state:<8}{shown}").map_err(Failure::output)?;
        if let Some(problem) = problem {
            writeln!(out, "  {}", clean::escape_for_message(&problem.to_string(), 240))
                .map_err(Failure::output)?;
        }
    }
    Ok(())
}

/// Copies shipped files into the person's folder.
///
/// # Errors
/// An unknown scenario or channel; a file that is there already.
pub fn templates_eject(id: &str, channel: Option<Channel>, out: &mut dyn Write) -> Result<(), Failure> {
    let world = World::read(false);
    let (catalog, _) = world.catalog();
    let scenario = given::scenario(&catalog, id)?;
    if let Some(channel) = channel
        && !scenario.allows(channel)
    {
        let words: Vec<&str> = scenario.channels.iter().map(|used| used.channel.word()).collect();
        let failure = Failure::usage(format!("{id} has no template for {channel}"));
        return Err(failure.hint(format!("It has: {}.", words.join(", "))));
    }
    let written = library::eject(&world.paths()?.templates(), library::builtin(), id, channel)
        .map_err(Failure::file)?;
    for path in written {
        writeln!(out, "{}", path.display()).map_err(Failure::output)?;
    }
    Ok(())
}
