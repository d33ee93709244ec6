use super::*;
use crate::domain::problem::Problem;
use crate::domain::style::Channel;
use crate::services::files::tests::folder;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

/// Writes files with their folders.
#[allow(clippy::disallowed_methods, reason = "the files of a test need not survive a crash")]
fn put(dir: &Path, files: &[(&str, &[u8])]) {
    for (name, bytes) in files {
        let path = dir.join(name);
        fs::create_dir_all(path.parent().expect("below the folder")).expect("new");
        fs::write(path, bytes).expect("new");
    }
}

fn names(sources: &[Source]) -> Vec<&str> {
    sources.iter().map(|source| source.name.as_str()).collect()
}

/// What is said of files below the folder, after the folder's own path.
fn said(dir: &Path, problems: &[Problem]) -> Vec<String> {
    let below = |problem: &Problem| {
        let said = problem.to_string();
        said.strip_prefix(dir.to_str().expect("a plain path")).expect("the path on disk").to_string()
    };
    problems.iter().map(below).collect()
}

fn shipped(files: &[&str]) -> Vec<Source> {
    let source = |name: &&str| Source {
        name: name.to_string(),
        layer: Layer::Builtin,
        path: None,
        text: Cow::Owned(format!("text of {name}")),
    };
    files.iter().map(source).collect()
}

#[test]
fn shipped_files_are_manifests_and_templates() {
    for source in builtin() {
        assert!(is_template_file(&source.name), "{}", source.name);
        assert!(matches!(source.text, Cow::Borrowed(_)) && source.path.is_none());
        assert_eq!(source.full_name(), format!("builtin/{}", source.name));
    }
}

#[test]
fn own_files_are_read_two_levels_deep_in_order() {
    let dir = folder();
    put(
        dir.path(),
        &[
            ("decline/scenario.toml", b"\xef\xbb\xbftitle"),
            ("decline/email.tera", b"Dear \xc3\xa9"),
            ("decline/deep/er.tera", b"no"),
            ("_shared/sign_off.tera", b"s"),
            ("top.tera", b"t"),
            ("README.md", b"no"),
            (".git/config.toml", b"no"),
            ("decline/.email.tera.swp", b"no"),
            ("decline/.#email.tera", b"no"),
            ("decline/#email.tera", b"no"),
            ("decline/email.tera~", b"no"),
            ("decline/email.tera.orig", b"no"),
        ],
    );
    let (sources, problems) = user(dir.path());
    assert_eq!(said(dir.path(), &problems), [""; 0]);
    assert_eq!(
        names(&sources),
        ["_shared/sign_off.tera", "decline/email.tera", "decline/scenario.toml", "top.tera"]
    );
    assert_eq!(sources[2].text, "title");
    assert_eq!(sources[1].full_name(), "user/decline/email.tera");
    assert_eq!(sources[1].path.as_deref(), Some(&*dir.path().join("decline/email.tera")));
}

#[test]
fn no_folder_means_no_files() {
    let dir = folder();
    assert_eq!(user(&dir.path().join("templates")), (Vec::new(), Vec::new()));
}

#[test]
fn a_bad_file_is_one_problem_and_the_rest_counts() {
    let dir = folder();
    put(
        dir.path(),
        &[
            ("a/email.tera", b"good"),
            ("a/bytes.tera", b"one\ntwo \xff"),
            ("a/nul.tera", b"one\n\0"),
            ("a/mark.tera", "x\u{fdd0}".as_bytes()),
            ("a/large.tera", &[b'x'; 64 * 1024 + 1]),
            ("a/Upper.tera", b"x"),
            ("Bad Name/email.tera", b"x"),
        ],
    );
    let (sources, problems) = user(dir.path());
    assert_eq!(names(&sources), ["a/email.tera"]);
    let hint = "Use a-z, 0-9 and -, at most 64 of them, and begin with a letter or digit";
    assert_eq!(
        said(dir.path(), &problems),
        [
            &format!("/Bad Name: a folder name cannot have `B` (U+0042). {hint}"),
            &format!("/a/Upper.tera: a file name cannot have `U` (U+0055). {hint}"),
            "/a/bytes.tera:2:5: not UTF-8: the byte 0xff at offset 8 is no text. Save the file as UTF-8",
            "/a/large.tera: cannot read it: it has 65537 bytes; the limit is 65536",
            "/a/mark.tera:1:2: the control character <U+FDD0> has no place here. Remove it",
            "/a/nul.tera:2:1: the control character ^@ has no place here. Remove it",
        ]
    );
}

#[test]
fn links_are_followed_and_pipes_are_not_opened() {
    let (dir, elsewhere) = (folder(), folder());
    put(elsewhere.path(), &[("email.tera", b"linked"), ("whole/phone.tera", b"linked")]);
    put(dir.path(), &[("a/own.tera", b"own")]);
    symlink(elsewhere.path().join("email.tera"), dir.path().join("a/email.tera")).expect("new");
    symlink(elsewhere.path().join("whole"), dir.path().join("b")).expect("new");
    symlink("/dev/zero", dir.path().join("a/zero.tera")).expect("new");
    symlink(dir.path(), dir.path().join("a/loop")).expect("new");
    symlink("nowhere", dir.path().join("a/gone.tera")).expect("new");
    let pipe = dir.path().join("a/pipe.tera");
    assert!(std::process::Command::new("mkfifo").arg(pipe).status().expect("mkfifo is there").success());
    let (sources, problems) = user(dir.path());
    assert_eq!(names(&sources), ["a/email.tera", "a/own.tera", "b/phone.tera"]);
    assert_eq!(
        said(dir.path(), &problems),
        [
            "/a/gone.tera: cannot read it: No such file or directory (os error 2)",
            "/a/pipe.tera: cannot read it: it is not a regular file",
            "/a/zero.tera: cannot read it: it is not a regular file",
        ]
    );
}

