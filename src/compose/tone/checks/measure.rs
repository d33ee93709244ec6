//! What limits count: words, characters, marks, signals.

use crate::compose::tone::judge::Bench;
use crate::compose::tone::rulebook::Ready;
use crate::compose::tone::text::Part;
use std::collections::BTreeSet;
use std::ops::Range;

/// A number, and the words it is about.
pub type Measure = (i64, Option<Range<usize>>);

/// The numbers of a metric: one for the letter, or one for each sentence or paragraph.
pub fn measures(bench: &Bench, ready: &Ready, metric: &str, max: Option<i64>) -> Vec<Measure> {
    match metric {
        "body-words" => vec![(number(body_words(bench)), None)],
        "chars" => vec![(number(bench.reading.text.trim().chars().count()), None)],
        "subject-chars" => subject(bench),
        "sentence-words" => sentences(bench),
        "paragraph-words" => paragraphs(bench),
        "exclamations" => marked(bench, max, |cut| cut.exclaims),
        "questions" => marked(bench, max, |cut| cut.question),
        "section-sentences:reason" => reasons(bench),
        _ if metric.starts_with("count:") => count(bench, ready, max),
        _ if metric.starts_with("distinct:") => distinct(bench, ready),
        _ => Vec::new(),
    }
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// Words of the body, without greeting, sign-off, directions and signature.
fn body_words(bench: &Bench) -> usize {
    let layout = &bench.reading.layout;
    let counted = |index: &usize| {
        matches!(layout.sentences[*index].part, Part::Body | Part::Introduction | Part::Postscript)
    };
    (0..layout.sentences.len()).filter(counted).map(|index| words_of(bench, index)).sum()
}

fn words_of(bench: &Bench, sentence: usize) -> usize {
    let text = bench.reading.sentence_text(sentence);
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count()
}

fn subject(bench: &Bench) -> Vec<Measure> {
    let found = bench.reading.paragraphs.iter().find(|(_, _, subject)| *subject);
    let Some((start, read, _)) = found else { return Vec::new() };
    let (Some(first), Some(last)) = (read.words.first(), read.words.last()) else { return Vec::new() };
    let span = start + first.span().start..start + last.span().end;
    let line = bench.reading.text[span.start..].lines().next().unwrap_or_default();
    vec![(number(line.trim().chars().count()), Some(span))]
}

fn sentences(bench: &Bench) -> Vec<Measure> {
    bench
        .reading
        .body()
        .map(|index| {
            (number(words_of(bench, index)), Some(bench.reading.layout.sentences[index].span.clone()))
        })
        .collect()
}

fn paragraphs(bench: &Bench) -> Vec<Measure> {
    let mut found: Vec<(usize, usize, Range<usize>)> = Vec::new();
    for index in bench.reading.body() {
        let sentence = &bench.reading.layout.sentences[index];
        let words = words_of(bench, index);
        match found.last_mut() {
            Some((paragraph, sum, span)) if *paragraph == sentence.paragraph => {
                *sum += words;
                span.end = sentence.span.end;
            }
            _ => found.push((sentence.paragraph, words, sentence.span.clone())),
        }
    }
    found.into_iter().map(|(_, sum, span)| (number(sum), Some(span))).collect()
}

fn marked(
    bench: &Bench,
    max: Option<i64>,
    has: fn(&crate::compose::tone::text::Cut) -> bool,
) -> Vec<Measure> {
    let layout = &bench.reading.layout;
    let counted: Vec<&Range<usize>> = layout
        .sentences
        .iter()
        .filter(|sentence| !matches!(sentence.part, Part::Introduction | Part::Aside))
        .filter(|sentence| has(&bench.reading.paragraphs[sentence.paragraph].1.cuts[sentence.index]))
        .map(|sentence| &sentence.span)
        .collect();
    over(&counted.iter().map(|span| (*span).clone()).collect::<Vec<_>>(), max)
}

/// The number of places, at the first one too many.
fn over(places: &[Range<usize>], max: Option<i64>) -> Vec<Measure> {
    let first = max.and_then(|max| usize::try_from(max).ok()).unwrap_or(0);
    let span = places.get(first).or(places.last()).cloned();
    vec![(number(places.len()), span)]
}

/// Sentences with a signal: two hits in one sentence are one.
fn count(bench: &Bench, ready: &Ready, max: Option<i64>) -> Vec<Measure> {
    let mut places: Vec<(usize, Range<usize>)> = Vec::new();
    for hit in bench.strong(&ready.signals) {
        if bench.reading.part(hit.sentence) != Part::Subject
            && places.last().is_none_or(|(sentence, _)| *sentence != hit.sentence)
        {
            places.push((hit.sentence, hit.span.clone()));
        }
    }
    over(&places.into_iter().map(|(_, span)| span).collect::<Vec<_>>(), max)
}

fn distinct(bench: &Bench, ready: &Ready) -> Vec<Measure> {
    let kinds: BTreeSet<u16> =
        bench.strong(&ready.signals).filter(|hit| given(bench, hit.signal)).map(|hit| hit.signal).collect();
    let last = bench
        .strong(&ready.signals)
        .filter(|hit| given(bench, hit.signal))
        .last()
        .map(|hit| hit.span.clone());
    vec![(number(kinds.len()), last)]
}

/// Whether a signal is a kind of reason: not that it is vague, nor a word that joins.
fn given(bench: &Bench, signal: u16) -> bool {
    !matches!(
        bench.book.signal_name(signal),
        "reason-vague" | "reason-connective" | "reason-declining-then" | "reason-company-signal"
    )
}

/// Sentences that give a reason besides the one that decides.
fn reasons(bench: &Bench) -> Vec<Measure> {
    let decision = decision(bench);
    let like = bench.book.signals_like("reason-");
    let mut sentences: Vec<usize> = bench
        .reading
        .hits
        .iter()
        .filter(|hit| {
            !hit.weak
                && like.contains(&hit.signal)
                && bench.book.signal_name(hit.signal) != "reason-connective"
        })
        .map(|hit| hit.sentence)
        .filter(|sentence| {
            Some(*sentence) != decision && bench.reading.layout.sentences[*sentence].body.is_some()
        })
        .collect();
    sentences.dedup();
    // What thanks them is no explanation, whatever words it shares with one.
    let thanks: Vec<u16> = bench.book.signal("thanks").into_iter().collect();
    sentences.retain(|sentence| !bench.reading.has(*sentence, &thanks));
    let sentences = longest_run(&sentences, decision);
    let span = sentences.first().zip(sentences.last()).map(|(first, last)| {
        bench.reading.layout.sentences[*first].span.start..bench.reading.layout.sentences[*last].span.end
    });
    vec![(number(sentences.len()), span)]
}

/// The most sentences that stand together, the one that decides perhaps among them: a word in passing elsewhere
/// is no explanation.
fn longest_run(sentences: &[usize], decision: Option<usize>) -> Vec<usize> {
    let joins = |before: usize, next: usize| {
        next <= before + 1 || (next == before + 2 && decision == Some(before + 1))
    };
    let mut runs: Vec<Vec<usize>> = Vec::new();
    for sentence in sentences {
        match runs.last_mut() {
            Some(run) if run.last().is_some_and(|before| joins(*before, *sentence)) => run.push(*sentence),
            _ => runs.push(vec![*sentence]),
        }
    }
    runs.into_iter().max_by_key(Vec::len).unwrap_or_default()
}

/// The sentence that states the decision.
pub fn decision(bench: &Bench) -> Option<usize> {
    let names = [
        "decline-interview",
        "withdraw-acceptance",
        "decline-offer",
        "accept",
        "reversal-request",
        "invite-talk",
    ];
    let signals: Vec<u16> = names.iter().filter_map(|name| bench.book.signal(name)).collect();
    let found = bench.reading.hits.iter().find(|hit| {
        !hit.weak
            && signals.contains(&hit.signal)
            && bench.reading.layout.sentences[hit.sentence].body.is_some()
    });
    found.map(|hit| hit.sentence)
}
