//! What a person does to the letter as a whole, or to its chosen paragraph, wherever it is shown.

use super::copy;
use crate::app::action::Action;
use crate::app::effect::Effect;
use crate::app::model::{Extent, Model, Screen, Tone};
use crate::app::screens::review::Review;
use crate::app::work::{Entry, Group, Work};
use crate::compose::{Catalog, Render, own};
use crate::domain::draft::Change;
use crate::domain::letter::MarkKind;
use crate::domain::review::Decisions;
use crate::domain::style::{Channel, Formality, Length, next_in};

/// What works on the letter wherever it is shown. `None`: not one of these.
pub(super) fn on_letter(model: &mut Model, action: Action, render: &mut dyn Render) -> Option<Vec<Effect>> {
    let change = |model: &mut Model, change: Change, render: &mut dyn Render| -> Vec<Effect> {
        let setting = model.desk.setting();
        model
            .work
            .as_mut()
            .map(|work| work.change(change, Group::Alone, render, &setting))
            .into_iter()
            .collect()
    };
    let work = model.work.as_ref()?;
    Some(match action {
        Action::Channel => {
            let channels: Vec<Channel> =
                model.desk.scenario(&work.draft)?.head.channels.iter().map(|used| used.channel).collect();
            let next = next_in(&channels, work.draft.channel);
            let stay = if work.draft.edits.contains_key(&work.draft.channel) {
                format!(" Your own text stays with the {}.", work.draft.channel.label())
            } else {
                String::new()
            };
            let effects = change(model, Change::Channel(next), render);
            model.say(Tone::Plain, format!("Now as {}.{stay}", with_article(next.label())));
            effects
        }
        Action::Formality => {
            let next = next_in(Formality::ALL, work.draft.formality);
            change(model, Change::Formality(next), render)
        }
        Action::Length => {
            let next = next_in(Length::ALL, work.draft.length);
            change(model, Change::Length(next), render)
        }
        Action::ParagraphUp | Action::ParagraphDown => {
            model.work.as_mut()?.step(action == Action::ParagraphDown);
            Vec::new()
        }
        Action::Wording => wording(model, render),
        Action::Drop => drop_paragraph(model, render),
        Action::DropMove(number) => drop_move(model, number, render),
        Action::TakeNew => take_new(model, render),
        Action::CopyLetter => copy::copy(model, Extent::Letter, render),
        Action::CopySubject => copy::copy(model, Extent::Subject, render),
        Action::CopyBody => copy::copy(model, Extent::Body, render),
        Action::EditOutside => vec![Effect::EditOutside(work.letter.text())],
        Action::Undo | Action::Redo => {
            let setting = model.desk.setting();
            let work = model.work.as_mut()?;
            let done = if action == Action::Undo {
                work.undo(render, &setting)
            } else {
                work.redo(render, &setting)
            };
            if done.is_none() {
                model.say(
                    Tone::Plain,
                    if action == Action::Undo { "Nothing to take back." } else { "Nothing to make again." },
                );
            }
            done.unwrap_or_default()
        }
        _ => return None,
    })
}

/// Records what the person decides about the rules. No effects: nothing changed.
pub(super) fn decide(
    model: &mut Model,
    render: &mut dyn Render,
    decision: impl FnOnce(&mut Decisions),
) -> Vec<Effect> {
    let setting = model.desk.setting();
    let Some(work) = model.work.as_mut() else { return Vec::new() };
    let mut decisions = work.draft.decisions.clone();
    decision(&mut decisions);
    if decisions == work.draft.decisions {
        return Vec::new();
    }
    let (chosen, changed) = (work.chosen, work.changed.clone());
    let effect = work.change(Change::Decisions(decisions), Group::Alone, render, &setting);
    (work.chosen, work.changed) = (chosen, changed);
    if let Screen::Review(review) = &mut model.screen {
        review.seal();
    }
    work.check(&model.desk);
    vec![effect]
}

pub(super) fn with_article(label: &str) -> String {
    let vowel = label.starts_with(['a', 'e', 'i', 'o', 'u']);
    format!("{} {label}", if vowel { "an" } else { "a" })
}

fn wording(model: &mut Model, render: &mut dyn Render) -> Vec<Effect> {
    let setting = model.desk.setting();
    let Some(work) = model.work.as_mut() else { return Vec::new() };
    let Some(paragraph) = work.chosen_paragraph() else { return Vec::new() };
    let (Some(block), count, own) = (paragraph.block.clone(), paragraph.wordings, paragraph.own) else {
        return Vec::new();
    };
    if own {
        model.say(Tone::Plain, "You wrote this paragraph yourself; it has no other wordings.");
        return Vec::new();
    }
    if count < 2 {
        model.say(Tone::Plain, "This paragraph has one wording. Alt-down chooses the next paragraph.");
        return Vec::new();
    }
    let index = (paragraph.wording + 1) % count;
    let chosen = work.chosen;
    let effect = work.change(Change::Wording { block, index }, Group::Alone, render, &setting);
    work.chosen = chosen;
    work.pointed = true;
    model.say(Tone::Plain, format!("Wording {} of {count}.", index + 1));
    vec![effect]
}

