//! Terminal events to messages, model to frame.

pub mod terminal;
