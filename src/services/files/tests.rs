use super::*;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::process::Command;

/// A folder of the test's own, private whatever the umask; in memory where the system has such a place, since
/// thousands of syncs would wear a disk.
pub(crate) fn folder() -> tempfile::TempDir {
    let in_memory = tempfile::tempdir_in("/dev/shm");
    in_memory.or_else(|_| tempfile::tempdir()).expect("the temporary folder is writable")
}

/// Runs one test of this crate again in a process of its own, with `REGARDS_TEST_CHILD` set: umask and limits
/// belong to a process.
pub(crate) fn in_child(test: &str, value: &str) {
    let program = std::env::current_exe().expect("the test binary has a path");
    let output = Command::new(program)
        .args(["--exact", test, "--nocapture"])
        .env("REGARDS_TEST_CHILD", value)
        .output()
        .expect("the test binary starts");
    let out = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && out.contains("1 passed"), "{test} under {value}: {out}");
}

pub(crate) fn child() -> Option<String> {
    std::env::var("REGARDS_TEST_CHILD").ok()
}

/// Lets a write past `bytes` fail in this process instead of ending it.
pub(crate) fn limit_file_size(bytes: u64) {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let flag = std::sync::Arc::default();
    signal_hook::flag::register(signal_hook::consts::SIGXFSZ, flag).expect("the signal can be caught");
    let limit = Rlimit { current: Some(bytes), maximum: None };
    setrlimit(Resource::Fsize, limit).expect("a limit can be lowered");
}

fn mode(path: &Path) -> u32 {
    fs::symlink_metadata(path).expect("it is there").mode() & 0o7777
}

