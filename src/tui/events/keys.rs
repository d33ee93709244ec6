//! One key or mouse event from the front of what the terminal sent.
//!
//! Names keys as crossterm does (ctrl-/ is `Char('7')` with control, since both are the byte 0x1f). What
//! is no key, for instance an answer to a question that somebody else asked, is skipped whole.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

const ESC: u8 = 0x1b;

/// Longest sequence that is waited for. Real ones are much shorter.
const LONGEST_SEQUENCE: usize = 1 << 16;

/// What stands at the front, and how many bytes it takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Front {
    /// A key or a mouse event.
    Event(Event, usize),
    /// Nothing that concerns us.
    Nothing(usize),
    /// The start of a bracketed paste.
    Paste(usize),
    /// The beginning of something; more has to come.
    Part,
}

/// What stands at the front of bytes that are not empty.
pub fn front(bytes: &[u8]) -> Front {
    let front = match bytes {
        [ESC, rest @ ..] => escape(bytes, rest),
        [byte, ..] if byte.is_ascii() => key(control_or_ascii(*byte), 1),
        _ => utf8(bytes),
    };
    match front {
        Front::Part if bytes.len() > LONGEST_SEQUENCE => Front::Nothing(bytes.len()),
        front => front,
    }
}

/// What a part means if nothing follows it: a key pressed alone looks like the start of a sequence.
pub fn settled(part: &[u8]) -> Front {
    match part {
        [ESC] => key(KeyCode::Esc.into(), 1),
        [ESC, byte] if byte.is_ascii() => key(with(control_or_ascii(*byte), KeyModifiers::ALT), 2),
        _ => Front::Nothing(part.len()),
    }
}

fn escape(bytes: &[u8], rest: &[u8]) -> Front {
    match rest {
        [] => Front::Part,
        [b'[', ..] => csi(bytes),
        [b'O', ..] => ss3(bytes),
        [b']' | b'P' | b'_'] => Front::Part,
        // Alt with a letter, unless it goes on as a string does: losing typed text would be worse than
        // mistaking an answer that nobody asked for.
        [b']', b'0'..=b'9', ..] | [b'P', b'0'..=b'9' | b'>' | b'!' | b'$' | b'+', ..] | [b'_', b'G', ..] => {
            string(bytes)
        }
        // Esc itself, and then something of its own.
        [ESC, ..] => key(KeyCode::Esc.into(), 1),
        _ => match front(rest) {
            Front::Event(Event::Key(event), length) => key(with(event, KeyModifiers::ALT), length + 1),
            Front::Part => Front::Part,
            _ => Front::Nothing(1),
        },
    }
}

/// Device strings: skipped up to their end.
fn string(bytes: &[u8]) -> Front {
    for (index, byte) in bytes.iter().enumerate().skip(2) {
        match *byte {
            0x07 => return Front::Nothing(index + 1),
            ESC => match bytes.get(index + 1) {
                None => return Front::Part,
                Some(b'\\') => return Front::Nothing(index + 2),
                Some(_) => return Front::Nothing(index),
            },
            _ => {}
        }
    }
    Front::Part
}

fn ss3(bytes: &[u8]) -> Front {
    match bytes.get(2) {
        None => Front::Part,
        Some(b'M') => key(KeyCode::Enter.into(), 3),
        Some(letter) => match letter_key(*letter) {
            Some(code) => key(code.into(), 3),
            None => key(with(character('O'), KeyModifiers::ALT), 2),
        },
    }
}

