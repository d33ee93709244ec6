//! What the rules say reaches the person: after every message they read what changed; keys walk their remarks.

use super::letter::decide;
use super::suggest;
use crate::app::action::{Action, Focus};
use crate::app::checking::items::{Item, done_by, first_open, items};
use crate::app::checking::place::{Layout, paragraph_at, span_of};
use crate::app::checking::sentences;
use crate::app::checking::{Caret, Spot};
use crate::app::effect::Effect;
use crate::app::model::{Looking, Model, Overlay, Pointing, Screen, Sheet, Tone};
use crate::app::screens::composer::Part;
use crate::app::work::{Entry, Work};
use crate::compose::Render;
use crate::domain::review::{Said, Tick};

/// The rules read the letter, if it changed; `by_hand`: by a key that types. What is being typed is given time.
pub(super) fn look_over(model: &mut Model, by_hand: bool) {
    let focus = model.focus();
    let Some(work) = &mut model.work else { return };
    let changed = work.checking.catch_up(&work.letter, &work.draft, &model.desk);
    let typed = changed && focus.takes_text() && by_hand;
    if let Screen::Composer(composer) = &model.screen
        && typed
    {
        work.checking.typing_in = matches!(focus, Focus::Line | Focus::Text).then(|| composer.field.clone());
    }
    // What lies over the screen moves no cursor.
    if !changed && model.overlay.is_some() {
        return;
    }
    let caret = match &model.screen {
        Screen::Picker => None,
        Screen::Review(review) if review.editing => {
            let subject = review.subject.as_ref().map(|subject| subject.as_str());
            let layout = Layout::of(&work.letter, subject, review.body.as_str());
            let (half, at) = review.cursor();
            layout.to_letter(half, at)
        }
        Screen::Review(_) => None,
        Screen::Composer(composer) => {
            let typing = composer.part == Part::Form
                && work.checking.typing_in.as_ref() == Some(&composer.field)
                && matches!(focus, Focus::Line | Focus::Text);
            if typing { end_of_change(work) } else { None }
        }
    };
    if caret.is_none() {
        work.checking.typing_in = None;
    }
    let caret = caret.map(|at| Caret::at(&work.letter.text(), at, typed));
    work.checking.settle(caret.as_ref());
    keep_in_range(model);
}

/// What lies over the letter never speaks of what is gone.
fn keep_in_range(model: &mut Model) {
    let Some(work) = &model.work else { return };
    match &mut model.overlay {
        Some(Overlay::Looking(_)) if work.checking.looked_at().is_none() => close(model),
        Some(Overlay::Checklist(sheet)) => {
            let count = items(&work.checking, &work.draft).len();
            sheet.selected = sheet.selected.min(count.saturating_sub(1));
        }
        _ => {}
    }
}

/// Where the answer that is being typed ends in the letter.
fn end_of_change(work: &Work) -> Option<usize> {
    let Some(Entry::Paragraph(index)) = work.entries().get(work.chosen).copied() else { return None };
    let before = usize::from(work.letter.subject.is_some());
    work.letter
        .placed()
        .nth(index + before)
        .map(|(start, paragraph)| start + work.changed.end.min(paragraph.text.len()))
}

/// Keys that reach the rules from wherever a letter is shown. `None`: not one of these.
pub(super) fn on_rules(model: &mut Model, action: Action) -> Option<Vec<Effect>> {
    match action {
        Action::NextFinding => walk(model, true),
        Action::PreviousFinding => walk(model, false),
        Action::Look => look(model),
        Action::Checklist => checklist(model, None),
        Action::Ideas => ideas(model),
        _ => return None,
    }
    Some(Vec::new())
}

/// To the next or the previous finding; a cursor in the text goes along.
pub(super) fn walk(model: &mut Model, forward: bool) {
    let from = cursor(model);
    let Some(work) = &mut model.work else { return };
    let found = match from {
        Some(at) if forward && work.checking.looked_at().is_none() => work.checking.choose_from(at),
        _ => work.checking.step(forward),
    };
    if found {
        show_spot(model);
    } else {
        nothing(model);
    }
}

