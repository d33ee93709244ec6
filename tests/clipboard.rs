//! Copies in throw-away display servers, terminals and tmux, with the real program as the holder, and looks
//! at what other programs can paste once the copying process is gone.

#![cfg(target_os = "linux")]
#![allow(clippy::disallowed_methods, reason = "a test's own files may be torn by a crash")]

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::MetadataExt;
use std::time::{Duration, Instant};

use portable_pty::CommandBuilder;
use regards::services::clipboard::{Clipboard, Environment, Outcome, Preference, write_to_tty};

#[path = "support/clip_driver.rs"]
mod clip_driver;
#[path = "support/clip_lab.rs"]
mod clip_lab;

use clip_driver::{Copying, REPORT_END, Terminal};
use clip_lab::{Lab, PATIENCE, contains, files_in, letter, osc52_texts, wait_for, zombies_of};

const COPIED: &str = "Copied; it stays after you quit.";

/// A frozen display must be answered within two seconds; the rest is for a machine under load.
const ANSWERED: Duration = Duration::from_millis(2500);

#[test]
#[ignore = "not a test: the process that copies for the tests"]
fn driver() {
    clip_driver::drive();
}

#[test]
fn x11_has_the_text_after_the_program_has_ended() {
    let Some(lab) = Lab::x11() else { return };
    for text in [letter(1_000), letter(1_000_000), "before\0after".into()] {
        let report = Copying::new(&lab, &text).run();
        assert_eq!((report.success, report.message.as_str()), (true, COPIED));
        assert!(lab.paste_x11() == text.as_bytes(), "{} bytes are not the same", text.len());
    }
    assert_eq!(files_in(&lab.path("state")).len(), 0, "what is confirmed needs no file");
}

#[test]
fn wayland_has_the_text_after_the_program_has_ended() {
    let Some(lab) = Lab::wayland() else { return };
    for text in [letter(1_000), letter(1_000_000), "before\0after".into()] {
        let report = Copying::new(&lab, &text).run();
        assert_eq!((report.success, report.message.as_str()), (true, COPIED));
        assert!(lab.paste_wayland() == text.as_bytes(), "{} bytes are not the same", text.len());
    }
}

#[test]
fn the_holder_makes_way_for_the_next_program() {
    let Some(lab) = Lab::both() else { return };
    assert_eq!(Copying::new(&lab, "ours on Wayland").run().message, COPIED);
    assert_eq!(Copying::new(&lab, "ours on X11").without("WAYLAND_DISPLAY").run().message, COPIED);
    assert_eq!(lab.holders().len(), 2, "one on each display");
    let theirs = lab.path("theirs");
    fs::write(&theirs, "theirs").expect("written");
    let theirs = theirs.to_str().expect("tests use UTF-8");
    let copies = format!(
        "xclip -selection clipboard <'{theirs}' >/dev/null 2>&1; wl-copy <'{theirs}' >/dev/null 2>&1"
    );
    assert!(lab.run(&["sh", "-c", &copies]).status.success());
    wait_for("both holders end", PATIENCE, || lab.holders().is_empty());
    assert_eq!((lab.paste_x11(), lab.paste_wayland()), (b"theirs".to_vec(), b"theirs".to_vec()));
}

#[test]
fn an_empty_text_leaves_the_clipboard_alone() {
    let Some(lab) = Lab::x11() else { return };
    assert!(Copying::new(&lab, "kept").run().success);
    let report = Copying::new(&lab, "").run();
    assert!(!report.success);
    assert!(report.message.contains("nothing to copy"), "{}", report.message);
    assert_eq!(lab.paste_x11(), b"kept");
}

