//! The parts of a letter: subject, greeting, introduction, body, sign-off, signature, postscript.

use super::fold::{hash, hash_words};
use super::sentence::Cut;
use super::token::{Flags, Word};
use crate::domain::style::Channel;
use std::ops::Range;

/// What a sentence is part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The subject line.
    Subject,
    /// The greeting.
    Greeting,
    /// Who is calling, and whether it is a good moment.
    Introduction,
    /// What the letter says.
    Body,
    /// The closing formula.
    Signoff,
    /// The name beneath.
    Signature,
    /// What follows the name.
    Postscript,
    /// A stage direction or the message for a machine: not judged.
    Aside,
}

/// A paragraph at its place in the letter.
#[derive(Debug, Clone, Copy)]
pub struct Placed<'a> {
    /// Its first byte in the letter.
    pub start: usize,
    /// Its text.
    pub text: &'a str,
    /// Its words.
    pub words: &'a [Word],
    /// Its sentences.
    pub cuts: &'a [Cut],
    /// Whether it is the subject line.
    pub subject: bool,
}

/// A sentence at its place in the letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// The index of its paragraph.
    pub paragraph: usize,
    /// Its index in the paragraph.
    pub index: usize,
    /// Its bytes in the letter.
    pub span: Range<usize>,
    /// What it is part of.
    pub part: Part,
    /// Its place among the sentences of the body, from 0.
    pub body: Option<usize>,
}

/// A letter taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Layout {
    /// All sentences in order.
    pub sentences: Vec<Sentence>,
    /// How many sentences the body has.
    pub body: usize,
    /// The greeting's bytes, if there is one. It may be the start of the first sentence.
    pub greeting: Option<Range<usize>>,
    /// The bytes of the closing formula, if there is one.
    pub signoff: Option<Range<usize>>,
    /// Whether the closing formula is a curt one.
    pub cold_signoff: bool,
    /// Whether the signature stands without a closing formula.
    pub bare_signature: bool,
    /// How many sentences of the last body paragraph the closing holds at least.
    last_paragraph: usize,
}

const GREETERS: [u32; 10] = [
    hash("dear"),
    hash("hi"),
    hash("hello"),
    hash("hey"),
    hash("good"),
    hash("to"),
    hash("greetings"),
    hash("hiya"),
    hash("yo"),
    hash("howdy"),
];
const TITLES: [u32; 7] =
    [hash("mr"), hash("mrs"), hash("ms"), hash("mx"), hash("dr"), hash("prof"), hash("professor")];
const DAYTIMES: [u32; 4] = [hash("morning"), hash("afternoon"), hash("evening"), hash("day")];

/// Closing formulas, folded, without punctuation.
const CLOSERS: &[&str] = &[
    "regards",
    "kind regards",
    "warm regards",
    "best regards",
    "kindest regards",
    "warmest regards",
    "with kind regards",
    "with warm regards",
    "with best regards",
    "with kindest regards",
    "with warmest regards",
    "best",
    "all the best",
    "all best",
    "best wishes",
    "with best wishes",
    "warm wishes",
    "with warm wishes",
    "all good wishes",
    "with all good wishes",
    "with good wishes",
    "good wishes",
    "kind wishes",
    "very best wishes",
    "with every good wish",
    "sincerely",
    "sincerely yours",
    "most sincerely",
    "yours",
    "yours sincerely",
    "yours faithfully",
    "yours truly",
    "yours respectfully",
    "very truly yours",
    "yours ever",
    "warmly",
    "respectfully",
    "respectfully yours",
    "gratefully",
    "with gratitude",
    "with appreciation",
    "with respect",
    "with thanks",
    "with many thanks",
    "with sincere thanks",
    "with warm thanks",
    "many thanks",
    "thanks",
    "thanks again",
    "thank you",
    "thank you again",
    "thanks so much",
    "thank you very much",
    "cordially",
    "yours cordially",
    "cheers",
    "take care",
    "gratefully yours",
    "with kind thanks",
    "in gratitude",
    "be well",
    "kindly",
    "with warmth",
    "fondly",
    "yours in gratitude",
    "with every best wish",
    "ever grateful",
];
const COLD: &[&str] = &["later", "bye", "thx", "laters", "cya", "peace", "ta", "rgds", "ciao"];

