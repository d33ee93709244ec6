//! The questions: as a list beside the letter, or one at a time above it.

use super::Canvas;
use super::text::{cut, input, wrapped};
use crate::app::message::Target;
use crate::app::model::Model;
use crate::app::screens::composer::{Composer, Part, shown};
use crate::app::work::Work;
use crate::compose::answers::Answered;
use crate::domain::scenario::{Field, Kind};
use crate::tui::theme::Role;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

/// Answers of a list shown at once.
const OPTIONS: usize = 7;

/// What a row of the list does when it is clicked or drawn.
enum Row {
    Text(Line<'static>, Option<Target>),
    Input,
}

/// Every question, the focused one unfolded.
pub fn list(canvas: &mut Canvas, model: &Model, composer: &Composer, work: &Work, area: Rect) {
    let mut rows: Vec<Row> = Vec::new();
    let mut focus_start = 0;
    let mut focus_end = 0;
    for field in model.desk.questions(&work.draft) {
        let focused = composer.part == Part::Form && field.key == composer.field;
        if focused {
            focus_start = rows.len();
        }
        rows.push(Row::Text(
            summary(canvas, model, composer, work, field, area.width),
            Some(Target::Field(field.key.clone())),
        ));
        if focused {
            rows.extend(unfolded(canvas, model, composer, work, field, area.width));
            focus_end = rows.len();
        } else if let Some(error) = composer.errors.get(&field.key) {
            rows.push(Row::Text(
                Line::styled(cut(&format!("  ! {error}"), area.width), canvas.theme.style(Role::Warning)),
                None,
            ));
        }
    }
    let height = usize::from(area.height);
    let most = rows.len().saturating_sub(height);
    let top = focus_end.saturating_sub(height).min(focus_start).min(most);
    for (row, y) in rows.into_iter().skip(top).zip(area.y..area.y + area.height) {
        let place = Rect { y, height: 1, ..area };
        match row {
            Row::Text(line, target) => {
                canvas.line(place, line);
                if let Some(target) = target {
                    canvas.hits.add(place, target);
                }
            }
            Row::Input => {
                let place = Rect { x: place.x + 2, width: place.width.saturating_sub(2), ..place };
                typed(canvas, model, composer, place);
            }
        }
    }
}

fn typed(canvas: &mut Canvas, model: &Model, composer: &Composer, place: Rect) {
    canvas.hits.areas.push((place, super::Area::Line));
    input(canvas, place, &composer.editor, model.overlay.is_none() && composer.part == Part::Form);
}

/// `✓ Company: Northwind Labs`, `* Role`, `· What you liked`.
fn summary(
    canvas: &Canvas,
    model: &Model,
    composer: &Composer,
    work: &Work,
    field: &Field,
    width: u16,
) -> Line<'static> {
    let focused = composer.part == Part::Form && field.key == composer.field;
    let answered = model.scenario().map(|scenario| Answered {
        scenario,
        draft: &work.draft,
        profile: &model.desk.profile,
    });
    let standing = answered.and_then(|answered| answered.standing(field));
    let given = standing.filter(|_| work.draft.answers.contains_key(&field.key) || field.profile);
    let (sign, role) = match (composer.errors.contains_key(&field.key), given, field.required) {
        (true, ..) => ("!", Role::Warning),
        (false, Some(_), _) => ("✓", Role::Good),
        (false, None, true) => ("*", Role::Slot),
        (false, None, false) => ("·", Role::Dim),
    };
    let mut spans = vec![Span::styled(format!("{sign} "), canvas.theme.style(role))];
    let label_role = if focused { Role::Title } else { Role::Text };
    spans.push(Span::styled(cut(&field.label, width.saturating_sub(2)), canvas.theme.style(label_role)));
    if focused {
        let word = if field.required { "  needed" } else { "  optional" };
        spans.push(Span::styled(word, canvas.theme.style(Role::Dim)));
    } else if let Some(answer) = standing {
        let room = width.saturating_sub(u16::try_from(Line::from(spans.clone()).width()).unwrap_or(0) + 2);
        let role = if given.is_some() { Role::Answer } else { Role::Dim };
        spans.push(Span::styled(
            format!("  {}", cut(&shown(field, answer, &model.desk), room)),
            canvas.theme.style(role),
        ));
    }
    Line::from(spans)
}

/// What stands beneath the focused question.
fn unfolded(
    canvas: &Canvas,
    model: &Model,
    composer: &Composer,
    work: &Work,
    field: &Field,
    width: u16,
) -> Vec<Row> {
    let dim = canvas.theme.style(Role::Dim);
    let mut rows = Vec::new();
    if is_list(field) {
        let picked = Composer::picked(field, &model.desk, &work.draft);
        for (index, label) in window(field, picked) {
            let (sign, role) =
                if picked == Some(index) { ("(•) ", Role::Answer) } else { ("( ) ", Role::Text) };
            let line = Line::styled(cut(&format!("  {sign}{label}"), width), canvas.theme.style(role));
            rows.push(Row::Text(line, Some(Target::Answer(index))));
        }
    } else {
        rows.push(Row::Input);
    }
    if let Some(error) = composer.errors.get(&field.key) {
        rows.extend(
            indented(&format!("! {error}"), width)
                .map(|row| Row::Text(Line::styled(row, canvas.theme.style(Role::Warning)), None)),
        );
    }
    for text in help_lines(model, work, field) {
        rows.extend(indented(&text, width).map(|row| Row::Text(Line::styled(row, dim), None)));
    }
    rows
}

