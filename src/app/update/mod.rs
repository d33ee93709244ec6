//! What happens when something happens. Decides, and asks for effects; does nothing itself.

mod checking;
mod copy;
mod letter;
mod overlay;
mod pointer;
mod suggest;

use self::checking::{look_over, on_rules};
use self::copy::selection;
pub use self::letter::moves_of_chosen;
use self::letter::on_letter;
use self::pointer::{click, drag, wheel};
use crate::app::action::{Action, Focus};
use crate::app::effect::Effect;
use crate::app::message::{Message, Outcome};
use crate::app::model::{Look, Model, Overlay, Question, Screen, Tone};
use crate::app::screens::composer::{Composer, Part, Step};
use crate::app::screens::picker::Row;
use crate::app::screens::review::Review;
use crate::app::typing::Typed;
use crate::app::work::{Entry, Work};
use crate::compose::Render;
use crate::domain::draft::Draft;
use crate::domain::scenario::Scenario;
use jiff::civil::{Date, Time};

/// Handles one message.
pub fn update(model: &mut Model, message: Message, render: &mut dyn Render) -> Vec<Effect> {
    match message {
        Message::Finished(outcome) => {
            let effects = finished(model, outcome, render);
            look_over(model, false);
            return effects;
        }
        Message::Resize(columns, rows) => model.size = (columns, rows),
        _ => model.notice = None,
    }
    let by_hand = !matches!(message, Message::Resize(..) | Message::Do(Action::Undo | Action::Redo));
    let effects = match message {
        Message::Do(action) => act(model, action, false, render),
        Message::Extend(action) => act(model, action, true, render),
        Message::Insert(text) => insert(model, Typed { text: &text, pasted: false }, render),
        Message::Paste(text) => insert(model, Typed { text: &text, pasted: true }, render),
        Message::Click(target) => click(model, target, render),
        Message::Drag(row, column) => drag(model, row, column),
        Message::Wheel(rows) => wheel(model, rows),
        Message::Finished(_) | Message::Resize(..) => Vec::new(),
    };
    if matches!(model.screen, Screen::Picker) {
        let current = model.work.as_ref().map(|work| &work.draft);
        model.picker.show_example(&model.desk, current, render);
    }
    look_over(model, by_hand);
    effects
}

/// Another day has begun, or a minute passed: what depends on it is made anew.
pub fn pass_time(model: &mut Model, now: (Date, Time), render: &mut dyn Render) {
    let new_day = model.desk.today != now.0;
    (model.desk.today, model.desk.time) = (now.0, Some(now.1));
    let setting = model.desk.setting();
    let Some(work) = &mut model.work else { return };
    if new_day {
        work.refresh(render, &setting);
    }
    work.checking.fall_behind();
    look_over(model, false);
}

/// Begins a letter with a draft, which may hold answers already.
pub fn open(model: &mut Model, draft: Draft, render: &mut dyn Render) -> Vec<Effect> {
    let mut effects = keep(model);
    effects.push(Effect::Begin(Box::new(draft.clone())));
    show(model, draft, render);
    effects
}

/// Shows a draft in the composer.
pub fn show(model: &mut Model, draft: Draft, render: &mut dyn Render) {
    let composer = Composer::new(&model.desk, &draft);
    let work = Work::new(draft, render, &model.desk);
    model.work = Some(work);
    model.screen = Screen::Composer(composer);
}

/// The letter in work is kept as it stands.
fn keep(model: &Model) -> Vec<Effect> {
    model.work.iter().map(|work| Effect::Keep(Box::new(work.draft.clone()))).collect()
}

fn act(model: &mut Model, action: Action, extend: bool, render: &mut dyn Render) -> Vec<Effect> {
    match action {
        Action::Quit => return [keep(model), vec![Effect::Quit]].concat(),
        Action::Suspend => return vec![Effect::Suspend],
        Action::Interrupt => return interrupt(model),
        Action::Help => {
            overlay::help(model);
            return Vec::new();
        }
        Action::Theme => {
            match model.look {
                Look::Dark => model.look = Look::Light,
                Look::Light => model.look = Look::Dark,
                Look::Plain => model.say(Tone::Plain, "NO_COLOR is set: there are no colours to change."),
            }
            return Vec::new();
        }
        _ => {}
    }
    match model.focus() {
        Focus::Helping => overlay::helping(model, action),
        Focus::Asking => overlay::asking(model, action, render),
        Focus::Looking => suggest::looking(model, action, render),
        Focus::Checking => checking::checking(model, action, render),
        Focus::Pointing => checking::pointing(model, action, render),
        _ => on_rules(model, action).unwrap_or_else(|| on_screen(model, action, extend, render)),
    }
}

