//! A process that copies and reports, so that a test can see what is left once it has ended.
//! It is the test program itself, started again for the one test named `driver`.

use std::ffi::OsString;
use std::fs;
use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use regards::services::clipboard::{Clipboard, Environment, write_to_tty};

use super::clip_lab::{Lab, PATIENCE, Printed, wait_for};

const TEXT: &str = "DRIVER_TEXT";
const TIMES: &str = "DRIVER_TIMES";
const STAYS: &str = "DRIVER_STAYS";
const PREFERENCE: &str = "DRIVER_PREFERENCE";
const PROGRAM: &str = "DRIVER_PROGRAM";
const COPIES: &str = "DRIVER_COPIES";

/// Marks the report among what the test harness prints.
const REPORT: &str = "@report@";
pub const REPORT_END: &str = "@end@";

/// What the driver process does. Returns at once in a process that is not one.
pub fn drive() {
    let Some(text) = std::env::var_os(TEXT) else { return };
    let text = fs::read_to_string(text).expect("the text of the test");
    let word = |name| std::env::var(name).expect("the test sets it");
    let preference = word(PREFERENCE).parse().expect("a preference");
    let clipboard = Clipboard::new(preference, word(COPIES).into()).with_program(word(PROGRAM));
    for number in 1..=word(TIMES).parse().expect("a number") {
        let text = text.replace("{number}", &i32::to_string(&number));
        let started = Instant::now();
        let outcome = clipboard.copy(&text, &Environment::capture(), &write_to_tty);
        let (success, took) = (outcome.is_success(), started.elapsed().as_millis());
        writeln!(io::stdout(), "\n{REPORT}{success}\t{took}\t{}{REPORT_END}", outcome.message())
            .expect("the test listens");
    }
    if std::env::var_os(STAYS).is_some() {
        io::stdin().read_to_end(&mut Vec::new()).expect("the test closes it");
    }
}

/// What the driver found out about one copy.
#[derive(Debug)]
pub struct Report {
    pub success: bool,
    pub took: Duration,
    pub message: String,
}

/// A copy to be made in a process of its own.
pub struct Copying<'a> {
    lab: &'a Lab,
    variables: Vec<(String, OsString)>,
    without: Vec<&'static str>,
    wrapper: Vec<String>,
}

impl<'a> Copying<'a> {
    pub fn new(lab: &'a Lab, text: &str) -> Self {
        let file = lab.path(&format!("text-{}", text.len()));
        fs::write(&file, text).expect("written");
        let copying = Self { lab, variables: Vec::new(), without: Vec::new(), wrapper: Vec::new() };
        copying
            .with(TEXT, file)
            .with(TIMES, "1")
            .with(PREFERENCE, "auto")
            .with(PROGRAM, env!("CARGO_BIN_EXE_regards"))
            .with(COPIES, lab.path("state/regards/copies"))
    }

    pub fn with(mut self, name: &str, value: impl Into<OsString>) -> Self {
        self.variables.push((name.into(), value.into()));
        self
    }

    pub fn without(mut self, name: &'static str) -> Self {
        self.without.push(name);
        self
    }

    pub fn preferring(self, preference: &str) -> Self {
        self.with(PREFERENCE, preference)
    }

    pub fn held_by(self, program: PathBuf) -> Self {
        self.with(PROGRAM, program)
    }

    pub fn times(self, times: u32) -> Self {
        self.with(TIMES, times.to_string())
    }

    /// The process goes on after its copies.
    pub fn staying(self) -> Self {
        self.with(STAYS, "yes")
    }

    /// Shell words to be run before the driver, in the same process.
    pub fn after_shell(mut self, words: &str) -> Self {
        self.wrapper = vec!["sh".into(), "-c".into(), format!("{words}; exec \"$@\""), "sh".into()];
        self
    }

    /// Runs without a terminal until the process has ended and nobody holds its output.
    pub fn run(&self) -> Report {
        let output = self.command().output().expect("the driver starts");
        let printed = String::from_utf8_lossy(&output.stdout);
        report(&printed).unwrap_or_else(|| panic!("{printed}{}", String::from_utf8_lossy(&output.stderr)))
    }

    /// Starts without a terminal; for a driver that stays.
    pub fn start(&self) -> Running {
        let mut child = self
            .command()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the driver starts");
        let stdin = child.stdin.take();
        let printed = Printed::collect(child.stdout.take().expect("a pipe"), None);
        Running { child, stdin, printed }
    }

    /// Starts in a terminal of its own.
    pub fn start_in_terminal(&self, last: Option<&'static str>) -> Terminal {
        let words = self.words();
        let mut command = CommandBuilder::new(&words[0]);
        command.args(&words[1..]);
        Terminal::start(command, self.environment(), last)
    }

