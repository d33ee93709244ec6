//! `regards check`: what the tone rules say of letters that are there already.

use super::failure::Failure;
use super::given::{Given, say};
use super::report;
use super::world::World;
use crate::compose::Setting;
use crate::compose::tone::{Case, Reviewer, Rulebook};
use crate::domain::clean;
use crate::domain::draft::Answers;
use crate::domain::problem::{Problem, did_you_mean};
use crate::domain::review::{Review, Severity};
use crate::domain::scenario::Scenario;
use crate::domain::style::Spelling;
use crate::services::files::{self, shown};
use clap::ValueEnum;
use serde_json::Value;
use std::fs::File;
use std::io::{IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The most bytes of a letter.
const LIMIT: u64 = 4 * 1024 * 1024;

/// How `check` reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// Line and column with the words underlined
    Text,
    /// An object with findings, checks, timing and outlook; a list of them for several files
    Json,
}

/// A letter that was read, by the name that messages call it.
struct Letter {
    name: String,
    text: String,
}

/// Checks letters.
///
/// # Errors
/// Wrong input, a file that cannot be read, or something found that weighs at least `fail_on`.
pub fn check(
    files: &[PathBuf],
    scenario: Option<&str>,
    given: &Given,
    format: ReportFormat,
    fail_on: Severity,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let world = World::read(true);
    let (rules, mut problems) = world.rules();
    problems.extend(rules.problems().iter().cloned());
    say(&problems.iter().map(Problem::to_string).collect::<Vec<_>>());
    let rules = Arc::new(rules);
    let (catalog, catalog_problems) = world.catalog();
    let known = match scenario {
        Some(id) => match catalog.scenario(id) {
            Some(scenario) => rules.book().with_all_keys(scenario.clone()),
            None if rules.book().scenarios().contains(id) => rules.book().bare_scenario(id),
            None => return Err(unknown(&world, &catalog_problems, &catalog, rules.book(), id)),
        },
        None => rules.book().bare_scenario(""),
    };
    let (today, time) = given.clock()?;
    let nobody = Answers::new();
    let (profile, spelling) =
        if given.profile { (&world.profile, world.spelling) } else { (&nobody, Spelling::British) };
    let setting = Setting { today, time, spelling, profile };
    let (draft, notes) = given.fill(&catalog, &known, &setting)?;
    say(&notes);
    let letters = read(files, given)?;
    let mut reviewer = Reviewer::new(rules);
    let reviews: Vec<Review> = letters
        .iter()
        .map(|letter| reviewer.review(&Case::of_text(&letter.text, &draft, Some(&known), &setting)))
        .collect();
    let whole = Whole { letters: &letters, reviews: &reviews, scenario: scenario.map(|_| &known), fail_on };
    whole.print(draft.channel.word(), format, out)?;
    let found = reviews.iter().filter_map(Review::worst).any(|worst| worst >= fail_on);
    if found { Err(Failure::found()) } else { Ok(()) }
}

/// No such scenario, neither among the templates nor among the rules.
fn unknown(
    world: &World,
    problems: &[Problem],
    catalog: &crate::compose::Catalog,
    book: &Rulebook,
    id: &str,
) -> Failure {
    match did_you_mean(id, book.scenarios()) {
        Some(hint) if catalog.nearest_scenario(id).is_none() => {
            Failure::usage(format!("there is no scenario `{}`", clean::escape_for_message(id, 60))).hint(hint)
        }
        _ => world.no_scenario(catalog, problems, id),
    }
}

fn read(files: &[PathBuf], given: &Given) -> Result<Vec<Letter>, Failure> {
    let stdin = PathBuf::from("-");
    let files = if files.is_empty() { std::slice::from_ref(&stdin) } else { files };
    let from_stdin = files.iter().filter(|file| **file == stdin).count();
    let answers_too = given.answers.as_ref() == Some(&stdin);
    if from_stdin > 1 || (from_stdin == 1 && answers_too) {
        return Err(Failure::usage("standard input can be read only once")
            .hint("Name a file for the letter or for the answers."));
    }
    if from_stdin == 1 && std::io::stdin().is_terminal() {
        return Err(Failure::usage("no letter was given")
            .hint("Name a file, or send the letter: regards render … | regards check --scenario …"));
    }
    files.iter().map(|file| one(file, *file == stdin)).collect()
}

fn one(path: &Path, is_stdin: bool) -> Result<Letter, Failure> {
    let name = if is_stdin { "standard input".to_string() } else { shown(path) };
    let cannot = |error: &dyn std::fmt::Display| Failure::file(format!("cannot read {name}: {error}"));
    let mut bytes = Vec::new();
    let done = if is_stdin {
        std::io::stdin().lock().take(LIMIT + 1).read_to_end(&mut bytes)
    } else {
        File::open(path).and_then(|file| file.take(LIMIT + 1).read_to_end(&mut bytes))
    };
    done.map_err(|error| cannot(&error))?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length > LIMIT) {
        return Err(cannot(&"a letter of more than 4 MB is none"));
    }
    let text = files::utf8(bytes, &name).map_err(Failure::file)?;
    Ok(Letter { name, text })
}

/// All letters with what was found.
struct Whole<'a> {
    letters: &'a [Letter],
    reviews: &'a [Review],
    scenario: Option<&'a Scenario>,
    fail_on: Severity,
}

impl Whole<'_> {
    fn print(&self, channel: &str, format: ReportFormat, out: &mut dyn Write) -> Result<(), Failure> {
        let id = self.scenario.map(|scenario| scenario.head.id.as_str());
        let all = self.letters.iter().zip(self.reviews);
        match format {
            ReportFormat::Text => {
                for (letter, review) in all {
                    let text = report::text(&letter.name, &letter.text, review, self.fail_on);
                    out.write_all(text.as_bytes()).map_err(Failure::output)?;
                }
                out.flush().map_err(Failure::output)
            }
            ReportFormat::Json => {
                let several = self.letters.len() > 1;
                let mut objects: Vec<Value> = all
                    .map(|(letter, review)| {
                        report::json(
                            several.then_some(letter.name.as_str()),
                            &letter.text,
                            review,
                            id,
                            channel,
                        )
                    })
                    .collect();
                let value = if several { Value::Array(objects) } else { objects.pop().unwrap_or_default() };
                super::commands::print_json(&value, out)
            }
        }
    }
}
