//! What people type, with the capitals, stops and echoes they type it with, and what the letter makes of it.

use super::checks::{Faults, Reading};
use super::samples::{self, Random};
use super::{catalog, render, styles};
use regards::domain::draft::{Answer, Answers};
use regards::domain::style::Spelling;

/// A scenario, the answers, what stands in some wording, and what stands in none.
type Typed =
    (&'static str, &'static [(&'static str, &'static str)], &'static [&'static str], &'static [&'static str]);

const TYPED: &[Typed] = &[
    (
        "decline-interview",
        &[
            ("recipient", "Dear Ms. Okafor,"),
            ("role", "the assay automation Lead Role."),
            ("company", "northwind labs."),
            ("liked", "To hear about hearing more about the grid."),
            ("reason", "own-words"),
            ("reason_sentence", "because the commute is 2 hours"),
        ],
        &[
            "Dear Ms. Okafor,",
            "Assay automation Lead interview",
            "about the grid.",
            "The commute is 2 hours.",
        ],
        &[",,", "Role", "labs. ", "about hear", "Because"],
    ),
    (
        "decline-interview",
        &[("liked", "Building the reading room")],
        &["about building the reading room."],
        &["Building"],
    ),
    (
        "withdraw-acceptance",
        &[
            ("alternative", "referral"),
            ("referral_name", "Paul Varga."),
            ("interest", "I will follow The evening clinics"),
            ("interview_date", "2026-11-25"),
        ],
        &[
            "Paul Varga, who",
            "interested to follow the evening clinics.",
            "tomorrow's interview",
            "sorry to tell you so late",
        ],
        &["Varga.,", "on keep", "Wednesday", "25 November"],
    ),
    (
        "withdraw-acceptance",
        &[("interview_date", "2026-11-24"), ("alternative", "none")],
        &["today's interview", "to undo that so late."],
        &["Tuesday", "another candidate", "someone else"],
    ),
    (
        "request-offer-reversal",
        &[
            ("concern_words", "Because the cost of moving."),
            ("change_words", "She's well again."),
            ("wants", "Running the weekly site visits"),
            ("skill", "Six years with manuscripts"),
        ],
        &[
            "stood in the way was this: the cost of moving.",
            "is that she's well again.",
            "drawn to running the weekly site visits.",
            "looking for six years with manuscripts, and I can offer that.",
        ],
        &["because the cost", "Because", "that She", "Running", "Six"],
    ),
    (
        "post-rejection-follow-up",
        &[
            ("career_goal", "To become Lead analyst"),
            ("top_choice_reason", "the open collections work"),
            ("is_top_choice", "yes"),
            ("strength", "Six years of clinic data."),
            ("improving", "I am already a course in R"),
            ("met", "Everyone on the panel."),
        ],
        &[
            "become a lead analyst",
            "the reason is simple: the open collections work.",
            "contribute six years of clinic data.",
            "step is a course in R.",
            "on to everyone on the panel as well.",
        ],
        &["become become", "to become to", "because the", "Six", "already", "Everyone", "panel. as"],
    ),
    (
        "runner-up-note",
        &[("interview_detail", "I enjoyed Talking with Ben."), ("new_hire_word", "botanist")],
        &["enjoyed talking with Ben.", "your new botanist"],
        &["Talking", "enjoyed I", "hope botanist"],
    ),
    (
        "decline-interview",
        &[
            ("recipient", "mr doyle"),
            ("reason", "own-words"),
            ("reason_sentence", "the pay is less than i need"),
        ],
        &["Dear Mr Doyle,", "Hello Mr Doyle, this is", "The pay is less than I need."],
        &["doyle", " i "],
    ),
    (
        "decline-interview",
        &[("interview_date", "")],
        &["Please offer the interview to another candidate."],
        &["The time", "the time is free"],
    ),
    ("withdraw-acceptance", &[("interview_date", "2026-12-02")], &["sorry for the trouble."], &["so late"]),
    (
        "runner-up-note",
        &[("told_by", "email"), ("refused_at", "2026-11-23")],
        &["calling about your answer"],
        &["kind of you to call", "for calling", "for the call", "trying to reach me", "yourself"],
    ),
    (
        "post-rejection-follow-up",
        &[("told_by", "portal")],
        &["calling about your answer"],
        &["kind of you to call", "for calling", "for the call", "trying to reach me", "yourself"],
    ),
    (
        "runner-up-note",
        &[("new_hire_word", "them")],
        &["you and your new colleague"],
        &["them settles", "for them"],
    ),
];

#[test]
fn what_people_type_fits_the_sentence() {
    let mut random = Random::seeded(17);
    let faults = Faults::default();
    for (id, typed, somewhere, nowhere) in TYPED {
        let scenario = catalog().scenario(id).expect("a shipped letter");
        let mut answers: Answers = samples::fullest(scenario);
        for own in scenario.fields.iter().filter(|field| field.key.ends_with("_words")) {
            answers.remove(&own.key);
        }
        answers.extend(typed.iter().map(|(key, text)| ((*key).to_string(), Answer::from(*text))));
        let mut all = String::new();
        styles(scenario, &answers, &mut random, |draft| {
            let letter = render(draft, Spelling::British);
            Reading { faults: &faults, scenario, draft, letter: &letter }.has_no_seam();
            let text = letter.text();
            for bad in *nowhere {
                assert!(!text.contains(bad), "{bad:?} stands in\n{text}");
            }
            all.push_str(&text);
        });
        for good in *somewhere {
            assert!(all.contains(good), "{good:?} stands in no wording of {id}");
        }
    }
    faults.none();
}

#[test]
fn a_subject_stays_short() {
    let scenario = catalog().scenario("decline-interview").expect("a shipped letter");
    let mut draft = samples::example(scenario, scenario.default_channel(), 0);
    draft.answers.insert("company".into(), "The Northern Institute for Marine Biology Research".into());
    draft.answers.insert("role".into(), "Senior Data Analyst for Coastal Monitoring".into());
    let letter = render(&draft, Spelling::British);
    let subject = letter.subject_text().expect("an email has a subject");
    assert!(subject.chars().count() <= 80, "{subject}");
}
