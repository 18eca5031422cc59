//! Reads a stream of JSON record by record.
//!
//! A broken record is told with its line and column and the next is read; one that was cut off is
//! closed and kept; raw line breaks inside strings are forgiven. If not one record could be read
//! the caller shows the file as a page instead, so that nothing is lost.

use super::splitter::{Ended, LONGEST_RECORD, Piece, Splitter};
use crate::corpus::FileReport;
use crate::corpus::format::Format;
use crate::corpus::format::record::{Record, Records, records};
use crate::model::{Document, Problem};
use crate::text::range::TextRange;
use serde_json::Value;
use std::io::{self, Read};
use std::ops::ControlFlow;

/// What became of a stream.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::corpus) enum Stream {
    /// Its records have been handed over.
    Read,
    /// There was no record in it; the report is as it was.
    NoRecords,
}

/// How many broken records are told one by one.
const TOLD: usize = 20;

/// Hands every record of `source` (UTF-8) to `each` as a document, and fills the report.
pub(in crate::corpus) fn stream(
    source: impl Read,
    report: &mut FileReport,
    each: &mut dyn FnMut(Document) -> ControlFlow<()>,
) -> io::Result<Stream> {
    let known = report.problems.len();
    let mut reading = Reading { report, each, item: 0, broken: 0, searched: 0, searching: false };
    reading.all(&mut Splitter::new(source))?;
    let Reading { report, broken, .. } = reading;
    if report.documents == 0 {
        report.problems.truncate(known);
        return Ok(Stream::NoRecords);
    }
    if broken > TOLD {
        report.problems.push(Problem::new(format!("{} more records could not be read", broken - TOLD)));
    }
    report.format = Some(Format::Json);
    report.encoding = Some(encoding_rs::UTF_8.name());
    Ok(Stream::Read)
}

struct Reading<'a> {
    report: &'a mut FileReport,
    each: &'a mut dyn FnMut(Document) -> ControlFlow<()>,
    /// Number of the next record.
    item: usize,
    broken: usize,
    /// Bytes looked through for the next record after broken ones.
    searched: usize,
    /// True after a broken record, until a sound one is found.
    searching: bool,
}

impl Reading<'_> {
    fn all<R: Read>(&mut self, splitter: &mut Splitter<R>) -> io::Result<()> {
        while let Some(piece) = splitter.next()? {
            let flow = match parse(splitter.bytes(&piece), &piece) {
                Ok((value, note)) => {
                    let bytes = splitter.bytes(&piece).len();
                    splitter.accept(&piece);
                    let alone = self.item == 0 && !piece.in_container && !splitter.has_more()?;
                    let span = TextRange::new(piece.offset, piece.offset + bytes);
                    self.value(&value, &Place { span, line: piece.line, alone, note })
                }
                Err(message) => {
                    let length = splitter.bytes(&piece).len();
                    splitter.resync(&piece)?;
                    if !self.searching {
                        self.complain(message);
                        self.item += 1;
                    }
                    // A line is over where it ends; after anything else it is a guess where the next begins.
                    self.searching = !splitter.is_by_line();
                    self.searched += if self.searching { length } else { 0 };
                    if self.searched > 4 * LONGEST_RECORD {
                        self.report.problems.push(Problem::new("too much of the file is broken; the rest is not read"));
                        ControlFlow::Break(())
                    } else {
                        ControlFlow::Continue(())
                    }
                }
            };
            if flow.is_break() {
                break;
            }
        }
        Ok(())
    }

    fn value(&mut self, value: &Value, place: &Place) -> ControlFlow<()> {
        match records(value) {
            Records::One(Some(record)) if record.sure || !self.searching => {
                self.searching = false;
                self.hand(*record, place)
            }
            Records::Wrapped(records) if !records.is_empty() => {
                self.searching = false;
                let place = Place { alone: false, ..*place };
                records.into_iter().try_for_each(|record| self.hand(record, &place))
            }
            // The inside of a broken record is not worth a word of its own.
            _ if self.searching => ControlFlow::Continue(()),
            _ => {
                self.item += 1;
                self.complain(format!("line {}: a record without text", place.line));
                ControlFlow::Continue(())
            }
        }
    }

    fn hand(&mut self, record: Record, place: &Place) -> ControlFlow<()> {
        let document = Document {
            path: self.report.path.clone(),
            item: (!place.alone).then_some(self.item),
            span: place.span,
            text: record.body,
            fields: record.fields,
            encoding: encoding_rs::UTF_8.name(),
            problems: place.note.iter().copied().map(Problem::new).collect(),
            ..Document::default()
        };
        self.item += 1;
        self.report.documents += 1;
        (self.each)(document)
    }

    fn complain(&mut self, message: String) {
        self.broken += 1;
        if self.broken <= TOLD {
            self.report.problems.push(Problem::new(message));
        }
    }
}

