//! Turns parsed patterns into one program, with words as numbers.

use super::needs::{self, Names, Words};
use super::parse::{Alternatives, Node, Wrong};
use super::program::{Instr, NONE, Program, Tried};
use std::collections::{BTreeMap, HashMap};

/// The lemmas and classes that patterns may name.
#[derive(Debug, Default)]
pub struct Lexicon {
    /// Irregular words with all their forms.
    pub lemmas: BTreeMap<String, Vec<String>>,
    /// Classes by name.
    pub classes: BTreeMap<String, Alternatives>,
}

impl Words for Lexicon {
    fn lemma(&self, word: &str) -> Vec<String> {
        self.lemmas.get(word).cloned().unwrap_or_else(|| super::inflect::forms(word))
    }

    fn class(&self, name: &str) -> Option<&Alternatives> {
        self.classes.get(name)
    }
}

/// Gap sizes multiplied may not pass this, so that one attempt stays short.
const REACH: u64 = 4096;

/// How deep classes may stand in one another.
const DEPTH: usize = 12;

/// Gathers patterns into a program.
pub struct Compiler<'l> {
    lexicon: &'l Lexicon,
    program: Program,
    words: Vec<String>,
    forms: HashMap<String, u16>,
    sets: HashMap<Vec<u16>, u16>,
    all_sets: Vec<Vec<u16>>,
    /// Class → its routine.
    routines: HashMap<String, u32>,
}

impl<'l> Compiler<'l> {
    /// Begins with the words and classes of the packs.
    pub fn new(lexicon: &'l Lexicon) -> Self {
        let mut compiler = Compiler {
            lexicon,
            program: Program::default(),
            words: Vec::new(),
            forms: HashMap::new(),
            sets: HashMap::new(),
            all_sets: Vec::new(),
            routines: HashMap::new(),
        };
        for reserved in ["", "#num", "#money"] {
            compiler.form(reserved);
        }
        compiler
    }

    /// Adds a pattern of a signal.
    ///
    /// # Errors
    /// It names a class that there is not, can match nothing, or reaches too far.
    pub fn add(&mut self, signal: u16, role: u8, keeps: bool, all: &Alternatives) -> Result<(), Wrong> {
        self.check(all, 0)?;
        if reach(all, self.lexicon) > REACH {
            return Err(Wrong::new(0, "the gaps of this pattern reach too far together")
                .hint("Use smaller gaps, or two patterns"));
        }
        let (first, empty) = needs::first(all, self.lexicon);
        if empty {
            return Err(Wrong::new(0, "this pattern can match without a single word"));
        }
        let start = if first.anything { NONE } else { self.set(&first.names) };
        let mut wanted = needs::needs(all, self.lexicon).into_iter();
        let mut need = |compiler: &mut Self| wanted.next().map_or(NONE, |names| compiler.set(&names));
        let needs = [need(self), need(self), need(self)];
        self.routines_of(all);
        let entry = self.here();
        self.alternatives(all);
        self.emit(Instr::Match);
        let field_start = first.field;
        self.program.patterns.push(Tried { signal, role, entry, start, field_start, keeps, needs });
        Ok(())
    }

    /// Makes sure that a word has a form, for those who look for it without a pattern.
    pub fn know(&mut self, word: &str) {
        self.form(word);
    }

    /// The finished program.
    pub fn finish(mut self) -> Program {
        self.program.words = self.words.join("\n");
        let mut first = 0;
        for set in &self.all_sets {
            self.program.first_form.push(first);
            first += u32::try_from(set.len()).unwrap_or(0);
        }
        self.program.first_form.push(first);
        self.program.forms_of = self.all_sets.concat();
        self.program
    }

