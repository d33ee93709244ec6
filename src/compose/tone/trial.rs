//! Tries packs on their own examples: what `rules test` and the tests of this program run.

use super::case::Case;
use super::pack::{Example, FixText, Kind, Level, Pack, Rule, Signal, Wanted};
use super::reviewer::Reviewer;
use super::rulebook::Rulebook;
use super::rules::Rules;
use super::scan::Ways;
use super::text::{hash_words, sentences, tokens};
use crate::compose::render::Setting;
use crate::domain::draft::{Answer, Answers, Draft};
use crate::domain::problem::Problem;
use crate::domain::review::{Deed, Review, Severity, edited};
use crate::domain::scenario::{Band, ChannelUse, Head, Layer, Scenario};
use crate::domain::style::{Channel, Spelling};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Gives a scenario by its id, if there is one.
pub type Known<'a> = &'a dyn Fn(&str) -> Option<Scenario>;

/// A Monday: the day of all examples that name none.
const TODAY: Date = Date::constant(2026, 5, 11);

/// How many examples were tried, and what did not come out as stated.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Examples tried.
    pub tried: usize,
    /// What did not come out.
    pub problems: Vec<Problem>,
}

/// Tries all examples of a merged pack; only those of `only`, where that names a pack.
///
/// `known` gives the scenarios there are; rules of others are tried on a bare one of that name.
pub fn trial(pack: &Pack, book: Rulebook, only: Option<&str>, known: Known) -> Outcome {
    let rules = Arc::new(Rules::of(book));
    let mut outcome = Outcome::default();
    for signal in &pack.signals {
        signal_examples(&rules, signal, &mut outcome);
    }
    let mut reviewer = Reviewer::new(Arc::clone(&rules));
    for rule in pack.rules.iter().filter(|rule| only.is_none_or(|only| rule.pack == only)) {
        // The compiled rule has its groups of scenarios resolved.
        let linked = rules.book().rule(&rule.id).map_or(rule, |ready| &ready.rule);
        let rule = Rule { scenarios: linked.scenarios.clone(), ..rule.clone() };
        rule_examples(&mut reviewer, &rule, known, &mut outcome);
        fixes(&mut reviewer, pack, &rule, known, &mut outcome);
    }
    outcome
}

/// The facts that examples may count on.
fn usual() -> Answers {
    let facts = [
        ("company", "Northwind Labs"),
        ("role", "Data Analyst"),
        ("recipient", "Ms. Okafor"),
        ("recipient_full", "Ada Okafor"),
        ("recipient_first", "Ada"),
        ("sender", "Dana Reyes"),
        ("interview_date", "2026-05-14"),
        ("start_date", "3 June"),
    ];
    facts.into_iter().map(|(key, value)| (key.to_string(), Answer::from(value))).collect()
}

/// A scenario that has that name and nothing of its own, for rules of letters that are not there.
fn scenario(id: &str) -> Scenario {
    let channels = [(Channel::Email, true), (Channel::Phone, true), (Channel::LinkedinMessage, false)];
    let channels =
        channels.into_iter().map(|(channel, recommended)| ChannelUse { channel, recommended }).collect();
    let band = Band { least: 30, from: 60, to: 160, most: 200 };
    let text = String::new;
    Scenario {
        head: Head {
            id: id.to_string(),
            title: text(),
            summary: text(),
            group: "letters".into(),
            order: 0,
            aliases: Vec::new(),
            when: text(),
            to: text(),
            soon: text(),
            comfort: text(),
            channels,
        },
        bands: Channel::ALL.iter().map(|channel| (*channel, band)).collect(),
        fields: Vec::new(),
        moves: Vec::new(),
        next: Vec::new(),
        example: Answers::new(),
        layer: Layer::Builtin,
    }
}

