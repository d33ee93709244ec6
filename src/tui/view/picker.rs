//! The list of letters, and beside it what the chosen one is for and how it reads.

use super::letter::{self, Focus};
use super::text::{cut, input, wrapped};
use super::{Canvas, WIDE};
use crate::app::message::Target;
use crate::app::model::Model;
use crate::app::screens::picker::Row;
use crate::app::work::Entry;
use crate::domain::draft::Answer;
use crate::domain::scenario::Head;
use crate::tui::theme::Role;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

/// Draws the picker.
pub fn draw(canvas: &mut Canvas, model: &Model, area: Rect) {
    let head = Rect { height: 1, ..area };
    let title = Span::styled("What do you need to write?", canvas.theme.style(Role::Title));
    canvas.line(head, Line::from(title));
    let filter = Rect { y: area.y + 1, height: 1, ..area };
    canvas.line(filter, Line::styled("> ", canvas.theme.style(Role::Key)));
    let field = Rect { x: area.x + 2, width: area.width - 2, ..filter };
    if model.picker.query.is_empty() {
        canvas.line(
            field,
            Line::styled(
                cut("type to filter: cancel, regret, rejected …", field.width),
                canvas.theme.style(Role::Dim),
            ),
        );
    }
    input(canvas, field, &model.picker.query, model.overlay.is_none());
    let rest = Rect { y: area.y + 2, height: area.height - 2, ..area };
    if area.width >= WIDE {
        let list = Rect { width: rest.width * 9 / 20, ..rest };
        let side = Rect { x: list.x + list.width, width: rest.width - list.width, ..rest };
        let list = canvas.panel(list, Line::default(), true);
        rows(canvas, model, list);
        about(canvas, model, side);
    } else {
        let wanted = u16::try_from(model.picker.rows.len() * 2).unwrap_or(u16::MAX);
        let height = wanted.clamp(2, rest.height.saturating_sub(7).max(2)).min(rest.height);
        rows(canvas, model, Rect { height, ..rest });
        about(canvas, model, Rect { y: rest.y + height, height: rest.height - height, ..rest });
    }
}

/// Rows of two lines: the situation, and beneath it what the letter does and its id.
fn rows(canvas: &mut Canvas, model: &Model, area: Rect) {
    if model.picker.rows.is_empty() {
        canvas.line(
            Rect { height: 1, ..area },
            Line::styled("No letter matches. Esc shows all of them.", canvas.theme.style(Role::Dim)),
        );
        return;
    }
    let visible = usize::from(area.height / 2).max(1);
    let top = model.picker.selected.saturating_sub(visible - 1);
    for (place, row) in model.picker.rows.iter().enumerate().skip(top).take(visible) {
        let y = area.y + u16::try_from((place - top) * 2).unwrap_or(0);
        let chosen = place == model.picker.selected;
        let (first, second) = described(model, row);
        let sign = if chosen { "▸ " } else { "  " };
        let role = if chosen { Role::Selected } else { Role::Text };
        let text = cut(&format!("{sign}{first}"), area.width);
        canvas.line(Rect { y, height: 1, ..area }, Line::styled(text, canvas.theme.style(role)));
        if y + 1 < area.y + area.height {
            let text = cut(&format!("  {second}"), area.width);
            canvas.line(
                Rect { y: y + 1, height: 1, ..area },
                Line::styled(text, canvas.theme.style(Role::Dim)),
            );
        }
        canvas.hits.add(Rect { y, height: 2.min(area.y + area.height - y), ..area }, Target::Row(place));
    }
}

fn described(model: &Model, row: &Row) -> (String, String) {
    let head = |id: &str| model.desk.catalog.heads().find(|head| head.id == id);
    let summary = |id: &str| head(id).map_or(id.to_string(), |head| head.summary.clone());
    match row {
        Row::Scenario(id) => {
            let Some(head) = head(id) else { return (id.clone(), String::new()) };
            (head.title.clone(), format!("{id} · {}", head.summary))
        }
        Row::Current => {
            let Some(work) = &model.work else { return (String::new(), String::new()) };
            let said =
                ["company", "role", "recipient"].map(|key| work.draft.answers.get(key).map(Answer::text));
            let said: Vec<String> = said.into_iter().flatten().collect();
            let about =
                if said.is_empty() { "the letter you just left".to_string() } else { said.join(", ") };
            (format!("Go on: {about}"), format!("just left · {}", summary(&work.draft.scenario)))
        }
        Row::Kept(index) => {
            let Some(kept) = model.desk.kept.get(*index) else { return (String::new(), String::new()) };
            let label = if kept.label.is_empty() { kept.scenario.clone() } else { kept.label.clone() };
            let copied = if kept.copied { "copied, " } else { "" };
            (format!("Go on: {label}"), format!("{copied}{} · {}", kept.when, summary(&kept.scenario)))
        }
    }
}

/// When, to whom, how soon, by which channel, a word for the writer, and an example.
fn about(canvas: &mut Canvas, model: &Model, area: Rect) {
    let current = model.work.as_ref().map(|work| &work.draft);
    let Some(head) = model.picker.head(&model.desk, current) else { return };
    let title = Line::styled(format!(" {} ", head.id), canvas.theme.style(Role::Title));
    let inside = canvas.panel(area, title, false);
    let mut lines = facts(canvas, head, inside.width);
    if let Some((id, example)) = &model.picker.example
        && *id == head.id
    {
        let channel = head.channels.first().map_or("", |used| used.channel.label());
        let text = format!("── Example ({channel}) ");
        lines.push(Line::default());
        lines.push(Line::styled(text, canvas.theme.style(Role::Border)));
        let entries: Vec<Entry> = (0..example.paragraphs.len()).map(Entry::Paragraph).collect();
        let rows = letter::rows(
            example,
            &entries,
            &Focus::default(),
            &|_| String::new(),
            inside.width,
            canvas.theme,
        );
        lines.extend(rows.into_iter().map(|row| row.line));
    }
    let most = lines.len().saturating_sub(usize::from(inside.height));
    let top = model.picker.scroll.top(0, most);
    for (line, y) in lines.into_iter().skip(top).zip(inside.y..inside.y + inside.height) {
        canvas.line(Rect { y, height: 1, ..inside }, line);
    }
}

fn facts(canvas: &Canvas, head: &Head, width: u16) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    for row in wrapped(&head.comfort, width) {
        lines.push(Line::styled(row, canvas.theme.style(Role::Good)));
    }
    let channels: Vec<String> = head
        .channels
        .iter()
        .map(|used| {
            if used.recommended {
                used.channel.label().to_string()
            } else {
                format!("({})", used.channel.label())
            }
        })
        .collect();
    let channels = channels.join(", ");
    for (name, text) in [("When", &head.when), ("To", &head.to), ("Soon", &head.soon), ("By", &channels)] {
        if text.is_empty() {
            continue;
        }
        for (index, row) in wrapped(text, width.saturating_sub(6)).into_iter().enumerate() {
            let name = if index == 0 { name } else { "" };
            lines.push(Line::from(vec![
                Span::styled(format!("{name:<6}"), canvas.theme.style(Role::Dim)),
                Span::raw(row),
            ]));
        }
    }
    lines
}
