//! Answers: from where they come, in which order they count, and what is said of those that cannot be used.

use super::*;

#[test]
fn all_missing_answers_are_named_at_once() {
    let home = Home::new();
    fails(
        &home.run(&["render", "decline-interview"]),
        2,
        &[
            "recipient",
            "company",
            "role",
            "sender",
            "--allow-slots",
            "[label]",
            "Without recipient: --set recipient_unknown=true.",
        ],
    );
    let output = home.run(&["render", "decline-interview", "--allow-slots"]);
    assert_eq!(code(&output), 0);
    assert!(out(&output).contains("[company]") && out(&output).contains("[role]"));
    let known = home.run(&["render", "decline-interview", "--set", "recipient=Ada"]);
    fails(&known, 2, &["company, role, sender"]);
    assert!(!err(&known).contains("recipient"), "{}", err(&known));
}

#[test]
fn all_wrong_answers_are_named_at_once() {
    let home = Home::new();
    let wrong = home.run(&render(&[
        "--set",
        "compny=x",
        "--set",
        "reason=relocatoin",
        "--set",
        "formality=formall",
        "--channel",
        "emial",
        "--set",
        "nothing",
        "--wording",
        "opening=x",
        "--wording",
        "openning=1",
    ]));
    fails(&wrong, 2, &["7 answers cannot be used"]);
    let said = err(&wrong);
    assert_eq!(
        said.lines().skip(1).collect::<Vec<_>>(),
        [
            "  --set: `compny` is no question of decline-interview. Did you mean `company`?",
            "  --set: reason: `relocatoin` is not one of the choices. Did you mean `relocation`?",
            "  --set: `formall` is not a formality. Did you mean `formal`?",
            "  --set: `nothing` should be KEY=VALUE",
            "  --channel: `emial` is not a channel. Did you mean `email`?",
            "  --wording: wording.opening: `x` is not a number from 1",
            "  --wording: `openning` is no paragraph of this letter. Did you mean `opening`?",
        ]
    );
}

#[test]
fn a_wording_that_is_not_there_is_refused() {
    let home = Home::new();
    for number in ["99", "1000000"] {
        let wording = format!("opening={number}");
        let said = format!("there is no number {number}");
        fails(&home.run(&render(&["--wording", &wording])), 2, &["`opening` has ", " wordings here", &said]);
    }
    fails(&home.run(&render(&["--wording", "opening=0"])), 2, &["`0` is not a number from 1"]);
    assert_eq!(code(&home.run(&render(&["--wording", "opening=2"]))), 0);
}

#[test]
fn what_cleaning_changed_is_said() {
    let home = Home::new();
    let output = home.run(&render(&[
        "--set",
        "company=Northwind\nLabs",
        "--set",
        "role=a\u{1b}b\tc",
        "--set",
        "liked=first\n",
        "--set",
        "liked=last",
    ]));
    assert_eq!(code(&output), 0, "{}", err(&output));
    assert!(out(&output).contains("Northwind Labs"), "{}", out(&output));
    assert_eq!(
        err(&output),
        "regards: company: kept on one line\n\
         regards: role: a control character (U+001B) is shown as text; tabs became spaces\n"
    );
    let output = home.fed(&render(&["--answers", "-"]), "liked = \"\"\"the\nteam\"\"\"\n");
    assert_eq!((code(&output), err(&output).as_str()), (0, "regards: liked: kept on one line\n"));
}

