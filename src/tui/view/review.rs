//! The finished letter as it will be sent; the same place edits it by hand.

use super::letter::{self, Focus};
use super::pointed::{in_editor, in_letter};
use super::text::{marked_area, marked_input};
use super::{Area, Canvas, checklist};
use crate::app::checking::place::Layout;
use crate::app::model::Model;
use crate::app::screens::review::{Half, Review};
use crate::app::work::Work;
use crate::tui::theme::Role;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

/// Letters are read and edited in lines of at most this many cells.
const MEASURE: u16 = 78;
/// Up to this many bytes the letter is shown with its marks while it is being read.
const MARKED: usize = 64 * 1024;

/// Whether the must-haves stand beside the letter.
pub fn has_panel(model: &Model, area: Rect) -> bool {
    area.width >= super::ROOMY && checklist::length(model, 30) > 0
}

/// Draws the review.
pub fn draw(canvas: &mut Canvas, model: &Model, review: &Review, area: Rect, panel: bool) {
    let Some(work) = &model.work else { return };
    let beside = if panel { area.width.saturating_sub(MEASURE + 4).clamp(30, 44) } else { 0 };
    if panel {
        let place = Rect { x: area.x + area.width - beside, width: beside, ..area };
        checklist::panel(canvas, model, place);
    }
    let area = Rect { width: area.width - beside, ..area };
    let title = title(canvas, model, review, work, area.width);
    let inside = canvas.panel(area, title, review.editing);
    let width = inside.width.min(MEASURE);
    let inside = Rect { x: inside.x + (inside.width - width) / 2, width, ..inside };
    if review.editing || work.letter.body().len() > MARKED {
        edit(canvas, model, review, work, inside);
    } else {
        read(canvas, review, work, inside);
    }
}

fn title(canvas: &Canvas, model: &Model, review: &Review, work: &Work, width: u16) -> Line<'static> {
    let channel = work.draft.channel.label();
    let style = |role| canvas.theme.style(role);
    if review.editing {
        return Line::styled(format!(" editing · {channel} "), style(Role::Title));
    }
    let name = if width < 60 { "" } else { "the finished letter · " };
    let mut spans = vec![Span::styled(format!(" {name}{channel} "), style(Role::Title))];
    if work.letter.paragraphs.iter().chain(&work.letter.subject).any(|paragraph| paragraph.stale) {
        spans.push(Span::styled("! answers changed (n) ", style(Role::Warning)));
    }
    let open = work.letter.slots().len();
    if open > 0 {
        let text = if open == 1 { "1 answer open ".to_string() } else { format!("{open} answers open ") };
        spans.push(Span::styled(text, style(Role::Slot)));
    }
    let (count, role) = letter::count(work, model.scenario());
    let used = Line::from(spans.clone()).width();
    let count = letter::fitting(&count, usize::from(width).saturating_sub(used + 4));
    if !count.is_empty() {
        spans.push(Span::styled(format!("· {count} "), style(role)));
    }
    Line::from(spans)
}

fn read(canvas: &mut Canvas, review: &Review, work: &Work, area: Rect) {
    let entries: Vec<_> = (0..work.letter.paragraphs.len()).map(crate::app::work::Entry::Paragraph).collect();
    let focus = Focus { pointed: in_letter(work), ..Focus::default() };
    let rows = letter::rows(&work.letter, &entries, &focus, &|_| String::new(), area.width, canvas.theme);
    let top = letter::top(&rows, &focus, area.height, &review.scroll);
    letter::draw(canvas, &rows, top, area);
}

fn edit(canvas: &mut Canvas, model: &Model, review: &Review, work: &Work, area: Rect) {
    // Lines break where they break while the letter is read; the last column is kept for the cursor.
    let area = Rect { x: area.x + 2, width: area.width.saturating_sub(2), ..area };
    let subject = review.subject.as_ref().map(|subject| subject.as_str());
    let layout = Layout::of(&work.letter, subject, review.body.as_str());
    let mut body = area;
    let focused = model.overlay.is_none() && review.editing;
    if let Some(subject) = &review.subject {
        let label = Rect { height: 1, ..area };
        canvas.line(label, Line::styled("Subject: ", canvas.theme.style(Role::Dim)));
        let field = Rect { x: area.x + 9, width: area.width.saturating_sub(9), ..label };
        canvas.hits.areas.push((field, Area::Subject));
        let pointed = in_editor(work, &layout, Half::Subject);
        marked_input(canvas, field, subject, focused && review.half == Half::Subject, &pointed);
        body = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
    }
    canvas.hits.areas.push((body, Area::Body));
    let pointed = in_editor(work, &layout, Half::Body);
    marked_area(canvas, body, &review.body, focused && review.half == Half::Body, &pointed);
}
