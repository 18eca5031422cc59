//! Exports of Telegram in JSON: `result.json` of one chat or of a whole account.
//!
//! Every message with a text is a document, dated by its own date, of the channel it stands in. Messages
//! are read one at a time, whatever the size of the export; those of the service (joined, pinned) and those
//! without a text are passed over. Broken JSON ends the reading with a problem.

use super::Format;
use super::bounded::{Bounded, Bounds, LONGEST_RECORD};
use crate::corpus::FileReport;
use crate::model::{Document, Fields, Problem};
use crate::text::range::TextRange;
use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use std::fmt;
use std::io::{BufReader, Read};
use std::ops::ControlFlow;

/// What an export calls its chats.
const CHATS: [&str; 9] = [
    "public_channel",
    "private_channel",
    "public_supergroup",
    "private_supergroup",
    "public_group",
    "private_group",
    "personal_chat",
    "bot_chat",
    "saved_messages",
];

/// True if the bytes begin as the export of a chat or of an account does.
pub(in crate::corpus) fn begins(head: &[u8]) -> bool {
    let has = |what: &str| memchr::memmem::find(head, what.as_bytes()).is_some();
    let is_chat = || has("\"messages\"") && CHATS.iter().any(|chat| has(&format!("\"{chat}\"")));
    let is_account = || has("\"personal_information\"") || has("\"chats\"") && has("\"list\"");
    let head_begins = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start().starts_with(b"{");
    head_begins && (has("\"type\"") && is_chat() || is_account())
}

/// Hands every message of `source` (UTF-8) to `each` as a document, and fills the report; false if there was none.
pub(in crate::corpus) fn stream(
    source: impl Read,
    report: &mut FileReport,
    each: &mut dyn FnMut(Document) -> ControlFlow<()>,
) -> bool {
    read(source, &Bounds::new(LONGEST_RECORD), report, each)
}

fn read(
    source: impl Read,
    bounds: &Bounds,
    report: &mut FileReport,
    each: &mut dyn FnMut(Document) -> ControlFlow<()>,
) -> bool {
    let mut source = BufReader::with_capacity(64 << 10, source);
    let mut export = Export { report, each, bounds, item: 0, passed_over: 0, stopped: false };
    let mut json = serde_json::Deserializer::from_reader(Bounded { source: &mut source, bounds });
    let outcome = Chat { export: &mut export }.deserialize(&mut json);
    let Export { report, passed_over, stopped, .. } = export;
    if report.documents == 0 {
        return false;
    }
    if let Err(error) = outcome
        && !stopped
    {
        let reason = if bounds.is_reached() { "a message is too long".to_owned() } else { error.to_string() };
        let reason = reason.split(" at line ").next().unwrap_or_default();
        let (line, column) = (error.line(), error.column());
        let problem =
            format!("line {line}, column {column}: the export is broken here ({reason}); the rest is not read");
        report.problems.push(Problem::new(problem));
    }
    report.format = Some(Format::Telegram);
    report.encoding = Some(encoding_rs::UTF_8.name());
    report.passed_over += passed_over;
    true
}

struct Export<'a> {
    report: &'a mut FileReport,
    each: &'a mut dyn FnMut(Document) -> ControlFlow<()>,
    bounds: &'a Bounds,
    /// Number of the next message.
    item: usize,
    passed_over: usize,
    stopped: bool,
}

impl Export<'_> {
    fn message(&mut self, message: &Value, chat: Option<&str>, start: usize) -> ControlFlow<()> {
        let item = self.item;
        self.item += 1;
        let found = message.as_object().filter(|message| message.get("type") != Some(&Value::from("service")));
        let Some((message, text)) = found.and_then(|message| Some((message, text_of(message)?))) else {
            self.passed_over += 1;
            return ControlFlow::Continue(());
        };
        let string = |name: &str| message.get(name).and_then(Value::as_str).map(str::to_owned);
        let from = string("from").filter(|from| Some(from.as_str()) != chat);
        let document = Document {
            path: self.report.path.clone(),
            item: Some(item),
            span: TextRange::new(start, self.bounds.read()),
            text,
            fields: Fields {
                date: string("date").or_else(|| string("date_unixtime")),
                agency: string("forwarded_from"),
                site: chat.map(str::to_owned).or_else(|| string("from")),
                author: string("author").or(from),
                ..Fields::default()
            },
            encoding: encoding_rs::UTF_8.name(),
            ..Document::default()
        };
        self.report.documents += 1;
        (self.each)(document)
    }
}

/// The text of a message: a string, or an array of strings and of parts with links, bold letters and so on.
fn text_of(message: &Map<String, Value>) -> Option<String> {
    let joined = |name: &str| match message.get(name)? {
        Value::String(text) => Some(text.clone()),
        Value::Array(parts) => {
            let part = |part: &Value| part.as_str().or_else(|| part.get("text")?.as_str()).map(str::to_owned);
            Some(parts.iter().filter_map(part).collect())
        }
        _ => None,
    };
    let has_words = |text: &String| text.chars().any(char::is_alphanumeric);
    joined("text").filter(has_words).or_else(|| joined("text_entities").filter(has_words))
}

/// A chat, or something that has chats in it.
struct Chat<'e, 'a> {
    export: &'e mut Export<'a>,
}

