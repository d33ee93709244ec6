//! The questions: as a list beside the letter, or one at a time above it.

use super::Canvas;
use super::text::{cut, input, text_area, wrapped};
use crate::app::desk::DAY_FORMS;
use crate::app::message::Target;
use crate::app::model::Model;
use crate::app::screens::composer::{Composer, Part, shown};
use crate::app::work::Work;
use crate::domain::scenario::{Field, Kind};
use crate::tui::theme::Role;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

/// Answers of a list shown at once, at the least and at the most.
const OPTIONS: (usize, usize) = (7, 16);
/// Rows of a question that is answered in several lines.
const LINES: u16 = 4;

/// What a row of the list does when it is clicked or drawn.
enum Row {
    Text(Line<'static>, Option<Target>),
    Input,
    /// A further row of the input above it.
    Below,
}

/// Every question, the focused one unfolded.
pub fn list(canvas: &mut Canvas, model: &Model, composer: &Composer, work: &Work, area: Rect) {
    let mut rows: Vec<Row> = Vec::new();
    let mut focus_start = 0;
    let mut focus_end = 0;
    let questions = model.desk.questions(&work.draft);
    let spare = usize::from(area.height).saturating_sub(questions.len() + 5).clamp(OPTIONS.0, OPTIONS.1);
    for field in questions {
        let focused = composer.part == Part::Form && field.key == composer.field;
        if focused {
            focus_start = rows.len();
        }
        rows.push(Row::Text(
            summary(canvas, model, composer, work, field, area.width),
            Some(Target::Field(field.key.clone())),
        ));
        if focused {
            rows.extend(unfolded(canvas, model, composer, work, field, (area.width, spare)));
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
    let end = area.y + area.height;
    for (row, y) in rows.into_iter().skip(top).zip(area.y..end) {
        let place = Rect { y, height: 1, ..area };
        match row {
            Row::Below => {}
            Row::Text(line, target) => {
                canvas.line(place, line);
                if let Some(target) = target {
                    canvas.hits.add(place, target);
                }
            }
            Row::Input => {
                let height = if composer.editor.is_one_line() { 1 } else { LINES.min(end - y) };
                let width = place.width.saturating_sub(2);
                typed(canvas, model, composer, Rect { x: place.x + 2, width, height, ..place });
            }
        }
    }
}

fn typed(canvas: &mut Canvas, model: &Model, composer: &Composer, place: Rect) {
    canvas.hits.areas.push((place, super::Area::Line));
    let focused = model.overlay.is_none() && composer.part == Part::Form;
    if composer.editor.is_one_line() {
        input(canvas, place, &composer.editor, focused);
    } else {
        text_area(canvas, place, &composer.editor, focused);
    }
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
    let needed = model.desk.needs(&work.draft, field);
    let standing = model.desk.standing(&work.draft, field);
    let given = standing.filter(|_| work.draft.answers.contains_key(&field.key) || field.profile);
    let (sign, role) = match (composer.errors.contains_key(&field.key), given, needed) {
        (true, ..) => ("!", Role::Warning),
        (false, Some(_), _) => ("✓", Role::Good),
        (false, None, true) => ("*", Role::Slot),
        (false, None, false) => ("·", Role::Dim),
    };
    let mut spans = vec![Span::styled(format!("{sign} "), canvas.theme.style(role))];
    let label_role = if focused { Role::Title } else { Role::Text };
    spans.push(Span::styled(cut(&field.label, width.saturating_sub(2)), canvas.theme.style(label_role)));
    if focused {
        let room = width.saturating_sub(u16::try_from(Line::from(spans.clone()).width()).unwrap_or(0));
        let word = if needed { "  needed" } else { "  optional" };
        let word = if usize::from(room) < word.len() { "" } else { word };
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
    (width, spare): (u16, usize),
) -> Vec<Row> {
    let dim = canvas.theme.style(Role::Dim);
    let mut rows = Vec::new();
    if is_list(field) {
        let picked = Composer::picked(field, &model.desk, &work.draft);
        let count = Composer::options(field).len();
        for (index, label) in window(field, picked, spare) {
            let (sign, role) =
                if picked == Some(index) { ("(•) ", Role::Answer) } else { ("( ) ", Role::Text) };
            let line = Line::styled(cut(&format!("  {sign}{label}"), width), canvas.theme.style(role));
            rows.push(Row::Text(line, Some(Target::Answer(index))));
        }
        if count > spare {
            let text = format!(
                "  {} of {count}; left and right show the others",
                picked.map_or(0, |index| index + 1)
            );
            rows.push(Row::Text(Line::styled(cut(&text, width), dim), None));
        }
    } else {
        rows.push(Row::Input);
        let below = if composer.editor.is_one_line() { 0 } else { usize::from(LINES) - 1 };
        rows.extend((0..below).map(|_| Row::Below));
    }
    if let Some(error) = composer.errors.get(&field.key) {
        rows.extend(
            indented(&format!("! {error}"), width)
                .map(|row| Row::Text(Line::styled(row, canvas.theme.style(Role::Warning)), None)),
        );
    }
    for text in help_lines(model, composer, work, field) {
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
fn window(field: &Field, picked: Option<usize>, shown: usize) -> impl Iterator<Item = (usize, String)> {
    let options = Composer::options(field);
    let most = options.len().saturating_sub(shown);
    let top = picked.unwrap_or(0).saturating_sub(shown / 2).min(most);
    options.into_iter().map(|(_, label)| label).enumerate().skip(top).take(shown)
}

/// Help of the question, advice on the chosen answer, answers given before.
fn help_lines(model: &Model, composer: &Composer, work: &Work, field: &Field) -> Vec<String> {
    let mut lines = Vec::new();
    let now = composer.editor.as_str();
    let offered = Composer::suggestions(field, &model.desk).into_iter().filter(|offered| *offered != now);
    let offered: Vec<&str> = offered.take(4).collect();
    if !offered.is_empty() && field.kind != Kind::Date {
        lines.push(format!("Before (ctrl-n): {}", offered.join(", ")));
    }
    if let Some(day) = model.desk.day_in_words(field, now) {
        lines.push(format!("That is {day}."));
    }
    if !field.help.is_empty() {
        lines.push(field.help.clone());
    }
    if let Some(choice) = Composer::picked_choice(field, &model.desk, &work.draft) {
        lines.extend(choice.say.iter().map(|say| format!("Say: {say}")));
        lines.extend(choice.avoid.iter().map(|avoid| format!("Leave unsaid: {avoid}")));
    }
    if field.kind == Kind::Date {
        lines.push(format!("For instance {DAY_FORMS}; ctrl-n for today."));
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
    let needed = model.desk.needs(&work.draft, field);
    let needed = if needed { "needed" } else { "optional" };
    let progress = format!("{needed} · {}/{}", place + 1, questions.len());
    let room = area.width.saturating_sub(u16::try_from(progress.len()).unwrap_or(0) + 1);
    let head = Rect { height: 1, ..area };
    let role = if composer.part == Part::Form { Role::Title } else { Role::Dim };
    canvas.line(head, Line::styled(cut(&field.label, room), canvas.theme.style(role)));
    canvas.line(
        Rect { x: area.x + room, width: area.width - room, ..head },
        Line::styled(format!(" {progress}"), canvas.theme.style(Role::Dim)),
    );
    let several = !composer.editor.is_one_line() && !is_list(field);
    let height = if several { area.height.saturating_sub(2).clamp(1, 3) } else { 1 };
    let answer = Rect { y: area.y + 1, height, ..area };
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
    if composer.part == Part::Letter {
        canvas.hits.add(Rect { height: 1 + height, ..area }, Target::Field(field.key.clone()));
    }
    let mut lines: Vec<(String, Role)> = Vec::new();
    if let Some(error) = composer.errors.get(&field.key) {
        lines.extend(wrapped(&format!("! {error}"), area.width).into_iter().map(|row| (row, Role::Warning)));
    }
    for text in help_lines(model, composer, work, field) {
        lines.extend(wrapped(&text, area.width).into_iter().map(|row| (row, Role::Dim)));
    }
    let first = area.y + 1 + height;
    let room = usize::from((area.y + area.height).saturating_sub(first));
    if lines.len() > room
        && let Some((last, _)) = room.checked_sub(1).and_then(|last| lines.get_mut(last))
    {
        *last = cut(&format!("{last} …"), area.width);
        if !last.ends_with('…') {
            last.push('…');
        }
    }
    for ((line, role), y) in lines.into_iter().zip(first..area.y + area.height) {
        canvas.line(Rect { y, height: 1, ..area }, Line::styled(line, canvas.theme.style(role)));
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
