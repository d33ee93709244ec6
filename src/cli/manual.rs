//! The manual page: one page for all commands, because only one is installed.

use clap::Command;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};
use std::io;

/// How the program ends, by code.
const EXIT: &[(&str, &str)] = &[
    ("0", "Done."),
    (
        "1",
        "check found something that weighs at least what --fail-on says; rules test or packs check found something to mend.",
    ),
    ("2", "Wrong usage or input: a flag, an answer, a name."),
    ("3", "A template or manifest is wrong or over its limits."),
    ("4", "A file could not be read or written."),
    ("5", "The letter could not be copied. Where it was saved instead is said."),
    ("70", "An internal error. What was typed is kept."),
    ("128+n", "Ended by signal n. What was typed is kept."),
];

/// Files, as they lie on Linux.
const FILES: &[(&str, &str)] = &[
    ("~/.config/regards/config.toml", "The settings: theme, clipboard, mouse."),
    ("~/.config/regards/profile.toml", "Who the letters are from: name, phone, spelling."),
    (
        "~/.config/regards/templates/",
        "Your own templates. A file stands for the shipped one of the same name; a new folder is a new letter.",
    ),
    ("~/.config/regards/packs/", "Your own rule packs, a folder each."),
    ("~/.local/share/regards/drafts/", "Drafts."),
    (
        "~/.local/state/regards/",
        "The journal of what is being typed, recent answers, and letters that could not be copied.",
    ),
];

/// Variables that change what the program does.
const ENVIRONMENT: &[(&str, &str)] = &[
    ("REGARDS_CONFIG_DIR", "The folder of settings, profile and templates itself."),
    ("REGARDS_THEME, REGARDS_CLIPBOARD", "Override the settings of that name."),
    ("XDG_CONFIG_HOME, XDG_DATA_HOME, XDG_STATE_HOME", "The folders that hold a folder regards each."),
    ("NO_COLOR", "If it is not empty, no colours are used."),
    ("VISUAL, EDITOR", "The editor that a letter can be opened in."),
    ("LC_ALL, LC_TIME, LANG", "en_US writes dates as May 14, anything else as 14 May."),
];

/// The page in roff.
///
/// # Errors
/// None that is known of: it is written to memory.
pub fn page(command: Command) -> io::Result<String> {
    let command = command.disable_help_subcommand(true).subcommand_value_name("COMMAND");
    let man = Man::new(command.clone());
    // clap_mangen would let the version slip into the place of the date.
    let title = format!(".TH regards 1 \"\" \"regards {}\"\n", env!("CARGO_PKG_VERSION"));
    let mut page = title.into_bytes();
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    let mut page = without_preamble(page, true);
    page.push_str(&Roff::new().control("SH", ["COMMANDS"]).to_roff());
    for sub in command.get_subcommands() {
        one_command(sub, "regards", &mut page)?;
    }
    page.push_str(&table("EXIT STATUS", EXIT));
    page.push_str(&table("FILES", FILES));
    let places = "macOS and Windows have their own places: regards doctor shows them.";
    page.push_str(&Roff::new().control("PP", []).text([roman(places)]).to_roff());
    page.push_str(&table("ENVIRONMENT", ENVIRONMENT));
    Ok(page)
}

/// A command with its synopsis and options, and the commands below it.
fn one_command(command: &Command, parent: &str, page: &mut String) -> io::Result<()> {
    let name = format!("{parent} {}", command.get_name());
    if command.has_subcommands() {
        for sub in command.get_subcommands() {
            one_command(sub, &name, page)?;
        }
        return Ok(());
    }
    let man = Man::new(command.clone().bin_name(&name).disable_help_flag(true));
    page.push_str(&Roff::new().control("SS", [name.as_str()]).to_roff());
    if let Some(about) = command.get_long_about().or_else(|| command.get_about()) {
        page.push_str(&Roff::new().text([roman(format!("{about}."))]).control("PP", []).to_roff());
    }
    for section in [Man::render_synopsis_section, Man::render_options_section] {
        let mut text = Vec::new();
        section(&man, &mut text)?;
        // A heading of its own for each would cut the page into pieces.
        let text = without_preamble(text, false);
        page.extend(text.lines().filter(|line| !line.starts_with(".SH")).flat_map(|line| [line, "\n"]));
    }
    Ok(())
}

/// Every section comes with the definition of an apostrophe; the page needs one.
fn without_preamble(roff: Vec<u8>, keep_first: bool) -> String {
    let text = String::from_utf8_lossy(&roff);
    let mut seen: Vec<&str> = Vec::new();
    let mut kept = String::new();
    for line in text.lines() {
        if is_preamble(line) {
            if !keep_first || seen.contains(&line) {
                continue;
            }
            seen.push(line);
        }
        kept.push_str(line);
        kept.push('\n');
    }
    kept
}

fn is_preamble(line: &str) -> bool {
    line.starts_with(".ie ") || line.starts_with(".el ")
}

fn table(heading: &str, rows: &[(&str, &str)]) -> String {
    let mut roff = Roff::new();
    roff.control("SH", [heading]);
    for (term, meaning) in rows {
        roff.control("TP", []).text([bold(*term)]).text([roman(*meaning)]);
    }
    roff.to_roff()
}
