//! One pass over a paragraph: words with their bytes, and what stands between them.

use super::fold;
use super::vocabulary::Vocabulary;
use crate::compose::tone::pattern::{MONEY, NUMBER, UNKNOWN};
use std::ops::Range;

/// A word, number, blank or address, with what is known of it.
#[derive(Debug, Clone, Copy)]
pub struct Word {
    /// First byte in the paragraph.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
    /// The folded word as a number, to compare words that no pattern knows.
    pub hash: u32,
    /// The forms that it may be: `'s` is also `is` and `has`. [`UNKNOWN`] where there is none.
    pub forms: [u16; 4],
    /// What it is.
    pub kind: Kind,
    /// What stands before it, and how it is marked.
    pub flags: Flags,
}

/// What a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Letters and digits.
    Word,
    /// Digits.
    Number,
    /// An amount with its currency.
    Money,
    /// A blank to be filled in.
    Hole,
    /// A web or mail address.
    Address,
}

/// What stands before a word, and how it is marked. Several at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Flags(u16);

impl Flags {
    /// A comma stands before it.
    pub const COMMA: Flags = Flags(1);
    /// A colon, semicolon or dash stands before it.
    pub const COLON: Flags = Flags(1 << 1);
    /// A full stop, exclamation or question mark or an ellipsis stands before it.
    pub const STOP: Flags = Flags(1 << 2);
    /// A quotation mark stands before it.
    pub const QUOTE: Flags = Flags(1 << 3);
    /// A line end stands before it.
    pub const LINE: Flags = Flags(1 << 4);
    /// An opening bracket stands before it.
    pub const BRACKET: Flags = Flags(1 << 5);
    /// It begins with a capital.
    pub const CAPITAL: Flags = Flags(1 << 6);
    /// It has two letters or more, all of them capitals.
    pub const SHOUTED: Flags = Flags(1 << 7);
    /// It is the second part of a contraction or a possessive: it has no bytes of its own before it.
    pub const JOINED: Flags = Flags(1 << 8);
    /// It is denied.
    pub const NEGATED: Flags = Flags(1 << 9);
    /// It stands under a condition.
    pub const CONDITION: Flags = Flags(1 << 10);
    /// It denies.
    pub const CUE: Flags = Flags(1 << 11);
    /// Something stands before it that no match may pass over.
    pub const BARRIER: Flags = Flags(1 << 12);

    /// Whether all of these are set.
    pub fn has(self, other: Flags) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether one of these is set.
    pub fn any(self, other: Flags) -> bool {
        self.0 & other.0 != 0
    }

    /// Sets these as well.
    pub fn set(&mut self, other: Flags) {
        self.0 |= other.0;
    }

    /// Both.
    pub const fn and(self, other: Flags) -> Flags {
        Flags(self.0 | other.0)
    }
}

impl Word {
    /// Its bytes in the paragraph.
    pub fn span(&self) -> Range<usize> {
        at(self.start)..at(self.end)
    }

    /// Whether one of its forms is this one.
    pub fn is(&self, form: u16) -> bool {
        form != UNKNOWN && self.forms.contains(&form)
    }
}

/// A stored offset as an index.
pub fn at(offset: u32) -> usize {
    usize::try_from(offset).unwrap_or(usize::MAX)
}

