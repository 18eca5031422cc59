//! Narrows a long list on a thread of its own: the newest query stops those before it.
//!
//! A query that only says more than the last one is looked for among what that one let through.

use super::state::Ticket;
use super::state::instead::instead;
use crate::catalogue::Catalogue;
use crate::search::narrow::Query;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// A query, and what it is asked of.
pub(super) struct Question {
    pub(super) ticket: Ticket,
    pub(super) query: String,
    pub(super) catalogue: Box<Catalogue>,
}

/// The ticket of the query that is wanted.
#[derive(Clone, Debug, Default)]
pub(super) struct Wanted(Arc<AtomicU64>);

impl Wanted {
    /// Wants this one from now on.
    pub(super) fn set(&self, ticket: Ticket) {
        self.0.store(ticket.0, Ordering::Relaxed);
    }

    fn is(&self, ticket: Ticket) -> bool {
        self.0.load(Ordering::Relaxed) == ticket.0
    }
}

/// What the last query let through.
#[derive(Default)]
pub(super) struct Narrower {
    wanted: Wanted,
    last: Option<Last>,
}

struct Last {
    version: u64,
    query: Query,
    found: Vec<u32>,
}

impl Narrower {
    pub(super) fn new(wanted: Wanted) -> Self {
        Self { wanted, last: None }
    }

    /// The rows that match, best first, and where there is none what another keyboard layout would find; nothing where
    /// another query is wanted meanwhile.
    pub(super) fn answer(&mut self, question: &Question) -> Option<(Vec<u32>, Option<String>)> {
        let query = Query::parse(&question.query);
        let version = question.catalogue.version();
        let last = self.last.as_ref().filter(|last| last.version == version && query.extends(&last.query));
        let within = last.map(|last| last.found.as_slice());
        let stop = || !self.wanted.is(question.ticket);
        let found = question.catalogue.narrow(&query, within, &stop)?;
        let other = if found.is_empty() { instead(&question.catalogue, &question.query, &stop) } else { None };
        self.last = Some(Last { version, query, found: found.clone() });
        Some((found, other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Entry;
    use crate::tui::state::sample::entry;

    fn ask(narrower: &mut Narrower, catalogue: &Catalogue, ticket: u64, query: &str) -> Option<Vec<u32>> {
        let catalogue = Box::new(catalogue.clone());
        let question = Question { ticket: Ticket(ticket), query: query.to_owned(), catalogue };
        narrower.answer(&question).map(|(found, _)| found)
    }

    #[test]
    fn more_letters_give_what_they_give_alone() {
        let mut catalogue = Catalogue::default();
        let entries: Vec<Entry> = ["حزب نور", "نور", "حزب", "بلاغ حزب"].map(|title| entry(title, "", "")).into();
        catalogue.found(&entries);
        let wanted = Wanted::default();
        let mut narrower = Narrower::new(wanted.clone());
        wanted.set(Ticket(1));
        for query in ["ح", "حز", "حزب", "حزب ن", "حزب نور", "نور", "نور !حزب"] {
            let alone = catalogue.narrow(&Query::parse(query), None, &|| false);
            assert_eq!(ask(&mut narrower, &catalogue, 1, query), alone, "{query}");
        }
        catalogue.found(&[entry("نور", "", "")]);
        assert_eq!(ask(&mut narrower, &catalogue, 1, "نور !حزب"), Some(vec![1, 4]));
    }

    #[test]
    fn what_is_not_wanted_any_more_is_not_answered() {
        let mut catalogue = Catalogue::default();
        catalogue.found(&[entry("a", "", "")]);
        let wanted = Wanted::default();
        wanted.set(Ticket(2));
        let mut narrower = Narrower::new(wanted);
        assert_eq!(ask(&mut narrower, &catalogue, 1, "a"), None);
        assert_eq!(ask(&mut narrower, &catalogue, 2, "a"), Some(vec![0]));
    }
}
