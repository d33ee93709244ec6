//! Where everything lies: settings, drafts, journal.
//!
//! The environment comes in as a function, so that a test can have its own. A place that is not absolute is
//! ignored and named, so nothing is ever written in the current directory.

use super::files::shown;
use crate::domain::problem::Problem;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// The program's own folders. None of them needs to exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    /// Settings, profile, templates: what the person edits.
    pub config: PathBuf,
    /// Drafts: what the person made.
    pub data: PathBuf,
    /// Journal, copies, recent answers: what the program remembers.
    pub state: PathBuf,
}

impl Paths {
    /// The folders that the process's environment names, and what is wrong with it.
    ///
    /// # Errors
    /// There is no home folder and not every place is named.
    pub fn from_environment() -> Result<(Paths, Vec<Problem>), Problem> {
        Paths::find(|name| std::env::var_os(name), system_home)
    }

    /// The folders that an environment names. `system_home` is asked where `HOME` is of no use.
    ///
    /// # Errors
    /// As [`Paths::from_environment`].
    pub fn find(
        environment: impl Fn(&str) -> Option<OsString>,
        system_home: impl FnOnce() -> Option<PathBuf>,
    ) -> Result<(Paths, Vec<Problem>), Problem> {
        let mut seen = Seen { environment: &environment, problems: Vec::new() };
        let config = seen.absolute("REGARDS_CONFIG_DIR");
        let config_base = seen.absolute("XDG_CONFIG_HOME");
        let data_base = seen.absolute("XDG_DATA_HOME");
        let state_base = seen.absolute("XDG_STATE_HOME");
        let own_config = config.or(config_base.map(|base| base.join(NAME)));
        if let (Some(config), Some(data), Some(state)) = (&own_config, &data_base, &state_base) {
            let paths = Paths { config: config.clone(), data: data.join(NAME), state: state.join(NAME) };
            return Ok((paths, seen.problems));
        }
        let home = seen.home(system_home)?;
        let usual = Usual::below(&home);
        let paths = Paths {
            config: own_config.unwrap_or_else(|| usual.config()),
            data: data_base.unwrap_or(usual.data).join(NAME),
            state: state_base.unwrap_or(usual.state).join(NAME),
        };
        Ok((paths, seen.problems))
    }

    /// The person's own templates.
    pub fn templates(&self) -> PathBuf {
        self.config.join("templates")
    }

    /// The person's own rule packs.
    pub fn packs(&self) -> PathBuf {
        self.config.join("packs")
    }

    /// The settings.
    pub fn config_file(&self) -> PathBuf {
        self.config.join("config.toml")
    }

    /// The sender.
    pub fn profile_file(&self) -> PathBuf {
        self.config.join("profile.toml")
    }

    /// The folder of the drafts.
    pub fn drafts(&self) -> PathBuf {
        self.data.join("drafts")
    }

    /// The folder of the journals, one for each open draft.
    pub fn journal(&self) -> PathBuf {
        self.state.join("journal")
    }

    /// The folder of letters that were saved because they could not be copied.
    pub fn copies(&self) -> PathBuf {
        self.state.join("copies")
    }

    /// Recent answers.
    pub fn recent_file(&self) -> PathBuf {
        self.state.join("recent.json")
    }
}

const NAME: &str = "regards";

/// The home folder that the system itself knows.
fn system_home() -> Option<PathBuf> {
    directories::BaseDirs::new().map(|dirs| dirs.home_dir().to_path_buf())
}

/// An environment that is being read, with what is wrong with it.
struct Seen<'a> {
    environment: &'a dyn Fn(&str) -> Option<OsString>,
    problems: Vec<Problem>,
}

impl Seen<'_> {
    fn absolute(&mut self, name: &str) -> Option<PathBuf> {
        let value = (self.environment)(name).filter(|value| !value.is_empty())?;
        let path: PathBuf = Path::new(&value).components().collect();
        if path.is_absolute() {
            return Some(path);
        }
        let what = format!("`{}` is not a full path and is ignored", shown(&path));
        self.problems.push(Problem::new(name, what).hint("Begin it with /"));
        None
    }

    fn home(&mut self, system_home: impl FnOnce() -> Option<PathBuf>) -> Result<PathBuf, Problem> {
        if let Some(home) = self.absolute("HOME") {
            if home.is_dir() {
                return Ok(home);
            }
            self.problems.push(Problem::new("HOME", format!("there is no folder {}", shown(&home))));
        }
        let home = system_home().filter(|home| home.is_absolute() && home.is_dir()).ok_or_else(|| {
            Problem::new("HOME", "there is no home folder to keep settings and drafts in")
                .hint("Set HOME, or all of XDG_CONFIG_HOME, XDG_DATA_HOME and XDG_STATE_HOME")
        })?;
        if cfg!(unix) {
            let what = format!("of no use, so {} stands in for it", shown(&home));
            self.problems.push(Problem::new("HOME", what));
        }
        Ok(home)
    }
}

/// The platform's usual places, before the program's name is added.
struct Usual {
    config: PathBuf,
    /// Taken instead of `config` where it exists.
    config_too: Option<PathBuf>,
    data: PathBuf,
    state: PathBuf,
}

