//! The template engine with every template loaded. What does not load is named and left out.

use super::filters;
use super::instrument::{Names, instrument, original_column, unclosed};
use super::toml_reader::line_and_column;
use crate::domain::problem::{Problem, did_you_mean};
use crate::domain::scenario::Layer;
use crate::domain::source::Source;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use tera::{Context, ErrorKind, Tera};
use unicode_width::UnicodeWidthStr;

/// The most bytes of a template.
const SOURCE_LIMIT: usize = 64 * 1024;
/// The most bytes of a rendered letter.
const OUTPUT_LIMIT: usize = 1024 * 1024;
/// The most `elif` of a template: far more than any letter needs, far fewer than overflow the stack.
const ELIF_LIMIT: usize = 200;
/// The most loops of a template.
const LOOP_LIMIT: usize = 20;

/// Templates ready to render.
#[derive(Debug, Clone)]
pub struct Engine {
    tera: Tera,
    blocks: Names,
    steps: Names,
    loaded: BTreeMap<String, Loaded>,
}

#[derive(Debug, Clone)]
struct Loaded {
    shown: String,
    marked: String,
    original: String,
    steps: BTreeSet<String>,
    blocks: BTreeSet<String>,
}

impl Engine {
    /// Loads templates: the shipped ones at once, the person's one by one when they do not load together.
    pub fn load(sources: &[Source]) -> (Engine, Vec<Problem>) {
        let mut tera = Tera::default();
        // Values are wrapped in marks instead of being escaped: letters are plain text.
        tera.autoescape_on(vec![".tera"]);
        tera.set_escape_fn(|value, out| {
            write!(out, "{}{value}{}", super::marks::VALUE, super::marks::VALUE_END)
        });
        filters::register(&mut tera);
        let mut engine =
            Engine { tera, blocks: Names::default(), steps: Names::default(), loaded: BTreeMap::new() };
        let prefixed = engine.tera.set_fallback_prefixes(["user/", "builtin/"]);
        let mut problems: Vec<Problem> =
            prefixed.err().map(|error| Problem::new("templates", error.to_string())).into_iter().collect();
        for layer in [Layer::Builtin, Layer::User] {
            problems.extend(engine.add_layer(sources.iter().filter(|source| source.layer == layer)));
        }
        (engine, problems)
    }

