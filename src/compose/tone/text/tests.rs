use super::token::at;
use super::*;
use crate::domain::style::Channel;
use proptest::prelude::*;

fn words(text: &str) -> Vec<String> {
    tokens(text, &Vocabulary::default()).iter().map(|word| text[word.span()].to_string()).collect()
}

fn cut(text: &str) -> Vec<String> {
    let mut words = tokens(text, &Vocabulary::default());
    sentences(text, &mut words).into_iter().map(|cut| text[cut.span].to_string()).collect()
}

fn parts(text: &str, channel: Channel) -> Vec<(Part, String)> {
    let mut read = Vec::new();
    let mut at = 0;
    for paragraph in text.split("\n\n") {
        let start = at;
        at += paragraph.len() + 2;
        let subject = paragraph.starts_with("Subject:");
        let (start, paragraph) = if subject { (start + 8, &paragraph[8..]) } else { (start, paragraph) };
        let mut words = tokens(paragraph, &Vocabulary::default());
        let cuts = sentences(paragraph, &mut words);
        read.push((start, paragraph, words, cuts, subject));
    }
    let placed: Vec<Placed> = read
        .iter()
        .map(|(start, text, words, cuts, subject)| Placed {
            start: *start,
            text,
            words,
            cuts,
            subject: *subject,
        })
        .collect();
    let found = layout(&placed, channel, "Dana Reyes");
    found.sentences.into_iter().map(|sentence| (sentence.part, text[sentence.span].to_string())).collect()
}

fn part_of(text: &str, wanted: &str) -> Part {
    parts(text, Channel::Email).into_iter().find(|(_, text)| text.contains(wanted)).expect(wanted).0
}

#[test]
fn words_have_their_bytes() {
    assert_eq!(words("Don’t go, Ms. O’Brien!"), ["Don’t", "Don’t", "go", "Ms", "O’Brien"]);
    assert_eq!(words("runner-up £58,000 3.5"), ["runner", "up", "£58,000", "3.5"]);
    assert_eq!(words("mail ada@x.org or https://a.b/c."), ["mail", "ada@x.org", "or", "https://a.b/c"]);
    let kinds =
        |text: &str| tokens(text, &Vocabulary::default()).iter().map(|word| word.kind).collect::<Vec<_>>();
    assert_eq!(
        kinds("[Job Title] ____ {{ name }} <https://x.y> 12 $3"),
        [Kind::Hole, Kind::Hole, Kind::Hole, Kind::Address, Kind::Number, Kind::Money]
    );
}

#[test]
fn contractions_are_two_words() {
    let hashes =
        |text: &str| tokens(text, &Vocabulary::default()).iter().map(|word| word.hash).collect::<Vec<_>>();
    assert_eq!(hashes("won't can't cannot didn’t"), hashes("will not can not can not did not"));
    assert_eq!(hashes("I'm")[1], hash("'m"));
}

#[test]
fn sentences_end_where_they_end() {
    assert_eq!(cut("Dr. Haddad wrote. I say no. Five went.").len(), 3);
    assert_eq!(
        cut("I met Mr. J. Smith at Acme Inc. on Monday."),
        ["I met Mr. J. Smith at Acme Inc. on Monday."]
    );
    assert_eq!(cut("I left Acme Inc. The team was kind."), ["I left Acme Inc.", "The team was kind."]);
    assert_eq!(
        cut("We meet at 3 p.m. on Friday. Thank you!"),
        ["We meet at 3 p.m. on Friday.", "Thank you!"]
    );
    assert_eq!(cut("Why? Because \"no.\" Then."), ["Why?", "Because \"no.\"", "Then."]);
    assert_eq!(cut("Kind regards,\nDana Reyes"), ["Kind regards,", "Dana Reyes"]);
    assert_eq!(
        cut("A long line that somebody wrapped in the middle\nof a sentence."),
        ["A long line that somebody wrapped in the middle\nof a sentence."]
    );
    assert_eq!(cut("See no. 5 there."), ["See no. 5 there."]);
    assert_eq!(cut(""), Vec::<String>::new());
}

#[test]
fn what_is_denied_is_marked() {
    let marked = |text: &str| {
        let mut words = tokens(text, &Vocabulary::default());
        sentences(text, &mut words);
        words
            .iter()
            .filter(|word| word.flags.has(Flags::NEGATED))
            .map(|word| text[word.span()].to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(marked("I do not regret it, and I go."), ["regret", "it"]);
    assert_eq!(marked("I was not angry but sad."), ["angry"]);
    assert!(marked("I have no doubt and no hesitation.").is_empty());
    assert!(marked("I cannot thank you enough.").is_empty());
    assert!(marked("I could not be happier.").is_empty());
}

#[test]
fn a_letter_has_its_parts() {
    let letter = "Subject: Interview\n\nDear Ms. Okafor,\n\nThank you for the time. I decline.\n\nKind regards,\nDana Reyes";
    assert_eq!(part_of(letter, "Interview"), Part::Subject);
    assert_eq!(part_of(letter, "Dear"), Part::Greeting);
    assert_eq!(part_of(letter, "decline"), Part::Body);
    assert_eq!(part_of(letter, "Kind"), Part::Signoff);
    assert_eq!(part_of(letter, "Dana"), Part::Signature);
    let long = "Hi Ada, thanks for the call. I will not come.\n\nWith thanks for reading this long letter of mine,\nDana";
    assert_eq!(part_of(long, "With thanks"), Part::Signoff);
    assert_eq!(part_of(long, "thanks for the call"), Part::Body);
    let bare = "Hello Ada,\n\nI will not come.\n\nDana Reyes";
    assert_eq!(part_of(bare, "Dana"), Part::Signature);
    let note = "Hello Ada, I would be glad to connect. Dana";
    assert_eq!(part_of(note, "Dana"), Part::Signature);
    let postscript = format!("{letter}\n\nP.S. The badge is in the post.");
    assert_eq!(part_of(&postscript, "badge"), Part::Postscript);
}

#[test]
fn a_call_has_an_introduction_and_directions() {
    let card = "Hello Ada, this is Dana Reyes.\nDo you have two minutes?\n(Wait for the answer.)\n\nI will not come.";
    let found = parts(card, Channel::Phone);
    let kinds: Vec<Part> = found.iter().map(|(part, _)| *part).collect();
    assert_eq!(kinds, [Part::Introduction, Part::Introduction, Part::Aside, Part::Body]);
}

proptest! {
    #[test]
    fn any_text_is_cut_on_character_boundaries(text in "\\PC{0,200}|[a-z'’.,!?\\[\\]{}<>_ \\n\\-]{0,200}") {
        let mut words = tokens(&text, &Vocabulary::default());
        for word in &words {
            prop_assert!(text.get(word.span()).is_some() && at(word.start) < at(word.end));
        }
        for cut in sentences(&text, &mut words) {
            prop_assert!(text.get(cut.span).is_some());
        }
        parts(&text.replace("Subject:", ""), Channel::Phone);
    }
}
