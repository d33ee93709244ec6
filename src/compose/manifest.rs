//! Turns a `scenario.toml` into a scenario. What is wrong is named; what is right counts.

use super::toml_reader::{Reader, Value, shown};
use crate::domain::draft::{Answer, Answers};
use crate::domain::problem::{Problem, did_you_mean};
use crate::domain::scenario::{
    Band, ChannelUse, Choice, Direction, Field, Head, Kind, Layer, Move, Next, Scenario, When,
};
use crate::domain::style::Channel;
use std::collections::{BTreeMap, BTreeSet};
use toml::de::{DeTable, DeValue};

/// The keys of the tables of a manifest, for messages.
const TOP: &[&str] = &[
    "title", "summary", "group", "order", "use", "aliases", "when", "to", "soon", "comfort", "channels",
    "length", "field", "move", "next", "example",
];
const FIELD: &[&str] = &[
    "key",
    "kind",
    "label",
    "help",
    "example",
    "required",
    "default",
    "advice",
    "remember",
    "profile",
    "when",
    "unless",
    "choices",
    "direction",
    "max_words",
    "drop_first",
    "drop_last",
];

/// Names that a field may not have because templates know them already.
const TAKEN: &[&str] = &["formality", "length", "channel", "spelling", "today", "moves", "subject", "body"];

/// The fields that scenarios share: `_shared/fields.toml`.
pub fn shared_fields(path: &str, text: &str) -> (Vec<Field>, Vec<Problem>) {
    let (mut reader, table) = Reader::parse(path, text);
    let mut fields = Vec::new();
    for (key, value) in table.iter().flatten() {
        if let Some(table) = reader.as_table(key.get_ref(), value) {
            fields.extend(field(&mut reader, table, Some(key.get_ref()), value));
        }
    }
    (fields, reader.problems)
}

fn read_head(reader: &mut Reader, table: &DeTable, id: &str, title: String) -> Head {
    Head {
        id: id.to_string(),
        summary: reader.string(table, "summary").unwrap_or_else(|| title.clone()),
        title,
        group: reader.string(table, "group").unwrap_or_else(|| OWN.to_string()),
        order: reader.number(table, "order").unwrap_or(LAST),
        aliases: reader.strings(table, "aliases"),
        when: reader.string(table, "when").unwrap_or_default(),
        to: reader.string(table, "to").unwrap_or_default(),
        soon: reader.string(table, "soon").unwrap_or_default(),
        comfort: reader.string(table, "comfort").unwrap_or_default(),
        channels: channels(reader, table),
    }
}

/// The group and the place of a scenario that names none.
const OWN: &str = "own";
const LAST: u32 = 1000;

/// One scenario. `None` if the manifest cannot serve at all.
pub fn scenario(
    id: &str,
    layer: Layer,
    path: &str,
    text: &str,
    shared: &[Field],
) -> (Option<Scenario>, Vec<Problem>) {
    let (mut reader, table) = Reader::parse(path, text);
    let Some(table) = table else { return (None, reader.problems) };
    reader.only(&table, TOP, "a scenario");
    let Some(title) = reader.string(&table, "title") else {
        if table.get("title").is_none() {
            reader.wrong(
                0..0,
                "a scenario needs a `title`",
                Some("Say the person's situation in one line".into()),
            );
        }
        return (None, reader.problems);
    };
    let head = read_head(&mut reader, &table, id, title);
    if head.channels.is_empty() {
        let hint = "Add [channels] with recommended = [\"email\"]".to_string();
        reader.wrong(0..0, "a scenario needs at least one channel", Some(hint));
        return (None, reader.problems);
    }
    let fields = fields(&mut reader, &table, shared);
    let scenario = Scenario {
        head,
        bands: bands(&mut reader, &table),
        moves: moves(&mut reader, &table),
        next: next(&mut reader, &table),
        example: example(&mut reader, &table, &fields),
        fields,
        layer,
    };
    check_conditions(&mut reader, &scenario);
    (Some(scenario), reader.problems)
}

