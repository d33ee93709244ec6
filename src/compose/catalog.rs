//! All scenarios and their templates. The good part always survives; what is wrong is named.

use super::engine::Engine;
use super::head;
use super::manifest;
use super::render;
use super::trial;
use crate::domain::problem::{Problem, nearest};
use crate::domain::scenario::{Field, Head, Layer, Scenario};
use crate::domain::source::Source;
use crate::domain::style::Channel;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// Groups in the order in which they are listed; others follow by name.
const GROUPS: [&str; 4] = ["letters", "what-next", "employers", "own"];

/// The scenarios, and their templates as soon as one is needed.
#[derive(Debug)]
pub struct Catalog {
    shelf: Vec<Entry>,
    sources: Vec<Source>,
    /// The fields that scenarios share, read when the first scenario is needed whole.
    shared: OnceLock<Vec<Field>>,
    engine: OnceLock<(Engine, Vec<Problem>)>,
    /// Engines that hold no more than one letter needs: the first frame waits for one, not for all.
    small: Mutex<BTreeMap<(String, Channel), Arc<Engine>>>,
}

/// A scenario of the list; the rest of its manifest is read when it is needed.
#[derive(Debug)]
struct Entry {
    head: Head,
    whole: OnceLock<Option<Scenario>>,
}

impl From<Scenario> for Entry {
    fn from(scenario: Scenario) -> Self {
        Entry { head: scenario.head.clone(), whole: OnceLock::from(Some(scenario)) }
    }
}

impl Catalog {
    /// Reads the manifests: the person's whole, so that every problem is found, the shipped ones as far as a
    /// list needs them. Templates are read when the first letter is made.
    pub fn assemble(sources: Vec<Source>) -> (Catalog, Vec<Problem>) {
        let mut problems = Vec::new();
        let folders: BTreeSet<String> = sources
            .iter()
            .filter(|source| source.file() == "scenario.toml")
            .map(|source| source.folder().to_string())
            .collect();
        problems.extend(strays(&sources, &folders));
        let mut catalog = Catalog {
            shelf: Vec::new(),
            sources,
            shared: OnceLock::new(),
            engine: OnceLock::new(),
            small: Mutex::default(),
        };
        if catalog.sources.iter().any(|source| source.layer == Layer::User) {
            catalog.shared = OnceLock::from(shared_fields(&catalog.sources, &mut problems));
        }
        let entries = folders.iter().filter_map(|folder| catalog.entry(folder, &mut problems));
        let mut shelf: Vec<Entry> = entries.collect();
        shelf.sort_by(|a, b| place(&a.head).cmp(&place(&b.head)));
        catalog.shelf = shelf;
        (catalog, problems)
    }

    fn entry(&self, folder: &str, problems: &mut Vec<Problem>) -> Option<Entry> {
        let mut of_folder = self.sources.iter().filter(|source| source.folder() == folder);
        let shipped = of_folder.clone().find(|source| source.file() == "scenario.toml");
        let own = of_folder.any(|source| source.layer == Layer::User);
        if let (Some(source), false) = (shipped, own)
            && let Some(head) = head::read(folder, &source.text)
        {
            return Some(Entry { head, whole: OnceLock::new() });
        }
        one_scenario(folder, &self.sources, self.shared(), problems).map(Entry::from)
    }

    fn shared(&self) -> &[Field] {
        // The shipped ones are proved to be good by the tests of the letters.
        self.shared.get_or_init(|| shared_fields(&self.sources, &mut Vec::new()))
    }

    /// What a list shows of every scenario, in its order.
    pub fn heads(&self) -> impl Iterator<Item = &Head> {
        self.shelf.iter().map(|entry| &entry.head)
    }

    /// Every scenario, in the order of the list.
    pub fn scenarios(&self) -> Vec<&Scenario> {
        self.shelf.iter().filter_map(|entry| self.whole(entry)).collect()
    }

    /// The scenario of that id.
    pub fn scenario(&self, id: &str) -> Option<&Scenario> {
        self.shelf.iter().find(|entry| entry.head.id == id).and_then(|entry| self.whole(entry))
    }

    fn whole<'a>(&'a self, entry: &'a Entry) -> Option<&'a Scenario> {
        let read = || one_scenario(&entry.head.id, &self.sources, self.shared(), &mut Vec::new());
        entry.whole.get_or_init(read).as_ref()
    }

    /// The scenario id nearest to a misspelt one.
    pub fn nearest_scenario(&self, id: &str) -> Option<&str> {
        nearest(id, self.heads().map(|head| head.id.as_str()))
    }

    /// Makes ready what the first letter of a scenario needs, for a thread that has time for it.
    pub fn warm(&self, id: &str) {
        if let Some(scenario) = self.scenario(id) {
            self.with_engine(id, scenario.default_channel(), |_| ());
        }
    }

    /// The files it was made from.
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// Problems of templates. Loads them if that has not happened yet.
    pub fn template_problems(&self) -> &[Problem] {
        &self.loaded().1
    }

