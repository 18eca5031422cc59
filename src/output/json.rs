//! Statements as JSON, one a line. The names of the fields and their order are a promise.
//!
//! Characters that could steer a terminal (C1 controls, bidi controls) are written as escapes, as
//! JSON itself demands for C0; a reader of JSON gets exactly the text of the statement.

use super::plain::is_unseen_control;
use crate::model::{Date, Kind, Language, LanguageShare, PartyId, PartyRole, Problem, Source, Statement, TitleHow};
use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter, Serializer};
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::io::{self, Write};

/// What a list says of a statement, on one line.
#[must_use]
pub fn list_line(statement: &Statement) -> String {
    line(&Record::of(statement))
}

/// The same with the paragraphs of the statement and what is in no other field: lines about it, parts of the page.
#[must_use]
pub fn show_line(statement: &Statement) -> String {
    let mut record = Record::of(statement);
    record.paragraphs = Some(statement.paragraphs().collect());
    record.chrome = Some(statement.left_out().map(|(text, why)| Chrome { text, why }).collect());
    line(&record)
}

/// The same with what was found in the statement.
pub(super) fn found_line(statement: &Statement, more: &impl Serialize) -> String {
    #[derive(Serialize)]
    struct Found<'a, T> {
        #[serde(flatten)]
        record: Record<'a>,
        #[serde(flatten)]
        more: &'a T,
    }
    line(&Found { record: Record::of(statement), more })
}

/// All that is known of a statement, as [`show_line`] has it.
pub(super) fn value(statement: &Statement) -> Map<String, Value> {
    let mut record = Record::of(statement);
    record.paragraphs = Some(statement.paragraphs().collect());
    record.chrome = Some(statement.left_out().map(|(text, why)| Chrome { text, why }).collect());
    match serde_json::to_value(&record) {
        Ok(Value::Object(fields)) => fields,
        // The records have no keys but strings.
        _ => Map::new(),
    }
}

/// Any value on one line, with the same care for terminals.
#[must_use]
pub fn line(value: &impl Serialize) -> String {
    let mut bytes = Vec::with_capacity(512);
    // Writing to memory cannot fail, and the records have no keys but strings.
    let written = value.serialize(&mut Serializer::with_formatter(&mut bytes, Tame(CompactFormatter)));
    written.ok().and_then(|()| String::from_utf8(bytes).ok()).unwrap_or_default()
}

#[derive(Serialize)]
struct Record<'a> {
    id: &'a str,
    path: &'a str,
    item: Option<usize>,
    span: [usize; 2],
    title: &'a str,
    title_made: bool,
    title_how: TitleHow,
    kicker: Option<Cow<'a, str>>,
    lead: Option<Cow<'a, str>>,
    party: Option<&'a PartyRole>,
    parties: Vec<&'a PartyId>,
    roles: &'a [PartyRole],
    date: Option<&'a Date>,
    language: Language,
    languages: &'a [LanguageShare],
    kind: Option<Kind>,
    words: usize,
    cut: bool,
    signature: Option<Cow<'a, str>>,
    source: &'a Source,
    #[serde(skip_serializing_if = "Option::is_none")]
    paragraphs: Option<Vec<&'a str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    chrome: Option<Vec<Chrome<'a>>>,
    problems: &'a [Problem],
}

#[derive(Serialize)]
struct Chrome<'a> {
    text: &'a str,
    why: &'a str,
}

impl<'a> Record<'a> {
    fn of(statement: &'a Statement) -> Self {
        Self {
            id: &statement.id.0,
            path: &statement.path,
            item: statement.item,
            span: [statement.span.start, statement.span.end],
            title: &statement.title,
            title_made: statement.title_made,
            title_how: statement.title_how,
            kicker: statement.kicker(),
            lead: statement.lead(),
            party: statement.party.as_ref(),
            parties: statement.parties.iter().map(|party| &party.id).collect(),
            roles: &statement.parties,
            date: statement.date.as_ref(),
            language: statement.language,
            languages: &statement.languages,
            kind: statement.kind,
            words: statement.words,
            cut: statement.cut,
            signature: statement.signature(),
            source: &statement.source,
            paragraphs: None,
            chrome: None,
            problems: &statement.problems,
        }
    }
}

/// Compact JSON in which no control is written raw.
struct Tame(CompactFormatter);

