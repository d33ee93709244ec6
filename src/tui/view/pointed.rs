//! Words of a letter that the rules speak of: underlined, with a sign in the margin where they begin.

use crate::app::checking::Checking;
use crate::app::checking::place::{Layout, within};
use crate::app::screens::review::Half;
use crate::app::work::Work;
use crate::domain::review::Severity;
use crate::tui::theme::{Role, Theme};
use ratatui::text::Span;
use std::ops::Range;

/// Words that are pointed out in one paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pointed {
    /// The paragraph of the body; none for the subject.
    pub paragraph: Option<usize>,
    /// Bytes of its text.
    pub span: Range<usize>,
    /// How they look.
    pub role: Role,
    /// The sign beside the row in which they begin; none for words that go on there.
    pub sign: Option<char>,
    /// Whether the screen goes to them.
    pub spot: bool,
}

impl Pointed {
    /// The same, so many bytes further on.
    pub fn shifted(&self, by: usize) -> Pointed {
        Pointed { span: self.span.start + by..self.span.end + by, ..self.clone() }
    }

    /// Whether it lies in a row, in part at least.
    pub fn touches(&self, row: &Range<usize>) -> bool {
        self.span.start < row.end && row.start < self.span.end
    }
}

/// How a finding of that weight looks, and its sign in the margin.
pub fn look_of(severity: Severity) -> (Role, char) {
    match severity {
        Severity::Error => (Role::ToFix, '!'),
        Severity::Warning => (Role::WorthALook, '?'),
        Severity::Hint => (Role::Idea, '.'),
    }
}

/// What is pointed out in the letter's text, the heaviest last: it is what shows.
fn of_text(checking: &Checking) -> Vec<(Range<usize>, Role, Option<char>, bool)> {
    let mut found: Vec<_> = checking
        .open()
        .filter_map(|finding| {
            let (role, sign) = look_of(finding.severity);
            Some((finding.severity, finding.span.clone()?, role, sign))
        })
        .collect();
    found.sort_by_key(|(severity, ..)| *severity);
    let mut all: Vec<_> =
        found.into_iter().map(|(_, span, role, sign)| (span, role, Some(sign), false)).collect();
    all.extend(checking.spot.iter().map(|spot| {
        let role = if spot.lit { Role::Selected } else { Role::Text };
        (spot.span.clone(), role, None, true)
    }));
    all
}

/// What is pointed out, paragraph by paragraph.
pub fn in_letter(work: &Work) -> Vec<Pointed> {
    let all = of_text(&work.checking);
    if all.is_empty() {
        return Vec::new();
    }
    let before = usize::from(work.letter.subject.is_some());
    let mut found = Vec::new();
    for (index, (start, paragraph)) in work.letter.placed().enumerate() {
        for (span, role, sign, spot) in &all {
            let Some(part) = within(span, start, paragraph) else { continue };
            let sign = sign.filter(|_| span.start >= start);
            found.push(Pointed {
                paragraph: index.checked_sub(before),
                span: part,
                role: *role,
                sign,
                spot: *spot,
            });
        }
    }
    found
}

/// What is pointed out in one of the texts being edited.
pub fn in_editor(work: &Work, layout: &Layout, half: Half) -> Vec<Pointed> {
    let placed = of_text(&work.checking).into_iter().filter_map(|(span, role, sign, spot)| {
        let (found, span) = layout.to_editor(&span)?;
        (found == half).then_some(Pointed { paragraph: None, span, role, sign, spot })
    });
    placed.collect()
}

/// The sign beside a row: that of the heaviest finding that begins in it.
pub fn signs(pointed: &[Pointed], row: &Range<usize>, theme: Theme) -> Span<'static> {
    let begins = |pointed: &&Pointed| pointed.sign.is_some() && row.contains(&pointed.span.start);
    match pointed.iter().rfind(begins) {
        Some(Pointed { sign: Some(sign), role, .. }) => {
            let role = if *role == Role::ToFix { Role::Warning } else { Role::Dim };
            Span::styled(sign.to_string(), theme.style(role))
        }
        _ => Span::raw(" "),
    }
}
