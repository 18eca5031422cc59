//! One JSON value to the title, date, body and so on that it holds.
//!
//! Known field names at any depth, the shallowest first; the longest string as the body where no
//! name tells. An object that is only a wrapper around an array of records gives all of them.
//! HTML inside strings is stripped; nothing else is taken from a body, not even codes at its end.

use super::markup;
use super::names::{Role, role};
use crate::corpus::mojibake;
use crate::model::Fields;
use serde_json::{Map, Value};
use std::borrow::Cow;

/// What one record says.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Record {
    pub(super) fields: Fields,
    pub(super) body: String,
    /// True if a field's name, and not its length, made it the body.
    pub(super) sure: bool,
}

/// The records in one value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Records {
    /// It is a record; none if there is no word in it.
    One(Option<Box<Record>>),
    /// It is a wrapper around these.
    Wrapped(Vec<Record>),
}

/// Reads a value as a record or as a wrapper of records.
pub(super) fn records(value: &Value) -> Records {
    let own = Finder::look(value);
    if own.best(Role::Body).is_none_or(|body| body.listed)
        && let Some(array) = wrapped(value)
    {
        return Records::Wrapped(array.iter().filter_map(|value| Finder::look(value).record()).collect());
    }
    Records::One(own.record().map(Box::new))
}

/// The longest array of records in `value` that is not part of a record itself.
fn wrapped(value: &Value) -> Option<&Vec<Value>> {
    let Value::Object(object) = value else { return None };
    object
        .values()
        .filter_map(|value| match value {
            Value::Array(array) if array.iter().any(is_record) => Some(array),
            Value::Object(_) => wrapped(value),
            _ => None,
        })
        .max_by_key(|array| array.len())
}

/// True for an object with a body of its own and something else that tells what it is.
fn is_record(value: &Value) -> bool {
    let Value::Object(object) = value else { return false };
    let has = |wanted: &[Role]| object.keys().filter_map(|name| role(name)).any(|(role, _)| wanted.contains(&role));
    has(&[Role::Body]) && has(&[Role::Title, Role::Date, Role::Url])
}

/// A string that may fill a role.
struct Candidate {
    depth: usize,
    rank: usize,
    /// True if it was put together from an array of objects.
    listed: bool,
    text: String,
}

/// Collects the best string for each role, and the longest of those that no name explains.
#[derive(Default)]
struct Finder {
    best: Vec<(Role, Candidate)>,
    longest: String,
}

impl Finder {
    fn look(value: &Value) -> Self {
        let mut finder = Self::default();
        match value {
            Value::Object(object) => finder.object(object, 0),
            Value::String(text) => finder.unnamed(text),
            Value::Array(parts) => finder.unnamed(&joined(parts)),
            _ => {}
        }
        finder
    }

    fn best(&self, wanted: Role) -> Option<&Candidate> {
        self.best.iter().find(|(role, _)| *role == wanted).map(|(_, candidate)| candidate)
    }

    fn object(&mut self, object: &Map<String, Value>, depth: usize) {
        for (name, value) in object {
            if let Some((role, rank)) = role(name) {
                if let Some((text, listed)) = text_of(value) {
                    self.offer(role, Candidate { depth, rank, listed, text });
                    continue;
                }
                if matches!(role, Role::Author | Role::Site | Role::Agency) {
                    continue;
                }
            }
            match value {
                Value::Object(inner) => self.object(inner, depth + 1),
                Value::String(text) => self.unnamed(text),
                Value::Array(parts) if parts.iter().all(Value::is_string) => self.unnamed(&joined(parts)),
                _ => {}
            }
        }
    }

