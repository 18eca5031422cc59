//! Cuts a stream of JSON into its records, by brackets and quotes alone.
//!
//! The elements of a top-level array, the lines of a file with one record a line, or the values of
//! a sequence, be they parted by blanks, commas or record separators (RFC 7464). Holds one record at
//! a time and no more than [`LONGEST_RECORD`]; uses no recursion. Whether a record is sound is for its
//! parser to say: after a broken one, [`Splitter::resync`] goes on where the next seems to begin, and
//! [`Splitter::enter`] takes the values within one that is too long to hold. Offsets are those of the
//! stream, its byte order mark included.

use super::signs::{MOST_ASSIGNED, assigned, is_blank, next_record};
use memchr::{memchr, memchr_iter, memchr2, memmem};
use std::io::{self, Read};

/// The longest record, in bytes, that is read.
pub(super) const LONGEST_RECORD: usize = 64 << 20;

/// The longest record, in bytes, once too much of a stream was looked through in vain.
pub(super) const SHORT_RECORD: usize = 1 << 20;

/// The longest line, in bytes, that is looked at for a record a line among arrays.
const LONGEST_LOOK: usize = 256 << 10;

/// The deepest nesting that is followed; what parsers make of it is theirs to say.
const DEEPEST: usize = 1 << 22;

const STEP: usize = 64 << 10;

/// One record in the splitter's window; valid until the splitter moves on.
#[derive(Debug)]
pub(in crate::corpus::format) struct Piece {
    start: usize,
    end: usize,
    /// Its first byte in the stream.
    pub(in crate::corpus::format) offset: usize,
    /// The line it begins in, from 1.
    pub(in crate::corpus::format) line: usize,
    /// How many bytes of that line come before it.
    pub(in crate::corpus::format) column: usize,
    /// True for an element of an array or one of many lines.
    pub(in crate::corpus::format) in_container: bool,
    /// How it ended.
    pub(in crate::corpus::format) ended: Ended,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::corpus::format) enum Ended {
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
    /// The values within one that is too long.
    Inside,
}

/// The stream, and where it is read.
pub(in crate::corpus::format) struct Splitter<R> {
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
    /// The longest record, in bytes, that is held.
    longest: usize,
}

impl<R: Read> Splitter<R> {
    pub(in crate::corpus::format) fn new(source: R) -> Self {
        Self {
            source,
            window: Vec::new(),
            base: 0,
            at: 0,
            line: 1,
            line_start: 0,
            layout: Layout::Unknown,
            longest: LONGEST_RECORD,
        }
    }

    /// The next record, or none at the end of the stream.
    pub(in crate::corpus::format) fn next(&mut self) -> io::Result<Option<Piece>> {
        loop {
            let Some(byte) = self.peek()? else { return Ok(None) };
            match (self.layout, byte) {
                (Layout::Unknown, _) => {
                    let ahead = self.ahead(MOST_ASSIGNED)?;
                    if let Some(length) = assigned(ahead) {
                        self.advance(self.at + length);
                    }
                    self.layout = if self.is_lines()? { Layout::Lines } else { Layout::Values };
                }
                (_, b',') => self.step(),
                (Layout::Values, b'[') => {
                    self.layout = Layout::Elements;
                    self.step();
                }
                (Layout::Elements, b']') => {
                    self.layout = Layout::Values;
                    self.step();
                }
                // The end of an assignment.
                (Layout::Values, b';') => self.step(),
                (Layout::Inside, b'{' | b'[') => return self.value().map(Some),
                (Layout::Inside, b'}' | b']' | b':') => self.step(),
                (Layout::Inside, b'"') => {
                    let piece = self.value()?;
                    if !self.is_name(&piece)? {
                        return Ok(Some(piece));
                    }
                    self.accept(&piece);
                }
                (Layout::Lines, _) => return self.line_piece().map(Some),
                _ => return self.value().map(Some),
            }
        }
    }

    /// What stands next, blanks and comments aside; none at the end of the stream.
    pub(in crate::corpus::format) fn peek(&mut self) -> io::Result<Option<u8>> {
        self.forget();
        self.skip_blanks()
    }

    /// Goes on behind the sign that stands here.
    pub(in crate::corpus::format) fn step(&mut self) {
        self.advance(self.at + 1);
    }

    /// The value that stands here.
    pub(in crate::corpus::format) fn value(&mut self) -> io::Result<Piece> {
        let (end, ended) = self.scan()?;
        Ok(self.piece(end, ended))
    }

    /// True if a piece that was not accepted yet is the name of a member.
    pub(in crate::corpus::format) fn is_name(&mut self, piece: &Piece) -> io::Result<bool> {
        let mut after = piece.end;
        while self.byte(after)?.is_some_and(|byte| byte.is_ascii_whitespace()) {
            after += 1;
        }
        Ok(piece.ended == Ended::Closed && self.byte(after)? == Some(b':'))
    }

