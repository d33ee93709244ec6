//! The shipped rules while a person writes: keys in, screen and effects out.

mod support;

use regards::app::action::Focus;
use regards::app::effect::Effect;
use regards::domain::review::Tick;
use support::journey::{Journey, open_as};

/// A letter that the shipped rules have nothing against.
fn finished(size: &str) -> Journey {
    open_as(size, "Sam Lee").keys("decl<enter>Ms. Okafor<enter>Northwind Labs<enter>Data Analyst<enter>")
}

/// The same, being edited by hand, the cursor behind its third paragraph.
fn editing(size: &str) -> Journey {
    let journey = finished(size).keys("<f2>e<c-home>");
    let body = journey.model.work.as_ref().map(|work| work.letter.body()).expect("a letter");
    let lines = body.split("\n\n").nth(2).map(|third| body.find(third).expect("there") + third.len());
    let mut journey = journey;
    if let regards::app::model::Screen::Review(review) = &mut journey.model.screen {
        review.body.go_to(lines.expect("three paragraphs"), false);
    }
    journey
}

fn copies(journey: &Journey) -> usize {
    journey.effects.iter().filter(|effect| matches!(effect, Effect::Copy { .. })).count()
}

fn tick(journey: &Journey, rule: &str) -> Option<Tick> {
    let checks = &journey.model.work.as_ref()?.checking.shown.checks;
    checks.iter().find(|check| &*check.rule == rule).map(|check| check.state)
}

#[test]
fn a_letter_of_the_program_is_copied_without_a_question() {
    let journey = finished("80x24").keys("<c-y>");
    assert_eq!(copies(&journey), 1, "{}", journey.screen());
    journey.shows("6 of 6").nothing_lost();
}

#[test]
fn no_rule_is_read_before_there_is_a_letter() {
    assert!(open_as("80x24", "Sam Lee").keys("decl<down><up>").model.work.is_none());
}

#[test]
fn what_is_to_be_fixed_is_asked_about_once() {
    for size in ["80x24", "120x40", "40x12"] {
        let journey = editing(size).keys(" You failed me. ").shows("1 to fix").keys("<c-y>");
        let journey = journey.shows("Before you copy").shows("To fix:");
        assert_eq!((copies(&journey), journey.model.focus()), (0, Focus::Asking), "{size}");
        let journey = journey.keys("<enter>").copied("You failed me.");
        let journey = journey.keys("<c-y>");
        assert_eq!(copies(&journey), 2, "once agreed it does not ask again");
        let journey = journey.keys("You are idiots. <c-y>").shows("Before you copy");
        assert_eq!(copies(&journey), 2, "something new is asked about");
        journey.keys("<esc><c-y><c-y>").nothing_lost();
    }
}

#[test]
fn the_question_leads_to_the_first_thing_to_fix() {
    let journey = editing("80x24").keys(" You failed me. <c-home><c-y><tab>").shows("to fix:");
    assert_eq!(journey.model.focus(), Focus::Editing);
    let journey = journey.keys("X");
    assert!(journey.letter().contains("XYou failed me."), "{}", journey.letter());
    let journey = open_as("80x24", "Sam").keys("decl<enter>Ada<enter>Acme<f2><c-y>").shows("[role]");
    let journey = journey.keys("<tab>");
    assert_eq!(journey.model.focus(), Focus::Line);
    journey.keys("Analyst").shows("Analyst");
}

#[test]
fn a_word_is_judged_when_it_ends_and_a_tick_is_not_taken_away_in_mid_sentence() {
    let journey = editing("120x40").keys(" You failed").hides("1 to fix").keys(" ").shows("1 to fix");
    journey.nothing_lost();
    // The sentence that declines is typed anew: its tick stays until the new one ends.
    let journey = finished("120x40").keys("<f2>e");
    let rule = "interview-declined-plainly";
    assert_eq!(tick(&journey, rule), Some(Tick::Found));
    let journey = journey.keys("<m-a>Dear Ms. Okafor, thank you for your time, but");
    assert_eq!(tick(&journey, rule), Some(Tick::Found), "{}", journey.screen());
    let journey = journey.keys(" I am busy.");
    assert_eq!(tick(&journey, rule), Some(Tick::NotFound), "{}", journey.screen());
    let journey = journey.keys(" I will not be going ahead with the interview");
    assert_eq!(tick(&journey, rule), Some(Tick::Found), "a new tick does not wait: {}", journey.screen());
}

#[test]
fn the_key_that_puts_a_sentence_in_shows_other_words_when_pressed_again() {
    for keys in ["", "<f2>", "<f2>e"] {
        // The paragraph that leaves the door open is left out by hand.
        let journey = finished("120x40").keys("<f2>e<m-a>");
        let text = "Dear Ms. Okafor,\n\nThank you for the invitation to the interview.\n\nI will not be coming to it.\n\nKind regards,\nSam Lee";
        let journey = journey.paste(text).keys("<esc><esc>").keys(keys);
        let before = journey.letter();
        let journey = journey.keys("<f7>").keys(&"<up>".repeat(9));
        let mut journey = journey;
        while tick_of_selected(&journey) != Some(Tick::NotFound) {
            journey = journey.keys("<down>");
        }
        let journey = journey.keys("i").shows("wording 1 of").nothing_lost();
        let first = journey.letter();
        assert!(first.len() > before.len());
        let journey = journey.keys("i").shows("wording 2 of").nothing_lost();
        let second = journey.letter();
        assert!(second != first && second.len() > before.len(), "{second}");
        let journey = journey.keys("<m-u>");
        assert_eq!(journey.letter(), before, "after {keys}: one undo");
    }
}

fn tick_of_selected(journey: &Journey) -> Option<Tick> {
    let Some(regards::app::model::Overlay::Checklist(sheet)) = &journey.model.overlay else { return None };
    let checking = &journey.model.work.as_ref()?.checking;
    let counted =
        checking.shown.checks.iter().filter(|check| check.severity > regards::domain::review::Severity::Hint);
    counted.map(|check| check.state).nth(sheet.selected)
}

#[test]
fn the_dates_say_what_they_mean_as_they_are_typed() {
    let journey = finished("120x40").click("Day they invited you").keys("yesterday");
    let timing = journey.model.work.as_ref().and_then(|work| work.checking.shown.timing.clone());
    let message = timing.expect("it says something").message;
    let start: String = message.chars().take(20).collect();
    journey.shows(&start);
}

#[test]
fn an_outlook_never_stands_without_its_caveat() {
    let answers = [
        ("recipient", "Ms. Okafor"),
        ("company", "Northwind Labs"),
        ("role", "Data Analyst"),
        ("declined_at", "2026-11-23"),
        ("concern_then", "family"),
        ("change_since", "reflection"),
        ("can_sign", "today"),
        ("second_candidate", "in-talks"),
    ];
    let journey = open_as("120x40", "Sam Lee").compose("request-offer-reversal", &answers);
    let journey = journey.shows("Outlook: ").shows("An estimate from four answers of yours.");
    let journey =
        journey.keys("<f2>").shows("They are talking to someone else.").shows("An estimate from four");
    assert!(!journey.screen().contains('%'));
    let narrow = open_as("80x24", "Sam Lee").compose("request-offer-reversal", &answers).shows("outlook: ");
    narrow.keys("<f7><pgdn><pgdn><pgdn><pgdn>").shows("It does not know your employer.");
}
