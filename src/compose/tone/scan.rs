//! Finds what the sentences of a paragraph do. Linear in the text: each pattern has a bounded reach, and only
//! those are tried whose rarest words the sentence holds.

use super::pattern::{Instr, NONE, Program};
use super::policy::{Policy, role};
use super::text::{Cut, Flags, Kind, Vocabulary, Word};
use std::ops::Range;

/// Something that a stretch of a sentence does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The signal.
    pub signal: u16,
    /// The sentence, by its index in the paragraph.
    pub sentence: u16,
    /// Its words, by their index in the paragraph.
    pub words: (u16, u16),
    /// Its bytes in the paragraph.
    pub span: (u32, u32),
    /// Whether only a weak pattern found it.
    pub weak: bool,
}

/// The three policies of a signal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clauses {
    /// Denied matches.
    pub negation: Policy,
    /// Matches under a condition.
    pub condition: Policy,
    /// Matches in a question.
    pub question: Policy,
}

/// The words of an answer in each way they may be written, as hashes.
pub type Ways = Vec<Vec<u32>>;

/// A program made ready to run.
#[derive(Debug)]
pub struct Scanner {
    program: Program,
    vocabulary: Vocabulary,
    /// One bit a form for each set.
    bits: Vec<u64>,
    row: usize,
    /// Form → sets of which it is a need.
    needs_of: Vec<Vec<u16>>,
    /// Set → patterns that need it first.
    by_need: Vec<Vec<u32>>,
    /// Patterns without a need.
    free: Vec<u32>,
    clauses: Vec<Clauses>,
}

impl Scanner {
    /// Makes a program ready. `clauses` holds a signal's policies by its number.
    pub fn new(program: Program, clauses: Vec<Clauses>) -> Self {
        let vocabulary = Vocabulary::of(&program);
        let row = program.forms.len().div_ceil(64);
        let mut bits = vec![0_u64; row * program.sets.len()];
        let mut needs_of = vec![Vec::new(); program.forms.len()];
        let mut by_need = vec![Vec::new(); program.sets.len()];
        let mut free = Vec::new();
        for (set, forms) in program.sets.iter().enumerate() {
            for form in forms {
                bits[set * row + usize::from(*form) / 64] |= 1 << (form % 64);
            }
        }
        for (number, tried) in (0_u32..).zip(&program.patterns) {
            match tried.needs[0] {
                NONE => free.push(number),
                need => by_need[usize::from(need)].push(number),
            }
            for need in tried.needs.into_iter().filter(|need| *need != NONE) {
                for form in &program.sets[usize::from(need)] {
                    let known: &mut Vec<u16> = &mut needs_of[usize::from(*form)];
                    if !known.contains(&need) {
                        known.push(need);
                    }
                }
            }
        }
        Scanner { program, vocabulary, bits, row, needs_of, by_need, free, clauses }
    }

    /// The words that the patterns know.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// Keys of the answers that patterns name, in the order in which [`Scanner::hits`] wants them.
    pub fn fields(&self) -> &[String] {
        &self.program.fields
    }

    fn contains(&self, set: u32, word: &Word) -> bool {
        let row = usize::try_from(set).unwrap_or(0) * self.row;
        word.forms
            .iter()
            .any(|form| *form != 0 && self.bits[row + usize::from(*form) / 64] & (1 << (form % 64)) != 0)
    }

    /// What the sentences of a paragraph do, in order.
    pub fn hits(&self, words: &[Word], cuts: &[Cut], fields: &[Ways]) -> Vec<Hit> {
        let mut hits = Vec::new();
        let mut work =
            Work { seen: vec![false; self.program.sets.len()], marked: Vec::new(), found: Vec::new() };
        for (number, cut) in (0_u16..).zip(cuts) {
            self.sentence(&words[cut.words.clone()], fields, &mut work);
            self.settle(&mut work.found, words, cut, number, &mut hits);
        }
        hits
    }

