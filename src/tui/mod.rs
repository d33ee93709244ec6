//! Terminal events to messages, model to frame.

pub mod input;
pub mod keymap;
pub mod theme;
pub mod view;
