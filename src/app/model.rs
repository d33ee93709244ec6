//! Everything that is on the screen, and nothing else.

use super::action::Focus;
use super::checking::gate::Open;
use super::desk::Desk;
use super::screens::composer::{Composer, Part};
use super::screens::picker::Picker;
use super::screens::review::Review;
use super::scroll::Scroll;
use super::work::Work;
use crate::domain::problem::Problem;
use crate::domain::scenario::{Field, Kind, Scenario};
use std::sync::Arc;

/// The whole program without a terminal.
#[derive(Debug)]
pub struct Model {
    /// What letters are made from.
    pub desk: Desk,
    /// The screen.
    pub screen: Screen,
    /// The list of letters; it keeps its place while another screen is shown.
    pub picker: Picker,
    /// The letter in work.
    pub work: Option<Work>,
    /// What lies over the screen.
    pub overlay: Option<Overlay>,
    /// What the help lies over, to come back to.
    pub under_help: Option<Overlay>,
    /// One line for the person, until the next key.
    pub notice: Option<Notice>,
    /// Problems of the person's own files.
    pub problems: Vec<Problem>,
    /// Columns and rows.
    pub size: (u16, u16),
    /// Colours for a dark or a light screen.
    pub look: Look,
    /// Signs that the terminal can show.
    pub signs: Signs,
    /// Whether a copy is under way.
    pub copying: bool,
}

/// Which signs are drawn beside words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Signs {
    /// Ticks and circles.
    #[default]
    Full,
    /// Plain letters and brackets, for terminals of another character set.
    Ascii,
}

/// The screens.
#[derive(Debug)]
pub enum Screen {
    /// The list of letters.
    Picker,
    /// Form and live letter.
    Composer(Composer),
    /// The finished letter.
    Review(Review),
}

/// What lies over a screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Overlay {
    /// The keys; the focus they are shown for first, and the first row shown.
    Help(Focus, Scroll),
    /// A question.
    Ask(Question),
    /// One finding with what can be done about it; beneath the letter, which stays in sight.
    Looking(Looking),
    /// The must-haves; beneath the letter or beside it.
    Checklist(Sheet),
    /// A sentence is being pointed at.
    Pointing(Pointing),
}

/// One finding, looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Looking {
    /// Which fix is shown.
    pub fix: usize,
    /// Whether the reasons are shown.
    pub why: bool,
    /// The first row shown.
    pub scroll: Scroll,
}

/// The list of must-haves.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The chosen row among those that can be chosen.
    pub selected: usize,
    /// How far it is scrolled away from the chosen row.
    pub scroll: Scroll,
}

/// "I say it here": the sentence is being chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pointing {
    /// The must-have's rule.
    pub rule: Arc<str>,
    /// The sentence, by its number.
    pub sentence: usize,
    /// What the sentence does already.
    pub does: Vec<String>,
    /// The row of the list to go back to.
    pub from: usize,
}

/// A question of the program's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// Copy although something is open or to be fixed?
    CopyOpen(Extent, Open),
    /// Copy although the letter shown is older than the answers?
    CopyOld(Extent),
    /// Quit?
    Quit,
}

/// What of a letter is copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// All of it.
    Letter,
    /// The subject.
    Subject,
    /// The body.
    Body,
}

/// How a notice is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// It worked.
    Good,
    /// Worth knowing.
    Plain,
    /// Needs attention.
    Warning,
}

/// One line for the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// What it says.
    pub text: String,
    /// How it is meant.
    pub tone: Tone,
}

/// Which background the colours are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// Light text on a dark screen.
    Dark,
    /// Dark text on a light screen.
    Light,
    /// No colours at all.
    Plain,
}

impl Model {
    /// The program at its start: the list of letters.
    pub fn new(desk: Desk, problems: Vec<Problem>, look: Look, size: (u16, u16)) -> Model {
        let picker = Picker::new(&desk);
        Model {
            desk,
            screen: Screen::Picker,
            picker,
            work: None,
            overlay: None,
            under_help: None,
            notice: None,
            problems,
            size,
            look,
            signs: Signs::default(),
            copying: false,
        }
    }

    /// What has the keyboard.
    pub fn focus(&self) -> Focus {
        match &self.overlay {
            Some(Overlay::Help(..)) => return Focus::Helping,
            Some(Overlay::Ask(_)) => return Focus::Asking,
            Some(Overlay::Looking(_)) => return Focus::Looking,
            Some(Overlay::Checklist(_)) => return Focus::Checking,
            Some(Overlay::Pointing(_)) => return Focus::Pointing,
            None => {}
        }
        self.screen_focus()
    }

    /// What has the keyboard beneath an overlay.
    pub fn screen_focus(&self) -> Focus {
        match &self.screen {
            Screen::Picker => Focus::Choosing,
            Screen::Composer(composer) if composer.part == Part::Letter => Focus::Letter,
            Screen::Composer(composer) => match self.question(composer).map(|field| field.kind) {
                Some(Kind::Choice | Kind::Toggle) => Focus::Picking,
                Some(Kind::Text) => Focus::Text,
                _ => Focus::Line,
            },
            Screen::Review(review) if review.editing => Focus::Editing,
            Screen::Review(_) => Focus::Review,
        }
    }

    /// The question that the form has its focus on.
    pub fn question(&self, composer: &Composer) -> Option<&Field> {
        let work = self.work.as_ref()?;
        self.desk.scenario(&work.draft)?.field(&composer.field)
    }

    /// The scenario in work.
    pub fn scenario(&self) -> Option<&Scenario> {
        self.desk.scenario(&self.work.as_ref()?.draft)
    }

    /// Says something, until the next key.
    pub fn say(&mut self, tone: Tone, text: impl Into<String>) {
        self.notice = Some(Notice { text: text.into(), tone });
    }
}
