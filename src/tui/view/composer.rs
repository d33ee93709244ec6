//! Form and live letter: side by side where there is room, else the focused question above the letter.

use super::letter::{self, Focus};
use super::pointed::in_letter;
use super::text::{cut, wrapped};
use super::{Canvas, WIDE, checklist, form};
use crate::app::checking::{items, place};
use crate::app::model::{Model, Overlay};
use crate::app::screens::composer::{Composer, Part};
use crate::app::update::moves_of_chosen;
use crate::app::work::{Entry, Work};
use crate::tui::theme::Role;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

/// A letter is read in lines of at most this many cells.
const MEASURE: u16 = 84;

/// Rows that the questions keep when the must-haves stand under them.
const QUESTIONS: u16 = 16;

/// Whether the must-haves stand beside the letter, under the questions.
pub fn has_panel(model: &Model, area: Rect) -> bool {
    area.width >= super::ROOMY && panel_height(model, area) > 0
}

fn panel_height(model: &Model, area: Rect) -> u16 {
    let least = checklist::least(model);
    let room = area.height.saturating_sub(QUESTIONS);
    if least == 0 || room < least + 2 {
        return 0;
    }
    (checklist::length(model, form_width(area) - 2) + 2).min(room)
}

fn form_width(area: Rect) -> u16 {
    (area.width * 2 / 5).clamp(38, 60)
}

/// Draws the composer.
pub fn draw(canvas: &mut Canvas, model: &Model, composer: &Composer, area: Rect, panel: bool) {
    let Some(work) = &model.work else { return };
    let sheet =
        matches!(model.overlay, Some(Overlay::Looking(_) | Overlay::Checklist(_) | Overlay::Pointing(_)));
    if area.width >= WIDE {
        let form_area = Rect { width: form_width(area), ..area };
        let letter_area = Rect { x: area.x + form_area.width, width: area.width - form_area.width, ..area };
        let foot = if panel { panel_height(model, area) } else { 0 };
        let form_area = Rect { height: area.height - foot, ..form_area };
        if foot > 0 {
            checklist::panel(canvas, model, Rect { y: area.y + form_area.height, height: foot, ..form_area });
        }
        let title = model.scenario().map_or(String::new(), |scenario| format!(" {} ", scenario.head.id));
        let title = Line::styled(title, canvas.theme.style(Role::Title));
        let inside = canvas.panel(form_area, title, composer.part == Part::Form && !sheet);
        form::list(canvas, model, composer, work, inside);
        beside(canvas, model, composer, work, letter_area);
    } else if sheet {
        // The question gives its room to the letter while the rules are listened to.
        below(canvas, model, composer, work, area);
    } else {
        let strip = form::strip_height(area.height).min(area.height);
        form::strip(canvas, model, composer, work, Rect { height: strip, ..area });
        below(canvas, model, composer, work, Rect { y: area.y + strip, height: area.height - strip, ..area });
    }
}

/// `email · neutral · full · 92 words, right (80–140)`.
fn heading(canvas: &Canvas, model: &Model, work: &Work, width: u16) -> Line<'static> {
    let draft = &work.draft;
    let style =
        format!(" {} · {} · {} ", draft.channel.label(), draft.formality.label(), draft.length.label());
    let (count, role) = letter::count(work, model.scenario());
    let room = usize::from(width).saturating_sub(style.width() + 5);
    let count = letter::fitting(&count, room);
    let mut spans = vec![Span::styled(style, canvas.theme.style(Role::Title))];
    if !count.is_empty() {
        spans.push(Span::styled(format!("· {count} "), canvas.theme.style(role)));
    }
    Line::from(spans)
}

fn focus(composer: &Composer, work: &Work) -> Focus {
    Focus {
        entry: Some(work.chosen),
        changed: work.changed.clone(),
        bar: composer.part == Part::Letter || work.pointed,
        pointed: in_letter(work),
    }
}

/// The letter in a panel, with what the chosen paragraph says beneath it.
fn beside(canvas: &mut Canvas, model: &Model, composer: &Composer, work: &Work, area: Rect) {
    let title = heading(canvas, model, work, area.width);
    let inside = canvas.panel(area, title, composer.part == Part::Letter);
    let notes = notes(canvas, model, composer, work, inside.width);
    let foot = u16::try_from(notes.len()).unwrap_or(0).min(inside.height / 3);
    let room = Rect { height: inside.height - foot, ..inside };
    paper(canvas, model, composer, work, room);
    for (note, y) in notes.into_iter().zip(room.y + room.height..inside.y + inside.height) {
        canvas.line(Rect { y, height: 1, ..inside }, note);
    }
}

