//! Form and live letter: a person answers, and the letter writes itself beside it.

use crate::app::action::Action;
use crate::app::desk::Desk;
use crate::app::editor::Editor;
use crate::app::effect::Effect;
use crate::app::scroll::Scroll;
use crate::app::typing::{self, Outcome, Typed};
use crate::app::work::{Group, Work};
use crate::compose::Render;
use crate::compose::answers::{self, Answered};
use crate::compose::dates;
use crate::domain::draft::{Answer, Change, Draft};
use crate::domain::scenario::{Choice, Direction, Field, Kind};
use std::collections::BTreeMap;

/// Which half has the keyboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The questions.
    Form,
    /// The letter.
    Letter,
}

/// The composer's place.
#[derive(Debug)]
pub struct Composer {
    /// Which half has the keyboard.
    pub part: Part,
    /// The key of the focused question.
    pub field: String,
    /// The text of the focused question.
    pub editor: Editor,
    /// Field → what is wrong with its answer.
    pub errors: BTreeMap<String, String>,
    /// Rows that the person scrolled the letter away from what changed.
    pub scroll: Scroll,
    /// Letters typed to jump to an answer of a list.
    pub jump: Jump,
    /// Which recent answer was taken last.
    pub suggestion: Option<usize>,
    /// Whether going on behind the last question led back to one that is needed.
    pub led_back: bool,
}

/// Letters on their way to an answer of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Jump {
    typed: String,
    /// The answer that stood before.
    before: Option<Answer>,
    /// Whether the letters led nowhere: the rest of the word is passed over.
    pub dead: bool,
}

impl Jump {
    /// The first answer that begins with the letters, or from the second letter on has a word that does.
    /// Only beginnings count: a stray letter must not put an answer in the person's mouth.
    fn found(&self, options: &[(Answer, String)]) -> Option<usize> {
        let labels: Vec<String> = options.iter().map(|(_, label)| label.to_lowercase()).collect();
        let of_word = |label: &String| label.split_whitespace().any(|word| word.starts_with(&self.typed));
        let whole = labels.iter().position(|label| label.starts_with(&self.typed));
        let long = self.typed.chars().count() > 1;
        whole.or_else(|| labels.iter().position(|label| long && of_word(label)))
    }
}

/// Where going on leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Another question has the focus, or the same.
    Stay,
    /// There is no further question.
    End,
}

impl Composer {
    /// Opens a draft at its first required question without an answer, else at the first question.
    pub fn new(desk: &Desk, draft: &Draft) -> Composer {
        let mut composer = Composer {
            part: Part::Form,
            field: String::new(),
            editor: Editor::line(""),
            errors: unreadable(desk, draft),
            scroll: Scroll::default(),
            jump: Jump::default(),
            suggestion: None,
            led_back: false,
        };
        let open = Composer::open_question(desk, draft).map(|field| field.key.clone());
        let first = desk.questions(draft).first().map(|field| field.key.clone());
        composer.enter(&open.or(first).unwrap_or_default(), desk, draft);
        composer
    }

    /// Gives a question the focus.
    pub fn enter(&mut self, key: &str, desk: &Desk, draft: &Draft) {
        self.part = Part::Form;
        self.field = key.to_string();
        self.reload(desk, draft);
    }

    /// Judges every answer anew, after changes from elsewhere.
    pub fn judge(&mut self, desk: &Desk, draft: &Draft) {
        self.errors = unreadable(desk, draft);
        self.errors.remove(&self.field);
    }

    /// Shows the draft's answer in the focused question.
    pub fn reload(&mut self, desk: &Desk, draft: &Draft) {
        self.jump = Jump::default();
        self.suggestion = None;
        let Some(field) = desk.scenario(draft).and_then(|scenario| scenario.field(&self.field)) else {
            return;
        };
        let given = draft
            .answers
            .get(&self.field)
            .or_else(|| desk.profile.get(&self.field).filter(|_| field.profile));
        let text = given.map(Answer::text).unwrap_or_default();
        let editor = if field.kind == Kind::Text { Editor::text(&text) } else { Editor::line(&text) };
        self.editor = editor.with_max_bytes(answers::limit(field.kind));
    }

