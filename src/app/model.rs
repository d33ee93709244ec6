//! Everything that is on the screen, and nothing else.

use super::action::Focus;
use super::screens::composer::{Composer, Part};
use super::screens::picker::Picker;
use super::screens::review::Review;
use super::scroll::Scroll;
use super::work::Work;
use crate::compose::answers::Answered;
use crate::compose::dates;
use crate::compose::{Catalog, Setting};
use crate::domain::draft::{Answer, Answers, Draft};
use crate::domain::problem::Problem;
use crate::domain::scenario::{Field, Kind, Scenario};
use crate::domain::style::Spelling;
use jiff::civil::Date;
use std::collections::BTreeMap;
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
    /// One line for the person, until the next key.
    pub notice: Option<Notice>,
    /// Problems of the person's own files.
    pub problems: Vec<Problem>,
    /// Columns and rows.
    pub size: (u16, u16),
    /// Colours for a dark or a light screen.
    pub look: Look,
    /// Whether a copy is under way.
    pub copying: bool,
}

/// What lies on the desk whatever letter is written.
#[derive(Debug)]
pub struct Desk {
    /// The scenarios.
    pub catalog: Arc<Catalog>,
    /// The day.
    pub today: Date,
    /// How dates are written.
    pub spelling: Spelling,
    /// The person's own facts.
    pub profile: Answers,
    /// Field → recent answers, the newest first.
    pub recent: BTreeMap<String, Vec<String>>,
    /// Drafts that can be gone on with, the newest first.
    pub kept: Vec<KeptDraft>,
}

impl Desk {
    /// What letters depend on besides their draft.
    pub fn setting(&self) -> Setting<'_> {
        Setting { today: self.today, spelling: self.spelling, profile: &self.profile }
    }

    /// The scenario of a draft.
    pub fn scenario(&self, draft: &Draft) -> Option<&Scenario> {
        self.catalog.scenario(&draft.scenario)
    }

    /// A draft's answers read against its scenario.
    fn answered<'a>(&'a self, draft: &'a Draft) -> Option<Answered<'a, 'a>> {
        Some(Answered { scenario: self.scenario(draft)?, draft, profile: &self.profile })
    }

    /// The answer that counts for a question: the draft's, the profile's or the default.
    pub fn standing<'a>(&'a self, draft: &'a Draft, field: &Field) -> Option<&'a Answer> {
        self.answered(draft)?.standing(field)
    }

    /// Whether the letter needs an answer to a question.
    pub fn needs(&self, draft: &Draft, field: &Field) -> bool {
        self.answered(draft).is_some_and(|answered| answered.is_needed(field))
    }

    /// The day that is being typed into a question, in words.
    pub fn day_in_words(&self, field: &Field, typed: &str) -> Option<String> {
        if field.kind != Kind::Date {
            return None;
        }
        let day = dates::parse(typed, self.today, field.direction).ok()?;
        Some(dates::full_day(day, self.today, self.spelling))
    }

    /// The questions that are asked for a draft, in order.
    pub fn questions(&self, draft: &Draft) -> Vec<&Field> {
        let Some(scenario) = self.scenario(draft) else { return Vec::new() };
        Answered { scenario, draft, profile: &self.profile }.visible()
    }
}

/// What a day may be typed as, for help texts.
pub const DAY_FORMS: &str = dates::FORMS;

/// A draft that was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptDraft {
    /// Its id.
    pub id: String,
    /// Its scenario's id.
    pub scenario: String,
    /// What it is about: company, role, name.
    pub label: String,
    /// When it was last changed, in words.
    pub when: String,
    /// Whether its letter was copied.
    pub copied: bool,
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
}

/// A question of the program's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// Copy although slots are open?
    CopyOpen(Extent, Vec<String>),
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
            notice: None,
            problems,
            size,
            look,
            copying: false,
        }
    }

    /// What has the keyboard.
    pub fn focus(&self) -> Focus {
        match &self.overlay {
            Some(Overlay::Help(..)) => return Focus::Helping,
            Some(Overlay::Ask(_)) => return Focus::Asking,
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