/// The letter under the focused question, behind a line that says how it is sent.
fn below(canvas: &mut Canvas, model: &Model, composer: &Composer, work: &Work, area: Rect) {
    if area.height == 0 {
        return;
    }
    let rule = Rect { height: 1, ..area };
    let line = "─".repeat(usize::from(area.width));
    let role = if composer.part == Part::Letter { Role::BorderFocused } else { Role::Border };
    canvas.line(rule, Line::styled(line, canvas.theme.style(role)));
    let heading = heading(canvas, model, work, area.width);
    let width = u16::try_from(heading.width()).unwrap_or(0).min(area.width.saturating_sub(2));
    canvas.line(Rect { x: area.x + 1, width, ..rule }, heading);
    let notes = notes(canvas, model, composer, work, area.width);
    let foot = u16::try_from(notes.len()).unwrap_or(0).min(area.height.saturating_sub(1) / 3);
    let room = Rect { y: area.y + 1, height: area.height - 1 - foot, ..area };
    paper(canvas, model, composer, work, room);
    for (note, y) in notes.into_iter().zip(room.y + room.height..area.y + area.height) {
        canvas.line(Rect { y, height: 1, ..area }, note);
    }
}

fn paper(canvas: &mut Canvas, model: &Model, composer: &Composer, work: &Work, area: Rect) {
    let focus = focus(composer, work);
    let label = |block: &str| {
        let scenario = model.scenario();
        let names: Vec<&str> =
            scenario.iter().flat_map(|s| s.moves_of(block)).map(|step| step.label.as_str()).collect();
        if names.is_empty() { block.to_string() } else { names.join("; ") }
    };
    let area = Rect { width: area.width.min(MEASURE), ..area };
    let rows = letter::rows(&work.letter, &work.entries(), &focus, &label, area.width, canvas.theme);
    let top = letter::top(&rows, &focus, area.height, &composer.scroll);
    letter::draw(canvas, &rows, top, area);
}

/// What the chosen paragraph says, what of it can be left out, and how many wordings it has.
fn notes(canvas: &Canvas, model: &Model, composer: &Composer, work: &Work, width: u16) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    if let Some(problem) = &work.problem {
        let rows = wrapped(&format!("! {problem}"), width).into_iter().take(4);
        lines.extend(rows.map(|row| Line::styled(row, canvas.theme.style(Role::Warning))));
    }
    if composer.part == Part::Form && work.letter.paragraphs.iter().any(|paragraph| paragraph.stale) {
        let text = "! your own text; its answers changed since (alt-n takes the new text)";
        lines.push(Line::styled(cut(text, width), canvas.theme.style(Role::Warning)));
    }
    let dim = canvas.theme.style(Role::Dim);
    // Under 90 columns the note costs a row of the letter: it is there once a paragraph was chosen.
    let wanted = width >= 60 && composer.part == Part::Form && model.size.0 >= super::WIDE
        || composer.part == Part::Letter
        || work.pointed;
    let wordings =
        work.chosen_paragraph().filter(|paragraph| wanted && paragraph.wordings > 1 && !paragraph.own);
    if let Some(paragraph) = wordings {
        let key = if composer.part == Part::Letter { "w" } else { "alt-w" };
        let text = format!("wording {} of {} ({key} for another)", paragraph.wording + 1, paragraph.wordings);
        lines.push(Line::styled(cut(&text, width), dim));
    }
    if composer.part == Part::Letter {
        lines.extend(does(model, work).map(|text| Line::styled(cut(&text, width), dim)));
        if work.chosen_paragraph().is_some_and(|paragraph| paragraph.stale) {
            let text = "your own text; answers changed since (n takes the new text)";
            lines.push(Line::styled(cut(text, width), canvas.theme.style(Role::Warning)));
        }
        let out = work.entries().get(work.chosen).is_some_and(|entry| matches!(entry, Entry::LeftOut(_)));
        for (index, (id, label)) in moves_of_chosen(&model.desk.catalog, work).into_iter().take(5).enumerate()
        {
            let dropped = out || work.draft.dropped.contains(&id);
            let sign = if dropped { "left out" } else { "said" };
            lines.push(Line::styled(cut(&format!("{} {label} ({sign})", index + 1), width), dim));
        }
    }
    lines
}

/// What the chosen paragraph does for the letter: the must-haves found in it, else what its template is for.
fn does(model: &Model, work: &Work) -> Option<String> {
    let Some(Entry::Paragraph(index)) = work.entries().get(work.chosen).copied() else { return None };
    let mut labels = items::done_by(&work.checking, &place::span_of(&work.letter, index)?);
    let paragraph = work.letter.paragraphs.get(index)?;
    if let (true, false, Some(block)) = (labels.is_empty(), paragraph.own, &paragraph.block) {
        labels.extend(model.scenario()?.moves_of(block).map(|step| step.label.clone()));
    }
    (!labels.is_empty()).then(|| format!("does: {}", labels.join("; ")))
}