fn csi(bytes: &[u8]) -> Front {
    // The Linux console's function keys.
    if bytes.get(2) == Some(&b'[') {
        return match bytes.get(3) {
            None => Front::Part,
            Some(letter @ b'A'..=b'E') => key(KeyCode::F(letter - b'A' + 1).into(), 4),
            Some(_) => Front::Nothing(4),
        };
    }
    let Some(end) = (2..bytes.len()).find(|index| !(0x20..=0x3f).contains(&bytes[*index])) else {
        return Front::Part;
    };
    let length = end + 1;
    let body = &bytes[2..end];
    if !(0x40..=0x7e).contains(&bytes[end]) {
        // Cut off by something else, which stands for itself.
        return Front::Nothing(end);
    }
    match (body, bytes[end]) {
        (b"200", b'~') => Front::Paste(length),
        ([b'<', numbers @ ..], kind @ (b'M' | b'm')) => mouse(numbers, kind == b'm', length),
        (body, b'~') => tilde(&numbers(body), length),
        (body, b'u') => unicode(body, length),
        (_, b'Z') => key(KeyEvent::new(KeyCode::BackTab, KeyModifiers::SHIFT), length),
        (body, letter) => match (letter_key(letter), &numbers(body)[..]) {
            // Other numbers make it an answer, for instance of where the cursor is.
            (Some(code), [0 | 1, held @ ..]) if !body.starts_with(b"?") => {
                key(KeyEvent::new(code, modifiers(held.first())), length)
            }
            _ => Front::Nothing(length),
        },
    }
}

fn letter_key(letter: u8) -> Option<KeyCode> {
    Some(match letter {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'H' => KeyCode::Home,
        b'F' => KeyCode::End,
        b'P'..=b'S' => KeyCode::F(letter - b'P' + 1),
        _ => return None,
    })
}

fn tilde(numbers: &[u32], length: usize) -> Front {
    let number = numbers.first().copied().unwrap_or(0);
    // xterm's form of a modified ordinary key.
    if let [27, modifier, code] = numbers {
        return character_key(*code, modifiers(Some(modifier)), length);
    }
    let code = match number {
        1 | 7 => KeyCode::Home,
        2 => KeyCode::Insert,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        // The gaps are historical.
        11..=15 => function_key(number - 10),
        17..=21 => function_key(number - 11),
        23..=26 => function_key(number - 12),
        _ => return Front::Nothing(length),
    };
    key(KeyEvent::new(code, modifiers(numbers.get(1))), length)
}

fn function_key(number: u32) -> KeyCode {
    KeyCode::F(u8::try_from(number).unwrap_or(0))
}

/// The form in which some terminals send keys as code points.
fn unicode(body: &[u8], length: usize) -> Front {
    let mut parts = body.split(|byte| *byte == b';');
    let code = first_number(parts.next());
    let mut modifier = parts.next().unwrap_or_default().split(|byte| *byte == b':');
    let held = modifiers(Some(&first_number(modifier.next())));
    // 3 is the release of a key.
    if first_number(modifier.next()) == 3 {
        return Front::Nothing(length);
    }
    character_key(code, held, length)
}

fn character_key(code: u32, held: KeyModifiers, length: usize) -> Front {
    let code = match code {
        9 if held.contains(KeyModifiers::SHIFT) => KeyCode::BackTab,
        9 => KeyCode::Tab,
        13 => KeyCode::Enter,
        27 => KeyCode::Esc,
        127 => KeyCode::Backspace,
        // Keys that are no characters have their numbers in the private area.
        0..32 | 57344..=63743 => return Front::Nothing(length),
        code => match char::from_u32(code) {
            Some(c) if held.contains(KeyModifiers::SHIFT) => KeyCode::Char(c.to_ascii_uppercase()),
            Some(c) => KeyCode::Char(c),
            None => return Front::Nothing(length),
        },
    };
    key(KeyEvent::new(code, held), length)
}

fn mouse(body: &[u8], released: bool, length: usize) -> Front {
    let [buttons, column, row] = numbers(body)[..] else {
        return Front::Nothing(length);
    };
    let button = match buttons & 0b11 {
        0 => Some(MouseButton::Left),
        1 => Some(MouseButton::Middle),
        2 => Some(MouseButton::Right),
        _ => None,
    };
    let kind = match (buttons & 64 != 0, buttons & 32 != 0, button) {
        (true, _, Some(MouseButton::Left)) => MouseEventKind::ScrollUp,
        (true, _, Some(MouseButton::Middle)) => MouseEventKind::ScrollDown,
        (true, _, Some(MouseButton::Right)) => MouseEventKind::ScrollLeft,
        (true, _, None) => MouseEventKind::ScrollRight,
        (false, true, Some(button)) => MouseEventKind::Drag(button),
        (false, true, None) => MouseEventKind::Moved,
        (false, false, Some(button)) if released => MouseEventKind::Up(button),
        (false, false, Some(button)) => MouseEventKind::Down(button),
        (false, false, None) => return Front::Nothing(length),
    };
    let mut held = KeyModifiers::empty();
    held.set(KeyModifiers::SHIFT, buttons & 4 != 0);
    held.set(KeyModifiers::ALT, buttons & 8 != 0);
    held.set(KeyModifiers::CONTROL, buttons & 16 != 0);
    let event = MouseEvent { kind, column: cell(column), row: cell(row), modifiers: held };
    Front::Event(Event::Mouse(event), length)
}

