//! A file of the library as text: where it came from and what it says.

use super::scenario::Layer;
use std::borrow::Cow;
use std::path::PathBuf;

/// A template or manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Its path inside its layer, with `/`: `decline-interview/email.tera`.
    pub name: String,
    /// The layer.
    pub layer: Layer,
    /// Where it lies on disk; none for shipped files.
    pub path: Option<PathBuf>,
    /// Its text.
    pub text: Cow<'static, str>,
}

impl Source {
    /// Its name with its layer: `user/decline-interview/email.tera`.
    pub fn full_name(&self) -> String {
        format!("{}/{}", self.layer.prefix(), self.name)
    }

    /// The name to show in messages: the path on disk, or the layered name.
    pub fn shown(&self) -> String {
        match &self.path {
            Some(path) => path.display().to_string(),
            None => self.full_name(),
        }
    }

    /// The folder: a scenario's id, or `_shared`.
    pub fn folder(&self) -> &str {
        self.name.split_once('/').map_or("", |(folder, _)| folder)
    }

    /// The file's name inside its folder.
    pub fn file(&self) -> &str {
        self.name.split_once('/').map_or(self.name.as_str(), |(_, file)| file)
    }
}
