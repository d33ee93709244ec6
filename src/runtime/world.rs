//! What is read once at the start: folders, settings, profile, templates. A bad file is a problem, not an end.

use super::failure::Failure;
use crate::compose::Catalog;
use crate::domain::clean::CleanText;
use crate::domain::draft::Answers;
use crate::domain::problem::Problem;
use crate::domain::settings::Settings;
use crate::domain::source::Source;
use crate::domain::style::Spelling;
use crate::services::clipboard::{self, Clipboard, Environment, Preference};
use crate::services::paths::Paths;
use crate::services::{config, library, profile};
use std::path::PathBuf;

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

    /// The clipboard as the flag or else the settings say.
    ///
    /// # Errors
    /// The setting is no way of copying.
    pub fn preference(&self, flag: Option<&Preference>) -> Result<Preference, Failure> {
        match flag {
            Some(preference) => Ok(preference.clone()),
            None => self.settings.clipboard.parse().map_err(|unknown: clipboard::UnknownPreference| {
                Failure::usage(format!("the setting `clipboard`: {unknown}"))
            }),
        }
    }

    /// Copies a text and says what is known about it.
    ///
    /// # Errors
    /// It did not get to a clipboard.
    pub fn copy(&self, text: &str, flag: Option<&Preference>) -> Result<String, Failure> {
        let clipboard = Clipboard::new(self.preference(flag)?, self.copies());
        let text = CleanText::of(text).text;
        let outcome = clipboard.copy(&text, &Environment::capture(), &clipboard::write_to_tty);
        if outcome.is_success() { Ok(outcome.message()) } else { Err(Failure::delivery(outcome.message())) }
    }
}
