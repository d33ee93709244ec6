//! Mechanical changes: marks, capitals, the order of sentences.

use super::checks::measure;
use super::judge::{Bench, Spoken};
use super::rulebook::Ready;
use crate::domain::review::Edit;
use std::ops::Range;

/// The label and the edits of a mechanical change; no edits where it cannot be made.
pub fn transform(bench: &Bench, ready: &Ready, spoken: &Spoken, name: &str) -> (String, Option<Vec<Edit>>) {
    let text = bench.reading.text;
    let span = spoken.span.clone();
    let here = |make: &dyn Fn(&str) -> String| {
        span.clone().and_then(|span| Some(vec![Edit { text: make(text.get(span.clone())?), span }]))
    };
    match name {
        "sentence-case" => ("Write it small".into(), here(&|word| small(text, spoken, word))),
        "exclamation-to-period" => {
            ("End it with a full stop".into(), span.clone().and_then(|span| calm(text, &span)))
        }
        "single-mark" => ("Keep one mark".into(), here(&single)),
        "dedupe" => (
            "Keep one of them".into(),
            here(&|words| words.split_whitespace().next().unwrap_or_default().to_string()),
        ),
        "unquote" => ("Take the quotation marks off".into(), span.clone().map(|span| unquoted(text, &span))),
        "variant" => {
            let other = spoken.expected.clone();
            (
                format!("Write: {}", other.as_deref().unwrap_or_default()),
                other.and_then(|other| here(&|_| other.clone())),
            )
        }
        "swap-sentences" => ("Swap the two".into(), swap(bench, ready, false)),
        "swap-paragraphs" => ("Swap the two".into(), swap(bench, ready, true)),
        "move-sentence-up" => ("Move it up".into(), move_up(bench)),
        _ => (String::new(), None),
    }
}

/// A text with a capital first letter.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

fn small(text: &str, spoken: &Spoken, word: &str) -> String {
    let start = spoken.span.as_ref().map_or(0, |span| span.start);
    let opens =
        text[..start].trim_end().ends_with(['.', '!', '?', ',', ':']) && text[..start].ends_with('\n');
    let opens = opens || start == 0 || text[..start].trim_end_matches(' ').ends_with(['.', '!', '?', '\n']);
    let lower = word.to_lowercase();
    if opens { capital(&lower) } else { lower }
}

/// The exclamation mark that ends these words becomes a full stop.
fn calm(text: &str, span: &Range<usize>) -> Option<Vec<Edit>> {
    let at = span.start + text.get(span.clone())?.rfind('!')?;
    Some(vec![Edit { span: at..at + 1, text: ".".into() }])
}

fn single(marks: &str) -> String {
    let mark = ['?', '!', ','].into_iter().find(|mark| marks.contains(*mark)).unwrap_or('.');
    mark.to_string()
}

fn unquoted(text: &str, span: &Range<usize>) -> Vec<Edit> {
    let before =
        text[..span.start].char_indices().next_back().filter(|(_, c)| matches!(c, '"' | '“' | '\'' | '‘'));
    let after = text[span.end..].chars().next().filter(|c| matches!(c, '"' | '”' | '\'' | '’'));
    let mut edits = Vec::new();
    edits.extend(before.map(|(at, c)| Edit { span: at..at + c.len_utf8(), text: String::new() }));
    edits.extend(after.map(|c| Edit { span: span.end..span.end + c.len_utf8(), text: String::new() }));
    edits
}

/// Swaps the first sentence, or paragraph, of one kind with the first of the other.
fn swap(bench: &Bench, ready: &Ready, paragraphs: bool) -> Option<Vec<Edit>> {
    let layout = &bench.reading.layout;
    let body = |signals: &[u16]| {
        bench.strong(signals).map(|hit| hit.sentence).filter(|at| layout.sentences[*at].body.is_some()).min()
    };
    let (late, early) = (body(&ready.signals)?, body(&ready.others)?);
    let (a, b) = (&layout.sentences[early], &layout.sentences[late]);
    let whole = |paragraph: usize| {
        let mut inside = layout
            .sentences
            .iter()
            .filter(|sentence| sentence.paragraph == paragraph && sentence.body.is_some());
        let (first, last) = (inside.clone().next()?, inside.next_back()?);
        Some(first.span.start..last.span.end)
    };
    let (a, b) = if paragraphs && a.paragraph != b.paragraph {
        (whole(a.paragraph)?, whole(b.paragraph)?)
    } else {
        (a.span.clone(), b.span.clone())
    };
    if a.end > b.start {
        return None;
    }
    let text = |span: &Range<usize>| bench.reading.text.get(span.clone()).map(str::to_string);
    Some(vec![Edit { text: text(&b)?, span: a.clone() }, Edit { text: text(&a)?, span: b }])
}

/// The decision moves to the second place of the body.
fn move_up(bench: &Bench) -> Option<Vec<Edit>> {
    let decision = measure::decision(bench)?;
    let second = bench.reading.body().nth(1).filter(|second| *second < decision)?;
    let sentences = &bench.reading.layout.sentences;
    let text = bench.reading.text.get(sentences[decision].span.clone())?;
    let at = sentences[second].span.start;
    let gone = super::fixing::without_sentence(bench.reading.text, sentences[decision].span.clone());
    Some(vec![Edit { span: at..at, text: format!("{text} ") }, gone])
}
