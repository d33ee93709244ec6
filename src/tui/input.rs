//! Terminal events to messages. A focused text field takes printable characters; the keymap takes the rest.

use super::keymap::Keymap;
use super::view::Hits;
use crate::app::action::Focus;
use crate::app::message::{Message, Target};
use crossterm::event::{
    Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};

/// What an event means now; `None`: nothing.
pub fn message(event: &Event, focus: Focus, keymap: &Keymap, hits: &Hits) -> Option<Message> {
    match event {
        Event::Key(key) if key.kind != KeyEventKind::Release => on_key(key, focus, keymap),
        Event::Paste(text) => Some(Message::Paste(text.clone())),
        Event::Mouse(mouse) => on_mouse(mouse, hits),
        Event::Resize(columns, rows) => Some(Message::Resize(*columns, *rows)),
        _ => None,
    }
}

/// Whether an event is F12: tests of debug builds ask for a failure with it.
pub fn is_f12(event: &Event) -> bool {
    event.as_key_event().is_some_and(|key| key.code == KeyCode::F(12))
}

fn on_key(key: &KeyEvent, focus: Focus, keymap: &Keymap) -> Option<Message> {
    if let Some((action, extend)) = keymap.action(focus, key) {
        return Some(if extend { Message::Extend(action) } else { Message::Do(action) });
    }
    let plain = !key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SUPER);
    match key.code {
        KeyCode::Char(c) if plain && focus.takes_text() => Some(Message::Insert(c.to_string())),
        _ => None,
    }
}

fn on_mouse(mouse: &MouseEvent, hits: &Hits) -> Option<Message> {
    match mouse.kind {
        MouseEventKind::Down(MouseButton::Left) => hits.at(mouse.column, mouse.row).map(Message::Click),
        MouseEventKind::Drag(MouseButton::Left) => match hits.at(mouse.column, mouse.row) {
            Some(Target::Body(row, column)) => Some(Message::Drag(row, column)),
            _ => None,
        },
        MouseEventKind::ScrollUp => Some(Message::Wheel(-3)),
        MouseEventKind::ScrollDown => Some(Message::Wheel(3)),
        _ => None,
    }
}
