//! Saved web traffic: the records of a WARC file (ISO 28500), one after another in a stream.
//!
//! Pages are what may be text of successful responses, of resources and of conversions; other records
//! are passed over without being held; those that may hold a text all the same are told by kind. The body comes as it was sent, so chunks and
//! compression are undone. A damaged record is told, and the next one is looked for. The date of a
//! record is the day of the crawl, not that of the page.

use super::mime::{Headers, dechunked};
use super::unread::Unread;
use crate::corpus::pack::{Compression, Unpacked};
use crate::model::{Day, Problem};
use std::borrow::Cow;
use std::collections::BTreeMap;
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
}

/// The records of `source`.
pub(in crate::corpus) struct Records<R> {
    source: Unread<BufReader<R>>,
    /// Bytes of the last record that are still to come.
    left: u64,
    damaged: usize,
    /// Records that could be pages and were passed over, by what they are.
    passed_over: BTreeMap<String, usize>,
}

impl<R: Read> Records<R> {
    pub(in crate::corpus) fn new(source: R) -> Self {
        let source = Unread::new(BufReader::with_capacity(64 << 10, source));
        Self { source, left: 0, damaged: 0, passed_over: BTreeMap::new() }
    }

    /// What is to be told of the records that were read so far and gave no page; `cut` if their end is missing and told.
    pub(in crate::corpus) fn problems(&self, cut: bool) -> Vec<Problem> {
        let mut problems = Vec::new();
        let damaged = self.damaged.saturating_sub(usize::from(cut));
        if damaged > 0 {
            let places = if damaged == 1 { "one place is".to_owned() } else { format!("{damaged} places are") };
            problems.push(Problem::new(format!("{places} damaged; what stood there is not read")));
        }
        if !self.passed_over.is_empty() {
            let kinds: Vec<_> = self.passed_over.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
            problems.push(Problem::new(format!("passed over: {}", kinds.join(", "))));
        }
        problems
    }

    /// Goes on to the next record.
    ///
    /// # Errors
    /// Whatever the source fails with.
    pub(in crate::corpus) fn next(&mut self) -> io::Result<Next> {
        io::copy(&mut self.source.by_ref().take(std::mem::take(&mut self.left)), &mut io::sink())?;
        let (headers, length) = loop {
            let Some(head) = self.head()? else { return Ok(Next::End) };
            let (headers, _) = Headers::split(&head);
            let length = headers.get("content-length").and_then(|length| length.parse::<u64>().ok());
            match length.filter(|_| begins(&head)) {
                Some(length) => break (headers, length),
                None => {
                    self.damaged += 1;
                    self.resync(&head)?;
                }
            }
        };
        self.left = length;
        let kind = headers.get("warc-type").unwrap_or_default().to_ascii_lowercase();
        let url = headers.get("warc-target-uri").unwrap_or_default().trim_matches(['<', '>']).to_owned();
        if !matches!(kind.as_str(), "response" | "resource" | "conversion") {
            return Ok(match kind.as_str() {
                "revisit" => self.pass_over("revisits of pages"),
                "continuation" => self.pass_over("continuations of records"),
                "warcinfo" | "request" | "metadata" => Next::Other,
                _ => self.pass_over("records of unknown kinds"),
            });
        }
        if url.starts_with("dns:") || url.starts_with("metadata:") {
            return Ok(Next::Other);
        }
        if !url.contains("://") {
            return Ok(self.pass_over("records without an address"));
        }
        if kind != "response" && !may_be_text(&headers.content_type()) {
            return Ok(self.pass_over_type(&headers.content_type()));
        }
        let captured = headers.get("warc-date").and_then(|date| Day::parse_iso(date.get(..10)?));
        let mut content = Vec::new();
        let read = self.source.by_ref().take(length.min(LONGEST)).read_to_end(&mut content)? as u64;
        self.left -= read;
        let mut problems = Vec::new();
        let is_cut = read < length.min(LONGEST);
        if let Some(end) = self.end_of_record(&content, is_cut)? {
            // The length is wrong: another record begins in what should be this one.
            self.left = 0;
            let rest = content.split_off(end);
            self.source.push(&rest);
            problems.push(Problem::new("the record is shorter than it says"));
        } else if is_cut {
            problems.push(Problem::new("the record is cut off; what there was of it is shown"));
        } else if length > LONGEST {
            problems.push(too_long("the record"));
        }
        let page = Page { url, captured, charset: headers.parameter("charset"), content, problems };
        let page = if kind == "response" { response(page) } else { Ok(page) };
        Ok(match page {
            Ok(page) => Next::Page(Box::new(page)),
            Err(Refused::Type(kind)) => self.pass_over_type(&kind),
            Err(Refused::Failed) => Next::Other,
            Err(Refused::NotHttp) => self.pass_over("responses of other protocols"),
        })
    }

