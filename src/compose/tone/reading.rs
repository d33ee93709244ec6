//! A letter read: its paragraphs with their words and signals, its parts. Paragraphs are remembered.

use super::scan::{Hit, Scanner, Ways, Work};
use super::text::{Cut, Flags, Layout, Part, Placed, Word, layout, offset, sentences, tokens};
use crate::domain::style::Channel;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

/// A paragraph read for itself. Its offsets count from its own start.
#[derive(Debug)]
pub struct Paragraph {
    text: Box<str>,
    /// Its words.
    pub words: Vec<Word>,
    /// Its sentences.
    pub cuts: Vec<Cut>,
    /// What its sentences do.
    pub hits: Vec<Hit>,
}

/// Paragraphs that were read before, so that a keystroke reads one.
#[derive(Debug, Default, Clone)]
pub struct Memory {
    known: Vec<Arc<Paragraph>>,
    /// Sentence → what it does, counted from its own start, and the marks around it.
    sentences: HashMap<Box<str>, (Flags, bool, Vec<Hit>)>,
    fields: Vec<Ways>,
    work: Work,
}

/// So many paragraphs are remembered.
const MOST: usize = 256;

impl Memory {
    /// Forgets everything that was read.
    pub fn forget(&mut self) {
        self.known.clear();
        self.sentences.clear();
    }

    /// The answers that patterns name, as they were for the last letter.
    pub fn fields(&self) -> &[Ways] {
        &self.fields
    }

    /// The paragraph, read anew only where it or the answers that patterns name have changed.
    pub fn read(&mut self, text: &str, scanner: &Scanner, fields: &[Ways]) -> Arc<Paragraph> {
        if self.fields != fields {
            self.known.clear();
            self.sentences.clear();
            self.fields = fields.to_vec();
        }
        if let Some(place) = self.known.iter().position(|known| *known.text == *text) {
            // What was used last stands last: the oldest goes first.
            let found = self.known.remove(place);
            self.known.push(Arc::clone(&found));
            return found;
        }
        let mut words = tokens(text, scanner.vocabulary());
        let cuts = sentences(text, &mut words);
        let hits = self.hits(text, &words, &cuts, scanner, fields);
        let read = Arc::new(Paragraph { text: text.into(), words, cuts, hits });
        if self.known.len() >= MOST {
            self.known.remove(0);
        }
        self.known.push(Arc::clone(&read));
        read
    }
}

/// So many sentences are remembered.
const MOST_SENTENCES: usize = 2000;

impl Memory {
    /// What the sentences of a paragraph do. A keystroke changes one of them: the others are remembered.
    fn hits(
        &mut self,
        text: &str,
        words: &[Word],
        cuts: &[Cut],
        scanner: &Scanner,
        fields: &[Ways],
    ) -> Vec<Hit> {
        if self.sentences.len() > MOST_SENTENCES {
            self.sentences.clear();
        }
        let mut hits = Vec::new();
        for (number, cut) in (0_u32..).zip(cuts) {
            let start = offset(cut.span.start);
            let key = text.get(cut.span.clone()).unwrap_or_default();
            // A mark before a sentence can matter to its first word.
            let marks = words[cut.words.start].flags;
            // So can the mark behind it: a question is one whatever stands between.
            if let Some((known, question, found)) = self.sentences.get(key)
                && *known == marks
                && *question == cut.question
            {
                hits.extend(found.iter().map(|hit| moved(hit, number, |byte| byte + start)));
                continue;
            }
            let found = scanner.hits_of(words, cut, number, fields, &mut self.work);
            let home = found.iter().map(|hit| moved(hit, 0, |byte| byte - start)).collect();
            self.sentences.insert(key.into(), (marks, cut.question, home));
            hits.extend(found);
        }
        hits
    }
}

fn moved(hit: &Hit, sentence: u32, byte: impl Fn(u32) -> u32) -> Hit {
    Hit { signal: hit.signal, sentence, span: (byte(hit.span.0), byte(hit.span.1)), weak: hit.weak }
}

/// A hit at its place in the letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The signal.
    pub signal: u16,
    /// The sentence, by its index in the layout.
    pub sentence: usize,
    /// Its bytes in the letter.
    pub span: Range<usize>,
    /// Whether only a weak pattern found it.
    pub weak: bool,
}

/// A letter read.
#[derive(Debug)]
pub struct Reading<'t> {
    /// The letter's text.
    pub text: &'t str,
    /// Its paragraphs, each with its first byte and whether it is the subject.
    pub paragraphs: Vec<(usize, Arc<Paragraph>, bool)>,
    /// Its parts.
    pub layout: Layout,
    /// What its sentences do, in order.
    pub hits: Vec<Found>,
    /// Signal → whether a hit has it.
    present: Vec<bool>,
}

