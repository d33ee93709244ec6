//! What holds after any keys in any text.

use super::*;
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

/// Pieces that have broken editors.
const PIECES: &[&str] = &[
    "a",
    "word",
    " ",
    "  ",
    "\n",
    "\r\n",
    "\r",
    "\t",
    "é",
    "e\u{301}",
    "\u{301}",
    "\u{200d}",
    "👨",
    "👩",
    "👨\u{200d}👩\u{200d}👧",
    "👍🏽",
    "🏽",
    "🇩",
    "🇪",
    "🇩🇪",
    "日",
    "本語",
    "שלום",
    "ع",
    "\u{202e}",
    "\u{200b}",
    "\u{1b}",
    "क",
    "्",
    "षि",
    "한",
    "ᄒ",
    "ᅡ",
    "ｶﾞ",
    "\u{fe0f}",
    "❤",
    "\u{600}",
    "\u{a0}",
    "don't",
    "...",
    "averyveryverylongword",
    "\u{85}",
    "\u{2028}",
    "ﾞ",
    "\u{ad}",
    "\u{0}",
];

const MOTIONS: &[Motion] = &[
    Motion::Left,
    Motion::Right,
    Motion::WordLeft,
    Motion::WordRight,
    Motion::Up,
    Motion::Down,
    Motion::PageUp,
    Motion::PageDown,
    Motion::Home,
    Motion::End,
    Motion::LineStart,
    Motion::LineEnd,
    Motion::TextStart,
    Motion::TextEnd,
];

#[derive(Debug, Clone)]
enum Key {
    Insert(String),
    Paste(String),
    Delete(Motion),
    Go(Motion, bool),
    GoTo(usize, bool),
    Place(u16, u16, bool),
    Replace(usize, usize, String),
    SelectAll,
    Cut,
    Undo,
    Redo,
    Show(u16, u16),
}

fn text(most: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..most).prop_map(|pieces| pieces.concat())
}

fn key() -> impl Strategy<Value = Key> {
    let motion = || prop::sample::select(MOTIONS);
    prop_oneof![
        4 => prop::sample::select(PIECES).prop_map(|piece| Key::Insert(piece.to_string())),
        1 => text(8).prop_map(Key::Paste),
        4 => motion().prop_map(Key::Delete),
        5 => (motion(), any::<bool>()).prop_map(|(motion, select)| Key::Go(motion, select)),
        2 => (0usize..200, any::<bool>()).prop_map(|(at, select)| Key::GoTo(at, select)),
        1 => (0u16..9, 0u16..20, any::<bool>()).prop_map(|(row, col, select)| Key::Place(row, col, select)),
        1 => (0usize..100, 0usize..9, text(4)).prop_map(|(at, len, text)| Key::Replace(at, len, text)),
        1 => Just(Key::SelectAll),
        1 => Just(Key::Cut),
        2 => Just(Key::Undo),
        1 => Just(Key::Redo),
        // Mostly one size, so that rows are kept from key to key.
        4 => Just(Key::Show(12, 4)),
        1 => (0u16..20, 0u16..6).prop_map(|(width, height)| Key::Show(width, height)),
    ]
}

fn press(editor: &mut Editor, key: &Key) -> Changes {
    match key {
        Key::Insert(text) => editor.insert(text).unwrap_or_default(),
        Key::Paste(text) => editor.paste(text).unwrap_or_default(),
        Key::Delete(motion) => editor.delete(*motion),
        Key::Cut => editor.cut().1,
        Key::Undo => editor.undo(),
        Key::Redo => editor.redo(),
        Key::Replace(at, len, text) => {
            let at = grapheme::floor(editor.as_str(), *at);
            let end = grapheme::ceil(editor.as_str(), at + len);
            editor.replace(&[(at..end, text)]).unwrap_or_default()
        }
        Key::Go(motion, select) => {
            let before = (editor.cursor(), editor.selection());
            let moved = editor.go(*motion, *select);
            assert_eq!(moved, before != (editor.cursor(), editor.selection()));
            Changes::new()
        }
        other => {
            match other {
                Key::GoTo(at, select) => editor.go_to(*at, *select),
                Key::Place(row, col, select) => editor.place(*row, *col, *select),
                Key::SelectAll => editor.select_all(),
                Key::Show(width, height) => check_shown(editor, *width, *height),
                _ => {}
            }
            Changes::new()
        }
    }
}

fn boundaries(text: &str) -> Vec<usize> {
    text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect()
}

fn check_caret(editor: &Editor) {
    let places = boundaries(editor.as_str());
    assert!(places.contains(&editor.cursor()), "cursor {} in {:?}", editor.cursor(), editor.as_str());
    if let Some(range) = editor.selection() {
        assert!(places.contains(&range.start) && places.contains(&range.end));
    }
}

