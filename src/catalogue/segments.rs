//! Parts and a tail as one list of rows with numbers that stay.

use super::bits::Bits;
use super::entry::Entry;
use super::order::{self, Place};
use super::part::Part;
use super::row::Row;
use super::sections::{Section, Sections};
use super::wire::u64_at;
use super::words::each_word;
use super::writer::Writer;
use std::cmp::Ordering;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// Rows that the tail gathers before it becomes a part in memory.
const GATHERED: u32 = 4096;

/// The rows of a corpus. A clone shares all that is large, so another thread may have one.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    pub(super) segments: Vec<Segment>,
    rows: u32,
    hidden: Arc<Bits>,
    /// Rows that show, the newest first.
    by_date: Arc<Vec<u32>>,
    version: u64,
}

/// Rows that lie together.
#[derive(Clone, Debug)]
pub(super) struct Segment {
    /// The number of the first of them.
    pub(super) first: u32,
    /// Rows of the source that stand before it.
    pub(super) skip: u32,
    pub(super) len: u32,
    pub(super) source: Source,
}

#[derive(Clone, Debug)]
pub(super) enum Source {
    Part(Arc<Part>),
    Tail(Arc<Writer>),
}

/// A part does not hold the rows that it is to take the place of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Mismatch;

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("A part of the catalogue does not hold the rows that were found.")
    }
}

impl std::error::Error for Mismatch {}

/// Identifier and name of the party that rows are filed under.
pub type Named<'a> = (&'a str, &'a str);

impl Segment {
    pub(super) fn sections(&self) -> Sections<'_> {
        match &self.source {
            Source::Part(part) => part.sections(),
            Source::Tail(writer) => writer.sections(),
        }
    }

    /// Gives every word of Latin typing with each row of the source that it stands in.
    pub(super) fn each_word(&self, give: &mut impl FnMut(&str, u32)) {
        match &self.source {
            Source::Part(part) => each_word(&part.sections(), give),
            Source::Tail(writer) => writer.words().each(give),
        }
    }

    /// The number among all of a row of the source; none if it is not one of these.
    fn number(&self, row: u32) -> Option<u32> {
        row.checked_sub(self.skip).filter(|at| *at < self.len).map(|at| self.first + at)
    }
}

impl Catalogue {
    /// Takes in parts behind all rows, in this order; gives their numbers.
    pub fn open(&mut self, parts: impl IntoIterator<Item = Arc<Part>>) -> Range<u32> {
        let (start, mut first) = (self.rows, self.rows);
        let mut runs: Vec<Vec<u32>> = Vec::new();
        for part in parts {
            let len = part.len().min(u32::MAX - 1 - first);
            runs.push(part.by_date().filter(|row| *row < len).map(|row| first + row).collect());
            if len > 0 {
                self.segments.push(Segment { first, skip: 0, len, source: Source::Part(part) });
            }
            first += len;
        }
        let by_date = order::merge_all(runs, &|one, other| self.compare(one, other));
        self.add(first - start, &by_date)
    }

    /// Takes in what was found; gives its numbers. What there is no room for is left out.
    pub fn found(&mut self, entries: &[Entry]) -> Range<u32> {
        let first = self.rows;
        for entry in entries {
            self.push(entry);
        }
        let past = self.segments.last().map_or(first, |segment| segment.first + segment.len);
        let mut fresh: Vec<u32> = (first..past).collect();
        fresh.sort_by(|one, other| self.compare(*one, *other));
        self.add(past - first, &fresh)
    }

    fn push(&mut self, entry: &Entry) {
        if let Some(Segment { len, source: Source::Tail(writer), .. }) = self.segments.last_mut()
            && Arc::make_mut(writer).push(entry).is_ok()
        {
            *len += 1;
            if *len >= GATHERED {
                self.gather();
            }
            return;
        }
        let first = self.segments.last().map_or(0, |segment| segment.first + segment.len);
        let mut writer = Writer::default();
        if first < u32::MAX - 1 && writer.push(entry).is_ok() {
            self.segments.push(Segment { first, skip: 0, len: 1, source: Source::Tail(Arc::new(writer)) });
        }
    }

