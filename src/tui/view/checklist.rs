//! The must-haves with their ticks, what the dates mean, and the outlook: beside the letter, or beneath it.

use super::text::wrapped;
use super::{Canvas, sheet_title};
use crate::app::checking::items::{Item, items};
use crate::app::message::Target;
use crate::app::model::{Model, Overlay, Pointing, Sheet, Signs};
use crate::app::work::Work;
use crate::domain::review::{Basis, Check, Outlook, Pace, Severity, Tick};
use crate::tui::theme::Role;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

/// The sentence that stands under every outlook.
const ESTIMATE: &str = "An estimate from four answers of yours. It does not know your employer.";

/// A row, and which of the rows that can be chosen it belongs to.
struct Row {
    line: Line<'static>,
    item: Option<usize>,
}

/// Rows that the whole of it takes.
pub fn length(model: &Model, width: u16) -> u16 {
    let rows = model.work.as_ref().map_or(0, |work| rows(model, work, width, None, false).len());
    u16::try_from(rows).unwrap_or(u16::MAX)
}

/// Rows that the must-haves alone take: with fewer the list is no list.
pub fn least(model: &Model) -> u16 {
    let rows = model.work.as_ref().map_or(0, |work| items(&work.checking, &work.draft).len());
    u16::try_from(rows).unwrap_or(u16::MAX)
}

/// Beside the letter, in a frame.
pub fn panel(canvas: &mut Canvas, model: &Model, area: Rect) {
    let Some(work) = &model.work else { return };
    let sheet = match &model.overlay {
        Some(Overlay::Checklist(sheet)) => Some(sheet),
        _ => None,
    };
    let title = Line::styled(title(work), canvas.theme.style(Role::Title));
    let inside = canvas.panel(area, title, sheet.is_some());
    list(canvas, model, work, sheet, inside);
}

/// Beneath the letter, under a line.
pub fn sheet(canvas: &mut Canvas, model: &Model, sheet: &Sheet, area: Rect) {
    let Some(work) = &model.work else { return };
    let inside = sheet_title(canvas, &title(work), area);
    list(canvas, model, work, Some(sheet), inside);
}

/// Which sentence is pointed at, beneath the letter.
pub fn pointing(canvas: &mut Canvas, model: &Model, pointing: &Pointing, area: Rect) {
    let Some(work) = &model.work else { return };
    let inside = sheet_title(canvas, " I say it here ", area);
    let check = work.checking.shown.checks.iter().find(|check| check.rule == pointing.rule);
    let label = check.map_or("", |check| &check.label);
    let text = work.letter.text();
    let sentence = work.checking.spot.as_ref().and_then(|spot| text.get(spot.span.clone())).unwrap_or("");
    let mut lines = vec![(format!("Which sentence does it: {label}?"), Role::Text)];
    lines.extend(wrapped(sentence, inside.width).into_iter().map(|row| (row, Role::Answer)));
    if !pointing.does.is_empty() {
        let text = format!("it does: {}", pointing.does.join("; "));
        lines.extend(wrapped(&text, inside.width).into_iter().map(|row| (row, Role::Dim)));
    }
    for ((text, role), y) in lines.into_iter().zip(inside.y..inside.y + inside.height) {
        canvas.line(Rect { y, height: 1, ..inside }, Line::styled(text, canvas.theme.style(role)));
    }
}

fn title(work: &Work) -> String {
    let (stand, all) = work.checking.shown.kept();
    if all == 0 { " must-haves ".to_string() } else { format!(" must-haves · {stand} of {all} ") }
}

fn list(canvas: &mut Canvas, model: &Model, work: &Work, sheet: Option<&Sheet>, area: Rect) {
    let selected = sheet.map(|sheet| sheet.selected);
    let height = usize::from(area.height);
    let mut rows = rows(model, work, area.width, selected, false);
    if sheet.is_none() && rows.len() > height {
        // Nobody scrolls what has no keyboard: the word stands with its caveat, the reasons are a key away.
        rows = self::rows(model, work, area.width, selected, true);
    }
    let most = rows.len().saturating_sub(height);
    let own = rows.iter().rposition(|row| row.item.is_some() && row.item == selected);
    let own = own.map_or(0, |row| (row + 1).saturating_sub(height));
    let top = sheet.map_or(0, |sheet| sheet.scroll.top(own, most));
    let cut = rows.len() > top + height;
    let end = area.y + area.height;
    for (row, y) in rows.into_iter().skip(top).zip(area.y..end) {
        let place = Rect { y, height: 1, ..area };
        canvas.line(place, row.line);
        if let Some(item) = row.item {
            canvas.hits.add(place, Target::Item(item));
        }
    }
    if cut && area.width > 1 {
        let place = Rect { x: area.x + area.width - 1, y: end - 1, width: 1, height: 1 };
        canvas.line(place, Line::styled("↓", canvas.theme.style(Role::Dim)));
    }
}

