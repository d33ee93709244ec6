//! The screens: each holds its own place and knows its own keys.

pub mod composer;
pub mod picker;
pub mod review;
