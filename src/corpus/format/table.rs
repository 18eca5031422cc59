//! Tables: a header line that names the fields, then a record a row (RFC 4180; commas, semicolons or tabs).
//!
//! A file is a table only if its header names a title or a body and its first rows are as wide as it;
//! anything else with commas in it is a page. Rows are read one at a time by the names that records of
//! JSON go by. A row that is too short or too long is read as far as it goes, and told.

use super::Format;
use super::bounded::{Bounded, Bounds, LONGEST_RECORD};
use super::names::{Role, role};
use super::record::{Records, records};
use crate::corpus::FileReport;
use crate::model::{Document, Problem};
use crate::text::range::TextRange;
use csv::{ByteRecord, Reader, ReaderBuilder};
use serde_json::{Map, Value};
use std::io::{self, Read};
use std::ops::ControlFlow;

/// Rows below the header that must agree with it.
const TRIED: usize = 20;

/// How many bad rows are told one by one.
const TOLD: usize = 20;

/// The sign between the fields, if the bytes begin a table; `whole` if nothing comes after them.
pub(in crate::corpus) fn begins(head: &[u8], whole: bool) -> Option<u8> {
    let first = head.split(|byte| *byte == b'\n').next()?;
    if let Some([sign @ (b',' | b';' | b'\t' | b'|')]) = first.trim_ascii_end().strip_prefix(b"sep=") {
        return Some(*sign);
    }
    if head.trim_ascii_start().starts_with(b"<") || first.len() > 4096 {
        return None;
    }
    [b',', b';', b'\t'].into_iter().find(|sign| first.contains(sign) && is_table(head, *sign, whole))
}

fn is_table(head: &[u8], sign: u8, whole: bool) -> bool {
    let mut rows: Vec<ByteRecord> =
        reader(head, sign).into_byte_records().map_while(Result::ok).take(TRIED + 2).collect();
    if !whole && rows.len() < TRIED + 2 {
        // The last one may go on beyond the head; a single long one is let pass.
        let last = rows.pop();
        if rows.len() == 1 {
            rows.extend(last);
        }
    }
    let Some((header, rows)) = rows.split_first() else { return false };
    let names: Vec<_> = header.iter().map(String::from_utf8_lossy).collect();
    let tells = names.iter().any(|name| matches!(role(name), Some((Role::Title | Role::Body, _))));
    let named = names.iter().filter(|name| name.len() <= 64 && name.chars().any(char::is_alphabetic)).count();
    let agreeing = rows.iter().filter(|row| row.len() == header.len()).count();
    tells && header.len() > 1 && named * 2 > header.len() && agreeing > 0 && agreeing * 10 >= rows.len() * 9
}

fn reader<R: Read>(source: R, sign: u8) -> Reader<R> {
    ReaderBuilder::new().delimiter(sign).flexible(true).has_headers(false).from_reader(source)
}

/// Hands every row of `source` (UTF-8) to `each` as a document, and fills the report; false if there was none.
pub(in crate::corpus) fn stream(
    source: impl Read,
    sign: u8,
    report: &mut FileReport,
    each: &mut dyn FnMut(Document) -> ControlFlow<()>,
) -> io::Result<bool> {
    let bounds = Bounds::new(LONGEST_RECORD);
    rows(source, sign, &bounds, report, each)
}

