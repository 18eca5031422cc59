//! Rows as one block of bytes, looked through.

use super::Query;
use crate::text::skeleton::{Agreement, Latin};
use std::ops::Range;

/// How a row agrees with a word of Latin typing, the higher the better: 0 not at all, by its consonants from 1 on, by its
/// vowels as well from 3 on; odd numbers for the beginning of a word, even ones for a whole word.
pub type Agreed = u8;

/// How a folded word agrees with Latin typing, as a whole or, while it is being typed, by its beginning.
#[must_use]
pub fn agreed(latin: &Latin, word: &str) -> Agreed {
    let of = |agreement: Option<Agreement>, consonants: u8, vowels: u8| match agreement {
        None => 0,
        Some(Agreement::Consonants) => consonants,
        Some(Agreement::Vowels) => vowels,
    };
    of(latin.rank(word), 2, 4).max(of(latin.begins(word), 1, 3))
}

/// The fields of rows, one behind the other. Bytes that no writer has written may make rows that are not let through or
/// that are, and nothing else.
#[derive(Clone, Copy, Debug, Default)]
pub struct Rows<'a> {
    /// For each row the mask of its code, little-endian.
    pub masks: &'a [u8],
    /// For each row the mask of the letters that its words begin with.
    pub initials: &'a [u8],
    /// For each row where its code ends, as u32, little-endian.
    pub ends: &'a [u8],
    /// The codes.
    pub code: &'a [u8],
}

impl<'a> Rows<'a> {
    /// The code of a row; empty if there is none.
    #[must_use]
    pub fn code(&self, row: u32) -> &'a [u8] {
        let end = |row: u32| {
            let bytes = self.ends.get(4 * row as usize..)?.first_chunk()?;
            Some(u32::from_le_bytes(*bytes) as usize)
        };
        let start = row.checked_sub(1).map_or(Some(0), end);
        start.zip(end(row)).and_then(|(start, end)| self.code.get(start..end)).unwrap_or_default()
    }

    /// The mask of a row.
    #[must_use]
    pub fn mask(&self, row: u32) -> u64 {
        number(self.masks, row)
    }
}

fn number(column: &[u8], row: u32) -> u64 {
    let bytes = column.get(8 * row as usize..).and_then(|rest| rest.first_chunk());
    bytes.map_or(0, |bytes| u64::from_le_bytes(*bytes))
}

/// A row that is looked at; what is seldom needed of it is read when it is.
pub(super) struct Scanned<'a> {
    rows: &'a Rows<'a>,
    row: u32,
    apart: bool,
    pub(super) mask: u64,
}

impl<'a> Scanned<'a> {
    pub(super) fn code(&self) -> &'a [u8] {
        self.rows.code(self.row)
    }

    /// The mask of the letters that words begin with; none where letters that are apart do not count.
    pub(super) fn initials(&self) -> Option<u64> {
        self.apart.then(|| number(self.rows.initials, self.row))
    }
}

impl Query {
    /// Gives the rows of a range that are let through, each with its score. `agreed` has for each word of Latin typing
    /// how every row agrees with it; one that is too short for a row says that it does not. Rows of which a word has only
    /// letters that are apart count where `apart` is true, and make it several times as much work.
    pub fn scan(
        &self,
        rows: &Rows<'_>,
        range: Range<u32>,
        agreed: &[Vec<Agreed>],
        apart: bool,
        give: &mut impl FnMut(u32, u16),
    ) {
        let from = 8 * range.start as usize;
        let masks = rows.masks.get(from..).unwrap_or_default().chunks_exact(8);
        for (row, bytes) in range.zip(masks) {
            let mask = u64::from_le_bytes(bytes.try_into().unwrap_or_default());
            if mask & self.mask == self.mask
                && let Some(score) = self.score_of(rows, row, agreed, apart)
            {
                give(row, score);
            }
        }
    }

    /// The score of one row; none if it is not let through.
    #[must_use]
    pub fn score_of(&self, rows: &Rows<'_>, row: u32, agreed: &[Vec<Agreed>], apart: bool) -> Option<u16> {
        let of_row = |term: usize| agreed.get(term).and_then(|rows| rows.get(row as usize)).copied().unwrap_or(0);
        self.score(&Scanned { rows, row, apart, mask: rows.mask(row) }, of_row)
    }
}