    /// A shell script that does it, with the report in `file`.
    pub fn script(&self, file: &str) -> PathBuf {
        let quoted = |word: &OsString| format!("'{}'", word.to_str().expect("tests use UTF-8"));
        let mut lines: String =
            self.variables.iter().map(|(name, value)| format!("export {name}={}\n", quoted(value))).collect();
        let words: Vec<_> = self.words().iter().map(quoted).collect();
        lines += &format!("exec {} >'{}' 2>&1\n", words.join(" "), self.lab.path(file).display());
        let script = self.lab.path("script");
        fs::write(&script, lines).expect("written");
        script
    }

    /// The report that a script left, once it is there.
    pub fn report_in(&self, file: &str) -> Report {
        let file = self.lab.path(file);
        let read = || fs::read_to_string(&file).ok().and_then(|printed| report(&printed));
        wait_for("the script reports", PATIENCE, || read().is_some());
        read().expect("it is there")
    }

    fn command(&self) -> Command {
        // A session of its own has no terminal: the developer's must not be written to.
        let mut command = self.lab.command("setsid");
        command.arg("-w").args(self.words()).env_clear().envs(self.environment());
        command
    }

    fn words(&self) -> Vec<OsString> {
        let program = std::env::current_exe().expect("the test program");
        let mut words: Vec<OsString> = self.wrapper.iter().map(OsString::from).collect();
        words.push(program.into());
        words.extend(["--exact", "driver", "--ignored", "--nocapture"].map(OsString::from));
        words
    }

    fn environment(&self) -> Vec<(String, OsString)> {
        let lab = self.lab.variables().into_iter().map(|(name, value)| (name, value.into()));
        let kept = |(name, _): &(String, OsString)| !self.without.contains(&name.as_str());
        lab.filter(kept).chain(self.variables.iter().cloned()).collect()
    }
}

fn report(printed: &str) -> Option<Report> {
    let line = printed.rsplit_once(REPORT)?.1.split_once(REPORT_END)?.0;
    let mut parts = line.splitn(3, '\t');
    Some(Report {
        success: parts.next()? == "true",
        took: Duration::from_millis(parts.next()?.parse().ok()?),
        message: parts.next()?.to_owned(),
    })
}

/// A driver without a terminal that stays.
pub struct Running {
    child: Child,
    stdin: Option<ChildStdin>,
    printed: Printed,
}

impl Running {
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    pub fn await_reports(&self, count: usize) {
        wait_for("the driver reports", PATIENCE, || self.text().matches(REPORT_END).count() == count);
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.printed.bytes()).into_owned()
    }

    pub fn end(mut self) {
        drop(self.stdin.take());
        self.child.wait().expect("it ends with its input");
    }
}

/// A program in a terminal, seen from the terminal's side.
pub struct Terminal {
    pub printed: Printed,
    child: Box<dyn portable_pty::Child + Send + Sync>,
    master: Box<dyn portable_pty::MasterPty + Send>,
}

impl Terminal {
    pub fn start(
        mut command: CommandBuilder,
        variables: impl IntoIterator<Item = (String, OsString)>,
        last: Option<&'static str>,
    ) -> Self {
        command.env_clear();
        for (name, value) in variables {
            command.env(name, value);
        }
        let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
        let child = pair.slave.spawn_command(command).expect("the program starts");
        let printed = Printed::collect(pair.master.try_clone_reader().expect("a reader"), last);
        Self { printed, child, master: pair.master }
    }

    pub fn await_report(&self) -> Report {
        let text = || String::from_utf8_lossy(&self.printed.bytes()).into_owned();
        wait_for("the driver reports", PATIENCE, || report(&text()).is_some());
        report(&text()).expect("it is there")
    }

    /// Presses ctrl-c. (The writer presses ctrl-d when it is dropped; then nobody listens any more.)
    pub fn interrupt(&self) {
        let mut keys = self.master.take_writer().expect("taken once");
        keys.write_all(b"\x03").and_then(|()| keys.flush()).expect("the terminal is there");
    }

    /// Waits until the program has ended and no process has the terminal open.
    pub fn await_end(mut self) -> Vec<u8> {
        self.child.wait().expect("it was started");
        let printed = self.printed.clone();
        drop(self.printed);
        wait_for("nobody holds the terminal", PATIENCE, || printed.is_closed());
        printed.bytes()
    }

    /// Closes the terminal's window and waits until the program has died of it.
    pub fn close(mut self) {
        wait_for("the reader has let go", PATIENCE, || self.printed.is_closed());
        drop(self.master);
        let status = self.child.wait().expect("it was started");
        assert!(!status.success(), "the driver outlived its terminal");
    }
}