/// Takes a letter apart.
pub fn layout(paragraphs: &[Placed], channel: Channel, sender: &str) -> Layout {
    let mut layout = Layout::default();
    for (index, placed) in paragraphs.iter().enumerate() {
        let part = if placed.subject { Part::Subject } else { Part::Body };
        layout.sentences.extend(placed.cuts.iter().enumerate().map(|(place, cut)| Sentence {
            paragraph: index,
            index: place,
            span: placed.start + cut.span.start..placed.start + cut.span.end,
            part,
            body: None,
        }));
    }
    greeting(paragraphs, &mut layout);
    if channel == Channel::Phone {
        phone(paragraphs, &mut layout);
    }
    ending(paragraphs, sender, &mut layout);
    number(&mut layout);
    layout
}

fn greeting(paragraphs: &[Placed], layout: &mut Layout) {
    let Some(index) = paragraphs.iter().position(|placed| !placed.subject && !placed.words.is_empty()) else {
        return;
    };
    let placed = &paragraphs[index];
    let line = first_line(placed);
    let words = &placed.words[..line];
    let Some(last) = words.last() else { return };
    let line_end = last.span().end;
    let rest_of_line = placed.text[line_end..].lines().next().unwrap_or_default();
    let after = rest_of_line.chars().find(|c| !c.is_whitespace() && *c != '.');
    let opens = greets(words);
    let inner = words
        .iter()
        .skip(1)
        .any(|word| word.flags.any(Flags::COMMA.and(Flags::STOP)) && !titled(words, word));
    let ended = matches!(after, Some(',' | ':' | '—' | '–' | '!' | '-'));
    let whole = !inner
        && ((opens && line <= 8 && ended)
            || (opens && line <= 5 && after.is_none())
            || (line <= 2 && matches!(after, Some(',' | ':'))));
    if whole {
        layout.greeting = Some(placed.start..placed.start + line_end);
        for sentence in layout.sentences.iter_mut().filter(|sentence| sentence.paragraph == index) {
            if placed.cuts[sentence.index].words.end <= line {
                sentence.part = Part::Greeting;
            }
        }
    } else if let Some(end) = inline(placed).filter(|_| opens) {
        layout.greeting = Some(placed.start..placed.start + end);
    }
}

/// The end of `Hi Ada,` at the start of a sentence.
fn inline(placed: &Placed) -> Option<usize> {
    let comma = placed
        .words
        .iter()
        .take(6)
        .skip(1)
        .position(|word| word.flags.any(Flags::COMMA.and(Flags::COLON).and(Flags::STOP)))?;
    (comma < 4 || placed.words[0].hash == hash("good")).then(|| placed.words[comma].span().end)
}

/// Whether the stop before a word is that of a title: `Ms. Okafor`.
fn titled(words: &[Word], word: &Word) -> bool {
    let before = words.iter().take_while(|other| other.start < word.start).last();
    before.is_some_and(|before| TITLES.contains(&before.hash) || before.end - before.start == 1)
}

/// How many words the first line has.
fn first_line(placed: &Placed) -> usize {
    let next = placed.words.iter().skip(1).position(|word| word.flags.has(Flags::LINE));
    next.map_or(placed.words.len(), |at| at + 1)
}

/// Whether words open a greeting.
fn greets(words: &[Word]) -> bool {
    let Some(first) = words.first() else { return false };
    let second = words.get(1).map_or(0, |word| word.hash);
    if first.hash == hash("good") {
        return DAYTIMES.contains(&second);
    }
    if first.hash == hash("to") {
        return second == hash("whom")
            || (words.len() <= 6 && words.get(1).is_some_and(|w| w.hash == hash("the")));
    }
    GREETERS.contains(&first.hash) || TITLES.contains(&first.hash)
}

