//! Puts a letter where the person can paste it, and says truthfully what is known about that.
//!
//! On X11 and Wayland a copied text lives only as long as the program that offers it, so a small second
//! process holds it ([`holder`]). Over a network the display belongs to the wrong machine, so the text goes
//! through the terminal, which never answers. What cannot be confirmed is saved in a file as well.
//! Nothing here cleans text: that is done before it arrives.

use std::path::PathBuf;
use std::time::{Duration, Instant};

mod bounded;
mod command;
mod environment;
mod file;
mod holder;
mod native;
mod osc52;
mod outcome;
mod preference;
mod route;
mod terminal;

pub use environment::Environment;
pub use holder::{HOLDER_ARGUMENT, SESSION_ARGUMENT, run_holder_if_asked};
pub use outcome::{Cause, Outcome};
pub use preference::{Preference, UnknownPreference};
pub use route::{Multiplexer, Route, Step, Way, route};
pub use terminal::write_to_tty;

/// Writes bytes to the terminal in one piece. The interface passes one that holds its draw lock and calls
/// [`write_to_tty`]; the headless commands pass [`write_to_tty`] itself.
pub type WriteTerminal<'a> = &'a dyn Fn(&[u8]) -> std::io::Result<()>;

/// All display servers together get this long, so that a frozen session is answered within two seconds.
const DISPLAY_BUDGET: Duration = Duration::from_millis(1900);

/// The clipboard as the person set it up.
#[derive(Debug, Clone)]
pub struct Clipboard {
    preference: Preference,
    copies: PathBuf,
    program: PathBuf,
}

impl Clipboard {
    /// `copies` is the directory for texts whose arrival is not certain; it is made when first needed.
    pub fn new(preference: Preference, copies: PathBuf) -> Self {
        Self { preference, copies, program: holder::this_program() }
    }

    /// Holds the text with another executable than this one. Its `main` must call [`run_holder_if_asked`].
    pub fn with_program(self, program: impl Into<PathBuf>) -> Self {
        Self { program: program.into(), ..self }
    }

    /// What [`Clipboard::copy`] would try, in order, and why.
    pub fn route(&self, environment: &Environment) -> Route {
        route(&self.preference, environment)
    }

    /// Copies `text`. Blocks for up to two seconds a way, so never call it on the thread that draws.
    pub fn copy(&self, text: &str, environment: &Environment, write: WriteTerminal<'_>) -> Outcome {
        if text.is_empty() {
            return Outcome::Failed { why: "There is nothing to copy: the text is empty.".into() };
        }
        let route = self.route(environment);
        let displays_until = Instant::now() + DISPLAY_BUDGET;
        let mut causes = Vec::new();
        for step in &route.steps {
            let tried = match &step.way {
                Way::Wayland | Way::X11 => {
                    native::copy(text, &step.way, environment, &self.program, displays_until)
                }
                Way::System => native::copy_to_system(text),
                Way::Command(line) => command::copy(text, line, &self.program),
                Way::Terminal(multiplexer) => {
                    terminal::send(text, *multiplexer, environment, write).map(|in_tmux| Outcome::Sent {
                        in_tmux,
                        too_long: terminal::may_be_too_long(text, environment),
                        saved: file::save(text, &self.copies),
                    })
                }
            };
            match tried {
                Ok(outcome) => return outcome,
                Err(cause) if causes.contains(&cause) => {}
                Err(cause) => causes.push(cause),
            }
        }
        if causes.is_empty() {
            causes.push(route.nothing);
        }
        match file::save(text, &self.copies) {
            Ok(path) => Outcome::Saved { causes, path },
            Err(why) => Outcome::Failed { why: format!("{}{why}", outcome::sentences(&causes)) },
        }
    }
}
