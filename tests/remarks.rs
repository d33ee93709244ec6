//! What the rules say of a letter, from the underlined word to the change: keys in, screen and effects out.

mod support;

use ratatui::style::Modifier;
use regards::app::action::Focus;
use regards::app::effect::Effect;
use regards::app::model::Signs;
use regards::domain::review::{
    Advice, Basis, Check, Deed, Edit, Finding, Fix, Identity, Outlook, Pace, Review, Severity, Step, Tick,
    Timing,
};
use regards::domain::style::Channel;
use support::journey::{Journey, open_as};

const SIZES: [&str; 3] = ["80x24", "120x40", "40x12"];

fn finished(size: &str) -> Journey {
    open_as(size, "Dana Reyes").keys("decl<enter>Ms. Okafor<enter>Northwind Labs<enter>Data Analyst<enter>")
}

fn identity(rule: &str, words: &str) -> Identity {
    Identity { rule: rule.into(), words: words.into(), before: String::new(), after: String::new() }
}

fn edit(text: &str, words: &str, instead: &str) -> Deed {
    let at = text.find(words).expect("the words are there");
    Deed::Edit(vec![Edit { span: at..at + words.len(), text: instead.to_string() }])
}

fn fix(label: &str, deed: Deed) -> Fix {
    Fix { label: label.to_string(), deed }
}

fn finding(rule: &str, severity: Severity, text: &str, words: &str, fixes: Vec<Fix>) -> Finding {
    let at = text.find(words);
    Finding {
        rule: rule.into(),
        severity,
        basis: Basis::Document,
        span: at.map(|at| at..at + words.len()),
        message: format!("About {rule}."),
        fixes,
        sources: vec![Advice {
            id: "DEC-01".into(),
            text: "Say it in plain words.".into(),
            title: Some("How to say no".into()),
        }],
        example: Some("I will not be coming.".into()),
        identity: identity(rule, words),
        covered: false,
    }
}

fn check(rule: &str, state: Tick, text: &str, words: &str) -> Check {
    let at = text.find(words);
    Check {
        rule: rule.into(),
        label: format!("The {rule}").into(),
        severity: Severity::Warning,
        state,
        span: at.map(|at| at..at + words.len()),
    }
}

/// One thing of each weight, one must-have in each state, late, with an outlook.
fn everything(text: &str) -> Review {
    let end = text.rfind("\n\n").expect("a sign-off");
    let put_in = |words: &str| {
        let text = format!("\n\n{words}");
        fix(words, Deed::Edit(vec![Edit { span: end..end, text }]))
    };
    let mut not_found = finding("wish", Severity::Warning, text, "\u{0}", Vec::new());
    not_found.fixes = vec![put_in("I wish you well."), put_in("All good wishes.")];
    Review {
        findings: vec![
            finding(
                "plain",
                Severity::Error,
                text,
                "thought it over",
                vec![
                    fix("say it plainly", edit(text, "thought it over", "decided")),
                    fix("leave it out", edit(text, "I have thought it over and will", "I will")),
                    fix("call instead", Deed::Channel(Channel::Phone)),
                    fix("stay in touch", Deed::Scenario("runner-up-note".into())),
                ],
            ),
            finding("comment", Severity::Warning, text, "Nothing in my answer", Vec::new()),
            finding("idea", Severity::Hint, text, "Kind regards", Vec::new()),
            not_found,
        ],
        checks: vec![
            check("thanks", Tick::Found, text, "Thank you"),
            check("reason", Tick::Likely, text, "Please offer"),
            check("door", Tick::Said, text, "I hope"),
            check("wish", Tick::NotFound, text, "\u{0}"),
        ],
        timing: Some(Timing {
            state: Pace::Late,
            message: "Invited three days ago: answer today.".into(),
            basis: Basis::Document,
        }),
        outlook: Some(Outlook {
            step: Step::Slim,
            why: vec!["Two days have passed.".into()],
            can_do: vec!["Send it today.".into()],
        }),
        accepted: 0,
        unread: false,
    }
}