    fn offer(&mut self, wanted: Role, candidate: Candidate) {
        if candidate.text.trim().is_empty() {
            return;
        }
        let Some((_, held)) = self.best.iter_mut().find(|(role, _)| *role == wanted) else {
            self.best.push((wanted, candidate));
            return;
        };
        let nearer = if wanted == Role::Body && candidate.depth == held.depth {
            // Of `content` and `body` side by side one is an excerpt.
            candidate.text.len() > held.text.len() && candidate.rank < BODY_IN_HTML
        } else {
            (candidate.depth, candidate.rank) < (held.depth, held.rank)
        };
        if nearer {
            *held = candidate;
        }
    }

    fn unnamed(&mut self, text: &str) {
        if text.len() > self.longest.len() {
            text.clone_into(&mut self.longest);
        }
    }

    fn take(&mut self, wanted: Role) -> Option<String> {
        let index = self.best.iter().position(|(role, _)| *role == wanted)?;
        Some(clean(&self.best.swap_remove(index).1.text).trim().to_owned()).filter(|text| !text.is_empty())
    }

    fn record(mut self) -> Option<Record> {
        let named = self.best.iter().position(|(role, _)| *role == Role::Body);
        let mut body = named.map(|index| clean(&self.best.swap_remove(index).1.text).into_owned());
        let sure = body.as_deref().is_some_and(has_words);
        let mut fields = Fields {
            kicker: self.take(Role::Kicker),
            title: self.take(Role::Title),
            lead: self.take(Role::Lead),
            date: self.take(Role::Date),
            party: self.take(Role::Party),
            agency: self.take(Role::Agency),
            site: self.take(Role::Site),
            url: self.take(Role::Url),
            author: self.take(Role::Author),
        };
        if fields.url.is_none() && fields.agency.as_ref().is_some_and(|agency| agency.starts_with("http")) {
            fields.url = fields.agency.take();
        }
        if !sure {
            let longest = clean(&self.longest);
            body = if longest.contains(char::is_whitespace)
                && longest.trim().len() > fields.lead.as_ref().map_or(0, String::len)
            {
                Some(longest.into_owned())
            } else if fields.lead.as_deref().is_some_and(has_words) {
                fields.lead.take()
            } else if fields.title.is_some() {
                fields.title.clone()
            } else {
                Some(longest.into_owned())
            };
        }
        let body = body.filter(|body| has_words(body))?;
        Some(Record { fields, body, sure })
    }
}

