//! Model to frame. Views only borrow.

mod composer;
mod footer;
mod form;
mod letter;
mod overlay;
mod picker;
mod review;
mod text;

use super::theme::{Role, Theme};
use crate::app::message::Target;
use crate::app::model::{Model, Screen};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;
use ratatui::widgets::{Block, BorderType, Borders, Paragraph};

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

/// A frame being drawn, with its colours and what can be clicked in it.
pub(super) struct Canvas<'a, 'f> {
    frame: &'a mut Frame<'f>,
    theme: Theme,
    hits: Hits,
}

impl Canvas<'_, '_> {
    fn line(&mut self, area: Rect, line: Line) {
        // A widget would wrap and align first, which a line that fits does not need.
        if area.height > 0 && self.frame.area().contains(area.as_position()) {
            self.frame.buffer_mut().set_line(area.x, area.y, &line, area.width);
        }
    }

    /// A framed panel; returns the room inside.
    fn panel(&mut self, area: Rect, title: Line, focused: bool) -> Rect {
        let role = if focused { Role::BorderFocused } else { Role::Border };
        let kind = if focused { BorderType::Thick } else { BorderType::Plain };
        let block = Block::new()
            .borders(Borders::ALL)
            .border_type(kind)
            .border_style(self.theme.style(role))
            .title(title);
        let inside = block.inner(area);
        self.frame.render_widget(block, area);
        inside
    }
}

/// Draws the program.
pub fn draw(model: &Model, frame: &mut Frame) -> Hits {
    let area = frame.area();
    let theme = Theme::new(model.look);
    let mut canvas = Canvas { frame, theme, hits: Hits::default() };
    if area.width < LEAST.0 || area.height < LEAST.1 {
        too_small(&mut canvas, area);
        return canvas.hits;
    }
    let rows = footer::height(model, area);
    let body = Rect { height: area.height - rows, ..area };
    let foot = Rect { y: area.y + area.height - rows, height: rows, ..area };
    match &model.screen {
        Screen::Picker => picker::draw(&mut canvas, model, body),
        Screen::Composer(screen) => composer::draw(&mut canvas, model, screen, body),
        Screen::Review(screen) => review::draw(&mut canvas, model, screen, body),
    }
    footer::draw(&mut canvas, model, foot);
    overlay::draw(&mut canvas, model, area);
    canvas.hits
}

fn too_small(canvas: &mut Canvas, area: Rect) {
    let text = format!(
        "This window is {}x{}; {}x{} is the least. Everything you typed is kept.",
        area.width, area.height, LEAST.0, LEAST.1
    );
    let paragraph = Paragraph::new(text).wrap(ratatui::widgets::Wrap { trim: true });
    canvas.frame.render_widget(paragraph, area);
}
