//! The commands, as a shell sees them: what they print, where, and how they end.

#![allow(clippy::disallowed_methods, reason = "a test plays the person, who writes files as they like")]

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

struct Home(TempDir);

impl Home {
    fn new() -> Home {
        Home(tempfile::tempdir().expect("a folder"))
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_regards"));
        command
            .env_clear()
            .env("HOME", self.path())
            .env("PATH", "/usr/bin:/bin")
            .args(arguments)
            .stdin(Stdio::null());
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("the program runs")
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        fs::write(path, text).expect("a file");
    }

    /// Runs with a text on standard input.
    fn fed(&self, arguments: &[&str], input: &str) -> Output {
        let mut command = self.command(arguments);
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        child.stdin.take().expect("a pipe").write_all(input.as_bytes()).expect("it reads");
        child.wait_with_output().expect("it ends")
    }
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("text")
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("text")
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("it was not killed")
}

#[track_caller]
fn fails(output: &Output, with: i32, saying: &[&str]) {
    assert_eq!(code(output), with, "{}", err(output));
    assert_eq!(out(output), "", "standard output stays empty");
    for text in saying {
        assert!(err(output).contains(text), "{text:?} is not in\n{}", err(output));
    }
}

const NEEDED: &[&str] = &[
    "--set",
    "recipient=Ms. Okafor",
    "--set",
    "company=Northwind Labs",
    "--set",
    "role=Data Analyst",
    "--set",
    "sender=Dana Reyes",
];

fn render<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&["render", "decline-interview"], NEEDED, more].concat()
}

#[test]
fn a_letter_is_printed_in_its_text_form() {
    let home = Home::new();
    let output = home.run(&render(&[]));
    assert_eq!(code(&output), 0, "{}", err(&output));
    let text = out(&output);
    assert!(
        text.starts_with("Subject: ")
            && text.contains("\n\nDear Ms. Okafor,\n\n")
            && text.ends_with("Dana Reyes\n"),
        "{text}"
    );
    assert_eq!(err(&output), "");
    assert_eq!(fs::read_dir(home.path()).expect("home").count(), 0, "nothing is written");
    let again = home.run(&render(&[]));
    assert_eq!(out(&again), text, "same answers, same text");
    let phone = home.run(&render(&["--channel", "phone"]));
    assert!(!out(&phone).starts_with("Subject:"));
}