#[test]
fn the_text_outlives_the_terminal() {
    let Some(lab) = Lab::both() else { return };
    let on_x11 = |text| Copying::new(&lab, text).without("WAYLAND_DISPLAY").staying();

    let closed = on_x11("before the window closed").start_in_terminal(Some(REPORT_END));
    assert_eq!(closed.await_report().message, COPIED);
    closed.close();
    assert_eq!(lab.paste_x11(), b"before the window closed");

    let interrupted = on_x11("before ctrl-c").start_in_terminal(None);
    assert_eq!(interrupted.await_report().message, COPIED);
    interrupted.interrupt();
    interrupted.await_end();
    assert_eq!(lab.paste_x11(), b"before ctrl-c");

    let closed = Copying::new(&lab, "on Wayland").staying().start_in_terminal(Some(REPORT_END));
    assert_eq!(closed.await_report().message, COPIED);
    closed.close();
    assert_eq!(lab.paste_wayland(), b"on Wayland");
}

#[test]
fn the_holder_ends_with_its_display() {
    let Some(mut lab) = Lab::both() else { return };
    assert!(Copying::new(&lab, "on Wayland").run().success);
    assert!(Copying::new(&lab, "on X11").without("WAYLAND_DISPLAY").run().success);
    assert_eq!(lab.holders().len(), 2);
    let killed = Instant::now();
    lab.wayland.as_mut().expect("asked for").kill();
    lab.x11.as_mut().expect("asked for").kill();
    // Three seconds are promised; two more are for a machine under load.
    wait_for("the holders end", Duration::from_secs(5), || lab.holders().is_empty());
    assert!(killed.elapsed() < Duration::from_secs(5));
}

#[test]
fn a_frozen_display_is_answered() {
    let Some(lab) = Lab::both() else { return };
    let (x11, wayland) = (lab.x11.as_ref().expect("asked for"), lab.wayland.as_ref().expect("asked for"));

    wayland.freeze();
    let report = Copying::new(&lab, "past the frozen one").run();
    assert_eq!(report.message, COPIED, "X11 still answers");
    assert!(report.took < ANSWERED, "{:?}", report.took);
    assert_eq!(lab.paste_x11(), b"past the frozen one");

    x11.freeze();
    let report = Copying::new(&lab, "nobody answers").run();
    assert!(!report.success);
    assert!(report.message.starts_with("Display did not answer. Saved: "), "{}", report.message);
    assert!(report.took < ANSWERED, "{:?}", report.took);
    assert_eq!(saved_text(&lab), "nobody answers");

    let report = Copying::new(&lab, "in the terminal").start_in_terminal(None).await_report();
    assert!(report.message.starts_with("Sent to your terminal"), "the next way: {}", report.message);
    x11.thaw();
    wayland.thaw();
    assert_eq!(lab.paste_x11(), b"past the frozen one", "those that gave up have changed nothing");
}

/// Nothing but a listener that never speaks: needs no display server.
#[test]
fn a_mute_display_is_answered() {
    let lab = Lab::bare();
    let mute = TcpListener::bind("127.0.0.1:0").expect("a port");
    let number = mute.local_addr().expect("bound").port() - 6000;
    let report = Copying::new(&lab, "Dear Ada").with("DISPLAY", format!("127.0.0.1:{number}")).run();
    assert!(report.message.starts_with("Display did not answer. Saved: "), "{}", report.message);
    assert!(report.took < ANSWERED, "{:?}", report.took);
}

#[test]
fn quick_copies_leave_one_holder_and_no_zombie() {
    let Some(lab) = Lab::both() else { return };
    for (without, paste) in
        [("WAYLAND_DISPLAY", Lab::paste_x11 as fn(&Lab) -> Vec<u8>), ("DISPLAY", Lab::paste_wayland)]
    {
        let earlier = lab.holders();
        let running = Copying::new(&lab, "copy {number}").without(without).times(20).staying().start();
        running.await_reports(20);
        assert_eq!(running.text().matches(COPIED).count(), 20, "{}", running.text());
        let ours = || lab.holders().into_iter().filter(|pid| !earlier.contains(pid)).count();
        wait_for("one holder is left", PATIENCE, || ours() == 1);
        wait_for("no zombie is left", PATIENCE, || zombies_of(running.id()).is_empty());
        assert_eq!(String::from_utf8_lossy(&paste(&lab)), "copy 20");
        running.end();
        assert_eq!(String::from_utf8_lossy(&paste(&lab)), "copy 20");
    }
}

