//! Finds what the sentences of a paragraph do. Linear in the text: each pattern has a bounded reach, and only
//! those are tried whose rarest words the sentence holds.
//!
//! A sentence has at most 63 words, so a set of places in it is one number. Each pattern is run on all places at
//! once; only where that leaves an end is it run from each start for the longest match.

mod sentence;
mod work;

pub use work::Work;

use super::pattern::{Instr, NONE, Program};
use super::policy::{Policy, role};
use super::text::{Cut, Flags, Vocabulary, Word};
use sentence::Sentence;
use std::ops::Range;
use work::Raw;

/// Places in a sentence: bit *n* for its word *n*, counted from 0.
type Places = u64;

/// How a program is run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    /// Whether gaps may pass over a denial.
    keeps: bool,
    /// Places that are open whatever bars others: nothing bars the first word of a match.
    first: Places,
}

/// Something that a stretch of a sentence does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The signal.
    pub signal: u16,
    /// The sentence, by its index in the paragraph.
    pub sentence: u32,
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

/// A set of more forms than this is large.
const LARGE: usize = 24;

/// The words of an answer in each way they may be written, as hashes.
pub type Ways = Vec<Vec<u32>>;

/// A program made ready to run.
#[derive(Debug)]
pub struct Scanner {
    program: Program,
    vocabulary: Vocabulary,
    /// Form → the sets it is in that patterns need first: where its list begins, and the lists one after another.
    first_set: Vec<u32>,
    sets_of: Vec<u16>,
    /// Form → the large sets it is in: they are looked up by word, the others by their forms.
    first_large: Vec<u32>,
    large_of: Vec<u16>,
    /// Set → patterns that need it first, in the same way.
    first_pattern: Vec<u32>,
    by_need: Vec<u32>,
    /// Patterns without a need.
    free: Vec<u32>,
    clauses: Vec<Clauses>,
}

impl Scanner {
    /// Makes a program ready. `clauses` holds a signal's policies by its number.
    pub fn new(program: Program, clauses: Vec<Clauses>) -> Self {
        let vocabulary = Vocabulary::of(&program);
        let of = |set: u16| list(&program.first_form, &program.forms_of, usize::from(set));
        let sets = u16::try_from(program.sets()).unwrap_or(NONE);
        let mut needed = vec![false; program.sets()];
        for tried in program.patterns.iter().filter(|tried| tried.needs[0] != NONE) {
            needed[usize::from(tried.needs[0])] = true;
        }
        let by_form = |set: u16| of(set).iter().map(move |form| (usize::from(*form), set));
        let count = vocabulary.forms();
        let needed = (0..sets).filter(|set| needed[usize::from(*set)]).flat_map(by_form);
        let (first_set, sets_of) = gathered(count, needed);
        let large = (0..sets).filter(|set| of(*set).len() > LARGE).flat_map(by_form);
        let (first_large, large_of) = gathered(count, large);
        let numbered = || (0_u32..).zip(&program.patterns);
        let needy = numbered().filter(|(_, tried)| tried.needs[0] != NONE);
        let (first_pattern, by_need) =
            gathered(program.sets(), needy.map(|(number, tried)| (usize::from(tried.needs[0]), number)));
        let free = numbered().filter(|(_, tried)| tried.needs[0] == NONE).map(|(number, _)| number).collect();
        Scanner {
            program,
            vocabulary,
            first_set,
            sets_of,
            first_large,
            large_of,
            first_pattern,
            by_need,
            free,
            clauses,
        }
    }

    /// The words that the patterns know.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// How many signals there are.
    pub fn signals(&self) -> usize {
        self.clauses.len()
    }

    /// Keys of the answers that patterns name, in the order in which [`Scanner::hits`] wants them.
    pub fn fields(&self) -> &[String] {
        &self.program.fields
    }

    /// What the sentences of a paragraph do, in order.
    pub fn hits(&self, words: &[Word], cuts: &[Cut], fields: &[Ways]) -> Vec<Hit> {
        let mut work = Work::default();
        (0_u32..)
            .zip(cuts)
            .flat_map(|(number, cut)| self.hits_of(words, cut, number, fields, &mut work))
            .collect()
    }

    /// What one sentence of a paragraph does.
    pub fn hits_of(
        &self,
        words: &[Word],
        cut: &Cut,
        number: u32,
        fields: &[Ways],
        work: &mut Work,
    ) -> Vec<Hit> {
        let mut hits = Vec::new();
        self.sentence(&words[cut.words.clone()], fields, work);
        self.settle(&mut work.found, words, cut, number, &mut hits);
        hits
    }

