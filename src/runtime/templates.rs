//! `regards templates`: where the person's own templates lie, which there are, and copies to begin with.

use super::commands::print_json;
use super::failure::Failure;
use super::world::World;
use crate::compose::Catalog;
use crate::domain::clean;
use crate::domain::problem::{Problem, did_you_mean};
use crate::domain::scenario::Layer;
use crate::domain::style::Channel;
use crate::services::library::{self, EjectFailure};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::Write;

/// Prints the folder of the person's own templates.
///
/// # Errors
/// There is no home folder; standard output cannot be written.
pub fn path(out: &mut dyn Write) -> Result<(), Failure> {
    let world = World::read(false);
    writeln!(out, "{}", world.paths()?.templates().display()).map_err(Failure::output)
}

/// Lists the templates and where each comes from.
///
/// # Errors
/// Standard output cannot be written.
pub fn list(as_json: bool, out: &mut dyn Write) -> Result<(), Failure> {
    let world = World::read(true);
    let (catalog, mut problems) = world.catalog();
    problems.extend(catalog.template_problems().iter().cloned());
    let rows = rows(&world, &catalog, &problems);
    if as_json {
        let row = |(name, Row { state, from, problem }): (&String, &Row<'_>)| json!({ "name": name, "state": state, "from": from, "problem": problem.map(ToString::to_string) });
        return print_json(&Value::Array(rows.iter().map(row).collect()), out);
    }
    let width = rows.keys().map(String::len).max().unwrap_or(0);
    for (name, Row { state, from, problem }) in rows {
        let from = if state == "shipped" { "" } else { &from };
        let line = format!("{name:<width$}  {state:<8}  {from}");
        writeln!(out, "{}", line.trim_end()).map_err(Failure::output)?;
        if let Some(problem) = problem {
            let line = clean::escape_for_message(&problem.to_string(), 600);
            writeln!(out, "  {line}").map_err(Failure::output)?;
        }
    }
    Ok(())
}

/// What is known of a template.
struct Row<'p> {
    state: &'static str,
    from: String,
    problem: Option<&'p Problem>,
}

/// The templates by name. A file of the person's that cannot be read is one of them.
fn rows<'p>(world: &World, catalog: &Catalog, problems: &'p [Problem]) -> BTreeMap<String, Row<'p>> {
    let mut rows = BTreeMap::new();
    for source in catalog.sources().iter().filter(|source| source.layer == Layer::Builtin) {
        let row = Row { state: "shipped", from: source.full_name(), problem: None };
        rows.insert(source.name.clone(), row);
    }
    for source in catalog.sources().iter().filter(|source| source.layer == Layer::User) {
        let state = if rows.contains_key(&source.name) { "replaced" } else { "added" };
        rows.insert(source.name.clone(), Row { state, from: source.shown(), problem: None });
    }
    for problem in problems {
        let Some(inside) = world.inside_templates(problem) else { continue };
        let name = inside.to_string_lossy().replace('\\', "/");
        if rows.get(&name).is_none_or(|row| row.problem.is_none()) {
            rows.insert(name, Row { state: "broken", from: problem.path.clone(), problem: Some(problem) });
        }
    }
    rows
}

/// Copies shipped files into the person's folder.
///
/// # Errors
/// An unknown scenario or channel; a file that is there already.
pub fn eject(id: &str, channel: Option<&str>, out: &mut dyn Write) -> Result<(), Failure> {
    let channel = channel.map(|word| known(id, word)).transpose()?;
    let world = World::read(false);
    let written =
        library::eject(&world.paths()?.templates(), library::builtin(), id, channel).map_err(|failure| {
            match failure {
                EjectFailure::NoScenario { .. } => {
                    Failure::usage(failure.to_string()).hint("`regards list` shows all of them.")
                }
                EjectFailure::NoChannel { .. } => Failure::usage(failure.to_string()).hint(has(id)),
                EjectFailure::Exists(_) | EjectFailure::File(_) => Failure::file(failure),
            }
        })?;
    for path in written {
        writeln!(out, "{}", path.display()).map_err(Failure::output)?;
    }
    Ok(())
}

fn known(id: &str, word: &str) -> Result<Channel, Failure> {
    word.parse().map_err(|_| {
        let words = Channel::ALL.iter().map(|channel| channel.word());
        let shown = clean::escape_for_message(word, 60);
        let hint = did_you_mean(word, words).unwrap_or_else(|| has(id));
        Failure::usage(format!("`{shown}` is not a channel")).hint(hint)
    })
}

/// The channels that a shipped scenario has templates for.
fn has(id: &str) -> String {
    let of_scenario = library::builtin().filter(|source| source.folder() == id);
    let channels: Vec<String> = of_scenario
        .filter_map(|source| Some(source.file().strip_suffix(".tera")?.to_string()))
        .filter(|stem| stem.parse::<Channel>().is_ok())
        .collect();
    match channels.is_empty() {
        true => "Leave the channel out.".to_string(),
        false => format!("It has: {}.", channels.join(", ")),
    }
}
