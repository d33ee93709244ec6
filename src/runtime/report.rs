//! What the tone rules say of a letter, as text that points at the words and as JSON.

use crate::domain::clean::{self, CleanLine};
use crate::domain::review::{Check, Deed, Finding, Review, Severity, Tick};
use serde_json::{Value, json};
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// The most columns of a line of the letter that are shown.
const WIDE: usize = 100;

/// As text: each finding with its line, the words underlined; the must-haves; one line that sums up. Ideas are
/// spelled out where they decide the exit code, else counted.
pub fn text(name: &str, letter: &str, review: &Review, fail_on: Severity) -> String {
    let mut made = String::new();
    if review.unread {
        let _ = writeln!(
            made,
            "{name}: this does not read like English. The rules read English, and say nothing."
        );
        return made;
    }
    let lines = Lines::of(letter);
    let shown = |finding: &&Finding| finding.severity > Severity::Hint || fail_on == Severity::Hint;
    for finding in review.findings.iter().filter(shown) {
        one(name, &lines, finding, &mut made);
    }
    if let Some(timing) = &review.timing {
        let _ = writeln!(made, "timing: {}", timing.message);
    }
    if let Some(outlook) = &review.outlook {
        let _ = writeln!(made, "outlook: {}. {}", outlook.step.word(), outlook.why.join(" "));
        let _ = writeln!(made, "  still in your hands: {}", outlook.can_do.join(" "));
        let _ = writeln!(made, "  An estimate from four answers of yours. It does not know your employer.");
    }
    for check in &review.checks {
        let _ = writeln!(made, "{} {}", tick(check), check.label);
    }
    let _ = writeln!(made, "{name}: {}", summary(review));
    made
}

fn tick(check: &Check) -> &'static str {
    match check.state {
        Tick::Found => "[x]",
        Tick::Likely => "[~]",
        Tick::Said => "[x]",
        Tick::NotFound => "[ ]",
    }
}

/// `7 of 9 found, 1 to fix, 2 worth a look, 3 ideas`.
fn summary(review: &Review) -> String {
    let count = |severity| review.findings.iter().filter(|finding| finding.severity == severity).count();
    let mut parts = Vec::new();
    if !review.checks.is_empty() {
        let (stand, all) = review.kept();
        parts.push(format!("{stand} of {all} found"));
    }
    parts.push(format!("{} to fix", count(Severity::Error)));
    parts.push(format!("{} worth a look", count(Severity::Warning)));
    let ideas = count(Severity::Hint);
    parts.push(format!("{ideas} idea{}", if ideas == 1 { "" } else { "s" }));
    parts.join(", ")
}

fn one(name: &str, lines: &Lines, finding: &Finding, made: &mut String) {
    let label = finding.severity.label();
    let message = CleanLine::of(&finding.message).text;
    match &finding.span {
        Some(span) => {
            let (line, column) = lines.place(span.start);
            let _ = writeln!(made, "{name}:{line}:{column}: {label}: {message} [{}]", finding.rule);
            excerpt(lines, span.clone(), line, finding.severity, made);
        }
        None => {
            let _ = writeln!(made, "{name}: {label}: {message} [{}]", finding.rule);
        }
    }
    if let Some(source) = finding.sources.first() {
        let title = source.title.as_deref().unwrap_or("ours");
        let _ = writeln!(made, "  = why: {} ({title})", source.text);
    }
    if let Some(fix) = finding.fixes.first() {
        let _ = writeln!(made, "  = {}", CleanLine::of(&fix.label).text);
    }
}

/// The line with the words underlined: `^` to fix, `~` worth a look, `.` an idea.
fn excerpt(lines: &Lines, span: std::ops::Range<usize>, line: usize, severity: Severity, made: &mut String) {
    let (start, text) = lines.line(line);
    let end = span.end.min(start + text.len());
    let (before, words) = (&text[..span.start - start], &text[span.start - start..end - start]);
    let sign = match severity {
        Severity::Error => "^",
        Severity::Warning => "~",
        Severity::Hint => ".",
    };
    // A long line is shown from near the words.
    let lead: String = before.chars().rev().take(WIDE / 2).collect::<Vec<_>>().into_iter().rev().collect();
    let cut = lead.len() < before.len();
    let safe = |text: &str| clean::escape_for_message(text, 4 * WIDE);
    let (lead, words) = (safe(&lead), safe(words));
    let rest: String = text[end - start..].chars().take(WIDE.saturating_sub(lead.chars().count())).collect();
    let rest = safe(rest.trim_end());
    let gutter = line.to_string().len();
    let dots = if cut { "…" } else { "" };
    let _ = writeln!(made, "{line} | {dots}{lead}{words}{rest}");
    let pad = " ".repeat(lead.width() + dots.width());
    let _ = writeln!(made, "{} | {pad}{}", " ".repeat(gutter), sign.repeat(words.width().max(1)));
}

