//! The finished letter as it will be sent; the same place edits it by hand.

use super::letter::{self, Focus};
use super::text::{input, text_area};
use super::{Area, Canvas};
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

/// Draws the review.
pub fn draw(canvas: &mut Canvas, model: &Model, review: &Review, area: Rect) {
    let Some(work) = &model.work else { return };
    let title = title(canvas, model, review, work, area.width);
    let inside = canvas.panel(area, title, review.editing);
    let width = inside.width.min(MEASURE);
    let inside = Rect { x: inside.x + (inside.width - width) / 2, width, ..inside };
    if review.editing || work.letter.body().len() > MARKED {
        edit(canvas, model, review, inside);
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
    let rows =
        letter::rows(&work.letter, &entries, &Focus::default(), &|_| String::new(), area.width, canvas.theme);
    let most = rows.len().saturating_sub(usize::from(area.height));
    let top = review.scroll.top(0, most);
    letter::draw(canvas, &rows, top, area);
}

fn edit(canvas: &mut Canvas, model: &Model, review: &Review, area: Rect) {
    // Lines break where they break while the letter is read; the last column is kept for the cursor.
    let area = Rect { x: area.x + 1, width: area.width.saturating_sub(1), ..area };
    let mut body = area;
    let focused = model.overlay.is_none() && review.editing;
    if let Some(subject) = &review.subject {
        let label = Rect { height: 1, ..area };
        canvas.line(label, Line::styled("Subject: ", canvas.theme.style(Role::Dim)));
        let field = Rect { x: area.x + 9, width: area.width.saturating_sub(9), ..label };
        canvas.hits.areas.push((field, Area::Subject));
        input(canvas, field, subject, focused && review.half == Half::Subject);
        body = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
    }
    canvas.hits.areas.push((body, Area::Body));
    text_area(canvas, body, &review.body, focused && review.half == Half::Body);
}
