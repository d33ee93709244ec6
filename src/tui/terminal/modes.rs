//! The one table of terminal modes.
//!
//! Everything that enters or leaves the terminal goes through it: start, normal end, panic, signals,
//! ctrl-z, the external editor, a failed start. A mode that is not here is never switched on.

/// A mode: the bytes that switch it on and those that bring back what a shell expects.
struct Mode {
    on: &'static str,
    off: &'static str,
}

/// What the modes of the mouse begin with when they are switched on.
const MOUSE: [&str; 2] = ["\x1b[?1002", "\x1b[?1006"];

/// Entered from top to bottom, left from bottom to top. An empty `on` is a mode that we never switch on
/// ourselves, but that a frame cut short or an external editor may leave behind.
const MODES: &[Mode] = &[
    // Alternate screen.
    Mode { on: "\x1b[?1049h", off: "\x1b[?1049l" },
    // Wrapping at the right margin, origin and scroll region of the whole screen.
    Mode { on: "", off: "\x1b[?7h" },
    // Application cursor keys and keypad: the key decoder reads both forms, a shell does not.
    Mode { on: "", off: "\x1b[?1l\x1b>" },
    // Colours and attributes.
    Mode { on: "\x1b[0m", off: "\x1b[0m" },
    // Shape and visibility of the cursor.
    Mode { on: "", off: "\x1b[0 q" },
    Mode { on: "\x1b[?25l", off: "\x1b[?25h" },
    // Focus reports.
    Mode { on: "", off: "\x1b[?1004l" },
    // Bracketed paste.
    Mode { on: "\x1b[?2004h", off: "\x1b[?2004l" },
    // Every motion of the mouse.
    Mode { on: "", off: "\x1b[?1003l" },
    // Mouse: buttons, and motion while one is held; positions in the SGR form.
    Mode { on: "\x1b[?1002h", off: "\x1b[?1002l\x1b[?1000l" },
    Mode { on: "\x1b[?1006h", off: "\x1b[?1006l" },
    // Synchronized output: last on the list, so that leaving ends a frame first.
    Mode { on: "", off: "\x1b[?2026l" },
];

/// The bytes that enter every mode; those of the mouse only where it is wanted.
pub fn on(mouse: bool) -> Vec<u8> {
    let wanted = |mode: &&Mode| mouse || !MOUSE.iter().any(|start| mode.on.starts_with(start));
    MODES.iter().filter(wanted).flat_map(|mode| mode.on.bytes()).collect()
}

/// The bytes that leave every mode, last entered first.
pub fn off() -> Vec<u8> {
    MODES.iter().rev().flat_map(|mode| mode.off.bytes()).collect()
}

/// Begins a frame: the terminal shows nothing of it before its end (synchronized output).
pub const FRAME_BEGINS: &[u8] = b"\x1b[?2026h";
/// Ends a frame.
pub const FRAME_ENDS: &[u8] = b"\x1b[?2026l";

#[cfg(test)]
mod tests {
    use super::*;

    fn screen_after(bytes: &[u8]) -> vt100::Parser {
        let mut parser = vt100::Parser::default();
        parser.process(bytes);
        parser
    }

    #[test]
    fn leaving_undoes_entering() {
        let entered = screen_after(&on(true));
        assert!(entered.screen().alternate_screen() && entered.screen().bracketed_paste());
        assert!(entered.screen().hide_cursor());
        assert_ne!(entered.screen().mouse_protocol_mode(), vt100::MouseProtocolMode::None);
        let without = screen_after(&on(false));
        assert_eq!(without.screen().mouse_protocol_mode(), vt100::MouseProtocolMode::None);

        let left = screen_after(&[on(true), off()].concat());
        let fresh = vt100::Parser::default();
        assert_eq!(left.screen().state_formatted(), fresh.screen().state_formatted());
    }

    #[test]
    fn every_mode_that_is_switched_on_is_switched_off() {
        for mode in MODES.iter().filter(|mode| mode.on.ends_with('h')) {
            let off = mode.on.replace('h', "l");
            assert!(mode.off.contains(&off) || mode.on == "\x1b[?25l", "{:?}", mode.on);
        }
    }
}
