//! Rows of a table, one at a time out of a stream (RFC 4180, and what programs make of it).
//!
//! Quotes end a field only where a field can end; a quote that stands open is taken as a letter of
//! its line, so that it swallows no other rows: the crate `csv` takes all up to the next quote as one field, and
//! cannot be set back to a row's beginning in a stream. Holds one row at a time. What the fields mean is not known here.

use memchr::{memchr, memchr2};
use std::io::{self, Read};

/// The longest row, in bytes.
const LONGEST: usize = 16 << 20;

/// The longest row, in bytes, once too much of a table was looked through for the end of a quote.
const SHORT: usize = 64 << 10;

/// Bytes that are looked through in vain before rows are held to be short.
const MUCH: usize = 128 << 20;

/// Lines behind a quote that may stand open that are looked at for rows.
const LOOK: usize = 50;

const STEP: usize = 64 << 10;

/// One row.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Row {
    pub(super) fields: Vec<String>,
    /// Its first byte in the stream, and the one behind its last, line end aside.
    pub(super) start: usize,
    pub(super) end: usize,
    /// The line it begins in, from 1.
    pub(super) line: usize,
    /// True if all of its fields stand in quotes.
    pub(super) quoted: bool,
    /// What stands between its fields.
    pub(super) between: String,
    /// What is wrong with it.
    pub(super) fault: Option<&'static str>,
}

/// How fields are parted and quoted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Signs {
    /// Between two fields.
    pub(super) between: u8,
    /// True if a quote within quotes has a backslash before it and is not doubled.
    pub(super) backslash: bool,
}

/// The rows of `source`.
pub(super) struct Rows<R> {
    source: R,
    signs: Signs,
    /// How many fields a row has.
    width: Option<usize>,
    window: Vec<u8>,
    /// Stream offset of the window's first byte.
    base: usize,
    at: usize,
    line: usize,
    longest: usize,
    wasted: usize,
    failed: bool,
}

/// A field in the window.
#[derive(Clone, Copy)]
struct Field {
    start: usize,
    end: usize,
    quoted: bool,
}

/// Why a row cannot be told by its quotes: one is followed by what follows none, or none ends them.
struct Unsound;

impl<R: Read> Rows<R> {
    pub(super) fn new(source: R, signs: Signs) -> Self {
        let (window, width) = (Vec::new(), None);
        Self { source, signs, width, window, base: 0, at: 0, line: 1, longest: LONGEST, wasted: 0, failed: false }
    }

    /// From here on rows are expected to have so many fields.
    pub(super) fn expect(&mut self, width: usize) {
        self.width = Some(width);
    }

    /// The next row that is not blank, or none at the end of the stream.
    pub(super) fn next(&mut self) -> io::Result<Option<Row>> {
        if self.at > 4 * STEP {
            self.window.drain(..self.at);
            self.base += self.at;
            self.at = 0;
        }
        if self.base + self.at == 0 && self.byte(2)?.is_some() && self.window.starts_with(b"\xEF\xBB\xBF") {
            self.at = 3;
        }
        while let Some(byte) = self.byte(self.at)?.filter(|byte| matches!(byte, b'\r' | b'\n')) {
            self.line += usize::from(byte == b'\n');
            self.at += 1;
        }
        if self.byte(self.at)?.is_none() {
            return Ok(None);
        }
        let (fields, end, fault) = self.row()?;
        let row = Row {
            fields: fields.iter().map(|field| self.text(*field)).collect(),
            start: self.base + self.at,
            end: self.base + end,
            line: self.line,
            quoted: fields.iter().all(|field| field.quoted),
            between: char::from(self.signs.between).to_string(),
            fault,
        };
        self.line += memchr::memchr_iter(b'\n', self.window.get(self.at..end).unwrap_or_default()).count();
        self.at = end;
        Ok(Some(row))
    }

    /// The fields of the row that begins here, and where it ends.
    fn row(&mut self) -> io::Result<(Vec<Field>, usize, Option<&'static str>)> {
        if let Ok((fields, end)) = self.scan(false)? {
            return Ok((fields, end, None));
        }
        let lenient = self.scan(true)?;
        let is_open_to_the_end = lenient.is_err() && self.failed;
        let first_end = self.line_end(self.at)?;
        if let Ok((fields, end)) = lenient
            && self.width.is_none_or(|width| width == fields.len())
            && !self.rows_follow(first_end, end)?
        {
            return Ok((fields, end, Some("a quote within quotes is not marked as such")));
        }
        let goes_on = self.byte(first_end + 1)?.is_some();
        if is_open_to_the_end && goes_on && !self.rows_follow(first_end, usize::MAX)? {
            let end = self.window.len();
            return Ok((self.open_fields(end), end, Some("the row is cut off within quotes")));
        }
        let fields = self.line_fields(self.at, first_end);
        Ok((fields, first_end, Some("a quote stands open; the row is taken to end with its line")))
    }

