//! What a catalog does with good, broken and hostile files.

use super::*;
use crate::compose::Render;
use crate::compose::Setting;
use crate::domain::draft::{Answer, Answers, Change, Draft};
use crate::domain::letter::{Letter, MarkKind};
use crate::domain::style::Spelling;
use jiff::civil::Date;

const FIELDS: &str = r#"
[company]
label = "Company"
required = true
[sender]
label = "Your name"
required = true
profile = true
"#;

const MANIFEST: &str = r#"
title = "I want to say no"
use = ["company"]
[channels]
recommended = ["email"]
[[field]]
key = "liked"
label = "What you liked"
[[field]]
key = "on"
kind = "date"
[[move]]
id = "effort"
block = "opening"
optional = true
[example]
company = "Acme Inc."
sender = "Dana"
"#;

const EMAIL: &str = "Subject: {% block subject %}Interview at {{ company }}{% endblock %}\n\n\
{% block greeting %}{{<greeting />}}{% endblock %}\n\n\
{% block opening %}\nThanks from {{ company }}.{% if moves.effort %} You took time.{% endif %}{% if liked %} I liked {{ liked | phrase }}.{% endif %}\n\
-- or --\nSecond{% if on %} {{ on | on_day }}{% endif %}.\n{% endblock %}\n\n\
{% block extra %}{% if liked %}{% endif %}{% endblock %}\n\n{% block signoff %}Yours,\n{{ sender }}{% endblock %}\n";

const SHARED: &str = "{% component greeting(@formality) %}Dear {% if formality == \"formal\" %}Sir{% else %}you{% endif %},{% endcomponent greeting %}";

fn source(layer: Layer, name: &str, text: &str) -> Source {
    Source { name: name.into(), layer, path: None, text: text.to_string().into() }
}

fn sources() -> Vec<Source> {
    vec![
        source(Layer::Builtin, "_shared/fields.toml", FIELDS),
        source(Layer::Builtin, "_shared/greeting.tera", SHARED),
        source(Layer::Builtin, "no/scenario.toml", MANIFEST),
        source(Layer::Builtin, "no/email.tera", EMAIL),
    ]
}

fn with(extra: &[(&str, &str)]) -> (Catalog, Vec<Problem>) {
    let mut all = sources();
    all.extend(extra.iter().map(|(name, text)| source(Layer::User, name, text)));
    let (catalog, mut problems) = Catalog::assemble(all);
    problems.extend(catalog.template_problems().iter().cloned());
    (catalog, problems)
}

fn letter(catalog: &Catalog, changes: &[(&str, &str)]) -> Letter {
    let mut draft = Draft::new("no", Channel::Email);
    for (key, value) in changes {
        draft.answers.insert((*key).into(), Answer::from(*value));
    }
    rendered(catalog, &draft)
}

fn rendered(catalog: &Catalog, draft: &Draft) -> Letter {
    let nobody = Answers::new();
    let setting = Setting {
        today: Date::constant(2026, 11, 24),
        time: None,
        spelling: Spelling::British,
        profile: &nobody,
    };
    let mut renderer = catalog;
    renderer.render(draft, &setting).expect("the template is good")
}

#[test]
fn a_letter_is_made_with_marks_and_slots() {
    let (catalog, problems) = with(&[]);
    assert_eq!(problems, []);
    let letter = letter(&catalog, &[("liked", "The garden.")]);
    assert_eq!(
        letter.text(),
        "Subject: Interview at [company]\n\nDear you,\n\nThanks from [company]. You took time. I liked the garden.\n\nYours,\n[your name]"
    );
    assert_eq!(letter.slots(), ["company", "sender"]);
    let opening = &letter.paragraphs[1];
    assert_eq!(opening.wordings, 2);
    let step =
        opening.marks.iter().find(|mark| mark.kind == MarkKind::Move("effort".into())).expect("a mark");
    assert_eq!(&opening.text[step.span.clone()], "You took time.");
    assert_eq!(letter.words(), 10);
}

