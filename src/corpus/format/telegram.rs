//! Exports of Telegram in JSON: `result.json` of one chat or of a whole account.
//!
//! Every message with a text, a caption or a poll is a document, dated by its own date, of the channel it
//! stands in; the pictures of an album with their captions are one. Messages are read one at a time,
//! whatever the size of the export; those of the service (joined, pinned) and those without a text are
//! passed over. A broken message is told and the next is read.

use super::Format;
use super::field::since_1970;
use super::json::{Splitter, parse};
use crate::corpus::FileReport;
use crate::model::{Document, Fields, Problem};
use crate::text::range::TextRange;
use serde_json::{Map, Value};
use std::io::{self, Read};
use std::ops::ControlFlow;

/// How many broken messages are told one by one.
const TOLD: usize = 20;

/// Bytes that are looked through for messages after broken ones before fewer are held at a time.
const MUCH: usize = 64 << 20;

/// Bytes that are looked through in vain before an export is given up.
const MOST_SEARCHED: usize = 1 << 30;

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
) -> io::Result<bool> {
    let known = report.problems.len();
    let mut export = Export {
        report,
        each,
        chat: None,
        in_messages: false,
        item: 0,
        passed_over: 0,
        broken: 0,
        searched: 0,
        searching: false,
        album: None,
        stopped: false,
    };
    export.all(&mut Splitter::new(source))?;
    export.hand_over();
    let Export { report, passed_over, broken, .. } = export;
    if report.documents == 0 {
        report.problems.truncate(known);
        return Ok(false);
    }
    if broken > TOLD {
        report.problems.push(Problem::new(format!("{} more messages could not be read", broken - TOLD)));
    }
    report.format = Some(Format::Telegram);
    report.encoding = Some(encoding_rs::UTF_8.name());
    report.passed_over += passed_over;
    Ok(true)
}

struct Export<'a> {
    report: &'a mut FileReport,
    each: &'a mut dyn FnMut(Document) -> ControlFlow<()>,
    /// The name of the chat that is read.
    chat: Option<String>,
    in_messages: bool,
    /// Number of the next message.
    item: usize,
    passed_over: usize,
    broken: usize,
    /// Bytes of broken messages.
    searched: usize,
    /// True after a broken message, until a sound one is found.
    searching: bool,
    /// The last message, as long as the next may be of the same album.
    album: Option<Album>,
    stopped: bool,
}

/// Messages that were posted as one.
struct Album {
    /// None as long as there is no text in it.
    document: Option<Document>,
    /// What its messages share: group or time of posting, sender, and whom it is from.
    shared: [Option<Value>; 4],
    has_media: bool,
    last_id: Option<i64>,
}

