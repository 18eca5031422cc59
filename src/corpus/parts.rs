//! Text that is too long for one document is read in parts, so that memory stays bounded and nothing is lost.
//!
//! A part ends at a blank line where there is one, else at the end of a line, else at a blank. Parts are
//! numbered as the records of a container are. Knows nothing of formats and encodings but how wide a line end is.

use super::FileReport;
use super::outlet::Outlet;
use crate::model::{Document, Problem};
use crate::text::range::TextRange;
use std::ops::ControlFlow;

/// The longest text, in bytes, that is one document.
pub const LONGEST_TEXT: usize = 16 << 20;

/// The most lines that are one document: of short ones each costs far more memory than its bytes.
pub const MOST_LINES: usize = 500_000;

/// The longest page with markup, in bytes, that is read; what follows is told and left out.
pub const LONGEST_PAGE: usize = 64 << 20;

/// How far from its end, in bytes, a good place to end a part is looked for.
const REACH: usize = 1 << 20;

/// How wide the units of a text are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Width {
    /// Bytes: UTF-8 and the old encodings.
    One,
    /// UTF-16, the low byte first.
    TwoLittle,
    /// UTF-16, the high byte first.
    TwoBig,
}

/// The parts handed over so far.
#[derive(Debug, Default)]
pub(super) struct Parts {
    count: usize,
    /// Bytes of decoded text that came before.
    before: usize,
}

impl Parts {
    /// Hands over a document that is one of several.
    pub(super) fn hand(
        &mut self,
        mut document: Document,
        report: &mut FileReport,
        out: &mut Outlet<'_>,
    ) -> ControlFlow<()> {
        loop {
            let rest = most(&document.text)
                .map(|most| document.text.split_off(end(document.text.as_bytes(), Width::One, most)));
            let length = document.text.len();
            let part = Document {
                item: Some(self.count),
                span: TextRange::new(self.before, self.before + length),
                text: std::mem::take(&mut document.text),
                ..document.clone()
            };
            self.count += 1;
            self.before += length;
            report.documents += 1;
            out.document(part)?;
            match rest {
                Some(rest) => document.text = rest,
                None => return ControlFlow::Continue(()),
            }
        }
    }

    /// Tells how many there were.
    pub(super) fn close(self, report: &mut FileReport) {
        let (limit, lines) = (LONGEST_TEXT >> 20, MOST_LINES / 1000);
        let problem = match self.count {
            0 => "the file holds no text".to_owned(),
            count => format!("is longer than {limit} MB or {lines},000 lines; read in {count} parts"),
        };
        report.problems.push(Problem::new(problem));
    }
}

/// Hands over a document, in parts if it is too long for one.
pub(super) fn hand(document: Document, report: &mut FileReport, out: &mut Outlet<'_>) {
    if most(&document.text).is_none() {
        report.documents = 1;
        // There is only this one, so it does not matter whether more are wanted.
        let _ = out.document(document);
        return;
    }
    let mut parts = Parts::default();
    if parts.hand(document, report, out).is_continue() {
        parts.close(report);
    }
}

/// The bytes of a text that its first part may have; none where it is one document.
fn most(text: &str) -> Option<usize> {
    let line_end = memchr::memchr_iter(b'\n', text.as_bytes()).nth(MOST_LINES - 1).map(|at| at + 1);
    let most = line_end.unwrap_or(text.len()).min(LONGEST_TEXT);
    (most < text.len()).then_some(most)
}

/// Where the first part of a text ends that is longer than `most` bytes.
pub(super) fn end(bytes: &[u8], width: Width, most: usize) -> usize {
    let head = bytes.get(..most).unwrap_or(bytes);
    let from = head.len().saturating_sub(REACH) & !1;
    let tail = head.get(from..).unwrap_or_default();
    let found = match width {
        Width::One => {
            let after = |what: &[u8]| memchr::memmem::rfind(tail, what).map(|at| at + what.len());
            after(b"\n\n").max(after(b"\n\r\n")).or_else(|| after(b"\n")).or_else(|| after(b" "))
        }
        Width::TwoLittle => unit(tail, [b'\n', 0]).or_else(|| unit(tail, [b' ', 0])),
        Width::TwoBig => unit(tail, [0, b'\n']).or_else(|| unit(tail, [0, b' '])),
    };
    match (found, width) {
        (Some(end), _) => from + end,
        (None, Width::One) => {
            // Not inside a letter of UTF-8; other encodings have no such bytes in a row for long.
            let inside = |at: &usize| bytes.get(*at).is_some_and(|byte| byte & 0xC0 == 0x80);
            (head.len().saturating_sub(3)..=head.len()).rev().find(|at| !inside(at)).unwrap_or(head.len())
        }
        (None, _) => head.len() & !1,
    }
}

/// Where the last of these units ends.
fn unit(bytes: &[u8], unit: [u8; 2]) -> Option<usize> {
    bytes.chunks_exact(2).rposition(|pair| pair == unit).map(|at| at * 2 + 2)
}

