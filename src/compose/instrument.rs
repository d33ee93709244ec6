//! Puts marks into a template's source when it is loaded: around blocks, and around what a move brings in.

use super::manifest::is_name;
use super::marks::{BLOCK, BLOCK_END, STEP, STEP_END, index_char, is_mark};
use std::collections::BTreeSet;

/// A list of names that marks refer to by index.
#[derive(Debug, Clone, Default)]
pub struct Names(pub Vec<String>);

impl Names {
    fn index(&mut self, name: &str) -> usize {
        if let Some(index) = self.0.iter().position(|known| known == name) {
            return index;
        }
        self.0.push(name.to_string());
        self.0.len() - 1
    }
}

/// A template's source with marks in it.
pub struct Instrumented {
    /// The source to load.
    pub text: String,
    /// Moves that the template asks about: these can be dropped one by one.
    pub steps: BTreeSet<String>,
    /// Blocks of the template.
    pub blocks: BTreeSet<String>,
}

/// Marks a template's source.
pub fn instrument(source: &str, blocks: &mut Names, steps: &mut Names) -> Instrumented {
    let mut made = Instrumented {
        text: String::with_capacity(source.len() + 64),
        steps: BTreeSet::new(),
        blocks: BTreeSet::new(),
    };
    // For each open `if`: whether a move's text is being marked in the current branch.
    let mut open: Vec<bool> = Vec::new();
    let mut raw = false;
    let mut copied = 0;
    for tag in (Tags { source, at: 0 }) {
        let word = tag.word();
        if raw {
            raw = word != "endraw";
            continue;
        }
        let mut before = String::new();
        let mut after = String::new();
        match word {
            "raw" => raw = true,
            "block" => {
                let name = tag.words().nth(1).unwrap_or("");
                if is_name(name) {
                    made.blocks.insert(name.to_string());
                    after = format!("{BLOCK}{}", index_char(blocks.index(name)));
                }
            }
            "endblock" => before.push(BLOCK_END),
            "if" => open.push(mark_branch(&tag, steps, &mut made.steps, &mut after)),
            "elif" => {
                if let Some(branch) = open.last_mut() {
                    close_branch(*branch, &mut before);
                    *branch = mark_branch(&tag, steps, &mut made.steps, &mut after);
                }
            }
            "else" => {
                if let Some(branch) = open.last_mut() {
                    close_branch(*branch, &mut before);
                    *branch = false;
                }
            }
            "endif" => close_branch(open.pop().unwrap_or(false), &mut before),
            _ => {}
        }
        made.text.push_str(&source[copied..tag.start]);
        made.text.push_str(&before);
        made.text.push_str(&source[tag.start..tag.end]);
        made.text.push_str(&after);
        copied = tag.end;
    }
    made.text.push_str(&source[copied..]);
    made
}

fn close_branch(marked: bool, before: &mut String) {
    if marked {
        before.push(STEP_END);
    }
}

/// The first move that a condition asks for marks its branch. Returns whether one does.
fn mark_branch(tag: &Tag, steps: &mut Names, asked: &mut BTreeSet<String>, after: &mut String) -> bool {
    let inside = tag.inside();
    let mut first = None;
    for (place, _) in inside.match_indices("moves.") {
        let name: String = inside[place + 6..]
            .chars()
            .take_while(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || *c == '_')
            .collect();
        if name.is_empty() {
            continue;
        }
        let negated = inside[..place].trim_end().ends_with("not");
        if first.is_none() && !negated {
            first = Some(name.clone());
        }
        asked.insert(name);
    }
    let Some(name) = first else { return false };
    *after = format!("{STEP}{}", index_char(steps.index(&name)));
    true
}

