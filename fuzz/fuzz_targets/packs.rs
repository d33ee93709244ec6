//! Any file of a pack: it is read or named, and the shipped rules stay.
#![no_main]

use libfuzzer_sys::fuzz_target;
use regards::compose::tone::Rules;
use regards::domain::scenario::Layer;
use regards::domain::source::Source;

fuzz_target!(|text: String| {
    let name = "mine/rules/mine.toml".to_string();
    let rules = Rules::new(vec![Source { name, layer: Layer::User, path: None, text: text.into() }]);
    // A pack may change or switch off a shipped rule; it cannot take one away.
    assert!(rules.book().rule("thank-first").is_some());
});