impl Export<'_> {
    /// Walks the export without a stack: names tell where messages are, so nothing broken can upset it.
    fn all<R: Read>(&mut self, splitter: &mut Splitter<R>) -> io::Result<()> {
        let mut last = 0;
        while let Some(byte) = splitter.peek()? {
            if self.stopped {
                return Ok(());
            }
            last = byte;
            match byte {
                b'"' => {
                    let piece = splitter.value()?;
                    let name = splitter.is_name(&piece)?.then(|| splitter.bytes(&piece).to_vec());
                    if !splitter.enter(&piece)? {
                        splitter.accept(&piece);
                    }
                    if let Some(name) = name {
                        splitter.peek()?;
                        splitter.step();
                        self.member(&name, splitter)?;
                    }
                }
                b'{' if self.in_messages && !is_chat(splitter.ahead(CHAT_HEAD)?) => self.message(splitter)?,
                b'{' => {
                    // A chat, or what is around chats; broken messages end with their chat.
                    self.chat = None;
                    self.in_messages = false;
                    self.searching = false;
                    splitter.step();
                }
                b']' => {
                    self.in_messages &= self.searching;
                    splitter.step();
                }
                _ => splitter.step(),
            }
        }
        if last != b'}' {
            self.report.problems.push(Problem::new("the export is cut off; its last messages are missing"));
        }
        Ok(())
    }

    /// The member of a chat or of an account, of which the name was read.
    fn member<R: Read>(&mut self, name: &[u8], splitter: &mut Splitter<R>) -> io::Result<()> {
        let begins = splitter.peek()?;
        match (name, begins) {
            (b"\"messages\"", Some(b'[')) => {
                self.in_messages = true;
                self.searching = false;
                splitter.step();
            }
            (b"\"chats\"" | b"\"left_chats\"", Some(b'{')) | (b"\"list\"", Some(b'[')) => splitter.step(),
            // Nobody knows where the inside of a broken message ends.
            _ if self.searching => {}
            (_, Some(b',' | b'}' | b']' | b':') | None) => {}
            _ => {
                let piece = splitter.value()?;
                if name == b"\"name\"" {
                    let name = parse(splitter.bytes(&piece), &piece).ok();
                    self.chat = name.and_then(|name| name.value.as_str().map(str::to_owned));
                }
                if !splitter.enter(&piece)? {
                    splitter.accept(&piece);
                }
            }
        }
        Ok(())
    }

    /// The message that stands here.
    fn message<R: Read>(&mut self, splitter: &mut Splitter<R>) -> io::Result<()> {
        let mut piece = splitter.value()?;
        let bytes = splitter.bytes(&piece).len();
        match parse(splitter.bytes(&piece), &piece) {
            Ok(read) => {
                let is_short = read.length < splitter.bytes(&piece).trim_ascii_end().len();
                Splitter::<R>::shorten(&mut piece, read.length);
                splitter.accept(&piece);
                let span = TextRange::new(piece.offset, piece.offset + read.length);
                match read.value.as_object().filter(|message| is_message(message)) {
                    Some(message) => {
                        // What is left of a message that was not closed where it seemed to be is none.
                        self.searching = is_short;
                        self.found(message, span, read.note);
                    }
                    None if self.searching => {}
                    None => {
                        self.item += 1;
                        self.passed_over += 1;
                    }
                }
            }
            Err(problem) => {
                splitter.resync(&piece)?;
                if !self.searching {
                    self.item += 1;
                    self.complain(problem);
                }
                self.searching = true;
                self.searched += bytes;
                if self.searched > MUCH {
                    splitter.hold_less();
                }
                if self.searched > MOST_SEARCHED {
                    self.report.problems.push(Problem::new("too much of the export is broken; the rest is not read"));
                    self.stopped = true;
                }
            }
        }
        Ok(())
    }

    fn complain(&mut self, problem: String) {
        self.broken += 1;
        if self.broken <= TOLD {
            self.report.problems.push(Problem::new(problem.replace("a record", "a message")));
        }
    }

    fn found(&mut self, message: &Map<String, Value>, span: TextRange, note: Option<&'static str>) {
        let item = self.item;
        self.item += 1;
        let text = if message.get("type") == Some(&Value::from("service")) { None } else { text_of(message) };
        let get = |name: &str| message.get(name).filter(|value| !value.is_null()).cloned();
        let album = Album {
            document: text.map(|text| self.document(message, text, item, span, note)),
            shared: [
                get("grouped_id").or_else(|| get("date_unixtime")).or_else(|| get("date")),
                get("from_id").or_else(|| get("from")),
                get("forwarded_from"),
                self.chat.clone().map(Value::from),
            ],
            has_media: ["photo", "file", "media_type"].iter().any(|name| get(name).is_some()),
            last_id: message.get("id").and_then(Value::as_i64),
        };
        if let Some(before) = &mut self.album
            && before.goes_on_with(&album)
        {
            before.last_id = album.last_id;
            match (&mut before.document, album.document) {
                (Some(before), Some(more)) => {
                    before.text.push_str("\n\n");
                    before.text.push_str(&more.text);
                    before.span.end = more.span.end;
                }
                (before, more) => {
                    self.passed_over += 1;
                    *before = before.take().or(more);
                }
            }
            return;
        }
        self.hand_over();
        self.album = Some(album);
    }

    fn document(
        &self,
        message: &Map<String, Value>,
        text: String,
        item: usize,
        span: TextRange,
        note: Option<&'static str>,
    ) -> Document {
        let string = |name: &str| message.get(name).and_then(Value::as_str).map(str::to_owned);
        let date = |name: &str| match message.get(name)? {
            Value::String(date) => Some(since_1970(date).unwrap_or_else(|| date.clone())),
            Value::Number(number) => since_1970(&number.to_string()),
            _ => None,
        };
        let from = string("from").filter(|from| Some(from) != self.chat.as_ref());
        Document {
            path: self.report.path.clone(),
            item: Some(item),
            span,
            text,
            fields: Fields {
                date: date("date").or_else(|| date("date_unixtime")),
                agency: string("forwarded_from"),
                site: self.chat.clone().or_else(|| string("from")),
                author: string("author").or(from),
                ..Fields::default()
            },
            encoding: encoding_rs::UTF_8.name(),
            problems: note.map(Problem::new).into_iter().collect(),
            ..Document::default()
        }
    }

    /// Hands over the message that was held back.
    fn hand_over(&mut self) {
        let Some(album) = self.album.take() else { return };
        match album.document {
            Some(document) if !self.stopped => {
                self.report.documents += 1;
                self.stopped = (self.each)(document).is_break();
            }
            Some(_) => {}
            None => self.passed_over += 1,
        }
    }
}