/// An index as a stored offset.
pub fn offset(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// The words of a paragraph.
pub fn tokens(text: &str, vocabulary: &Vocabulary) -> Vec<Word> {
    let mut reader = Reader {
        text,
        at: 0,
        words: Vec::with_capacity(text.len() / 5),
        flags: Flags::default(),
        vocabulary,
        folded: String::new(),
    };
    while reader.step() {}
    reader.words
}

/// A blank in brackets is at most so many characters long.
const HOLE: usize = 60;

struct Reader<'t> {
    text: &'t str,
    at: usize,
    words: Vec<Word>,
    flags: Flags,
    vocabulary: &'t Vocabulary,
    folded: String,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn step(&mut self) -> bool {
        let Some(first) = self.rest().chars().next() else { return false };
        if first.is_alphanumeric() {
            self.word(first);
        } else if matches!(first, '$' | '£' | '€')
            && self.rest()[first.len_utf8()..].starts_with(|c: char| c.is_ascii_digit())
        {
            self.money(first);
        } else if let Some(length) = hole(self.rest()) {
            self.plain(length, Kind::Hole, [UNKNOWN; 4]);
        } else {
            self.mark(first);
        }
        true
    }

    fn mark(&mut self, mark: char) {
        let length = mark.len_utf8();
        let flag = match mark {
            ',' => Flags::COMMA,
            ':' | ';' => Flags::COLON.and(Flags::BARRIER),
            '—' | '–' => Flags::COLON,
            '-' if !self.joins_words() => Flags::COLON,
            '*' | '|' | '•' | '=' | '#' => Flags::BARRIER,
            '.' | '!' | '?' | '…' => Flags::STOP,
            '"' | '“' | '”' | '„' | '«' | '»' => Flags::QUOTE,
            '\'' | '‘' | '’' => Flags::QUOTE,
            '(' | '[' | '{' => Flags::BRACKET,
            '\n' => Flags::LINE,
            _ => Flags::default(),
        };
        self.flags.set(flag);
        self.at += length;
    }

    /// Whether the hyphen here stands between two letters, as in `runner-up`.
    fn joins_words(&self) -> bool {
        let before = self.text[..self.at].chars().next_back().is_some_and(char::is_alphanumeric);
        before && self.rest()[1..].starts_with(char::is_alphanumeric)
    }

    fn money(&mut self, sign: char) {
        let digits = number(&self.rest()[sign.len_utf8()..]);
        let mut length = sign.len_utf8() + digits;
        if self.rest()[length..].starts_with(['k', 'K', 'm', 'M'])
            && !self.rest()[length + 1..].starts_with(char::is_alphanumeric)
        {
            length += 1;
        }
        self.plain(length, Kind::Money, [MONEY, NUMBER, UNKNOWN, UNKNOWN]);
    }

    fn word(&mut self, first: char) {
        let rest = self.rest();
        if first.is_ascii_digit() {
            let digits = number(rest);
            if !rest[digits..].starts_with(char::is_alphabetic) {
                self.plain(digits, Kind::Number, [NUMBER, UNKNOWN, UNKNOWN, UNKNOWN]);
                return;
            }
        }
        let mut length = 0;
        let mut letters = rest.char_indices().peekable();
        while let Some((index, letter)) = letters.next() {
            let apostrophe = matches!(letter, '\'' | '’' | 'ʼ');
            let inner = apostrophe && letters.peek().is_some_and(|(_, next)| next.is_alphabetic());
            if !(letter.is_alphanumeric() || inner || is_combining(letter)) {
                break;
            }
            length = index + letter.len_utf8();
        }
        if let Some(address) = address(rest, length) {
            self.plain(address, Kind::Address, [UNKNOWN; 4]);
            return;
        }
        self.contracted(length);
    }

    /// Pushes a word; a contraction as two words that share its bytes.
    fn contracted(&mut self, length: usize) {
        let mut folded = std::mem::take(&mut self.folded);
        folded.clear();
        fold::fold_into(&self.rest()[..length], &mut folded);
        let (head, tail) =
            contraction(&folded).map_or((folded.as_str(), None), |(head, tail)| (head, Some(tail)));
        self.capitals(length);
        self.push(length, Kind::Word, self.forms(head), fold::hash(head));
        if let Some(tail) = tail {
            self.flags = Flags::JOINED;
            self.push(length, Kind::Word, self.tail_forms(tail), fold::hash(tail));
        }
        self.at += length;
        self.folded = folded;
    }

    fn forms(&self, folded: &str) -> [u16; 4] {
        let mut forms = [self.vocabulary.form(folded), UNKNOWN, UNKNOWN, UNKNOWN];
        for (place, form) in (1..4).zip(self.vocabulary.beginnings(folded)) {
            forms[place] = form;
        }
        forms
    }

    fn tail_forms(&self, tail: &str) -> [u16; 4] {
        let one = |word: &str| self.vocabulary.form(word);
        match tail {
            "'s" => [one("'s"), one("is"), one("has"), UNKNOWN],
            "'d" => [one("would"), one("had"), UNKNOWN, UNKNOWN],
            "'ll" => [one("will"), UNKNOWN, UNKNOWN, UNKNOWN],
            "'re" => [one("are"), UNKNOWN, UNKNOWN, UNKNOWN],
            "'ve" => [one("have"), UNKNOWN, UNKNOWN, UNKNOWN],
            "'m" => [one("am"), UNKNOWN, UNKNOWN, UNKNOWN],
            _ => [one(tail), UNKNOWN, UNKNOWN, UNKNOWN],
        }
    }

    fn capitals(&mut self, length: usize) {
        let word = &self.rest()[..length];
        if word.starts_with(char::is_uppercase) {
            let letters = word.chars().filter(|c| c.is_alphabetic()).count();
            let shouted = letters > 1 && !word.chars().any(char::is_lowercase);
            self.flags.set(if shouted { Flags::CAPITAL.and(Flags::SHOUTED) } else { Flags::CAPITAL });
        }
    }

    /// Pushes a word as it stands and passes it.
    fn plain(&mut self, length: usize, kind: Kind, forms: [u16; 4]) {
        let hash = fold::hash(&self.rest()[..length]);
        self.push(length, kind, forms, hash);
        self.at += length;
    }

    fn push(&mut self, length: usize, kind: Kind, forms: [u16; 4], hash: u32) {
        let flags = std::mem::take(&mut self.flags);
        let (start, end) = (offset(self.at), offset(self.at + length));
        self.words.push(Word { start, end, hash, forms, kind, flags });
    }
}

