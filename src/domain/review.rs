//! What the tone rules say of a letter: findings, ticks, timing, outlook. Offsets are bytes of the letter's text.

use std::ops::Range;
use std::sync::Arc;

/// Everything there is to say of a letter at one moment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Review {
    /// What could be looked at, in the order of the text; what has no place comes last.
    pub findings: Vec<Finding>,
    /// The must-haves, in the order of the scenario's plan.
    pub checks: Vec<Check>,
    /// What the dates mean.
    pub timing: Option<Timing>,
    /// How a request to have an offer back stands.
    pub outlook: Option<Outlook>,
    /// How many findings the person accepted.
    pub accepted: usize,
    /// Whether the text is in a language that the rules cannot read: everything else is then empty.
    pub unread: bool,
}

/// How much a finding or a must-have weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// An idea: shown when asked for.
    Hint,
    /// Worth a look.
    Warning,
    /// To fix before it goes. Never called an error of the person's.
    Error,
}

impl Severity {
    /// Every severity with its word in packs, flags and JSON.
    pub const WORDS: &'static [(&'static str, Severity)] =
        &[("error", Severity::Error), ("warning", Severity::Warning), ("hint", Severity::Hint)];

    /// The word in packs, flags and JSON.
    pub fn word(self) -> &'static str {
        Severity::WORDS.iter().find(|(_, severity)| *severity == self).map_or("hint", |(word, _)| word)
    }

    /// The words for a person.
    pub fn label(self) -> &'static str {
        match self {
            Severity::Error => "to fix",
            Severity::Warning => "worth a look",
            Severity::Hint => "idea",
        }
    }
}

/// Whether a rule comes from a source document or from the makers of the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Basis {
    /// One of the source documents says so.
    Document,
    /// It is ours.
    Ours,
}

impl Basis {
    /// The word in packs and JSON.
    pub fn word(self) -> &'static str {
        match self {
            Basis::Document => "document",
            Basis::Ours => "ours",
        }
    }
}

/// One piece of advice and the document it stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice {
    /// Its id, for instance `DEC-11`.
    pub id: Arc<str>,
    /// The advice in one sentence.
    pub text: Arc<str>,
    /// The document's title; none where the advice is ours.
    pub title: Option<Arc<str>>,
}

/// Something in the letter, or about it, that a rule speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule's id.
    pub rule: Arc<str>,
    /// Its weight.
    pub severity: Severity,
    /// Where the rule comes from.
    pub basis: Basis,
    /// The words it is about; none where something was not found, or where it is about time or channel.
    pub span: Option<Range<usize>>,
    /// What the reader will feel or the writer can do.
    pub message: String,
    /// What can be done, the most likely first.
    pub fixes: Vec<Fix>,
    /// The advice behind the rule.
    pub sources: Vec<Advice>,
    /// A good example; none where the rule has none in words.
    pub example: Option<Arc<str>>,
    /// What it is known by, whatever is edited elsewhere.
    pub identity: Identity,
    /// Whether a weightier finding covers the same words: listed, not underlined.
    pub covered: bool,
}

/// What a finding is known by when the text around it changes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct Identity {
    /// The rule's id.
    pub rule: String,
    /// The words, folded.
    pub words: String,
    /// Two words before, folded.
    pub before: String,
    /// Two words after, folded.
    pub after: String,
}

/// One thing that can be done about a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What it does, for a menu.
    pub label: String,
    /// What is done.
    pub deed: Deed,
}

/// What a fix does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deed {
    /// Changes the text: replacements in order, not overlapping.
    Edit(Vec<Edit>),
    /// Sends it by another channel.
    Channel(super::style::Channel),
    /// Writes another letter, by its scenario's id.
    Scenario(String),
}

/// A replacement of bytes of the letter's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; empty where something is inserted.
    pub span: Range<usize>,
    /// What stands there then.
    pub text: String,
}