fn signal_examples(rules: &Arc<Rules>, signal: &Signal, outcome: &mut Outcome) {
    let book = rules.book();
    let Some(number) = book.signal(&signal.id) else { return };
    let answers = usual();
    let ways = |key: &String| -> Ways {
        let dated = ["14 May", "Thursday"].iter().map(|day| hash_words(day)).collect();
        match answers.get(key) {
            _ if key == "interview_date" => dated,
            Some(answer) => vec![hash_words(&answer.text())],
            None => Vec::new(),
        }
    };
    let fields: Vec<Ways> = book.scanner.fields().iter().map(ways).collect();
    let has = |sentence: &str| {
        let mut words = tokens(sentence, book.scanner.vocabulary());
        let cuts = sentences(sentence, &mut words);
        book.scanner.hits(&words, &cuts, &fields).iter().any(|hit| hit.signal == number && !hit.weak)
    };
    let mut expect = |sentence: &String, wanted: bool| {
        outcome.tried += 1;
        if has(sentence) != wanted {
            let mut problem = signal.place.clone();
            let not = if wanted { "does not have" } else { "has" };
            problem.what = format!("\"{sentence}\" {not} the signal `{}`", signal.id);
            outcome.problems.push(problem);
        }
    };
    signal.yes.iter().for_each(|sentence| expect(sentence, true));
    signal.no.iter().for_each(|sentence| expect(sentence, false));
}

fn rule_examples(reviewer: &mut Reviewer, rule: &Rule, known: Known, outcome: &mut Outcome) {
    if rule.severity == Level::Off {
        return;
    }
    for (examples, wanted) in [(&rule.bad, true), (&rule.good, false)] {
        for example in examples {
            outcome.tried += 1;
            let told = Told::of(rule, example, known);
            if told.says(reviewer, rule) != wanted {
                let not = if wanted { "does not speak of" } else { "speaks of" };
                let shown = if example.text.is_empty() {
                    format!("{:?}", example.set)
                } else {
                    format!("\"{}\"", example.text.trim())
                };
                let problem =
                    Problem::new(rule.file.clone(), format!("the rule `{}` {not} {shown}", rule.id));
                outcome.problems.push(problem.at(rule.line.max(1), 1));
            }
        }
    }
}

/// Each sentence that a must-have suggests satisfies it and trips nothing.
fn fixes(reviewer: &mut Reviewer, pack: &Pack, rule: &Rule, known: Known, outcome: &mut Outcome) {
    let Kind::Require { .. } = rule.kind else { return };
    let inserts = rule.fixes.iter().filter(|fix| matches!(fix, FixText::Insert { .. })).count();
    if inserts == 0 || rule.severity == Level::Off {
        return;
    }
    let body = "The weather in town has been grey all week. The trains run late.";
    let mut told = Told::of(
        rule,
        &Example { text: body.into(), set: rule.bad.first().map(|bad| bad.set.clone()).unwrap_or_default() },
        known,
    );
    for (key, value) in SUGGESTED {
        told.draft.answers.entry((*key).to_string()).or_insert_with(|| Answer::from(*value));
    }
    let before = told.review(reviewer);
    let Some(finding) = before.findings.iter().find(|finding| *finding.rule == *rule.id) else { return };
    for fix in &finding.fixes {
        let Deed::Edit(edits) = &fix.deed else { continue };
        outcome.tried += 1;
        let mut fixed = told.clone();
        fixed.text = edited(&told.text, edits);
        let after = fixed.review(reviewer);
        let still = after.findings.iter().any(|finding| *finding.rule == *rule.id);
        let tripped = after.findings.iter().find(|finding| {
            let forbids = pack
                .rules
                .iter()
                .any(|known| known.id == *finding.rule && matches!(known.kind, Kind::Forbid { .. }));
            forbids
                && finding.severity > Severity::Hint
                && !before.findings.iter().any(|known| known.rule == finding.rule)
        });
        let what = match (still, tripped) {
            (true, _) => format!("the rule `{}` is not satisfied by its own \"{}\"", rule.id, fix.label),
            (_, Some(finding)) => {
                format!("the rule `{}` suggests \"{}\", which trips `{}`", rule.id, fix.label, finding.rule)
            }
            _ => continue,
        };
        outcome.problems.push(Problem::new(rule.file.clone(), what).at(rule.line.max(1), 1));
    }
}

/// Answers that suggested sentences may print.
const SUGGESTED: &[(&str, &str)] = &[
    ("career_goal", "a lead analyst in public health"),
    ("top_choice_reason", "you publish your methods"),
    ("interview_detail", "the reporting migration"),
    ("skill", "streaming pipelines"),
    ("declined_at", "2026-05-08"),
    ("reason_detail", "a course that begins this month"),
    ("concern_words", "I was worried about the move"),
    ("change_words", "the move is settled"),
    ("improving", "a course in statistics"),
    ("liked", "the tour of the lab"),
    ("met", "the panel"),
    ("liked_team", "how openly your team works"),
    ("can_sign", "today"),
];

