//! Text in, text out: manifests and templates. No clock, no disk, no terminal.

pub mod answers;
pub mod catalog;
pub mod dates;
mod engine;
mod filters;
mod head;
mod instrument;
mod manifest;
mod marks;
pub mod own;
pub mod render;
mod toml_reader;
pub mod tone;
mod trial;
mod words;

pub use catalog::Catalog;
pub use render::{Render, Setting};
pub use toml_reader::line_and_column;
