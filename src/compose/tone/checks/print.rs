//! What a letter should not show: blanks, markup, capitals, stacked marks, emoji, hidden characters.

use crate::compose::tone::judge::{Bench, Spoken};
use crate::compose::tone::text::{Flags, Kind, Part, hash, hashes};
use crate::domain::letter::MarkKind;
use std::collections::BTreeMap;
use std::ops::Range;

const BLANKS: &[&str] = &["xxx", "xxxx", "tbd", "tbc", "todo", "lorem"];
/// Capitals that are names: acronyms that letters of work are full of.
const ACRONYMS: &[u32] = &hashes([
    "nasa", "html", "json", "https", "http", "rest", "saas", "paas", "iaas", "gdpr", "hipaa", "unesco",
    "unicef", "nato", "oecd", "ieee", "ansi", "cissp", "pmp", "cipd", "acca", "cima", "icaew", "mbbs",
    "mbchb", "llb", "llm", "phd", "mphil", "adhd", "osha", "fema", "faang", "rspca", "nspcc", "rnli", "dvla",
    "hmrc", "ofsted", "sencos", "senco", "stem", "toefl", "ielts", "linq", "ajax", "bash", "cuda", "fpga",
    "sram", "dram", "mosfet", "scada", "ucas", "usaid", "usps", "ymca", "ywca", "asean", "covid", "laser",
    "radar", "spss", "wcag", "aria", "itil", "prince", "agile", "ebitda", "ifrs", "gaap", "sox", "nyse",
    "nasdaq", "ftse", "asap",
]);

/// Blanks that were not filled in.
pub fn placeholder(bench: &Bench, _: &BTreeMap<String, f64>) -> Vec<Spoken> {
    let mut spoken = Vec::new();
    for (_, span, word) in bench.reading.all_words() {
        let shouted = word.flags.has(Flags::SHOUTED) && BLANKS.iter().any(|blank| hash(blank) == word.hash);
        let lorem = word.hash == hash("lorem");
        if word.kind == Kind::Hole && !is_slang_hole(bench, &span) || shouted || lorem {
            spoken.push(Spoken::at(span));
        }
    }
    // A slot of our own is a blank, whatever its label looks like.
    for mark in &bench.facts.case.marks {
        if matches!(mark.kind, MarkKind::Slot(_))
            && !spoken.iter().any(|known| known.span.as_ref() == Some(&mark.span))
        {
            spoken.push(Spoken::at(mark.span.clone()));
        }
    }
    spoken.sort_by_key(|known| known.span.as_ref().map(|span| span.start));
    spoken
}

/// `{% … %}` is markup and not a blank.
fn is_slang_hole(bench: &Bench, span: &Range<usize>) -> bool {
    let text = bench.reading.text.get(span.clone()).unwrap_or_default();
    text.starts_with("{%") || text.starts_with("{#") || text.starts_with("<br") || text.starts_with("<!--")
}

/// Markup left over. Each mark is looked for once, in one pass.
pub fn residue(bench: &Bench, _: &BTreeMap<String, f64>) -> Vec<Spoken> {
    const MARKS: &[&str] = &[
        "{%", "%}", "{{", "}}", "{#", "#}", "**", "&nbsp;", "&amp;", "&lt;", "&gt;", "<br>", "<br/>",
        "<br />", "%%",
    ];
    let text = bench.reading.text;
    let mut spoken = Vec::new();
    let mut at = 0;
    while let Some(found) = text[at..].find(['{', '%', '}', '#', '*', '&', '<', '-']) {
        let start = at + found;
        let rest = &text[start..];
        let begins_line = start == 0 || text[..start].ends_with('\n');
        let heading = begins_line && rest.starts_with('#') && rest.trim_start_matches('#').starts_with(' ');
        let length = if begins_line && rest.starts_with("- [") {
            ["- [ ]", "- [x]", "- [X]"].iter().find(|mark| rest.starts_with(**mark)).map(|mark| mark.len())
        } else if heading {
            Some(rest.len() - rest.trim_start_matches('#').len() + 1)
        } else {
            MARKS.iter().find(|mark| rest.starts_with(**mark)).map(|mark| mark.len())
        };
        match length {
            Some(length) => {
                spoken.push(Spoken::at(start..start + length));
                at = start + length;
            }
            None => at = start + 1,
        }
    }
    spoken
}