impl Album {
    /// True if a message is one more picture of the album.
    fn goes_on_with(&self, next: &Self) -> bool {
        let follows = match (self.last_id, next.last_id) {
            (Some(last), Some(next)) => last.checked_add(1) == Some(next),
            _ => false,
        };
        let is_dated = self.shared.first().is_some_and(Option::is_some);
        self.has_media && next.has_media && follows && is_dated && self.shared == next.shared
    }
}

/// As much of a chat as tells it from a message.
const CHAT_HEAD: usize = 512;

/// True if an object that begins so is a chat: its first list is that of its messages.
fn is_chat(head: &[u8]) -> bool {
    let end = head.iter().skip(1).position(|byte| matches!(byte, b'[' | b'{')).map_or(0, |at| at + 1);
    let before = head.get(..end).unwrap_or_default().trim_ascii_end();
    before.strip_suffix(b":").is_some_and(|before| before.trim_ascii_end().ends_with(b"\"messages\""))
}

fn is_message(message: &Map<String, Value>) -> bool {
    match message.get("type").map(Value::as_str) {
        Some(kind) => matches!(kind, Some("message" | "service" | "unsupported")),
        None => message.contains_key("text") && ["id", "date"].iter().any(|name| message.contains_key(*name)),
    }
}

/// The text of a message: a string, or strings and parts with links, bold letters and so on; else a poll.
fn text_of(message: &Map<String, Value>) -> Option<String> {
    let has_words = |text: &String| text.chars().any(char::is_alphanumeric);
    let of = |name: &str| message.get(name).map(joined).filter(has_words);
    let text = of("text").or_else(|| of("text_entities"));
    let Some(Value::Object(poll)) = message.get("poll") else { return text };
    let question = poll.get("question").map(joined).filter(has_words);
    let answers = poll.get("answers").and_then(Value::as_array).into_iter().flatten();
    let answers = answers.filter_map(|answer| answer.get("text").map(joined)).map(|answer| format!("- {answer}"));
    let poll = question.map(|question| std::iter::once(question).chain(answers).collect::<Vec<_>>().join("\n"));
    match (text, poll) {
        (Some(text), Some(poll)) => Some(format!("{text}\n\n{poll}")),
        (text, poll) => text.or(poll),
    }
}

