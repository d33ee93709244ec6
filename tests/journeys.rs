//! A person at the program, from the first key to the copy: keys in, screen and effects out.

mod support;

use regards::app::action::Focus;
use regards::app::desk::KeptDraft;
use regards::app::effect::Effect;
use regards::app::message::Outcome;
use regards::domain::style::{Channel, Formality, Length};
use support::journey::{Journey, open, open_as};

/// A decline-interview letter, finished but for optional answers.
fn finished(size: &str) -> Journey {
    open_as(size, "Dana Reyes").keys("decl<enter>Ms. Okafor<enter>Northwind Labs<enter>Data Analyst<enter>")
}

#[test]
fn the_first_letter_takes_a_minute() {
    let journey = open("80x24");
    let before = journey.pressed;
    let journey =
        journey.keys("decl<enter>Ms. Okafor<enter>Northwind Labs<enter>Data Analyst<enter>Dana Reyes<c-y>");
    let own_words = "Ms. OkaforNorthwind LabsData AnalystDana Reyes".chars().count();
    let beside = journey.pressed - before - own_words;
    assert!(beside <= 60, "{beside} keys beside the person's own words");
    let answers = journey.model.work.as_ref().map_or(0, |work| work.draft.answers.len());
    assert!(answers <= 6, "{answers} answers");
    let copy = journey.last_copy().expect("it was copied");
    assert!(!copy.contains('['), "an open slot in\n{copy}");
    journey.copied("Dear Ms. Okafor,").copied("Subject: ").copied("Dana Reyes").nothing_lost();
}

#[test]
fn the_letter_writes_itself_beside_the_form_and_under_the_question() {
    for size in ["80x24", "120x40", "90x30"] {
        finished(size).shows("Northwind Labs").shows("Data Analyst").shows("Dear Ms. Okafor,");
    }
    open("80x24")
        .keys("decl<enter>")
        .shows("[company]")
        .keys("Ada<enter>Acme")
        .shows("Acme")
        .hides("[company]");
}

#[test]
fn forty_by_twelve_is_enough() {
    let journey = open("40x12").keys("decl<enter>Ada<enter>Acme<enter>").shows("Role").shows("Acme");
    let journey = journey.keys("Analyst<enter>Dana<enter>").shows("Dana");
    journey.keys("<c-y>").copied("Dear Ada,").nothing_lost();
}

#[test]
fn a_window_that_is_too_small_says_so_and_keeps_everything() {
    let journey = finished("80x24");
    let letter = journey.letter();
    let mut journey = journey;
    for (columns, rows) in [(1, 1), (39, 24), (80, 9), (1, 300), (0, 0), (20, 5)] {
        journey = journey.resize(columns, rows);
    }
    let journey =
        journey.shows("is the least").keys("x").resize(80, 24).shows("Dear Ms. Okafor,").nothing_lost();
    assert!(letter.contains("Northwind"));
    assert!(journey.letter().contains("Northwind"));
}

#[test]
fn the_filter_finds_what_people_call_it() {
    for (typed, id) in [
        ("decline", "decline-interview"),
        ("cancel", "withdraw-acceptance"),
        ("regret", "request-offer-reversal"),
        ("rejected", "post-rejection-follow-up"),
        ("runner", "runner-up-note"),
        ("offer back", "request-offer-reversal"),
    ] {
        let journey = open("100x30").keys(typed);
        let first = journey.model.picker.rows.first().cloned();
        let expected = regards::app::screens::picker::Row::Scenario(id.to_string());
        assert_eq!(first, Some(expected), "{typed}");
    }
    open("80x24")
        .keys("zzzz")
        .shows("No letter matches")
        .keys("<enter>")
        .shows("No letter matches")
        .keys("<esc>")
        .shows("type to filter");
}

#[test]
fn the_picker_shows_when_and_an_example_and_nothing_of_it_reaches_the_letter() {
    let journey = open("120x40").shows("When").shows("Soon").shows("Example");
    let (_, example) = journey.model.picker.example.as_ref().expect("an example");
    let company = journey
        .model
        .desk
        .catalog
        .scenario("decline-interview")
        .and_then(|s| s.example.get("company"))
        .map(|a| a.text());
    let company = company.expect("the example names a company");
    assert!(example.text().contains(&company));
    let journey = journey.keys("<enter>").hides(&company);
    assert!(!journey.letter().contains(&company));
}