/// A must-have with its tick.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// The rule's id.
    pub rule: Arc<str>,
    /// What the letter does, as a checklist says it.
    pub label: Arc<str>,
    /// How much it weighs.
    pub severity: Severity,
    /// Whether it is there.
    pub state: Tick,
    /// The sentence that does it.
    pub span: Option<Range<usize>>,
}

/// Whether a must-have is in the letter. Never "missing": the rules can only say what they found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tick {
    /// The words for it are there.
    Found,
    /// Something like it is there.
    Likely,
    /// The person says it is there.
    Said,
    /// It was not found.
    NotFound,
}

impl Tick {
    /// The word in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Tick::Found => "found",
            Tick::Likely => "likely",
            Tick::Said => "said",
            Tick::NotFound => "not-found",
        }
    }

    /// Whether it counts as done.
    pub fn stands(self) -> bool {
        self != Tick::NotFound
    }
}

/// What the dates mean for this letter now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timing {
    /// How it stands.
    pub state: Pace,
    /// One line for the person.
    pub message: String,
    /// Where the clock comes from.
    pub basis: Basis,
}

/// How a letter stands in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pace {
    /// In good time.
    Good,
    /// Still in time.
    Fine,
    /// Later than the document advises. Only where a document sets the pace.
    Late,
    /// The day is over.
    Past,
}

impl Pace {
    /// The word in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Pace::Good => "good",
            Pace::Fine => "still-fine",
            Pace::Late => "late",
            Pace::Past => "past",
        }
    }
}

/// How likely a request to have an offer back is heard: words, never a percentage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outlook {
    /// The word.
    pub step: Step,
    /// The answers that led to it.
    pub why: Vec<String>,
    /// What is still in the writer's hands.
    pub can_do: Vec<String>,
}

/// The five words of an outlook, the worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// Someone else has the offer.
    NextToNone,
    /// Much speaks against it.
    Remote,
    /// Little speaks for it.
    Slim,
    /// As much for it as against it.
    Fair,
    /// As good as it gets.
    Best,
}

impl Step {
    /// The word shown and in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Step::NextToNone => "next to none",
            Step::Remote => "remote",
            Step::Slim => "slim",
            Step::Fair => "fair",
            Step::Best => "best chance",
        }
    }
}

/// What the person decided about the rules for one letter.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Decisions {
    /// Findings that are meant as they are.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accepted: Vec<Identity>,
    /// Rules that do not count for this letter.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub off: Vec<String>,
    /// Must-haves that the person points at: rule and sentence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub said: Vec<Said>,
}

/// "I say it here": a must-have and the sentence that does it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Said {
    /// The rule's id.
    pub rule: String,
    /// The sentence as it stood.
    pub sentence: String,
}

impl Decisions {
    /// Whether nothing was decided.
    pub fn is_empty(&self) -> bool {
        self.accepted.is_empty() && self.off.is_empty() && self.said.is_empty()
    }
}

impl Review {
    /// Open findings of at least that weight that no weightier one covers.
    pub fn open(&self, least: Severity) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(move |finding| finding.severity >= least && !finding.covered)
    }

    /// The weightiest finding's severity.
    pub fn worst(&self) -> Option<Severity> {
        self.findings.iter().map(|finding| finding.severity).max()
    }

    /// How many must-haves stand, of how many, hints left out.
    pub fn kept(&self) -> (usize, usize) {
        let counted = self.checks.iter().filter(|check| check.severity > Severity::Hint);
        let (mut stand, mut all) = (0, 0);
        for check in counted {
            all += 1;
            stand += usize::from(check.state.stands());
        }
        (stand, all)
    }
}

/// A text with edits made. Edits stand in order and do not overlap; ones outside the text are left out.
pub fn edited(text: &str, edits: &[Edit]) -> String {
    let mut made = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        let Some(kept) = text.get(at..edit.span.start) else { continue };
        if text.get(edit.span.clone()).is_none() {
            continue;
        }
        made.push_str(kept);
        made.push_str(&edit.text);
        at = edit.span.end;
    }
    made.push_str(text.get(at..).unwrap_or_default());
    made
}
