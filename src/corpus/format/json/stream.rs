//! Reads a stream of JSON record by record.
//!
//! A broken record is told with its line and column and the next is read; what is plain in a sloppy
//! one, or in one that was cut off, is kept. If not one record could be read
//! the caller shows the file as a page instead, so that nothing is lost.

use super::sloppy;
use super::splitter::{Ended, LONGEST_RECORD, Piece, Splitter};
use super::value::strict;
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

/// Bytes that are looked through in vain before a stream is given up.
const MOST_SEARCHED: usize = 1 << 30;

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
        while let Some(mut piece) = splitter.next()? {
            let read = parse(splitter.bytes(&piece), &piece);
            let flow = match read {
                Ok(Parsed { value, note, length }) => {
                    // What follows a value that was not closed where it seemed to be is read for itself.
                    let is_short = length < splitter.bytes(&piece).trim_ascii_end().len();
                    Splitter::<R>::shorten(&mut piece, length);
                    splitter.accept(&piece);
                    let alone = self.item == 0 && !piece.in_container && splitter.peek()?.is_none();
                    let span = TextRange::new(piece.offset, piece.offset + length);
                    let inside = splitter.is_inside();
                    let flow = self.value(&value, &Place { span, line: piece.line, alone, inside, note });
                    self.searching |= is_short && !splitter.is_by_line();
                    flow
                }
                Err(message) => self.broken(&piece, message, splitter)?,
            };
            if flow.is_break() {
                break;
            }
        }
        Ok(())
    }

    /// Goes on behind what could not be read.
    fn broken<R: Read>(
        &mut self,
        piece: &Piece,
        message: String,
        splitter: &mut Splitter<R>,
    ) -> io::Result<ControlFlow<()>> {
        let length = splitter.bytes(piece).len();
        let is_string = splitter.bytes(piece).first() == Some(&b'"');
        if splitter.enter(piece)? {
            self.searching = true;
            if is_string {
                self.complain(format!("line {}: a text that is too long is left out", piece.line));
            }
        } else {
            splitter.resync(piece)?;
            if !self.searching {
                self.complain(message);
                self.item += 1;
            }
            // A line is over where it ends; after anything else it is a guess where the next begins.
            self.searching = !splitter.is_by_line();
        }
        self.searched += if self.searching { length } else { 0 };
        if self.searched > 4 * LONGEST_RECORD {
            splitter.hold_less();
        }
        if self.searched > MOST_SEARCHED {
            self.report.problems.push(Problem::new("too much of the file is broken; the rest is not read"));
            return Ok(ControlFlow::Break(()));
        }
        Ok(ControlFlow::Continue(()))
    }

    fn value(&mut self, value: &Value, place: &Place) -> ControlFlow<()> {
        match records(value) {
            Records::One(Some(record))
                if record.sure || !self.searching && (!place.inside || record.fields.title.is_some()) =>
            {
                self.searching = false;
                self.hand(*record, place)
            }
            Records::Wrapped(records) if !records.is_empty() => {
                self.searching = false;
                let place = Place { alone: false, ..*place };
                records.into_iter().try_for_each(|record| match record {
                    Some(record) => self.hand(record, &place),
                    None => self.without_text(place.line),
                })
            }
            // The inside of a broken record is not worth a word of its own.
            _ if self.searching || place.inside => ControlFlow::Continue(()),
            _ => self.without_text(place.line),
        }
    }

    fn without_text(&mut self, line: usize) -> ControlFlow<()> {
        self.item += 1;
        self.complain(format!("line {line}: a record without text"));
        ControlFlow::Continue(())
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
    /// True for a value within one that is too long to be held.
    inside: bool,
    note: Option<&'static str>,
}

/// A value that was read.
#[derive(Debug)]
pub(in crate::corpus::format) struct Parsed {
    pub(in crate::corpus::format) value: Value,
    /// What was forgiven.
    pub(in crate::corpus::format) note: Option<&'static str>,
    /// How many bytes of the piece are its text.
    pub(in crate::corpus::format) length: usize,
}

