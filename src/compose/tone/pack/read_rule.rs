//! Reads the rules of a pack's file.

use super::read::{Change, File, Pack};
use super::read_fix::{Tables, fix_tables, fixes};
use super::rule::{Bound, Condition, Example, Kind, Level, Operator, Place, Rule, Wanted};
use crate::compose::toml_reader::{Reader, Value};
use crate::domain::problem::did_you_mean;
use crate::domain::style::Channel;
use std::collections::BTreeMap;
use toml::de::{DeTable, DeValue};

const KEYS: &[&str] = &[
    "id",
    "scenarios",
    "except",
    "channels",
    "severity",
    "override",
    "override_when",
    "meter",
    "basis",
    "kind",
    "signal",
    "where",
    "min",
    "max",
    "max_run",
    "max_ratio",
    "unless_sentence_has",
    "unless_letter_has",
    "metric",
    "first",
    "then",
    "max_sentence",
    "needs",
    "within_sentences",
    "field",
    "part",
    "pairs",
    "check",
    "pattern",
    "when",
    "checklist",
    "message",
    "fix",
    "source",
    "bad",
    "good",
];
const KINDS: &[&str] = &[
    "require",
    "forbid",
    "limit",
    "order",
    "position",
    "near",
    "field-in-text",
    "structure",
    "consistency",
    "meta",
    "builtin",
    "regex",
];

/// Reads the rules and the changes to rules of a file into its pack.
pub fn rules(reader: &mut Reader, table: &DeTable, file: &File, pack: &mut Pack) {
    let tables = fix_tables(reader, table);
    for item in reader.items(table, "rule") {
        let Some(of) = reader.as_table("rule", item) else { continue };
        let start = item.span().start;
        if let Some(mut rule) = one(reader, of, start, &tables) {
            rule.pack.clone_from(&pack.name);
            rule.file.clone_from(&file.path);
            rule.line = reader.place(item.span()).line().unwrap_or(1);
            pack.rules.push(rule);
        }
    }
    for (id, value) in reader.table(table, "rules").into_iter().flatten() {
        let Some(of) = reader.as_table(id.get_ref(), value) else { continue };
        reader.only(of, &["severity"], "a change to a rule");
        let levels = match of.get("severity").map(|value| (value, value.get_ref())) {
            Some((_, DeValue::Table(by))) => by
                .iter()
                .filter_map(|(scenario, value)| Some((scenario.get_ref().to_string(), level(reader, value)?)))
                .collect(),
            Some((value, _)) => {
                level(reader, value).map(|level| ("*".to_string(), level)).into_iter().collect()
            }
            None => BTreeMap::new(),
        };
        pack.changes.push(Change { id: id.get_ref().to_string(), levels, place: reader.place(id.span()) });
    }
}

fn one(reader: &mut Reader, of: &DeTable, start: usize, tables: &Tables) -> Option<Rule> {
    reader.only(of, KEYS, "a rule");
    let Some(id) = reader.string(of, "id") else {
        reader.wrong(start..start, "a rule needs an `id`", None);
        return None;
    };
    let kind = kind(reader, of, &id, start)?;
    let severity = match of.get("severity") {
        Some(value) => level(reader, value)?,
        None => Level::Hint,
    };
    let message = reader.string(of, "message").unwrap_or_default();
    if message.is_empty() {
        reader.wrong(start..start, format!("the rule `{id}` needs a `message`"), None);
        return None;
    }
    let (bad, good) = (examples(reader, of, "bad"), examples(reader, of, "good"));
    let inherits = matches!(kind, Kind::Require { .. } | Kind::Forbid { .. });
    if !inherits && (bad.is_empty() || good.is_empty()) {
        reader.wrong(
            start..start,
            format!("the rule `{id}` needs examples in `bad` and in `good`"),
            Some("Examples are how a pack is tested".into()),
        );
    }
    let (weights, bounds) = overrides(reader, of);
    Some(Rule {
        scenarios: reader.strings(of, "scenarios"),
        except: reader.strings(of, "except"),
        channels: channels(reader, of),
        severity,
        weights,
        bounds,
        weight_when: weight_when(reader, of),
        ours: reader.string(of, "basis").as_deref() != Some("document"),
        kind,
        when: conditions(reader, of, "when"),
        checklist: reader.string(of, "checklist"),
        message,
        fixes: fixes(reader, of, tables),
        source: reader.strings(of, "source"),
        example: good.iter().find(|example| !example.text.is_empty()).map(|example| example.text.clone()),
        bad,
        good,
        id,
        pack: String::new(),
        file: String::new(),
        line: 0,
    })
}

