//! The ways in which members of ZIP archives are compressed (APPNOTE 4.4.5).
//!
//! [`content`] undoes those that other files are compressed in too; the others it names. Size and sum
//! of what comes out are checked.

use super::compressed::{Compression, WINDOW};
use super::stream::{Coded, Streams};
use flate2::Crc;
use flate2::bufread::DeflateDecoder;
use lzma_rust2::LzmaStream;
use std::io::{self, BufRead, Read};

/// What the directory says of a member's content.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Told {
    pub(super) method: u16,
    /// The end of the content is marked in it (LZMA).
    pub(super) marked: bool,
    /// Bytes unpacked; none where that is not known.
    pub(super) size: Option<u64>,
    /// The CRC-32 of the unpacked bytes; none where that is not known.
    pub(super) sum: Option<u32>,
}

/// Why a method is not read; none for those that are.
pub(super) fn closed(method: u16) -> Option<String> {
    let name = match method {
        0 | 8 | 12 | 14 | 20 | 93 | 95 => return None,
        1 => "Shrink",
        2..=5 => "Reduce",
        6 => "Implode",
        9 => "Deflate64",
        10 => "PKWARE Implode",
        94 => "MP3",
        96 => "JPEG",
        97 => "WavPack",
        98 => "PPMd",
        _ => return Some(format!("is compressed in a way that is not supported (method {method}); not read")),
    };
    Some(format!("is compressed with {name}, which is not supported; not read"))
}

/// The unpacked content of a member; of a method that is not [`closed`].
pub(super) fn content<'a>(source: impl BufRead + 'a, told: Told) -> Box<dyn Read + 'a> {
    let content: Box<dyn Read + 'a> = match told.method {
        8 => Box::new(DeflateDecoder::new(source)),
        12 => Box::new(Streams::new(Compression::Bzip2, source)),
        14 => Box::new(Lzma { source: Some(source), coded: None, told }),
        20 | 93 => Box::new(Streams::new(Compression::Zstd, source)),
        95 => Box::new(Streams::new(Compression::Xz, source)),
        _ => Box::new(source),
    };
    Box::new(Checked { content, told, given: 0, sum: Crc::new() })
}

/// LZMA with the header that it has in ZIP archives; read when the content is.
struct Lzma<R> {
    source: Option<R>,
    coded: Option<Coded<R, LzmaStream>>,
    told: Told,
}

impl<R: BufRead> Lzma<R> {
    fn begin(&self, source: &mut R) -> io::Result<LzmaStream> {
        // The version of the writer, the length of the properties, and these: one byte and the dictionary's size.
        let mut head = [0; 9];
        source.read_exact(&mut head)?;
        let [_, _, 5, 0, properties, dictionary @ ..] = head else { return Err(io::ErrorKind::InvalidData.into()) };
        let size = self.told.size.filter(|_| !self.told.marked);
        let dictionary = u64::from(u32::from_le_bytes(dictionary)).min(size.unwrap_or(u64::MAX));
        if dictionary > WINDOW {
            return Err(io::ErrorKind::OutOfMemory.into());
        }
        let dictionary = u32::try_from(dictionary.max(4096)).unwrap_or(u32::MAX);
        LzmaStream::new_with_props(size.unwrap_or(u64::MAX), properties, dictionary, None)
    }
}

impl<R: BufRead> Read for Lzma<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if let Some(mut source) = self.source.take() {
            let code = self.begin(&mut source)?;
            self.coded = Some(Coded::new(source, code));
        }
        self.coded.as_mut().map_or(Ok(0), |coded| coded.read(buffer))
    }
}

/// Content that fails at its end if it is not what it was told to be.
struct Checked<R> {
    content: R,
    told: Told,
    given: u64,
    sum: Crc,
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.content.read(buffer)?;
        self.sum.update(buffer.get(..read).unwrap_or_default());
        self.given += read as u64;
        if read > 0 || buffer.is_empty() {
            return Ok(read);
        }
        if self.told.method == 0 && self.told.size.is_some_and(|size| self.given < size) {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let is_as_told = self.told.size.is_none_or(|size| size == self.given)
            && self.told.sum.is_none_or(|sum| sum == self.sum.sum());
        if is_as_told { Ok(0) } else { Err(io::ErrorKind::InvalidData.into()) }
    }
}
