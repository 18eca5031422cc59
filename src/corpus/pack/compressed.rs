//! Compression around a file: told by its first bytes, unpacked as it is read.
//!
//! gzip (RFC 1952, any number of members), Zstandard (RFC 8878, any number of frames), bzip2 and xz.
//! An [`Unpacked`] stream never fails: what is damaged or cut off ends it, and so does a bomb, and
//! [`Unpacked::fault`] says why. Memory is bounded whatever the file claims of itself.

use super::stream::Streams;
use crate::model::Problem;
use std::cell::Cell;
use std::io::{self, BufReader, Read};
use std::rc::Rc;

/// A bomb unpacks to more than this many times its size; records of one pattern reach a third of it, text a twentieth.
const BOMB_RATIO: u64 = 200;

/// Bytes that are unpacked whatever the ratio.
const HARMLESS: u64 = 64 << 20;

/// The largest window of Zstandard and dictionary of xz, in bytes, that memory is given for.
pub(super) const WINDOW: u64 = 128 << 20;

/// A way of compressing one file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::corpus) enum Compression {
    Gzip,
    Zstd,
    Bzip2,
    Xz,
}

impl Compression {
    /// The compression that a file with these first bytes has.
    pub(in crate::corpus) fn of(head: &[u8]) -> Option<Self> {
        match head {
            [0x1F, 0x8B, 8, ..] => Some(Self::Gzip),
            [0x28, 0xB5, 0x2F, 0xFD, ..] | [0x50..=0x5F, 0x2A, 0x4D, 0x18, ..] => Some(Self::Zstd),
            // The first block, or the end of an empty file.
            [b'B', b'Z', b'h', b'1'..=b'9', 0x31, 0x41, 0x59, 0x26, ..]
            | [b'B', b'Z', b'h', b'1'..=b'9', 0x17, 0x72, 0x45, 0x38, ..] => Some(Self::Bzip2),
            [0xFD, b'7', b'z', b'X', b'Z', 0, ..] => Some(Self::Xz),
            _ => None,
        }
    }

    /// True if a stream may begin with these few bytes, of which there are no more.
    pub(super) fn may_begin(self, bytes: &[u8]) -> bool {
        let begins = |magic: &[u8]| magic.starts_with(bytes) || bytes.starts_with(magic);
        match self {
            Self::Gzip => begins(&[0x1F, 0x8B, 8]),
            Self::Zstd => {
                begins(&[0x28, 0xB5, 0x2F, 0xFD])
                    || matches!(bytes, [0x50..=0x5F, rest @ ..] if [0x2A, 0x4D, 0x18].starts_with(rest))
            }
            Self::Bzip2 => begins(b"BZh") && bytes.len() < 8,
            Self::Xz => begins(&[0xFD, b'7', b'z', b'X', b'Z', 0]),
        }
    }

    /// Its name, as in "a file in gzip".
    pub(in crate::corpus) fn name(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::Zstd => "Zstandard",
            Self::Bzip2 => "bzip2",
            Self::Xz => "xz",
        }
    }
}

/// A compressed stream as it is unpacked.
pub(in crate::corpus) struct Unpacked<'a> {
    inner: Streams<BufReader<Counted<Box<dyn Read + 'a>>>>,
    compression: Compression,
    packed: Rc<Cell<u64>>,
    given: u64,
    harmless: u64,
    fault: Option<Problem>,
    /// True once the stream has ended before its end.
    broken: bool,
}

impl<'a> Unpacked<'a> {
    pub(in crate::corpus) fn new(compression: Compression, source: impl Read + 'a) -> Self {
        let packed = Rc::new(Cell::new(0));
        let source: Box<dyn Read + 'a> = Box::new(source);
        let source = BufReader::with_capacity(64 << 10, Counted { source, count: Rc::clone(&packed) });
        let inner = Streams::new(compression, source);
        Self { inner, compression, packed, given: 0, harmless: HARMLESS, fault: None, broken: false }
    }

    /// True once the stream has ended before its end.
    pub(in crate::corpus) fn is_broken(&self) -> bool {
        self.broken
    }

    /// Why the stream ended before its end, if it did; or that something stands after its end.
    pub(in crate::corpus) fn fault(&mut self) -> Option<Problem> {
        let name = self.compression.name();
        let rest = || Problem::new(format!("what follows the end of the {name} data is not read"));
        self.fault.take().or_else(|| self.inner.has_rest().then(rest))
    }

