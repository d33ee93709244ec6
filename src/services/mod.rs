//! The outside world: paths, files, clipboard. Imports nothing above `domain`.

pub mod clipboard;
pub mod drafts;
pub mod files;
pub mod journal;
pub mod library;
pub mod paths;
