//! Reads what a rule says can be done.

use super::read_rule::names;
use super::rule::FixText;
use crate::compose::toml_reader::{Reader, Value};
use std::collections::BTreeMap;
use toml::de::{DeTable, DeValue};

/// Replacements by name of their table.
pub type Tables = BTreeMap<String, BTreeMap<String, String>>;

/// The tables of replacements of a file.
pub fn fix_tables(reader: &mut Reader, table: &DeTable) -> Tables {
    let mut tables = BTreeMap::new();
    for (name, value) in reader.table(table, "fix_table").into_iter().flatten() {
        let Some(of) = reader.as_table(name.get_ref(), value) else { continue };
        let pairs =
            of.keys().filter_map(|key| Some((key.get_ref().to_string(), reader.string(of, key.get_ref())?)));
        let pairs: BTreeMap<String, String> = pairs.collect();
        tables.insert(name.get_ref().to_string(), pairs);
    }
    tables
}

/// The fixes of a rule: one, or a list of them.
pub fn fixes(reader: &mut Reader, of: &DeTable, tables: &Tables) -> Vec<FixText> {
    let items: Vec<&Value> = match of.get("fix").map(|value| (value, value.get_ref())) {
        None => return Vec::new(),
        Some((value, DeValue::Table(_))) => vec![value],
        Some(_) => reader.items(of, "fix"),
    };
    let mut found = Vec::new();
    for item in items {
        let Some(table) = reader.as_table("fix", item) else { continue };
        reader.only(
            table,
            &[
                "insert",
                "at",
                "replace",
                "replace_sentence",
                "delete",
                "transform",
                "table",
                "goto",
                "switch_channel",
                "switch_scenario",
            ],
            "a fix",
        );
        fix(reader, table, tables, &mut found);
    }
    found
}

fn fix(reader: &mut Reader, of: &DeTable, tables: &Tables, found: &mut Vec<FixText>) {
    let texts = names(reader, of, "insert");
    if !texts.is_empty() {
        let at = reader.string(of, "at").unwrap_or_else(|| "body-end".to_string());
        found.push(FixText::Insert { texts, at });
    }
    let replace = names(reader, of, "replace");
    if !replace.is_empty() {
        found.push(FixText::Replace(replace));
    }
    let sentence = names(reader, of, "replace_sentence");
    if !sentence.is_empty() {
        found.push(FixText::ReplaceSentence(sentence));
    }
    match of.get("delete").map(toml::Spanned::get_ref) {
        Some(DeValue::String(what)) if what == "sentence" => found.push(FixText::DeleteSentence),
        Some(_) => found.push(FixText::DeleteMatch),
        None => {}
    }
    found.extend(reader.string(of, "transform").map(FixText::Transform));
    if let Some(name) = reader.string(of, "table")
        && let Some(table) = tables.get(&name)
    {
        found.push(FixText::Table(table.clone()));
    }
    if let Some(channel) = reader.string(of, "switch_channel") {
        let recommended = channel.starts_with("table:");
        found.push(FixText::Channel(if recommended { "recommended".to_string() } else { channel }));
    }
    found.extend(reader.string(of, "switch_scenario").map(FixText::Scenario));
}