    /// True if a line behind the line end `end` and before `last` looks like a row.
    fn rows_follow(&mut self, end: usize, last: usize) -> io::Result<bool> {
        let Some(width) = self.width.filter(|width| *width > 1) else { return Ok(last == usize::MAX) };
        let mut start = end + 1;
        for _ in 0..LOOK {
            if start >= last || self.byte(start)?.is_none() {
                return Ok(false);
            }
            let end = self.line_end(start)?;
            if self.line_fields(start, end).len() == width {
                return Ok(true);
            }
            start = end + 1;
        }
        Ok(false)
    }

    /// The fields of a row with its quotes, and its end; `lenient` if odd quotes are letters.
    fn scan(&mut self, lenient: bool) -> io::Result<Result<(Vec<Field>, usize), Unsound>> {
        let mut fields = Vec::new();
        let mut start = self.at;
        self.failed = false;
        loop {
            let mut first = start;
            while self.byte(first)? == Some(b' ') {
                first += 1;
            }
            let (field, end) = if self.byte(first)? == Some(b'"') {
                match self.quoted(first + 1, lenient)? {
                    Ok(end) => {
                        let field = Field { start: first + 1, end, quoted: true };
                        let mut after = end + 1;
                        while self.byte(after)? == Some(b' ') {
                            after += 1;
                        }
                        (field, after)
                    }
                    Err(unsound) => return Ok(Err(unsound)),
                }
            } else {
                let mut end = start;
                while self.byte(end)?.is_some_and(|byte| byte != self.signs.between && byte != b'\n') {
                    end += 1;
                    if end - self.at > self.longest {
                        break;
                    }
                }
                (Field { start, end, quoted: false }, end)
            };
            fields.push(field);
            match self.byte(end)? {
                Some(byte) if byte == self.signs.between => start = end + 1,
                _ => return Ok(Ok((fields, end))),
            }
        }
    }

    /// Where the quotes end that were opened before `from`.
    fn quoted(&mut self, from: usize, lenient: bool) -> io::Result<Result<usize, Unsound>> {
        let mut index = from;
        let escape = if self.signs.backslash { b'\\' } else { b'"' };
        loop {
            // Asked at every quote: what is in the window already can be longer than what is allowed by now.
            if index - self.at > self.longest {
                return Ok(Err(self.unsound(index - from)));
            }
            let Some(found) = self.window.get(index..).and_then(|rest| memchr2(b'"', escape, rest)) else {
                index = index.max(self.window.len());
                if !self.fill()? {
                    self.failed = true;
                    return Ok(Err(self.unsound(index - from)));
                }
                continue;
            };
            index += found;
            let next = self.byte(index + 1)?;
            if self.window.get(index) != Some(&b'"') || next == Some(b'"') {
                index += 2;
            } else if self.closes(index + 1)? {
                return Ok(Ok(index));
            } else if lenient {
                index += 1;
            } else {
                return Ok(Err(self.unsound(index - from)));
            }
        }
    }

    /// True if a field can end before `index`.
    fn closes(&mut self, index: usize) -> io::Result<bool> {
        let mut after = index;
        while self.byte(after)? == Some(b' ') {
            after += 1;
        }
        Ok(self.byte(after)?.is_none_or(|byte| byte == self.signs.between || matches!(byte, b'\r' | b'\n')))
    }

    /// What comes of bytes that were looked through in vain; where they grow too many, rows are held to be short.
    fn unsound(&mut self, looked: usize) -> Unsound {
        self.wasted += looked;
        if self.wasted > MUCH {
            self.longest = SHORT;
        }
        Unsound
    }

    /// The fields of a line whose quotes mean nothing unless they end within it.
    fn line_fields(&self, start: usize, end: usize) -> Vec<Field> {
        let line = self.window.get(..end).unwrap_or_default();
        let mut fields = Vec::new();
        let mut at = start;
        loop {
            let rest = line.get(at..).unwrap_or_default();
            let close = rest.strip_prefix(b"\"").and_then(|rest| self.close(rest));
            let field = match close {
                Some(close) => Field { start: at + 1, end: at + 1 + close, quoted: true },
                None => Field {
                    start: at,
                    end: memchr(self.signs.between, rest).map_or(end, |found| at + found),
                    quoted: false,
                },
            };
            fields.push(field);
            let after = field.end + usize::from(field.quoted);
            if line.get(after) != Some(&self.signs.between) {
                return fields;
            }
            at = after + 1;
        }
    }

    /// Where within a line quotes end that are open at its beginning.
    fn close(&self, line: &[u8]) -> Option<usize> {
        let mut index = 0;
        loop {
            index += memchr(b'"', line.get(index..)?)?;
            match line.get(index + 1) {
                Some(b'"') => index += 2,
                None | Some(b'\r') => return Some(index),
                Some(byte) if *byte == self.signs.between => return Some(index),
                Some(_) => index += 1,
            }
        }
    }

    /// The fields of a row whose last quotes are open to `end`.
    fn open_fields(&self, end: usize) -> Vec<Field> {
        let line = memchr(b'\n', self.window.get(self.at..).unwrap_or_default()).map_or(end, |found| self.at + found);
        let mut fields = self.line_fields(self.at, line);
        let open = fields.iter().position(|field| !field.quoted && self.window.get(field.start) == Some(&b'"'));
        fields.truncate(open.map_or(fields.len(), |open| open + 1));
        if let Some(last) = fields.last_mut() {
            last.end = end;
        }
        fields
    }

