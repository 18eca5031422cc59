//! One value of what was meant as JSON and is not: read as far as its meaning is plain.
//!
//! Forgiven are raw line breaks and quotes inside strings, broken escapes and lone surrogates,
//! commas too many or too few, comments, single quotes, names without quotes, `NaN` and `None`,
//! calls such as `ISODate("…")`, and a value that is cut off. What is nested too deeply is left out.
//! Anything else is no value. Knows nothing of records.

use super::value::insert;
use serde_json::{Map, Number, Value};

/// How deep the nesting is followed; it bounds the stack.
const DEEPEST: usize = 100;

/// A value that was read.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Sloppy {
    pub(super) value: Value,
    /// The length of its text, in bytes.
    pub(super) end: usize,
    /// What was forgiven.
    pub(super) note: &'static str,
}

/// Reads the value at the beginning of `text`; `cut` if the text is known to end too early.
pub(super) fn value(text: &str, cut: bool) -> Option<Sloppy> {
    let mut reader =
        Reader { text, bytes: text.as_bytes(), at: 0, may_end: cut, cut: false, loose: None, controls: false };
    let value = reader.value(0)?;
    let note = if reader.cut {
        "the record is cut off; what there was of it is shown"
    } else if let Some(loose) = reader.loose {
        loose
    } else if reader.controls {
        "line breaks stood inside strings of the record"
    } else {
        LOOSE
    };
    Some(Sloppy { value, end: reader.at, note })
}

const LOOSE: &str = "the record is not quite JSON; what is plain in it is shown";
const TOO_DEEP: &str = "a part of the record is too deeply nested and left out";
const QUOTES: &str = "quotes stood inside strings of the record";

struct Reader<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    /// True if the value may end with the text.
    may_end: bool,
    /// True once it did.
    cut: bool,
    loose: Option<&'static str>,
    controls: bool,
}

