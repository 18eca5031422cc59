//! Saved web traffic: the records of a WARC file (ISO 28500), one after another in a stream.
//!
//! Pages are the HTML and plain text of successful responses, of resources and of conversions; other
//! records are passed over without being held. The body comes as it was sent, so chunks and compression
//! are undone. The date of a record is the day of the crawl, not that of the page.

use super::mime::{Headers, dechunked};
use crate::corpus::pack::{Compression, Unpacked};
use crate::model::{Day, Problem};
use std::io::{self, BufRead, BufReader, Read};

/// The longest record, in bytes, that is read, packed or unpacked.
const LONGEST: u64 = 64 << 20;

/// Bytes that the header lines of a record may have.
const LONGEST_HEAD: u64 = 256 << 10;

/// True if the bytes begin a record.
pub(in crate::corpus) fn begins(head: &[u8]) -> bool {
    head.starts_with(b"WARC/0.") || head.starts_with(b"WARC/1.")
}

/// A page as it was sent.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::corpus) struct Page {
    pub(in crate::corpus) url: String,
    pub(in crate::corpus) captured: Option<Day>,
    pub(in crate::corpus) charset: Option<String>,
    pub(in crate::corpus) content: Vec<u8>,
    pub(in crate::corpus) problems: Vec<Problem>,
}

/// What stands next in the stream.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::corpus) enum Next {
    Page(Box<Page>),
    /// A record that is no page.
    Other,
    End,
    /// What stands here is no record.
    Damaged,
}

/// The records of `source`.
pub(in crate::corpus) struct Records<R> {
    source: BufReader<R>,
    /// Bytes of the last record that are still to come.
    left: u64,
}

impl<R: Read> Records<R> {
    pub(in crate::corpus) fn new(source: R) -> Self {
        Self { source: BufReader::with_capacity(64 << 10, source), left: 0 }
    }

    /// Goes on to the next record.
    ///
    /// # Errors
    /// Whatever the source fails with.
    pub(in crate::corpus) fn next(&mut self) -> io::Result<Next> {
        io::copy(&mut self.source.by_ref().take(std::mem::take(&mut self.left)), &mut io::sink())?;
        let Some(head) = self.head()? else { return Ok(Next::End) };
        let (headers, _) = Headers::split(&head);
        let length = headers.get("content-length").and_then(|length| length.parse::<u64>().ok());
        let (true, Some(length)) = (begins(&head), length) else { return Ok(Next::Damaged) };
        self.left = length;
        let kind = headers.get("warc-type").unwrap_or_default().to_ascii_lowercase();
        let url = headers.get("warc-target-uri").unwrap_or_default().trim_matches(['<', '>']).to_owned();
        if !matches!(kind.as_str(), "response" | "resource" | "conversion")
            || !url.contains("://")
            || url.starts_with("dns:")
        {
            return Ok(Next::Other);
        }
        if kind != "response" && !is_text(&headers) {
            return Ok(Next::Other);
        }
        let captured = headers.get("warc-date").and_then(|date| Day::parse_iso(date.get(..10)?));
        let mut content = Vec::new();
        let read = self.source.by_ref().take(length.min(LONGEST)).read_to_end(&mut content)? as u64;
        self.left -= read;
        let mut problems = Vec::new();
        if read < length.min(LONGEST) {
            problems.push(Problem::new("the record is cut off; what there was of it is shown"));
        } else if length > LONGEST {
            problems
                .push(Problem::new(format!("the record is longer than {} MB; the rest is not read", LONGEST >> 20)));
        }
        let page = Page { url, captured, charset: headers.parameter("charset"), content, problems };
        let page = if kind == "response" { response(page) } else { Some(page) };
        Ok(page.map_or(Next::Other, |page| Next::Page(Box::new(page))))
    }

    /// The header lines of a record, with the blank line after them; none at the end.
    fn head(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut head = Vec::new();
        let mut source = self.source.by_ref().take(LONGEST_HEAD);
        loop {
            let start = head.len();
            if source.read_until(b'\n', &mut head)? == 0 {
                return Ok(Some(head).filter(|head| !head.is_empty()));
            }
            let line = head.get(start..).unwrap_or_default();
            if line.trim_ascii().is_empty() {
                if start > 0 {
                    return Ok(Some(head));
                }
                // Blank lines between records.
                head.clear();
            }
        }
    }
}

fn is_text(headers: &Headers) -> bool {
    matches!(headers.content_type().as_str(), "text/html" | "application/xhtml+xml" | "text/plain")
}

