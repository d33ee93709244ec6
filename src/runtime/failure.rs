//! What a person sees when something fails: what, where, what to do; and the exit code.

use crate::domain::clean::{self, CleanLine, CleanText};
use crate::domain::problem::Problem;
use std::fmt;

/// The program ends without having done what was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    kind: Kind,
    what: String,
    details: Vec<String>,
    hint: Option<String>,
}

/// Why, which decides the exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A letter or a pack was looked at, and something was found: 1. It has been said already.
    Found,
    /// Wrong usage or input: 2.
    Usage,
    /// A template is wrong or over its limits: 3.
    Template,
    /// A file could not be read or written: 4.
    File,
    /// Delivery failed: 5.
    Delivery,
    /// Whoever reads our output has stopped reading: 0.
    Closed,
}

impl Failure {
    fn new(kind: Kind, what: impl Into<String>) -> Failure {
        Failure { kind, what: what.into(), details: Vec::new(), hint: None }
    }

    /// Something was found that was asked for. It has been said already.
    pub fn found() -> Failure {
        Failure::new(Kind::Found, "")
    }

    /// Wrong usage or input.
    pub fn usage(what: impl Into<String>) -> Failure {
        Failure::new(Kind::Usage, what)
    }

    /// A template is wrong.
    pub fn template(problem: &Problem) -> Failure {
        let mut failure =
            Failure::new(Kind::Template, CleanLine::of(&problem.to_string()).text.into_string());
        let excerpt = problem.excerpt.iter().flat_map(|text| text.lines());
        failure.details.extend(excerpt.map(|line| clean::escape_for_message(line, 120)));
        failure
    }

    /// Answers that cannot be used, a sentence each. There is at least one.
    pub fn answers(mut wrong: Vec<String>) -> Failure {
        if wrong.len() == 1 {
            return Failure::usage(wrong.remove(0));
        }
        let mut failure = Failure::usage(format!("{} answers cannot be used", wrong.len()));
        failure.details = wrong;
        failure
    }

    /// A file could not be read or written.
    pub fn file(what: impl fmt::Display) -> Failure {
        Failure::new(Kind::File, what.to_string())
    }

    /// The letter did not get where it should.
    pub fn delivery(what: impl Into<String>) -> Failure {
        Failure::new(Kind::Delivery, what)
    }

    /// Standard output cannot be written.
    pub fn output(error: std::io::Error) -> Failure {
        if error.kind() == std::io::ErrorKind::BrokenPipe {
            return Failure::new(Kind::Closed, "");
        }
        Failure::new(Kind::File, format!("standard output: {error}"))
    }

    /// The same, with what to do next.
    pub fn hint(mut self, hint: impl Into<String>) -> Failure {
        self.hint = Some(hint.into());
        self
    }

    /// The exit code.
    pub fn code(&self) -> u8 {
        match self.kind {
            Kind::Found => 1,
            Kind::Usage => 2,
            Kind::Template => 3,
            Kind::File => 4,
            Kind::Delivery => 5,
            Kind::Closed => 0,
        }
    }

    /// Whether there is nobody to tell.
    pub fn is_quiet(&self) -> bool {
        matches!(self.kind, Kind::Closed | Kind::Found)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "regards: {}", CleanText::of(&self.what).text)?;
        for line in &self.details {
            writeln!(f, "  {}", CleanLine::of(line).text.trim_end())?;
        }
        if let Some(hint) = &self.hint {
            writeln!(f, "{}", CleanText::of(hint).text)?;
        }
        Ok(())
    }
}
