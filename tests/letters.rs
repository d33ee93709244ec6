//! Reads the shipped letters as their reader would: every letter, with every mixture of answers.
//!
//! `samples` makes the drafts, `checks` is what is asked of each letter, `manifests` reads the questions and
//! the files themselves, `golden` holds the letters at their best, `typed` what people
//! really type. Nothing here draws or touches a terminal.

#[path = "letters/checks.rs"]
mod checks;
#[path = "letters/golden.rs"]
mod golden;
#[path = "letters/manifests.rs"]
mod manifests;
#[path = "letters/rules.rs"]
mod rules;
#[path = "letters/samples.rs"]
mod samples;
#[path = "letters/typed.rs"]
mod typed;

use checks::{Faults, Reading};
use regards::compose::{Catalog, Render, Setting};
use regards::domain::draft::{Answers, Draft};
use regards::domain::letter::Letter;
use regards::domain::scenario::{BandPlace, Layer, Scenario};
use regards::domain::source::Source;
use regards::domain::style::{Channel, Formality, Length, Spelling};
use samples::{Random, Words};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The letters, read from the folder and not from the program, so that an edit counts at once.
fn catalog() -> &'static Catalog {
    static CATALOG: OnceLock<Catalog> = OnceLock::new();
    CATALOG.get_or_init(|| {
        let (catalog, problems) = Catalog::assemble(files());
        assert_eq!(problems, [], "the shipped manifests are right");
        assert_eq!(catalog.template_problems(), [], "the shipped templates load");
        catalog
    })
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("templates")
}

fn files() -> Vec<Source> {
    let mut sources = Vec::new();
    for folder in std::fs::read_dir(folder()).expect("the templates are there").flatten() {
        for file in std::fs::read_dir(folder.path()).into_iter().flatten().flatten() {
            let name =
                format!("{}/{}", folder.file_name().to_string_lossy(), file.file_name().to_string_lossy());
            let text = std::fs::read_to_string(file.path()).expect("a template is text").into();
            sources.push(Source { name, layer: Layer::Builtin, path: None, text });
        }
    }
    sources
}

fn render(draft: &Draft, spelling: Spelling) -> Letter {
    let nobody = Answers::new();
    let setting = Setting { today: samples::TODAY, time: None, spelling, profile: &nobody };
    let mut catalog = catalog();
    catalog.generated(draft, &setting).unwrap_or_else(|problem| panic!("{problem}\n{:?}", problem.excerpt))
}

/// Every style of a set of answers: channel, formality, length, and five ways through the wordings.
fn styles(scenario: &Scenario, answers: &Answers, random: &mut Random, mut each: impl FnMut(&Draft)) {
    for used in &scenario.head.channels {
        let blocks = catalog().blocks(&scenario.head.id, used.channel);
        for formality in Formality::ALL {
            for length in Length::ALL {
                for way in 0..5 {
                    let mut draft = Draft::new(&scenario.head.id, used.channel);
                    draft.answers = answers.clone();
                    draft.formality = *formality;
                    draft.length = *length;
                    for block in &blocks {
                        let wording = if way < 3 { way } else { random.below(3) };
                        draft.wordings.insert(block.clone(), wording);
                    }
                    each(&draft);
                }
            }
        }
    }
}

/// The most sets of answers that are tried of each scenario.
const SETS: usize = 24;

#[test]
fn every_letter_reads_well_whatever_was_answered() {
    let mut random = Random::seeded(20_261_124);
    let faults = Faults::default();
    for scenario in catalog().scenarios() {
        for answers in samples::sets(scenario, Words::Typical, SETS, &mut random) {
            styles(scenario, &answers, &mut random, |draft| {
                let letter = render(draft, Spelling::British);
                Reading { faults: &faults, scenario, draft, letter: &letter }.is_good();
            });
        }
    }
    faults.none();
}

#[test]
fn the_longest_answers_stay_within_the_band() {
    let mut random = Random::seeded(7);
    let faults = Faults::default();
    for scenario in catalog().scenarios() {
        for answers in samples::sets(scenario, Words::Longest, 12, &mut random) {
            styles(scenario, &answers, &mut random, |draft| {
                let letter = render(draft, Spelling::American);
                Reading { faults: &faults, scenario, draft, letter: &letter }.fits();
            });
        }
    }
    faults.none();
}

#[test]
fn every_choice_finds_its_words() {
    let mut random = Random::seeded(42);
    let faults = Faults::default();
    for scenario in catalog().scenarios() {
        for answers in samples::every_choice(scenario) {
            styles(scenario, &answers, &mut random, |draft| {
                let letter = render(draft, Spelling::American);
                Reading { faults: &faults, scenario, draft, letter: &letter }.is_good();
            });
        }
    }
    faults.none();
}

