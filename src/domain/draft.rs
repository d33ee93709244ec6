//! A letter in the making: the answers, the style and the person's own edits.

use super::review::Decisions;
use super::style::{Channel, Formality, Length};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What a person answered to one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Answer {
    /// Yes or no.
    Toggle(bool),
    /// A line, a text, a choice's value, a number, or a day as `2026-11-20`.
    Text(String),
    /// Several short texts.
    List(Vec<String>),
}

impl Answer {
    /// The answer as one line of text; lists joined with commas.
    pub fn text(&self) -> String {
        match self {
            Answer::Toggle(yes) => yes.to_string(),
            Answer::Text(text) => text.clone(),
            Answer::List(items) => items.join(", "),
        }
    }

    /// Whether nothing was said.
    pub fn is_blank(&self) -> bool {
        match self {
            Answer::Toggle(_) => false,
            Answer::Text(text) => text.trim().is_empty(),
            Answer::List(items) => items.iter().all(|item| item.trim().is_empty()),
        }
    }
}

impl From<&str> for Answer {
    fn from(text: &str) -> Self {
        Answer::Text(text.to_string())
    }
}

/// Field key → answer.
pub type Answers = BTreeMap<String, Answer>;

/// Everything that makes one letter. Same draft, same text, always.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The scenario's id.
    pub scenario: String,
    /// What the person answered.
    pub answers: Answers,
    /// How it is sent.
    pub channel: Channel,
    /// How formal it is.
    pub formality: Formality,
    /// How much it says.
    pub length: Length,
    /// Block → index of the wording, from 0.
    #[serde(default)]
    pub wordings: BTreeMap<String, usize>,
    /// Moves that the person does not mean; `@block` stands for a whole paragraph.
    #[serde(default)]
    pub dropped: BTreeSet<String>,
    /// What the person rewrote by hand, if anything, for each channel.
    #[serde(default)]
    pub edits: BTreeMap<Channel, HandEdits>,
    /// What the person decided about the tone rules.
    #[serde(default, skip_serializing_if = "Decisions::is_empty")]
    pub decisions: Decisions,
}

impl Draft {
    /// An empty draft of a scenario.
    pub fn new(scenario: &str, channel: Channel) -> Self {
        Draft {
            scenario: scenario.to_string(),
            answers: Answers::new(),
            channel,
            formality: Formality::Neutral,
            length: Length::Full,
            wordings: BTreeMap::new(),
            dropped: BTreeSet::new(),
            edits: BTreeMap::new(),
            decisions: Decisions::default(),
        }
    }

    /// Makes one change.
    pub fn apply(&mut self, change: Change) {
        match change {
            Change::Answer { key, answer: Some(answer) } => {
                self.answers.insert(key, answer);
            }
            Change::Answer { key, answer: None } => {
                self.answers.remove(&key);
            }
            Change::Channel(channel) => self.channel = channel,
            Change::Formality(formality) => self.formality = formality,
            Change::Length(length) => self.length = length,
            Change::Wording { block, index } => {
                self.wordings.insert(block, index);
            }
            Change::Drop { step, dropped: true } => {
                self.dropped.insert(step);
            }
            Change::Drop { step, dropped: false } => {
                self.dropped.remove(&step);
            }
            Change::Edits { channel, edits } => self.set_edits(channel, edits),
            Change::EditText { channel, index, at, remove, insert } => {
                self.edit_text(channel, index, at, remove, &insert);
            }
            Change::Decisions(decisions) => self.decisions = decisions,
        }
    }

