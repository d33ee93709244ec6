//! Turns what a rule says into words and text edits for this letter.

use super::facts::Facts;
use super::judge::{Bench, Spoken};
use super::pack::FixText;
use super::rulebook::Ready;
use super::text::Part;
use super::{anchor, rearrange};
use crate::domain::review::{Deed, Edit, Fix};
use crate::domain::style::Channel;
use std::ops::Range;

/// The most characters of the letter that a message repeats.
const SHOWN: usize = 40;

/// The message of a rule for one place.
pub fn message(bench: &Bench, ready: &Ready, spoken: &Spoken) -> String {
    let shown = spoken.span.clone().and_then(|span| bench.reading.text.get(span)).map(shortened);
    filled(&ready.rule.message, &bench.facts, spoken, shown.as_deref())
        .unwrap_or_else(|| plain(&ready.rule.message))
}

/// The message without what could not be filled in.
fn plain(message: &str) -> String {
    let mut text = String::new();
    let mut rest = message;
    while let Some(at) = rest.find("{{") {
        text.push_str(&rest[..at]);
        let name = rest[at + 2..].split("}}").next().unwrap_or_default().trim();
        text.push_str(&name.replace('_', " "));
        rest = rest[at..].split_once("}}").map_or("", |(_, rest)| rest);
    }
    text.push_str(rest);
    text
}

/// At most forty characters, the middle cut.
fn shortened(text: &str) -> String {
    let flat: Vec<char> = text.split_whitespace().collect::<Vec<_>>().join(" ").chars().collect();
    if flat.len() <= SHOWN {
        return flat.into_iter().collect();
    }
    let half = (SHOWN - 1) / 2;
    let (head, tail) = (&flat[..half], &flat[flat.len() - half..]);
    format!("{}…{}", head.iter().collect::<String>(), tail.iter().collect::<String>())
}

/// A text of a pack with its slots filled; none if one of them has nothing to fill it.
pub fn filled(text: &str, facts: &Facts, spoken: &Spoken, shown: Option<&str>) -> Option<String> {
    let mut made = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some(at) = rest.find('{') {
        made.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(inner) = rest.strip_prefix("{{") {
            let (name, after) = inner.split_once("}}")?;
            made.push_str(&facts.text(name.trim())?);
            rest = after;
            continue;
        }
        let (name, after) = rest[1..].split_once('}')?;
        match name {
            "match" => made.push_str(shown?),
            "count" => made.push_str(&spoken.count?.to_string()),
            "max" => made.push_str(&spoken.max?.to_string()),
            "expected" => made.push_str(spoken.expected.as_deref()?),
            _ => return None,
        }
        rest = after;
    }
    made.push_str(rest);
    Some(made)
}

/// What can be done about it, the most likely first.
pub fn fixes(bench: &Bench, ready: &Ready, spoken: &Spoken) -> Vec<Fix> {
    let mut made = Vec::new();
    for fix in &ready.rule.fixes {
        one(bench, ready, spoken, fix, &mut made);
    }
    made
}

fn one(bench: &Bench, ready: &Ready, spoken: &Spoken, fix: &FixText, made: &mut Vec<Fix>) {
    let matched = spoken.span.clone().and_then(|span| bench.reading.text.get(span));
    let text_of = |text: &String| filled(text, &bench.facts, spoken, matched);
    let mut edit = |label: String, edits: Option<Vec<Edit>>| {
        if let Some(edits) = edits.filter(|edits| !edits.is_empty()) {
            made.push(Fix { label, deed: Deed::Edit(edits) });
        }
    };
    match fix {
        FixText::Insert { texts, at } => {
            for text in texts.iter().filter_map(text_of) {
                edit(
                    format!("Insert: {text}"),
                    anchor::insert(bench, at, spoken, &text).map(|edit| vec![edit]),
                );
            }
        }
        FixText::Replace(texts) => {
            for text in texts.iter().filter_map(text_of) {
                edit(format!("Write: {text}"), replace(bench, spoken, &text).map(|edit| vec![edit]));
            }
        }
        FixText::ReplaceSentence(texts) => {
            for text in texts.iter().filter_map(text_of) {
                let span = sentence_of(bench, spoken);
                edit(format!("Write: {text}"), span.map(|span| vec![Edit { span, text: text.clone() }]));
            }
        }
        FixText::DeleteMatch => edit(
            "Take it out".into(),
            spoken.span.clone().map(|span| vec![without(bench.reading.text, span)]),
        ),
        FixText::DeleteSentence => {
            edit(
                "Take the sentence out".into(),
                sentence_of(bench, spoken).map(|span| vec![without_sentence(bench.reading.text, span)]),
            );
        }
        FixText::Table(table) => {
            let found = matched.and_then(|text| table.get(&super::text::fold(text)));
            if let (Some(text), Some(span)) = (found, spoken.span.clone()) {
                let (label, new) = if text.is_empty() {
                    ("Take it out".to_string(), without(bench.reading.text, span))
                } else {
                    let text = like(matched.unwrap_or_default(), text);
                    (format!("Write: {text}"), Edit { span, text })
                };
                edit(label, Some(vec![new]));
            }
        }
        FixText::Transform(name) => {
            let (label, edits) = rearrange::transform(bench, ready, spoken, name);
            edit(label, edits);
        }
        FixText::Channel(word) => made.extend(channel(bench, word)),
        FixText::Scenario(id) => {
            made.push(Fix { label: "Write that letter instead".into(), deed: Deed::Scenario(id.clone()) })
        }
    }
}

