//! The person's own templates: made, broken, named.

use super::*;

#[test]
fn own_templates_replace_shipped_ones_and_broken_ones_are_named() {
    let home = Home::new();
    let path = out(&home.run(&["templates", "path"]));
    assert_eq!(path.trim_end(), home.path().join(".config/regards/templates").to_str().expect("a path"));
    let output = home.run(&["templates", "eject", "decline-interview", "email"]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    let file = home.path().join(".config/regards/templates/decline-interview/email.tera");
    assert!(out(&output).contains(file.to_str().expect("a path")));
    fails(&home.run(&["templates", "eject", "decline-interview", "email"]), 4, &["email.tera"]);
    let text = fs::read_to_string(&file).expect("the template");
    fs::write(&file, text.replace("Thank you for inviting me", "Many thanks for inviting me"))
        .expect("a change");
    assert!(out(&home.run(&render(&[]))).contains("Many thanks for inviting me"));
    assert!(out(&home.run(&["templates", "list"])).contains("replaced"));
    fs::write(&file, "{% block opening %}\n  {{ compny }}\n{% endblock %}").expect("a mistake");
    fails(
        &home.run(&render(&[])),
        3,
        &["email.tera:2:6", "`compny` is not a field", "Did you mean `company`?", "--builtin"],
    );
    assert_eq!(code(&home.run(&render(&["--builtin"]))), 0);
    assert!(out(&home.run(&["templates", "list"])).contains("broken"));
    let told = out(&home.run(&["doctor"]));
    assert!(told.contains("`compny` is not a field"), "{told}");
    assert!(told.lines().all(|line| !line.ends_with(' ')), "{told}");
    let lines = out(&home.run(&["templates", "list"]));
    assert!(lines.lines().all(|line| !line.ends_with(' ')), "{lines}");
    // Other letters are not touched by it.
    let other = home.run(&["render", "runner-up-note", "--allow-slots"]);
    assert_eq!(code(&other), 0, "{}", err(&other));
}

#[test]
fn one_channel_or_the_shared_sentences_can_be_ejected() {
    let home = Home::new();
    let templates = home.path().join(".config/regards/templates");
    let output = home.run(&["templates", "eject", "decline-interview", "phone"]);
    let file = templates.join("decline-interview/phone.tera");
    assert_eq!(out(&output), format!("{}\n", file.display()), "{}", err(&output));
    let output = home.run(&["templates", "eject", "_shared"]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    let made = out(&output);
    assert!(made.contains("_shared/signoff.tera") && !made.contains(".toml"), "{made}");
    assert!(made.lines().all(|path| Path::new(path).is_absolute()), "{made}");
    assert_eq!(code(&home.run(&render(&[]))), 0);
    let eject = |more: &[&str]| home.run(&[&["templates", "eject"], more].concat());
    fails(&eject(&["declin-interview"]), 2, &["Did you mean `decline-interview`?"]);
    fails(&eject(&["decline-interview", "emial"]), 2, &["`emial`", "Did you mean `email`?"]);
    fails(&eject(&["decline-interview", "handwritten"]), 2, &["It has: email"]);
    fails(&eject(&["_shared", "email"]), 2, &["_shared has no template for email"]);
}

#[test]
fn a_broken_letter_of_ones_own_is_no_unknown_letter() {
    let home = Home::new();
    let mine = ".config/regards/templates/mine";
    let manifest = format!("{mine}/scenario.toml");
    let at = |file: &str| home.path().join(file).to_str().expect("a path").to_string();
    // No TOML; no template; not readable as text.
    home.write(&manifest, "title = \"Mine\"\nchanels = oops\n");
    fails(&home.run(&["render", "mine"]), 3, &[&format!("{}:2:11", at(&manifest))]);
    fails(&home.run(&["show", "mine"]), 3, &[&at(&manifest)]);
    home.write(&manifest, "title = \"Mine\"\n[channels]\nrecommended = [\"email\"]\n");
    fails(&home.run(&["render", "mine"]), 3, &[&at(&manifest), "channel email has no template"]);
    fs::write(home.path().join(&manifest), b"title = \"\xff\"").expect("a file");
    fails(&home.run(&["render", "mine"]), 3, &[&format!("{}:1:10: not UTF-8", at(&manifest))]);
    // A name that is near is still a name, and shipped letters do not mind.
    fails(&home.run(&["render", "mime"]), 2, &["there is no scenario `mime`"]);
    fails(&home.run(&["render", "mine", "--builtin"]), 2, &["there is no scenario `mine`"]);
    assert_eq!(code(&home.run(&render(&[]))), 0);
    let listed = out(&home.run(&["templates", "list"]));
    let line = listed.lines().find(|line| line.starts_with("mine/scenario.toml")).expect("it is listed");
    assert!(line.contains("broken") && line.ends_with(&at(&manifest)), "{line}");
}

#[test]
fn an_unreadable_file_of_ones_own_stands_in_the_way() {
    for file in ["_shared/greeting.tera", "decline-interview/phone.tera", "decline-interview/scenario.toml"] {
        let home = Home::new();
        let path = home.path().join(".config/regards/templates").join(file);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        fs::write(&path, b"one\n\x00\xfe\xff").expect("a file");
        let said = format!("{}:2:2: not UTF-8", path.display());
        fails(&home.run(&render(&[])), 3, &[&said, "--builtin"]);
        assert_eq!(code(&home.run(&render(&["--builtin"]))), 0);
        let listed = out(&home.run(&["templates", "list"]));
        let line = listed.lines().find(|line| line.starts_with(file)).expect("it is listed");
        assert!(line.contains("broken"), "{line}");
        assert!(out(&home.run(&["doctor"])).contains(&said));
    }
}

#[test]
fn a_new_folder_is_a_new_letter() {
    let home = Home::new();
    home.write(".config/regards/templates/later-start/scenario.toml", "title = \"I need to start later\"\nuse = [\"company\"]\n[channels]\nrecommended = [\"email\"]\n[[field]]\nkey = \"day\"\nkind = \"date\"\nrequired = true\ndirection = \"future\"\n[example]\ncompany = \"Acme\"\nday = \"next monday\"\n");
    home.write(".config/regards/templates/later-start/email.tera", "Subject: {% block subject %}Starting {{ day | on_day }}{% endblock %}\n\n{% block greeting %}Hello {{ company }},{% endblock %}\n");
    assert!(out(&home.run(&["list"])).contains("later-start"));
    let output = home.run(&[
        "render",
        "later-start",
        "--set",
        "company=Acme",
        "--set",
        "sender=D",
        "--set",
        "day=14 May",
        "--today",
        "2026-11-24",
    ]);
    assert_eq!(out(&output), "Subject: Starting on 14 May 2027\n\nHello Acme,\n", "{}", err(&output));
}
