//! Enters and leaves the terminal, whatever ends the program.
//!
//! A [`Terminal`] is a handle that any thread may hold. All of them share one state and one lock on the
//! output, so that a signal, a panic, a suspension and the external editor leave by the same list of modes
//! that the start entered, and nobody's bytes land inside a frame. Nothing here knows what is drawn.

mod ending;
mod external;
mod gate;
mod modes;
mod panic;
mod screen;
#[cfg(unix)]
mod signals;
#[cfg(not(unix))]
#[path = "signals_windows.rs"]
mod signals;
#[cfg(unix)]
pub(crate) mod tty;
#[cfg(not(unix))]
#[path = "tty_windows.rs"]
pub(crate) mod tty;

pub use ending::LastWill;
pub use external::{EditorError, split_command};
pub use panic::INTERNAL_ERROR;
pub use screen::{MOST_COLUMNS, MOST_ROWS, Screen, size};

use super::events::Events;
use gate::Gate;
use std::fmt;
use std::io;
use std::path::PathBuf;
#[cfg(unix)]
use std::sync::atomic::AtomicBool;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};
use std::time::{Duration, Instant};

/// How long an ending waits for a terminal that takes no bytes.
const PATIENCE: Duration = Duration::from_millis(150);

/// How long after an editor's failure an interrupt still counts as meant for it. In raw mode ctrl-c is a
/// key, so nobody at the keyboard is kept from anything.
#[cfg(unix)]
const ECHO: Duration = Duration::from_secs(1);

/// Makes the interface's ends; the terminal is not touched before [`Screen::start`]. Keys are not read before
/// [`Events::listen`] is called, so that the first frame waits for no further thread; the terminal keeps them.
///
/// Call [`require_terminal`] first and [`Terminal::leave`] last.
pub fn open<T>(will: LastWill, mouse: bool) -> (Terminal, Screen, Events<T>) {
    let terminal = Terminal::new(will, mouse);
    terminal.catch_panics();
    let screen = Screen::new(&terminal);
    (terminal, screen, Events::new())
}

/// Fails unless a person sits at both ends: keys come from a terminal, and the screen is one.
///
/// # Errors
/// Names the stream that is not a terminal.
pub fn require_terminal() -> Result<(), NoTerminal> {
    if !tty::stdin_is_terminal() {
        return Err(NoTerminal::Input);
    }
    if !tty::stdout_is_terminal() {
        return Err(NoTerminal::Output);
    }
    Ok(())
}

/// The stream that is not a terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoTerminal {
    /// Keys would not come from a person.
    Input,
    /// Nobody would see the screen.
    Output,
}

impl fmt::Display for NoTerminal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NoTerminal::Input => write!(f, "standard input is not a terminal"),
            NoTerminal::Output => write!(f, "standard output is not a terminal"),
        }
    }
}

impl std::error::Error for NoTerminal {}

/// The terminal, shared by every thread that has to do with it.
#[derive(Clone)]
pub struct Terminal {
    shared: Arc<Shared>,
}

/// Who has the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// Whoever started us: not entered yet, or left.
    Left,
    /// We.
    Entered,
    /// The shell, while we are stopped.
    #[cfg(unix)]
    Stopped,
    /// A program that we run and wait for.
    Lent,
    /// The shell, for good.
    Ended,
}

#[cfg_attr(not(unix), allow(dead_code, reason = "interrupts are not ours to judge there"))]
struct State {
    phase: Phase,
    original: Option<tty::Saved>,
    /// When an external program that failed gave the terminal back.
    failed_editor: Option<Instant>,
}

struct Shared {
    /// Held while bytes go out. Never held while a view runs, so that a panic there cannot keep it.
    output: Mutex<()>,
    /// Held for moments, never while bytes go out.
    state: Mutex<State>,
    /// Counts the times that the terminal was entered: a screen drawn in an earlier one is void.
    entries: AtomicU64,
    /// Whether the next stop is to take the whole job with it.
    #[cfg(unix)]
    stop_job: AtomicBool,
    gate: Gate,
    will: LastWill,
    /// Whether the person wants the mouse to be listened to.
    mouse: bool,
}

impl Terminal {
    /// A handle; the terminal is not touched. `mouse` says whether it will be listened to.
    pub fn new(will: LastWill, mouse: bool) -> Terminal {
        Terminal {
            shared: Arc::new(Shared {
                output: Mutex::new(()),
                state: Mutex::new(State { phase: Phase::Left, original: None, failed_editor: None }),
                entries: AtomicU64::new(0),
                #[cfg(unix)]
                stop_job: AtomicBool::new(false),
                gate: Gate::default(),
                will,
                mouse,
            }),
        }
    }

    /// Enters every mode of the table and shows a frame. Does nothing if it is entered.
    ///
    /// # Errors
    /// When the terminal does not do as told; it is then as it was.
    fn enter(&self, frame: &[u8]) -> io::Result<()> {
        self.shared.enter_from(Phase::Left, frame)?;
        // Closed by an earlier leaving, if at all.
        self.shared.gate.open();
        Ok(())
    }

    /// Leaves every mode of the table, last entered first, and stops reading keys. Does nothing if it is
    /// not entered. Never fails: what a terminal that is gone does not take, nobody needs. If a signal or a
    /// panic is ending the program, it has the last word, and this does not return.
    pub fn leave(&self) {
        if self.shared.phase() == Phase::Entered {
            self.shared.gate.close();
        }
        self.shared.leave_to(Phase::Left);
        self.shared.will.respect();
    }

