//! The mouse: it works, and is never needed.

use crate::app::action::Action;
use crate::app::effect::Effect;
use crate::app::message::Target;
use crate::app::model::{Model, Overlay, Screen};
use crate::app::screens::composer::Part;
use crate::app::screens::review::Half;
use crate::compose::Render;
use crate::domain::scenario::Kind;

pub(super) fn click(model: &mut Model, target: Target, render: &mut dyn Render) -> Vec<Effect> {
    match target {
        Target::Hint(action) => return super::act(model, action, false, render),
        Target::Item(row) => {
            super::checking::checklist(model, Some(row));
            return Vec::new();
        }
        Target::Row(row) => {
            let again = model.picker.selected == row;
            model.picker.select(row);
            return if again { super::choose(model, render) } else { Vec::new() };
        }
        _ => {}
    }
    let (Some(work), screen) = (&mut model.work, &mut model.screen) else { return Vec::new() };
    match (target, screen) {
        (Target::Field(key), Screen::Composer(composer)) => {
            let effects = composer.leave(&mut model.desk, work, render);
            composer.enter(&key, &model.desk, &work.draft);
            return effects;
        }
        (Target::Answer(index), Screen::Composer(composer)) => {
            let field = model
                .desk
                .scenario(&work.draft)
                .and_then(|scenario| scenario.field(&composer.field))
                .cloned();
            let list = field.filter(|field| matches!(field.kind, Kind::Choice | Kind::Toggle));
            return list
                .map(|field| composer.pick_at(index, &field, &model.desk, work, render))
                .unwrap_or_default();
        }
        (Target::Line(column), Screen::Composer(composer)) => composer.editor.place(0, column, false),
        (Target::Entry(index), Screen::Composer(composer)) => {
            let effects = composer.leave(&mut model.desk, work, render);
            composer.part = Part::Letter;
            work.chosen = index.min(work.entries().len().saturating_sub(1));
            return effects;
        }
        (Target::Subject(column), Screen::Review(review)) => {
            review.edit();
            review.half = Half::Subject;
            if let Some(subject) = &mut review.subject {
                subject.place(0, column, false);
            }
        }
        (Target::Body(row, column), Screen::Review(review)) => {
            review.edit();
            review.half = Half::Body;
            review.body.place(row, column, false);
        }
        (Target::Entry(index), Screen::Review(review)) => {
            let before = work.letter.paragraphs.iter().take(index).map(|paragraph| paragraph.text.len() + 2);
            review.edit();
            review.half = Half::Body;
            review.body.go_to(before.sum(), false);
        }
        _ => {}
    }
    Vec::new()
}

pub(super) fn drag(model: &mut Model, row: u16, column: u16) -> Vec<Effect> {
    if let Screen::Review(review) = &mut model.screen
        && review.editing
        && review.half == Half::Body
    {
        review.body.place(row, column, true);
    }
    Vec::new()
}

pub(super) fn wheel(model: &mut Model, rows: i32) -> Vec<Effect> {
    let by = usize::try_from(rows.unsigned_abs()).unwrap_or(1);
    if let Some(Overlay::Help(_, scroll)) = &mut model.overlay {
        scroll.by(rows);
        return Vec::new();
    }
    match &mut model.overlay {
        Some(Overlay::Looking(looking)) => looking.scroll.by(rows),
        Some(Overlay::Checklist(sheet)) => sheet.scroll.by(rows),
        _ => return wheel_screen(model, rows, by),
    }
    Vec::new()
}

fn wheel_screen(model: &mut Model, rows: i32, by: usize) -> Vec<Effect> {
    match &mut model.screen {
        Screen::Picker => model.picker.scroll.by(rows),
        Screen::Composer(composer) => composer.scroll.by(rows),
        Screen::Review(review) if review.editing => {
            for _ in 0..by {
                let action = if rows < 0 { Action::CursorUp } else { Action::CursorDown };
                crate::app::typing::apply(&mut review.body, action, false);
            }
        }
        Screen::Review(review) => review.scroll.by(rows),
    }
    Vec::new()
}
