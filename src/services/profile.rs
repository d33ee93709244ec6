//! The sender's file, `profile.toml`. The program writes only what the person typed into the form; every other
//! line of it stays as the person wrote it.

use super::files::{FileFailure, atomic_write, private_dir, shown};
use super::keys::{self, Wrong};
use super::paths::Paths;
use crate::domain::draft::Answers;
use crate::domain::problem::Problem;
use crate::domain::profile::Profile;
use crate::domain::style::Spelling;
use std::ffi::OsString;
use std::io;
use std::path::Path;

const KEYS: [&str; 3] = ["name", "phone", "spelling"];

const BEGINNING: &str = "# Who your letters are from. regards asks once and keeps it here.\n";

/// The profile, and what is wrong with parts of it. A file that is not there says nothing.
pub fn load(file: &Path, environment: impl Fn(&str) -> Option<OsString>) -> (Profile, Vec<Problem>) {
    let name = shown(file);
    let mut profile = Profile { spelling: spelling_of(environment), ..Profile::default() };
    let problems = match keys::text(file, &name) {
        Ok(text) => parse(&text.unwrap_or_default(), &name, &mut profile),
        Err(problem) => vec![problem],
    };
    (profile, problems)
}

/// Keeps the sender that a person typed: the answers to the sender's fields, as far as they are given. The
/// file's other keys and its comments stay.
///
/// # Errors
/// The file has a mistake that the person must mend first, or the system refused.
pub fn save(paths: &Paths, answers: &Answers) -> Result<(), FileFailure> {
    let file = paths.profile_file();
    let failed =
        |why: String| FileFailure { path: file.clone(), doing: "change", source: io::Error::other(why) };
    let name = shown(&file);
    let old = keys::text(&file, &name).map_err(|problem| failed(problem.what))?;
    let mut text = old.clone().unwrap_or_else(|| BEGINNING.to_string());
    for (key, field) in Profile::FIELDS {
        let Some(answer) = answers.get(field).filter(|answer| !answer.is_blank()) else { continue };
        text = with_key(&text, key, answer.text().trim()).map_err(failed)?;
    }
    if old.as_ref() == Some(&text) || (old.is_none() && text == BEGINNING) {
        return Ok(());
    }
    private_dir(&paths.config)?;
    atomic_write(&file, text.as_bytes())
}

/// The English of the locale: American for the United States, British elsewhere.
pub fn spelling_of(environment: impl Fn(&str) -> Option<OsString>) -> Spelling {
    let said = |name: &&str| environment(name).filter(|value| !value.is_empty());
    let locale = ["LC_ALL", "LC_TIME", "LANG"].iter().find_map(said);
    match locale.is_some_and(|locale| locale.to_string_lossy().starts_with("en_US")) {
        true => Spelling::American,
        false => Spelling::British,
    }
}

fn parse(text: &str, name: &str, profile: &mut Profile) -> Vec<Problem> {
    keys::read(text, name, "the profile", &KEYS, |key, value| {
        match key {
            "name" => profile.name = keys::line(key, value)?,
            "phone" => profile.phone = keys::line(key, value)?,
            _ => profile.spelling = spelling(keys::string(key, value)?)?,
        }
        Ok(())
    })
}

fn spelling(word: &str) -> Result<Spelling, Wrong> {
    // Of two words the nearest is a guess: en-UK is nearer to en-US.
    word.parse().map_err(|_| Wrong::word(word, "spelling", &[], "Use en-GB or en-US"))
}

