//! The finished letter as it will be sent; the same place edits it by hand.

use super::letter::{self, Focus};
use super::text::{input, selected_line};
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
    let title = title(canvas, model, review, work);
    let inside = canvas.panel(area, title, review.editing);
    let width = inside.width.min(MEASURE);
    let inside = Rect { x: inside.x + (inside.width - width) / 2, width, ..inside };
    if review.editing || work.letter.body().len() > MARKED {
        edit(canvas, model, review, inside);
    } else {
        read(canvas, review, work, inside);
    }
}

fn title(canvas: &Canvas, model: &Model, review: &Review, work: &Work) -> Line<'static> {
    let draft = &work.draft;
    let doing = if review.editing { "editing" } else { "the finished letter" };
    let (count, role) = letter::count(work, model.scenario());
    let mut spans =
        vec![Span::styled(format!(" {doing} · {} ", draft.channel.label()), canvas.theme.style(Role::Title))];
    if !review.editing {
        spans.push(Span::styled(format!("· {count} "), canvas.theme.style(role)));
    }
    let open = work.letter.slots().len();
    if open > 0 && !review.editing {
        let text = if open == 1 { "1 answer open ".to_string() } else { format!("{open} answers open ") };
        spans.push(Span::styled(text, canvas.theme.style(Role::Slot)));
    }
    if work.letter.paragraphs.iter().chain(&work.letter.subject).any(|paragraph| paragraph.stale)
        && !review.editing
    {
        spans.push(Span::styled("! answers changed (n) ", canvas.theme.style(Role::Warning)));
    }
    Line::from(spans)
}

fn read(canvas: &mut Canvas, review: &Review, work: &Work, area: Rect) {
    let entries: Vec<_> = (0..work.letter.paragraphs.len()).map(crate::app::work::Entry::Paragraph).collect();
    let rows =
        letter::rows(&work.letter, &entries, &Focus::default(), &|_| String::new(), area.width, canvas.theme);
    let most = rows.len().saturating_sub(usize::from(area.height));
    let top = review.scroll.min(most);
    for (row, y) in rows.into_iter().skip(top).zip(area.y..area.y + area.height) {
        canvas.line(Rect { y, height: 1, ..area }, row.line);
    }
}

fn edit(canvas: &mut Canvas, model: &Model, review: &Review, area: Rect) {
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
    let view = review.body.visible(body.width, body.height);
    for (row, y) in view.rows.iter().zip(body.y..body.y + body.height) {
        let text = &review.body.as_str()[row.range.clone()];
        let line = selected_line(text, row.range.start, &review.body, canvas.theme);
        canvas.line(Rect { y, height: 1, ..body }, line);
    }
    if focused && review.half == Half::Body {
        let (row, column) = view.cursor;
        canvas.frame.set_cursor_position((
            body.x + column.min(body.width.saturating_sub(1)),
            body.y + row.min(body.height.saturating_sub(1)),
        ));
    }
}
