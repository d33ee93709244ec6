//! The terminal is given back however the program ends, and no key is lost while it lives.
//!
//! The program is tests/support/demo.rs: this file runs itself in a terminal of its own.

#![cfg(unix)]

#[path = "support/demo.rs"]
mod demo;
#[path = "support/pty.rs"]
mod pty;

use portable_pty::CommandBuilder;
use pty::{End, Pty, command, spawn};
use rustix::process::Signal;
use std::path::PathBuf;
use std::time::{Duration, Instant};
use tempfile::TempDir;

const CTRL_E: &str = "\x05";
const CTRL_O: &str = "\x0f";
const CTRL_P: &str = "\x10";
const CTRL_Q: &str = "\x11";
const CTRL_T: &str = "\x14";
const CTRL_X: &str = "\x18";
const CTRL_Z: &str = "\x1a";

/// The program under test; not a test.
#[test]
#[ignore = "started by the other tests, in a terminal"]
fn the_demo() {
    if std::env::var_os("DEMO_SAVED").is_some() {
        std::process::exit(demo::run());
    }
}

struct Run {
    pty: Pty,
    folder: TempDir,
}

fn demo_command(folder: &TempDir) -> CommandBuilder {
    let mut command = command(std::env::current_exe().expect("a test has a program"));
    command.args(["the_demo", "--exact", "--ignored", "--nocapture", "--test-threads=1"]);
    set_up(&mut command, folder);
    command
}

fn set_up(command: &mut CommandBuilder, folder: &TempDir) {
    command.env("DEMO_SAVED", folder.path().join("saved"));
    command.env("DEMO_FILE", folder.path().join("letter"));
}

fn start() -> Run {
    start_with(|_| {})
}

fn start_with(change: impl FnOnce(&mut CommandBuilder)) -> Run {
    let folder = tempfile::tempdir().expect("a folder");
    let mut command = demo_command(&folder);
    change(&mut command);
    let mut pty = spawn(command, 80, 24);
    pty.wait_for("text:[]");
    Run { pty, folder }
}

/// Starts the demo through a shell, for what a shell can do to its streams.
fn start_by_shell(script: &str) -> Run {
    let folder = tempfile::tempdir().expect("a folder");
    let mut command = command("/bin/sh");
    let script = format!(r#"exec "$0" the_demo --exact --ignored --nocapture --test-threads=1 {script}"#);
    command.args(["-c", &script]);
    command.arg(std::env::current_exe().expect("a test has a program"));
    set_up(&mut command, &folder);
    command.env("DEMO_OUT", folder.path().join("out"));
    Run { pty: spawn(command, 80, 24), folder }
}

impl Run {
    fn saved(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("saved")).unwrap_or_default()
    }

    /// The end, with the terminal given back.
    fn ends(&mut self) -> End {
        let end = self.pty.wait_end();
        assert_eq!(self.pty.leaks(), Vec::<String>::new(), "{end:?}");
        end
    }

    /// Types a text and waits until it is there.
    fn type_text(&mut self, text: &str) {
        self.pty.keys(text).wait_for(text);
    }
}

#[test]
fn the_interface_has_the_terminal() {
    let run = start();
    let leaks = run.pty.leaks().join(", ");
    for mode in ["alternate screen", "bracketed paste", "hidden cursor", "mouse", "settings"] {
        assert!(leaks.contains(mode), "{mode} is not in {leaks}");
    }
}

#[test]
fn quitting_gives_the_terminal_back() {
    let mut run = start();
    run.pty.keys(CTRL_Q);
    assert_eq!(run.ends(), End::Code(0));
}

#[test]
fn deadly_signals_save_and_kill() {
    for signal in [Signal::TERM, Signal::HUP, Signal::INT, Signal::QUIT] {
        let mut run = start();
        run.type_text("Dear Ada");
        run.pty.signal(signal);
        assert_eq!(run.ends(), End::Signal(signal.as_raw()));
        assert_eq!(run.saved(), "Dear Ada");
    }
}

#[test]
fn a_stuck_interface_still_dies_well() {
    let mut run = start();
    run.type_text("Dear Ada");
    run.pty.keys(CTRL_X).signal(Signal::TERM);
    assert_eq!(run.ends(), End::Signal(Signal::TERM.as_raw()));
    assert_eq!(run.saved(), "Dear Ada");
}