/// What a key does to the screen, whatever lies over it.
fn on_screen(model: &mut Model, action: Action, extend: bool, render: &mut dyn Render) -> Vec<Effect> {
    match model.screen_focus() {
        Focus::Choosing => choosing(model, action, extend, render),
        Focus::Picking | Focus::Line | Focus::Text => composing(model, action, extend, render),
        Focus::Letter => lettering(model, action, render),
        Focus::Review => reviewing(model, action, render),
        Focus::Editing => editing(model, action, extend, render),
        Focus::Looking | Focus::Checking | Focus::Pointing | Focus::Asking | Focus::Helping => Vec::new(),
    }
}

fn interrupt(model: &mut Model) -> Vec<Effect> {
    if model.overlay == Some(Overlay::Ask(Question::Quit)) {
        return [keep(model), vec![Effect::Quit]].concat();
    }
    model.overlay = Some(Overlay::Ask(Question::Quit));
    Vec::new()
}

fn choosing(model: &mut Model, action: Action, extend: bool, render: &mut dyn Render) -> Vec<Effect> {
    if action == Action::Accept {
        return choose(model, render);
    }
    if action == Action::Back && model.picker.query.is_empty() {
        model.say(Tone::Plain, "This is the first screen. Quit with ctrl-q; nothing is lost.");
        return Vec::new();
    }
    let page = usize::from(model.size.1.saturating_sub(6) / 2).max(1);
    let current = model.work.as_ref().map(|work| &work.draft);
    model.picker.act(action, extend, &model.desk, current, page);
    Vec::new()
}

fn choose(model: &mut Model, render: &mut dyn Render) -> Vec<Effect> {
    match model.picker.row().cloned() {
        None => {
            model.say(Tone::Plain, "No letter matches what you typed. Esc shows all of them.");
            Vec::new()
        }
        Some(Row::Scenario(id)) => {
            let channel = model.desk.catalog.scenario(&id).map(Scenario::default_channel);
            channel.map(|channel| open(model, Draft::new(&id, channel), render)).unwrap_or_default()
        }
        Some(Row::Current) => {
            if let Some(work) = &model.work {
                model.screen = Screen::Composer(Composer::new(&model.desk, &work.draft));
            }
            Vec::new()
        }
        Some(Row::Kept(index)) => {
            let id = model.desk.kept.get(index).map(|kept| kept.id.clone());
            [keep(model), id.map(Effect::Resume).into_iter().collect()].concat()
        }
    }
}

fn composing(model: &mut Model, action: Action, extend: bool, render: &mut dyn Render) -> Vec<Effect> {
    if matches!(action, Action::CopySelection | Action::CutSelection) {
        return selection(model, action, render);
    }
    if matches!(action, Action::CopyLetter | Action::EditOutside) {
        // What was typed is judged before it leaves the program.
        let mut effects = leave_question(model, render);
        effects.extend(on_letter(model, action, render).unwrap_or_default());
        return effects;
    }
    if let Some(effects) = on_letter(model, action, render) {
        if matches!(action, Action::Undo | Action::Redo) {
            reload_question(model);
        }
        return effects;
    }
    let left = match &model.screen {
        Screen::Composer(composer) => composer.field.clone(),
        _ => String::new(),
    };
    let effects = walking(model, action, extend, render);
    say_what_is_wrong(model, &left);
    effects
}

/// A question that was left with an answer that cannot be read says so: under 90 columns it is out of sight.
fn say_what_is_wrong(model: &mut Model, left: &str) {
    let Screen::Composer(composer) = &model.screen else { return };
    let moved = composer.field != left || composer.part == Part::Letter;
    let Some(error) = composer.errors.get(left).filter(|_| moved) else { return };
    let label = model.scenario().and_then(|scenario| scenario.field(left)).map(|field| field.label.as_str());
    let text = format!("{}: {error}", label.unwrap_or(left));
    model.say(Tone::Warning, text);
}

