//! Copying: asks once where something is open, then asks for the effect.

use super::letter::with_article;
use crate::app::action::Action;
use crate::app::checking::gate;
use crate::app::effect::Effect;
use crate::app::model::{Extent, Model, Overlay, Question, Screen, Tone};
use crate::app::screens::review::Half;
use crate::compose::Render;

/// Copies, or asks first where something is open.
pub(super) fn copy(model: &mut Model, extent: Extent, render: &mut dyn Render) -> Vec<Effect> {
    let setting = model.desk.setting();
    let Some(work) = model.work.as_mut() else { return Vec::new() };
    work.refresh(render, &setting);
    if work.problem.is_some() && work.letter.paragraphs.is_empty() {
        let problem = work.problem.as_ref().map(ToString::to_string).unwrap_or_default();
        model.say(Tone::Warning, format!("There is no letter to copy: {problem}"));
        return Vec::new();
    }
    if work.problem.is_some() {
        model.overlay = Some(Overlay::Ask(Question::CopyOld(extent)));
        return Vec::new();
    }
    work.check(&model.desk);
    let open = gate::open(&model.desk, work, extent);
    if !open.is_empty() && !gate::is_agreed(work, &open) {
        model.overlay = Some(Overlay::Ask(Question::CopyOpen(extent, open)));
        return Vec::new();
    }
    copied(model, extent)
}

pub(super) fn copied(model: &mut Model, extent: Extent) -> Vec<Effect> {
    let Some(work) = &model.work else { return Vec::new() };
    let text = match extent {
        Extent::Letter => work.letter.text(),
        Extent::Body => work.letter.body(),
        Extent::Subject => match work.letter.subject_text() {
            Some(subject) => subject.to_string(),
            None => {
                model.say(
                    Tone::Plain,
                    format!("{} has no subject.", capital(&with_article(work.draft.channel.label()))),
                );
                return Vec::new();
            }
        },
    };
    let empty = extent != Extent::Subject && work.letter.body().trim().is_empty();
    if text.trim().is_empty() || empty {
        model.say(Tone::Warning, "There is nothing to copy.");
        return Vec::new();
    }
    let whole = extent != Extent::Subject;
    model.copying = true;
    model.say(Tone::Plain, "Copying …");
    vec![Effect::Copy { text, whole }]
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// Copies or cuts the selected text of the focused editor.
pub(super) fn selection(model: &mut Model, action: Action, render: &mut dyn Render) -> Vec<Effect> {
    let selected = match &model.screen {
        Screen::Composer(composer) => composer.editor.selected_text().to_string(),
        Screen::Review(review) => match (review.half, &review.subject) {
            (Half::Subject, Some(subject)) => subject.selected_text().to_string(),
            _ => review.body.selected_text().to_string(),
        },
        Screen::Picker => String::new(),
    };
    if selected.trim().is_empty() {
        model.say(Tone::Plain, "Nothing is selected. Shift with the arrows selects.");
        return Vec::new();
    }
    let mut effects = vec![Effect::Copy { text: selected, whole: false }];
    if action == Action::CutSelection {
        effects.extend(super::act(model, Action::DeleteBack, false, render));
    }
    effects
}