#[test]
fn going_back_never_loses_an_answer() {
    let journey =
        finished("80x24").keys("<esc>").shows("Go on: Northwind Labs").shows("just left").nothing_lost();
    let journey =
        journey.keys("<enter>").shows("Northwind Labs").keys("<up><up><up>").shows("Northwind Labs");
    journey.nothing_lost();
}

#[test]
fn a_question_is_judged_when_it_is_left() {
    let journey = finished("100x30").click("Day of the interview");
    let journey = journey.keys("next blursday").hides("is not a day").keys("<tab>").shows("is not a day");
    let journey = journey.click("Day of the interview").keys("<c-u>tomorrow<tab>").hides("is not a day");
    let answer = journey
        .model
        .work
        .as_ref()
        .and_then(|work| work.draft.answers.get("interview_date"))
        .map(|a| a.text());
    assert_eq!(answer.as_deref(), Some("2026-11-25"), "a day is written out, so that it stays that day");
    journey.nothing_lost();
}

#[test]
fn an_unknown_recipient_is_a_normal_answer() {
    let journey =
        open_as("80x24", "Dana").keys("decl<enter><enter>").shows("I do not know the name").keys("<space>");
    let journey = journey.keys("<enter>Acme<enter>Analyst<c-y>");
    journey.copied("Dear Hiring Team,").nothing_lost();
}

#[test]
fn copying_with_an_open_slot_asks_once_and_names_it() {
    let journey = open_as("80x24", "Dana")
        .keys("decl<enter>Ada<enter>Acme<c-y>")
        .shows("[role]")
        .shows("copy all the same");
    assert_eq!(journey.last_copy(), None);
    let journey = journey.keys("<esc>").hides("all the same");
    let journey = journey.keys("<c-y><enter>").copied("[role]");
    let copies = |journey: &Journey| {
        journey.effects.iter().filter(|effect| matches!(effect, Effect::Copy { .. })).count()
    };
    assert_eq!(copies(&journey), 1);
    let journey = journey.keys("<c-y>");
    assert_eq!(copies(&journey), 2, "it asks once");
}

#[test]
fn choices_are_picked_by_arrow_space_and_letter() {
    let journey = finished("120x40").click("Reason");
    assert_eq!(journey.model.focus(), Focus::Picking);
    let start = journey.letter();
    let journey = journey.keys("<right>");
    assert_ne!(journey.letter(), start);
    let journey = journey.keys("<left>");
    assert_eq!(journey.letter(), start);
    let journey = journey.keys("moving");
    assert_ne!(journey.letter(), start, "letters jump to an answer that holds them");
    let journey = journey.keys("<m-u>");
    assert_eq!(journey.letter(), start, "and one undo takes the jump back");
}

#[test]
fn channel_formality_and_length_change_by_a_key_and_keep_the_answers() {
    let journey = finished("120x40");
    let email = journey.letter();
    let journey = journey.keys("<m-c>");
    let draft = &journey.model.work.as_ref().expect("a letter").draft;
    assert_ne!(draft.channel, Channel::Email);
    assert!(journey.letter().contains("Dana Reyes") && journey.letter() != email);
    let mut journey = journey;
    while journey.model.work.as_ref().is_some_and(|work| work.draft.channel != Channel::Email) {
        journey = journey.keys("<m-c>");
    }
    assert_eq!(journey.letter(), email);
    let journey = journey.keys("<m-f><m-l>");
    let draft = &journey.model.work.as_ref().expect("a letter").draft;
    assert_eq!((draft.formality, draft.length), (Formality::Formal, Length::Brief));
    let journey = journey.shows("formal").shows("brief").keys("<m-u><m-u>");
    assert_eq!(journey.letter(), email);
    journey.nothing_lost();
}

#[test]
fn wordings_cycle_for_the_chosen_paragraph_and_undo_brings_them_back() {
    let journey = finished("120x40").keys("<f6>");
    assert_eq!(journey.model.focus(), Focus::Letter);
    let journey = journey.keys("<up><up><up><up><up><down>").shows("wording 1 of 3");
    let first = journey.letter();
    let journey = journey.keys("w").shows("Wording 2 of 3");
    assert_ne!(journey.letter(), first);
    let journey = journey.keys("ww");
    assert_eq!(journey.letter(), first);
    let journey = journey.keys("w<m-u>");
    assert_eq!(journey.letter(), first);
    journey.nothing_lost();
}

