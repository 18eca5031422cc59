//! One JSON value to the title, date, body and so on that it holds.
//!
//! Known field names at any depth, the shallowest first; the longest string as the body where no
//! name tells. An object that is only a wrapper around records, in arrays or under their ids, gives
//! all of them. HTML inside strings is stripped; nothing else is taken from a body, not even codes
//! at its end.

use super::field::{is_record, joined, text_of};
use super::markup;
use super::names::{DOUBTFUL, Role, is_aside, role};
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
    /// It is a wrapper around these; none for each without a word in it.
    Wrapped(Vec<Option<Record>>),
}

/// A string without a name that is as long as this is a text of its own, in bytes.
const LONG: usize = 400;

/// Reads a value as a record or as a wrapper of records.
pub(super) fn records(value: &Value) -> Records {
    if let Value::Array(array) = value
        && array.iter().any(is_record)
    {
        return Records::Wrapped(array.iter().map(|value| Finder::look(value).record()).collect());
    }
    let own = Finder::look(value);
    let has_text = own.best(Role::Body).is_some_and(|body| !body.listed && body.depth == 0)
        || own.best(Role::Title).is_some() && own.longest.len() >= LONG;
    if !has_text {
        let mut inside = Vec::new();
        wrapped(value, &mut inside);
        // One record alone may have its date or address in what is around it.
        if inside.len() > 1 || inside.iter().any(|(_, in_array)| *in_array) {
            return Records::Wrapped(inside.into_iter().map(|(value, _)| Finder::look(value).record()).collect());
        }
    }
    Records::One(own.record().map(Box::new))
}

/// Puts the records in an object that is none itself into `found`, and whether each stands in an array.
fn wrapped<'a>(value: &'a Value, found: &mut Vec<(&'a Value, bool)>) {
    let Value::Object(object) = value else { return };
    for (name, value) in object {
        match value {
            Value::Array(array) if !is_aside(name) && array.iter().any(is_record) => {
                found.extend(array.iter().map(|value| (value, true)));
            }
            Value::Array(array) if !is_aside(name) => {
                for value in array {
                    wrapped(value, found);
                }
            }
            Value::Object(_) if is_record(value) => found.push((value, false)),
            Value::Object(_) if !is_aside(name) => wrapped(value, found),
            _ => {}
        }
    }
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
            // What a search engine calls its source is the record itself.
            let around = value.is_object() && (name == "_source" || is_record(value));
            if let Some((role, rank)) = role(name).filter(|_| !around) {
                if let Some((text, listed)) = text_of(value, role) {
                    self.offer(role, Candidate { depth, rank, listed, text });
                    continue;
                }
                if matches!(role, Role::Author | Role::Site | Role::Agency) {
                    continue;
                }
            }
            match value {
                Value::Object(inner) if !is_aside(name) => self.object(inner, depth + 1),
                Value::String(text) => self.unnamed(text),
                Value::Array(parts) if parts.iter().all(Value::is_string) => self.unnamed(&joined(parts)),
                _ => {}
            }
        }
    }

    fn offer(&mut self, wanted: Role, candidate: Candidate) {
        if !says_something(wanted, &candidate.text) {
            return;
        }
        let Some((_, held)) = self.best.iter_mut().find(|(role, _)| *role == wanted) else {
            self.best.push((wanted, candidate));
            return;
        };
        let nearer = if wanted == Role::Body && candidate.depth == held.depth {
            // Of `content` and `body` side by side one is an excerpt.
            match (candidate.rank < DOUBTFUL, held.rank < DOUBTFUL) {
                (true, true) => candidate.text.len() > held.text.len(),
                (sure, _) => sure,
            }
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

/// False for what dumps write where there is nothing: blanks, `null`, a date of zeros.
fn says_something(role: Role, text: &str) -> bool {
    let text = text.trim();
    let is_nothing = ["null", "none", "nan", "undefined"].iter().any(|nothing| text.eq_ignore_ascii_case(nothing));
    let is_zero = role == Role::Date && text.chars().all(|character| !character.is_alphanumeric() || character == '0');
    // The number of an author, where the name is elsewhere.
    let is_key = role == Role::Author && text.bytes().all(|byte| byte.is_ascii_digit());
    !text.is_empty() && !is_nothing && !is_zero && !is_key
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
        assert_eq!(one(&json!({"author": 17, "text": "متن"})).fields.author, None);
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

    /// Compares the bodies of the records in a wrapper; `-` for one without.
    fn check_wrapper(value: Value, expected: &[&str]) {
        let Records::Wrapped(records) = records(&value) else { panic!("no wrapper: {value}") };
        let bodies = records.iter().map(|record| record.as_ref().map_or("-", |record| record.body.as_str()));
        assert_eq!(bodies.collect::<Vec<_>>(), expected, "{value}");
    }

    #[test]
    fn every_record_in_a_wrapper_counts() {
        let (a, b) = (json!({"title": "x", "text": "a"}), json!({"title": "y", "text": "b"}));
        check_wrapper(json!({"news": [a], "statements": [b]}), &["a", "b"]);
        check_wrapper(json!({"17": a, "18": b}), &["a", "b"]);
        check_wrapper(json!({"data": {"17": a, "18": b}, "count": 2}), &["a", "b"]);
        check_wrapper(json!({"channels": [{"id": 1, "list": [a]}, {"id": 2, "list": [b]}]}), &["a", "b"]);
        check_wrapper(json!({"hits": {"hits": [{"_id": "1", "_source": a}, {"_id": "2", "_source": b}]}}), &["a", "b"]);
        let item = json!({"title": "x", "link": "u", "pubDate": "d", "description": "words"});
        check_wrapper(json!({"rss": {"channel": {"title": "c", "description": "d", "item": [item]}}}), &["words"]);
    }

    #[test]
    fn a_record_in_an_envelope_is_one() {
        let a = json!({"title": "x", "date": "2020-01-21", "text": "a"});
        check(json!({"_index": "i", "_source": a}), "x", "", "2020-01-21", "a");
        check(json!({"article": a, "meta": {"rank": 3}}), "x", "", "2020-01-21", "a");
        check(json!({"_id": {"$oid": "5f"}, "post": a}), "x", "", "2020-01-21", "a");
        check(json!({"_source": {"text": "a"}}), "", "", "", "a");
    }

    #[test]
    fn what_is_beside_the_statement_is_not_its_own() {
        check(json!({"text": "a", "category": {"name": "c"}, "comments": {"title": "d"}}), "", "", "", "a");
        let value = json!({"title": "t", "متن اصلی": "x ".repeat(300), "related": [{"title": "y", "text": "b"}]});
        assert!(one(&value).body.starts_with("x x"));
        check(
            json!({"title": "null", "post_title": "t", "date": "0000-00-00", "post_date": "2020-01-21", "text": "a"}),
            "t",
            "",
            "2020-01-21",
            "a",
        );
    }

    #[test]
    fn a_wrapper_gives_its_records() {
        let value = json!({"name": "channel", "messages": [{"id": 1, "date": "2021-01-01", "text": "a"}, {"id": 2, "text": ""}, {"date": "2021-01-02", "text": "b"}]});
        check_wrapper(value, &["a", "-", "b"]);
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