/// From question to question, and typing in one.
fn walking(model: &mut Model, action: Action, extend: bool, render: &mut dyn Render) -> Vec<Effect> {
    let (Screen::Composer(composer), Some(work)) = (&mut model.screen, &mut model.work) else {
        return Vec::new();
    };
    match action {
        Action::Accept | Action::Next => {
            let (step, effects) = composer.next(&mut model.desk, work, render);
            let open = Composer::open_question(&model.desk, &work.draft);
            let open = open.filter(|_| step == Step::End && action == Action::Accept && !composer.led_back);
            if let Some((key, label)) = open.map(|field| (field.key.clone(), field.label.clone())) {
                composer.led_back = true;
                composer.enter(&key, &model.desk, &work.draft);
                model.say(Tone::Plain, format!("Still needed: {label}. F2 shows the letter as it is."));
            } else if step == Step::End && action == Action::Accept {
                model.screen = Screen::Review(Review::new(work, &composer.field));
            } else if step == Step::End {
                composer.part = Part::Letter;
            }
            effects
        }
        Action::Previous => composer.previous(&mut model.desk, work, render),
        Action::ReadLetter => {
            let effects = composer.leave(&mut model.desk, work, render);
            composer.part = Part::Letter;
            effects
        }
        Action::Review => {
            let effects = composer.leave(&mut model.desk, work, render);
            model.screen = Screen::Review(Review::new(work, &composer.field));
            effects
        }
        Action::Back => {
            let mut effects = leave_question(model, render);
            effects.extend(keep(model));
            to_picker(model);
            effects
        }
        Action::PageUp => scroll(model, -5),
        Action::PageDown => scroll(model, 5),
        _ => composer.act(action, extend, &model.desk, work, render),
    }
}

fn leave_question(model: &mut Model, render: &mut dyn Render) -> Vec<Effect> {
    match (&mut model.screen, &mut model.work) {
        (Screen::Composer(composer), Some(work)) => composer.leave(&mut model.desk, work, render),
        _ => Vec::new(),
    }
}

fn reload_question(model: &mut Model) {
    if let (Screen::Composer(composer), Some(work)) = (&mut model.screen, &model.work) {
        composer.reload(&model.desk, &work.draft);
        composer.judge(&model.desk, &work.draft);
    }
}

fn to_picker(model: &mut Model) {
    model.screen = Screen::Picker;
    let current = model.work.as_ref().map(|work| &work.draft);
    model.picker = crate::app::screens::picker::Picker::new(&model.desk);
    model.picker.fill(&model.desk, current);
}

fn scroll(model: &mut Model, rows: i32) -> Vec<Effect> {
    if let Screen::Composer(composer) = &mut model.screen {
        composer.scroll.by(rows);
    }
    Vec::new()
}

fn lettering(model: &mut Model, action: Action, render: &mut dyn Render) -> Vec<Effect> {
    match action {
        Action::PageUp => return scroll(model, -5),
        Action::PageDown => return scroll(model, 5),
        Action::Next | Action::Previous | Action::Back => {
            if let (Screen::Composer(composer), Some(work)) = (&mut model.screen, &model.work) {
                let key = composer.field.clone();
                composer.enter(&key, &model.desk, &work.draft);
            }
            return Vec::new();
        }
        Action::Accept | Action::Review | Action::Edit => {
            let (Screen::Composer(composer), Some(work)) = (&model.screen, &mut model.work) else {
                return Vec::new();
            };
            let mut review = Review::new(work, &composer.field);
            if action == Action::Edit {
                place_at_chosen(&mut review, work);
                review.edit();
            }
            model.screen = Screen::Review(review);
            return Vec::new();
        }
        _ => {}
    }
    if let Screen::Composer(composer) = &mut model.screen {
        composer.scroll.reset();
    }
    on_letter(model, action, render).unwrap_or_default()
}

/// The cursor goes to the paragraph that was chosen.
fn place_at_chosen(review: &mut Review, work: &Work) {
    let Some(Entry::Paragraph(index)) = work.entries().get(work.chosen).copied() else { return };
    let before: usize =
        work.letter.paragraphs[..index].iter().map(|paragraph| paragraph.text.len() + 2).sum();
    review.body.go_to(before, false);
}

