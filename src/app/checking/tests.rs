//! Walking through what the rules say, and what waits while a person types.

use super::gate::{Open, agree, is_agreed};
use super::items::{Item, done_by, first_open, items};
use super::samples::{about, check, general, review};
use super::settle::settled;
use super::*;
use crate::app::model::Extent;
use crate::domain::draft::Draft;
use crate::domain::review::Tick;
use crate::domain::style::Channel;

const TEXT: &str = "Dear Ada,\n\nI thank you. Due to reasons I cannot come. Sadly yours";

fn checking(review: Review) -> Checking {
    let mut checking = Checking::new(Arc::default());
    checking.fresh = review;
    checking.settle(None);
    checking
}

fn three() -> Checking {
    let findings = vec![
        about(TEXT, "thank", Severity::Hint),
        about(TEXT, "Due to reasons", Severity::Error),
        about(TEXT, "Sadly", Severity::Warning),
        general("door", Severity::Warning),
    ];
    checking(review(findings, Vec::new()))
}

fn rule(checking: &Checking) -> &str {
    checking.looked_at().map_or("", |(_, _, finding)| &finding.rule)
}

#[test]
fn next_and_previous_go_round_and_ideas_are_left_out_until_asked_for() {
    let mut checking = three();
    let walked: Vec<String> = (0..4)
        .map(|_| {
            assert!(checking.step(true));
            rule(&checking).to_string()
        })
        .collect();
    assert_eq!(walked, ["Due to reasons", "Sadly", "door", "Due to reasons"]);
    checking.step(false);
    assert_eq!(rule(&checking), "door");
    assert_eq!(checking.spot, None, "what has no place lights nothing");
    checking.ideas = true;
    checking.step(true);
    assert_eq!((rule(&checking), checking.looked_at().map(|it| (it.0, it.1))), ("thank", Some((1, 4))));
    assert!(!Checking::new(Arc::default()).step(true));
}

#[test]
fn what_took_the_place_of_a_finding_that_is_gone_comes_next() {
    for (forward, expected) in [(true, "Sadly"), (false, "door")] {
        let mut checking = three();
        checking.step(true);
        checking.fresh.findings.remove(1);
        checking.settle(None);
        assert_eq!(checking.looked_at(), None);
        checking.step(forward);
        assert_eq!(rule(&checking), expected);
    }
}

#[test]
fn a_chosen_finding_stays_chosen_when_the_words_around_it_change() {
    let mut checking = three();
    checking.step(true);
    checking.fresh.findings[1].identity.after = "other words".to_string();
    checking.settle(None);
    assert_eq!(rule(&checking), "Due to reasons");
    assert!(checking.choose_from(TEXT.len() - 12));
    assert_eq!(rule(&checking), "Sadly");
}

#[test]
fn a_word_that_is_being_typed_is_left_in_peace_until_it_ends() {
    let new = review(vec![about(TEXT, "Sadly", Severity::Error)], Vec::new());
    let at = |words: &str| TEXT.find(words).expect("there") + words.len();
    let shown = |caret: &Caret| settled(&new, &Review::default(), caret).findings.len();
    assert_eq!(shown(&Caret::at(TEXT, at("Sadly"), true)), 0);
    assert_eq!(shown(&Caret::at(TEXT, at("Sad"), true)), 0, "inside the word");
    assert_eq!(shown(&Caret::at(TEXT, at("Sadly "), true)), 1);
    assert_eq!(shown(&Caret::at(TEXT, at("come"), false)), 1);
    let caret = Caret::at(TEXT, at("Sadly"), true);
    assert_eq!(settled(&new, &new, &caret).findings.len(), 1, "what was shown does not flicker");
}

#[test]
fn a_lost_tick_waits_for_the_end_of_the_sentence_and_a_new_one_does_not_wait() {
    let before = review(
        Vec::new(),
        vec![check("door", Tick::Found, Some(11..15)), check("thanks", Tick::NotFound, None)],
    );
    let fresh = review(
        vec![general("door", Severity::Warning), general("other", Severity::Warning)],
        vec![check("door", Tick::NotFound, None), check("thanks", Tick::Found, Some(11..23))],
    );
    let states = |caret: &Caret| {
        let shown = settled(&fresh, &before, caret);
        (shown.checks[0].state, shown.checks[1].state, shown.findings.len())
    };
    let caret = Caret::at(TEXT, TEXT.len(), true);
    assert_eq!(states(&caret), (Tick::Found, Tick::Found, 1), "its remark waits with it");
    let ended = Caret::at(TEXT, TEXT.find(" Sadly").expect("there"), true);
    assert_eq!(states(&ended), (Tick::NotFound, Tick::Found, 2));
    let moved = Caret::at(TEXT, TEXT.len(), false);
    assert_eq!(states(&moved), (Tick::NotFound, Tick::Found, 2), "nobody types: nothing waits");
}

