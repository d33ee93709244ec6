//! The settings: shipped defaults, then `config.toml`, then the environment, key by key.

use super::clipboard::Preference;
use super::files::shown;
use super::keys::{self, Wrong};
use crate::domain::problem::Problem;
use crate::domain::settings::{Settings, ThemeChoice};
use std::ffi::OsString;
use std::path::Path;
/// The shipped defaults as a commented file.
pub const SHIPPED: &str = include_str!("../../assets/config.toml");

const KEYS: [&str; 3] = ["theme", "clipboard", "mouse"];

/// The ways of copying that are one word.
const CLIPBOARDS: [&str; 4] = ["auto", "native", "osc52", "none"];

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
    keys::read(text, name, "the settings", &KEYS, |key, value| {
        match key {
            "theme" => settings.theme = theme(keys::string(key, value)?)?,
            "clipboard" => settings.clipboard = clipboard(keys::string(key, value)?)?,
            _ => {
                let mouse = value.as_bool();
                settings.mouse = mouse.ok_or_else(|| Wrong::type_of(key, value, "true or false"))?;
            }
        }
        Ok(())
    })
}

fn theme(word: &str) -> Result<ThemeChoice, Wrong> {
    let words: Vec<&str> = ThemeChoice::ALL.iter().map(|choice| choice.word()).collect();
    word.parse().map_err(|_| Wrong::word(word, "theme", &words, "Use auto, dark or light"))
}

/// The word as written, once it is known to be one.
fn clipboard(word: &str) -> Result<String, Wrong> {
    match word.parse::<Preference>() {
        Ok(_) => Ok(word.to_string()),
        Err(_) => {
            let list = "Use auto, native, osc52, none or command:PROGRAM";
            Err(Wrong::word(word, "clipboard", &CLIPBOARDS, list))
        }
    }
}

fn override_from(
    environment: impl Fn(&str) -> Option<OsString>,
    settings: &mut Settings,
    problems: &mut Vec<Problem>,
) {
    let said = |name: &str| environment(name).filter(|value| !value.is_empty());
    if let Some(value) = said("REGARDS_THEME") {
        match theme(&value.to_string_lossy()) {
            Ok(theme) => settings.theme = theme,
            Err(wrong) => problems.push(wrong.of("REGARDS_THEME")),
        }
    }
    match said("REGARDS_CLIPBOARD").map(OsString::into_string) {
        Some(Ok(value)) => match clipboard(&value) {
            Ok(word) => settings.clipboard = word,
            Err(wrong) => problems.push(wrong.of("REGARDS_CLIPBOARD")),
        },
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
                "config.toml:1:1: `thme` is not a key of the settings. Did you mean `theme`?",
                "config.toml:2:9: `mouse` should be true or false, not string",
            ]
        );
    }

    #[test]
    fn a_word_outside_the_list_gets_the_nearest_or_the_list() {
        for (text, said) in [
            ("theme = \"drak\"", "config.toml:1:9: `drak` is not a theme. Did you mean `dark`?"),
            ("theme = \"blue\"", "config.toml:1:9: `blue` is not a theme. Use auto, dark or light"),
            ("theme = 1", "config.toml:1:9: `theme` should be a text in quotes, not integer"),
        ] {
            assert_eq!(read(text), (Settings::default(), vec![said.to_string()]));
        }
    }

    #[test]
    fn a_bad_clipboard_is_one_problem_and_auto_serves() {
        let list = "Use auto, native, osc52, none or command:PROGRAM";
        for (word, said) in [
            ("nativ", "`nativ` is not a clipboard. Did you mean `native`?".to_string()),
            ("pigeon", format!("`pigeon` is not a clipboard. {list}")),
            ("command:", format!("`command:` is not a clipboard. {list}")),
            ("x\\u001b", format!("`x^[` is not a clipboard. {list}")),
        ] {
            let (settings, problems) = read(&format!("mouse = false\nclipboard = \"{word}\"\n"));
            assert_eq!(settings, Settings { mouse: false, ..Settings::default() });
            assert_eq!(problems, [format!("config.toml:2:13: {said}")]);
        }
        let wrong = |name: &str| (name == "REGARDS_CLIPBOARD").then(|| "nativ".into());
        let (settings, problems) = load(Path::new("/nowhere/config.toml"), wrong);
        assert_eq!(settings, Settings::default());
        assert_eq!(
            problems[0].to_string(),
            "REGARDS_CLIPBOARD: `nativ` is not a clipboard. Did you mean `native`?"
        );
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
        assert_eq!(problems[0].to_string(), "REGARDS_THEME: `lihgt` is not a theme. Did you mean `light`?");
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
