//! One queue on which everything arrives that the loop waits for: keys, sizes, workers' answers.
//!
//! The loop sleeps on it; there is no tick. Terminal input is bounded, because a terminal can send faster
//! than anybody draws; workers' answers are not, so that no worker ever waits for the loop.

#[cfg(unix)]
mod decode;
#[cfg(unix)]
mod keys;
#[cfg(unix)]
mod paste;
#[cfg(unix)]
mod reader;
#[cfg(not(unix))]
#[path = "reader_windows.rs"]
mod reader;

pub use reader::PASTE_LIMIT;

use super::terminal::{Terminal, lock};
use crossterm::event::Event as TerminalEvent;
use ratatui::layout::Size;
use std::collections::VecDeque;
use std::io;
use std::sync::{Arc, Condvar, Mutex};

/// Most terminal events that wait. The input thread stops reading beyond it; the terminal then waits.
const MOST_WAITING: usize = 4096;

/// Something that the loop has to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event<T> {
    /// A key, a mouse event or a paste.
    Terminal(TerminalEvent),
    /// A paste that is too long to be taken; nothing of it was kept.
    PasteTooLong {
        /// How many bytes were pasted.
        bytes: u64,
        /// How many may be.
        limit: usize,
    },
    /// The terminal has another size; clamped.
    Resized(Size),
    /// We were stopped and go on. The next frame is drawn from nothing.
    Resumed,
    /// A worker's answer.
    Worker(T),
}

/// What the signal thread tells the loop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// The terminal has another size.
    Resized(Size),
    /// We were stopped and go on.
    Resumed,
}

/// What the input thread yields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A key, a mouse event or a paste.
    Event(TerminalEvent),
    /// A paste beyond the limit; how many bytes it had.
    PasteTooLong(u64),
    /// Windows alone: the size arrives among the keys.
    Resized(Size),
}

/// The receiving end, for the loop.
pub struct Events<T> {
    queue: Arc<Queue<T>>,
}

/// The sending end, for workers.
pub struct Sender<T> {
    queue: Arc<Queue<T>>,
}

impl<T> Clone for Sender<T> {
    fn clone(&self) -> Self {
        Sender { queue: Arc::clone(&self.queue) }
    }
}

impl<T> Sender<T> {
    /// Hands the loop an answer. Never waits.
    pub fn send(&self, answer: T) {
        self.queue.push(|waiting| waiting.events.push_back(Event::Worker(answer)));
    }
}

impl<T> Default for Events<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Events<T> {
    /// A queue that nobody feeds yet.
    pub fn new() -> Events<T> {
        Events { queue: Arc::new(Queue::default()) }
    }

    /// The next event; sleeps until there is one.
    pub fn recv(&self) -> Event<T> {
        let mut waiting = lock(&self.queue.waiting);
        loop {
            if let Some(event) = waiting.take() {
                self.queue.room.notify_all();
                return event;
            }
            waiting = match self.queue.arrived.wait(waiting) {
                Ok(waiting) => waiting,
                Err(poisoned) => poisoned.into_inner(),
            };
        }
    }

    /// The next event if there is one already.
    pub fn try_recv(&self) -> Option<Event<T>> {
        let event = lock(&self.queue.waiting).take();
        self.queue.room.notify_all();
        event
    }

    /// Every event that waits, at least one; sleeps until then. A burst of keys is one frame's work.
    pub fn batch(&self) -> Vec<Event<T>> {
        let mut events = vec![self.recv()];
        while events.len() < MOST_WAITING
            && let Some(event) = self.try_recv()
        {
            events.push(event);
        }
        events
    }

    /// A sending end for a worker.
    pub fn sender(&self) -> Sender<T> {
        Sender { queue: Arc::clone(&self.queue) }
    }
}

