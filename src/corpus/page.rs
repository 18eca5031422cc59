//! Text by its format: containers of records as a stream, pages whole.
//!
//! A container is streamed while its first bytes are UTF-8. What was read of it is kept until its
//! first record is found, so that whatever only looked like a container is read again as a page.
//! A page may come with an [`Origin`]: saved web traffic knows where its pages came from.

use super::FileReport;
use super::content::{HEAD, LONGEST_PAGE, Outlet};
use super::decode;
use super::format::{Format, html, json, mhtml, plain, table, telegram, telegram_page};
use crate::model::{Day, Document, Problem};
use std::cell::Cell;
use std::io::{self, Cursor, Read};
use std::ops::ControlFlow;

/// Reads text of which `head` has been read already.
pub(super) fn read(
    head: Vec<u8>,
    source: &mut dyn Read,
    report: &mut FileReport,
    out: &mut Outlet<'_>,
) -> io::Result<()> {
    let mut head = head;
    if is_utf8_so_far(&head) {
        let whole = (head.len() as u64) < HEAD;
        for container in Container::of(&head, whole) {
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
    source.take((LONGEST_PAGE + 1).saturating_sub(bytes.len() as u64)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LONGEST_PAGE {
        let limit = LONGEST_PAGE >> 20;
        report.problems.push(Problem::new(format!("skipped: over {limit} MB and not a container of records")));
        return Ok(());
    }
    whole(bytes, &Origin::default(), report, out);
    Ok(())
}

/// A file of many records, which is read as a stream.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Container {
    Telegram,
    Json,
    /// With the sign between its fields.
    Table(u8),
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
            Self::Telegram => Ok(telegram::stream(source, report, each)),
            Self::Json => Ok(json::stream(source, report, each)? == json::Stream::Read),
            Self::Table(sign) => table::stream(source, sign, report, each),
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
        if self.bytes.len() as u64 > LONGEST_PAGE {
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
        let read = container.stream(decoded.text.as_bytes(), report, &mut |document| out.document(document));
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
    report.documents = 1;
    // There is only this one, so it does not matter whether more are wanted.
    let _ = out.document(document);
}

/// The document with what is known of it from outside.
fn place(document: Document, origin: &Origin, encoding: &'static str, report: &FileReport) -> Document {
    let mut fields = document.fields;
    fields.url = fields.url.or_else(|| origin.url.clone());
    Document { path: report.path.clone(), encoding, captured: origin.captured, fields, ..document }
}
