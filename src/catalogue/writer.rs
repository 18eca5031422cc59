//! Rows that are being added: the tail of a catalogue, and a part to be.
//!
//! What a row is found by is ready as soon as it is added; only the orders and the words are made when the part is
//! finished. It holds in memory what the part will be on disk, some 600 bytes a statement.

use super::block;
use super::entry::Entry;
use super::fields::Fields;
use super::order::{self, Place};
use super::row;
use super::sections::{GROWING, NONE, Section, Sections};
use super::wire::{put_text, u64_at};
use super::words::{Words, Written};
use crate::model::PartyId;
use crate::search::narrow::code;
use crate::text::fold::fold;
use std::collections::HashMap;

/// A section has no more bytes than this, since ends are 32 bits.
const LARGEST: usize = u32::MAX as usize;
/// Bytes of a field that are looked at when the list is narrowed.
const NARROWED: usize = 8192;

/// A part can take no more rows; it is to be finished, and another one begun.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Full;

impl std::fmt::Display for Full {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("A part of the catalogue is full.")
    }
}

impl std::error::Error for Full {}

/// Adds rows to a part.
#[derive(Clone, Debug, Default)]
pub struct Writer {
    sections: [Vec<u8>; GROWING],
    rows: u32,
    words: Words,
    /// The numbers of a party, by the names that it was met under.
    parties: HashMap<PartyId, Vec<(String, u32)>>,
}

impl Writer {
    /// Adds a row and gives its number.
    ///
    /// # Errors
    /// There is no room for it.
    pub fn push(&mut self, entry: &Entry) -> Result<u32, Full> {
        // What it may add to a section: twice its texts, each with a length, is more than any does.
        let texts = entry.title.len() + entry.path.len() + entry.date.as_ref().map_or(0, |date| date.text.len());
        let more =
            4096 + 2 * (texts + entry.roles.iter().map(|party| party.id.0.len() + party.name.len() + 8).sum::<usize>());
        let sources = [&entry.source.agency, &entry.source.site, &entry.source.url, &entry.source.author];
        let more = more + 2 * sources.into_iter().flatten().map(String::len).sum::<usize>();
        if self.rows == NONE - 1 || self.sections.iter().any(|section| section.len() + more > LARGEST) {
            return Err(Full);
        }
        let masks = self.add_code(self.rows, entry);
        let mut records = std::mem::take(self.of(Section::Records));
        self.put_record(entry, &mut records);
        let ends = (self.of(Section::Code).len() as u32, records.len() as u32);
        *self.of(Section::Records) = records;
        Ok(self.push_columns(entry, masks, ends))
    }

    /// Adds the record of a row, whose parties get their numbers.
    pub(super) fn put_record(&mut self, entry: &Entry, records: &mut Vec<u8>) {
        if let Some(party) = &entry.party {
            self.party(&party.id, &party.name);
        }
        row::put(records, entry, |party| self.party(&party.id, &party.name));
    }

    /// Adds a row whose code and record, which end there, are added elsewhere; gives its number.
    pub(super) fn push_columns(&mut self, entry: &Entry, masks: [u64; 2], (code, record): (u32, u32)) -> u32 {
        let party = entry.party.as_ref().map_or(NONE, |party| self.party(&party.id, &party.name));
        let [mask, initials] = masks;
        self.of(Section::Masks).extend(mask.to_le_bytes());
        self.of(Section::Initials).extend(initials.to_le_bytes());
        self.of(Section::CodeEnds).extend(code.to_le_bytes());
        self.of(Section::Keys).extend(entry.key.to_le_bytes());
        self.of(Section::Days).extend(order::day(entry).to_le_bytes());
        self.of(Section::Parties).extend(party.to_le_bytes());
        self.of(Section::Facts).extend(row::facts(entry).to_le_bytes());
        self.of(Section::RecordEnds).extend(record.to_le_bytes());
        self.rows += 1;
        self.rows - 1
    }