#[test]
fn formats_are_those_of_the_contract() {
    let home = Home::new();
    let text = out(&home.run(&render(&["--format", "json"])));
    let object: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(keys(&object), ["body", "channel", "scenario", "slots", "subject", "words"]);
    assert_eq!(object["scenario"], "decline-interview");
    assert_eq!(object["channel"], "email");
    assert_eq!(object["slots"], serde_json::json!([]));
    assert!(object["words"].as_u64().is_some_and(|words| words > 40));
    let body = out(&home.run(&render(&["--format", "body"])));
    assert_eq!(object["body"].as_str(), Some(body.trim_end()));
    let subject = out(&home.run(&render(&["--format", "subject"])));
    assert_eq!(object["subject"].as_str(), Some(subject.trim_end()));
    let short: serde_json::Value =
        serde_json::from_str(&out(&home.run(&render(&["--json", "--channel", "phone"])))).expect("JSON");
    assert!(short["subject"].is_null());
    fails(&home.run(&render(&["--format", "subject", "--channel", "phone"])), 2, &["no subject"]);
}

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
fn unknown_names_get_the_nearest_one() {
    let home = Home::new();
    fails(
        &home.run(&["render", "decline-intervew"]),
        2,
        &["decline-intervew", "Did you mean `decline-interview`?"],
    );
    fails(&home.run(&render(&["--set", "compny=x"])), 2, &["`compny`", "Did you mean `company`?"]);
    fails(&home.run(&render(&["--set", "reason=relocatoin"])), 2, &["reason", "Did you mean `relocation`?"]);
    fails(&home.run(&render(&["--channel", "fax"])), 2, &["fax"]);
    fails(&home.run(&render(&["--channel", "handwritten"])), 2, &["handwritten", "email"]);
    fails(&home.run(&render(&["--wording", "openning=2"])), 2, &["Did you mean `opening`?"]);
    fails(&home.run(&render(&["--set", "company"])), 2, &["KEY=VALUE"]);
    fails(&home.run(&render(&["--today", "soon"])), 2, &["--today", "2026-11-24"]);
    fails(&home.run(&render(&["--today", "9999-12-31"])), 2, &["`9999-12-31`", "1900–2200"]);
    fails(&home.run(&["render", "x", "--format", "a\u{1b}[2Jb"]), 2, &["'a^[[2Jb'"]);
    fails(&home.run(&["a\u{1b}[2Jb"]), 2, &["a^[[2Jb"]);
    fails(&home.run(&["list", "--clipboard", "\u{9b}"]), 2, &["--clipboard"]);
    fails(&home.run(&["doctor", "--clipboard", "\u{9b}x"]), 2, &["<U+009B>x"]);
    fails(&home.run(&["show", "nothing"]), 2, &["nothing"]);
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

#[test]
fn lists_and_shows_follow_the_contract() {
    let home = Home::new();
    let rows: serde_json::Value = serde_json::from_str(&out(&home.run(&["list", "--json"]))).expect("JSON");
    let ids: Vec<&str> =
        rows.as_array().expect("a list").iter().filter_map(|row| row["id"].as_str()).collect();
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
    for row in rows.as_array().expect("a list") {
        assert_eq!(keys(row), ["channels", "group", "id", "summary", "title"]);
        assert!(row["channels"].as_array().expect("a list").iter().all(serde_json::Value::is_string));
    }
    for id in ids {
        let shown: serde_json::Value =
            serde_json::from_str(&out(&home.run(&["show", id, "--json"]))).expect("JSON");
        assert_eq!(keys(&shown), ["channels", "fields", "id", "moves", "summary", "title", "when"]);
        let each = |part: &str, expected: &[&str]| {
            let items = shown[part].as_array().expect("a list");
            assert!(!items.is_empty(), "{id}: {part}");
            items.iter().for_each(|item| assert_eq!(keys(item), expected, "{id}: {item}"));
        };
        each(
            "fields",
            &["advice", "choices", "default", "example", "help", "key", "kind", "label", "required", "when"],
        );
        each("channels", &["id", "recommended"]);
        each("moves", &["id", "label", "optional"]);
        for field in shown["fields"].as_array().expect("a list") {
            for choice in field["choices"].as_array().expect("a list") {
                assert_eq!(keys(choice), ["label", "value"]);
            }
        }
        assert!(!out(&home.run(&["show", id])).is_empty());
    }
}

/// The keys of a JSON object, by name.
fn keys(object: &serde_json::Value) -> Vec<&str> {
    let mut keys: Vec<&str> = object.as_object().expect("an object").keys().map(String::as_str).collect();
    keys.sort_unstable();
    keys
}

#[test]
fn without_a_terminal_the_interface_says_what_to_use() {
    let home = Home::new();
    for arguments in [&[][..], &["compose", "decline-interview"][..]] {
        fails(&home.run(arguments), 2, &["terminal", "regards render"]);
    }
    assert_eq!(fs::read_dir(home.path()).expect("home").count(), 0, "nothing is written");
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let home = Home::new();
    let commands: [&[&str]; 7] = [
        &render(&[]),
        &["list"],
        &["list", "--json"],
        &["show", "decline-interview"],
        &["man"],
        &["completions", "bash"],
        &["templates", "list"],
    ];
    for arguments in commands {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let child = home.command(arguments).stdout(writer).stderr(Stdio::piped()).spawn().expect("it starts");
        let output = child.wait_with_output().expect("it ends");
        assert_eq!((code(&output), err(&output).as_str()), (0, ""), "{arguments:?}");
    }
}

#[test]
fn own_templates_replace_shipped_ones_and_broken_ones_are_named() {
    let home = Home::new();
    let path = out(&home.run(&["templates", "path"]));
    assert_eq!(path.trim_end(), home.path().join(".config/regards/templates").to_str().expect("a path"));
    let output = home.run(&["templates", "eject", "decline-interview", "email"]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    let file = home.path().join(".config/regards/templates/decline-interview/email.tera");
    assert!(out(&output).contains(file.to_str().expect("a path")));
    fails(&home.run(&["templates", "eject", "decline-interview", "email"]), 4, &["email.tera"]);
    let text = fs::read_to_string(&file).expect("the template");
    fs::write(&file, text.replace("Thank you for inviting me", "Many thanks for inviting me"))
        .expect("a change");
    assert!(out(&home.run(&render(&[]))).contains("Many thanks for inviting me"));
    assert!(out(&home.run(&["templates", "list"])).contains("replaced"));
    fs::write(&file, "{% block opening %}\n  {{ compny }}\n{% endblock %}").expect("a mistake");
    fails(
        &home.run(&render(&[])),
        3,
        &["email.tera:2:6", "`compny` is not a field", "Did you mean `company`?", "--builtin"],
    );
    assert_eq!(code(&home.run(&render(&["--builtin"]))), 0);
    assert!(out(&home.run(&["templates", "list"])).contains("broken"));
    assert!(out(&home.run(&["doctor"])).contains("`compny` is not a field"));
    let lines = out(&home.run(&["templates", "list"]));
    assert!(lines.lines().all(|line| !line.ends_with(' ')), "{lines}");
    // Other letters are not touched by it.
    let other = home.run(&["render", "runner-up-note", "--allow-slots"]);
    assert_eq!(code(&other), 0, "{}", err(&other));
}

#[test]
fn one_channel_or_the_shared_sentences_can_be_ejected() {
    let home = Home::new();
    let templates = home.path().join(".config/regards/templates");
    let output = home.run(&["templates", "eject", "decline-interview", "phone"]);
    let file = templates.join("decline-interview/phone.tera");
    assert_eq!(out(&output), format!("{}\n", file.display()), "{}", err(&output));
    let output = home.run(&["templates", "eject", "_shared"]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    let made = out(&output);
    assert!(made.contains("_shared/signoff.tera") && !made.contains(".toml"), "{made}");
    assert!(made.lines().all(|path| Path::new(path).is_absolute()), "{made}");
    assert_eq!(code(&home.run(&render(&[]))), 0);
    let eject = |more: &[&str]| home.run(&[&["templates", "eject"], more].concat());
    fails(&eject(&["declin-interview"]), 2, &["Did you mean `decline-interview`?"]);
    fails(&eject(&["decline-interview", "emial"]), 2, &["`emial`", "Did you mean `email`?"]);
    fails(&eject(&["decline-interview", "handwritten"]), 2, &["It has: email"]);
    fails(&eject(&["_shared", "email"]), 2, &["_shared has no template for email"]);
}

#[test]
fn a_broken_letter_of_ones_own_is_no_unknown_letter() {
    let home = Home::new();
    let mine = ".config/regards/templates/mine";
    let manifest = format!("{mine}/scenario.toml");
    let at = |file: &str| home.path().join(file).to_str().expect("a path").to_string();
    // No TOML; no template; not readable as text.
    home.write(&manifest, "title = \"Mine\"\nchanels = oops\n");
    fails(&home.run(&["render", "mine"]), 3, &[&format!("{}:2:11", at(&manifest))]);
    fails(&home.run(&["show", "mine"]), 3, &[&at(&manifest)]);
    home.write(&manifest, "title = \"Mine\"\n[channels]\nrecommended = [\"email\"]\n");
    fails(&home.run(&["render", "mine"]), 3, &[&at(&manifest), "channel email has no template"]);
    fs::write(home.path().join(&manifest), b"title = \"\xff\"").expect("a file");
    fails(&home.run(&["render", "mine"]), 3, &[&format!("{}:1:10: not UTF-8", at(&manifest))]);
    // A name that is near is still a name, and shipped letters do not mind.
    fails(&home.run(&["render", "mime"]), 2, &["there is no scenario `mime`"]);
    fails(&home.run(&["render", "mine", "--builtin"]), 2, &["there is no scenario `mine`"]);
    assert_eq!(code(&home.run(&render(&[]))), 0);
    let listed = out(&home.run(&["templates", "list"]));
    let line = listed.lines().find(|line| line.starts_with("mine/scenario.toml")).expect("it is listed");
    assert!(line.contains("broken") && line.ends_with(&at(&manifest)), "{line}");
}

#[test]
fn an_unreadable_file_of_ones_own_stands_in_the_way() {
    for file in ["_shared/greeting.tera", "decline-interview/phone.tera", "decline-interview/scenario.toml"] {
        let home = Home::new();
        let path = home.path().join(".config/regards/templates").join(file);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        fs::write(&path, b"one\n\x00\xfe\xff").expect("a file");
        let said = format!("{}:2:2: not UTF-8", path.display());
        fails(&home.run(&render(&[])), 3, &[&said, "--builtin"]);
        assert_eq!(code(&home.run(&render(&["--builtin"]))), 0);
        let listed = out(&home.run(&["templates", "list"]));
        let line = listed.lines().find(|line| line.starts_with(file)).expect("it is listed");
        assert!(line.contains("broken"), "{line}");
        assert!(out(&home.run(&["doctor"])).contains(&said));
    }
}

#[test]
fn a_new_folder_is_a_new_letter() {
    let home = Home::new();
    home.write(".config/regards/templates/later-start/scenario.toml", "title = \"I need to start later\"\nuse = [\"company\"]\n[channels]\nrecommended = [\"email\"]\n[[field]]\nkey = \"day\"\nkind = \"date\"\nrequired = true\ndirection = \"future\"\n[example]\ncompany = \"Acme\"\nday = \"next monday\"\n");
    home.write(".config/regards/templates/later-start/email.tera", "Subject: {% block subject %}Starting {{ day | on_day }}{% endblock %}\n\n{% block greeting %}Hello {{ company }},{% endblock %}\n");
    assert!(out(&home.run(&["list"])).contains("later-start"));
    let output = home.run(&[
        "render",
        "later-start",
        "--set",
        "company=Acme",
        "--set",
        "sender=D",
        "--set",
        "day=14 May",
        "--today",
        "2026-11-24",
    ]);
    assert_eq!(out(&output), "Subject: Starting on 14 May 2027\n\nHello Acme,\n", "{}", err(&output));
}

#[test]
fn copying_tells_the_truth_in_its_exit_code() {
    let home = Home::new();
    let output = home.run(&render(&["--copy", "--clipboard", "native"]));
    assert_eq!(code(&output), 5, "{}", err(&output));
    assert!(err(&output).contains("Saved:"), "{}", err(&output));
    let target = home.path().join("pasted");
    let command = format!("command:cat > '{}'", target.display());
    let output = home.run(&render(&["--copy", "--clipboard", &command]));
    assert_eq!(code(&output), 0, "{}", err(&output));
    assert_eq!(fs::read_to_string(&target).expect("a copy"), out(&output).trim_end());
}

#[test]
fn doctor_completions_and_manual_print() {
    let home = Home::new();
    let text = out(&home.run(&["doctor"]));
    for part in ["Folders", "Terminal", "Clipboard", "Your files", "nothing wrong"] {
        assert!(text.contains(part), "{part} in\n{text}");
    }
    for shell in ["bash", "zsh", "fish"] {
        assert!(out(&home.run(&["completions", shell])).contains("regards"), "{shell}");
    }
    assert!(text.lines().all(|line| !line.ends_with(' ')), "{text}");
    assert!(out(&home.run(&["--version"])).starts_with("regards "));
    assert_eq!(code(&home.run(&["--nonsense"])), 2);
}

#[test]
fn the_manual_is_one_whole_page() {
    let home = Home::new();
    let page = out(&home.run(&["man"]));
    assert!(page.contains(".TH regards 1 \"\" \"regards "), "{page}");
    let sections: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix(".SH ")).collect();
    assert_eq!(
        sections,
        ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "COMMANDS", "\"EXIT STATUS\"", "FILES", "ENVIRONMENT"]
    );
    let commands: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix(".SS ")).collect();
    let expected = [
        "compose",
        "list",
        "show",
        "render",
        "templates path",
        "templates list",
        "templates eject",
        "completions",
        "man",
        "doctor",
    ];
    assert_eq!(commands, expected.map(|name| format!("\"regards {name}\"")));
    let plain = page.replace("\\-", "-").replace("\\fB", "").replace("\\fR", "");
    for part in ["--allow-slots", "--answers", "--builtin", "--copy", "128+n", "profile.toml", "NO_COLOR"] {
        assert!(plain.contains(part), "{part}");
    }
    for code in ["0", "2", "3", "4", "5", "70"] {
        assert!(plain.contains(&format!(".TP\n{code}\n")), "{code}");
    }
    assert!(!plain.contains("(1)"), "it refers to pages that are not there");
}

