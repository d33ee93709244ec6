//! The list of letters: what the person needs to write, and when each letter is the right one.

use crate::app::action::Action;
use crate::app::desk::{Desk, KeptDraft};
use crate::app::editor::Editor;
use crate::app::scroll::Scroll;
use crate::app::typing::{self, Outcome, Typed};
use crate::compose::Render;
use crate::domain::draft::Draft;
use crate::domain::letter::Letter;
use crate::domain::scenario::Head;
use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

/// Kept drafts offered at most.
const OFFERED: usize = 4;
/// The most bytes of a filter.
const LONGEST: usize = 256;

/// The picker's place.
#[derive(Debug)]
pub struct Picker {
    /// What was typed to filter.
    pub query: Editor,
    /// What the list shows.
    pub rows: Vec<Row>,
    /// The chosen row.
    pub selected: usize,
    /// How far the text beside the list is scrolled.
    pub scroll: Scroll,
    /// The example letter of the chosen scenario, with the scenario's id.
    pub example: Option<(String, Letter)>,
}

/// A row of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    /// Going on with a draft that was kept, by its index.
    Kept(usize),
    /// The letter in work.
    Current,
    /// A scenario, by its id.
    Scenario(String),
}

impl Picker {
    /// The whole list.
    pub fn new(desk: &Desk) -> Picker {
        let mut picker = Picker {
            query: Editor::line("").with_max_bytes(LONGEST),
            rows: Vec::new(),
            selected: 0,
            scroll: Scroll::default(),
            example: None,
        };
        picker.fill(desk, None);
        picker
    }

    /// Fills the list anew: drafts first while nothing is typed, then the scenarios that match.
    pub fn fill(&mut self, desk: &Desk, current: Option<&Draft>) {
        let query = self.query.as_str().trim().to_string();
        let mut rows = Vec::new();
        if query.is_empty() {
            rows.extend(current.filter(|draft| draft.says_something()).map(|_| Row::Current));
            let known =
                |kept: &&(usize, &KeptDraft)| desk.catalog.heads().any(|head| head.id == kept.1.scenario);
            let mut kept: Vec<(usize, &KeptDraft)> =
                desk.kept.iter().enumerate().filter(|kept| known(&kept)).collect();
            kept.sort_by_key(|(_, draft)| draft.copied);
            rows.extend(kept.into_iter().take(OFFERED).map(|(index, _)| Row::Kept(index)));
        }
        rows.extend(matching(desk, &query).into_iter().map(|head| Row::Scenario(head.id.clone())));
        self.rows = rows;
        self.selected = self.selected.min(self.rows.len().saturating_sub(1));
    }

    /// The chosen row.
    pub fn row(&self) -> Option<&Row> {
        self.rows.get(self.selected)
    }

    /// What the text beside the list is about.
    pub fn head<'a>(&self, desk: &'a Desk, current: Option<&Draft>) -> Option<&'a Head> {
        let id = match self.row()? {
            Row::Scenario(id) => id.as_str(),
            Row::Kept(index) => desk.kept.get(*index)?.scenario.as_str(),
            Row::Current => current?.scenario.as_str(),
        };
        desk.catalog.heads().find(|head| head.id == id)
    }

    /// Chooses a row.
    pub fn select(&mut self, row: usize) {
        self.selected = row.min(self.rows.len().saturating_sub(1));
        self.scroll.reset();
    }

    /// Makes the example letter of the chosen scenario. A template that fails has none.
    pub fn show_example(&mut self, desk: &Desk, current: Option<&Draft>, render: &mut dyn Render) {
        let scenario = self.head(desk, current).and_then(|head| desk.catalog.scenario(&head.id));
        let Some(scenario) = scenario else {
            self.example = None;
            return;
        };
        if self.example.as_ref().is_some_and(|(id, _)| *id == scenario.head.id) {
            return;
        }
        let mut draft = Draft::new(&scenario.head.id, scenario.default_channel());
        draft.answers = scenario.example.clone();
        let letter = render.generated(&draft, &desk.setting());
        self.example = letter.ok().map(|letter| (scenario.head.id.clone(), letter));
    }

    /// Keys of the list and of its filter.
    pub fn act(&mut self, action: Action, extend: bool, desk: &Desk, current: Option<&Draft>, page: usize) {
        match action {
            Action::Up => self.select(self.selected.saturating_sub(1)),
            Action::Down => self.select(self.selected + 1),
            Action::PageUp => self.select(self.selected.saturating_sub(page)),
            Action::PageDown => self.select(self.selected + page),
            Action::ScrollUp => self.scroll.by(-3),
            Action::ScrollDown => self.scroll.by(3),
            Action::Back => self.filter("", desk, current),
            _ => {
                if !typing::apply(&mut self.query, action, extend).is_empty() {
                    self.refilter(desk, current);
                }
            }
        }
    }

    /// Text typed into the filter.
    ///
    /// # Errors
    /// A sentence, where it would become too long.
    pub fn insert(&mut self, typed: Typed, desk: &Desk, current: Option<&Draft>) -> Result<Outcome, String> {
        let entered = typing::enter(&mut self.query, typed)?;
        self.refilter(desk, current);
        Ok((Vec::new(), entered.note))
    }

    fn filter(&mut self, text: &str, desk: &Desk, current: Option<&Draft>) {
        self.query = Editor::line(text).with_max_bytes(LONGEST);
        self.refilter(desk, current);
    }

    fn refilter(&mut self, desk: &Desk, current: Option<&Draft>) {
        self.select(0);
        self.fill(desk, current);
    }
}

/// The scenarios that a query means, the best first; all of them for none.
fn matching<'a>(desk: &'a Desk, query: &str) -> Vec<&'a Head> {
    if query.is_empty() {
        return desk.catalog.heads().collect();
    }
    let pattern = Pattern::parse(query, CaseMatching::Ignore, Normalization::Smart);
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut scored: Vec<(u32, usize, &Head)> = Vec::new();
    for (place, head) in desk.catalog.heads().enumerate() {
        if let Some(score) = best_score(head, &pattern, &mut matcher) {
            scored.push((score, place, head));
        }
    }
    scored.sort_by_key(|(score, place, _)| (std::cmp::Reverse(*score), *place));
    scored.into_iter().map(|(_, _, head)| head).collect()
}

/// The best of id, title, aliases and summary. What a person calls it counts more than what we say of it.
fn best_score(head: &Head, pattern: &Pattern, matcher: &mut Matcher) -> Option<u32> {
    let mut buffer = Vec::new();
    let mut score = |text: &str, bonus: u32| {
        pattern.score(Utf32Str::new(text, &mut buffer), matcher).map(|found| found + bonus)
    };
    let named = [score(&head.id, 40), score(&head.title, 20), score(&head.summary, 0)];
    let aliases = head.aliases.iter().map(|alias| score(alias, 40));
    aliases.chain(named).flatten().max()
}
