//! Text by its format: containers of records as a stream, pages whole.
//!
//! A container is streamed while its first bytes are UTF-8. What was read of it is kept until its
//! first record is found, so that whatever only looked like a container is read again as a page.

use super::content::{LONGEST_PAGE, Outlet};
use super::decode;
use super::format::{Format, html, json, plain};
use super::{FileReport, content};
use crate::model::Problem;
use std::cell::Cell;
use std::io::{self, Cursor, Read};

/// Reads text of which `head` has been read already.
pub(super) fn read(
    head: Vec<u8>,
    source: &mut dyn Read,
    report: &mut FileReport,
    out: &mut content::Outlet<'_>,
) -> io::Result<()> {
    let keeping = Cell::new(true);
    let mut kept = Kept { source: Cursor::new(&head).chain(source), bytes: Vec::new(), keeping: &keeping };
    if json::begins(&head) && is_utf8_so_far(&head) {
        let stream = json::stream(&mut kept, report, &mut |document| {
            keeping.set(false);
            out.document(document)
        })?;
        if stream == json::Stream::Read {
            return Ok(());
        }
    }
    let Kept { source, mut bytes, .. } = kept;
    source.take((LONGEST_PAGE + 1).saturating_sub(bytes.len() as u64)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LONGEST_PAGE {
        let limit = LONGEST_PAGE >> 20;
        report.problems.push(Problem::new(format!("skipped: over {limit} MB and not a container of records")));
        return Ok(());
    }
    whole(bytes, report, out);
    Ok(())
}

/// Keeps what is read of a stream, as long as that is wanted.
struct Kept<'a, R> {
    source: R,
    bytes: Vec<u8>,
    keeping: &'a Cell<bool>,
}

impl<R: Read> Read for Kept<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
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

fn whole(bytes: Vec<u8>, report: &mut FileReport, out: &mut Outlet<'_>) {
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
        let stream = json::stream(decoded.text.as_bytes(), report, &mut |document| out.document(document));
        if stream.is_ok_and(|stream| stream == json::Stream::Read) {
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
    let _ = out.document(document);
}