#[test]
fn a_bad_clipboard_setting_is_named_and_copies_still_go() {
    let home = Home::new();
    home.write(".config/regards/config.toml", "# mine\nclipboard = \"nativ\"\n");
    let output = home.run(&render(&["--copy"]));
    // Nothing can be copied to here, and that is all that is wrong.
    fails_with_letter(&output, 5, &["Saved:"]);
    let text = out(&home.run(&["doctor"]));
    assert!(text.contains("config.toml:2:13: `nativ` is not a clipboard. Did you mean `native`?"), "{text}");
    assert!(text.contains("set to auto") && !text.contains("regards: "), "{text}");
}

#[track_caller]
fn fails_with_letter(output: &Output, with: i32, saying: &[&str]) {
    assert_eq!(code(output), with, "{}", err(output));
    assert!(!out(output).is_empty());
    for text in saying {
        assert!(err(output).contains(text), "{text:?} is not in\n{}", err(output));
    }
}

#[test]
fn a_bad_setting_takes_nothing_else_down() {
    let home = Home::new();
    home.write(".config/regards/config.toml", "them = \"dark\"\nmouse = 3\n");
    home.write(".config/regards/profile.toml", "name = \"Dana Reyes\"\nphone = [1]\nnmae = \"x\"\n");
    let output = home.run(&[
        "render",
        "decline-interview",
        "--set",
        "recipient=Ada",
        "--set",
        "company=Acme",
        "--set",
        "role=Clerk",
    ]);
    assert!(out(&output).ends_with("Dana Reyes\n"), "{}", err(&output));
    let text = out(&home.run(&["doctor"]));
    assert!(
        text.contains("`theme`") && text.contains("config.toml:1:1") && text.contains("profile.toml:3:1"),
        "{text}"
    );
}
