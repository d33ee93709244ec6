//! The letters at their best, word for word. `REGARDS_UPDATE=1 cargo test --test letters` writes them anew.

use super::{catalog, render, samples};
use regards::domain::style::{Formality, Spelling};
use std::path::Path;

#[test]
fn the_letters_read_as_they_did() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let update = std::env::var_os("REGARDS_UPDATE").is_some();
    let mut changed = Vec::new();
    for scenario in catalog().scenarios().iter().filter(|scenario| scenario.head.group == "letters") {
        for used in &scenario.head.channels {
            let mut draft = samples::example(scenario, used.channel, 0);
            if scenario.head.id == "runner-up-note" {
                draft.formality = Formality::Friendly;
            }
            let text = format!("{}\n", render(&draft, Spelling::British).text());
            let path = folder.join(format!("{}.{}.txt", scenario.head.id, used.channel));
            if std::fs::read_to_string(&path).is_ok_and(|known| known == text) {
                continue;
            }
            if update {
                write(&path, &text);
            } else {
                changed.push(format!("{}:\n{text}", path.display()));
            }
        }
    }
    assert!(changed.is_empty(), "these letters have changed:\n\n{}", changed.join("\n"));
}

#[allow(clippy::disallowed_methods, reason = "a golden letter may be torn: it is under version control")]
fn write(path: &Path, text: &str) {
    // A golden file is under version control: half of one is seen at once.
    std::fs::write(path, text).expect("the golden files can be written");
}
