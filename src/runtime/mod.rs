//! Wiring: reads the world, runs the interface, performs effects; and the commands that need no terminal.

pub mod commands;
pub mod doctor;
pub mod failure;
pub mod given;
mod interface;
mod keeper;
pub mod templates;
mod world;

pub use interface::{Start, interface};
