//! Text as it may be shown, kept and copied: what is in it can be seen.
//!
//! The policy, at every way in and again at every way out: nothing is dropped and nothing stays hidden.
//! A control character is shown in caret form (`^[` for escape, `^?` for delete); one above ASCII, a direction
//! mark, an invisible character and a noncharacter are shown by their number (`<U+202E>`). Each kind found is a
//! [`Note`] for the status line. Joiners, variation selectors and the tags of three flags stay where scripts
//! and emoji need them (see `clean/belongs.rs`). CR LF, CR and the Unicode line ends become LF; a line keeps
//! one line: each run of line ends in it becomes one space, and so does a tab.
//!
//! Noncharacters are shown because the template engine uses some of them as its own marks.

mod belongs;

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Clean text of several lines: no control character but newline and tab, nothing hidden.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CleanText<'a>(Cow<'a, str>);

/// Clean text of one line: as [`CleanText`], without newline and tab.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CleanLine<'a>(Cow<'a, str>);

/// A cleaned text with what was found in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cleaned<T> {
    /// The text to go on with.
    pub text: T,
    /// What was changed, each kind once; empty where nothing was.
    pub notes: Vec<Note>,
}

impl<'a> CleanText<'a> {
    /// Cleans a text. Borrows where there is nothing to change.
    pub fn of(raw: &'a str) -> Cleaned<CleanText<'a>> {
        let (text, notes) = Sweep::new(raw, Shape::Text).run();
        Cleaned { text: CleanText(text), notes }
    }

    /// Cleans what is typed or pasted after `before`, so that a joiner or a variation selector that arrives as
    /// a key of its own finds what it belongs to, and may wait for what follows.
    pub fn typed(before: &str, raw: &'a str) -> Cleaned<CleanText<'a>> {
        let (text, notes) = Sweep::new(raw, Shape::Text).after(before).run();
        Cleaned { text: CleanText(text), notes }
    }

    /// The text, owned.
    pub fn into_string(self) -> String {
        self.0.into_owned()
    }
}

impl<'a> CleanLine<'a> {
    /// Cleans a line. Borrows where there is nothing to change.
    pub fn of(raw: &'a str) -> Cleaned<CleanLine<'a>> {
        let (text, notes) = Sweep::new(raw, Shape::Line).run();
        Cleaned { text: CleanLine(text), notes }
    }

    /// Cleans what is typed or pasted into a line after `before`: see [`CleanText::typed`].
    pub fn typed(before: &str, raw: &'a str) -> Cleaned<CleanLine<'a>> {
        let (text, notes) = Sweep::new(raw, Shape::Line).after(before).run();
        Cleaned { text: CleanLine(text), notes }
    }

    /// The line, owned.
    pub fn into_string(self) -> String {
        self.0.into_owned()
    }
}

impl Deref for CleanText<'_> {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl Deref for CleanLine<'_> {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CleanText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Display for CleanLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// Whether a text of several lines is clean as it stands.
pub fn is_clean(text: &str) -> bool {
    Sweep::new(text, Shape::Text).finds_nothing()
}

/// Whether a line is clean as it stands.
pub fn is_clean_line(line: &str) -> bool {
    Sweep::new(line, Shape::Line).finds_nothing()
}

/// Whether a code point is a noncharacter: reserved for a program's own use, as the template engine does.
pub fn is_reserved(c: char) -> bool {
    matches!(c, '\u{fdd0}'..='\u{fdef}') || c as u32 & 0xfffe == 0xfffe
}

/// Any text as one line that is safe in a message: cleaned, and cut to that many columns with an ellipsis.
pub fn escape_for_message(text: &str, max_columns: usize) -> String {
    // What lies beyond is cut anyway: a message about a paste of 50 MB must not cost 50 MB.
    let end = text.char_indices().nth(max_columns.saturating_mul(16)).map_or(text.len(), |(at, _)| at);
    let line = CleanLine::of(&text[..end]).text;
    if end == text.len() && line.width() <= max_columns {
        return line.into_string();
    }
    let mut cut = String::new();
    let mut columns = 0;
    for grapheme in line.graphemes(true) {
        columns += grapheme.width();
        if columns >= max_columns {
            break;
        }
        cut.push_str(grapheme);
    }
    if max_columns > 0 {
        cut.push('…');
    }
    cut
}

/// What was found in a text and changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Note {
    /// What kind of thing.
    pub kind: NoteKind,
    /// The first of its kind.
    pub first: char,
    /// How many there were.
    pub count: usize,
}

/// The kinds of things that cleaning changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoteKind {
    /// A C0 or C1 control character, now visible.
    Control,
    /// A mark that changes the direction of the text around it, now visible.
    Direction,
    /// A character that nobody can see, now visible.
    Invisible,
    /// A code point that is reserved and never a character, now visible.
    Reserved,
    /// Line ends in a line, now spaces.
    LineEnd,
    /// Tabs in a line, now spaces.
    Tab,
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Note { kind, first, count } = *self;
        let thing = match kind {
            NoteKind::LineEnd => return f.write_str("kept on one line"),
            NoteKind::Tab => return f.write_str("tabs became spaces"),
            NoteKind::Control => "control character",
            NoteKind::Direction => "hidden direction mark",
            NoteKind::Invisible => "invisible character",
            NoteKind::Reserved => "reserved code point",
        };
        let code = first as u32;
        match count {
            1 if kind == NoteKind::Invisible => write!(f, "an {thing} (U+{code:04X}) is shown as text"),
            1 => write!(f, "a {thing} (U+{code:04X}) is shown as text"),
            _ => write!(f, "{count} {thing}s (U+{code:04X} first) are shown as text"),
        }
    }
}

/// The kind of a character that must not stand in clean text, wherever it stands.
fn hidden(c: char) -> Option<NoteKind> {
    match c {
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' => Some(NoteKind::Control),
        ' '..='~' => None,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            Some(NoteKind::Direction)
        }
        '\u{ad}'
        | '\u{34f}'
        | '\u{115f}'
        | '\u{1160}'
        | '\u{17b4}'
        | '\u{17b5}'
        | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200d}'
        | '\u{2060}'..='\u{2065}'
        | '\u{206a}'..='\u{206f}'
        | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}'
        | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}' => Some(NoteKind::Invisible),
        c => is_reserved(c).then_some(NoteKind::Reserved),
    }
}

