//! The tone rules: getting them ready, a whole letter, a keystroke.

use divan::Bencher;
use jiff::civil::Date;
use regards::compose::Setting;
use regards::compose::tone::{Case, Reviewer, Rules};
use regards::domain::draft::{Answer, Answers, Draft};
use regards::domain::style::{Channel, Spelling};
use std::sync::Arc;

fn main() {
    divan::main();
}

/// About two hundred words; doubled it is the longest letter anybody should send.
const LETTER: &str = "Thank you for the invitation to meet you about the Data Analyst position at Northwind Labs, and for the \
    time you and your colleagues have already given my application. I enjoyed hearing about the reporting migration, and I \
    could see how much care went into planning it.\n\nI am sorry to say that I need to withdraw my acceptance of the interview \
    on Thursday, 14 May. I did not reach this point lightly: a caring commitment at home needs my attention this summer. I \
    realise this leaves a gap in your schedule, and I apologise for the inconvenience.\n\nIf it would help, I could introduce \
    you to a former colleague whose background suits the role. I will follow the growth of Northwind Labs with interest and \
    would welcome a chance to talk again in future. My plans may change next year, and the work you described is close to \
    what I hope to do then. Please give the team my regards, above all the two analysts who walked me through the model last \
    month; their patience with my questions was a pleasure.\n\nThank you again for your patience. I wish you and the team \
    every success.";

fn letter(times: usize) -> String {
    let body = vec![LETTER; times].join("\n\n");
    format!(
        "Subject: Data Analyst interview at Northwind Labs\n\nDear Ms. Okafor,\n\n{body}\n\nKind regards,\nDana Reyes"
    )
}

struct Desk {
    reviewer: Reviewer,
    rules: Arc<Rules>,
    draft: Draft,
    nobody: Answers,
}

impl Desk {
    fn new() -> Desk {
        let rules = Arc::new(Rules::new(Vec::new()));
        rules.book();
        let mut draft = Draft::new("withdraw-acceptance", Channel::Email);
        for (key, value) in [
            ("company", "Northwind Labs"),
            ("role", "Data Analyst"),
            ("recipient", "Ms. Okafor"),
            ("sender", "Dana Reyes"),
            ("interview_date", "2026-05-14"),
        ] {
            draft.answers.insert(key.into(), Answer::from(value));
        }
        Desk { reviewer: Reviewer::new(Arc::clone(&rules)), rules, draft, nobody: Answers::new() }
    }

    fn review(&mut self, text: &str, scenario: &regards::domain::scenario::Scenario) -> usize {
        let today = Date::constant(2026, 5, 11);
        let setting = Setting { today, time: None, spelling: Spelling::British, profile: &self.nobody };
        self.reviewer.review(&Case::of_text(text, &self.draft, Some(scenario), &setting)).findings.len()
    }
}

#[divan::bench]
fn packs_made_ready() -> usize {
    Rules::new(Vec::new()).book().rules.len()
}

/// Nothing is remembered: 200 and 400 words.
#[divan::bench(args = [1, 2])]
fn whole_letter(bencher: Bencher, times: usize) {
    let mut desk = Desk::new();
    let scenario = desk.rules.book().bare_scenario("withdraw-acceptance");
    let text = letter(times);
    bencher.bench_local(|| {
        desk.reviewer.forget();
        desk.review(&text, &scenario)
    });
}

/// A letter is typed into a paragraph of a hundred words; the rest is remembered.
#[divan::bench]
fn keystroke(bencher: Bencher) {
    let mut desk = Desk::new();
    let scenario = desk.rules.book().bare_scenario("withdraw-acceptance");
    let text = letter(1);
    let at = text.find("a pleasure").expect("it is there");
    let mut typed = 0_usize;
    desk.review(&text, &scenario);
    bencher.bench_local(|| {
        typed += 1;
        let word = "more and more words that nobody has typed before";
        let grown = format!("{}{} {typed}{}", &text[..at], &word[..typed % word.len()], &text[at..]);
        desk.review(&grown, &scenario)
    });
}
