//! Lends the terminal to the person's own editor and takes it back, whatever the editor did to it.

use super::{Phase, Terminal, lock, modes, tty};
use std::fmt;
use std::io;
use std::path::Path;
use std::process::{Command, ExitStatus};
use std::time::Instant;

/// Why the editor did not run.
#[derive(Debug)]
pub enum EditorError {
    /// The command is empty or has a quotation mark without its partner.
    Command,
    /// It could not be started; the program's name and the system's reason.
    Start(String, io::Error),
    /// The terminal could not be taken back.
    Terminal(io::Error),
}

impl fmt::Display for EditorError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EditorError::Command => {
                write!(f, "the editor's command is empty or has a quotation mark without its partner")
            }
            EditorError::Start(program, error) => write!(f, "cannot start `{program}`: {error}"),
            EditorError::Terminal(error) => write!(f, "cannot take the terminal back: {error}"),
        }
    }
}

impl std::error::Error for EditorError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            EditorError::Command => None,
            EditorError::Start(_, error) | EditorError::Terminal(error) => Some(error),
        }
    }
}

impl Terminal {
    /// Runs a command in the style of `$VISUAL` on a file and waits for its end. Keys are its own
    /// meanwhile; afterwards everything is entered again and the next frame is drawn from nothing.
    ///
    /// # Errors
    /// The command is no command, does not start, or the terminal is gone. An editor that fails is not an
    /// error: its status says so.
    pub fn run_external(&self, command: &str, file: &Path) -> Result<ExitStatus, EditorError> {
        let words = split_command(command).ok_or(EditorError::Command)?;
        let (program, arguments) = words.split_first().ok_or(EditorError::Command)?;
        self.shared.gate.close();
        self.shared.leave_to(Phase::Lent);
        let status = Command::new(program).args(arguments).arg(file).status();
        if !status.as_ref().is_ok_and(ExitStatus::success) {
            lock(&self.shared.state).failed_editor = Some(Instant::now());
        }
        let taken = self.take_back();
        self.shared.gate.open();
        taken.map_err(EditorError::Terminal)?;
        status.map_err(|error| EditorError::Start(program.clone(), error))
    }

    fn take_back(&self) -> io::Result<()> {
        // The editor may have died in its own screen, with its own modes.
        tty::write_all(&modes::off())?;
        self.shared.enter_from(Phase::Lent, &[])?;
        // What is left of its keys, or the terminal's answers to it, is not for us.
        tty::discard_input();
        Ok(())
    }
}

/// Splits a command into words as a shell would: spaces, single and double quotation marks, and on Unix
/// the backslash. Nothing is expanded or run. `None` for a command without words or with an open quotation.
pub fn split_command(command: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote: Option<char> = None;
    let mut characters = command.chars();
    while let Some(c) = characters.next() {
        match (quote, c) {
            (Some(mark), c) if c == mark => quote = None,
            // Inside single marks a backslash is itself; on Windows it is a part of paths.
            (None | Some('"'), '\\') if cfg!(unix) => {
                word.get_or_insert_default().push(characters.next()?);
            }
            (Some(_), c) => word.get_or_insert_default().push(c),
            (None, '\'' | '"') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, c) if c.is_whitespace() => words.extend(word.take()),
            (None, c) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    let whole = quote.is_none() && words.first().is_some_and(|program| !program.is_empty());
    whole.then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_split_like_a_shell() {
        for (command, words) in [
            ("vim", vec!["vim"]),
            ("  code --wait ", vec!["code", "--wait"]),
            ("'/opt/My Editor/ed' -x", vec!["/opt/My Editor/ed", "-x"]),
            ("emacs -f \"a b\"c ''", vec!["emacs", "-f", "a bc", ""]),
        ] {
            assert_eq!(split_command(command).as_deref(), Some(words.map_to_strings().as_slice()));
        }
        for nonsense in ["", "  ", "vim 'x", "\"", "''"] {
            assert_eq!(split_command(nonsense), None, "{nonsense:?}");
        }
    }

    #[test]
    #[cfg(unix)]
    fn a_backslash_quotes_the_next_character() {
        let words = split_command(r#"/opt/My\ Editor "a\"b" 'c\d'"#);
        assert_eq!(words, Some(vec!["/opt/My Editor".into(), "a\"b".into(), "c\\d".into()]));
        assert_eq!(split_command("vim \\"), None);
    }

    #[test]
    fn nothing_is_expanded() {
        let words = split_command("ed $(rm x) `y` $HOME ; z");
        assert_eq!(words.map(|words| words.len()), Some(7));
    }

    trait MapToStrings {
        fn map_to_strings(self) -> Vec<String>;
    }

    impl MapToStrings for Vec<&str> {
        fn map_to_strings(self) -> Vec<String> {
            self.into_iter().map(String::from).collect()
        }
    }
}
