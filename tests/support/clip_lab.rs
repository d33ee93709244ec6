//! A throw-away X11 server, Wayland compositor or tmux for the clipboard tests, and what runs inside.
//!
//! Every process is started with a mark in its variables. When a lab ends, its servers are ended, and then
//! everything with the mark must be gone by itself: what is left over is a leak, and the test fails.

use std::ffi::OsStr;
use std::fs::{self, Permissions};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use regards::services::clipboard::HOLDER_ARGUMENT;
use rustix::process::{Pid, Signal, geteuid, kill_process};
use tempfile::TempDir;

/// No fact takes this long on a machine that works.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// The nobody of Debian; sway refuses to run as root.
const NOBODY: u32 = 65_534;

/// Waits until a fact holds.
pub fn wait_for(what: &str, limit: Duration, fact: impl Fn() -> bool) {
    let deadline = Instant::now() + limit;
    while !fact() {
        assert!(Instant::now() < deadline, "waited {limit:?} in vain: {what}");
        thread::sleep(Duration::from_millis(10));
    }
}

/// A private place with the servers that a test asks for.
pub struct Lab {
    pub x11: Option<Server>,
    pub wayland: Option<Server>,
    mark: String,
    directory: TempDir,
    tmux: Option<Server>,
}

/// A server and the name by which its clients find it.
pub struct Server {
    pub name: String,
    child: Child,
}

impl Lab {
    /// No display server at all.
    pub fn bare() -> Self {
        let directory = tempfile::Builder::new().prefix("clip-lab").tempdir().expect("a place for the lab");
        let mark = format!("lab-{}-{}", std::process::id(), directory.path().display());
        fs::set_permissions(directory.path(), Permissions::from_mode(0o711)).expect("ours");
        let lab = Self { x11: None, wayland: None, mark, directory, tmux: None };
        fs::create_dir(lab.path("run")).expect("a runtime directory");
        fs::set_permissions(lab.path("run"), Permissions::from_mode(0o700)).expect("ours");
        lab
    }

    /// Only X11. None when this machine lacks a program: then the test is skipped, and says so.
    pub fn x11() -> Option<Self> {
        have(&["Xvfb", "xclip", "setpriv", "setsid"]).then(|| Self::bare().with_x11())
    }

    /// Only Wayland.
    pub fn wayland() -> Option<Self> {
        have(&["sway", "wl-paste", "wl-copy", "setpriv", "setsid"]).then(|| Self::bare().with_wayland())
    }

    /// Both.
    pub fn both() -> Option<Self> {
        have(&["Xvfb", "xclip", "sway", "wl-paste", "setpriv", "setsid"])
            .then(|| Self::bare().with_x11().with_wayland())
    }

    /// Only tmux.
    pub fn tmux() -> Option<Self> {
        have(&["tmux", "setpriv", "setsid"]).then(|| Self::bare().with_tmux())
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    /// A program inside the lab: it sees the lab's servers and nothing of the developer's session.
    pub fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command.env_clear().envs(self.variables()).stdin(Stdio::null());
        command
    }

    pub fn variables(&self) -> Vec<(String, String)> {
        let path = std::env::var("PATH").unwrap_or_else(|_| "/usr/bin:/bin".into());
        let place = |name| self.path(name).display().to_string();
        let mut all = vec![
            ("PATH".into(), path),
            ("HOME".into(), place("")),
            ("LANG".into(), "C.UTF-8".into()),
            ("TERM".into(), "xterm-256color".into()),
            ("TMUX_TMPDIR".into(), place("")),
            ("XDG_RUNTIME_DIR".into(), place("run")),
            ("CLIP_LAB".into(), self.mark.clone()),
        ];
        all.extend(self.x11.iter().map(|server| ("DISPLAY".into(), server.name.clone())));
        all.extend(self.wayland.iter().map(|server| ("WAYLAND_DISPLAY".into(), server.name.clone())));
        all
    }

    /// Runs a helper program to its end and gives its output.
    pub fn run(&self, words: &[&str]) -> Output {
        self.command("timeout").arg("20").args(words).output().expect("coreutils are installed")
    }

    pub fn paste_x11(&self) -> Vec<u8> {
        self.run(&["xclip", "-o", "-selection", "clipboard"]).stdout
    }

    pub fn paste_wayland(&self) -> Vec<u8> {
        self.run(&["wl-paste", "-n"]).stdout
    }

