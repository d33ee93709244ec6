//! The outside world: paths, files, clipboard. Imports nothing above `domain`.

pub mod clipboard;