fn has_words(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

/// Rank from which the names of a body mean that it is raw HTML.
const BODY_IN_HTML: usize = 14;

/// The text of a named field, and whether it was put together from an array of objects.
fn text_of(value: &Value) -> Option<(String, bool)> {
    match value {
        Value::String(text) => Some((text.clone(), false)),
        Value::Number(number) => Some((number.to_string(), false)),
        Value::Array(parts) => {
            Some((joined(parts), parts.iter().any(Value::is_object))).filter(|(text, _)| !text.trim().is_empty())
        }
        Value::Object(object) => INNER.iter().find_map(|name| match object.get(*name)? {
            Value::String(text) => Some((text.clone(), false)),
            Value::Array(parts) => Some((joined(parts), false)),
            _ => None,
        }),
        Value::Null | Value::Bool(_) => None,
    }
}

/// Where an object in the place of a string keeps that string.
const INNER: [&str; 7] = ["rendered", "text", "#text", "value", "content", "name", "html"];

/// An array as one text: strings are paragraphs, but among objects they are parts of one.
fn joined(parts: &[Value]) -> String {
    let mixed = parts.iter().any(Value::is_object) && parts.iter().any(Value::is_string);
    let mut text = String::new();
    for part in parts.iter().filter_map(text_of).map(|(part, _)| part) {
        if !mixed && !text.is_empty() {
            text.push_str("\n\n");
        }
        text.push_str(&part);
    }
    text
}

/// The string without HTML and without the damage of a wrong table.
fn clean(text: &str) -> Cow<'_, str> {
    let text = markup::strip(text);
    match mojibake::undo(&text) {
        Some(restored) => Cow::Owned(restored),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn one(value: &Value) -> Record {
        match records(value) {
            Records::One(Some(record)) => *record,
            other => panic!("{other:?}"),
        }
    }

    /// Compares title, lead, date and body.
    fn check(value: Value, title: &str, lead: &str, date: &str, body: &str) {
        let record = one(&value);
        let fields = &record.fields;
        let told = [&fields.title, &fields.lead, &fields.date].map(|field| field.clone().unwrap_or_default());
        assert_eq!(told, [title, lead, date], "{value}");
        assert_eq!(record.body, body, "{value}");
    }

    #[test]
    fn names_of_fields_tell() {
        check(
            json!({"onTitr": "", "titr": " تیتر ", "describe": "لید", "text": "متن8054   "}),
            "تیتر",
            "لید",
            "",
            "متن8054   ",
        );
        check(json!({"Title": "t", "Body": "b c", "Publish_Date": "2015-07-21"}), "t", "", "2015-07-21", "b c");
        check(json!({"عنوان": "t", "محتوا": "b", "تاريخ": "1400/05/11"}), "t", "", "1400/05/11", "b");
        check(json!({"title": "t", "paragraphs": ["a", "b"]}), "t", "", "", "a\n\nb");
    }

    #[test]
    fn fields_are_found_at_any_depth() {
        let value = json!({"data": {"article": {"headline": "t", "articleBody": "b"}}, "meta": {"date": "2020-01-21"}});
        check(value, "t", "", "2020-01-21", "b");
        check(json!({"title": {"rendered": "t"}, "content": {"rendered": "<p>a</p><p>b</p>"}}), "t", "", "", "a\n\nb");
        let record = one(&json!({"author": {"name": "نویسنده"}, "publisher": {"name": "سایت"}, "text": "متن"}));
        assert_eq!(record.fields.author.as_deref(), Some("نویسنده"));
        assert_eq!(record.fields.site.as_deref(), Some("سایت"));
        assert_eq!(record.fields.title, None);
    }

    #[test]
    fn the_longest_string_is_the_body_where_no_name_tells() {
        let value =
            json!({"id": 7, "x": "short", "y": "the longest of all", "url": "http://example.org/a/very/long/address"});
        check(value, "", "", "", "the longest of all");
        check(json!({"title": "t", "summary": "all there is"}), "t", "", "", "all there is");
        check(json!({"title": "t"}), "t", "", "", "t");
        check(json!({"title": "t", "lead": ".", "text": "."}), "t", ".", "", "t");
        check(json!("only text"), "", "", "", "only text");
        assert_eq!(records(&json!({"a": 1, "b": [true, null]})), Records::One(None));
    }

    #[test]
    fn parts_of_one_text_are_joined_without_a_break() {
        check(json!({"text": ["see ", {"type": "link", "text": "there"}, " now"]}), "", "", "", "see there now");
        check(json!({"content": [{"type": "p", "text": "a"}, {"type": "p", "text": "b"}]}), "", "", "", "a\n\nb");
    }

    #[test]
    fn a_wrapper_gives_its_records() {
        let value = json!({"name": "channel", "messages": [{"id": 1, "date": "2021-01-01", "text": "a"}, {"id": 2, "text": ""}, {"date": "2021-01-02", "text": "b"}]});
        let Records::Wrapped(records) = records(&value) else { panic!("no wrapper") };
        assert_eq!(records.iter().map(|record| record.body.as_str()).collect::<Vec<_>>(), ["a", "b"]);
        let own = json!({"text": "the statement", "comments": [{"text": "a reply", "date": "2021"}]});
        assert_eq!(one(&own).body, "the statement");
    }

    #[test]
    fn html_and_wrong_tables_are_undone() {
        check(json!({"title": "a &amp; b", "text": "one<br>two&nbsp;three"}), "a & b", "", "", "one\ntwo\u{A0}three");
        let damaged: String = "حزب نمونه".bytes().map(char::from).collect();
        check(json!({"text": damaged}), "", "", "", "حزب نمونه");
    }
}
