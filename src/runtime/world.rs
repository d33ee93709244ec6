//! What is read once at the start: folders, settings, profile, templates. A bad file is a problem, not an end.

use super::failure::Failure;
use crate::compose::Catalog;
use crate::compose::tone::Rules;
use crate::domain::clean::{self, CleanText};
use crate::domain::draft::Answers;
use crate::domain::problem::Problem;
use crate::domain::scenario::{Layer, Scenario};
use crate::domain::settings::Settings;
use crate::domain::source::Source;
use crate::domain::style::Spelling;
use crate::services::clipboard::{self, Clipboard, Environment, Preference};
use crate::services::paths::Paths;
use crate::services::{config, library, profile};
use std::path::{Path, PathBuf};

/// The world as the program finds it.
pub struct World {
    /// The folders; none where there is no home.
    pub paths: Option<Paths>,
    /// The settings.
    pub settings: Settings,
    /// The person's own facts, as answers.
    pub profile: Answers,
    /// How their dates are written.
    pub spelling: Spelling,
    /// Templates and manifests.
    pub sources: Vec<Source>,
    /// What is wrong with any of it.
    pub problems: Vec<Problem>,
}

impl World {
    /// Reads everything; `own` says whether the person's own templates count.
    pub fn read(own: bool) -> World {
        let (paths, mut problems) = match Paths::from_environment() {
            Ok((paths, problems)) => (Some(paths), problems),
            Err(problem) => (None, vec![problem]),
        };
        let variable = |name: &str| std::env::var_os(name);
        // A path that cannot exist stands for no file at all.
        let place = |file: fn(&Paths) -> PathBuf| paths.as_ref().map_or_else(PathBuf::new, file);
        let (settings, wrong) = config::load(&place(Paths::config_file), variable);
        problems.extend(wrong);
        let (found, wrong) = profile::load(&place(Paths::profile_file), variable);
        problems.extend(wrong);
        let mut sources: Vec<Source> = library::builtin().collect();
        if let Some(paths) = paths.as_ref().filter(|_| own) {
            let (user, wrong) = library::user(&paths.templates());
            sources.extend(user);
            problems.extend(wrong);
        }
        World { paths, settings, profile: found.answers(), spelling: found.spelling, sources, problems }
    }

    /// The scenarios, and every problem found so far.
    pub fn catalog(&self) -> (Catalog, Vec<Problem>) {
        let (catalog, wrong) = Catalog::assemble(self.sources.clone());
        (catalog, [self.problems.clone(), wrong].concat())
    }

    /// The rules for the tone of letters, and what could not be read of the person's own packs.
    pub fn rules(&self) -> (Rules, Vec<Problem>) {
        let found = self.paths.as_ref().map(|paths| library::packs(&paths.packs()));
        let (sources, problems) = found.unwrap_or_default();
        (Rules::new(sources), problems)
    }

    /// The scenario of that id. `problems` are those of the catalog.
    ///
    /// # Errors
    /// There is none, or the person's own one is broken.
    pub fn scenario<'a>(
        &self,
        catalog: &'a Catalog,
        problems: &[Problem],
        id: &str,
    ) -> Result<&'a Scenario, Failure> {
        catalog.scenario(id).ok_or_else(|| self.no_scenario(catalog, problems, id))
    }

    /// Why there is no scenario of that id: what is wrong with the person's own one, or the nearest name.
    pub fn no_scenario(&self, catalog: &Catalog, problems: &[Problem], id: &str) -> Failure {
        if let Some(problem) = problems.iter().find(|problem| self.is_below(problem, id)) {
            return Failure::template(problem).hint("`regards doctor` shows all that is wrong.");
        }
        let hint = match catalog.nearest_scenario(id) {
            Some(name) => format!("Did you mean `{name}`? `regards list` shows all of them."),
            None => "`regards list` shows all of them.".to_string(),
        };
        Failure::usage(format!("there is no scenario `{}`", clean::escape_for_message(id, 60))).hint(hint)
    }

    /// What stands in the way of a scenario's letters: a file of the person's, below its folder or among the
    /// shared ones, that cannot be read or used.
    ///
    /// # Errors
    /// The first such file.
    pub fn check(&self, catalog: &Catalog, problems: &[Problem], id: &str) -> Result<(), Failure> {
        let shipped = |source: &Source| source.layer == Layer::Builtin && source.folder() == id;
        let in_the_way = |problem: &&Problem| self.is_below(problem, id) || self.is_below(problem, "_shared");
        // Whoever has no templates need not wait for all of the shipped ones to be read.
        let has_own = self.sources.iter().any(|source| source.layer == Layer::User);
        let of_templates = if has_own { catalog.template_problems() } else { &[] };
        let Some(problem) = problems.iter().chain(of_templates).find(in_the_way) else { return Ok(()) };
        let failure = Failure::template(problem);
        Err(match catalog.sources().iter().any(shipped) {
            true => failure.hint("Mend the file, or use the shipped one with --builtin."),
            false => failure.hint("`regards doctor` shows all that is wrong."),
        })
    }

    /// The path of a problem's file inside the person's templates folder, if it lies there.
    pub fn inside_templates<'p>(&self, problem: &'p Problem) -> Option<&'p Path> {
        let root = self.paths.as_ref()?.templates();
        Path::new(&problem.path).strip_prefix(root).ok().filter(|inside| *inside != Path::new(""))
    }

    fn is_below(&self, problem: &Problem, folder: &str) -> bool {
        let first = self.inside_templates(problem).and_then(|inside| inside.components().next());
        first.is_some_and(|first| first.as_os_str() == folder)
    }

    /// The folders.
    ///
    /// # Errors
    /// There is no home folder.
    pub fn paths(&self) -> Result<&Paths, Failure> {
        self.paths.as_ref().ok_or_else(|| {
            let problem = self.problems.first().map(ToString::to_string);
            Failure::file(problem.unwrap_or_else(|| "there is no home folder".to_string()))
        })
    }

    /// Where copies lie whose arrival is not certain.
    pub fn copies(&self) -> PathBuf {
        // Without a home the folder cannot be made, and the copy says so.
        self.paths.as_ref().map_or_else(PathBuf::new, Paths::copies)
    }

    /// The clipboard as the flag or else the settings say. A bad setting was a problem when it was read, and
    /// `auto` serves.
    pub fn preference(&self, flag: Option<&Preference>) -> Preference {
        flag.cloned().unwrap_or_else(|| self.settings.clipboard.parse().unwrap_or_default())
    }

    /// Copies a text and says what is known about it.
    ///
    /// # Errors
    /// It did not get to a clipboard.
    pub fn copy(&self, text: &str, flag: Option<&Preference>) -> Result<String, Failure> {
        let clipboard = Clipboard::new(self.preference(flag), self.copies());
        let text = CleanText::of(text).text;
        let outcome = clipboard.copy(&text, &Environment::capture(), &clipboard::write_to_tty);
        if outcome.is_success() { Ok(outcome.message()) } else { Err(Failure::delivery(outcome.message())) }
    }
}
