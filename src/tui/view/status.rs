//! What the rules make of the letter, at a glance: how much of it stands, what is open, what is looked at.

use super::Canvas;
use super::pointed::look_of;
use super::text::{cut, wrapped};
use crate::app::action::{Action, key_of};
use crate::app::checking::Checking;
use crate::app::message::Target;
use crate::app::model::{Model, Overlay, Signs};
use crate::app::work::Work;
use crate::domain::review::{Pace, Severity, Tick, Timing};
use crate::tui::theme::Role;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

/// From this height on there is room for a message of several rows, and for what the dates mean.
const TALL: u16 = 20;
/// Under this width words are saved.
const NARROW: u16 = 60;

/// A part of the line, how it looks and what a click on it does.
struct Part {
    text: String,
    role: Role,
    action: Option<Action>,
}

/// Rows that it takes at the foot of the letter.
pub fn height(model: &Model, area: Rect, beside: bool) -> u16 {
    let Some(work) = &model.work else { return 0 };
    let glance = u16::from(!glance(model, work).is_empty());
    let timing = u16::from(timing(model, work, area, beside).is_some());
    glance + timing + u16::try_from(message(model, work, area).len()).unwrap_or(0)
}

/// Draws what is looked at, what the dates mean, and the line of counts.
pub fn draw(canvas: &mut Canvas, model: &Model, area: Rect, beside: bool) {
    let Some(work) = &model.work else { return };
    let whole = canvas.area();
    let mut y = area.y;
    let message = message(model, work, whole);
    for (text, role) in message {
        let place = Rect { y, height: 1, ..area };
        canvas.line(place, Line::styled(text, canvas.theme.style(role)));
        canvas.hits.add(place, Target::Hint(Action::Look));
        y += 1;
    }
    if let Some((text, role)) = timing(model, work, whole, beside) {
        canvas.line(
            Rect { y, height: 1, ..area },
            Line::styled(cut(&text, area.width), canvas.theme.style(role)),
        );
        y += 1;
    }
    counts(canvas, glance(model, work), Rect { y, height: area.y + area.height - y, ..area });
}

fn counts(canvas: &mut Canvas, parts: Vec<Part>, area: Rect) {
    if area.height == 0 {
        return;
    }
    let mut x = area.x;
    for (index, part) in parts.into_iter().enumerate() {
        let lead = if index == 0 { "" } else { " · " };
        let width = u16::try_from(lead.width() + part.text.width()).unwrap_or(u16::MAX);
        if x + width > area.x + area.width {
            break;
        }
        let spans = vec![
            Span::styled(lead, canvas.theme.style(Role::Dim)),
            Span::styled(part.text, canvas.theme.style(part.role)),
        ];
        let place = Rect { x, width, height: 1, ..area };
        canvas.line(place, Line::from(spans));
        if let Some(action) = part.action {
            canvas.hits.add(place, Target::Hint(action));
        }
        x += width;
    }
}

/// `7 of 9 ○○ · 1 to fix · 2 worth a look · 3 ideas`, the weightiest first: the end is cut where it is narrow.
fn glance(model: &Model, work: &Work) -> Vec<Part> {
    let checking = &work.checking;
    let part = |text: String, role, action| Part { text, role, action: Some(action) };
    if checking.shown.unread {
        let text = "the rules read English; this letter they cannot read".to_string();
        return vec![Part { text, role: Role::Dim, action: None }];
    }
    let mut parts = Vec::new();
    let (stand, all) = checking.shown.kept();
    if all > 0 {
        let of = if model.size.0 < NARROW { "/" } else { " of " };
        let text = format!("{stand}{of}{all}{}", circles(checking, model.signs));
        let role = if stand == all { Role::Good } else { Role::Text };
        parts.push(part(text, role, Action::Checklist));
    }
    for (severity, role) in [(Severity::Error, Role::Warning), (Severity::Warning, Role::Text)] {
        let count = checking.count(severity);
        if count > 0 {
            parts.push(part(format!("{count} {}", severity.label()), role, Action::NextFinding));
        }
    }
    if model.size.1 < TALL && checking.shown.timing.as_ref().is_some_and(is_late) {
        // There is no room for the sentence; the list has it.
        parts.push(part("late".to_string(), Role::Warning, Action::Checklist));
    }
    let ideas = checking.count(Severity::Hint);
    if ideas > 0 {
        let text = if ideas == 1 { "1 idea".to_string() } else { format!("{ideas} ideas") };
        parts.push(part(text, Role::Dim, Action::Ideas));
    }
    if let Some(outlook) = &checking.shown.outlook {
        parts.push(part(format!("outlook: {}", outlook.step.word()), Role::Text, Action::Checklist));
    }
    if checking.shown.accepted > 0 {
        parts.push(part(format!("{} accepted", checking.shown.accepted), Role::Dim, Action::Checklist));
    }
    parts.extend(keys(model, checking));
    parts
}

