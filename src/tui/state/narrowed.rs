//! The narrowed list: flat, best first, and the way back to the whole one.
//!
//! Which statements a query lets through is found elsewhere (`catalogue`), maybe on another thread; here the
//! answer is shown. The same query answered again, since more was found, leaves the cursor on its statement.

use super::list::{Item, List, number};
use crate::search::narrow::Query;

/// What a query let through.
#[derive(Clone, Debug)]
pub(super) struct Narrowing {
    typed: String,
    query: Query,
    /// Rows, best first.
    found: Vec<u32>,
    /// Where the cursor stood before.
    before: Option<Item>,
}

impl Narrowing {
    /// How many statements there are.
    pub(super) fn len(&self) -> usize {
        self.found.len()
    }

    /// Statements, best first.
    pub(super) fn order(&self) -> &[u32] {
        &self.found
    }

    /// The statement at a place, from 0.
    pub(super) fn at(&self, place: usize) -> Option<usize> {
        self.found.get(place).map(|row| *row as usize)
    }

    /// The place of a statement, from 0.
    pub(super) fn place(&self, entry: usize) -> Option<usize> {
        // A million numbers are looked through in a fraction of a millisecond, and this is asked a few times a frame.
        let row = number(entry);
        self.found.iter().position(|other| *other == row)
    }

    fn leave_out(&mut self, hidden: impl Fn(u32) -> bool) {
        self.found.retain(|row| !hidden(*row));
    }
}

impl List {
    /// The statements that a query lets through, best first, the newest first among equals; all of them in the order of
    /// the list for an empty one.
    #[must_use]
    pub fn matching(&self, typed: &str) -> Vec<usize> {
        let query = Query::parse(typed);
        if query.is_empty() {
            return self.groups.order().map(|row| row as usize).collect();
        }
        let found = self.catalogue.narrow(&query, None, &|| false).unwrap_or_default();
        found.into_iter().map(|row| row as usize).collect()
    }

    /// The query that narrows the list.
    #[must_use]
    pub fn query(&self) -> Option<&str> {
        self.narrowing.as_ref().map(|narrowing| narrowing.typed.as_str())
    }

    /// The same as it was read.
    #[must_use]
    pub(super) fn parsed_query(&self) -> Option<&Query> {
        self.narrowing.as_ref().map(|narrowing| &narrowing.query)
    }

    /// Shows what a query lets through, in this order, with the cursor on the first.
    ///
    /// Where the list shows this query already the cursor stays on its statement.
    pub fn narrow(&mut self, typed: &str, found: Vec<u32>) {
        let stood_on = self.item();
        let (before, keep) = match self.narrowing.take() {
            Some(narrowing) => (narrowing.before, stood_on.filter(|_| narrowing.typed == typed)),
            None => (stood_on, None),
        };
        self.narrowing = Some(Narrowing { typed: typed.to_owned(), query: Query::parse(typed), found, before });
        match keep {
            Some(item) => self.put(item),
            None => (self.cursor, self.top) = (0, 0),
        }
    }

    /// Leaves out of a narrowed list what does not show any more.
    pub(super) fn narrow_less(&mut self) {
        let catalogue = &self.catalogue;
        if let Some(narrowing) = &mut self.narrowing {
            narrowing.leave_out(|row| !catalogue.shows(row));
        }
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
