//! A page saved by a browser with its pictures in one file: MHTML (RFC 2557).
//!
//! The root of the parts, or the first that is HTML, is the page; everything else stays where it is.
//! Where the page was and when it was saved, the head of the file says.

use super::mime::{Headers, day, transferred};
use crate::model::{Day, Problem};
use memchr::memmem::find_iter;

/// How deep parts may lie in parts.
const DEEPEST: usize = 8;

/// The page of the file.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(in crate::corpus) struct SavedPage {
    pub(in crate::corpus) content: Vec<u8>,
    pub(in crate::corpus) charset: Option<String>,
    pub(in crate::corpus) url: Option<String>,
    pub(in crate::corpus) captured: Option<Day>,
    pub(in crate::corpus) problems: Vec<Problem>,
}

/// True if the bytes begin with the header lines of such a file.
pub(in crate::corpus) fn begins(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(8192)).unwrap_or(bytes);
    let first = head.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let is_name =
        |name: &[u8]| !name.is_empty() && name.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-');
    let has_name = memchr::memchr(b':', first).is_some_and(|end| first.get(..end).is_some_and(is_name));
    has_name && {
        let (headers, _) = Headers::split(head);
        headers.get("mime-version").is_some()
            && (headers.content_type().starts_with("multipart/") && headers.parameter("boundary").is_some()
                || headers.content_type() == "text/html")
    }
}

/// The page of the file; none if there is no HTML in it.
pub(in crate::corpus) fn page(bytes: &[u8]) -> Option<SavedPage> {
    let (headers, _) = Headers::split(bytes);
    let (part, content) = root(bytes, 0)?;
    let encoding = part.get("content-transfer-encoding").unwrap_or_default();
    let address = headers.get("snapshot-content-location").or(part.get("content-location"));
    let mut problems = Vec::new();
    if let Some(boundary) = headers.parameter("boundary")
        && !has(bytes, format!("--{boundary}--").as_bytes())
    {
        problems.push(Problem::new("the file is cut off; what there was of the page is shown"));
    }
    Some(SavedPage {
        content: transferred(content, encoding).into_owned(),
        charset: part.parameter("charset"),
        url: address.filter(|address| address.contains("://")).map(str::to_owned),
        captured: headers.get("date").and_then(day),
        problems,
    })
}

fn has(bytes: &[u8], what: &[u8]) -> bool {
    find_iter(bytes, what).next().is_some()
}

/// The part that is the page: header lines and content.
fn root(bytes: &[u8], depth: usize) -> Option<(Headers, &[u8])> {
    let (headers, content) = Headers::split(bytes);
    let kind = headers.content_type();
    if matches!(kind.as_str(), "text/html" | "application/xhtml+xml") {
        return Some((headers, content));
    }
    let boundary = headers.parameter("boundary").filter(|_| kind.starts_with("multipart/") && depth < DEEPEST)?;
    let start =
        headers.get("content-type").and_then(|value| value.split_once("start=\"")).map(|(_, rest)| rest.to_owned());
    let start = start.as_deref().and_then(|rest| rest.split('"').next());
    let found: Vec<_> = parts(content, &boundary).into_iter().filter_map(|part| root(part, depth + 1)).collect();
    let named = found.iter().position(|(part, _)| start.is_some() && part.get("content-id") == start);
    found.into_iter().nth(named.unwrap_or(0))
}

/// What stands between the lines of the boundary.
fn parts<'a>(content: &'a [u8], boundary: &str) -> Vec<&'a [u8]> {
    let line = format!("--{boundary}");
    let starts = find_iter(content, line.as_bytes());
    let starts: Vec<usize> = starts
        .filter(|at| *at == 0 || at.checked_sub(1).and_then(|before| content.get(before)) == Some(&b'\n'))
        .collect();
    let ends = starts.iter().skip(1).copied().chain([content.len()]);
    let part = |(start, end): (&usize, usize)| {
        let part = content.get(start + line.len()..end)?;
        let after = part.strip_prefix(b"\r\n").or(part.strip_prefix(b"\n"))?;
        Some(after)
    };
    starts.iter().zip(ends).filter_map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://hezb.example/1\r\n\
        Subject: =?utf-8?Q?x?=\r\nDate: Sun, 3 May 2020 10:00:00 -0000\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"--ab\"\r\n\r\n\r\n\
        ----ab\r\nContent-Type: text/css\r\n\r\np {}\r\n\
        ----ab\r\nContent-Type: text/html; charset=windows-1256\r\nContent-ID: <f>\r\n\
        Content-Transfer-Encoding: quoted-printable\r\nContent-Location: https://hezb.example/1\r\n\r\n\
        <html><p>=CD=D2=C8</p></html>\r\n----ab--\r\n";

    #[test]
    fn the_page_is_found_and_decoded() {
        assert!(begins(FILE.as_bytes()));
        let page = page(FILE.as_bytes()).unwrap();
        assert_eq!(page.content, b"<html><p>\xCD\xD2\xC8</p></html>\n");
        assert_eq!(page.charset.as_deref(), Some("windows-1256"));
        assert_eq!(page.url.as_deref(), Some("https://hezb.example/1"));
        assert_eq!(page.captured, Day::parse_iso("2020-05-03"));
        assert_eq!(page.problems, []);
    }

    #[test]
    fn a_cut_file_gives_what_there_is() {
        let cut = &FILE[..FILE.len() - 20];
        let page = page(cut.as_bytes()).unwrap();
        assert!(page.content.starts_with(b"<html><p>\xCD"));
        assert_eq!(page.problems.len(), 1);
    }

    #[test]
    fn parts_in_parts_are_looked_into_and_come_to_an_end() {
        let inner = FILE.replace("--ab", "--cd");
        let outer = format!("MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=q\n\n--q\n{inner}\n--q--\n");
        assert!(begins(outer.as_bytes()));
        assert_eq!(page(outer.as_bytes()).unwrap().charset.as_deref(), Some("windows-1256"));
        let mut deep = String::new();
        for depth in 0..50 {
            deep.push_str(&format!("Content-Type: multipart/mixed; boundary=b{depth}\n\n--b{depth}\n"));
        }
        assert_eq!(page(deep.as_bytes()), None);
    }

    #[test]
    fn other_files_are_none() {
        for file in ["Title: a page\n\ntext", "MIME-Version: 1.0\nContent-Type: text/plain\n\nx", "", "<html>"] {
            assert!(!begins(file.as_bytes()), "{file}");
        }
    }
}