fn is_list(field: &Field) -> bool {
    matches!(field.kind, Kind::Choice | Kind::Toggle)
}

fn indented(text: &str, width: u16) -> impl Iterator<Item = String> {
    wrapped(text, width.saturating_sub(2)).into_iter().map(|row| format!("  {row}"))
}

/// The answers around the one that stands.
fn window(field: &Field, picked: Option<usize>) -> impl Iterator<Item = (usize, String)> {
    let options = Composer::options(field);
    let most = options.len().saturating_sub(OPTIONS);
    let top = picked.unwrap_or(0).saturating_sub(OPTIONS / 2).min(most);
    options.into_iter().map(|(_, label)| label).enumerate().skip(top).take(OPTIONS)
}

/// Help of the question, advice on the chosen answer, answers given before.
fn help_lines(model: &Model, work: &Work, field: &Field) -> Vec<String> {
    let mut lines = Vec::new();
    let recent = Composer::suggestions(field, &model.desk);
    if !recent.is_empty() {
        lines.push(format!(
            "Before (ctrl-n): {}",
            recent.iter().take(4).cloned().collect::<Vec<_>>().join(", ")
        ));
    }
    if !field.help.is_empty() {
        lines.push(field.help.clone());
    }
    if let Some(choice) = Composer::picked_choice(field, &model.desk, &work.draft) {
        lines.extend(choice.say.iter().map(|say| format!("Say: {say}")));
        lines.extend(choice.avoid.iter().map(|avoid| format!("Leave unsaid: {avoid}")));
    }
    if field.kind == Kind::Date {
        lines.push(format!("For instance {}.", crate::compose::dates::FORMS));
    } else if let Some(example) = &field.example {
        lines.push(format!("For instance: {example}"));
    }
    lines
}

/// Rows of the strip: question, answer, and as much help as there is room for.
pub fn strip_height(height: u16) -> u16 {
    match height {
        0..=12 => 3,
        13..=17 => 4,
        _ => 5,
    }
}

/// The focused question in a few lines.
pub fn strip(canvas: &mut Canvas, model: &Model, composer: &Composer, work: &Work, area: Rect) {
    let questions = model.desk.questions(&work.draft);
    let Some(place) = questions.iter().position(|field| field.key == composer.field) else { return };
    let field = questions[place];
    let needed = if field.required { "needed" } else { "optional" };
    let progress = format!("{}/{} {needed}", place + 1, questions.len());
    let room = area.width.saturating_sub(u16::try_from(progress.len()).unwrap_or(0) + 1);
    let head = Rect { height: 1, ..area };
    let role = if composer.part == Part::Form { Role::Title } else { Role::Dim };
    canvas.line(head, Line::styled(cut(&field.label, room), canvas.theme.style(role)));
    canvas.line(
        Rect { x: area.x + room, width: area.width - room, ..head },
        Line::styled(format!(" {progress}"), canvas.theme.style(Role::Dim)),
    );
    let answer = Rect { y: area.y + 1, height: 1, ..area };
    if is_list(field) {
        canvas.line(answer, picked_line(canvas, model, work, field, area.width));
    } else {
        canvas.line(answer, Line::styled("> ", canvas.theme.style(Role::Key)));
        typed(
            canvas,
            model,
            composer,
            Rect { x: answer.x + 2, width: answer.width.saturating_sub(2), ..answer },
        );
    }
    let mut lines: Vec<Line> = Vec::new();
    if let Some(error) = composer.errors.get(&field.key) {
        let rows = wrapped(&format!("! {error}"), area.width);
        lines.extend(rows.into_iter().map(|row| Line::styled(row, canvas.theme.style(Role::Warning))));
    }
    for text in help_lines(model, work, field) {
        let rows = wrapped(&text, area.width);
        lines.extend(rows.into_iter().map(|row| Line::styled(row, canvas.theme.style(Role::Dim))));
    }
    for (line, y) in lines.into_iter().zip(area.y + 2..area.y + area.height) {
        canvas.line(Rect { y, height: 1, ..area }, line);
    }
}

/// `‹ I would rather not say ›  1 of 13`.
fn picked_line(canvas: &Canvas, model: &Model, work: &Work, field: &Field, width: u16) -> Line<'static> {
    let options = Composer::options(field);
    let picked = Composer::picked(field, &model.desk, &work.draft);
    let label =
        picked.and_then(|index| options.get(index)).map_or("not answered", |(_, label)| label.as_str());
    let place = picked.map_or(String::new(), |index| format!("  {} of {}", index + 1, options.len()));
    let room = width.saturating_sub(u16::try_from(place.len()).unwrap_or(0) + 4);
    Line::from(vec![
        Span::styled("‹ ", canvas.theme.style(Role::Key)),
        Span::styled(cut(label, room), canvas.theme.style(Role::Answer)),
        Span::styled(" ›", canvas.theme.style(Role::Key)),
        Span::styled(place, canvas.theme.style(Role::Dim)),
    ])
}