fn cursor(model: &Model) -> Option<usize> {
    let (Screen::Review(review), Some(work)) = (&model.screen, &model.work) else { return None };
    if !review.editing {
        return None;
    }
    let subject = review.subject.as_ref().map(|subject| subject.as_str());
    let (half, at) = review.cursor();
    Layout::of(&work.letter, subject, review.body.as_str()).to_letter(half, at)
}

fn nothing(model: &mut Model) {
    let Some(work) = &model.work else { return };
    let ideas = work.checking.shown.open(crate::domain::review::Severity::Hint).count();
    let text = match (ideas, work.checking.shown.unread) {
        (_, true) => "The rules read English, and this letter they cannot read.".to_string(),
        (0, _) => "The rules have nothing to say about this letter.".to_string(),
        (1, _) => "Nothing to look at but 1 idea; alt-i shows it.".to_string(),
        (more, _) => format!("Nothing to look at but {more} ideas; alt-i shows them."),
    };
    model.say(Tone::Plain, text);
}

/// Brings the words that are looked at into view.
pub(super) fn show_spot(model: &mut Model) {
    let Some(work) = &mut model.work else { return };
    let Some(spot) = work.checking.spot.clone() else { return };
    match &mut model.screen {
        Screen::Picker => {}
        Screen::Composer(composer) => {
            composer.scroll.reset();
            let entry = paragraph_at(&work.letter, spot.span.start).map(Entry::Paragraph);
            let place = entry.and_then(|entry| work.entries().iter().position(|other| *other == entry));
            if let Some(place) = place {
                work.chosen = place;
                work.changed = 0..0;
            }
        }
        Screen::Review(review) => {
            review.scroll.reset();
            let subject = review.subject.as_ref().map(|subject| subject.as_str().to_string());
            let layout = Layout::of(&work.letter, subject.as_deref(), review.body.as_str());
            if let Some((half, at)) = layout.to_editor(&(spot.span.start..spot.span.start))
                && review.editing
            {
                review.go_to(half, at.start);
            }
        }
    }
}

/// Shows what can be done about the finding that is chosen, or about the first one.
pub(super) fn look(model: &mut Model) {
    let chosen = model.work.as_ref().is_some_and(|work| work.checking.looked_at().is_some());
    if !chosen {
        walk(model, true);
    }
    let there = model.work.as_ref().is_some_and(|work| work.checking.looked_at().is_some());
    if there {
        if let Some(work) = &mut model.work
            && let Some(span) = work.checking.looked_at().and_then(|(_, _, finding)| finding.span.clone())
        {
            work.checking.spot = Some(Spot { span, lit: true });
        }
        show_spot(model);
        model.overlay = Some(Overlay::Looking(Looking::default()));
    }
}

/// Opens the must-haves, at a row or at the first one that is open.
pub(super) fn checklist(model: &mut Model, row: Option<usize>) {
    let Some(work) = &model.work else { return };
    let rows = items(&work.checking, &work.draft);
    if rows.is_empty() && work.checking.shown.timing.is_none() && work.checking.shown.outlook.is_none() {
        return nothing(model);
    }
    let selected = row.unwrap_or_else(|| first_open(&work.checking, &rows)).min(rows.len().saturating_sub(1));
    model.overlay = Some(Overlay::Checklist(Sheet { selected, ..Sheet::default() }));
    show_item(model);
}

fn ideas(model: &mut Model) {
    let Some(work) = &mut model.work else { return };
    work.checking.ideas = !work.checking.ideas;
    let text = if work.checking.ideas { "Ideas are shown." } else { "Ideas are hidden." };
    model.say(Tone::Plain, text);
}

/// The row of the list that is chosen.
pub(super) fn selected(model: &Model) -> Option<Item> {
    let (Some(Overlay::Checklist(sheet)), Some(work)) = (&model.overlay, &model.work) else { return None };
    items(&work.checking, &work.draft).get(sheet.selected).copied()
}