#[test]
fn files_beyond_the_limit_are_left_out_and_counted() {
    let dir = folder();
    put(dir.path(), &[("a/x.tera", b"x")]);
    let files: Vec<String> = (0..2_004).map(|n| format!("b/f{n:04}.tera")).collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|name| (name.as_str(), b"x".as_slice())).collect();
    put(dir.path(), &files);
    let (sources, problems) = user(dir.path());
    assert_eq!(sources.len(), 2_000);
    assert_eq!(said(dir.path(), &problems), [": 5 files beyond the first 2000 are left out"]);
}

#[test]
fn packs_lie_one_folder_deeper() {
    let dir = folder();
    assert_eq!(packs(&dir.path().join("nowhere")), (Vec::new(), Vec::new()));
    put(
        dir.path(),
        &[
            ("mine/pack.toml", b"name = 'mine'"),
            ("mine/signals/thanks.toml", b"x"),
            ("mine/rules/own.toml", b"x"),
            ("mine/other/left.toml", b"x"),
            ("README.md", b"x"),
            ("Bad/pack.toml", b"x"),
        ],
    );
    let (sources, problems) = packs(dir.path());
    assert_eq!(names(&sources), ["mine/pack.toml", "mine/rules/own.toml", "mine/signals/thanks.toml"]);
    assert_eq!(problems.len(), 1, "{problems:?}");
}

#[test]
fn slugs_are_short_and_plain() {
    for good in ["a", "decline-interview", "7", &"a".repeat(64)] {
        assert!(is_slug(good), "{good}");
    }
    for bad in ["", "..", "a/b", "-rf", "A", "a_b", "a\n", "é", "\u{202e}", &"a".repeat(65)] {
        assert!(!is_slug(bad), "{bad:?}");
    }
}

#[test]
fn a_scenario_is_ejected_once() {
    let dir = folder();
    let templates = dir.path().join("templates");
    let files = ["_shared/fields.toml", "decline/scenario.toml", "decline/email.tera", "decline/phone.tera"];
    let made = eject(&templates, shipped(&files), "decline", None).expect("nothing is there");
    assert_eq!(made, files[1..].iter().map(|name| templates.join(name)).collect::<Vec<_>>());
    assert_eq!(fs::read_to_string(&made[1]).expect("made"), "text of decline/email.tera");
    let (sources, problems) = user(&templates);
    assert_eq!((sources.len(), problems.len()), (3, 0));

    put(&templates, &[("decline/scenario.toml", b"mine")]);
    let failure = eject(&templates, shipped(&files), "decline", None).expect_err("there already");
    let expected =
        format!("{} is there already: edit it, or move it away to start afresh", made[0].display());
    assert_eq!(failure.to_string(), expected);
    assert_eq!(fs::read_to_string(&made[0]).expect("kept"), "mine");
}

#[test]
fn channels_are_ejected_one_by_one() {
    let dir = folder();
    let files = ["decline/scenario.toml", "decline/email.tera", "decline/phone.tera"];
    let eject = |id: &str, channel| eject(dir.path(), shipped(&files), id, Some(channel));
    for channel in [Channel::Email, Channel::Phone] {
        let made = eject("decline", channel).expect("new");
        assert_eq!(made, [dir.path().join(format!("decline/{channel}.tera"))]);
    }
    assert!(!dir.path().join("decline/scenario.toml").exists(), "the shipped questions stay in force");
    eject("decline", Channel::Email).expect_err("there already");
    let failure = eject("decline", Channel::Handwritten).expect_err("no such template");
    assert_eq!(failure.to_string(), "decline has no template for handwritten");
    let failure = eject("declin", Channel::Email).expect_err("no such scenario");
    assert_eq!(failure.to_string(), "`declin` is not a shipped scenario. Did you mean `decline`?");
    eject("../decline", Channel::Email).expect_err("no such scenario");
    eject("", Channel::Email).expect_err("no such scenario");
}

#[test]
fn shared_components_are_ejected_without_the_questions() {
    let dir = folder();
    let files = ["README.tera", "_shared/fields.toml", "_shared/greeting.tera", "_shared/signoff.tera"];
    let made = eject(dir.path(), shipped(&files), "_shared", None).expect("new");
    assert_eq!(made, files[2..].iter().map(|name| dir.path().join(name)).collect::<Vec<_>>());
    assert_eq!(names(&user(dir.path()).0), files[2..]);
    let failure =
        eject(dir.path(), shipped(&files), "_shared", Some(Channel::Email)).expect_err("no channel");
    assert_eq!(failure.to_string(), "_shared has no template for email");
}
