use super::*;
use crate::domain::style::{Channel, Formality};
use crate::services::files::tests::{child, folder, in_child, limit_file_size};
use std::sync::mpsc;
use std::time::Duration;

fn answer(key: &str, text: &str) -> Change {
    Change::Answer { key: key.to_string(), answer: Some(text.into()) }
}

fn journal(dir: &Path, writer: Option<WriterHandle>) -> Arc<Journal> {
    let root = dir.join("regards");
    let path = root.join("journal/x.jsonl");
    Arc::new(Journal::begin(&root, path, "x", &Draft::new("x", Channel::Email), writer))
}

fn changes(journal: &Journal) -> Vec<Change> {
    let restored = read(journal.path()).expect("readable").expect("there");
    assert_eq!(restored.damage, None);
    restored.changes.into_iter().map(|(_, change)| change).collect()
}

fn full_disk() -> Option<Arc<File>> {
    #[allow(clippy::disallowed_methods, reason = "nothing is written: that is the point of this device")]
    let file = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("Linux has it");
    Some(Arc::new(file))
}

#[test]
fn nothing_said_means_no_file() {
    let dir = folder();
    let journal = journal(dir.path(), None);
    for change in
        [Change::Formality(Formality::Formal), answer("company", " "), Change::Channel(Channel::Phone)]
    {
        journal.record(&change).expect("nothing is written");
    }
    journal.sync().expect("nothing to sync");
    assert!(!dir.path().join("regards").exists());

    journal.record(&answer("company", "Acme")).expect("writable");
    let restored = read(journal.path()).expect("readable").expect("there");
    let (seq, start) = restored.start.expect("the draft it starts from");
    assert_eq!((seq, start.channel, start.formality), (0, Channel::Phone, Formality::Formal));
    assert_eq!(restored.changes, [(1, answer("company", "Acme"))]);
}