/// The text with a key set to a line, and nothing else changed.
fn with_key(text: &str, key: &str, line: &str) -> Result<String, String> {
    let literal =
        toml::Value::String(crate::domain::clean::CleanLine::of(line).text.into_string()).to_string();
    let span = keys::value_span(text, key).map_err(|error| {
        let (line, _) = super::files::place(text, error.span().map_or(0, |span| span.start));
        format!("line {line} of it is not TOML; mend that first")
    })?;
    if let Some(span) = span {
        return Ok(format!("{}{literal}{}", &text[..span.start], &text[span.end..]));
    }
    let gap = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
    let at_end = format!("{text}{gap}{key} = {literal}\n");
    match keys::value_span(&at_end, key) {
        Ok(Some(_)) => Ok(at_end),
        // The end belongs to a table.
        _ => Ok(format!("{key} = {literal}\n{text}")),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use crate::domain::draft::Answer;
    use crate::services::files::tests::folder;
    use std::fs;

    fn read(text: &str) -> (Profile, Vec<String>) {
        let mut profile = Profile::default();
        let problems = parse(text, "profile.toml", &mut profile);
        (profile, problems.iter().map(Problem::to_string).collect())
    }

    fn paths(dir: &Path) -> Paths {
        Paths { config: dir.join("regards"), data: dir.join("data"), state: dir.join("state") }
    }

    fn answers(pairs: &[(&str, &str)]) -> Answers {
        pairs.iter().map(|(key, text)| (key.to_string(), Answer::from(*text))).collect()
    }

    #[test]
    fn a_whole_profile_answers_the_sender_s_fields() {
        let (profile, problems) = read("name = \"Ada Lovelace\"\nphone = \"1\"\nspelling = \"en-US\"\n");
        assert_eq!(problems, [""; 0]);
        assert_eq!(profile.spelling, Spelling::American);
        assert_eq!(profile.answers(), answers(&[("sender", "Ada Lovelace"), ("sender_phone", "1")]));
    }

    #[test]
    fn a_bad_key_is_one_problem_and_the_rest_counts() {
        let (profile, problems) = read(
            "nmae = \"Ada\"\nname = \" Ada\\u001b \"\nphone = 44\nemail = \"a@b.org\"\nspelling = \"en-UK\"\n",
        );
        assert_eq!(profile.answers(), answers(&[("sender", "Ada^[")]));
        assert_eq!(
            problems,
            [
                "profile.toml:1:1: `nmae` is not a key of the profile. Did you mean `name`?",
                "profile.toml:3:9: `phone` should be a text in quotes, not integer",
                "profile.toml:4:1: `email` is not a key of the profile",
                "profile.toml:5:12: `en-UK` is not a spelling. Use en-GB or en-US",
            ]
        );
    }

    #[test]
    fn no_file_is_a_profile_of_nobody() {
        let dir = folder();
        let american = |name: &str| (name == "LANG").then(|| "en_US.UTF-8".into());
        let (profile, problems) = load(&dir.path().join("profile.toml"), american);
        assert_eq!(profile, Profile { spelling: Spelling::American, ..Profile::default() });
        assert_eq!((profile.answers().len(), problems.len()), (0, 0));
    }

    #[test]
    fn the_locale_chooses_the_spelling() {
        let locale = |vars: &[(&str, &str)]| {
            spelling_of(|name| vars.iter().find(|(key, _)| *key == name).map(|(_, value)| value.into()))
        };
        assert_eq!(locale(&[]), Spelling::British);
        assert_eq!(locale(&[("LANG", "en_US.UTF-8")]), Spelling::American);
        assert_eq!(locale(&[("LANG", "en_US.UTF-8"), ("LC_TIME", "en_GB.UTF-8")]), Spelling::British);
        assert_eq!(locale(&[("LC_ALL", "en_US"), ("LC_TIME", "de_DE")]), Spelling::American);
        assert_eq!(locale(&[("LC_ALL", ""), ("LANG", "en_US")]), Spelling::American);
        assert_eq!(locale(&[("LANG", "C")]), Spelling::British);
    }

    #[test]
    fn saving_makes_the_file_once_something_is_said() {
        let dir = folder();
        let paths = paths(dir.path());
        save(&paths, &answers(&[("sender", " "), ("company", "Acme")])).expect("nothing to write");
        assert!(!paths.config.exists());
        save(&paths, &answers(&[("sender", "Zoë \"Z\" O'Neil\nx"), ("company", "Acme")])).expect("writable");
        let text = fs::read_to_string(paths.profile_file()).expect("there");
        assert!(text.starts_with(BEGINNING) && !text.contains("Acme"), "{text}");
        let (profile, problems) = load(&paths.profile_file(), |_| None);
        assert_eq!((profile.name.as_deref(), problems.len()), (Some("Zoë \"Z\" O'Neil x"), 0));
    }

    #[test]
    fn saving_leaves_every_other_line_alone() {
        for (old, new) in [
            ("# me\nname = 'A' # old\n\nphone = \"1\"", "# me\nname = \"Ada\" # old\n\nphone = \"1\""),
            ("phone = \"1\"", "phone = \"1\"\nname = \"Ada\"\n"),
            ("unknown = 1\n[table]\nname = \"x\"\n", "name = \"Ada\"\nunknown = 1\n[table]\nname = \"x\"\n"),
            ("name = \"\"\"\nA\nB\"\"\"\nx = 1", "name = \"Ada\"\nx = 1"),
            ("\"name\" = 1\r\nx = 1\r\n", "\"name\" = \"Ada\"\r\nx = 1\r\n"),
        ] {
            assert_eq!(with_key(old, "name", "Ada").as_deref(), Ok(new));
            assert_eq!(with_key(new, "name", "Ada").as_deref(), Ok(new));
        }
    }

    #[test]
    fn a_file_with_a_mistake_is_not_touched() {
        let dir = folder();
        let paths = paths(dir.path());
        private_dir(&paths.config).expect("new");
        atomic_write(&paths.profile_file(), b"phone = 1\nname = oops\n").expect("writable");
        let failure = save(&paths, &answers(&[("sender", "Ada")])).expect_err("a mistake");
        let said = "profile.toml: line 2 of it is not TOML; mend that first";
        assert!(failure.to_string().ends_with(said), "{failure}");
        assert_eq!(fs::read(paths.profile_file()).expect("kept"), b"phone = 1\nname = oops\n");
    }

    #[test]
    fn a_link_is_not_written_through() {
        let dir = folder();
        let paths = paths(dir.path());
        private_dir(&paths.config).expect("new");
        let elsewhere = dir.path().join("dotfiles.toml");
        atomic_write(&elsewhere, b"phone = \"1\"\n").expect("writable");
        std::os::unix::fs::symlink(&elsewhere, paths.profile_file()).expect("new");
        assert_eq!(load(&paths.profile_file(), |_| None).0.phone.as_deref(), Some("1"));
        save(&paths, &answers(&[("sender", "Ada")])).expect_err("a link");
        assert_eq!(fs::read(elsewhere).expect("kept"), b"phone = \"1\"\n");
    }

    proptest::proptest! {
        #[test]
        fn any_name_comes_back_as_it_was_cleaned(name in proptest::prelude::any::<String>()) {
            let text = with_key("# me\nphone = \"1\"\n", "name", &name).expect("the file is fine");
            let (profile, problems) = read(&text);
            let line = crate::domain::clean::CleanLine::of(&name).text.into_string();
            proptest::prop_assert_eq!(profile.name.unwrap_or_default(), line.trim());
            proptest::prop_assert_eq!((profile.phone.as_deref(), problems.len()), (Some("1"), 0));
        }
    }
}