/// An example made into a letter.
#[derive(Clone)]
struct Told {
    text: String,
    scenario: Scenario,
    draft: Draft,
    today: Date,
    recent: BTreeMap<String, Vec<String>>,
}

impl Told {
    fn of(rule: &Rule, example: &Example, known: Known) -> Told {
        let text_of = |key: &str| match example.set.get(key) {
            Some(Wanted::Text(text)) => Some(text.as_str()),
            _ => None,
        };
        let id =
            text_of("scenario").or(rule.scenarios.first().map(String::as_str)).unwrap_or("decline-interview");
        let channel = text_of("channel").and_then(|word| word.parse().ok());
        let channel =
            channel.or(rule.channels.first().copied().filter(|_| !rule.channels.contains(&Channel::Email)));
        let mut draft = Draft::new(id, channel.unwrap_or(Channel::Email));
        draft.answers = usual();
        let mut recent: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (key, value) in &example.set {
            match key.as_str() {
                "other_companies" => recent.entry("company".into()).or_default().extend(texts(value)),
                "other_people" => recent.entry("recipient".into()).or_default().extend(texts(value)),
                "scenario" | "channel" | "today" => {}
                _ => {
                    draft.answers.insert(key.clone(), answer(value));
                }
            }
        }
        // A fact that is set to nothing is not known.
        draft.answers.retain(|_, answer| !answer.is_blank());
        let today = text_of("today").and_then(|day| day.parse().ok()).unwrap_or(TODAY);
        let text = letter(&example.text, draft.channel);
        Told { text, scenario: known(id).unwrap_or_else(|| scenario(id)), draft, today, recent }
    }

    fn review(&self, reviewer: &mut Reviewer) -> Review {
        let profile = Answers::new();
        let setting =
            Setting { today: self.today, time: None, spelling: Spelling::British, profile: &profile };
        let case = Case {
            text: self.text.as_str().into(),
            scenario: Some(&self.scenario),
            draft: &self.draft,
            setting: &setting,
            marks: Vec::new(),
            recent: Some(&self.recent),
        };
        reviewer.review(&case)
    }

    fn says(&self, reviewer: &mut Reviewer, rule: &Rule) -> bool {
        self.review(reviewer).findings.iter().any(|finding| *finding.rule == *rule.id)
    }
}

fn texts(value: &Wanted) -> Vec<String> {
    match value {
        Wanted::Text(text) => vec![text.clone()],
        Wanted::Texts(texts) => texts.clone(),
        _ => Vec::new(),
    }
}

fn answer(value: &Wanted) -> Answer {
    match value {
        Wanted::Flag(yes) => Answer::Toggle(*yes),
        Wanted::Number(number) => Answer::Text(number.to_string()),
        Wanted::Text(text) => Answer::Text(text.clone()),
        Wanted::Numbers(numbers) => Answer::List(numbers.iter().map(ToString::to_string).collect()),
        Wanted::Texts(texts) => Answer::List(texts.clone()),
    }
}

/// A sentence in an otherwise complete letter; a text of several lines as it stands.
fn letter(text: &str, channel: Channel) -> String {
    if text.trim().contains('\n') {
        return text.trim().to_string();
    }
    let body = if text.is_empty() { "Thank you for the time you gave me." } else { text };
    match channel {
        Channel::Email => {
            format!("Subject: Data Analyst role\n\nDear Ms. Okafor,\n\n{body}\n\nKind regards,\nDana Reyes")
        }
        Channel::Phone => format!("Hello Ada, this is Dana Reyes.\nDo you have two minutes?\n\n{body}"),
        _ => format!("Dear Ms. Okafor,\n\n{body}\n\nKind regards,\nDana Reyes"),
    }
}

/// Whether all facts that a message of a rule prints can be found: for tests of the shipped pack.
pub fn unknown_slots(rule: &Rule, known: &dyn Fn(&str) -> bool) -> Vec<String> {
    let mut unknown = Vec::new();
    let mut rest = rule.message.as_str();
    while let Some((_, after)) = rest.split_once("{{") {
        let (name, tail) = after.split_once("}}").unwrap_or((after, ""));
        if !known(name.trim()) {
            unknown.push(name.trim().to_string());
        }
        rest = tail;
    }
    unknown
}