fn is_combining(letter: char) -> bool {
    matches!(u32::from(letter), 0x300..=0x36f | 0x200d | 0xfe0f)
}

/// Digits with inner points, commas and colons: its length.
fn number(text: &str) -> usize {
    let mut length = 0;
    let bytes = text.as_bytes();
    while length < bytes.len() {
        let inner = matches!(bytes[length], b'.' | b',' | b':')
            && bytes.get(length + 1).is_some_and(u8::is_ascii_digit);
        if !(bytes[length].is_ascii_digit() || (inner && length > 0)) {
            break;
        }
        length += 1;
    }
    length
}

/// The length of a web or mail address that begins with a word of `word` bytes.
fn address(text: &str, word: usize) -> Option<usize> {
    let after = &text[word..];
    let is_mail = after.starts_with(['@', '.', '-', '_', '+']);
    let is_web = after.starts_with("://") || (text.starts_with("www") && after.starts_with('.'));
    if !is_mail && !is_web {
        return None;
    }
    let chunk =
        text.split(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | ')' | '(' | ',')).next()?;
    let chunk = chunk.trim_end_matches(['.', '!', '?', ';', ':', '’', '\'']);
    let mail = chunk.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    let web = chunk.contains("://") || chunk.starts_with("www.");
    (mail || web).then_some(chunk.len()).filter(|length| *length > word)
}

/// The length of a blank that begins here.
fn hole(text: &str) -> Option<usize> {
    if text.starts_with("__") {
        return Some(text.len() - text.trim_start_matches('_').len());
    }
    let close = match text.chars().next()? {
        '[' => ']',
        '{' => '}',
        '<' => '>',
        _ => return None,
    };
    let open = &text[..1];
    let doubled = text[1..].starts_with(open);
    let inner_start = if doubled { 2 } else { 1 };
    for (count, (index, letter)) in text[inner_start..].char_indices().enumerate() {
        if count > HOLE || letter == '\n' || text[inner_start + index..].starts_with(open) {
            return None;
        }
        if letter == close {
            let inner = &text[inner_start..inner_start + index];
            let end = inner_start + index + 1;
            let end = if doubled && text[end..].starts_with(close) { end + 1 } else { end };
            return is_blank(inner, close).then_some(end);
        }
    }
    None
}

/// Whether what stands in brackets is a blank and not an address or a remark.
fn is_blank(inner: &str, close: char) -> bool {
    let address = inner.contains("://") || (inner.contains('@') && inner.contains('.'));
    let tag = close == '>' && inner.starts_with(['/', '3', '-', '=']);
    inner.chars().any(char::is_alphanumeric) && !address && !tag
        || (close == ']' && inner.trim().is_empty() && !inner.is_empty())
}

/// The two parts of a contraction or a possessive.
fn contraction(folded: &str) -> Option<(&str, &'static str)> {
    match folded {
        "cannot" | "can't" => return Some(("can", "not")),
        "won't" => return Some(("will", "not")),
        "shan't" => return Some(("shall", "not")),
        "ain't" => return Some(("is", "not")),
        "let's" => return Some(("let", "us")),
        _ => {}
    }
    if let Some(head) = folded.strip_suffix("n't").filter(|head| !head.is_empty()) {
        return Some((head, "not"));
    }
    let place = folded.rfind('\'').filter(|place| *place > 0)?;
    let tails = ["'s", "'d", "'ll", "'re", "'ve", "'m"];
    let tail = tails.iter().find(|tail| **tail == &folded[place..])?;
    Some((&folded[..place], tail))
}
