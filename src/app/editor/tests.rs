//! The editor as a person uses it.

use super::*;

fn editor(text: &str, width: u16) -> Editor {
    let editor = Editor::text(text);
    editor.visible(width, 10);
    editor
}

fn typed(editor: &mut Editor, text: &str) {
    for c in text.chars() {
        editor.insert(&c.to_string()).expect("no limit is set");
    }
}

#[test]
fn undo_goes_word_by_word() {
    let mut editor = Editor::text("");
    typed(&mut editor, "thank you for");
    assert_eq!(editor.undo().len(), 1);
    assert_eq!(editor.as_str(), "thank you ");
    editor.undo();
    editor.undo();
    assert_eq!((editor.undo().is_empty(), editor.as_str()), (true, ""));
    while !editor.redo().is_empty() {}
    assert_eq!((editor.as_str(), editor.cursor()), ("thank you for", 13));
}

#[test]
fn a_motion_a_paste_and_another_kind_of_edit_end_a_step() {
    let mut editor = Editor::text("");
    typed(&mut editor, "ab");
    editor.go(Motion::Left, false);
    editor.go(Motion::Right, false);
    typed(&mut editor, "cd");
    editor.paste("ef").expect("no limit is set");
    typed(&mut editor, "gh");
    editor.delete(Motion::Left);
    editor.delete(Motion::Left);
    let mut texts = Vec::new();
    while !editor.undo().is_empty() {
        texts.push(editor.as_str().to_string());
    }
    assert_eq!(texts, ["abcdefgh", "abcdef", "abcd", "ab", ""]);
}

#[test]
fn typing_over_a_selection_is_one_step() {
    let mut editor = Editor::text("one two three");
    editor.go_to(4, false);
    editor.go(Motion::WordRight, true);
    assert_eq!(editor.selected_text(), "two");
    typed(&mut editor, "2nd");
    assert_eq!(editor.as_str(), "one 2nd three");
    editor.undo();
    assert_eq!((editor.as_str(), editor.selection(), editor.cursor()), ("one two three", Some(4..7), 7));
    editor.redo();
    assert_eq!((editor.as_str(), editor.selection(), editor.cursor()), ("one 2nd three", None, 7));
}

#[test]
fn a_new_edit_forgets_what_could_be_done_again() {
    let mut editor = Editor::text("");
    typed(&mut editor, "a");
    editor.undo();
    typed(&mut editor, "b");
    assert!(editor.redo().is_empty());
    assert_eq!(editor.as_str(), "b");
}

#[test]
fn what_is_seen_as_one_is_deleted_as_one() {
    for one in ["👨\u{200d}👩\u{200d}👧", "🇩🇪", "👍🏽", "e\u{301}", "क्षि"] {
        let mut editor = Editor::line(&format!("a{one}b"));
        editor.go(Motion::Left, false);
        editor.delete(Motion::Left);
        assert_eq!(editor.as_str(), "ab");
        editor.undo();
        editor.go_to(1, false);
        editor.delete(Motion::Right);
        assert_eq!(editor.as_str(), "ab");
    }
}

#[test]
fn joining_what_was_apart_moves_the_cursor_out() {
    let mut editor = Editor::text("🇩x🇪");
    editor.go_to("🇩x".len(), false);
    editor.delete(Motion::Left);
    assert_eq!(editor.cursor(), editor.as_str().len());
    editor.undo();
    assert_eq!(editor.cursor(), "🇩x".len());
}

#[test]
fn deletions_stop_at_line_ends() {
    let cases = [
        ("ab cd|", Motion::WordLeft, "ab |"),
        ("ab\n  |", Motion::WordLeft, "ab\n|"),
        ("ab\n|cd", Motion::WordLeft, "ab|cd"),
        ("ab|\ncd", Motion::WordRight, "ab|cd"),
        ("ab|  \ncd", Motion::WordRight, "ab|\ncd"),
        ("x\nab|cd", Motion::LineStart, "x\n|cd"),
        ("x\n|cd", Motion::LineStart, "x|cd"),
        ("ab|cd\nx", Motion::LineEnd, "ab|\nx"),
        ("ab|\nx", Motion::LineEnd, "ab|x"),
        ("|", Motion::Left, "|"),
        ("a|", Motion::Right, "a|"),
    ];
    for (before, motion, after) in cases {
        let mut editor = editor(&before.replace('|', ""), 80);
        editor.go_to(before.find('|').expect("the cursor"), false);
        editor.delete(motion);
        let mut text = editor.as_str().to_string();
        text.insert(editor.cursor(), '|');
        assert_eq!(text, after, "{before:?} {motion:?}");
    }
}

#[test]
fn up_and_down_follow_rows_and_keep_the_column() {
    // Rows of 10 cells: "one two ", "three", "", "abcdefghij", "kl".
    let mut editor = editor("one two three\n\nabcdefghijkl", 11);
    editor.go_to(6, false);
    let mut places = Vec::new();
    while editor.go(Motion::Down, false) {
        places.push(editor.cursor());
    }
    assert_eq!(places, [13, 14, 21, 27]);
    places.clear();
    while editor.go(Motion::Up, false) {
        places.push(editor.cursor());
    }
    assert_eq!(places, [21, 14, 13, 6]);
    assert!(editor.go(Motion::Up, true));
    assert_eq!(editor.selection(), Some(0..6));
}

