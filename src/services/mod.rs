//! The outside world: paths, files, clipboard. Imports nothing above `domain`.

pub mod clipboard;
pub mod files;
pub mod library;
pub mod paths;