/// The value of a piece, or what is wrong with it and where.
pub(in crate::corpus::format) fn parse(bytes: &[u8], piece: &Piece) -> Result<Parsed, String> {
    if piece.ended == Ended::Refused {
        return Err(format!("line {}: a record that is too long or too deeply nested is left out", piece.line));
    }
    let length = bytes.trim_ascii_end().len();
    let text = String::from_utf8_lossy(bytes);
    let lossy = matches!(text, std::borrow::Cow::Owned(_)).then_some("some bytes are not valid UTF-8");
    let error = match strict(&text) {
        Ok(value) => return Ok(Parsed { value, note: lossy, length }),
        Err(error) => error,
    };
    if let Some(read) = sloppy::value(&text, matches!(piece.ended, Ended::Open(_)))
        && (matches!(read.value, Value::Object(_) | Value::Array(_))
            || text.get(read.end..).is_some_and(|rest| rest.trim().is_empty()))
    {
        // Where bytes are lost, offsets in the text are not those of the bytes.
        let length = if lossy.is_none() { read.end.min(length) } else { length };
        // Sound but for what follows it.
        if let Some(value) = text.get(..read.end).and_then(|text| strict(text).ok()) {
            return Ok(Parsed { value, note: lossy, length });
        }
        return Ok(Parsed { value: read.value, note: Some(lossy.unwrap_or(read.note)), length });
    }
    let column = if error.line() == 1 { piece.column + error.column() } else { error.column() };
    let reason = error.to_string();
    let reason = reason.split(" at line ").next().unwrap_or_default();
    let line = piece.line + error.line().saturating_sub(1);
    Err(format!("line {line}, column {column}: a record is not valid JSON ({reason}) and left out"))
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
            "[{\"text\":\"a},\n {\"text\":\"b\"},\n {\"text\":\"c\"}]",
            &["1|b", "2|c"],
            &[
                "line 2, column 0: a record is not valid JSON (control character (\\u0000-\\u001F) found while parsing a string) and left out",
            ],
        );
    }

    #[test]
    fn sloppy_records_are_read() {
        let quotes = "(quotes stood inside strings of the record)";
        check(
            "[{\"text\":\"a\" quote\"},\n {\"text\":\"b\"},\n {\"text\":\"c\"}]",
            &[&format!("0|a\" quote {quotes}"), "1|b", "2|c"],
            &[],
        );
        let loose = "(the record is not quite JSON; what is plain in it is shown)";
        check("[{\"text\":\"a\",},]", &[&format!("0|a {loose}")], &[]);
        check("{'title': 'x}', 'text': 'a', 'n': NaN}", &[&format!("|a {loose}")], &[]);
        check("{title: \"x\", text: \"a\"}", &[&format!("|a {loose}")], &[]);
        check("{\"text\":\"a\"}\n{\"text\":\"b\",\"x\":NaN}\n", &["0|a", &format!("1|b {loose}")], &[]);
        check(r#"{"text":"a\ud800"}"#, &[&format!("|a\u{FFFD} {loose}")], &[]);
        let deep = format!("{{\"text\":\"a\",\"x\":{}{}}}", "[".repeat(1_000_000), "]".repeat(1_000_000));
        check(&deep, &["|a (a part of the record is too deeply nested and left out)"], &[]);
        check("{\"title\":7,\"text\":\"a\",\"text\":\"\"}", &["|a"], &[]);
    }

    #[test]
    fn records_a_line_with_other_lines_between() {
        check("\u{FEFF}{\"text\":\"a\"}\r\n\r\n{\"text\":\"b\"}\r\n", &["0|a", "1|b"], &[]);
        check("// made\n{\"text\":\"a\"}\n# x\n{\"text\":\"b\"}\n", &["0|a", "1|b"], &[]);
        let line = "line 2, column 2: a record is not valid JSON (expected ident) and left out";
        check("{\"text\":\"a\"}\nnot a record\n{\"text\":\"b\"}\n", &["0|a", "2|b"], &[line]);
        let line = "line 1, column 9: a record is not valid JSON (EOF while parsing a string) and left out";
        check("{\"text\":\"\n{\"text\":\"b\"}\n{\"text\":\"c\"}\n", &["1|b", "2|c"], &[line]);
        check("{\"text\":\"a\"}{\"text\":\"b\"}\n{\"text\":\"c\"}\n", &["0|a", "1|b", "2|c"], &[]);
        check("{\"text\":\"a\"}{\"text\":\"b\"} {\"text\":\"c\"}", &["0|a", "1|b", "2|c"], &[]);
        check("\x1E{\"text\":\"a\"}\n\x1E{\"text\":\"b\"}\n", &["0|a", "1|b"], &[]);
        check("\x1E{\n\"text\":\"a\"}\n\x1E{\"text\":\n\"b\"}\n", &["0|a", "1|b"], &[]);
        check("window.YTD.part0 = [ {\"text\":\"a\"},\n {\"text\":\"b\"} ];\n", &["0|a", "1|b"], &[]);
        check(
            "{\"17\":{\"title\":\"t\",\"text\":\"a\"},\"18\":{\"title\":\"u\",\"text\":\"b\"}}",
            &["0|a", "1|b"],
            &[],
        );
    }

    #[test]
    fn spans_are_those_of_the_stream() {
        let json = "\u{FEFF}[{\"text\":\"a\"} ,\n\u{FEFF}{\"text\":\"b\",}\n]";
        let mut spans = Vec::new();
        stream(json.as_bytes(), &mut FileReport::default(), &mut |document| {
            spans.push(json[document.span.start..document.span.end].to_owned());
            ControlFlow::Continue(())
        })
        .unwrap();
        assert_eq!(spans, ["{\"text\":\"a\"}", "{\"text\":\"b\",}"]);
    }

    #[test]
    fn a_wrapper_too_long_to_hold_is_read_from_within() {
        let record = |name: &str| format!("{{\"title\":\"{name}\",\"text\":\"{}\"}}", name.repeat(30 << 20));
        for json in [
            format!(
                "{{\"status\":\"ok\",\"data\":{{\"items\":[{},{}, {}],\"next\":\"page two\"}}}}",
                record("a"),
                record("b"),
                record("c")
            ),
            format!("{{\"17\":{},\"18\":{},\"19\":{}}}", record("a"), record("b"), record("c")),
        ] {
            let mut told = Vec::new();
            let mut report = FileReport::default();
            stream(json.as_bytes(), &mut report, &mut |document| {
                told.push(document.fields.title.unwrap());
                ControlFlow::Continue(())
            })
            .unwrap();
            assert_eq!((told, report.problems), (vec!["a".to_owned(), "b".to_owned(), "c".to_owned()], Vec::new()));
        }
    }

    #[test]
    fn a_text_too_long_to_hold_is_left_out() {
        let long = io::repeat(b'x').take(3 * LONGEST_RECORD as u64);
        let json = (&b"[{\"title\":\"t\",\"text\":\""[..])
            .chain(long)
            .chain(&b"\",\"n\":\"more words\"},{\"text\":\"b\"}]"[..]);
        let mut report = FileReport::default();
        let mut told = Vec::new();
        stream(json, &mut report, &mut |document| {
            told.push(document.text);
            ControlFlow::Continue(())
        })
        .unwrap();
        assert_eq!(told, ["b"]);
        assert_eq!(report.problems, [Problem::new("line 1: a text that is too long is left out")]);
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
