//! Header lines and encodings of the body that mail and the web share (RFC 2045, RFC 9112).
//!
//! Everything here is read as it comes: what is not right is passed over, nothing fails.

use crate::model::Day;
use std::borrow::Cow;

/// Header lines by their names, in lower case.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(in crate::corpus) struct Headers(Vec<(String, String)>);

impl Headers {
    /// The header lines at the beginning of `bytes`, and what follows the blank line after them.
    pub(in crate::corpus) fn split(bytes: &[u8]) -> (Self, &[u8]) {
        let mut headers: Vec<(String, String)> = Vec::new();
        let mut rest = bytes;
        while !rest.is_empty() {
            let end = memchr::memchr(b'\n', rest).map_or(rest.len(), |at| at + 1);
            let (line, after) = rest.split_at_checked(end).unwrap_or((rest, &[]));
            rest = after;
            let line = String::from_utf8_lossy(line);
            let line = line.trim_end_matches(['\r', '\n']);
            if line.is_empty() {
                break;
            }
            if line.starts_with([' ', '\t']) {
                // A line that goes on.
                if let Some((_, value)) = headers.last_mut() {
                    value.push(' ');
                    value.push_str(line.trim());
                }
            } else if let Some((name, value)) = line.split_once(':') {
                headers.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            }
        }
        (Self(headers), rest)
    }

    /// The value of the first header of that name.
    pub(in crate::corpus) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The type of the content in lower case, without its parameters.
    pub(in crate::corpus) fn content_type(&self) -> String {
        let value = self.get("content-type").unwrap_or_default();
        value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
    }

    /// A parameter of the content type.
    pub(in crate::corpus) fn parameter(&self, wanted: &str) -> Option<String> {
        let parameters = self.get("content-type")?.split(';').skip(1);
        let found = parameters
            .filter_map(|part| part.split_once('='))
            .find(|(name, _)| name.trim().eq_ignore_ascii_case(wanted))?;
        Some(found.1.trim().trim_matches('"').to_owned()).filter(|value| !value.is_empty())
    }
}

/// The content as its `Content-Transfer-Encoding` says.
pub(in crate::corpus) fn transferred<'a>(content: &'a [u8], encoding: &str) -> Cow<'a, [u8]> {
    match encoding.trim().to_ascii_lowercase().as_str() {
        "quoted-printable" => Cow::Owned(quoted_printable(content)),
        "base64" => Cow::Owned(base64(content)),
        _ => Cow::Borrowed(content),
    }
}

fn quoted_printable(content: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(content.len());
    for line in content.split_inclusive(|byte| *byte == b'\n') {
        let text = line.trim_ascii_end();
        let mut rest = text;
        let mut goes_on = false;
        while let Some((byte, after)) = rest.split_first() {
            rest = after;
            if *byte != b'=' {
                decoded.push(*byte);
            } else if after.is_empty() {
                goes_on = true;
            } else if let Some(value) = after.get(..2).and_then(hexadecimal) {
                decoded.push(value);
                rest = after.get(2..).unwrap_or_default();
            } else {
                decoded.push(b'=');
            }
        }
        if !goes_on && line.ends_with(b"\n") {
            decoded.push(b'\n');
        }
    }
    decoded
}

fn hexadecimal(digits: &[u8]) -> Option<u8> {
    let digits = std::str::from_utf8(digits).ok().filter(|digits| !digits.starts_with('+'))?;
    u8::from_str_radix(digits, 16).ok()
}

fn base64(content: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(content.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0_u32);
    for byte in content {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => break,
            _ => continue,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            decoded.push((bits >> count & 0xFF) as u8);
        }
    }
    decoded
}

/// The body that was sent in chunks, and what is wrong with them; as it is if it was not.
pub(in crate::corpus) fn dechunked(body: &[u8]) -> (Cow<'_, [u8]>, Option<&'static str>) {
    let mut content = Vec::with_capacity(body.len());
    let mut rest = body;
    let mut is_first = true;
    loop {
        let Some((length, chunk)) = chunk_length(rest) else {
            // Some crawlers keep the header and not the chunks.
            if is_first {
                return (Cow::Borrowed(body), None);
            }
            content.extend_from_slice(rest);
            let problem = if rest.trim_ascii().is_empty() {
                CUT
            } else {
                "the chunks of the body are damaged; the rest is shown as it was sent"
            };
            return (Cow::Owned(content), Some(problem));
        };
        if length == 0 {
            return (Cow::Owned(content), None);
        }
        let Some((data, after)) = chunk.split_at_checked(length) else {
            // A first line that happens to be a number is one of the page.
            if is_first && !rest.get(..rest.len() - chunk.len()).is_some_and(|line| line.ends_with(b"\r\n")) {
                return (Cow::Borrowed(body), None);
            }
            content.extend_from_slice(chunk);
            return (Cow::Owned(content), Some(CUT));
        };
        let next = after.strip_prefix(b"\r\n").or(after.strip_prefix(b"\n"));
        if is_first && next.is_none() && !after.is_empty() {
            return (Cow::Borrowed(body), None);
        }
        content.extend_from_slice(data);
        rest = next.unwrap_or(after);
        is_first = false;
    }
}