    pub fn tmux_says(&self, words: &[&str]) -> Vec<u8> {
        let output = self.run(&[&["tmux"], words].concat());
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "tmux {words:?}: {error}");
        output.stdout
    }

    pub fn tmux_server(&self) -> &Server {
        self.tmux.as_ref().expect("this lab has a tmux")
    }

    /// The processes of this lab that hold a text.
    pub fn holders(&self) -> Vec<u32> {
        let is_holder = |pid: &u32| {
            fs::read(format!("/proc/{pid}/cmdline")).is_ok_and(|line| contains(&line, HOLDER_ARGUMENT))
        };
        self.processes().into_iter().filter(is_holder).collect()
    }

    /// Every living process of this lab.
    fn processes(&self) -> Vec<u32> {
        let mark = format!("CLIP_LAB={}\0", self.mark);
        // A dead process has no variables.
        let ours = |pid: &u32| {
            fs::read(format!("/proc/{pid}/environ")).is_ok_and(|variables| contains(&variables, &mark))
        };
        all_processes().filter(ours).collect()
    }

    fn with_x11(mut self) -> Self {
        // Xvfb makes it only as root. It is there already on most machines.
        let sockets = Path::new("/tmp/.X11-unix");
        if fs::create_dir(sockets).is_ok() {
            fs::set_permissions(sockets, Permissions::from_mode(0o1777)).expect("just made");
        }
        let mut command = self.command("setpriv");
        command.args(["--pdeathsig", "KILL", "Xvfb", "-displayfd", "1", "-screen", "0", "640x480x24"]);
        command.args(["-nolisten", "tcp", "-noreset"]).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.env_remove("CLIP_LAB").spawn().expect("Xvfb starts");
        let mut number = String::new();
        let output = child.stdout.take().expect("its output is a pipe");
        BufReader::new(output).read_line(&mut number).expect("Xvfb tells its number");
        assert!(!number.trim().is_empty(), "Xvfb ended at its start");
        self.x11 = Some(Server { name: format!(":{}", number.trim()), child });
        self
    }

    fn with_wayland(mut self) -> Self {
        let config = self.path("sway.conf");
        fs::write(&config, "xwayland disable\n").expect("written");
        let mut command = self.command("setpriv");
        command.args(["--pdeathsig", "KILL"]);
        if geteuid().is_root() {
            chown(self.path("run"), Some(NOBODY), Some(NOBODY)).expect("root may");
            command.args(["--reuid=65534", "--regid=65534", "--clear-groups", "--inh-caps=-all"]);
        }
        command.args(["--", "sway", "-c"]).arg(&config);
        command.env_remove("CLIP_LAB").env_remove("DISPLAY").env("HOME", self.path("run"));
        command.env("WLR_BACKENDS", "headless").env("WLR_LIBINPUT_NO_DEVICES", "1");
        command.env("WLR_RENDERER", "pixman").env("LIBSEAT_BACKEND", "noop");
        let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("sway starts");
        self.wayland = Some(Server { name: String::new(), child });
        wait_for("sway opens its socket", PATIENCE, || self.wayland_socket().is_some());
        let name = self.wayland_socket().expect("it is there");
        self.wayland.as_mut().expect("just set").name = name;
        wait_for("sway answers", PATIENCE, || {
            let output = self.run(&["wl-paste", "--list-types"]);
            output.status.success()
                || contains(&output.stderr, "Nothing is copied")
                || contains(&output.stderr, "No selection")
        });
        self
    }

    fn wayland_socket(&self) -> Option<String> {
        let names = fs::read_dir(self.path("run")).ok()?.flatten().map(|entry| entry.file_name());
        names.filter_map(|name| name.into_string().ok()).find(|name| is_socket_name(name))
    }

    /// In the foreground, so that it cannot outlive the test.
    fn with_tmux(mut self) -> Self {
        let mut command = self.command("setpriv");
        command.args(["--pdeathsig", "KILL", "tmux", "-D", "-f", "/dev/null"]);
        let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("tmux starts");
        self.tmux = Some(Server { name: String::new(), child });
        let child = self.tmux_server().child.id().to_string();
        // A question that starts no server of its own.
        let pid = || self.run(&["tmux", "display-message", "-p", "#{pid}"]).stdout;
        wait_for("tmux answers", PATIENCE, || pid().trim_ascii() == child.as_bytes());
        wait_for("tmux has a session", PATIENCE, || {
            self.run(&["tmux", "new-session", "-d", "-s", "lab", "exec sleep 600"]).status.success()
        });
        self
    }
}

fn is_socket_name(name: &str) -> bool {
    name.strip_prefix("wayland-").is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
}

impl Server {
    pub fn freeze(&self) {
        signal(self.child.id(), Signal::STOP);
    }

    pub fn thaw(&self) {
        signal(self.child.id(), Signal::CONT);
    }

