//! A part: rows that never change, as one block of bytes that many processes may share.
//!
//! Opening looks at the head alone and takes the same time whatever the number of rows. What lies in the sections is
//! read with every number checked where it is used: a block that was damaged gives wrong rows or none, and
//! [`Part::verify`] tells.

use super::block::{self, Spans, VERSION};
use super::sections::{Section, Sections};
use super::wire::{u32_at, u64_at};
use std::fmt;
use std::ops::Deref;

/// Why bytes are no part.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NotAPart {
    /// They are something else, or were cut or damaged.
    Broken,
    /// They were written by another version of the program.
    Version(u32),
}

impl fmt::Display for NotAPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Broken => f.write_str("A part of the catalogue is damaged."),
            Self::Version(version) => write!(f, "A part of the catalogue is of version {version}, not {VERSION}."),
        }
    }
}

impl std::error::Error for NotAPart {}

/// Rows that never change.
pub struct Part {
    bytes: Box<dyn Deref<Target = [u8]> + Send + Sync>,
    spans: Spans,
    rows: u32,
}

impl fmt::Debug for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Part").field("rows", &self.rows).field("bytes", &self.bytes.len()).finish()
    }
}

impl Part {
    /// Opens a block that a [`super::Writer`] has made, wherever it lies.
    ///
    /// # Errors
    /// The bytes are no such block, or were cut, or the head of it is damaged.
    pub fn open(bytes: impl Deref<Target = [u8]> + Send + Sync + 'static) -> Result<Self, NotAPart> {
        let (spans, rows) = block::read(&bytes)?;
        Ok(Self { bytes: Box::new(bytes), spans, rows })
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> u32 {
        self.rows
    }

    /// True if there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// True if every byte is as it was written; reads all of them.
    #[must_use]
    pub fn verify(&self) -> bool {
        block::is_whole(&self.bytes)
    }

    /// The row with this key; of several the last one.
    #[must_use]
    pub fn row_of_key(&self, key: u64) -> Option<u32> {
        let sections = self.sections();
        let (keys, by_key) = (sections.of(Section::Keys), sections.of(Section::ByKey));
        let row_at = |place: u32| if by_key.is_empty() { Some(place) } else { u32_at(by_key, place) };
        let (mut low, mut high) = (0, self.rows);
        while low < high {
            let middle = low + (high - low) / 2;
            let found = row_at(middle).and_then(|row| u64_at(keys, row))?;
            if found <= key { low = middle + 1 } else { high = middle }
        }
        let row = row_at(low.checked_sub(1)?)?;
        (u64_at(keys, row) == Some(key)).then_some(row)
    }

    /// The bytes that were opened.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    pub(super) fn sections(&self) -> Sections<'_> {
        Sections::Block(&self.bytes, &self.spans)
    }

    /// Rows in the order of their dates; a number that is none of a row is left out.
    pub(super) fn by_date(&self) -> impl Iterator<Item = u32> + '_ {
        numbers(self.sections().of(Section::ByDate)).filter(|row| *row < self.rows)
    }

    /// Every party with its rows in the order of their dates; the rows of none come last.
    pub(super) fn by_party(&self) -> impl Iterator<Item = (Option<u32>, impl Iterator<Item = u32> + '_)> + '_ {
        let sections = self.sections();
        let parties = sections.parties();
        (0..=parties).map(move |party| {
            let ends = sections.of(Section::RunEnds);
            let end = |party: u32| u32_at(ends, party).map_or(0, |end| 4 * end as usize);
            let run = party.checked_sub(1).map_or(0, end)..end(party);
            let rows = numbers(sections.of(Section::ByParty).get(run).unwrap_or_default());
            (Some(party).filter(|party| *party < parties), rows.filter(|row| *row < self.rows))
        })
    }
}

fn numbers(column: &[u8]) -> impl Iterator<Item = u32> + '_ {
    column.chunks_exact(4).map(|bytes| u32::from_le_bytes(bytes.try_into().unwrap_or_default()))
}
