//! Text by its format: containers of records as a stream, pages whole.
//!
//! A container is streamed while its first bytes are UTF-8. What was read of it is kept until its
//! first record is found, so that whatever only looked like a container is read again as a page. Plain text
//! that is too long for one document is read in `parts`.
//! A page may come with an [`Origin`]: saved web traffic knows where its pages came from.

use super::FileReport;
use super::content::HEAD;
use super::decode;
use super::format::{Format, html, json, mhtml, plain, table, telegram, telegram_page};
use super::outlet::Outlet;
use super::parts::{self, LONGEST_PAGE, LONGEST_TEXT, Parts, Width};
use crate::model::{Day, Document, Problem};
use std::cell::Cell;
use std::io::{self, Cursor, Read};
use std::ops::ControlFlow;

/// Reads text of which `head` has been read already; `is_cut` says afterwards whether the source ended too soon.
pub(super) fn read(
    head: Vec<u8>,
    source: &mut dyn Read,
    is_cut: &dyn Fn() -> bool,
    report: &mut FileReport,
    out: &mut Outlet<'_>,
) -> io::Result<()> {
    let known = report.problems.len();
    of_stream(head, source, is_cut, report, out)?;
    if is_cut() {
        // Told by the stream that was cut.
        let later = report.problems.split_off(known);
        let last_rows = [0, 1].map(|more| format!("row {}, ", report.documents + more));
        let is_last_row = |problem: &Problem| last_rows.iter().any(|row| problem.0.starts_with(row));
        let is_other = |problem: &Problem| !is_of_a_cut(problem) && !is_last_row(problem);
        report.problems.extend(later.into_iter().filter(is_other));
    }
    Ok(())
}

/// True for the words of a format on a file that ends too soon.
pub(super) fn is_of_a_cut(problem: &Problem) -> bool {
    ["is cut off", "EOF while parsing", "cut inside"].iter().any(|words| problem.0.contains(words))
}

fn of_stream(
    head: Vec<u8>,
    source: &mut dyn Read,
    is_cut: &dyn Fn() -> bool,
    report: &mut FileReport,
    out: &mut Outlet<'_>,
) -> io::Result<()> {
    let mut head = head;
    let containers = Container::of(&head, (head.len() as u64) < HEAD);
    if !containers.is_empty() && is_utf8_so_far(&head) {
        for container in containers {
            let keeping = Cell::new(true);
            let mut kept =
                Kept { source: Cursor::new(&head).chain(&mut *source), bytes: Vec::new(), keeping: &keeping };
            let each = &mut |document| {
                keeping.set(false);
                out.document(document)
            };
            if container.stream(&mut kept, report, each)? {
                return Ok(());
            }
            // What the reader has not asked for of the head is still to come before the rest.
            let Kept { source: mut rest, mut bytes, .. } = kept;
            rest.get_mut().0.read_to_end(&mut bytes)?;
            head = bytes;
        }
    }
    let mut bytes = head;
    fill(&mut bytes, source, LONGEST_TEXT)?;
    if bytes.len() > LONGEST_TEXT && !has_markup(&bytes) {
        return in_parts(bytes, source, is_cut, report, out);
    }
    fill(&mut bytes, source, LONGEST_PAGE)?;
    if bytes.len() > LONGEST_PAGE {
        // Not within a tag or comment: what is left open would pass for text.
        let end =
            memchr::memrchr(b'>', bytes.get(..LONGEST_PAGE).unwrap_or_default()).map_or(LONGEST_PAGE, |at| at + 1);
        bytes.truncate(end);
        trim(&mut bytes);
        let limit = LONGEST_PAGE >> 20;
        report.problems.push(Problem::new(format!("is longer than {limit} MB; the rest is not read")));
    } else if is_cut() {
        trim(&mut bytes);
    }
    whole(bytes, &Origin::default(), report, out);
    Ok(())
}

/// Reads on until there are more bytes than `most`, or no more.
fn fill(bytes: &mut Vec<u8>, source: &mut dyn Read, most: usize) -> io::Result<()> {
    let more = (most + 1).saturating_sub(bytes.len());
    source.take(more as u64).read_to_end(bytes)?;
    Ok(())
}

