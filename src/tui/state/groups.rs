//! The order of the list: parties by alphabet, in each the newest statement first.
//!
//! Takes rows of the catalogue as they come, in any order, and keeps each party's sorted, as the catalogue compares
//! them. A batch is put in its place among what is there and nothing else is sorted again; what comes in order, as a
//! part has it, is only copied. Statements of no party come after all parties. The order is a function of the entries
//! alone, so it does not depend on which file was read first. Four bytes a row; knows nothing of rows on the screen or
//! folds.

use crate::catalogue::{Bits, Catalogue};
use crate::text::fold::fold;
use std::collections::HashMap;
use std::ops::Range;

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

/// Rows of the catalogue in list order, party by party.
#[derive(Clone, Debug, Default)]
pub(super) struct Groups {
    parties: Vec<Party>,
    by_id: HashMap<String, usize>,
    /// Parties by number, in list order.
    alphabet: Vec<usize>,
    /// Rows of no party, in list order.
    others: Vec<u32>,
}

#[derive(Clone, Debug)]
struct Party {
    id: String,
    name: String,
    key: Vec<u32>,
    /// Its rows, in list order.
    members: Vec<u32>,
}

impl Groups {
    /// Takes in rows that it does not know yet.
    pub(super) fn extend(&mut self, catalogue: &Catalogue, rows: Range<u32>) {
        let parties = self.parties.len();
        if self.is_empty() && catalogue.is_scattered() {
            // One walk through the order that there is costs less than to merge that of many parts.
            self.walk(catalogue, rows);
        } else {
            self.merge(catalogue, rows);
        }
        if self.parties.len() > parties {
            self.alphabet = (0..self.parties.len()).collect();
            self.alphabet.sort_by_key(|number| {
                self.parties.get(*number).map(|party| (&party.key, &party.name, party.id.as_str()))
            });
        }
    }

    fn is_empty(&self) -> bool {
        self.others.is_empty() && self.parties.iter().all(|party| party.members.is_empty())
    }

    fn walk(&mut self, catalogue: &Catalogue, rows: Range<u32>) {
        let mut last: Option<(String, usize)> = None;
        for row in catalogue.by_date().iter().filter(|row| rows.contains(row)) {
            let number = catalogue.party(*row).and_then(|(id, name)| {
                if let Some((_, number)) = last.as_ref().filter(|(known, _)| known == id) {
                    return Some(*number);
                }
                self.party(id, name)?;
                let number = *self.by_id.get(id)?;
                last = Some((id.to_owned(), number));
                Some(number)
            });
            match number.and_then(|number| self.parties.get_mut(number)) {
                Some(party) => party.members.push(*row),
                None => self.others.push(*row),
            }
        }
    }

    fn merge(&mut self, catalogue: &Catalogue, rows: Range<u32>) {
        catalogue.by_party(rows, &mut |party, rows| {
            let members = match party.and_then(|(id, name)| self.party(id, name)) {
                Some(party) => &mut party.members,
                None => &mut self.others,
            };
            catalogue.merge(members, rows);
        });
    }

    fn party(&mut self, id: &str, name: &str) -> Option<&mut Party> {
        let number = self.by_id.get(id).copied().unwrap_or_else(|| {
            let (id, name) = (id.to_owned(), name.to_owned());
            self.by_id.insert(id.clone(), self.parties.len());
            self.parties.push(Party { id, key: alphabetical(&name), name, members: Vec::new() });
            self.parties.len() - 1
        });
        self.parties.get_mut(number)
    }

    /// Leaves out what does not show any more.
    pub(super) fn leave_out(&mut self, hidden: &Bits) {
        for members in self.parties.iter_mut().map(|party| &mut party.members).chain([&mut self.others]) {
            members.retain(|row| !hidden.contains(*row));
        }
    }