/// The visible form of a hidden character. Plain ASCII, so cleaning it again changes nothing.
fn visible(c: char) -> String {
    match c {
        '\0'..='\u{1f}' => format!("^{}", char::from(c as u8 ^ 0x40)),
        '\u{7f}' => "^?".to_string(),
        _ => format!("<U+{:04X}>", c as u32),
    }
}

/// How many lines a text may have.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Text,
    Line,
}

/// One pass over a text.
struct Sweep<'a> {
    raw: &'a str,
    shape: Shape,
    /// The character before the place, as it stands in the output.
    previous: Option<char>,
    /// Whether something may still follow the end of the text.
    goes_on: bool,
    /// What is written so far; `raw[copied..]` is not in it yet.
    out: String,
    copied: usize,
    notes: Vec<Note>,
}

/// What to do with the bytes at a place.
enum Verdict {
    /// Leave that many bytes as they are.
    Keep(usize),
    /// Put a text in place of that many bytes.
    Replace(usize, String, Option<NoteKind>),
}

impl<'a> Sweep<'a> {
    fn new(raw: &'a str, shape: Shape) -> Self {
        Sweep { raw, shape, previous: None, goes_on: false, out: String::new(), copied: 0, notes: Vec::new() }
    }

    fn after(mut self, before: &str) -> Self {
        self.previous = before.chars().next_back();
        self.goes_on = true;
        self
    }

    fn run(mut self) -> (Cow<'a, str>, Vec<Note>) {
        let mut at = self.start();
        while let Some(c) = self.raw[at..].chars().next() {
            at += match self.judge(at, c) {
                Verdict::Keep(len) => len,
                Verdict::Replace(len, text, note) => {
                    self.replace(at, len, &text);
                    if let Some(kind) = note {
                        self.note(kind, c);
                    }
                    len
                }
            };
        }
        if self.copied == 0 {
            return (Cow::Borrowed(self.raw), self.notes);
        }
        self.out.push_str(&self.raw[self.copied..]);
        (Cow::Owned(self.out), self.notes)
    }

    fn finds_nothing(mut self) -> bool {
        let mut at = self.start();
        while let Some(c) = self.raw[at..].chars().next() {
            match self.judge(at, c) {
                Verdict::Keep(len) => at += len,
                Verdict::Replace(..) => return false,
            }
        }
        true
    }

    /// The first place that needs a look. Most text is plain ASCII and is passed over by the byte.
    fn start(&mut self) -> usize {
        let lines = self.shape == Shape::Text;
        let plain = |byte: &u8| matches!(byte, b' '..=b'~') || (lines && matches!(byte, b'\n' | b'\t'));
        let at = self.raw.bytes().position(|byte| !plain(&byte)).unwrap_or(self.raw.len());
        if let Some(last) = self.raw[..at].chars().next_back() {
            self.previous = Some(last);
        }
        at
    }

    fn judge(&mut self, at: usize, c: char) -> Verdict {
        let len = c.len_utf8();
        if is_line_end(c) {
            return self.line_end(at, c);
        }
        if c == '\t' {
            return match self.shape {
                Shape::Text => self.keep(c, len),
                Shape::Line => self.put(len, " ", Some(NoteKind::Tab)),
            };
        }
        if let Some(flag) = belongs::flag(&self.raw[at..]) {
            return self.keep(c, flag);
        }
        let Some(kind) = hidden(c) else { return self.keep(c, len) };
        let next = self.raw[at + len..].chars().next();
        if belongs::here(self.previous, c, next, self.goes_on) {
            return self.keep(c, len);
        }
        self.put(len, &visible(c), Some(kind))
    }

    fn line_end(&mut self, at: usize, c: char) -> Verdict {
        let rest = &self.raw[at..];
        if self.shape == Shape::Line {
            let run = rest.len() - rest.trim_start_matches(is_line_end).len();
            return self.put(run, " ", Some(NoteKind::LineEnd));
        }
        match c {
            '\n' => self.keep(c, 1),
            '\r' if rest.starts_with("\r\n") => self.put(2, "\n", None),
            _ => self.put(c.len_utf8(), "\n", None),
        }
    }

    fn keep(&mut self, c: char, len: usize) -> Verdict {
        self.previous = Some(c);
        Verdict::Keep(len)
    }

    fn put(&mut self, len: usize, text: &str, note: Option<NoteKind>) -> Verdict {
        self.previous = text.chars().next_back();
        Verdict::Replace(len, text.to_string(), note)
    }

    fn replace(&mut self, at: usize, len: usize, text: &str) {
        self.out.push_str(&self.raw[self.copied..at]);
        self.out.push_str(text);
        self.copied = at + len;
    }

    fn note(&mut self, kind: NoteKind, first: char) {
        match self.notes.iter_mut().find(|note| note.kind == kind) {
            Some(note) => note.count += 1,
            None => self.notes.push(Note { kind, first, count: 1 }),
        }
    }
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests;
