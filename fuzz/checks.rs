//! What must hold for any bytes; the fuzz targets and `tests/it/fuzz_replay` call the same functions.
//!
//! Nothing panics. Spans lie inside what they are spans of, the blocks of a page hold every character of it that shows,
//! each once, and no two statements of a file have one name.

use reader::corpus::{self, Met, decode};
use reader::extract::{Context, Extractor, Survey, date};
use reader::model::{Day, Document, Language, Statement};
use std::collections::HashSet;
use std::ops::ControlFlow;
use std::sync::LazyLock;

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(Extractor::new);
const CONTEXT: Context = Context { reference: None, today: Day { year: 2024, month: 5, day: 1 } };
/// Documents of one input that are looked into; a bomb may hold millions.
const MOST: usize = 500;
/// The longest text that is looked into, in bytes: what a small bomb unpacks to takes seconds and shows nothing new.
const LONGEST: usize = 1 << 20;

/// Any bytes are a text in some encoding.
pub(crate) fn decode(bytes: &[u8]) {
    let decoded = decode::decode(bytes.to_vec());
    assert!(!decoded.encoding.is_empty());
    assert!(decoded.text.len() <= 3 * bytes.len() + 3, "a text longer than its bytes can be");
    for charset in ["windows-1256", "utf-16le", "no such charset"] {
        assert!(!decode::decode_as(bytes.to_vec(), Some(charset)).encoding.is_empty());
    }
}

/// Bytes that begin as a record does.
pub(crate) fn json(bytes: &[u8]) {
    read(bytes);
    read(&[b"{\"title\":\"a\",\"text\":\"b\"}\n", bytes].concat());
}

/// Bytes within a page of HTML.
pub(crate) fn html(bytes: &[u8]) {
    read(bytes);
    read(&[b"<html><body><p>", bytes].concat());
}

/// Dates in any text, in every language.
pub(crate) fn dates(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for language in [Language::Fa, Language::Ar, Language::Ckb, Language::Ps, Language::En, Language::Und] {
        let mut last = 0;
        for mention in date::scan(&text, language) {
            assert!(mention.range.start >= last, "dates overlap");
            assert!(text.get(mention.range.start..mention.range.end).is_some(), "a date outside its text");
            last = mention.range.end;
        }
    }
}

/// Text as one page, alone and among pages that have its lines too.
pub(crate) fn segment(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let document = Document { path: "page".to_owned(), text, ..Document::default() };
    is_whole(&document, &EXTRACTOR.statements(&document, &CONTEXT));
    let mut survey = Survey::default();
    survey.add(Survey::page(&document));
    let half = document.text.len() / 2;
    let half = (half..=document.text.len()).find(|at| document.text.is_char_boundary(*at)).unwrap_or_default();
    for (page, name) in ["یکم", "دوم", "سوم"].into_iter().enumerate() {
        let part = document.text.get(if page == 1 { half..document.text.len() } else { 0..half }).unwrap_or_default();
        let own = format!("{part}\n\n{}\n\n{part}", name.repeat(60));
        survey.add(Survey::page(&Document { text: own, ..Document::default() }));
    }
    is_whole(&document, &EXTRACTOR.statements_among(&document, &CONTEXT, &survey.finish()));
}

/// Bytes as they are, and within compressions and archives that are told by their first bytes.
pub(crate) fn archive(bytes: &[u8]) {
    read(bytes);
    for magic in [
        &b"\x1f\x8b\x08\0\0\0\0\0\0\x03"[..],
        b"\x28\xb5\x2f\xfd",
        b"BZh9",
        b"\xfd7zXZ\0",
        b"PK\x03\x04",
        b"WARC/1.0\r\n",
    ] {
        read(&[magic, bytes].concat());
    }
}

/// Reads a file of these bytes and what is in it.
fn read(bytes: &[u8]) {
    let (mut count, mut ids) = (0, HashSet::new());
    corpus::read_bytes(bytes, "file", &mut |met| {
        let Met::Document(document) = met else { return ControlFlow::Continue(()) };
        count += 1;
        if document.text.len() > LONGEST {
            return ControlFlow::Break(());
        }
        let statements = EXTRACTOR.statements(&document, &CONTEXT);
        assert!(!statements.is_empty(), "a document without a statement");
        for statement in &statements {
            // Members of an archive may be called alike; their records are told by path and place.
            let name = (document.path.clone(), statement.id.clone());
            assert!(document.path != "file" || ids.insert(name), "two statements with one name");
            assert!(statement.span.start <= statement.span.end);
        }
        if document.item.is_none() && document.fields.title.is_none() {
            is_whole(&document, &statements);
        }
        if count < MOST { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
}

/// The blocks of a page hold each character of it that shows exactly once, in order.
fn is_whole(document: &Document, statements: &[Statement]) {
    let text = &document.text;
    let mut at = 0;
    for statement in statements {
        assert!(!statement.title.is_empty(), "no title");
        for block in statement.blocks.iter().filter(|block| !block.range.is_empty()) {
            assert!(block.range.start >= at, "blocks overlap");
            let between = text.get(at..block.range.start).expect("a block inside the text");
            assert!(!shows(between), "{between:?} is in no block");
            assert!(text.get(block.range.start..block.range.end).is_some(), "a block outside the text");
            at = block.range.end;
        }
    }
    assert!(!shows(&text[at..]), "{:?} is in no block", &text[at..]);
}

fn shows(text: &str) -> bool {
    text.chars().any(|character| {
        let control = matches!(character, '\u{FEFF}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}');
        !character.is_whitespace() && !character.is_control() && !control
    })
}