#[test]
fn what_is_not_meant_is_left_out_with_one_key_and_comes_back() {
    let journey = finished("120x40").keys("<f6><up><up><up><up><up><down>");
    let whole = journey.letter();
    let journey = journey.keys("d").shows("left out");
    assert!(journey.letter().len() < whole.len());
    let journey = journey.keys("d");
    assert_eq!(journey.letter(), whole);
    let journey = journey.keys("1");
    assert_ne!(journey.letter(), whole, "a number leaves out one thing");
    let journey = journey.keys("1");
    assert_eq!(journey.letter(), whole);
    journey.nothing_lost();
}

#[test]
fn hand_edits_stay_whatever_is_answered_later() {
    let journey = finished("80x24").keys("<f2>");
    assert_eq!(journey.model.focus(), Focus::Review);
    let journey = journey.keys("e<c-home><down><down><end> And hello!");
    let journey = journey.keys("<esc>").shows("And hello!").nothing_lost();
    let journey = journey.keys("<esc><up><up><up>").shows("Company").keys("<c-u>Initech").shows("And hello!");
    assert!(journey.letter().contains("Initech") && journey.letter().contains("And hello!"));
    journey.nothing_lost();
}

#[test]
fn a_rewritten_paragraph_is_marked_when_its_answers_change_and_the_new_text_is_one_key_away() {
    let journey = finished("120x40").keys("<f2>e<c-home><down><down><end> Mine.<esc>").shows("Mine.");
    let journey = journey.keys("<esc>").click("Role").keys("<c-u>Chief Analyst<f2>");
    let journey = journey.shows("Mine.").shows("answers changed");
    let journey = journey.keys("n").hides("Mine.").shows("Chief Analyst");
    let journey = journey.keys("<m-u>").shows("Mine.");
    journey.nothing_lost();
}

#[test]
fn editing_has_undo_redo_selection_and_paste() {
    let journey = finished("80x24").keys("<f2>e<c-home>");
    let start = journey.model.work.as_ref().map(|work| work.letter.body()).expect("a letter");
    let journey = journey.keys("One two").shows("One twoDear").keys("<m-u><m-u>");
    let journey = journey.hides("One").keys("<m-r>").shows("One").keys("<m-u>");
    let journey = journey
        .keys("<s-right><s-right><s-right><s-right>X")
        .shows("X Ms. Okafor")
        .keys("<m-u>")
        .shows("Dear Ms. Okafor");
    let journey = journey.paste("a\r\nb\u{1b}]52;c;x\u{7}").shows("^[").nothing_lost();
    let journey = journey.keys("<m-u><esc>");
    assert_eq!(journey.model.work.as_ref().map(|work| work.letter.body()), Some(start));
}

#[test]
fn a_paste_never_breaks_a_line_and_says_what_it_changed() {
    let journey =
        open("80x24").keys("decl<enter>").paste("Ada\r\nLovelace\u{202e}").shows("kept on one line");
    let journey = journey.shows("Ada Lovelace<U+202E>").nothing_lost();
    let huge = "x".repeat(1_000_000);
    journey.paste(&huge).shows("1000").shows("may have 1024").shows("Ada Lovelace").nothing_lost();
}

#[test]
fn an_answer_is_never_a_template() {
    let journey =
        open_as("80x24", "Dana").keys("decl<enter>Ada<enter>{{ salary }}<enter>{% if x %}<enter><c-y><c-y>");
    journey.copied("{{ salary }}").copied("{% if x %}").nothing_lost();
}

#[test]
fn copy_subject_and_body_by_themselves() {
    let journey = finished("80x24").keys("<f2>s");
    let subject = journey.last_copy().expect("the subject");
    assert!(!subject.contains('\n') && !subject.contains("Subject:"), "{subject}");
    let journey = journey.keys("b");
    let body = journey.last_copy().expect("the body");
    assert!(body.starts_with("Dear Ms. Okafor,"), "{body}");
    let journey = journey.answered(Outcome::Copied {
        message: "Copied; it stays after you quit.".into(),
        reached: true,
        confirmed: true,
        whole: true,
    });
    journey.shows("✓ Copied; it stays after you quit.");
}

