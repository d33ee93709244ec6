//! A letter as rows of cells: wrapped, its answers and open slots marked, what changed last in view.

use super::Canvas;
use super::pointed::{Pointed, signs};
use super::text::drawn;
use crate::app::editor::wrap;
use crate::app::message::Target;
use crate::app::scroll::Scroll;
use crate::app::work::{Entry, Work};
use crate::domain::letter::{Letter, Mark, MarkKind, Paragraph};
use crate::domain::scenario::{Band, BandPlace, Scenario};
use crate::domain::style::Length;
use crate::tui::theme::{Role, Theme};
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use std::ops::Range;

/// Paragraphs longer than this are shown in part: nobody reads more of one in a preview.
const SHOWN: usize = 64 * 1024;

/// A row of a letter.
pub struct Row {
    /// Its text.
    pub line: Line<'static>,
    /// The entry it belongs to; none for the subject and for blank rows.
    pub entry: Option<usize>,
    /// Whether what changed last is in it.
    pub changed: bool,
    /// Whether the words that are looked at are in it.
    pub spot: bool,
}

/// What is pointed out in a letter.
#[derive(Clone, Default)]
pub struct Focus {
    /// The chosen entry.
    pub entry: Option<usize>,
    /// What changed last in it.
    pub changed: Range<usize>,
    /// Whether the chosen entry has the keyboard: a bar stands beside it.
    pub bar: bool,
    /// Words that the rules speak of, and those that are looked at.
    pub pointed: Vec<Pointed>,
}

impl Focus {
    /// What is pointed out in a paragraph; none for the subject, whose text is shown behind a label.
    fn within(&self, paragraph: Option<usize>) -> Vec<Pointed> {
        let label = if paragraph.is_none() { LABEL.len() } else { 0 };
        let here = self.pointed.iter().filter(|pointed| pointed.paragraph == paragraph);
        here.map(|pointed| pointed.shifted(label)).collect()
    }
}

/// What stands before a subject.
const LABEL: &str = "Subject: ";
/// Cells beside the letter: the paragraph's sign, that of a finding, and a space.
pub const MARGIN: u16 = 3;

/// The rows of a finished or half-finished letter.
pub fn rows(
    letter: &Letter,
    entries: &[Entry],
    focus: &Focus,
    labels: &dyn Fn(&str) -> String,
    width: u16,
    theme: Theme,
) -> Vec<Row> {
    let room = width.saturating_sub(MARGIN).max(1);
    let mut rows = Vec::new();
    if let Some(subject) = &letter.subject {
        let head = Paragraph {
            text: format!("{LABEL}{}", subject.text),
            marks: shifted(&subject.marks, LABEL.len()),
            ..subject.clone()
        };
        rows.extend(paragraph(&head, (None, &focus.within(None)), &Focus::default(), room, theme));
        rows.push(blank());
    }
    for (index, entry) in entries.iter().enumerate() {
        if index > 0 {
            rows.push(blank());
        }
        match *entry {
            Entry::Paragraph(place) => {
                let Some(text) = letter.paragraphs.get(place) else { continue };
                rows.extend(paragraph(text, (Some(index), &focus.within(Some(place))), focus, room, theme));
            }
            Entry::LeftOut(place) => {
                let label = letter.left_out.get(place).map(|left| labels(&left.block)).unwrap_or_default();
                let text = Paragraph { text: format!("(left out: {label})"), ..Paragraph::default() };
                let mut made = paragraph(&text, (Some(index), &[]), focus, room, theme);
                for row in &mut made {
                    row.line = row.line.clone().style(theme.style(Role::Dim));
                }
                rows.extend(made);
            }
        }
    }
    rows
}

fn blank() -> Row {
    Row { line: Line::default(), entry: None, changed: false, spot: false }
}

fn shifted(marks: &[Mark], by: usize) -> Vec<Mark> {
    marks
        .iter()
        .map(|mark| Mark { span: mark.span.start + by..mark.span.end + by, kind: mark.kind.clone() })
        .collect()
}

fn paragraph(
    paragraph: &Paragraph,
    (entry, pointed): (Option<usize>, &[Pointed]),
    focus: &Focus,
    width: u16,
    theme: Theme,
) -> Vec<Row> {
    let mut end = paragraph.text.len().min(SHOWN);
    while !paragraph.text.is_char_boundary(end) {
        end -= 1;
    }
    let text = &paragraph.text[..end];
    let chosen = entry.is_some() && entry == focus.entry;
    let changed = if chosen { sentence_around(text, &focus.changed) } else { 0..0 };
    let margin = match (chosen && focus.bar, paragraph.own, paragraph.stale) {
        (true, ..) => Span::styled("▌", theme.style(Role::BorderFocused)),
        (false, _, true) => Span::styled("!", theme.style(Role::Warning)),
        (false, true, false) => Span::styled("✎", theme.style(Role::Dim)),
        (false, false, false) => Span::raw(" "),
    };
    wrap::rows(text, width)
        .into_iter()
        .map(|row| row.range)
        .map(|row| {
            let hit = !changed.is_empty() && row.start < changed.end && changed.start < row.end;
            let mut spans = vec![margin.clone(), signs(pointed, &row, theme), Span::raw(" ")];
            spans.extend(styled(text, &row, (paragraph, pointed), &changed, theme));
            let spot = pointed.iter().any(|pointed| pointed.spot && pointed.touches(&row));
            Row { line: Line::from(spans), entry, changed: hit, spot }
        })
        .collect()
}

