//! Small helpers for lines of text in cells.

use crate::app::editor::{Editor, wrap};
use crate::tui::theme::{Role, Theme};
use ratatui::layout::{Position, Rect};
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
    let view = editor.line_view(area.width);
    let text = editor.as_str();
    let shown = &text[view.range.clone()];
    let line = selected_line(shown, view.range.start, editor, canvas.theme);
    canvas.line(area, line);
    if focused && area.width > 0 {
        canvas.cursor = Some(Position::new(area.x + view.cursor.min(area.width - 1), area.y));
    }
}

/// An editor of several lines drawn into an area, with the cursor where it belongs when it has the focus.
pub fn text_area(canvas: &mut super::Canvas, area: Rect, editor: &Editor, focused: bool) {
    let view = editor.visible(area.width, area.height);
    for (row, y) in view.rows.iter().zip(area.y..area.y + area.height) {
        let text = &editor.as_str()[row.range.clone()];
        let line = selected_line(text, row.range.start, editor, canvas.theme);
        canvas.line(Rect { y, height: 1, ..area }, line);
    }
    if focused && area.width > 0 && area.height > 0 {
        let (row, column) = view.cursor;
        let (x, y) = (area.x + column.min(area.width - 1), area.y + row.min(area.height - 1));
        canvas.cursor = Some(Position::new(x, y));
    }
}

/// A stretch of an editor's text with its selection marked.
pub fn selected_line(shown: &str, start: usize, editor: &Editor, theme: Theme) -> Line<'static> {
    let mut column = 0;
    let Some(selection) = editor.selection() else { return Line::from(drawn(shown, &mut column)) };
    let from = selection.start.clamp(start, start + shown.len()) - start;
    let to = selection.end.clamp(start, start + shown.len()) - start;
    Line::from(vec![
        Span::raw(drawn(&shown[..from], &mut column)),
        Span::styled(drawn(&shown[from..to], &mut column), theme.style(Role::Selection)),
        Span::raw(drawn(&shown[to..], &mut column)),
    ])
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
