//! A panic in any thread ends the program: text saved, terminal given back, one plain message.
//!
//! An interface that goes on after one of its threads died is an interface without keys, or one that says
//! "saved" and does not. What the message may hold is decided here: never the values that a panic formats,
//! because they quote what the person wrote.

use super::Terminal;
use super::ending::Claim;
use std::io::{self, Write};
use std::panic::{self, PanicHookInfo};
use std::path::Path;

/// The exit code of an internal error; the text is kept.
pub const INTERNAL_ERROR: i32 = 70;

/// Longest part of a panic's own words, in characters.
const LONGEST_WORDS: usize = 120;
/// Longest path, in characters: more than any system allows.
const LONGEST_PATH: usize = 4096;

impl Terminal {
    /// From now on a panic in any thread ends the process through the one path, with exit code 70.
    pub fn catch_panics(&self) {
        let terminal = self.clone();
        panic::set_hook(Box::new(move |panic| {
            if terminal.shared.will.claim() == Claim::Again {
                std::process::exit(INTERNAL_ERROR);
            }
            terminal.shared.will.save();
            terminal.leave_for_good();
            let message = message(panic, terminal.shared.will.kept_in().as_deref());
            // Nobody to tell if even that is closed.
            let _ = io::stderr().write_all(message.as_bytes());
            std::process::exit(INTERNAL_ERROR);
        }));
    }
}

fn message(panic: &PanicHookInfo<'_>, kept_in: Option<&Path>) -> String {
    let place = panic.location().map(|place| format!(" at {}:{}", place.file(), place.line()));
    let words = literal(panic).map(|words| format!(": {}", escaped(words, LONGEST_WORDS)));
    let kept = match kept_in {
        Some(path) => format!("Your text is kept in {}.", escaped(&path.display().to_string(), LONGEST_PATH)),
        None => "Nothing was being written.".to_string(),
    };
    format!(
        "regards: stopped by a mistake of its own{}{}. {kept}\n",
        place.unwrap_or_default(),
        words.unwrap_or_default()
    )
}

/// The panic's words if they stand in the program as they are; formatted ones may quote the person's text.
fn literal<'a>(panic: &'a PanicHookInfo<'_>) -> Option<&'a str> {
    panic.payload().downcast_ref::<&'static str>().copied()
}

fn escaped(text: &str, most: usize) -> String {
    let mut shown = String::new();
    for c in text.chars().take(most) {
        if c.is_control() {
            shown.extend(c.escape_default());
        } else {
            shown.push(c);
        }
    }
    shown
}