    fn fail(&mut self, why: String) -> io::Result<usize> {
        self.fault = Some(Problem::new(why));
        self.broken = true;
        Ok(0)
    }
}

impl Read for Unpacked<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.broken || buffer.is_empty() {
            return Ok(0);
        }
        if self.given > self.harmless && self.given / BOMB_RATIO > self.packed.get() {
            let given = self.given >> 20;
            return self.fail(format!(
                "unpacks to more than {BOMB_RATIO} times its size; only the first {given} MB were read"
            ));
        }
        loop {
            match self.inner.read(buffer) {
                Ok(count) => {
                    self.given += count as u64;
                    return Ok(count);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    let name = self.compression.name();
                    let why = match error.kind() {
                        io::ErrorKind::UnexpectedEof => "is cut off",
                        io::ErrorKind::OutOfMemory => "asks for too much memory",
                        _ => "is damaged",
                    };
                    let rest = if self.given == 0 { "nothing of it could be read" } else { "the rest is not read" };
                    return self.fail(format!("the {name} data {why}; {rest}"));
                }
            }
        }
    }
}

/// Counts what is read of a stream.
struct Counted<R> {
    source: R,
    count: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read(buffer)?;
        self.count.set(self.count.get() + read as u64);
        Ok(read)
    }
}

#[cfg(test)]
pub(in crate::corpus) mod tests {
    use super::*;
    use std::io::Write;

