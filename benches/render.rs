//! Reading the shipped files, and making one letter of a draft.

use divan::Bencher;
use jiff::civil::Date;
use regards::compose::{Catalog, Render, Setting};
use regards::domain::draft::{Answers, Draft};
use regards::domain::style::Spelling;
use regards::services::library;

fn main() {
    divan::main();
}

const SCENARIOS: [&str; 5] = [
    "decline-interview",
    "withdraw-acceptance",
    "request-offer-reversal",
    "post-rejection-follow-up",
    "runner-up-note",
];

#[divan::bench]
fn manifests() -> usize {
    Catalog::assemble(library::builtin().collect()).0.scenarios().len()
}

#[divan::bench]
fn manifests_and_templates() -> usize {
    let (catalog, _) = Catalog::assemble(library::builtin().collect());
    catalog.template_problems().len()
}

#[divan::bench(args = SCENARIOS)]
fn letter(bencher: Bencher, id: &str) {
    let (catalog, _) = Catalog::assemble(library::builtin().collect());
    let scenario = catalog.scenario(id).expect("it is shipped");
    let mut draft = Draft::new(id, scenario.default_channel());
    draft.answers = scenario.example.clone();
    let nobody = Answers::new();
    let setting = Setting {
        today: Date::constant(2026, 11, 24),
        time: None,
        spelling: Spelling::British,
        profile: &nobody,
    };
    let mut renderer = &catalog;
    bencher.bench_local(|| renderer.render(&draft, &setting));
}