const CUT: &str = "the body is cut off; what there was of it is shown";

/// The length that stands before a chunk, and what follows it.
fn chunk_length(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let end = memchr::memchr(b'\n', bytes)?;
    let line = bytes.get(..end)?;
    let digits = line.split(|byte| *byte == b';').next()?.trim_ascii();
    let is_number = !digits.is_empty() && digits.iter().all(u8::is_ascii_hexdigit);
    let digits = std::str::from_utf8(digits).ok().filter(|_| is_number)?;
    Some((usize::from_str_radix(digits, 16).ok()?, bytes.get(end + 1..)?))
}

/// The day of a date such as `Tue, 21 Jan 2020 10:20:00 +0000` (RFC 5322).
pub(in crate::corpus) fn day(date: &str) -> Option<Day> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let mut parts = date.split([' ', ',', '-']).filter(|part| !part.is_empty());
    let day: u8 = parts.find_map(|part| part.parse().ok())?;
    let name = parts.next()?.get(..3)?.to_ascii_lowercase();
    let month = MONTHS.iter().position(|month| *month == name)? + 1;
    let year: u16 = parts.next()?.parse().ok()?;
    Day::parse_iso(&format!("{year:04}-{month:02}-{day:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn header_lines_end_at_a_blank_one() {
        let (headers, rest) =
            Headers::split(b"A: 1\r\nContent-Type: multipart/Related;\r\n\tboundary=\"x y\"; a=b\r\n\r\nbody\n\nmore");
        assert_eq!(headers.get("a"), Some("1"));
        assert_eq!(headers.content_type(), "multipart/related");
        assert_eq!(headers.parameter("boundary").as_deref(), Some("x y"));
        assert_eq!(headers.parameter("charset"), None);
        assert_eq!(rest, b"body\n\nmore");
        assert_eq!(Headers::split(b"").1, b"");
    }

    #[test]
    fn transfer_encodings_are_undone() {
        let check = |content: &[u8], encoding: &str, expected: &str| {
            assert_eq!(String::from_utf8_lossy(&transferred(content, encoding)), expected);
        };
        check(b"=D8=AD=D8=B2=\r\n=D8=A8 =3D x  \r\n=ZZ=", "Quoted-Printable", "حزب = x\n=ZZ");
        check(b"2K3Y\r\nstio=\r\n", "base64", "حزب");
        check(b"a=b", "8bit", "a=b");
    }

    #[test]
    fn chunks_are_put_together() {
        let check = |body: &[u8], expected: &str, problem: Option<&str>| {
            let (content, told) = dechunked(body);
            assert_eq!((String::from_utf8_lossy(&content).as_ref(), told), (expected, problem));
        };
        check(b"3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n", "abcde", None);
        check(b"ff\r\ncut", "cut", Some(CUT));
        check(b"3\r\nabc\r\n", "abc", Some(CUT));
        check(
            b"3\r\nabc\r\n<p>",
            "abc<p>",
            Some("the chunks of the body are damaged; the rest is shown as it was sent"),
        );
        check(b"<html>\nno chunks", "<html>\nno chunks", None);
        check(b"no chunks in one line", "no chunks in one line", None);
        check(b"1400\na page of a year", "1400\na page of a year", None);
        check(b"add\r\n", "", Some(CUT));
        check(b"2\na page of a number", "2\na page of a number", None);
        check(b"", "", None);
    }

    #[test]
    fn days_of_mail() {
        assert_eq!(day("Tue, 21 Jan 2020 10:20:00 +0000"), Day::parse_iso("2020-01-21"));
        assert_eq!(day("3 Feb 2021"), Day::parse_iso("2021-02-03"));
        assert_eq!(day("soon"), None);
    }
}