    fn add_layer<'s>(&mut self, sources: impl Iterator<Item = &'s Source>) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut batch: Vec<String> = Vec::new();
        for source in sources.filter(|source| source.name.ends_with(".tera")) {
            if let Some(problem) = refused(source) {
                problems.push(problem);
                continue;
            }
            let made = instrument(&source.text, &mut self.blocks, &mut self.steps);
            let loaded = Loaded {
                shown: source.shown(),
                marked: made.text,
                original: source.text.to_string(),
                steps: made.steps,
                blocks: made.blocks,
            };
            self.loaded.insert(source.full_name(), loaded);
            batch.push(source.full_name());
        }
        // Components first: the letters call them.
        batch.sort_by_key(|name| (!name.contains("/_shared/"), name.clone()));
        if self.add(&batch).is_ok() {
            return problems;
        }
        // One by one, and again while that helps: a file may need one that comes later.
        loop {
            let before = batch.len();
            batch.retain(|name| self.add(std::slice::from_ref(name)).is_err());
            if batch.is_empty() || batch.len() == before {
                break;
            }
        }
        for name in batch {
            if let Err(error) = self.add(std::slice::from_ref(&name)) {
                problems.push(self.problem(&error, &name));
            }
            self.loaded.remove(&name);
        }
        problems
    }

    fn add(&mut self, names: &[String]) -> tera::TeraResult<()> {
        let templates: Vec<(&str, &str)> = names
            .iter()
            .filter_map(|name| Some((name.as_str(), self.loaded.get(name)?.marked.as_str())))
            .collect();
        self.tera.add_raw_templates(templates)
    }

    /// The full name under which a template is found, with its layer.
    pub fn resolve(&self, name: &str) -> Option<&str> {
        ["user/", "builtin/", ""]
            .iter()
            .find_map(|prefix| self.loaded.get_key_value(format!("{prefix}{name}").as_str()))
            .map(|(full, _)| full.as_str())
    }

    /// Moves that a template asks about: those can be dropped one by one.
    pub fn steps_of(&self, name: &str) -> BTreeSet<String> {
        self.family(name).flat_map(|loaded| loaded.steps.iter().cloned()).collect()
    }

    /// Blocks of a template and of those it extends.
    pub fn blocks_of(&self, name: &str) -> BTreeSet<String> {
        self.family(name).flat_map(|loaded| loaded.blocks.iter().cloned()).collect()
    }

    /// A template and, where it extends another of the same name, that one.
    fn family(&self, name: &str) -> impl Iterator<Item = &Loaded> {
        let name = name.to_string();
        ["user/", "builtin/"]
            .into_iter()
            .filter_map(move |prefix| self.loaded.get(&format!("{prefix}{name}")))
    }

    /// Renders a template; the text still holds its marks.
    ///
    /// # Errors
    /// The problem, with its place in the file as the person knows it.
    pub fn render(&self, name: &str, context: &Context) -> Result<String, Problem> {
        let mut output = Capped(Vec::new());
        match self.tera.render_to(name, context, &mut output) {
            Ok(()) => String::from_utf8(output.0).map_err(|_| Problem::new(name, "the letter is not text")),
            Err(_) if output.0.len() >= OUTPUT_LIMIT => {
                let what = format!("the letter grows past {OUTPUT_LIMIT} bytes");
                Err(Problem::new(self.shown(name), what).hint("Look for a loop that prints too much"))
            }
            Err(error) => Err(self.problem(&error, name)),
        }
    }

    /// The names of blocks that marks refer to.
    pub fn block_name(&self, index: usize) -> Option<&String> {
        self.blocks.0.get(index)
    }

    /// The names of moves that marks refer to.
    pub fn step_names(&self) -> &[String] {
        &self.steps.0
    }

    fn shown(&self, name: &str) -> String {
        let full = self.resolve(name).unwrap_or(name);
        self.loaded.get(full).map_or_else(|| full.to_string(), |loaded| loaded.shown.clone())
    }

    fn problem(&self, error: &tera::Error, name: &str) -> Problem {
        match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
                let span = report.span();
                self.placed(report.filename(), span.start_line, span.start_col + 1, report.message())
            }
            ErrorKind::Msg(text) => self.preformatted(text, name),
            other => Problem::new(self.shown(name), first_line(&other.to_string())),
        }
    }

    /// Errors of validation come as finished text: `message`, then ` --> file:line:column`.
    fn preformatted(&self, text: &str, name: &str) -> Problem {
        let message = text.lines().find(|line| line.contains("error:") || line.contains('`')).unwrap_or(text);
        let message = message.trim().trim_start_matches("error:").trim();
        let place = text.lines().find_map(|line| line.trim().strip_prefix("--> "));
        let mut parts = place.unwrap_or(name).rsplitn(3, ':');
        let column = parts.next().and_then(|part| part.trim_end_matches(']').parse().ok());
        let line = parts.next().and_then(|part| part.parse().ok());
        match (parts.next(), line, column) {
            (Some(file), Some(line), Some(column)) => {
                self.placed(file.trim_start_matches('['), line, column, message)
            }
            _ => Problem::new(self.shown(name), first_line(message)),
        }
    }

    fn placed(&self, file: &str, line: usize, column: usize, message: &str) -> Problem {
        let (message, hint) = explained(message);
        let Some(loaded) = self.loaded.get(file) else {
            return Problem { hint, ..Problem::new(file, message).at(line, column) };
        };
        if message.contains("end of input")
            && let Some((offset, word)) = unclosed(&loaded.original)
        {
            let (line, column) = line_and_column(&loaded.original, offset);
            let what = format!("this `{word}` is never closed");
            let excerpt = excerpt(&loaded.original, line, column);
            let problem = Problem::new(loaded.shown.clone(), what).at(line, column);
            return Problem { excerpt, ..problem.hint(format!("Add {{% end{word} %}} where it ends")) };
        }
        let column = original_column(&loaded.marked, line, column);
        let excerpt = excerpt(&loaded.original, line, column);
        Problem { hint, excerpt, ..Problem::new(loaded.shown.clone(), message).at(line, column) }
    }

    /// The layered name of the file that a problem is about.
    pub fn culprit(&self, problem: &Problem) -> Option<&str> {
        self.loaded.iter().find(|(_, loaded)| loaded.shown == problem.path).map(|(name, _)| name.as_str())
    }
}

