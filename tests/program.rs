//! The real program in a real terminal: start, compose, copy, resize, quit, panic, signals.

#![cfg(unix)]

#[path = "support/pty.rs"]
mod pty;

use portable_pty::CommandBuilder;
use pty::{End, Pty, command, spawn};
use rustix::process::Signal;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::TempDir;

const CTRL_C: &str = "\x03";
const CTRL_Q: &str = "\x11";
const CTRL_Y: &str = "\x19";
const CTRL_Z: &str = "\x1a";
const F2: &str = "\x1bOQ";
const PICKER: &str = "What do you need to write?";

struct Home {
    folder: TempDir,
}

impl Home {
    fn new() -> Home {
        Home { folder: tempfile::tempdir().expect("a folder") }
    }

    fn command(&self, arguments: &[&str]) -> CommandBuilder {
        let mut command = command(env!("CARGO_BIN_EXE_regards"));
        command.args(arguments);
        command.env("HOME", self.folder.path());
        command.env("TERM", "xterm-256color");
        command
    }

    fn start(&self, arguments: &[&str]) -> Pty {
        spawn(self.command(arguments), 80, 24)
    }

    fn state(&self) -> PathBuf {
        self.folder.path().join(".local/state/regards")
    }

    fn copies(&self) -> Vec<String> {
        texts(&self.state().join("copies"))
    }
}

fn texts(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    entries.flatten().filter_map(|entry| fs::read_to_string(entry.path()).ok()).collect()
}

/// Up to the first answer, typed. The name is not that of the example, which the screen may still hold.
fn first_answer(pty: &mut Pty) {
    pty.wait_for(PICKER).keys("decl").wait_for("▸ I was invited").keys("\r").wait_for("Dear [their name],");
    pty.keys("Mx. Quill").wait_for("Dear Mx. Quill,");
}

#[test]
fn the_whole_way_from_an_empty_home_to_a_letter_that_can_be_pasted() {
    let home = Home::new();
    let mut pty = home.start(&["--clipboard", "none"]);
    first_answer(&mut pty);
    pty.keys("\r").wait_for("Company");
    pty.keys("Northwind Labs\r")
        .wait_for("Role")
        .keys("Data Analyst\r")
        .wait_for("Your name")
        .keys("Dana Reyes");
    pty.wait_for("Dana Reyes").keys(CTRL_Y).wait_for("Saved:");
    pty.keys(CTRL_Q);
    assert_eq!(pty.wait_end(), End::Code(0));
    assert_eq!(pty.leaks(), Vec::<String>::new());
    let copies = home.copies();
    assert_eq!(copies.len(), 1);
    for text in ["Subject: ", "Dear Mx. Quill,", "Northwind Labs", "Data Analyst", "Dana Reyes"] {
        assert!(copies[0].contains(text), "{text:?} in\n{}", copies[0]);
    }
    assert!(!copies[0].contains('['), "{}", copies[0]);
}

#[test]
fn everything_that_is_written_is_private() {
    let home = Home::new();
    let mut pty = home.start(&["--clipboard", "none"]);
    first_answer(&mut pty);
    pty.keys(CTRL_Y).wait_for("all the same").keys("\r").wait_for("Saved:").keys(CTRL_Q).wait_end();
    let mut seen = 0;
    let mut folders = vec![
        home.folder.path().join(".local/state/regards"),
        home.folder.path().join(".local/share/regards"),
    ];
    while let Some(folder) = folders.pop() {
        assert_eq!(mode(&folder), 0o700, "{}", folder.display());
        for entry in fs::read_dir(&folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                assert_eq!(mode(&path), 0o600, "{}", path.display());
                seen += 1;
            }
        }
    }
    assert!(seen >= 2, "only {seen} files");
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).expect("it is there").permissions().mode() & 0o777
}

#[test]
fn what_was_on_the_screen_survives_sigkill() {
    let home = Home::new();
    let mut pty = home.start(&[]);
    first_answer(&mut pty);
    pty.keys("\r").wait_for("Company").keys("Northw").wait_for("at Northw");
    pty.signal(Signal::KILL);
    assert_eq!(pty.wait_end(), End::Signal(Signal::KILL.as_raw()));
    let mut pty = home.start(&[]);
    pty.wait_for("Go on:").keys("\r").wait_for("Dear Mx. Quill,").wait_for("Northw");
    pty.keys(CTRL_Q).wait_end();
}

#[test]
fn quitting_keeps_the_draft_and_the_name() {
    let home = Home::new();
    let mut pty =
        home.start(&["compose", "decline-interview", "--set", "company=Initech", "--set", "role=Clerk"]);
    pty.wait_for("Initech").keys("Ada\r").wait_for("Dear Ada,").keys(CTRL_Q);
    assert_eq!(pty.wait_end(), End::Code(0));
    let mut pty = home.start(&[]);
    pty.wait_for("Go on:").wait_for("Initech").keys("\r").wait_for("Dear Ada,").keys(CTRL_Q).wait_end();
}

#[test]
fn two_programs_do_not_write_into_one_draft() {
    let home = Home::new();
    let mut first = home.start(&[]);
    first_answer(&mut first);
    let mut second = home.start(&[]);
    second.wait_for("Go on:").keys("\r").wait_for("Dear Mx. Quill,");
    second.wait_for("Company").keys("Initech").wait_for("at Initech");
    first.keys("Y").wait_for("QuillY");
    first.keys(CTRL_Q).wait_end();
    second.keys(CTRL_Q).wait_end();
    let drafts = texts(&home.folder.path().join(".local/share/regards/drafts")).join("\n");
    assert!(drafts.contains("Initech") && drafts.contains("QuillY"), "{drafts}");
}