    /// The next so many bytes, or what there is of them.
    pub(in crate::corpus::format) fn ahead(&mut self, count: usize) -> io::Result<&[u8]> {
        let _ = self.byte(self.at + count)?;
        let rest = self.window.get(self.at..).unwrap_or_default();
        Ok(rest.get(..count.min(rest.len())).unwrap_or_default())
    }

    /// From here on records are held to be shorter: too much was looked through in vain.
    pub(in crate::corpus::format) fn hold_less(&mut self) {
        self.longest = SHORT_RECORD;
    }

    /// True within a value that is too long to be held.
    pub(in crate::corpus::format) fn is_inside(&self) -> bool {
        self.layout == Layout::Inside
    }

    /// Goes on with what is within a record that is too long, or behind it if it is a string; false
    /// for one that is refused for something else.
    pub(in crate::corpus::format) fn enter(&mut self, piece: &Piece) -> io::Result<bool> {
        if piece.ended != Ended::Refused || self.layout == Layout::Lines {
            return Ok(false);
        }
        match self.window.get(piece.start) {
            Some(b'"') => self.pass_over_string()?,
            Some(b'{' | b'[') if piece.end - piece.start > self.longest => self.step(),
            _ => return Ok(false),
        }
        self.layout = Layout::Inside;
        Ok(true)
    }

    /// Goes on behind the string that begins here, however long it is.
    fn pass_over_string(&mut self) -> io::Result<()> {
        self.step();
        loop {
            match self.window.get(self.at..).and_then(|rest| memchr2(b'"', b'\\', rest)) {
                Some(found) => {
                    let at = self.at + found;
                    let closes = self.window.get(at) == Some(&b'"');
                    let _ = self.byte(at + 1)?;
                    self.advance(at + if closes { 1 } else { 2 });
                    if closes {
                        return Ok(());
                    }
                }
                None => {
                    self.advance(self.window.len());
                    self.forget();
                    if !self.fill()? {
                        return Ok(());
                    }
                }
            }
        }
    }

    /// The piece without what stands behind its first so many bytes.
    pub(in crate::corpus::format) fn shorten(piece: &mut Piece, length: usize) {
        piece.end = piece.end.min(piece.start + length);
    }

    /// The bytes of the record that `next` gave last.
    pub(in crate::corpus::format) fn bytes(&self, piece: &Piece) -> &[u8] {
        self.window.get(piece.start..piece.end).unwrap_or_default()
    }

    /// Goes on after the record.
    pub(in crate::corpus::format) fn accept(&mut self, piece: &Piece) {
        self.advance(piece.end);
    }

    /// True if each line is a record, so that a broken one ends where it ends.
    pub(in crate::corpus::format) fn is_by_line(&self) -> bool {
        self.layout == Layout::Lines
    }