#[test]
fn help_is_reached_from_every_focus_and_made_from_the_table() {
    for keys in [
        "<f1>",
        "decl<enter><f1>",
        "decl<enter><f6><f1>",
        "decl<enter><f2><f1>",
        "decl<enter><f2>e<f1>",
        "<c-c><f1>",
    ] {
        open("100x40").keys(keys).shows("Keys:").shows("ctrl-q").keys("<m-h>").hides("Keys:");
    }
    open("100x40").keys("decl<enter><f2>?").shows("Keys: review").keys("<esc>").hides("Keys:");
}

#[test]
fn quitting_keeps_the_draft() {
    let journey = finished("80x24").keys("<c-q>");
    assert_eq!(journey.effects.last(), Some(&Effect::Quit));
    assert!(journey.effects.iter().rev().any(|effect| matches!(effect, Effect::Keep(_))));
    let journey = finished("80x24").keys("<c-c>").shows("Quit?").keys("<esc>").hides("Quit?");
    let journey = journey.keys("<c-c><c-c>");
    assert_eq!(journey.effects.last(), Some(&Effect::Quit));
}

#[test]
fn a_kept_draft_is_offered_and_opened_again() {
    let mut journey = open("80x24");
    let draft = finished("80x24").kept.expect("a draft");
    journey.model.desk.kept = vec![KeptDraft {
        id: "decline-interview-x".into(),
        scenario: "decline-interview".into(),
        label: "Northwind Labs".into(),
        when: "yesterday".into(),
        copied: false,
    }];
    let journey = journey.keys("x<bs>").shows("Go on: Northwind Labs").keys("<enter>");
    assert!(journey.effects.contains(&Effect::Resume("decline-interview-x".into())));
    journey.answered(Outcome::Resumed(Box::new(draft))).shows("Dear Ms. Okafor,");
}

#[test]
fn recent_answers_are_offered_again() {
    let journey =
        finished("80x24").keys("<esc>cancel<enter>").shows("Before (ctrl-n): Ms. Okafor").keys("<c-n>");
    journey.shows("Dear Ms. Okafor,").nothing_lost();
}

#[test]
fn the_name_is_asked_once_and_kept() {
    let journey = open("80x24")
        .keys("decl<enter>Ada<enter>Acme<enter>Analyst<enter>")
        .shows("Your name")
        .keys("Dana Reyes<enter>");
    let saved = Effect::SaveProfile { key: "sender".into(), value: "Dana Reyes".into() };
    assert!(journey.effects.contains(&saved));
    let journey = journey.keys("<esc>cancel<enter>Ben<enter>Acme<enter>Analyst<enter>");
    assert!(journey.letter().contains("Dana Reyes"));
}

#[test]
fn the_mouse_works() {
    let journey = finished("120x40").click("Reason");
    assert_eq!(journey.model.focus(), Focus::Picking);
    let journey = journey.click("Dear Ms. Okafor,");
    assert_eq!(journey.model.focus(), Focus::Letter);
    let journey = journey.keys("<f2>").click("edit");
    assert_eq!(journey.model.focus(), Focus::Editing);
}

#[test]
fn the_text_of_ones_own_editor_comes_back_as_hand_edits() {
    let journey = finished("80x24").keys("<f2>o");
    let Some(Effect::EditOutside(text)) = journey.effects.last().cloned() else {
        panic!("the editor is asked for")
    };
    let changed = text.replace("Dear Ms. Okafor,", "Dear Ada,").replace("Subject: ", "Subject: Re: ");
    let journey =
        journey.answered(Outcome::Edited(changed)).shows("Dear Ada,").shows("Subject: Re:").nothing_lost();
    let journey = journey.keys("<c-y><c-y>").copied("Dear Ada,").copied("Subject: Re: ");
    journey.keys("<m-u>").shows("Dear Ms. Okafor,");
}

#[test]
fn typing_in_a_megabyte_keeps_every_key() {
    let journey = finished("80x24")
        .keys("<f2>e<c-end>")
        .paste(&"A line of text that goes on for a while.\n\n".repeat(24_000));
    let journey = journey.keys("<c-home>abc<c-end>xyz").nothing_lost();
    let body = journey.model.work.as_ref().map(|work| work.draft.clone());
    assert_eq!(journey.kept, body);
    let journey = journey.keys("<esc>");
    let text = journey.letter();
    assert!(text.contains("abcDear Ms.") && text.trim_end().ends_with("xyz"), "{}", text.len());
}