#[test]
fn home_and_end_take_the_row_first() {
    let mut editor = editor("one two three four", 9);
    editor.go_to(10, false);
    let mut places = Vec::new();
    for motion in [Motion::Home, Motion::Home, Motion::End, Motion::End] {
        editor.go(motion, false);
        places.push(editor.cursor());
    }
    assert_eq!(places, [8, 0, 7, 18]);
}

#[test]
fn pages_scroll_and_end_at_the_ends() {
    let text: Vec<String> = (0..50).map(|number| number.to_string()).collect();
    let mut editor = editor(&text.join("\n"), 20);
    editor.go(Motion::TextStart, false);
    let mut shown = Vec::new();
    while editor.go(Motion::PageDown, false) {
        let view = editor.visible(20, 10);
        shown.push((view.top, view.cursor.0));
    }
    assert_eq!(shown, [(9, 0), (18, 0), (27, 0), (36, 0), (40, 5), (40, 9), (40, 9)]);
    editor.go(Motion::PageUp, false);
    assert_eq!(editor.visible(20, 10).top, 31);
}

#[test]
fn the_left_and_right_of_a_selection() {
    let mut editor = Editor::line("abcd");
    editor.select_all();
    editor.go(Motion::Left, false);
    assert_eq!((editor.cursor(), editor.selection()), (0, None));
    editor.select_all();
    editor.go(Motion::Right, false);
    assert_eq!((editor.cursor(), editor.selection()), (4, None));
}

#[test]
fn cutting_returns_the_text() {
    let mut editor = Editor::text("abcd");
    editor.go_to(1, false);
    editor.go_to(3, true);
    let (text, changes) = editor.cut();
    assert_eq!((text.as_str(), editor.as_str(), changes.len()), ("bc", "ad", 1));
    assert_eq!(editor.cut(), (String::new(), Changes::new()));
}

#[test]
fn one_line_stays_one_line() {
    let mut editor = Editor::line("a\nb");
    assert_eq!(editor.newline(), Ok(Changes::new()));
    editor.paste("\tc\r\nd\n").expect("no limit is set");
    assert_eq!(editor.as_str(), "a b c d");
    assert!(!editor.go(Motion::Up, true));
    let mut several = Editor::text("");
    several.paste("a\r\nb\rc").expect("no limit is set");
    assert_eq!(several.as_str(), "a\nb\nc");
}

#[test]
fn too_long_is_refused_with_both_numbers() {
    let mut editor = Editor::line("abcd").with_max_bytes(5);
    assert_eq!(editor.paste("éf"), Err(TooLong { bytes: 7, max_bytes: 5 }));
    assert_eq!((editor.undo().len(), editor.as_str()), (0, "abcd"));
    editor.select_all();
    assert!(editor.paste("12345").is_ok());
    assert_eq!(
        editor.insert("6").map_err(|error| error.to_string()),
        Err("the text would be 6 bytes long; it may have 5".into())
    );
}

#[test]
fn several_replacements_are_one_step() {
    let mut editor = Editor::text("I am are glad glad.");
    editor.go_to(14, false);
    let changes = editor.replace(&[(5..9, ""), (14..19, "."), (15..16, "overlaps")]);
    assert_eq!(changes.map(|changes| changes.len()), Ok(2));
    assert_eq!((editor.as_str(), editor.cursor()), ("I am glad .", 11));
    editor.undo();
    assert_eq!((editor.as_str(), editor.cursor()), ("I am are glad glad.", 14));
}

#[test]
fn a_click_places_the_cursor() {
    let mut several = editor("one two three\n日本", 9);
    several.place(1, 2, false);
    assert_eq!(several.cursor(), 10);
    several.place(2, 3, true);
    assert_eq!(several.selection(), Some(10..17));
    several.place(99, 99, false);
    assert_eq!(several.cursor(), 20);
    let mut line = Editor::line("0123456789");
    line.line_view(5);
    line.place(0, 1, false);
    assert_eq!(line.cursor(), 7);
}

#[test]
fn another_text_starts_over() {
    let mut editor = Editor::text("a");
    typed(&mut editor, "b");
    editor.set_text("new\r\n");
    assert_eq!((editor.undo().len(), editor.as_str(), editor.cursor()), (0, "new\n", 4));
}

#[test]
fn what_is_shown_stays_when_text_before_it_changes() {
    let lines: Vec<String> = (10..60).map(|number| number.to_string()).collect();
    let mut editor = editor(&lines.join("\n"), 20);
    editor.go_to(3 * 20, false);
    let shown = editor.visible(20, 10);
    assert_eq!((shown.top, shown.cursor), (20, (0, 0)));
    for (range, text, top) in [(0..1, "a\nb\nc", 22), (0..6, "", 20)] {
        editor.replace(&[(range, text)]).expect("no limit is set");
        let later = editor.visible(20, 10);
        assert_eq!((later.top, later.cursor), (top, shown.cursor));
    }
}