#[test]
fn a_terminal_that_takes_nothing_keeps_nobody_alive() {
    let mut run = start();
    let text = "x".repeat(1000);
    run.pty.keys(&text).wait_for(&format!("{}]", "x".repeat(20)));
    let mut wider = 0;
    run.pty.choke(|pty| {
        wider = 1 - wider;
        pty.resize_only(100 + wider, 30);
    });
    run.pty.signal(Signal::TERM);
    assert_eq!(run.pty.wait_end(), End::Signal(Signal::TERM.as_raw()));
    // The modes could not be told to the terminal; its settings could.
    assert_eq!(run.pty.changed_settings(), None);
    assert_eq!(run.saved(), text);
}

#[test]
fn a_panic_while_drawing_ends_with_one_message() {
    let mut run = start();
    run.type_text("Dear Ada");
    run.pty.keys(CTRL_P);
    assert_eq!(run.ends(), End::Code(70));
    assert_eq!(run.saved(), "Dear Ada");
    let screen = run.pty.screen().replace('\n', "");
    assert!(screen.contains("tests/support/demo.rs:") && screen.contains("drawing failed"), "{screen}");
    let kept = run.folder.path().join("saved");
    assert!(screen.contains(&format!("Your text is kept in {}.", kept.display())), "{screen}");
    assert_eq!(screen.matches("mistake of its own").count(), 1);
}

#[test]
fn a_panic_in_another_thread_ends_the_same_way_and_tells_nothing_private() {
    let mut run = start();
    run.type_text("Dear Ada");
    run.pty.keys(CTRL_T);
    assert_eq!(run.ends(), End::Code(70));
    assert_eq!(run.saved(), "Dear Ada");
    assert!(run.pty.screen().contains("mistake of its own"));
    assert!(!run.pty.screen().contains("salary"));
}

#[test]
fn a_closed_window_ends_the_program() {
    let mut run = start();
    run.type_text("Dear Ada");
    let closed = Instant::now();
    run.pty.hang_up();
    assert_eq!(run.pty.wait_end(), End::Signal(Signal::HUP.as_raw()));
    assert!(closed.elapsed() < Duration::from_secs(5), "{:?}", closed.elapsed());
    assert_eq!(run.saved(), "Dear Ada");
}

#[test]
fn a_terminal_that_goes_without_a_signal_is_noticed() {
    for keys in ["", CTRL_X] {
        // Not our controlling terminal: nobody is told when it goes.
        let mut run = start_with(|command| command.set_controlling_tty(false));
        run.type_text("Dear Ada");
        let closed = Instant::now();
        run.pty.keys(keys).hang_up();
        assert_eq!(run.pty.wait_end(), End::Signal(Signal::HUP.as_raw()));
        assert!(closed.elapsed() < Duration::from_secs(5), "{:?}", closed.elapsed());
        assert_eq!(run.saved(), "Dear Ada");
    }
}

#[test]
fn without_a_terminal_there_is_no_interface() {
    for (streams, named) in [(">&-", "output"), ("> \"$DEMO_OUT\"", "output"), ("< /dev/null", "input")] {
        let mut run = start_by_shell(streams);
        assert_eq!(run.ends(), End::Code(2), "{streams}");
        assert!(run.pty.screen().contains(&format!("standard {named} is not a terminal")), "{streams}");
        let written = std::fs::read(run.folder.path().join("out")).unwrap_or_default();
        assert!(!written.contains(&0x1b) && !run.pty.bytes_by_the_program().contains(&0x1b), "{streams}");
    }
}

#[test]
fn stopping_and_going_on_loses_no_keys() {
    let mut run = start();
    let mut typed = String::new();
    for cycle in 0..10u8 {
        let (before, meanwhile) = (char::from(b'a' + 2 * cycle), char::from(b'b' + 2 * cycle));
        typed.extend([before, meanwhile]);
        // No waiting for the echo: the key may still be on its way.
        run.pty.keys(&before.to_string()).signal(Signal::TSTP).wait_stopped();
        run.pty.wait_restored().keys(&meanwhile.to_string());
        run.pty.signal(Signal::CONT).wait_for(&format!("resumed:{}\n", cycle + 1));
    }
    run.pty.wait_for(&format!("text:[{typed}]"));
    run.pty.keys(CTRL_Q);
    assert_eq!(run.ends(), End::Code(0));
}

#[test]
fn ctrl_z_stops_and_the_frame_is_drawn_again_after_a_resize() {
    let mut run = start();
    run.type_text("Dear Ada");
    run.pty.keys(CTRL_Z).wait_stopped().wait_restored().resize(60, 20);
    run.pty.signal(Signal::CONT).wait_for("size:60x20").wait_for("text:[Dear Ada]").wait_for("resumed:1");
    run.pty.keys(CTRL_Q);
    assert_eq!(run.ends(), End::Code(0));
}

