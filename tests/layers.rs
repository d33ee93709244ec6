//! The arrows between layers point down only.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Layer → the layers it may name.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("compose", &["domain"]),
    ("services", &["domain"]),
    ("app", &["domain", "compose"]),
    ("tui", &["domain", "app"]),
    ("runtime", &["domain", "compose", "services", "app", "tui"]),
    ("cli", &["domain", "compose", "services", "app", "tui", "runtime"]),
];

/// Crates that belong to one side of the program: the rest must not know them.
const ONLY_IN: &[(&str, &[&str])] = &[
    ("ratatui", &["tui"]),
    // The clipboard writes what crossterm knows of OSC 52.
    ("crossterm", &["tui", "services"]),
    ("tera", &["compose"]),
    ("arboard", &["services"]),
    ("directories", &["services"]),
    ("clap", &["cli", "runtime"]),
];

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder can be read").flatten() {
        let path = entry.path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

fn sources() -> Vec<(String, String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    files(&root, &mut found);
    found
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(&root).expect("it lies in src").to_string_lossy().replace('\\', "/");
            let layer = name.split(['/', '.']).next().unwrap_or_default().to_string();
            let text = fs::read_to_string(&path).expect("it can be read");
            (layer, name, text)
        })
        .collect()
}

/// Layers that a text names by `crate::…`.
fn named(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    for (place, _) in text.match_indices("crate::") {
        let rest = &text[place + 7..];
        match rest.strip_prefix('{') {
            Some(list) => names.extend(heads(list)),
            None => names.push(word(rest)),
        }
    }
    names
}

fn word(text: &str) -> String {
    text.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect()
}

/// The first word of each item of a braced list; items may hold braces of their own.
fn heads(list: &str) -> Vec<String> {
    let (mut depth, mut start, mut heads) = (0, 0, Vec::new());
    for (place, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            ',' | '}' if depth == 0 => {
                heads.push(word(list[start..place].trim_start()));
                start = place + 1;
                if c == '}' {
                    break;
                }
            }
            '}' => depth -= 1,
            _ => {}
        }
    }
    heads
}

#[test]
fn imports_are_found_in_every_form() {
    assert_eq!(named("use crate::app::x; crate::tui::y()"), ["app", "tui"]);
    assert_eq!(
        named("use crate::{domain::{a, b}, services, runtime::c};"),
        ["domain", "services", "runtime"]
    );
}

#[test]
fn arrows_point_down() {
    let rules: BTreeMap<&str, &[&str]> = MAY_IMPORT.iter().copied().collect();
    let mut wrong = Vec::new();
    let mut checked = 0;
    for (layer, name, text) in sources() {
        let Some(allowed) = rules.get(layer.as_str()) else { continue };
        checked += 1;
        for import in named(&text) {
            let is_layer = rules.contains_key(import.as_str());
            if is_layer && import != layer && !allowed.contains(&import.as_str()) {
                wrong.push(format!("{name}: crate::{import}"));
            }
        }
    }
    assert!(checked > 20, "only {checked} files were found");
    assert!(wrong.is_empty(), "these point up:\n{}", wrong.join("\n"));
}

#[test]
fn crates_stay_on_their_side() {
    let mut wrong = Vec::new();
    for (layer, name, text) in sources() {
        for (library, layers) in ONLY_IN {
            let used = text.lines().any(|line| {
                let line = line.trim_start();
                !line.starts_with("//")
                    && (line.contains(&format!("{library}::"))
                        || line.starts_with(&format!("use {library};")))
            });
            if used && !layers.contains(&layer.as_str()) {
                wrong.push(format!("{name}: {library}"));
            }
        }
    }
    assert!(wrong.is_empty(), "these know what they should not:\n{}", wrong.join("\n"));
}

#[test]
fn files_stay_small() {
    let large: Vec<String> = sources()
        .iter()
        .map(|(_, name, text)| (text.lines().count(), name))
        .filter(|(lines, _)| *lines > 500)
        .map(|(lines, name)| format!("{name}: {lines} lines"))
        .collect();
    assert!(large.is_empty(), "these want to be two:\n{}", large.join("\n"));
}
