//! The questions and the files: few enough to answer, plain enough to change.

use super::{catalog, checks::is_prose, files, folder, render, samples};
use regards::compose::Catalog;
use regards::domain::scenario::{Kind, Layer};
use regards::domain::source::Source;
use regards::domain::style::Spelling;
use std::collections::BTreeSet;

#[test]
fn few_questions_must_be_answered() {
    for scenario in catalog().scenarios() {
        let must = scenario.fields.iter().filter(|field| field.required && !field.profile).count();
        let most = if scenario.head.id == "request-offer-reversal" { 9 } else { 6 };
        assert!(must <= most, "{} asks for {must} answers", scenario.head.id);
    }
}

#[test]
fn the_five_letters_stand_in_order() {
    let ids: Vec<&str> = catalog()
        .scenarios()
        .iter()
        .filter(|scenario| scenario.head.group == "letters")
        .map(|scenario| scenario.head.id.as_str())
        .collect();
    assert_eq!(
        ids,
        [
            "decline-interview",
            "withdraw-acceptance",
            "request-offer-reversal",
            "post-rejection-follow-up",
            "runner-up-note"
        ]
    );
}

#[test]
fn every_scenario_says_what_it_is_for() {
    for scenario in catalog().scenarios() {
        let id = &scenario.head.id;
        for said in [
            &scenario.head.title,
            &scenario.head.summary,
            &scenario.head.when,
            &scenario.head.to,
            &scenario.head.soon,
            &scenario.head.comfort,
        ] {
            assert!(!said.is_empty(), "{id}");
        }
        assert!(scenario.head.when.matches(". ").count() < 2, "{id}: `when` has two sentences at most");
        assert!(scenario.head.comfort.chars().count() <= 150, "{id}: `comfort` is one line");
        for used in &scenario.head.channels {
            assert!(scenario.bands.contains_key(&used.channel), "{id}: {} has no length", used.channel);
        }
        for next in &scenario.next {
            assert!(catalog().scenario(&next.scenario).is_some(), "{id}: {} follows", next.scenario);
        }
        for field in scenario.fields.iter().filter(|field| matches!(field.kind, Kind::Line | Kind::Text)) {
            assert!(field.max_words.is_some(), "{id}: `{}` has no bound", field.key);
            assert!(field.example.is_some(), "{id}: `{}` has no example", field.key);
            assert!(!field.help.is_empty(), "{id}: `{}` has no help", field.key);
        }
    }
}

#[test]
fn a_choice_that_asserts_something_has_no_default() {
    for scenario in catalog().scenarios() {
        for field in scenario.fields.iter().filter(|field| field.kind == Kind::Choice) {
            let standing = field.default.as_ref().map(|answer| answer.text());
            let modest = standing.is_none_or(|value| ["none", "no", "open"].contains(&value.as_str()));
            assert!(modest, "{}: `{}` answers for the person", scenario.head.id, field.key);
        }
    }
}

#[test]
fn moves_that_templates_ask_about_are_declared() {
    for source in
        files().iter().filter(|source| source.name.ends_with(".tera") && source.folder() != "_shared")
    {
        let scenario = catalog().scenario(source.folder()).expect("a folder is a scenario");
        let asked: BTreeSet<&str> = source
            .text
            .split("moves.")
            .skip(1)
            .filter_map(|rest| rest.split(|c: char| !c.is_ascii_lowercase() && c != '_').next())
            .collect();
        for id in asked {
            let declared = scenario.moves.iter().any(|step| step.id == id);
            assert!(declared, "{}: `moves.{id}` is not in the manifest", source.name);
        }
    }
}

#[test]
fn templates_are_short_and_their_conditions_flat() {
    for source in files().iter().filter(|source| source.name.ends_with(".tera")) {
        let lines = source.text.lines().count();
        assert!(lines <= 120, "{} has {lines} lines", source.name);
        let mut depth = 0;
        for tag in source.text.split("{%").skip(1) {
            match tag.trim_start_matches(['-', ' ']).split([' ', '-', '%']).next() {
                Some("if" | "for") => depth += 1,
                Some("endif" | "endfor") => depth -= 1,
                _ => {}
            }
            assert!(depth <= 1, "{}: a condition inside a condition near {tag:?}", source.name);
        }
    }
}

#[test]
fn the_three_wordings_of_a_paragraph_begin_differently() {
    for scenario in catalog().scenarios() {
        for used in &scenario.head.channels {
            let firsts = |wording: usize| -> Vec<String> {
                let letter = render(&samples::example(scenario, used.channel, wording), Spelling::British);
                let prose = letter.paragraphs.into_iter().filter(is_prose);
                // The stage directions of a phone card and the greeting on it may be alike.
                prose
                    .map(|paragraph| {
                        let lines = paragraph.text.lines().filter(|line| !line.starts_with(['(', 'H']));
                        let line = lines.take(1).collect::<String>();
                        line.split_whitespace().take(4).collect::<Vec<_>>().join(" ")
                    })
                    .collect()
            };
            let (first, second, third) = (firsts(0), firsts(1), firsts(2));
            for ((a, b), c) in first.iter().zip(&second).zip(&third) {
                assert!(
                    a != b && b != c && a != c,
                    "{} {}: {a:?} {b:?} {c:?}",
                    scenario.head.id,
                    used.channel
                );
            }
        }
    }
}

#[test]
fn the_letter_in_the_instructions_works() {
    let text = std::fs::read_to_string(folder().join("README.md")).expect("the instructions are there");
    let manifest =
        text.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).expect("a manifest");
    let template = "{% block greeting %}{{<greeting />}}{% endblock %}\n\n{% block closing %}\n\
        We worked together on {{ project | phrase }}. {% if moves.thanks %}Thank you either way.{% endif %}\n\
        {% endblock %}\n\n{% block signoff %}{{<signoff />}}{% endblock %}";
    let mut sources = files();
    for (name, text) in
        [("scenario.toml", manifest), ("email.tera", template), ("linkedin-message.tera", template)]
    {
        let text = text.to_string().into();
        sources.push(Source { name: format!("reference/{name}"), layer: Layer::User, path: None, text });
    }
    let (own, problems) = Catalog::assemble(sources);
    assert_eq!(problems, []);
    assert_eq!(own.template_problems(), []);
    assert_eq!(own.scenario("reference").map(|scenario| scenario.moves.len()), Some(1));
}