fn check_rows(editor: &Editor) {
    let mut rows = editor.screen.borrow().rows.clone();
    let kept: Vec<_> = (0..).map_while(|number| rows.row(editor.as_str(), number)).collect();
    assert_eq!(kept, wrap::rows(editor.as_str(), rows.width() as u16), "{:?}", editor.as_str());
}

fn check_shown(editor: &Editor, width: u16, height: u16) {
    let view = editor.visible(width, height);
    let all = wrap::rows(editor.as_str(), width.saturating_sub(1));
    assert!(view.cursor.0 < height.max(1) && view.cursor.1 < width.max(1));
    assert_eq!(view.rows, all[view.top..view.top + view.rows.len()]);
    assert_eq!(view.more, view.top + view.rows.len() < all.len());
    assert!(view.rows.len() == usize::from(height).min(all.len()), "the area is filled");
    if let Some(row) = view.rows.get(usize::from(view.cursor.0)) {
        assert!((row.range.start..=row.range.end).contains(&editor.cursor()));
    }
    let line = editor.line_view(width);
    let places = boundaries(editor.as_str());
    assert!(places.contains(&line.range.start) && places.contains(&line.range.end));
    assert!(line.cursor < width.max(1));
    let before = &editor.as_str()[line.range.start..editor.cursor()];
    let col: usize = before.graphemes(true).map(|one| wrap::cells(one, 0)).sum();
    assert!(!editor.is_one_line() || width == 0 || col == usize::from(line.cursor), "{before:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_keys_keep_the_editor_whole(
        start in text(40),
        one_line in any::<bool>(),
        keys in prop::collection::vec(key(), 1..60),
    ) {
        let mut editor = if one_line { Editor::line(&start) } else { Editor::text(&start) };
        let original = editor.as_str().to_string();
        for key in &keys {
            let mut replayed = editor.as_str().to_string();
            let old = (replayed.clone(), editor.cursor());
            let changes = press(&mut editor, key);
            changes.iter().for_each(|splice| splice.apply(&mut replayed));
            prop_assert_eq!(&replayed, editor.as_str(), "splices of {:?} on {:?}", key, old);
            prop_assert!(!editor.as_str().contains('\r'));
            prop_assert!(!(one_line && editor.as_str().contains(['\n', '\t'])));
            check_caret(&editor);
            check_rows(&editor);
        }
        let last = editor.as_str().to_string();
        let mut undone = 0;
        while !editor.undo().is_empty() {
            check_caret(&editor);
            check_rows(&editor);
            undone += 1;
        }
        prop_assert_eq!(editor.as_str(), original);
        (0..undone).for_each(|_| drop(editor.redo()));
        prop_assert_eq!(editor.as_str(), last);
    }

    #[test]
    fn undo_and_redo_are_inverse(start in text(20), keys in prop::collection::vec(key(), 1..40)) {
        let mut editor = Editor::text(&start);
        for key in &keys {
            press(&mut editor, key);
        }
        while !editor.redo().is_empty() {}
        let end = (editor.as_str().to_string(), editor.cursor(), editor.selection());
        let mut texts = vec![end.0.clone()];
        while !editor.undo().is_empty() {
            texts.push(editor.as_str().to_string());
        }
        while let Some(text) = texts.pop() {
            prop_assert_eq!(editor.as_str(), text);
            editor.redo();
        }
        prop_assert_eq!(editor.as_str(), end.0);
    }

    #[test]
    fn every_byte_is_in_one_row(text in text(60), width in 0u16..30) {
        let rows = wrap::rows(&text, width);
        let joined: String =
            rows.iter().map(|row| text[row.range.clone()].to_string() + if row.line_end { "\n" } else { "" }).collect();
        prop_assert_eq!(&joined, &text);
        let unix = splice::unix_line_ends(&text);
        let places = boundaries(&unix);
        for row in wrap::rows(&unix, width) {
            prop_assert!(places.contains(&row.range.start) && places.contains(&row.range.end));
            let shown = unix[row.range].trim_end_matches(|c: char| c.is_whitespace() || c == '\u{200b}');
            let wide: usize = wrap::graphemes(shown, 0).map(|(_, col, one)| wrap::cells(one, col)).sum();
            prop_assert!(wide <= usize::from(width).max(1) || shown.graphemes(true).count() == 1, "{shown:?}");
        }
    }

    #[test]
    fn words_lead_through_the_text(text in text(40)) {
        let places = boundaries(&text);
        let (mut on, mut back) = (0, text.len());
        while on < text.len() {
            let next = word::end_after(&text, on);
            prop_assert!(next > on && places.contains(&next));
            on = next;
        }
        while back > 0 {
            let next = word::start_before(&text, back);
            prop_assert!(next < back && places.contains(&next));
            back = next;
        }
    }
}
