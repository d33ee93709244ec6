//! Recent answers, to be offered again: the company of the last letter is often that of the next.
//!
//! It is a convenience. A file that cannot be read is as good as none, and is replaced.

use super::files::{FileFailure, atomic_write, private_dir, read_limited};
use super::paths::Paths;
use crate::domain::clean::CleanLine;
use std::collections::BTreeMap;

/// So many answers are kept for a field.
const MOST_ANSWERS: usize = 12;
/// A longer answer, in characters, is no name that comes again.
const MOST_CHARS: usize = 120;
/// Fields beyond these are forgotten.
const MOST_FIELDS: usize = 100;
const MOST_BYTES: u64 = 1024 * 1024;

/// The recent answers of every field that remembers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recent {
    answers: BTreeMap<String, Vec<String>>,
}

impl Recent {
    /// What is remembered. What cannot be read is passed over.
    pub fn load(paths: &Paths) -> Recent {
        let mut recent = Recent::default();
        let Ok(bytes) = read_limited(&paths.recent_file(), MOST_BYTES) else { return recent };
        let fields: BTreeMap<String, serde_json::Value> = serde_json::from_slice(&bytes).unwrap_or_default();
        for (key, answers) in fields {
            let texts = answers.as_array().into_iter().flatten().filter_map(serde_json::Value::as_str);
            // The newest one stands first and must be remembered last.
            texts.collect::<Vec<_>>().into_iter().rev().for_each(|text| recent.remember(&key, text));
        }
        recent
    }

    /// Every field's answers, newest first.
    pub fn answers(&self) -> &BTreeMap<String, Vec<String>> {
        &self.answers
    }

    /// The answers of a field, newest first.
    pub fn of(&self, key: &str) -> &[String] {
        self.answers.get(key).map_or(&[], Vec::as_slice)
    }

    /// Puts an answer in front; one that differs from it only in capitals goes.
    pub fn remember(&mut self, key: &str, answer: &str) {
        let line = CleanLine::of(answer.trim()).text.into_string();
        let full = self.answers.len() >= MOST_FIELDS && !self.answers.contains_key(key);
        if line.is_empty() || line.chars().count() > MOST_CHARS || full {
            return;
        }
        let folded = line.to_lowercase();
        let answers = self.answers.entry(key.to_string()).or_default();
        answers.retain(|other| other.to_lowercase() != folded);
        answers.insert(0, line);
        answers.truncate(MOST_ANSWERS);
    }

    /// Writes it down.
    ///
    /// # Errors
    /// The system refused.
    pub fn save(&self, paths: &Paths) -> Result<(), FileFailure> {
        let bytes = serde_json::to_vec_pretty(&self.answers).expect("a map of texts is JSON");
        private_dir(&paths.state)?;
        atomic_write(&paths.recent_file(), &bytes)
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use crate::services::files::tests::folder;
    use std::path::Path;

    fn paths(dir: &Path) -> Paths {
        Paths { config: dir.join("config"), data: dir.join("data"), state: dir.join("regards") }
    }

    #[test]
    fn answers_come_newest_first_and_once() {
        let mut recent = Recent::default();
        for company in ["Acme", " Initech ", "ACME", ""] {
            recent.remember("company", company);
        }
        assert_eq!(recent.of("company"), ["ACME", "Initech"]);
        assert_eq!(recent.of("role"), [""; 0]);
    }

    #[test]
    fn twelve_are_kept_and_none_that_is_long() {
        let mut recent = Recent::default();
        for number in 0..20 {
            recent.remember("role", &format!("Role {number}"));
        }
        recent.remember("role", &"x".repeat(121));
        assert_eq!(recent.of("role").len(), 12);
        assert_eq!(recent.of("role")[0], "Role 19");
    }

    #[test]
    fn they_survive_the_program() {
        let dir = folder();
        let paths = paths(dir.path());
        let mut recent = Recent::load(&paths);
        assert_eq!(recent, Recent::default());
        recent.remember("company", "Acme");
        recent.remember("company", "Initech");
        recent.save(&paths).expect("writable");
        assert_eq!(Recent::load(&paths), recent);
    }

    #[test]
    fn what_cannot_be_read_is_passed_over() {
        let dir = folder();
        let paths = paths(dir.path());
        private_dir(&paths.state).expect("new");
        for (text, left) in [
            ("not json", &[][..]),
            ("[1]", &[]),
            (r#"{"role":5,"company":["A\u001b",7,"B"]}"#, &["A^[", "B"]),
            (r#"{"company":"A"}"#, &[]),
        ] {
            atomic_write(&paths.recent_file(), text.as_bytes()).expect("writable");
            assert_eq!(Recent::load(&paths).of("company"), left, "{text}");
        }
    }
}
