//! The settings: shipped defaults, then `config.toml`, then the environment, key by key.

use super::files::shown;
use super::keys;
use crate::domain::clean::escape_for_message;
use crate::domain::problem::{Problem, did_you_mean};
use crate::domain::settings::{Settings, ThemeChoice};
use std::ffi::OsString;
use std::path::Path;
use toml::de::DeValue;

/// The shipped defaults as a commented file.
pub const SHIPPED: &str = include_str!("../../assets/config.toml");

const KEYS: [&str; 3] = ["theme", "clipboard", "mouse"];

/// The settings, and what is wrong with some of them. A file that is not there sets nothing.
pub fn load(file: &Path, environment: impl Fn(&str) -> Option<OsString>) -> (Settings, Vec<Problem>) {
    let name = shown(file);
    let mut settings = Settings::default();
    let mut problems = match keys::text(file, &name) {
        Ok(text) => parse(&text.unwrap_or_default(), &name, &mut settings),
        Err(problem) => vec![problem],
    };
    override_from(environment, &mut settings, &mut problems);
    (settings, problems)
}

fn parse(text: &str, name: &str, settings: &mut Settings) -> Vec<Problem> {
    keys::read(text, name, &KEYS, |key, value| {
        match key {
            "theme" => settings.theme = theme(value)?,
            "clipboard" => settings.clipboard = value.as_str().ok_or("a text in quotes")?.to_string(),
            _ => settings.mouse = value.as_bool().ok_or("true or false")?,
        }
        Ok(())
    })
}

fn theme(value: &DeValue<'_>) -> Result<ThemeChoice, String> {
    let choice = value.as_str().and_then(|word| word.parse().ok());
    choice.ok_or_else(|| "\"auto\", \"dark\" or \"light\"".to_string())
}

fn override_from(
    environment: impl Fn(&str) -> Option<OsString>,
    settings: &mut Settings,
    problems: &mut Vec<Problem>,
) {
    let said = |name: &str| environment(name).filter(|value| !value.is_empty());
    if let Some(value) = said("REGARDS_THEME") {
        let word = value.to_string_lossy();
        match word.parse() {
            Ok(theme) => settings.theme = theme,
            Err(_) => {
                let what = format!(
                    "`{}` is no theme; it must be auto, dark or light",
                    escape_for_message(&word, 60)
                );
                let hint = did_you_mean(&word, ThemeChoice::ALL.iter().map(|choice| choice.word()));
                problems.push(Problem { hint, ..Problem::new("REGARDS_THEME", what) });
            }
        }
    }
    match said("REGARDS_CLIPBOARD").map(OsString::into_string) {
        Some(Ok(value)) => settings.clipboard = value,
        Some(Err(_)) => problems.push(Problem::new("REGARDS_CLIPBOARD", "not UTF-8, and ignored")),
        None => {}
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use crate::services::files::{atomic_write, tests::folder};

    fn read(text: &str) -> (Settings, Vec<String>) {
        let mut settings = Settings::default();
        let problems = parse(text, "config.toml", &mut settings);
        (settings, problems.iter().map(Problem::to_string).collect())
    }

    #[test]
    fn the_shipped_file_is_the_defaults() {
        assert_eq!(read(SHIPPED), (Settings::default(), vec![]));
        for key in KEYS {
            assert!(keys::value_span(SHIPPED, key).expect("TOML").is_some(), "{key} is not in it");
        }
    }

    #[test]
    fn each_key_counts_on_its_own() {
        let (settings, problems) =
            read("thme = \"dark\"\nmouse = \"no\"\n\nclipboard = \"command:xclip -i\"\n");
        assert_eq!(settings, Settings { clipboard: "command:xclip -i".to_string(), ..Settings::default() });
        assert_eq!(
            problems,
            [
                "config.toml:1:1: `thme` is no key here. Did you mean `theme`?",
                "config.toml:2:9: `mouse` must be true or false",
            ]
        );
    }

    #[test]
    fn a_word_outside_the_list_names_the_list() {
        let (settings, problems) = read("theme = \"drak\"");
        assert_eq!(settings.theme, ThemeChoice::Auto);
        assert_eq!(problems, ["config.toml:1:9: `theme` must be \"auto\", \"dark\" or \"light\""]);
    }

    #[test]
    fn a_line_that_is_no_toml_costs_that_line_only() {
        for broken in
            ["theme = dark", "theme = \"da", "theme \"dark\"", "theme =", "= 1", "theme = \"\u{1b}\""]
        {
            let (settings, problems) = read(&format!("{broken}\nmouse = false\n"));
            assert!(!settings.mouse, "{broken:?}");
            assert_eq!(problems.len(), 1, "{broken:?}: {problems:?}");
            assert!(problems[0].starts_with("config.toml:1:"), "{problems:?}");
            assert!(!problems[0].contains('\u{1b}'), "{problems:?}");
        }
        let (settings, problems) = read("mouse = false\nmouse = true\nclipboard = \"none\"");
        assert_eq!((settings.clipboard.as_str(), problems.len()), ("none", 1));
        assert!(problems[0].starts_with("config.toml:2:1: duplicate key"), "{problems:?}");
    }

    #[test]
    fn the_environment_wins() {
        let dir = folder();
        let file = dir.path().join("config.toml");
        atomic_write(&file, b"theme = \"light\"\nclipboard = \"none\"").expect("writable");
        let vars = |name: &str| match name {
            "REGARDS_THEME" => Some("dark".into()),
            "REGARDS_CLIPBOARD" => Some("osc52".into()),
            _ => None,
        };
        let expected =
            Settings { theme: ThemeChoice::Dark, clipboard: "osc52".to_string(), ..Settings::default() };
        assert_eq!(load(&file, vars), (expected, vec![]));
        assert_eq!(load(&file, |_| None).0.clipboard, "none");

        let (settings, problems) = load(&file, |name| (name == "REGARDS_THEME").then(|| "lihgt".into()));
        assert_eq!(settings.theme, ThemeChoice::Light);
        let said =
            "REGARDS_THEME: `lihgt` is no theme; it must be auto, dark or light. Did you mean `light`?";
        assert_eq!(problems[0].to_string(), said);
    }

    #[test]
    fn no_file_sets_nothing_and_a_bad_one_is_a_problem() {
        let dir = folder();
        assert_eq!(load(&dir.path().join("config.toml"), |_| None), (Settings::default(), vec![]));
        let (settings, problems) = load(dir.path(), |_| None);
        assert_eq!((settings, problems.len()), (Settings::default(), 1));
        let file = dir.path().join("bytes");
        atomic_write(&file, b"mouse = \xff").expect("writable");
        assert_eq!(load(&file, |_| None).1[0].column(), Some(9));
    }
}
