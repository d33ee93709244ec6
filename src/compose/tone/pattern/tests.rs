use super::*;

fn wrong(pattern: &str) -> String {
    parse(pattern).expect_err(pattern).what
}

#[test]
fn patterns_are_read() {
    assert_eq!(
        parse("thank~ you").expect("it parses"),
        [vec![Node::Lemma("thank".into()), Node::Word("you".into())]]
    );
    let group = parse("(a|b c)? _3 xy*").expect("it parses");
    assert_eq!(group[0].len(), 3);
    assert!(matches!(&group[0][0], Node::Optional(inner) if matches!(**inner, Node::Group(_))));
    assert_eq!(group[0][1], Node::Gap(3));
    assert_eq!(group[0][2], Node::Prefix("xy".into()));
    assert_eq!(parse("_").expect("it parses"), [vec![Node::Any]]);
}

#[test]
fn mistakes_have_a_place_and_a_name() {
    for (pattern, what) in [
        ("", "empty"),
        ("(a|b", "never closed"),
        ("a)", "never opened"),
        ("(a|)", "alternatives is empty"),
        ("Thank you", "capital"),
        ("a - b", "no meaning"),
        ("_99", "1 to 16"),
        ("#nom", "none of"),
        ("{reader", "expected after the name"),
        ("@", "name of an answer"),
        ("x*", "two letters"),
    ] {
        assert!(wrong(pattern).contains(what), "{pattern}: {}", wrong(pattern));
    }
    assert_eq!(parse("abc (").expect_err("it is open").at, 4);
    assert!(parse(&"(".repeat(50)).is_err());
}

#[test]
fn regular_words_are_inflected() {
    let forms = |word: &str| super::inflect::forms(word);
    for (word, form) in [
        ("decline", "declining"),
        ("apologize", "apologised"),
        ("apology", "apologies"),
        ("pass", "passes"),
        ("plan", "planned"),
        ("stay", "stayed"),
        ("lie", "lying"),
        ("honor", "honoured"),
    ] {
        assert!(forms(word).contains(&form.to_string()), "{word}: {:?}", forms(word));
    }
    assert!(!forms("stay").contains(&"staied".to_string()));
}

#[test]
fn a_pattern_that_says_nothing_or_reaches_too_far_is_refused() {
    let lexicon = Lexicon::default();
    let add = |pattern: &str| Compiler::new(&lexicon).add(0, 0, false, &parse(pattern).expect("it parses"));
    assert!(add("a?").is_err_and(|wrong| wrong.what.contains("without a single word")));
    assert!(add("a _16 b _16 c _16 d").is_err_and(|wrong| wrong.what.contains("too far")));
    assert!(add("{nobody}").is_err_and(|wrong| wrong.what.contains("no class")));
    assert!(add("a _8 b").is_ok());
}

#[test]
fn classes_in_a_circle_are_refused() {
    let mut lexicon = Lexicon::default();
    lexicon.classes.insert("a".into(), parse("{b}").expect("it parses"));
    lexicon.classes.insert("b".into(), parse("{a}").expect("it parses"));
    let refused = Compiler::new(&lexicon).add(0, 0, false, &parse("{a}").expect("it parses"));
    assert!(refused.is_err_and(|wrong| wrong.what.contains("circle")));
}

#[test]
fn instructions_survive_their_numbers() {
    for instr in
        [Instr::Match, Instr::Set(70_000), Instr::Gap(16), Instr::Split(9), Instr::Not(1 << 20), Instr::End]
    {
        assert_eq!(Instr::decode(instr.encode()), instr);
    }
}
