//! Model to frame. Views only borrow.

mod canvas;
mod composer;
mod footer;
mod form;
mod letter;
mod overlay;
mod picker;
mod review;
mod text;

use super::theme::Theme;
use crate::app::message::Target;
use crate::app::model::{Model, Screen};
use canvas::Canvas;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::Paragraph;

/// The least size that shows everything.
pub const LEAST: (u16, u16) = (40, 10);
/// From this width on, form and letter stand side by side.
pub const WIDE: u16 = 90;

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
        Screen::Composer(screen) => composer::draw(canvas, model, screen, body),
        Screen::Review(screen) => review::draw(canvas, model, screen, body),
    }
    footer::draw(canvas, model, foot);
    overlay::draw(canvas, model, area);
}

fn too_small(canvas: &mut Canvas, area: Rect) {
    let text = format!(
        "This window is {}x{}; {}x{} is the least. Everything you typed is kept.",
        area.width, area.height, LEAST.0, LEAST.1
    );
    let paragraph = Paragraph::new(text).wrap(ratatui::widgets::Wrap { trim: true });
    canvas.widget(paragraph, area);
}
