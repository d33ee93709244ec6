//! What is asked of a letter: what a careful reader would notice.

use regards::domain::draft::Draft;
use regards::domain::letter::{Letter, MarkKind, Paragraph};
use regards::domain::scenario::{BandPlace, Scenario};
use regards::domain::style::{Channel, Formality};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// What was noticed, each kind once with a letter that shows it.
#[derive(Default)]
pub struct Faults(RefCell<BTreeMap<String, String>>);

impl Faults {
    /// Fails if something was noticed.
    pub fn none(&self) {
        let faults = self.0.borrow();
        let shown: Vec<String> = faults.iter().map(|(what, letter)| format!("{what}\n{letter}")).collect();
        assert!(shown.is_empty(), "{} faults\n\n{}", shown.len(), shown.join("\n"));
    }
}

/// A letter with what it was made from.
pub struct Reading<'a> {
    /// Where faults are noted.
    pub faults: &'a Faults,
    /// Its scenario.
    pub scenario: &'a Scenario,
    /// Its draft.
    pub draft: &'a Draft,
    /// The letter.
    pub letter: &'a Letter,
}

/// What stands in any letter, and what no thoughtful person writes.
const BANNED: &[&str] = &[
    "hope this finds you",
    "hope this message",
    "i am writing to",
    "i'm writing to",
    "reach out",
    "reached out",
    "please be advised",
    "at this time",
    "moving forward",
    "valuable experience",
    "align",
    "esteemed",
    "do not hesitate",
    "don't hesitate",
    "exciting opportunity",
    "feel free",
    "touch base",
    "regret to inform",
    "truly",
    "sincerely hope",
    "deeply",
    "thank you in advance",
    "—",
];

/// Spoken short for what formal letters write out.
const SHORT: &[&str] = &["n't", "I'm", "I'd", "I've", "I'll", "It's", "it's", "you'd", "You'd", "There's"];

/// Written out where a friendly letter and a call say it short.
const WRITTEN_OUT: &[&str] = &[
    "I am ",
    "I will ",
    "I would ",
    "I have decided",
    "I have thought",
    "will not",
    "do not",
    "did not ",
    "is not ",
    "cannot",
    "would not ",
    "we will ",
    "you are ",
    "You are ",
    "You have had ",
    "It is ",
    "it is ",
    "There is ",
    "I had accepted",
    "I had hoped",
    "I have read",
    "I have since",
    "I have made",
    "I have talked",
    "I have learned",
    "I have seen",
    "I have finished",
];

