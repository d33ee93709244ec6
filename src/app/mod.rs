//! The whole program without a terminal.

pub mod editor;
