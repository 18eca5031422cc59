//! A stream of which something that was read can be put back, to be read again.
//!
//! For readers that find out too late where a record has ended.

use std::io::{self, BufRead, Cursor, Read};

/// A stream of which something can be put back.
#[derive(Debug)]
pub(super) struct Unread<R> {
    again: Cursor<Vec<u8>>,
    source: R,
}

impl<R> Unread<R> {
    pub(super) fn new(source: R) -> Self {
        Self { again: Cursor::default(), source }
    }

    /// Puts bytes back before what is still to come.
    pub(super) fn push(&mut self, bytes: &[u8]) {
        let at = usize::try_from(self.again.position()).unwrap_or(usize::MAX);
        let rest = self.again.get_ref().get(at..).unwrap_or_default();
        self.again = Cursor::new([bytes, rest].concat());
    }
}

impl<R: BufRead> Read for Unread<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.again.read(buffer)? {
            0 => self.source.read(buffer),
            read => Ok(read),
        }
    }
}

impl<R: BufRead> BufRead for Unread<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.again.fill_buf()?.is_empty() { self.source.fill_buf() } else { self.again.fill_buf() }
    }

    fn consume(&mut self, count: usize) {
        let left = self.again.get_ref().len() as u64 - self.again.position();
        if left > 0 { self.again.consume(count) } else { self.source.consume(count) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_back_comes_first() {
        let mut stream = Unread::new(&b"three"[..]);
        stream.push(b"two\n");
        stream.push(b"one\n");
        let mut lines = Vec::new();
        let mut line = String::new();
        while stream.read_line(&mut line).unwrap() > 0 {
            lines.push(std::mem::take(&mut line));
            if lines.len() == 2 {
                stream.push(b"again\n");
            }
        }
        assert_eq!(lines, ["one\n", "two\n", "again\n", "three"]);
    }
}
