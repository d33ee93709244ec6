//! A program in a terminal of its own: keys in, screen out, and what it left behind.
//!
//! The terminal is a pty, the screen is vt100's. Nothing here sleeps for a guess: every wait ends when the
//! fact is there, and fails with the screen when it does not come.

#![allow(dead_code, reason = "each test file uses its part")]

use portable_pty::{CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::event::{PollFd, PollFlags, Timespec};
use rustix::fd::OwnedFd;
use rustix::fs::{Mode, OFlags};
use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, WaitOptions};
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// Longest wait for anything; only a failure takes that long.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// What we write behind a program's last byte.
const MARK: &[u8] = b"\x1b]0;end\x07";

/// How a program ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// By itself, with that code.
    Code(i32),
    /// By that signal.
    Signal(i32),
}

/// A program in its terminal.
pub struct Pty {
    master: Option<Box<dyn MasterPty + Send>>,
    keys: Option<Box<dyn Write + Send>>,
    /// Keeps the terminal alive, so that its settings can be read after the program's end.
    terminal: OwnedFd,
    before: String,
    seen: Arc<Seen>,
    reader: Option<JoinHandle<()>>,
    pid: Pid,
    end: Option<End>,
}

/// What the program wrote so far.
struct Seen {
    state: Mutex<Output>,
    changed: Condvar,
    hung_up: AtomicBool,
}

struct Output {
    parser: vt100::Parser,
    bytes: Vec<u8>,
    /// Whether what is written is left lying.
    ignored: bool,
}

/// Starts a program in a terminal of that many columns and rows.
pub fn spawn(command: CommandBuilder, columns: u16, rows: u16) -> Pty {
    let pair = native_pty_system().openpty(size(columns, rows)).expect("a pty");
    let name = pair.master.tty_name().expect("the pty has a name");
    let terminal =
        rustix::fs::open(&name, OFlags::RDWR | OFlags::NOCTTY, Mode::empty()).expect("the terminal opens");
    let before = settings(&terminal);
    let seen = Arc::new(Seen {
        state: Mutex::new(Output { parser: parser(columns, rows), bytes: Vec::new(), ignored: false }),
        changed: Condvar::new(),
        hung_up: AtomicBool::new(false),
    });
    let reader = read_into(Arc::clone(&seen), pair.master.try_clone_reader().expect("a reader"));
    let child = pair.slave.spawn_command(command).expect("the program starts");
    let pid = child.process_id().and_then(|pid| Pid::from_raw(i32::try_from(pid).ok()?)).expect("a pid");
    let keys = pair.master.take_writer().expect("a writer");
    Pty {
        master: Some(pair.master),
        keys: Some(keys),
        terminal,
        before,
        seen,
        reader: Some(reader),
        pid,
        end: None,
    }
}

/// A command with a clean environment but for what programs cannot do without.
pub fn command(program: impl AsRef<Path>) -> CommandBuilder {
    let mut command = CommandBuilder::new(program.as_ref());
    command.env_clear();
    command.env("TERM", "xterm-256color");
    for name in ["PATH", "HOME", "TMPDIR"] {
        if let Some(value) = std::env::var_os(name) {
            command.env(name, value);
        }
    }
    command
}

impl Pty {
    /// The program's process.
    pub fn pid(&self) -> Pid {
        self.pid
    }

    /// Sends bytes as typed.
    pub fn keys(&mut self, keys: &str) -> &mut Self {
        let out = self.keys.as_mut().expect("the terminal is open");
        out.write_all(keys.as_bytes()).and_then(|()| out.flush()).expect("the terminal takes keys");
        self
    }

    /// Sends a signal to the program alone.
    pub fn signal(&mut self, signal: Signal) -> &mut Self {
        rustix::process::kill_process(self.pid, signal).expect("the program is there");
        self
    }

