use super::*;
use crate::domain::draft::{Change, HandEdits, OwnParagraph};
use crate::domain::style::{Channel, Formality};
use crate::services::files::tests::folder;
use crate::services::files::{atomic_write, private_tree};
use proptest::prelude::*;
use std::fs;
use std::os::unix::fs::symlink;
use std::sync::Arc;

fn drafts(dir: &Path) -> Drafts {
    let paths = Paths { config: dir.join("config"), data: dir.join("data"), state: dir.join("state") };
    Drafts::open(&paths, None)
}

fn answer(key: &str, text: &str) -> Change {
    Change::Answer { key: key.to_string(), answer: Some(text.into()) }
}

const NO_FILES: [PathBuf; 0] = [];

/// A person at work: what is shown and what is written down.
struct Person {
    open: OpenDraft,
    draft: Draft,
}

impl Person {
    fn begins(drafts: &Drafts) -> Person {
        let draft = Draft::new("decline-interview", Channel::Email);
        Person { open: drafts.begin(&draft), draft }
    }

    fn resumes(drafts: &Drafts, id: &str) -> Person {
        let resumed = drafts.resume(id).expect("there");
        assert_eq!((resumed.copy, &resumed.problems[..]), (None, &[][..]));
        Person { open: resumed.open, draft: resumed.draft }
    }

    fn does(&mut self, change: Change) -> &mut Self {
        self.open.record(&change).expect("writable");
        self.draft.apply(change);
        self
    }

    fn saves(&mut self) -> &mut Self {
        self.open.snapshot(&self.draft).expect("writable");
        self
    }

    /// The program is killed: nothing more is written.
    fn dies(self) -> (String, Draft) {
        (self.open.id().to_string(), self.draft)
    }
}

fn files(dir: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).into_iter().flatten().flatten() {
        match entry.path().is_dir() {
            true => found.extend(files(&entry.path())),
            false => found.push(entry.path()),
        }
    }
    found
}

#[test]
fn a_draft_goes_on_after_a_kill() {
    let dir = folder();
    let drafts = drafts(dir.path());
    let mut person = Person::begins(&drafts);
    person.does(answer("company", "Acme")).does(Change::Formality(Formality::Formal));
    let (id, shown) = person.dies();
    let mut person = Person::resumes(&drafts, &id);
    assert_eq!(person.draft, shown);
    person.does(answer("role", "Engineer")).saves().does(answer("role", "Baker"));
    let (_, shown) = person.dies();
    assert_eq!(Person::resumes(&drafts, &id).draft, shown);
}

#[test]
fn closing_leaves_one_file() {
    let dir = folder();
    let drafts = drafts(dir.path());
    let mut person = Person::begins(&drafts);
    person.does(answer("company", "Acme"));
    let (path, id) = (person.open.path().to_path_buf(), person.open.id().to_string());
    person.open.close(&person.draft).expect("writable");
    assert_eq!(files(dir.path()), std::slice::from_ref(&path));
    let again = Person::resumes(&drafts, &id);
    assert_eq!(again.draft, person.draft);
    again.open.close(&again.draft).expect("writable");
    assert_eq!(files(dir.path()), [path]);
}

#[test]
fn an_empty_draft_leaves_no_file() {
    let dir = folder();
    let drafts = drafts(dir.path());
    let mut person = Person::begins(&drafts);
    person.does(Change::Channel(Channel::Phone)).does(answer("company", "")).saves();
    person.open.close(&person.draft).expect("nothing to write");
    assert!(!dir.path().join("data").exists() && !dir.path().join("state").exists());

    let mut person = Person::begins(&drafts);
    person.does(answer("company", "A")).saves();
    assert_eq!(files(dir.path()).len(), 2);
    person.does(Change::Answer { key: "company".to_string(), answer: None });
    person.open.close(&person.draft).expect("writable");
    assert_eq!(files(dir.path()), NO_FILES);
    assert_eq!(drafts.list(), (vec![], vec![]));
}

#[test]
fn answers_that_came_with_it_are_nothing_said() {
    let dir = folder();
    let drafts = drafts(dir.path());
    let mut draft = Draft::new("decline-interview", Channel::Email);
    draft.answers.insert("sender".to_string(), "Grace".into());
    let open = drafts.begin(&draft);
    open.record(&answer("company", "A")).expect("writable");
    open.record(&answer("company", "")).expect("writable");
    draft.apply(answer("company", ""));
    open.close(&draft).expect("writable");
    assert_eq!(files(dir.path()), NO_FILES);

    let open = drafts.begin(&draft);
    open.mark_copied().expect("writable");
    open.close(&draft).expect("writable");
    let (summaries, _) = drafts.list();
    assert!(summaries[0].copied);
}

