//! How a person's words change, and which stay as they are.

use super::*;

fn all(change: fn(&str) -> String, pairs: &[(&str, &str)]) {
    for (text, expected) in pairs {
        assert_eq!(change(text), *expected, "{text}");
    }
}

#[test]
fn a_phrase_loses_the_capital_and_the_stop_of_a_sentence() {
    all(
        phrase,
        &[
            ("The reporting migration.", "the reporting migration"),
            ("Building the reading room,", "building the reading room"),
            ("Talking with Ben.", "talking with Ben"),
            ("Learning Rust", "learning Rust"),
            ("Six years of clinic data", "six years of clinic data"),
            ("She's well again.", "she's well again"),
            ("Everyone I met", "everyone I met"),
            ("Everyone on the panel.", "everyone on the panel"),
        ],
    );
}

#[test]
fn a_phrase_keeps_names() {
    for kept in [
        "Python and SQL",
        "I have moved",
        "I'm settled here",
        "SQL",
        "UX research",
        "IT support",
        "Six Sigma training",
        "Building Bridges, your programme",
        "Sterling work",
        "Boeing",
        "Acme Inc.",
        "Paul Varga Jr.",
        "Dana R.",
        "Ada's talk",
        "All Saints' school",
        "iOS work",
    ] {
        assert_eq!(phrase(kept), kept);
    }
    assert_eq!(phrase("Paul Varga."), "Paul Varga");
}

#[test]
fn the_word_i_is_large() {
    all(phrase, &[("what i heard when i came", "what I heard when I came"), ("i'm settled", "I'm settled")]);
    all(sentence, &[("the pay is lower than i can accept", "The pay is lower than I can accept.")]);
}

#[test]
fn a_greeting_has_titles_with_capitals() {
    all(
        addressed,
        &[
            ("mr doyle", "Mr Doyle"),
            ("ms. okafor", "Ms. Okafor"),
            ("dr van der Berg", "Dr van der Berg"),
            ("prof dr lindgren", "Prof Dr Lindgren"),
            ("lena fox", "lena fox"),
            ("Ada", "Ada"),
            ("", ""),
        ],
    );
}

#[test]
fn sentences_are_whole() {
    all(sentence, &[("we settled here", "We settled here."), ("Really?", "Really?"), ("", "")]);
}

#[test]
fn articles_follow_the_sound() {
    for (text, expected) in [
        ("Data Analyst", "a Data Analyst"),
        ("Analyst", "an Analyst"),
        ("University lecturer", "a University lecturer"),
        ("hourly role", "an hourly role"),
        ("MBA intern", "an MBA intern"),
        ("UX Designer", "a UX Designer"),
        ("HR Partner", "an HR Partner"),
        ("User Researcher", "a User Researcher"),
        ("unimpeded view", "an unimpeded view"),
        ("", ""),
    ] {
        assert_eq!(with_article(text), expected);
    }
}

#[test]
fn a_goal_has_its_article() {
    all(
        goal,
        &[
            ("Lead analyst", "a lead analyst"),
            ("Lead Analyst.", "a Lead Analyst"),
            ("epidemiologist", "an epidemiologist"),
            ("Botanist", "a botanist"),
            ("CTO", "a CTO"),
            ("English teacher", "an English teacher"),
            ("The head of a lab", "the head of a lab"),
            ("head of data", "head of data"),
            ("fluent in Dutch", "fluent in Dutch"),
            ("Work in theatre", "one of the people who work in theatre"),
            ("lead a team of ten", "one of the people who lead a team of ten"),
            ("design lead", "a design lead"),
            ("", ""),
        ],
    );
}

#[test]
fn the_person_chosen_has_a_name_or_is_theirs() {
    all(
        new_colleague,
        &[
            ("botanist", "your new botanist"),
            ("Botanist", "your new botanist"),
            ("new analyst", "your new analyst"),
            ("New analyst", "your new analyst"),
            ("Data Analyst", "your new Data Analyst"),
            ("Your new analyst.", "your new analyst"),
            ("Priya Shah", "Priya Shah"),
            ("Priya.", "Priya"),
            ("The nurse", "your new nurse"),
            ("the new analyst", "your new analyst"),
            ("the new person", "the new person"),
            ("them", "your new colleague"),
            ("", ""),
        ],
    );
}

#[test]
fn clauses_are_told_from_things() {
    for clause in [
        "you publish your methods",
        "she's well again",
        "my daughter's school was still an open question",
        "Your team has taught for years",
        "my partner couldn't see herself in Cornwall",
    ] {
        assert!(is_clause(clause), "{clause}");
    }
    for thing in [
        "the open collections work",
        "the cost of moving",
        "the reading room you have described",
        "IT support",
        "",
    ] {
        assert!(!is_clause(thing), "{thing}");
    }
}

#[test]
fn a_subject_begins_large() {
    all(
        capital,
        &[
            ("assay automation lead", "Assay automation lead"),
            ("iOS Developer", "iOS Developer"),
            ("on Friday", "On Friday"),
            ("", ""),
        ],
    );
}

#[test]
fn only_stops_that_end_a_sentence_go() {
    for (text, expected) in [
        ("northwind labs.", "northwind labs"),
        ("Ms. Okafor,", "Ms. Okafor"),
        ("Acme, Inc.", "Acme, Inc."),
        ("Acme, Inc.,", "Acme, Inc."),
        ("Yahoo!", "Yahoo!"),
        ("the garden...", "the garden"),
        ("The U.S.", "The U.S."),
    ] {
        assert_eq!(unended(text), expected, "{text}");
    }
}
