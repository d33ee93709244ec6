//! Marks in rendered text: where values, moves and blocks begin and end.
//!
//! They are Unicode noncharacters, which no text may contain: every way in refuses or shows them.

use crate::domain::letter::{Mark, MarkKind};

/// A printed value begins.
pub const VALUE: char = '\u{FDD0}';
/// A printed value ends.
pub const VALUE_END: char = '\u{FDD1}';
/// Text that a move brought in begins; an index follows.
pub const STEP: char = '\u{FDD2}';
/// Text that a move brought in ends.
pub const STEP_END: char = '\u{FDD3}';
/// An open slot begins; an index follows.
pub const SLOT: char = '\u{FDD4}';
/// An open slot ends.
pub const SLOT_END: char = '\u{FDD5}';
/// A block begins; an index follows.
pub const BLOCK: char = '\u{FDD6}';
/// A block ends.
pub const BLOCK_END: char = '\u{FDD7}';

/// Indices stand in the supplementary private use area.
const INDEX_BASE: u32 = 0x10_0000;
const INDEX_MOST: u32 = 0xFFF0;

/// The character that carries an index after a mark.
pub fn index_char(index: usize) -> char {
    let index = u32::try_from(index).unwrap_or(INDEX_MOST).min(INDEX_MOST);
    char::from_u32(INDEX_BASE + index).unwrap_or(VALUE)
}

fn index_of(c: char) -> Option<usize> {
    let code = u32::from(c);
    (INDEX_BASE..=INDEX_BASE + INDEX_MOST)
        .contains(&code)
        .then(|| usize::try_from(code - INDEX_BASE).unwrap_or(0))
}

/// Whether a character is one of the marks.
pub fn is_mark(c: char) -> bool {
    ('\u{FDD0}'..='\u{FDEF}').contains(&c)
}

/// Whether a value is an open slot.
pub fn is_slot(text: &str) -> bool {
    text.starts_with(SLOT)
}

/// An open slot as a value: shows as `[label]`.
pub fn slot(index: usize, label: &str) -> String {
    format!("{SLOT}{}[{label}]{SLOT_END}", index_char(index))
}

/// A stretch of rendered text: one block, or what stands between blocks.
pub struct Segment<'a> {
    /// The block's index; none between blocks.
    pub block: Option<usize>,
    /// Its text, marks included.
    pub text: &'a str,
}

/// Splits rendered text at its blocks.
pub fn segments(rendered: &str) -> Vec<Segment<'_>> {
    let mut segments = Vec::new();
    let mut rest = rendered;
    while let Some(start) = rest.find(BLOCK) {
        segments.push(Segment { block: None, text: &rest[..start] });
        let inner = &rest[start + BLOCK.len_utf8()..];
        let end = inner.find(BLOCK_END).unwrap_or(inner.len());
        let mut text = &inner[..end];
        let block = text.chars().next().and_then(index_of);
        if block.is_some() {
            text = &text[text.chars().next().map_or(0, char::len_utf8)..];
        }
        segments.push(Segment { block, text });
        rest = inner.get(end + BLOCK_END.len_utf8()..).unwrap_or("");
    }
    segments.push(Segment { block: None, text: rest });
    segments
}

/// The wordings of a block: its parts between lines that hold only `-- or --`, outside printed values.
/// Empty ones are left out.
pub fn wordings(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut line_start = 0;
    let mut inside = 0_i32;
    for (offset, c) in text.char_indices().chain([(text.len(), '\n')]) {
        match c {
            VALUE => inside += 1,
            VALUE_END => inside -= 1,
            '\n' if inside <= 0 => {
                if text[line_start..offset].trim() == "-- or --" {
                    parts.push(&text[start..line_start]);
                    start = (offset + 1).min(text.len());
                }
                line_start = offset + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[start.min(text.len())..]);
    parts.retain(|part| part.chars().any(|c| !c.is_whitespace() && !is_mark(c) && index_of(c).is_none()));
    parts
}

/// Finished text and its marks.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Decoded {
    /// The text.
    pub text: String,
    /// Its marks.
    pub marks: Vec<Mark>,
}

/// Takes the marks out of a wording and tidies it: single spaces, single line ends, nothing at the rims,
/// no second full stop after a value that ends in one.
pub fn decode(raw: &str, steps: &[String], slots: &[&str]) -> Decoded {
    let mut decoder = Decoder { text: String::with_capacity(raw.len()), ..Decoder::default() };
    let mut chars = raw.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            VALUE => decoder.open(Open::Value),
            VALUE_END => decoder.close(|open| matches!(open, Open::Value)),
            STEP | SLOT => {
                let index = chars.peek().copied().and_then(index_of);
                if index.is_some() {
                    chars.next();
                }
                decoder.open(if c == STEP { Open::Step(index) } else { Open::Slot(index) });
            }
            STEP_END => decoder.close(|open| matches!(open, Open::Step(_))),
            SLOT_END => decoder.close(|open| matches!(open, Open::Slot(_))),
            c if is_mark(c) => {}
            c => decoder.push(c),
        }
    }
    decoder.finish(steps, slots)
}

