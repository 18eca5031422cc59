//! The narrowed list: flat, best first, and the way back to the whole one.
//!
//! Which statements a query lets through is found elsewhere (`search::narrow`), maybe on another thread; here the
//! answer is shown. The same query answered again, since more was found, leaves the cursor on its statement.

use super::dates;
use super::list::{Item, List};
use crate::library::Entry;
use crate::search::narrow::{Match, Titles, highlight};
use crate::text::range::TextRange;
use std::cmp::Reverse;
use std::sync::Arc;

/// What a statement is narrowed by.
#[derive(Clone, Debug)]
pub(super) struct Fields<'a> {
    title: &'a str,
    party: &'a str,
    /// The date as the list shows it.
    date: String,
    /// The words that a date in numbers was written in.
    written: &'a str,
}

impl<'a> Fields<'a> {
    /// The fields of an entry.
    pub(super) fn of(entry: &'a Entry) -> Self {
        let in_numbers = entry.date.as_ref().filter(|date| dates::numeric(date).is_some());
        Self {
            title: &entry.title,
            party: entry.party.as_ref().map_or("", |party| &party.name),
            date: entry.date.as_ref().map(dates::sought).unwrap_or_default(),
            written: in_numbers.map_or("", |date| &date.text),
        }
    }

    /// Title, party, date and the words of the date.
    pub(super) fn each(&self) -> [&str; 4] {
        [self.title, self.party, &self.date, self.written]
    }

    /// What a query lights in the title, in the party and in the date as the list shows it.
    ///
    /// What only the words of a date hold lights all of its numbers.
    pub(super) fn lit(&self, query: &str) -> [Vec<TextRange>; 3] {
        let [title, party, mut date, written] = highlight(query, self.each());
        if date.is_empty() && !written.is_empty() {
            [date] = highlight(query, [&self.date]);
            if date.is_empty() {
                date.push(TextRange::new(0, self.date.len()));
            }
        }
        [title, party, date]
    }
}

/// What a query let through.
#[derive(Clone, Debug)]
pub(super) struct Narrowing {
    query: String,
    found: Vec<Match>,
    /// For each entry its place among what was found, so that no frame has to look for it.
    places: Vec<Option<usize>>,
    /// Where the cursor stood before.
    before: Option<Item>,
}

impl Narrowing {
    /// Takes what was found in the order in which it is to show.
    fn new(query: &str, found: Vec<Match>, before: Option<Item>) -> Self {
        let last = found.iter().map(|found| found.entry + 1).max().unwrap_or(0);
        let mut places = vec![None; last];
        for (place, found) in found.iter().enumerate() {
            if let Some(slot) = places.get_mut(found.entry) {
                *slot = Some(place);
            }
        }
        Self { query: query.to_owned(), found, places, before }
    }

    /// How many statements there are.
    pub(super) fn len(&self) -> usize {
        self.found.len()
    }

    /// Statements, best first.
    pub(super) fn order(&self) -> impl Iterator<Item = usize> {
        self.found.iter().map(|found| found.entry)
    }

    /// The statement at a place, from 0.
    pub(super) fn at(&self, place: usize) -> Option<usize> {
        self.found.get(place).map(|found| found.entry)
    }

    /// The place of a statement, from 0.
    pub(super) fn place(&self, entry: usize) -> Option<usize> {
        self.places.get(entry).copied().flatten()
    }
}

impl List {
    /// The statements that a query lets through, best first; equals in the order of the list.
    #[must_use]
    pub fn matching(&self, query: &str) -> Vec<usize> {
        let found = self.in_order(self.titles.narrow(query));
        found.into_iter().map(|found| found.entry).collect()
    }

    /// The rows that a query narrows, to be asked of on another thread.
    #[must_use]
    pub fn titles(&self) -> Arc<Titles> {
        Arc::clone(&self.titles)
    }

    /// The query that narrows the list.
    #[must_use]
    pub fn query(&self) -> Option<&str> {
        self.narrowing.as_ref().map(|narrowing| narrowing.query.as_str())
    }

    /// Shows what a query lets through, best first, with the cursor on the best; equals in the order of the list.
    ///
    /// Where the list shows this query already the cursor stays on its statement.
    pub fn narrow(&mut self, query: &str, found: Vec<Match>) {
        let found = self.in_order(found);
        let stood_on = self.item();
        let (before, keep) = match self.narrowing.take() {
            Some(narrowing) => (narrowing.before, stood_on.filter(|_| narrowing.query == query)),
            None => (stood_on, None),
        };
        self.narrowing = Some(Narrowing::new(query, found, before));
        match keep {
            Some(item) => self.put(item),
            None => (self.cursor, self.top) = (0, 0),
        }
    }

    /// What was found, best first; equals in the order of the list.
    fn in_order(&self, mut found: Vec<Match>) -> Vec<Match> {
        let mut places = vec![usize::MAX; self.len()];
        for (place, entry) in self.groups.order().enumerate() {
            if let Some(slot) = places.get_mut(entry) {
                *slot = place;
            }
        }
        found.sort_by_key(|found| (Reverse(found.score), places.get(found.entry).copied()));
        found
    }

    /// Shows the whole list again; the cursor goes where it stood, or stays on `keep`.
    pub fn widen(&mut self, keep: Option<Item>) {
        let stood_on = self.item();
        let Some(narrowing) = self.narrowing.take() else { return };
        self.remake(stood_on);
        if let Some(item) = keep.or(narrowing.before) {
            self.show(item);
        }
    }
}