    fn of(&mut self, section: Section) -> &mut Vec<u8> {
        #[expect(
            clippy::indexing_slicing,
            reason = "only the growing sections are asked for, which are the first ones"
        )]
        &mut self.sections[section as usize]
    }

    /// Adds the code of a row; gives its masks.
    fn add_code(&mut self, row: u32, entry: &Entry) -> [u64; 2] {
        let start = self.of(Section::Code).len();
        for (at, field) in Fields::of(entry).each().into_iter().enumerate() {
            if at > 0 {
                self.of(Section::Code).push(code::BETWEEN);
            }
            let folded = fold(field.get(..field.floor_char_boundary(NARROWED)).unwrap_or(field));
            code::encode(&folded, self.of(Section::Code));
            self.words.add(row, &folded);
        }
        masks(self.of(Section::Code).get(start..).unwrap_or_default())
    }

    /// The number of a party under a name.
    fn party(&mut self, id: &PartyId, name: &str) -> u32 {
        if let Some(number) = self.known_party(id, name) {
            return number;
        }
        let number = (self.of(Section::PartyEnds).len() / 4) as u32;
        let names = self.of(Section::PartyNames);
        put_text(names, &id.0);
        put_text(names, name);
        let end = names.len() as u32;
        self.of(Section::PartyEnds).extend(end.to_le_bytes());
        self.parties.entry(id.clone()).or_default().push((name.to_owned(), number));
        number
    }

    /// The same where it has one.
    pub(super) fn known_party(&self, id: &PartyId, name: &str) -> Option<u32> {
        let known = self.parties.get(id)?;
        known.iter().find(|(known, _)| name == known).map(|(_, number)| *number)
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

    pub(super) fn sections(&self) -> Sections<'_> {
        Sections::Growing(&self.sections)
    }

    pub(super) fn words(&self) -> &Words {
        &self.words
    }

    pub(super) fn words_mut(&mut self) -> &mut Words {
        &mut self.words
    }

    /// The part, to be written to a file or opened where it is.
    #[must_use]
    pub fn finish(&self) -> Vec<u8> {
        let sections = self.sections();
        let place = |row| Place { sections, row, number: row };
        let mut by_date: Vec<u32> = (0..self.rows).collect();
        by_date.sort_by(|one, other| place(*one).compare(&place(*other)));

        let made = self.made(by_date);
        let lengths = Section::ALL.map(|section| made.of(self, section).len());
        let mut bytes = Vec::with_capacity(lengths.iter().sum::<usize>() + 1024);
        // Memory takes all that is written to it.
        match block::write(&mut bytes, self.rows, &lengths, |section, sink| sink.put(made.of(self, section))) {
            Ok(()) => bytes,
            Err(_) => Vec::new(),
        }
    }

    /// The sections that are made of all rows, which come in the order of their dates.
    pub(super) fn made(&self, by_date: Vec<u32>) -> Made {
        // A stable sort by party leaves each party's rows by date.
        let sections = self.sections();
        let parties = sections.parties();
        let party = |row: u32| sections.party(row).unwrap_or(parties);
        let mut by_party = by_date.clone();
        by_party.sort_by_key(|row| party(*row));
        let runs: Vec<u32> =
            (0..=parties).map(|run| by_party.partition_point(|row| party(*row) <= run) as u32).collect();
        let key = |row: u32| u64_at(sections.of(Section::Keys), row);
        let mut by_key: Vec<u32> = (0..self.rows).collect();
        if by_key.is_sorted_by_key(|row| key(*row)) {
            by_key.clear();
        } else {
            by_key.sort_by_key(|row| key(*row));
        }
        let column = |numbers: &[u32]| -> Vec<u8> { numbers.iter().flat_map(|number| number.to_le_bytes()).collect() };
        Made {
            by_date: column(&by_date),
            by_party: column(&by_party),
            runs: column(&runs),
            by_key: column(&by_key),
            words: self.words.written(),
        }
    }

    /// The row with this key.
    pub(super) fn row_of_key(&self, key: u64) -> Option<u32> {
        (0..self.rows).rev().find(|row| u64_at(self.sections().of(Section::Keys), *row) == Some(key))
    }
}

/// The masks of a code: of its letters, and of those that words begin with.
pub(super) fn masks(code: &[u8]) -> [u64; 2] {
    [code::mask(code), code::initials(code)]
}

/// The sections that are made when all rows are there.
#[derive(Debug)]
pub(super) struct Made {
    by_date: Vec<u8>,
    by_party: Vec<u8>,
    runs: Vec<u8>,
    by_key: Vec<u8>,
    words: Written,
}

impl Made {
    /// The bytes of a section, which this has or the rows.
    pub(super) fn of<'a>(&'a self, rows: &'a Writer, section: Section) -> &'a [u8] {
        match section {
            Section::ByDate => &self.by_date,
            Section::ByParty => &self.by_party,
            Section::RunEnds => &self.runs,
            Section::ByKey => &self.by_key,
            Section::WordEnds => &self.words.ends,
            Section::Words => &self.words.words,
            Section::PostingEnds => &self.words.posting_ends,
            Section::Postings => &self.words.postings,
            Section::Skeletons => &self.words.skeletons,
            Section::SkeletonWords => &self.words.skeleton_words,
            section => rows.sections().of(section),
        }
    }
}
