//! Small helpers for lines of text in cells.

use super::pointed::{Pointed, signs};
use crate::app::editor::{Editor, wrap};
use crate::tui::theme::{Role, Theme};
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The text cut to a width in cells, with an ellipsis where something was cut.
pub fn cut(text: &str, width: u16) -> String {
    let width = usize::from(width);
    // No character takes more cells than bytes.
    if text.len() <= width || text.width() <= width {
        return text.to_string();
    }
    let mut shown = String::new();
    let mut used = 0;
    for grapheme in text.graphemes(true) {
        if used + grapheme.width() + 1 > width {
            break;
        }
        used += grapheme.width();
        shown.push_str(grapheme);
    }
    if width > 0 {
        shown.push('…');
    }
    shown
}

/// The text as lines that fit a width.
pub fn wrapped(text: &str, width: u16) -> Vec<String> {
    wrap::rows(text, width.max(1)).into_iter().map(|row| text[row.range].trim_end().to_string()).collect()
}

/// A one-line editor drawn into an area; the cursor is put where it belongs when it has the focus.
pub fn input(canvas: &mut super::Canvas, area: Rect, editor: &Editor, focused: bool) {
    marked_input(canvas, area, editor, focused, &[]);
}

/// The same with words pointed out.
pub fn marked_input(
    canvas: &mut super::Canvas,
    area: Rect,
    editor: &Editor,
    focused: bool,
    pointed: &[Pointed],
) {
    let view = editor.line_view(area.width);
    let text = editor.as_str();
    let shown = &text[view.range.clone()];
    let here: Vec<&Pointed> = pointed.iter().filter(|pointed| pointed.touches(&view.range)).collect();
    let line = marked_line(shown, view.range.start, editor, &here, canvas.theme);
    canvas.line(area, line);
    if focused && area.width > 0 {
        canvas.cursor = Some(Position::new(area.x + view.cursor.min(area.width - 1), area.y));
    }
}

/// An editor of several lines drawn into an area, with the cursor where it belongs when it has the focus.
pub fn text_area(canvas: &mut super::Canvas, area: Rect, editor: &Editor, focused: bool) {
    marked_area(canvas, area, editor, focused, &[]);
}

/// The same with words pointed out, and their signs one cell left of the area and a space.
pub fn marked_area(
    canvas: &mut super::Canvas,
    area: Rect,
    editor: &Editor,
    focused: bool,
    pointed: &[Pointed],
) {
    let view = editor.visible(area.width, area.height);
    for (row, y) in view.rows.iter().zip(area.y..area.y + area.height) {
        let text = &editor.as_str()[row.range.clone()];
        let here: Vec<&Pointed> = pointed.iter().filter(|pointed| pointed.touches(&row.range)).collect();
        let line = marked_line(text, row.range.start, editor, &here, canvas.theme);
        canvas.line(Rect { y, height: 1, ..area }, line);
        if !here.is_empty() {
            let sign = signs(pointed, &row.range, canvas.theme);
            canvas.line(Rect { x: area.x.saturating_sub(2), y, width: 1, height: 1 }, Line::from(sign));
        }
    }
    if focused && area.width > 0 && area.height > 0 {
        let (row, column) = view.cursor;
        let (x, y) = (area.x + column.min(area.width - 1), area.y + row.min(area.height - 1));
        canvas.cursor = Some(Position::new(x, y));
    }
}

/// A stretch of an editor's text with its selection and what is pointed out in it.
fn marked_line(
    shown: &str,
    start: usize,
    editor: &Editor,
    pointed: &[&Pointed],
    theme: Theme,
) -> Line<'static> {
    let end = start + shown.len();
    let selection = editor.selection();
    let mut cuts = vec![start, end];
    let spans = pointed.iter().map(|pointed| &pointed.span).chain(&selection);
    cuts.extend(spans.flat_map(|span| [span.start, span.end]).filter(|edge| *edge > start && *edge < end));
    cuts.sort_unstable();
    cuts.dedup();
    let mut column = 0;
    let spans = cuts.windows(2).map(|pair| {
        let mut style = Style::new();
        for pointed in pointed.iter().filter(|pointed| pointed.span.contains(&pair[0])) {
            style = style.patch(theme.style(pointed.role));
        }
        if selection.as_ref().is_some_and(|selection| selection.contains(&pair[0])) {
            style = style.patch(theme.style(Role::Selection));
        }
        Span::styled(drawn(&shown[pair[0] - start..pair[1] - start], &mut column), style)
    });
    Line::from(spans.collect::<Vec<_>>())
}

/// The text as it is drawn from a column on: a tab as spaces, a control character as one visible cell.
pub fn drawn(text: &str, column: &mut usize) -> String {
    if !text.contains(|c: char| c.is_control()) {
        *column += text.width();
        return text.to_string();
    }
    let mut shown = String::with_capacity(text.len());
    for grapheme in text.graphemes(true) {
        let cells = wrap::cells(grapheme, *column);
        match grapheme {
            "\t" => shown.push_str(&" ".repeat(cells)),
            control if control.chars().all(char::is_control) => shown.push('\u{fffd}'),
            plain => shown.push_str(plain),
        }
        *column += cells;
    }
    shown
}
