//! Tables: a header that names the fields, then a record a row; fields between commas, semicolons, tabs or bars.
//!
//! A file is a table only if its first row names a title or a body and the next are rows like it, or
//! if all of its first rows are alike and a column of numbers, days or addresses shows that they are
//! no prose; anything else with commas in it is a page. Rows are read one at a time by the names that
//! records of JSON go by. A row that is too short or too long is read as far as it makes sense, and told.

use super::Format;
use super::names::{Role, role};
use super::record::{Records, records};
use super::rows::{Row, Rows, Signs};
use crate::corpus::FileReport;
use crate::model::{Document, Problem};
use crate::text::range::TextRange;
use serde_json::{Map, Value};
use std::io::{self, Read};
use std::ops::ControlFlow;

/// Rows below the header that are looked at.
const TRIED: usize = 20;

/// How many bad rows are told one by one.
const TOLD: usize = 20;

/// The longest first row, in bytes.
const LONGEST_HEADER: usize = 4096;

/// How a table is read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::corpus) struct Dialect {
    signs: Signs,
    columns: Columns,
}

/// What says which column is which.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Columns {
    /// The names in the first row.
    Named,
    /// Their content; `headed` if the first row is something else all the same.
    Guessed { body: usize, title: Option<usize>, date: Option<usize>, url: Option<usize>, headed: bool },
}

/// How the table is read that the bytes begin, if they do; `whole` if nothing comes after them.
pub(in crate::corpus) fn begins(head: &[u8], whole: bool) -> Option<Dialect> {
    let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let text = text.get(text.iter().position(|byte| !matches!(byte, b'\r' | b'\n'))?..)?;
    let first = text.split(|byte| *byte == b'\n').next()?;
    // A bar at the beginning is one of Markdown.
    if matches!(first.first(), Some(b'<' | b'{' | b'|')) || first.len() > LONGEST_HEADER {
        return None;
    }
    let marked = memchr::memmem::find_iter(head, b"\\\"").count();
    let doubled = memchr::memmem::find_iter(head, b"\"\"").filter(|at| {
        let is_field = |byte: Option<&u8>| byte.is_none_or(|byte| b",;\t|\r\n".contains(byte));
        !is_field(at.checked_sub(1).and_then(|before| head.get(before))) && !is_field(head.get(at + 2))
    });
    let backslash = marked > doubled.count();
    let dialect = |between: u8| {
        let signs = Signs { between, backslash };
        Some(Dialect { signs, columns: columns(head, signs, whole)? })
    };
    if let Some(between) = said(first) {
        let signs = Signs { between, backslash };
        return dialect(between).or(Some(Dialect { signs, columns: Columns::Named }));
    }
    let between = [b',', b';', b'\t', b'|'].into_iter().filter(|sign| first.contains(sign));
    let one_column = std::iter::once(b',').filter(|_| text.contains(&b'"'));
    between.chain(one_column).find_map(dialect)
}

/// The sign that a spreadsheet says in a line of its own.
fn said(line: &[u8]) -> Option<u8> {
    let line = line.trim_ascii_end();
    let line = line.strip_prefix(b"\"").and_then(|line| line.strip_suffix(b"\"")).unwrap_or(line);
    let rest = line.strip_prefix(b"sep=").or(line.strip_prefix(b"SEP="))?;
    match rest {
        [sign @ (b',' | b';' | b'|' | b':')] => Some(*sign),
        // The tab went with the blanks at the end of the line.
        [] | b"\t" => Some(b'\t'),
        _ => None,
    }
}

fn columns(head: &[u8], signs: Signs, whole: bool) -> Option<Columns> {
    let mut reader = Rows::new(head, signs);
    let mut rows: Vec<Row> = Vec::new();
    // Reading from memory cannot fail.
    while let Ok(Some(row)) = reader.next() {
        if rows.is_empty() && said(row.fields.join(",").as_bytes()).is_some() {
            continue;
        }
        reader.expect(rows.first().map_or(row.fields.len(), |first| first.fields.len()));
        rows.push(row);
    }
    if !whole && rows.len() > 2 {
        // It may go on beyond the head.
        rows.pop();
    }
    named(&rows, signs).then_some(Columns::Named).or_else(|| guessed(&rows, head, signs))
}