#[test]
fn the_file_is_one_record_a_line() {
    let dir = folder();
    let journal = journal(dir.path(), None);
    journal.record(&answer("company", "A\nB")).expect("writable");
    let text = std::fs::read_to_string(journal.path()).expect("there");
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].starts_with(r#"{"journal":1,"draft":"x","seq":0,"start":{"scenario":"x","#), "{text}");
    assert_eq!(lines[1], r#"{"seq":1,"change":{"answer":{"key":"company","answer":"A\nB"}}}"#);
    assert_eq!(lines.len(), 2);
}

#[test]
fn a_full_disk_loses_nothing() {
    if child().is_none() {
        return in_child("services::journal::tests::a_full_disk_loses_nothing", "limit");
    }
    let dir = folder();
    let journal = journal(dir.path(), None);
    let mut said = vec![answer("company", "Acme")];
    journal.record(&said[0]).expect("writable");
    // Room for one more record and a half.
    limit_file_size(std::fs::metadata(journal.path()).expect("there").len() + 100);
    for number in 0..6 {
        let change = answer("note", &format!("typed while the disk was full {number}"));
        let result = journal.record(&change);
        assert_eq!(result.is_err(), number > 0, "{number}");
        said.push(change);
    }
    assert_eq!(changes(&journal), said[..2], "what is in the file is whole");
    assert!(journal.wants_snapshot());
    limit_file_size(1 << 30);
    said.push(answer("note", "typed after it"));
    journal.record(&said[7]).expect("there is room again");
    assert_eq!(changes(&journal), said);
    assert!(!journal.wants_snapshot());
}

#[test]
fn a_folder_that_cannot_be_made_is_tried_again() {
    let dir = folder();
    let in_the_way = dir.path().join("regards");
    files::atomic_write(&in_the_way, b"a file").expect("writable");
    let journal = journal(dir.path(), None);
    let failure = journal.record(&answer("a", "1")).expect_err("there is a file in the way");
    assert!(failure.to_string().contains("it is not a folder"), "{failure}");
    files::remove(&in_the_way).expect("own file");
    journal.record(&answer("a", "2")).expect("nothing is in the way");
    assert_eq!(changes(&journal), [answer("a", "1"), answer("a", "2")]);
}

#[test]
fn a_snapshot_starts_it_afresh_unless_something_came_after() {
    let dir = folder();
    let journal = journal(dir.path(), None);
    for number in 1..=3 {
        journal.record(&answer("a", &number.to_string())).expect("writable");
    }
    journal.restart(2);
    assert_eq!(changes(&journal).len(), 3);
    journal.restart(3);
    assert_eq!(changes(&journal), []);
    journal.record(&answer("a", "4")).expect("writable");
    assert_eq!(read(journal.path()).expect("readable").expect("there").changes, [(4, answer("a", "4"))]);
}

#[test]
fn a_snapshot_frees_what_a_full_disk_kept_waiting() {
    let dir = folder();
    let journal = journal(dir.path(), None);
    journal.record(&answer("a", "1")).expect("writable");
    let file = std::mem::replace(&mut journal.state().file, full_disk());
    journal.record(&answer("a", "2")).expect_err("full");
    assert!(journal.wants_snapshot());
    journal.state().file = file;
    journal.restart(2);
    assert!(!journal.wants_snapshot());
    journal.record(&answer("a", "3")).expect("room again");
    assert_eq!(changes(&journal), [answer("a", "3")]);
}

#[test]
fn a_large_journal_asks_for_a_snapshot() {
    let dir = folder();
    let journal = journal(dir.path(), None);
    let page = "x".repeat(1 << 20);
    for number in 1..=4 {
        assert!(!journal.wants_snapshot(), "{number}");
        journal.record(&answer("a", &page)).expect("writable");
    }
    assert!(journal.wants_snapshot());
    journal.restart(4);
    assert!(!journal.wants_snapshot());
}

#[test]
fn damage_in_the_middle_stops_there_and_is_named() {
    let dir = folder();
    let journal = journal(dir.path(), None);
    for number in 1..=4 {
        journal.record(&answer("a", &number.to_string())).expect("writable");
    }
    let text = std::fs::read_to_string(journal.path()).expect("there");
    let lines: Vec<&str> = text.lines().collect();
    let huge = r#"{"seq":3,"change":{"edit-text":{"channel":"email","index":0,"at":18446744073709551615,"remove":1,"insert":""}}}"#;
    let cases = [
        (3, "secret salary {", 2, "this is not a record"),
        (3, lines[1], 2, "a change is missing here"),
        (3, huge, 2, "an edit lies beyond any text"),
        (4, "", 3, "this is not a record"),
        (0, "{}", 0, "this is not a record"),
    ];
    for (index, line, whole, what) in cases {
        let mut lines = lines.clone();
        lines[index] = line;
        files::atomic_write(journal.path(), format!("{}\n", lines.join("\n")).as_bytes()).expect("writable");
        let restored = read(journal.path()).expect("readable").expect("there");
        let problem = restored.damage.expect(what);
        assert_eq!((problem.line(), problem.what.as_str()), (Some(index + 1), &*format!("damaged: {what}")));
        assert_eq!(restored.changes.len(), whole, "{what}");
        assert!(!problem.to_string().contains("salary"));
    }
}

#[test]
fn another_program_cannot_have_it_too() {
    let dir = folder();
    let journal = journal(dir.path(), None);
    journal.record(&answer("a", "1")).expect("writable");
    assert!(open_locked(journal.path()).expect("readable").is_none());
    journal.end().expect("own file");
    assert!(!journal.path().exists());
    journal.record(&answer("a", "2")).expect("ended");
    assert!(!journal.path().exists());
    assert!(open_locked(journal.path()).expect("writable").is_some());
}

#[test]
fn the_twentieth_change_is_synced_at_once() {
    let dir = folder();
    let writer = Writer::start(|failure| panic!("{failure}")).expect("a thread");
    let journal = journal(dir.path(), Some(writer.handle()));
    for number in 1..=SYNC_AFTER {
        journal.record(&answer("a", &number.to_string())).expect("writable");
    }
    let (done, wait) = mpsc::channel();
    let seen = journal.clone();
    writer.handle().run(move || done.send(seen.state().unsynced).expect("waited for"));
    assert_eq!(wait.recv_timeout(Duration::from_secs(20)), Ok(0));
}

#[test]
fn the_first_change_is_synced_soon_and_a_failure_is_told() {
    let dir = folder();
    let (tell, wait) = mpsc::channel();
    let writer =
        Writer::start(move |failure| tell.send(failure.to_string()).expect("waited for")).expect("a thread");
    let journal = journal(dir.path(), Some(writer.handle()));
    journal.record(&answer("a", "1")).expect("writable");
    journal.state().file = full_disk();
    journal.record(&answer("a", "2")).expect_err("full");
    let message = wait.recv_timeout(Duration::from_secs(20)).expect("within a second or so");
    assert!(message.contains("cannot write") && message.contains("x.jsonl"), "{message}");
    journal.record(&answer("a", "3")).expect_err("still full");
    wait.recv_timeout(Duration::from_secs(20)).expect("the next change asks again");
}

#[test]
fn ending_the_writer_syncs_what_waits() {
    let dir = folder();
    let writer = Writer::start(|failure| panic!("{failure}")).expect("a thread");
    let journal = journal(dir.path(), Some(writer.handle()));
    journal.record(&answer("a", "1")).expect("writable");
    assert_eq!(journal.state().unsynced, 1);
    drop(writer);
    assert_eq!(journal.state().unsynced, 0);
    journal.record(&answer("a", "2")).expect("a writer that has ended is no failure");
}