/// The keys that go on from here, where there is anything to go on to.
fn keys(model: &Model, checking: &Checking) -> Vec<Part> {
    let focus = model.focus();
    let key = |action, word: &str| {
        let key = key_of(action, focus)?;
        Some(Part { text: format!("{key} {word}"), role: Role::Dim, action: Some(action) })
    };
    let next = checking.open().next().and_then(|_| key(Action::NextFinding, "next"));
    let list = (!checking.shown.checks.is_empty()).then(|| key(Action::Checklist, "must-haves")).flatten();
    next.into_iter().chain(list).collect()
}

/// One circle for each must-have that was not found.
fn circles(checking: &Checking, signs: Signs) -> String {
    let open = |check: &&crate::domain::review::Check| {
        check.severity > Severity::Hint && check.state == Tick::NotFound
    };
    let count = checking.shown.checks.iter().filter(open).count();
    match signs {
        Signs::Full if count > 0 => format!(" {}", "○".repeat(count.min(6))),
        _ => String::new(),
    }
}

/// What the dates mean, where it does not stand beside the letter already.
fn timing(model: &Model, work: &Work, area: Rect, beside: bool) -> Option<(String, Role)> {
    let timing = work.checking.shown.timing.as_ref()?;
    let late = is_late(timing);
    if beside || area.height < TALL || lies_over(model) {
        return None;
    }
    let sign = if late { "! " } else { "" };
    Some((format!("{sign}{}", timing.message), if late { Role::Warning } else { Role::Dim }))
}

fn is_late(timing: &Timing) -> bool {
    matches!(timing.state, Pace::Late | Pace::Past)
}

/// What is looked at: `1/3 worth a look: …`. Whatever lies over the letter says it itself.
fn message(model: &Model, work: &Work, area: Rect) -> Vec<(String, Role)> {
    if lies_over(model) {
        return Vec::new();
    }
    let Some((number, count, finding)) = work.checking.looked_at() else { return Vec::new() };
    let (_, sign) = look_of(finding.severity);
    let key =
        key_of(Action::Look, model.focus()).map(|key| format!("  ({key}: what to do)")).unwrap_or_default();
    let text = format!("{sign} {number}/{count} {}: {}{key}", finding.severity.label(), finding.message);
    let role = if finding.severity == Severity::Error { Role::Warning } else { Role::Text };
    let most = if area.height >= TALL { 3 } else { 2 };
    let rows = wrapped(&text, area.width);
    if rows.len() > most {
        let text = format!("{sign} {number}/{count} {}: {}", finding.severity.label(), finding.message);
        let mut rows = wrapped(&text, area.width);
        let more = rows.len() > most;
        rows.truncate(most);
        if let Some(last) = rows.last_mut().filter(|_| more) {
            *last = cut(&format!("{last}…"), area.width);
        }
        return rows.into_iter().map(|row| (row, role)).collect();
    }
    rows.into_iter().map(|row| (row, role)).collect()
}

fn lies_over(model: &Model) -> bool {
    matches!(model.overlay, Some(Overlay::Looking(_) | Overlay::Checklist(_) | Overlay::Pointing(_)))
}