    /// The groups that hold a statement, in list order.
    pub(super) fn all(&self) -> impl Iterator<Item = Group> {
        let others = (!self.others.is_empty()).then_some(Group::NoParty);
        let parties = self.alphabet.iter().copied().map(Group::Party);
        parties.filter(|group| !self.members(*group).is_empty()).chain(others)
    }

    /// The rows of a group, in list order.
    #[must_use]
    pub(super) fn members(&self, group: Group) -> &[u32] {
        match group {
            Group::Party(number) => self.parties.get(number).map_or(&[], |party| &party.members),
            Group::NoParty => &self.others,
            Group::Problems => &[],
        }
    }

    /// All rows, in list order.
    pub(super) fn order(&self) -> impl Iterator<Item = u32> {
        self.all().flat_map(|group| self.members(group)).copied()
    }

    /// The place of a row among the members of its group, from 0.
    #[must_use]
    pub(super) fn place(&self, row: u32, catalogue: &Catalogue) -> Option<usize> {
        let members = self.members(self.group_of(row, catalogue));
        members.binary_search_by(|other| catalogue.compare(*other, row)).ok()
    }

    /// The group that a row stands in.
    #[must_use]
    pub(super) fn group_of(&self, row: u32, catalogue: &Catalogue) -> Group {
        let number = catalogue.party(row).and_then(|(id, _)| self.by_id.get(id));
        number.map_or(Group::NoParty, |number| Group::Party(*number))
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
        self.parties.iter().filter(|party| !party.members.is_empty()).count()
    }

    /// The groups of all parties, those that hold no statement any more among them.
    pub(super) fn every_party(&self) -> impl Iterator<Item = Group> {
        (0..self.parties.len()).map(Group::Party)
    }
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
    use crate::catalogue::Entry;
    use crate::model::Date;
    use crate::tui::state::sample::entry;

    /// The groups of entries that come in batches of a size.
    fn groups(entries: &[Entry], size: usize) -> (Groups, Catalogue) {
        let (mut groups, mut catalogue) = (Groups::default(), Catalogue::default());
        for batch in entries.chunks(size) {
            let rows = catalogue.found(batch);
            groups.extend(&catalogue, rows);
        }
        (groups, catalogue)
    }

    fn check(entries: &[Entry], expected: &[&str]) {
        // In batches of any size, from either end, the order is the same, and each entry is found in it.
        let reversed: Vec<Entry> = entries.iter().rev().cloned().collect();
        for (entries, size) in [entries, &reversed].into_iter().flat_map(|all| (1..=all.len()).map(move |n| (all, n))) {
            let (groups, catalogue) = groups(entries, size);
            let titles: Vec<String> = groups.order().map(|row| catalogue.entry(row).unwrap().title).collect();
            assert_eq!(titles, expected, "batches of {size}");
            for group in groups.all() {
                for (place, row) in groups.members(group).iter().enumerate() {
                    assert_eq!(groups.place(*row, &catalogue), Some(place));
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
        for size in 1..=5 {
            let (groups, _) = groups(&entries, size);
            assert_eq!(groups.order().collect::<Vec<_>>(), [0, 1, 2, 3, 4], "{size}");
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
        let (groups, catalogue) = groups(&entries, 3);
        assert_eq!(groups.name(groups.group_of(0, &catalogue)), Some("نور"));
        assert_eq!(groups.members(groups.group_of(0, &catalogue)), [0, 1]);
        assert_eq!(groups.group_of(2, &catalogue), Group::NoParty);
        assert_eq!(groups.parties(), 1);
    }

    #[test]
    fn what_is_hidden_is_left_out() {
        let (mut groups, mut catalogue) = groups(&[entry("a", "نور", ""), entry("b", "", ""), entry("c", "", "")], 3);
        catalogue.hide([0, 1]);
        groups.leave_out(catalogue.hidden());
        assert_eq!(groups.order().collect::<Vec<_>>(), [2]);
        assert_eq!((groups.parties(), groups.all().collect::<Vec<_>>()), (0, vec![Group::NoParty]));
    }
}