/// Takes off a letter of which only the beginning is there.
fn trim(bytes: &mut Vec<u8>) {
    if let Err(error) = std::str::from_utf8(bytes)
        && error.error_len().is_none()
    {
        let end = error.valid_up_to();
        bytes.truncate(end);
    }
    if width(bytes) != Width::One {
        bytes.truncate(bytes.len() & !1);
    }
}

/// True for a page whose text is not what stands in the file, so that it cannot be read in parts.
fn has_markup(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(HEAD as usize)).unwrap_or(bytes);
    let decoded = decode::decode(head.to_vec()).text;
    // Records in UTF-8 have been looked for already.
    let records = || !is_utf8_so_far(head) && !Container::of(decoded.as_bytes(), false).is_empty();
    mhtml::begins(head) || html::begins(&decoded) || records()
}

fn width(bytes: &[u8]) -> Width {
    let marked = encoding_rs::Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    match marked.or_else(|| decode::utf16_without_mark(bytes)) {
        Some(encoding) if encoding == encoding_rs::UTF_16LE => Width::TwoLittle,
        Some(encoding) if encoding == encoding_rs::UTF_16BE => Width::TwoBig,
        _ => Width::One,
    }
}

/// Reads a plain text that is too long for one document.
fn in_parts(
    mut bytes: Vec<u8>,
    source: &mut dyn Read,
    is_cut: &dyn Fn() -> bool,
    report: &mut FileReport,
    out: &mut Outlet<'_>,
) -> io::Result<()> {
    let width = width(&bytes);
    let mark: &[u8] = match width {
        Width::One => b"",
        Width::TwoLittle => b"\xFF\xFE",
        Width::TwoBig => b"\xFE\xFF",
    };
    let mut parts = Parts::default();
    let mut charset = None;
    loop {
        let end = if bytes.len() > LONGEST_TEXT {
            parts::end(&bytes, width, LONGEST_TEXT)
        } else {
            if is_cut() {
                trim(&mut bytes);
            }
            bytes.len()
        };
        let tail = bytes.split_off(end);
        let rest = if tail.is_empty() { tail } else { [mark, &tail].concat() };
        let decoded = decode::decode_as(bytes, charset);
        charset = charset.or(Some(decoded.encoding));
        report.encoding = report.encoding.or(charset);
        report.format = Some(Format::Page);
        if !decoded.text.trim().is_empty() {
            let document = place(plain::document(decoded.text), &Origin::default(), decoded.encoding, report);
            if parts.hand(Document { problems: decoded.problems, ..document }, report, out).is_break() {
                return Ok(());
            }
        }
        bytes = rest;
        fill(&mut bytes, source, LONGEST_TEXT)?;
        if bytes.len() <= mark.len() {
            parts.close(report);
            return Ok(());
        }
    }
}

/// A file of many records, which is read as a stream.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Container {
    Telegram,
    Json,
    Table(table::Dialect),
}

impl Container {
    /// What the bytes may begin, the likeliest first; `whole` if nothing comes after them.
    fn of(head: &[u8], whole: bool) -> Vec<Self> {
        if json::begins(head) {
            let telegram = telegram::begins(head).then_some(Self::Telegram);
            return telegram.into_iter().chain([Self::Json]).collect();
        }
        table::begins(head, whole).map(Self::Table).into_iter().collect()
    }

    /// Reads the records; false if there was none, and then the report is as it was.
    fn stream(
        self,
        source: impl Read,
        report: &mut FileReport,
        each: &mut dyn FnMut(Document) -> ControlFlow<()>,
    ) -> io::Result<bool> {
        match self {
            Self::Telegram => telegram::stream(source, report, each),
            Self::Json => Ok(json::stream(source, report, each)? == json::Stream::Read),
            Self::Table(dialect) => table::stream(source, dialect, report, each),
        }
    }
}