/// Keys before `|` are pressed before the rules say it, those behind it afterwards.
fn judged(size: &str, keys: &str) -> Journey {
    let (before, after) = keys.split_once('|').unwrap_or((keys, ""));
    finished(size).keys(before).judged(everything).keys(after)
}

#[test]
fn one_line_says_it_all_at_a_glance() {
    for keys in ["", "<f6>", "<f2>", "<f2>e"] {
        let journey = judged("120x40", keys);
        journey.shows("3 of 4 ○ · 1 to fix · 2 worth a look · 1 idea · outlook: slim");
        judged("80x24", keys).shows("3 of 4 ○ · 1 to fix · 2 worth a look · 1 idea");
        judged("40x12", keys).shows("3/4 ○ · 1 to fix · 2 worth a look");
    }
}

#[test]
fn no_screen_calls_a_letter_wrong() {
    for size in SIZES {
        for keys in
            ["", "|<f3>", "|<f3><f5>", "|<f5>w", "|<f7>", "|<f7>s", "<f2>", "<f2>|m", "<f2>|xw", "<f6>|m"]
        {
            let screen = judged(size, keys).screen().to_lowercase();
            for word in ["error", "missing", "mistake", "bad ", "wrong"] {
                assert!(!screen.contains(word), "{word} at {size} after {keys}:\n{screen}");
            }
        }
    }
}

#[test]
fn weight_is_told_by_shape() {
    for keys in ["<f6>", "<f2>", "<f2>e"] {
        let journey = judged("120x40", keys);
        let of = |journey: &Journey, words: &str| journey.style_of(words).add_modifier;
        let heavy = of(&journey, "thought it over");
        assert!(heavy.contains(Modifier::UNDERLINED | Modifier::BOLD), "{keys}: {heavy:?}");
        let light = of(&journey, "Nothing in my answer");
        assert!(light.contains(Modifier::UNDERLINED) && !light.contains(Modifier::BOLD), "{keys}: {light:?}");
        assert!(!of(&journey, "Kind regards").contains(Modifier::UNDERLINED), "ideas wait to be asked for");
        let row = |words: &str| {
            let screen = journey.screen();
            screen.lines().find(|line| line.contains(words)).map(str::to_string).unwrap_or_default()
        };
        assert!(row("thought it over").contains('!'), "{}", journey.screen());
        assert!(row("Nothing in my answer").contains('?'), "{}", journey.screen());
        let journey = journey.keys("<m-i>");
        assert!(of(&journey, "Kind regards").contains(Modifier::UNDERLINED), "{keys}");
    }
}

#[test]
fn next_and_previous_lead_through_the_text() {
    for size in SIZES {
        for (keys, next, previous) in [
            ("", "<f3>", "<m-k>"),
            ("<f6>", ".", ","),
            ("<f2>", "<tab>", "<s-tab>"),
            ("<f2>e", "<f3>", "<m-k>"),
        ] {
            let journey = judged(size, keys).keys(if keys == "<f2>e" { "<c-home>" } else { "" });
            let journey = journey.judged(everything).keys(next).shows("! 1/3 to fix: About plain.");
            assert!(journey.style_of("thought").add_modifier.contains(Modifier::BOLD), "{size} {keys}");
            let journey = journey.keys(next).shows("? 2/3 worth a look: About comment.");
            let journey =
                journey.keys(next).shows("3/3 worth a look: About wish.").keys(next).shows("1/3 to fix");
            journey.keys(previous).shows("3/3 worth a look").nothing_lost();
        }
    }
}

#[test]
fn a_change_is_seen_before_it_is_made_and_one_undo_takes_it_back() {
    for size in SIZES {
        for keys in ["", "<f6>", "<f2>", "<f2>e<c-home>"] {
            let journey = judged(size, keys);
            let before = journey.letter();
            let journey = journey.keys("<f5>");
            assert_eq!(journey.model.focus(), Focus::Looking);
            let journey = journey
                .shows("1 of 3 · to fix")
                .shows("> 1 say it plainly")
                .shows("= I have decided and will");
            assert_eq!(journey.letter(), before, "a preview changes nothing");
            let journey = journey.keys("2").shows("= I will not be going ahead");
            let journey = journey.keys("<up><enter>").shows("Done: say it plainly.");
            assert!(journey.letter().contains("I have decided and will"), "{}", journey.letter());
            assert_eq!(journey.model.overlay, None);
            let journey = journey.nothing_lost().keys("<m-u>");
            assert_eq!(journey.letter(), before, "{size} {keys}");
            journey.nothing_lost();
        }
    }
}

