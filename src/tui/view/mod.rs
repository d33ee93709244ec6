//! Model to frame. Views only borrow.

mod canvas;
mod checklist;
mod composer;
mod footer;
mod form;
mod letter;
mod looking;
mod overlay;
mod picker;
mod pointed;
mod review;
mod status;
mod text;

use super::theme::{Role, Theme};
use crate::app::message::Target;
use crate::app::model::{Model, Overlay, Screen};
use canvas::Canvas;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

/// The least size that shows everything.
pub const LEAST: (u16, u16) = (40, 10);
/// From this width on, form and letter stand side by side.
pub const WIDE: u16 = 90;
/// From this width on there is room for the must-haves beside the letter.
pub const ROOMY: u16 = 110;

/// What can be clicked, and where.
#[derive(Debug, Default)]
pub struct Hits {
    areas: Vec<(Rect, Area)>,
}

#[derive(Debug)]
enum Area {
    Whole(Target),
    Line,
    Subject,
    Body,
}

impl Hits {
    /// What lies at a cell.
    pub fn at(&self, column: u16, row: u16) -> Option<Target> {
        let here = Position::new(column, row);
        let (area, what) = self.areas.iter().rev().find(|(area, _)| area.contains(here))?;
        let (x, y) = (column - area.x, row - area.y);
        Some(match what {
            Area::Whole(target) => target.clone(),
            Area::Line => Target::Line(x),
            Area::Subject => Target::Subject(x),
            Area::Body => Target::Body(y, x),
        })
    }

    fn add(&mut self, area: Rect, target: Target) {
        self.areas.push((area, Area::Whole(target)));
    }
}

/// Draws the program into blank cells. Says what can be clicked, and returns where the cursor stands if it
/// is seen.
pub fn draw(model: &Model, buffer: &mut Buffer, hits: &mut Hits) -> Option<Position> {
    let area = buffer.area;
    let mut canvas = Canvas::new(buffer, Theme::new(model.look));
    if area.width < LEAST.0 || area.height < LEAST.1 {
        too_small(&mut canvas, area);
    } else {
        screens(&mut canvas, model, area);
    }
    *hits = canvas.hits;
    canvas.cursor
}

fn screens(canvas: &mut Canvas, model: &Model, area: Rect) {
    let rows = footer::height(model, area);
    let body = Rect { height: area.height - rows, ..area };
    let foot = Rect { y: area.y + area.height - rows, height: rows, ..area };
    match &model.screen {
        Screen::Picker => picker::draw(canvas, model, body),
        _ => letter_screen(canvas, model, body),
    }
    footer::draw(canvas, model, foot);
    overlay::draw(canvas, model, area);
}

/// A letter with what the rules say of it: beside it where there is room, else at its foot.
fn letter_screen(canvas: &mut Canvas, model: &Model, area: Rect) {
    let beside = match &model.screen {
        Screen::Composer(_) => composer::has_panel(model, area),
        _ => review::has_panel(model, area),
    };
    let glance = status::height(model, canvas.area(), beside).min(area.height / 2);
    let rest = Rect { height: area.height - glance, ..area };
    let sheet = sheet_height(model, rest, beside);
    let screen_area = Rect { height: rest.height - sheet, ..rest };
    match &model.screen {
        Screen::Picker => {}
        Screen::Composer(screen) => composer::draw(canvas, model, screen, screen_area, beside),
        Screen::Review(screen) => review::draw(canvas, model, screen, screen_area, beside),
    }
    let below = Rect { y: screen_area.y + screen_area.height, height: sheet, ..area };
    match &model.overlay {
        Some(Overlay::Checklist(state)) if sheet > 0 => checklist::sheet(canvas, model, state, below),
        Some(Overlay::Pointing(state)) => checklist::pointing(canvas, model, state, below),
        Some(Overlay::Looking(state)) => looking::draw(canvas, model, state, below),
        _ => {}
    }
    let foot = Rect { y: area.y + area.height - glance, height: glance, ..area };
    status::draw(canvas, model, foot, beside);
}

/// Rows of what lies beneath the letter; the letter keeps half of the room at least.
fn sheet_height(model: &Model, area: Rect, beside: bool) -> u16 {
    let wanted = match &model.overlay {
        Some(Overlay::Checklist(_)) if beside => return 0,
        Some(Overlay::Checklist(_)) => checklist::length(model, area.width) + 1,
        Some(Overlay::Pointing(_)) => 5,
        Some(Overlay::Looking(state)) => looking::length(model, state, area.width) + 1,
        _ => return 0,
    };
    wanted.min((area.height / 2).max(4)).min(area.height)
}

/// A line with a title; returns the room beneath it.
fn sheet_title(canvas: &mut Canvas, title: &str, area: Rect) -> Rect {
    if area.height == 0 {
        return area;
    }
    let rule = Rect { height: 1, ..area };
    canvas.line(
        rule,
        Line::styled("━".repeat(usize::from(area.width)), canvas.theme.style(Role::BorderFocused)),
    );
    let place = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..rule };
    canvas.line(place, Line::styled(text::cut(title, place.width), canvas.theme.style(Role::Title)));
    Rect { y: area.y + 1, height: area.height - 1, ..area }
}

fn too_small(canvas: &mut Canvas, area: Rect) {
    let text = format!(
        "This window is {}x{}; {}x{} is the least. Everything you typed is kept.",
        area.width, area.height, LEAST.0, LEAST.1
    );
    let paragraph = Paragraph::new(text).wrap(ratatui::widgets::Wrap { trim: true });
    canvas.widget(paragraph, area);
}
