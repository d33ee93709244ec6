//! From a key press to an action, by what has the keyboard. Made from the action table.

use crate::app::action::{self, Action, Focus};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use std::collections::HashMap;

/// A key with the modifiers that matter. Shift is part of a letter and of `shift-tab` only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    code: KeyCode,
    ctrl: bool,
    alt: bool,
}

/// Every key's action.
#[derive(Debug, Clone)]
pub struct Keymap {
    bound: HashMap<(Focus, Key), Action>,
}

impl Default for Keymap {
    fn default() -> Self {
        let mut bound = HashMap::new();
        for row in action::TABLE {
            for (focus, key) in
                row.focus.iter().flat_map(|focus| row.keys.iter().map(move |key| (*focus, *key)))
            {
                if let Some(key) = parse(key) {
                    bound.insert((focus, key), row.action);
                }
            }
        }
        Keymap { bound }
    }
}

impl Keymap {
    /// What a key does; `true` beside it when shift extends a selection.
    pub fn action(&self, focus: Focus, event: &KeyEvent) -> Option<(Action, bool)> {
        let key = key_of(event);
        let shift = event.modifiers.contains(KeyModifiers::SHIFT);
        let action = *self.bound.get(&(focus, key))?;
        let letter = matches!(key.code, KeyCode::Char(_));
        // Shift with a key that is bound without it means the same, but for letters, where it makes another.
        Some((action, shift && !letter && action.is_motion()))
    }
}

/// The key of an event, folded: what terminals send in different ways for one chord is one key.
fn key_of(event: &KeyEvent) -> Key {
    let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
    let alt = event.modifiers.contains(KeyModifiers::ALT);
    let code = match event.code {
        // Terminals send ctrl-/ as ctrl-7 or ctrl-_.
        KeyCode::Char('7' | '_') if ctrl => KeyCode::Char('/'),
        // ctrl-space and others keep their code; letters are folded where a modifier is held.
        KeyCode::Char(c) if ctrl || alt => KeyCode::Char(c.to_ascii_lowercase()),
        code => code,
    };
    Key { code, ctrl, alt }
}

/// A key as the table writes it: `ctrl-y`, `alt-up`, `f1`, `space`, `?`.
pub fn parse(text: &str) -> Option<Key> {
    let (mut ctrl, mut alt) = (false, false);
    let mut rest = text;
    loop {
        if let Some(after) = rest.strip_prefix("ctrl-").filter(|after| !after.is_empty()) {
            (ctrl, rest) = (true, after);
        } else if let Some(after) = rest.strip_prefix("alt-").filter(|after| !after.is_empty()) {
            (alt, rest) = (true, after);
        } else {
            break;
        }
    }
    let code = match rest {
        "enter" => KeyCode::Enter,
        "esc" => KeyCode::Esc,
        "tab" => KeyCode::Tab,
        "shift-tab" => KeyCode::BackTab,
        "space" => KeyCode::Char(' '),
        "backspace" => KeyCode::Backspace,
        "delete" => KeyCode::Delete,
        "up" => KeyCode::Up,
        "down" => KeyCode::Down,
        "left" => KeyCode::Left,
        "right" => KeyCode::Right,
        "home" => KeyCode::Home,
        "end" => KeyCode::End,
        "pgup" => KeyCode::PageUp,
        "pgdn" => KeyCode::PageDown,
        _ => match rest.strip_prefix('f').and_then(|number| number.parse::<u8>().ok()) {
            Some(number @ 1..=12) => KeyCode::F(number),
            _ => {
                let mut chars = rest.chars();
                match (chars.next(), chars.next()) {
                    (Some(only), None) => KeyCode::Char(only),
                    _ => return None,
                }
            }
        },
    };
    Some(Key { code, ctrl, alt })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_of_the_table_can_be_read() {
        for row in action::TABLE {
            for key in row.keys {
                assert!(parse(key).is_some(), "{key}");
            }
        }
        assert_eq!(parse("ctrl-nothing"), None);
    }

    #[test]
    fn no_two_names_of_the_table_are_one_key() {
        for focus in Focus::ALL {
            let mut seen = HashMap::new();
            for row in action::rows(*focus) {
                for key in row.keys {
                    let old = seen.insert(parse(key), row.name);
                    assert!(old.is_none(), "{key} in {focus:?}: {} and {old:?}", row.name);
                }
            }
        }
    }

    #[test]
    fn terminals_spell_one_chord_in_several_ways() {
        let keymap = Keymap::default();
        for code in ['/', '7', '_'] {
            let event = KeyEvent::new(KeyCode::Char(code), KeyModifiers::CONTROL);
            assert_eq!(keymap.action(Focus::Line, &event), Some((Action::Undo, false)), "{code}");
        }
        let event = KeyEvent::new(KeyCode::Left, KeyModifiers::SHIFT);
        assert_eq!(keymap.action(Focus::Editing, &event), Some((Action::CursorLeft, true)));
    }
}
