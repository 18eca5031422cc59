//! The sections of a part: which there are, and the few that are read in more than one place.

use super::wire::{Reading, piece, u32_at};
use crate::search::narrow::Rows;
use std::ops::Range;

/// What a section holds. Numbers are little-endian; a column has one for each row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Section {
    /// u64: letters that the fields of the row have.
    Masks,
    /// u64: letters that their words begin with.
    Initials,
    /// u32: where the code of its fields ends.
    CodeEnds,
    /// The codes.
    Code,
    /// u64: the keys.
    Keys,
    /// u32: what rows of one party are sorted by.
    Days,
    /// u32: number of the party, `NONE` for none.
    Parties,
    /// u32: language, kind, flags.
    Facts,
    /// u32: where its record ends.
    RecordEnds,
    /// The records.
    Records,
    /// u32 for each party: where its two names end.
    PartyEnds,
    /// Identifier and name of each party.
    PartyNames,
    /// u32: rows by date, the newest first.
    ByDate,
    /// u32: rows by party, in each by date; those without one last.
    ByParty,
    /// u32 for each party and one more: where its rows end there.
    RunEnds,
    /// u32: rows by key; empty where they come so.
    ByKey,
    /// u32 for each word: where it ends.
    WordEnds,
    /// Folded words of the Arabic script.
    Words,
    /// u32 for each word: where its rows end.
    PostingEnds,
    /// Rows of each word, each as the distance from the one before.
    Postings,
    /// u64: keys of skeletons, sorted.
    Skeletons,
    /// u32 for each skeleton: the word.
    SkeletonWords,
}

impl Section {
    /// All of them, in the order of a block.
    pub(super) const ALL: [Self; COUNT] = [
        Self::Masks,
        Self::Initials,
        Self::CodeEnds,
        Self::Code,
        Self::Keys,
        Self::Days,
        Self::Parties,
        Self::Facts,
        Self::RecordEnds,
        Self::Records,
        Self::PartyEnds,
        Self::PartyNames,
        Self::ByDate,
        Self::ByParty,
        Self::RunEnds,
        Self::ByKey,
        Self::WordEnds,
        Self::Words,
        Self::PostingEnds,
        Self::Postings,
        Self::Skeletons,
        Self::SkeletonWords,
    ];
}

/// How many sections there are.
pub(super) const COUNT: usize = Section::SkeletonWords as usize + 1;
/// How many of them a part has while rows are added.
pub(super) const GROWING: usize = Section::PartyNames as usize + 1;
/// The party of a row that has none.
pub(super) const NONE: u32 = u32::MAX;

/// Where the sections of rows lie.
#[derive(Clone, Copy, Debug)]
pub(super) enum Sections<'a> {
    /// In one block.
    Block(&'a [u8], &'a [Range<usize>; COUNT]),
    /// Where they grow; those that are made at the end are empty.
    Growing(&'a [Vec<u8>; GROWING]),
}

impl<'a> Sections<'a> {
    #[inline]
    pub(super) fn of(&self, section: Section) -> &'a [u8] {
        let at = section as usize;
        match self {
            Self::Block(bytes, spans) => spans.get(at).and_then(|span| bytes.get(span.clone())).unwrap_or_default(),
            Self::Growing(sections) => sections.get(at).map_or(&[], Vec::as_slice),
        }
    }

    /// The number of the party of a row.
    pub(super) fn party(&self, row: u32) -> Option<u32> {
        u32_at(self.of(Section::Parties), row).filter(|party| *party != NONE)
    }

    /// Identifier and name of a party.
    pub(super) fn named(&self, party: u32) -> Option<(&'a str, &'a str)> {
        let mut names = Reading(piece(self.of(Section::PartyEnds), self.of(Section::PartyNames), party)?);
        Some((names.text()?, names.text()?))
    }

    /// How many parties there are.
    pub(super) fn parties(&self) -> u32 {
        (self.of(Section::PartyEnds).len() / 4) as u32
    }

    /// What rows of one party are sorted by; those that are not there come last.
    pub(super) fn day(&self, row: u32) -> u32 {
        u32_at(self.of(Section::Days), row).unwrap_or(NONE)
    }

    /// What is looked through when the list is narrowed.
    pub(super) fn rows(&self) -> Rows<'a> {
        Rows {
            masks: self.of(Section::Masks),
            initials: self.of(Section::Initials),
            ends: self.of(Section::CodeEnds),
            code: self.of(Section::Code),
        }
    }
}
