//! Copies shipped files into the person's own folder, to be edited there.

use super::Source;
use crate::domain::problem::did_you_mean;
use crate::domain::style::Channel;
use crate::services::files::{FileFailure, private_dir, shown, write_new};
use std::fmt;
use std::path::{Path, PathBuf};

/// Why nothing was copied.
#[derive(Debug)]
pub enum EjectFailure {
    /// No shipped scenario has that id.
    NoScenario {
        /// The id that was asked for.
        scenario: String,
        /// A sentence that suggests another, if one is near.
        hint: Option<String>,
    },
    /// The scenario has no template for that channel.
    NoChannel {
        /// The scenario.
        scenario: String,
        /// The channel.
        channel: Channel,
    },
    /// The person has that file already.
    Exists(PathBuf),
    /// The system refused.
    File(FileFailure),
}

impl fmt::Display for EjectFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EjectFailure::NoScenario { scenario, hint } => {
                let scenario = crate::domain::clean::escape_for_message(scenario, 80);
                write!(f, "`{scenario}` is not a shipped scenario")?;
                hint.iter().try_for_each(|hint| write!(f, ". {hint}"))
            }
            EjectFailure::NoChannel { scenario, channel } => {
                write!(f, "{scenario} has no template for {channel}")
            }
            EjectFailure::Exists(path) => {
                write!(f, "{} is there already: edit it, or move it away to start afresh", shown(path))
            }
            EjectFailure::File(failure) => failure.fmt(f),
        }
    }
}

impl std::error::Error for EjectFailure {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            EjectFailure::File(failure) => Some(failure),
            _ => None,
        }
    }
}

impl From<FileFailure> for EjectFailure {
    fn from(failure: FileFailure) -> Self {
        EjectFailure::File(failure)
    }
}

/// Copies shipped files below the person's folder, and returns the new ones: a scenario's manifest and
/// templates, one channel's template alone, or the components that letters share (`_shared`). Nothing is
/// overwritten.
///
/// # Errors
/// There is no such scenario or template, the person has one of the files already, or the system refused.
pub fn eject(
    templates_dir: &Path,
    sources: impl IntoIterator<Item = Source>,
    scenario: &str,
    channel: Option<Channel>,
) -> Result<Vec<PathBuf>, EjectFailure> {
    let files: Vec<Source> = sources.into_iter().collect();
    let mut own: Vec<&Source> = files.iter().filter(|source| source.folder() == scenario).collect();
    if scenario == "_shared" {
        // The shared questions merge one by one: a copy of all of them would only grow old.
        own.retain(|source| source.name.ends_with(".tera"));
    }
    if own.is_empty() || scenario.is_empty() {
        let ids = files.iter().map(Source::folder);
        let hint = did_you_mean(scenario, ids);
        return Err(EjectFailure::NoScenario { scenario: scenario.to_string(), hint });
    }
    let wanted = match channel {
        None => own,
        Some(channel) => {
            let file = format!("{channel}.tera");
            let template = own.into_iter().find(|source| source.file() == file);
            vec![template.ok_or(EjectFailure::NoChannel { scenario: scenario.to_string(), channel })?]
        }
    };
    let targets: Vec<(PathBuf, &Source)> =
        wanted.into_iter().map(|source| (templates_dir.join(&source.name), source)).collect();
    if let Some((path, _)) = targets.iter().find(|(path, _)| path.symlink_metadata().is_ok()) {
        return Err(EjectFailure::Exists(path.clone()));
    }
    private_dir(templates_dir)?;
    private_dir(&templates_dir.join(scenario))?;
    for (path, source) in &targets {
        write_new(path, source.text.as_bytes())?;
    }
    Ok(targets.into_iter().map(|(path, _)| path).collect())
}