#[test]
fn mistakes_in_a_file_of_answers_have_their_places() {
    let home = Home::new();
    home.write(
        "answers.toml",
        "role = \"Clerk\"\nreason = \"relocatoin\"\n  compny = \"x\"\nliked = nan\n\
         company = [1]\ninterview_date = -0.0\nchannel = \"fax\"\n\n[wording]\nopening = 99\nopennin = 1\n",
    );
    let file = home.path().join("answers.toml");
    let name = file.to_str().expect("a path");
    let output = home.run(&render(&["--answers", name]));
    fails(&output, 2, &[]);
    let said = err(&output);
    for (place, what) in [
        ("2:10", "reason: `relocatoin` is not one of the choices. Did you mean `relocation`?"),
        ("3:3", "`compny` is no question of decline-interview. Did you mean `company`?"),
        ("4:9", "`liked` should be an ordinary number, not nan"),
        ("5:11", "`company` should be a text, a number, true or false, or a list of texts"),
        ("6:18", "`interview_date` should be an ordinary number, not -0.0"),
        ("7:11", "`fax` is not a channel. It can be: email"),
        ("11:11", "`opennin` is no paragraph of this letter. Did you mean `opening`?"),
    ] {
        let line = format!("{name}:{place}: {what}");
        assert!(said.contains(&line), "{line:?} is not in\n{said}");
    }
    home.write("answers.toml", "wording.opening = 99\n");
    fails(&home.run(&render(&["--answers", name])), 2, &[&format!("{name}:1:19: `opening` has ")]);
    for (json, said) in [
        (r#"{"compny": "x"}"#, "standard input: `compny`"),
        (r#"{"liked": -0}"#, "`liked` should be an ordinary number"),
        (r#"{"liked": 1e400}"#, "standard input:1:15: number out of range"),
        (r#"["Ada", "Acme"]"#, "standard input: this is a list, and answers need their keys"),
        ("[1]", "this is a list, and answers need their keys"),
        ("{", "standard input:1:1: "),
    ] {
        fails(&home.fed(&render(&["--answers", "-"]), json), 2, &[said]);
    }
    for toml in ["liked = inf\n", "liked = -0\n", "liked = 1e400\n", "liked = 99999999999999999999\n"] {
        fails(&home.fed(&render(&["--answers", "-"]), toml), 2, &["standard input:1:9: `liked`"]);
    }
}

#[test]
fn answers_come_through_pipes() {
    let home = Home::new();
    let through = format!(
        "'{}' render decline-interview --set sender=D --answers <(printf '{{\"recipient\": \"Ada\", \"company\": \"Pipe Ltd\", \"role\": \"Clerk\"}}')",
        env!("CARGO_BIN_EXE_regards")
    );
    let mut bash = Command::new("bash");
    let output = bash.env("HOME", home.path()).args(["-c", &through]).output().expect("bash");
    assert!(out(&output).contains("Pipe Ltd"), "{}", err(&output));
    let fed = home.fed(&render(&["--answers", "/dev/stdin"]), "company = \"Fed Ltd\"\nliked = \"x\"\n");
    assert_eq!(code(&fed), 0, "{}", err(&fed));
    // The flag wins; what the file says besides counts.
    assert!(out(&fed).contains("Northwind Labs"), "{}", out(&fed));
    fails(&home.run(&render(&["--answers", "/dev/zero"])), 2, &["1048576"]);
    fails(&home.run(&render(&["--answers", "/"])), 4, &["it is a folder"]);
}

#[test]
fn answers_come_from_flags_over_files_over_the_profile() {
    let home = Home::new();
    home.write(".config/regards/profile.toml", "name = \"Dana Reyes\"\n");
    home.write("answers.toml", "recipient = \"Ada\"\ncompany = \"File Ltd\"\nrole = \"Clerk\"\nchannel = \"email\"\nwording.opening = 2\n");
    let file = home.path().join("answers.toml");
    let file = file.to_str().expect("a path");
    let text = out(&home.run(&[
        "render",
        "decline-interview",
        "--answers",
        file,
        "--set",
        "company=Flag Ltd",
        "--set",
        "company=Last Ltd",
    ]));
    assert!(
        text.contains("Dear Ada,") && text.contains("Last Ltd") && text.ends_with("Dana Reyes\n"),
        "{text}"
    );
    let first = out(&home.run(&["render", "decline-interview", "--answers", file, "--wording", "opening=1"]));
    let second = out(&home.run(&["render", "decline-interview", "--answers", file]));
    assert_ne!(first, second, "a wording in the file counts, and the flag wins");
    fails(&home.run(&["render", "decline-interview", "--answers", file, "--no-profile"]), 2, &["sender"]);
    let json = r#"{"recipient": "Ada", "company": "Json Ltd", "role": "Clerk", "sender": "Dana", "formality": "formal"}"#;
    let text = out(&home.fed(&["render", "decline-interview", "--answers", "-"], json));
    assert!(text.contains("Yours sincerely"), "{text}");
    fails(
        &home.fed(&["render", "decline-interview", "--answers", "-"], "company = "),
        2,
        &["standard input:1:"],
    );
    fails(
        &home.fed(&["render", "decline-interview", "--answers", "-"], "{\"company\": {}}"),
        2,
        &["company"],
    );
    fails(&home.run(&["render", "decline-interview", "--answers", "/nowhere"]), 4, &["/nowhere"]);
}

#[test]
fn answers_are_data_whatever_they_hold() {
    let home = Home::new();
    let output = home.run(&render(&["--set", "company={{ sender }}", "--set", "liked=a\u{1b}]52;c;x\u{7}b"]));
    let text = out(&output);
    assert!(text.contains("{{ sender }}"), "{text}");
    assert!(!text.contains('\u{1b}') && !text.contains('\u{7}'), "{text:?}");
    let text = out(&home.run(&render(&["--set", "company=Acme\u{202e}"])));
    assert!(text.contains("<U+202E>"), "{text:?}");
    fails(&home.run(&render(&["--set", &format!("company={}", "x".repeat(5000))])), 2, &["5000", "1024"]);
    fails(
        &home.run(&render(&["--set", "interview_date=30 February"])),
        2,
        &["interview_date", "30 February"],
    );
}
