//! The tone rules on whole letters: stated ones, and letters by other hands.

#[path = "tone/bench.rs"]
mod bench;
#[path = "tone/figures.rs"]
mod figures;
#[path = "tone/stated.rs"]
mod stated;