    /// The changes that turn this draft into another one of the same scenario.
    pub fn changes_to(&self, other: &Draft) -> Vec<Change> {
        let mut changes = Vec::new();
        for key in self.answers.keys().filter(|key| !other.answers.contains_key(*key)) {
            changes.push(Change::Answer { key: key.clone(), answer: None });
        }
        for (key, answer) in
            other.answers.iter().filter(|(key, answer)| self.answers.get(*key) != Some(answer))
        {
            changes.push(Change::Answer { key: key.clone(), answer: Some(answer.clone()) });
        }
        if self.channel != other.channel {
            changes.push(Change::Channel(other.channel));
        }
        if self.formality != other.formality {
            changes.push(Change::Formality(other.formality));
        }
        if self.length != other.length {
            changes.push(Change::Length(other.length));
        }
        for block in self.wordings.keys().chain(other.wordings.keys()) {
            let index = other.wordings.get(block).copied().unwrap_or(0);
            if self.wordings.get(block).copied().unwrap_or(0) != index {
                changes.push(Change::Wording { block: block.clone(), index });
            }
        }
        for step in self.dropped.symmetric_difference(&other.dropped) {
            changes.push(Change::Drop { step: step.clone(), dropped: other.dropped.contains(step) });
        }
        for channel in Channel::ALL {
            let (mine, theirs) = (self.edits.get(channel), other.edits.get(channel));
            if mine != theirs {
                changes.push(Change::Edits { channel: *channel, edits: theirs.cloned().unwrap_or_default() });
            }
        }
        if self.decisions != other.decisions {
            changes.push(Change::Decisions(other.decisions.clone()));
        }
        changes
    }

    /// Whether the person said or changed anything in it.
    pub fn says_something(&self) -> bool {
        self.answers.values().any(|answer| !answer.is_blank())
            || !self.edits.is_empty()
            || !self.dropped.is_empty()
            || !self.wordings.is_empty()
    }

    /// Whether a whole block is left out.
    pub fn leaves_out(&self, block: &str) -> bool {
        self.dropped.iter().any(|step| step.strip_prefix('@') == Some(block))
    }

    fn set_edits(&mut self, channel: Channel, edits: HandEdits) {
        if edits.is_empty() {
            self.edits.remove(&channel);
        } else {
            self.edits.insert(channel, edits);
        }
    }

    fn edit_text(&mut self, channel: Channel, index: usize, at: usize, remove: usize, insert: &str) {
        let Some(edits) = self.edits.get_mut(&channel) else { return };
        let Some(paragraph) = edits.paragraphs.get_mut(index) else { return };
        let Some(text) = paragraph.text.as_deref() else { return };
        let (Some(head), Some(tail)) =
            (text.get(..at), at.checked_add(remove).and_then(|end| text.get(end..)))
        else {
            return;
        };
        paragraph.text = Some(Arc::from(format!("{head}{insert}{tail}")));
    }
}

/// The person's own version of a letter, paragraph by paragraph.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandEdits {
    /// The subject as rewritten; none while it follows the answers.
    pub subject: Option<OwnText>,
    /// The body's paragraphs in order; empty while all of it follows the answers.
    pub paragraphs: Vec<OwnParagraph>,
}

impl HandEdits {
    /// Whether nothing was rewritten.
    pub fn is_empty(&self) -> bool {
        self.subject.is_none() && self.paragraphs.is_empty()
    }
}

/// A rewritten text and what it was rewritten from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnText {
    /// The person's text.
    pub text: Arc<str>,
    /// The generated text at that time.
    pub base: Arc<str>,
}

/// One paragraph of a letter that was edited by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnParagraph {
    /// The block it came from; none for one that the person added.
    pub block: Option<String>,
    /// The person's text; none while it still follows the answers. Empty: deleted on purpose.
    pub text: Option<Arc<str>>,
    /// The generated text that it was rewritten from.
    pub base: Option<Arc<str>>,
}

/// One change to a draft: what the journal records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// An answer given, or taken back.
    Answer {
        /// The field.
        key: String,
        /// The answer; none takes it back.
        answer: Option<Answer>,
    },
    /// Another channel.
    Channel(Channel),
    /// Another formality.
    Formality(Formality),
    /// Another length.
    Length(Length),
    /// Another wording of a block.
    Wording {
        /// The block.
        block: String,
        /// The wording, from 0.
        index: usize,
    },
    /// A move dropped or taken back in.
    Drop {
        /// The move's id.
        step: String,
        /// Whether it is left out.
        dropped: bool,
    },
    /// The hand edits of a channel as a whole.
    Edits {
        /// The channel.
        channel: Channel,
        /// The edits; empty ones are forgotten.
        edits: HandEdits,
    },
    /// Typing inside one hand-edited paragraph.
    EditText {
        /// The channel.
        channel: Channel,
        /// The paragraph's index.
        index: usize,
        /// Byte offset in its text.
        at: usize,
        /// Bytes removed there.
        remove: usize,
        /// Text inserted there.
        insert: String,
    },
    /// What the person decided about the tone rules, as a whole.
    Decisions(Decisions),
}
