//! Terminal events to messages, model to frame.

pub mod events;
pub mod input;
pub mod keymap;
pub mod terminal;
pub mod theme;
pub mod view;
