//! regards writes the hard letters of a job search, in the terminal.
//!
//! The code map. Arrows point down only; `tests/layers.rs` enforces it.
//!
//! ```text
//! main → cli, runtime
//! runtime → tui → app → compose → domain
//! runtime → services ──────────→ domain
//! ```
//!
//! | module | is |
//! |---|---|
//! | [`domain`] | the words of the field as types: scenario, field, draft, letter, channel, problem |
//! | [`compose`] | text in, text out: manifests and templates. No clock, no disk, no terminal |
//! | [`services`] | paths, library, drafts and journal, settings, clipboard |
//! | [`app`] | the whole program without a terminal: model, message, update, effect |
//! | [`tui`] | events to messages, model to frame |
//! | [`runtime`] | wiring: performs effects; the headless commands |
//! | [`cli`] | arguments as typed; one place that prints an error |

pub mod app;
pub mod cli;
pub mod compose;
pub mod domain;
pub mod runtime;
pub mod services;
pub mod tui;
