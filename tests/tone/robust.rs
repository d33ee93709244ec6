//! Any text whatever: spans on character boundaries, the same judgement however it was typed, work in
//! proportion to the text.

use jiff::civil::date;
use proptest::prelude::*;
use regards::compose::Setting;
use regards::compose::tone::{Case, Reviewer, Rules};
use regards::domain::draft::{Answer, Answers, Draft};
use regards::domain::review::{Deed, Review};
use regards::domain::style::{Channel, Spelling};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

fn rules() -> Arc<Rules> {
    static RULES: OnceLock<Arc<Rules>> = OnceLock::new();
    Arc::clone(RULES.get_or_init(|| Arc::new(Rules::new(Vec::new()))))
}

fn review(reviewer: &mut Reviewer, text: &str) -> Review {
    let mut draft = Draft::new("decline-interview", Channel::Email);
    for (key, value) in [("company", "Northwind Labs"), ("role", "Data Analyst"), ("recipient", "Ms. Okafor")]
    {
        draft.answers.insert(key.into(), Answer::from(value));
    }
    let profile = Answers::new();
    let setting =
        Setting { today: date(2026, 5, 11), time: None, spelling: Spelling::British, profile: &profile };
    let scenario = rules().book().bare_scenario("decline-interview");
    reviewer.review(&Case::of_text(text, &draft, Some(&scenario), &setting))
}

/// Pieces that letters, and hostile texts, are made of.
fn piece() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "Thank you for the time. ",
        "I must decline the interview. ",
        "Dear Ms. Okafor,\n\n",
        "Kind regards,\nDana",
        "don’t ",
        "can't ",
        "not ",
        "never ",
        ". ",
        "! ",
        "?! ",
        "\n\n",
        "\r\n\r\n",
        "\n",
        "Subject: ",
        "[role] ",
        "{{ x }} ",
        "time time time ",
        "£5k ",
        "🙂 ",
        "e\u{301} ",
        "\u{202e}",
        "\u{0}",
        "ﬀ ",
        "İ ",
        "“kind” ",
        "— ",
        "the the ",
        "I ",
        "you ",
        "if ",
        "would ",
        "Mr. ",
        "no. 5 ",
        "P.S. ",
        "(Wait.) ",
        "* ",
        "## ",
        "<br> ",
        "ada@x.org ",
        "14 May ",
        "Tuesday, ",
    ]);
    prop_oneof![4 => words.prop_map(str::to_string), 1 => "\\PC{0,12}"]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn what_was_typed_bit_by_bit_is_judged_like_what_stands_there(pieces in prop::collection::vec(piece(), 1..24), cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..6)) {
        let mut typing = Reviewer::new(rules());
        let mut text = String::new();
        for piece in &pieces {
            text.push_str(piece);
            let typed = review(&mut typing, &text);
            prop_assert_eq!(&typed, &review(&mut Reviewer::new(rules()), &text));
        }
        for cut in cuts {
            let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
            if places.is_empty() { break }
            text.truncate(places[cut.index(places.len())]);
            let typed = review(&mut typing, &text);
            prop_assert_eq!(&typed, &review(&mut Reviewer::new(rules()), &text));
        }
    }

    #[test]
    fn places_lie_on_character_boundaries(text in prop_oneof![prop::collection::vec(piece(), 0..20).prop_map(|all| all.concat()), "\\PC{0,80}"]) {
        let found = review(&mut Reviewer::new(rules()), &text);
        for finding in &found.findings {
            if let Some(span) = &finding.span {
                prop_assert!(text.get(span.clone()).is_some());
            }
            for fix in &finding.fixes {
                let Deed::Edit(edits) = &fix.deed else { continue };
                let mut at = 0;
                for edit in edits {
                    prop_assert!(edit.span.start >= at && text.get(edit.span.clone()).is_some());
                    at = edit.span.end;
                }
            }
        }
        for check in &found.checks {
            if let Some(span) = &check.span {
                prop_assert!(text.get(span.clone()).is_some());
            }
        }
    }
}

/// A text of so many bytes of that noise.
fn noise(piece: &str, bytes: usize) -> String {
    piece.repeat(bytes / piece.len() + 1)
}

#[test]
fn noise_takes_work_in_proportion_to_its_length() {
    for piece in [
        "time time effort time thank you time ",
        "not never no without ",
        "[[[[{{{{<<<<____",
        "I ",
        "aaaa",
        "Thank you. ",
        "a\n\n",
        "?!.!?…",
        "\u{202e}\u{200b}",
        "you should have would could if whether not ",
        "’’’’''''",
        "Okafer Northwnd ",
    ] {
        let took = |bytes: usize| {
            let text = noise(piece, bytes);
            let started = Instant::now();
            review(&mut Reviewer::new(rules()), &text);
            started.elapsed()
        };
        took(1_000);
        let (short, long) = (took(25_000), took(100_000));
        // Four times the text: quadratic work would be sixteen times. Below a tenth of a second noise rules.
        let fair = short.max(Duration::from_millis(25)) * 10;
        assert!(long < fair, "{piece:?}: {short:?} for 25 kB, {long:?} for 100 kB");
    }
}

#[test]
fn a_megabyte_no_text_and_controls_are_answered() {
    for text in [
        String::new(),
        "\n".into(),
        " \r\n\t ".into(),
        noise("Thank you for it all. ", 1_000_000),
        noise("\u{1}\u{7f}\u{0}", 5_000),
    ] {
        let found = review(&mut Reviewer::new(rules()), &text);
        assert!(found.unread || !found.checks.is_empty(), "{} bytes", text.len());
    }
}

#[test]
fn a_sentence_between_changes_nothing_elsewhere() {
    let head = "Subject: Data Analyst interview\n\nDear Ms. Okafor,\n\nYou failed to reply to me. Thanks for nothing.";
    let tail = "\n\nI will never apply again.\n\nKind regards,\nDana Reyes";
    let known = |text: &str| -> Vec<String> {
        let found = review(&mut Reviewer::new(rules()), text);
        let of_words = found.findings.iter().filter(|finding| finding.span.is_some());
        of_words.map(|finding| format!("{} {:?}", finding.rule, finding.identity.words)).collect()
    };
    let before = known(&format!("{head}{tail}"));
    let after = known(&format!("{head}\n\nThe trains ran late on Monday.{tail}"));
    assert!(before.len() >= 3, "{before:?}");
    assert!(before.iter().all(|finding| after.contains(finding)), "{before:?}\n{after:?}");
}

#[test]
fn another_language_is_left_alone() {
    let german = "Sehr geehrte Frau Okafor,\n\nvielen Dank für die Einladung zum Gespräch. Leider muss ich absagen, weil ich \
                  eine andere Stelle angenommen habe. Ich wünsche Ihnen viel Erfolg bei der Suche.\n\nMit freundlichen Grüßen";
    let found = review(&mut Reviewer::new(rules()), german);
    assert!(found.unread && found.findings.is_empty() && found.checks.is_empty());
}