    fn sentence(&self, words: &[Word], fields: &[Ways], work: &mut Work) {
        work.fit(self.vocabulary.forms(), self.program.sets(), self.program.routines.len());
        // Sentences are cut shorter than that; nothing is tried beyond.
        let words = &words[..words.len().min(63)];
        for (place, word) in words.iter().enumerate() {
            for form in word.forms.iter().filter(|form| **form != 0) {
                let places = &mut work.forms[usize::from(*form)];
                if *places == 0 {
                    work.here.push(*form);
                }
                *places |= 1 << place;
                for set in list(&self.first_large, &self.large_of, usize::from(*form)) {
                    work.add(*set, 1 << place);
                }
            }
        }
        let all = Sentence::of(words, fields, &self.program.fields);
        for index in 0..work.here.len() {
            for set in list(&self.first_set, &self.sets_of, usize::from(work.here[index])) {
                if work.is_first_look(*set) {
                    work.needed.push(*set);
                }
            }
        }
        for index in 0..work.needed.len() {
            for number in list(&self.first_pattern, &self.by_need, usize::from(work.needed[index])) {
                self.pattern(*number, &all, work);
            }
        }
        for number in &self.free {
            self.pattern(*number, &all, work);
        }
        work.needed.clear();
        for routine in work.called.drain(..) {
            work.calls[index(routine)].clear();
        }
        for form in work.here.drain(..) {
            work.forms[usize::from(form)] = 0;
        }
    }

    /// Where the words of a set stand in the sentence; looked up once a sentence.
    fn places(&self, set: u16, work: &mut Work) -> Places {
        let set = usize::from(set);
        if work.seen[set] != work.turn {
            let forms = list(&self.program.first_form, &self.program.forms_of, set);
            // The places of a large set are noted as its words are met.
            let forms = if forms.len() > LARGE { &[] } else { forms };
            work.masks[set] = forms.iter().fold(0, |all, form| all | work.forms[usize::from(*form)]);
            work.seen[set] = work.turn;
        }
        work.masks[set]
    }

    fn pattern(&self, number: u32, sentence: &Sentence, work: &mut Work) {
        let Some(tried) = self.program.patterns.get(index(number)) else { return };
        let absent = |need: u16, work: &mut Work| need != NONE && self.places(need, work) == 0;
        if absent(tried.needs[1], work) || absent(tried.needs[2], work) {
            return;
        }
        let mut starts = match tried.start {
            NONE => sentence.places(),
            start => self.places(start, work),
        };
        if tried.field_start {
            starts |= sentence.field_starts;
        }
        let run = Run { keeps: tried.keeps, first: starts };
        if starts == 0 || self.ends(tried.entry, starts, run, sentence, work) == 0 {
            return;
        }
        while starts != 0 {
            let start = index(starts.trailing_zeros());
            starts &= starts - 1;
            let run = Run { keeps: tried.keeps, first: 1 << start };
            let ends = self.ends(tried.entry, 1 << start, run, sentence, work);
            // The longest match of a start counts.
            let end = index(Places::BITS - 1 - (ends | 1).leading_zeros());
            if end > start {
                work.found.push(Raw { signal: tried.signal, role: tried.role, start, end });
            }
        }
    }

    /// Where a program ends if it begins at one of these places. All jumps lead forward, so one pass over the
    /// program does for all places at once; what waits further on waits in order, the nearest last.
    fn ends(&self, entry: u32, starts: Places, run: Run, sentence: &Sentence, work: &mut Work) -> Places {
        let mut open = !sentence.barred | run.first;
        let passable = if run.keeps { sentence.kept } else { sentence.passable };
        let (mut pc, mut at) = (entry, starts);
        // Those below wait for the program that called this one.
        let base = work.waiting.len();
        loop {
            if at == 0 {
                // Nothing is alive here: on to the nearest place where something waits.
                let Some((to, _)) = work.waiting[base..].last() else { return 0 };
                pc = *to;
            }
            while let Some((_, places)) = work.waiting[base..].last().filter(|(to, _)| *to == pc) {
                at |= *places;
                work.waiting.pop();
            }
            let Some(code) = self.program.code.get(index(pc)) else { return 0 };
            pc += 1;
            match Instr::decode(*code) {
                Instr::Match => {
                    work.waiting.truncate(base);
                    return at;
                }
                Instr::Set(set) => {
                    at = (at & open & self.places(u16::try_from(set).unwrap_or(NONE), work)) << 1
                }
                Instr::Call(routine) => {
                    at = self.call(routine, at, Run { first: open, ..run }, sentence, work)
                }
                Instr::Any => at = (at & open & passable) << 1,
                Instr::Gap(most) => {
                    let mut step = at;
                    for _ in 0..most {
                        step = (step & open & passable) << 1;
                        at |= step;
                    }
                }
                Instr::Field(field) => at = sentence.after_field(index(field), at, open),
                Instr::Comma => at &= sentence.commas,
                Instr::Colon => {
                    at &= sentence.colons;
                    // It names what bars others: the next word is free.
                    open |= at;
                }
                Instr::Start => at &= 1,
                Instr::End => at &= 1 << sentence.words.len(),
                Instr::Split(to) => wait(&mut work.waiting, base, to, at),
                Instr::Jump(to) => {
                    wait(&mut work.waiting, base, to, at);
                    at = 0;
                }
                Instr::Not(to) => {
                    at = self.without(pc, at, Run { first: open, ..run }, sentence, work);
                    pc = to;
                }
            }
        }
    }