impl Reading<'_> {
    /// Everything.
    pub fn is_good(&self) {
        self.has_no_seam();
        self.fits();
        self.sentences_can_be_read_aloud();
        self.says_nothing_twice();
        self.sounds_as_chosen();
        for paragraph in self.paragraphs_with_wordings() {
            if paragraph.wordings != 3 {
                self.wrong(&format!("{:?} has {} wordings", paragraph.block, paragraph.wordings));
            }
        }
    }

    /// No trace of the template: nothing doubled, nothing dangling, nothing empty.
    pub fn has_no_seam(&self) {
        let text = self.letter.text();
        let open = ["{{", "{%", "{#", "%}", "}}", "-- or --"];
        let seams = [
            "  ", " ,", " .", " ;", " :", " ?", " !", "..", ",,", ",.", ";.", ":.", ", ;", "( ", " )", " \n",
            "\n ",
        ];
        for trace in open.iter().chain(&seams) {
            if text.contains(trace) {
                self.wrong(&format!("{trace:?} is left in it"));
            }
        }
        if text.contains("\n\n\n") || self.letter.paragraphs.iter().any(|paragraph| paragraph.text.is_empty())
        {
            self.wrong("a paragraph is empty");
        }
        if let Some(c) = text.chars().find(|c| !c.is_ascii() && !c.is_alphanumeric()) {
            self.wrong(&format!("{c:?} is no character of a letter"));
        }
        if self.letter.slots().iter().any(|_| true) {
            self.wrong("a slot is open");
        }
        if self.draft.channel.has_subject() {
            let subject = self.letter.subject_text().unwrap_or("");
            if subject.is_empty() || subject.contains('\n') || subject.ends_with('.') {
                self.wrong("the subject is not one plain line");
            }
        }
        for paragraph in self.letter.paragraphs.iter().filter(|paragraph| is_prose(paragraph)) {
            self.has_ends(paragraph);
        }
        self.articles_fit();
    }

    fn has_ends(&self, paragraph: &Paragraph) {
        for line in paragraph.text.lines() {
            let starts = line.starts_with(|c: char| c.is_uppercase() || c == '(' || c.is_ascii_digit());
            if !starts || !line.ends_with(['.', '?', '!', ':', ')']) {
                self.wrong(&format!("{line:?} is no whole sentence"));
            }
        }
        for sentence in sentences(&paragraph.text) {
            if !sentence.starts_with(|c: char| c.is_uppercase() || c == '(' || c.is_ascii_digit()) {
                self.wrong(&format!("{sentence:?} begins small"));
            }
        }
    }

    fn articles_fit(&self) {
        let text = self.letter.text();
        let words: Vec<&str> = text.split_whitespace().collect();
        for pair in words.windows(2) {
            let (article, next) = (pair[0].to_lowercase(), pair[1].to_lowercase());
            let consonant_sound = ["uni", "use", "usu", "eur", "one", "once"];
            let vowel = next.starts_with(['a', 'e', 'i', 'o', 'u'])
                && !consonant_sound.iter().any(|start| next.starts_with(start))
                || ["hour", "honest", "heir"].iter().any(|start| next.starts_with(start));
            if article == "a" && vowel || article == "an" && !vowel {
                self.wrong(&format!("{article} {next}"));
            }
        }
    }

    /// Its length is within the channel's band.
    pub fn fits(&self) {
        let words = self.letter.words();
        let band = self.scenario.bands[&self.draft.channel];
        if matches!(band.place(words), BandPlace::TooShort | BandPlace::TooLong) {
            self.wrong(&format!("{words} words; at least {}, at most {}", band.least, band.most));
        }
        let voicemail = self.letter.paragraphs.iter().find(|p| p.block.as_deref() == Some("voicemail"));
        if voicemail.is_some_and(|message| message.text.split_whitespace().count() > 75) {
            self.wrong("the voicemail is longer than 75 words");
        }
    }

    fn sentences_can_be_read_aloud(&self) {
        let folded = self.own_words_taken_out();
        for phrase in BANNED {
            if folded.contains(phrase) {
                self.wrong(&format!("{phrase:?} could stand in any letter"));
            }
        }
        if self.draft.channel == Channel::Phone {
            return;
        }
        for sentence in self.letter.paragraphs.iter().flat_map(|paragraph| sentences(&paragraph.text)) {
            let words = sentence.split_whitespace().count();
            if words > 32 {
                self.wrong(&format!("{words} words in one sentence: {sentence}"));
            }
        }
    }

    fn says_nothing_twice(&self) {
        let mut seen = BTreeSet::new();
        let mut openings: Vec<String> = Vec::new();
        for paragraph in self.letter.paragraphs.iter().filter(|paragraph| is_prose(paragraph)) {
            let of: Vec<String> = sentences(&paragraph.text).iter().map(|s| s.to_lowercase()).collect();
            for sentence in &of {
                if !seen.insert(sentence.clone()) {
                    self.wrong(&format!("{sentence:?} stands twice"));
                }
            }
            let of_i = |s: &String| ["i ", "i'm ", "i'd ", "i've ", "i'll "].iter().any(|i| s.starts_with(i));
            if self.draft.channel != Channel::Phone && of.windows(3).any(|three| three.iter().all(of_i)) {
                self.wrong("three sentences in a row begin with I");
            }
            if let Some(first) = of.first() {
                openings.push(first.split_whitespace().take(3).collect::<Vec<_>>().join(" "));
            }
        }
        let distinct: BTreeSet<&String> = openings.iter().collect();
        if distinct.len() != openings.len() {
            self.wrong("two paragraphs begin alike");
        }
        let thanks = self.letter.body().to_lowercase().matches("thank").count();
        let most = if self.draft.channel == Channel::Phone { 5 } else { 3 };
        if thanks > most {
            self.wrong(&format!("{thanks} thanks"));
        }
    }

    fn sounds_as_chosen(&self) {
        let text = self.template_words();
        let spoken = self.draft.channel == Channel::Phone && self.draft.formality == Formality::Neutral;
        let list = match self.draft.formality {
            Formality::Friendly => WRITTEN_OUT,
            Formality::Neutral if spoken => WRITTEN_OUT,
            Formality::Neutral | Formality::Formal => SHORT,
        };
        for phrase in list {
            if text.contains(phrase) {
                self.wrong(&format!("{phrase:?} does not sound {}", self.draft.formality));
            }
        }
    }

    /// The letter without the person's own words.
    fn template_words(&self) -> String {
        let mut words = String::new();
        for paragraph in &self.letter.paragraphs {
            let mut at = 0;
            for mark in paragraph.marks.iter().filter(|mark| mark.kind == MarkKind::Answer) {
                words.push_str(paragraph.text.get(at..mark.span.start).unwrap_or(""));
                words.push('_');
                at = at.max(mark.span.end);
            }
            words.push_str(paragraph.text.get(at..).unwrap_or(""));
            words.push_str("\n\n");
        }
        words
    }

    fn own_words_taken_out(&self) -> String {
        self.template_words().to_lowercase()
    }

    fn paragraphs_with_wordings(&self) -> impl Iterator<Item = &Paragraph> {
        self.letter.paragraphs.iter().filter(|paragraph| is_prose(paragraph)).chain(&self.letter.subject)
    }

    fn wrong(&self, what: &str) {
        let draft = self.draft;
        let what = format!("FAULT {} {}: {what}", draft.scenario, draft.channel);
        self.faults.0.borrow_mut().entry(what).or_insert_with(|| {
            format!(
                "{} {}\nwordings {:?}\ndropped {:?}\nanswers {:?}\n\n{}\n",
                draft.formality,
                draft.length,
                draft.wordings,
                draft.dropped,
                draft.answers,
                self.letter.text()
            )
        });
    }
}

/// Whether a paragraph is the letter's own text and not its rim.
pub fn is_prose(paragraph: &Paragraph) -> bool {
    !matches!(paragraph.block.as_deref(), Some("greeting" | "signoff" | "voicemail"))
}

/// The sentences of a paragraph; full stops of titles and of company forms end none.
fn sentences(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    let mut one: Vec<&str> = Vec::new();
    for line in text.lines() {
        for word in line.split_whitespace() {
            one.push(word);
            let title = ["Ms.", "Mr.", "Mx.", "Dr.", "Prof.", "St."].contains(&word);
            if word.ends_with(['.', '?', '!', ')']) && !title {
                all.push(one.join(" "));
                one.clear();
            }
        }
        if !one.is_empty() {
            all.push(one.join(" "));
            one.clear();
        }
    }
    all
}
