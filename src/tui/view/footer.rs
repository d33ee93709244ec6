//! The last line: what just happened, or the keys that matter here. Made from the action table.

use super::Canvas;
use super::text::wrapped;
use crate::app::action::{self, Action, Focus};
use crate::app::message::Target;
use crate::app::model::{Model, Notice, Tone};
use crate::tui::theme::Role;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

/// Rows that the footer takes: a notice that does not fit one gets more, but never half of the screen.
pub fn height(model: &Model, area: Rect) -> u16 {
    let rows = model.notice.as_ref().map_or(1, |notice| wrapped(&said(notice), area.width).len());
    u16::try_from(rows).unwrap_or(u16::MAX).clamp(1, (area.height / 3).max(1))
}

fn said(notice: &Notice) -> String {
    let sign = match notice.tone {
        Tone::Good => "✓ ",
        Tone::Plain => "",
        Tone::Warning => "! ",
    };
    format!("{sign}{}", notice.text)
}

/// Draws the line.
pub fn draw(canvas: &mut Canvas, model: &Model, area: Rect) {
    if let Some(notice) = &model.notice {
        let role = match notice.tone {
            Tone::Good => Role::Good,
            Tone::Plain => Role::Text,
            Tone::Warning => Role::Warning,
        };
        for (row, y) in wrapped(&said(notice), area.width).into_iter().zip(area.y..area.y + area.height) {
            canvas.line(Rect { y, height: 1, ..area }, Line::styled(row, canvas.theme.style(role)));
        }
        return;
    }
    let mut x = area.x;
    let end = area.x + area.width;
    if let Some(text) = problems(model) {
        let line = Line::styled(text.clone(), canvas.theme.style(Role::Warning));
        let width = cells(&text).min(area.width);
        canvas.line(Rect { x, width, ..area }, line);
        x += width + 2;
    }
    for (key, hint, action) in hints(model) {
        let width = cells(key) + 1 + cells(hint);
        if x + width > end {
            break;
        }
        let spans = vec![
            Span::styled(key, canvas.theme.style(Role::Key)),
            Span::styled(format!(" {hint}"), canvas.theme.style(Role::Dim)),
        ];
        let place = Rect { x, width, ..area };
        canvas.line(place, Line::from(spans));
        canvas.hits.add(place, Target::Hint(action));
        x += width + 2;
    }
}

fn cells(text: &str) -> u16 {
    u16::try_from(text.width()).unwrap_or(u16::MAX)
}

/// The hints of what has the keyboard, help and quit among the first that fit.
fn hints(model: &Model) -> Vec<(&'static str, &'static str, Action)> {
    let no_subject = model.work.as_ref().is_none_or(|work| work.letter.subject.is_none());
    let of_subject = |action: Action| match action {
        Action::CopySubject => true,
        Action::Next | Action::Previous => model.focus() == Focus::Editing,
        _ => false,
    };
    let shown = action::rows(model.focus())
        .filter(|row| !row.hint.is_empty())
        .filter(|row| !no_subject || !of_subject(row.action));
    let mut hints: Vec<_> = shown.map(|row| (row.keys[0], row.hint, row.action)).collect();
    hints.sort_by_key(|(_, _, action)| match action {
        Action::Accept => 0,
        Action::CopyLetter => 1,
        Action::Back => 2,
        Action::Help => 3,
        Action::Edit | Action::NextAnswer => 4,
        Action::Quit => 9,
        _ => 5,
    });
    for hint in &mut hints {
        if hint.2 == Action::Help {
            hint.0 = action::key_of(Action::Help, model.focus()).unwrap_or(hint.0);
        }
    }
    hints
}

fn problems(model: &Model) -> Option<String> {
    match model.problems.len() {
        0 => None,
        1 => Some("! 1 problem in your files (f1)".to_string()),
        more => Some(format!("! {more} problems in your files (f1)")),
    }
    .filter(|_| model.overlay.is_none())
}
