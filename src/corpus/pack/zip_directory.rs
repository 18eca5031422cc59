//! The directory at the end of a ZIP archive (APPNOTE 4.3.12 to 4.3.16), and the header of one member.
//!
//! Read a piece at a time, so that no number of members takes memory. Ours since the crate `zip` holds the whole
//! directory, keeps one of several members of a name, and stops at a damaged place. Knows nothing of what members hold.

use super::method::Told;
use flate2::Crc;
use std::io::{self, Read, Seek, SeekFrom};

/// Bytes of the directory that are held at a time; one place in it is never longer than three times 64 kB.
const PIECE: u64 = 1 << 20;

/// Bytes of the record at the very end, without its comment.
const END: usize = 22;

/// What stands at a place of the directory, or in the header of a member.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Place {
    pub(super) name: Vec<u8>,
    pub(super) told: Told,
    pub(super) encrypted: bool,
    pub(super) kind: Kind,
    /// Bytes of the packed content; none where only the directory knows.
    pub(super) packed: Option<u64>,
    /// Where the member's header begins in the file.
    pub(super) offset: u64,
    /// It lies in another file of an archive in several.
    pub(super) elsewhere: bool,
}

/// What a member is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Kind {
    #[default]
    File,
    Folder,
    Link,
}

/// A directory that is being read.
#[derive(Debug)]
pub(super) struct Directory {
    /// The part of it that is held, and how much of that was given.
    piece: Vec<u8>,
    at: usize,
    /// Where the rest of it lies.
    next: u64,
    end: u64,
    /// How far all of the archive lies behind where it says that it does.
    shift: u64,
    /// How many places it says to have, and how many it had.
    told: u64,
    given: u64,
}

impl Directory {
    /// Finds the directory; none if there is none.
    ///
    /// # Errors
    /// Whatever the source fails with.
    pub(super) fn find(source: &mut (impl Read + Seek)) -> io::Result<Option<Self>> {
        let length = source.seek(SeekFrom::End(0))?;
        let tail_at = length.saturating_sub(END as u64 + 0xFFFF);
        let tail = piece(source, tail_at, length - tail_at)?;
        let mut rest = tail.as_slice();
        while let Some(at) = memchr::memmem::rfind(rest, b"PK\x05\x06") {
            let record = tail.get(at..).unwrap_or_default();
            if record.len() >= END
                && let Some(directory) = Self::at(source, tail_at + at as u64, record)?
            {
                return Ok(Some(directory));
            }
            rest = rest.get(..at).unwrap_or_default();
        }
        Ok(None)
    }

    /// The directory that the record at `at` leads to.
    fn at(source: &mut (impl Read + Seek), at: u64, record: &[u8]) -> io::Result<Option<Self>> {
        let mut told = u64::from(u16_at(record, 10));
        let (mut size, mut offset) = (u64::from(u32_at(record, 12)), u64::from(u32_at(record, 16)));
        let mut end = at;
        if let Some(locator) = at.checked_sub(20)
            && let found = piece(source, locator, 20)?
            && found.starts_with(b"PK\x06\x07")
        {
            // Where it says, or right before what says so.
            for large_at in [u64_at(&found, 8), locator.saturating_sub(56)] {
                let large = piece(source, large_at, 56)?;
                if large.starts_with(b"PK\x06\x06") && large.len() == 56 {
                    (told, size, offset, end) = (u64_at(&large, 32), u64_at(&large, 40), u64_at(&large, 48), large_at);
                    break;
                }
            }
        }
        let Some(start) = end.checked_sub(size) else { return Ok(None) };
        for start in [start, offset] {
            let is_empty = size == 0 && told == 0;
            if is_empty || piece(source, start, 4)? == b"PK\x01\x02" {
                let shift = start.saturating_sub(offset);
                let end = start.saturating_add(size);
                return Ok(Some(Self { piece: Vec::new(), at: 0, next: start, end, shift, told, given: 0 }));
            }
        }
        Ok(None)
    }

    /// Bytes that stand before the archive.
    pub(super) fn shift(&self) -> u64 {
        self.shift
    }

    /// How many places it says to have more than it had.
    pub(super) fn missing(&self) -> u64 {
        // Some writers count to 65,535 and begin again.
        self.told.saturating_sub(self.given)
    }

    /// The next place; none at the end, or where no place is.
    ///
    /// # Errors
    /// Whatever the source fails with.
    pub(super) fn next(&mut self, source: &mut (impl Read + Seek)) -> io::Result<Option<Place>> {
        if self.piece.len() - self.at < (3 << 16) + 46 && self.next < self.end {
            self.piece.drain(..self.at);
            self.at = 0;
            let more = piece(source, self.next, PIECE.min(self.end - self.next))?;
            self.next = if more.is_empty() { self.end } else { self.next + more.len() as u64 };
            self.piece.extend(more);
        }
        let bytes = self.piece.get(self.at..).unwrap_or_default();
        let Some((mut place, length)) = of_directory(bytes) else { return Ok(None) };
        place.offset = place.offset.saturating_add(self.shift);
        self.at += length;
        self.given += 1;
        Ok(Some(place))
    }
}