    fn check(&self, all: &Alternatives, depth: usize) -> Result<(), Wrong> {
        if depth > DEPTH {
            return Err(Wrong::new(0, "classes refer to one another in a circle"));
        }
        for item in all.iter().flatten() {
            match item {
                Node::Class(name) => match self.lexicon.classes.get(name) {
                    Some(inner) => self.check(inner, depth + 1)?,
                    None => {
                        let mut wrong = Wrong::new(0, format!("there is no class `{name}`"));
                        let names = self.lexicon.classes.keys().map(String::as_str);
                        wrong.hint = crate::domain::problem::did_you_mean(name, names);
                        return Err(wrong);
                    }
                },
                Node::Group(inner) | Node::Not(inner) => {
                    let (_, empty) = needs::first(inner, self.lexicon);
                    let asserts = inner.iter().flatten().any(is_mark);
                    if empty && !asserts {
                        return Err(Wrong::new(0, "one of the alternatives of a group can be empty")
                            .hint("`x?` makes a whole word optional; write `(…)?` after the group instead"));
                    }
                    self.check(inner, depth)?;
                }
                Node::Optional(inner) => self.check(&vec![vec![(**inner).clone()]], depth)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn form(&mut self, word: &str) -> u16 {
        if let Some(known) = self.forms.get(word) {
            return *known;
        }
        let number = u16::try_from(self.words.len()).unwrap_or(u16::MAX - 1);
        self.words.push(word.to_string());
        self.forms.insert(word.to_string(), number);
        if let Some(start) = word.strip_suffix('*') {
            self.program.prefixes.push((start.to_string(), number));
        }
        number
    }

    fn set(&mut self, names: &Names) -> u16 {
        let mut numbers: Vec<u16> = names.iter().map(|name| self.form(name)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        if let Some(known) = self.sets.get(&numbers) {
            return *known;
        }
        let number = u16::try_from(self.all_sets.len()).unwrap_or(NONE - 1);
        self.all_sets.push(numbers.clone());
        self.sets.insert(numbers, number);
        number
    }

    fn here(&self) -> u32 {
        u32::try_from(self.program.code.len()).unwrap_or(u32::MAX)
    }

    fn emit(&mut self, instr: Instr) -> usize {
        self.program.code.push(instr.encode());
        self.program.code.len() - 1
    }

    fn patch(&mut self, at: usize, instr: impl Fn(u32) -> Instr) {
        let here = self.here();
        self.program.code[at] = instr(here).encode();
    }

    /// Compiles the large classes that these patterns name, once each, the inner ones first.
    fn routines_of(&mut self, all: &Alternatives) {
        let lexicon = self.lexicon;
        for item in all.iter().flatten() {
            match item {
                Node::Group(inner) | Node::Not(inner) => self.routines_of(inner),
                Node::Optional(inner) => self.routines_of(&vec![vec![(**inner).clone()]]),
                Node::Class(name) if !self.routines.contains_key(name) => {
                    let Some(inner) = lexicon.classes.get(name) else { continue };
                    self.routines_of(inner);
                    if is_large(inner) {
                        let entry = self.here();
                        self.alternatives(inner);
                        self.emit(Instr::Match);
                        let number = u32::try_from(self.program.routines.len()).unwrap_or(u32::MAX);
                        self.program.routines.push(entry);
                        self.routines.insert(name.clone(), number);
                    }
                }
                _ => {}
            }
        }
    }

    /// Single words stand together in one set; rows are tried one after another.
    fn alternatives(&mut self, all: &Alternatives) {
        let mut single = Names::new();
        let mut rows: Vec<&Vec<Node>> = Vec::new();
        for row in all {
            match row.as_slice() {
                [item] if !needs::names_of(item, self.lexicon).is_empty() => {
                    single.extend(needs::names_of(item, self.lexicon));
                }
                _ => rows.push(row),
            }
        }
        let mut ends = Vec::new();
        let last = rows.len() + usize::from(!single.is_empty());
        for (index, row) in rows.iter().enumerate() {
            let split = (index + 1 < last).then(|| self.emit(Instr::Split(0)));
            for item in *row {
                self.item(item);
            }
            if let Some(split) = split {
                ends.push(self.emit(Instr::Jump(0)));
                self.patch(split, Instr::Split);
            }
        }
        if !single.is_empty() {
            let set = u32::from(self.set(&single));
            self.emit(Instr::Set(set));
        }
        for end in ends {
            self.patch(end, Instr::Jump);
        }
    }

    fn item(&mut self, item: &Node) {
        match item {
            Node::Any => {
                self.emit(Instr::Any);
            }
            Node::Gap(words) => {
                self.emit(Instr::Gap(u32::from(*words)));
            }
            Node::Start => {
                self.emit(Instr::Start);
            }
            Node::End => {
                self.emit(Instr::End);
            }
            Node::Comma => {
                self.emit(Instr::Comma);
            }
            Node::Colon => {
                self.emit(Instr::Colon);
            }
            Node::Field(key) => {
                let known = self.program.fields.iter().position(|field| field == key);
                let index = known.unwrap_or_else(|| {
                    self.program.fields.push(key.clone());
                    self.program.fields.len() - 1
                });
                self.emit(Instr::Field(u32::try_from(index).unwrap_or(0)));
            }
            Node::Group(all) => self.alternatives(all),
            Node::Class(name) if self.routines.contains_key(name) => {
                let routine = self.routines[name];
                self.emit(Instr::Call(routine));
            }
            Node::Class(name) => {
                if let Some(all) = self.lexicon.classes.get(name) {
                    self.alternatives(all);
                }
            }
            Node::Optional(inner) => {
                let split = self.emit(Instr::Split(0));
                self.item(inner);
                self.patch(split, Instr::Split);
            }
            Node::Not(all) => {
                let not = self.emit(Instr::Not(0));
                self.alternatives(all);
                self.emit(Instr::Match);
                self.patch(not, Instr::Not);
            }
            _ => {
                let names: Names = needs::names_of(item, self.lexicon).into_iter().collect();
                let set = u32::from(self.set(&names));
                self.emit(Instr::Set(set));
            }
        }
    }
}

/// Whether a class is worth a routine: more than a few rows of several words.
fn is_large(all: &Alternatives) -> bool {
    all.iter()
        .filter(|row| row.len() > 1 || matches!(row.first(), Some(Node::Class(_) | Node::Group(_))))
        .count()
        > 3
}

/// Whether an item stands for no word, but for what is between words.
fn is_mark(item: &Node) -> bool {
    matches!(item, Node::Start | Node::End | Node::Comma | Node::Colon | Node::Not(_))
}

/// In how many ways the gaps of a pattern can be filled.
fn reach(all: &Alternatives, lexicon: &Lexicon) -> u64 {
    let of_row =
        |row: &Vec<Node>| row.iter().fold(1_u64, |sum, item| sum.saturating_mul(reach_of(item, lexicon)));
    all.iter().map(of_row).max().unwrap_or(1)
}

fn reach_of(item: &Node, lexicon: &Lexicon) -> u64 {
    match item {
        Node::Gap(words) => u64::from(*words) + 1,
        Node::Group(all) | Node::Not(all) => reach(all, lexicon),
        Node::Class(name) => lexicon.classes.get(name).map_or(1, |all| reach(all, lexicon)),
        Node::Optional(inner) => reach_of(inner, lexicon) + 1,
        _ => 1,
    }
}