    /// An engine that can render that letter. Where the person has no say in it, it holds that letter only.
    pub(super) fn with_engine<T>(
        &self,
        scenario: &str,
        channel: Channel,
        work: impl FnOnce(&Engine) -> T,
    ) -> T {
        if self.engine.get().is_some() || self.is_touched(scenario) {
            return work(&self.loaded().0);
        }
        let mut small = self.small.lock().unwrap_or_else(PoisonError::into_inner);
        let engine = small
            .entry((scenario.to_string(), channel))
            .or_insert_with(|| Arc::new(self.small_engine(scenario, channel)));
        let engine = Arc::clone(engine);
        drop(small);
        work(&engine)
    }

    /// Whether a template of the person's could have a say in that scenario's letters.
    fn is_touched(&self, scenario: &str) -> bool {
        let own = |source: &&Source| source.layer == Layer::User && source.name.ends_with(".tera");
        // A component counts wherever it is defined.
        self.sources.iter().filter(own).any(|source| {
            source.folder() == scenario || source.folder() == "_shared" || source.text.contains("component ")
        })
    }

    /// An engine of shipped files that holds that letter only.
    pub(super) fn small_engine(&self, scenario: &str, channel: Channel) -> Engine {
        let name = render::template_name(scenario, channel);
        let shipped = || self.sources.iter().filter(|source| source.layer == Layer::Builtin);
        let mut needed: Vec<Source> = shipped().filter(|source| source.name == name).cloned().collect();
        let shared: Vec<&Source> = shipped()
            .filter(|source| source.folder() == "_shared" && source.name.ends_with(".tera"))
            .collect();
        let mut place = 0;
        while let Some(text) = needed.get(place).map(|source| source.text.clone()) {
            for source in &shared {
                if !needed.contains(source) && calls(&text, &source.text) {
                    needed.push((*source).clone());
                }
            }
            place += 1;
        }
        Engine::load(&needed).0
    }

    fn loaded(&self) -> &(Engine, Vec<Problem>) {
        self.engine.get_or_init(|| trial::load(&self.sources, &self.scenarios()))
    }
}

/// Whether a text calls a component that the other one defines.
fn calls(text: &str, defining: &str) -> bool {
    defining.split("{% component ").skip(1).any(|rest| {
        let name = rest.split(['(', ' ', '%']).next().unwrap_or("");
        let called = text.match_indices(name).any(|(at, _)| text[..at].trim_end().ends_with('<'));
        !name.is_empty() && called
    })
}

/// Where a scenario stands in the list.
fn place(head: &Head) -> (usize, &str, u32, &str) {
    (group_rank(&head.group), &head.group, head.order, &head.id)
}

fn group_rank(group: &str) -> usize {
    GROUPS.iter().position(|known| *known == group).unwrap_or(GROUPS.len())
}

fn shared_fields(sources: &[Source], problems: &mut Vec<Problem>) -> Vec<Field> {
    let mut fields: Vec<Field> = Vec::new();
    for layer in [Layer::Builtin, Layer::User] {
        let found =
            sources.iter().find(|source| source.layer == layer && source.name == "_shared/fields.toml");
        let Some(source) = found else { continue };
        let (read, wrong) = manifest::shared_fields(&source.shown(), &source.text);
        problems.extend(wrong);
        for field in read {
            match fields.iter_mut().find(|known| known.key == field.key) {
                Some(known) => *known = field,
                None => fields.push(field),
            }
        }
    }
    fields
}

/// The person's manifest, or the shipped one where theirs cannot serve.
fn one_scenario(
    folder: &str,
    sources: &[Source],
    shared: &[Field],
    problems: &mut Vec<Problem>,
) -> Option<Scenario> {
    for layer in [Layer::User, Layer::Builtin] {
        let name = |source: &&Source| {
            source.layer == layer && source.folder() == folder && source.file() == "scenario.toml"
        };
        let Some(source) = sources.iter().find(name) else { continue };
        let (scenario, wrong) = manifest::scenario(folder, layer, &source.shown(), &source.text, shared);
        problems.extend(wrong);
        let Some(mut scenario) = scenario else { continue };
        scenario.head.channels.retain(|used| {
            let template = render::template_name(folder, used.channel);
            let there = sources.iter().any(|source| source.name == template);
            if !there {
                let what = format!("channel {} has no template", used.channel);
                problems.push(
                    Problem::new(source.shown(), what)
                        .hint(format!("Add {template}, or take the channel out")),
                );
            }
            there
        });
        if !scenario.head.channels.is_empty() {
            return Some(scenario);
        }
    }
    None
}

/// Template folders without a manifest.
fn strays(sources: &[Source], folders: &BTreeSet<String>) -> Vec<Problem> {
    let mut named = BTreeSet::new();
    sources
        .iter()
        .filter(|source| {
            source.folder() != "_shared"
                && !folders.contains(source.folder())
                && named.insert(source.folder().to_string())
        })
        .map(|source| {
            let what = format!("the folder `{}` has no scenario.toml", source.folder());
            Problem::new(source.shown(), what)
                .hint("Add one, or give the folder the name of the scenario it changes")
        })
        .collect()
}

#[cfg(test)]
#[path = "catalog_tests.rs"]
mod tests;
