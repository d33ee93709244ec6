//! Runs the interface: events in, effects out. Sleeps on one queue; there is no tick.

use super::failure::Failure;
use super::given::Given;
use super::keeper::Keeper;
use super::world::World;
use crate::app::desk::Desk;
use crate::app::effect::Effect;
use crate::app::message::{Message, Outcome};
use crate::app::model::{self, Look, Model, Signs, Tone};
use crate::app::update;
use crate::compose::Catalog;
use crate::compose::tone::Rules;
use crate::domain::clean::CleanText;
use crate::domain::draft::Draft;
use crate::domain::scenario::Layer;
use crate::services::clipboard::{self, Clipboard, Environment, Preference};
use crate::services::paths::Paths;
use crate::services::{clock, files, library};
use crate::tui::events::{Event, Events, Sender};
use crate::tui::input;
use crate::tui::keymap::Keymap;
use crate::tui::terminal::{self, LastWill, Screen, Terminal};
use crate::tui::view::{self, Hits};
use jiff::civil::Time;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

/// How long the list stands before its example is made.
const MOMENT: Duration = Duration::from_millis(40);

/// How the interface is started.
#[derive(Debug, Default)]
pub struct Start {
    /// The scenario to open; none shows the list.
    pub scenario: Option<String>,
    /// Answers given already.
    pub given: Given,
    /// `auto`, `dark` or `light`, over the settings.
    pub theme: Option<&'static str>,
    /// How to copy, over the settings.
    pub clipboard: Option<Preference>,
}

/// Opens the interface and runs it to its end.
///
/// # Errors
/// There is no terminal, an answer given is wrong, or the terminal is gone.
pub fn interface(start: Start) -> Result<(), Failure> {
    can_open()?;
    let world = World::read(true);
    let (catalog, problems) = world.catalog();
    let catalog = Arc::new(catalog);
    let today = start.given.today()?;
    let draft = match &start.scenario {
        Some(id) => Some(start.given.draft(&catalog, id, today)?),
        None => None,
    };
    let preference = world.preference(start.clipboard.as_ref());
    let (mut keeper, wrong) = Keeper::open(world.paths.as_ref());
    let desk = Desk {
        catalog: Arc::clone(&catalog),
        rules: Arc::default(),
        today,
        // A day that was given may be any hour of it.
        time: start.given.today.is_none().then(|| clock::now().time()),
        spelling: world.spelling,
        profile: if start.given.profile { world.profile.clone() } else { Default::default() },
        recent: keeper.recent(),
        kept: keeper.kept(today),
    };
    let look = look(start.theme.unwrap_or(world.settings.theme.word()));
    let mut model = Model::new(desk, [problems, wrong].concat(), look, (0, 0));
    if world.paths.is_none() {
        model.say(
            Tone::Warning,
            "There is no home folder, so nothing can be kept. Copy your letter before you quit.",
        );
    }
    let clipboard = Clipboard::new(preference, world.copies());
    let state = world.paths.as_ref().map(|paths| paths.state.clone());
    model.signs = signs();
    let setup = Setup {
        clipboard,
        state,
        packs: world.paths.as_ref().map(Paths::packs),
        mouse: world.settings.mouse,
        fixed_day: start.given.today.is_some(),
    };
    run(model, catalog, draft, keeper, setup)
}

/// The interface needs a person at a terminal that can move its cursor.
fn can_open() -> Result<(), Failure> {
    let hint = "Without one, print a letter with: regards render SCENARIO --set KEY=VALUE …  (regards list, regards show SCENARIO)";
    if let Err(why) = terminal::require_terminal() {
        return Err(Failure::usage(format!("the interface needs a terminal: {why}")).hint(hint));
    }
    if std::env::var_os("TERM").is_some_and(|term| term == "dumb") {
        return Err(Failure::usage("the interface needs a terminal that can move its cursor; TERM is dumb")
            .hint(hint));
    }
    Ok(())
}

/// Which colours: none where the person wants none, else as set, else as the terminal hints.
fn look(theme: &str) -> Look {
    let variable = |name| std::env::var(name).unwrap_or_default();
    if !variable("NO_COLOR").is_empty() {
        return Look::Plain;
    }
    match theme {
        "dark" => Look::Dark,
        "light" => Look::Light,
        // COLORFGBG holds the background's number last; 7 and the bright ones are light.
        _ => match variable("COLORFGBG").rsplit(';').next().and_then(|number| number.parse::<u8>().ok()) {
            Some(7 | 9..=15) => Look::Light,
            _ => Look::Dark,
        },
    }
}

