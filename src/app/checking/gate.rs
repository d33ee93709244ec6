//! A gate, not a wall: what is open or to be fixed is named once before a copy, and never in the way again.

use super::Checking;
use crate::app::desk::Desk;
use crate::app::model::Extent;
use crate::app::screens::composer::unreadable;
use crate::app::work::Work;
use crate::domain::letter::{Letter, MarkKind, Paragraph};
use crate::domain::review::{Finding, Identity, Severity};
use std::ops::Range;

/// What is named before a copy.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Open {
    /// Keys of open slots and of answers that cannot be read.
    pub answers: Vec<String>,
    /// What the rules want fixed: what each is known by, and its message.
    pub to_fix: Vec<(Identity, String)>,
}

impl Open {
    /// Whether nothing is.
    pub fn is_empty(&self) -> bool {
        self.answers.is_empty() && self.to_fix.is_empty()
    }
}

/// What is open in the part that would be copied.
pub fn open(desk: &Desk, work: &Work, extent: Extent) -> Open {
    Open { answers: answers(desk, work, extent), to_fix: to_fix(&work.checking, &work.letter, extent) }
}

/// Keys of slots, and of answers that cannot be read.
fn answers(desk: &Desk, work: &Work, extent: Extent) -> Vec<String> {
    let mut part = work.letter.clone();
    match extent {
        Extent::Letter => {}
        Extent::Subject => part.paragraphs.clear(),
        Extent::Body => part.subject = None,
    }
    let mut open: Vec<String> = part.slots().into_iter().map(str::to_string).collect();
    if extent != Extent::Subject {
        let wrong = unreadable(desk, &work.draft).into_keys();
        open.extend(wrong.filter(|key| !part.slots().contains(&key.as_str())));
    }
    open
}

fn to_fix(checking: &Checking, letter: &Letter, extent: Extent) -> Vec<(Identity, String)> {
    let body = letter.placed().nth(usize::from(letter.subject.is_some())).map_or(0, |(start, _)| start);
    let counts = |finding: &&Finding| match (&finding.span, extent) {
        (_, Extent::Letter) => true,
        (Some(span), Extent::Subject) => span.start < body,
        (None, Extent::Subject) => false,
        (span, Extent::Body) => span.as_ref().is_none_or(|span| span.start >= body),
    };
    let slots = slots(letter);
    // An open slot is named by its question already.
    let named = |finding: &&Finding| {
        let Some(span) = &finding.span else { return false };
        slots.iter().any(|slot| slot.start < span.end && span.start < slot.end)
    };
    let open = checking.fresh.open(Severity::Error).filter(counts).filter(|finding| !named(finding));
    open.map(|finding| (finding.identity.clone(), finding.message.clone())).collect()
}

/// Open slots in bytes of the letter's text.
fn slots(letter: &Letter) -> Vec<Range<usize>> {
    let of = |(start, paragraph): (usize, &Paragraph)| {
        let marks = paragraph.marks.iter().filter(|mark| matches!(mark.kind, MarkKind::Slot(_)));
        marks.map(|mark| start + mark.span.start..start + mark.span.end).collect::<Vec<_>>()
    };
    letter.placed().flat_map(of).collect()
}

/// Whether the person agreed to copy with all of this open. Something new is asked about again.
pub fn is_agreed(work: &Work, open: &Open) -> bool {
    let answers = open.answers.is_empty() || work.agreed.as_ref() == Some(&open.answers);
    answers && open.to_fix.iter().all(|(identity, _)| work.checking.agreed.contains(identity))
}

/// The person agreed.
pub fn agree(work: &mut Work, open: Open) {
    if !open.answers.is_empty() {
        work.agreed = Some(open.answers);
    }
    work.checking.agreed.extend(open.to_fix.into_iter().map(|(identity, _)| identity));
}
