//! How a block is laid out: written in one go to wherever it is to be, and its head read.
//!
//! | bytes | what |
//! |---|---|
//! | 8 | `readrcat` |
//! | 4, 4 | version, number of sections |
//! | 8 | number of rows |
//! | 8, 8 for each section | where it begins, a multiple of eight, and its length |
//! | 8 | checksum of all before |
//! | .. | the sections, each filled up to a multiple of eight |
//! | 8 | checksum of the sections |

use super::part::NotAPart;
use super::sections::{COUNT, Section};
use super::wire::{u32_at, u64_at};
use std::io::{self, Write};
use std::ops::Range;

const MAGIC: [u8; 8] = *b"readrcat";
/// Raised whenever a section changes its meaning, or the fold or the code of letters does.
pub(super) const VERSION: u32 = 1;
/// Bytes of the head before the table of sections.
const FIXED: usize = 24;
/// Bytes of the head.
const HEAD: usize = FIXED + 16 * COUNT + 8;

/// Where the sections of a block lie.
pub(super) type Spans = [Range<usize>; COUNT];

/// A checksum against accidents: every step can be undone, so no single change goes unseen.
#[derive(Clone, Copy, Default)]
struct Checksum {
    sum: u64,
    /// Bytes that do not make a word yet.
    rest: [u8; 8],
    held: usize,
    length: u64,
}

impl Checksum {
    fn of(bytes: &[u8]) -> u64 {
        let mut sum = Self::default();
        sum.add(bytes);
        sum.told()
    }

    fn mix(&mut self, word: u64) {
        self.sum = (self.sum ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29);
    }

    fn add(&mut self, mut bytes: &[u8]) {
        self.length += bytes.len() as u64;
        while self.held > 0
            && let Some((byte, rest)) = bytes.split_first()
        {
            if let Some(slot) = self.rest.get_mut(self.held) {
                *slot = *byte;
            }
            (self.held, bytes) = ((self.held + 1) % 8, rest);
            if self.held == 0 {
                self.mix(u64::from_le_bytes(self.rest));
            }
        }
        let words = bytes.chunks_exact(8);
        let rest = words.remainder();
        for word in words {
            self.mix(u64::from_le_bytes(word.try_into().unwrap_or_default()));
        }
        if let Some(held) = self.rest.get_mut(..rest.len()).filter(|held| !held.is_empty()) {
            held.copy_from_slice(rest);
            self.held = rest.len();
        }
    }

    fn told(mut self) -> u64 {
        if let Some(rest) = self.rest.get_mut(self.held..) {
            rest.fill(0);
        }
        self.mix(u64::from_le_bytes(self.rest));
        self.mix(self.length);
        self.sum
    }
}

/// What takes the bytes of a section.
pub(super) struct Sink<'a, W: Write> {
    out: &'a mut W,
    sum: Checksum,
    written: usize,
}

impl<W: Write> Sink<'_, W> {
    pub(super) fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.sum.add(bytes);
        self.written += bytes.len();
        self.out.write_all(bytes)
    }
}

