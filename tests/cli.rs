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
        &["recipient", "company", "role", "sender", "--allow-slots"],
    );
    let output = home.run(&["render", "decline-interview", "--allow-slots"]);
    assert_eq!(code(&output), 0);
    assert!(out(&output).contains("[company]") && out(&output).contains("[role]"));
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
    for key in ["title", "summary", "group", "channels"] {
        assert!(!rows[0][key].is_null(), "{key}");
    }
    for id in ids {
        let shown: serde_json::Value =
            serde_json::from_str(&out(&home.run(&["show", id, "--json"]))).expect("JSON");
        for key in ["id", "title", "summary", "when", "fields", "channels", "moves"] {
            assert!(!shown[key].is_null(), "{id}: {key}");
        }
        assert!(!out(&home.run(&["show", id])).is_empty());
    }
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
    let program = env!("CARGO_BIN_EXE_regards");
    let script = format!(
        "for i in 1 2 3 4 5; do '{program}' man | head -c 10 >/dev/null; echo ${{PIPESTATUS[0]}}; done"
    );
    let output = home
        .command(&[])
        .env_remove("X")
        .output()
        .ok()
        .map(|_| Command::new("bash").args(["-c", &script]).output().expect("bash"));
    let output = output.expect("it ran");
    assert_eq!(err(&output), "");
    assert!(out(&output).lines().all(|line| line == "0"), "{}", out(&output));
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
    // Other letters are not touched by it.
    let other = home.run(&["render", "runner-up-note", "--allow-slots"]);
    assert_eq!(code(&other), 0, "{}", err(&other));
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
    assert!(out(&home.run(&["man"])).contains(".TH regards"));
    assert!(out(&home.run(&["--version"])).starts_with("regards "));
    assert_eq!(code(&home.run(&["--nonsense"])), 2);
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