    fn sentence(&self, words: &[Word], fields: &[Ways], work: &mut Work) {
        for word in words {
            for form in word.forms.iter().filter(|form| **form != 0) {
                for need in &self.needs_of[usize::from(*form)] {
                    if !std::mem::replace(&mut work.seen[usize::from(*need)], true) {
                        work.marked.push(*need);
                    }
                }
            }
        }
        for index in 0..work.marked.len() {
            for number in &self.by_need[usize::from(work.marked[index])] {
                self.pattern(*number, words, fields, work);
            }
        }
        for number in &self.free {
            self.pattern(*number, words, fields, work);
        }
        for need in work.marked.drain(..) {
            work.seen[usize::from(need)] = false;
        }
    }

    fn pattern(&self, number: u32, words: &[Word], fields: &[Ways], work: &mut Work) {
        let Some(tried) = self.program.patterns.get(usize::try_from(number).unwrap_or(usize::MAX)) else {
            return;
        };
        if tried.needs[1] != NONE && !work.seen[usize::from(tried.needs[1])] {
            return;
        }
        let begins = |word: &Word| tried.start == NONE || self.contains(u32::from(tried.start), word);
        for start in 0..words.len() {
            let named = tried.field_start && self.begins_field(words, start, fields);
            if !begins(&words[start]) && !named {
                continue;
            }
            let attempt = Attempt { scanner: self, words, fields, keeps: tried.keeps };
            let mut best = None;
            attempt.run(index(tried.entry), start, true, &mut best);
            if let Some(end) = best.filter(|end| *end > start) {
                work.found.push(Raw { signal: tried.signal, role: tried.role, start, end });
            }
        }
    }

    fn begins_field(&self, words: &[Word], start: usize, fields: &[Ways]) -> bool {
        fields.iter().flatten().any(|way| way.first() == Some(&words[start].hash))
    }

    /// Keeps the longest match a start, drops what overlaps or is not meant, applies the policies.
    fn settle(&self, found: &mut Vec<Raw>, words: &[Word], cut: &Cut, sentence: u16, hits: &mut Vec<Hit>) {
        found.sort_by_key(|raw| (raw.signal, raw.role, raw.start, std::cmp::Reverse(raw.end)));
        let mut at = 0;
        while at < found.len() {
            let signal = found[at].signal;
            let count = found[at..].iter().take_while(|raw| raw.signal == signal).count();
            self.settle_signal(&found[at..at + count], words, cut, sentence, hits);
            at += count;
        }
        found.clear();
    }

    fn settle_signal(
        &self,
        of_signal: &[Raw],
        words: &[Word],
        cut: &Cut,
        sentence: u16,
        hits: &mut Vec<Hit>,
    ) {
        let unless = |raw: &Raw| {
            of_signal
                .iter()
                .any(|other| other.role == role::UNLESS && other.start < raw.end && raw.start < other.end)
        };
        let clauses = self.clauses[usize::from(of_signal[0].signal)];
        for wanted in [role::STRONG, role::WEAK] {
            let mut free_from = 0;
            for raw in of_signal.iter().filter(|raw| raw.role == wanted) {
                let first = &words[cut.words.start + raw.start];
                let allowed = clauses.negation.allows(first.flags.has(Flags::NEGATED))
                    && clauses.condition.allows(first.flags.has(Flags::CONDITION))
                    && clauses.question.allows(cut.question);
                if raw.start < free_from || !allowed || unless(raw) {
                    continue;
                }
                free_from = raw.end;
                hits.push(hit(raw, words, cut, sentence));
            }
        }
    }
}

fn hit(raw: &Raw, words: &[Word], cut: &Cut, sentence: u16) -> Hit {
    let range: Range<usize> = cut.words.start + raw.start..cut.words.start + raw.end;
    let short = |number: usize| u16::try_from(number).unwrap_or(u16::MAX);
    Hit {
        signal: raw.signal,
        sentence,
        words: (short(range.start), short(range.end)),
        span: (words[range.start].start, words[range.end - 1].end),
        weak: raw.role == role::WEAK,
    }
}

