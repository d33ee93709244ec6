//! Answers given on the command line or in a file, made into a draft. All that is wrong with them is said at
//! once, and so is what cleaning changed.

mod file;

use super::failure::Failure;
use super::world::World;
use crate::compose::{Catalog, Render, Setting, answers};
use crate::domain::clean::{self, CleanLine, CleanText, Note};
use crate::domain::draft::{Answer, Answers, Draft};
use crate::domain::letter::Letter;
use crate::domain::problem::did_you_mean;
use crate::domain::scenario::{Field, Kind, Scenario};
use crate::domain::style::{Spelling, UnknownWord};
use crate::services::clock;
use file::{Entry, Found};
use jiff::civil::{Date, DateTime, Time};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// What was given, as typed.
#[derive(Debug, Clone, Default)]
pub struct Given {
    /// `key=value`.
    pub set: Vec<String>,
    /// A file of answers; `-` is standard input.
    pub answers: Option<PathBuf>,
    /// The channel.
    pub channel: Option<String>,
    /// The formality.
    pub formality: Option<String>,
    /// The length.
    pub length: Option<String>,
    /// `block=n`.
    pub wording: Vec<String>,
    /// The day.
    pub today: Option<String>,
    /// Whether the profile counts.
    pub profile: bool,
    /// Whether any channel will do, even one that the scenario is not written for: the letter is there already.
    pub any_channel: bool,
}

impl Given {
    /// The draft of a scenario with these answers. What cleaning changed is said on standard error.
    ///
    /// # Errors
    /// An unknown or broken scenario, or answers that cannot be used.
    pub fn draft(&self, catalog: &Catalog, id: &str, today: Date) -> Result<Draft, Failure> {
        let Some(scenario) = catalog.scenario(id) else {
            // The person's folder may say why; a second look at it costs only whoever mistyped.
            let world = World::read(true);
            return Err(world.no_scenario(catalog, &world.catalog().1, id));
        };
        let setting = Setting { today, time: None, spelling: Spelling::British, profile: &Answers::new() };
        let (draft, notes) = self.fill(catalog, scenario, &setting)?;
        say(&notes);
        Ok(draft)
    }

    /// The draft with these answers, and a line for every answer that cleaning changed.
    ///
    /// # Errors
    /// A file that cannot be read, or every answer, channel and wording that cannot be used.
    pub fn fill(
        &self,
        catalog: &Catalog,
        scenario: &Scenario,
        setting: &Setting,
    ) -> Result<(Draft, Vec<String>), Failure> {
        let mut reading = Reading::of(scenario, setting.today);
        if let Some(path) = &self.answers {
            reading.file(path)?;
        }
        reading.pairs(&self.set);
        for (key, flag, word) in [
            ("channel", "--channel", &self.channel),
            ("formality", "--formality", &self.formality),
            ("length", "--length", &self.length),
        ] {
            if let Some(word) = word {
                reading.style(key, word, flag);
            }
        }
        if !self.any_channel {
            reading.allowed();
        }
        reading.wordings(catalog, &self.wording);
        if !reading.wrong.is_empty() {
            return Err(Failure::answers(reading.wrong));
        }
        reading.numbers(catalog, setting);
        match reading.wrong.is_empty() {
            true => Ok((reading.draft, reading.notes.into_values().collect())),
            false => Err(Failure::answers(reading.wrong)),
        }
    }

    /// The day the letter is written.
    ///
    /// # Errors
    /// A date that cannot be read.
    pub fn today(&self) -> Result<Date, Failure> {
        Ok(self.clock()?.0)
    }

    /// The day and, where it is known, the time of day.
    ///
    /// # Errors
    /// A date that cannot be read.
    pub fn clock(&self) -> Result<(Date, Option<Time>), Failure> {
        let Some(text) = &self.today else {
            let now = clock::now();
            return Ok((now.date(), Some(now.time())));
        };
        let shown = clean::escape_for_message(text, 40);
        let hour = |at: DateTime| (at.date(), Some(at.time()).filter(|_| text.contains(['T', 't', ' '])));
        let read =
            text.parse::<DateTime>().map(hour).or_else(|_| text.parse::<Date>().map(|date| (date, None)));
        match read {
            Ok((date, time)) if (1900..=2200).contains(&date.year()) => Ok((date, time)),
            Ok(_) => Err(Failure::usage(format!("--today: `{shown}` is outside the years 1900–2200"))),
            Err(_) => Err(Failure::usage(format!("--today: `{shown}` is not a day"))
                .hint("Write it as 2026-11-24, or 2026-11-24T09:30.")),
        }
    }
}

/// Says lines on standard error, where they are in nobody's way.
pub fn say(lines: &[String]) {
    let mut err = std::io::stderr().lock();
    for line in lines {
        // Whether it arrives changes nothing about the letter.
        let _ = writeln!(err, "regards: {line}");
    }
}

