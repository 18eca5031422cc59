//! The value of one field as text: strings, numbers, lists, and objects around them.
//!
//! Dumps wrap strings in many ways: `{"rendered": …}`, `{"$date": …}`, an editor's blocks, one
//! string for each language. Knows roles of fields, but not which of several wins.

use super::names::{Role, role};
use crate::model::Day;
use serde_json::{Map, Value};

/// How deep a wrapper may lie in wrappers.
const DEEPEST: usize = 24;

/// Where an object in the place of a string keeps that string.
const INNER: [&str; 20] = [
    "rendered",
    "text",
    "#text",
    "_text",
    "$t",
    "__cdata",
    "_cdata",
    "#cdata-section",
    "_",
    "value",
    "content",
    "name",
    "html",
    "data",
    "blocks",
    "paragraphs",
    "children",
    "title",
    "url",
    "raw",
];

/// Where an object in the place of a date keeps it.
const DATES: [&str; 9] = ["$date", "$numberLong", "seconds", "_seconds", "date", "iso", "datetime", "start", "value"];

/// Languages of an object with a string for each, the one that is read first.
const LANGUAGES: [&str; 9] = ["fa", "ar", "ckb", "ku", "ps", "ur", "prs", "fr", "en"];

/// Parts of a text that stand within a line.
const INLINE: [&str; 16] = [
    "text",
    "plain",
    "bold",
    "italic",
    "underline",
    "strikethrough",
    "link",
    "text_link",
    "mention",
    "mention_name",
    "hashtag",
    "code",
    "custom_emoji",
    "strong",
    "em",
    "span",
];

/// The text of a field in a role, and whether it was put together from a list of objects.
pub(super) fn text_of(value: &Value, role: Role) -> Option<(String, bool)> {
    let text = text(value, role, 0)?;
    let listed = matches!(value, Value::Array(parts) if parts.iter().any(Value::is_object));
    let text = if role == Role::Date { since_1970(text.trim()).unwrap_or(text) } else { text };
    Some((text, listed)).filter(|(text, _)| !text.trim().is_empty())
}

/// A list that has no name of its own, as one text.
pub(super) fn joined(parts: &[Value]) -> String {
    list(parts, Role::Body, 0)
}

fn text(value: &Value, role: Role, depth: usize) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(parts) if depth < DEEPEST => Some(list(parts, role, depth + 1)),
        Value::Object(object) if depth < DEEPEST => inner(object, role, depth + 1),
        _ => None,
    }
    .filter(|text| !text.trim().is_empty())
}

fn inner(object: &Map<String, Value>, role: Role, depth: usize) -> Option<String> {
    if role == Role::Date {
        let number = |name: &str| object.get(name)?.as_u64().filter(|number| *number > 0);
        if let (Some(year), Some(month), Some(day)) = (number("year"), number("month"), number("day")) {
            return Some(format!("{year:04}-{month:02}-{day:02}"));
        }
        return DATES.iter().find_map(|name| text(object.get(*name)?, role, depth));
    }
    let of_language = || {
        let is_language =
            |name: &String| matches!(name.len(), 2 | 3) && name.bytes().all(|byte| byte.is_ascii_lowercase());
        let all = !object.is_empty() && object.keys().all(is_language);
        LANGUAGES.iter().filter(|_| all).find_map(|name| text(object.get(*name)?, role, depth))
    };
    INNER.iter().find_map(|name| text(object.get(*name)?, role, depth)).or_else(of_language)
}

/// A list as one text. In a body strings are paragraphs, but among objects they are parts of one.
fn list(parts: &[Value], role: Role, depth: usize) -> String {
    let is_inline = |part: &Value| part.get("type").and_then(Value::as_str).is_some_and(|kind| INLINE.contains(&kind));
    let mixed = parts.iter().any(Value::is_object) && parts.iter().any(Value::is_string);
    let between = match role {
        Role::Body | Role::Lead if mixed || parts.iter().any(is_inline) => "",
        Role::Body | Role::Lead => "\n\n",
        _ => ", ",
    };
    if !matches!(role, Role::Body | Role::Lead | Role::Author) {
        return parts.iter().find_map(|part| text(part, role, depth)).unwrap_or_default();
    }
    // A blank between two parts of a line is a part too.
    let blank = |part: &Value| part.as_str().map(str::to_owned).filter(|_| between.is_empty());
    let texts: Vec<String> = parts.iter().filter_map(|part| text(part, role, depth).or_else(|| blank(part))).collect();
    texts.join(between)
}