#[test]
fn a_typical_letter_is_as_long_as_it_should_be() {
    for scenario in catalog().scenarios() {
        for used in &scenario.head.channels {
            for wording in 0..3 {
                let draft = samples::example(scenario, used.channel, wording);
                let words = render(&draft, Spelling::British).words();
                let band = scenario.bands[&used.channel];
                let place = band.place(words);
                let near = place == BandPlace::Right || words.abs_diff(band.to as usize) * 5 < words;
                assert!(near, "{} {} wording {wording}: {words} words", scenario.head.id, used.channel);
            }
        }
    }
}

#[test]
fn one_sentence_can_be_left_out_without_a_seam() {
    let mut random = Random::seeded(3);
    let faults = Faults::default();
    for scenario in catalog().scenarios() {
        let answers = samples::fullest(scenario);
        for step in &scenario.moves {
            styles(scenario, &answers, &mut random, |draft| {
                let mut draft = draft.clone();
                draft.dropped.insert(step.id.clone());
                let letter = render(&draft, Spelling::British);
                Reading { faults: &faults, scenario, draft: &draft, letter: &letter }.has_no_seam();
            });
        }
    }
    faults.none();
}

#[test]
fn every_question_changes_a_letter() {
    for scenario in catalog().scenarios() {
        // What only improves advice is never printed.
        for field in scenario.fields.iter().filter(|field| !field.advice) {
            let with = samples::around(scenario, field);
            let changed = samples::other_answers(field, with.get(&field.key)).into_iter().any(|other| {
                let mut without = with.clone();
                match other {
                    Some(answer) => without.insert(field.key.clone(), answer),
                    None => without.remove(&field.key),
                };
                texts(scenario, &with) != texts(scenario, &without)
            });
            assert!(changed, "{}: the answer to `{}` changes nothing", scenario.head.id, field.key);
        }
    }
}

#[test]
fn every_move_is_somewhere_and_its_sentence_can_be_found() {
    for scenario in catalog().scenarios() {
        let with = samples::fullest(scenario);
        for step in &scenario.moves {
            let blocks = scenario
                .head
                .channels
                .iter()
                .any(|used| catalog().blocks(&scenario.head.id, used.channel).contains(&step.block));
            assert!(blocks, "{}: `{}` is in no block `{}`", scenario.head.id, step.id, step.block);
            let asked: Vec<Channel> = scenario
                .head
                .channels
                .iter()
                .map(|used| used.channel)
                .filter(|channel| catalog().droppable(scenario, *channel).contains(&step.id.as_str()))
                .collect();
            let changes = samples::variants(scenario, &with).iter().any(|answers| {
                asked.iter().any(|channel| {
                    let mut draft = Draft::new(&scenario.head.id, *channel);
                    draft.answers = answers.clone();
                    let whole = render(&draft, Spelling::British);
                    draft.dropped.insert(step.id.clone());
                    whole != render(&draft, Spelling::British)
                })
            });
            assert!(
                asked.is_empty() || changes,
                "{}: leaving out `{}` changes nothing",
                scenario.head.id,
                step.id
            );
        }
    }
}

#[test]
fn what_is_not_answered_shows_as_a_slot_and_nothing_else_does() {
    for scenario in catalog().scenarios() {
        for used in &scenario.head.channels {
            let empty = render(&Draft::new(&scenario.head.id, used.channel), Spelling::British);
            for key in empty.slots() {
                let field = scenario.field(key).expect("a slot belongs to a field");
                assert!(field.required, "{}: `{key}` is not required and shows as a slot", scenario.head.id);
            }
            assert!(empty.slots().contains(&"role"), "{} {}", scenario.head.id, used.channel);
            let known = render(&samples::example(scenario, used.channel, 0), Spelling::British);
            assert_eq!(known.slots(), Vec::<&str>::new(), "{} {}", scenario.head.id, used.channel);
        }
    }
}

/// The letter in every channel and wording.
fn texts(scenario: &Scenario, answers: &Answers) -> Vec<String> {
    let mut all = Vec::new();
    for used in &scenario.head.channels {
        for wording in 0..3 {
            let mut draft = Draft::new(&scenario.head.id, used.channel);
            draft.answers = answers.clone();
            for block in catalog().blocks(&scenario.head.id, used.channel) {
                draft.wordings.insert(block, wording);
            }
            all.push(render(&draft, Spelling::British).text());
        }
    }
    all
}
