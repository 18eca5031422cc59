//! The order of the list: parties by alphabet, in each the newest statement first.
//!
//! Takes entries as they are found, in any order, and keeps each party's sorted: by day (those of an unknown year
//! behind them by month and day, undated ones last), then by file. A batch is put in its place among what is there and nothing else is sorted again. Statements of no
//! party come after all parties. The order is a function of the entries alone, so it does not depend on which file
//! was read first. Knows nothing of rows or folds.

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

/// Entries in list order, party by party.
#[derive(Clone, Debug, Default)]
pub(super) struct Groups {
    parties: Vec<Party>,
    by_id: HashMap<PartyId, usize>,
    /// The party of each entry.
    party_of: Vec<Option<usize>>,
    /// Parties by number, in list order.
    alphabet: Vec<usize>,
    /// Entries of no party by number, in list order.
    others: Vec<usize>,
}

#[derive(Clone, Debug)]
struct Party {
    id: PartyId,
    name: String,
    key: Vec<u32>,
    /// Its entries by number, in list order.
    members: Vec<usize>,
}

impl Groups {
    /// Takes in the entries that it does not know yet, which are the last ones.
    pub(super) fn extend(&mut self, entries: &[Entry]) {
        let parties = self.parties.len();
        let mut fresh: HashMap<Option<usize>, Vec<usize>> = HashMap::new();
        for (number, entry) in entries.iter().enumerate().skip(self.party_of.len()) {
            let party = entry.party.as_ref().map(|speaker| {
                *self.by_id.entry(speaker.id.clone()).or_insert_with(|| {
                    let (id, name) = (speaker.id.clone(), speaker.name.clone());
                    self.parties.push(Party { id, key: alphabetical(&name), name, members: Vec::new() });
                    self.parties.len() - 1
                })
            });
            self.party_of.push(party);
            fresh.entry(party).or_default().push(number);
        }
        for (party, numbers) in fresh {
            let members = match party.and_then(|party| self.parties.get_mut(party)) {
                Some(party) => &mut party.members,
                None => &mut self.others,
            };
            merge(members, numbers, entries);
        }
        if self.parties.len() > parties {
            self.alphabet = (0..self.parties.len()).collect();
            self.alphabet.sort_by_key(|number| {
                self.parties.get(*number).map(|party| (&party.key, &party.name, party.id.0.as_str()))
            });
        }
    }

    /// The groups that hold a statement, in list order.
    pub(super) fn all(&self) -> impl Iterator<Item = Group> {
        let others = (!self.others.is_empty()).then_some(Group::NoParty);
        self.alphabet.iter().copied().map(Group::Party).chain(others)
    }

    /// The entries of a group by number, in list order.
    #[must_use]
    pub(super) fn members(&self, group: Group) -> &[usize] {
        match group {
            Group::Party(number) => self.parties.get(number).map_or(&[], |party| &party.members),
            Group::NoParty => &self.others,
            Group::Problems => &[],
        }
    }

    /// All entries by number, in list order.
    pub(super) fn order(&self) -> impl Iterator<Item = usize> {
        self.all().flat_map(|group| self.members(group)).copied()
    }

    /// The place of an entry among the members of its group, from 0.
    #[must_use]
    pub(super) fn place(&self, entry: usize, entries: &[Entry]) -> Option<usize> {
        let own = key(entries, entry);
        self.members(self.group_of(entry)).binary_search_by(|other| key(entries, *other).cmp(&own)).ok()
    }

    /// The group that an entry stands in.
    #[must_use]
    pub(super) fn group_of(&self, entry: usize) -> Group {
        self.party_of.get(entry).copied().flatten().map_or(Group::NoParty, Group::Party)
    }

    /// The name of a party; none for other groups.
    #[must_use]
    pub(super) fn name(&self, group: Group) -> Option<&str> {
        match group {
            Group::Party(number) => self.parties.get(number).map(|party| party.name.as_str()),
            Group::NoParty | Group::Problems => None,
        }
    }

    /// How many parties there are.
    #[must_use]
    pub(super) fn parties(&self) -> usize {
        self.parties.len()
    }
}