#[test]
fn every_signal_gives_the_terminal_back_and_loses_nothing() {
    for signal in [Signal::TERM, Signal::HUP, Signal::INT, Signal::QUIT] {
        let home = Home::new();
        let mut pty = home.start(&[]);
        first_answer(&mut pty);
        pty.signal(signal);
        assert_eq!(pty.wait_end(), End::Signal(signal.as_raw()), "{signal:?}");
        assert_eq!(pty.leaks(), Vec::<String>::new(), "{signal:?}");
        let mut again = home.start(&[]);
        again.wait_for("Go on:").keys("\r").wait_for("Dear Mx. Quill,").keys(CTRL_Q).wait_end();
    }
}

#[test]
fn a_closed_terminal_ends_the_program_and_loses_nothing() {
    let home = Home::new();
    let mut pty = home.start(&[]);
    first_answer(&mut pty);
    pty.hang_up();
    pty.wait_end();
    let mut again = home.start(&[]);
    again.wait_for("Go on:").keys("\r").wait_for("Dear Mx. Quill,").keys(CTRL_Q).wait_end();
}

#[test]
fn stopped_and_continued_it_loses_no_key() {
    let home = Home::new();
    let mut pty = home.start(&[]);
    first_answer(&mut pty);
    pty.keys(CTRL_Z).wait_stopped().wait_restored();
    pty.signal(Signal::CONT).wait_for("Dear Mx. Quill,").keys("s").wait_for("Quills");
    pty.signal(Signal::TSTP).wait_stopped().wait_restored();
    pty.signal(Signal::CONT).wait_for("Quills").keys("on").wait_for("Quillson").keys(CTRL_Q);
    assert_eq!(pty.wait_end(), End::Code(0));
    assert_eq!(pty.leaks(), Vec::<String>::new());
}

#[test]
fn a_window_may_shrink_to_nothing_and_come_back() {
    let home = Home::new();
    let mut pty = home.start(&[]);
    first_answer(&mut pty);
    pty.resize(30, 5).wait_for("the least. Everything");
    pty.resize_only(1, 1);
    pty.resize_only(0, 0);
    pty.resize_only(65535, 65535);
    pty.resize(80, 24).wait_for("Dear Mx. Quill,").keys(CTRL_Q);
    assert_eq!(pty.wait_end(), End::Code(0));
    assert!(pty.leaks().is_empty());
}

/// Debug builds panic on request, so that the real program's way out is tested and not a copy of it.
#[test]
fn a_panic_gives_the_terminal_back_and_keeps_the_text() {
    for place in ["draw", "thread"] {
        let home = Home::new();
        let mut command = home.command(&[]);
        command.env("REGARDS_PANIC", place);
        let mut pty = spawn(command, 80, 24);
        first_answer(&mut pty);
        pty.keys("\x1b[24~");
        assert_eq!(pty.wait_end(), End::Code(70), "{place}");
        assert_eq!(pty.leaks(), Vec::<String>::new(), "{place}");
        let mut again = home.start(&[]);
        again.wait_for("Go on:").keys("\r").wait_for("Dear Mx. Quill,").keys(CTRL_Q).wait_end();
    }
}

#[test]
fn while_nobody_types_it_sleeps() {
    let home = Home::new();
    let mut pty = home.start(&["compose", "decline-interview"]);
    pty.wait_for("Dear [their name]");
    pty.wait_for_output(Duration::from_millis(300));
    let (ticks, written) = (pty.ticks(), pty.written());
    pty.wait_for_output(Duration::from_secs(2));
    assert_eq!((pty.ticks(), pty.written()), (ticks, written));
    pty.keys(CTRL_Q).wait_end();
}

#[test]
fn a_paste_presses_no_key() {
    let home = Home::new();
    let mut pty = home.start(&["compose", "decline-interview"]);
    pty.wait_for("Their name");
    pty.keys("\x1b[200~Ada\x1b[201~\r\x11\x1b[201~").wait_for("Ada");
    pty.keys("!").wait_for("!").keys(CTRL_C).wait_for("Quit?").keys("\r");
    assert_eq!(pty.wait_end(), End::Code(0));
}

#[test]
fn the_persons_own_editor_changes_the_letter() {
    let home = Home::new();
    let mut command = home.command(&["compose", "decline-interview", "--set", "company=Acme"]);
    command.env("EDITOR", "sed -i s/Dear/Good-day/");
    let mut pty = spawn(command, 80, 24);
    pty.wait_for("Their name")
        .keys("Ada")
        .wait_for("Dear Ada,")
        .keys(F2)
        .wait_for("the finished letter")
        .keys("o");
    pty.wait_for("Good-day Ada,").keys(CTRL_Q);
    assert_eq!(pty.wait_end(), End::Code(0));
    assert!(pty.leaks().is_empty());
}

#[test]
fn a_read_only_home_still_writes_letters() {
    let home = Home::new();
    let blocked = home.folder.path().join("file");
    std::os::unix::fs::symlink("/dev/null", &blocked).expect("a link");
    let mut command = home.command(&["compose", "decline-interview"]);
    command.env("XDG_DATA_HOME", blocked.join("data"));
    command.env("XDG_STATE_HOME", blocked.join("state"));
    let mut pty = spawn(command, 80, 24);
    pty.wait_for("Their name").keys("A").wait_for("Not written down").keys("da").wait_for("Dear Ada,");
    pty.keys(CTRL_Y).wait_for("all the same").keys(CTRL_Q);
    assert_eq!(pty.wait_end(), End::Code(4), "what could not be saved is said");
    assert!(pty.leaks().is_empty());
}