#[test]
fn every_cut_restores_every_whole_record() {
    let dir = folder();
    let drafts = drafts(dir.path());
    let mut person = Person::begins(&drafts);
    let mut states = vec![person.draft.clone()];
    let changes = [
        answer("company", "Acmé\n\"x\" 👩\u{200d}💻"),
        Change::Wording { block: "opening".to_string(), index: 2 },
        Change::Drop { step: "thanks".to_string(), dropped: true },
        answer("role", "Baker"),
    ];
    for change in changes {
        person.does(change);
        states.push(person.draft.clone());
    }
    let (id, _) = person.dies();
    let whole = fs::read(drafts.journal_path(&id)).expect("there");
    for cut in 0..=whole.len() {
        atomic_write(&drafts.journal_path(&id), &whole[..cut]).expect("writable");
        let header = whole.iter().position(|byte| *byte == b'\n').expect("a header");
        if cut < header {
            assert!(matches!(drafts.resume(&id), Err(ResumeFailure::Missing(_))), "cut at {cut}");
            continue;
        }
        // A record is whole without its line end too.
        let lines = whole[..(cut + 1).min(whole.len())].iter().filter(|byte| **byte == b'\n').count();
        let mut person = Person::resumes(&drafts, &id);
        assert_eq!(person.draft, states[lines - 1], "cut at {cut}");
        person.does(answer("added", "after the cut"));
        let (_, shown) = person.dies();
        assert_eq!(Person::resumes(&drafts, &id).draft, shown, "cut at {cut}");
    }
}

#[test]
fn a_second_program_gets_a_copy() {
    let dir = folder();
    let (one, two) = (drafts(dir.path()), drafts(dir.path()));
    let mut first = Person::begins(&one);
    first.does(answer("company", "Acme"));
    let resumed = two.resume(first.open.id()).expect("there");
    assert_eq!(resumed.copy, Some(CopyReason::OpenElsewhere));
    assert_eq!(resumed.draft, first.draft);
    assert_ne!(resumed.open.id(), first.open.id());
    let untouched = resumed.open.clone();
    untouched.close(&resumed.draft).expect("writable");
    assert_eq!(one.list().0.len(), 1, "a copy in which nothing was said is no draft");
}

#[test]
fn two_programs_keep_both_texts() {
    let mut seed = 1_u64;
    let mut random = |below: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (seed >> 33) % below
    };
    for round in 0..200 {
        let dir = folder();
        let (one, two) = (drafts(dir.path()), drafts(dir.path()));
        let mut first = Person::begins(&one);
        first.does(answer("company", "Acme"));
        let resumed = two.resume(first.open.id()).expect("there");
        let mut people = [first, Person { open: resumed.open, draft: resumed.draft }];
        for step in 0..12 {
            let person = &mut people[random(2) as usize];
            match random(4) {
                0 => person.saves(),
                _ => person.does(answer(&format!("f{}", random(3)), &format!("{step}"))),
            };
        }
        let ended = people.map(|person| match random(2) {
            0 => person.dies(),
            _ => {
                let (id, draft) = (person.open.id().to_string(), person.draft.clone());
                person.open.close(&draft).expect("writable");
                (id, draft)
            }
        });
        for (id, draft) in &ended {
            match one.resume(id) {
                Ok(resumed) => assert_eq!(resumed.draft, *draft, "round {round}"),
                // A copy that was closed without a word of its own.
                Err(failure) => {
                    assert!(matches!(failure, ResumeFailure::Missing(_)), "{failure}");
                    assert_eq!(
                        draft.answers,
                        [("company".to_string(), "Acme".into())].into(),
                        "round {round}"
                    );
                }
            }
        }
    }
}

#[test]
fn a_damaged_file_is_kept_and_work_goes_on_in_a_copy() {
    let dir = folder();
    let drafts = drafts(dir.path());
    let mut person = Person::begins(&drafts);
    person.does(answer("company", "Acme")).saves().does(answer("role", "Baker"));
    let (id, shown) = person.dies();
    let (draft, journal) = (drafts.draft_path(&id), drafts.journal_path(&id));

    // A journal with damage in its middle: what came before counts.
    let mut text = fs::read(&journal).expect("there");
    text.extend(b"salary\n{}\n");
    atomic_write(&journal, &text).expect("writable");
    let resumed = drafts.resume(&id).expect("most of it is there");
    assert_eq!((resumed.copy, &resumed.draft), (Some(CopyReason::Damaged), &shown));
    assert_eq!(resumed.problems.len(), 1);
    assert_eq!(fs::read(&journal).expect("kept"), text);

    // A draft whose file is damaged and whose journal is no help.
    atomic_write(&draft, b"{\"version\":1,\n\"salary\": oops").expect("writable");
    let failure = drafts.resume(&id).expect_err("nothing to go on with");
    let message = failure.to_string();
    assert!(message.contains(".json:2:") && message.contains("not a draft"), "{message}");
    assert!(!message.contains("salary"));
    assert_eq!(fs::read(&draft).expect("kept"), b"{\"version\":1,\n\"salary\": oops");
    assert_eq!(drafts.list().1.len(), 1);
}

