//! One file to documents: opened, and what became of it told.
//!
//! What it holds decides how it is read (`content`). Nothing fails: the report of a file that could
//! not be read says why.

use super::Found;
use super::content;
use super::format::Format;
use super::outlet::Outlet;
use crate::model::{Day, Document, Problem};
use std::collections::BTreeSet;
use std::fs::File;
use std::io;
use std::ops::ControlFlow;
use std::time::UNIX_EPOCH;

/// What became of one file, or of one member of an archive.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FileReport {
    /// Path of the file relative to the corpus root; for a member, that of its archive, `/` and its name.
    pub path: String,
    /// False if the file is missing or could not be opened.
    pub readable: bool,
    /// Names of the compressions around it, the outermost first.
    pub compression: Vec<&'static str>,
    /// Name of its encoding; none if it holds no text.
    pub encoding: Option<&'static str>,
    /// What it was read as; none if it was not read.
    pub format: Option<Format>,
    /// How many documents it gave; for an archive, those of its members too.
    pub documents: usize,
    /// How many members of an archive were read.
    pub members: usize,
    /// How many members or records were passed over as none of a reader's business.
    pub passed_over: usize,
    /// Trouble with the file as a whole; what concerns one document stands there.
    pub problems: Vec<Problem>,
}

impl Default for FileReport {
    fn default() -> Self {
        Self {
            path: String::new(),
            readable: true,
            compression: Vec::new(),
            encoding: None,
            format: None,
            documents: 0,
            members: 0,
            passed_over: 0,
            problems: Vec::new(),
        }
    }
}

impl FileReport {
    /// The format it was read as, with the compressions around it.
    #[must_use]
    pub fn read_as(&self) -> Option<String> {
        let inside: String = self.compression.iter().map(|name| format!(" in {name}")).collect();
        self.format.map(|format| format!("{format}{inside}"))
    }
}

/// What is met while a file is read.
#[derive(Clone, PartialEq, Debug)]
pub enum Met {
    /// A document.
    Document(Box<Document>),
    /// The end of a member of an archive, after its documents.
    Member(FileReport),
}

/// Reads a file and hands what it holds to `each` until that breaks off.
///
/// Of an archive only the members with the paths in `only` are read, if it is given; it is walked once for all of them.
pub fn read(file: &Found, only: Option<&BTreeSet<&str>>, each: &mut dyn FnMut(Met) -> ControlFlow<()>) -> FileReport {
    let mut report = FileReport { path: file.relative.clone(), ..FileReport::default() };
    let only = only.filter(|only| !only.contains(file.relative.as_str()));
    let modified = modified(file);
    let mut each = |mut met: Met| {
        // A member of an archive has another path: its own time is not that of the archive.
        if let Met::Document(document) = &mut met
            && document.path == file.relative
        {
            document.modified = modified;
        }
        each(met)
    };
    if let Err(error) = open(file, &mut report, &mut Outlet::new(&mut each, only)) {
        report.readable = false;
        report.problems.push(unreadable(&error));
    }
    report
}

/// The day a file was last changed, in universal time, where the system knows it.
fn modified(found: &Found) -> Option<Day> {
    let changed = std::fs::metadata(&found.path).ok()?.modified().ok()?;
    let seconds = changed.duration_since(UNIX_EPOCH).ok()?.as_secs();
    Some(Day::from_unix(i64::try_from(seconds).ok()?))
}

/// Reads a file as [`read`] does, unless it has more than `longest` bytes.
pub fn read_short(file: &Found, longest: u64, each: &mut dyn FnMut(Met) -> ControlFlow<()>) {
    if std::fs::metadata(&file.path).is_ok_and(|metadata| metadata.is_file() && metadata.len() <= longest) {
        read(file, None, each);
    }
}

fn open(found: &Found, report: &mut FileReport, out: &mut Outlet<'_>) -> io::Result<()> {
    if !std::fs::metadata(&found.path)?.is_file() {
        report.problems.push(Problem::new("is not a regular file; skipped"));
        return Ok(());
    }
    content::of_file(File::open(&found.path)?, report, out)
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
/// use reader::corpus::Met;
/// use std::ops::ControlFlow;
///
/// let mut texts = Vec::new();
/// let record = r#"{"titr": "عنوان", "text": "<p>متن بیانیه.</p>"}"#;
/// let report = reader::corpus::read_bytes(record.as_bytes(), "page.txt", &mut |met| {
///     if let Met::Document(document) = met {
///         texts.push((document.fields.title, document.text));
///     }
///     ControlFlow::Continue(())
/// });
/// assert_eq!(report.encoding, Some("UTF-8"));
/// assert_eq!(texts, [(Some("عنوان".to_owned()), "متن بیانیه.".to_owned())]);
/// ```
pub fn read_bytes(bytes: &[u8], relative: &str, each: &mut dyn FnMut(Met) -> ControlFlow<()>) -> FileReport {
    let mut report = FileReport { path: relative.to_owned(), ..FileReport::default() };
    // Reading from memory cannot fail.
    let _ = content::of_file(io::Cursor::new(bytes), &mut report, &mut Outlet::new(each, None));
    report
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Reads bytes, from memory and from a file, and tells each document as `item|title|text`.
    fn both(bytes: &[u8]) -> (FileReport, Vec<String>) {
        let mut told = Vec::new();
        let mut tell = |met: Met| {
            let Met::Document(document) = met else { return ControlFlow::Continue(()) };
            let item = document.item.map(|item| item.to_string()).unwrap_or_default();
            let notes: String = document.problems.iter().map(|problem| format!(" ({problem})")).collect();
            told.push(format!("{item}|{}|{}{notes}", document.fields.title.unwrap_or_default(), document.text));
            ControlFlow::Continue(())
        };
        let report = read_bytes(bytes, "page", &mut tell);
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), bytes).unwrap();
        let found = Found { path: file.path().to_owned(), relative: "page".to_owned() };
        let again = read(&found, None, &mut tell);
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
        let found = Found { path: "/no/such/file".into(), relative: "file".to_owned() };
        let report = read(&found, None, &mut |_| ControlFlow::Continue(()));
        assert!(!report.readable);
        assert_eq!(report.problems, [Problem::new("does not exist")]);
    }

    proptest! {
        #[test]
        fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            read_bytes(&bytes, "page", &mut |_| ControlFlow::Continue(()));
        }

        #[test]
        fn anything_like_json_or_html_is_read(text in "[\\[{]([\\[\\]{}\",:<>/ \\\\\na-ctxpb&;0-9é]|\"text\"|<p>|<nav>|</){0,80}") {
            let mut documents = 0;
            let report = read_bytes(text.as_bytes(), "page", &mut |_| { documents += 1; ControlFlow::Continue(()) });
            prop_assert_eq!(report.documents, documents);
            prop_assert!(documents > 0 || !report.problems.is_empty(), "{} gave nothing", text);
        }
    }
}
