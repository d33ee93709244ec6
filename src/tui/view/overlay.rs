//! What lies over a screen: the keys, and the program's own questions.

use super::Canvas;
use super::text::{cut, wrapped};
use crate::app::action::{self, Action, Focus};
use crate::app::checking::gate::Open;
use crate::app::message::Target;
use crate::app::model::{Extent, Model, Overlay, Question};
use crate::app::screens::composer::unreadable;
use crate::app::scroll::Scroll;
use crate::tui::theme::Role;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

/// Things to fix that are listed by themselves.
const LISTED: usize = 5;

/// Draws the overlay, if there is one.
pub fn draw(canvas: &mut Canvas, model: &Model, area: Rect) {
    match &model.overlay {
        None | Some(Overlay::Looking(_) | Overlay::Checklist(_) | Overlay::Pointing(_)) => {}
        Some(Overlay::Help(focus, scroll)) => help(canvas, model, *focus, scroll, area),
        Some(Overlay::Ask(question)) => ask(canvas, model, question, area),
    }
}

fn centred(area: Rect, width: u16, height: u16) -> Rect {
    let (width, height) = (width.min(area.width), height.min(area.height));
    Rect { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height }
}

/// Keys and what they do, one line each: those of the screen beneath.
pub fn key_lines(focus: Focus) -> Vec<(String, &'static str)> {
    action::rows(focus).map(|row| (row.keys.join(" "), row.help)).collect()
}

fn help(canvas: &mut Canvas, model: &Model, focus: Focus, scroll: &Scroll, area: Rect) {
    let area = centred(area, 76, area.height.saturating_sub(2));
    canvas.clear(area);
    let title = Line::styled(format!(" Keys: {} ", focus.label()), canvas.theme.style(Role::Title));
    let inside = canvas.panel(area, title, true);
    let mut lines: Vec<Line> = Vec::new();
    let key_width = inside.width.min(76) / 3;
    for problem in &model.problems {
        for row in wrapped(&format!("! {problem}"), inside.width) {
            lines.push(Line::styled(row, canvas.theme.style(Role::Warning)));
        }
    }
    for (keys, help) in key_lines(focus) {
        let rows = wrapped(help, inside.width.saturating_sub(key_width + 1));
        for (index, row) in rows.into_iter().enumerate() {
            let keys = if index == 0 { cut(&keys, key_width) } else { String::new() };
            let pad = usize::from(key_width) + 1;
            lines.push(Line::from(vec![
                Span::styled(format!("{keys:<pad$}"), canvas.theme.style(Role::Key)),
                Span::raw(row),
            ]));
        }
    }
    let most = lines.len().saturating_sub(usize::from(inside.height));
    let top = scroll.top(0, most);
    for (line, y) in lines.into_iter().skip(top).zip(inside.y..inside.y + inside.height) {
        canvas.line(Rect { y, height: 1, ..inside }, line);
    }
}

fn ask(canvas: &mut Canvas, model: &Model, question: &Question, area: Rect) {
    let (title, text, yes) = match question {
        Question::Quit => {
            (" Quit? ", "Your letter is kept, and offered again next time.".to_string(), "quit")
        }
        Question::CopyOpen(extent, open) => {
            (" Before you copy ", open_text(model, *extent, open), "copy all the same")
        }
        Question::CopyOld(_) => {
            let problem = model.work.as_ref().and_then(|work| work.problem.as_ref()).map(ToString::to_string);
            let text = format!(
                "The letter shown is older than your answers, because its template fails. {}",
                problem.unwrap_or_default()
            );
            (" The template fails ", text, "copy the older letter")
        }
    };
    let width = area.width.min(60);
    let rows = wrapped(&text, width.saturating_sub(4));
    let height = u16::try_from(rows.len()).unwrap_or(8).min(area.height.saturating_sub(4)) + 4;
    let area = centred(area, width, height);
    canvas.clear(area);
    let inside = canvas.panel(area, Line::styled(title, canvas.theme.style(Role::Title)), true);
    let inside = Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), ..inside };
    for (row, y) in rows.into_iter().zip(inside.y..inside.y + inside.height.saturating_sub(2)) {
        canvas.line(Rect { y, height: 1, ..inside }, Line::from(row));
    }
    let keys = Rect { y: inside.y + inside.height.saturating_sub(1), height: 1, ..inside };
    let narrow = area.width < 50;
    let yes = if narrow { yes.split(' ').next().unwrap_or(yes) } else { yes };
    let mut offers = vec![("enter", yes, Action::Accept), ("esc", "back", Action::Back)];
    if matches!(question, Question::CopyOpen(..)) {
        offers.insert(1, ("tab", "to the first", Action::NextFinding));
    }
    let mut x = keys.x;
    for (key, word, action) in offers {
        let width = u16::try_from(key.len() + word.len() + 1)
            .unwrap_or(0)
            .min((keys.x + keys.width).saturating_sub(x));
        let spans = vec![Span::styled(key, canvas.theme.style(Role::Key)), Span::raw(format!(" {word}"))];
        let place = Rect { x, width, ..keys };
        canvas.line(place, Line::from(spans));
        canvas.hits.add(place, Target::Hint(action));
        x += width + if narrow { 2 } else { 3 };
    }
}

/// Names open slots by their labels, and what is to be fixed by its message.
fn open_text(model: &Model, extent: Extent, open: &Open) -> String {
    let part = match extent {
        Extent::Letter => "letter",
        Extent::Subject => "subject",
        Extent::Body => "body",
    };
    let mut text = String::new();
    if !open.answers.is_empty() {
        text = format!("Open in the {part}, or in doubt: {}.\n", answers_text(model, open));
    }
    if !open.to_fix.is_empty() {
        text.push_str("To fix:\n");
        let mut messages: Vec<&str> = Vec::new();
        for (_, message) in &open.to_fix {
            if !messages.contains(&message.as_str()) {
                messages.push(message);
            }
        }
        for message in messages.iter().take(LISTED) {
            text.push_str(&format!("- {message}\n"));
        }
        let more = messages.len().saturating_sub(LISTED);
        if more > 0 {
            text.push_str(&format!("and {more} more.\n"));
        }
    }
    text + "Copy it all the same?"
}

fn answers_text(model: &Model, open: &Open) -> String {
    let wrong = model.work.as_ref().map(|work| unreadable(&model.desk, &work.draft)).unwrap_or_default();
    let label = |key: &String| {
        let field = model.scenario().and_then(|scenario| scenario.field(key));
        let name = format!("[{}]", field.map_or(key.clone(), |field| field.label.to_lowercase()));
        wrong.get(key).map_or(name.clone(), |why| format!("{name} ({why})"))
    };
    open.answers.iter().map(label).collect::<Vec<_>>().join(", ")
}
