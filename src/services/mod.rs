//! The outside world: paths, files, clipboard. Imports nothing above `domain`.

pub mod clipboard;
pub mod clock;
pub mod config;
pub mod drafts;
pub mod files;
pub mod journal;
mod keys;
pub mod library;
pub mod paths;
pub mod profile;
pub mod recent;