/// Which signs the terminal's character set has.
fn signs() -> Signs {
    let variable = |name: &&str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(variable).unwrap_or_default().to_lowercase();
    // Where nothing is set, as on macOS in a new window, terminals know more than the default says.
    let plain = locale == "c" || locale == "posix" || (locale.contains('.') && !locale.contains("utf"));
    if plain { Signs::Ascii } else { Signs::Full }
}

/// Everything that the loop holds on to.
struct Session {
    model: Model,
    catalog: Arc<Catalog>,
    keeper: Keeper,
    clipboard: Clipboard,
    state: Option<PathBuf>,
    /// The folder of the person's own rule packs, until it was read.
    packs: Option<PathBuf>,
    /// Whether the person's packs may be broken and nobody has looked.
    unheard: bool,
    terminal: Terminal,
    answers: Sender<Outcome>,
    copies: Vec<JoinHandle<()>>,
    /// Whether the day was given and must not follow the clock.
    fixed_day: bool,
    /// Whether the next frame fails: only tests of debug builds ask for it.
    fails_in_draw: bool,
}

/// What the loop is told once.
struct Setup {
    clipboard: Clipboard,
    state: Option<PathBuf>,
    packs: Option<PathBuf>,
    mouse: bool,
    /// Whether the day was given and must not follow the clock.
    fixed_day: bool,
}

fn run(
    mut model: Model,
    catalog: Arc<Catalog>,
    draft: Option<Draft>,
    keeper: Keeper,
    setup: Setup,
) -> Result<(), Failure> {
    let Setup { clipboard, state, packs, mouse, fixed_day } = setup;
    let will = LastWill::new(keeper.last_save());
    let (terminal, mut screen, events) = terminal::open::<Outcome>(will, mouse);
    let size = terminal::size();
    model.size = (size.width, size.height);
    let answers = events.sender();
    let mut session = Session {
        model,
        catalog,
        keeper,
        clipboard,
        state,
        packs,
        unheard: false,
        terminal,
        answers,
        copies: Vec::new(),
        fixed_day,
        fails_in_draw: false,
    };
    if let Some(draft) = draft {
        session.find_packs();
        let catalog = Arc::clone(&session.catalog);
        let mut renderer = &*catalog;
        let effects = update::open(&mut session.model, draft, &mut renderer);
        session.perform(effects);
    }
    let ended =
        session.start(&mut screen, &events).and_then(|hits| session.serve(hits, &mut screen, &events));
    session.terminal.leave();
    for copy in std::mem::take(&mut session.copies) {
        // A copy that was asked for is finished; each is bounded in time.
        let _ = copy.join();
    }
    match (ended, session.keeper.close()) {
        (Ok(()), Some(trouble)) => Err(Failure::file(trouble)),
        (ended, _) => ended,
    }
}

impl Session {
    /// Shows the first frame; returns what can be clicked in it.
    fn start(&self, screen: &mut Screen, events: &Events<Outcome>) -> Result<Hits, Failure> {
        let mut hits = Hits::default();
        let started = screen.start(events, |buffer| view::draw(&self.model, buffer, &mut hits));
        started.map_err(|error| Failure::usage(format!("the terminal cannot be used: {error}")))?;
        Ok(hits)
    }

    /// Sleeps, handles what came, draws, until somebody quits.
    fn serve(
        &mut self,
        mut hits: Hits,
        screen: &mut Screen,
        events: &Events<Outcome>,
    ) -> Result<(), Failure> {
        // What the first frame does not need comes after it.
        let keymap = Keymap::default();
        let listening = events.listen(&self.terminal);
        listening.map_err(|error| Failure::usage(format!("the terminal cannot be read: {error}")))?;
        self.check_templates();
        self.find_packs();
        self.warm_up();
        loop {
            for event in events.batch() {
                let message = match event {
                    Event::Terminal(event) => {
                        self.fail_for_a_test(input::is_f12(&event));
                        input::message(&event, self.model.focus(), &keymap, &hits)
                    }
                    Event::PasteTooLong { bytes, limit } => {
                        let text =
                            format!("Nothing was pasted: {bytes} bytes are too many, at most {limit}.");
                        self.model.say(Tone::Warning, text);
                        None
                    }
                    Event::Resized(size) => Some(Message::Resize(size.width, size.height)),
                    Event::Resumed => None,
                    Event::Worker(outcome) => {
                        self.note(&outcome);
                        Some(Message::Finished(outcome))
                    }
                };
                if let Some(message) = message
                    && self.handle(message) == After::Quit
                {
                    return Ok(());
                }
            }
            self.pass_time();
            self.hear_rules();
            screen.draw(|buffer| {
                assert!(!self.fails_in_draw, "asked to by a test");
                view::draw(&self.model, buffer, &mut hits)
            });
        }
    }

