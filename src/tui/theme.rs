//! Colours by role, for dark and light screens and for none. Never colour alone: shapes say it too.

use crate::app::model::Look;
use ratatui::style::{Color, Modifier, Style};

/// What a piece of text is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Ordinary text.
    Text,
    /// Text that stands back: help, hints.
    Dim,
    /// Headings.
    Title,
    /// The chosen row, the focused question.
    Selected,
    /// Lines and frames.
    Border,
    /// The frame of what has the keyboard.
    BorderFocused,
    /// The person's own words in the letter.
    Answer,
    /// An open slot.
    Slot,
    /// What changed last in the letter.
    Changed,
    /// A paragraph that the person rewrote.
    Own,
    /// A key in the footer.
    Key,
    /// It worked.
    Good,
    /// It needs attention.
    Warning,
    /// Selected text.
    Selection,
    /// Words that should be fixed.
    ToFix,
    /// Words that are worth a look.
    WorthALook,
    /// Words that there is an idea about.
    Idea,
}

/// The colours in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    look: Look,
}

impl Theme {
    /// The colours of a look.
    pub fn new(look: Look) -> Theme {
        Theme { look }
    }

    /// The style of a role.
    pub fn style(self, role: Role) -> Style {
        let style = Style::new();
        let shaped = match role {
            Role::Title | Role::Slot | Role::Changed | Role::Warning | Role::Key => {
                style.add_modifier(Modifier::BOLD)
            }
            Role::Selected | Role::Selection => style.add_modifier(Modifier::REVERSED),
            Role::Own => style.add_modifier(Modifier::ITALIC),
            // Every terminal has one kind of line under words: weight tells the rest, and signs in the margin.
            Role::ToFix => style.add_modifier(Modifier::UNDERLINED | Modifier::BOLD),
            Role::WorthALook => style.add_modifier(Modifier::UNDERLINED),
            Role::Idea => style.add_modifier(Modifier::UNDERLINED | Modifier::DIM),
            _ => style,
        };
        match self.look {
            Look::Plain if role == Role::Dim => style.add_modifier(Modifier::DIM),
            Look::Plain => shaped,
            Look::Dark => coloured(role, shaped, &DARK),
            Look::Light => coloured(role, shaped, &LIGHT),
        }
    }
}

/// The colours of a look; each readable on its background in 16-colour terminals as well.
struct Palette {
    dim: Color,
    title: Color,
    border: Color,
    focused: Color,
    answer: Color,
    slot: Color,
    good: Color,
    warning: Color,
    fix: Color,
}

const DARK: Palette = Palette {
    dim: Color::Gray,
    title: Color::LightCyan,
    border: Color::DarkGray,
    focused: Color::LightCyan,
    answer: Color::LightGreen,
    slot: Color::LightYellow,
    good: Color::LightGreen,
    warning: Color::LightYellow,
    fix: Color::LightRed,
};

const LIGHT: Palette = Palette {
    dim: Color::DarkGray,
    title: Color::Blue,
    border: Color::Gray,
    focused: Color::Blue,
    answer: Color::Green,
    slot: Color::Magenta,
    good: Color::Green,
    warning: Color::Red,
    fix: Color::Red,
};

fn coloured(role: Role, style: Style, palette: &Palette) -> Style {
    match role {
        Role::Text | Role::Selected | Role::Selection | Role::Changed | Role::Own => style,
        Role::Dim => style.fg(palette.dim),
        Role::Title | Role::Key => style.fg(palette.title),
        Role::Border => style.fg(palette.border),
        Role::BorderFocused => style.fg(palette.focused),
        Role::Answer => style.fg(palette.answer),
        Role::Slot => style.fg(palette.slot),
        Role::Good => style.fg(palette.good),
        Role::Warning => style.fg(palette.warning),
        Role::ToFix => style.fg(palette.fix).underline_color(palette.fix),
        Role::WorthALook => style.underline_color(palette.warning),
        Role::Idea => style.underline_color(palette.dim),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_colours_shapes_remain() {
        let theme = Theme::new(Look::Plain);
        for role in [Role::Slot, Role::Selected, Role::Warning, Role::Changed, Role::ToFix, Role::WorthALook]
        {
            let style = theme.style(role);
            assert!(style.fg.is_none() && style.bg.is_none() && !style.add_modifier.is_empty(), "{role:?}");
        }
    }
}
