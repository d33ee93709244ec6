use super::*;
use proptest::prelude::*;

fn text(raw: &str) -> String {
    CleanText::of(raw).text.into_string()
}

fn line(raw: &str) -> String {
    CleanLine::of(raw).text.into_string()
}

fn notes(raw: &str) -> Vec<String> {
    CleanText::of(raw).notes.iter().map(Note::to_string).collect()
}

fn scalars() -> impl Iterator<Item = char> {
    '\0'..=char::MAX
}

fn bidi(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn assert_clean(raw: &str, out: &str, line: bool) {
    for c in out.chars() {
        let allowed = !line && (c == '\n' || c == '\t');
        assert!(allowed || !c.is_control(), "{raw:?} left a control character: {out:?}");
        assert!(!bidi(c), "{raw:?} left a direction mark: {out:?}");
    }
}

#[test]
fn every_scalar_value_is_kept_or_shown() {
    assert_eq!(scalars().count(), 1_112_064);
    let mut raw = String::new();
    for c in scalars() {
        raw.clear();
        raw.push('a');
        raw.push(c);
        raw.push('b');
        let (as_text, as_line) = (CleanText::of(&raw), CleanLine::of(&raw));
        assert_clean(&raw, &as_text.text, false);
        assert_clean(&raw, &as_line.text, true);
        for (out, notes, whole) in [
            (&*as_text.text, &as_text.notes, is_clean(&raw)),
            (&*as_line.text, &as_line.notes, is_clean_line(&raw)),
        ] {
            let shown = out != "ab" && out.starts_with('a') && out.ends_with('b');
            assert!(shown, "U+{:04X} vanished", c as u32);
            assert_eq!(whole, out == raw, "U+{:04X}", c as u32);
            let line_end = matches!(c, '\r' | '\u{2028}' | '\u{2029}');
            assert!(whole || line_end || !notes.is_empty(), "U+{:04X} was changed in silence", c as u32);
        }
        assert!(is_clean(&as_text.text) && is_clean_line(&as_line.text), "U+{:04X} is not settled", c as u32);
    }
}

#[test]
fn controls_show_in_caret_form() {
    assert_eq!(text("a\u{1b}]52;c;eA==\u{7}b"), "a^[]52;c;eA==^Gb");
    assert_eq!(text("\0\u{7f}\u{85}\u{9b}"), "^@^?<U+0085><U+009B>");
    assert_eq!(notes("\u{1b}"), ["a control character (U+001B) is shown as text"]);
    assert_eq!(notes("\u{9b}\u{1b}"), ["2 control characters (U+009B first) are shown as text"]);
}

#[test]
fn hidden_characters_show_by_number() {
    assert_eq!(text("Acme\u{202e}dtL"), "Acme<U+202E>dtL");
    assert_eq!(
        text("a\u{200b}b\u{ad}c\u{feff}d\u{2060}e\u{e0041}"),
        "a<U+200B>b<U+00AD>c<U+FEFF>d<U+2060>e<U+E0041>"
    );
    assert_eq!(text("\u{fdd0}\u{ffff}\u{10fffe}"), "<U+FDD0><U+FFFF><U+10FFFE>");
    assert_eq!(notes("\u{202e}"), ["a hidden direction mark (U+202E) is shown as text"]);
    assert_eq!(notes("\u{200b}"), ["an invisible character (U+200B) is shown as text"]);
    assert_eq!(notes("\u{fdd0}"), ["a reserved code point (U+FDD0) is shown as text"]);
}

#[test]
fn what_scripts_and_emoji_need_stays() {
    for needed in [
        "👩\u{200d}💻 👩🏽\u{200d}🚒 ❤\u{fe0f}\u{200d}🔥 🏳\u{fe0f}\u{200d}🌈 1\u{fe0f}\u{20e3} ☎\u{fe0e}",
        "\u{1f3f4}\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f} Scotland",
        "می\u{200c}خواهم",
        "١٤٤٥ ه\u{200d}",
        "ක්\u{200d}ෂ क्\u{200c}ष",
        "葛\u{e0100}飾区",
        "ᠠ\u{180b}",
        "日本語 Zoë Ångström İstanbul 🇩🇪",
        "no\u{a0}break",
    ] {
        assert!(is_clean(needed), "{needed:?} became {:?}", text(needed));
    }
}

#[test]
fn joiners_elsewhere_show() {
    assert_eq!(text("a\u{200d}b"), "a<U+200D>b");
    assert_eq!(text("a\u{200c}b"), "a<U+200C>b");
    assert_eq!(text("👩\u{200d}"), "👩<U+200D>");
    assert_eq!(text("م\u{200c}\u{200c}م"), "م\u{200c}<U+200C>م");
    assert_eq!(text("a\u{fe0f}\u{e0101}"), "a<U+FE0F><U+E0101>");
    assert_eq!(text("🏴\u{e0067}\u{e0062}"), "🏴<U+E0067><U+E0062>");
}

#[test]
fn a_joiner_typed_alone_finds_its_neighbour() {
    assert_eq!(&*CleanText::typed("👩", "\u{200d}").text, "\u{200d}");
    assert_eq!(&*CleanLine::typed("می", "\u{200c}").text, "\u{200c}");
    assert_eq!(&*CleanLine::typed("❤", "\u{fe0f}").text, "\u{fe0f}");
    assert_eq!(&*CleanLine::typed("a", "\u{200d}").text, "<U+200D>");
}

#[test]
fn line_ends_are_one_kind() {
    assert_eq!(text("a\r\nb\rc\nd\u{2028}e\u{2029}f\tg"), "a\nb\nc\nd\ne\nf\tg");
    assert!(CleanText::of("a\r\nb\rc").notes.is_empty());
}

#[test]
fn a_line_stays_one_line() {
    let cleaned = CleanLine::of("Acme\r\n\r\nLtd\tUK");
    assert_eq!(&*cleaned.text, "Acme Ltd UK");
    let notes: Vec<String> = cleaned.notes.iter().map(Note::to_string).collect();
    assert_eq!(notes, ["kept on one line", "tabs became spaces"]);
    assert_eq!(line("plain"), "plain");
}

#[test]
fn clean_text_is_borrowed() {
    let (plain, accents) = ("Dear Ada,\n\tthanks.", "Dear Zoë 👩\u{200d}💻");
    for raw in [plain, accents] {
        let CleanText(text) = CleanText::of(raw).text;
        assert!(matches!(text, Cow::Borrowed(_)));
    }
}

#[test]
fn messages_are_one_short_line() {
    assert_eq!(escape_for_message("a\u{1b}[31m\nb", 120), "a^[[31m b");
    assert_eq!(escape_for_message("abcdef", 6), "abcdef");
    assert_eq!(escape_for_message("abcdefg", 6), "abcde…");
    assert_eq!(escape_for_message("日本語", 4), "日…");
    assert_eq!(escape_for_message("abc", 0), "");
    let long = "\u{1b}x".repeat(1_000_000);
    assert_eq!(escape_for_message(&long, 120).width(), 120);
}

proptest! {
    #[test]
    fn cleaning_settles(raw in proptest::collection::vec(
        prop_oneof![
            any::<char>(),
            proptest::sample::select(vec![
                '\u{200d}', '\u{200c}', '\u{fe0f}', '\u{fe00}', '👩', '💻', 'م', 'क', '\r', '\n', '\t', 'a',
                '\u{e0100}', '葛', '\u{180b}', '\u{1820}', '\u{115f}', '\u{1160}', '\u{1100}', '\u{1f3f4}',
                '\u{e0067}', '\u{e007f}', '\u{202e}', '0',
            ]),
        ], 0..24)
    ) {
        let raw: String = raw.into_iter().collect();
        let (as_text, as_line) = (text(&raw), line(&raw));
        assert_clean(&raw, &as_text, false);
        assert_clean(&raw, &as_line, true);
        prop_assert!(is_clean(&as_text));
        prop_assert!(is_clean_line(&as_line));
        prop_assert_eq!(is_clean(&raw), as_text == raw);
    }
}
