//! Where sentences end. Titles, initials and company suffixes do not end them; line ends sometimes do.

use super::clause;
use super::fold::hash;
use super::token::{Flags, Kind, Word};
use std::ops::Range;

/// A sentence of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cut {
    /// Its words.
    pub words: Range<usize>,
    /// Its bytes, with its last mark.
    pub span: Range<usize>,
    /// Whether it asks.
    pub question: bool,
    /// Whether it cries out.
    pub exclaims: bool,
}

/// A sentence without an end is cut here, so that work stays in proportion to the text.
const LONGEST: usize = 60;

const TITLES: [u32; 16] = [
    hash("mr"),
    hash("mrs"),
    hash("ms"),
    hash("mx"),
    hash("dr"),
    hash("prof"),
    hash("rev"),
    hash("hon"),
    hash("sr"),
    hash("jr"),
    hash("st"),
    hash("vs"),
    hash("approx"),
    hash("dept"),
    hash("eg"),
    hash("ie"),
];
const SUFFIXES: [u32; 8] =
    [hash("inc"), hash("corp"), hash("ltd"), hash("co"), hash("llc"), hash("plc"), hash("etc"), hash("gmbh")];
const OPENERS: [u32; 32] = [
    hash("i"),
    hash("the"),
    hash("this"),
    hash("that"),
    hash("we"),
    hash("thank"),
    hash("thanks"),
    hash("my"),
    hash("after"),
    hash("please"),
    hash("as"),
    hash("your"),
    hash("if"),
    hash("it"),
    hash("you"),
    hash("a"),
    hash("an"),
    hash("in"),
    hash("on"),
    hash("at"),
    hash("and"),
    hash("but"),
    hash("since"),
    hash("when"),
    hash("while"),
    hash("with"),
    hash("for"),
    hash("there"),
    hash("they"),
    hash("what"),
    hash("would"),
    hash("could"),
];

/// The sentences of a paragraph; marks its words with what is denied and what is conditional.
pub fn sentences(text: &str, words: &mut [Word]) -> Vec<Cut> {
    let mut cuts = Vec::new();
    let mut first = 0;
    let mut line = 0;
    for index in 0..words.len() {
        let end = words[index].span().end;
        let next = words.get(index + 1);
        let between = text.get(end..next.map_or(text.len(), |next| next.span().start)).unwrap_or_default();
        let mark = next.is_none_or(|next| next.flags.any(Flags::STOP.and(Flags::LINE)));
        let ends = match next {
            None => true,
            Some(_) if index + 1 - first >= LONGEST => true,
            Some(next) => mark && ends_here(words, index, next, between, index + 1 - line),
        };
        if next.is_some_and(|next| next.flags.has(Flags::LINE)) {
            line = index + 1;
        }
        if !ends {
            continue;
        }
        let question = between.contains('?');
        clause::mark(&mut words[first..=index], question);
        let span = span(text, &words[first], end, between);
        let exclaims = between.contains('!');
        cuts.push(Cut { words: first..index + 1, span, question, exclaims });
        first = index + 1;
    }
    cuts
}

/// From the first word with its opening quotation mark to the last mark.
fn span(text: &str, first: &Word, end: usize, between: &str) -> Range<usize> {
    let start = first.span().start;
    let opened = text[..start]
        .char_indices()
        .rev()
        .take_while(|(_, c)| matches!(c, '"' | '“' | '‘' | '(' | '„' | '«'));
    let start = opened.last().map_or(start, |(at, _)| at);
    let marks = between
        .char_indices()
        .take_while(|(_, c)| !c.is_whitespace() && !matches!(c, '“' | '(' | '«' | '-' | '—'));
    let length = marks.last().map_or(0, |(at, c)| at + c.len_utf8());
    start..end + length
}

fn ends_here(words: &[Word], index: usize, next: &Word, between: &str, line_words: usize) -> bool {
    let stop = between.find(['.', '!', '?', '…']);
    if let Some(place) = stop {
        let after =
            between[place..].trim_start_matches(['.', '!', '?', '…', '"', '”', '’', '\'', ')', ']', '»']);
        let spaced = after.starts_with(char::is_whitespace) || between[place..].contains(char::is_whitespace);
        if spaced && stop_ends(words, index, next, &between[place..]) {
            return true;
        }
    }
    if !next.flags.has(Flags::LINE) {
        return false;
    }
    // A list item, a greeting, a closer: a short line is a sentence of its own.
    line_words <= 6 || stop.is_some() || between.trim_start().starts_with(':') || has_bullet(between)
}

fn has_bullet(between: &str) -> bool {
    between.trim_start().starts_with(['-', '•', '*', '–'])
}

fn stop_ends(words: &[Word], index: usize, next: &Word, marks: &str) -> bool {
    let run = marks.chars().take_while(|c| matches!(c, '.' | '!' | '?' | '…')).count();
    if marks.starts_with("...") || marks.starts_with('…') {
        return next.flags.has(Flags::CAPITAL) || next.kind != Kind::Word;
    }
    if run > 1 || !marks.starts_with('.') {
        return true;
    }
    let word = &words[index];
    let length = word.end - word.start;
    if TITLES.contains(&word.hash) {
        return false;
    }
    if word.hash == hash("no") {
        return next.kind != Kind::Number;
    }
    let initial = length == 1 && word.kind == Kind::Word && word.hash != hash("i");
    if SUFFIXES.contains(&word.hash) || (initial && dotted(words, index)) {
        return next.flags.has(Flags::CAPITAL) && OPENERS.contains(&next.hash);
    }
    !initial
}

/// Whether a single letter is the end of `p.m.` or `U.S.`.
fn dotted(words: &[Word], index: usize) -> bool {
    index > 0 && words[index].flags.has(Flags::STOP) && words[index - 1].end + 1 == words[index].start
}