    /// Goes on where, after the beginning of a broken record, another seems to begin.
    pub(in crate::corpus::format) fn resync(&mut self, piece: &Piece) -> io::Result<()> {
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
    pub(in crate::corpus::format) fn held(&self) -> usize {
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
        let step = STEP.max(self.window.len() / 2) as u64;
        let read = self.source.by_ref().take(step).read_to_end(&mut self.window)?;
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

    /// Passes over blanks, byte order marks, record separators and comments, which begin no record.
    fn skip_blanks(&mut self) -> io::Result<Option<u8>> {
        loop {
            let blanks = self.window.get(self.at..).unwrap_or_default();
            let Some(count) = blanks.iter().position(|byte| !is_blank(*byte)) else {
                self.advance(self.window.len());
                self.forget();
                if !self.fill()? {
                    return Ok(None);
                }
                continue;
            };
            self.advance(self.at + count);
            let byte = self.byte(self.at)?;
            match byte {
                Some(0xEF) if self.ahead(3)? == b"\xEF\xBB\xBF" => {
                    let is_first = self.base + self.at == self.line_start;
                    self.advance(self.at + 3);
                    self.line_start += if is_first { 3 } else { 0 };
                }
                Some(b'#') => self.pass_over_until(b"\n")?,
                Some(b'/') => match self.ahead(2)? {
                    b"//" => self.pass_over_until(b"\n")?,
                    b"/*" => self.pass_over_until(b"*/")?,
                    _ => return Ok(byte),
                },
                _ => return Ok(byte),
            }
        }
    }

    /// Goes on behind `sign`, or to the end of the stream.
    fn pass_over_until(&mut self, sign: &[u8]) -> io::Result<()> {
        loop {
            if let Some(found) = self.window.get(self.at..).and_then(|rest| memmem::find(rest, sign)) {
                self.advance(self.at + found + sign.len());
                return Ok(());
            }
            self.advance(self.window.len().saturating_sub(1).max(self.at));
            self.forget();
            if !self.fill()? {
                self.advance(self.window.len());
                return Ok(());
            }
        }
    }

    /// True if the first line is closed in itself and one of the next begins like it, or the other way round.
    fn is_lines(&mut self) -> io::Result<bool> {
        let Some(first) = self.byte(self.at)?.filter(|byte| matches!(byte, b'{' | b'[')) else { return Ok(false) };
        let longest = if first == b'{' { LONGEST_RECORD } else { LONGEST_LOOK };
        let mut start = self.at;
        // Of each of the first lines: begins like the first, is closed in itself.
        let mut looks: Vec<(bool, bool)> = Vec::new();
        while looks.len() < 4 {
            while self.byte(start)?.is_some_and(is_blank) {
                start += 1;
            }
            if matches!(looks.first(), Some((true, true))) && self.byte(start)? == Some(first) {
                return Ok(true);
            }
            let Some(end) = self.line_end(start, longest)? else { break };
            let line = self.window.get(start..end).unwrap_or_default().trim_ascii_end();
            if line.is_empty() {
                break;
            }
            if !line.starts_with(b"#") && !line.starts_with(b"//") {
                let closes = line.last() == Some(if first == b'{' { &b'}' } else { &b']' });
                looks.push((line.first() == Some(&first) && line.len() > 1, closes));
            }
            start = end;
        }
        Ok(matches!(looks.as_slice(), [(true, false), (true, true), (true, true), ..]))
    }

    /// The end of the line from `start` on; none if it is longer than that.
    fn line_end(&mut self, start: usize, longest: usize) -> io::Result<Option<usize>> {
        let mut from = start;
        loop {
            if let Some(found) = self.window.get(from..).and_then(|rest| memchr(b'\n', rest)) {
                return Ok(Some(from + found));
            }
            from = self.window.len();
            if from.saturating_sub(start) > longest {
                return Ok(None);
            }
            if !self.fill()? {
                return Ok(Some(self.window.len()));
            }
        }
    }

    fn line_piece(&mut self) -> io::Result<Piece> {
        if let Some(end) = self.line_end(self.at, self.longest)? {
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

    fn piece(&self, end: usize, ended: Ended) -> Piece {
        let offset = self.base + self.at;
        Piece {
            start: self.at,
            end,
            offset,
            line: self.line,
            column: offset - self.line_start,
            in_container: matches!(self.layout, Layout::Elements | Layout::Lines | Layout::Inside),
            ended,
        }
    }

    /// Finds the end of the value that begins here.
    fn scan(&mut self) -> io::Result<(usize, Ended)> {
        let mut open: Vec<u8> = Vec::new();
        let mut index = self.at;
        // The last sign that is no blank.
        let mut before = b'{';
        loop {
            let Some(byte) = self.byte(index)? else {
                open.reverse();
                let ended = if open.is_empty() { Ended::Closed } else { Ended::Open(open) };
                return Ok((self.window.len(), ended));
            };
            if index - self.at > self.longest || open.len() > DEEPEST {
                return Ok((index, Ended::Refused));
            }
            match byte {
                // An apostrophe begins a string only where a value or a name can stand.
                b'"' | b'\'' if byte == b'"' || b"{[,:(".contains(&before) => match self.string_end(index + 1, byte)? {
                    Some(end) if open.is_empty() => return Ok((end, Ended::Closed)),
                    Some(end) => {
                        index = end;
                        before = byte;
                        continue;
                    }
                    None => {
                        let end = self.window.len();
                        if end - self.at > self.longest {
                            return Ok((end, Ended::Refused));
                        }
                        open.push(byte);
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
                b',' | b' ' | b'\t' | b'\r' | b'\n' | b';' | 0x1E if open.is_empty() => {
                    return Ok((index, Ended::Closed));
                }
                _ => {}
            }
            before = if byte.is_ascii_whitespace() { before } else { byte };
            index += 1;
        }
    }

    /// One past the closing quote; none if the stream ends or the record grows too long before it.
    fn string_end(&mut self, from: usize, quote: u8) -> io::Result<Option<usize>> {
        let mut index = from;
        loop {
            let Some(found) = self.window.get(index..).and_then(|rest| memchr2(quote, b'\\', rest)) else {
                // An escape at the end of the window may already point past it.
                index = index.max(self.window.len());
                if index - self.at > self.longest || !self.fill()? {
                    return Ok(None);
                }
                continue;
            };
            index += found;
            if self.window.get(index) == Some(&quote) {
                return Ok(Some(index + 1));
            }
            index += 2;
        }
    }
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