#[test]
fn without_display_and_terminal_the_text_is_saved() {
    let lab = Lab::bare();
    let report = Copying::new(&lab, &letter(1_000)).after_shell("umask 000").run();
    let expected = "No clipboard here (no DISPLAY or WAYLAND_DISPLAY, no terminal). Saved: ";
    assert!(report.message.starts_with(expected), "{}", report.message);
    assert!(!report.success, "a script must see it");
    assert_eq!(saved_text(&lab), letter(1_000));
    let copies = lab.path("state/regards/copies");
    let mode = |path| fs::metadata(path).expect("saved").mode() & 0o777;
    assert_eq!(mode(files_in(&copies).remove(0)), 0o600);
    assert_eq!(mode(copies), 0o700);
}

#[test]
fn a_display_that_is_not_there_is_no_clipboard() {
    let lab = Lab::bare();
    for name in [":4093", "nonsense", "\u{1b}[31m"] {
        let report = Copying::new(&lab, "Dear Ada").with("DISPLAY", name).run();
        let expected = "Display could not be reached. Saved: ";
        assert!(report.message.starts_with(expected), "{name:?}: {}", report.message);
        assert!(!report.success);
    }
}

#[test]
fn a_wrong_wayland_name_falls_back_to_x11() {
    let Some(lab) = Lab::x11() else { return };
    let bogus = Copying::new(&lab, "bogus name").with("WAYLAND_DISPLAY", "wayland-93").run();
    assert_eq!(bogus.message, COPIED);
    assert_eq!(lab.paste_x11(), b"bogus name");
    let unset =
        Copying::new(&lab, "no directory").with("WAYLAND_DISPLAY", "wayland-93").without("XDG_RUNTIME_DIR");
    assert_eq!(unset.run().message, COPIED);
    assert_eq!(lab.paste_x11(), b"no directory");
    let alone = unset.without("DISPLAY").run();
    assert!(alone.message.contains("XDG_RUNTIME_DIR is not"), "{}", alone.message);
}

#[test]
fn over_ssh_the_text_goes_through_the_terminal() {
    let Some(lab) = Lab::x11() else { return };
    assert!(Copying::new(&lab, "of the far machine").run().success);
    let holders = lab.holders();
    let text = letter(10_000);
    let remote = Copying::new(&lab, &text).with("SSH_TTY", "/dev/pts/0").start_in_terminal(None);
    let report = remote.await_report();
    // Nobody may hold the terminal: ssh would not come back.
    let printed = remote.await_end();
    assert!(report.success);
    assert!(report.message.starts_with("Sent to your terminal (cannot be confirmed). Also saved: "));
    assert_eq!(osc52_texts(&printed), [text.as_bytes()]);
    assert_eq!(saved_text(&lab), text);
    assert_eq!(lab.holders(), holders, "no new holder on the far machine");
    assert_eq!(lab.paste_x11(), b"of the far machine");
}

#[test]
fn a_long_text_over_ssh_comes_with_a_warning() {
    let lab = Lab::bare();
    let remote = |length| {
        Copying::new(&lab, &letter(length)).with("SSH_CONNECTION", "a 1 b 2").start_in_terminal(None)
    };
    let report = remote(20_000).await_report();
    assert!(
        report.message.contains("It may be too long for your terminal. Also saved: "),
        "{}",
        report.message
    );
    let refused = remote(800_000);
    let report = refused.await_report();
    assert!(!report.success);
    assert!(report.message.starts_with("Too long to send through a terminal"), "{}", report.message);
    assert_eq!(osc52_texts(&refused.await_end()).len(), 0);
}