/// True for an object that is a record of its own: it has a text and something that tells what it is.
pub(super) fn is_record(value: &Value) -> bool {
    is_record_at(value, 0)
}

fn is_record_at(value: &Value, depth: usize) -> bool {
    let Value::Object(object) = value else { return false };
    let has = |wanted: &[Role]| {
        object.iter().any(|(name, value)| {
            role(name).is_some_and(|(role, _)| wanted.contains(&role)) && text(value, Role::Body, 0).is_some()
        })
    };
    has(&[Role::Body]) && has(&[Role::Title, Role::Date, Role::Url, Role::Lead])
        || has(&[Role::Title]) && has(&[Role::Date]) && has(&[Role::Lead, Role::Url])
        // Answers of search engines and of other services put the record one level down.
        || depth < 2
            && ENVELOPES.iter().any(|name| object.get(*name).is_some_and(|inside| is_record_at(inside, depth + 1)))
}

/// Names under which an answer of a service keeps the record itself.
const ENVELOPES: [&str; 12] =
    ["_source", "fields", "attributes", "node", "doc", "document", "data", "tweet", "article", "post", "news", "item"];

/// A date counted in seconds, or thousandths of them and so on, since 1970, as ISO 8601 in UTC; none if it is no such number.
pub(super) fn since_1970(text: &str) -> Option<String> {
    if let Some((seconds, zone)) = in_brackets(text) {
        return Some(iso(seconds, zone));
    }
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if !whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number = |range: std::ops::Range<usize>| whole.get(range).and_then(|digits| digits.parse::<i64>().ok());
    // 20150721 and an hour.
    let is_written_out = || {
        (whole.starts_with("19") || whole.starts_with("20"))
            && number(4..6).is_some_and(|month| (1..=12).contains(&month))
            && number(6..8).is_some_and(|day| (1..=31).contains(&day))
    };
    let divisor = match whole.len() {
        9 => 1,
        10 if !is_written_out() => 1,
        12 if !is_written_out() => 1_000,
        13 => 1_000,
        16 => 1_000_000,
        19 => 1_000_000_000,
        _ => return None,
    };
    Some(iso(whole.parse::<i64>().ok()? / divisor, "Z"))
}

/// Seconds as the clock of a zone shows them.
fn iso(seconds: i64, zone: &str) -> String {
    let of_day = seconds.rem_euclid(86_400);
    let (hours, minutes) = (of_day / 3600, of_day / 60 % 60);
    format!("{}T{hours:02}:{minutes:02}:{:02}{zone}", Day::from_unix(seconds), of_day % 60)
}