#[test]
fn a_journal_without_its_draft_is_not_mistaken_for_a_whole_one() {
    let dir = folder();
    let drafts = drafts(dir.path());
    let mut person = Person::begins(&drafts);
    person.does(answer("company", "Acme")).saves().does(answer("role", "Baker"));
    let (id, _) = person.dies();
    crate::services::files::remove(&drafts.draft_path(&id)).expect("own file");
    let failure = drafts.resume(&id).expect_err("there is nothing to apply the changes to");
    assert!(failure.to_string().contains("came before these are missing"), "{failure}");
    assert_eq!(drafts.list().1.len(), 1);
}

#[test]
fn a_newer_draft_is_left_alone() {
    let dir = folder();
    let drafts = drafts(dir.path());
    let mut person = Person::begins(&drafts);
    person.does(answer("company", "Acme"));
    let id = person.open.id().to_string();
    person.open.close(&person.draft).expect("writable");
    let newer = br#"{"version":2,"draft":"in another form"}"#;
    atomic_write(&drafts.draft_path(&id), newer).expect("writable");
    let failure = drafts.resume(&id).expect_err("newer");
    assert!(failure.to_string().contains("written by a newer regards (version 2)"), "{failure}");
    assert_eq!(files(dir.path()), [drafts.draft_path(&id)]);
    assert_eq!(fs::read(drafts.draft_path(&id)).expect("kept"), newer);

    let journal = drafts.journal_path(&id);
    atomic_write(&journal, b"{\"journal\":2}\n{}\n").expect("writable");
    drafts.resume(&id).expect_err("newer");
    assert_eq!(fs::read(&journal).expect("kept"), b"{\"journal\":2}\n{}\n");
}

#[test]
fn links_in_the_way_are_not_followed() {
    let (dir, elsewhere) = (folder(), folder());
    let drafts = drafts(dir.path());
    private_tree(&dir.path().join("data"), &dir.path().join("data")).expect("new");
    symlink(elsewhere.path(), dir.path().join("data/drafts")).expect("new");
    let mut person = Person::begins(&drafts);
    person.does(answer("company", "Acme"));
    let failure = person.open.snapshot(&person.draft).expect_err("a link");
    assert!(failure.to_string().contains("data/drafts: it is a symbolic link"), "{failure}");
    assert_eq!(files(elsewhere.path()), NO_FILES);
    let (id, shown) = person.dies();
    assert_eq!(Person::resumes(&drafts, &id).draft, shown, "the journal has it");
}

#[test]
fn a_state_folder_that_cannot_be_used_is_told_and_typing_goes_on() {
    let dir = folder();
    let drafts = drafts(dir.path());
    let mut person = Person::begins(&drafts);
    person.does(answer("company", "Acme"));
    let id = person.open.id().to_string();
    person.open.close(&person.draft).expect("writable");
    fs::remove_dir_all(dir.path().join("state")).expect("own folder");
    atomic_write(&dir.path().join("state"), b"in the way").expect("writable");
    let resumed = drafts.resume(&id).expect("readable");
    assert_eq!((resumed.copy, &resumed.draft), (Some(CopyReason::NotWritable), &person.draft));
    assert!(!resumed.problems.is_empty());
    resumed.open.record(&answer("role", "Baker")).expect_err("not writable");
    assert!(resumed.open.wants_snapshot());
    let mut draft = resumed.draft;
    draft.apply(answer("role", "Baker"));
    resumed.open.snapshot(&draft).expect("the data folder is fine");
    assert!(fs::read_to_string(resumed.open.path()).expect("there").contains("Baker"));
}

#[test]
fn an_old_copy_does_not_replace_a_newer_one() {
    let dir = folder();
    let drafts = drafts(dir.path());
    let mut person = Person::begins(&drafts);
    person.does(answer("company", "old"));
    let (old, seq) = (person.draft.clone(), person.open.seq());
    person.does(answer("company", "new")).saves();
    person.open.save(&old, seq).expect("passed over");
    let (id, shown) = person.dies();
    assert_eq!(Person::resumes(&drafts, &id).draft, shown);
}

