//! The shipped rule pack: its examples, its sources, and that it is whole.

use regards::compose::Catalog;
use regards::compose::tone::pack::{compile, merge, read};
use regards::compose::tone::{Rulebook, core_files, trial};
use regards::services::library;

/// The shipped pack with what is wrong with it.
fn shipped() -> (regards::compose::tone::pack::Pack, Vec<String>) {
    let (pack, mut problems) = read("core", &core_files());
    let (merged, wrong) = merge(vec![pack]);
    problems.extend(wrong);
    problems.extend(compile(merged.clone(), Vec::new()).1);
    (merged, problems.iter().map(ToString::to_string).collect())
}

#[test]
fn the_shipped_pack_has_no_problem() {
    let (_, problems) = shipped();
    assert!(problems.is_empty(), "{problems:#?}");
}

#[test]
fn every_example_comes_out_as_stated() {
    let (pack, _) = shipped();
    let catalog = Catalog::assemble(library::builtin().collect()).0;
    let book = Rulebook::new(compile(pack.clone(), Vec::new()).0);
    let outcome = trial(&pack, book, None, &|id| catalog.scenario(id).cloned());
    let problems: Vec<String> = outcome.problems.iter().map(ToString::to_string).collect();
    assert!(problems.is_empty(), "{} of {}: {problems:#?}", problems.len(), outcome.tried);
    assert!(outcome.tried > 1000, "{} examples", outcome.tried);
}