/// Directions, the message for a machine, and who is calling.
fn phone(paragraphs: &[Placed], layout: &mut Layout) {
    let machine: Vec<bool> = paragraphs.iter().map(is_voicemail).collect();
    // A direction stands in brackets, and may hold more than one sentence.
    let mut inside = false;
    for sentence in &mut layout.sentences {
        let placed = &paragraphs[sentence.paragraph];
        let text = placed.text.get(placed.cuts[sentence.index].span.clone()).unwrap_or_default();
        inside |= text.starts_with('(');
        if machine[sentence.paragraph] || inside {
            sentence.part = Part::Aside;
        }
        inside &= !text.ends_with(')');
    }
    let Some(first) = layout
        .sentences
        .iter()
        .find(|sentence| matches!(sentence.part, Part::Body | Part::Greeting))
        .map(|s| s.paragraph)
    else {
        return;
    };
    let placed = &paragraphs[first];
    let says = |words: [u32; 2]| {
        placed.words.windows(2).any(|pair| pair[0].hash == words[0] && pair[1].hash == words[1])
    };
    let introduces = says([hash("this"), hash("is")])
        || says([hash("it"), hash("'s")])
        || says([hash("name"), hash("is")])
        || says([hash("calling"), hash("about")])
        || says([hash("name"), hash("'s")]);
    let spoken = |sentence: &&mut Sentence| sentence.paragraph == first && sentence.part != Part::Aside;
    if introduces && layout.sentences.iter_mut().filter(spoken).count() <= 5 {
        for sentence in layout.sentences.iter_mut().filter(spoken) {
            sentence.part = Part::Introduction;
        }
    }
}

fn is_voicemail(placed: &Placed) -> bool {
    let line = &placed.words[..first_line(placed)];
    line.len() <= 12
        && line.iter().any(|word| word.hash == hash("voicemail") || word.hash == hash("machine"))
        && line
            .first()
            .is_some_and(|word| [hash("if"), hash("for"), hash("voicemail"), hash("on")].contains(&word.hash))
}

/// A line of a letter: its paragraph, its words, its bytes in the paragraph.
struct Line {
    paragraph: usize,
    words: Range<usize>,
    span: Range<usize>,
}

/// The last lines that hold words, the last first.
fn last_lines(paragraphs: &[Placed], most: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    for (paragraph, placed) in paragraphs.iter().enumerate().rev() {
        if placed.subject {
            break;
        }
        let mut end = placed.words.len();
        while end > 0 && lines.len() < most {
            let start = placed.words[..end].iter().rposition(|word| word.flags.has(Flags::LINE)).unwrap_or(0);
            let span = placed.words[start].span().start..placed.words[end - 1].span().end;
            lines.push(Line { paragraph, words: start..end, span });
            end = start;
        }
        if lines.len() >= most {
            break;
        }
    }
    lines
}

fn ending(paragraphs: &[Placed], sender: &str, layout: &mut Layout) {
    let lines = last_lines(paragraphs, 6);
    let text = |line: &Line| paragraphs[line.paragraph].text.get(line.span.clone()).unwrap_or_default();
    let names = hash_words(sender);
    let is_name = |line: &Line| {
        let words = &paragraphs[line.paragraph].words[line.words.clone()];
        !names.is_empty()
            && words.len() <= 5
            && words.iter().any(|word| names.contains(&word.hash))
            && words.iter().all(|word| names.contains(&word.hash) || word.flags.has(Flags::CAPITAL))
    };
    let is_closer = |line: &Line| {
        let folded = folded_line(text(line));
        CLOSERS.contains(&folded.as_str()) || COLD.contains(&folded.as_str())
    };
    // Beneath a closing formula stand names and numbers, and perhaps a postscript: no sentences.
    let name_like = |line: &Line| {
        let whole = paragraphs[line.paragraph].text.get(line.span.start..).unwrap_or_default();
        let whole = whole.lines().next().unwrap_or_default().trim_end();
        line.words.len() <= 6 && !whole.ends_with(['.', '?', '!'])
    };
    let is_postscript = |line: &Line| {
        folded_line(text(line)).starts_with("p.s") || folded_line(text(line)).starts_with("ps ")
    };
    let postscript = lines.iter().position(is_postscript).map_or(0, |at| at + 1);
    let closer = (0..lines.len())
        .find(|at| is_closer(&lines[*at]) && lines[postscript.min(*at)..*at].iter().all(name_like));
    let spoken_thanks = |at: usize| at + 1 == lines.len() || lines[at].paragraph == 0;
    let found = closer.filter(|at| !spoken_thanks(*at) || *at > 0).map(|at| (at, true)).or_else(|| {
        let name = lines.iter().take(2).position(is_name)?;
        let before = lines.get(name + 1)?;
        let words = before.words.len();
        let comma = paragraphs[before.paragraph].text[before.span.end..]
            .trim_start_matches(['"', '”', ' '])
            .starts_with(',');
        Some(if comma && words <= 18 { (name + 1, true) } else { (name, false) })
    });
    match found {
        Some((at, is_closer)) => {
            let line = &lines[at];
            let start = paragraphs[line.paragraph].start;
            if is_closer {
                layout.signoff = Some(start + line.span.start..start + line.span.end);
                layout.cold_signoff = COLD.contains(&folded_line(text(line)).as_str());
            } else {
                layout.bare_signature = true;
            }
            assign(paragraphs, layout, line, is_closer);
        }
        None => inline_signature(paragraphs, &names, layout),
    }
}