/// `/Date(1503219600000+0330)/`: thousandths of a second since 1970, and the zone whose clock is meant.
fn in_brackets(text: &str) -> Option<(i64, &str)> {
    let call = text.trim_matches(['/', '\\']);
    let inside = call.strip_prefix("new ").unwrap_or(call).strip_prefix("Date(")?.strip_suffix(')')?.trim();
    let end = inside.rfind(['+', '-']).filter(|at| *at > 0).unwrap_or(inside.len());
    let (number, zone) = inside.split_at_checked(end)?;
    let thousandths = number.parse::<i64>().ok().filter(|number| number.abs() < 10_000_000_000_000)?;
    if zone.is_empty() {
        return Some((thousandths.div_euclid(1000), "Z"));
    }
    let digits =
        zone.get(1..).filter(|digits| digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    let (hours, minutes) = (digits.get(..2)?.parse::<i64>().ok()?, digits.get(2..)?.parse::<i64>().ok()?);
    let ahead = (hours * 60 + minutes) * 60 * if zone.starts_with('-') { -1 } else { 1 };
    Some((thousandths.div_euclid(1000) + ahead, zone))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn check(value: Value, role: Role, expected: &str) {
        assert_eq!(text_of(&value, role).map_or_else(String::new, |(text, _)| text), expected, "{value}");
    }

    #[test]
    fn wrappers_are_taken_off() {
        check(json!({"rendered": "t"}), Role::Title, "t");
        check(json!({"text": {"value": "t"}}), Role::Body, "t");
        check(json!({"en": "t", "fa": "ت"}), Role::Title, "ت");
        check(
            json!({"type": "doc", "content": [
            {"type": "paragraph", "content": [{"type": "text", "text": "one "}, {"type": "text", "text": "line"}]},
            {"type": "paragraph", "content": [{"type": "text", "text": "two"}]}]}),
            Role::Body,
            "one line\n\ntwo",
        );
        check(
            json!({"blocks": [{"type": "paragraph", "data": {"text": "a"}}, {"data": {"text": "b"}}]}),
            Role::Body,
            "a\n\nb",
        );
        check(json!(["see ", {"type": "link", "text": "there"}, " ", "now"]), Role::Body, "see there now");
        check(json!([{"name": "a"}, {"name": "b"}]), Role::Author, "a, b");
        check(json!(["", "a", "b"]), Role::Title, "a");
        check(json!(1400), Role::Title, "1400");
        check(json!({"width": 3}), Role::Title, "");
        check(json!({"en": 3, "width": "x"}), Role::Title, "");
    }

    #[test]
    fn dates_of_many_shapes() {
        check(json!({"$date": "2015-07-21T10:00:00Z"}), Role::Date, "2015-07-21T10:00:00Z");
        check(json!({"$date": {"$numberLong": "1437465092000"}}), Role::Date, "2015-07-21T07:51:32Z");
        check(json!({"_seconds": 1437465092, "_nanoseconds": 0}), Role::Date, "2015-07-21T07:51:32Z");
        check(
            json!({"date": "2015-07-21 10:00:00.000000", "timezone": "UTC"}),
            Role::Date,
            "2015-07-21 10:00:00.000000",
        );
        check(json!({"year": 1400, "month": 5, "day": 1}), Role::Date, "1400-05-01");
    }

    #[test]
    fn seconds_since_1970_and_other_numbers() {
        for (text, expected) in [
            ("1437465092", Some("2015-07-21T07:51:32Z")),
            ("1437465092.75", Some("2015-07-21T07:51:32Z")),
            ("1437465092123", Some("2015-07-21T07:51:32Z")),
            ("1437465092123456", Some("2015-07-21T07:51:32Z")),
            ("/Date(1437465092000)/", Some("2015-07-21T07:51:32Z")),
            (r"\/Date(1437465092000)\/", Some("2015-07-21T07:51:32Z")),
            ("/Date(1437510600000+0330)/", Some("2015-07-22T00:00:00+0330")),
            ("/Date(1437437400000-0200)/", Some("2015-07-20T22:10:00-0200")),
            ("/Date(-86400000)/", Some("1969-12-31T00:00:00Z")),
            ("new Date(1437465092000)", Some("2015-07-21T07:51:32Z")),
            ("new Date(2015, 6, 21)", None),
            ("/Date()/", None),
            ("/Date(1437465092000+3)/", None),
            ("999999999", Some("2001-09-09T01:46:39Z")),
            ("20150721", None),
            ("2015072110", None),
            ("201507211030", None),
            ("20150721103000", None),
            ("13940430", None),
            ("1394", None),
            ("", None),
            ("2015-07-21", None),
        ] {
            assert_eq!(since_1970(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn records_are_told_from_other_objects() {
        for (value, expected) in [
            (json!({"title": "t", "text": "b"}), true),
            (json!({"_index": "i", "_source": {"title": "t", "text": "b"}}), true),
            (json!({"title": "t", "pubDate": "d", "link": "u"}), true),
            (json!({"text": "a reply"}), false),
            (json!({"name": "party", "url": "u"}), false),
            (json!("text"), false),
        ] {
            assert_eq!(is_record(&value), expected, "{value}");
        }
    }
}