    fn text(&self, field: Field) -> String {
        let bytes = self.window.get(field.start..field.end).unwrap_or_default();
        let text = String::from_utf8_lossy(bytes);
        if !field.quoted {
            let text = text.trim_end_matches('\r');
            // The quote of a field that was never closed.
            return text.strip_prefix('"').filter(|rest| !rest.contains('"')).unwrap_or(text).to_owned();
        }
        if self.signs.backslash { unescaped(&text) } else { text.replace("\"\"", "\"") }
    }

    fn line_end(&mut self, start: usize) -> io::Result<usize> {
        let mut from = start;
        loop {
            if let Some(found) = self.window.get(from..).and_then(|rest| memchr(b'\n', rest)) {
                return Ok(from + found);
            }
            from = self.window.len().max(start);
            if from - start > self.longest || !self.fill()? {
                return Ok(from);
            }
        }
    }

    fn byte(&mut self, index: usize) -> io::Result<Option<u8>> {
        while index >= self.window.len() {
            if !self.fill()? {
                return Ok(None);
            }
        }
        Ok(self.window.get(index).copied())
    }

    /// Reads some more; false at the end of the stream.
    fn fill(&mut self) -> io::Result<bool> {
        let step = STEP.max(self.window.len() / 2) as u64;
        Ok(self.source.by_ref().take(step).read_to_end(&mut self.window)? > 0)
    }
}

/// A text without the backslashes before its quotes and before other backslashes.
fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        match (sign, signs.peek()) {
            ('\\', Some(next @ ('"' | '\\'))) | ('"', Some(next @ '"')) => {
                plain.push(*next);
                signs.next();
            }
            _ => plain.push(sign),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives a few bytes at a time, so that every row crosses the end of a read.
    struct Drip<'a>(&'a [u8]);

    impl Read for Drip<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let count = self.0.len().min(buffer.len()).min(3);
            buffer[..count].copy_from_slice(&self.0[..count]);
            self.0 = &self.0[count..];
            Ok(count)
        }
    }

    /// Compares rows as `line: field|field`, with `!` where something is wrong.
    fn check_with(backslash: bool, table: &str, expected: &[&str]) {
        let mut rows = Rows::new(Drip(table.as_bytes()), Signs { between: b',', backslash });
        rows.expect(2);
        let mut told = Vec::new();
        while let Some(row) = rows.next().unwrap() {
            let source = &table[row.start..row.end];
            assert!(!source.starts_with(['\n', '\u{FEFF}']) && !source.ends_with('\n'), "{source:?}");
            told.push(format!("{}{} {}", row.line, if row.fault.is_some() { "!" } else { "" }, row.fields.join("|")));
        }
        assert_eq!(told, expected, "{table}");
    }

    fn check(table: &str, expected: &[&str]) {
        check_with(false, table, expected);
    }

    #[test]
    fn plain_and_quoted_fields() {
        check("a,b\nc,d", &["1 a|b", "2 c|d"]);
        check("\u{FEFF}\r\n\r\n\"a\", \"b\" \r\n,\r\n", &["3 a|b", "4 |"]);
        check("\"a \"\"x\"\"\",\"one\n\ntwo\"\nc,\"\"\n", &["1 a \"x\"|one\n\ntwo", "4 c|"]);
        check_with(true, r#""a \"x\", \\","b""#, &[r#"1 a "x", \|b"#]);
    }

    #[test]
    fn a_quote_that_stands_open_swallows_nothing() {
        check("a,\"one\nb,two\nc,three\n", &["1! a|one", "2 b|two", "3 c|three"]);
        check("a,\"one\nb,\"two\"\nc,\"three\"\n", &["1! a|one", "2 b|two", "3 c|three"]);
        check("a,\"one\n\"b\",\"two\"\n", &["1! a|one", "2 b|two"]);
        check("\"Party\" said,b\nc,d\n", &["1! \"Party\" said|b", "2 c|d"]);
    }

    #[test]
    fn many_open_quotes_are_not_looked_through_again_and_again() {
        const ROWS: usize = 2000;
        let table = format!("1,\"{}\n", "open ".repeat(200)).repeat(ROWS);
        let mut rows = Rows::new(table.as_bytes(), Signs { between: b',', backslash: false });
        rows.expect(2);
        let mut count = 0;
        while let Some(row) = rows.next().unwrap() {
            assert_eq!(row.fields.len(), 2);
            count += 1;
        }
        assert_eq!(count, ROWS);
        let most = MUCH + 2 * table.len() + ROWS * 2 * SHORT;
        assert!(rows.wasted <= most, "{} bytes looked through for {}", rows.wasted, table.len());
    }

    #[test]
    fn quotes_within_quotes_and_cut_rows() {
        check("a,\"he \"said\" so\nand went\"\nc,d\n", &["1! a|he \"said\" so\nand went", "3 c|d"]);
        check("a,b\nc,\"one\ntwo\nthree", &["1 a|b", "2! c|one\ntwo\nthree"]);
    }
}