/// Terminals count from 1.
fn cell(number: u32) -> u16 {
    u16::try_from(number.saturating_sub(1)).unwrap_or(u16::MAX)
}

/// The numbers between semicolons; what is no number counts as 0.
fn numbers(body: &[u8]) -> Vec<u32> {
    body.split(|byte| *byte == b';').map(|part| first_number(Some(part))).collect()
}

/// The number that a part begins with, up to the first byte that is no digit.
fn first_number(part: Option<&[u8]>) -> u32 {
    part.unwrap_or_default()
        .iter()
        .take_while(|byte| byte.is_ascii_digit())
        .fold(0u32, |number, digit| number.saturating_mul(10).saturating_add(u32::from(digit - b'0')))
}

/// The keys held: one more than a set of bits.
fn modifiers(number: Option<&u32>) -> KeyModifiers {
    let bits = number.copied().unwrap_or(1).saturating_sub(1);
    let mut held = KeyModifiers::empty();
    held.set(KeyModifiers::SHIFT, bits & 1 != 0);
    held.set(KeyModifiers::ALT, bits & 2 != 0);
    held.set(KeyModifiers::CONTROL, bits & 4 != 0);
    held.set(KeyModifiers::SUPER, bits & 8 != 0);
    held.set(KeyModifiers::HYPER, bits & 16 != 0);
    held.set(KeyModifiers::META, bits & 32 != 0);
    held
}

fn control_or_ascii(byte: u8) -> KeyEvent {
    let control = |c: u8| KeyEvent::new(KeyCode::Char(char::from(c)), KeyModifiers::CONTROL);
    match byte {
        b'\r' => KeyCode::Enter.into(),
        b'\t' => KeyCode::Tab.into(),
        0x7f => KeyCode::Backspace.into(),
        ESC => KeyCode::Esc.into(),
        0 => control(b' '),
        0x01..=0x1a => control(byte - 1 + b'a'),
        0x1c..=0x1f => control(byte - 0x1c + b'4'),
        _ => character(char::from(byte)),
    }
}

fn character(c: char) -> KeyEvent {
    let held = if c.is_uppercase() { KeyModifiers::SHIFT } else { KeyModifiers::empty() };
    KeyEvent::new(KeyCode::Char(c), held)
}