    /// Makes a part of what the tail has gathered.
    fn gather(&mut self) {
        if let Some(Segment { source, .. }) = self.segments.last_mut()
            && let Source::Tail(writer) = source
            && let Ok(part) = Part::open(writer.finish())
        {
            *source = Source::Part(Arc::new(part));
        }
    }

    fn add(&mut self, len: u32, by_date: &[u32]) -> Range<u32> {
        let first = self.rows;
        self.rows += len;
        self.version += 1;
        let mut all = std::mem::take(&mut self.by_date);
        order::merge(Arc::make_mut(&mut all), by_date, &|one, other| self.compare(one, other));
        self.by_date = all;
        first..self.rows
    }

    /// Puts a part in the place of the rows from `first` on, which keep their numbers.
    ///
    /// # Errors
    /// The keys of the part are not those of the rows; nothing has changed then.
    pub fn seal(&mut self, first: u32, part: Arc<Part>) -> Result<(), Mismatch> {
        let past = first.checked_add(part.len()).filter(|past| *past <= self.rows).ok_or(Mismatch)?;
        let keys = part.sections().of(Section::Keys);
        if (0..part.len()).any(|row| self.key(first + row) != u64_at(keys, row)) {
            return Err(Mismatch);
        }
        let mut segments = Vec::with_capacity(self.segments.len() + 1);
        for segment in self.segments.drain(..) {
            let end = segment.first + segment.len;
            if segment.first < first {
                let len = segment.len.min(first - segment.first);
                segments.push(Segment { len, ..segment.clone() });
            }
            if end > past {
                let cut = past.saturating_sub(segment.first);
                let (first, skip, len) = (segment.first + cut, segment.skip + cut, segment.len - cut);
                segments.push(Segment { first, skip, len, source: segment.source });
            }
        }
        if !part.is_empty() {
            segments.push(Segment { first, skip: 0, len: part.len(), source: Source::Part(part) });
        }
        segments.sort_by_key(|segment| segment.first);
        self.segments = segments;
        Ok(())
    }

    /// Hides rows for good: their files have changed or gone.
    pub fn hide(&mut self, rows: impl IntoIterator<Item = u32>) {
        let hidden = Arc::make_mut(&mut self.hidden);
        let before = hidden.len();
        for row in rows {
            if row < self.rows {
                hidden.insert(row);
            }
        }
        if hidden.len() > before {
            let hidden = Arc::clone(&self.hidden);
            Arc::make_mut(&mut self.by_date).retain(|row| !hidden.contains(*row));
            self.version += 1;
        }
    }

    /// How many rows there are, hidden ones among them: their numbers go from 0 to below this.
    #[must_use]
    pub fn len(&self) -> u32 {
        self.rows
    }

    /// True if there never was a row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// How many rows show.
    #[must_use]
    pub fn shown(&self) -> usize {
        self.by_date.len()
    }

    /// True if the row is there and shows.
    #[must_use]
    pub fn shows(&self, number: u32) -> bool {
        number < self.rows && !self.hidden.contains(number)
    }

    /// The rows that do not show.
    #[must_use]
    pub fn hidden(&self) -> &Bits {
        &self.hidden
    }

    /// Rows that show, the newest first.
    #[must_use]
    pub fn by_date(&self) -> &[u32] {
        &self.by_date
    }

    /// Changes whenever a row comes or is hidden, and not when a part takes the place of rows.
    #[must_use]
    pub fn version(&self) -> u64 {
        self.version
    }