fn channel(bench: &Bench, word: &str) -> Option<Fix> {
    let scenario = bench.scenario()?;
    let now = bench.facts.case.draft.channel;
    let channel = match word {
        "recommended" => scenario.head.channels.iter().find(|used| used.recommended)?.channel,
        word => word.parse::<Channel>().ok().filter(|channel| scenario.allows(*channel))?,
    };
    (channel != now)
        .then(|| Fix { label: format!("Send it as {}", channel.label()), deed: Deed::Channel(channel) })
}

/// The new text with a capital where the old one had it.
fn like(old: &str, new: &str) -> String {
    if old.starts_with(char::is_uppercase) { rearrange::capital(new) } else { new.to_string() }
}

/// Replaces the words; a greeting or sign-off as a whole.
fn replace(bench: &Bench, spoken: &Spoken, text: &str) -> Option<Edit> {
    let span = spoken.span.clone()?;
    let layout = &bench.reading.layout;
    let inside = |whole: &Range<usize>| whole.start <= span.start && span.end <= whole.end;
    let whole = layout.greeting.clone().filter(|greeting| inside(greeting) && text.ends_with(','));
    let whole =
        whole.or_else(|| layout.signoff.clone().filter(|signoff| inside(signoff) && text.ends_with(',')));
    let span = whole.unwrap_or(span);
    let followed = bench.reading.text[span.end..].starts_with([',', '!', ':']);
    let text = match text.strip_suffix(',') {
        Some(plain) if followed => plain.to_string(),
        _ => text.to_string(),
    };
    Some(Edit { span, text })
}

fn sentence_of(bench: &Bench, spoken: &Spoken) -> Option<Range<usize>> {
    let at = spoken.span.as_ref()?.start;
    let sentence = bench.reading.sentence_at(at)?;
    let found = &bench.reading.layout.sentences[sentence];
    (found.part != Part::Signature).then(|| found.span.clone())
}

/// Takes words out with one of the spaces around them.
pub fn without(text: &str, span: Range<usize>) -> Edit {
    let before = text[..span.start].ends_with(' ');
    let after = &text[span.end..];
    let opens_sentence =
        span.start == 0 || text[..span.start].trim_end_matches(' ').ends_with(['.', '!', '?', '\n']);
    if opens_sentence {
        // What follows begins the sentence now.
        let gap = after.len() - after.trim_start_matches([' ', ',']).len();
        let first = after[gap..].chars().next();
        let end = span.end + gap + first.map_or(0, char::len_utf8);
        return Edit {
            span: span.start..end,
            text: first.map(|c| c.to_uppercase().collect()).unwrap_or_default(),
        };
    }
    if before && (after.is_empty() || after.starts_with([' ', ',', '.', '!', '?', ';', ':', '\n'])) {
        return Edit { span: span.start - 1..span.end, text: String::new() };
    }
    let end = if after.starts_with(' ') { span.end + 1 } else { span.end };
    Edit { span: span.start..end, text: String::new() }
}

/// Takes a sentence out; its paragraph too if nothing else stands in it.
pub fn without_sentence(text: &str, span: Range<usize>) -> Edit {
    let after = &text[span.end..];
    let opens = span.start == 0 || text[..span.start].ends_with('\n');
    let closes = after.trim_start_matches(' ').is_empty() || after.trim_start_matches(' ').starts_with('\n');
    if opens && closes {
        let gap = after.len() - after.trim_start_matches(['\n', ' ', '\r']).len();
        return Edit { span: span.start..span.end + gap, text: String::new() };
    }
    if opens {
        let gap = after.len() - after.trim_start_matches([' ', '\n']).len();
        return Edit { span: span.start..span.end + gap.min(2), text: String::new() };
    }
    let lead = text[..span.start].len() - text[..span.start].trim_end_matches(' ').len();
    Edit { span: span.start - lead..span.end, text: String::new() }
}