/// The bytes from `at` on, as many as there are.
pub(super) fn piece(source: &mut (impl Read + Seek), at: u64, length: u64) -> io::Result<Vec<u8>> {
    source.seek(SeekFrom::Start(at))?;
    let mut bytes = Vec::new();
    source.take(length).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A place of the directory and how long it is.
fn of_directory(bytes: &[u8]) -> Option<(Place, usize)> {
    let head = bytes.get(..46).filter(|head| head.starts_with(b"PK\x01\x02"))?;
    let [name, extra, comment] = [28, 30, 32].map(|at| usize::from(u16_at(head, at)));
    let system = head.get(5).copied().unwrap_or(0);
    let mode = (u32_at(head, 38) >> 16) & 0o170_000;
    let offset = u64::from(u32_at(head, 42));
    let mut place = Place { elsewhere: !matches!(u16_at(head, 34), 0 | 0xFFFF), offset, ..Place::default() };
    let name_bytes = bytes.get(46..46 + name)?;
    let extra_bytes = bytes.get(46 + name..46 + name + extra)?;
    place.fill(head.get(8..)?, head.get(10..)?, name_bytes, extra_bytes);
    place.kind = match (system, mode) {
        (3 | 19, 0o120_000) => Kind::Link,
        (3 | 19, 0o040_000) => Kind::Folder,
        _ => place.kind,
    };
    let length = 46 + name + extra + comment;
    (length <= bytes.len()).then_some((place, length))
}

/// Bytes of a member's header before its name.
pub(super) const HEADER: usize = 30;

/// How many bytes of name and extra fields follow a member's header; none if it is no header.
pub(super) fn after_header(head: &[u8]) -> Option<(usize, usize)> {
    let head = head.get(..HEADER).filter(|head| head.starts_with(b"PK\x03\x04"))?;
    Some((u16_at(head, 26).into(), u16_at(head, 28).into()))
}

/// What a member's own header says, for an archive without its directory.
pub(super) fn of_header(head: &[u8], name: &[u8], extra: &[u8]) -> Place {
    let mut place = Place::default();
    place.fill(head.get(6..).unwrap_or_default(), head.get(8..).unwrap_or_default(), name, extra);
    if u16_at(head, 6) & 8 != 0 {
        // Sizes and sum stand after the content.
        place.packed = None;
        place.told = Told { size: None, sum: None, ..place.told };
    }
    place
}

impl Place {
    /// Takes in what both headers have: flags, then the method and all from there on.
    fn fill(&mut self, flags: &[u8], rest: &[u8], name: &[u8], extra: &[u8]) {
        let flags = u16_at(flags, 0);
        let (mut size, mut packed) = (u64::from(u32_at(rest, 14)), u64::from(u32_at(rest, 10)));
        self.name = name.to_vec();
        for (kind, field) in Extras(extra) {
            match kind {
                // Numbers that have no room above, those that need it.
                1 => {
                    let mut numbers = field.chunks_exact(8);
                    for number in [&mut size, &mut packed, &mut self.offset] {
                        if *number == u64::from(u32::MAX) {
                            *number = numbers.next().map_or(*number, |bytes| u64_at(bytes, 0));
                        }
                    }
                }
                // The name in UTF-8, with the sum of the one it stands for.
                0x7075 => {
                    let mut sum = Crc::new();
                    sum.update(name);
                    if field.first() == Some(&1) && field.len() > 5 && u32_at(field, 1) == sum.sum() {
                        self.name = field.get(5..).unwrap_or_default().to_vec();
                    }
                }
                _ => {}
            }
        }
        self.encrypted = flags & 1 != 0 || u16_at(rest, 0) == 99;
        self.packed = Some(packed);
        let told =
            Told { method: u16_at(rest, 0), marked: flags & 2 != 0, size: Some(size), sum: Some(u32_at(rest, 6)) };
        self.told = told;
        let is_folder = self.name.ends_with(b"/") || (self.name.ends_with(b"\\") && size == 0);
        self.kind = if is_folder { Kind::Folder } else { Kind::File };
    }
}

/// Extra fields: number and bytes of each.
struct Extras<'a>(&'a [u8]);

impl<'a> Iterator for Extras<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let length = usize::from(u16_at(self.0.get(..4)?, 2));
        let kind = u16_at(self.0, 0);
        let field = self.0.get(4..4 + length)?;
        self.0 = self.0.get(4 + length..).unwrap_or_default();
        Some((kind, field))
    }
}

fn u16_at(bytes: &[u8], at: usize) -> u16 {
    bytes.get(at..).and_then(|bytes| bytes.first_chunk()).map_or(0, |bytes| u16::from_le_bytes(*bytes))
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..).and_then(|bytes| bytes.first_chunk()).map_or(0, |bytes| u32::from_le_bytes(*bytes))
}

fn u64_at(bytes: &[u8], at: usize) -> u64 {
    bytes.get(at..).and_then(|bytes| bytes.first_chunk()).map_or(0, |bytes| u64::from_le_bytes(*bytes))
}