#[test]
fn tmux_keeps_the_text_and_passes_it_on() {
    let Some(lab) = Lab::tmux() else { return };
    let copy = |text: &str| {
        let copying = Copying::new(&lab, text);
        let file = format!("report-{}", text.len());
        let script = copying.script(&file);
        lab.tmux_says(&["new-window", "-d", "sh", script.to_str().expect("tests use UTF-8")]);
        let report = copying.report_in(&file);
        let expected = "Sent to your terminal through tmux (cannot be confirmed). Also saved: ";
        assert!(report.message.starts_with(expected), "{}", report.message);
        assert_eq!(lab.tmux_says(&["save-buffer", "-"]), text.as_bytes());
    };
    copy(&letter(1_000));

    let mut attach = CommandBuilder::new("tmux");
    attach.args(["attach-session", "-t", "lab"]);
    let variables = lab.variables().into_iter().map(|(name, value)| (name, value.into()));
    let outer = Terminal::start(attach, variables, None);
    wait_for("the session is attached", PATIENCE, || !lab.tmux_says(&["list-clients"]).is_empty());
    for (setting, length) in [("external", 2_000), ("off", 30_000)] {
        lab.tmux_says(&["set-option", "-g", "set-clipboard", setting]);
        let text = letter(length);
        copy(&text);
        let arrived = || osc52_texts(&outer.printed.bytes()).iter().any(|it| it == text.as_bytes());
        wait_for("the outer terminal gets it", PATIENCE, arrived);
    }
    lab.tmux_says(&["detach-client", "-s", "lab"]);
    outer.await_end();
}

#[test]
fn a_frozen_tmux_is_answered() {
    let Some(lab) = Lab::tmux() else { return };
    let tmux = lab.tmux_says(&["display-message", "-p", "#{socket_path},#{pid},0"]);
    let tmux = String::from_utf8(tmux).expect("a path").trim().to_owned();
    lab.tmux_server().freeze();
    let report = Copying::new(&lab, "Dear Ada").with("TMUX", tmux).run();
    lab.tmux_server().thaw();
    assert!(report.message.contains("tmux did not answer"), "{}", report.message);
    assert!(!report.success);
    // Half a second to ask where its person is, two seconds to give the text; the rest is for load.
    assert!(report.took < Duration::from_secs(4), "{:?}", report.took);
    assert_eq!(saved_text(&lab), "Dear Ada");
}

#[test]
fn the_holder_keeps_nothing_of_the_program_open_and_shows_nothing() {
    let Some(lab) = Lab::x11() else { return };
    let text = "salary-canary ".repeat(100);
    let running = Copying::new(&lab, &text).after_shell("exec 9</dev/null").staying().start();
    running.await_reports(1);
    assert!(fs::exists(format!("/proc/{}/fd/9", running.id())).is_ok_and(|there| there), "the test is real");
    let holder = lab.holders()[0];
    wait_for("it has let go of its pipes", PATIENCE, || {
        let leads = |fd| fs::read_link(format!("/proc/{holder}/fd/{fd}")).unwrap_or_default();
        [0, 1, 2].into_iter().all(|fd| leads(fd).as_os_str() == "/dev/null")
    });
    assert!(!fs::exists(format!("/proc/{holder}/fd/9")).expect("it lives"), "fd 9 stays open");
    assert_eq!(fs::read_link(format!("/proc/{holder}/cwd")).expect("it lives").as_os_str(), "/");
    for shown in ["cmdline", "environ"] {
        let shown = fs::read(format!("/proc/{holder}/{shown}")).expect("it lives");
        assert!(!contains(&shown, "salary-canary"), "other users could read the letter");
    }
    running.end();
    assert_eq!(lab.paste_x11(), text.as_bytes());
}

