//! Arguments as typed, and the one place that prints an error.

mod manual;

use crate::domain::clean;
use crate::runtime::commands::{self, Format};
use crate::runtime::failure::Failure;
use crate::runtime::given::Given;
use crate::runtime::{self, Start, templates};
use crate::services::clipboard::Preference;
use crate::tui::terminal::{LastWill, Terminal};
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use std::ffi::OsString;
use std::io::Write;
use std::path::PathBuf;

/// Writes the hard letters of a job search: declining an interview, cancelling one, asking for an offer
/// back, following up after a rejection. Offline and private.
///
/// Without a command the interface opens.
#[derive(Debug, Parser)]
#[command(name = "regards", version, max_term_width = 100, args_conflicts_with_subcommands = true)]
pub struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    look: LookArgs,
}

#[derive(Debug, Args)]
struct LookArgs {
    /// Colours for a dark or a light screen [default: from config.toml]
    #[arg(long, value_enum, value_name = "THEME")]
    theme: Option<ThemeWord>,
    #[command(flatten)]
    copy: CopyArgs,
}

#[derive(Debug, Args)]
struct CopyArgs {
    /// How to copy: auto, native, osc52, command:…, none [default: from config.toml]
    #[arg(long, value_name = "HOW")]
    clipboard: Option<Preference>,
}