impl<'t> Reading<'t> {
    /// Reads a letter.
    pub fn of(
        text: &'t str,
        channel: Channel,
        sender: &str,
        scanner: &Scanner,
        fields: &[Ways],
        memory: &mut Memory,
    ) -> Self {
        let parts = parts(text);
        let paragraphs: Vec<(usize, Arc<Paragraph>, bool)> = parts
            .into_iter()
            .map(|(span, subject)| (span.start, memory.read(&text[span], scanner, fields), subject))
            .collect();
        let placed: Vec<Placed> = paragraphs
            .iter()
            .map(|(start, read, subject)| Placed {
                start: *start,
                text: &read.text,
                words: &read.words,
                cuts: &read.cuts,
                subject: *subject,
            })
            .collect();
        let layout = layout(&placed, channel, sender);
        let mut hits = Vec::new();
        let mut first = 0;
        for (start, read, _) in &paragraphs {
            hits.extend(read.hits.iter().map(|hit| Found {
                signal: hit.signal,
                sentence: first + super::text::at(hit.sentence),
                span: start + super::text::at(hit.span.0)..start + super::text::at(hit.span.1),
                weak: hit.weak,
            }));
            first += read.cuts.len();
        }
        let mut present = vec![false; scanner.signals()];
        for hit in &hits {
            present[usize::from(hit.signal)] = true;
        }
        Reading { text, paragraphs, layout, hits, present }
    }

    /// The words of a sentence, with the first byte of their paragraph.
    pub fn words(&self, sentence: usize) -> (usize, &[Word]) {
        let Some(found) = self.layout.sentences.get(sentence) else { return (0, &[]) };
        let (start, read, _) = &self.paragraphs[found.paragraph];
        (*start, &read.words[read.cuts[found.index].words.clone()])
    }

    /// Whether a sentence asks.
    pub fn asks(&self, sentence: usize) -> bool {
        let found = &self.layout.sentences[sentence];
        self.paragraphs[found.paragraph].1.cuts[found.index].question
    }

    /// All words with their bytes in the letter, with the sentence they stand in.
    pub fn all_words(&self) -> impl Iterator<Item = (usize, Range<usize>, &Word)> {
        (0..self.layout.sentences.len()).flat_map(|sentence| {
            let (start, words) = self.words(sentence);
            words.iter().map(move |word| (sentence, word.span().start + start..word.span().end + start, word))
        })
    }

    /// The part that a sentence belongs to.
    pub fn part(&self, sentence: usize) -> Part {
        self.layout.sentences[sentence].part
    }

    /// The text of a sentence.
    pub fn sentence_text(&self, sentence: usize) -> &'t str {
        self.text.get(self.layout.sentences[sentence].span.clone()).unwrap_or_default()
    }

    /// The sentence at a byte of the letter.
    pub fn sentence_at(&self, at: usize) -> Option<usize> {
        let sentences = &self.layout.sentences;
        let found = sentences.partition_point(|sentence| sentence.span.start <= at).checked_sub(1)?;
        (at <= sentences[found].span.end).then_some(found)
    }

    /// Whether the letter has one of these signals at all.
    pub fn any(&self, signals: &[u16]) -> bool {
        signals.iter().any(|signal| self.present[usize::from(*signal)])
    }

    /// What these sentences do.
    pub fn hits_in(&self, sentences: std::ops::RangeInclusive<usize>) -> &[Found] {
        let from = self.hits.partition_point(|hit| hit.sentence < *sentences.start());
        let to = self.hits.partition_point(|hit| hit.sentence <= *sentences.end());
        &self.hits[from..to.max(from)]
    }

    /// Whether a sentence has one of these signals, told by a strong pattern.
    pub fn has(&self, sentence: usize, signals: &[u16]) -> bool {
        self.hits_in(sentence..=sentence).iter().any(|hit| !hit.weak && signals.contains(&hit.signal))
    }

    /// The body's sentences, in order: index in the layout.
    pub fn body(&self) -> impl Iterator<Item = usize> {
        self.layout
            .sentences
            .iter()
            .enumerate()
            .filter(|(_, sentence)| sentence.body.is_some())
            .map(|(index, _)| index)
    }
}

/// The paragraphs of a letter: bytes, and whether they are the subject line.
fn parts(text: &str) -> Vec<(Range<usize>, bool)> {
    let mut parts = Vec::new();
    let mut at = 0;
    let head = text.len() - text.trim_start().len();
    let line = text[head..].lines().next().unwrap_or_default();
    if line.get(..8).is_some_and(|start| start.eq_ignore_ascii_case("subject:")) {
        parts.push((head + 8..head + line.len(), true));
        at = head + line.len();
    }
    let mut start = None;
    while at < text.len() {
        let end = text[at..].find('\n').map_or(text.len(), |found| at + found + 1);
        let blank = text[at..end].trim().is_empty();
        if !blank && start.is_none() {
            start = Some(at);
        }
        if blank && let Some(from) = start.take() {
            parts.push((trimmed(text, from, at), false));
        }
        at = end;
    }
    if let Some(from) = start {
        parts.push((trimmed(text, from, text.len()), false));
    }
    parts
}

fn trimmed(text: &str, from: usize, to: usize) -> Range<usize> {
    from..from + text[from..to].trim_end().len()
}