#[test]
fn a_stop_that_is_taken_back_at_once_does_not_stop() {
    let mut run = start();
    for key in ["a", "b", "c", "d"] {
        run.pty.signal(Signal::TSTP).signal(Signal::CONT).keys(key);
        // The second signal may have come before the first had been followed; a shell sends another then.
        run.pty.until_shown(&format!("{key}]"), |pty| _ = pty.signal(Signal::CONT));
    }
    assert!(run.pty.screen().contains("text:[abcd]"), "{}", run.pty.screen());
}

#[test]
fn a_stopped_program_can_be_killed() {
    let mut run = start();
    run.type_text("Dear Ada");
    run.pty.signal(Signal::TSTP).wait_stopped().signal(Signal::TERM).signal(Signal::CONT);
    assert_eq!(run.ends(), End::Signal(Signal::TERM.as_raw()));
    assert_eq!(run.saved(), "Dear Ada");
}

#[test]
fn a_stop_without_warning_is_repaired() {
    let mut run = start();
    run.type_text("Dear Ada");
    run.pty.signal(Signal::STOP).wait_stopped().signal(Signal::CONT).wait_for("resumed:1");
    run.pty.keys(CTRL_Q);
    assert_eq!(run.ends(), End::Code(0));
}

#[test]
fn every_size_is_survived() {
    let mut run = start();
    run.type_text("Dear Ada");
    for (columns, rows) in [(1, 1), (0, 0), (1, 1), (200, 1), (1, 200), (0, 24), (80, 0)] {
        let written = run.pty.written();
        run.pty.resize(columns, rows);
        run.pty.wait_written(written);
    }
    run.pty.resize(80, 24).wait_for("size:80x24").wait_for("text:[Dear Ada]");
    run.pty.keys(CTRL_Q);
    assert_eq!(run.ends(), End::Code(0));
}

#[test]
fn an_absurd_size_takes_no_memory() {
    let mut run = start();
    let written = run.pty.written();
    run.pty.resize_only(65535, 65535);
    run.pty.wait_written(written);
    #[cfg(target_os = "linux")]
    assert!(run.pty.most_memory() < 96 << 20, "{} bytes", run.pty.most_memory());
    run.pty.resize(80, 24).wait_for("size:80x24");
    run.pty.keys(CTRL_Q);
    assert_eq!(run.ends(), End::Code(0));
}

#[test]
fn a_storm_of_sizes_ends_in_the_right_frame() {
    let mut run = start();
    run.type_text("Dear Ada");
    for turn in 0..500u16 {
        run.pty.resize_only(turn * 7 % 200, turn * 3 % 60);
    }
    run.pty.resize(100, 30).wait_for("size:100x30").wait_for("text:[Dear Ada]");
    run.pty.keys(CTRL_Q);
    assert_eq!(run.ends(), End::Code(0));
}

#[test]
#[cfg(target_os = "linux")]
fn an_idle_program_writes_nothing_and_does_nothing() {
    let mut run = start();
    run.type_text("Dear Ada");
    let (written, ticks) = (run.pty.written(), run.pty.ticks());
    // The fact to be seen is that nothing happens; that takes a while.
    std::thread::sleep(Duration::from_secs(2));
    assert_eq!(run.pty.written(), written);
    assert!(run.pty.ticks() - ticks <= 1, "{} ticks", run.pty.ticks() - ticks);
}

#[test]
fn a_paste_cannot_smuggle_keys() {
    let mut run = start();
    run.pty.keys("\x1b[200~one\x1b[201~\r\x11\x1b[201~").wait_for("<one>").wait_for("\\r");
    assert!(!run.pty.screen().contains("ENTER"));
    run.pty.keys("k").wait_for("k]").keys(CTRL_Q);
    assert_eq!(run.ends(), End::Code(0));
}

#[test]
fn a_huge_paste_is_counted_and_the_program_goes_on() {
    let mut run = start();
    let paste = format!("\x1b[200~{}\x1b[201~", "x".repeat(20 << 20));
    run.pty.keys(&paste).wait_for("20971520 of 4194304 bytes");
    run.type_text("Dear Ada");
}

#[test]
fn mouse_positions_arrive() {
    let mut run = start();
    run.pty.keys("\x1b[<0;12;3M").wait_for("mouse 11x2");
}