impl Formatter for Tame {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut rest = fragment;
        while let Some((at, control)) = rest.char_indices().find(|(_, character)| is_unseen_control(*character)) {
            let (before, after) = rest.split_at_checked(at).unwrap_or((rest, ""));
            self.0.write_string_fragment(writer, before)?;
            // All of them lie in the basic plane.
            write!(writer, "\\u{:04x}", u32::from(control))?;
            rest = after.get(control.len_utf8()..).unwrap_or_default();
        }
        self.0.write_string_fragment(writer, rest)
    }
}

#[cfg(test)]
mod tests {
    use super::super::plain::tests::statement;
    use super::*;
    use crate::model::BlockRole;

    #[test]
    fn the_fields_and_their_order() {
        let expected = concat!(
            r#"{"id":"a1","path":"sub/page.txt","item":3,"span":[10,200],"title":"بیانیه","title_made":false,"title_how":"heading","#,
            r#""kicker":"سیاست","lead":null,"#,
            r#""party":{"id":"ir-nemune","name":"حزب نمونه","role":"speaker","sure":true,"cue":"title: حزب نمونه"},"#,
            r#""parties":["ir-nemune","ir-digar"],"#,
            r#""roles":[{"id":"ir-nemune","name":"حزب نمونه","role":"speaker","sure":true,"cue":"title: حزب نمونه"},"#,
            r#"{"id":"ir-digar","name":"حزب دیگر","role":"participant","sure":true,"cue":"paragraph 2: با حزب دیگر"}],"#,
            r#""date":{"calendar":"solar_hijri","year":1397,"month":1,"day":18,"precision":"day","how":"explicit","#,
            r#""sure":true,"text":"1397/01/18","gregorian":["2018-04-07","2018-04-07"],"rivals":[]},"#,
            r#""language":"fa","languages":[{"language":"fa","words":6}],"kind":"communique","words":6,"cut":false,"signature":"دبیرکل","#,
            r#""source":{"agency":null,"site":null,"url":null,"author":null},"#,
        );
        let problems = r#""problems":["the file is cut inside a letter"]}"#;
        let only_shown = r#""paragraphs":["بند یکم.","بند\tدوم."],"chrome":[{"text":"اترك رد","why":"comment form"}],"#;
        assert_eq!(list_line(&statement()), format!("{expected}{problems}"));
        assert_eq!(show_line(&statement()), format!("{expected}{only_shown}{problems}"));
    }

    #[test]
    fn every_block_of_a_role_is_written() {
        let mut long = statement();
        let block = |role, text: &str| crate::model::Block { role, text: text.to_owned(), range: Default::default() };
        long.blocks.insert(1, block(BlockRole::Kicker, "نشست"));
        long.blocks.insert(3, block(BlockRole::Lead, "چکیده"));
        long.blocks.insert(4, block(BlockRole::Lead, "دنباله"));
        long.blocks.insert(8, block(BlockRole::Signature, "سارا نمونه"));
        long.blocks.insert(9, block(BlockRole::Metadata, "تهران، ۱۸ فروردین"));
        let value: serde_json::Value = serde_json::from_str(&show_line(&long)).unwrap();
        assert_eq!(value["kicker"], "سیاست\nنشست");
        assert_eq!(value["lead"], "چکیده\nدنباله");
        assert_eq!(value["signature"], "دبیرکل\nسارا نمونه");
        assert_eq!(value["paragraphs"].as_array().map(Vec::len), Some(2));
        assert_eq!(value["chrome"][0]["text"], "تهران، ۱۸ فروردین");
        assert_eq!(value["chrome"][0]["why"], "about the statement");
        assert_eq!(value["chrome"].as_array().map(Vec::len), Some(2));
    }

    #[test]
    fn what_is_unknown_is_null() {
        let mut unknown = statement();
        (unknown.party, unknown.date, unknown.kind, unknown.item) = (None, None, None, None);
        unknown.blocks.clear();
        let line = list_line(&unknown);
        for field in ["kicker", "lead", "party", "date", "kind", "signature", "item"] {
            assert!(line.contains(&format!("\"{field}\":null")), "{field}: {line}");
        }
    }

    #[test]
    fn controls_are_escaped_and_come_back() {
        let mut hostile = statement();
        hostile.title = "a\u{1B}[31m\u{9B}b\u{202E}c\u{7F}\u{200C}ی\n\u{2028}".to_owned();
        let line = list_line(&hostile);
        assert!(line.contains(r#""title":"a\u001b[31m\u009bb\u202ec\u007f‌ی\n\u2028""#), "{line}");
        let value: serde_json::Value = serde_json::from_str(&line).unwrap();
        assert_eq!(value["title"], hostile.title.as_str());
    }
}
