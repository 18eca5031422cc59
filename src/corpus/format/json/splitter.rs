//! Cuts a stream of JSON into its records, by brackets and quotes alone.
//!
//! The elements of a top-level array, the lines of a file with one record a line, or the values of
//! a sequence. Holds one record at a time and no more than [`LONGEST_RECORD`]; uses no recursion.
//! Whether a record is sound is for its parser to say: after a broken one, [`Splitter::resync`]
//! goes on where the next seems to begin.

use memchr::{memchr, memchr_iter, memchr2};
use std::io::{self, Read};

/// The longest record, in bytes, that is read.
pub(super) const LONGEST_RECORD: usize = 64 << 20;

/// The deepest nesting that is followed; parsers give up far earlier.
const DEEPEST: usize = 1 << 16;

const STEP: usize = 64 << 10;

/// One record in the splitter's window; valid until the splitter moves on.
#[derive(Debug)]
pub(super) struct Piece {
    start: usize,
    end: usize,
    /// Its first byte in the stream.
    pub(super) offset: usize,
    /// The line it begins in, from 1.
    pub(super) line: usize,
    /// How many bytes of that line come before it.
    pub(super) column: usize,
    /// True for an element of an array or one of many lines.
    pub(super) in_container: bool,
    /// How it ended.
    pub(super) ended: Ended,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Ended {
    /// Its brackets are closed.
    Closed,
    /// The stream ended before that; these bytes would close it.
    Open(Vec<u8>),
    /// It is too long or too deeply nested.
    Refused,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Layout {
    Unknown,
    Elements,
    Values,
    Lines,
}

/// The stream, and where it is read.
pub(super) struct Splitter<R> {
    source: R,
    window: Vec<u8>,
    /// Stream offset of the window's first byte.
    base: usize,
    /// Where in the window the next record is looked for.
    at: usize,
    line: usize,
    /// Stream offset of the first byte of that line.
    line_start: usize,
    layout: Layout,
}

impl<R: Read> Splitter<R> {
    pub(super) fn new(source: R) -> Self {
        Self { source, window: Vec::new(), base: 0, at: 0, line: 1, line_start: 0, layout: Layout::Unknown }
    }

    /// The next record, or none at the end of the stream.
    pub(super) fn next(&mut self) -> io::Result<Option<Piece>> {
        loop {
            self.forget();
            let Some(byte) = self.skip_blanks()? else { return Ok(None) };
            match (self.layout, byte) {
                (Layout::Unknown, _) => self.layout = if self.is_lines()? { Layout::Lines } else { Layout::Values },
                (_, b',') => self.advance(self.at + 1),
                (Layout::Values, b'[') => {
                    self.layout = Layout::Elements;
                    self.advance(self.at + 1);
                }
                (Layout::Elements, b']') => {
                    self.layout = Layout::Values;
                    self.advance(self.at + 1);
                }
                (Layout::Lines, _) => return self.line_piece().map(Some),
                _ => return self.value_piece().map(Some),
            }
        }
    }

    /// The bytes of the record that `next` gave last.
    pub(super) fn bytes(&self, piece: &Piece) -> &[u8] {
        self.window.get(piece.start..piece.end).unwrap_or_default()
    }

    /// Goes on after the record.
    pub(super) fn accept(&mut self, piece: &Piece) {
        self.advance(piece.end);
    }

    /// True if each line is a record, so that a broken one ends where it ends.
    pub(super) fn is_by_line(&self) -> bool {
        self.layout == Layout::Lines
    }

    /// True if something follows.
    pub(super) fn has_more(&mut self) -> io::Result<bool> {
        Ok(self.skip_blanks()?.is_some())
    }

    /// Goes on where, after the beginning of a broken record, another seems to begin.
    pub(super) fn resync(&mut self, piece: &Piece) -> io::Result<()> {
        if self.layout == Layout::Lines {
            self.accept(piece);
            return Ok(());
        }
        let mut from = self.at + 1;
        loop {
            if let Some(found) = self.window.get(from..).and_then(next_record) {
                self.advance(from + found);
                return Ok(());
            }
            // What lies at the very end may be the beginning of the place looked for.
            self.advance(self.window.len().saturating_sub(256).max(from));
            self.forget();
            from = self.at;
            if !self.fill()? {
                self.advance(self.window.len());
                return Ok(());
            }
        }
    }

    /// Bytes that are held.
    #[cfg(test)]
    pub(super) fn held(&self) -> usize {
        self.window.capacity()
    }

    fn forget(&mut self) {
        if self.at > 4 * STEP || self.at == self.window.len() {
            self.window.drain(..self.at);
            self.base += self.at;
            self.at = 0;
        }
    }

    /// Reads some more; false at the end of the stream.
    fn fill(&mut self) -> io::Result<bool> {
        let first = self.base == 0 && self.window.is_empty();
        let step = STEP.max(self.window.len() / 2) as u64;
        let read = self.source.by_ref().take(step).read_to_end(&mut self.window)?;
        if first && self.window.starts_with(b"\xEF\xBB\xBF") {
            self.window.drain(..3);
        }
        Ok(read > 0)
    }

    fn byte(&mut self, index: usize) -> io::Result<Option<u8>> {
        while index >= self.window.len() {
            if !self.fill()? {
                return Ok(None);
            }
        }
        Ok(self.window.get(index).copied())
    }

    fn advance(&mut self, to: usize) {
        let to = to.min(self.window.len());
        let passed = self.window.get(self.at..to).unwrap_or_default();
        for newline in memchr_iter(b'\n', passed) {
            self.line += 1;
            self.line_start = self.base + self.at + newline + 1;
        }
        self.at = to;
    }

    fn skip_blanks(&mut self) -> io::Result<Option<u8>> {
        loop {
            let blanks = self.window.get(self.at..).unwrap_or_default();
            if let Some(count) = blanks.iter().position(|byte| !byte.is_ascii_whitespace()) {
                self.advance(self.at + count);
                return self.byte(self.at);
            }
            self.advance(self.window.len());
            self.forget();
            if !self.fill()? {
                return Ok(None);
            }
        }
    }

    /// True if the first line is closed in itself and the next begins like it.
    fn is_lines(&mut self) -> io::Result<bool> {
        let Some(end) = self.line_end()? else { return Ok(false) };
        let line = self.window.get(self.at..end).unwrap_or_default().trim_ascii_end();
        let (first, last) = (line.first().copied(), line.last().copied());
        if !matches!((first, last), (Some(b'{'), Some(b'}')) | (Some(b'['), Some(b']'))) {
            return Ok(false);
        }
        let mut next = end;
        while self.byte(next)?.is_some_and(|byte| byte.is_ascii_whitespace()) {
            next += 1;
        }
        Ok(self.byte(next)? == first)
    }

    /// The end of the current line; none if it is longer than a record may be.
    fn line_end(&mut self) -> io::Result<Option<usize>> {
        let mut from = self.at;
        loop {
            if let Some(found) = self.window.get(from..).and_then(|rest| memchr(b'\n', rest)) {
                return Ok(Some(from + found));
            }
            from = self.window.len();
            if from - self.at > LONGEST_RECORD {
                return Ok(None);
            }
            if !self.fill()? {
                return Ok(Some(self.window.len()));
            }
        }
    }

    fn line_piece(&mut self) -> io::Result<Piece> {
        if let Some(end) = self.line_end()? {
            // Only the last line can have been cut off.
            let (_, ended) = if self.byte(end)?.is_none() { self.scan()? } else { (end, Ended::Closed) };
            return Ok(self.piece(end, ended));
        }
        // Too long to hold: pass over the rest of the line, which is then the end of the piece.
        loop {
            self.advance(self.window.len());
            self.forget();
            if !self.fill()? {
                return Ok(self.piece(self.at, Ended::Refused));
            }
            if let Some(found) = memchr(b'\n', &self.window) {
                return Ok(self.piece(found, Ended::Refused));
            }
        }
    }

    fn value_piece(&mut self) -> io::Result<Piece> {
        let (end, ended) = self.scan()?;
        Ok(self.piece(end, ended))
    }

    fn piece(&self, end: usize, ended: Ended) -> Piece {
        let offset = self.base + self.at;
        Piece {
            start: self.at,
            end,
            offset,
            line: self.line,
            column: offset - self.line_start,
            in_container: matches!(self.layout, Layout::Elements | Layout::Lines),
            ended,
        }
    }

    /// Finds the end of the value that begins here.
    fn scan(&mut self) -> io::Result<(usize, Ended)> {
        let mut open: Vec<u8> = Vec::new();
        let mut index = self.at;
        loop {
            let Some(byte) = self.byte(index)? else {
                open.reverse();
                let ended = if open.is_empty() { Ended::Closed } else { Ended::Open(open) };
                return Ok((self.window.len(), ended));
            };
            if index - self.at > LONGEST_RECORD || open.len() > DEEPEST {
                return Ok((index, Ended::Refused));
            }
            match byte {
                b'"' => match self.string_end(index + 1)? {
                    Some(end) if open.is_empty() => return Ok((end, Ended::Closed)),
                    Some(end) => {
                        index = end;
                        continue;
                    }
                    None => {
                        let end = self.window.len();
                        if end - self.at > LONGEST_RECORD {
                            return Ok((end, Ended::Refused));
                        }
                        open.push(b'"');
                        open.reverse();
                        return Ok((end, Ended::Open(open)));
                    }
                },
                b'{' => open.push(b'}'),
                b'[' => open.push(b']'),
                b'}' | b']' => {
                    let lone = open.pop().is_none();
                    if lone && index > self.at {
                        return Ok((index, Ended::Closed));
                    }
                    if open.is_empty() {
                        return Ok((index + 1, Ended::Closed));
                    }
                }
                b',' | b' ' | b'\t' | b'\r' | b'\n' if open.is_empty() => return Ok((index, Ended::Closed)),
                _ => {}
            }
            index += 1;
        }
    }

    /// One past the closing quote; none if the stream ends or the record grows too long before it.
    fn string_end(&mut self, from: usize) -> io::Result<Option<usize>> {
        let mut index = from;
        loop {
            let Some(found) = self.window.get(index..).and_then(|rest| memchr2(b'"', b'\\', rest)) else {
                // An escape at the end of the window may already point past it.
                index = index.max(self.window.len());
                if index - self.at > LONGEST_RECORD || !self.fill()? {
                    return Ok(None);
                }
                continue;
            };
            index += found;
            if self.window.get(index) == Some(&b'"') {
                return Ok(Some(index + 1));
            }
            index += 2;
        }
    }
}

/// Where a record begins after the end of another: `}`, perhaps a comma, `{` and a quote.
fn next_record(bytes: &[u8]) -> Option<usize> {
    memchr_iter(b'{', bytes).find(|at| {
        let after = bytes.get(at + 1..).unwrap_or_default().trim_ascii_start();
        let before = bytes.get(..*at).unwrap_or_default().trim_ascii_end();
        let before = before.strip_suffix(b",").unwrap_or(before).trim_ascii_end();
        after.first() == Some(&b'"') && before.last() == Some(&b'}')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives a few bytes at a time, so that every record crosses the end of a read.
    struct Drip<'a>(&'a [u8]);

    impl Read for Drip<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let count = self.0.len().min(buffer.len()).min(3);
            buffer[..count].copy_from_slice(&self.0[..count]);
            self.0 = &self.0[count..];
            Ok(count)
        }
    }

    fn check(json: &str, expected: &[&str]) {
        let mut splitter = Splitter::new(Drip(json.as_bytes()));
        let mut pieces = Vec::new();
        while let Some(piece) = splitter.next().unwrap() {
            let text = String::from_utf8_lossy(splitter.bytes(&piece)).into_owned();
            assert_eq!(&json[piece.offset..piece.offset + text.len()], text);
            pieces.push(match &piece.ended {
                Ended::Closed => format!("{}:{} {text}", piece.line, piece.column),
                Ended::Open(closers) => {
                    format!("{}:{} {text}~{}", piece.line, piece.column, String::from_utf8_lossy(closers))
                }
                Ended::Refused => "refused".to_owned(),
            });
            splitter.accept(&piece);
        }
        assert_eq!(pieces, expected, "{json}");
    }

    #[test]
    fn one_value() {
        check(r#" {"a":"}\"{"} "#, &[r#"1:1 {"a":"}\"{"}"#]);
        check("{\n \"a\": [1, {}]\n}\n", &["1:0 {\n \"a\": [1, {}]\n}"]);
    }

    #[test]
    fn elements_of_an_array() {
        check(
            "[\n {\"a\":1},\n {\"b\":[2]}, \"c\", 4\n]",
            &["2:1 {\"a\":1}", "3:1 {\"b\":[2]}", "3:12 \"c\"", "3:17 4"],
        );
        check("[]", &[]);
    }

    #[test]
    fn one_record_a_line() {
        check("{\"a\":1}\n{\"b\":\n{\"c\":3}\r\n", &["1:0 {\"a\":1}", "2:0 {\"b\":", "3:0 {\"c\":3}\r"]);
        check("{\"a\":1}\n\n{\"b\":[\"x", &["1:0 {\"a\":1}", "3:0 {\"b\":[\"x~\"]}"]);
    }

    #[test]
    fn a_sequence_of_values() {
        check("{\n\"a\":1}\n{\n\"b\":2}", &["1:0 {\n\"a\":1}", "3:0 {\n\"b\":2}"]);
        check("{\"a\":1},\n{\"b\":2},", &["1:0 {\"a\":1}", "2:0 {\"b\":2}"]);
    }

    #[test]
    fn a_cut_value_knows_what_would_close_it() {
        check("[{\"a\":{\"b\":\"c\\", &["1:1 {\"a\":{\"b\":\"c\\~\"}}"]);
        check("{\"a\":[1,", &["1:0 {\"a\":[1,~]}"]);
    }

    #[test]
    fn a_stray_bracket_moves_on() {
        check("}]{", &["1:0 }", "1:1 ]", "1:2 {~}"]);
    }

    #[test]
    fn after_a_broken_record_the_next_is_found() {
        let json = "[{\"a\": \"odd \" quote},\n {\"b\":1},\n {\"c\":2}]";
        let mut splitter = Splitter::new(Drip(json.as_bytes()));
        let broken = splitter.next().unwrap().unwrap();
        splitter.resync(&broken).unwrap();
        let next = splitter.next().unwrap().unwrap();
        assert_eq!(splitter.bytes(&next), b"{\"b\":1}");
        assert_eq!((next.line, next.column), (2, 1));
    }
}
