//! Letters that the rules must judge as stated. The lexicon was tuned on them: they guard, they do not measure.

use super::bench::{Bench, Letter, answer};
use regards::domain::draft::{Answer, Answers};
use regards::domain::review::Severity;
use std::collections::BTreeSet;

struct Stated {
    id: String,
    scenario: String,
    channel: String,
    expect: Vec<String>,
    allow: Vec<String>,
    text: String,
}

fn letters() -> Vec<Stated> {
    let mut all = Vec::new();
    for part in include_str!("stated.txt").split("==== ").skip(1) {
        let (head, text) = part.split_once('\n').expect("a head line");
        let mut words = head.split(" · ").map(str::trim);
        let mut next = || words.next().unwrap_or_default().to_string();
        let (id, scenario, channel) = (next(), next(), next());
        let list = |name: &str| -> Vec<String> {
            let found = head.split(" · ").find_map(|part| part.trim().strip_prefix(name));
            found.unwrap_or_default().split_whitespace().map(str::to_string).collect()
        };
        let (expect, allow) = (list("expect "), list("allow "));
        all.push(Stated { id, scenario, channel, expect, allow, text: text.trim().to_string() });
    }
    all
}

fn facts(stated: &Stated) -> Answers {
    let employer = stated.scenario == "declined-offer-interview-invitation";
    let (recipient, full, sender) =
        if employer { ("Mr. Varga", "Paul Varga", "Ada Okafor") } else { ("Ms. Okafor", "Ada Okafor", "Dana Reyes") };
    let mut facts: Answers = [
        answer("company", "Northwind Labs"),
        answer("role", "Data Analyst"),
        answer("recipient", recipient),
        answer("recipient_full", full),
        answer("recipient_first", if employer { "Paul" } else { "Ada" }),
        answer("sender", sender),
        answer("start_date", "3 June"),
        answer("interview_detail", "the reporting migration"),
        answer("skill", "streaming pipelines"),
        answer("is_top_choice", "yes"),
        answer("interview_date", "2024-05-14"),
    ]
    .into_iter()
    .collect();
    facts.insert("include_questions".into(), Answer::Toggle(true));
    facts
}

#[test]
fn letters_are_judged_as_stated() {
    let mut bench = Bench::new();
    let mut wrong = Vec::new();
    let all = letters();
    assert!(all.len() >= 37, "{} letters", all.len());
    for stated in &all {
        let channel = stated.channel.parse().expect("a channel");
        let letter = Letter { scenario: &stated.scenario, channel, answers: facts(stated), text: &stated.text };
        let review = bench.review(&letter);
        let said: BTreeSet<&str> = review.findings.iter().map(|finding| &*finding.rule).collect();
        wrong.extend(
            stated.expect.iter().filter(|rule| !said.contains(rule.as_str())).map(|rule| format!("{}: {rule} is silent", stated.id)),
        );
        if stated.expect.is_empty() {
            let loud = review.findings.iter().filter(|finding| finding.severity > Severity::Hint);
            let loud = loud.filter(|finding| !stated.allow.iter().any(|rule| *rule == *finding.rule));
            wrong.extend(loud.map(|finding| {
                let words = finding.span.clone().and_then(|span| stated.text.get(span)).unwrap_or_default();
                format!("{}: {} says \"{}\" of \"{words}\"", stated.id, finding.rule, finding.message)
            }));
        }
    }
    assert!(wrong.is_empty(), "{} of them:\n{}", wrong.len(), wrong.join("\n"));
}
