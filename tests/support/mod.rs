//! Drives the program without a terminal: keys in, screen and effects out.
#![allow(dead_code, reason = "each test file uses its own part of the support")]

pub mod journey;