fn reviewing(model: &mut Model, action: Action, render: &mut dyn Render) -> Vec<Effect> {
    let page = i32::from(model.size.1.saturating_sub(5).max(1));
    let (Screen::Review(review), Some(work)) = (&mut model.screen, &mut model.work) else {
        return Vec::new();
    };
    match action {
        Action::Up => review.scroll.by(-1),
        Action::Down => review.scroll.by(1),
        Action::PageUp => review.scroll.by(-page),
        Action::PageDown => review.scroll.by(page),
        Action::Edit => {
            review.body.go_to(0, false);
            review.edit();
        }
        Action::Back => {
            let mut composer = Composer::new(&model.desk, &work.draft);
            composer.enter(&review.from, &model.desk, &work.draft);
            model.screen = Screen::Composer(composer);
        }
        _ => {
            let effects = on_letter(model, action, render).unwrap_or_default();
            renew_review(model);
            return effects;
        }
    }
    Vec::new()
}

/// Shows the letter anew where it changed beneath the review.
fn renew_review(model: &mut Model) {
    let (Screen::Review(review), Some(work)) = (&mut model.screen, &model.work) else { return };
    if review.body.as_str() != work.letter.body()
        || review.subject.as_ref().map(|subject| subject.as_str()) != work.letter.subject_text()
    {
        let scroll = review.scroll.clone();
        *review = Review::new(work, &review.from);
        review.scroll = scroll;
    }
}

fn editing(model: &mut Model, action: Action, extend: bool, render: &mut dyn Render) -> Vec<Effect> {
    let setting = model.desk.setting();
    let (Screen::Review(review), Some(work)) = (&mut model.screen, &mut model.work) else {
        return Vec::new();
    };
    match action {
        Action::Back => {
            review.editing = false;
            work.end_group();
            work.refresh(render, &setting);
            // The editors stay, and with them what can be undone in them.
            renew_review(model);
            Vec::new()
        }
        Action::Next | Action::Previous => {
            review.switch();
            Vec::new()
        }
        Action::CopySelection | Action::CutSelection => selection(model, action, render),
        Action::CopyLetter | Action::CopySubject | Action::CopyBody => {
            on_letter(model, action, render).unwrap_or_default()
        }
        Action::EditOutside => {
            work.refresh(render, &setting);
            vec![Effect::EditOutside(work.letter.text())]
        }
        _ => review.act(action, extend, &model.desk, work, render),
    }
}

fn insert(model: &mut Model, typed: Typed, render: &mut dyn Render) -> Vec<Effect> {
    let done = match (model.focus(), &mut model.screen, &mut model.work) {
        (Focus::Choosing, Screen::Picker, work) => {
            let current = work.as_ref().map(|work| &work.draft);
            model.picker.insert(typed, &model.desk, current)
        }
        (Focus::Picking | Focus::Line | Focus::Text, Screen::Composer(composer), Some(work)) => {
            composer.insert(typed, &model.desk, work, render)
        }
        (Focus::Editing, Screen::Review(review), Some(work)) => {
            review.insert(typed, &model.desk, work, render)
        }
        _ if typed.pasted => Err("There is no text field here to paste into.".to_string()),
        _ => Ok((Vec::new(), None)),
    };
    let (effects, note) = match done {
        Ok((effects, note)) => (effects, note),
        Err(refused) => (Vec::new(), Some(refused)),
    };
    if let Some(note) = note {
        model.say(Tone::Warning, note);
    }
    effects
}

fn finished(model: &mut Model, outcome: Outcome, render: &mut dyn Render) -> Vec<Effect> {
    match outcome {
        Outcome::Copied { message, reached, confirmed, .. } => {
            model.copying = false;
            let tone = match (confirmed, reached) {
                (true, _) => Tone::Good,
                (false, true) => Tone::Plain,
                (false, false) => Tone::Warning,
            };
            model.say(tone, message);
        }
        Outcome::Failed(message) => {
            model.copying = false;
            model.say(Tone::Warning, message);
        }
        Outcome::Resumed(draft) => show(model, *draft, render),
        Outcome::Problems(problems) => model.problems.extend(problems),
        Outcome::Warm => {
            let current = model.work.as_ref().map(|work| &work.draft);
            model.picker.show_example(&model.desk, current, render);
        }
        Outcome::Edited(text) => {
            let Some(work) = &mut model.work else { return Vec::new() };
            let from = match &model.screen {
                Screen::Composer(composer) => composer.field.clone(),
                Screen::Review(review) => review.from.clone(),
                Screen::Picker => String::new(),
            };
            let mut review = Review::new(work, &from);
            let effects = review.replace(&text, &model.desk, work, render);
            model.screen = Screen::Review(review);
            return effects;
        }
    }
    Vec::new()
}
