//! An editor core: text, cursor, selection, undo, wrapping. Knows no terminal.