/// One row cut where its style changes.
fn styled(
    text: &str,
    row: &Range<usize>,
    (paragraph, pointed): (&Paragraph, &[Pointed]),
    changed: &Range<usize>,
    theme: Theme,
) -> Vec<Span<'static>> {
    let mut cuts = vec![row.start, row.end];
    let spans = paragraph.marks.iter().map(|mark| &mark.span).chain([changed]);
    let spans = spans.chain(pointed.iter().map(|pointed| &pointed.span));
    for edge in spans.flat_map(|span| [span.start, span.end]) {
        if edge > row.start && edge < row.end {
            cuts.push(edge);
        }
    }
    cuts.sort_unstable();
    cuts.dedup();
    let mut column = 0;
    cuts.windows(2)
        .map(|pair| {
            Span::styled(
                drawn(&text[pair[0]..pair[1]], &mut column),
                style_at(pair[0], (paragraph, pointed), changed, theme),
            )
        })
        .collect()
}

fn style_at(
    place: usize,
    (paragraph, pointed): (&Paragraph, &[Pointed]),
    changed: &Range<usize>,
    theme: Theme,
) -> Style {
    let mut style = if paragraph.own { theme.style(Role::Own) } else { Style::new() };
    if changed.contains(&place) {
        style = style.patch(theme.style(Role::Changed));
    }
    for mark in paragraph.marks.iter().filter(|mark| mark.span.contains(&place)) {
        match mark.kind {
            MarkKind::Answer => style = style.patch(theme.style(Role::Answer)),
            MarkKind::Slot(_) => style = style.patch(theme.style(Role::Slot)),
            MarkKind::Move(_) => {}
        }
    }
    for pointed in pointed.iter().filter(|pointed| pointed.span.contains(&place)) {
        style = style.patch(theme.style(pointed.role));
    }
    style
}

/// The sentence that holds a change, so that the eye finds a whole thought.
fn sentence_around(text: &str, changed: &Range<usize>) -> Range<usize> {
    if changed.end > text.len() || changed.start > changed.end || changed.end == 0 {
        return 0..0;
    }
    let stop = |place: usize| text[..place].rfind(['.', '!', '?', '\n']).map_or(0, |found| found + 1);
    let start = stop(changed.start.min(text.len()));
    let end =
        text[changed.end..].find(['.', '!', '?', '\n']).map_or(text.len(), |found| changed.end + found + 1);
    let lead = text[start..end].len() - text[start..end].trim_start().len();
    start + lead..end
}

/// The first row to show: what is looked at is in view, or what changed, or else the chosen entry, moved by
/// the person's own scrolling.
pub fn top(rows: &[Row], focus: &Focus, height: u16, scroll: &Scroll) -> usize {
    let height = usize::from(height).max(1);
    let most = rows.len().saturating_sub(height);
    let spot = rows.iter().position(|row| row.spot);
    let changed = spot.or_else(|| rows.iter().rposition(|row| row.changed));
    let entry = rows.iter().position(|row| row.entry.is_some() && row.entry == focus.entry);
    let aim = match (changed, entry) {
        (Some(row), _) => row.saturating_sub(height.saturating_sub(1) / 2),
        (None, Some(row)) => row.saturating_sub(height / 3),
        (None, None) => 0,
    };
    scroll.top(aim, most)
}

/// Draws rows from the first one shown, and lets entries be clicked.
pub fn draw(canvas: &mut Canvas, rows: &[Row], top: usize, area: Rect) {
    for (row, y) in rows.iter().skip(top).zip(area.y..area.y + area.height) {
        let line_area = Rect { y, height: 1, ..area };
        canvas.line(line_area, row.line.clone());
        if let Some(entry) = row.entry {
            canvas.hits.add(line_area, Target::Entry(entry));
        }
    }
}

/// As much of a count as there is room for: with the band, with the word for it, or the number alone.
pub fn fitting(count: &str, room: usize) -> String {
    let without_band = count.split(" (").next().unwrap_or("");
    let number = count.split(',').next().unwrap_or("");
    let fits = [count, without_band, number].into_iter().find(|text| text.chars().count() <= room);
    fits.unwrap_or("").to_string()
}

/// The count of words against the band: `92 words, right (80–140)`.
pub fn count(work: &Work, scenario: Option<&Scenario>) -> (String, Role) {
    let words = work.letter.words();
    let band: Option<&Band> = scenario.and_then(|scenario| scenario.bands.get(&work.draft.channel));
    let Some(band) = band else { return (format!("{words} words"), Role::Dim) };
    // A brief letter is meant to be shorter than a full one.
    let brief = Band { from: band.least, to: band.from, ..*band };
    let band = if work.draft.length == Length::Brief { &brief } else { band };
    let (word, role) = match band.place(words) {
        BandPlace::TooShort => ("too short", Role::Warning),
        BandPlace::Short => ("short", Role::Dim),
        BandPlace::Right => ("right", Role::Good),
        BandPlace::Long => ("long", Role::Dim),
        BandPlace::TooLong => ("too long", Role::Warning),
    };
    (format!("{words} words, {word} ({}–{})", band.from, band.to), role)
}