impl<'de> DeserializeSeed<'de> for Chat<'_, '_> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Chat<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a chat")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let export = self.export;
        let mut name: Option<String> = None;
        while let Some(key) = map.next_key::<String>()? {
            export.bounds.renew();
            match key.as_str() {
                "name" => name = map.next_value::<Value>()?.as_str().map(str::to_owned),
                "messages" => map.next_value_seed(Items { export, chat: Some(name.as_deref()) })?,
                "chats" | "left_chats" => map.next_value_seed(Chat { export })?,
                "list" => map.next_value_seed(Items { export, chat: None })?,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

/// The messages of a chat, or the chats of an account.
struct Items<'e, 'a> {
    export: &'e mut Export<'a>,
    /// The name of the chat; none if these are chats themselves.
    chat: Option<Option<&'e str>>,
}

impl<'de> DeserializeSeed<'de> for Items<'_, '_> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Items<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let export = self.export;
        let Some(chat) = self.chat else {
            while items.next_element_seed(Chat { export })?.is_some() {}
            return Ok(());
        };
        loop {
            export.bounds.renew();
            let start = export.bounds.read();
            let Some(message) = items.next_element::<Value>()? else { return Ok(()) };
            if export.message(&message, chat, start).is_break() {
                export.stopped = true;
                return Err(A::Error::custom("no more is wanted"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(json: &str, expected: &[&str], problems: &[&str]) {
        assert!(begins(json.as_bytes()), "{json}");
        let mut report = FileReport::default();
        let mut told = Vec::new();
        stream(json.as_bytes(), &mut report, &mut |document| {
            assert!(json[document.span.start..document.span.end].contains("\"text"));
            let fields = &document.fields;
            let told_fields = [&fields.date, &fields.site, &fields.author, &fields.agency];
            let told_fields = told_fields.map(|field| field.as_deref().unwrap_or("-")).join(" ");
            told.push(format!("{} {told_fields}: {}", document.item.unwrap(), document.text));
            ControlFlow::Continue(())
        });
        assert_eq!(told, expected, "{json}");
        assert_eq!(report.problems.iter().map(|problem| problem.0.as_str()).collect::<Vec<_>>(), problems, "{json}");
    }

    const CHANNEL: &str = r#"{"name": "کانال حزب", "type": "public_channel", "id": 7, "messages": [
        {"id": 1, "type": "service", "date": "2021-01-01T10:00:00", "action": "create_channel", "text": ""},
        {"id": 2, "type": "message", "date": "2021-01-02T10:00:00", "from": "کانال حزب", "text": "متن یکم"},
        {"id": 3, "type": "message", "date": "2021-01-03T10:00:00", "photo": "x.jpg", "text": ""},
        {"id": 4, "type": "message", "date": "2021-01-04T10:00:00", "from": "کانال حزب", "author": "دبیر",
         "forwarded_from": "خبر", "text": ["see ", {"type": "link", "text": "http://a.example"}, {"type": "bold", "text": " now"}]},
        {"id": 5, "type": "message", "date": "2021-01-05T10:00:00", "text": "", "text_entities": [{"type": "plain", "text": "parts"}]}
    ]}"#;

    #[test]
    fn messages_are_documents() {
        check(
            CHANNEL,
            &[
                "1 2021-01-02T10:00:00 کانال حزب - -: متن یکم",
                "3 2021-01-04T10:00:00 کانال حزب دبیر خبر: see http://a.example now",
                "4 2021-01-05T10:00:00 کانال حزب - -: parts",
            ],
            &[],
        );
    }

    #[test]
    fn an_account_has_many_chats() {
        let json = r#"{"about": "x", "personal_information": {"user_id": 1}, "contacts": {"list": [{"first_name": "a"}]},
            "chats": {"about": "y", "list": [
                {"name": "One", "type": "private_group", "messages": [{"type": "message", "from": "A", "date": "2020", "text": "a"}]},
                {"type": "saved_messages", "messages": [{"type": "message", "from": "B", "date": "2021", "text": "b"}]}]}}"#;
        check(json, &["0 2020 One A -: a", "1 2021 B B -: b"], &[]);
    }

    #[test]
    fn a_broken_export_is_read_as_far_as_it_goes() {
        let cut = &CHANNEL[..CHANNEL.find("\"id\": 4").unwrap()];
        let problem = "line 5, column 9: the export is broken here (EOF while parsing an object); the rest is not read";
        check(cut, &["1 2021-01-02T10:00:00 کانال حزب - -: متن یکم"], &[problem]);
        let mut report = FileReport::default();
        assert!(!stream(&b"{\"messages\": [1, 2"[..], &mut report, &mut |_| ControlFlow::Continue(())));
        assert_eq!(report, FileReport::default());
    }

    #[test]
    fn nothing_in_it_is_held_whole() {
        let long = format!(
            "{{\"type\": \"bot_chat\", \"messages\": [{{\"text\": \"a\"}}, {{\"text\": \"{}\"}}]}}",
            "x".repeat(9000)
        );
        let mut report = FileReport::default();
        assert!(read(long.as_bytes(), &Bounds::new(4000), &mut report, &mut |_| ControlFlow::Continue(())));
        assert_eq!(report.documents, 1);
        assert!(report.problems[0].0.contains("a message is too long"), "{:?}", report.problems);
        let deep = format!("{{\"type\": \"bot_chat\", \"x\": {}", "[".repeat(1_000_000));
        assert!(!stream(deep.as_bytes(), &mut FileReport::default(), &mut |_| ControlFlow::Continue(())));
    }

    #[test]
    fn other_json_is_no_export() {
        for json in
            ["{\"messages\": []}", "[{\"type\": \"public_channel\", \"messages\": 1}]", "{\"type\": \"message\"}"]
        {
            assert!(!begins(json.as_bytes()), "{json}");
        }
    }
}