    /// The example letter comes a moment after the list: nobody waits for a template to see the list, and
    /// whoever types at once is not held up.
    fn warm_up(&self) {
        let (model::Screen::Picker, Some(first)) =
            (&self.model.screen, self.model.desk.catalog.heads().next())
        else {
            return;
        };
        let (catalog, answers, first) = (Arc::clone(&self.catalog), self.answers.clone(), first.id.clone());
        let work = move || {
            std::thread::sleep(MOMENT);
            catalog.warm(&first);
            answers.send(Outcome::Warm);
        };
        // Without a thread to give, the example comes with the first key.
        let _ = std::thread::Builder::new().name("warm-up".to_string()).spawn(work);
    }

    /// Finds the person's own rule packs. They are read with the first letter, and never for the first frame.
    fn find_packs(&mut self) {
        let Some(folder) = self.packs.take() else { return };
        let (sources, wrong) = library::packs(&folder);
        self.unheard = !sources.is_empty();
        self.model.problems.extend(wrong);
        self.model.desk.rules = Arc::new(Rules::new(sources));
    }

    /// Says what is wrong with the person's packs, once a letter has had them read.
    fn hear_rules(&mut self) {
        if self.unheard && self.model.work.is_some() {
            self.unheard = false;
            let rules = Arc::clone(&self.model.desk.rules);
            self.model.problems.extend_from_slice(rules.problems());
        }
    }

    /// The person's own templates are tried on a thread of its own; what is wrong with them is said.
    fn check_templates(&self) {
        let catalog = Arc::clone(&self.catalog);
        if !catalog.sources().iter().any(|source| source.layer == Layer::User) {
            return;
        }
        let answers = self.answers.clone();
        let check = move || {
            let wrong = catalog.template_problems();
            if !wrong.is_empty() {
                answers.send(Outcome::Problems(wrong.to_vec()));
            }
        };
        // Without a thread to give, a broken template is named when its letter is opened.
        let _ = std::thread::Builder::new().name("check".to_string()).spawn(check);
    }

    /// In debug builds F12 fails where REGARDS_PANIC says, so that the real way out can be tested.
    fn fail_for_a_test(&mut self, asked: bool) {
        if !cfg!(debug_assertions) || !asked {
            return;
        }
        match std::env::var("REGARDS_PANIC").as_deref() {
            Ok("draw") => self.fails_in_draw = true,
            Ok("thread") => drop(std::thread::spawn(|| panic!("asked to by a test"))),
            _ => {}
        }
    }

    fn handle(&mut self, message: Message) -> After {
        let catalog = Arc::clone(&self.catalog);
        let mut renderer = &*catalog;
        let effects = update::update(&mut self.model, message, &mut renderer);
        self.perform(effects)
    }

    /// A program that runs over midnight writes the new day's letters; with each minute the dates mean
    /// something else. Looked at when something happens: the clock itself wakes nobody.
    fn pass_time(&mut self) {
        let now = clock::now();
        let minute = |time: Option<Time>| time.map(|time| (time.hour(), time.minute()));
        let desk = &self.model.desk;
        if self.fixed_day || (desk.today == now.date() && minute(desk.time) == minute(Some(now.time()))) {
            return;
        }
        let catalog = Arc::clone(&self.catalog);
        let mut renderer = &*catalog;
        update::pass_time(&mut self.model, (now.date(), now.time()), &mut renderer);
    }

    /// A whole letter that was copied makes its draft a finished one.
    fn note(&mut self, outcome: &Outcome) {
        if let Outcome::Copied { confirmed: true, whole: true, .. } = outcome {
            self.keeper.copied();
        }
    }