#[test]
fn another_channel_and_another_letter_are_one_key_away() {
    let journey = judged("80x24", "|<f5>3").shows("the same answers as").keys("<enter>");
    assert_eq!(journey.model.work.as_ref().map(|work| work.draft.channel), Some(Channel::Phone));
    journey.nothing_lost();
    let journey =
        judged("80x24", "|<f5>4").shows("another letter").keys("<enter>").shows("The letter before is kept");
    let draft = &journey.model.work.as_ref().expect("a letter").draft;
    assert_eq!(draft.scenario, "runner-up-note");
    assert!(draft.answers.contains_key("recipient") && draft.answers.contains_key("company"), "{draft:?}");
    assert!(journey.effects.iter().any(|effect| matches!(effect, Effect::Keep(_))));
    journey.nothing_lost();
}

#[test]
fn why_names_the_advice_its_document_an_example_and_the_rule() {
    for size in SIZES {
        let mut journey = judged(size, "|<f5>w");
        for text in [
            "Say it in plain words.",
            "How to say no",
            "For instance: I will not be coming.",
            "rule plain",
            "o turns it off",
        ] {
            let mut tries = 0;
            let flat = |journey: &Journey| journey.screen().split_whitespace().collect::<Vec<_>>().join(" ");
            while !flat(&journey).contains(text) && tries < 12 {
                (journey, tries) = (journey.keys("<down>"), tries + 1);
            }
            journey = journey.shows(text);
        }
        let journey = journey.keys("<esc>");
        assert_eq!(journey.model.overlay, None);
    }
}

#[test]
fn what_is_meant_so_is_listed_and_can_be_taken_back() {
    for keys in ["", "<f2>", "<f2>e<c-home>"] {
        let journey = judged("120x40", keys).keys("<f5>a").shows("Meant so.").nothing_lost();
        let decisions =
            |journey: &Journey| journey.model.work.as_ref().expect("a letter").draft.decisions.clone();
        assert_eq!(decisions(&journey).accepted, [identity("plain", "thought it over")]);
        let journey = journey.judged(everything).keys("<f5>o").shows("Off for this letter").nothing_lost();
        assert_eq!(decisions(&journey).off.len(), 1);
        let journey =
            journey.judged(everything).keys("<f7><down><down><down>").shows("accepted: thought it over");
        let journey = journey.keys("d").shows("Taken back").nothing_lost();
        assert!(decisions(&journey).accepted.is_empty());
        assert_eq!(decisions(&journey).off.len(), 1);
    }
}

#[test]
fn the_must_haves_show_their_state_by_shape() {
    for keys in ["|<f7>", "<f2>|m", "<f6>|m", "<f2>e|<f7>"] {
        let journey = judged("120x40", keys).shows("must-haves · 3 of 4");
        let journey = journey.shows("✓ The thanks").shows("◐ The reason · is this it?");
        journey.shows("✓ The door · you").shows("○ The wish");
    }
    let mut journey = judged("80x24", "");
    journey.model.signs = Signs::Ascii;
    let journey = journey.keys("<f7>").shows("[x] The thanks").shows("[~] The reason").shows("[ ] The wish");
    assert!(!journey.screen().contains('○'));
}

#[test]
fn the_must_haves_stand_beside_the_letter_where_there_is_room() {
    for keys in ["", "<f6>", "<f2>", "<f2>e"] {
        judged("120x40", keys).shows("must-haves · 3 of 4").shows("answer today").shows("Outlook: slim");
        judged("80x24", keys).hides("○ The wish").shows("answer today");
        judged("40x12", keys).hides("○ The wish");
    }
}