    /// Stops the whole job as ctrl-z does, and returns at once; the signal thread does it. After it goes
    /// on, [`Resumed`](super::events::Event::Resumed) arrives.
    pub fn suspend(&self) {
        #[cfg(unix)]
        {
            self.shared.stop_job.store(true, Ordering::SeqCst);
            // Only an unknown signal could fail.
            let _ = signal_hook::low_level::raise(signal_hook::consts::SIGTSTP);
        }
    }

    /// Writes bytes of one's own, for instance a copy by OSC 52, between two frames.
    ///
    /// # Errors
    /// `WouldBlock` while an external program has the terminal; otherwise what writing says.
    pub fn write_raw(&self, bytes: &[u8]) -> io::Result<()> {
        let _output = lock(&self.shared.output);
        if self.shared.phase() == Phase::Lent {
            return Err(io::Error::new(io::ErrorKind::WouldBlock, "another program has the terminal"));
        }
        tty::write_all(bytes)
    }

    /// Remembers where the person's text is kept, for the message of a panic.
    pub fn keep_in(&self, path: Option<PathBuf>) {
        self.shared.will.keep_in(path);
    }

    pub(crate) fn gate(&self) -> &Gate {
        &self.shared.gate
    }

    /// Leaves, and nobody enters again.
    fn leave_for_good(&self) {
        self.shared.leave_to(Phase::Ended);
    }
}

impl Shared {
    fn phase(&self) -> Phase {
        lock(&self.state).phase
    }

    /// Whether ctrl-c is, or was just now, for a program that we run. One that died of it is waited for by
    /// another thread than the one that hears of our own share, in any order.
    #[cfg(unix)]
    fn interrupts_are_the_editors(&self) -> bool {
        let state = lock(&self.state);
        state.phase == Phase::Lent || state.failed_editor.is_some_and(|when| when.elapsed() < ECHO)
    }

    fn entry(&self) -> u64 {
        self.entries.load(Ordering::SeqCst)
    }

    /// Enters if `from` is where we are, and shows a frame if there is one already. From anywhere else this
    /// is not our turn.
    fn enter_from(&self, from: Phase, frame: &[u8]) -> io::Result<()> {
        let output = lock(&self.output);
        {
            let mut state = lock(&self.state);
            if state.phase != from {
                return Ok(());
            }
            // A shell may have changed its settings while we were stopped; a failed editor's do not count.
            if from != Phase::Lent || state.original.is_none() {
                state.original = Some(tty::save()?);
            }
            state.phase = Phase::Entered;
        }
        let entered = self.apply(frame);
        drop(output);
        entered.inspect_err(|_| self.leave_to(Phase::Left))
    }

    /// Switches everything on again, for instance after a stop that nobody announced.
    #[cfg(unix)]
    fn reapply(&self) -> io::Result<()> {
        let _output = lock(&self.output);
        self.apply(&[])
    }

    fn apply(&self, frame: &[u8]) -> io::Result<()> {
        let original = lock(&self.state).original.clone();
        if let Some(original) = original {
            tty::set_raw(&original)?;
        }
        tty::write_all(&[&modes::on(self.mouse), frame].concat())?;
        self.entries.fetch_add(1, Ordering::SeqCst);
        Ok(())
    }

    /// Leaves if we are in, and says who has the terminal from now on.
    fn leave_to(&self, phase: Phase) {
        let output = lock_within(&self.output, PATIENCE);
        let (before, original) = {
            let mut state = lock(&self.state);
            let before = state.phase;
            if before != Phase::Ended {
                state.phase = phase;
            }
            (before, state.original.clone())
        };
        if before != Phase::Entered {
            return;
        }
        self.switch_off(output.is_none(), original);
    }

    fn switch_off(&self, within_a_frame: bool, original: Option<tty::Saved>) {
        let mut bytes = modes::off();
        if within_a_frame {
            // Somebody is stuck in the middle of writing: CAN ends a sequence that was cut.
            bytes.insert(0, 0x18);
        }
        // What a terminal that is gone or stuck does not take cannot be helped.
        let _ = tty::write_within(&bytes, PATIENCE);
        if let Some(original) = original {
            let _ = tty::restore(&original);
        }
    }

    /// Writes a frame that was drawn for that entry; drops it if the terminal is no longer ours.
    fn write_frame(&self, entry: u64, bytes: &[u8]) -> io::Result<()> {
        let _output = lock(&self.output);
        if self.phase() != Phase::Entered || self.entry() != entry {
            return Ok(());
        }
        tty::write_all(bytes)
    }
}

/// Locks even if a thread died with the lock: endings must go on.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Locks, but does not wait for longer than the limit.
fn lock_within<T>(mutex: &Mutex<T>, limit: Duration) -> Option<MutexGuard<'_, T>> {
    let until = Instant::now() + limit;
    loop {
        match mutex.try_lock() {
            Ok(guard) => return Some(guard),
            Err(TryLockError::Poisoned(poisoned)) => return Some(poisoned.into_inner()),
            Err(TryLockError::WouldBlock) if Instant::now() >= until => return None,
            Err(TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(2)),
        }
    }
}
