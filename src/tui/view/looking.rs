//! One finding beneath the letter: what it says, what can be done and what that would make of the sentence, why.

use super::pointed::look_of;
use super::text::wrapped;
use super::{Canvas, sheet_title};
use crate::app::action::Action;
use crate::app::checking::sentences;
use crate::app::message::Target;
use crate::app::model::{Looking, Model};
use crate::app::work::Work;
use crate::domain::review::{Deed, Edit, Finding, Fix, edited};
use crate::tui::theme::Role;
use ratatui::layout::Rect;
use ratatui::text::Line;

/// A row: its text, how it looks, and the fix that it names.
type Row = (String, Role, Option<usize>);

/// Rows that all of it takes.
pub fn length(model: &Model, looking: &Looking, width: u16) -> u16 {
    let rows = model.work.as_ref().map_or(0, |work| rows(model, work, looking, width).len());
    u16::try_from(rows).unwrap_or(u16::MAX)
}

/// Draws it under a line.
pub fn draw(canvas: &mut Canvas, model: &Model, looking: &Looking, area: Rect) {
    let Some(work) = &model.work else { return };
    let Some((number, count, finding)) = work.checking.looked_at() else { return };
    let (_, sign) = look_of(finding.severity);
    let title = format!(" {sign} {number} of {count} · {} ", finding.severity.label());
    let inside = sheet_title(canvas, &title, area);
    let rows = rows(model, work, looking, inside.width);
    let most = rows.len().saturating_sub(usize::from(inside.height));
    // The fix that is shown stays in view together with what it makes of the sentence.
    let shown = rows.iter().rposition(|(.., fix)| *fix == Some(looking.fix)).map_or(0, |row| row + 1);
    let own = if looking.why { 0 } else { shown.saturating_sub(usize::from(inside.height)) };
    let top = looking.scroll.top(own, most);
    for ((text, role, fix), y) in rows.into_iter().skip(top).zip(inside.y..inside.y + inside.height) {
        let place = Rect { y, height: 1, ..inside };
        canvas.line(place, Line::styled(text, canvas.theme.style(role)));
        if let Some(number) = fix.and_then(|fix| u8::try_from(fix + 1).ok()) {
            canvas.hits.add(place, Target::Hint(Action::Fix(number)));
        }
    }
}

fn rows(model: &Model, work: &Work, looking: &Looking, width: u16) -> Vec<Row> {
    let Some((_, _, finding)) = work.checking.looked_at() else { return Vec::new() };
    let mut rows: Vec<Row> = Vec::new();
    add(&mut rows, &finding.message, Role::Text, None, width);
    if looking.why {
        for (text, role) in reasons(finding) {
            add(&mut rows, &text, role, None, width);
        }
        return rows;
    }
    if finding.fixes.is_empty() {
        add(&mut rows, "There is no ready change for this one: the words are yours.", Role::Dim, None, width);
    }
    for (index, fix) in finding.fixes.iter().enumerate() {
        let chosen = index == looking.fix;
        let sign = if chosen { ">" } else { " " };
        let role = if chosen { Role::Title } else { Role::Text };
        add(&mut rows, &format!("{sign} {} {}", index + 1, fix.label), role, Some(index), width);
        if chosen {
            add(&mut rows, &format!("  = {}", preview(model, work, fix)), Role::Answer, Some(index), width);
        }
    }
    rows
}

fn add(rows: &mut Vec<Row>, text: &str, role: Role, fix: Option<usize>, width: u16) {
    rows.extend(wrapped(text, width).into_iter().map(|row| (row, role, fix)));
}

/// The advice, where it stands, a good example, the rule's name and how to be rid of it.
fn reasons(finding: &Finding) -> Vec<(String, Role)> {
    let mut lines = Vec::new();
    for source in &finding.sources {
        let title = source.title.as_deref().unwrap_or("ours");
        lines.push((format!("{}  ({title})", source.text), Role::Text));
    }
    if finding.sources.is_empty() {
        lines.push((format!("This rule is {}.", origin(finding)), Role::Text));
    }
    if let Some(example) = &finding.example {
        lines.push((format!("For instance: {example}"), Role::Answer));
    }
    let name = format!("rule {} ({})", finding.rule, origin(finding));
    lines.push((format!("{name}; o turns it off for this letter, a pack of your own for all."), Role::Dim));
    lines
}

fn origin(finding: &Finding) -> &'static str {
    match finding.basis {
        crate::domain::review::Basis::Document => "from a document",
        crate::domain::review::Basis::Ours => "ours",
    }
}

/// What the fix would make of it.
fn preview(model: &Model, work: &Work, fix: &Fix) -> String {
    match &fix.deed {
        Deed::Edit(edits) => {
            let text = work.letter.text();
            changed_sentence(&text, edits).unwrap_or_else(|| "(these words go)".to_string())
        }
        Deed::Channel(channel) => format!("the same answers as {}", channel.label()),
        Deed::Scenario(id) => {
            let title =
                model.desk.catalog.scenario(id).map_or(id.as_str(), |other| other.head.title.as_str());
            format!("another letter: {title}. Answers that it asks for come along")
        }
    }
}

/// The sentence that holds the first change, as it would be; none where nothing of it is left.
fn changed_sentence(text: &str, edits: &[Edit]) -> Option<String> {
    let first = edits.first()?;
    let last = edits.last()?;
    let made = edited(text, edits);
    let lead = first.text.len() - first.text.trim_start().len();
    let from = first.span.start + lead;
    let to = (last.span.end + made.len()).checked_sub(text.len())?;
    let shown = sentences::all(&made)
        .into_iter()
        .filter(|sentence| sentence.start < to.max(from + 1) && from < sentence.end)
        .map(|sentence| made[sentence].replace('\n', " "))
        .collect::<Vec<_>>()
        .join(" ");
    (!shown.is_empty()).then_some(shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(text: &str, from: &str, to: &str) -> Vec<Edit> {
        let at = text.find(from).expect("it is there");
        vec![Edit { span: at..at + from.len(), text: to.to_string() }]
    }

    #[test]
    fn the_preview_is_the_sentence_as_it_would_be() {
        let text = "Dear Ada,\n\nI regret it. Due to reasons I cannot come. Best.";
        let shown = |edits: &[Edit]| changed_sentence(text, edits);
        let made = shown(&edit(text, "Due to reasons", "For family reasons"));
        assert_eq!(made.as_deref(), Some("For family reasons I cannot come."));
        let at = text.find(" Best.").expect("there");
        let put_in = vec![Edit { span: at..at, text: " Thank you.".to_string() }];
        assert_eq!(shown(&put_in).as_deref(), Some("Thank you."));
        let gone = edit(text, " Best.", "");
        assert_eq!(shown(&gone), None);
    }
}
