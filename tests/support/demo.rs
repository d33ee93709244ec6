//! A program that does with the terminal all that the interface does, and nothing else.
//!
//! Letters are text; ctrl-q quits, ctrl-p panics while drawing, ctrl-t in another thread, ctrl-z suspends,
//! ctrl-e runs `$VISUAL`, ctrl-x makes the drawing thread hang, ctrl-o writes past the frames. What is saved
//! goes to the file `$DEMO_SAVED`.

use crossterm::event::{Event as TerminalEvent, KeyCode, KeyModifiers};
use ratatui::layout::Size;
use ratatui::widgets::{Paragraph, Widget, Wrap};
use regards::tui::events::{Event, Events};
use regards::tui::terminal::{LastWill, Screen, Terminal, open, require_terminal, size};
use std::io::Write;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

struct Demo {
    terminal: Terminal,
    text: Arc<Mutex<String>>,
    size: Size,
    resumed: usize,
    note: String,
    frames: Arc<AtomicUsize>,
    panics: bool,
    quits: bool,
}

/// Runs it in this process's terminal; returns the exit code.
pub fn run() -> i32 {
    if let Err(error) = require_terminal() {
        let _ = writeln!(std::io::stderr(), "demo: {error}");
        return 2;
    }
    let saved = std::env::var_os("DEMO_SAVED").map(PathBuf::from).expect("DEMO_SAVED names a file");
    let text = Arc::new(Mutex::new(String::new()));
    let (path, copy) = (saved.clone(), Arc::clone(&text));
    let will = LastWill::new(move || save(&path, &copy));
    will.keep_in(Some(saved));
    let (terminal, mut screen, events) = open::<String>(will, true);
    if let Err(error) = screen.start(&events, |_| None).and_then(|()| events.listen(&terminal)) {
        let _ = writeln!(std::io::stderr(), "demo: {error}");
        return 70;
    }
    let mut demo = Demo {
        terminal: terminal.clone(),
        text,
        size: size(),
        resumed: 0,
        note: String::new(),
        frames: Arc::default(),
        panics: false,
        quits: false,
    };
    demo.run(screen, &events);
    terminal.leave();
    0
}

#[allow(clippy::disallowed_methods, reason = "a test's file may be torn")]
fn save(path: &PathBuf, text: &Mutex<String>) {
    let text = text.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let _ = std::fs::write(path, text);
}

impl Demo {
    fn run(&mut self, mut screen: Screen, events: &Events<String>) {
        while !self.quits {
            screen.draw(|buffer| {
                assert!(!self.panics, "drawing failed");
                Paragraph::new(self.shown()).wrap(Wrap { trim: false }).render(buffer.area, buffer);
                None
            });
            self.frames.fetch_add(1, Ordering::SeqCst);
            for event in events.batch() {
                self.handle(event, events);
            }
        }
    }

    fn shown(&self) -> String {
        let text = self.text.lock().unwrap_or_else(PoisonError::into_inner);
        let Size { width, height } = self.size;
        format!("text:[{text}]\nsize:{width}x{height}\nresumed:{}\nnote:{}\n", self.resumed, self.note)
    }

    fn handle(&mut self, event: Event<String>, events: &Events<String>) {
        match event {
            Event::Terminal(TerminalEvent::Key(key)) => {
                self.key(key.code, key.modifiers.contains(KeyModifiers::CONTROL), events)
            }
            Event::Terminal(TerminalEvent::Paste(text)) => self.add(&format!("<{}>", text.escape_debug())),
            Event::Terminal(TerminalEvent::Mouse(event)) => {
                self.note = format!("mouse {}x{}", event.column, event.row)
            }
            Event::Terminal(_) => {}
            Event::PasteTooLong { bytes, limit } => self.note = format!("{bytes} of {limit} bytes"),
            Event::Resized(size) => self.size = size,
            Event::Resumed => self.resumed += 1,
            Event::Worker(note) => self.note = note,
        }
    }

    fn key(&mut self, code: KeyCode, control: bool, events: &Events<String>) {
        match (code, control) {
            (KeyCode::Char('q'), true) => self.quits = true,
            (KeyCode::Char('p'), true) => self.panics = true,
            (KeyCode::Char('t'), true) => {
                std::thread::spawn(|| {
                    let private = "salary".to_string();
                    panic!("a thread failed with {private}")
                });
            }
            (KeyCode::Char('z'), true) => self.terminal.suspend(),
            (KeyCode::Char('e'), true) => self.edit(),
            (KeyCode::Char('x'), true) => hang(),
            (KeyCode::Char('o'), true) => self.write_past_the_frames(events),
            (KeyCode::Char(c), false) => self.add(&c.to_string()),
            (KeyCode::Enter, _) => self.add("ENTER"),
            _ => {}
        }
    }

    fn add(&mut self, text: &str) {
        self.text.lock().unwrap_or_else(PoisonError::into_inner).push_str(text);
    }

    fn edit(&mut self) {
        let file = std::env::var_os("DEMO_FILE").map(PathBuf::from).unwrap_or_default();
        let command = std::env::var("VISUAL").unwrap_or_default();
        self.note = match self.terminal.run_external(&command, &file) {
            Ok(status) => format!("editor: {status}"),
            Err(error) => format!("editor: {error}"),
        };
    }

    /// Writes copies while frames are drawn, until there were a hundred more.
    fn write_past_the_frames(&self, events: &Events<String>) {
        let (terminal, sender, frames) = (self.terminal.clone(), events.sender(), Arc::clone(&self.frames));
        std::thread::spawn(move || {
            let enough = frames.load(Ordering::SeqCst) + 100;
            let mut copies = 0;
            while frames.load(Ordering::SeqCst) < enough {
                copies += 1;
                terminal.write_raw(b"\x1b]52;c;aGVsbG8=\x1b\\").expect("written");
                sender.send(format!("copied {copies}"));
            }
            sender.send(format!("copied all {copies}."));
        });
    }
}

fn hang() {
    loop {
        std::thread::park();
    }
}