    /// A row that shows; none if there is none or if it cannot be read.
    #[must_use]
    pub fn row(&self, number: u32) -> Option<Row<'_>> {
        let place = self.place(number).filter(|_| self.shows(number))?;
        Row::read(place.sections, place.row)
    }

    /// The same as an entry of its own.
    #[must_use]
    pub fn entry(&self, number: u32) -> Option<Entry> {
        self.row(number).map(|row| row.entry())
    }

    /// The key of a row.
    #[must_use]
    pub fn key(&self, number: u32) -> Option<u64> {
        let place = self.place(number)?;
        u64_at(place.sections.of(Section::Keys), place.row)
    }

    /// What a row is narrowed by.
    pub(super) fn code(&self, number: u32) -> &[u8] {
        self.place(number).map_or(&[], |place| place.sections.rows().code(place.row))
    }

    /// The row that shows and has this key; of several the last one.
    #[must_use]
    pub fn row_of_key(&self, key: u64) -> Option<u32> {
        self.segments.iter().rev().find_map(|segment| {
            let row = match &segment.source {
                Source::Part(part) => part.row_of_key(key),
                Source::Tail(writer) => writer.row_of_key(key),
            };
            row.and_then(|row| segment.number(row)).filter(|number| self.shows(*number))
        })
    }

    /// The party that a row is filed under.
    #[must_use]
    pub fn party(&self, number: u32) -> Option<Named<'_>> {
        let place = self.place(number)?;
        place.sections.named(place.sections.party(place.row)?)
    }

    /// Every party among rows of a range with those of them that show, each in the order of their dates; a party may
    /// come more than once, and the rows of none come too.
    pub fn by_party(&self, range: Range<u32>, give: &mut impl FnMut(Option<Named<'_>>, &[u32])) {
        let mut rows = Vec::new();
        for segment in self.segments_of(&range) {
            let sections = segment.sections();
            let mut of_party = |party: Option<u32>, all: &mut dyn Iterator<Item = u32>| {
                rows.clear();
                let numbers = all.filter_map(|row| segment.number(row));
                rows.extend(numbers.filter(|number| range.contains(number) && !self.hidden.contains(*number)));
                if !rows.is_empty() {
                    give(party.and_then(|party| sections.named(party)), &rows);
                }
            };
            match &segment.source {
                Source::Part(part) => part.by_party().for_each(|(party, mut rows)| of_party(party, &mut rows)),
                Source::Tail(_) => {
                    let start = range.start.max(segment.first) - segment.first + segment.skip;
                    let end = range.end.min(segment.first + segment.len) - segment.first + segment.skip;
                    let mut all: Vec<u32> = (start..end).collect();
                    all.sort_by(|one, other| {
                        let place = |row: u32| Place { sections, row, number: row };
                        sections
                            .party(*one)
                            .cmp(&sections.party(*other))
                            .then_with(|| place(*one).compare(&place(*other)))
                    });
                    for run in all.chunk_by(|one, other| sections.party(*one) == sections.party(*other)) {
                        let party = run.first().and_then(|row| sections.party(*row));
                        of_party(party, &mut run.iter().copied());
                    }
                }
            }
        }
    }

    /// True if the rows lie in so many places that walking through them in one order costs less than merging orders.
    #[must_use]
    pub fn is_scattered(&self) -> bool {
        self.segments.len() > 1
    }

    /// Which of two rows comes first: the newer one, else by file and place in it.
    #[must_use]
    pub fn compare(&self, one: u32, other: u32) -> Ordering {
        match (self.place(one), self.place(other)) {
            (Some(one), Some(other)) => one.compare(&other),
            _ => one.cmp(&other),
        }
    }

    /// Puts `fresh` rows in their places among `sorted` ones; both are in the order of [`Self::compare`].
    pub fn merge(&self, sorted: &mut Vec<u32>, fresh: &[u32]) {
        order::merge(sorted, fresh, &|one, other| self.compare(one, other));
    }

    fn place(&self, number: u32) -> Option<Place<'_>> {
        let last = self.segments.partition_point(|segment| segment.first <= number).checked_sub(1)?;
        let segment = self.segments.get(last)?;
        let at = number.checked_sub(segment.first).filter(|at| *at < segment.len)?;
        Some(Place { sections: segment.sections(), row: segment.skip + at, number })
    }

    fn segments_of<'a>(&'a self, range: &Range<u32>) -> impl Iterator<Item = &'a Segment> + use<'a> {
        let range = range.clone();
        self.segments
            .iter()
            .filter(move |segment| segment.first < range.end && range.start < segment.first + segment.len)
    }

    /// Calls `look` for each stretch of a range that lies in one segment: with it, and with the rows of its source.
    pub(super) fn stretches<'a>(
        &'a self,
        range: &Range<u32>,
    ) -> impl Iterator<Item = (&'a Segment, Range<u32>)> + use<'a> {
        let range = range.clone();
        self.segments_of(&range).map(move |segment| {
            let start = range.start.max(segment.first) - segment.first + segment.skip;
            let end = range.end.min(segment.first + segment.len) - segment.first + segment.skip;
            (segment, start..end)
        })
    }
}