    fn question<'a>(&self, desk: &'a Desk, draft: &Draft) -> Option<&'a Field> {
        desk.scenario(draft)?.field(&self.field)
    }

    /// Keys of the form that change the text or the answer of the focused question.
    pub fn act(
        &mut self,
        action: Action,
        extend: bool,
        desk: &Desk,
        work: &mut Work,
        render: &mut dyn Render,
    ) -> Vec<Effect> {
        let Some(field) = self.question(desk, &work.draft) else { return Vec::new() };
        match (field.kind, action) {
            (Kind::Choice | Kind::Toggle, Action::NextAnswer) => self.pick(field, 1, desk, work, render),
            (Kind::Choice | Kind::Toggle, Action::PreviousAnswer) => self.pick(field, -1, desk, work, render),
            (Kind::Choice | Kind::Toggle, Action::DeleteBack) => {
                self.jump = Jump::default();
                self.answer(field, None, desk, work, render)
            }
            (Kind::Choice | Kind::Toggle, _) => Vec::new(),
            (_, Action::NextAnswer) => self.suggest(field, 1, desk, work, render),
            (_, Action::PreviousAnswer) => self.suggest(field, -1, desk, work, render),
            _ => {
                if typing::apply(&mut self.editor, action, extend).is_empty() {
                    return Vec::new();
                }
                self.typed(field, desk, work, render)
            }
        }
    }

    /// Text typed or pasted into the focused question.
    ///
    /// # Errors
    /// A sentence, where the answer would become too long; the old one stays.
    pub fn insert(
        &mut self,
        typed: Typed,
        desk: &Desk,
        work: &mut Work,
        render: &mut dyn Render,
    ) -> Result<Outcome, String> {
        let Some(field) = self.question(desk, &work.draft) else { return Ok((Vec::new(), None)) };
        if matches!(field.kind, Kind::Choice | Kind::Toggle) {
            let text = if typed.pasted { "" } else { typed.text };
            return Ok((self.jump_to(field, text, desk, work, render), None));
        }
        let entered = typing::enter(&mut self.editor, typed)?;
        Ok((self.typed(field, desk, work, render), entered.note))
    }

    /// The text of the focused question is the answer while it is being typed.
    fn typed(&mut self, field: &Field, desk: &Desk, work: &mut Work, render: &mut dyn Render) -> Vec<Effect> {
        self.errors.remove(&field.key);
        let text = self.editor.as_str().to_string();
        // An emptied question whose answer stands in the profile is really meant to be empty.
        let answer = (!text.is_empty() || field.profile).then_some(Answer::Text(text));
        self.answer(field, answer, desk, work, render)
    }

    fn answer(
        &mut self,
        field: &Field,
        answer: Option<Answer>,
        desk: &Desk,
        work: &mut Work,
        render: &mut dyn Render,
    ) -> Vec<Effect> {
        self.scroll.reset();
        if work.draft.answers.get(&field.key) == answer.as_ref() {
            return Vec::new();
        }
        let change = Change::Answer { key: field.key.clone(), answer };
        vec![work.change(change, Group::Field(field.key.clone()), render, &desk.setting())]
    }

    /// The answers that a list offers, with the value each stands for.
    pub fn options(field: &Field) -> Vec<(Answer, String)> {
        match field.kind {
            Kind::Toggle => {
                vec![(Answer::Toggle(false), "no".to_string()), (Answer::Toggle(true), "yes".to_string())]
            }
            _ => field
                .choices
                .iter()
                .map(|choice| (Answer::Text(choice.value.clone()), choice.label.clone()))
                .collect(),
        }
    }

    /// Which answer of a list stands.
    pub fn picked(field: &Field, desk: &Desk, draft: &Draft) -> Option<usize> {
        let scenario = desk.scenario(draft)?;
        let standing = Answered { scenario, draft, profile: &desk.profile }.standing(field);
        match (standing, field.kind) {
            (Some(answer), _) => {
                Composer::options(field).iter().position(|(option, _)| option.text() == answer.text())
            }
            (None, Kind::Toggle) => Some(0),
            (None, _) => None,
        }
    }

    /// The choice that stands.
    pub fn picked_choice<'a>(field: &'a Field, desk: &Desk, draft: &Draft) -> Option<&'a Choice> {
        field.choices.get(Composer::picked(field, desk, draft)?)
    }

    fn pick(
        &mut self,
        field: &Field,
        step: isize,
        desk: &Desk,
        work: &mut Work,
        render: &mut dyn Render,
    ) -> Vec<Effect> {
        self.jump = Jump::default();
        let count = Composer::options(field).len();
        let here = Composer::picked(field, desk, &work.draft);
        let next = match (here, step) {
            (None, 1) => 0,
            (None, _) => count.saturating_sub(1),
            (Some(index), step) => (index + count).saturating_add_signed(step) % count.max(1),
        };
        self.pick_at(next, field, desk, work, render)
    }

    /// Takes the answer of that index.
    pub fn pick_at(
        &mut self,
        index: usize,
        field: &Field,
        desk: &Desk,
        work: &mut Work,
        render: &mut dyn Render,
    ) -> Vec<Effect> {
        let Some((answer, _)) = Composer::options(field).into_iter().nth(index) else { return Vec::new() };
        self.answer(field, Some(answer), desk, work, render)
    }

    /// Letters jump to the first answer that begins so, else to one that holds them.
    fn jump_to(
        &mut self,
        field: &Field,
        text: &str,
        desk: &Desk,
        work: &mut Work,
        render: &mut dyn Render,
    ) -> Vec<Effect> {
        let typed: String = text.chars().filter(|c| !c.is_control()).collect::<String>().to_lowercase();
        // Space shows the next answer, unless it stands between words that are being typed.
        if typed == " " && self.jump.typed.is_empty() {
            return self.pick(field, 1, desk, work, render);
        }
        if typed.is_empty() || self.jump.dead {
            return Vec::new();
        }
        if self.jump.typed.is_empty() {
            self.jump.before = work.draft.answers.get(&field.key).cloned();
        }
        self.jump.typed.push_str(&typed);
        match self.jump.found(&Composer::options(field)) {
            Some(index) => self.pick_at(index, field, desk, work, render),
            // One letter may be the start of any word.
            None if self.jump.typed.chars().count() < 2 => Vec::new(),
            None => {
                // What was typed is no answer: the one that stood before stands again.
                self.jump.dead = true;
                let before = self.jump.before.take();
                self.answer(field, before, desk, work, render)
            }
        }
    }

    /// Answers that one key offers: those given to this question before; for a day, the likeliest ones.
    pub fn suggestions<'a>(field: &Field, desk: &'a Desk) -> Vec<&'a str> {
        match (field.kind, field.direction) {
            (Kind::Date, Direction::Past) => vec!["today", "yesterday"],
            (Kind::Date, Direction::Future) => vec!["today", "tomorrow"],
            _ if field.remember => {
                desk.recent.get(&field.key).into_iter().flatten().map(String::as_str).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The first question that is needed and has no answer.
    pub fn open_question<'a>(desk: &'a Desk, draft: &Draft) -> Option<&'a Field> {
        let scenario = desk.scenario(draft)?;
        Answered { scenario, draft, profile: &desk.profile }.missing().first().copied()
    }

    fn suggest(
        &mut self,
        field: &Field,
        step: isize,
        desk: &Desk,
        work: &mut Work,
        render: &mut dyn Render,
    ) -> Vec<Effect> {
        let recent = Composer::suggestions(field, desk);
        if recent.is_empty() {
            return Vec::new();
        }
        let index = match self.suggestion {
            None if step > 0 => 0,
            None => recent.len() - 1,
            Some(index) => (index + recent.len()).saturating_add_signed(step) % recent.len(),
        };
        self.editor.set_text(recent[index]);
        self.suggestion = Some(index);
        self.typed(field, desk, work, render)
    }

    /// Judges the focused question as it is left, and writes its answer out.
    pub fn leave(&mut self, desk: &mut Desk, work: &mut Work, render: &mut dyn Render) -> Vec<Effect> {
        work.end_group();
        let Some(field) = self.question(desk, &work.draft).cloned() else { return Vec::new() };
        let Some(given) = work.draft.answers.get(&field.key).cloned() else { return Vec::new() };
        if given.is_blank() {
            self.errors.remove(&field.key);
            return Vec::new();
        }
        match answers::read_given(&field, &given, desk.today) {
            Err(message) => {
                self.errors.insert(field.key.clone(), message);
                Vec::new()
            }
            Ok(answer) => {
                self.errors.remove(&field.key);
                if let Some(doubt) = answers::doubt(&field, &answer, desk.today) {
                    self.errors.insert(field.key.clone(), doubt);
                }
                let mut effects = remembered(&field, &answer, desk);
                if answer != given {
                    effects.extend(self.answer(&field, Some(answer), desk, work, render));
                    work.end_group();
                }
                effects
            }
        }
    }

    /// To the next question. The profile's facts are passed over: they were asked once.
    pub fn next(&mut self, desk: &mut Desk, work: &mut Work, render: &mut dyn Render) -> (Step, Vec<Effect>) {
        let effects = self.leave(desk, work, render);
        let questions = desk.questions(&work.draft);
        let here = questions.iter().position(|field| field.key == self.field);
        let known = |field: &&&Field| {
            field.profile
                && desk.profile.contains_key(&field.key)
                && !work.draft.answers.contains_key(&field.key)
        };
        let after = here.map_or(0, |place| place + 1);
        let next = questions.iter().skip(after).find(|field| !known(field)).map(|field| field.key.clone());
        match next {
            Some(key) => {
                self.enter(&key, desk, &work.draft);
                (Step::Stay, effects)
            }
            None => (Step::End, effects),
        }
    }

    /// To the previous question.
    pub fn previous(&mut self, desk: &mut Desk, work: &mut Work, render: &mut dyn Render) -> Vec<Effect> {
        let effects = self.leave(desk, work, render);
        let questions = desk.questions(&work.draft);
        let here = questions.iter().position(|field| field.key == self.field).unwrap_or(0);
        if let Some(key) =
            here.checked_sub(1).and_then(|place| questions.get(place)).map(|field| field.key.clone())
        {
            self.enter(&key, desk, &work.draft);
        }
        effects
    }
}