struct Place {
    span: TextRange,
    line: usize,
    /// True for a record that is the whole file.
    alone: bool,
    note: Option<&'static str>,
}

/// The value of a piece with a note on what was forgiven, or what is wrong with it and where.
fn parse(bytes: &[u8], piece: &Piece) -> Result<(Value, Option<&'static str>), String> {
    if piece.ended == Ended::Refused {
        return Err(format!("line {}: a record that is too long or too deeply nested is left out", piece.line));
    }
    let text = String::from_utf8_lossy(bytes);
    let lossy = matches!(text, std::borrow::Cow::Owned(_)).then_some("some bytes are not valid UTF-8");
    let error = match serde_json::from_str(&text) {
        Ok(value) => return Ok((value, lossy)),
        Err(error) => error,
    };
    if let Ended::Open(closers) = &piece.ended
        && let Some(value) = close(&text, &String::from_utf8_lossy(closers))
    {
        return Ok((value, Some("the record is cut off; what there was of it is shown")));
    }
    if let Some(value) = escape_controls(&text).and_then(|text| serde_json::from_str(&text).ok()) {
        return Ok((value, lossy.or(Some("line breaks stood inside strings of the record"))));
    }
    let column = if error.line() == 1 { piece.column + error.column() } else { error.column() };
    let reason = error.to_string();
    let reason = reason.split(" at line ").next().unwrap_or_default();
    let line = piece.line + error.line().saturating_sub(1);
    Err(format!("line {line}, column {column}: a record is not valid JSON ({reason}) and left out"))
}

/// The value that the beginning of one gives when it is closed.
fn close(text: &str, closers: &str) -> Option<Value> {
    let text = escape_controls(text).unwrap_or_else(|| text.to_owned());
    let mut beginning = text.as_str();
    if closers.starts_with('"') {
        beginning = before_half_escape(beginning);
    }
    let trimmed = beginning.trim_end().trim_end_matches(',');
    [(beginning, ""), (trimmed, ""), (beginning, "null"), (beginning, ":null"), (beginning, "\":null")]
        .into_iter()
        .map(|(beginning, filler)| {
            let closers = if filler.starts_with('"') { closers.trim_start_matches('"') } else { closers };
            format!("{beginning}{filler}{closers}")
        })
        .find_map(|whole| serde_json::from_str(&whole).ok())
}

/// The text without an escape that the cut went through.
fn before_half_escape(text: &str) -> &str {
    let Some(at) = text.rfind('\\').filter(|at| text.len() - at < 6) else { return text };
    let before = text.get(..at).unwrap_or(text);
    // Of an even number of them the last is no escape.
    let escaped = before.bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1;
    let half = matches!(text.get(at + 1..), Some(rest) if rest.is_empty() || rest.starts_with('u'));
    if half && !escaped { before } else { text }
}

