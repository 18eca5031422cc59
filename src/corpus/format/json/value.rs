//! One JSON value out of its bytes, strictly read.
//!
//! Differs from the crate's own reading in one thing: of a key that stands twice in an object the
//! one that says more stays, and not the last.

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use std::fmt;

/// Reads a text that is one value and nothing else.
///
/// # Errors
/// What is wrong with it, and where.
pub(super) fn strict(text: &str) -> serde_json::Result<Value> {
    serde_json::from_str::<Whole>(text).map(|Whole(value)| value)
}

/// Puts a member into an object that may have one of that name.
pub(super) fn insert(object: &mut Map<String, Value>, name: String, value: Value) {
    match object.get_mut(&name) {
        Some(held) if weight(held) > weight(&value) => {}
        Some(held) => *held = value,
        None => {
            object.insert(name, value);
        }
    }
}

/// How much a value says.
fn weight(value: &Value) -> usize {
    match value {
        Value::Null => 0,
        Value::Bool(_) | Value::Number(_) => 1,
        Value::String(text) => text.trim().len(),
        Value::Array(parts) => parts.len(),
        Value::Object(object) => object.len(),
    }
}

struct Whole(Value);

impl<'de> Deserialize<'de> for Whole {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(WholeVisitor).map(Self)
    }
}

struct WholeVisitor;

impl<'de> Visitor<'de> for WholeVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut parts: A) -> Result<Value, A::Error> {
        let mut array = Vec::new();
        while let Some(Whole(part)) = parts.next_element()? {
            array.push(part);
        }
        Ok(Value::Array(array))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some((name, Whole(value))) = members.next_entry::<String, Whole>()? {
            insert(&mut object, name, value);
        }
        Ok(Value::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(strict(text).map_or_else(|error| error.to_string(), |value| value.to_string()), expected, "{text}");
    }

    #[test]
    fn values_are_read_as_they_stand() {
        for text in ["{\"a\":[1,-2,1.5,true,null,\"x\",{}]}", "\"x\"", "18446744073709551615", "[]"] {
            check(text, text);
        }
        check("[1,]", "trailing comma at line 1 column 4");
    }

    #[test]
    fn of_two_members_of_a_name_the_fuller_stays() {
        check(r#"{"a":"text","b":1,"a":""}"#, r#"{"a":"text","b":1}"#);
        check(r#"{"a":null,"a":"text"}"#, r#"{"a":"text"}"#);
        check(r#"{"a":"one","a":"two"}"#, r#"{"a":"two"}"#);
    }
}