/// A text, or the parts of one; how deep they are, the reading of JSON bounds.
fn joined(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(parts) => parts.iter().map(joined).collect(),
        Value::Object(part) => part.get("text").map(joined).unwrap_or_default(),
        _ => String::new(),
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
            let source = &json[document.span.start..document.span.end];
            assert!(source.starts_with('{') && source.ends_with('}') || !document.problems.is_empty(), "{source}");
            let fields = &document.fields;
            let told_fields = [&fields.date, &fields.site, &fields.author, &fields.agency];
            let told_fields = told_fields.map(|field| field.as_deref().unwrap_or("-")).join(" ");
            told.push(format!("{} {told_fields}: {}", document.item.unwrap(), document.text));
            ControlFlow::Continue(())
        })
        .unwrap();
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
    fn a_cut_export_is_read_as_far_as_it_goes() {
        let cut = &CHANNEL[..CHANNEL.find("\"id\": 4").unwrap()];
        let missing = "the export is cut off; its last messages are missing";
        check(cut, &["1 2021-01-02T10:00:00 کانال حزب - -: متن یکم"], &[missing]);
        let cut = &CHANNEL[..CHANNEL.find(" یکم").unwrap()];
        check(cut, &["1 2021-01-02T10:00:00 کانال حزب - -: متن"], &[missing]);
        let mut report = FileReport::default();
        let read = stream(&b"{\"messages\": [1, 2"[..], &mut report, &mut |_| ControlFlow::Continue(()));
        assert_eq!((read.unwrap(), report), (false, FileReport::default()));
    }

    /// A channel with the messages.
    fn channel(messages: &[&str]) -> String {
        format!(
            "\u{FEFF}{{\"name\": \"N\", \"type\": \"public_channel\", \"id\": 1, \"messages\": [\n{}\n]}}",
            messages.join(",\n")
        )
    }

    #[test]
    fn a_broken_message_leaves_the_others() {
        let a = r#"{"id": 1, "type": "message", "date": "2021", "text": "a"}"#;
        let b = r#"{"id": 2, "type": "message", "date": "2021", "text": b, "text_entities": [{"type": "plain", "text": "x"}, {"type": "plain", "text": "y"}]}"#;
        let c = r#"{"id": 3, "type": "message", "date": "2021", "text": "c"}"#;
        let told = ["0 2021 N - -: a", "2 2021 N - -: c"];
        let line = "line 3, column 54: a message is not valid JSON (expected value) and left out";
        check(&channel(&[a, b, c]), &told, &[line]);
        let open = b.replace(": b,", ": \"b,");
        check(&channel(&[a, &open, c]), &["0 2021 N - -: a", "1 2021 N - -: b", "2 2021 N - -: c"], &[]);
        // In an account the next chat is found again.
        let one = channel(&[a, b]).replace('\u{FEFF}', "");
        let json = format!(
            "{{\"personal_information\": {{}}, \"chats\": {{\"list\": [{one}, {}]}}}}",
            one.replace("\"N\"", "\"M\"")
        );
        check(
            &json,
            &["0 2021 N - -: a", "2 2021 M - -: a"],
            &[line, "line 6, column 54: a message is not valid JSON (expected value) and left out"],
        );
    }

    #[test]
    fn messages_of_every_kind() {
        let json = channel(&[
            r#"{"id": 1, "type": "message", "date_unixtime": "1437465092", "edited": "2016", "text": {"type": "bold", "text": "a"}}"#,
            r#"{"id": 2, "type": "message", "date": 1437465092, "text": [["b", [" ", {"type": "link", "text": "c"}]], null]}"#,
            r#"{"id": 3, "type": "message", "date": "2021", "photo": "p", "text": "caption"}"#,
            r#"{"id": 4, "type": "message", "date": "2021", "text": "", "poll": {"question": "Q?", "answers": [{"text": "yes", "voters": 3}, {"text": "no"}]}}"#,
            r#"{"id": 5, "type": "message", "date": "2021", "forwarded_from": null, "text": "x"}"#,
            r#"{"id": 6, "type": "unsupported", "date": "2021"}"#,
            "17",
        ]);
        check(
            &json,
            &[
                "0 2015-07-21T07:51:32Z N - -: a",
                "1 2015-07-21T07:51:32Z N - -: b c",
                "2 2021 N - -: caption",
                "3 2021 N - -: Q?\n- yes\n- no",
                "4 2021 N - -: x",
            ],
            &[],
        );
    }

    #[test]
    fn an_album_is_one() {
        let picture = |id: u32, date: &str, text: &str| {
            format!(
                r#"{{"id": {id}, "type": "message", "date": "{date}", "from_id": "c", "photo": "p", "text": "{text}"}}"#
            )
        };
        let messages =
            [(1, "2021", ""), (2, "2021", "a"), (3, "2021", ""), (4, "2021", "b"), (5, "2022", "c"), (7, "2022", "d")];
        let messages: Vec<_> = messages.map(|(id, date, text)| picture(id, date, text)).into();
        let json = channel(&messages.iter().map(String::as_str).collect::<Vec<_>>());
        check(&json, &["1 2021 N - -: a\n\nb", "4 2022 N - -: c", "5 2022 N - -: d"], &[]);
    }

    #[test]
    fn nesting_is_survived() {
        let deep = format!("{{\"type\": \"bot_chat\", \"x\": {}", "[".repeat(1_000_000));
        assert!(!stream(deep.as_bytes(), &mut FileReport::default(), &mut |_| ControlFlow::Continue(())).unwrap());
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
