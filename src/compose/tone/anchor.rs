//! Where a suggested sentence goes.

use super::checks::measure;
use super::judge::{Bench, Spoken};
use super::text::Part;
use crate::domain::review::Edit;

/// Inserts a sentence at a named place. None where the letter has no such place.
pub fn insert(bench: &Bench, at: &str, spoken: &Spoken, text: &str) -> Option<Edit> {
    let body: Vec<usize> = bench.reading.body().collect();
    match at {
        "subject" => return Some(subject(bench, text)),
        "top" => return Some(point(start_of_body(bench), format!("{text}\n\n"))),
        "end" => return Some(point(bench.reading.text.trim_end().len(), format!("\n{text}"))),
        "before-signature" => return Some(before_signature(bench, text)),
        "after-greeting" => return Some(after_introduction(bench, text)),
        _ => {}
    }
    let (Some(first), Some(last)) = (body.first().copied(), body.last().copied()) else {
        return Some(alone(bench, text));
    };
    let layout = &bench.reading.layout;
    let nth = |place: usize| body.get(place).copied().unwrap_or(last);
    Some(match at {
        "opening-start" => before(bench, first, text),
        "opening-end" => after(bench, opening_end(bench, &body), text),
        "before:decision" => {
            measure::decision(bench).map_or_else(|| after(bench, first, text), |at| before(bench, at, text))
        }
        "before:closing" | "closing-start" => before(bench, closing_start(bench, &body), text),
        "closing-end" => after(bench, last_before_signoff(bench, &body), text),
        "questions" => {
            let question = body.iter().rev().find(|index| bench.reading.asks(**index)).copied();
            after(bench, question.unwrap_or_else(|| body_end(bench, &body)), text)
        }
        "after-match" => {
            let sentence = spoken.span.as_ref().and_then(|span| bench.reading.sentence_at(span.start));
            after(bench, sentence.unwrap_or(last), text)
        }
        _ => match at.strip_prefix("after:").and_then(|name| bench.book.signal(name)) {
            Some(signal) => {
                let hit = bench
                    .reading
                    .hits
                    .iter()
                    .find(|hit| hit.signal == signal && layout.sentences[hit.sentence].body.is_some());
                after(bench, hit.map_or_else(|| body_end(bench, &body), |hit| hit.sentence), text)
            }
            None if at == "body" => after(bench, nth(layout.opening().saturating_sub(1)), text),
            None => after(bench, body_end(bench, &body), text),
        },
    })
}

fn point(at: usize, text: String) -> Edit {
    Edit { span: at..at, text }
}

/// Between sentences of a cue card stands a line end, elsewhere a space.
fn joint(bench: &Bench) -> &'static str {
    if bench.facts.case.draft.channel == crate::domain::style::Channel::Phone { "\n" } else { " " }
}

fn before(bench: &Bench, sentence: usize, text: &str) -> Edit {
    point(bench.reading.layout.sentences[sentence].span.start, format!("{text}{}", joint(bench)))
}

fn after(bench: &Bench, sentence: usize, text: &str) -> Edit {
    point(bench.reading.layout.sentences[sentence].span.end, format!("{}{text}", joint(bench)))
}

/// The last sentence of the opening that stands in the first paragraph.
fn opening_end(bench: &Bench, body: &[usize]) -> usize {
    let sentences = &bench.reading.layout.sentences;
    let paragraph = sentences[body[0]].paragraph;
    let opening = bench.reading.layout.opening();
    let mut inside = body.iter().take(opening).filter(|index| sentences[**index].paragraph == paragraph);
    inside.next_back().copied().unwrap_or(body[0])
}

/// The first sentence of the last body paragraph, if that is the closing; else where the closing begins.
fn closing_start(bench: &Bench, body: &[usize]) -> usize {
    body.get(bench.reading.layout.closing()).copied().unwrap_or(body[body.len() - 1])
}

fn body_end(bench: &Bench, body: &[usize]) -> usize {
    let closing = bench.reading.layout.closing();
    body.get(closing.saturating_sub(1)).copied().unwrap_or(body[0])
}

/// The last body sentence that is no part of the closing formula.
fn last_before_signoff(bench: &Bench, body: &[usize]) -> usize {
    let spoken = body.iter().rev().find(|index| bench.reading.part(**index) == Part::Body);
    spoken.copied().unwrap_or(body[body.len() - 1])
}

fn start_of_body(bench: &Bench) -> usize {
    let first = bench.reading.paragraphs.iter().find(|(_, _, subject)| !subject);
    first.map_or(bench.reading.text.len(), |(start, ..)| *start)
}

/// A letter without a body: the sentence becomes it.
fn alone(bench: &Bench, text: &str) -> Edit {
    match &bench.reading.layout.greeting {
        Some(greeting) => {
            let marks = bench.reading.text[greeting.end..]
                .chars()
                .take_while(|c| matches!(c, ',' | ':' | '!'))
                .count();
            point(greeting.end + marks, format!("\n\n{text}"))
        }
        None => point(start_of_body(bench), format!("{text}\n\n")),
    }
}

fn subject(bench: &Bench, text: &str) -> Edit {
    let line = bench.reading.paragraphs.iter().find(|(_, _, subject)| *subject);
    match line {
        Some((start, ..)) => point(*start, format!(" {text}")),
        None => {
            let trimmed = bench.reading.text.trim_start();
            // An empty subject line stands there already.
            match trimmed.get(..8).filter(|head| head.eq_ignore_ascii_case("subject:")) {
                Some(_) => point(bench.reading.text.len() - trimmed.len() + 8, format!(" {text}")),
                None => point(0, format!("Subject: {text}\n\n")),
            }
        }
    }
}

fn before_signature(bench: &Bench, text: &str) -> Edit {
    let signature = bench.reading.layout.sentences.iter().find(|sentence| sentence.part == Part::Signature);
    match signature {
        Some(sentence) => {
            let own_line = bench.reading.text[..sentence.span.start].ends_with('\n');
            point(sentence.span.start, if own_line { format!("{text}\n") } else { format!("\n\n{text}\n") })
        }
        None => point(bench.reading.text.trim_end().len(), format!("\n\n{text}")),
    }
}

fn after_introduction(bench: &Bench, text: &str) -> Edit {
    let introduction =
        bench.reading.layout.sentences.iter().find(|sentence| sentence.part == Part::Introduction);
    match introduction {
        Some(sentence) => point(sentence.span.end, format!("{}{text}", joint(bench))),
        None => alone(bench, text),
    }
}
