//! What a sentence must hold before a pattern is worth trying there, and what a pattern can begin with.

use super::common::in_a_thousand;
use super::parse::{Alternatives, Node};
use std::collections::BTreeSet;

/// What resolves the names in patterns to words.
pub trait Words {
    /// The forms of a lemma.
    fn lemma(&self, word: &str) -> Vec<String>;
    /// The alternatives of a class.
    fn class(&self, name: &str) -> Option<&Alternatives>;
}

/// A set of words as names; `#num` and `#money` and `x*` stand for themselves.
pub type Names = BTreeSet<String>;

/// What a pattern can begin with.
#[derive(Debug, Default, Clone)]
pub struct First {
    /// The words.
    pub names: Names,
    /// Whether it can begin with the words of an answer.
    pub field: bool,
    /// Whether it can begin with anything.
    pub anything: bool,
}

/// What the alternatives can begin with; true if they can be empty.
pub fn first(all: &Alternatives, words: &dyn Words) -> (First, bool) {
    let mut found = First::default();
    let mut empty = false;
    for row in all {
        empty |= first_of_row(row, words, &mut found);
    }
    (found, empty)
}

fn first_of_row(row: &[Node], words: &dyn Words, found: &mut First) -> bool {
    for item in row {
        if !first_of(item, words, found) {
            return false;
        }
    }
    true
}

/// Notes what an item can begin with; true if what follows can begin the match too.
fn first_of(item: &Node, words: &dyn Words, found: &mut First) -> bool {
    match item {
        Node::Any | Node::Gap(_) => {
            found.anything = true;
            false
        }
        Node::Field(_) => {
            found.field = true;
            false
        }
        Node::Start | Node::End | Node::Comma | Node::Colon | Node::Not(_) => true,
        Node::Optional(inner) => {
            first_of(inner, words, found);
            true
        }
        Node::Group(all) => alternatives_of(all, words, found),
        Node::Class(name) => words.class(name).is_none_or(|all| alternatives_of(all, words, found)),
        _ => {
            found.names.extend(names_of(item, words));
            false
        }
    }
}

fn alternatives_of(all: &Alternatives, words: &dyn Words, found: &mut First) -> bool {
    let (inner, empty) = first(all, words);
    found.names.extend(inner.names);
    found.field |= inner.field;
    found.anything |= inner.anything;
    empty
}

/// The words that a single item stands for.
pub fn names_of(item: &Node, words: &dyn Words) -> Vec<String> {
    match item {
        Node::Word(word) => vec![word.clone()],
        Node::Lemma(word) => words.lemma(word),
        Node::Prefix(start) => vec![format!("{start}*")],
        Node::Number => vec!["#num".into()],
        Node::Money => vec!["#money".into()],
        _ => Vec::new(),
    }
}

/// Up to three sets of words of which each match holds one, the rarest first.
pub fn needs(all: &Alternatives, words: &dyn Words) -> Vec<Names> {
    let mut found = if let [row] = all.as_slice() {
        row.iter().filter_map(|item| need_of(item, words)).collect()
    } else {
        union(all, words).into_iter().collect::<Vec<_>>()
    };
    found.sort_by_key(cost);
    found.dedup();
    found.truncate(3);
    found
}

fn cost(names: &Names) -> u32 {
    names.iter().map(|name| in_a_thousand(name)).sum()
}

fn need_of(item: &Node, words: &dyn Words) -> Option<Names> {
    match item {
        Node::Group(all) => union(all, words),
        Node::Class(name) => words.class(name).and_then(|all| union(all, words)),
        _ => {
            let names = names_of(item, words);
            (!names.is_empty()).then(|| names.into_iter().collect())
        }
    }
}

/// One need of every alternative together; none if an alternative has none.
fn union(all: &Alternatives, words: &dyn Words) -> Option<Names> {
    let mut together = Names::new();
    for row in all {
        let mut best: Vec<Names> = row.iter().filter_map(|item| need_of(item, words)).collect();
        best.sort_by_key(cost);
        together.extend(best.into_iter().next()?);
    }
    Some(together)
}
