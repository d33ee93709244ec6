//! Journeys that read aloud: `open("80x24").keys("decl<enter>Ada<tab><c-y>").copied("Dear Ada")`.

use jiff::civil::Date;
use ratatui::backend::TestBackend;
use ratatui::crossterm::event::{
    Event, KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};
use ratatui::{Frame, Terminal};
use regards::app::desk::Desk;
use regards::app::effect::Effect;
use regards::app::message::{Message, Outcome};
use regards::app::model::{Look, Model};
use regards::app::update::{open as open_scenario, update};
use regards::compose::Catalog;
use regards::domain::draft::{Answer, Answers, Draft};
use regards::domain::review::Review;
use regards::domain::source::Source;
use regards::domain::style::Spelling;
use regards::tui::input;
use regards::tui::keymap::Keymap;
use regards::tui::view::{self, Hits};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A person at the program.
pub struct Journey {
    pub model: Model,
    catalog: Arc<Catalog>,
    keymap: Keymap,
    hits: Hits,
    terminal: Terminal<TestBackend>,
    /// Every effect asked for so far.
    pub effects: Vec<Effect>,
    /// What the journal and the snapshots make of the effects: what survives a SIGKILL.
    pub kept: Option<Draft>,
    /// Keys pressed.
    pub pressed: usize,
}

/// A Tuesday.
pub const TODAY: Date = Date::constant(2026, 11, 24);

/// The program at its first screen, in a terminal of that size, with nothing remembered.
pub fn open(size: &str) -> Journey {
    open_with(size, regards::services::library::builtin().collect(), Answers::new())
}

/// The same, with a person whose name is known.
pub fn open_as(size: &str, name: &str) -> Journey {
    let profile = Answers::from([("sender".to_string(), Answer::from(name))]);
    open_with(size, regards::services::library::builtin().collect(), profile)
}

/// The same, with these templates and this profile.
pub fn open_with(size: &str, sources: Vec<Source>, profile: Answers) -> Journey {
    let (columns, rows) = size.split_once('x').expect("a size such as 80x24");
    let size: (u16, u16) = (columns.parse().expect("columns"), rows.parse().expect("rows"));
    let (catalog, problems) = Catalog::assemble(sources);
    let catalog = Arc::new(catalog);
    let desk = Desk {
        catalog: Arc::clone(&catalog),
        rules: Arc::default(),
        today: TODAY,
        time: None,
        spelling: Spelling::British,
        profile,
        recent: BTreeMap::new(),
        kept: Vec::new(),
    };
    let model = Model::new(desk, problems, Look::Plain, size);
    let terminal = Terminal::new(TestBackend::new(size.0, size.1)).expect("a test terminal");
    let mut journey = Journey {
        model,
        catalog,
        keymap: Keymap::default(),
        hits: Hits::default(),
        terminal,
        effects: Vec::new(),
        kept: None,
        pressed: 0,
    };
    journey.send(Message::Resize(size.0, size.1));
    journey
}