/// Puts `fresh` entries in their places among `members`, which are in order.
fn merge(members: &mut Vec<usize>, mut fresh: Vec<usize>, entries: &[Entry]) {
    fresh.sort_by_cached_key(|number| key(entries, *number));
    // From the last one on, so that all behind it moves once, to where it stays.
    let mut rest = members.len();
    members.resize(rest + fresh.len(), 0);
    for (left, number) in fresh.into_iter().enumerate().rev() {
        let own = key(entries, number);
        let before = members.get(..rest).unwrap_or_default();
        let place = before.partition_point(|other| key(entries, *other) < own);
        members.copy_within(place..rest, place + left + 1);
        if let Some(slot) = members.get_mut(place + left) {
            *slot = number;
        }
        rest = place;
    }
}

/// What entries of one group are sorted by; no two have the same.
fn key(entries: &[Entry], number: usize) -> impl Ord {
    let entry = entries.get(number);
    let day = entry.and_then(last_day);
    let in_year = entry.filter(|_| day.is_none()).and_then(day_of_year);
    let known = (day.is_some(), in_year.is_some());
    (Reverse((known, day, in_year)), entry.map(|entry| (&entry.path, entry.item, entry.ordinal)), number)
}

/// The last day that the date of an entry can mean.
fn last_day(entry: &Entry) -> Option<Day> {
    entry.date.as_ref().and_then(|date| date.gregorian).map(|(_, last)| last)
}

/// Month and day of a date that has no year.
fn day_of_year(entry: &Entry) -> Option<(u8, u8)> {
    let date = entry.date.as_ref().filter(|date| date.year.is_none())?;
    date.month.zip(date.day)
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
    use crate::model::Date;
    use crate::tui::state::sample::entry;

    fn check(entries: &[Entry], expected: &[&str]) {
        let mut groups = Groups::default();
        groups.extend(entries);
        let titles = |groups: &Groups, entries: &[Entry]| -> Vec<String> {
            groups.order().map(|number| entries[number].title.clone()).collect()
        };
        assert_eq!(titles(&groups, entries), expected);
        // In batches of any size, from either end, the order is the same, and each entry is found in it.
        let reversed: Vec<Entry> = entries.iter().rev().cloned().collect();
        for (entries, size) in [entries, &reversed].into_iter().flat_map(|all| (1..=all.len()).map(move |n| (all, n))) {
            let mut groups = Groups::default();
            for end in (size..entries.len()).step_by(size).chain([entries.len()]) {
                groups.extend(&entries[..end]);
            }
            assert_eq!(titles(&groups, entries), expected, "batches of {size}");
            for group in groups.all() {
                for (place, entry) in groups.members(group).iter().enumerate() {
                    assert_eq!(groups.place(*entry, entries), Some(place));
                }
            }
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
    fn days_of_an_unknown_year_come_before_undated_ones() {
        let in_some_year = |title, numbers| {
            let mut entry = entry(title, "نور", numbers);
            entry.date = entry.date.map(|date| Date { year: None, gregorian: None, ..date });
            entry
        };
        check(
            &[
                entry("a", "نور", ""),
                in_some_year("spring", "1398/01/02"),
                in_some_year("later", "1398/11/22"),
                in_some_year("winter", "1400/11/20"),
                entry("old", "نور", "1340/01/01"),
            ],
            &["old", "later", "winter", "spring", "a"],
        );
    }

    #[test]
    fn statements_alike_stand_in_the_order_they_came() {
        let entries = vec![entry("same", "نور", ""); 5];
        for cut in 0..5 {
            let mut groups = Groups::default();
            groups.extend(&entries[..cut]);
            groups.extend(&entries);
            assert_eq!(groups.order().collect::<Vec<_>>(), [0, 1, 2, 3, 4], "{cut}");
        }
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
    fn a_party_holds_its_statements() {
        let entries = [entry("a", "نور", ""), entry("b", "نور", ""), entry("c", "", "")];
        let mut groups = Groups::default();
        groups.extend(&entries);
        assert_eq!(groups.name(groups.group_of(0)), Some("نور"));
        assert_eq!(groups.members(groups.group_of(0)), [0, 1]);
        assert_eq!(groups.group_of(2), Group::NoParty);
        assert_eq!(groups.parties(), 1);
    }
}