/// Writes a block of sections of these lengths, each of which `fill` puts when it is asked for.
///
/// # Errors
/// Writing fails, or a section is not of its length.
pub(super) fn write<W: Write>(
    out: &mut W,
    rows: u32,
    lengths: &[usize; COUNT],
    mut fill: impl FnMut(Section, &mut Sink<'_, W>) -> io::Result<()>,
) -> io::Result<()> {
    let mut head = Vec::with_capacity(HEAD);
    head.extend(MAGIC);
    head.extend(VERSION.to_le_bytes());
    head.extend((COUNT as u32).to_le_bytes());
    head.extend(u64::from(rows).to_le_bytes());
    let mut offset = HEAD;
    for length in lengths {
        head.extend((offset as u64).to_le_bytes());
        head.extend((*length as u64).to_le_bytes());
        offset += length.next_multiple_of(8);
    }
    head.extend(Checksum::of(&head).to_le_bytes());
    out.write_all(&head)?;
    let mut sink = Sink { out, sum: Checksum::default(), written: 0 };
    for (section, length) in Section::ALL.into_iter().zip(lengths) {
        sink.written = 0;
        fill(section, &mut sink)?;
        if sink.written != *length {
            return Err(io::Error::other("a section of the catalogue is not as long as it was"));
        }
        sink.put([0; 8].get(..length.next_multiple_of(8) - length).unwrap_or_default())?;
    }
    let sum = sink.sum.told();
    out.write_all(&sum.to_le_bytes())
}

/// Where the sections of a block lie, and how many rows it has; looks at the head alone.
pub(super) fn read(bytes: &[u8]) -> Result<(Spans, u32), NotAPart> {
    let head = bytes.get(..HEAD).ok_or(NotAPart::Broken)?;
    let version = u32_at(head, 2).unwrap_or(0);
    if !head.starts_with(&MAGIC) {
        return Err(NotAPart::Broken);
    }
    if version != VERSION || u32_at(head, 3) != Some(COUNT as u32) {
        return Err(NotAPart::Version(version));
    }
    if u64_at(head, (HEAD / 8) as u32 - 1) != Some(Checksum::of(head.get(..HEAD - 8).unwrap_or_default())) {
        return Err(NotAPart::Broken);
    }
    let rows = u64_at(head, 2).and_then(|rows| u32::try_from(rows).ok()).ok_or(NotAPart::Broken)?;
    let mut spans = [const { 0..0 }; COUNT];
    let mut last = HEAD;
    for (at, span) in (0_u32..).zip(&mut spans) {
        let number =
            |place: u32| u64_at(head, (FIXED / 8) as u32 + 2 * at + place).and_then(|it| usize::try_from(it).ok());
        let (start, length) = number(0).zip(number(1)).ok_or(NotAPart::Broken)?;
        let end = start.checked_add(length).filter(|_| start == last).ok_or(NotAPart::Broken)?;
        last = end.checked_next_multiple_of(8).ok_or(NotAPart::Broken)?;
        *span = start..end;
    }
    if last.checked_add(8) != Some(bytes.len()) {
        return Err(NotAPart::Broken);
    }
    let is_column = |section: Section, width: usize| {
        spans.get(section as usize).is_some_and(|span| Some(span.len()) == width.checked_mul(rows as usize))
    };
    let narrow = [Section::CodeEnds, Section::Days, Section::Parties, Section::Facts, Section::RecordEnds];
    let whole = [Section::Masks, Section::Initials, Section::Keys].into_iter().all(|section| is_column(section, 8))
        && narrow.into_iter().chain([Section::ByDate, Section::ByParty]).all(|section| is_column(section, 4));
    if whole { Ok((spans, rows)) } else { Err(NotAPart::Broken) }
}

/// True if the sections are as they were written; reads all of them.
pub(super) fn is_whole(bytes: &[u8]) -> bool {
    let (body, sum) = bytes.split_last_chunk::<8>().unwrap_or((&[], &[0; 8]));
    u64::from_le_bytes(*sum) == Checksum::of(body.get(HEAD..).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_checksum_does_not_depend_on_the_pieces() {
        let bytes: Vec<u8> = (0..100).collect();
        for cut in 0..bytes.len() {
            for length in [0, 3, 8, 11] {
                let (first, rest) = bytes.split_at(cut);
                let (second, third) = rest.split_at(length.min(rest.len()));
                let mut sum = Checksum::default();
                [first, second, third].into_iter().for_each(|piece| sum.add(piece));
                assert_eq!(sum.told(), Checksum::of(&bytes), "{cut} {length}");
            }
            assert_ne!(Checksum::of(&bytes[..cut]), Checksum::of(&bytes));
        }
    }

    #[test]
    fn a_section_of_another_length_is_an_error() {
        let mut lengths = [0; COUNT];
        lengths[3] = 5;
        let mut out = Vec::new();
        assert!(write(&mut out, 0, &lengths, |_, _| Ok(())).is_err());
    }
}