#[derive(Clone, Copy)]
enum Open {
    Value,
    Step(Option<usize>),
    Slot(Option<usize>),
}

#[derive(Default)]
struct Decoder {
    text: String,
    /// White space seen and not yet written: it is written only before something visible.
    gap: Option<char>,
    /// Marks that are open: what, and where they will begin (none until something visible comes).
    open: Vec<(Open, Option<usize>)>,
    done: Vec<(Open, usize, usize)>,
    /// Whether the last visible character ended a printed value.
    after_value: bool,
}

impl Decoder {
    fn open(&mut self, open: Open) {
        self.open.push((open, None));
    }

    fn close(&mut self, is: impl Fn(&Open) -> bool) {
        let Some(place) = self.open.iter().rposition(|(open, _)| is(open)) else { return };
        let (open, start) = self.open.remove(place);
        if let Some(start) = start {
            self.done.push((open, start, self.text.len()));
            self.after_value |= matches!(open, Open::Value);
        }
    }

    fn push(&mut self, c: char) {
        if c == '\n' {
            self.gap = Some('\n');
            return;
        }
        if c == ' ' || c == '\t' || c == '\r' {
            self.gap = self.gap.or(Some(' '));
            return;
        }
        if c == '.' && self.gap.is_none() && self.after_value && self.text.ends_with(['.', '!', '?', '…']) {
            self.after_value = false;
            return;
        }
        if let Some(gap) = self.gap.take()
            && !self.text.is_empty()
        {
            self.text.push(gap);
        }
        let here = self.text.len();
        for (_, start) in &mut self.open {
            start.get_or_insert(here);
        }
        self.text.push(c);
        self.after_value = false;
    }

    fn finish(self, steps: &[String], slots: &[&str]) -> Decoded {
        let mut marks: Vec<Mark> = self
            .done
            .iter()
            .filter_map(|(open, start, end)| {
                let kind = match open {
                    Open::Value => MarkKind::Answer,
                    Open::Step(index) => MarkKind::Move(index.and_then(|index| steps.get(index))?.clone()),
                    Open::Slot(index) => MarkKind::Slot(
                        index
                            .and_then(|index| slots.get(index))
                            .map_or_else(String::new, |key| (*key).to_string()),
                    ),
                };
                Some(Mark { span: *start..*end, kind })
            })
            .collect();
        marks.sort_by_key(|mark| (mark.span.start, std::cmp::Reverse(mark.span.end)));
        Decoded { text: self.text, marks }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(raw: &str) -> String {
        decode(raw, &[], &[]).text
    }

    #[test]
    fn text_is_tidied() {
        assert_eq!(plain("  One.  Two. \n\n\n Three.\n"), "One. Two.\nThree.");
        assert_eq!(plain(&format!("at {VALUE}Acme Inc.{VALUE_END}. Then")), "at Acme Inc. Then");
        assert_eq!(plain("Wait... no. . yes"), "Wait... no. . yes");
    }

    #[test]
    fn marks_have_their_places() {
        let raw = format!(" A {VALUE}{SLOT}{}[role]{SLOT_END}{VALUE_END}  b", index_char(0));
        let decoded = decode(&raw, &[], &["role"]);
        assert_eq!(decoded.text, "A [role] b");
        let slot = decoded.marks.iter().find(|mark| mark.kind == MarkKind::Slot("role".into()));
        assert_eq!(slot.map(|mark| mark.span.clone()), Some(2..8));
    }

    #[test]
    fn wordings_split_only_outside_values() {
        assert_eq!(wordings("a\n-- or --\r\nb\n -- or -- \n\n-- or --\nc").len(), 3);
        let typed = format!("{VALUE}x\n-- or --\ny{VALUE_END}");
        assert_eq!(wordings(&typed).len(), 1);
    }

    #[test]
    fn blocks_are_found() {
        let raw = format!("Subject: {BLOCK}{}Hi{BLOCK_END}\n\nrest", index_char(3));
        let found: Vec<_> = segments(&raw).iter().map(|s| (s.block, s.text.to_string())).collect();
        assert_eq!(found, [(None, "Subject: ".into()), (Some(3), "Hi".into()), (None, "\n\nrest".into())]);
    }
}