/// What is refused before it is parsed.
fn refused(source: &Source) -> Option<Problem> {
    let text = &source.text;
    // Only tags count: the word `for` is common in letters.
    let tags = |word: &str| {
        let inside = text.split("{%").skip(1);
        inside.filter(|tag| tag.trim_start_matches(['-', ' ', '\t', '\r', '\n']).starts_with(word)).count()
    };
    let what = if text.len() > SOURCE_LIMIT {
        format!("{} bytes are too many for a template; at most {SOURCE_LIMIT}", text.len())
    } else if text.contains("__tera_context") {
        "`__tera_context` would print every answer; name the ones you want".to_string()
    } else if tags("elif") > ELIF_LIMIT {
        format!("more than {ELIF_LIMIT} `elif` in one template")
    } else if tags("for ") > LOOP_LIMIT {
        format!("more than {LOOP_LIMIT} loops in one template")
    } else {
        return None;
    };
    Some(Problem::new(source.shown(), what).at(1, 1))
}

/// The message in our words, and the nearest name where one was misspelt.
fn explained(message: &str) -> (String, Option<String>) {
    let message = first_line(message);
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    let Some(name) = quoted.first() else { return (message, None) };
    for list in ["Available variables: ", "Available fields: "] {
        if let Some((_, names)) = message.split_once(list) {
            let names: Vec<&str> = names.split(", ").map(str::trim).collect();
            let known = names.iter().copied().filter(|known| *known != "moves");
            let hint = did_you_mean(name, known).or_else(|| Some(format!("There are: {}", names.join(", "))));
            return (format!("`{name}` is not a field"), hint);
        }
    }
    if message.starts_with("Unknown filter") {
        let known = filters::FILTERS.iter().map(|(filter, _)| *filter).chain([
            "upper",
            "lower",
            "capitalize",
            "title",
            "trim",
            "default",
        ]);
        return (format!("`{name}` is not a filter"), did_you_mean(name, known));
    }
    (message, None)
}

fn first_line(text: &str) -> String {
    let line = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or("the template is wrong");
    line.trim_end_matches('.')
        .chars()
        .flat_map(|c| if c.is_control() { c.escape_default().collect::<Vec<_>>() } else { vec![c] })
        .collect()
}

/// The line with a caret beneath the place, at most 120 columns.
fn excerpt(text: &str, line: usize, column: usize) -> Option<String> {
    let whole = text.lines().nth(line.checked_sub(1)?)?;
    let from = column.saturating_sub(90);
    let visible =
        |part: String| part.chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>();
    let shown = visible(whole.chars().skip(from).take(110).collect());
    let before = visible(whole.chars().skip(from).take((column - 1).saturating_sub(from)).collect());
    let number = line.to_string();
    Some(format!("{number} | {shown}\n{} | {}^", " ".repeat(number.len()), " ".repeat(before.width())))
}

/// A buffer that refuses to grow without end.
struct Capped(Vec<u8>);

impl Write for Capped {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if self.0.len() + bytes.len() > OUTPUT_LIMIT {
            self.0.resize(OUTPUT_LIMIT, b' ');
            return Err(std::io::Error::other("too long"));
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
