//! Where templates come from: shipped ones inside the program, the person's own ones from a folder.
//!
//! A file is known by its layer and its path relative to the templates folder; a user file stands for the
//! shipped one of the same path. What cannot be used is a problem, and the rest counts. Nothing here knows
//! what a template means.

mod eject;
mod walk;

pub use eject::{EjectFailure, eject};
pub use walk::{packs, user};

use crate::domain::scenario::Layer;
use crate::domain::source::Source;
use std::borrow::Cow;

/// Names and texts, listed by the build script.
static SHIPPED: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/shipped.rs"));

/// The shipped files, ordered by name. No text is copied or looked at.
pub fn builtin() -> impl Iterator<Item = Source> {
    SHIPPED.iter().filter(|(name, _)| is_template_file(name)).map(|(name, text)| Source {
        name: (*name).to_string(),
        layer: Layer::Builtin,
        path: None,
        text: Cow::Borrowed(*text),
    })
}

/// Whether a file is a manifest, a list of fields or a template, by the end of its name.
fn is_template_file(name: &str) -> bool {
    name.ends_with(".toml") || name.ends_with(".tera")
}

/// Whether a name may become a folder or a file: `[a-z0-9][a-z0-9-]{0,63}`.
pub fn is_slug(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    name.len() <= 64 && name.starts_with(plain) && name.chars().all(|c| plain(c) || c == '-')
}

#[cfg(all(test, unix))]
mod tests;
