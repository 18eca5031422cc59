//! Which row comes first: the newest, undated ones last, then by file and place in it.

use super::entry::Entry;
use super::sections::{Section, Sections};
use super::wire::{Reading, piece};
use std::cmp::Ordering;

/// What an entry is sorted by, the smaller the earlier: the last day that its date can mean, newest first; then those
/// of an unknown year by month and day; then those without a day.
pub(super) fn day(entry: &Entry) -> u32 {
    /// Days are fewer than this, whatever a date says.
    const DAYS: i64 = 1 << 30;
    let Some(date) = &entry.date else { return 2 * DAYS as u32 };
    if let Some((_, last)) = date.gregorian {
        let day = i64::from(last.year) * 512 + i64::from(last.month) * 32 + i64::from(last.day) + DAYS / 2;
        return (DAYS - 1 - day.clamp(0, DAYS - 1)) as u32;
    }
    match (date.year, date.month.zip(date.day)) {
        (None, Some((month, day))) => DAYS as u32 + 0xFFFF - (u32::from(month) << 8 | u32::from(day)),
        _ => 2 * DAYS as u32,
    }
}

/// A row of one of several parts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'a> {
    pub(super) sections: Sections<'a>,
    /// Its number there.
    pub(super) row: u32,
    /// Its number among all.
    pub(super) number: u32,
}

impl Place<'_> {
    /// Compares by day, then by path, record and place in the file, then by number.
    pub(super) fn compare(&self, other: &Self) -> Ordering {
        let day = |place: &Self| place.sections.day(place.row);
        day(self).cmp(&day(other)).then_with(|| self.file().cmp(&other.file())).then(self.number.cmp(&other.number))
    }

    /// Path, record and number in the file; what cannot be read comes first.
    fn file(&self) -> Option<(&str, u64, u64)> {
        let sections = self.sections;
        let mut record = Reading(piece(sections.of(Section::RecordEnds), sections.of(Section::Records), self.row)?);
        Some((record.text()?, record.number()?, record.number()?))
    }
}

/// Puts `fresh` in its places among `sorted`; both are in order.
pub(super) fn merge(sorted: &mut Vec<u32>, fresh: &[u32], compare: &impl Fn(u32, u32) -> Ordering) {
    let Some(first) = fresh.first() else { return };
    if sorted.last().is_none_or(|last| compare(*last, *first).is_lt()) {
        sorted.extend_from_slice(fresh);
        return;
    }
    if fresh.len() > sorted.len() / 16 {
        // Two runs that are in order each: the sort finds them and merges.
        sorted.extend_from_slice(fresh);
        sorted.sort_by(|one, other| compare(*one, *other));
        return;
    }
    // From the last one on, so that all behind it moves once, to where it stays.
    let mut rest = sorted.len();
    sorted.resize(rest + fresh.len(), 0);
    for (left, number) in fresh.iter().enumerate().rev() {
        let before = sorted.get(..rest).unwrap_or_default();
        let place = before.partition_point(|other| compare(*other, *number).is_lt());
        sorted.copy_within(place..rest, place + left + 1);
        if let Some(slot) = sorted.get_mut(place + left) {
            *slot = *number;
        }
        rest = place;
    }
}

/// One run of several that are in order.
pub(super) fn merge_all(mut runs: Vec<Vec<u32>>, compare: &impl Fn(u32, u32) -> Ordering) -> Vec<u32> {
    while runs.len() > 1 {
        let mut rest = runs.into_iter();
        runs = Vec::new();
        while let Some(one) = rest.next() {
            runs.push(match rest.next() {
                Some(other) => merged(&one, &other, compare),
                None => one,
            });
        }
    }
    runs.pop().unwrap_or_default()
}

/// Two runs as one.
fn merged(one: &[u32], other: &[u32], compare: &impl Fn(u32, u32) -> Ordering) -> Vec<u32> {
    let mut all = Vec::with_capacity(one.len() + other.len());
    let (mut ones, mut others) = (one.iter().peekable(), other.iter().peekable());
    while let (Some(first), Some(second)) = (ones.peek(), others.peek()) {
        let next = if compare(**first, **second).is_le() { ones.next() } else { others.next() };
        all.extend(next);
    }
    all.extend(ones);
    all.extend(others);
    all
}