#[test]
fn a_ticked_item_shows_its_sentence() {
    for size in SIZES {
        for keys in ["|<f7>", "<f2>|m", "<f2>e|<f7>"] {
            let journey = judged(size, keys).keys("<up><up>");
            let style = journey.style_of("Thank you");
            assert!(style.add_modifier.contains(Modifier::REVERSED), "{size} {keys}:\n{}", journey.screen());
            let journey = journey.keys("<esc>");
            assert!(!journey.style_of("Thank you").add_modifier.contains(Modifier::REVERSED));
        }
    }
}

#[test]
fn a_suggested_sentence_is_put_in_and_the_key_again_shows_other_words() {
    for (size, keys) in [("80x24", "|<f7>"), ("120x40", "<f2>|m"), ("40x12", "<f2>e|<f7>")] {
        let journey = judged(size, keys).keys("<down><down>").keys("i");
        assert!(journey.letter().contains("I wish you well.\n\nKind regards"), "{}", journey.letter());
        let before = everything;
        // The rules heard the letter again; here they say what they said.
        let journey = journey.shows("wording 1 of 2").nothing_lost();
        let journey = journey.judged(before).keys("<m-u>");
        assert!(!journey.letter().contains("I wish you well."));
        journey.nothing_lost();
    }
}

#[test]
fn i_say_it_here_takes_a_sentence() {
    for size in SIZES {
        let journey = judged(size, "|<f7><down><down>s");
        assert_eq!(journey.model.focus(), Focus::Pointing);
        let journey = journey.shows("Which sentence does it: The wish?").keys("<down><down><down>");
        let journey = journey.keys("<enter>").shows("Noted").nothing_lost();
        let said = journey.model.work.as_ref().expect("a letter").draft.decisions.said.clone();
        assert_eq!((said.len(), said[0].rule.as_str()), (1, "wish"));
        assert!(journey.letter().contains(&said[0].sentence));
    }
}

#[test]
fn is_this_it_is_answered_with_yes_or_another_sentence() {
    let journey = judged("80x24", "|<f7>y").nothing_lost();
    let said = journey.model.work.as_ref().expect("a letter").draft.decisions.said.clone();
    assert_eq!(said[0].sentence, "Please offer the interview to another candidate.");
    let journey = judged("80x24", "|<f7>n").shows("Which sentence does it: The reason?").keys("<esc>");
    assert_eq!(journey.model.focus(), Focus::Checking);
}

#[test]
fn the_outlook_is_a_word_with_its_reasons() {
    let journey =
        judged("80x24", "|<f7>").keys("<pgdn><pgdn>").shows("An estimate from four answers of yours.");
    assert!(!journey.screen().contains('%'));
    let journey = judged("120x40", "<f2>").shows("Outlook: slim").shows("Two days have passed.");
    journey
        .shows("Still in your hands:")
        .shows("Send it today.")
        .shows("An estimate from four")
        .shows("employer.");
}

#[test]
fn the_help_comes_back_to_where_it_was_asked() {
    for (keys, title) in
        [("|<f7>", "Keys: the must-haves"), ("|<f5>", "Keys: a remark"), ("|<f7>s", "Keys: pointing")]
    {
        let journey = judged("120x40", keys);
        let focus = journey.model.focus();
        let journey = journey.keys("<f1>").shows(title).keys("<esc>");
        assert_eq!(journey.model.focus(), focus);
    }
}

#[test]
fn the_mouse_reaches_all_of_it() {
    let journey = judged("120x40", "").click("1 to fix").shows("1/3 to fix").click("1/3 to fix");
    assert_eq!(journey.model.focus(), Focus::Looking);
    let journey = journey.click("2 leave it out").shows("= I will not").keys("<esc>").click("○ The wish");
    assert_eq!(journey.model.focus(), Focus::Checking);
}

#[test]
fn where_the_rules_are_silent_the_screen_is_as_it_was() {
    let journey = finished("80x24").judged(|_| Review::default()).hides("must-haves").hides("to fix");
    let journey = journey.keys("<f3>").shows("nothing to say").keys("<f5>").shows("nothing to say");
    let journey = journey.keys("<f7>").shows("nothing to say");
    assert_eq!(journey.model.overlay, None);
    finished("80x24").judged(|_| Review { unread: true, ..Review::default() }).shows("read English");
}