    fn perform(&mut self, effects: Vec<Effect>) -> After {
        for effect in effects {
            match effect {
                Effect::Begin(draft) => self.keeper.begin(&draft),
                Effect::Record(change) => self.keeper.record(&change),
                Effect::Keep(draft) => self.keeper.keep(&draft),
                Effect::Resume(id) => self.resume(&id),
                Effect::Remember { key, value } => self.keeper.remember(&key, &value),
                Effect::SaveProfile { key, value } => self.keeper.save_profile(&key, &value),
                Effect::Copy { text, whole } => self.copy(&text, whole),
                Effect::EditOutside(text) => self.edit_outside(&text),
                Effect::Suspend => self.terminal.suspend(),
                Effect::Quit => return After::Quit,
            }
        }
        self.terminal.keep_in(self.keeper.place());
        if let Some(trouble) = self.keeper.trouble() {
            self.model.say(Tone::Warning, trouble);
        }
        if self.keeper.has_news() {
            self.model.desk.kept = self.keeper.kept(self.model.desk.today);
        }
        After::GoOn
    }

    fn resume(&mut self, id: &str) {
        let (outcome, said) = match self.keeper.resume(id) {
            Ok((draft, said)) => (Outcome::Resumed(Box::new(draft)), said),
            Err(message) => (Outcome::Failed(message), None),
        };
        self.handle(Message::Finished(outcome));
        if let Some(said) = said {
            self.model.say(Tone::Warning, said);
        }
    }

    fn copy(&mut self, text: &str, whole: bool) {
        let text = CleanText::of(text).text.into_string();
        let clipboard = self.clipboard.clone();
        let terminal = self.terminal.clone();
        let answers = self.answers.clone();
        let work = move || {
            let outcome = clipboard.copy(&text, &Environment::capture(), &|bytes| terminal.write_raw(bytes));
            let reached = !matches!(outcome, clipboard::Outcome::Failed { .. });
            let confirmed =
                matches!(outcome, clipboard::Outcome::Copied | clipboard::Outcome::TakenByCommand);
            answers.send(Outcome::Copied { message: outcome.message(), reached, confirmed, whole });
        };
        self.copies.retain(|copy| !copy.is_finished());
        match std::thread::Builder::new().name("copy".to_string()).spawn(work) {
            Ok(copy) => self.copies.push(copy),
            Err(error) => self.model.say(Tone::Warning, format!("Not copied: {error}")),
        }
    }

    /// Lends the terminal to the person's own editor. The text is never lost: a file that cannot be read
    /// back stays where it is, and is named.
    fn edit_outside(&mut self, text: &str) {
        let outcome = match self.edited(text) {
            Ok(text) => Outcome::Edited(text),
            Err(message) => Outcome::Failed(message),
        };
        self.handle(Message::Finished(outcome));
    }

    fn edited(&self, text: &str) -> Result<String, String> {
        let command = ["VISUAL", "EDITOR"]
            .iter()
            .find_map(|name| std::env::var(name).ok().filter(|value| !value.trim().is_empty()));
        let command =
            command.ok_or("Set VISUAL or EDITOR to your editor's command, for instance EDITOR=nano.")?;
        let state = self.state.as_deref().ok_or("There is no folder to hand the letter over in.")?;
        let file = handed_over(state, text)?;
        let ran = self.terminal.run_external(&command, &file);
        let read =
            files::read_limited(&file, u64::try_from(crate::app::screens::review::LIMIT).unwrap_or(u64::MAX));
        let status = ran.map_err(|error| error.to_string())?;
        if !status.success() {
            return Err(format!(
                "The editor ended with {status}; your letter is as it was. Its text: {}",
                file.display()
            ));
        }
        let bytes = read.map_err(|failure| failure.to_string())?;
        let text = String::from_utf8(bytes)
            .map_err(|_| format!("That is not UTF-8 text; it stays in {}", file.display()))?;
        // The letter is in the draft from here on.
        let _ = files::remove(&file);
        Ok(CleanText::of(&text).text.into_string())
    }
}

fn handed_over(state: &Path, text: &str) -> Result<PathBuf, String> {
    files::private_dir(state).map_err(|failure| failure.to_string())?;
    let name = format!("letter-{}-{}.txt", std::process::id(), jiff::Timestamp::now().as_millisecond());
    let file = state.join(name);
    files::write_new(&file, text.as_bytes()).map_err(|failure| failure.to_string())?;
    Ok(file)
}

/// Whether the loop goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum After {
    GoOn,
    Quit,
}