#[test]
fn no_colour_still_shows_what_is_what() {
    // The journeys draw without colours: signs and words carry the meaning.
    open("100x30").keys("decl<enter>").shows("[company]").shows("* Company").shows("needed");
}

#[test]
fn a_stray_word_puts_no_answer_in_ones_mouth() {
    let journey = finished("120x40").click("Reason");
    let before = journey.letter();
    for typed in ["x", "none", "too far", "Initech"] {
        let journey = finished("120x40").click("Reason").keys(typed);
        assert_eq!(journey.letter(), before, "{typed}");
        journey.nothing_lost();
    }
    let journey = finished("120x40").click("Reason").keys("fam");
    assert!(journey.letter().contains("family"), "a word of an answer is found by its beginning");
    // A name was given: whether it is unknown is not asked.
    open("80x24").keys("decl<enter>Ms. Okafor<enter>").shows("Company");
}

#[test]
fn going_on_behind_the_last_question_leads_back_to_what_is_needed_once() {
    let journey = open_as("80x24", "Dana").keys("decl<enter>Ada<enter><enter>Analyst<enter>");
    let journey = journey.keys(&"<enter>".repeat(7));
    let journey = journey.shows("Still needed: Company").keys("<enter>");
    let journey = journey.keys(&"<enter>".repeat(8));
    assert_eq!(journey.model.focus(), Focus::Review);
}

#[test]
fn a_doubtful_day_is_said_and_asked_about_before_it_is_copied() {
    let journey =
        finished("120x40").click("Day of the interview").keys("yesterday<tab>").shows("that day has passed");
    let journey = journey.keys("<c-y>").shows("or in doubt");
    let journey = journey.keys("<esc><m-u><m-u>").hides("that day has passed");
    journey.nothing_lost();
}

#[test]
fn a_day_is_shown_in_words_while_it_is_typed() {
    finished("80x24").keys("14 jan").shows("That is Thursday, 14 January 2027.");
}

#[test]
fn ones_own_paragraph_is_left_out_and_comes_back_as_it_was() {
    let journey = finished("120x40").keys("<f2>e<down><down><end> Mine.<esc><esc><f6>");
    let journey =
        journey.keys("<up><up><up><up><up><down>").shows("Mine.").keys("d").hides("Mine.").shows("left out");
    let journey = journey.keys("d").shows("Mine.");
    assert!(journey.letter().contains("Mine."));
    journey.nothing_lost();
}

#[test]
fn an_untouched_edit_is_no_step_of_undo() {
    let journey = finished("80x24").keys("<m-f><f2>e<esc>").keys("<m-u>");
    let formality = journey.model.work.as_ref().map(|work| work.draft.formality);
    assert_eq!(
        formality,
        Some(Formality::Neutral),
        "undo takes the formality back, not the edit that was none"
    );
}

#[test]
fn scrolling_stops_where_the_letter_ends() {
    let journey = open_as("80x24", "Dana").compose("request-offer-reversal", &[("company", "Acme")]);
    let journey = journey.keys(&"<pgdn>".repeat(20));
    let bottom = journey.screen();
    let journey = journey.keys("<pgup>");
    assert_ne!(journey.screen(), bottom, "the first key back moves");
    let journey = finished("80x24").keys("<f2>").keys(&"<pgdn>".repeat(20)).keys(&"<pgup>".repeat(20));
    journey.shows("Subject:");
}

/// A scenario of the person's own, with a question that is answered in several lines.
fn own_scenario(template: &str) -> Journey {
    let source = |name: &str, text: &str| regards::domain::source::Source {
        name: name.to_string(),
        layer: regards::domain::scenario::Layer::User,
        path: None,
        text: text.to_string().into(),
    };
    let mut sources: Vec<_> = regards::services::library::builtin().collect();
    let manifest = "title = \"Mine\"\n[channels]\nrecommended = [\"email\"]\n[[field]]\nkey = \"words\"\nkind = \"text\"\nlabel = \"Your words\"\nrequired = true\n[example]\nwords = \"x\"\n";
    sources.push(source("mine/scenario.toml", manifest));
    sources.push(source("mine/email.tera", template));
    support::journey::open_with("80x24", sources, regards::domain::draft::Answers::new())
}

