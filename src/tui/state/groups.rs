//! The order of the list: parties by alphabet, in each the newest statement first.
//!
//! Takes entries as they are found, in any order, and keeps them sorted: by party, then by day (undated ones
//! last in their party), then by file. Statements of no party come after all parties. The order is a function of
//! the entries alone, so it does not depend on which file was read first. Knows nothing of rows or folds.

use crate::library::Entry;
use crate::model::{Day, PartyId};
use crate::text::fold::fold;
use std::cmp::Reverse;
use std::collections::HashMap;

/// A group of the list.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Group {
    /// Statements of one party, by the number in which it was first met.
    Party(usize),
    /// Statements of which no party is known.
    NoParty,
    /// Files that gave trouble.
    Problems,
}

/// Entries in list order.
#[derive(Clone, Debug, Default)]
pub(super) struct Groups {
    parties: Vec<Party>,
    by_id: HashMap<PartyId, usize>,
    /// The party of each entry.
    party_of: Vec<Option<usize>>,
    /// All entries, by number, in list order.
    order: Vec<usize>,
}

#[derive(Clone, Debug)]
struct Party {
    name: String,
    key: Vec<u32>,
    count: usize,
}

impl Groups {
    /// Takes in the entries from number `self.order.len()` on and puts all in order again.
    pub(super) fn extend(&mut self, entries: &[Entry]) {
        let known = self.order.len();
        for entry in entries.iter().skip(known) {
            let party = entry.party.as_ref().map(|speaker| {
                *self.by_id.entry(speaker.id.clone()).or_insert_with(|| {
                    self.parties.push(Party { name: speaker.name.clone(), key: alphabetical(&speaker.name), count: 0 });
                    self.parties.len() - 1
                })
            });
            if let Some(party) = party.and_then(|party| self.parties.get_mut(party)) {
                party.count += 1;
            }
            self.party_of.push(party);
        }
        let ranks = self.ranks();
        let key = |number: usize| {
            let entry = entries.get(number);
            let party = self.party_of.get(number).copied().flatten().and_then(|party| ranks.get(party));
            let day = entry.and_then(last_day);
            (party.is_none(), party, day.is_none(), Reverse(day), entry.map(|e| (&e.path, e.item, e.ordinal)))
        };
        let mut fresh: Vec<usize> = (known..self.party_of.len()).collect();
        fresh.sort_by(|a, b| key(*a).cmp(&key(*b)));
        // What was in order stays so: each new one is put in its place among the rest.
        let (mut order, mut rest) = (Vec::with_capacity(self.party_of.len()), self.order.as_slice());
        for number in fresh {
            let own = key(number);
            let (before, after) = rest.split_at(rest.partition_point(|other| key(*other) < own));
            order.extend_from_slice(before);
            order.push(number);
            rest = after;
        }
        order.extend_from_slice(rest);
        self.order = order;
    }

    /// For each party by number, its place among all parties.
    fn ranks(&self) -> Vec<usize> {
        let mut sorted: Vec<usize> = (0..self.parties.len()).collect();
        sorted.sort_by(|a, b| {
            let key = |number: &usize| self.parties.get(*number).map(|party| (&party.key, &party.name));
            key(a).cmp(&key(b))
        });
        let mut ranks = vec![0; sorted.len()];
        for (rank, number) in sorted.into_iter().enumerate() {
            if let Some(slot) = ranks.get_mut(number) {
                *slot = rank;
            }
        }
        ranks
    }

    /// All entries by number, in list order.
    #[must_use]
    pub(super) fn order(&self) -> &[usize] {
        &self.order
    }

    /// The group that an entry stands in.
    #[must_use]
    pub(super) fn group_of(&self, entry: usize) -> Group {
        self.party_of.get(entry).copied().flatten().map_or(Group::NoParty, Group::Party)
    }

    /// Name and size of a party; none for other groups.
    #[must_use]
    pub(super) fn party(&self, group: Group) -> Option<(&str, usize)> {
        match group {
            Group::Party(number) => self.parties.get(number).map(|party| (party.name.as_str(), party.count)),
            Group::NoParty | Group::Problems => None,
        }
    }

    /// How many parties there are.
    #[must_use]
    pub(super) fn parties(&self) -> usize {
        self.parties.len()
    }
}

/// The last day that the date of an entry can mean.
fn last_day(entry: &Entry) -> Option<Day> {
    entry.date.as_ref().and_then(|date| date.gregorian).map(|(_, last)| last)
}

/// The letters of `name` as numbers in dictionary order, of which Unicode keeps Persian letters out.
fn alphabetical(name: &str) -> Vec<u32> {
    const ALPHABET: &str = "ابپتټٹثجچحخځڅدډڈذرړڑزژږسشښصضطظعغفڤقکگلڵمنڼںوهی";
    fold(name)
        .chars()
        .map(|letter| match ALPHABET.chars().position(|other| other == letter) {
            Some(place) => 0x0627 + place as u32,
            None => letter as u32,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::state::sample::entry;

    fn check(entries: &[Entry], expected: &[&str]) {
        let mut groups = Groups::default();
        groups.extend(entries);
        let titles: Vec<&str> = groups.order().iter().map(|number| entries[*number].title.as_str()).collect();
        assert_eq!(titles, expected);
        // In any two batches, from either end, the order is the same.
        for cut in 0..entries.len() {
            let mut reversed: Vec<Entry> = entries.iter().rev().cloned().collect();
            let mut groups = Groups::default();
            groups.extend(&reversed[..cut]);
            groups.extend(&reversed);
            let order = groups.order().iter().map(|number| std::mem::take(&mut reversed[*number].title));
            assert_eq!(order.collect::<Vec<_>>(), expected);
        }
    }

    #[test]
    fn the_newest_comes_first_and_the_undated_last() {
        check(
            &[
                entry("old", "نور", "1398/01/02"),
                entry("undated", "نور", ""),
                entry("new", "نور", "1404/02/06"),
                entry("middle", "نور", "1400/05/12"),
            ],
            &["new", "middle", "old", "undated"],
        );
    }

    #[test]
    fn calendars_meet_in_time() {
        check(
            &[
                entry("solar", "نور", "1397/01/18"),
                entry("gregorian", "نور", "2018-05-01"),
                entry("later", "نور", "2016-05-01"),
            ],
            &["gregorian", "solar", "later"],
        );
    }

    #[test]
    fn parties_go_by_alphabet_and_none_comes_last() {
        check(
            &[
                entry("i", "", "1404/02/06"),
                entry("h", "یاران", ""),
                entry("g", "گلبرگ", ""),
                entry("f", "کوه", ""),
                entry("e", "ژرفا", ""),
                entry("d", "چشمه", ""),
                entry("c", "پگاه", ""),
                entry("b", "بامداد", ""),
                entry("a", "آفتاب", ""),
            ],
            &["a", "b", "c", "d", "e", "f", "g", "h", "i"],
        );
    }

    #[test]
    fn a_party_counts_its_statements() {
        let entries = [entry("a", "نور", ""), entry("b", "نور", ""), entry("c", "", "")];
        let mut groups = Groups::default();
        groups.extend(&entries);
        assert_eq!(groups.party(groups.group_of(0)), Some(("نور", 2)));
        assert_eq!(groups.group_of(2), Group::NoParty);
        assert_eq!(groups.parties(), 1);
    }
}
