//! Reads of a shipped manifest what a list shows, without reading the rest.
//!
//! The list is on the first frame, and TOML read in full would hold it up. The shipped manifests begin in a
//! plain way: keys with a text in quotes, a whole number or a list of texts, then `[channels]`. Whatever is
//! written otherwise is left to the reader of whole manifests.

use crate::domain::scenario::{ChannelUse, Head};
use crate::domain::style::Channel;
use std::collections::BTreeMap;

/// A value in the plain way.
enum Value<'a> {
    Text(&'a str),
    Number(u32),
    List(Vec<&'a str>),
}

type Table<'a> = BTreeMap<&'a str, Value<'a>>;

/// What a list shows of a manifest; `None` where it is not written in the plain way.
pub fn read(id: &str, text: &str) -> Option<Head> {
    let (top, rest) = text.split_once("\n[channels]\n")?;
    let listed = table(rest.split_once("\n[").map_or(rest, |(listed, _)| listed))?;
    let mut top = table(top)?;
    let mut text = |key| match top.remove(key)? {
        Value::Text(text) => Some(text.to_string()),
        _ => None,
    };
    Some(Head {
        id: id.to_string(),
        title: text("title")?,
        summary: text("summary")?,
        group: text("group")?,
        when: text("when")?,
        to: text("to")?,
        soon: text("soon")?,
        comfort: text("comfort")?,
        order: number(top.get("order")?)?,
        aliases: list(top.get("aliases")?)?.map(str::to_string).collect(),
        channels: channels(&listed)?,
    })
}

fn number(value: &Value) -> Option<u32> {
    if let Value::Number(number) = value { Some(*number) } else { None }
}

fn list<'v>(value: &'v Value) -> Option<impl Iterator<Item = &'v str>> {
    if let Value::List(items) = value { Some(items.iter().copied()) } else { None }
}

fn channels(listed: &Table) -> Option<Vec<ChannelUse>> {
    let mut channels: Vec<ChannelUse> = Vec::new();
    for (key, recommended) in [("recommended", true), ("allowed", false)] {
        let Some(words) = listed.get(key) else { continue };
        for word in list(words)? {
            let channel: Channel = word.parse().ok()?;
            if channels.iter().any(|used| used.channel == channel) {
                return None;
            }
            channels.push(ChannelUse { channel, recommended });
        }
    }
    Some(channels)
}

/// The keys of a stretch of a manifest, each written once.
fn table(text: &str) -> Option<Table<'_>> {
    let mut table = Table::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let (key, behind) = rest.split_once(" = ")?;
        let (value, behind) = value(behind)?;
        let is_new = table.insert(key, value).is_none();
        let ends = behind.is_empty() || behind.starts_with('\n');
        let is_plain = key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
        if !is_new || !ends || !is_plain {
            return None;
        }
        rest = behind.trim_start();
    }
    Some(table)
}

/// A value, and what stands behind it.
fn value(text: &str) -> Option<(Value<'_>, &str)> {
    if text.starts_with('"') {
        return quoted(text).map(|(text, behind)| (Value::Text(text), behind));
    }
    if let Some(mut rest) = text.strip_prefix('[') {
        let mut items = Vec::new();
        loop {
            rest = rest.trim_start();
            if let Some(behind) = rest.strip_prefix(']') {
                return Some((Value::List(items), behind));
            }
            let (item, behind) = quoted(rest)?;
            items.push(item);
            rest = behind.trim_start();
            rest = rest.strip_prefix(',').or_else(|| rest.starts_with(']').then_some(rest))?;
        }
    }
    let (digits, behind) = text.split_at(text.find('\n').unwrap_or(text.len()));
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.starts_with('0');
    Some((Value::Number(digits.parse().ok().filter(|_| plain)?), behind))
}

/// A text in quotes on one line and without escapes, and what stands behind it.
fn quoted(text: &str) -> Option<(&str, &str)> {
    let (inside, behind) = text.strip_prefix('"')?.split_once('"')?;
    let odd = |byte: u8| byte == b'\\' || byte.is_ascii_control();
    (!inside.bytes().any(odd)).then_some((inside, behind))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compose::manifest;
    use crate::domain::scenario::Layer;

    const PLAIN: &str = "title = \"I say: no\"\nsummary = \"A ] line\"\ngroup = \"own\"\norder = 7\naliases = [\n  \"no\", \"not, now\",\n]\nwhen = \"\"\nto = \"Them\"\nsoon = \"At once\"\ncomfort = \"Good\"\n\n[channels]\nrecommended = [\"email\"]\nallowed = [\"phone\"]\n\n[[field]]\nkey = 1\n";

    #[test]
    fn a_plain_head_is_read() {
        let head = read("no", PLAIN).expect("it is written in the plain way");
        assert_eq!((head.id.as_str(), head.title.as_str(), head.order), ("no", "I say: no", 7));
        assert_eq!(head.aliases, ["no", "not, now"]);
        let channels: Vec<_> = head.channels.iter().map(|used| (used.channel, used.recommended)).collect();
        assert_eq!(channels, [(Channel::Email, true), (Channel::Phone, false)]);
    }

    #[test]
    fn the_shipped_ones_are_plain_and_read_as_when_read_whole() {
        let folders = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/templates"));
        let folders = folders.expect("the templates are there").flatten();
        let manifests = folders.filter_map(|folder| {
            let text = std::fs::read_to_string(folder.path().join("scenario.toml")).ok()?;
            Some((folder.file_name().into_string().expect("an id is ASCII"), text))
        });
        let mut count = 0;
        for (id, text) in manifests {
            let (whole, _) = manifest::scenario(&id, Layer::Builtin, "", &text, &[]);
            assert_eq!(read(&id, &text), whole.map(|whole| whole.head), "{id}");
            count += 1;
        }
        assert!(count > 0);
    }

    #[test]
    fn what_is_not_plain_is_left_to_others() {
        let changes = [
            ("\"Them\"", "\"Them \\u00e9\""),
            ("\"Them\"", "\"Them\" # a remark"),
            ("\"Them\"", "'Them'"),
            ("\"Them\"", "\"\"\"Them\"\"\""),
            ("to = \"Them\"", "title = \"Them\""),
            ("order = 7", "order = 07"),
            ("order = 7", "order = \"7\""),
            ("order = 7", "order = 7.5"),
            ("to =", "[to]\nto ="),
            ("\"no\", ", "\"no\" "),
            ("\"phone\"", "\"pigeon\""),
            ("[channels]", "[[channels]]"),
        ];
        for (from, to) in changes {
            assert_eq!(read("no", &PLAIN.replacen(from, to, 1)), None, "{to}");
        }
    }
}