#[test]
fn a_question_may_be_answered_in_several_lines() {
    let journey =
        own_scenario("{% block opening %}{{ words }}{% endblock %}").keys("mine<enter>one<enter>two");
    assert_eq!(journey.model.focus(), Focus::Text);
    let journey = journey.shows("> one two").keys("<up><home>X").shows("> Xone two");
    assert_eq!(journey.letter(), "Xone\ntwo");
    journey.keys("<tab>").nothing_lost();
}

#[test]
fn a_template_that_fails_says_so_and_leaves_no_claim() {
    let journey = own_scenario(
        "{% block opening %}{% if words == \"boom\" %}{{ nosuch }}{% endif %}{{ words }}{% endblock %}",
    );
    let journey = journey.keys("mine<enter>boom").shows("`nosuch` is not a field");
    let letter = journey.letter();
    assert!(letter.contains("boo") && !letter.contains("boom"), "the last good letter stays: {letter}");
    journey.keys("<c-y>").shows("older than your answers").nothing_lost();
}

#[test]
fn problems_of_ones_own_files_are_counted_and_listed() {
    let problem =
        regards::domain::problem::Problem::new("templates/x.tera", "this `if` is never closed").at(2, 1);
    let journey = open("80x24").answered(Outcome::Problems(vec![problem]));
    let journey =
        journey.shows("1 problem in your files (f1)").keys("<f1>").shows("templates/x.tera:2:1: this `if`");
    journey.keys("<esc>").keys("decl<enter>").shows("1 problem in your files");
}

#[test]
fn only_what_is_known_to_have_arrived_is_called_a_success() {
    let sent = |confirmed| Outcome::Copied { message: "Sent.".into(), reached: true, confirmed, whole: true };
    finished("80x24").answered(sent(false)).shows("Sent.").hides("✓ Sent.");
    finished("80x24").answered(sent(true)).shows("✓ Sent.");
    let long = Outcome::Failed(format!("Saved: /home/ada/{}/letter.txt", "x".repeat(100)));
    finished("80x24").answered(long).shows("letter.txt");
}

#[test]
fn an_open_slot_in_ones_own_paragraph_is_still_open() {
    let journey = open_as("80x24", "Dana").keys("decl<enter><f2>e<end> Hi.<esc><c-y>").shows("[their name]");
    assert_eq!(journey.last_copy(), None);
}

#[test]
fn taking_a_paragraph_back_in_brings_it_back_as_it_was() {
    let journey = finished("120x40").click("Reason").keys("fam<f6><up><up><up><up><up><up><down><down>");
    let journey = journey.keys("1").hides("My family needs me just now");
    let without = journey.letter();
    let journey = journey.keys("d").keys("d");
    assert_eq!(journey.letter(), without);
    journey.nothing_lost();
}

#[test]
fn a_paragraph_deleted_by_hand_leaves_a_trace_and_can_be_taken_back() {
    let journey = finished("120x40");
    let whole = journey.letter();
    let journey = journey.keys("<f2>o");
    let Some(Effect::EditOutside(text)) = journey.effects.last().cloned() else {
        panic!("the editor should have been asked for: {:?}", journey.effects)
    };
    let decision = text.split("\n\n").find(|part| part.contains("another candidate")).expect("the decision");
    let shorter = text.replace(&format!("{decision}\n\n"), "");
    assert_ne!(shorter, text);
    let journey = journey.answered(Outcome::Edited(shorter)).keys("<esc>").shows("left out:");
    assert!(!journey.letter().contains(decision));
    let journey = journey.keys("<f6>").keys(&"<up>".repeat(9)).keys("<down><down>d");
    assert_eq!(journey.letter(), whole);
    journey.nothing_lost();
}

#[test]
fn what_was_edited_can_be_undone_after_editing_was_left() {
    let journey = finished("80x24").keys("<f2>e<c-end> MY OWN WORDS<m-a><c-x><esc>");
    let journey = journey.keys("e<m-u>").shows("MY OWN WORDS").keys("<esc>").shows("MY OWN WORDS");
    journey.nothing_lost();
}

#[test]
fn a_click_on_the_question_above_the_letter_gives_it_the_keyboard() {
    let journey = finished("80x24").keys("<f6>");
    assert_eq!(journey.model.focus(), Focus::Letter);
    let journey = journey.click("Day of the interview");
    assert_eq!(journey.model.focus(), Focus::Line);
}