#[test]
fn copies_do_not_land_inside_frames() {
    let mut run = start();
    run.pty.keys(CTRL_O).wait_for("note:copied all").wait_for(".");
    let screen = run.pty.screen();
    let (_, copies) = screen.split_once("copied all ").expect("shown");
    let copies = copies.split('.').next().and_then(|copies| copies.parse::<usize>().ok()).expect("a number");
    run.pty.keys(CTRL_Q);
    assert_eq!(run.ends(), End::Code(0));
    let bytes = run.pty.bytes();
    let frames = count(&bytes, b"\x1b[?2026h");
    assert!(frames > 100);
    assert_eq!(count(&bytes, b"\x1b]52;c;aGVsbG8=\x1b\\"), copies);
    // Inside a frame there is no copy.
    let text = String::from_utf8_lossy(&bytes);
    for frame in text.split("\x1b[?2026h").skip(1) {
        let (inside, _) = frame.split_once("\x1b[?2026l").expect("frames end");
        assert!(!inside.contains("]52;"));
    }
}

fn count(bytes: &[u8], pattern: &[u8]) -> usize {
    bytes.windows(pattern.len()).filter(|window| *window == pattern).count()
}

/// Starts the demo with an editor that is a shell script; `$1` is the file.
fn with_editor(script: &str) -> Run {
    let editor = format!("sh -c '{script}' editor");
    start_with(|command| command.env("VISUAL", editor))
}

fn letter(run: &Run) -> PathBuf {
    run.folder.path().join("letter")
}

#[test]
fn the_editor_has_the_terminal_and_its_keys() {
    let script = r#"echo editing; until [ "$line" = end ]; do read line; echo "$line" >> "$1"; done"#;
    let mut run = with_editor(script);
    run.type_text("Dear Ada");
    run.pty.keys(CTRL_E).wait_for("editing").wait_restored();
    let mut typed = String::new();
    for count in 0..50 {
        let line = format!("line {count}\n");
        run.pty.keys(&line);
        typed.push_str(&line);
    }
    run.pty.keys("end\n").wait_for("note:editor: exit status: 0").wait_for("text:[Dear Ada]");
    let written = std::fs::read_to_string(letter(&run)).expect("written");
    assert_eq!(written, format!("{typed}end\n"));
    run.type_text("Byron");
    run.pty.keys(CTRL_Q);
    assert_eq!(run.ends(), End::Code(0));
}

#[test]
fn an_editor_that_fails_is_survived() {
    for (script, note) in [
        ("exit 3", "exit status: 3"),
        ("stty raw -echo; printf \"\\033[?1049h\\033[?25l\\033[?1003h\\033[31m\"; exit 1", "exit status: 1"),
        ("printf \"\\033[?1049h\"; kill -KILL $$", "signal: 9"),
    ] {
        let mut run = with_editor(script);
        run.type_text("Dear Ada");
        run.pty.keys(CTRL_E).wait_for(note);
        run.pty.wait_for("text:[Dear Ada]").keys("x").wait_for("text:[Dear Adax]");
        run.pty.keys(CTRL_Q);
        assert_eq!(run.ends(), End::Code(0), "{script}");
    }
}

#[test]
fn an_editor_that_is_not_there_is_named() {
    let mut run = start_with(|command| command.env("VISUAL", "/nonexistent/editor --wait"));
    run.pty.keys(CTRL_E).wait_for("cannot start `/nonexistent/editor`").keys(CTRL_Q);
    assert_eq!(run.ends(), End::Code(0));
}

#[test]
fn an_interrupt_meant_for_the_editor_does_not_end_the_program() {
    let mut run = with_editor("echo editing; exec sleep 60");
    run.type_text("Dear Ada");
    run.pty.keys(CTRL_E).wait_for("editing").wait_restored().keys("\x03");
    run.pty.wait_for("note:editor: signal: 2").keys("x").wait_for("text:[Dear Adax]");
    run.pty.keys(CTRL_Q);
    assert_eq!(run.ends(), End::Code(0));
}

#[test]
fn a_signal_while_the_editor_runs_saves() {
    let mut run = with_editor("echo editing; exec sleep 1");
    run.type_text("Dear Ada");
    run.pty.keys(CTRL_E).wait_for("editing").signal(Signal::TERM);
    assert_eq!(run.ends(), End::Signal(Signal::TERM.as_raw()));
    assert_eq!(run.saved(), "Dear Ada");
}
