//! One file to documents: what it holds decides how it is read.
//!
//! A JSON container is streamed record by record; anything else is read whole, up to
//! [`LONGEST_PAGE`]. Nothing fails: the report of a file that could not be read says why.

use super::format::{Format, html, json, plain};
use super::{binary, decode};
use crate::model::{Document, Problem};
use std::fs::File;
use std::io::{self, Cursor, Read};
use std::ops::ControlFlow;
use std::path::Path;

/// The longest file, in bytes, that is read as one page; a longer one must be a container to be read.
pub const LONGEST_PAGE: u64 = 512 << 20;

/// As much of a file as its kind is told from.
const HEAD: usize = 64 << 10;

/// What became of one file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FileReport {
    /// Path of the file relative to the corpus root.
    pub path: String,
    /// False if the file is missing or could not be opened.
    pub readable: bool,
    /// Name of its encoding; none if it holds no text.
    pub encoding: Option<&'static str>,
    /// What it was read as; none if it was not read.
    pub format: Option<Format>,
    /// How many documents it gave.
    pub documents: usize,
    /// Trouble with the file as a whole; what concerns one document stands there.
    pub problems: Vec<Problem>,
}

impl Default for FileReport {
    fn default() -> Self {
        Self { path: String::new(), readable: true, encoding: None, format: None, documents: 0, problems: Vec::new() }
    }
}

/// Reads the file at `path` and hands its documents to `each` until that breaks off.
pub fn read(path: &Path, relative: &str, each: &mut dyn FnMut(Document) -> ControlFlow<()>) -> FileReport {
    let mut report = FileReport { path: relative.to_owned(), ..FileReport::default() };
    if let Err(error) = read_file(path, &mut report, each) {
        report.readable = false;
        report.problems.push(unreadable(&error));
    }
    report
}

/// Why a place cannot be read, without the inner words of the libraries between.
pub(super) fn unreadable(error: &io::Error) -> Problem {
    match error.kind() {
        io::ErrorKind::NotFound => Problem::new("does not exist"),
        io::ErrorKind::PermissionDenied => Problem::new("cannot be read: permission denied"),
        _ => Problem::new(format!("cannot be read: {error}")),
    }
}

/// Reads the bytes of a file that is in memory already, as from a pipe.
///
/// ```
/// use std::ops::ControlFlow;
///
/// let mut texts = Vec::new();
/// let record = r#"{"titr": "عنوان", "text": "<p>متن بیانیه.</p>"}"#;
/// let report = reader::corpus::read_bytes(record.into(), "page.txt", &mut |document| {
///     texts.push((document.fields.title, document.text));
///     ControlFlow::Continue(())
/// });
/// assert_eq!(report.encoding, Some("UTF-8"));
/// assert_eq!(texts, [(Some("عنوان".to_owned()), "متن بیانیه.".to_owned())]);
/// ```
pub fn read_bytes(bytes: Vec<u8>, relative: &str, each: &mut dyn FnMut(Document) -> ControlFlow<()>) -> FileReport {
    let mut report = FileReport { path: relative.to_owned(), ..FileReport::default() };
    if admit(bytes.get(..bytes.len().min(HEAD)).unwrap_or_default(), &mut report) {
        read_whole(bytes, &mut report, each);
    }
    report
}

fn read_file(
    path: &Path,
    report: &mut FileReport,
    each: &mut dyn FnMut(Document) -> ControlFlow<()>,
) -> io::Result<()> {
    if !std::fs::metadata(path)?.is_file() {
        report.problems.push(Problem::new("is not a regular file; skipped"));
        return Ok(());
    }
    let mut file = File::open(path)?;
    let mut head = Vec::with_capacity(HEAD);
    file.by_ref().take(HEAD as u64).read_to_end(&mut head)?;
    if !admit(&head, report) {
        return Ok(());
    }
    let mut before = head.as_slice();
    if json::begins(&head) && is_utf8_so_far(&head) {
        let records = Cursor::new(&head).chain(&mut file);
        if json::stream(records, report, each)? == json::Stream::Read {
            return Ok(());
        }
        file = File::open(path)?;
        before = &[];
    }
    let mut bytes = before.to_vec();
    file.take(LONGEST_PAGE + 1 - bytes.len() as u64).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LONGEST_PAGE {
        let limit = LONGEST_PAGE >> 20;
        report.problems.push(Problem::new(format!("skipped: over {limit} MB and not a container of records")));
        return Ok(());
    }
    read_whole(bytes, report, each);
    Ok(())
}

/// Notes why a file holds nothing to read, if so.
fn admit(head: &[u8], report: &mut FileReport) -> bool {
    if head.is_empty() {
        report.problems.push(Problem::new("the file is empty"));
        return false;
    }
    if let Some(kind) = binary::kind(head) {
        report.problems.push(Problem::new(format!("skipped: not text ({kind})")));
        return false;
    }
    true
}

fn is_utf8_so_far(head: &[u8]) -> bool {
    std::str::from_utf8(head).map_or_else(|error| error.error_len().is_none(), |_| true)
}