/// Shows the sentence of the chosen must-have.
fn show_item(model: &mut Model) {
    let item = selected(model);
    let Some(work) = &mut model.work else { return };
    let span = match item {
        Some(Item::Check(index)) => work.checking.shown.checks[index].span.clone(),
        _ => None,
    };
    match span {
        Some(span) => {
            work.checking.spot = Some(Spot { span, lit: true });
            show_spot(model);
        }
        None => work.checking.unlight(),
    }
}

/// Keys in the list of must-haves.
pub(super) fn checking(model: &mut Model, action: Action, render: &mut dyn Render) -> Vec<Effect> {
    let page = i32::from((model.size.1 / 3).max(1));
    let item = selected(model);
    match (action, item) {
        (Action::Up, _) => step_item(model, false),
        (Action::Down, _) => step_item(model, true),
        (Action::PageUp, _) => scroll_sheet(model, -page),
        (Action::PageDown, _) => scroll_sheet(model, page),
        (Action::Back, _) => close(model),
        (Action::Ideas, _) => ideas(model),
        (Action::Accept, Some(Item::Check(index))) => match state_of(model, index) {
            Some(Tick::NotFound) => return suggest::insert(model, index, render),
            Some(Tick::Likely) => return say_yes(model, index, render),
            _ => {
                model.overlay = None;
                show_spot(model);
            }
        },
        (Action::Yes, Some(Item::Check(index))) => return say_yes(model, index, render),
        (Action::NotThis, Some(Item::Check(index))) if state_of(model, index) != Some(Tick::NotFound) => {
            point(model, index);
            model.say(Tone::Plain, "Then which sentence does it? Esc if none does.");
        }
        (Action::SayHere, Some(Item::Check(index))) => point(model, index),
        (Action::Insert, Some(Item::Check(index))) => return suggest::insert(model, index, render),
        (Action::Look, Some(Item::Check(index))) => suggest::look(model, index),
        (Action::TakeBack | Action::Accept, Some(item)) => return take_back(model, item, render),
        (Action::CopyLetter | Action::Undo | Action::Redo, _) => {
            return super::on_screen(model, action, false, render);
        }
        _ => {}
    }
    Vec::new()
}

fn state_of(model: &Model, check: usize) -> Option<Tick> {
    model.work.as_ref()?.checking.shown.checks.get(check).map(|check| check.state)
}

fn step_item(model: &mut Model, down: bool) {
    let count = model.work.as_ref().map_or(0, |work| items(&work.checking, &work.draft).len());
    let Some(Overlay::Checklist(sheet)) = &mut model.overlay else { return };
    let last = count.saturating_sub(1);
    let next = if down { (sheet.selected + 1).min(last) } else { sheet.selected.saturating_sub(1) };
    if next == sheet.selected {
        // Behind the last row stand what the dates mean and the outlook.
        sheet.scroll.by(if down { 1 } else { -1 });
        return;
    }
    sheet.selected = next;
    sheet.scroll.reset();
    show_item(model);
}

fn scroll_sheet(model: &mut Model, rows: i32) {
    if let Some(Overlay::Checklist(sheet)) = &mut model.overlay {
        sheet.scroll.by(rows);
    }
}

/// Back to the letter; it stays where it is.
pub(super) fn close(model: &mut Model) {
    model.overlay = None;
    if let Some(work) = &mut model.work {
        work.checking.unlight();
    }
}

fn say_yes(model: &mut Model, check: usize, render: &mut dyn Render) -> Vec<Effect> {
    let Some(work) = &model.work else { return Vec::new() };
    let Some(check) = work.checking.shown.checks.get(check) else { return Vec::new() };
    let text = work.letter.text();
    let sentence = check.span.as_ref().and_then(|span| sentences::around(&text, span.start));
    match sentence.filter(|_| check.state == Tick::Likely) {
        Some(sentence) => {
            let rule = check.rule.to_string();
            say_here(model, rule, text[sentence].to_string(), render)
        }
        None => {
            model.say(Tone::Plain, "There is no sentence in doubt. S points at the sentence that does it.");
            Vec::new()
        }
    }
}

fn say_here(model: &mut Model, rule: String, sentence: String, render: &mut dyn Render) -> Vec<Effect> {
    decide(model, render, |decisions| {
        decisions.said.retain(|said| said.rule != rule);
        decisions.said.push(Said { rule, sentence });
    })
}