#[test]
fn the_list_is_newest_first_and_ends_at_fifty() {
    let dir = folder();
    let drafts = drafts(dir.path());
    for number in 0..52 {
        let mut person = Person::begins(&drafts);
        person.does(answer("company", &format!("Company {number}")));
        person.does(answer("recipient", "Ada")).does(answer("role", "Baker\u{1b}"));
        match number {
            51 => drop(person.dies()),
            _ => person.open.close(&person.draft).expect("writable"),
        }
    }
    let (list, problems) = drafts.list();
    assert_eq!((list.len(), problems), (50, vec![]));
    assert_eq!(list[0].label, "Company 51, Baker^[", "a draft that only a journal has");
    assert_eq!((&*list[0].scenario, list[0].copied), ("decline-interview", false));
    assert!(list.windows(2).all(|pair| pair[0].updated >= pair[1].updated));
}

#[test]
fn names_that_no_draft_can_have() {
    let dir = folder();
    let drafts = drafts(dir.path());
    for (name, said) in [
        ("..", "`..` is not the name of a draft: it cannot have `.`"),
        ("a/b", "`a/b` is not the name of a draft: it cannot have `/`"),
        ("", "`` is not the name of a draft"),
        ("-rf", "`-rf` is not the name of a draft"),
        ("a\n", "`a ` is not the name of a draft: it cannot have ` `"),
        ("\u{202e}", "`<U+202E>` is not the name of a draft: it cannot have `<U+202E>`"),
        ("decline-offer-1", "there is no draft `decline-offer-1`"),
    ] {
        assert_eq!(drafts.resume(name).expect_err(said).to_string(), said);
    }
    assert_eq!(files(dir.path()), NO_FILES);
}

#[test]
fn what_json_can_spell_is_cleaned_on_the_way_in() {
    let dir = folder();
    let drafts = drafts(dir.path());
    let mut person = Person::begins(&drafts);
    person.does(answer("company", "A\u{1b}]52;c;eA==\u{7}"));
    let (id, _) = person.dies();
    let resumed = drafts.resume(&id).expect("there");
    assert_eq!(resumed.draft.answers["company"], "A^[]52;c;eA==^G".into());
    assert_eq!(resumed.problems[0].what, "2 control characters (U+001B first) are shown as text");
}

fn change() -> impl Strategy<Value = Change> {
    let text = || "[a-zé\n\"👩]{0,12}";
    let key = || proptest::sample::select(vec!["company", "role", "note"]);
    let paragraph = |text: String| OwnParagraph { block: None, text: Some(Arc::from(text)), base: None };
    prop_oneof![
        4 => (key(), text()).prop_map(|(key, text)| answer(key, &text)),
        1 => key().prop_map(|key| Change::Answer { key: key.to_string(), answer: None }),
        1 => proptest::sample::select(Channel::ALL.to_vec()).prop_map(Change::Channel),
        1 => (0..3_usize).prop_map(|index| Change::Wording { block: "opening".to_string(), index }),
        1 => any::<bool>().prop_map(|dropped| Change::Drop { step: "thanks".to_string(), dropped }),
        2 => proptest::collection::vec(text(), 0..3).prop_map(move |texts| Change::Edits {
            channel: Channel::Email,
            edits: HandEdits { subject: None, paragraphs: texts.into_iter().map(paragraph).collect() },
        }),
        3 => (0..3_usize, 0..12_usize, 0..4_usize, text()).prop_map(|(index, at, remove, insert)| {
            Change::EditText { channel: Channel::Email, index, at, remove, insert }
        }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_changes_cut_anywhere_restore_what_was_whole(
        changes in proptest::collection::vec((change(), proptest::bool::weighted(0.15)), 1..24),
        cut in any::<proptest::sample::Index>(),
    ) {
        let dir = folder();
        let drafts = drafts(dir.path());
        let mut person = Person::begins(&drafts);
        person.does(answer("company", "Acme"));
        let mut states = vec![Draft::new("decline-interview", Channel::Email), person.draft.clone()];
        let mut saved = 0;
        for (change, save) in changes {
            person.does(change);
            states.push(person.draft.clone());
            if save {
                person.saves();
                saved = states.len() - 1;
            }
        }
        let (id, _) = person.dies();
        let path = drafts.journal_path(&id);
        let whole = fs::read(&path).expect("there");
        let cut = cut.index(whole.len() + 1);
        atomic_write(&path, &whole[..cut]).expect("writable");
        let lines = whole[..(cut + 1).min(whole.len())].iter().filter(|byte| **byte == b'\n').count();
        if lines == 0 && saved == 0 {
            prop_assert!(matches!(drafts.resume(&id), Err(ResumeFailure::Missing(_))));
        } else {
            let expected = &states[saved + lines.saturating_sub(1)];
            prop_assert_eq!(&Person::resumes(&drafts, &id).draft, expected);
        }
    }
}
