//! Terminal events to messages, model to frame.

pub mod events;
pub mod terminal;