impl Journey {
    /// Handles a message and draws.
    pub fn send(&mut self, message: Message) {
        let mut renderer: &Catalog = &self.catalog;
        let effects = update(&mut self.model, message, &mut renderer);
        self.perform(effects);
        self.draw();
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match &effect {
                Effect::Begin(draft) | Effect::Keep(draft) => self.kept = Some((**draft).clone()),
                Effect::Record(change) => {
                    self.kept.as_mut().expect("a draft is begun before it changes").apply(change.clone());
                }
                _ => {}
            }
            self.effects.push(effect);
        }
    }

    fn draw(&mut self) {
        let (model, hits) = (&self.model, &mut self.hits);
        let draw = |frame: &mut Frame| {
            if let Some(position) = view::draw(model, frame.buffer_mut(), hits) {
                frame.set_cursor_position(position);
            }
        };
        self.terminal.draw(draw).expect("a test terminal draws");
    }

    /// Opens a scenario directly, as `regards compose` does.
    pub fn compose(mut self, scenario: &str, answers: &[(&str, &str)]) -> Self {
        let channel = self.catalog.scenario(scenario).expect("the scenario is there").default_channel();
        let mut draft = Draft::new(scenario, channel);
        draft.answers =
            answers.iter().map(|(key, value)| ((*key).to_string(), Answer::from(*value))).collect();
        let mut renderer: &Catalog = &self.catalog;
        let effects = open_scenario(&mut self.model, draft, &mut renderer);
        self.perform(effects);
        self.draw();
        self
    }

    /// Presses keys: text as it is, others as `<enter>`, `<c-y>`, `<m-w>`, `<s-tab>`, `<up>`.
    pub fn keys(mut self, keys: &str) -> Self {
        let mut rest = keys;
        while let Some(c) = rest.chars().next() {
            let named = rest.strip_prefix('<').and_then(|inner| inner.split_once('>'));
            let event = match named {
                Some((name, after)) => {
                    rest = after;
                    chord(name)
                }
                None => {
                    rest = &rest[c.len_utf8()..];
                    KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE)
                }
            };
            self.pressed += 1;
            self.event(&Event::Key(event));
        }
        self
    }

    fn event(&mut self, event: &Event) {
        if let Some(message) = input::message(event, self.model.focus(), &self.keymap, &self.hits) {
            self.send(message);
        }
    }

    /// Pastes a text.
    pub fn paste(mut self, text: &str) -> Self {
        self.event(&Event::Paste(text.to_string()));
        self
    }

    /// Clicks on the first place where the screen shows a text.
    pub fn click(mut self, text: &str) -> Self {
        let (row, column) =
            self.find(text).unwrap_or_else(|| panic!("{text:?} is not on the screen:\n{}", self.screen()));
        let kind = MouseEventKind::Down(MouseButton::Left);
        self.event(&Event::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }));
        self
    }

    fn find(&self, text: &str) -> Option<(u16, u16)> {
        let screen = self.screen();
        screen.lines().enumerate().find_map(|(row, line)| {
            let place = line.find(text)?;
            let column = line[..place].chars().count();
            Some((u16::try_from(row).ok()?, u16::try_from(column).ok()?))
        })
    }

    /// Resizes the terminal.
    pub fn resize(mut self, columns: u16, rows: u16) -> Self {
        self.terminal.backend_mut().resize(columns, rows);
        self.send(Message::Resize(columns, rows));
        self
    }

    /// The runtime answers.
    pub fn answered(mut self, outcome: Outcome) -> Self {
        self.send(Message::Finished(outcome));
        self
    }

    /// The rules say this of the letter as it stands; they are heard again with its next change.
    pub fn judged(mut self, review: impl FnOnce(&str) -> Review) -> Self {
        let work = self.model.work.as_mut().expect("a letter");
        work.checking.fresh = review(&work.letter.text());
        work.checking.settle(None);
        self.draw();
        self
    }

    /// The style of the first letter of a text on the screen.
    pub fn style_of(&self, text: &str) -> ratatui::style::Style {
        let (row, column) = self.find(text).unwrap_or_else(|| panic!("no {text:?}:\n{}", self.screen()));
        self.buffer()[(column, row)].style()
    }

    /// The screen's cells.
    pub fn buffer(&self) -> &ratatui::buffer::Buffer {
        self.terminal.backend().buffer()
    }

    /// The screen as text, trailing blanks cut.
    pub fn screen(&self) -> String {
        let buffer = self.terminal.backend().buffer();
        let mut text = String::new();
        for y in 0..buffer.area.height {
            let mut line = String::new();
            let mut skip = 0;
            for x in 0..buffer.area.width {
                if skip > 0 {
                    skip -= 1;
                    continue;
                }
                let symbol = buffer[(x, y)].symbol();
                line.push_str(symbol);
                skip = unicode_width::UnicodeWidthStr::width(symbol).saturating_sub(1);
            }
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text
    }

    /// The screen shows a text, line ends and frames aside.
    #[track_caller]
    pub fn shows(self, text: &str) -> Self {
        let screen = self.screen();
        assert!(flat(&screen).contains(&flat(text)), "{text:?} is not on the screen:\n{screen}");
        self
    }

    /// The screen does not show a text.
    #[track_caller]
    pub fn hides(self, text: &str) -> Self {
        let screen = self.screen();
        assert!(!flat(&screen).contains(&flat(text)), "{text:?} is on the screen:\n{screen}");
        self
    }

    /// The last copy asked for holds a text.
    #[track_caller]
    pub fn copied(self, text: &str) -> Self {
        let copy = self.last_copy().unwrap_or_else(|| panic!("nothing was copied:\n{}", self.screen()));
        assert!(copy.contains(text), "{text:?} is not in the copy:\n{copy}");
        self
    }

    /// The text of the last copy asked for.
    pub fn last_copy(&self) -> Option<String> {
        self.effects.iter().rev().find_map(|effect| match effect {
            Effect::Copy { text, .. } => Some(text.clone()),
            _ => None,
        })
    }

    /// The letter as it stands.
    pub fn letter(&self) -> String {
        self.model.work.as_ref().map(|work| work.letter.text()).unwrap_or_default()
    }

    /// What was kept is what the person decided: nothing would be lost now.
    #[track_caller]
    pub fn nothing_lost(self) -> Self {
        assert_eq!(self.kept.as_ref(), self.model.work.as_ref().map(|work| &work.draft));
        self
    }
}

fn flat(text: &str) -> String {
    let plain: String = text.chars().map(|c| if "│┃▌─━".contains(c) { ' ' } else { c }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn chord(name: &str) -> KeyEvent {
    let mut modifiers = KeyModifiers::NONE;
    let mut rest = name;
    loop {
        let (modifier, after) = match rest.split_at_checked(2) {
            Some(("c-", after)) => (KeyModifiers::CONTROL, after),
            Some(("m-", after)) => (KeyModifiers::ALT, after),
            Some(("s-", after)) => (KeyModifiers::SHIFT, after),
            _ => break,
        };
        if after.is_empty() {
            break;
        }
        modifiers |= modifier;
        rest = after;
    }
    let code = match rest {
        "enter" => KeyCode::Enter,
        "esc" => KeyCode::Esc,
        "tab" if modifiers.contains(KeyModifiers::SHIFT) => KeyCode::BackTab,
        "tab" => KeyCode::Tab,
        "space" => KeyCode::Char(' '),
        "bs" => KeyCode::Backspace,
        "del" => KeyCode::Delete,
        "up" => KeyCode::Up,
        "down" => KeyCode::Down,
        "left" => KeyCode::Left,
        "right" => KeyCode::Right,
        "home" => KeyCode::Home,
        "end" => KeyCode::End,
        "pgup" => KeyCode::PageUp,
        "pgdn" => KeyCode::PageDown,
        "lt" => KeyCode::Char('<'),
        other => match other.strip_prefix('f').and_then(|number| number.parse().ok()) {
            Some(number) => KeyCode::F(number),
            None => KeyCode::Char(other.chars().next().expect("a key")),
        },
    };
    KeyEvent::new(code, modifiers)
}
