//! What a key costs in a text of a megabyte, the rows on a screen of 80x24 included.
//!
//! Each round types a letter and erases it again, and asks for the rows after either: two keys.

use divan::{Bencher, black_box};
use regards::app::editor::{Editor, Motion, wrap};

const MEGABYTE: usize = 1 << 20;

/// What the megabyte is made of.
const TEXTS: &[Text] = &[Text::Lines, Text::Paragraph, Text::Word, Text::Japanese, Text::LineEnds];
/// Where the keys fall, in hundredths of the text.
const PLACES: &[usize] = &[0, 50, 100];

#[derive(Debug, Clone, Copy)]
enum Text {
    /// Lines as a letter has them.
    Lines,
    /// One line with spaces.
    Paragraph,
    /// One line without a space.
    Word,
    /// One line of wide characters without a space.
    Japanese,
    /// Nothing but line ends.
    LineEnds,
}

impl Text {
    fn megabyte(self) -> String {
        let piece = match self {
            Text::Lines => "Thank you for the time you took on Tuesday, and for the clear answers.\n",
            Text::Paragraph => "Thank you for the time you took on Tuesday, and for the clear answers. ",
            Text::Word => "abcdefghijklmnopqrstuvwxyz",
            Text::Japanese => "拝啓時下ますますご清栄のこととお慶び申し上げます",
            Text::LineEnds => "\n",
        };
        piece.repeat(MEGABYTE / piece.len())
    }
}

fn main() {
    divan::main();
}

fn editor(text: Text, place: usize) -> Editor {
    let mut editor = Editor::text(&text.megabyte());
    editor.visible(80, 24);
    editor.go_to(editor.as_str().len() / 100 * place, false);
    editor.visible(80, 24);
    editor
}

#[divan::bench(args = cases(), sample_size = 10, sample_count = 50)]
fn two_keys(bencher: Bencher, (text, place): (Text, usize)) {
    let mut editor = editor(text, place);
    bencher.bench_local(|| {
        editor.insert("x").expect("no limit is set");
        black_box(editor.visible(80, 24));
        editor.delete(Motion::Left);
        black_box(editor.visible(80, 24));
    });
}

#[divan::bench(args = cases(), sample_size = 10, sample_count = 50)]
fn down_and_up(bencher: Bencher, (text, place): (Text, usize)) {
    let mut editor = editor(text, place);
    bencher.bench_local(|| {
        editor.go(Motion::Down, false);
        black_box(editor.visible(80, 24));
        editor.go(Motion::Up, false);
        black_box(editor.visible(80, 24));
    });
}

/// Not a key: what a new width costs, which the first showing costs too.
#[divan::bench(args = TEXTS, sample_size = 1, sample_count = 20)]
fn wrap_all(bencher: Bencher, text: &Text) {
    let text = text.megabyte();
    bencher.bench_local(|| wrap::rows(black_box(&text), 79));
}

/// Not one key after another: the far end after an edit at the beginning.
#[divan::bench(args = TEXTS, sample_size = 1, sample_count = 20)]
fn edit_at_the_beginning_then_to_the_end(bencher: Bencher, text: &Text) {
    let mut editor = editor(*text, 0);
    bencher.bench_local(|| {
        editor.go(Motion::TextStart, false);
        editor.insert("x").expect("no limit is set");
        editor.go(Motion::TextEnd, false);
        black_box(editor.visible(80, 24));
    });
}

fn cases() -> impl Iterator<Item = (Text, usize)> {
    TEXTS.iter().flat_map(|text| PLACES.iter().map(|place| (*text, *place)))
}