    /// Passes over content of a type; what never holds a statement is not told.
    fn pass_over_type(&mut self, kind: &str) -> Next {
        let is_silent =
            ["image/", "audio/", "video/", "font/", "text/", "model/"].iter().any(|silent| kind.starts_with(silent))
                || ["javascript", "ecmascript", "wasm", "font", "woff", "woff2"]
                    .iter()
                    .any(|silent| kind.ends_with(silent));
        if is_silent { Next::Other } else { self.pass_over(kind) }
    }

    fn pass_over(&mut self, kind: &str) -> Next {
        // A crawl may have any number of kinds, most of them once.
        let kind =
            if self.passed_over.len() < KINDS || self.passed_over.contains_key(kind) { kind } else { "of other kinds" };
        *self.passed_over.entry(kind.to_owned()).or_default() += 1;
        Next::Other
    }

    /// Where in the content another record begins, if what follows it begins none.
    fn end_of_record(&mut self, content: &[u8], is_cut: bool) -> io::Result<Option<usize>> {
        if self.left > 0 && !is_cut {
            return Ok(None);
        }
        let after = self.source.fill_buf()?.trim_ascii_start();
        if b"WARC/".starts_with(after.get(..after.len().min(5)).unwrap_or_default()) && !after.is_empty() {
            return Ok(None);
        }
        let begin =
            [&b"\nWARC/1."[..], b"\nWARC/0."].iter().filter_map(|line| memchr::memmem::find(content, line)).min();
        Ok(begin.map(|at| at + 1).filter(|at| {
            let (headers, _) = Headers::split(content.get(*at..).unwrap_or_default());
            headers.get("warc-type").is_some()
        }))
    }