/// True if the first row names the fields of the others.
fn named(rows: &[Row], signs: Signs) -> bool {
    let Some((header, rows)) = rows.split_first() else { return false };
    let rows = rows.get(..rows.len().min(TRIED)).unwrap_or_default();
    let is_name =
        |name: &str| name.len() <= 64 && name.split_whitespace().count() <= 4 && !name.ends_with(['.', ':', '؛']);
    let names: Vec<_> = header.fields.iter().map(|name| name.trim()).collect();
    let mut roles: Vec<Role> =
        names.iter().filter(|name| is_name(name)).filter_map(|name| role(name)).map(|(role, _)| role).collect();
    let tells = roles.iter().any(|role| matches!(role, Role::Title | Role::Body));
    let count = names.len();
    roles.sort_by_key(|role| *role as u8);
    roles.dedup();
    let sound = names.iter().filter(|name| is_name(name)).count();
    let alike = rows.iter().filter(|row| row.fields.len() == count).count();
    let near = rows.iter().filter(|row| row.fields.len() > 1).count();
    if !tells || sound * 3 < count * 2 || rows.is_empty() {
        return false;
    }
    if count == 1 {
        // One column is a table only if it is quoted: a page may begin with such a word too.
        return rows.iter().all(|row| row.quoted && row.fields.len() == 1);
    }
    let is_prose = signs.between == b',' && header.fields.iter().skip(1).all(|name| name.starts_with(' '));
    match roles.len() {
        0 | 1 => !is_prose && alike > 0 && alike * 10 >= rows.len() * 9,
        2 => alike > 0 && (alike * 2 >= rows.len() || !is_prose && near * 4 >= rows.len() * 3),
        _ => near * 2 >= rows.len(),
    }
}

/// The columns of a table without a header that says so, if the rows are no prose.
fn guessed(rows: &[Row], head: &[u8], signs: Signs) -> Option<Columns> {
    let (first, rest) = rows.split_first()?;
    let count = first.fields.len();
    let alike = rows.iter().all(|row| row.fields.len() == count && row.fault.is_none());
    let ends = memchr::memchr_iter(signs.between, head);
    let spaced = ends.clone().filter(|at| head.get(at + 1) == Some(&b' ')).count();
    if rows.len() < 3 || count < 3 || !alike || spaced * 2 > ends.count() {
        return None;
    }
    let column = |index: usize| rest.iter().filter_map(move |row| row.fields.get(index)).map(|field| field.trim());
    let all = |index: usize, is: fn(&str) -> bool| {
        column(index).all(|field| field.is_empty() || is(field)) && column(index).any(|field| !field.is_empty())
    };
    let mean = |index: usize| column(index).map(|field| field.chars().count()).sum::<usize>() / rest.len();
    let url = (0..count).find(|index| all(*index, is_address));
    let date = (0..count).find(|index| all(*index, is_day));
    let number = (0..count).find(|index| all(*index, is_number));
    let (typed, is_typed): (usize, fn(&str) -> bool) = match (date, url, number) {
        (Some(date), ..) => (date, is_day),
        (_, Some(url), _) => (url, is_address),
        (.., Some(number)) => (number, is_number),
        _ => return None,
    };
    let texts = || (0..count).filter(|index| ![url, date, number].contains(&Some(*index)) && !all(*index, is_number));
    let body = texts().max_by_key(|index| mean(*index)).filter(|body| mean(*body) >= 40)?;
    let title = texts().filter(|index| *index != body && mean(*index) >= 8).max_by_key(|index| mean(*index));
    let headed = first.fields.get(typed).is_some_and(|field| !field.trim().is_empty() && !is_typed(field.trim()));
    Some(Columns::Guessed { body, title, date, url, headed })
}

fn is_address(field: &str) -> bool {
    (field.starts_with("http://") || field.starts_with("https://")) && !field.contains(' ')
}

fn is_number(field: &str) -> bool {
    field.chars().all(|sign| sign.is_numeric() || "-+.".contains(sign))
}

/// True for a day in numbers, with or without the time.
fn is_day(field: &str) -> bool {
    let digits = field.chars().filter(|sign| sign.is_numeric()).count();
    let parts = field.split(['-', '/', '.']).filter(|part| part.chars().next().is_some_and(char::is_numeric)).count();
    digits >= 4
        && field.chars().count() <= 32
        && parts >= 3
        && field.chars().all(|sign| sign.is_numeric() || "-/.: TZ+".contains(sign))
}