/// As JSON: the shape that scripts rely on.
pub fn json(
    file: Option<&str>,
    letter: &str,
    review: &Review,
    scenario: Option<&str>,
    channel: &str,
) -> Value {
    let lines = Lines::of(letter);
    let findings: Vec<Value> =
        review.findings.iter().map(|finding| finding_json(&lines, letter, finding)).collect();
    let checks: Vec<Value> = review
        .checks
        .iter()
        .map(|check| {
            json!({
                "rule": check.rule, "label": check.label, "state": check.state.word(),
                "start": check.span.as_ref().map(|span| span.start),
                "end": check.span.as_ref().map(|span| span.end),
            })
        })
        .collect();
    let timing = review
        .timing
        .as_ref()
        .map(|timing| json!({ "state": timing.state.word(), "message": timing.message }));
    let outlook = review.outlook.as_ref();
    let outlook = outlook
        .map(|outlook| json!({ "step": outlook.step.word(), "why": outlook.why, "can_do": outlook.can_do }));
    let mut object = json!({
        "scenario": scenario, "channel": channel, "findings": findings, "checks": checks, "timing": timing,
        "outlook": outlook, "accepted": review.accepted, "english": !review.unread,
    });
    if let (Some(name), Some(map)) = (file, object.as_object_mut()) {
        map.insert("file".into(), name.into());
    }
    object
}

fn finding_json(lines: &Lines, letter: &str, finding: &Finding) -> Value {
    let place = finding.span.as_ref().map(|span| lines.place(span.start));
    let sources: Vec<Value> = finding
        .sources
        .iter()
        .map(|source| json!({ "id": source.id, "title": source.title.as_deref().unwrap_or("ours") }))
        .collect();
    let fixes: Vec<Value> = finding
        .fixes
        .iter()
        .map(|fix| match &fix.deed {
            Deed::Edit(edits) => {
                let edits: Vec<Value> = edits
                    .iter()
                    .map(|edit| json!({ "start": edit.span.start, "end": edit.span.end, "text": edit.text }))
                    .collect();
                json!({ "label": fix.label, "edits": edits })
            }
            Deed::Channel(channel) => json!({ "label": fix.label, "edits": [], "channel": channel.word() }),
            Deed::Scenario(id) => json!({ "label": fix.label, "edits": [], "scenario": id }),
        })
        .collect();
    json!({
        "rule": finding.rule, "severity": finding.severity.word(), "basis": finding.basis.word(),
        "start": finding.span.as_ref().map(|span| span.start), "end": finding.span.as_ref().map(|span| span.end),
        "line": place.map(|(line, _)| line), "column": place.map(|(_, column)| column),
        "text": finding.span.clone().and_then(|span| letter.get(span)),
        "message": finding.message, "fixes": fixes, "sources": sources,
    })
}

/// A text with the places of its lines, so that many findings cost no more than one look at it.
struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    fn of(text: &'t str) -> Lines<'t> {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Lines { text, starts }
    }

    /// Line and column from 1 of a byte; the column counts characters.
    fn place(&self, at: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|start| *start <= at).max(1);
        let start = self.starts[line - 1];
        (line, self.text.get(start..at).map_or(1, |before| before.chars().count() + 1))
    }

    /// The first byte of a line and its text without its end.
    fn line(&self, line: usize) -> (usize, &'t str) {
        let start = self.starts[line - 1];
        let end = self.starts.get(line).copied().unwrap_or(self.text.len());
        (start, self.text[start..end].trim_end_matches(['\n', '\r']))
    }
}
