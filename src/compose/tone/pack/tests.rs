use super::*;

fn file(name: &str, text: &str) -> File {
    File { path: format!("mine/{name}"), name: name.into(), text: text.into() }
}

fn messages(files: &[(&str, &str)]) -> Vec<String> {
    let files: Vec<File> = files.iter().map(|(name, text)| file(name, text)).collect();
    let core = read("core", &[file("core.toml", CORE)]).0;
    let (pack, mut problems) = read("mine", &files);
    let (merged, wrong) = merge(vec![core, pack]);
    problems.extend(wrong);
    problems.extend(compile(merged, Vec::new()).1);
    problems.iter().map(ToString::to_string).collect()
}

const CORE: &str = r#"
[signal.thanks]
patterns = ["thank~ you"]
yes = ["Thank you."]
no = ["Bye."]

[[rule]]
id = "thank-first"
severity = "error"
basis = "document"
kind = "require"
signal = "thanks"
message = "Say thank you."
"#;

#[test]
fn mistakes_name_file_line_column_and_the_nearest_name() {
    let rule = |line: &str| {
        format!("[[rule]]\nid = \"x\"\nseverity = \"hint\"\nkind = \"require\"\n{line}\nmessage = \"m\"\n")
    };
    for (text, wanted) in [
        (
            rule("signal = \"thnks\""),
            "mine/r.toml:1:1: the rule `x` names the signal `thnks`, which there is not. Did you mean `thanks`?",
        ),
        (
            rule("signal = \"thanks\"\nwhen = [{ field = \"a\", op = \"equ\", value = 1 }]"),
            "does not compare anything",
        ),
        (
            rule("signal = \"thanks\"\nchanels = [\"email\"]"),
            "mine/r.toml:6:1: `chanels` is not a key of a rule. Did you mean `channels`?",
        ),
        (rule("signal = \"thanks\"\nscenarios = [\"@evry\"]"), "names the group `@evry`"),
        (
            "[[rule]]\nid = \"y\"\nkind = \"requir\"\nmessage = \"m\"".into(),
            "mine/r.toml:3:8: `requir` is not a kind of rule. Did you mean `require`?",
        ),
        (
            "[signal.a]\npatterns = [\"Thank you\"]\nyes = [\"a\"]\nno = [\"b\"]".into(),
            "mine/r.toml:2:14: `Thank` has a capital",
        ),
        (
            "[signal.a]\npatterns = [\"{reder} a\"]\nyes = [\"a\"]\nno = [\"b\"]".into(),
            "there is no class `reder`",
        ),
        ("[signal.a]\npatterns = [\"a\"]".into(), "needs examples"),
        (
            "[signal.thnks]\nextend = true\npatterns = [\"a\"]\nyes = [\"a\"]\nno = [\"b\"]".into(),
            "there is no signal `thnks` to extend. Did you mean `thanks`?",
        ),
        (
            "[rules.thank-frst]\nseverity = \"off\"".into(),
            "there is no rule `thank-frst` to change. Did you mean `thank-first`?",
        ),
        ("not toml at all".into(), "mine/r.toml:1:"),
    ] {
        let found = messages(&[("r.toml", &text)]);
        assert!(found.iter().any(|message| message.contains(wanted)), "{text}\n{found:#?}");
    }
}

#[test]
fn one_broken_rule_leaves_the_others() {
    let text = format!(
        "{CORE}\n[[rule]]\nid = \"broken\"\nkind = \"require\"\nsignal = \"nope\"\nmessage = \"m\"\n"
    );
    let (pack, _) = read("core", &[file("core.toml", &text)]);
    let (compiled, problems) = compile(merge(vec![pack]).0, Vec::new());
    assert_eq!(compiled.rules.len(), 1);
    assert_eq!(problems.len(), 1);
}

#[test]
fn a_later_pack_extends_replaces_and_changes() {
    let core = read("core", &[file("core.toml", CORE)]).0;
    let mine = "[signal.thanks]\nextend = true\npatterns = [\"cheers\"]\nremove = [\"thank~ you\"]\nyes = [\"Cheers.\"]\nno = [\"No.\"]\n\
                [rules.thank-first]\nseverity = { decline-offer = \"error\", \"*\" = \"hint\" }";
    let (pack, problems) = read("mine", &[file("m.toml", mine)]);
    assert!(problems.is_empty(), "{problems:?}");
    let (merged, problems) = merge(vec![core, pack]);
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!(merged.signals.len(), 1);
    let patterns: Vec<&str> = merged.signals[0].patterns.iter().map(|phrase| phrase.text.as_str()).collect();
    assert_eq!(patterns, ["cheers"]);
    assert_eq!(merged.rules[0].severity, Level::Hint);
    assert_eq!(merged.rules[0].weights.get("decline-offer"), Some(&Level::Error));
}

#[test]
fn what_was_compiled_can_be_stored() {
    let core = read("core", &[file("core.toml", CORE)]).0;
    let compiled = compile(merge(vec![core]).0, Vec::new()).0;
    let stored = serde_json::to_string(&compiled).expect("it can be stored");
    let back: Compiled = serde_json::from_str(&stored).expect("it can be read back");
    let program = postcard::to_allocvec(&compiled.program).expect("it can be stored");
    assert_eq!(
        postcard::from_bytes::<crate::compose::tone::pattern::Program>(&program),
        Ok(compiled.program)
    );
    assert_eq!(back.rules.len(), compiled.rules.len());
}
