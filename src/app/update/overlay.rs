//! Keys in the help and in the program's own questions.

use super::checking::show_spot;
use super::copy::{copied, copy};
use super::keep;
use crate::app::action::Action;
use crate::app::checking::gate;
use crate::app::effect::Effect;
use crate::app::model::{Model, Overlay, Question, Screen};
use crate::app::screens::composer::Composer;
use crate::app::scroll::Scroll;
use crate::compose::Render;

/// Shows the keys of what has the keyboard, or closes them again.
pub(super) fn help(model: &mut Model) {
    let focus = match model.overlay {
        Some(Overlay::Help(..)) => {
            model.overlay = model.under_help.take();
            return;
        }
        Some(Overlay::Ask(_)) | None => model.screen_focus(),
        _ => model.focus(),
    };
    // A question is asked again by whatever asked it.
    model.under_help = model.overlay.take().filter(|overlay| !matches!(overlay, Overlay::Ask(_)));
    model.overlay = Some(Overlay::Help(focus, Scroll::default()));
}

pub(super) fn helping(model: &mut Model, action: Action) -> Vec<Effect> {
    let page = i32::from(model.size.1.saturating_sub(6).max(1));
    if let Some(Overlay::Help(_, scroll)) = &mut model.overlay {
        match action {
            Action::Up => scroll.by(-1),
            Action::Down => scroll.by(1),
            Action::PageUp => scroll.by(-page),
            Action::PageDown => scroll.by(page),
            Action::Back => model.overlay = model.under_help.take(),
            _ => {}
        }
    }
    Vec::new()
}

pub(super) fn asking(model: &mut Model, action: Action, render: &mut dyn Render) -> Vec<Effect> {
    let Some(Overlay::Ask(question)) = model.overlay.clone() else { return Vec::new() };
    match action {
        Action::Back => {
            model.overlay = None;
            return Vec::new();
        }
        Action::NextFinding => return go_to_first(model, &question),
        Action::Accept => {}
        // The key that asked for the copy says yes as well.
        Action::CopyLetter if question != Question::Quit => {}
        _ => return Vec::new(),
    }
    model.overlay = None;
    match question {
        Question::Quit => [keep(model), vec![Effect::Quit]].concat(),
        Question::CopyOpen(extent, open) => {
            if let Some(work) = &mut model.work {
                gate::agree(work, open);
            }
            copy(model, extent, render)
        }
        Question::CopyOld(extent) => copied(model, extent),
    }
}

/// Instead of copying: to the first thing to fix, or else to the first open question.
fn go_to_first(model: &mut Model, question: &Question) -> Vec<Effect> {
    let Question::CopyOpen(_, open) = question else { return Vec::new() };
    model.overlay = None;
    let Some(work) = &mut model.work else { return Vec::new() };
    if let Some((identity, _)) = open.to_fix.first() {
        work.checking.choose(identity);
        show_spot(model);
        return Vec::new();
    }
    let Some(key) = open.answers.first() else { return Vec::new() };
    if !matches!(model.screen, Screen::Composer(_)) {
        model.screen = Screen::Composer(Composer::new(&model.desk, &work.draft));
    }
    if let Screen::Composer(composer) = &mut model.screen {
        composer.enter(key, &model.desk, &work.draft);
    }
    Vec::new()
}