/// Characters that cannot be seen or that turn the direction of the text.
pub fn hidden(bench: &Bench, _: &BTreeMap<String, f64>) -> Vec<Spoken> {
    let is_hidden = |c: char| {
        matches!(u32::from(c), 0x200b | 0x2060..=0x2064 | 0xfeff | 0x200e | 0x200f | 0x202a..=0x202e | 0x2066..=0x2069 | 0x00ad | 0x180e | 0xe0000..=0xe007f)
            || (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
    };
    let text = bench.reading.text;
    text.char_indices()
        .filter(|(_, c)| is_hidden(*c))
        .map(|(at, c)| Spoken::at(at..at + c.len_utf8()))
        .collect()
}

/// Words in capitals.
pub fn capitals(bench: &Bench, _: &BTreeMap<String, f64>) -> Vec<Spoken> {
    let named: Vec<u32> = ["company", "role", "recipient", "sender", "skill", "interview_detail"]
        .iter()
        .flat_map(|key| bench.facts.ways(key))
        .flatten()
        .collect();
    let mut spoken: Vec<Spoken> = Vec::new();
    for sentence in 0..bench.reading.layout.sentences.len() {
        if bench.reading.part(sentence) == Part::Signature {
            continue;
        }
        let (start, words) = bench.reading.words(sentence);
        let shouts = |place: usize| {
            words.get(place).is_some_and(|word| word.flags.has(Flags::SHOUTED) && !is_name(word.hash, &named))
        };
        for (place, word) in words.iter().enumerate().filter(|(place, _)| shouts(*place)) {
            let span = word.span().start + start..word.span().end + start;
            let letters = bench
                .reading
                .text
                .get(span.clone())
                .unwrap_or_default()
                .chars()
                .filter(|c| c.is_alphabetic())
                .count();
            let beside = (place > 0 && shouts(place - 1)) || shouts(place + 1);
            let roman = bench
                .reading
                .text
                .get(span.clone())
                .is_some_and(|text| text.chars().all(|c| "IVXLCDM".contains(c)));
            let enough =
                letters >= 4 || (beside && letters >= 2 && (loud_beside(bench, start, words, place)));
            if !enough || roman || word.flags.has(Flags::JOINED) {
                continue;
            }
            match spoken.last_mut().and_then(|last| last.span.as_mut()) {
                Some(last) if last.end + 1 == span.start => last.end = span.end,
                _ => spoken.push(Spoken::at(span)),
            }
        }
    }
    spoken
}

/// Whether the shouting word beside is a long one: two acronyms in a row are no shouting.
fn loud_beside(
    bench: &Bench,
    start: usize,
    words: &[crate::compose::tone::text::Word],
    place: usize,
) -> bool {
    let long = |place: usize| {
        words.get(place).is_some_and(|word| {
            let text = bench
                .reading
                .text
                .get(word.span().start + start..word.span().end + start)
                .unwrap_or_default();
            word.flags.has(Flags::SHOUTED) && text.len() >= 4 && !ACRONYMS.contains(&word.hash)
        })
    };
    (place > 0 && long(place - 1)) || long(place + 1)
}

fn is_name(word: u32, named: &[u32]) -> bool {
    named.contains(&word) || ACRONYMS.contains(&word)
}

/// Several marks in a row.
pub fn stacked(bench: &Bench, _: &BTreeMap<String, f64>) -> Vec<Spoken> {
    let text = bench.reading.text;
    let mut spoken = Vec::new();
    let mut run: Option<(usize, usize, bool, bool)> = None;
    for (at, letter) in text.char_indices().chain([(text.len(), ' ')]) {
        let (cry, dot) = (matches!(letter, '!' | '?'), matches!(letter, '.' | ','));
        if cry || dot {
            let (from, length, cried, dotted) = run.unwrap_or((at, 0, false, false));
            run = Some((from, length + 1, cried || cry, dotted || dot));
        } else if let Some((from, length, cried, dotted)) = run.take()
            && ((cried && !dotted && length >= 2) || (dotted && length >= 3))
        {
            spoken.push(Spoken::at(from..at));
        }
    }
    spoken
}

/// Pictures and emoticons.
pub fn emoji(bench: &Bench, _: &BTreeMap<String, f64>) -> Vec<Spoken> {
    const FACES: &[&str] =
        &[":)", ":-)", ":(", ":-(", ";)", ";-)", ":D", ":-D", ":P", ":-P", "<3", "xx", "xoxo", ":/", "^^"];
    let text = bench.reading.text;
    let mut spoken: Vec<Spoken> = Vec::new();
    for (at, letter) in text.char_indices().filter(|(_, letter)| is_picture(*letter)) {
        let end = at + letter.len_utf8();
        match spoken.last_mut().and_then(|last| last.span.as_mut()) {
            Some(last) if last.end == at => last.end = end,
            _ => spoken.push(Spoken::at(at..end)),
        }
    }
    let mut at = 0;
    for chunk in text.split_inclusive(char::is_whitespace) {
        let word = chunk.trim_end();
        // Few words end like a face: the others are not compared.
        let ends = word.ends_with([')', '(', 'D', 'P', '3', 'x', 'o', '/', '^']);
        let is_face = |face: &&&str| {
            let at_end = word.ends_with(**face) && !face.starts_with('x') && !word.contains("://");
            word == **face || at_end
        };
        let face = FACES.iter().filter(|_| ends).find(is_face);
        if let Some(face) = face {
            spoken.push(Spoken::at(at + word.len() - face.len()..at + word.len()));
        }
        at += chunk.len();
    }
    spoken
}

fn is_picture(letter: char) -> bool {
    matches!(u32::from(letter), 0x1f1e6..=0x1f1ff | 0x1f300..=0x1faff | 0x2600..=0x27bf | 0x2b50 | 0xfe0f | 0x200d)
}

/// Quotation marks around one or two words of praise, and *so-called*.
pub fn quotes(bench: &Bench, _: &BTreeMap<String, f64>) -> Vec<Spoken> {
    const PRAISED: &[u32] = &hashes([
        "generous",
        "opportunity",
        "process",
        "fair",
        "feedback",
        "team",
        "professional",
        "great",
        "exciting",
        "help",
        "decision",
        "offer",
        "interview",
        "careful",
        "family",
        "honest",
        "transparent",
        "culture",
        "flexible",
        "competitive",
        "kind",
        "expert",
        "experts",
        "support",
        "urgent",
        "values",
        "thorough",
        "consideration",
        "thoughtful",
        "special",
        "respect",
    ]);
    let mut spoken = Vec::new();
    for sentence in bench.reading.body() {
        let (start, words) = bench.reading.words(sentence);
        for (place, word) in words.iter().enumerate() {
            let praised = PRAISED.contains(&word.hash);
            let closed = words.get(place + 1).is_none_or(|next| next.flags.has(Flags::QUOTE))
                && quoted_after(bench, start + word.span().end);
            let opened =
                word.flags.has(Flags::QUOTE) || (place > 0 && words[place - 1].flags.has(Flags::QUOTE));
            let so_called =
                place >= 2 && words[place - 1].hash == hash("called") && words[place - 2].hash == hash("so");
            if praised && ((opened && closed) || so_called) {
                spoken.push(Spoken::at(start + word.span().start..start + word.span().end));
            }
        }
    }
    spoken
}

fn quoted_after(bench: &Bench, at: usize) -> bool {
    bench.reading.text.get(at..).is_some_and(|rest| rest.starts_with(['"', '”', '\'', '’']))
}