/// What is being read into a draft.
struct Reading<'a> {
    scenario: &'a Scenario,
    today: Date,
    draft: Draft,
    /// Wordings as asked for; they are looked at once the channel is known.
    asked: Vec<Asked>,
    /// What cleaning changed, by key.
    notes: BTreeMap<String, String>,
    /// What cannot be used, a sentence each.
    wrong: Vec<String>,
}

/// A wording that was asked for, and where.
struct Asked {
    block: String,
    number: String,
    from: String,
}

impl<'a> Reading<'a> {
    fn of(scenario: &'a Scenario, today: Date) -> Reading<'a> {
        Reading {
            scenario,
            today,
            draft: Draft::new(&scenario.head.id, scenario.default_channel()),
            asked: Vec::new(),
            notes: BTreeMap::new(),
            wrong: Vec::new(),
        }
    }

    fn file(&mut self, path: &Path) -> Result<(), Failure> {
        for entry in file::entries(path)? {
            match (entry.key.as_str(), entry.found) {
                ("wording", Found::Table(blocks)) => {
                    for Entry { key, found, value_at, .. } in blocks {
                        match found {
                            Found::Answer(number) => self.ask(&key, &number.text(), &value_at),
                            _ => self.unusable(&key, "should be the number of a wording", &value_at),
                        }
                    }
                }
                (key, Found::Answer(answer)) => self.take(key, &answer, &entry.key_at, &entry.value_at),
                (key, Found::Table(_)) => {
                    self.unusable(key, "should be one answer, not a table", &entry.value_at);
                }
                (key, Found::Nothing(what)) => self.unusable(key, &what, &entry.value_at),
            }
        }
        Ok(())
    }

    fn unusable(&mut self, key: &str, what: &str, from: &str) {
        self.wrong.push(format!("{from}: `{}` {what}", clean::escape_for_message(key, 40)));
    }

    /// Answers given as `key=value`; a list takes several.
    fn pairs(&mut self, set: &[String]) {
        let mut lists: Vec<(&str, Vec<String>)> = Vec::new();
        for pair in set {
            let Some((key, value)) = pair.split_once('=') else {
                let shown = clean::escape_for_message(pair, 40);
                self.wrong.push(format!("--set: `{shown}` should be KEY=VALUE"));
                continue;
            };
            let key = key.trim();
            let is_list = self.scenario.field(key).is_some_and(|field| field.kind == Kind::List);
            match lists.iter_mut().find(|(known, _)| *known == key) {
                Some((_, items)) => items.push(value.to_string()),
                None if is_list => lists.push((key, vec![value.to_string()])),
                None => self.take(key, &Answer::from(value), "--set", "--set"),
            }
        }
        for (key, items) in lists {
            self.take(key, &Answer::List(items), "--set", "--set");
        }
    }

    /// One answer. The places say where its key and its value were given.
    fn take(&mut self, key: &str, answer: &Answer, key_at: &str, value_at: &str) {
        if matches!(key, "channel" | "formality" | "length") {
            return self.style(key, &answer.text(), value_at);
        }
        if let Some(block) = key.strip_prefix("wording.") {
            return self.ask(block, &answer.text(), value_at);
        }
        let Some(field) = self.scenario.field(key) else { return self.unknown(key, key_at) };
        let (answer, notes) = cleaned(field, answer);
        match answers::read_given(field, &answer, self.today) {
            Ok(answer) => {
                self.draft.answers.insert(key.to_string(), answer);
            }
            Err(what) => return self.wrong.push(format!("{value_at}: {key}: {what}")),
        }
        match notes.is_empty() {
            true => self.notes.remove(key),
            false => self.notes.insert(key.to_string(), format!("{key}: {}", notes.join("; "))),
        };
    }

    /// Channel, formality or length.
    fn style(&mut self, key: &str, word: &str, from: &str) {
        let draft = &mut self.draft;
        let done = match key {
            "channel" => set(&mut draft.channel, word),
            "formality" => set(&mut draft.formality, word),
            _ => set(&mut draft.length, word),
        };
        if let Err(what) = done {
            self.wrong.push(format!("{from}: {what}"));
        }
    }

    fn unknown(&mut self, key: &str, from: &str) {
        let styles = ["channel", "formality", "length"];
        let names = self.scenario.fields.iter().map(|field| field.key.as_str()).chain(styles);
        let id = &self.scenario.head.id;
        let hint =
            did_you_mean(key, names).unwrap_or_else(|| format!("`regards show {id}` lists the questions"));
        let key = clean::escape_for_message(key, 40);
        self.wrong.push(format!("{from}: `{key}` is no question of {id}. {hint}"));
    }

    fn allowed(&mut self) {
        let (scenario, channel) = (self.scenario, self.draft.channel);
        if !scenario.allows(channel) {
            let words: Vec<&str> = scenario.head.channels.iter().map(|used| used.channel.word()).collect();
            self.wrong.push(format!(
                "{} is not written as {channel}. It can be: {}",
                scenario.head.id,
                words.join(", ")
            ));
        }
    }

    fn ask(&mut self, block: &str, number: &str, from: &str) {
        self.asked.push(Asked {
            block: block.trim().to_string(),
            number: number.trim().to_string(),
            from: from.to_string(),
        });
    }

    /// The wordings as far as that can be told from the template.
    fn wordings(&mut self, catalog: &Catalog, flags: &[String]) {
        for pair in flags {
            match pair.split_once('=') {
                Some((block, number)) => self.ask(block, number, "--wording"),
                None => {
                    let shown = clean::escape_for_message(pair, 40);
                    self.wrong.push(format!("--wording: `{shown}` should be BLOCK=N"));
                }
            }
        }
        if self.asked.is_empty() || !self.scenario.allows(self.draft.channel) {
            return;
        }
        let blocks = catalog.blocks(&self.scenario.head.id, self.draft.channel);
        for Asked { block, number, from } in &self.asked {
            let shown = clean::escape_for_message(block, 40);
            if !blocks.contains(block) {
                let names: Vec<&str> = blocks.iter().map(String::as_str).collect();
                let hint = did_you_mean(block, names.iter().copied())
                    .unwrap_or_else(|| format!("There are: {}", names.join(", ")));
                self.wrong.push(format!("{from}: `{shown}` is no paragraph of this letter. {hint}"));
                continue;
            }
            match number.parse::<usize>().ok().and_then(|number| number.checked_sub(1)) {
                Some(index) => {
                    self.draft.wordings.insert(block.clone(), index);
                }
                None => {
                    let number = clean::escape_for_message(number, 20);
                    self.wrong.push(format!("{from}: wording.{block}: `{number}` is not a number from 1"));
                }
            }
        }
    }

    /// Whether the letter has as many wordings as were asked for. Only the letter itself knows.
    fn numbers(&mut self, catalog: &Catalog, setting: &Setting) {
        if self.draft.wordings.is_empty() {
            return;
        }
        let mut renderer = catalog;
        // A template that cannot be rendered is said where the letter is made.
        let Ok(letter) = renderer.generated(&self.draft, setting) else { return };
        for (block, index) in &self.draft.wordings {
            let Some(count) = wordings_of(&letter, block).filter(|count| index >= count) else { continue };
            let asked = self.asked.iter().rev().find(|asked| asked.block == *block);
            let from = asked.map_or("--wording", |asked| asked.from.as_str());
            let have = if count == 1 { "one wording".to_string() } else { format!("{count} wordings") };
            self.wrong.push(format!("{from}: `{block}` has {have} here; there is no number {}", index + 1));
        }
    }
}

/// How many wordings a block of a letter has; none where the letter does without it.
fn wordings_of(letter: &Letter, block: &str) -> Option<usize> {
    let mut paragraphs = letter.subject.iter().chain(&letter.paragraphs);
    paragraphs.find(|paragraph| paragraph.block.as_deref() == Some(block)).map(|found| found.wordings)
}

fn set<T: FromStr<Err = UnknownWord>>(place: &mut T, word: &str) -> Result<(), String> {
    *place = word.trim().parse().map_err(|unknown: UnknownWord| {
        let UnknownWord { kind, word, expected } = unknown;
        let hint = did_you_mean(&word, expected.iter().copied())
            .unwrap_or_else(|| format!("It can be: {}", expected.join(", ")));
        format!("`{}` is not a {kind}. {hint}", clean::escape_for_message(&word, 60))
    })?;
    Ok(())
}

/// An answer from outside, cleaned like one that is typed, and what that changed.
fn cleaned(field: &Field, answer: &Answer) -> (Answer, Vec<String>) {
    let mut found: Vec<String> = Vec::new();
    let mut clean_one = |text: &String| {
        let (text, notes) = match field.kind {
            Kind::Text => parts(CleanText::of(text), CleanText::into_string),
            _ => parts(CleanLine::of(text), CleanLine::into_string),
        };
        for note in notes.iter().map(Note::to_string) {
            if !found.contains(&note) {
                found.push(note);
            }
        }
        text
    };
    let answer = match answer {
        Answer::Toggle(yes) => Answer::Toggle(*yes),
        Answer::Text(text) => Answer::Text(clean_one(text)),
        Answer::List(items) => Answer::List(items.iter().map(clean_one).collect()),
    };
    (answer, found)
}

fn parts<T>(cleaned: clean::Cleaned<T>, into: impl FnOnce(T) -> String) -> (String, Vec<Note>) {
    (into(cleaned.text), cleaned.notes)
}