/// The text with raw control characters inside its strings escaped; none if there are none.
fn escape_controls(text: &str) -> Option<String> {
    let mut escaped = String::with_capacity(text.len() + 64);
    let (mut inside, mut after_backslash, mut changed) = (false, false, false);
    for character in text.chars() {
        if inside && character.is_ascii_control() {
            escaped.push_str(match character {
                '\n' => "\\n",
                '\t' => "\\t",
                '\r' => "\\r",
                _ => " ",
            });
            changed = true;
            after_backslash = false;
            continue;
        }
        if character == '"' && !after_backslash {
            inside = !inside;
        }
        after_backslash = character == '\\' && !after_backslash;
        escaped.push(character);
    }
    changed.then_some(escaped)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(json: &str, expected: &[&str], problems: &[&str]) {
        let mut report = FileReport::default();
        let mut told = Vec::new();
        let outcome = stream(json.as_bytes(), &mut report, &mut |document| {
            let item = document.item.map(|item| item.to_string()).unwrap_or_default();
            let notes: String = document.problems.iter().map(|problem| format!(" ({problem})")).collect();
            told.push(format!("{item}|{}{notes}", document.text));
            assert!(json.get(document.span.start..document.span.end).is_some());
            ControlFlow::Continue(())
        });
        assert_eq!(told, expected, "{json}");
        assert_eq!(report.problems.iter().map(|problem| problem.0.as_str()).collect::<Vec<_>>(), problems, "{json}");
        assert_eq!(outcome.unwrap() == Stream::Read, !expected.is_empty(), "{json}");
    }

    #[test]
    fn records_of_every_layout() {
        check(r#"{"text":"a"}"#, &["|a"], &[]);
        check(r#"[{"text":"a"}]"#, &["0|a"], &[]);
        check("[{\"text\":\"a\"},\n{\"text\":\"b\"}]", &["0|a", "1|b"], &[]);
        check("{\"text\":\"a\"}\n{\"text\":\"b\"}\n", &["0|a", "1|b"], &[]);
        check("{\n\"text\":\"a\"}\n{\n\"text\":\"b\"}\n", &["0|a", "1|b"], &[]);
        check(r#"{"items":[{"title":"x","text":"a"},{"title":"y","text":"b"}]}"#, &["0|a", "1|b"], &[]);
        check(r#"["one text","another"]"#, &["0|one text", "1|another"], &[]);
        check(r#"["[عکس]", 1]"#, &["0|[عکس]"], &["line 1: a record without text"]);
    }

    #[test]
    fn a_broken_record_is_told_and_the_rest_is_read() {
        check(
            "{\"text\":\"a\"}\n{\"text\":\"b}\n{\"text\":\"c\"}\n",
            &["0|a", "2|c"],
            &["line 2, column 11: a record is not valid JSON (EOF while parsing a string) and left out"],
        );
        check(
            "[{\"text\":\"a\"},\n {\"text\": b},\n {\"text\":\"c\"}]",
            &["0|a", "2|c"],
            &["line 2, column 11: a record is not valid JSON (expected value) and left out"],
        );
        check(
            "{\"text\":}\n{\"text\":}\n{\"x\":\"only words\"}\n",
            &["2|only words"],
            &[
                "line 1, column 9: a record is not valid JSON (expected value) and left out",
                "line 2, column 9: a record is not valid JSON (expected value) and left out",
            ],
        );
        check(
            "{\"text\":\"a\"} and some more words",
            &["0|a"],
            &["line 1, column 14: a record is not valid JSON (expected value) and left out"],
        );
        check(
            "[{\"text\":\"a\" quote\"},\n {\"text\":\"b\"},\n {\"text\":\"c\"}]",
            &["1|b", "2|c"],
            &["line 1, column 14: a record is not valid JSON (expected `,` or `}`) and left out"],
        );
    }

    #[test]
    fn a_cut_record_is_kept() {
        let note = "(the record is cut off; what there was of it is shown)";
        check(r#"{"title":"t","text":"half of i"#, &[&format!("|half of i {note}")], &[]);
        check(r#"[{"text":"a"},{"text":"b\u06"#, &["0|a", &format!("1|b {note}")], &[]);
        check(r#"{"text":"a","date":"#, &[&format!("|a {note}")], &[]);
        check(r#"{"text":"a","da"#, &[&format!("|a {note}")], &[]);
        check(r#"{"text":"a","tags":["b","#, &[&format!("|a {note}")], &[]);
    }

    #[test]
    fn line_breaks_inside_strings_are_forgiven() {
        let json = "{\"title\":\"t\",\"text\":\"one\ntwo\"}";
        check(json, &["|one\ntwo (line breaks stood inside strings of the record)"], &[]);
    }

    #[test]
    fn without_a_record_the_report_is_untouched() {
        check("{ broken", &[], &[]);
        check("{}", &[], &[]);
        check("", &[], &[]);
    }

    #[test]
    fn many_broken_records_are_summed_up() {
        let json = format!("{{\"text\":\"a\"}}\n{}", "{\"text\":}\n".repeat(30));
        let mut report = FileReport::default();
        stream(json.as_bytes(), &mut report, &mut |_| ControlFlow::Continue(())).unwrap();
        assert_eq!(report.problems.len(), TOLD + 1);
        assert_eq!(report.problems[TOLD].0, "10 more records could not be read");
    }

    #[test]
    fn a_line_too_long_to_hold_is_passed_over() {
        let long = io::repeat(b'x').take(3 * LONGEST_RECORD as u64);
        let json = (&b"{\"text\":\"a\"}\n{\"text\":\""[..]).chain(long).chain(&b"\"}\n{\"text\":\"b\"}\n"[..]);
        let mut report = FileReport::default();
        let mut told = Vec::new();
        stream(json, &mut report, &mut |document| {
            told.push(document.text);
            ControlFlow::Continue(())
        })
        .unwrap();
        assert_eq!(told, ["a", "b"]);
        let problem = "line 2: a record that is too long or too deeply nested is left out";
        assert_eq!(report.problems, [Problem::new(problem)]);
    }

    #[test]
    fn a_long_array_is_read_one_record_at_a_time() {
        /// Records that are made as they are read.
        struct Made(u32, Vec<u8>);
        impl Read for Made {
            fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
                if self.1.is_empty() && self.0 < 100_000 {
                    self.1 =
                        format!("{}{{\"text\":\"n {}\"}}", if self.0 == 0 { "[\n" } else { "," }, self.0).into_bytes();
                    self.0 += 1;
                }
                let count = self.1.len().min(buffer.len());
                buffer[..count].copy_from_slice(&self.1[..count]);
                self.1.drain(..count);
                Ok(count)
            }
        }
        let mut report = FileReport::default();
        let mut splitter = Splitter::new(Made(0, Vec::new()));
        let mut most = 0;
        while let Some(piece) = splitter.next().unwrap() {
            most = most.max(splitter.held());
            splitter.accept(&piece);
        }
        assert!(most < 1 << 20, "{most} bytes were held");
        stream(Made(0, Vec::new()), &mut report, &mut |_| ControlFlow::Continue(())).unwrap();
        assert_eq!(report.documents, 100_000);
    }

    #[test]
    fn reading_stops_when_asked() {
        let mut report = FileReport::default();
        let mut seen = 0;
        let json = "{\"text\":\"a\"}\n".repeat(10);
        stream(json.as_bytes(), &mut report, &mut |_| {
            seen += 1;
            if seen == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })
        .unwrap();
        assert_eq!((seen, report.documents), (3, 3));
    }

    /// The texts of all documents in `json`.
    fn texts(json: &str) -> Vec<String> {
        let mut texts = Vec::new();
        let mut report = FileReport::default();
        let read = stream(json.as_bytes(), &mut report, &mut |document| {
            texts.push(document.text);
            ControlFlow::Continue(())
        });
        assert_eq!(read.unwrap(), Stream::Read, "{json}");
        assert_eq!(report.problems, [], "{json}");
        texts
    }

    proptest! {
        #[test]
        fn every_record_comes_back_from_every_layout(
            bodies in proptest::collection::vec("[ا-ی\\\\\"\n{}\\[\\],: ]{0,30}x", 1..5),
        ) {
            let records: Vec<Value> = bodies.iter().map(|body| serde_json::json!({"title": "t", "text": body})).collect();
            let lines: Vec<_> = records.iter().map(Value::to_string).collect();
            let pretty: Vec<_> = records.iter().map(|record| serde_json::to_string_pretty(record).unwrap()).collect();
            for json in [
                lines.join("\n"),
                pretty.join("\n"),
                serde_json::to_string(&records).unwrap(),
                serde_json::to_string_pretty(&records).unwrap(),
                serde_json::json!({"status": "ok", "data": {"items": records}}).to_string(),
            ] {
                prop_assert_eq!(&texts(&json), &bodies);
            }
        }
    }
}