    /// The places at which a program does not match.
    fn without(&self, entry: u32, at: Places, run: Run, sentence: &Sentence, work: &mut Work) -> Places {
        let (mut left, mut kept) = (at, at);
        while left != 0 {
            let place = left & left.wrapping_neg();
            left ^= place;
            if self.ends(entry, place, run, sentence, work) != 0 {
                kept ^= place;
            }
        }
        kept
    }

    /// Where a routine ends that begins at one of these places; worked out once a sentence.
    fn call(&self, routine: u32, at: Places, run: Run, sentence: &Sentence, work: &mut Work) -> Places {
        if at == 0 {
            return 0;
        }
        let run = Run { first: run.first & at & sentence.barred, ..run };
        let known =
            work.calls[index(routine)].iter().find(|(known, places, _)| *known == run && *places == at);
        if let Some((_, _, ends)) = known {
            return *ends;
        }
        let Some(entry) = self.program.routines.get(index(routine)) else { return 0 };
        let ends = self.ends(*entry, at, run, sentence, work);
        let calls = &mut work.calls[index(routine)];
        if calls.is_empty() {
            work.called.push(routine);
        }
        calls.push((run, at, ends));
        ends
    }

    /// Keeps the longest match a start, drops what overlaps or is not meant, applies the policies.
    fn settle(&self, found: &mut Vec<Raw>, words: &[Word], cut: &Cut, sentence: u32, hits: &mut Vec<Hit>) {
        found.sort_unstable_by_key(|raw| (raw.signal, raw.role, raw.start, std::cmp::Reverse(raw.end)));
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
        sentence: u32,
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

/// Adds places that wait at an instruction, the nearest last. There are few: groups stand in one another.
fn wait(waiting: &mut Vec<(u32, Places)>, base: usize, to: u32, places: Places) {
    if places == 0 {
        return;
    }
    let at = waiting[base..].iter().rposition(|(other, _)| *other >= to).map(|at| base + at);
    match at {
        Some(at) if waiting[at].0 == to => waiting[at].1 |= places,
        Some(at) => waiting.insert(at + 1, (to, places)),
        None => waiting.insert(base, (to, places)),
    }
}

/// Lists by number, one after another, and where each begins.
fn gathered<T: Copy + Default>(
    count: usize,
    pairs: impl Iterator<Item = (usize, T)> + Clone,
) -> (Vec<u32>, Vec<T>) {
    let mut first = vec![0_u32; count + 1];
    let mut all = 0_u32;
    for (number, _) in pairs.clone() {
        first[number + 1] += 1;
        all += 1;
    }
    for number in 0..count {
        first[number + 1] += first[number];
    }
    let mut next = first.clone();
    let mut items = vec![T::default(); index(all)];
    for (number, item) in pairs {
        items[index(next[number])] = item;
        next[number] += 1;
    }
    (first, items)
}

/// The list of a number.
fn list<'l, T>(first: &[u32], items: &'l [T], number: usize) -> &'l [T] {
    match (first.get(number), first.get(number + 1)) {
        (Some(from), Some(to)) => &items[index(*from)..index(*to)],
        _ => &[],
    }
}

fn hit(raw: &Raw, words: &[Word], cut: &Cut, sentence: u32) -> Hit {
    let range: Range<usize> = cut.words.start + raw.start..cut.words.start + raw.end;
    Hit {
        signal: raw.signal,
        sentence,
        span: (words[range.start].start, words[range.end - 1].end),
        weak: raw.role == role::WEAK,
    }
}

fn index(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