/// What is wrong with the answers that a draft comes with.
pub fn unreadable(desk: &Desk, draft: &Draft) -> BTreeMap<String, String> {
    let fields = desk.scenario(draft).map_or(&[][..], |scenario| &scenario.fields);
    let given = fields.iter().filter_map(|field| Some((field, draft.answers.get(&field.key)?)));
    let wrong = given.filter_map(|(field, answer)| {
        let message = match answers::read_given(field, answer, desk.today) {
            Err(message) => message,
            Ok(answer) => answers::doubt(field, &answer, desk.today)?,
        };
        Some((field.key.clone(), message))
    });
    wrong.collect()
}

/// What is remembered of an answer for other letters.
fn remembered(field: &Field, answer: &Answer, desk: &mut Desk) -> Vec<Effect> {
    let value = answer.text().trim().to_string();
    let mut effects = Vec::new();
    if field.remember {
        let recent = desk.recent.entry(field.key.clone()).or_default();
        if recent.first() != Some(&value) {
            recent.retain(|old| !old.eq_ignore_ascii_case(&value));
            recent.insert(0, value.clone());
            effects.push(Effect::Remember { key: field.key.clone(), value: value.clone() });
        }
    }
    if field.profile && desk.profile.get(&field.key).map(Answer::text).as_deref() != Some(&value) {
        desk.profile.insert(field.key.clone(), answer.clone());
        effects.push(Effect::SaveProfile { key: field.key.clone(), value });
    }
    effects
}

/// An answer as the form shows it.
pub fn shown(field: &Field, answer: &Answer, desk: &Desk) -> String {
    match (field.kind, answer) {
        (Kind::Text, _) => answer.text().replace('\n', " / "),
        (Kind::Toggle, Answer::Toggle(yes)) => if *yes { "yes" } else { "no" }.to_string(),
        (Kind::Choice, _) => {
            let text = answer.text();
            field
                .choices
                .iter()
                .find(|choice| choice.value == text)
                .map_or(text, |choice| choice.label.clone())
        }
        (Kind::Date, _) => {
            let text = answer.text();
            dates::parse(&text, desk.today, field.direction)
                .map_or(text, |date| dates::full_day(date, desk.today, desk.spelling))
        }
        _ => answer.text(),
    }
}
