//! What is done about a finding: its fixes, suggested sentences, "meant so" and "off here".

use super::checking::{close, look as open_look, point, show_spot, walk};
use super::letter::decide;
use super::{open, renew_review};
use crate::app::action::Action;
use crate::app::checking::place::Layout;
use crate::app::checking::{Inserted, Spot};
use crate::app::effect::Effect;
use crate::app::model::{Looking, Model, Overlay, Screen, Tone};
use crate::app::screens::review::{Half, parted};
use crate::app::work::Group;
use crate::compose::{Render, own};
use crate::domain::draft::{Change, Draft};
use crate::domain::review::{Deed, Edit, Finding, edited};
use crate::domain::style::Channel;
use std::ops::Range;

/// Keys while a finding is looked at.
pub(super) fn looking(model: &mut Model, action: Action, render: &mut dyn Render) -> Vec<Effect> {
    let page = i32::from((model.size.1 / 3).max(1));
    let finding = model.work.as_ref().and_then(|work| work.checking.looked_at()).map(|(_, _, it)| it.clone());
    let (Some(Overlay::Looking(state)), Some(finding)) = (&mut model.overlay, finding) else {
        close(model);
        return Vec::new();
    };
    let last = finding.fixes.len().saturating_sub(1);
    match action {
        Action::Up | Action::Down if state.why || last == 0 => {
            state.scroll.by(if action == Action::Down { 1 } else { -1 });
        }
        Action::Up => state.fix = state.fix.saturating_sub(1),
        Action::Down => state.fix = (state.fix + 1).min(last),
        Action::Fix(number) => state.fix = usize::from(number).saturating_sub(1).min(last),
        Action::PageUp => state.scroll.by(-page),
        Action::PageDown => state.scroll.by(page),
        Action::Why => {
            state.why = !state.why;
            state.scroll.reset();
        }
        Action::Back => close(model),
        Action::NextFinding | Action::PreviousFinding => {
            *state = Looking { why: state.why, ..Looking::default() };
            walk(model, action == Action::NextFinding);
        }
        Action::Accept => {
            let index = state.fix;
            return fix(model, &finding, index, render);
        }
        Action::AcceptFinding => {
            let identity = finding.identity.clone();
            let effects = decide(model, render, |decisions| decisions.accepted.push(identity));
            go_on(model, "Meant so. The must-haves list what you accepted; undo takes it back.");
            return effects;
        }
        Action::RuleOff => {
            let rule = finding.rule.to_string();
            let effects = decide(model, render, |decisions| decisions.off.push(rule));
            go_on(model, "Off for this letter. The must-haves list it; undo takes it back.");
            return effects;
        }
        Action::SayHere => match check_of(model, &finding.rule) {
            Some(check) => point(model, check),
            None => model.say(Tone::Plain, "This is about words that are there."),
        },
        Action::Ideas => return super::checking::on_rules(model, action).unwrap_or_default(),
        Action::CopyLetter | Action::Undo | Action::Redo => {
            return super::on_screen(model, action, false, render);
        }
        _ => {}
    }
    Vec::new()
}

fn check_of(model: &Model, rule: &str) -> Option<usize> {
    model.work.as_ref()?.checking.shown.checks.iter().position(|check| &*check.rule == rule)
}

/// Closes what is open and chooses what comes next, so that the same two keys go through all of it.
fn go_on(model: &mut Model, text: &str) {
    model.overlay = None;
    if let Some(work) = &mut model.work {
        work.check(&model.desk);
        if work.checking.step(true) {
            show_spot(model);
        } else {
            work.checking.unlight();
        }
    }
    model.say(Tone::Plain, text);
}

/// Does what a fix says.
fn fix(model: &mut Model, finding: &Finding, index: usize, render: &mut dyn Render) -> Vec<Effect> {
    let Some(fix) = finding.fixes.get(index) else {
        model.say(Tone::Plain, "This one is yours to word: esc, and edit the sentence.");
        return Vec::new();
    };
    match &fix.deed {
        Deed::Edit(edits) => {
            let effects = edit(model, edits, render);
            if finding.span.is_none()
                && let Some(work) = &mut model.work
            {
                let (rule, text) = (finding.rule.clone(), work.letter.text());
                work.checking.inserted = Some(Inserted { rule, index, text });
            }
            let label = fix.label.trim_end_matches(['.', ' ']);
            go_on(model, &format!("Done: {label}. Undo takes it back."));
            effects
        }
        Deed::Channel(channel) => {
            model.overlay = None;
            to_channel(model, *channel, render)
        }
        Deed::Scenario(id) => {
            model.overlay = None;
            to_scenario(model, id, render)
        }
    }
}

fn to_channel(model: &mut Model, channel: Channel, render: &mut dyn Render) -> Vec<Effect> {
    let setting = model.desk.setting();
    let Some(work) = &mut model.work else { return Vec::new() };
    let effect = work.change(Change::Channel(channel), Group::Alone, render, &setting);
    if let Screen::Review(review) = &mut model.screen {
        review.editing = false;
    }
    renew_review(model);
    model.say(Tone::Plain, format!("Now as {}.", super::letter::with_article(channel.label())));
    vec![effect]
}