impl<T: Send + 'static> Events<T> {
    /// Starts the thread that reads the terminal.
    ///
    /// # Errors
    /// When the system has no more threads.
    pub fn listen(&self, terminal: &Terminal) -> io::Result<()> {
        let queue = Arc::clone(&self.queue);
        reader::listen(terminal.clone(), Box::new(move |input| queue.push_input(input)))
    }

    /// For the signal thread. Of several sizes that wait, the last one counts.
    pub(super) fn notices(&self) -> Box<dyn Fn(Notice) + Send> {
        let queue = Arc::clone(&self.queue);
        Box::new(move |notice| {
            queue.push(|waiting| match notice {
                Notice::Resized(size) => waiting.resized = Some(size),
                Notice::Resumed => waiting.resumed = true,
            });
        })
    }
}

struct Queue<T> {
    waiting: Mutex<Waiting<T>>,
    arrived: Condvar,
    room: Condvar,
}

struct Waiting<T> {
    events: VecDeque<Event<T>>,
    resized: Option<Size>,
    resumed: bool,
}

impl<T> Default for Queue<T> {
    fn default() -> Self {
        let waiting = Waiting { events: VecDeque::new(), resized: None, resumed: false };
        Queue { waiting: Mutex::new(waiting), arrived: Condvar::new(), room: Condvar::new() }
    }
}

impl<T> Waiting<T> {
    /// The next event. Size first: whatever else is drawn, is drawn for it.
    fn take(&mut self) -> Option<Event<T>> {
        if let Some(size) = self.resized.take() {
            return Some(Event::Resized(size));
        }
        if std::mem::take(&mut self.resumed) {
            return Some(Event::Resumed);
        }
        self.events.pop_front()
    }
}

impl<T> Queue<T> {
    fn push(&self, change: impl FnOnce(&mut Waiting<T>)) {
        change(&mut lock(&self.waiting));
        self.arrived.notify_one();
    }

    /// Adds what the terminal sent; waits while the loop is far behind.
    fn push_input(&self, input: Input) {
        let mut waiting = lock(&self.waiting);
        while waiting.events.len() >= MOST_WAITING {
            waiting = match self.room.wait(waiting) {
                Ok(waiting) => waiting,
                Err(poisoned) => poisoned.into_inner(),
            };
        }
        match input {
            Input::Event(event) => waiting.events.push_back(Event::Terminal(event)),
            Input::PasteTooLong(bytes) => {
                waiting.events.push_back(Event::PasteTooLong { bytes, limit: reader::PASTE_LIMIT });
            }
            Input::Resized(size) => waiting.resized = Some(size),
        }
        self.arrived.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_arrive_in_order_and_sizes_collapse() {
        let events = Events::new();
        let notify = events.notices();
        events.sender().send(1);
        notify(Notice::Resized(Size::new(10, 10)));
        notify(Notice::Resized(Size::new(20, 20)));
        events.sender().send(2);
        assert_eq!(
            events.batch(),
            vec![Event::Resized(Size::new(20, 20)), Event::Worker(1), Event::Worker(2)]
        );
        assert_eq!(events.try_recv(), None);
    }

    #[test]
    fn receiving_sleeps_until_somebody_sends() {
        let events = Events::new();
        let sender = events.sender();
        let worker = std::thread::spawn(move || sender.send("done"));
        assert_eq!(events.recv(), Event::Worker("done"));
        assert!(worker.join().is_ok());
    }

    #[test]
    fn input_waits_while_the_loop_is_far_behind() {
        let events: Events<()> = Events::new();
        let queue = Arc::clone(&events.queue);
        let flood = std::thread::spawn(move || {
            for _ in 0..MOST_WAITING + 10 {
                queue.push_input(Input::Event(TerminalEvent::FocusGained));
            }
        });
        let mut seen = 0;
        while seen < MOST_WAITING + 10 {
            let batch = events.batch();
            assert!(batch.len() <= MOST_WAITING);
            seen += batch.len();
        }
        assert!(flood.join().is_ok());
    }
}
