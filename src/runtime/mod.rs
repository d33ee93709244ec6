//! Wiring: reads the world, runs the interface, performs effects; and the commands that need no terminal.

pub mod check;
pub mod commands;
pub mod doctor;
pub mod failure;
pub mod given;
mod interface;
mod keeper;
mod report;
pub mod rules;
pub mod templates;
mod world;

pub use interface::{Start, interface};