    /// Gives the terminal another size.
    pub fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        // The screen first: the program may answer at once.
        self.output(|output| {
            let (rows, columns) = screen_size(columns, rows);
            output.parser.screen_mut().set_size(rows, columns);
        });
        self.resize_only(columns, rows);
        self
    }

    /// Gives the terminal another size, but not the screen that we look at.
    pub fn resize_only(&mut self, columns: u16, rows: u16) {
        self.master.as_ref().expect("the terminal is open").resize(size(columns, rows)).expect("resized");
    }

    /// From now on the terminal takes nothing, as one whose window hangs; makes the program write until it
    /// notices.
    pub fn choke(&mut self, mut write: impl FnMut(&mut Self)) -> &mut Self {
        self.output(|output| output.ignored = true);
        let end = Instant::now() + PATIENCE;
        // A full terminal still takes the last few bytes; the program has to be stuck in a write of more.
        let mut full = 0;
        while full < 5 {
            assert!(Instant::now() < end, "the program does not write");
            write(self);
            full = if self.has_room() { 0 } else { full + 1 };
        }
        self
    }

    /// Whether the terminal takes bytes; looks for a moment.
    fn has_room(&self) -> bool {
        let moment = Timespec { tv_sec: 0, tv_nsec: 20_000_000 };
        let mut terminal = [PollFd::new(&self.terminal, PollFlags::OUT)];
        rustix::event::poll(&mut terminal, Some(&moment)).expect("the terminal is there") > 0
    }

    /// Closes the terminal as a closed window does.
    pub fn hang_up(&mut self) -> &mut Self {
        // The reader holds the terminal's other end too; something to read lets it see the flag.
        self.seen.hung_up.store(true, Ordering::SeqCst);
        rustix::io::write(&self.terminal, b"\n").expect("the terminal takes a byte");
        self.reader.take().expect("hung up once").join().expect("the reader ends");
        self.keys = None;
        self.master = None;
        self
    }

    /// Waits until the screen shows a text.
    pub fn wait_for(&mut self, text: &str) -> &mut Self {
        self.wait(&format!("`{text}` on the screen"), |output| {
            output.parser.screen().contents().contains(text)
        });
        self
    }

    /// Does something again and again until the screen shows a text.
    pub fn until_shown(&mut self, text: &str, mut nudge: impl FnMut(&mut Self)) -> &mut Self {
        let end = Instant::now() + PATIENCE;
        while !self.screen().contains(text) {
            assert!(
                Instant::now() < end,
                "waited in vain for `{text}`; the screen shows:\n{}",
                self.screen()
            );
            nudge(self);
            self.wait_for_output(Duration::from_millis(50));
        }
        self
    }

    /// Waits until the screen no longer shows a text.
    pub fn wait_gone(&mut self, text: &str) -> &mut Self {
        self.wait(&format!("`{text}` gone"), |output| !output.parser.screen().contents().contains(text));
        self
    }

    /// Waits until the program has stopped.
    pub fn wait_stopped(&mut self) -> &mut Self {
        let options = WaitIdOptions::STOPPED | WaitIdOptions::NOWAIT | WaitIdOptions::NOHANG;
        let pid = self.pid;
        until("the program to stop", || {
            rustix::process::waitid(WaitId::Pid(pid), options).ok().flatten().map(|_| ())
        });
        self
    }

    /// Waits for the end.
    pub fn wait_end(&mut self) -> End {
        let pid = self.pid;
        let end = until("the program's end", || {
            let (_, status) = rustix::process::waitpid(Some(pid), WaitOptions::NOHANG).ok().flatten()?;
            let code = status.exit_status().map(End::Code);
            code.or_else(|| status.terminating_signal().map(End::Signal))
        });
        self.end = Some(end);
        self.output(|output| output.ignored = false);
        self.seen.changed.notify_all();
        self.read_to_the_end();
        end
    }

    /// What the screen shows.
    pub fn screen(&self) -> String {
        self.output(|output| output.parser.screen().contents())
    }

    /// Everything that the program wrote.
    pub fn bytes(&self) -> Vec<u8> {
        self.output(|output| output.bytes.clone())
    }

    /// How many bytes the program wrote.
    pub fn written(&self) -> usize {
        self.output(|output| output.bytes.len())
    }

    /// Everything that the program wrote, without our own mark at the end.
    pub fn bytes_by_the_program(&self) -> Vec<u8> {
        let bytes = self.bytes();
        bytes.strip_suffix(MARK).map(<[u8]>::to_vec).unwrap_or(bytes)
    }

    /// Waits until the program has written more than that.
    pub fn wait_written(&mut self, before: usize) -> &mut Self {
        self.wait("more output", |output| output.bytes.len() > before);
        self
    }

    /// What of the terminal is not as it was before the program: empty if it was given back.
    pub fn leaks(&self) -> Vec<String> {
        let mut leaks = self.output(|output| modes_left_on(output.parser.screen()));
        leaks.extend(self.changed_settings());
        leaks
    }

    /// How the terminal's settings differ from those before the program, if they do.
    pub fn changed_settings(&self) -> Option<String> {
        let now = settings(&self.terminal);
        (now != self.before).then(|| format!("settings were {} and are {now}", self.before))
    }

    /// Waits until the terminal is given back, for instance while the program is stopped.
    pub fn wait_restored(&mut self) -> &mut Self {
        let end = Instant::now() + PATIENCE;
        while !self.leaks().is_empty() && Instant::now() < end {
            self.wait_for_output(Duration::from_millis(20));
        }
        assert_eq!(self.leaks(), Vec::<String>::new());
        self
    }

    /// The processor time that the program used, in clock ticks.
    #[cfg(target_os = "linux")]
    pub fn ticks(&self) -> u64 {
        let path = format!("/proc/{}/stat", self.pid.as_raw_nonzero());
        let stat = std::fs::read_to_string(path).expect("the program runs");
        let fields = stat.rsplit(')').next().expect("a name in brackets").split_whitespace();
        fields.skip(11).take(2).map(|ticks| ticks.parse::<u64>().expect("a number")).sum()
    }

    /// The most memory that the program ever had, in bytes.
    #[cfg(target_os = "linux")]
    pub fn most_memory(&self) -> u64 {
        let path = format!("/proc/{}/status", self.pid.as_raw_nonzero());
        let status = std::fs::read_to_string(path).expect("the program runs");
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a peak");
        peak.trim().trim_end_matches(" kB").parse::<u64>().expect("a number") * 1024
    }

    /// Lets output arrive for that long at most; returns early when some does.
    pub fn wait_for_output(&self, limit: Duration) {
        let state = self.seen.state.lock().unwrap_or_else(PoisonError::into_inner);
        drop(self.seen.changed.wait_timeout(state, limit));
    }

    fn output<T>(&self, look: impl FnOnce(&mut Output) -> T) -> T {
        look(&mut self.seen.state.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn wait(&self, what: &str, fact: impl Fn(&Output) -> bool) {
        let state = self.seen.state.lock().unwrap_or_else(PoisonError::into_inner);
        let (state, waited) = self
            .seen
            .changed
            .wait_timeout_while(state, PATIENCE, |output| !fact(output))
            .unwrap_or_else(PoisonError::into_inner);
        let screen = state.parser.screen().contents();
        drop(state);
        assert!(!waited.timed_out(), "waited in vain for {what}; the screen shows:\n{screen}");
    }

    /// The program has ended; everything that it wrote is to be on the screen.
    fn read_to_the_end(&self) {
        if self.master.is_none() {
            return;
        }
        // Our own mark comes behind the program's last byte.
        rustix::io::write(&self.terminal, MARK).expect("the terminal takes the mark");
        self.wait("the last byte", |output| output.bytes.ends_with(MARK));
    }
}

impl Drop for Pty {
    /// Whatever went wrong, nothing keeps running.
    fn drop(&mut self) {
        if self.end.is_none() {
            let _ = rustix::process::kill_process(self.pid, Signal::KILL);
            let _ = rustix::process::waitpid(Some(self.pid), WaitOptions::empty());
        }
    }
}

fn until<T>(what: &str, mut fact: impl FnMut() -> Option<T>) -> T {
    let end = Instant::now() + PATIENCE;
    loop {
        if let Some(found) = fact() {
            return found;
        }
        assert!(Instant::now() < end, "waited in vain for {what}");
        // Processes announce nothing that could be waited for together with a limit.
        std::thread::sleep(Duration::from_millis(2));
    }
}

fn read_into(seen: Arc<Seen>, mut from: Box<dyn Read + Send>) -> JoinHandle<()> {
    std::thread::spawn(move || {
        let mut bytes = [0; 65536];
        while let Ok(count) = from.read(&mut bytes)
            && count > 0
            && !seen.hung_up.load(Ordering::SeqCst)
        {
            let output = seen.state.lock().unwrap_or_else(PoisonError::into_inner);
            let mut output = seen
                .changed
                .wait_while(output, |output| output.ignored)
                .unwrap_or_else(PoisonError::into_inner);
            output.parser.process(&bytes[..count]);
            output.bytes.extend_from_slice(&bytes[..count]);
            seen.changed.notify_all();
        }
    })
}

fn modes_left_on(screen: &vt100::Screen) -> Vec<String> {
    let mut on = Vec::new();
    let mut leak = |is_on: bool, name: &str| {
        if is_on {
            on.push(name.to_string());
        }
    };
    leak(screen.alternate_screen(), "alternate screen");
    leak(screen.bracketed_paste(), "bracketed paste");
    leak(screen.hide_cursor(), "hidden cursor");
    leak(screen.mouse_protocol_mode() != vt100::MouseProtocolMode::None, "mouse");
    leak(screen.application_cursor(), "application cursor keys");
    leak(screen.application_keypad(), "application keypad");
    leak(screen.fgcolor() != vt100::Color::Default, "text colour");
    leak(screen.bgcolor() != vt100::Color::Default, "background colour");
    leak(screen.bold() || screen.italic() || screen.underline() || screen.inverse(), "attributes");
    on
}

fn settings(terminal: &OwnedFd) -> String {
    format!("{:?}", rustix::termios::tcgetattr(terminal).expect("a terminal has settings"))
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize { cols: columns, rows, pixel_width: 0, pixel_height: 0 }
}

fn parser(columns: u16, rows: u16) -> vt100::Parser {
    let (rows, columns) = screen_size(columns, rows);
    vt100::Parser::new(rows, columns, 0)
}

/// Rows and columns of a screen that is at most as big as anybody looks at.
fn screen_size(columns: u16, rows: u16) -> (NonZeroU16, NonZeroU16) {
    let clamp = |count: u16| NonZeroU16::new(count.clamp(1, 1000)).expect("at least one");
    (clamp(rows), clamp(columns))
}