    /// `content` packed by the writer of each library; ruzstd's stores.
    pub(in crate::corpus) fn pack(compression: Compression, content: &[u8]) -> Vec<u8> {
        match compression {
            Compression::Gzip => {
                let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
                writer.write_all(content).unwrap();
                writer.finish().unwrap()
            }
            Compression::Zstd => {
                ruzstd::encoding::compress_to_vec(content, ruzstd::encoding::CompressionLevel::Fastest)
            }
            Compression::Bzip2 => {
                let mut writer = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::default());
                writer.write_all(content).unwrap();
                writer.finish().unwrap()
            }
            Compression::Xz => {
                let mut writer = lzma_rust2::XzWriter::new(Vec::new(), lzma_rust2::XzOptions::with_preset(6)).unwrap();
                writer.write_all(content).unwrap();
                writer.finish().unwrap()
            }
        }
    }

    pub(in crate::corpus) const ALL: [Compression; 4] =
        [Compression::Gzip, Compression::Zstd, Compression::Bzip2, Compression::Xz];

    fn unpack(packed: &[u8]) -> (Vec<u8>, Option<String>) {
        let mut unpacked = Unpacked::new(Compression::of(packed).unwrap(), packed);
        let mut content = Vec::new();
        unpacked.read_to_end(&mut content).unwrap();
        (content, unpacked.fault().map(|problem| problem.0))
    }

    /// Text that does not repeat itself.
    pub(in crate::corpus) fn text(lines: u32) -> Vec<u8> {
        let number = |line: u32| line.wrapping_mul(2_654_435_761).rotate_left(line % 31);
        (0..lines).flat_map(|line| format!("{} حزب {}\n", number(line), number(line + 1)).into_bytes()).collect()
    }

    #[test]
    fn every_compression_is_told_and_undone() {
        for compression in ALL {
            for content in [&b""[..], b"x", "حزب نمونه".as_bytes(), &text(20_000)] {
                let packed = pack(compression, content);
                assert_eq!(Compression::of(&packed), Some(compression), "{compression:?} {}", content.len());
                assert_eq!(unpack(&packed), (content.to_vec(), None), "{compression:?}");
            }
        }
        for other in [&b""[..], b"BZh9 is a word", b"\x1f", b"PK\x03\x04", "متن".as_bytes()] {
            assert_eq!(Compression::of(other), None, "{other:?}");
        }
    }

    #[test]
    fn members_after_one_another_are_one_file() {
        for compression in ALL {
            let packed = [pack(compression, b"one "), pack(compression, b"two")].concat();
            assert_eq!(unpack(&packed), (b"one two".to_vec(), None), "{compression:?}");
        }
        let skipped = b"\x50\x2A\x4D\x18\x03\0\0\0abc";
        let packed = [&skipped[..], &pack(Compression::Zstd, b"data"), skipped].concat();
        assert_eq!(unpack(&packed), (b"data".to_vec(), None));
    }

    #[test]
    fn a_cut_stream_gives_what_there_was() {
        for compression in ALL {
            let content = text(100_000);
            let mut packed = pack(compression, &content);
            packed.truncate(packed.len() * 9 / 10);
            let (read, fault) = unpack(&packed);
            assert!(content.starts_with(&read) && read.len() * 2 > content.len(), "{compression:?} {}", read.len());
            let name = compression.name();
            assert_eq!(fault, Some(format!("the {name} data is cut off; the rest is not read")));
            packed.truncate(9);
            let fault = unpack(&packed).1.unwrap();
            assert_eq!(fault, format!("the {name} data is cut off; nothing of it could be read"));
        }
    }

    #[test]
    fn a_cut_anywhere_keeps_what_was_decoded_and_is_told() {
        for compression in ALL {
            let name = compression.name();
            let content = text(300);
            // Two streams, so that there is something whole before most cuts.
            let one = pack(compression, &content);
            let packed = [one.clone(), pack(compression, &content)].concat();
            for end in (12..packed.len()).step_by(10) {
                let (read, fault) = unpack(&packed[..end]);
                let whole = [&content[..], &content[..]].concat();
                assert!(whole.starts_with(&read), "{name} {end}");
                assert!(end < one.len() || read.len() >= content.len(), "{name} {end}: {} were read", read.len());
                // bzip2 decodes blocks of 900 kB, stored frames of Zstandard blocks of 128 kB, and none in part.
                let in_part = matches!(compression, Compression::Gzip | Compression::Xz);
                let due = end.saturating_sub(1000);
                assert!(!in_part || end > one.len() || read.len() * one.len() >= due * content.len(), "{name} {end}");
                let told = fault.is_some_and(|fault| fault.starts_with(&format!("the {name} data is cut off; ")));
                assert!(told || end == one.len(), "{name} {end}");
            }
            // All of the content stands before the last bytes, which hold sums and sizes.
            let (read, fault) = unpack(&one[..one.len() - 1]);
            assert_eq!((read == content, fault.is_some()), (true, true), "{name}");
        }
    }

    #[test]
    fn what_follows_the_end_is_left_alone_and_told() {
        for compression in ALL {
            let name = compression.name();
            let packed = pack(compression, b"one");
            let note = Some(format!("what follows the end of the {name} data is not read"));
            for (after, expected) in [
                (&b"\0\0\0\0"[..], None),
                (&[0; 3000], None),
                (b"garbage", note.clone()),
                (b"\0\0\0\0 garbage that goes on and on", note.clone()),
                (b"PK\x03\x04", note),
            ] {
                assert_eq!(unpack(&[&packed, after].concat()), (b"one".to_vec(), expected), "{name}");
            }
            let two = [&packed[..], &[0; 512], &pack(compression, b" two")].concat();
            assert_eq!(unpack(&two), (b"one two".to_vec(), None), "{name}");
        }
    }

    #[test]
    fn a_damaged_stream_ends_with_a_problem() {
        for compression in ALL {
            let mut packed = pack(compression, &text(50_000));
            let middle = packed.len() / 2;
            packed[middle..middle + 64].fill(0xA5);
            let (_, fault) = unpack(&packed);
            assert!(fault.is_some_and(|fault| fault.contains("is damaged")), "{compression:?}");
        }
    }

    #[test]
    fn a_bomb_is_left_in_time() {
        for compression in [Compression::Gzip, Compression::Bzip2, Compression::Xz] {
            let packed = pack(compression, &vec![b' '; 4 << 20]);
            let mut unpacked = Unpacked::new(compression, &packed[..]);
            unpacked.harmless = 1 << 20;
            let read = io::copy(&mut unpacked, &mut io::sink()).unwrap();
            assert!(read < 3 << 20, "{compression:?} {read}");
            let fault = unpacked.fault().unwrap().0;
            assert!(fault.starts_with("unpacks to more than 200 times its size; only the first"), "{fault}");
        }
    }

    #[test]
    fn any_bytes_end() {
        for compression in ALL {
            let packed = pack(compression, &text(40));
            for at in (8..packed.len()).step_by(5) {
                let mut broken = packed.clone();
                broken[at] ^= 0x55;
                unpack(&broken);
                unpack(&packed[..at]);
            }
        }
    }
}