fn kind(reader: &mut Reader, of: &DeTable, id: &str, start: usize) -> Option<Kind> {
    let word = reader.string(of, "kind").unwrap_or_default();
    let need = |reader: &mut Reader, key: &str| {
        let found = reader.string(of, key);
        if found.is_none() {
            reader.wrong(start..start, format!("the rule `{id}` of kind {word} needs `{key}`"), None);
        }
        found
    };
    Some(match word.as_str() {
        "require" => Kind::Require { signal: names(reader, of, "signal"), place: place(reader, of) },
        "forbid" => Kind::Forbid {
            signal: names(reader, of, "signal"),
            place: place(reader, of),
            unless_sentence: names(reader, of, "unless_sentence_has"),
            unless_letter: names(reader, of, "unless_letter_has"),
        },
        "limit" => Kind::Limit {
            metric: need(reader, "metric")?,
            max: bound(reader, of, "max"),
            min: bound(reader, of, "min"),
        },
        "order" => Kind::Order { first: names(reader, of, "first"), then: names(reader, of, "then") },
        "position" => Kind::Position {
            signal: names(reader, of, "signal"),
            last: reader.number(of, "max_sentence").and_then(|n| usize::try_from(n).ok()).unwrap_or(4),
        },
        "near" => Kind::Near {
            signal: names(reader, of, "signal"),
            needs: names(reader, of, "needs"),
            within: reader.number(of, "within_sentences").and_then(|n| usize::try_from(n).ok()).unwrap_or(0),
        },
        "field-in-text" => Kind::FieldInText { field: need(reader, "field")? },
        "structure" => Kind::Structure { part: need(reader, "part")? },
        "consistency" => Kind::Consistency { pairs: pairs(reader, of) },
        "meta" => Kind::Meta,
        "builtin" => Kind::Builtin { check: need(reader, "check")?, numbers: numbers(of) },
        "regex" => Kind::Regex { pattern: need(reader, "pattern")?, place: place(reader, of) },
        _ => {
            let span = of.get("kind").map_or(start..start, toml::Spanned::span);
            reader.wrong(
                span,
                format!("`{word}` is not a kind of rule"),
                did_you_mean(&word, KINDS.iter().copied()),
            );
            return None;
        }
    })
}

fn numbers(of: &DeTable) -> BTreeMap<String, f64> {
    let read = |key: &str| {
        let value = of.get(key)?.get_ref();
        let text = value
            .as_integer()
            .map(|n| n.as_str().to_string())
            .or_else(|| value.as_float().map(|n| n.as_str().to_string()))?;
        Some((key.to_string(), text.parse().ok()?))
    };
    ["max", "min", "max_run", "max_ratio"].into_iter().filter_map(read).collect()
}

/// One name or a list of them.
pub fn names(reader: &mut Reader, of: &DeTable, key: &str) -> Vec<String> {
    match of.get(key).map(toml::Spanned::get_ref) {
        Some(DeValue::String(one)) => vec![one.to_string()],
        _ => reader.strings(of, key),
    }
}

fn level(reader: &mut Reader, value: &Value) -> Option<Level> {
    let word = value.get_ref().as_str().unwrap_or_default();
    let found = Level::WORDS.iter().find(|(name, _)| *name == word).map(|(_, level)| *level);
    if found.is_none() {
        let hint = did_you_mean(word, Level::WORDS.iter().map(|(name, _)| *name));
        reader.wrong(value.span(), "a severity is error, warning, hint or off", hint);
    }
    found
}

fn place(reader: &mut Reader, of: &DeTable) -> Place {
    let Some(word) = reader.string(of, "where") else { return Place::Any };
    match word.as_str() {
        "any" => Place::Any,
        "subject" => Place::Subject,
        "opening" => Place::Opening,
        "body" => Place::Body,
        "closing" => Place::Closing,
        "last-sentence" => Place::LastSentence,
        "first-half" => Place::FirstHalf,
        other => match other.strip_prefix("sentence-of:") {
            Some(list) => Place::SentenceOf(list.split(',').map(|name| name.trim().to_string()).collect()),
            None => {
                let span = of.get("where").map_or(0..0, toml::Spanned::span);
                let known = [
                    "any",
                    "subject",
                    "opening",
                    "body",
                    "closing",
                    "last-sentence",
                    "first-half",
                    "sentence-of:",
                ];
                reader.wrong(
                    span,
                    format!("`{other}` is not a place of a letter"),
                    did_you_mean(other, known),
                );
                Place::Any
            }
        },
    }
}

fn bound(reader: &mut Reader, of: &DeTable, key: &str) -> Option<Bound> {
    let value = of.get(key)?;
    if let Some(number) = value.get_ref().as_integer().and_then(|n| n.as_str().parse().ok()) {
        return Some(Bound::Number(number));
    }
    let text = value.get_ref().as_str().unwrap_or_default();
    match text.split_once(':') {
        Some(("table", name)) => Some(Bound::Table(name.to_string())),
        Some(("field", name)) => Some(Bound::Field(name.to_string())),
        _ => {
            reader.mistyped(key, value, "a whole number, \"table:…\" or \"field:…\"");
            None
        }
    }
}

fn channels(reader: &mut Reader, of: &DeTable) -> Vec<Channel> {
    let words = reader.strings(of, "channels");
    let span = of.get("channels").map_or(0..0, toml::Spanned::span);
    words
        .iter()
        .filter_map(|word| match word.parse() {
            Ok(channel) => Some(channel),
            Err(_) => {
                let hint = did_you_mean(word, Channel::ALL.iter().map(|channel| channel.word()));
                reader.wrong(span.clone(), format!("`{word}` is not a channel"), hint);
                None
            }
        })
        .collect()
}