fn drop_paragraph(model: &mut Model, render: &mut dyn Render) -> Vec<Effect> {
    let setting = model.desk.setting();
    let Some(work) = model.work.as_mut() else { return Vec::new() };
    let Some(block) = work.chosen_block().map(str::to_string) else { return Vec::new() };
    if matches!(block.as_str(), "greeting" | "signoff" | "subject") {
        model.say(Tone::Plain, "Greeting and sign-off stay. Edit the letter by hand to change them.");
        return Vec::new();
    }
    let chosen = work.chosen;
    let out = work.entries().get(chosen).is_some_and(|entry| matches!(entry, Entry::LeftOut(_)));
    let mut changes = Vec::new();
    if out {
        let edits = work.draft.edits.get(&work.draft.channel);
        let deleted =
            edits.filter(|edits| own::deletes(edits, &block)).map(|edits| own::without(edits, &block));
        if let Some(edits) = deleted {
            let change = Change::Edits { channel: work.draft.channel, edits };
            let effect = work.change(change, Group::Alone, render, &setting);
            work.chosen = chosen.min(work.entries().len().saturating_sub(1));
            return vec![effect];
        }
        // What took it out is taken back: leaving out the paragraph, else all that it says.
        if work.draft.leaves_out(&block) {
            changes.push(format!("@{block}"));
        } else {
            let scenario = model.desk.catalog.scenario(&work.draft.scenario);
            let steps = scenario.into_iter().flat_map(|scenario| scenario.moves_of(&block));
            let steps = steps.map(|step| step.id.clone()).filter(|id| work.draft.dropped.contains(id));
            changes.extend(steps);
        }
    } else {
        changes.push(format!("@{block}"));
    }
    let mut effects = Vec::new();
    for (index, step) in changes.into_iter().enumerate() {
        let group = if index == 0 { Group::Alone } else { Group::Field("@".into()) };
        effects.push(work.change(Change::Drop { step, dropped: !out }, group, render, &setting));
    }
    work.end_group();
    work.chosen = chosen.min(work.entries().len().saturating_sub(1));
    work.pointed = true;
    let label = model
        .desk
        .catalog
        .scenario(&work.draft.scenario)
        .and_then(|scenario| scenario.moves_of(&block).next().map(|step| step.label.clone()));
    let label = label.unwrap_or(block);
    model.say(
        Tone::Plain,
        if out {
            format!("Back in: {label}.")
        } else {
            format!("Left out: {label}. The same key takes it back in.")
        },
    );
    effects
}

fn drop_move(model: &mut Model, number: u8, render: &mut dyn Render) -> Vec<Effect> {
    let setting = model.desk.setting();
    let Some(work) = model.work.as_mut() else { return Vec::new() };
    let steps = moves_of_chosen(&model.desk.catalog, work);
    let Some((step, _)) = steps.get(usize::from(number).saturating_sub(1)) else { return Vec::new() };
    let chosen = work.chosen;
    let change = Change::Drop { step: step.clone(), dropped: !work.draft.dropped.contains(step) };
    let effect = work.change(change, Group::Alone, render, &setting);
    work.chosen = chosen.min(work.entries().len().saturating_sub(1));
    work.pointed = true;
    vec![effect]
}

/// The moves of the chosen paragraph that can be dropped one by one: id and label.
pub fn moves_of_chosen(catalog: &Catalog, work: &Work) -> Vec<(String, String)> {
    let Some(scenario) = catalog.scenario(&work.draft.scenario) else { return Vec::new() };
    let Some(block) = work.chosen_block() else { return Vec::new() };
    let paragraph = work.chosen_paragraph();
    if work.draft.leaves_out(block) || paragraph.is_some_and(|paragraph| paragraph.own) {
        return Vec::new();
    }
    // What the paragraph could say but does not is no business of the person's now.
    let said = |id: &str| {
        let mark = MarkKind::Move(id.to_string());
        work.draft.dropped.contains(id)
            || paragraph.is_some_and(|p| p.marks.iter().any(|found| found.kind == mark))
    };
    let droppable = catalog.droppable(scenario, work.draft.channel);
    scenario
        .moves_of(block)
        .filter(|step| droppable.contains(&step.id.as_str()) && said(&step.id))
        .map(|step| (step.id.clone(), step.label.clone()))
        .collect()
}

fn take_new(model: &mut Model, render: &mut dyn Render) -> Vec<Effect> {
    let setting = model.desk.setting();
    let Some(work) = model.work.as_mut() else { return Vec::new() };
    let stale = work.letter.subject.iter().map(|subject| ("subject", subject.stale));
    let stale =
        stale.chain(work.letter.paragraphs.iter().map(|p| (p.block.as_deref().unwrap_or(""), p.stale)));
    let blocks: Vec<String> = stale
        .filter(|(block, stale)| *stale && !block.is_empty())
        .map(|(block, _)| block.to_string())
        .collect();
    let Some(mut edits) = work.draft.edits.get(&work.draft.channel).cloned() else { return Vec::new() };
    if blocks.is_empty() {
        model.say(Tone::Plain, "Your own text is up to date with your answers.");
        return Vec::new();
    }
    for block in &blocks {
        edits = own::without(&edits, block);
    }
    let effect =
        work.change(Change::Edits { channel: work.draft.channel, edits }, Group::Alone, render, &setting);
    if let Screen::Review(review) = &mut model.screen {
        *review = Review::new(work, &review.from);
    }
    model.say(Tone::Good, "Took the new text; undo brings yours back.");
    vec![effect]
}