/// Begins to point at the sentence that does what a must-have asks.
pub(super) fn point(model: &mut Model, check: usize) {
    let from = match &model.overlay {
        Some(Overlay::Checklist(sheet)) => sheet.selected,
        _ => 0,
    };
    let Some(work) = &mut model.work else { return };
    let Some(check) = work.checking.shown.checks.get(check) else { return };
    let text = work.letter.text();
    let all = sentences::all(&text);
    // The subject line does nothing that a sentence does.
    let first = usize::from(work.letter.subject.is_some());
    if all.len() <= first {
        return;
    }
    // What is not found stands in no greeting: pointing begins behind it.
    let behind = span_of(&work.letter, 1).map_or(0, |span| span.start);
    let at = check.span.as_ref().map_or(behind, |span| span.start);
    let here = all.iter().rposition(|sentence| sentence.start <= at).unwrap_or(first).max(first);
    let rule = check.rule.clone();
    model.overlay = Some(Overlay::Pointing(Pointing { rule, sentence: here, does: Vec::new(), from }));
    light_sentence(model);
}

fn light_sentence(model: &mut Model) {
    let (Some(Overlay::Pointing(pointing)), Some(work)) = (&mut model.overlay, &mut model.work) else {
        return;
    };
    let Some(span) = sentences::all(&work.letter.text()).get(pointing.sentence).cloned() else { return };
    pointing.does = work.checking.carries(&work.letter, &work.draft, &model.desk, span.start);
    if pointing.does.is_empty() {
        pointing.does = done_by(&work.checking, &span);
    }
    work.checking.spot = Some(Spot { span, lit: true });
    show_spot(model);
}

/// Keys while a sentence is being chosen.
pub(super) fn pointing(model: &mut Model, action: Action, render: &mut dyn Render) -> Vec<Effect> {
    let (Some(Overlay::Pointing(pointing)), Some(work)) = (&mut model.overlay, &model.work) else {
        return Vec::new();
    };
    let text = work.letter.text();
    let all = sentences::all(&text);
    let first = usize::from(work.letter.subject.is_some());
    match action {
        Action::Up => pointing.sentence = pointing.sentence.saturating_sub(1).max(first),
        Action::Down => pointing.sentence = (pointing.sentence + 1).min(all.len().saturating_sub(1)),
        Action::Back => {
            let from = pointing.from;
            checklist(model, Some(from));
            return Vec::new();
        }
        Action::Accept => {
            let Some(sentence) = all.get(pointing.sentence).cloned() else { return Vec::new() };
            let (rule, from) = (pointing.rule.to_string(), pointing.from);
            let effects = say_here(model, rule, text[sentence].to_string(), render);
            checklist(model, Some(from));
            model.say(Tone::Good, "Noted: you say it there. D takes that back.");
            return effects;
        }
        _ => return Vec::new(),
    }
    light_sentence(model);
    Vec::new()
}

fn take_back(model: &mut Model, item: Item, render: &mut dyn Render) -> Vec<Effect> {
    let rule = match item {
        Item::Check(index) => {
            let check = model.work.as_ref().and_then(|work| work.checking.shown.checks.get(index));
            check.filter(|check| check.state == Tick::Said).map(|check| check.rule.to_string())
        }
        _ => None,
    };
    let effects = decide(model, render, |decisions| match item {
        Item::Check(_) => decisions.said.retain(|said| Some(&said.rule) != rule.as_ref()),
        Item::Accepted(index) => drop(decisions.accepted.remove(index)),
        Item::Off(index) => drop(decisions.off.remove(index)),
    });
    let text = if effects.is_empty() { "There is nothing to take back here." } else { "Taken back." };
    model.say(Tone::Plain, text);
    let count = model.work.as_ref().map_or(0, |work| items(&work.checking, &work.draft).len());
    if let Some(Overlay::Checklist(sheet)) = &mut model.overlay {
        sheet.selected = sheet.selected.min(count.saturating_sub(1));
    }
    effects
}
