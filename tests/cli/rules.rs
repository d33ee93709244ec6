//! `check`, `rules` and `packs`.

use super::{Home, code, err, out};
use serde_json::Value;

const LETTER: &str = "Subject: interview\n\nHi Ada,\n\nI'm not going to attend the interview for the [Job Title] role. \
                      You never bothered to call me.\n\nDana Reyes\n";

#[test]
fn check_points_at_the_words() {
    let home = Home::new();
    home.write("letter.txt", LETTER);
    let path = home.path().join("letter.txt");
    let path = path.to_str().expect("text");
    let done =
        home.run(&["check", path, "--scenario", "decline-interview", "--set", "company=Northwind Labs"]);
    let text = out(&done);
    assert_eq!(code(&done), 1, "{text}");
    assert!(text.contains(":5:47: to fix: "), "{text}");
    assert!(text.contains("^^^^^^^^^^^ \n") || text.contains("^^^^^^^^^^^\n"), "{text}");
    assert!(
        text.contains("[placeholder-left]") && text.contains("Declining a job interview gracefully"),
        "{text}"
    );
    assert!(!text.to_lowercase().contains("error") && !text.contains("missing"), "{text}");
}

#[test]
fn check_answers_scripts() {
    let home = Home::new();
    let done = home.fed(&["check", "-", "--scenario", "decline-interview", "--json"], LETTER);
    let found: Value = serde_json::from_str(&out(&done)).expect("JSON");
    assert_eq!(code(&done), 1);
    let blank = found["findings"]
        .as_array()
        .expect("a list")
        .iter()
        .find(|f| f["rule"] == "placeholder-left")
        .expect("it");
    let span = |key: &str| usize::try_from(blank[key].as_u64().expect("a number")).expect("small");
    assert_eq!(&LETTER[span("start")..span("end")], "[Job Title]");
    assert_eq!(
        (&blank["severity"], &blank["basis"], &blank["line"]),
        (&"error".into(), &"ours".into(), &5.into())
    );
    assert!(
        found["checks"].as_array().is_some_and(|checks| checks.iter().any(|check| check["state"] == "found"))
    );
    assert_eq!(found["scenario"], "decline-interview");
    let alone = home.fed(
        &["check", "--json"],
        "Dear Ada,\n\nThank you for your time and for the tour.\n\nKind regards,\nDana\n",
    );
    let found: Value = serde_json::from_str(&out(&alone)).expect("JSON");
    assert_eq!(found["scenario"], Value::Null);
    assert_eq!(found["timing"], Value::Null);
}

#[test]
fn check_ends_as_it_was_asked_to() {
    let home = Home::new();
    let letter = "Dear Ms. Okafor,\n\nThank you for the time you gave me!! I wish you well.\n\nKind regards,\nDana Reyes\n";
    for (fail_on, ends) in [("error", 0), ("hint", 1)] {
        let done = home.fed(&["check", "--channel", "handwritten", "--fail-on", fail_on], letter);
        assert_eq!(code(&done), ends, "{fail_on}: {}", out(&done));
    }
    let german = "Sehr geehrte Frau Okafor, vielen Dank für die Einladung zum Gespräch. Leider muss ich absagen, weil ich eine \
                  andere Stelle angenommen habe.";
    let done = home.fed(&["check", "-"], german);
    assert_eq!(code(&done), 0);
    assert!(out(&done).contains("English"), "{}", out(&done));
    for arguments in [
        &["check", "--scenario", "decline-interveiw", "-"][..],
        &["check", "/no/such/letter"],
        &["check", "-", "-"],
    ] {
        let done = home.fed(arguments, "x");
        assert!(matches!(code(&done), 2 | 4), "{arguments:?}: {}", err(&done));
    }
}

#[test]
fn timing_and_outlook_come_from_the_answers() {
    let home = Home::new();
    let asked = ["check", "--scenario", "request-offer-reversal", "--today", "2026-11-24T10:00", "--json"];
    let set =
        ["--set", "declined_at=2026-11-24", "--set", "uniqueness=rare", "--set", "second_candidate=offered"];
    let done = home
        .fed(&[&asked[..], &set[..]].concat(), "Dear Ms. Okafor,\n\nCould you consider me again?\n\nDana\n");
    let found: Value = serde_json::from_str(&out(&done)).expect("JSON");
    assert_eq!(found["outlook"]["step"], "next to none", "{found}");
    assert_eq!(found["timing"]["state"], "good");
}

#[test]
fn rules_are_listed_explained_and_tried() {
    let home = Home::new();
    let listed = out(&home.run(&["rules", "list", "--scenario", "runner-up-note"]));
    assert!(listed.contains("wishes-new-hire-well") && !listed.contains("asks-clearly"), "{listed}");
    let json: Value = serde_json::from_str(&out(&home.run(&["rules", "list", "--json"]))).expect("JSON");
    assert!(json.as_array().is_some_and(|rules| rules.len() > 200));
    let explained = out(&home.run(&["rules", "explain", "thank-first"]));
    assert!(explained.contains("decline-interview") && explained.contains("DEC-11"), "{explained}");
    let unknown = home.run(&["rules", "explain", "thank-frst"]);
    assert_eq!(code(&unknown), 2);
    assert!(err(&unknown).contains("Did you mean `thank-first`?"), "{}", err(&unknown));
    let packs = home.run(&["packs", "check"]);
    assert_eq!(code(&packs), 0);
}

#[test]
fn a_pack_of_ones_own_counts_and_a_broken_one_is_named() {
    let home = Home::new();
    let rule = "[[rule]]\nid = \"no-synergy\"\nseverity = \"warning\"\nkind = \"regex\"\npattern = '(?i)synerg\\w+'\n\
                message = \"{match} is jargon.\"\nbad = [\"We share synergies.\"]\ngood = [\"We work well.\"]\n";
    home.write(".config/regards/packs/mine/rules/mine.toml", rule);
    let done = home.fed(
        &["check", "--fail-on", "warning"],
        "Dear Ada,\n\nThank you. We share synergies here.\n\nDana\n",
    );
    assert!(out(&done).contains("synergies is jargon."), "{}", out(&done));
    let tried = home.run(&["rules", "test", "mine"]);
    assert_eq!(code(&tried), 0, "{}", out(&tried));
    home.write(
        ".config/regards/packs/mine/rules/broken.toml",
        "[[rule]]\nid = \"x\"\nkind = \"forbidd\"\nmessage = \"m\"\n",
    );
    let checked = home.run(&["packs", "check"]);
    assert_eq!(code(&checked), 1);
    assert!(
        out(&checked).contains("broken.toml:3:8: `forbidd` is not a kind of rule. Did you mean `forbid`?"),
        "{}",
        out(&checked)
    );
    let still = home.fed(&["check"], "Dear Ada,\n\nThank you. We share synergies here.\n\nDana\n");
    assert!(out(&still).contains("jargon"), "{}", out(&still));
}
