//! A rule as a pack states it.

use crate::domain::style::Channel;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A judgement about signals, numbers, structure, time or channel.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rule {
    /// Its name: one id in messages, flags, files and documentation.
    pub id: String,
    /// The pack that states it.
    pub pack: String,
    /// Scenarios it holds for; empty: every letter.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scenarios: Vec<String>,
    /// Scenarios it does not hold for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub except: Vec<String>,
    /// Channels it holds for; empty: all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub channels: Vec<Channel>,
    /// How much it weighs.
    pub severity: Level,
    /// Scenario → another weight.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub weights: BTreeMap<String, Level>,
    /// Scenario → another bound of a limit.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub bounds: BTreeMap<String, i64>,
    /// Another weight where a condition holds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub weight_when: Vec<(Condition, Level)>,
    /// Whether a source document says so, or we do.
    pub ours: bool,
    /// What is judged.
    pub kind: Kind,
    /// It holds only where all of these do.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub when: Vec<Condition>,
    /// The label of its tick in the checklist; none: it has no tick.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checklist: Option<String>,
    /// What the person reads, with `{match}` and `{{ field }}` to be filled in.
    pub message: String,
    /// What can be done.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fixes: Vec<FixText>,
    /// Ids of the advice it carries out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub source: Vec<String>,
    /// The first good example in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub example: Option<String>,
    /// Letters and sentences that it speaks of.
    #[serde(skip)]
    pub bad: Vec<Example>,
    /// Letters and sentences that it does not.
    #[serde(skip)]
    pub good: Vec<Example>,
    /// The file that states it, by its path.
    #[serde(skip)]
    pub file: String,
    /// The line in that file.
    #[serde(skip)]
    pub line: usize,
}

/// A weight, or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// It does not count.
    Off,
    /// An idea.
    Hint,
    /// Worth a look.
    Warning,
    /// To fix.
    Error,
}

impl Level {
    /// Every level with its word in packs.
    pub const WORDS: &'static [(&'static str, Level)] =
        &[("off", Level::Off), ("hint", Level::Hint), ("warning", Level::Warning), ("error", Level::Error)];
}

/// A sentence, a letter or facts that a rule is tried on.
#[derive(Debug, Clone, PartialEq)]
pub struct Example {
    /// A sentence, or a whole letter where it has several lines; empty where only the facts matter.
    pub text: String,
    /// Answers, channel and numbers that differ from the usual ones.
    pub set: BTreeMap<String, Wanted>,
}

/// What a rule judges.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// One of the signals must be there.
    Require {
        /// The signals.
        signal: Vec<String>,
        /// Where.
        place: Place,
    },
    /// None of the signals may be there.
    Forbid {
        /// The signals.
        signal: Vec<String>,
        /// Where.
        place: Place,
        /// Not where the sentence also has one of these.
        unless_sentence: Vec<String>,
        /// Not where the letter also has one of these.
        unless_letter: Vec<String>,
    },
    /// A number must lie within bounds.
    Limit {
        /// What is counted.
        metric: String,
        /// No more than this.
        max: Option<Bound>,
        /// No less than this.
        min: Option<Bound>,
    },
    /// The first of `first` must not come after the first of `then`.
    Order {
        /// What should come first.
        first: Vec<String>,
        /// What should come later.
        then: Vec<String>,
    },
    /// The signal must come early.
    Position {
        /// The signals.
        signal: Vec<String>,
        /// The last body sentence that is early enough, from 1.
        last: usize,
    },
    /// Each such signal needs another nearby.
    Near {
        /// The signals.
        signal: Vec<String>,
        /// What must be near.
        needs: Vec<String>,
        /// How many sentences away at most.
        within: usize,
    },
    /// The words of an answer must be in the text.
    FieldInText {
        /// The answer's key.
        field: String,
    },
    /// A part of the letter must be there.
    Structure {
        /// `subject`, `greeting` or `signoff`.
        part: String,
    },
    /// Only one of each pair may be used.
    Consistency {
        /// Pairs of words, each with all its forms.
        pairs: Vec<(Vec<String>, Vec<String>)>,
    },
    /// Its conditions say it all.
    Meta,
    /// A named check of the program.
    Builtin {
        /// Its name.
        check: String,
        /// Its numbers.
        numbers: BTreeMap<String, f64>,
    },
    /// A regular expression, matched sentence by sentence.
    Regex {
        /// The expression.
        pattern: String,
        /// Where.
        place: Place,
    },
}

/// A place in a letter.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// Anywhere in the body.
    #[default]
    Any,
    /// The subject.
    Subject,
    /// The first body sentences.
    Opening,
    /// The body.
    Body,
    /// The last body sentences.
    Closing,
    /// The last body sentence.
    LastSentence,
    /// The first half of the body.
    FirstHalf,
    /// Sentences that have one of these signals.
    SentenceOf(Vec<String>),
}

/// A bound of a limit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bound {
    /// This number.
    Number(i64),
    /// A number of the scenario's own table: `length.most`, `length.least`.
    Table(String),
    /// A number that the person gave, or its default.
    Field(String),
}

/// A statement about answers, clock and channel.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Condition {
    /// An answer's key, `channel`, or a derived number such as `hours_since_invited`.
    pub field: String,
    /// How it is compared.
    pub op: Operator,
    /// With what.
    pub value: Wanted,
}

/// How a condition compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Operator {
    /// Equal.
    Eq,
    /// Not equal.
    Ne,
    /// Less.
    Less,
    /// Less or equal.
    AtMost,
    /// More.
    More,
    /// More or equal.
    AtLeast,
    /// From the first number on, under the second.
    Between,
    /// Outside of that.
    NotBetween,
    /// One of a list.
    In,
    /// None of a list.
    NotIn,
    /// In a table of the scenario.
    InTable,
    /// Not in a table of the scenario.
    NotInTable,
}

impl Operator {
    /// Every operator with its words in packs.
    pub const WORDS: &'static [(&'static str, Operator)] = &[
        ("eq", Operator::Eq),
        ("ne", Operator::Ne),
        ("<", Operator::Less),
        ("<=", Operator::AtMost),
        (">", Operator::More),
        (">=", Operator::AtLeast),
        ("between", Operator::Between),
        ("not-between", Operator::NotBetween),
        ("in", Operator::In),
        ("not-in", Operator::NotIn),
        ("in-table", Operator::InTable),
        ("not-in-table", Operator::NotInTable),
    ];
}

/// What a condition compares with, or an example sets.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Wanted {
    /// Yes or no.
    Flag(bool),
    /// A number.
    Number(i64),
    /// A text.
    Text(String),
    /// Numbers.
    Numbers(Vec<i64>),
    /// Texts.
    Texts(Vec<String>),
}

/// A fix as a pack states it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FixText {
    /// Inserts one of these sentences.
    Insert {
        /// The sentences, with `{{ field }}` to be filled in.
        texts: Vec<String>,
        /// Where.
        at: String,
    },
    /// Replaces the words.
    Replace(Vec<String>),
    /// Replaces the sentence.
    ReplaceSentence(Vec<String>),
    /// Deletes the words.
    DeleteMatch,
    /// Deletes the sentence.
    DeleteSentence,
    /// A mechanical change, by its name.
    Transform(String),
    /// Replaces the words by what a table says.
    Table(BTreeMap<String, String>),
    /// Sends it by another channel: one of the recommended ones where it is `recommended`.
    Channel(String),
    /// Writes another letter.
    Scenario(String),
}