#[test]
fn a_replaced_program_can_still_copy() {
    let Some(lab) = Lab::x11() else { return };
    let program = lab.path("regards");
    fs::copy(env!("CARGO_BIN_EXE_regards"), &program).expect("copied");
    assert!(Copying::new(&lab, "before the update").held_by(program.clone()).run().success);
    fs::remove_file(&program).expect("removed");
    fs::write(&program, "a new version").expect("written");
    // This is where /proc/self/exe leads in a program whose file was replaced.
    let running = format!("/proc/{}/exe", lab.holders()[0]);
    assert_eq!(Copying::new(&lab, "after the update").held_by(running.into()).run().message, COPIED);
    assert_eq!(lab.paste_x11(), b"after the update");
}

#[test]
fn a_command_of_the_person_is_not_waited_for_longer_than_needed() {
    let Some(lab) = Lab::x11() else { return };
    let text = letter(100_000);
    // xclip leaves a process behind that keeps its output open.
    let report = Copying::new(&lab, &text).preferring("command:xclip -selection clipboard").run();
    assert_eq!(report.message, "Your clipboard command took it and reported success.");
    assert!(report.took < Duration::from_secs(5), "{:?}", report.took);
    assert!(lab.paste_x11() == text.as_bytes());
    assert_eq!(lab.holders().len(), 0);
}

#[test]
fn a_command_that_fails_is_not_reported_as_copied() {
    let lab = Lab::bare();
    let said = |line: &str| {
        let report = Copying::new(&lab, &letter(200_000)).preferring(&format!("command:{line}")).run();
        assert!(!report.success, "{line}: {}", report.message);
        assert!(report.message.contains(" Saved: "), "{line}: {}", report.message);
        (report.message, report.took)
    };
    let (message, _) = said("printf 'no \\033[31mdisplay\\nmore\\n' >&2; exit 3");
    assert!(
        message.starts_with("Your clipboard command failed (exit status: 3): no \\u{1b}[31mdisplay. "),
        "{message}"
    );
    assert!(said("kill -9 $$").0.contains("signal: 9"));
    assert!(said("no-such-program").0.contains("exit status: 127"));
    assert!(said("exit 0").0.contains("ended without reading the text"));
    let (message, took) = said("sleep 600 & wait");
    assert!(message.contains("did not end within 5 seconds"), "{message}");
    assert!(took < Duration::from_secs(8), "{took:?}");
}

#[test]
fn a_forced_way_is_the_only_way() {
    let Some(lab) = Lab::x11() else { return };
    let native = Copying::new(&lab, "Dear Ada").preferring("native").without("DISPLAY").run();
    let expected = "No clipboard here (no DISPLAY or WAYLAND_DISPLAY). Saved: ";
    assert!(native.message.starts_with(expected), "{}", native.message);
    let osc52 = Copying::new(&lab, "Dear Ada").preferring("osc52").run();
    assert!(osc52.message.starts_with("No clipboard here (no terminal). Saved: "), "{}", osc52.message);
    let none = Copying::new(&lab, "Dear Ada").preferring("none").run();
    assert!(none.message.starts_with("The clipboard is switched off. Saved: "), "{}", none.message);
    assert_eq!((native.success, osc52.success, none.success), (false, false, true));
    assert_eq!(lab.holders().len(), 0);
}

#[test]
fn a_file_that_cannot_be_written_is_said_to_be_nowhere() {
    let lab = Lab::bare();
    let blocked = lab.path("blocked");
    fs::write(&blocked, "a file where the directory should be").expect("written");
    let clipboard = Clipboard::new(Preference::Auto, blocked.join("copies"));
    let outcome = clipboard.copy("Dear Ada", &Environment::default(), &write_to_tty);
    assert!(matches!(outcome, Outcome::Failed { .. }), "{outcome:?}");
    assert!(outcome.message().contains("It could not be saved in "), "{}", outcome.message());
}

/// The one text in the copies of a lab.
fn saved_text(lab: &Lab) -> String {
    let files = files_in(&lab.path("state/regards/copies"));
    assert_eq!(files.len(), 1, "{files:?}");
    fs::read_to_string(&files[0]).expect("saved")
}