fn overrides(reader: &mut Reader, of: &DeTable) -> (BTreeMap<String, Level>, BTreeMap<String, i64>) {
    let (mut weights, mut bounds) = (BTreeMap::new(), BTreeMap::new());
    for (scenario, value) in reader.table(of, "override").into_iter().flatten() {
        let key = scenario.get_ref().to_string();
        if let Some(number) = value.get_ref().as_integer().and_then(|n| n.as_str().parse().ok()) {
            bounds.insert(key, number);
        } else if let Some(level) = level(reader, value) {
            weights.insert(key, level);
        }
    }
    (weights, bounds)
}

fn weight_when(reader: &mut Reader, of: &DeTable) -> Vec<(Condition, Level)> {
    let mut found = Vec::new();
    for item in reader.items(of, "override_when") {
        let Some(table) = reader.as_table("override_when", item) else { continue };
        let level = table.get("severity").and_then(|value| level(reader, value));
        if let (Some(condition), Some(level)) = (condition(reader, table, item.span().start), level) {
            found.push((condition, level));
        }
    }
    found
}

fn conditions(reader: &mut Reader, of: &DeTable, key: &str) -> Vec<Condition> {
    let mut found = Vec::new();
    for item in reader.items(of, key) {
        let Some(table) = reader.as_table(key, item) else { continue };
        reader.only(table, &["field", "op", "value"], "a condition");
        found.extend(condition(reader, table, item.span().start));
    }
    found
}

fn condition(reader: &mut Reader, of: &DeTable, start: usize) -> Option<Condition> {
    let field = reader.string(of, "field")?;
    let word = reader.string(of, "op").unwrap_or_default();
    let op = Operator::WORDS.iter().find(|(name, _)| *name == word).map(|(_, op)| *op);
    let Some(op) = op else {
        let hint = did_you_mean(&word, Operator::WORDS.iter().map(|(name, _)| *name));
        reader.wrong(start..start, format!("`{word}` does not compare anything"), hint);
        return None;
    };
    let value = of.get("value").and_then(|value| wanted(value.get_ref()));
    if value.is_none() {
        reader.wrong(
            start..start,
            "a condition needs a `value`: a text, a number, true or false, or a list",
            None,
        );
    }
    Some(Condition { field, op, value: value? })
}

fn wanted(value: &DeValue) -> Option<Wanted> {
    Some(match value {
        DeValue::Boolean(yes) => Wanted::Flag(*yes),
        DeValue::String(text) => Wanted::Text(text.to_string()),
        DeValue::Integer(number) => Wanted::Number(number.as_str().parse().ok()?),
        DeValue::Array(items) => {
            let all: Vec<Wanted> = items.iter().filter_map(|item| wanted(item.get_ref())).collect();
            if all.iter().all(|item| matches!(item, Wanted::Number(_))) {
                Wanted::Numbers(
                    all.into_iter()
                        .filter_map(|item| if let Wanted::Number(n) = item { Some(n) } else { None })
                        .collect(),
                )
            } else {
                Wanted::Texts(
                    all.into_iter()
                        .filter_map(|item| if let Wanted::Text(t) = item { Some(t) } else { None })
                        .collect(),
                )
            }
        }
        DeValue::Datetime(day) => Wanted::Text(day.to_string()),
        _ => return None,
    })
}

fn pairs(reader: &mut Reader, of: &DeTable) -> Vec<(Vec<String>, Vec<String>)> {
    let mut found = Vec::new();
    for item in reader.items(of, "pairs") {
        let Some(pair) = item.get_ref().as_array() else { continue };
        let side = |index: usize| -> Vec<String> {
            let word = pair.get(index).and_then(|value| value.get_ref().as_str()).unwrap_or_default();
            match word.strip_suffix('~') {
                Some(stem) => crate::compose::tone::pattern::inflected(stem),
                None => vec![word.to_string()],
            }
        };
        found.push((side(0), side(1)));
    }
    found
}

fn examples(reader: &mut Reader, of: &DeTable, key: &str) -> Vec<Example> {
    let mut found = Vec::new();
    for item in reader.items(of, key) {
        match item.get_ref() {
            DeValue::String(text) => found.push(Example { text: text.to_string(), set: BTreeMap::new() }),
            DeValue::Table(table) => {
                let text = reader.string(table, "text").unwrap_or_default();
                let set = match reader.table(table, "set") {
                    Some(set) => facts(set),
                    // Facts alone may stand directly in the example.
                    None => facts(table),
                };
                found.push(Example {
                    text,
                    set: set.into_iter().filter(|(name, _)| name != "text").collect(),
                });
            }
            _ => reader.mistyped(key, item, "a sentence or a table"),
        }
    }
    found
}

fn facts(table: &DeTable) -> BTreeMap<String, Wanted> {
    table
        .iter()
        .filter_map(|(name, value)| Some((name.get_ref().to_string(), wanted(value.get_ref())?)))
        .collect()
}