fn read_whole(bytes: Vec<u8>, report: &mut FileReport, each: &mut dyn FnMut(Document) -> ControlFlow<()>) {
    let decoded = decode::decode(bytes);
    report.encoding = Some(decoded.encoding);
    if decoded.text.trim().is_empty() {
        report.problems.push(Problem::new("the file holds no text"));
        return;
    }
    if json::begins(decoded.text.as_bytes()) || json::is_whole(&decoded.text) {
        let known = report.problems.len();
        report.problems.extend(decoded.problems.iter().cloned());
        // Reading from memory cannot fail.
        if json::stream(decoded.text.as_bytes(), report, each).is_ok_and(|stream| stream == json::Stream::Read) {
            report.encoding = Some(decoded.encoding);
            return;
        }
        report.problems.truncate(known);
    }
    let broken_json = json::begins(decoded.text.as_bytes());
    let mut document = if html::begins(&decoded.text) {
        report.format = Some(Format::Html);
        html::document(&decoded.text)
    } else {
        report.format = Some(Format::Page);
        plain::document(decoded.text)
    };
    document.path.clone_from(&report.path);
    document.encoding = decoded.encoding;
    document.problems.splice(0..0, decoded.problems);
    if broken_json {
        document.problems.push(Problem::new("looks like JSON, but no record in it can be read; shown as it is"));
    }
    report.documents = 1;
    // There is only this one, so it does not matter whether more are wanted.
    let _ = each(document);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Reads bytes, from memory and from a file, and tells each document as `item|title|text`.
    fn both(bytes: &[u8]) -> (FileReport, Vec<String>) {
        let mut told = Vec::new();
        let mut tell = |document: Document| {
            let item = document.item.map(|item| item.to_string()).unwrap_or_default();
            let notes: String = document.problems.iter().map(|problem| format!(" ({problem})")).collect();
            told.push(format!("{item}|{}|{}{notes}", document.fields.title.unwrap_or_default(), document.text));
            ControlFlow::Continue(())
        };
        let report = read_bytes(bytes.to_vec(), "page", &mut tell);
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), bytes).unwrap();
        let again = read(file.path(), "page", &mut tell);
        assert_eq!(report, again);
        assert_eq!(report.documents * 2, told.len());
        let second = told.split_off(report.documents);
        assert_eq!(told, second);
        (report, told)
    }

    fn check(bytes: &[u8], format: Option<Format>, expected: &[&str], problems: &[&str]) {
        let (report, told) = both(bytes);
        assert_eq!(told, expected);
        assert_eq!(report.format, format);
        assert_eq!(report.problems.iter().map(|problem| problem.0.as_str()).collect::<Vec<_>>(), problems);
    }

    #[test]
    fn content_decides() {
        check("حزب\n\nمتن".as_bytes(), Some(Format::Page), &["||حزب\n\nمتن"], &[]);
        check(b"# Title\n\n![](x.png)\n", Some(Format::Page), &["||# Title\n\n![](x.png)\n"], &[]);
        check(b"{\"title\":\"T\",\"text\":\"B\"}", Some(Format::Json), &["|T|B"], &[]);
        check(b"<html><body><h1>T</h1><p>B</p></body></html>", Some(Format::Html), &["|T|T\n\nB"], &[]);
    }

    #[test]
    fn a_file_without_text_is_a_problem() {
        check(b"", None, &[], &["the file is empty"]);
        check(b" \n\t\n", None, &[], &["the file holds no text"]);
        check(b"%PDF-1.4 ...", None, &[], &["skipped: not text (PDF)"]);
    }

    #[test]
    fn what_looks_like_json_and_is_not_is_a_page() {
        check(b"[1] see the note", Some(Format::Page), &["||[1] see the note"], &[]);
        check(b"{ not json }", Some(Format::Page), &["||{ not json }"], &[]);
        check(b"[1, 2, 3]", Some(Format::Page), &["||[1, 2, 3]"], &[]);
        let deep = "[".repeat(100_000);
        check(deep.as_bytes(), Some(Format::Page), &[&format!("||{deep}")], &[]);
        let deep = format!("{{\"text\":{}", "[".repeat(100_000));
        let problem = "(looks like JSON, but no record in it can be read; shown as it is)";
        check(deep.as_bytes(), Some(Format::Page), &[&format!("||{deep} {problem}")], &[]);
    }

    #[test]
    fn json_in_other_encodings_is_json() {
        let record = "\u{FEFF}{\"title\":\"حزب\",\"text\":\"متن\"}";
        let bytes: Vec<u8> = record.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let (report, told) = both(&bytes);
        assert_eq!((report.encoding, told), (Some("UTF-16LE"), vec!["|حزب|متن".to_owned()]));
        let (report, told) = both(record.as_bytes());
        assert_eq!((report.encoding, told), (Some("UTF-8"), vec!["|حزب|متن".to_owned()]));
    }

    #[test]
    fn a_missing_file_is_reported() {
        let report = read(Path::new("/no/such/file"), "file", &mut |_| ControlFlow::Continue(()));
        assert!(!report.readable);
        assert_eq!(report.problems, [Problem::new("does not exist")]);
    }

    proptest! {
        #[test]
        fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            read_bytes(bytes, "page", &mut |_| ControlFlow::Continue(()));
        }

        #[test]
        fn anything_like_json_or_html_is_read(text in "[\\[{]([\\[\\]{}\",:<>/ \\\\\na-ctxpb&;0-9é]|\"text\"|<p>|<nav>|</){0,80}") {
            let mut documents = 0;
            let report = read_bytes(text.clone().into_bytes(), "page", &mut |_| { documents += 1; ControlFlow::Continue(()) });
            prop_assert_eq!(report.documents, documents);
            prop_assert!(documents > 0 || !report.problems.is_empty(), "{} gave nothing", text);
        }
    }
}