/// The page of an HTTP response; none if it failed or is something else.
fn response(page: Page) -> Option<Page> {
    let line_end = memchr::memchr(b'\n', &page.content)?;
    let status = String::from_utf8_lossy(page.content.get(..line_end)?).into_owned();
    let mut words = status.split_whitespace();
    if !words.next()?.starts_with("HTTP/") || words.next()? != "200" {
        return None;
    }
    let (headers, body) = Headers::split(page.content.get(line_end + 1..)?);
    if !is_text(&headers) {
        return None;
    }
    let mut problems = page.problems;
    let is_chunked =
        headers.get("transfer-encoding").is_some_and(|coding| coding.to_ascii_lowercase().contains("chunked"));
    let body = if is_chunked { dechunked(body) } else { body.to_vec() };
    let coding = headers.get("content-encoding").unwrap_or_default().to_ascii_lowercase();
    let content = match (Compression::of(&body), coding.as_str()) {
        (Some(compression), _) => {
            let mut unpacked = Unpacked::new(compression, body.as_slice());
            let mut content = Vec::new();
            unpacked.by_ref().take(LONGEST).read_to_end(&mut content).ok()?;
            problems.extend(unpacked.fault());
            content
        }
        (None, "deflate") => {
            let mut content = Vec::new();
            // Some servers leave the wrapper of zlib out.
            let wrapped = flate2::read::ZlibDecoder::new(body.as_slice()).take(LONGEST).read_to_end(&mut content);
            if wrapped.is_err() && content.is_empty() {
                let bare = flate2::read::DeflateDecoder::new(body.as_slice()).take(LONGEST).read_to_end(&mut content);
                if bare.is_err() {
                    problems.push(Problem::new("the deflate data is damaged; the rest is not read"));
                }
            }
            content
        }
        (None, "br") if std::str::from_utf8(&body).is_err() => {
            problems.push(Problem::new("was sent in Brotli, which is not supported; not read"));
            Vec::new()
        }
        _ => body,
    };
    Some(Page { charset: headers.parameter("charset"), content, problems, ..page })
}

#[cfg(test)]
pub(in crate::corpus) mod tests {
    use super::*;
    use crate::corpus::pack::packed_by_tests as packed;

    /// A record of a response.
    pub(in crate::corpus) fn record(kind: &str, url: &str, content: &[u8]) -> Vec<u8> {
        let head = format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2021-03-04T05:06:07Z\r\n\
             Content-Type: text/plain\r\nContent-Length: {}\r\n\r\n",
            content.len()
        );
        [head.as_bytes(), content, b"\r\n\r\n"].concat()
    }

    pub(in crate::corpus) fn http(headers: &str, body: &[u8]) -> Vec<u8> {
        [b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n", headers.as_bytes(), b"\r\n", body].concat()
    }

    fn told(file: &[u8]) -> Vec<String> {
        let mut records = Records::new(file);
        let mut told = Vec::new();
        loop {
            match records.next().unwrap() {
                Next::Page(page) => {
                    let problems: String = page.problems.iter().map(|problem| format!(" ({problem})")).collect();
                    let charset = page.charset.unwrap_or_default();
                    let day = page.captured.map(|day| day.to_string()).unwrap_or_default();
                    told.push(format!(
                        "{} {day} {charset}: {}{problems}",
                        page.url,
                        String::from_utf8_lossy(&page.content)
                    ));
                }
                Next::Other => told.push("-".to_owned()),
                end => {
                    told.push(format!("{end:?}"));
                    return told;
                }
            }
        }
    }

    #[test]
    fn pages_are_found_among_the_records() {
        let file = [
            record("warcinfo", "", b"software: x\r\n"),
            record("request", "http://a.example/1", b"GET /1 HTTP/1.1\r\n\r\n"),
            record("response", "http://a.example/1", &http("", b"<p>one</p>")),
            record(
                "response",
                "http://a.example/2",
                b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>x</p>",
            ),
            record("response", "http://a.example/3", b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG"),
            record("conversion", "<http://a.example/4>", b"four"),
        ]
        .concat();
        let expected = [
            "-",
            "-",
            "http://a.example/1 2021-03-04 utf-8: <p>one</p>",
            "-",
            "-",
            "http://a.example/4 2021-03-04 : four",
            "End",
        ];
        assert_eq!(told(&file), expected);
    }

    #[test]
    fn bodies_are_unwrapped() {
        let check = |headers: &str, body: &[u8], expected: &str| {
            let file = record("response", "http://a.example/", &http(headers, body));
            assert_eq!(told(&file)[0], format!("http://a.example/ 2021-03-04 utf-8: {expected}"));
        };
        let gzip = packed::pack(Compression::Gzip, b"<p>one</p>");
        check("Content-Encoding: gzip\r\n", &gzip, "<p>one</p>");
        check("Transfer-Encoding: chunked\r\n", b"3\r\n<p>\r\n1\r\na\r\n0\r\n\r\n", "<p>a");
        let chunks = [format!("{:x}\r\n", gzip.len()).as_bytes(), &gzip, b"\r\n0\r\n\r\n"].concat();
        check("Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n", &chunks, "<p>one</p>");
        check("Content-Encoding: gzip\r\n", b"already plain", "already plain");
        check("Content-Encoding: br\r\n", b"\xFF\xFE", " (was sent in Brotli, which is not supported; not read)");
    }

    #[test]
    fn cut_and_damaged_files_come_to_an_end() {
        let file = record("response", "http://a.example/", &http("", b"<p>one and more</p>"));
        let cut = told(&file[..file.len() - 15]);
        assert_eq!(cut.len(), 2);
        assert!(cut[0].ends_with("<p>one a (the record is cut off; what there was of it is shown)"), "{}", cut[0]);
        let broken = [&file[..], b"WARC/1.0\r\nno length\r\n\r\n"].concat();
        assert_eq!(told(&broken)[1], "Damaged");
        assert_eq!(told(b"WARC/1.0\r\nContent-Length: 99999999999999999999\r\n\r\n"), ["Damaged"]);
    }
}