fn index(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

struct Raw {
    signal: u16,
    role: u8,
    start: usize,
    end: usize,
}

struct Work {
    seen: Vec<bool>,
    marked: Vec<u16>,
    found: Vec<Raw>,
}

struct Attempt<'a> {
    scanner: &'a Scanner,
    words: &'a [Word],
    fields: &'a [Ways],
    keeps: bool,
}

impl Attempt<'_> {
    /// Runs a program from a word on; notes the furthest end. `free`: nothing bars the next word.
    fn run(&self, mut pc: usize, mut at: usize, mut free: bool, best: &mut Option<usize>) {
        loop {
            let Some(code) = self.scanner.program.code.get(pc) else { return };
            pc += 1;
            match Instr::decode(*code) {
                Instr::Match => {
                    *best = Some(best.map_or(at, |end| end.max(at)));
                    return;
                }
                Instr::Set(set) => match self.words.get(at) {
                    Some(word) if self.passes(word, free) && self.scanner.contains(set, word) => at += 1,
                    _ => return,
                },
                Instr::Any => match self.words.get(at) {
                    Some(word) if self.passes(word, free) && self.skips(word) => at += 1,
                    _ => return,
                },
                Instr::Gap(most) => {
                    self.gap(pc, at, index(most), free, best);
                    return;
                }
                Instr::Field(field) => {
                    for way in self.fields.get(index(field)).into_iter().flatten() {
                        if self.matches_way(at, way, free) {
                            self.run(pc, at + way.len(), false, best);
                        }
                    }
                    return;
                }
                Instr::Comma => match self.words.get(at) {
                    Some(word) if word.flags.has(Flags::COMMA) => continue,
                    _ => return,
                },
                Instr::Colon => match self.words.get(at) {
                    Some(word) if word.flags.has(Flags::COLON) => {
                        free = true;
                        continue;
                    }
                    _ => return,
                },
                Instr::Start if at == 0 => continue,
                Instr::End if at == self.words.len() => continue,
                Instr::Start | Instr::End => return,
                Instr::Split(to) => {
                    self.run(pc, at, free, best);
                    pc = index(to);
                    continue;
                }
                Instr::Jump(to) => {
                    pc = index(to);
                    continue;
                }
                Instr::Not(to) => {
                    let mut found = None;
                    self.run(pc, at, free, &mut found);
                    if found.is_some() {
                        return;
                    }
                    pc = index(to);
                    continue;
                }
            }
            free = false;
        }
    }

    fn gap(&self, pc: usize, at: usize, most: usize, free: bool, best: &mut Option<usize>) {
        self.run(pc, at, free, best);
        for passed in 0..most {
            match self.words.get(at + passed) {
                Some(word) if self.passes(word, free && passed == 0) && self.skips(word) => {
                    self.run(pc, at + passed + 1, false, best);
                }
                _ => return,
            }
        }
    }

    fn passes(&self, word: &Word, free: bool) -> bool {
        free || !word.flags.has(Flags::BARRIER)
    }

    /// Whether a gap may pass over a word.
    fn skips(&self, word: &Word) -> bool {
        (self.keeps || !word.flags.has(Flags::CUE))
            && matches!(word.kind, Kind::Word | Kind::Number | Kind::Money)
    }

    fn matches_way(&self, at: usize, way: &[u32], free: bool) -> bool {
        !way.is_empty()
            && self.words.get(at..at + way.len()).is_some_and(|words| {
                words
                    .iter()
                    .zip(way)
                    .enumerate()
                    .all(|(place, (word, hash))| word.hash == *hash && self.passes(word, free && place == 0))
            })
    }
}