#[cfg(test)]
mod tests {
    use super::super::format::Format;
    use super::super::{Met, read_bytes};
    use super::*;

    fn check(text: &str, most: usize, expected: usize) {
        assert_eq!(end(text.as_bytes(), Width::One, most), expected, "{text:?}");
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(end(&wide, Width::TwoLittle, most).is_multiple_of(2), "{text:?}");
    }

    #[test]
    fn a_part_ends_at_the_best_place_there_is() {
        check("one\n\ntwo\nthree four", 16, 5);
        check("one\r\n\r\ntwo\r\nthree", 14, 7);
        check("one\ntwo three", 10, 4);
        check("one two", 6, 4);
        check("abcdef", 4, 4);
        check("حزبنمونه", 7, 6);
        let wide: Vec<u8> = "ab\ncd ef".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(end(&wide, Width::TwoBig, 15), 6);
    }

    /// Number and text of a part.
    type Part = (Option<usize>, String);

    /// Reads a file and gives its format, its parts, and its problems.
    fn read(bytes: &[u8]) -> (Option<Format>, Vec<Part>, Vec<String>) {
        let mut documents = Vec::new();
        let report = read_bytes(bytes, "f", &mut |met| {
            if let Met::Document(document) = met {
                documents.push((document.item, document.text));
            }
            ControlFlow::Continue(())
        });
        assert_eq!(report.documents, documents.len());
        (report.format, documents, report.problems.into_iter().map(|problem| problem.0).collect())
    }

    /// A text of at least so many bytes.
    fn text(bytes: usize) -> String {
        let paragraph =
            "متن یک بند که تکرار می‌شود و پایان آن، با چند واژه بیشتر.\nسطر دیگر از همان بند که کوتاه نیست\n\n";
        paragraph.repeat(bytes / paragraph.len() + 1)
    }

    #[test]
    fn a_long_text_loses_nothing() {
        let long = text(2 * LONGEST_TEXT + 5000);
        let (format, documents, problems) = read(long.as_bytes());
        assert_eq!((format, documents.len()), (Some(Format::Page), 3));
        assert!(documents.iter().enumerate().all(|(place, (item, _))| *item == Some(place)));
        assert!(documents.iter().all(|(_, text)| text.len() <= LONGEST_TEXT && text.ends_with("\n\n")));
        assert_eq!(documents.into_iter().map(|(_, text)| text).collect::<String>(), long);
        assert_eq!(problems, ["is longer than 16 MB or 500,000 lines; read in 3 parts"]);
    }

    #[test]
    fn a_text_of_very_many_lines_comes_in_parts() {
        let long = "و\n".repeat(MOST_LINES + 10);
        let (_, documents, problems) = read(long.as_bytes());
        assert_eq!(documents.iter().map(|(_, text)| text.lines().count()).collect::<Vec<_>>(), [MOST_LINES, 10]);
        assert_eq!(documents.into_iter().map(|(_, text)| text).collect::<String>(), long);
        assert_eq!(problems, ["is longer than 16 MB or 500,000 lines; read in 2 parts"]);
    }

    #[test]
    fn a_text_that_is_just_short_enough_is_one() {
        let (_, documents, problems) = read(text(LONGEST_TEXT - 200).as_bytes());
        assert_eq!((documents.len(), documents[0].0, problems.len()), (1, None, 0));
    }

    #[test]
    fn long_texts_in_other_encodings_lose_nothing() {
        let long = text(LONGEST_TEXT);
        let wide: Vec<u8> = format!("\u{FEFF}{long}").encode_utf16().flat_map(u16::to_be_bytes).collect();
        let (_, documents, problems) = read(&wide);
        assert_eq!(documents.into_iter().map(|(_, text)| text).collect::<String>(), long);
        assert!(problems.len() < 2, "{problems:?}");
        let old = text(LONGEST_TEXT * 2).replace('ی', "ي").replace('\u{200C}', " ");
        let (bytes, _, lost) = encoding_rs::WINDOWS_1256.encode(&old);
        assert!(!lost);
        let (_, documents, problems) = read(&bytes);
        assert!(documents.len() > 1 && problems.len() == 1, "{problems:?}");
        assert_eq!(documents.into_iter().map(|(_, text)| text).collect::<String>(), old);
    }

    #[test]
    fn a_page_with_pictures_in_it_is_one_page() {
        let picture = "QUJD".repeat(LONGEST_TEXT / 4 + 1000);
        let page =
            format!("<html><body><p>one</p><img src=\"data:image/png;base64,{picture}\"><p>two</p></body></html>");
        let (format, documents, problems) = read(page.as_bytes());
        assert_eq!((format, documents.len(), problems.len()), (Some(Format::Html), 1, 0));
        assert_eq!(documents[0].1, "one\n\ntwo");
        let page = format!("<html><body><p>one</p><!--{}--><p>two</p></body></html>", "x".repeat(LONGEST_PAGE));
        let (_, documents, problems) = read(page.as_bytes());
        assert_eq!((documents.len(), problems), (1, vec!["is longer than 64 MB; the rest is not read".to_owned()]));
    }
}