fn utf8(bytes: &[u8]) -> Front {
    let head = &bytes[..bytes.len().min(4)];
    let valid = match std::str::from_utf8(head) {
        Ok(text) => text,
        Err(error) if error.valid_up_to() > 0 => {
            std::str::from_utf8(&head[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(error) => return error.error_len().map_or(Front::Part, Front::Nothing),
    };
    match valid.chars().next() {
        Some(c) => key(character(c), c.len_utf8()),
        None => Front::Nothing(1),
    }
}

fn key(event: KeyEvent, length: usize) -> Front {
    Front::Event(Event::Key(event), length)
}

fn with(mut event: KeyEvent, modifiers: KeyModifiers) -> KeyEvent {
    event.modifiers |= modifiers;
    event
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pressed(bytes: &[u8]) -> Option<(KeyCode, KeyModifiers)> {
        match front(bytes) {
            Front::Event(Event::Key(event), length) if length == bytes.len() => {
                Some((event.code, event.modifiers))
            }
            _ => None,
        }
    }

    #[test]
    fn keys_have_their_names() {
        let none = KeyModifiers::empty();
        let (shift, alt, control) = (KeyModifiers::SHIFT, KeyModifiers::ALT, KeyModifiers::CONTROL);
        for (bytes, code, held) in [
            ("a", KeyCode::Char('a'), none),
            ("A", KeyCode::Char('A'), shift),
            ("é", KeyCode::Char('é'), none),
            ("😀", KeyCode::Char('😀'), none),
            ("\r", KeyCode::Enter, none),
            ("\n", KeyCode::Char('j'), control),
            ("\t", KeyCode::Tab, none),
            ("\x1b[Z", KeyCode::BackTab, shift),
            ("\x7f", KeyCode::Backspace, none),
            ("\x1b\x7f", KeyCode::Backspace, alt),
            ("\x1bu", KeyCode::Char('u'), alt),
            ("\x1bé", KeyCode::Char('é'), alt),
            ("\x19", KeyCode::Char('y'), control),
            ("\x1f", KeyCode::Char('7'), control),
            ("\0", KeyCode::Char(' '), control),
            ("\x1b[A", KeyCode::Up, none),
            ("\x1bOB", KeyCode::Down, none),
            ("\x1b[1;5C", KeyCode::Right, control),
            ("\x1b[1;2D", KeyCode::Left, shift),
            ("\x1b[H", KeyCode::Home, none),
            ("\x1b[4~", KeyCode::End, none),
            ("\x1b[3;5~", KeyCode::Delete, control),
            ("\x1b[5~", KeyCode::PageUp, none),
            ("\x1b[6~", KeyCode::PageDown, none),
            ("\x1bOP", KeyCode::F(1), none),
            ("\x1b[[A", KeyCode::F(1), none),
            ("\x1b[15~", KeyCode::F(5), none),
            ("\x1b[17~", KeyCode::F(6), none),
            ("\x1b[24~", KeyCode::F(12), none),
            ("\x1b[1;3S", KeyCode::F(4), alt),
            ("\x1b[97;5u", KeyCode::Char('a'), control),
            ("\x1b[97;2u", KeyCode::Char('A'), shift),
            ("\x1b[27;5;13~", KeyCode::Enter, control),
        ] {
            assert_eq!(pressed(bytes.as_bytes()), Some((code, held)), "{bytes:?}");
        }
    }

    #[test]
    fn mouse_events_have_places() {
        let Front::Event(Event::Mouse(event), 10) = front(b"\x1b[<0;12;3M") else {
            panic!("no mouse event");
        };
        assert_eq!((event.column, event.row), (11, 2));
        assert_eq!(event.kind, MouseEventKind::Down(MouseButton::Left));
        for (bytes, kind) in [
            ("\x1b[<0;1;1m", MouseEventKind::Up(MouseButton::Left)),
            ("\x1b[<32;1;1M", MouseEventKind::Drag(MouseButton::Left)),
            ("\x1b[<64;1;1M", MouseEventKind::ScrollUp),
            ("\x1b[<65;1;1M", MouseEventKind::ScrollDown),
        ] {
            assert!(
                matches!(front(bytes.as_bytes()), Front::Event(Event::Mouse(event), _) if event.kind == kind)
            );
        }
    }

    #[test]
    fn parts_wait_and_settle() {
        for part in ["\x1b", "\x1b[", "\x1b[1;", "\x1bO", "\x1b]52;c;", "\x1b[["] {
            assert_eq!(front(part.as_bytes()), Front::Part, "{part:?}");
        }
        assert_eq!(front(&"é".as_bytes()[..1]), Front::Part);
        assert_eq!(settled(b"\x1b"), key(KeyCode::Esc.into(), 1));
        assert!(matches!(settled(b"\x1b["), Front::Event(..)));
        assert_eq!(settled(b"\x1b[1;"), Front::Nothing(4));
    }

    #[test]
    fn text_typed_right_after_esc_is_not_swallowed() {
        assert_eq!(front(b"\x1bPlease"), key(with(character('P'), KeyModifiers::ALT), 2));
        assert_eq!(front(b"\x1bOur"), key(with(character('O'), KeyModifiers::ALT), 2));
    }

    #[test]
    fn answers_of_the_terminal_are_no_keys() {
        for answer in
            ["\x1b[?62;4c", "\x1b[12;40R", "\x1b]11;rgb:0000/0000/0000\x1b\\", "\x1bP1+r\x1b\\", "\x1b[I"]
        {
            assert_eq!(front(answer.as_bytes()), Front::Nothing(answer.len()), "{answer:?}");
        }
    }
}