/// Marks sign-off, signature and postscript from a line on.
fn assign(paragraphs: &[Placed], layout: &mut Layout, line: &Line, is_closer: bool) {
    let mut after = false;
    for sentence in &mut layout.sentences {
        let cut = &paragraphs[sentence.paragraph].cuts[sentence.index];
        let before = sentence.paragraph < line.paragraph
            || (sentence.paragraph == line.paragraph && cut.words.end <= line.words.start);
        if before || sentence.part == Part::Aside || sentence.part == Part::Subject {
            continue;
        }
        let words = &paragraphs[sentence.paragraph].words[cut.words.clone()];
        let is_line = sentence.paragraph == line.paragraph && cut.words.start < line.words.end;
        let postscript = words.len() > 1 && words[0].hash == hash("p") && words[1].hash == hash("s")
            || words.first().is_some_and(|word| word.hash == hash("ps"));
        after |= postscript;
        sentence.part = if after {
            Part::Postscript
        } else if is_line && is_closer {
            Part::Signoff
        } else {
            Part::Signature
        };
    }
}

/// `… the team's work. Dana`: a name as the last sentence.
fn inline_signature(paragraphs: &[Placed], names: &[u32], layout: &mut Layout) {
    let Some(last) = layout.sentences.last_mut() else { return };
    let placed = &paragraphs[last.paragraph];
    let words = &placed.words[placed.cuts[last.index].words.clone()];
    if !names.is_empty()
        && words.len() <= 3
        && words.iter().all(|word| names.contains(&word.hash))
        && last.part == Part::Body
    {
        last.part = Part::Signature;
        layout.bare_signature = true;
    }
}

fn folded_line(line: &str) -> String {
    let plain = line.trim_matches(|c: char| !c.is_alphanumeric());
    let words: Vec<String> = plain
        .split_whitespace()
        .map(|word| super::fold::fold(word.trim_matches([',', '.', '!', '-', '–', '—'])))
        .collect();
    words.join(" ").trim().to_string()
}

fn number(layout: &mut Layout) {
    let mut count = 0;
    let mut paragraph = None;
    for sentence in &mut layout.sentences {
        // Thanks and wishes often stand in a long closing formula.
        let long_closer = sentence.part == Part::Signoff && sentence.span.len() > 28;
        if sentence.part == Part::Body || sentence.part == Part::Postscript || long_closer {
            sentence.body = Some(count);
            count += 1;
            if paragraph != Some(sentence.paragraph) {
                paragraph = Some(sentence.paragraph);
                layout.last_paragraph = 0;
            }
            layout.last_paragraph += 1;
        }
    }
    layout.body = count;
}

impl Layout {
    /// The first body sentences: where thanks belong.
    pub fn opening(&self) -> usize {
        self.short().unwrap_or_else(|| (3 * self.body).div_ceil(10).clamp(2, 4))
    }

    /// The body sentence at which the closing begins.
    pub fn closing(&self) -> usize {
        let length = self.short().unwrap_or_else(|| self.body.div_ceil(2).max(3).max(self.last_paragraph));
        self.body - length.min(self.body)
    }

    /// Sentences of the first half.
    pub fn first_half(&self) -> usize {
        self.short().unwrap_or_else(|| self.body.div_ceil(2))
    }

    /// A letter of up to three sentences is all of its parts.
    fn short(&self) -> Option<usize> {
        (self.body <= 3).then_some(self.body)
    }
}
