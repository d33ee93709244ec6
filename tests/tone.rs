//! The tone rules on whole letters: stated ones, and letters by other hands.

#[path = "tone/bench.rs"]
mod bench;
#[path = "tone/figures.rs"]
mod figures;
#[path = "tone/near_misses.rs"]
mod near_misses;
#[path = "tone/robust.rs"]
mod robust;
#[path = "tone/stated.rs"]
mod stated;