fn names(dir: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(dir)
        .expect("it is a folder")
        .map(|entry| entry.expect("it can be read").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn a_file_is_replaced_whole() {
    let dir = folder();
    let path = dir.path().join("draft");
    atomic_write(&path, b"one").expect("new");
    atomic_write(&path, b"two").expect("again");
    assert_eq!(read_limited(&path, 3).expect("small enough"), b"two");
    assert_eq!(names(dir.path()), ["draft"]);
}

#[test]
fn modes_do_not_depend_on_the_umask() {
    let Some(mask) = child() else {
        for mask in ["0", "022", "077"] {
            in_child("services::files::tests::modes_do_not_depend_on_the_umask", mask);
        }
        return;
    };
    let mask = u32::from_str_radix(&mask, 8).expect("octal");
    rustix::process::umask(rustix::fs::Mode::from_raw_mode(mask));
    let dir = folder();
    let root = dir.path().join("deep/regards");
    let drafts = root.join("drafts");
    private_tree(&root, &drafts).expect("new folders");
    atomic_write(&drafts.join("a"), b"x").expect("new");
    fs::set_permissions(drafts.join("a"), fs::Permissions::from_mode(0o644)).expect("own file");
    atomic_write(&drafts.join("a"), b"y").expect("replaced");
    write_new(&drafts.join("b"), b"x").expect("new");
    append_open(&drafts.join("c")).expect("new");
    for made in [&dir.path().join("deep"), &root, &drafts] {
        assert_eq!(mode(made), 0o700, "{}", made.display());
    }
    for made in ["a", "b", "c"] {
        assert_eq!(mode(&drafts.join(made)), 0o600, "{made}");
    }
}

#[test]
fn nothing_is_written_through_a_link() {
    let dir = folder();
    let (root, victim) = (dir.path().join("regards"), dir.path().join("victim"));
    fs::create_dir(&victim).expect("new");
    fs::write(victim.join("file"), b"theirs").expect("new");
    fs::create_dir(&root).expect("new");
    private_dir(&root).expect("own folder");
    let file_links = [
        ("absolute", victim.join("file")),
        ("relative", PathBuf::from("../victim/file")),
        ("dangling", victim.join("new")),
        ("itself", root.join("itself")),
        ("to a folder", victim.clone()),
        ("null", PathBuf::from("/dev/null")),
        ("twice", root.join("absolute")),
    ];
    for (name, target) in &file_links {
        let link = root.join(name);
        symlink(target, &link).expect("new");
        for result in [atomic_write(&link, b"x"), write_new(&link, b"x"), append_open(&link).map(drop)] {
            let message = result.expect_err(name).to_string();
            assert!(message.contains(name), "{message}");
        }
        assert_eq!(fs::read_link(&link).expect("still a link"), *target);
    }
    let dir_links = [("d1", victim.clone()), ("d2", PathBuf::from("../victim")), ("d3", victim.join("none"))];
    for (name, target) in &dir_links {
        let link = root.join(name);
        symlink(target, &link).expect("new");
        private_dir(&link).expect_err(name);
        private_dir(&root.join(format!("{name}/"))).expect_err(name);
        private_tree(&root, &link.join("below")).expect_err(name);
    }
    let linked_root = dir.path().join("linked");
    symlink(&victim, &linked_root).expect("new");
    private_tree(&linked_root, &linked_root.join("drafts")).expect_err("root");
    assert_eq!(names(&victim), ["file"]);
    assert_eq!(fs::read(victim.join("file")).expect("there"), b"theirs");
}

#[test]
fn a_folder_that_others_may_write_in_is_refused_with_the_command() {
    let dir = folder();
    let open = dir.path().join("it's open");
    fs::create_dir(&open).expect("new");
    for bits in [0o777, 0o770, 0o702] {
        fs::set_permissions(&open, fs::Permissions::from_mode(bits)).expect("own folder");
        let message = private_dir(&open).expect_err("others may write").to_string();
        assert!(message.contains("run: chmod 700 '") && message.contains(r"it'\''s open'"), "{message}");
    }
    fs::set_permissions(&open, fs::Permissions::from_mode(0o755)).expect("own folder");
    private_dir(&open).expect("others may only read");
}

#[test]
fn a_folder_of_somebody_else_is_refused() {
    let dir = folder();
    let theirs = dir.path().join("theirs");
    fs::create_dir(&theirs).expect("new");
    // Only root can give a folder away; for anybody else the root folder is somebody else's.
    let path = match std::os::unix::fs::chown(&theirs, Some(12_345), None) {
        Ok(()) => theirs,
        Err(_) => PathBuf::from("/"),
    };
    let message = private_dir(&path).expect_err("not ours").to_string();
    assert!(message.contains("belongs to another user"), "{message}");
}

#[test]
fn an_existing_file_is_not_overwritten_by_a_new_one() {
    let dir = folder();
    let path = dir.path().join("letter.txt");
    write_new(&path, b"one").expect("new");
    let failure = write_new(&path, b"two").expect_err("exists");
    assert_eq!(failure.source.kind(), io::ErrorKind::AlreadyExists);
    assert_eq!(fs::read(&path).expect("there"), b"one");
    assert_eq!(names(dir.path()), ["letter.txt"]);
}

#[test]
fn folders_and_pipes_are_not_files() {
    let dir = folder();
    let pipe = dir.path().join("pipe");
    let made = Command::new("mkfifo").arg(&pipe).status().expect("mkfifo is there");
    assert!(made.success());
    for path in [dir.path().to_path_buf(), pipe, PathBuf::from("/dev/zero")] {
        read_limited(&path, 10).expect_err("not a file");
        append_open(&path).expect_err("not a file");
        atomic_write(&path, b"x").expect_err("not a file");
    }
    atomic_write(&dir.path().join("x/"), b"x").expect_err("no name");
    assert_eq!(names(dir.path()), ["pipe"]);
}

#[test]
fn a_large_file_is_refused_before_it_is_read() {
    let dir = folder();
    let path = dir.path().join("sparse");
    File::create(&path).and_then(|file| file.set_len(2 << 30)).expect("sparse files are cheap");
    let message = read_limited(&path, 1024).expect_err("too large").to_string();
    assert!(message.contains("it has 2147483648 bytes; the limit is 1024"), "{message}");
}

#[test]
fn a_write_that_fails_leaves_the_old_file_and_no_other() {
    if child().is_none() {
        return in_child(
            "services::files::tests::a_write_that_fails_leaves_the_old_file_and_no_other",
            "limit",
        );
    }
    let dir = folder();
    let path = dir.path().join("draft");
    atomic_write(&path, b"old").expect("small enough");
    limit_file_size(100);
    let failure = atomic_write(&path, &[b'x'; 1000]).expect_err("over the limit");
    assert!(failure.to_string().contains("cannot write"), "{failure}");
    assert_eq!(fs::read(&path).expect("there"), b"old");
    assert_eq!(names(dir.path()), ["draft"]);
}

#[test]
fn text_must_be_utf8_and_loses_its_byte_order_mark() {
    assert_eq!(utf8(b"\xef\xbb\xbfabc".to_vec(), "f").expect("fine"), "abc");
    let problem = utf8(b"one\nZo\xc3\xab \xff".to_vec(), "user/x/email.tera").expect_err("0xff");
    assert_eq!(
        problem.to_string(),
        "user/x/email.tera:2:5: not UTF-8: the byte 0xff at offset 9 is no text. Save the file as UTF-8"
    );
}

#[test]
fn failures_cannot_command_the_terminal() {
    let failure = read_limited(Path::new("/nowhere/\u{1b}]0;x\u{7}"), 1).expect_err("missing");
    assert!(failure.is_missing());
    assert_eq!(failure.to_string(), "cannot read /nowhere/^[]0;x^G: No such file or directory (os error 2)");
}