fn rows(model: &Model, work: &Work, width: u16, selected: Option<usize>, short: bool) -> Vec<Row> {
    let mut made = Vec::new();
    for (index, item) in items(&work.checking, &work.draft).into_iter().enumerate() {
        let (sign, role, text) = entry(model, work, item);
        let chosen = selected == Some(index);
        let room = width.saturating_sub(u16::try_from(sign.chars().count()).unwrap_or(0) + 1);
        for (row, text) in wrapped(&text, room.max(1)).into_iter().enumerate() {
            let pad = " ".repeat(sign.chars().count());
            let sign = if row == 0 { sign.to_string() } else { pad };
            let mut line = Line::from(vec![
                Span::styled(sign, colours(model).style(role)),
                Span::raw(" "),
                Span::raw(text),
            ]);
            if chosen {
                line = line.style(colours(model).style(Role::Selected));
            }
            made.push(Row { line, item: Some(index) });
        }
    }
    let mut text = |text: &str, role: Role| {
        let lines = hanging(text, width).into_iter();
        made.extend(lines.map(|row| Row { line: Line::styled(row, colours(model).style(role)), item: None }));
    };
    if let Some(timing) = &work.checking.shown.timing {
        let role = if matches!(timing.state, Pace::Late | Pace::Past) { Role::Warning } else { Role::Text };
        text("", Role::Text);
        let own = if timing.basis == Basis::Ours { " (our pace)" } else { "" };
        text(&format!("{}{own}", timing.message), role);
    }
    if let Some(outlook) = &work.checking.shown.outlook {
        text("", Role::Text);
        let mut lines = outlook_lines(outlook, model.signs);
        if short {
            lines.drain(1..lines.len() - 1);
        }
        for (line, role) in lines {
            text(&line, role);
        }
    }
    made
}

/// A text as lines that fit a width; what follows a dot keeps its distance from it.
fn hanging(text: &str, width: u16) -> Vec<String> {
    let indent = if text.starts_with(['·', '-']) { 2 } else { 0 };
    let (lead, rest) = text.split_at(text.char_indices().nth(indent).map_or(text.len(), |(at, _)| at));
    let lines = wrapped(rest, width.saturating_sub(u16::try_from(indent).unwrap_or(0)).max(1))
        .into_iter()
        .enumerate();
    lines
        .map(|(row, line)| if row == 0 { format!("{lead}{line}") } else { format!("{:indent$}{line}", "") })
        .collect()
}

/// The word, the answers that led to it, what is still in the writer's hands. Never a percentage.
fn outlook_lines(outlook: &Outlook, signs: Signs) -> Vec<(String, Role)> {
    let dot = if signs == Signs::Ascii { "-" } else { "·" };
    let mut lines = vec![(format!("Outlook: {}", outlook.step.word()), Role::Title)];
    lines.extend(outlook.why.iter().map(|why| (format!("{dot} {why}"), Role::Text)));
    if !outlook.can_do.is_empty() {
        lines.push(("Still in your hands:".to_string(), Role::Dim));
        lines.extend(outlook.can_do.iter().map(|can| (format!("{dot} {can}"), Role::Text)));
    }
    lines.push((ESTIMATE.to_string(), Role::Dim));
    lines
}

fn entry(model: &Model, work: &Work, item: Item) -> (&'static str, Role, String) {
    let decisions = &work.draft.decisions;
    let ascii = model.signs == Signs::Ascii;
    match item {
        Item::Check(index) => {
            let check = &work.checking.shown.checks[index];
            let (sign, role) = sign_of(check.state, model.signs);
            (sign, role, format!("{}{}", check.label, note(check)))
        }
        Item::Accepted(index) => {
            let identity = &decisions.accepted[index];
            let words = if identity.words.is_empty() { &identity.rule } else { &identity.words };
            (if ascii { "[=]" } else { "=" }, Role::Dim, format!("accepted: {words} · d takes it back"))
        }
        Item::Off(index) => {
            let rule = &decisions.off[index];
            (if ascii { "[-]" } else { "–" }, Role::Dim, format!("off here: {rule} · d takes it back"))
        }
    }
}

fn note(check: &Check) -> String {
    let state = match check.state {
        Tick::Likely => " · is this it?",
        Tick::Said => " · you",
        Tick::Found | Tick::NotFound => "",
    };
    let idea = if check.severity == Severity::Hint { " · idea" } else { "" };
    format!("{state}{idea}")
}

/// A tick's sign: another shape for each, whatever the colours.
pub fn sign_of(state: Tick, signs: Signs) -> (&'static str, Role) {
    match (state, signs) {
        (Tick::Found | Tick::Said, Signs::Full) => ("✓", Role::Good),
        (Tick::Likely, Signs::Full) => ("◐", Role::Slot),
        (Tick::NotFound, Signs::Full) => ("○", Role::Text),
        (Tick::Found | Tick::Said, Signs::Ascii) => ("[x]", Role::Good),
        (Tick::Likely, Signs::Ascii) => ("[~]", Role::Slot),
        (Tick::NotFound, Signs::Ascii) => ("[ ]", Role::Text),
    }
}

/// The model's colours, for lines that are made before there is a canvas.
fn colours(model: &Model) -> crate::tui::theme::Theme {
    crate::tui::theme::Theme::new(model.look)
}
