//! What is written in another order than that of the files: all of it, or the first so many.
//!
//! With a limit only those are kept that will be written; without one each is a short row, and its text waits in a spool.
//! What is alike keeps the order of the files.

use super::spool::{Place, Spool};
use crate::library::Answered;
use crate::model::{Date, Day};
use crate::search::answer::Score;
use crate::text::fold::fold;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io;
use std::path::Path;

/// The order in which statements are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Order {
    /// That of the files, as they are read.
    #[default]
    Path,
    /// The newest first, those without a day last.
    Date,
    /// By the name of the party, the newest first within one; those without a party last.
    Party,
    /// The closest first, the newest first among those that are as close.
    Rank,
}

/// What a statement is sorted by, then its number in the order of the files.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Key {
    score: Option<Reverse<Score>>,
    /// The name of its party, folded; those without one come last.
    party: Option<(bool, String)>,
    day: Reverse<Option<Day>>,
    index: usize,
}

impl Key {
    /// What a statement is sorted by.
    pub(super) fn of(answered: &Answered, order: Order) -> Self {
        let statement = &answered.statement;
        let name = || statement.party.as_ref().map_or((true, String::new()), |party| (false, fold(&party.name)));
        let day = || statement.date.as_ref().and_then(first_day);
        Self {
            score: (order == Order::Rank).then_some(Reverse(answered.score)),
            party: (order == Order::Party).then(name),
            day: Reverse(if order == Order::Path { None } else { day() }),
            index: answered.index,
        }
    }
}

/// The first day that a date names.
fn first_day(date: &Date) -> Option<Day> {
    date.about().or(date.gregorian).map(|(first, _)| first)
}

/// Texts by what they are sorted by.
#[derive(Debug)]
pub(super) struct Sorted {
    limit: Option<usize>,
    rows: BTreeMap<Key, Text>,
    spool: Spool,
}

#[derive(Debug)]
enum Text {
    Here(Vec<u8>),
    Kept(Place),
}

impl Sorted {
    /// Nothing yet; what does not fit in memory is kept in `folder`.
    pub(super) fn new(limit: Option<usize>, folder: &Path) -> Self {
        Self { limit, rows: BTreeMap::new(), spool: Spool::new(folder) }
    }

    /// Takes in a text that is made only where it may be among those that are written.
    ///
    /// # Errors
    /// It cannot be kept.
    pub(super) fn take(&mut self, key: Key, text: impl FnOnce() -> Vec<u8>) -> io::Result<()> {
        let Some(limit) = self.limit else {
            let place = self.spool.keep(&text())?;
            self.rows.insert(key, Text::Kept(place));
            return Ok(());
        };
        if self.rows.len() >= limit && self.rows.last_key_value().is_none_or(|(last, _)| key >= *last) {
            return Ok(());
        }
        self.rows.insert(key, Text::Here(text()));
        if self.rows.len() > limit {
            self.rows.pop_last();
        }
        Ok(())
    }

    /// Hands on the texts in order.
    ///
    /// # Errors
    /// One cannot be read, or `each` fails.
    pub(super) fn each(self, each: &mut dyn FnMut(&[u8]) -> io::Result<()>) -> io::Result<()> {
        let Self { rows, mut spool, .. } = self;
        rows.into_values().try_for_each(|text| match text {
            Text::Here(text) => each(&text),
            Text::Kept(place) => each(&spool.fetch(place)?),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::page::Section;
    use crate::search::term::Rank;

    fn key(rank: Rank, party: &str, day: Option<i32>, index: usize) -> Key {
        Key {
            score: Some(Reverse(Score { rank, section: Section::Body, together: false })),
            party: Some((party.is_empty(), party.to_owned())),
            day: Reverse(day.map(|year| Day { year, month: 1, day: 1 })),
            index,
        }
    }

    fn check(limit: Option<usize>, keys: &[Key], expected: &str) {
        let mut sorted = Sorted::new(limit, Path::new("/no/such/folder"));
        for key in keys {
            sorted.take(key.clone(), || key.index.to_string().into_bytes()).unwrap();
            assert!(limit.is_none_or(|limit| sorted.rows.len() <= limit));
        }
        let mut written = String::new();
        sorted
            .each(&mut |text| {
                written.push_str(std::str::from_utf8(text).unwrap());
                Ok(())
            })
            .unwrap();
        assert_eq!(written, expected);
    }

    #[test]
    fn the_closest_and_newest_come_first_and_the_unknown_last() {
        let keys = [
            key(Rank::Fold, "", None, 0),
            key(Rank::Shown, "", Some(2001), 1),
            key(Rank::Shown, "ب", Some(1999), 2),
            key(Rank::Shown, "ا", None, 3),
            key(Rank::Shown, "ا", Some(2000), 4),
            key(Rank::Shown, "ا", Some(2000), 5),
        ];
        check(None, &keys, "453210");
        check(Some(3), &keys, "453");
        check(Some(0), &keys, "");
        check(Some(9), &keys, "453210");
    }
}