#[test]
fn the_list_holds_must_haves_in_order_and_then_the_decisions() {
    let mut idea = check("warm", Tick::NotFound, None);
    idea.severity = Severity::Hint;
    let checks = vec![check("a", Tick::Found, Some(0..4)), idea, check("b", Tick::Likely, Some(11..23))];
    let mut checking = checking(review(Vec::new(), checks));
    let mut draft = Draft::new("x", Channel::Email);
    draft.decisions.off.push("rule".to_string());
    let rows = items(&checking, &draft);
    assert_eq!(rows, [Item::Check(0), Item::Check(2), Item::Off(0)]);
    assert_eq!(first_open(&checking, &rows), 1);
    checking.ideas = true;
    assert_eq!(items(&checking, &draft).len(), 4);
    assert_eq!(done_by(&checking, &(12..14)), ["b"]);
}

mod gating {
    use super::*;
    use crate::app::desk::Desk;
    use crate::app::work::Work;
    use crate::compose::{Catalog, Render, Setting};
    use crate::domain::draft::Answers;
    use crate::domain::letter::{Letter, Mark, MarkKind, Paragraph};
    use crate::domain::problem::Problem;
    use crate::domain::style::Spelling;
    use jiff::civil::Date;

    struct Fixed(Letter);

    impl Render for Fixed {
        fn render(&mut self, _: &Draft, _: &Setting) -> Result<Letter, Problem> {
            Ok(self.0.clone())
        }
        fn generated(&mut self, _: &Draft, _: &Setting) -> Result<Letter, Problem> {
            Ok(self.0.clone())
        }
        fn shipped(&mut self, _: &Draft, _: &Setting) -> Result<Letter, Problem> {
            Ok(self.0.clone())
        }
    }

    fn desk() -> Desk {
        Desk {
            catalog: Arc::new(Catalog::assemble(Vec::new()).0),
            rules: Arc::default(),
            today: Date::constant(2026, 11, 24),
            time: None,
            spelling: Spelling::British,
            profile: Answers::new(),
            recent: Default::default(),
            kept: Vec::new(),
        }
    }

    /// A letter with an open slot, a thing to fix in subject and body each, and one about the slot.
    fn work() -> Work {
        let of = |text: &str| Paragraph { text: text.to_string(), ..Paragraph::default() };
        let slot = Mark { span: 5..11, kind: MarkKind::Slot("name".to_string()) };
        let dear = Paragraph { marks: vec![slot], ..of("Dear [name],") };
        let letter = Letter {
            subject: Some(of("Hello")),
            paragraphs: vec![dear, of("I hate it.")],
            ..Letter::default()
        };
        let text = letter.text();
        let mut work = Work::new(Draft::new("x", Channel::Email), &mut Fixed(letter), &desk());
        let findings = ["Hello", "[name]", "hate"].map(|words| about(&text, words, Severity::Error));
        work.checking.fresh = review(findings.into(), Vec::new());
        work.checking.fresh.findings.push(general("phone first", Severity::Error));
        work
    }

    fn named(open: &Open) -> Vec<&str> {
        open.to_fix.iter().map(|(_, message)| message.as_str()).collect()
    }

    #[test]
    fn a_question_names_each_thing_once_and_only_what_is_copied() {
        let work = work();
        let open = |extent| gate::open(&desk(), &work, extent);
        assert_eq!(open(Extent::Letter).answers, ["name"]);
        assert_eq!(named(&open(Extent::Letter)), ["On Hello.", "On hate.", "On phone first."]);
        assert_eq!(named(&open(Extent::Subject)), ["On Hello."]);
        assert!(open(Extent::Subject).answers.is_empty());
        assert_eq!(named(&open(Extent::Body)), ["On hate.", "On phone first."]);
    }

    #[test]
    fn what_was_agreed_to_is_not_asked_about_again_until_something_new_is_there() {
        let mut work = work();
        let open = gate::open(&desk(), &work, Extent::Letter);
        assert!(!is_agreed(&work, &open));
        agree(&mut work, open.clone());
        assert!(is_agreed(&work, &open));
        assert!(
            is_agreed(&work, &gate::open(&desk(), &work, Extent::Body)),
            "a part of it was agreed to as well"
        );
        work.checking.fresh.findings.push(general("new", Severity::Error));
        assert!(!is_agreed(&work, &gate::open(&desk(), &work, Extent::Letter)));
        work.checking.fresh.findings.clear();
        assert!(is_agreed(&work, &gate::open(&desk(), &work, Extent::Letter)));
    }
}