fn channels(reader: &mut Reader, table: &DeTable) -> Vec<ChannelUse> {
    let Some(listed) = reader.table(table, "channels") else { return Vec::new() };
    reader.only(listed, &["recommended", "allowed"], "[channels]");
    let mut channels: Vec<ChannelUse> = Vec::new();
    for (key, recommended) in [("recommended", true), ("allowed", false)] {
        for item in reader.items(listed, key) {
            let Some(channel) = word(reader, item, Channel::ALL.iter().map(|c| (c.word(), *c)), "channel")
            else {
                continue;
            };
            if !channels.iter().any(|used| used.channel == channel) {
                channels.push(ChannelUse { channel, recommended });
            }
        }
    }
    channels
}

/// One word of a closed list.
fn word<T>(
    reader: &mut Reader,
    value: &Value,
    words: impl Iterator<Item = (&'static str, T)>,
    what: &str,
) -> Option<T> {
    let Some(text) = value.get_ref().as_str() else {
        reader.mistyped(what, value, "a text in quotes");
        return None;
    };
    let mut names = Vec::new();
    for (name, found) in words {
        if name == text {
            return Some(found);
        }
        names.push(name);
    }
    let hint =
        did_you_mean(text, names.iter().copied()).unwrap_or_else(|| format!("One of {}", names.join(", ")));
    reader.wrong(value.span(), format!("`{}` is not a {what}", shown(text)), Some(hint));
    None
}

fn bands(reader: &mut Reader, table: &DeTable) -> BTreeMap<Channel, Band> {
    let mut bands = BTreeMap::new();
    let Some(listed) = reader.table(table, "length") else { return bands };
    let words: Vec<&str> = Channel::ALL.iter().map(|channel| channel.word()).collect();
    reader.only(listed, &words, "[length]");
    for (key, value) in listed {
        let Ok(channel) = key.get_ref().parse::<Channel>() else { continue };
        let items = reader.items(listed, key.get_ref());
        let numbers: Vec<u32> =
            items.into_iter().filter_map(|item| reader.as_number(key.get_ref(), item)).collect();
        match numbers.as_slice() {
            [least, from, to, most] if least <= from && from <= to && to <= most => {
                bands.insert(channel, Band { least: *least, from: *from, to: *to, most: *most });
            }
            _ => reader.wrong(
                value.span(),
                "a length is four rising numbers: least, target from, target to, most",
                None,
            ),
        }
    }
    bands
}

fn fields(reader: &mut Reader, table: &DeTable, shared: &[Field]) -> Vec<Field> {
    let mut fields: Vec<Field> = Vec::new();
    for item in reader.items(table, "use") {
        let Some(name) = item.get_ref().as_str() else {
            reader.mistyped("use", item, "a text in quotes");
            continue;
        };
        match shared.iter().find(|field| field.key == name) {
            Some(field) if fields.iter().any(|known| known.key == field.key) => {}
            Some(field) => {
                fields.push(field.clone());
                // A shared field brings along the shared one that it depends on.
                let other = field.unless.as_deref().or(field.when.as_ref().map(|when| when.field.as_str()));
                let other = other.and_then(|key| shared.iter().find(|field| field.key == key));
                fields.extend(
                    other.filter(|other| !fields.iter().any(|known| known.key == other.key)).cloned(),
                );
            }
            None => {
                let hint = did_you_mean(name, shared.iter().map(|field| field.key.as_str()));
                reader.wrong(item.span(), format!("`{}` is not a shared field", shown(name)), hint);
            }
        }
    }
    for item in reader.items(table, "field") {
        let Some(table) = reader.as_table("field", item) else { continue };
        let Some(field) = field(reader, table, None, item) else { continue };
        match fields.iter_mut().find(|known| known.key == field.key) {
            Some(known) => *known = field,
            None => fields.push(field),
        }
    }
    fields.extend(shared.iter().filter(|field| field.profile).cloned());
    in_asking_order(fields)
}

/// What is needed is asked first, with the toggle that says there is none; then what the profile remembers,
/// then what is optional; advice comes last.
fn in_asking_order(fields: Vec<Field>) -> Vec<Field> {
    let waivers: BTreeSet<String> = fields.iter().filter_map(|field| field.unless.clone()).collect();
    let rank = |field: &Field| match field {
        field if field.advice => 3,
        field if field.profile => 1,
        field if field.required || waivers.contains(&field.key) => 0,
        _ => 2,
    };
    let mut ordered = fields;
    ordered.sort_by_key(rank);
    ordered
}

fn field(reader: &mut Reader, table: &DeTable, key: Option<&str>, place: &Value) -> Option<Field> {
    reader.only(table, FIELD, "a field");
    let key = match key {
        Some(key) => key.to_string(),
        None => match reader.string(table, "key") {
            Some(key) => key,
            None => {
                reader.wrong(place.span(), "a field needs a `key`", None);
                return None;
            }
        },
    };
    if !is_name(&key) || TAKEN.contains(&key.as_str()) {
        let what = format!("`{}` cannot be the key of a field", shown(&key));
        reader.wrong(
            place.span(),
            what,
            Some("Use small letters, digits and _, beginning with a letter".into()),
        );
        return None;
    }
    let kind = match table.get("kind") {
        Some(value) => word(reader, value, Kind::WORDS.iter().copied(), "kind of field")?,
        None => Kind::Line,
    };
    let choices = choices(reader, table);
    if (kind == Kind::Choice) == choices.is_empty() {
        let what =
            if choices.is_empty() { "a choice needs `choices`" } else { "only a choice has `choices`" };
        reader.wrong(place.span(), format!("field `{key}`: {what}"), None);
    }
    let direction = match table.get("direction") {
        Some(value) => {
            let words = [("past", Direction::Past), ("future", Direction::Future)];
            word(reader, value, words.into_iter(), "direction").unwrap_or(Direction::Past)
        }
        None => Direction::Past,
    };
    Some(Field {
        kind,
        label: reader.string(table, "label").unwrap_or_else(|| key.replace('_', " ")),
        help: reader.string(table, "help").unwrap_or_default(),
        example: reader.string(table, "example"),
        required: reader.boolean(table, "required").unwrap_or(false),
        default: default(reader, table, kind, &choices),
        advice: reader.boolean(table, "advice").unwrap_or(false),
        remember: reader.boolean(table, "remember").unwrap_or(false),
        profile: reader.boolean(table, "profile").unwrap_or(false),
        when: when(reader, table),
        unless: reader.string(table, "unless"),
        choices,
        direction,
        max_words: reader.number(table, "max_words"),
        drop_first: reader.strings(table, "drop_first"),
        drop_last: reader.strings(table, "drop_last"),
        key,
    })
}

/// Whether a text can name a field, a move or a block.
pub fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.len() <= 64
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

fn default(reader: &mut Reader, table: &DeTable, kind: Kind, choices: &[Choice]) -> Option<Answer> {
    let value = table.get("default")?;
    let answer = answer(value.get_ref());
    let fits = match (&answer, kind) {
        (Some(Answer::Toggle(_)), Kind::Toggle) | (Some(Answer::List(_)), Kind::List) => true,
        (Some(Answer::Text(text)), Kind::Choice) => choices.iter().any(|choice| choice.value == *text),
        (Some(Answer::Text(_)), kind) => !matches!(kind, Kind::Toggle | Kind::List),
        _ => false,
    };
    if !fits {
        let hint = match &answer {
            Some(Answer::Text(text)) => {
                did_you_mean(text, choices.iter().map(|choice| choice.value.as_str()))
            }
            _ => None,
        };
        reader.wrong(
            value.span(),
            format!("this default does not fit a field of kind {}", kind.word()),
            hint,
        );
        return None;
    }
    answer
}

/// A TOML value as an answer; `None` for what no field takes.
pub fn answer(value: &DeValue) -> Option<Answer> {
    match value {
        DeValue::String(text) => Some(Answer::Text(text.to_string())),
        DeValue::Integer(number) => Some(Answer::Text(number.as_str().to_string())),
        DeValue::Float(number) => Some(Answer::Text(number.as_str().to_string())),
        DeValue::Boolean(yes) => Some(Answer::Toggle(*yes)),
        DeValue::Datetime(date) => Some(Answer::Text(date.to_string())),
        DeValue::Array(items) => {
            let texts: Option<Vec<String>> =
                items.iter().map(|item| item.get_ref().as_str().map(str::to_string)).collect();
            texts.map(Answer::List)
        }
        DeValue::Table(_) => None,
    }
}

fn when(reader: &mut Reader, table: &DeTable) -> Option<When> {
    let listed = reader.table(table, "when")?;
    reader.only(listed, &["field", "is", "is_not"], "a condition");
    let field = reader.string(listed, "field")?;
    Some(When { field, is: reader.strings(listed, "is"), is_not: reader.strings(listed, "is_not") })
}

fn choices(reader: &mut Reader, table: &DeTable) -> Vec<Choice> {
    let mut choices: Vec<Choice> = Vec::new();
    for item in reader.items(table, "choices") {
        let Some(listed) = reader.as_table("choices", item) else { continue };
        reader.only(listed, &["value", "label", "say", "avoid"], "a choice");
        let Some(value) = reader.string(listed, "value") else {
            reader.wrong(item.span(), "a choice needs a `value`", None);
            continue;
        };
        if choices.iter().any(|known| known.value == value) {
            reader.wrong(item.span(), format!("the choice `{}` stands twice", shown(&value)), None);
            continue;
        }
        choices.push(Choice {
            label: reader.string(listed, "label").unwrap_or_else(|| value.clone()),
            say: reader.string(listed, "say"),
            avoid: reader.string(listed, "avoid"),
            value,
        });
    }
    choices
}

fn moves(reader: &mut Reader, table: &DeTable) -> Vec<Move> {
    let mut moves: Vec<Move> = Vec::new();
    for item in reader.items(table, "move") {
        let Some(listed) = reader.as_table("move", item) else { continue };
        reader.only(listed, &["id", "block", "label", "optional", "signals"], "a move");
        let (Some(id), Some(block)) = (reader.string(listed, "id"), reader.string(listed, "block")) else {
            reader.wrong(item.span(), "a move needs an `id` and a `block`", None);
            continue;
        };
        if !is_name(&id) || !is_name(&block) || moves.iter().any(|known| known.id == id) {
            let hint = "Small letters, digits and _, beginning with a letter, each id once".to_string();
            reader.wrong(
                item.span(),
                format!("`{}` in `{}` is not a usable move", shown(&id), shown(&block)),
                Some(hint),
            );
            continue;
        }
        moves.push(Move {
            label: reader.string(listed, "label").unwrap_or_else(|| id.replace('_', " ")),
            optional: reader.boolean(listed, "optional").unwrap_or(false),
            signals: reader.strings(listed, "signals"),
            id,
            block,
        });
    }
    moves
}

fn next(reader: &mut Reader, table: &DeTable) -> Vec<Next> {
    let mut next = Vec::new();
    for item in reader.items(table, "next") {
        let Some(listed) = reader.as_table("next", item) else { continue };
        reader.only(listed, &["scenario", "wait", "label"], "a next step");
        let Some(scenario) = reader.string(listed, "scenario") else {
            reader.wrong(item.span(), "a next step needs a `scenario`", None);
            continue;
        };
        let wait = reader.string(listed, "wait").unwrap_or_default();
        next.push(Next { label: reader.string(listed, "label").unwrap_or_default(), wait, scenario });
    }
    next
}

fn example(reader: &mut Reader, table: &DeTable, fields: &[Field]) -> Answers {
    let mut answers = Answers::new();
    let Some(listed) = reader.table(table, "example") else { return answers };
    for (key, value) in listed {
        let name: &str = key.get_ref();
        if !fields.iter().any(|field| field.key == name) {
            let hint = did_you_mean(name, fields.iter().map(|field| field.key.as_str()));
            reader.wrong(
                key.span(),
                format!("the example answers `{}`, which is no field", shown(name)),
                hint,
            );
            continue;
        }
        match answer(value.get_ref()) {
            Some(answer) => {
                answers.insert(name.to_string(), answer);
            }
            None => reader.mistyped(name, value, "a text, a number, true or false, or a list of texts"),
        }
    }
    answers
}

/// Conditions must speak of fields that there are.
fn check_conditions(reader: &mut Reader, scenario: &Scenario) {
    let known: BTreeSet<&str> = scenario
        .fields
        .iter()
        .map(|field| field.key.as_str())
        .chain(["channel", "formality", "length"])
        .collect();
    for field in &scenario.fields {
        let named =
            field.when.as_ref().map(|when| when.field.as_str()).into_iter().chain(field.unless.as_deref());
        for other in named.filter(|other| !known.contains(other)) {
            let hint = did_you_mean(other, known.iter().copied());
            let what = format!("field `{}` depends on `{}`, which is no field", field.key, shown(other));
            reader.wrong(0..0, what, hint);
        }
    }
}