#[test]
fn answers_are_data_and_stops_are_single() {
    let (catalog, _) = with(&[]);
    let letter = letter(&catalog, &[("company", "{{ sender }} Inc."), ("liked", "x\n-- or --\ny")]);
    assert_eq!(letter.subject_text(), Some("Interview at {{ sender }} Inc."));
    assert!(
        letter.paragraphs[1].text.starts_with("Thanks from {{ sender }} Inc. You"),
        "{}",
        letter.paragraphs[1].text
    );
    assert_eq!(letter.paragraphs[1].wordings, 2);
}

#[test]
fn wordings_and_dropped_moves_are_the_drafts() {
    let (catalog, _) = with(&[]);
    let mut draft = Draft::new("no", Channel::Email);
    draft.apply(Change::Drop { step: "effort".into(), dropped: true });
    assert!(!rendered(&catalog, &draft).body().contains("time"));
    draft.apply(Change::Wording { block: "opening".into(), index: 1 });
    draft.apply(Change::Answer { key: "on".into(), answer: Some(Answer::from("2026-11-20")) });
    assert!(rendered(&catalog, &draft).body().contains("Second on Friday."));
    let scenario = catalog.scenario("no").expect("it is there");
    assert_eq!(catalog.droppable(scenario, Channel::Email), ["effort"]);
}

#[test]
fn a_users_block_replaces_the_shipped_one() {
    let child =
        "{% extends \"builtin/no/email.tera\" %}{% block opening %}Mine, {{ company }}.{% endblock %}";
    let (catalog, problems) = with(&[("no/email.tera", child)]);
    assert_eq!(problems, []);
    assert!(letter(&catalog, &[]).body().contains("Mine, [company]."));
}

#[test]
fn a_broken_template_is_named_with_its_place_and_the_shipped_one_serves() {
    for (text, place, what) in [
        (
            "{% block opening %}\nHi {{ compny }}{% endblock %}",
            "2:7",
            "`compny` is not a field. Did you mean `company`?",
        ),
        ("{% block a %}{{ company | possesive }}{% endblock %}", "1:", "Did you mean `possessive`?"),
        (
            "{% block a %}\n{% if company %}\nx\n",
            "2:1",
            "this `if` is never closed. Add {% endif %} where it ends",
        ),
        ("{{ __tera_context }}", "1:1", "`__tera_context`"),
    ] {
        let (catalog, problems) = with(&[("no/email.tera", text)]);
        assert_eq!(problems.len(), 1, "{text}: {problems:?}");
        let said = problems[0].to_string();
        assert!(said.starts_with(&format!("user/no/email.tera:{place}")) && said.contains(what), "{said}");
        assert!(letter(&catalog, &[]).body().contains("Thanks from"), "{text}");
    }
}

#[test]
fn a_component_that_breaks_the_letters_is_left_out() {
    let changed = "{% component greeting(needed) %}Hello {{ needed }}{% endcomponent greeting %}";
    let (catalog, problems) = with(&[("_shared/greeting.tera", changed)]);
    assert!(
        problems.iter().any(|problem| problem.path.contains("user/_shared/greeting.tera")),
        "{problems:?}"
    );
    assert!(letter(&catalog, &[]).body().starts_with("Dear you,"));
}

#[test]
fn manifests_are_read_key_by_key() {
    let broken = "title = \"Mine\"\nsumary = \"x\"\nuse = [\"company\", \"compnay\"]\n[channels]\nrecommended = [\"email\", \"fax\"]\n[[field]]\nkey = \"liked\"\nrequired = \"yes\"\n";
    let (catalog, problems) = with(&[("no/scenario.toml", broken), ("no/email.tera", "Hi {{ liked }}")]);
    assert_eq!(catalog.scenario("no").map(|s| s.head.title.as_str()), Some("Mine"));
    let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
    for expected in [
        ":2:1: `sumary` is not a key of a scenario. Did you mean `summary`?",
        ":3:19:",
        ":5:25: `fax`",
        ":8:12:",
    ] {
        assert!(said.iter().any(|line| line.contains(expected)), "{expected} in {said:#?}");
    }
}