fn rows(
    source: impl Read,
    sign: u8,
    bounds: &Bounds,
    report: &mut FileReport,
    each: &mut dyn FnMut(Document) -> ControlFlow<()>,
) -> io::Result<bool> {
    let known = report.problems.len();
    let mut reader = reader(Bounded { source, bounds }, sign);
    let mut names: Option<Vec<String>> = None;
    let (mut row, mut bad) = (0_usize, 0_usize);
    let mut record = ByteRecord::new();
    loop {
        bounds.renew();
        let line = reader.position().line();
        let start = reader.position().byte();
        match reader.read_byte_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(_) if bounds.is_reached() => {
                let problem = format!(
                    "line {line}: a row is too long, perhaps for a quote that is never closed; the rest is not read"
                );
                report.problems.push(Problem::new(problem));
                break;
            }
            Err(error) => match error.into_kind() {
                csv::ErrorKind::Io(error) => return Err(error),
                _ => break,
            },
        }
        let fields: Vec<_> = record.iter().map(String::from_utf8_lossy).collect();
        let Some(names) = &names else {
            // Spreadsheets may say the sign in a line of its own.
            if !fields.iter().any(|field| field.starts_with("sep=")) {
                names = Some(fields.iter().map(|name| name.trim_start_matches('\u{FEFF}').trim().to_owned()).collect());
            }
            continue;
        };
        row += 1;
        let note = (fields.len() != names.len())
            .then(|| format!("the row has {} fields where the header names {}", fields.len(), names.len()));
        let mut object = Map::new();
        for (name, field) in names.iter().zip(&fields) {
            object.entry(name.clone()).or_insert_with(|| Value::String(field.clone().into_owned()));
        }
        let found = match records(&Value::Object(object)) {
            Records::One(found) => found,
            Records::Wrapped(_) => None,
        };
        let wrong = note.clone().or_else(|| found.is_none().then(|| "the row holds no text".to_owned()));
        if let Some(wrong) = wrong {
            bad += 1;
            if bad <= TOLD {
                report.problems.push(Problem::new(format!("row {row}, line {line}: {wrong}")));
            }
        }
        let Some(found) = found else { continue };
        let place = |at: u64| usize::try_from(at).unwrap_or(usize::MAX);
        let document = Document {
            path: report.path.clone(),
            item: Some(row - 1),
            span: TextRange::new(place(start), place(reader.position().byte())),
            text: found.body,
            fields: found.fields,
            encoding: encoding_rs::UTF_8.name(),
            problems: note.map(Problem::new).into_iter().collect(),
            ..Document::default()
        };
        report.documents += 1;
        if each(document).is_break() {
            break;
        }
    }
    if report.documents == 0 {
        report.problems.truncate(known);
        return Ok(false);
    }
    if bad > TOLD {
        report.problems.push(Problem::new(format!("{} more rows are not as they should be", bad - TOLD)));
    }
    report.format = Some(Format::Table);
    report.encoding = Some(encoding_rs::UTF_8.name());
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(table: &str) -> (Vec<String>, Vec<String>) {
        let mut report = FileReport::default();
        let mut told = Vec::new();
        let sign = begins(table.as_bytes(), true).expect("a table");
        stream(table.as_bytes(), sign, &mut report, &mut |document| {
            assert!(table.get(document.span.start..document.span.end).is_some());
            let title = document.fields.title.unwrap_or_default();
            told.push(format!(
                "{}|{title}|{}|{}",
                document.item.unwrap(),
                document.fields.date.unwrap_or_default(),
                document.text
            ));
            ControlFlow::Continue(())
        })
        .unwrap();
        (told, report.problems.into_iter().map(|problem| problem.0).collect())
    }

    fn check(table: &str, rows: &[&str], problems: &[&str]) {
        assert_eq!(
            told(table),
            (rows.iter().map(ToString::to_string).collect(), problems.iter().map(ToString::to_string).collect()),
            "{table}"
        );
    }

    #[test]
    fn rows_are_records() {
        check("title,date,text\na,2020-01-02,one\nb,,two\n", &["0|a|2020-01-02|one", "1|b||two"], &[]);
        check("id,name,x\n1,a,the longest of all\n", &["0|a||the longest of all"], &[]);
    }

    #[test]
    fn the_sign_is_told_by_the_content() {
        check("id;عنوان;متن\r\n1;تیتر;یک, دو\r\n", &["0|تیتر||یک, دو"], &[]);
        check("Title\tBody\na, b\tc; d\n", &["0|a, b||c; d"], &[]);
        check("sep=;\ntitle;text\na;b\n", &["0|a||b"], &[]);
        check("\u{FEFF}\"title\",\"text\"\n\"a\",\"b\"\n", &["0|a||b"], &[]);
    }

    #[test]
    fn quoted_fields_hold_anything() {
        check(
            "title,text\n\"a, \"\"b\"\"\",\"one\n\ntwo\"\nc,\"<p>x</p><p>y</p>\"\n",
            &["0|a, \"b\"||one\n\ntwo", "1|c||x\n\ny"],
            &[],
        );
    }

    #[test]
    fn bad_rows_are_told() {
        let rows = "c,d\n".repeat(18);
        let table = format!("title,text\na,b,c\n{rows}e\n,\n");
        let (told, problems) = told(&table);
        assert_eq!(told.len(), 20);
        assert_eq!((told[0].as_str(), told[19].as_str()), ("0|a||b", "19|e||e"));
        assert_eq!(
            problems,
            [
                "row 1, line 2: the row has 3 fields where the header names 2",
                "row 20, line 21: the row has 1 fields where the header names 2",
                "row 21, line 22: the row holds no text",
            ]
        );
    }

    #[test]
    fn a_quote_that_is_never_closed_is_bounded() {
        let table = format!("title,text\na,b\nc,\"{}", "x".repeat(50_000));
        let mut report = FileReport::default();
        let read = rows(table.as_bytes(), b',', &Bounds::new(20_000), &mut report, &mut |_| ControlFlow::Continue(()));
        assert!(read.unwrap());
        assert_eq!(report.documents, 1);
        assert!(report.problems[0].0.starts_with("line 3: a row is too long"), "{:?}", report.problems);
    }

    #[test]
    fn pages_with_commas_are_no_tables() {
        for page in [
            "عنوان، متن\nیک، دو\n",
            "In the name of the people, the party\nstates, in public,\nthat, of all\n",
            "title,text\n",
            "title,text\none line without a sign\nanother\n",
            "number,date\n1,2\n",
            "Title, and then a body\nSome text, here, and there\nMore text\n",
            "",
        ] {
            assert_eq!(begins(page.as_bytes(), true), None, "{page}");
        }
    }
}
