//! The tone engine: what a letter keeps, what would hurt in it, and why.
//!
//! ```text
//! text → paragraphs → words → sentences → clause marks → signals → parts of a letter → rules → findings
//!        (remembered by paragraph up to the signals)               (the whole letter, cheap)
//! ```
//! Every word keeps its bytes from the start: nothing is ever searched again.

mod anchor;
mod case;
mod checks;
mod facts;
mod fixing;
mod judge;
mod language;
mod outlook;
pub mod pack;
pub mod pattern;
pub mod policy;
mod reading;
mod rearrange;
mod reviewer;
mod rulebook;
mod rules;
pub mod scan;
pub mod text;
mod timing;
mod trial;

pub use case::Case;
pub use reviewer::Reviewer;
pub use rulebook::{Ready, Rulebook};
pub use rules::{Rules, core, core_files};
pub use trial::{Outcome, trial, unknown_slots};
