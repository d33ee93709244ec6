//! What a kind of letter is: its questions, its moves, its channels.

use super::draft::{Answer, Answers};
use super::style::Channel;
use std::collections::BTreeMap;

/// Where a file of the library came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Layer {
    /// Shipped inside the program.
    Builtin,
    /// In the person's own templates folder.
    User,
}

impl Layer {
    /// The prefix of this layer's file names in messages and in templates.
    pub fn prefix(self) -> &'static str {
        match self {
            Layer::Builtin => "builtin",
            Layer::User => "user",
        }
    }
}

/// A kind of letter, as its `scenario.toml` describes it.
#[derive(Debug, Clone, PartialEq)]
pub struct Scenario {
    /// What a list shows of it.
    pub head: Head,
    /// Words of the body by channel.
    pub bands: BTreeMap<Channel, Band>,
    /// The questions, in the order in which they are asked.
    pub fields: Vec<Field>,
    /// What the letter must do, in order.
    pub moves: Vec<Move>,
    /// Letters that may follow.
    pub next: Vec<Next>,
    /// Answers for the example letter. They never leave the picker.
    pub example: Answers,
    /// The layer its manifest was read from.
    pub layer: Layer,
}

/// What a list shows of a scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The folder's name: a slug.
    pub id: String,
    /// The person's situation, in their words.
    pub title: String,
    /// One line on what the letter does.
    pub summary: String,
    /// The group it is listed in: `letters`, `what-next`, `employers`, `own`.
    pub group: String,
    /// Its place inside the group.
    pub order: u32,
    /// Other words people look for it by.
    pub aliases: Vec<String>,
    /// When to use it, in at most two sentences.
    pub when: String,
    /// Whom it goes to.
    pub to: String,
    /// How soon it should go.
    pub soon: String,
    /// One line of encouragement for the writer.
    pub comfort: String,
    /// Channels in order: the recommended ones first.
    pub channels: Vec<ChannelUse>,
}

/// A channel that a scenario allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChannelUse {
    /// The channel.
    pub channel: Channel,
    /// Whether it is one of the recommended ones.
    pub recommended: bool,
}

impl Scenario {
    /// The field of that key.
    pub fn field(&self, key: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.key == key)
    }

    /// Whether the scenario allows that channel.
    pub fn allows(&self, channel: Channel) -> bool {
        self.head.channels.iter().any(|use_| use_.channel == channel)
    }

    /// The channel a new draft starts in: the first recommended one.
    pub fn default_channel(&self) -> Channel {
        self.head.channels.first().map_or(Channel::Email, |use_| use_.channel)
    }

    /// The moves that a block carries.
    pub fn moves_of<'a>(&'a self, block: &'a str) -> impl Iterator<Item = &'a Move> {
        self.moves.iter().filter(move |step| step.block == block)
    }
}

/// How many words the body of a letter should have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Band {
    /// Fewer is too short.
    pub least: u32,
    /// The target starts here.
    pub from: u32,
    /// The target ends here.
    pub to: u32,
    /// More is too long.
    pub most: u32,
}

/// Where a letter's word count stands against its band.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BandPlace {
    /// Under the least.
    TooShort,
    /// Between the least and the target.
    Short,
    /// Inside the target.
    Right,
    /// Between the target and the most.
    Long,
    /// Over the most.
    TooLong,
}

impl Band {
    /// Where a count of words stands.
    pub fn place(self, words: usize) -> BandPlace {
        let words = u32::try_from(words).unwrap_or(u32::MAX);
        match words {
            n if n < self.least => BandPlace::TooShort,
            n if n < self.from => BandPlace::Short,
            n if n <= self.to => BandPlace::Right,
            n if n <= self.most => BandPlace::Long,
            _ => BandPlace::TooLong,
        }
    }
}

/// What kind of answer a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One line of text.
    Line,
    /// Several lines of text.
    Text,
    /// One of a list.
    Choice,
    /// Yes or no.
    Toggle,
    /// A calendar day.
    Date,
    /// A whole number.
    Number,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A web address.
    Url,
    /// Several short texts.
    List,
}

impl Kind {
    /// Every kind with its word in a manifest.
    pub const WORDS: &'static [(&'static str, Kind)] = &[
        ("line", Kind::Line),
        ("text", Kind::Text),
        ("choice", Kind::Choice),
        ("toggle", Kind::Toggle),
        ("date", Kind::Date),
        ("number", Kind::Number),
        ("email", Kind::Email),
        ("phone", Kind::Phone),
        ("url", Kind::Url),
        ("list", Kind::List),
    ];

    /// The word in a manifest and in JSON.
    pub fn word(self) -> &'static str {
        Kind::WORDS.iter().find(|(_, kind)| *kind == self).map_or("line", |(word, _)| word)
    }
}

/// A question of the form.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Its name in templates, flags and files.
    pub key: String,
    /// What kind of answer it takes.
    pub kind: Kind,
    /// The question, short.
    pub label: String,
    /// What to write and in which form.
    pub help: String,
    /// A sample answer, shown as a hint and never used.
    pub example: Option<String>,
    /// Whether the shortest honest letter prints it.
    pub required: bool,
    /// The answer that stands when none is given.
    pub default: Option<Answer>,
    /// Whether it only improves advice and is asked last.
    pub advice: bool,
    /// Whether recent answers are offered again.
    pub remember: bool,
    /// Whether the answer belongs to the person and is kept in the profile.
    pub profile: bool,
    /// Shown only if this holds.
    pub when: Option<When>,
    /// A toggle that says that there is no answer, although the field is required.
    pub unless: Option<String>,
    /// The answers of a choice.
    pub choices: Vec<Choice>,
    /// Which way a weekday or a day without a year is read.
    pub direction: Direction,
    /// More words than this are refused.
    pub max_words: Option<u32>,
    /// Leading words that the templates supply themselves, for instance `the`.
    pub drop_first: Vec<String>,
    /// Trailing words that the templates supply themselves, for instance `role`.
    pub drop_last: Vec<String>,
}

/// Which way an incomplete date is completed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// The most recent such day, today included.
    Past,
    /// The next such day, today included.
    Future,
}

/// A condition on another answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct When {
    /// The other field, or `channel`, `formality`, `length`.
    pub field: String,
    /// Holds if the other answer is one of these.
    pub is: Vec<String>,
    /// Holds if the other answer is none of these.
    pub is_not: Vec<String>,
}

/// One answer of a choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Its name in templates, flags and files.
    pub value: String,
    /// What the person picks.
    pub label: String,
    /// How to put it, shown as help.
    pub say: Option<String>,
    /// What not to say, shown as help.
    pub avoid: Option<String>,
}

/// One thing a paragraph does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// Its name in templates: `moves.<id>`.
    pub id: String,
    /// The block that carries it.
    pub block: String,
    /// What it does, as shown to the person.
    pub label: String,
    /// Left out of brief letters.
    pub optional: bool,
    /// The signals that tell that it is there.
    pub signals: Vec<String>,
}

/// A letter that may follow this one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Next {
    /// The scenario's id.
    pub scenario: String,
    /// How long to wait.
    pub wait: String,
    /// What it is for.
    pub label: String,
}
