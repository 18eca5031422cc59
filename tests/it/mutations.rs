//! One small file of each container, broken in many places: nothing panics, and what is read lies within the file.
//!
//! The same seeds break the same places on every machine.

use reader::corpus::{Met, decode, read_bytes};
use reader::extract::{Context, Extractor};
use reader::model::Day;
use std::ops::ControlFlow;

/// Broken files for each sound one.
const ROUNDS: u64 = 150;

const BODY: &str =
    "شورای مرکزی حزب آزمون از همه شهروندان خواست در نشست روز پنجشنبه شرکت کنند و پیشنهادهای خود را بگویند.";

/// A sound file of every kind, and how many documents it holds.
fn files() -> Vec<(&'static str, Vec<u8>, usize)> {
    let record = |number: u32| {
        format!(
            "{{\"id\":{number},\"title\":\"بیانیه {number}\",\"date\":\"2021-03-0{number}\",\"text\":\"{BODY} {number}\",\"tags\":[\"x\",{{\"y\":null}}]}}"
        )
    };
    let records = [record(1), record(2), record(3)];
    let row = |number: u32| format!("{number},\"بیانیه {number}\",2021-03-0{number},\"{BODY}\n\"\"{number}\"\"\"\r\n");
    let message = |number: u32| {
        format!(
            "{{\"id\": {number}, \"type\": \"message\", \"date\": \"2021-03-0{number}T10:00:00\", \"text\": [\"{BODY}\", {{\"type\": \"bold\", \"text\": \"x\"}}]}}"
        )
    };
    let post = |number: u32| {
        format!(
            "<div class=\"tgme_widget_message\" data-post=\"h/{number}\"><div class=\"tgme_widget_message_text\">{BODY}<br/>{number}</div><time datetime=\"2021-03-0{number}\"></time></div>"
        )
    };
    let response = |number: u32, head: &str, body: &str| {
        let content = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n{head}\r\n{body}");
        format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/{number}\r\nWARC-Date: 2021-03-04T05:06:07Z\r\nContent-Length: {}\r\n\r\n{content}\r\n\r\n",
            content.len()
        )
    };
    let page = format!("<html><h1>بیانیه</h1><p>{BODY}</p></html>");
    let chunks = format!("{:x}\r\n{page}\r\n0\r\n\r\n", page.len());
    let mhtml = format!(
        "From: <x>\r\nMIME-Version: 1.0\r\nDate: Sun, 3 May 2020 10:00:00 -0000\r\nContent-Type: multipart/related; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}\r\n--b--\r\n"
    );
    let pretty =
        format!("{{\n  \"status\": \"ok\",\n  \"data\": {{\"items\": [\n    {}\n  ]}}\n}}\n", records.join(",\n    "));
    let chat = |name: &str| {
        format!(
            "{{\"name\": \"{name}\", \"type\": \"public_channel\", \"id\": 1, \"messages\": [\n{},\n{}\n]}}",
            message(1),
            message(2)
        )
    };
    vec![
        ("lines", format!("{}\n", records.join("\n")).into_bytes(), 3),
        ("array", format!("\u{FEFF}[{}]", records.join(",\n")).into_bytes(), 3),
        ("wrapper", pretty.into_bytes(), 3),
        ("table", format!("id,title,date,text\r\n{}{}{}", row(1), row(2), row(3)).into_bytes(), 3),
        ("chat", chat("کانال").into_bytes(), 2),
        (
            "account",
            format!("{{\"personal_information\": {{}}, \"chats\": {{\"list\": [{}, {}]}}}}", chat("a"), chat("b"))
                .into_bytes(),
            4,
        ),
        ("channel", format!("<html><body>{}{}</body></html>", post(1), post(2)).into_bytes(), 2),
        (
            "warc",
            [response(1, "", &page), response(2, "Transfer-Encoding: chunked\r\n", &chunks)].concat().into_bytes(),
            2,
        ),
        ("mhtml", mhtml.into_bytes(), 1),
    ]
}

/// Numbers that look random and are the same every time (xorshift).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}

/// The file with one to four places broken.
fn broken(file: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    const SIGNS: [&[u8]; 14] =
        [b"\"", b"{", b"}", b"[", b"]", b"\\", b",", b"\n", b"\r\n\r\n", b"<", b"'", b"\0", b"\xD8", b"\"\"\","];
    let mut bytes = file.to_vec();
    for _ in 0..=numbers.below(4) {
        let at = numbers.below(bytes.len() + 1);
        match numbers.below(5) {
            0 if at < bytes.len() => bytes[at] ^= 1 << numbers.below(8),
            1 => bytes.truncate(at.max(1)),
            2 => {
                let end = (at + numbers.below(40)).min(bytes.len());
                bytes.drain(at..end);
            }
            3 => {
                let end = (at + numbers.below(200)).min(bytes.len());
                let again = bytes[at..end].to_vec();
                bytes.splice(at..at, again);
            }
            _ => {
                bytes.splice(at..at, SIGNS[numbers.below(SIGNS.len())].iter().copied());
            }
        }
    }
    bytes
}

/// Reads a file, checks what it gives, and counts its documents.
fn read(extractor: &Extractor, bytes: &[u8], name: &str) -> usize {
    // Where bytes were lost, each became a sign of three.
    let length = match std::str::from_utf8(bytes) {
        Ok(_) => bytes.len(),
        Err(_) => decode::decode(bytes.to_vec()).text.len().max(bytes.len()) * 3,
    };
    let context = Context { reference: None, today: Day { year: 2024, month: 5, day: 1 } };
    let mut documents = 0;
    let report = read_bytes(bytes, name, &mut |met| {
        if let Met::Document(document) = met {
            documents += 1;
            assert!(!document.text.trim().is_empty(), "{name} gave a document without text");
            let spans = [document.span].into_iter();
            let statements = extractor.statements(&document, &context);
            for span in spans.chain(statements.iter().map(|statement| statement.span)) {
                assert!(span.start <= span.end && span.end <= length, "{name}: {span:?} of {length}");
            }
        }
        ControlFlow::Continue(())
    });
    assert_eq!(report.documents, documents, "{name}");
    assert!(documents > 0 || !report.problems.is_empty() || report.members > 0, "{name} gave nothing and said nothing");
    documents
}

#[test]
fn broken_containers_are_read_as_far_as_they_go() {
    let extractor = Extractor::new();
    for (name, file, count) in files() {
        assert_eq!(read(&extractor, &file, name), count, "{name}");
        let mut numbers = Numbers(0x9E37_79B9_7F4A_7C15);
        for _ in 0..ROUNDS {
            let bytes = broken(&file, &mut numbers);
            if !bytes.is_empty() {
                read(&extractor, &bytes, name);
            }
        }
    }
}