    /// Goes on to the line that begins another record, behind the first of `head`.
    fn resync(&mut self, head: &[u8]) -> io::Result<()> {
        let lines = memchr::memchr_iter(b'\n', head).map(|at| at + 1);
        if let Some(rest) = lines.filter_map(|at| head.get(at..)).find(|rest| begins(rest)) {
            self.source.push(rest);
            return Ok(());
        }
        let mut line = Vec::new();
        loop {
            line.clear();
            if self.source.by_ref().take(LONGEST_HEAD).read_until(b'\n', &mut line)? == 0 {
                return Ok(());
            }
            if begins(&line) {
                self.source.push(&line);
                return Ok(());
            }
        }
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

/// Kinds of records that are told apart.
const KINDS: usize = 20;

fn too_long(what: &str) -> Problem {
    Problem::new(format!("{what} is longer than {} MB; the rest is not read", LONGEST >> 20))
}

/// True if content of the type may be text; what it is, its bytes tell.
fn may_be_text(kind: &str) -> bool {
    match kind.split_once('/') {
        Some(("text", kind)) => !matches!(kind, "css" | "javascript" | "ecmascript" | "x-javascript" | "vtt"),
        Some(("application", kind)) => {
            matches!(
                kind,
                "octet-stream" | "force-download" | "unknown" | "csv" | "x-ndjson" | "ndjson" | "jsonl" | "x-jsonlines"
            ) || ["json", "xml", "xhtml", "html"].iter().any(|format| kind.ends_with(format))
        }
        Some(_) => false,
        // Nothing is said, or nothing that makes sense.
        None => true,
    }
}

/// Why a response is no page.
enum Refused {
    /// Its status says that there is none.
    Failed,
    /// It is of a type that is not read.
    Type(String),
    NotHttp,
}

/// The page of an HTTP response.
fn response(page: Page) -> Result<Page, Refused> {
    let Some(line_end) = memchr::memchr(b'\n', &page.content).filter(|_| page.content.starts_with(b"HTTP/")) else {
        return Err(Refused::NotHttp);
    };
    let status = String::from_utf8_lossy(page.content.get(..line_end).unwrap_or_default()).into_owned();
    let status = status.split_whitespace().nth(1).unwrap_or("?");
    let (headers, body) = Headers::split(page.content.get(line_end + 1..).unwrap_or_default());
    if !(status.len() == 3 && status.starts_with('2')) {
        return Err(Refused::Failed);
    }
    if !may_be_text(&headers.content_type()) {
        return Err(Refused::Type(headers.content_type()));
    }
    let mut problems = page.problems;
    if status == "206" {
        problems.push(Problem::new("only a part of the page was sent"));
    }
    let is_chunked =
        headers.get("transfer-encoding").is_some_and(|coding| coding.to_ascii_lowercase().contains("chunked"));
    let (body, problem) = if is_chunked { dechunked(body) } else { (Cow::Borrowed(body), None) };
    problems.extend(problem.map(Problem::new));
    let coding = headers.get("content-encoding").unwrap_or_default().to_ascii_lowercase();
    let content = uncompressed(body.into_owned(), &coding, &mut problems);
    Ok(Page { charset: headers.parameter("charset"), content, problems, ..page })
}

/// The body without the compression that its bytes or its header tell.
fn uncompressed(body: Vec<u8>, coding: &str, problems: &mut Vec<Problem>) -> Vec<u8> {
    let mut content = Vec::new();
    if let Some(compression) = Compression::of(&body) {
        let mut unpacked = Unpacked::new(compression, body.as_slice());
        if unpacked.by_ref().take(LONGEST + 1).read_to_end(&mut content).is_err() {
            problems.push(Problem::new(format!("the {} data is damaged; the rest is not read", compression.name())));
        }
        problems.extend(unpacked.fault());
    } else if coding.contains("deflate") {
        // Some servers leave the wrapper of zlib out.
        let wrapped = flate2::read::ZlibDecoder::new(body.as_slice()).take(LONGEST + 1).read_to_end(&mut content);
        let is_bare = wrapped.is_err() && content.is_empty();
        let bare = flate2::read::DeflateDecoder::new(body.as_slice());
        let read = if is_bare { bare.take(LONGEST + 1).read_to_end(&mut content) } else { wrapped };
        if read.is_err() && content.is_empty() && std::str::from_utf8(&body).is_ok() {
            return body;
        }
        if read.is_err() {
            problems.push(Problem::new("the deflate data is damaged; the rest is not read"));
        }
    } else {
        let name = coding.rsplit(',').next().unwrap_or_default().trim();
        if !matches!(name, "" | "identity" | "none" | "utf-8" | "gzip" | "x-gzip" | "zstd")
            && std::str::from_utf8(&body).is_err()
        {
            let name = if name == "br" { "Brotli" } else { name };
            problems.push(Problem::new(format!("was sent in {name}, which is not supported; not read")));
            return Vec::new();
        }
        return body;
    }
    if content.len() as u64 > LONGEST {
        content.truncate(LONGEST as usize);
        problems.push(too_long("the page"));
    }
    content
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
                Next::End => {
                    told.extend(records.problems(false).into_iter().map(|problem| problem.0));
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
        assert_eq!(cut.len(), 1);
        assert!(cut[0].ends_with("<p>one a (the record is cut off; what there was of it is shown)"), "{}", cut[0]);
        assert_eq!(told(b"WARC/1.0\r\nContent-Length: 99999999999999999999\r\n\r\n").len(), 1);
    }

    #[test]
    fn a_damaged_record_leaves_the_others() {
        let one = record("response", "http://a.example/1", &http("", b"<p>one</p>"));
        let two = record("response", "http://a.example/2", &http("", b"<p>two</p>"));
        let pages =
            ["http://a.example/1 2021-03-04 utf-8: <p>one</p>", "http://a.example/2 2021-03-04 utf-8: <p>two</p>"];
        let note = "one place is damaged; what stood there is not read";
        let check = |file: Vec<u8>| assert_eq!(told(&file), [pages[0], pages[1], note]);
        check([&one[..], b"WARC/1.0\r\nno length\r\n\r\n", &two].concat());
        check([&one[..], b"something else\r\n", &two].concat());
        check([&one[..], b"something else\r\n\r\nand more\r\n\r\n", &two].concat());
        // A length that is too short or too long.
        let length = |change: i64| {
            let text = String::from_utf8(one.clone()).unwrap();
            let at = text.find("Content-Length: ").unwrap() + 16;
            let end = at + text[at..].find('\r').unwrap();
            let length: i64 = text[at..end].parse().unwrap();
            [&text.as_bytes()[..at], (length + change).to_string().as_bytes(), &text.as_bytes()[end..], &two[..]]
                .concat()
        };
        assert_eq!(told(&length(-1))[1..], [pages[1], note]);
        for change in [50, 5000] {
            let told = told(&length(change));
            assert_eq!(told.len(), 2, "{told:?}");
            assert!(told[0].ends_with("(the record is shorter than it says)"), "{}", told[0]);
            assert_eq!(told[1], pages[1]);
        }
    }

    #[test]
    fn records_of_json_know_where_they_came_from() {
        let content = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n[{\"text\":\"a\"},{\"text\":\"b\",\"url\":\"u\"}]";
        let mut told = Vec::new();
        crate::corpus::read_bytes(&record("response", "https://a.example/api", content), "f", &mut |met| {
            if let crate::corpus::Met::Document(document) = met {
                let day = document.captured.map(|day| day.to_string()).unwrap_or_default();
                told.push(format!("{} {} {day}", document.text, document.fields.url.unwrap_or_default()));
            }
            std::ops::ControlFlow::Continue(())
        });
        assert_eq!(told, ["a https://a.example/api 2021-03-04", "b u 2021-03-04"]);
    }

    #[test]
    fn whatever_may_be_text_is_a_page() {
        let check = |kind: &str, head: &str, expected: &str| {
            let content = [b"HTTP/1.1 ", head.as_bytes(), b"\r\n\r\nwords"].concat();
            assert_eq!(told(&record(kind, "http://a.example/", &content)).join(" / "), expected, "{head}");
        };
        let page = "http://a.example/ 2021-03-04 : words";
        check("response", "200 OK", page);
        check("response", "203 x\r\nContent-Type: application/json", page);
        check("response", "200 OK\r\nContent-Type: application/x-ndjson", page);
        check("response", "200 OK\r\nContent-Type: application/octet-stream", page);
        check("response", "206 x\r\nContent-Type: text/plain", &format!("{page} (only a part of the page was sent)"));
        check("response", "200 OK\r\nContent-Type: text/css", "-");
        check("response", "200 OK\r\nContent-Type: application/pdf", "- / passed over: 1 application/pdf");
        check("response", "503", "-");
        check("revisit", "200 OK", "- / passed over: 1 revisits of pages");
        check("response", "200 OK\r\nTransfer-Encoding: chunked", page);
        check("response", "200 OK\r\nContent-Encoding: deflate", page);
        check("metadata", "200 OK", "-");
        check("respond", "200 OK", "- / passed over: 1 records of unknown kinds");
    }
}
