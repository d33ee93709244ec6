//! What the list of must-haves holds: the must-haves in order, then what the person decided.

use super::Checking;
use crate::domain::draft::Draft;
use crate::domain::review::{Check, Severity, Tick};

/// A row of the list that can be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Item {
    /// A must-have, by its index among the checks.
    Check(usize),
    /// Something accepted as it is, by its index in the draft's decisions.
    Accepted(usize),
    /// A rule that is off for this letter, by its index.
    Off(usize),
}

/// The rows in order.
pub fn items(checking: &Checking, draft: &Draft) -> Vec<Item> {
    let shown = |check: &Check| check.severity > Severity::Hint || checking.ideas;
    let checks = checking.shown.checks.iter().enumerate().filter(|(_, check)| shown(check));
    let mut items: Vec<Item> = checks.map(|(index, _)| Item::Check(index)).collect();
    items.extend((0..draft.decisions.accepted.len()).map(Item::Accepted));
    items.extend((0..draft.decisions.off.len()).map(Item::Off));
    items
}

/// The first must-have that was not found or is in doubt, else the first row.
pub fn first_open(checking: &Checking, items: &[Item]) -> usize {
    let open = |item: &Item| match item {
        Item::Check(index) => matches!(checking.shown.checks[*index].state, Tick::NotFound | Tick::Likely),
        _ => false,
    };
    items.iter().position(open).unwrap_or(0)
}

/// Labels of the must-haves that a stretch of the letter does.
pub fn done_by(checking: &Checking, span: &std::ops::Range<usize>) -> Vec<String> {
    let touches = |check: &&Check| {
        check.span.as_ref().is_some_and(|found| found.start < span.end && span.start < found.end)
    };
    checking.shown.checks.iter().filter(touches).map(|check| check.label.to_string()).collect()
}
