//! The words of the field as types. Nothing here reads a file, a clock or a terminal.

pub mod clean;
pub mod draft;
pub mod letter;
pub mod problem;
pub mod profile;
pub mod review;
pub mod scenario;
pub mod settings;
pub mod source;
pub mod style;
