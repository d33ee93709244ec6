//! One keystroke in the form, from the message to the finished frame; and the first frame from nothing.
//! A keystroke has to stay under a millisecond.

use divan::Bencher;
use jiff::civil::Date;
use ratatui::backend::TestBackend;
use ratatui::{Frame, Terminal};
use regards::app::action::Action;
use regards::app::desk::Desk;
use regards::app::message::Message;
use regards::app::model::{Look, Model};
use regards::app::update::{open, update};
use regards::compose::Catalog;
use regards::domain::draft::{Answer, Answers, Draft};
use regards::domain::style::{Channel, Spelling};
use regards::services::library;
use regards::tui::view::{self, Hits};
use std::collections::BTreeMap;
use std::sync::Arc;

fn main() {
    divan::main();
}

const SIZES: [(u16, u16); 3] = [(40, 12), (80, 24), (120, 40)];

struct Person {
    model: Model,
    catalog: Arc<Catalog>,
    terminal: Terminal<TestBackend>,
}

impl Person {
    fn new(size: (u16, u16)) -> Person {
        let (catalog, problems) = Catalog::assemble(library::builtin().collect());
        let catalog = Arc::new(catalog);
        let desk = Desk {
            catalog: Arc::clone(&catalog),
            rules: Arc::default(),
            today: Date::constant(2026, 11, 24),
            time: None,
            spelling: Spelling::British,
            profile: Answers::from([("sender".to_string(), Answer::from("Dana Reyes"))]),
            recent: BTreeMap::new(),
            kept: Vec::new(),
        };
        let model = Model::new(desk, problems, Look::Dark, size);
        let terminal = Terminal::new(TestBackend::new(size.0, size.1)).expect("a test terminal");
        Person { model, catalog, terminal }
    }

    fn send(&mut self, message: Message) {
        let mut renderer: &Catalog = &self.catalog;
        divan::black_box(update(&mut self.model, message, &mut renderer));
        self.draw();
    }

    fn draw(&mut self) {
        let model = &self.model;
        let draw = |frame: &mut Frame| {
            view::draw(model, frame.buffer_mut(), &mut Hits::default());
        };
        self.terminal.draw(draw).expect("a test terminal draws");
    }

    /// Writing the longest of the letters, with every answer of its example.
    fn writing(size: (u16, u16)) -> Person {
        let mut person = Person::new(size);
        let catalog = Arc::clone(&person.catalog);
        let mut draft = Draft::new("request-offer-reversal", Channel::Email);
        draft.answers = catalog.scenario("request-offer-reversal").expect("it is shipped").example.clone();
        let mut renderer: &Catalog = &catalog;
        open(&mut person.model, draft, &mut renderer);
        person.draw();
        person
    }
}

/// A letter typed and taken back: two keystrokes with their frames.
#[divan::bench(args = SIZES)]
fn two_keys_in_the_form(bencher: Bencher, size: (u16, u16)) {
    let mut person = Person::writing(size);
    bencher.bench_local(|| {
        person.send(Message::Insert("x".to_string()));
        person.send(Message::Do(Action::DeleteBack));
    });
}

#[divan::bench(args = SIZES)]
fn another_wording(bencher: Bencher, size: (u16, u16)) {
    let mut person = Person::writing(size);
    person.send(Message::Do(Action::ReadLetter));
    bencher.bench_local(|| person.send(Message::Do(Action::Wording)));
}

/// Two keys in the finished letter being edited.
#[divan::bench(args = SIZES)]
fn two_keys_in_the_letter(bencher: Bencher, size: (u16, u16)) {
    let mut person = Person::writing(size);
    person.send(Message::Do(Action::Review));
    person.send(Message::Do(Action::Edit));
    bencher.bench_local(|| {
        person.send(Message::Insert("x".to_string()));
        person.send(Message::Do(Action::DeleteBack));
    });
}

/// From the shipped files to the first frame: manifests, templates, example, drawing.
#[divan::bench(args = SIZES)]
fn first_frame(size: (u16, u16)) {
    let mut person = Person::new(size);
    person.send(Message::Resize(size.0, size.1));
}