    pub fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Lab {
    fn drop(&mut self) {
        for server in [self.tmux.take(), self.wayland.take(), self.x11.take()].iter_mut().flatten() {
            server.kill();
        }
        let deadline = Instant::now() + Duration::from_secs(10);
        while !self.processes().is_empty() && Instant::now() < deadline {
            thread::sleep(Duration::from_millis(20));
        }
        let left = self.processes();
        for pid in &left {
            signal(*pid, Signal::KILL);
        }
        if !thread::panicking() {
            assert!(left.is_empty(), "these processes outlived their display: {left:?}");
        }
    }
}

pub fn signal(pid: u32, signal: Signal) {
    if let Some(pid) = i32::try_from(pid).ok().and_then(Pid::from_raw) {
        let _ = kill_process(pid, signal);
    }
}

fn all_processes() -> impl Iterator<Item = u32> {
    let entries = fs::read_dir("/proc").expect("Linux").flatten();
    entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok())
}

/// Children of `parent` that have ended and wait to be reaped.
pub fn zombies_of(parent: u32) -> Vec<u32> {
    let is_zombie = |pid: &u32| {
        let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
        let field = |name: &str| status.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
        field("State:").trim().starts_with('Z') && field("PPid:").trim() == parent.to_string()
    };
    all_processes().filter(is_zombie).collect()
}

pub fn contains(bytes: &[u8], part: impl AsRef<[u8]>) -> bool {
    let part = part.as_ref();
    bytes.windows(part.len()).any(|window| window == part)
}

/// True if all programs are there. Otherwise the test is skipped, loudly; in CI it fails.
pub fn have(programs: &[&str]) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found =
        |program: &&&str| std::env::split_paths(&path).any(|directory| directory.join(program).exists());
    let missing: Vec<_> = programs.iter().filter(|program| !found(program)).collect();
    if missing.is_empty() {
        return true;
    }
    let test = thread::current().name().unwrap_or("a test").to_owned();
    assert!(std::env::var_os("CI").is_none(), "{test} needs {missing:?}");
    // Not a print macro: the test harness would swallow it.
    let _ = writeln!(io::stderr(), "\nSKIPPED: {test} needs {missing:?}, which this machine does not have");
    false
}

/// What a process has printed so far, read on a thread of its own.
#[derive(Clone, Default)]
pub struct Printed(Arc<Mutex<Vec<u8>>>);

impl Printed {
    /// Reads to the end, or until `last` appears: then the reading side is closed.
    pub fn collect(mut source: impl Read + Send + 'static, last: Option<&'static str>) -> Self {
        let printed = Self::default();
        let into = printed.clone();
        thread::spawn(move || {
            let mut chunk = [0; 4096];
            while let Ok(count @ 1..) = source.read(&mut chunk) {
                let mut all = into.0.lock().expect("no reader panics");
                all.extend_from_slice(&chunk[..count]);
                if last.is_some_and(|last| contains(&all, last)) {
                    return;
                }
            }
        });
        printed
    }

    pub fn bytes(&self) -> Vec<u8> {
        self.0.lock().expect("no reader panics").clone()
    }

    /// True once nobody writes or reads any more.
    pub fn is_closed(&self) -> bool {
        Arc::strong_count(&self.0) == 1
    }
}

/// The texts inside the OSC 52 sequences among `bytes`.
pub fn osc52_texts(bytes: &[u8]) -> Vec<Vec<u8>> {
    let bytes = String::from_utf8_lossy(bytes).into_owned();
    let payload = |sequence: &str| {
        let (_selection, rest) = sequence.split_once(';')?;
        decode_base64(&rest[..rest.find(['\x07', '\x1b'])?])
    };
    bytes.split("\x1b]52;").skip(1).filter_map(payload).collect()
}

/// Written out, so that the test does not trust the encoder that it tests.
fn decode_base64(text: &str) -> Option<Vec<u8>> {
    const DIGITS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut bytes, mut bits, mut held) = (Vec::new(), 0_u32, 0);
    for digit in text.trim_end_matches('=').chars() {
        bits = bits << 6 | u32::try_from(DIGITS.find(digit)?).ok()?;
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push(u8::try_from(bits >> held & 0xff).ok()?);
        }
    }
    Some(bytes)
}

/// A text of about `length` bytes that loses something in any careless hand.
pub fn letter(length: usize) -> String {
    let line = "Dear Zoë, 👩🏽‍💻 thank you. שלום, naïve – 面接\r\n";
    let mut text = line.repeat(length / line.len() + 1);
    text.push_str("the end, no line break");
    text
}

pub fn files_in(directory: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(directory) else { return Vec::new() };
    entries.flatten().map(|entry| entry.path()).collect()
}