impl Usual {
    /// As `directories` names them, for any home folder.
    fn below(home: &Path) -> Usual {
        if cfg!(target_os = "macos") {
            let support = home.join("Library/Application Support");
            let dotted = Some(home.join(".config"));
            return Usual {
                config: support.clone(),
                config_too: dotted,
                data: support.clone(),
                state: support,
            };
        }
        if cfg!(windows) {
            let roaming = home.join("AppData").join("Roaming");
            let local = home.join("AppData").join("Local");
            return Usual { config: roaming, config_too: None, data: local.clone(), state: local };
        }
        let local = home.join(".local");
        Usual {
            config: home.join(".config"),
            config_too: None,
            data: local.join("share"),
            state: local.join("state"),
        }
    }

    fn config(&self) -> PathBuf {
        let dotted = self.config_too.iter().map(|base| base.join(NAME)).find(|config| config.is_dir());
        dotted.unwrap_or_else(|| self.config.join(NAME))
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn find(vars: &[(&str, &str)], system: Option<&str>) -> Result<(Paths, Vec<String>), Problem> {
        let environment =
            |name: &str| vars.iter().find(|(key, _)| *key == name).map(|(_, value)| OsString::from(value));
        let (paths, problems) = Paths::find(environment, || system.map(PathBuf::from))?;
        Ok((paths, problems.iter().map(Problem::to_string).collect()))
    }

    fn home() -> tempfile::TempDir {
        tempfile::tempdir().expect("the temporary folder is writable")
    }

    #[test]
    fn the_program_s_own_variable_is_the_folder_itself() {
        let home = home();
        let home = home.path().to_str().expect("UTF-8");
        let vars = [("HOME", home), ("REGARDS_CONFIG_DIR", "/cfg/"), ("XDG_CONFIG_HOME", "/xdg")];
        let (paths, problems) = find(&vars, None).expect("a home");
        assert_eq!(paths.config_file(), Path::new("/cfg/config.toml"));
        assert_eq!(problems, [""; 0]);
    }

    #[test]
    fn the_usual_variables_hold_a_folder_of_ours() {
        let vars = [("XDG_CONFIG_HOME", "/c"), ("XDG_DATA_HOME", "/d"), ("XDG_STATE_HOME", "/s")];
        let (paths, problems) = find(&vars, None).expect("no home is needed");
        assert_eq!(paths.profile_file(), Path::new("/c/regards/profile.toml"));
        assert_eq!(paths.templates(), Path::new("/c/regards/templates"));
        assert_eq!(paths.drafts(), Path::new("/d/regards/drafts"));
        assert_eq!(paths.journal(), Path::new("/s/regards/journal"));
        assert_eq!(paths.copies(), Path::new("/s/regards/copies"));
        assert_eq!(paths.recent_file(), Path::new("/s/regards/recent.json"));
        assert_eq!(problems, [""; 0]);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn without_them_the_platform_s_places_serve() {
        let home = home();
        let root = home.path();
        let (paths, problems) = find(&[("HOME", root.to_str().expect("UTF-8"))], None).expect("a home");
        assert_eq!(paths.config, root.join(".config/regards"));
        assert_eq!(paths.data, root.join(".local/share/regards"));
        assert_eq!(paths.state, root.join(".local/state/regards"));
        assert_eq!(problems, [""; 0]);
    }

    #[test]
    fn relative_places_are_named_and_ignored() {
        let home = home();
        let root = home.path().to_str().expect("UTF-8");
        for name in ["REGARDS_CONFIG_DIR", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"] {
            let (paths, problems) = find(&[("HOME", root), (name, "\u{1b}x/")], None).expect("a home");
            assert_eq!(paths, find(&[("HOME", root)], None).expect("a home").0);
            let expected = format!("{name}: `^[x` is not a full path and is ignored. Begin it with /");
            assert_eq!(problems, [expected]);
        }
    }

    #[test]
    fn a_useless_home_is_replaced_and_named() {
        let home = home();
        let system = home.path().to_str().expect("UTF-8");
        for vars in [&[][..], &[("HOME", "")], &[("HOME", "relative")], &[("HOME", "/not/there")]] {
            let (paths, problems) = find(vars, Some(system)).expect("the system knows one");
            assert!(paths.config.starts_with(system) && paths.state.starts_with(system));
            let last = problems.last().expect("said");
            assert_eq!(*last, format!("HOME: of no use, so {system} stands in for it"));
        }
        for system in [None, Some("relative"), Some("/not/there")] {
            let problem = find(&[("HOME", "/not/there")], system).expect_err("no home");
            assert!(problem.to_string().contains("Set HOME"), "{problem}");
        }
    }

    #[test]
    fn an_empty_variable_is_unset() {
        let home = home();
        let root = home.path().to_str().expect("UTF-8");
        let vars = [("HOME", root), ("REGARDS_CONFIG_DIR", ""), ("XDG_DATA_HOME", "")];
        assert_eq!(find(&vars, None).expect("a home"), find(&[("HOME", root)], None).expect("a home"));
    }
}