impl LookArgs {
    fn start(self, scenario: Option<String>, given: Given) -> Start {
        let theme = self.theme.map(|theme| match theme {
            ThemeWord::Auto => "auto",
            ThemeWord::Dark => "dark",
            ThemeWord::Light => "light",
        });
        Start { scenario, given, theme, clipboard: self.copy.clipboard }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ThemeWord {
    Auto,
    Dark,
    Light,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Open the interface at one letter
    Compose {
        /// The scenario, for instance decline-interview
        scenario: String,
        #[command(flatten)]
        given: GivenArgs,
        #[command(flatten)]
        look: LookArgs,
    },
    /// List the scenarios
    List {
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Show a scenario: its questions, channels and moves
    Show {
        /// The scenario
        scenario: String,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Print a letter
    Render {
        /// The scenario
        scenario: String,
        #[command(flatten)]
        given: GivenArgs,
        /// Show open answers as [label] instead of refusing
        #[arg(long)]
        allow_slots: bool,
        /// What to print
        #[arg(long, value_enum, default_value = "text")]
        format: Format,
        /// Short for --format json
        #[arg(long, conflicts_with = "format")]
        json: bool,
        /// Copy the letter as well
        #[arg(long)]
        copy: bool,
        /// How to copy: auto, native, osc52, command:…, none [default: from config.toml]
        #[arg(long, value_name = "HOW", requires = "copy")]
        clipboard: Option<Preference>,
        /// Use the shipped templates only
        #[arg(long)]
        builtin: bool,
    },
    /// Your own templates
    Templates {
        #[command(subcommand)]
        command: TemplatesCommand,
    },
    /// Print completions for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    Man,
    /// Show paths, terminal, clipboard and what is wrong with your files
    Doctor {
        #[command(flatten)]
        how: CopyArgs,
    },
}

#[derive(Debug, Subcommand)]
enum TemplatesCommand {
    /// Print the folder of your own templates
    Path,
    /// List the templates and where each comes from
    List {
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Copy shipped files into your folder, to change them there: a scenario with its questions, the template
    /// of one channel alone, or _shared, the sentences that letters have in common
    Eject {
        /// The scenario, or _shared for greetings, reasons and sign-offs
        scenario: String,
        /// Only the template of this channel; the questions stay the shipped ones
        channel: Option<String>,
    },
}

#[derive(Debug, Args)]
struct GivenArgs {
    /// An answer; may be repeated. Other users of this machine can see it in the list of processes
    #[arg(long = "set", value_name = "KEY=VALUE")]
    set: Vec<String>,
    /// Answers from a TOML or JSON file, or - for standard input
    #[arg(long, value_name = "FILE")]
    answers: Option<PathBuf>,
    /// email, phone, handwritten, linkedin-message
    #[arg(long)]
    channel: Option<String>,
    /// friendly, neutral or formal
    #[arg(long)]
    formality: Option<String>,
    /// brief or full
    #[arg(long)]
    length: Option<String>,
    /// The wording of a block, from 1; may be repeated
    #[arg(long, value_name = "BLOCK=N")]
    wording: Vec<String>,
    /// The day the letter is written, as 2026-11-24 [default: today]
    #[arg(long, value_name = "DATE")]
    today: Option<String>,
    /// Leave the profile's name and numbers out
    #[arg(long)]
    no_profile: bool,
}

impl From<GivenArgs> for Given {
    fn from(args: GivenArgs) -> Given {
        Given {
            set: args.set,
            answers: args.answers,
            channel: args.channel,
            formality: args.formality,
            length: args.length,
            wording: args.wording,
            today: args.today,
            profile: !args.no_profile,
        }
    }
}

/// Runs the program. Returns its exit code.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> i32 {
    // A command that fails inside says one sentence and ends with 70, never 101.
    Terminal::new(LastWill::new(|| {}), false).catch_panics();
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    if arguments.len() < 2 {
        // Nothing to parse: the parser would only hold up the first frame.
        return ended(runtime::interface(Start {
            given: Given { profile: true, ..Given::default() },
            ..Start::default()
        }));
    }
    let parsed = match Arguments::try_parse_from(&arguments) {
        Ok(parsed) => parsed,
        Err(error) => {
            let error = readable(&arguments).unwrap_or(error);
            // Help and version are no errors; clap knows where each belongs.
            let _ = error.print();
            return if error.use_stderr() { 2 } else { 0 };
        }
    };
    ended(dispatch(parsed, &mut std::io::stdout().lock()))
}

/// The same error about arguments that can be shown: clap leaves control characters out, and with them what
/// was wrong.
fn readable(arguments: &[OsString]) -> Option<clap::Error> {
    let shown = |argument: &OsString| match argument.to_str() {
        Some(text) if !clean::is_clean_line(text) => clean::escape_for_message(text, 200).into(),
        _ => argument.clone(),
    };
    Arguments::try_parse_from(arguments.iter().map(shown)).err()
}

/// Says what failed, if anything, and how the process ends.
fn ended(done: Result<(), Failure>) -> i32 {
    match done {
        Ok(()) => 0,
        Err(failure) => {
            if !failure.is_quiet() {
                let _ = write!(std::io::stderr().lock(), "{failure}");
            }
            i32::from(failure.code())
        }
    }
}

fn dispatch(parsed: Arguments, out: &mut dyn Write) -> Result<(), Failure> {
    match parsed.command {
        None => runtime::interface(parsed.look.start(None, Given { profile: true, ..Given::default() })),
        Some(Command::Compose { scenario, given, look }) => {
            runtime::interface(look.start(Some(scenario), given.into()))
        }
        Some(Command::List { json }) => commands::list(json, out),
        Some(Command::Show { scenario, json }) => commands::show(&scenario, json, out),
        Some(Command::Render { scenario, given, allow_slots, format, json, copy, clipboard, builtin }) => {
            let format = if json { Format::Json } else { format };
            let clipboard = copy.then_some(clipboard);
            commands::render(
                &scenario,
                &given.into(),
                &commands::Wanted { allow_slots, format, clipboard, builtin },
                out,
            )
        }
        Some(Command::Templates { command }) => match command {
            TemplatesCommand::Path => templates::path(out),
            TemplatesCommand::List { json } => templates::list(json, out),
            TemplatesCommand::Eject { scenario, channel } => {
                templates::eject(&scenario, channel.as_deref(), out)
            }
        },
        Some(Command::Completions { shell }) => {
            let mut text = Vec::new();
            clap_complete::generate(shell, &mut Arguments::command(), "regards", &mut text);
            out.write_all(&text).map_err(Failure::output)
        }
        Some(Command::Man) => {
            let page = manual::page(Arguments::command());
            page.and_then(|page| out.write_all(page.as_bytes())).map_err(Failure::output)
        }
        Some(Command::Doctor { how }) => runtime::doctor::doctor(how.clipboard.as_ref(), out),
    }
}