/// Keeps what is read of a stream, as long as that is wanted; ends where a page would be too long.
struct Kept<'a, R> {
    source: R,
    bytes: Vec<u8>,
    keeping: &'a Cell<bool>,
}

impl<R: Read> Read for Kept<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.bytes.len() > LONGEST_PAGE {
            return Ok(0);
        }
        let read = self.source.read(buffer)?;
        if self.keeping.get() {
            self.bytes.extend_from_slice(buffer.get(..read).unwrap_or_default());
        } else {
            self.bytes = Vec::new();
        }
        Ok(read)
    }
}

fn is_utf8_so_far(head: &[u8]) -> bool {
    std::str::from_utf8(head).map_or_else(|error| error.error_len().is_none(), |_| true)
}

/// Where the bytes of a page came from, when something around them tells.
#[derive(Clone, Debug, Default)]
pub(super) struct Origin {
    /// Address of the page.
    pub(super) url: Option<String>,
    /// The day it was saved.
    pub(super) captured: Option<Day>,
    /// What its encoding is said to be.
    pub(super) charset: Option<String>,
}

/// Reads a text that is there in full.
pub(super) fn whole(bytes: Vec<u8>, origin: &Origin, report: &mut FileReport, out: &mut Outlet<'_>) {
    if mhtml::begins(&bytes)
        && let Some(page) = mhtml::page(&bytes)
    {
        let origin = Origin { url: page.url, captured: page.captured, charset: page.charset };
        report.problems.extend(page.problems);
        unwrapped(page.content, &origin, report, out);
        report.format = Some(Format::Mhtml);
        return;
    }
    unwrapped(bytes, origin, report, out);
}

/// Reads a text out of its MHTML, if it was in one; a page in a page in a page is nobody's.
fn unwrapped(bytes: Vec<u8>, origin: &Origin, report: &mut FileReport, out: &mut Outlet<'_>) {
    let decoded = decode::decode_as(bytes, origin.charset.as_deref());
    report.encoding = Some(decoded.encoding);
    if decoded.text.trim().is_empty() {
        report.problems.push(Problem::new("the file holds no text"));
        return;
    }
    let mut containers = Container::of(decoded.text.as_bytes(), true);
    if containers.is_empty() && json::is_whole(&decoded.text) {
        containers.push(Container::Json);
    }
    let known = report.problems.len();
    for container in &containers {
        report.problems.extend(decoded.problems.iter().cloned());
        // Reading from memory cannot fail.
        let read = container.stream(decoded.text.as_bytes(), report, &mut |document| {
            let mut document = Document { encoding: decoded.encoding, captured: origin.captured, ..document };
            document.fields.url = document.fields.url.or_else(|| origin.url.clone());
            out.document(document)
        });
        if read.unwrap_or(false) {
            report.encoding = Some(decoded.encoding);
            return;
        }
        report.problems.truncate(known);
    }
    if html::begins(&decoded.text) {
        report.format = Some(Format::Html);
        let posts = telegram_page::posts(&decoded.text);
        if !posts.is_empty() {
            report.format = Some(Format::Telegram);
            report.problems.extend(decoded.problems);
            for post in posts {
                report.documents += 1;
                if out.document(place(post, origin, decoded.encoding, report)).is_break() {
                    return;
                }
            }
            return;
        }
    }
    let broken_json = json::begins(decoded.text.as_bytes());
    let document = if report.format.is_some() {
        html::document(&decoded.text)
    } else {
        report.format = Some(Format::Page);
        plain::document(decoded.text)
    };
    let mut document = place(document, origin, decoded.encoding, report);
    document.problems.splice(0..0, decoded.problems);
    if broken_json {
        document.problems.push(Problem::new("looks like JSON, but no record in it can be read; shown as it is"));
    }
    parts::hand(document, report, out);
}

/// The document with what is known of it from outside.
fn place(document: Document, origin: &Origin, encoding: &'static str, report: &FileReport) -> Document {
    let mut fields = document.fields;
    fields.url = fields.url.or_else(|| origin.url.clone());
    Document { path: report.path.clone(), encoding, captured: origin.captured, fields, ..document }
}