/// Opens another letter with the answers that both have questions for. The one in work is kept.
fn to_scenario(model: &mut Model, id: &str, render: &mut dyn Render) -> Vec<Effect> {
    let (Some(scenario), Some(work)) = (model.desk.catalog.scenario(id), &model.work) else {
        model.say(Tone::Warning, format!("There is no letter `{id}`."));
        return Vec::new();
    };
    let mut draft = Draft::new(id, scenario.default_channel());
    if scenario.allows(work.draft.channel) {
        draft.channel = work.draft.channel;
    }
    draft.formality = work.draft.formality;
    draft.length = work.draft.length;
    let shared = work.draft.answers.iter().filter(|(key, _)| scenario.field(key).is_some());
    draft.answers = shared.map(|(key, answer)| (key.clone(), answer.clone())).collect();
    let title = scenario.head.title.clone();
    let effects = open(model, draft, render);
    model.say(Tone::Plain, format!("Now: {title}. The letter before is kept."));
    effects
}

/// Puts the suggested sentence of a must-have in; again: the next wording in its place.
pub(super) fn insert(model: &mut Model, check: usize, render: &mut dyn Render) -> Vec<Effect> {
    let Some(work) = &mut model.work else { return Vec::new() };
    let Some(rule) = work.checking.shown.checks.get(check).map(|check| check.rule.clone()) else {
        return Vec::new();
    };
    let text = work.letter.text();
    let again = work.checking.inserted.take().filter(|last| last.rule == rule && last.text == text);
    let mut effects = Vec::new();
    if again.is_some() {
        effects.extend(super::on_screen(model, Action::Undo, false, render));
    }
    let Some(work) = &mut model.work else { return effects };
    work.check(&model.desk);
    let edits = |finding: &Finding, index: usize| match &finding.fixes.get(index)?.deed {
        Deed::Edit(edits) => Some(edits.clone()),
        _ => None,
    };
    let found = work.checking.suggestion(&rule).and_then(|finding| {
        let count = finding.fixes.len().max(1);
        let index = again.map_or(0, |last| (last.index + 1) % count);
        Some((edits(finding, index)?, index, count))
    });
    let Some((edits, index, count)) = found else {
        model.say(Tone::Plain, "There is no sentence to suggest here. S points at one that does it.");
        return effects;
    };
    effects.extend(edit(model, &edits, render));
    if let Some(work) = &mut model.work {
        work.check(&model.desk);
        work.checking.inserted = Some(Inserted { rule, index, text: work.letter.text() });
        light(work, &edits);
    }
    show_spot(model);
    let more = if count > 1 { " I again for other words;" } else { "" };
    model.say(Tone::Good, format!("Put in: wording {} of {count}.{more} undo takes it back.", index + 1));
    effects
}

/// Sets off what was just put in.
fn light(work: &mut crate::app::work::Work, edits: &[Edit]) {
    work.checking.spot = edits.first().map(|edit| {
        let lead = edit.text.len() - edit.text.trim_start().len();
        let span = edit.span.start + lead..edit.span.start + edit.text.trim_end().len().max(lead);
        Spot { span, lit: true }
    });
}

/// Looks at the finding behind a must-have that was not found.
pub(super) fn look(model: &mut Model, check: usize) {
    let Some(work) = &mut model.work else { return };
    let Some(rule) = work.checking.shown.checks.get(check).map(|check| check.rule.clone()) else { return };
    let identity = work.checking.suggestion(&rule).map(|finding| finding.identity.clone());
    match identity {
        Some(identity) => {
            work.checking.choose(&identity);
            open_look(model);
        }
        None => model.say(Tone::Plain, "This one stands; there is nothing to suggest."),
    }
}

/// Changes the letter's text as edits by hand, in one step of undo.
fn edit(model: &mut Model, edits: &[Edit], render: &mut dyn Render) -> Vec<Effect> {
    let (screen, Some(work)) = (&mut model.screen, &mut model.work) else { return Vec::new() };
    if let Screen::Review(review) = screen
        && review.editing
    {
        let subject = review.subject.as_ref().map(|subject| subject.as_str().to_string());
        let layout = Layout::of(&work.letter, subject.as_deref(), review.body.as_str());
        let placed = edits
            .iter()
            .map(|edit| layout.to_editor(&edit.span).map(|(half, range)| (half, range, edit.text.as_str())));
        let Some(placed) = placed.collect::<Option<Vec<_>>>() else { return Vec::new() };
        let effects = review.amend(&placed, &model.desk, work, render);
        if let Some((half, at)) = end_of(&placed) {
            review.go_to(half, at);
        }
        return effects;
    }
    let text = edited(&work.letter.text(), edits);
    let Ok(generated) = render.generated(&work.draft, &model.desk.setting()) else { return Vec::new() };
    let (subject, body) = parted(&text, work.letter.subject.is_some());
    let before = work.draft.edits.get(&work.draft.channel);
    let mut own_text = own::from_body(body, &work.letter, &generated, before);
    if let Some(subject) = subject {
        own_text.subject = own::from_subject(subject, &generated);
    }
    let change = Change::Edits { channel: work.draft.channel, edits: own_text };
    let effect = work.change(change, Group::Alone, render, &model.desk.setting());
    renew_review(model);
    vec![effect]
}

/// Where the last edit ends, once all are made.
fn end_of(edits: &[(Half, Range<usize>, &str)]) -> Option<(Half, usize)> {
    let (half, last, text) = edits.last()?;
    let before = edits[..edits.len() - 1].iter().filter(|edit| edit.0 == *half);
    let (added, gone) =
        before.fold((0, 0), |(added, gone), edit| (added + edit.2.len(), gone + edit.1.len()));
    Some((*half, last.start + added + text.len() - gone))
}
