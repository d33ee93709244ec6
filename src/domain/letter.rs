//! A finished letter, and what is known about where its words came from.

use std::ops::Range;

/// A letter: subject and paragraphs of finished text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Letter {
    /// The subject; none where the channel has none.
    pub subject: Option<Paragraph>,
    /// The body in order.
    pub paragraphs: Vec<Paragraph>,
    /// Paragraphs that the person left out on purpose.
    pub left_out: Vec<LeftOut>,
}

/// A paragraph that is not in the letter because the person dropped what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// Its block.
    pub block: String,
    /// The index of the paragraph before which it would stand.
    pub place: usize,
}

/// A paragraph with its marks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Paragraph {
    /// The block it comes from; none where the person added it.
    pub block: Option<String>,
    /// The finished text. May hold single line ends.
    pub text: String,
    /// What is known of parts of the text, in order, not overlapping within one kind.
    pub marks: Vec<Mark>,
    /// The wording shown, from 0.
    pub wording: usize,
    /// How many wordings there are: 1 or more.
    pub wordings: usize,
    /// Whether the person rewrote it.
    pub own: bool,
    /// Whether the answers behind a rewritten paragraph have changed since.
    pub stale: bool,
}

/// Where a stretch of a paragraph came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Byte range in the paragraph's text.
    pub span: Range<usize>,
    /// What it is.
    pub kind: MarkKind,
}

/// What a marked stretch is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MarkKind {
    /// A printed value: the person's own words or something made of them.
    Answer,
    /// An open slot, with its field's key.
    Slot(String),
    /// A sentence that a move brought in, with the move's id.
    Move(String),
}

impl Letter {
    /// The body: paragraphs separated by a blank line.
    pub fn body(&self) -> String {
        let texts: Vec<&str> = self.paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect();
        texts.join("\n\n")
    }

    /// The subject's text.
    pub fn subject_text(&self) -> Option<&str> {
        self.subject.as_ref().map(|subject| subject.text.as_str())
    }

    /// The letter as text: header lines, a blank line, the body.
    pub fn text(&self) -> String {
        match self.subject_text() {
            Some(subject) => format!("Subject: {subject}\n\n{}", self.body()),
            None => self.body(),
        }
    }

    /// Subject and paragraphs, each with the byte of [`Letter::text`] at which it begins.
    pub fn placed(&self) -> impl Iterator<Item = (usize, &Paragraph)> {
        let header = "Subject: ".len();
        let subject = self.subject.iter().map(move |subject| (header, subject));
        let mut start = self.subject.as_ref().map_or(0, |subject| header + subject.text.len() + 2);
        subject.chain(self.paragraphs.iter().map(move |paragraph| {
            let here = start;
            start += paragraph.text.len() + 2;
            (here, paragraph)
        }))
    }

    /// Words of the body without greeting, sign-off and voicemail.
    pub fn words(&self) -> usize {
        self.paragraphs
            .iter()
            .filter(|paragraph| {
                !matches!(paragraph.block.as_deref(), Some("greeting" | "signoff" | "voicemail"))
            })
            .map(|paragraph| {
                paragraph
                    .text
                    .split_whitespace()
                    .filter(|word| word.chars().any(char::is_alphanumeric))
                    .count()
            })
            .sum()
    }

    /// Keys of the open slots, in the order of the text, each once.
    pub fn slots(&self) -> Vec<&str> {
        let mut keys: Vec<&str> = Vec::new();
        for paragraph in self.subject.iter().chain(&self.paragraphs) {
            for mark in &paragraph.marks {
                if let MarkKind::Slot(key) = &mark.kind
                    && !keys.contains(&key.as_str())
                {
                    keys.push(key);
                }
            }
        }
        keys
    }
}