impl Reader<'_> {
    fn value(&mut self, depth: usize) -> Option<Value> {
        self.blanks();
        match self.peek()? {
            b'{' | b'[' if depth >= DEEPEST => {
                self.pass_over()?;
                self.loose = Some(TOO_DEEP);
                Some(Value::Null)
            }
            b'{' => self.object(depth),
            b'[' => self.array(depth),
            quote @ (b'"' | b'\'') => self.string(quote, false).map(Value::String),
            b'0'..=b'9' | b'-' | b'+' | b'.' => Some(self.number()),
            _ => self.word(depth),
        }
    }

    fn object(&mut self, depth: usize) -> Option<Value> {
        let mut object = Map::new();
        self.at += 1;
        loop {
            self.blanks();
            let name = match self.peek() {
                Some(b'}') => {
                    self.at += 1;
                    break;
                }
                Some(b',') => {
                    self.at += 1;
                    continue;
                }
                Some(quote @ (b'"' | b'\'')) => self.string(quote, true)?,
                Some(b'u' | b'b') if matches!(self.bytes.get(self.at + 1), Some(b'"' | b'\'')) => {
                    self.at += 1;
                    continue;
                }
                Some(_) => self.name()?,
                None => {
                    self.end()?;
                    break;
                }
            };
            self.blanks();
            match self.peek() {
                Some(b':') => self.at += 1,
                Some(_) => return None,
                None => {
                    self.end()?;
                    break;
                }
            }
            self.blanks();
            if self.peek().is_none() {
                self.end()?;
                break;
            }
            let value = self.value(depth + 1)?;
            insert(&mut object, name, value);
            if self.cut {
                break;
            }
        }
        Some(Value::Object(object))
    }

    fn array(&mut self, depth: usize) -> Option<Value> {
        let mut array = Vec::new();
        self.at += 1;
        loop {
            self.blanks();
            match self.peek() {
                Some(b']') => {
                    self.at += 1;
                    break;
                }
                Some(b',') => self.at += 1,
                Some(_) => {
                    array.push(self.value(depth + 1)?);
                    if self.cut {
                        break;
                    }
                }
                None => {
                    self.end()?;
                    break;
                }
            }
        }
        Some(Value::Array(array))
    }

    /// The text is over within a value.
    fn end(&mut self) -> Option<()> {
        self.cut = true;
        self.may_end.then_some(())
    }

    /// A quoted string; `named` if it is the name of a member.
    fn string(&mut self, quote: u8, named: bool) -> Option<String> {
        let mut string = String::new();
        self.at += 1;
        let mut from = self.at;
        loop {
            let Some(byte) = self.peek() else {
                self.end()?;
                string.push_str(self.text.get(from..)?);
                return Some(string);
            };
            if byte == b'\\' {
                string.push_str(self.text.get(from..self.at)?);
                self.escape(&mut string);
                from = self.at;
                continue;
            }
            if byte == quote {
                if self.closes(named) {
                    string.push_str(self.text.get(from..self.at)?);
                    self.at += 1;
                    return Some(string);
                }
                if self.is_in_next_record() {
                    return None;
                }
                self.loose = self.loose.or(Some(QUOTES));
                if !named && self.begins_name() {
                    // The quote at the end of this string is missing: the next member begins here.
                    let text = self.text.get(from..self.at)?.trim_end();
                    string.push_str(text.strip_suffix(',').unwrap_or(text));
                    return Some(string);
                }
            }
            self.controls |= byte < 0x20;
            self.at += 1;
        }
    }

    /// True if the quote that stands here ends a string.
    fn closes(&self, named: bool) -> bool {
        let after = self.bytes.get(self.at + 1..).unwrap_or_default().trim_ascii_start();
        match after.split_first() {
            None => true,
            Some((b':', _)) => named,
            Some((b'}' | b']' | b')' | b'/', _)) => !named,
            Some((b',', rest)) if !named => {
                let rest = rest.trim_ascii_start();
                let name = rest.iter().take_while(|byte| is_of_name(**byte)).count();
                let follows = rest.get(name..).unwrap_or_default().trim_ascii_start().first();
                let is_prefix = name == 1 && matches!(rest, [b'u' | b'b', b'\'' | b'"', ..]);
                // Behind a comma in the middle of a sentence stands a word, behind one of JSON a name or a value.
                name == 0 || is_prefix || matches!(follows, None | Some(b':' | b',' | b']' | b'}' | b'.'))
            }
            _ => false,
        }
    }

    /// True if the quote that stands here begins the name of a member.
    fn begins_name(&self) -> bool {
        let rest = self.bytes.get(self.at + 1..).unwrap_or_default();
        let name = rest.iter().take_while(|byte| is_of_name(**byte)).count();
        let after = rest.get(name..).unwrap_or_default();
        let is_after_comma = self.bytes.get(..self.at).unwrap_or_default().trim_ascii_end().ends_with(b",");
        name > 0
            && is_after_comma
            && after.strip_prefix(b"\"").is_some_and(|after| after.trim_ascii_start().starts_with(b":"))
    }

    /// True if the quote that stands here begins the first name of another record.
    fn is_in_next_record(&self) -> bool {
        let before = self.bytes.get(..self.at).unwrap_or_default().trim_ascii_end();
        before.strip_suffix(b"{").is_some_and(|before| {
            let before = before.trim_ascii_end();
            before.strip_suffix(b",").unwrap_or(before).trim_ascii_end().ends_with(b"}")
        })
    }

    /// An escape within a string.
    fn escape(&mut self, string: &mut String) {
        let after = self.text.get(self.at + 1..).unwrap_or_default();
        let Some(sign) = after.chars().next() else {
            self.at += 1;
            return;
        };
        self.at += 1 + sign.len_utf8();
        string.push(match sign {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            'b' | 'f' => ' ',
            'u' | 'x' => {
                let digits = if sign == 'u' { 4 } else { 2 };
                let Some(first) = self.hexadecimal(digits) else {
                    if self.may_end && self.bytes.len() < self.at + digits {
                        // The cut went through it.
                        self.at = self.bytes.len();
                    } else {
                        string.push('\\');
                        string.push(sign);
                    }
                    return;
                };
                self.at += digits;
                self.scalar(first)
            }
            other => other,
        });
    }

    fn hexadecimal(&self, digits: usize) -> Option<u32> {
        let found = self.text.get(self.at..self.at + digits)?;
        found.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| u32::from_str_radix(found, 16).ok())?
    }

    /// The character of one unit of UTF-16, or of it and the one that follows.
    fn scalar(&mut self, first: u32) -> char {
        if let 0xD800..=0xDBFF = first
            && self.bytes.get(self.at..self.at + 2) == Some(b"\\u")
        {
            self.at += 2;
            if let Some(second @ 0xDC00..=0xDFFF) = self.hexadecimal(4) {
                self.at += 4;
                let scalar = 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
                return char::from_u32(scalar).unwrap_or(char::REPLACEMENT_CHARACTER);
            }
            self.at -= 2;
        }
        char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER)
    }

    fn number(&mut self) -> Value {
        let text = self.while_is(|byte| byte.is_ascii_alphanumeric() || b"+-._".contains(&byte));
        let is_plain = !text.trim_start_matches('-').starts_with('0') || text == "0" || text.starts_with("0.");
        let whole = text.parse::<i64>().map(Number::from).or_else(|_| text.parse::<u64>().map(Number::from)).ok();
        let number = whole.or_else(|| text.parse::<f64>().ok().and_then(Number::from_f64)).filter(|_| is_plain);
        number.map_or_else(|| Value::String(text.to_owned()), Value::Number)
    }

    /// A constant, or a call around a value.
    fn word(&mut self, depth: usize) -> Option<Value> {
        let word = self.while_is(is_of_name).to_owned();
        if word == "new" {
            return self.value(depth + 1).filter(|_| depth < DEEPEST);
        }
        match self.peek() {
            Some(quote @ (b'"' | b'\'')) if matches!(word.as_str(), "u" | "b" | "r") => {
                return self.string(quote, false).map(Value::String);
            }
            Some(b'(') if !word.is_empty() && depth < DEEPEST => {
                self.at += 1;
                self.blanks();
                let value = if self.peek()? == b')' { Value::Null } else { self.value(depth + 1)? };
                self.blanks();
                match self.peek() {
                    Some(b')') => self.at += 1,
                    Some(_) => return None,
                    None => self.end()?,
                }
                return Some(value);
            }
            _ => {}
        }
        match word.as_str() {
            "null" | "None" | "nil" | "undefined" | "NaN" | "nan" | "Infinity" | "NULL" => Some(Value::Null),
            "true" | "True" | "TRUE" => Some(Value::Bool(true)),
            "false" | "False" | "FALSE" => Some(Value::Bool(false)),
            // The cut may have gone through one of these.
            _ if self.peek().is_none() && !word.is_empty() => self.end().map(|()| Value::Null),
            _ => None,
        }
    }

    /// A name without quotes.
    fn name(&mut self) -> Option<String> {
        let name = self.while_is(|byte| is_of_name(byte) || byte == b'-').to_owned();
        Some(name).filter(|name| !name.is_empty())
    }

    /// Goes on behind the brackets that open here, however deep they are.
    fn pass_over(&mut self) -> Option<()> {
        let mut open = 0_usize;
        while let Some(byte) = self.peek() {
            match byte {
                b'{' | b'[' => open += 1,
                b'}' | b']' => open -= 1,
                b'"' => {
                    self.at += 1;
                    while self.peek().is_some_and(|byte| byte != b'"') {
                        self.at += if self.peek() == Some(b'\\') { 2 } else { 1 };
                    }
                }
                _ => {}
            }
            self.at += 1;
            if open == 0 {
                return Some(());
            }
        }
        self.at = self.bytes.len();
        self.end()
    }

    fn while_is(&mut self, is_part: impl Fn(u8) -> bool) -> &str {
        let start = self.at;
        while self.peek().is_some_and(&is_part) {
            self.at += 1;
        }
        self.text.get(start..self.at).unwrap_or_default()
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Passes over blanks and comments.
    fn blanks(&mut self) {
        loop {
            let rest = self.bytes.get(self.at..).unwrap_or_default();
            self.at += rest.len() - rest.trim_ascii_start().len();
            let rest = self.bytes.get(self.at..).unwrap_or_default();
            let length = match rest {
                [b'/', b'/', ..] => memchr::memchr(b'\n', rest),
                [b'/', b'*', ..] => memchr::memmem::find(rest, b"*/").map(|at| at + 2),
                [0xC2, 0xA0, ..] => Some(2),
                _ => return,
            };
            self.at += length.unwrap_or(rest.len());
        }
    }
}

fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'$' || byte >= 0x80
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expected: &str, note: &str) {
        let read = value(text, false);
        let told = read.as_ref().map_or_else(|| "-".to_owned(), |read| read.value.to_string());
        assert_eq!(told, expected, "{text}");
        assert_eq!(read.map_or("", |read| read.note), note, "{text}");
    }

    #[test]
    fn signs_too_many_or_too_few() {
        check("{\"a\": 1, \"b\": [1, 2,],}", r#"{"a":1,"b":[1,2]}"#, LOOSE);
        check("{\"a\": 1 \"b\": 2}", r#"{"a":1,"b":2}"#, LOOSE);
        check("{/* x */ \"a\": 1, // y\n \"b\": 2}", r#"{"a":1,"b":2}"#, LOOSE);
        check("{\"a\": b}", "-", "");
        check("{\"a\" 1}", "-", "");
        check("{\"a\":}", "-", "");
        check("{\"a\": 1", "-", "");
    }

    #[test]
    fn other_languages() {
        check(
            "{'title': 'it\\'s', u'x': u'y', 'n': None, 'b': True}",
            r#"{"title":"it's","x":"y","n":null,"b":true}"#,
            LOOSE,
        );
        check("{title: \"t\", $a: NaN, متن: -Infinity}", r#"{"title":"t","$a":null,"متن":"-Infinity"}"#, LOOSE);
        check(
            "{\"d\": ISODate(\"2015-07-21\"), \"n\": NumberLong(7), \"e\": new Date()}",
            r#"{"d":"2015-07-21","n":7,"e":null}"#,
            LOOSE,
        );
        check("{\"a\": 007, \"b\": .5, \"c\": 1e999, \"d\": 0}", r#"{"a":"007","b":0.5,"c":"1e999","d":0}"#, LOOSE);
    }

    #[test]
    fn strings_that_were_not_escaped() {
        check(
            "{\"a\": \"he said \"no\", and \"yes\"\", \"b\": 1}",
            r#"{"a":"he said \"no\", and \"yes\"","b":1}"#,
            QUOTES,
        );
        check("{\"a\": \"one\ntwo\"}", r#"{"a":"one\ntwo"}"#, "line breaks stood inside strings of the record");
        check(r#"{"a": "\ud83d\ude00 \ud83d \ude00 \d \u12"}"#, "{\"a\":\"😀 \u{FFFD} \u{FFFD} d \\\\u12\"}", LOOSE);
        check("{\"a\": \"one, \"b\": \"two\"}", r#"{"a":"one","b":"two"}"#, QUOTES);
        // The quote that is missing would take the next record in.
        check("{\"a\": \"b},\n{\"c\": \"d\"}", "-", "");
    }

    #[test]
    fn what_is_cut_off_gives_what_there_is() {
        let check = |text: &str, expected: &str| {
            assert_eq!(value(text, true).map(|read| read.value.to_string()).as_deref(), Some(expected), "{text}");
        };
        check(r#"{"a": "half of i"#, r#"{"a":"half of i"}"#);
        check(r#"{"a": ["b", "c\u06"#, r#"{"a":["b","c"]}"#);
        check(r#"{"a": 1, "b"#, r#"{"a":1}"#);
        check(r#"{"a": 1, "b":"#, r#"{"a":1}"#);
        check(r#"{"a": tr"#, r#"{"a":null}"#);
        check(r#"{"a": "b\"#, r#"{"a":"b"}"#);
    }

    #[test]
    fn the_end_of_the_value_is_told() {
        assert_eq!(value("{\"a\": 1,} rest", false).unwrap().end, 9);
    }

    #[test]
    fn no_nesting_is_too_deep() {
        let deep = format!("{{\"text\": \"a\", \"x\": {}\"]\"{}}}", "[".repeat(200_000), "]".repeat(200_000));
        check(
            &deep,
            r#"{"text":"a","x":null}"#.replace("null", &format!("{}null{}", "[".repeat(99), "]".repeat(99))).as_str(),
            TOO_DEEP,
        );
        assert_eq!(value(&"[{\"a\":".repeat(100_000), false), None);
        assert!(value(&"[{\"a\":".repeat(100_000), true).is_some());
    }

    proptest! {
        #[test]
        fn what_is_sound_is_read_as_it_is(text in "[\\[{]([\\[\\]{}\",:0-9ا-ی]|\"a\":|\"b\"|null|true){0,60}") {
            if let Ok(strict) = super::super::value::strict(&text) {
                prop_assert_eq!(value(&text, false).map(|read| read.value), Some(strict));
            }
        }

        #[test]
        fn anything_comes_to_an_end(text in "[\\[{]([\\[\\]{}\"'\\\\,:/*()0-9uxا-ی\n]|\"a\":|new |None|\\\\ud800){0,80}", cut: bool) {
            if let Some(read) = value(&text, cut) {
                prop_assert!(text.get(..read.end).is_some());
            }
        }
    }
}