/// The innermost tag that is opened and never closed: its offset and its word.
pub fn unclosed(source: &str) -> Option<(usize, &str)> {
    let mut open: Vec<(usize, &str)> = Vec::new();
    for tag in (Tags { source, at: 0 }) {
        let word = tag.word();
        if matches!(word, "if" | "for" | "block" | "component" | "filter" | "raw") {
            open.push((tag.start, word));
        } else if let Some(closed) = word.strip_prefix("end")
            && let Some(place) = open.iter().rposition(|(_, opened)| *opened == closed)
        {
            open.truncate(place);
        }
    }
    open.pop()
}

/// Column in the original source of a place in the marked one; both from 1 and in characters.
pub fn original_column(marked: &str, line: usize, column: usize) -> usize {
    let text = marked.lines().nth(line.saturating_sub(1)).unwrap_or("");
    let extra = text
        .chars()
        .take(column.saturating_sub(1))
        .filter(|c| is_mark(*c) || u32::from(*c) >= 0x10_0000)
        .count();
    column.saturating_sub(extra).max(1)
}

struct Tag<'a> {
    start: usize,
    end: usize,
    source: &'a str,
}

impl<'a> Tag<'a> {
    fn inside(&self) -> &'a str {
        self.source[self.start + 2..self.end]
            .trim_end_matches("%}")
            .trim_end_matches('-')
            .trim_start_matches('-')
    }

    fn words(&self) -> impl Iterator<Item = &'a str> {
        self.inside().split_whitespace()
    }

    fn word(&self) -> &'a str {
        self.words().next().unwrap_or("")
    }
}

/// The `{% … %}` tags of a source, comments and printed values passed over.
struct Tags<'a> {
    source: &'a str,
    at: usize,
}

impl<'a> Iterator for Tags<'a> {
    type Item = Tag<'a>;

    fn next(&mut self) -> Option<Tag<'a>> {
        loop {
            let rest = &self.source[self.at..];
            let start = self.at + rest.find('{')?;
            let opened = &self.source[start..];
            if opened.starts_with("{#") {
                self.at = start + opened.find("#}").map_or(opened.len(), |end| end + 2);
            } else if opened.starts_with("{{") {
                self.at = start + closing(opened, "}}");
            } else if opened.starts_with("{%") {
                self.at = start + closing(opened, "%}");
                return Some(Tag { start, end: self.at, source: self.source });
            } else {
                self.at = start + 1;
            }
        }
    }
}

/// Where a tag ends: the first `close` outside quotes, else the end of the text.
fn closing(opened: &str, close: &str) -> usize {
    let mut quote: Option<u8> = None;
    let bytes = opened.as_bytes();
    for (place, byte) in bytes.iter().enumerate().skip(2) {
        match quote {
            Some(open) if *byte == open => quote = None,
            Some(_) => {}
            None if matches!(byte, b'"' | b'\'' | b'`') => quote = Some(*byte),
            None if bytes[place..].starts_with(close.as_bytes()) => return place + close.len(),
            None => {}
        }
    }
    opened.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_and_moves_are_marked() {
        let source =
            "{% block a %}x{% if moves.effort and liked %}E{% else %}F{% endif %}{% endblock %}{# {% if #}";
        let (mut blocks, mut steps) = (Names::default(), Names::default());
        let made = instrument(source, &mut blocks, &mut steps);
        assert_eq!(blocks.0, ["a"]);
        assert_eq!(steps.0, ["effort"]);
        assert!(made.text.contains(&format!("{STEP}{}E{STEP_END}{{% else", index_char(0))));
        let bare: String = made.text.chars().filter(|c| !is_mark(*c) && u32::from(*c) < 0x10_0000).collect();
        assert_eq!(bare, source);
    }

    #[test]
    fn raw_text_and_quotes_are_left_alone() {
        let source = "{% raw %}{% block a %}{% endraw %}{{ '{% block b %}' }}";
        let (mut blocks, mut steps) = (Names::default(), Names::default());
        assert_eq!(instrument(source, &mut blocks, &mut steps).text, source);
    }
}