/// Hands every row of `source` (UTF-8) to `each` as a document, and fills the report; false if there was none.
pub(in crate::corpus) fn stream(
    source: impl Read,
    dialect: Dialect,
    report: &mut FileReport,
    each: &mut dyn FnMut(Document) -> ControlFlow<()>,
) -> io::Result<bool> {
    let known = report.problems.len();
    let mut reader = Rows::new(source, dialect.signs);
    let mut header: Option<Header> = None;
    let (mut number, mut bad) = (0_usize, 0_usize);
    while let Some(row) = reader.next()? {
        let held = match header.take() {
            Some(header) => header,
            None if number == 0 && said(row.fields.join(",").as_bytes()).is_some() => continue,
            None => {
                let made = Header::of(dialect.columns, &row);
                reader.expect(made.names.len());
                if let Columns::Guessed { headed, .. } = dialect.columns {
                    let problem = "the table does not name its columns; they were told by what is in them";
                    report.problems.push(Problem::new(problem));
                    if !headed {
                        made
                    } else {
                        header = Some(made);
                        continue;
                    }
                } else {
                    header = Some(made);
                    continue;
                }
            }
        };
        let held = header.insert(held);
        if row.fields.iter().all(|field| field.trim().is_empty()) {
            continue;
        }
        number += 1;
        let (object, note) = held.object(&row);
        let found = match records(&Value::Object(object)) {
            Records::One(found) => found,
            Records::Wrapped(_) => None,
        };
        let wrong = note.clone().or_else(|| found.is_none().then(|| "the row holds no text".to_owned()));
        if let Some(wrong) = wrong {
            bad += 1;
            if bad <= TOLD {
                report.problems.push(Problem::new(format!("row {number}, line {}: {wrong}", row.line)));
            }
        }
        let Some(found) = found else { continue };
        let document = Document {
            path: report.path.clone(),
            item: Some(number - 1),
            span: TextRange::new(row.start, row.end),
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

/// The names of the columns.
struct Header {
    names: Vec<String>,
    /// The column in which signs that should have been in quotes stand most likely.
    longest: usize,
}

impl Header {
    fn of(columns: Columns, row: &Row) -> Self {
        match columns {
            Columns::Named => {
                let mut names: Vec<String> = row.fields.iter().map(|name| name.trim().to_owned()).collect();
                // Spreadsheets write empty columns at the end.
                while names.len() > 1 && names.last().is_some_and(String::is_empty) {
                    names.pop();
                }
                let of =
                    |wanted: Role| names.iter().position(|name| role(name).is_some_and(|(role, _)| role == wanted));
                let longest = of(Role::Body).or_else(|| of(Role::Lead)).unwrap_or(names.len().saturating_sub(1));
                Self { names, longest }
            }
            Columns::Guessed { body, title, date, url, .. } => {
                let name = |index: usize| match Some(index) {
                    at if at == Some(body) => "text".to_owned(),
                    at if at == title => "title".to_owned(),
                    at if at == date => "date".to_owned(),
                    at if at == url => "url".to_owned(),
                    _ => format!("{}", index + 1),
                };
                Self { names: (0..row.fields.len()).map(name).collect(), longest: body }
            }
        }
    }

    /// The row as an object, and what is wrong with it.
    fn object(&self, row: &Row) -> (Map<String, Value>, Option<String>) {
        let (count, mut fields) = (self.names.len(), row.fields.clone());
        while fields.len() > count && fields.last().is_some_and(|field| field.trim().is_empty()) {
            fields.pop();
        }
        let mut note = row.fault.map(str::to_owned);
        if fields.len() != count {
            let told = format!("the row has {} fields where the header names {count}", fields.len());
            note.get_or_insert(told);
        }
        if fields.len() > count {
            let more = fields.len() - count;
            let parts: Vec<String> = fields.splice(self.longest..=self.longest + more, [String::new()]).collect();
            if let Some(field) = fields.get_mut(self.longest) {
                *field = parts.join(&row.between);
            }
        }
        let mut object = Map::new();
        for (name, field) in self.names.iter().zip(fields) {
            let held = object.entry(name.clone()).or_insert(Value::Null);
            if held.as_str().is_none_or(|held| held.trim().is_empty()) {
                *held = Value::String(field);
            }
        }
        (object, note)
    }
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
        let table = format!("title,text\na,b,c\n{rows}e\n,\n,.\n");
        let (told, problems) = told(&table);
        assert_eq!(told.len(), 20);
        assert_eq!((told[0].as_str(), told[19].as_str()), ("0|a||b,c", "19|e||e"));
        assert_eq!(
            problems,
            [
                "row 1, line 2: the row has 3 fields where the header names 2",
                "row 20, line 21: the row has 1 fields where the header names 2",
                "row 21, line 23: the row holds no text",
            ]
        );
    }

    #[test]
    fn ragged_rows_are_normal() {
        let short = "row 2, line 3: the row has 2 fields where the header names 3";
        check("title,date,text\na,2020,one\nb,2021\n", &["0|a|2020|one", "1|b|2021|b"], &[short]);
        let long = "row 1, line 2: the row has 5 fields where the header names 3";
        check(
            "title,text,date\na,one, two, three,2020\nb,four,2021,,\n",
            &["0|a|2020|one, two, three", "1|b|2021|four"],
            &[long],
        );
        check("title;text;;\na;one;;\n", &["0|a||one"], &[]);
    }

    #[test]
    fn an_open_quote_is_told_and_the_next_rows_are_read() {
        let open = "row 1, line 2: a quote stands open; the row is taken to end with its line";
        check("title,text\na,\"one\nb,two\nc,\"three\"\n", &["0|a||one", "1|b||two", "2|c||three"], &[open]);
        let table = format!("title,text\na,b\nc,\"{}", "x\n".repeat(5_000));
        assert_eq!(told(&table).1, ["row 2, line 3: the row is cut off within quotes"]);
    }

    #[test]
    fn names_of_columns_in_four_languages() {
        check("\n\u{FEFF}تیتر,متن,تاریخ انتشار\na,one,1400/05/11\n", &["0|a|1400/05/11|one"], &[]);
        check("العنوان;النص;تاريخ النشر\na;one;2021\n", &["0|a|2021|one"], &[]);
        check("Titre\tContenu\tDate de publication\na\tone\t2021\n", &["0|a|2021|one"], &[]);
        check("Post Title|Post Content|Post Date\na|one, two|2021\n", &["0|a|2021|one, two"], &[]);
        check("\"sep=;\"\r\ntitle;text\r\na;b\r\n", &["0|a||b"], &[]);
        check("sep=\t\ntitle\ttext\na\tb\n", &["0|a||b"], &[]);
        check("text\n\"one, two\"\n\"three\nfour\"\n", &["0|||one, two", "1|||three\nfour"], &[]);
        check(
            r#"title,text
a,"he \"said\" so"
"#
            .replace("\\n", "\n")
            .as_str(),
            &["0|a||he \"said\" so"],
            &[],
        );
    }

    #[test]
    fn a_table_without_names_is_told_by_its_columns() {
        let row = |number: u32| {
            format!("{number},2021-01-0{number},تیتر خبر شماره {number},\"{}\"\n", "متن بیانیه، حزب ".repeat(8))
        };
        let table: String = (1..5).map(row).collect();
        let note = "the table does not name its columns; they were told by what is in them";
        let (rows, problems) = told(&table);
        assert_eq!((rows.len(), problems), (4, vec![note.to_owned()]));
        assert!(rows[0].starts_with("0|تیتر خبر شماره 1|2021-01-01|متن بیانیه"), "{}", rows[0]);
        let (rows, _) = told(&format!("شماره,روزها,سرصفحه,شرح\n{table}"));
        assert_eq!(rows.len(), 4);
    }

    #[test]
    fn a_table_of_a_spreadsheet_in_utf_16_is_read() {
        let table = "\u{FEFF}عنوان\tمتن\r\nیک\t\"سطر\nدوم\"\r\nدو\tسه\r\n";
        let bytes: Vec<u8> = table.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let mut told = Vec::new();
        let report = crate::corpus::read_bytes(&bytes, "f", &mut |met| {
            if let crate::corpus::Met::Document(document) = met {
                told.push((document.fields.title.unwrap(), document.text, document.encoding));
            }
            ControlFlow::Continue(())
        });
        let row = |title: &str, text: &str| (title.to_owned(), text.to_owned(), "UTF-16LE");
        assert_eq!(told, [row("یک", "سطر\nدوم"), row("دو", "سه")]);
        assert_eq!((report.format, report.problems), (Some(Format::Table), Vec::new()));
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
            "Source, date, title\n\nIt was said, and it was said\nin one line\nor in two\nand three\n",
            "متن\n\"نقل قول\" در خط\nو خط دیگر\n",
            "title\n\"quoted\" and on\n",
            "1, the first point, of many\n2, the second point, of many\n3, the third point, which is rather longer than forty letters\n",
            "Name: the party; the text\nfirst line; second\nthird; fourth\n",
            "| title | text |\n|---|---|\n",
            "one\ttwo\tthree\nfour\tfive\tsix\nseven\teight\tnine\n",
            "",
        ] {
            assert_eq!(begins(page.as_bytes(), true), None, "{page}");
        }
    }
}