#[test]
fn a_manifest_that_cannot_serve_gives_way_to_the_shipped_one() {
    for text in ["title = ", "summary = \"no title\"", "title = \"t\"", "\u{0}"] {
        let (catalog, problems) = with(&[("no/scenario.toml", text)]);
        assert_eq!(
            catalog.scenario("no").map(|s| s.head.title.as_str()),
            Some("I want to say no"),
            "{text:?}"
        );
        assert!(!problems.is_empty());
    }
}

#[test]
fn a_new_folder_is_a_new_scenario() {
    let (catalog, problems) =
        with(&[("mine/scenario.toml", &MANIFEST.replace("I want", "You want")), ("mine/email.tera", EMAIL)]);
    assert_eq!(problems, []);
    assert_eq!(catalog.scenarios().len(), 2);
    let (_, problems) = with(&[("lost/email.tera", "Hi")]);
    assert!(problems[0].what.contains("no scenario.toml"));
}

#[test]
fn the_words_of_a_letter_are_no_loops() {
    let prose = EMAIL.replace("Thanks from", &"{% if liked %}for you{% endif %} ".repeat(40));
    let (_, problems) = with(&[("no/email.tera", &prose)]);
    assert_eq!(problems, []);
    let loops = EMAIL.replace("Thanks from", &"{%- for x in [1] %}{% endfor %} ".repeat(40));
    let (_, problems) = with(&[("no/email.tera", &loops)]);
    assert!(problems[0].what.contains("loops"), "{problems:#?}");
}

#[test]
fn the_guilty_component_is_left_out_and_not_its_neighbour() {
    let harmless = "{% component hello() %}Hello{% endcomponent hello %}";
    let guilty = "{% component greeting(needed) %}Hello {{ needed }}{% endcomponent greeting %}";
    let (_, problems) = with(&[("_shared/a.tera", harmless), ("_shared/b.tera", guilty)]);
    assert!(problems.iter().all(|problem| problem.path.contains("b.tera")), "{problems:?}");
    assert_eq!(problems.len(), 1);
}

#[test]
fn a_broken_file_does_not_take_down_one_that_another_includes() {
    let (_, problems) = with(&[
        ("no/email.tera", "{% include \"user/no/z.tera\" %}"),
        ("no/z.tera", "{% block opening %}Mine{% endblock %}"),
        ("other/email.tera", "{{ broken"),
    ]);
    assert!(!problems.iter().any(|problem| problem.path.contains("user/no/")), "{problems:?}");
}

#[test]
fn a_component_counts_wherever_it_is_defined() {
    let stray = "{% component greeting(@formality) %}Ahoy,{% endcomponent greeting %}";
    let mut all = sources();
    all.push(source(Layer::User, "elsewhere/x.tera", stray));
    let (catalog, _) = Catalog::assemble(all);
    let before = letter(&catalog, &[]).body();
    let _ = catalog.template_problems();
    assert_eq!(letter(&catalog, &[]).body(), before, "the interface and the commands write one letter");
}

#[test]
fn where_ones_own_template_fails_the_shipped_letter_serves() {
    let (catalog, problems) =
        with(&[("no/email.tera", "{% if company == \"Zed\" %}{{ nosuch }}{% endif %}Mine")]);
    assert_eq!(problems, []);
    let mut draft = Draft::new("no", Channel::Email);
    draft.answers.insert("company".into(), Answer::from("Zed"));
    let nobody = Answers::new();
    let setting = Setting {
        today: Date::constant(2026, 11, 24),
        time: None,
        spelling: Spelling::British,
        profile: &nobody,
    };
    let mut renderer = &catalog;
    let problem = renderer.render(&draft, &setting).expect_err("the template fails");
    assert!(problem.to_string().contains("`nosuch` is not a field"), "{problem}");
    assert!(renderer.shipped(&draft, &setting).expect("the shipped one").body().contains("Thanks from Zed."));
}
