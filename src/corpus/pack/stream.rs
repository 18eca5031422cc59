//! The streams that follow one another in a compressed file, undone as they are read.
//!
//! A file may hold any number of gzip members, Zstandard frames, bzip2 or xz streams; zero bytes between
//! and after them are padding. What follows the last one and begins none is left alone, as the tools of
//! each format do, and [`Streams::has_rest`] says so. Every decoder gives all that it could decode before
//! it tells of a cut.

use super::compressed::{Compression, WINDOW};
use super::frame::Frame;
use bzip2::bufread::BzDecoder;
use flate2::bufread::GzDecoder;
use lzma_rust2::{Action, Status, StreamResult, XzStream};
use std::io::{self, BufRead, Read};

/// Bytes from which the beginning of a stream is told.
const LONGEST_MAGIC: usize = 10;

/// Bytes that a decoder is fed at once where a failure would take with it what the call decoded.
const MORSEL: usize = 4 << 10;

/// The unpacked bytes of a file.
pub(super) struct Streams<R: BufRead> {
    compression: Compression,
    state: State<Peeked<R>>,
    /// True once a stream has begun.
    begun: bool,
    has_rest: bool,
}

enum State<R: BufRead> {
    Between(R),
    Gzip(GzDecoder<R>),
    Bzip2(BzDecoder<R>),
    Zstd(Box<Frame<R>>),
    Xz(Box<Coded<R, XzStream>>),
    Ended,
}

impl<R: BufRead> Streams<R> {
    pub(super) fn new(compression: Compression, source: R) -> Self {
        let source = Peeked { head: Vec::new(), source };
        Self { compression, state: State::Between(source), begun: false, has_rest: false }
    }

    /// True if something follows the last stream that is none.
    pub(super) fn has_rest(&self) -> bool {
        self.has_rest
    }

    /// Begins the next stream, if there is one.
    fn begin(&mut self, mut source: Peeked<R>) -> io::Result<()> {
        if self.begun {
            source.pass_zeros()?;
        }
        let head = source.peek(LONGEST_MAGIC)?;
        if head.is_empty() && self.begun {
            return Ok(());
        }
        if self.begun && Compression::of(head) != Some(self.compression) {
            if head.len() < LONGEST_MAGIC && self.compression.may_begin(head) {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            self.has_rest = true;
            return Ok(());
        }
        self.begun = true;
        let limit = u32::try_from(WINDOW >> 10).unwrap_or(u32::MAX);
        self.state = match self.compression {
            Compression::Gzip => State::Gzip(GzDecoder::new(source)),
            Compression::Bzip2 => State::Bzip2(BzDecoder::new(source)),
            Compression::Zstd => State::Zstd(Box::new(Frame::new(source)?)),
            Compression::Xz => State::Xz(Box::new(Coded::new(source, XzStream::new_mem_limit(false, limit)))),
        };
        Ok(())
    }
}

impl<R: BufRead> Read for Streams<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        loop {
            let count = match &mut self.state {
                State::Between(_) => 0,
                State::Gzip(decoder) => decoder.read(buffer)?,
                State::Bzip2(decoder) => decoder.read(buffer)?,
                State::Zstd(decoder) => decoder.read(buffer)?,
                State::Xz(decoder) => decoder.read(buffer)?,
                State::Ended => return Ok(0),
            };
            if count > 0 {
                return Ok(count);
            }
            match std::mem::replace(&mut self.state, State::Ended) {
                State::Between(source) => self.begin(source)?,
                State::Gzip(decoder) => self.state = State::Between(decoder.into_inner()),
                State::Bzip2(decoder) => self.state = State::Between(decoder.into_inner()),
                State::Zstd(decoder) => self.state = State::Between(decoder.into_inner()),
                State::Xz(decoder) => self.state = State::Between(decoder.source),
                State::Ended => {}
            }
        }
    }
}

/// A decoder that is handed its input piece by piece.
pub(super) trait Code {
    fn process(&mut self, input: &[u8], output: &mut [u8]) -> io::Result<StreamResult>;
}

impl Code for XzStream {
    fn process(&mut self, input: &[u8], output: &mut [u8]) -> io::Result<StreamResult> {
        self.process(input, output, Action::Run)
    }
}

impl Code for lzma_rust2::LzmaStream {
    fn process(&mut self, input: &[u8], output: &mut [u8]) -> io::Result<StreamResult> {
        self.process(input, output, Action::Run)
    }
}

/// A source and the decoder of its bytes.
pub(super) struct Coded<R, C> {
    source: R,
    code: C,
    ended: bool,
}

impl<R, C> Coded<R, C> {
    pub(super) fn new(source: R, code: C) -> Self {
        Self { source, code, ended: false }
    }
}

impl<R: BufRead, C: Code> Read for Coded<R, C> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while !self.ended {
            let input = self.source.fill_buf()?;
            let input = input.get(..input.len().min(MORSEL)).unwrap_or(input);
            let at_end = input.is_empty();
            let step = self.code.process(input, buffer)?;
            self.source.consume(step.bytes_consumed);
            self.ended = step.status == Status::StreamEnd;
            if step.bytes_produced > 0 {
                return Ok(step.bytes_produced);
            }
            if step.bytes_consumed == 0 && !self.ended {
                let kind = if at_end { io::ErrorKind::UnexpectedEof } else { io::ErrorKind::InvalidData };
                return Err(kind.into());
            }
        }
        Ok(0)
    }
}

/// A source whose next bytes can be looked at.
pub(super) struct Peeked<R> {
    /// Bytes that were taken from the source and not yet given.
    head: Vec<u8>,
    source: R,
}

impl<R: BufRead> Peeked<R> {
    /// The next bytes; fewer than `count` only at the end.
    fn peek(&mut self, count: usize) -> io::Result<&[u8]> {
        let wanted = count.saturating_sub(self.head.len()) as u64;
        self.source.by_ref().take(wanted).read_to_end(&mut self.head)?;
        Ok(&self.head)
    }

    /// Goes over zero bytes.
    fn pass_zeros(&mut self) -> io::Result<()> {
        loop {
            let bytes = self.fill_buf()?;
            let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
            let more = zeros > 0 && zeros == bytes.len();
            self.consume(zeros);
            if !more {
                return Ok(());
            }
        }
    }
}

impl<R: BufRead> Read for Peeked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Peeked<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.head.is_empty() { self.source.fill_buf() } else { Ok(&self.head) }
    }

    fn consume(&mut self, count: usize) {
        if self.head.is_empty() {
            self.source.consume(count);
        } else {
            self.head.drain(..count.min(self.head.len()));
        }
    }
}
