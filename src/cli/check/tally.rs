//! Counts of things by name, in bounded memory whatever there is to count.
//!
//! Lossy counting: once there are too many names, the rarest are dropped and their counts with them, so that a frequent
//! one is never lost and a count falls short by no more than is told.

use serde::{Serialize, Serializer, ser::SerializeSeq};
use std::cmp::Reverse;
use std::collections::HashMap;

/// Names that are kept at most.
const MOST: usize = 20_000;

/// How often each name was met.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    counts: HashMap<String, usize>,
    /// How much a count may fall short.
    floor: usize,
}

/// A name and how often it was met.
#[derive(Serialize)]
struct Counted<'a> {
    name: &'a str,
    count: usize,
}

impl Tally {
    pub(super) fn add(&mut self, name: &str) {
        self.add_times(name, 1);
    }

    pub(super) fn add_times(&mut self, name: &str, times: usize) {
        if times == 0 {
            return;
        }
        if let Some(count) = self.counts.get_mut(name) {
            *count += times;
            return;
        }
        while self.counts.len() >= MOST {
            self.floor += 1;
            let floor = self.floor;
            self.counts.retain(|_, count| *count > floor);
        }
        self.counts.insert(name.to_owned(), times);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    /// How many names there are.
    pub(super) fn len(&self) -> usize {
        self.counts.len()
    }

    /// The most frequent names, `most` of them; equal ones in the order of their letters.
    pub(super) fn top(&self, most: usize) -> Vec<(&str, usize)> {
        let mut all: Vec<(&str, usize)> = self.counts.iter().map(|(name, count)| (name.as_str(), *count)).collect();
        all.sort_by_key(|(name, count)| (Reverse(*count), *name));
        all.truncate(most);
        all
    }
}

/// Names that a record of a tally holds.
pub(super) const SHOWN: usize = 50;

impl Serialize for Tally {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let top = self.top(SHOWN);
        let mut list = serializer.serialize_seq(Some(top.len()))?;
        for (name, count) in top {
            list.serialize_element(&Counted { name, count })?;
        }
        list.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_frequent_come_first() {
        let mut tally = Tally::default();
        ["b", "a", "c", "a", "b", "d"].iter().for_each(|name| tally.add(name));
        tally.add_times("d", 3);
        assert_eq!(tally.top(3), [("d", 4), ("a", 2), ("b", 2)]);
        assert_eq!(serde_json::to_string(&tally).unwrap().matches("name").count(), 4);
    }

    #[test]
    fn a_flood_of_names_drops_the_rare_ones() {
        let mut tally = Tally::default();
        for number in 0..3 * MOST {
            tally.add(&number.to_string());
            if number % 10 == 0 {
                tally.add("often");
            }
        }
        assert!(tally.len() <= MOST);
        let (name, count) = tally.top(1)[0];
        assert_eq!(name, "often");
        assert!(count + tally.floor >= 3 * MOST / 10, "{count}, floor {}", tally.floor);
    }
}
