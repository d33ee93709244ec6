//! The commands, as a shell sees them: what they print, where, and how they end.

#![allow(clippy::disallowed_methods, reason = "a test plays the person, who writes files as they like")]

mod answers;
mod rules;
mod templates;

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
        "check",
        "rules list",
        "rules explain",
        "rules test",
        "packs check",
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
