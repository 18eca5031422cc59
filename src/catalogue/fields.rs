//! The fields that a list is narrowed by: title, party, date, and the words of a date that shows in numbers.

use super::entry::Entry;
use crate::model::Date;
use crate::search::narrow::{Query, highlight};
use crate::text::range::TextRange;

/// What a statement is narrowed by.
#[derive(Clone, Debug)]
pub struct Fields<'a> {
    title: &'a str,
    party: &'a str,
    /// The date as the list shows it.
    date: String,
    /// The words that a date in numbers was written in.
    written: &'a str,
}

impl<'a> Fields<'a> {
    /// The fields of an entry.
    #[must_use]
    pub fn of(entry: &'a Entry) -> Self {
        let in_numbers = entry.date.as_ref().filter(|date| numeric(date).is_some());
        Self {
            title: &entry.title,
            party: entry.party.as_ref().map_or("", |party| &party.name),
            date: entry.date.as_ref().map(sought).unwrap_or_default(),
            written: in_numbers.map_or("", |date| &date.text),
        }
    }

    /// Title, party, date and the words of the date.
    #[must_use]
    pub fn each(&self) -> [&str; 4] {
        [self.title, self.party, &self.date, self.written]
    }

    /// What a query lights in the title, in the party and in the date as the list shows it.
    ///
    /// What only the words of a date hold lights all of its numbers.
    #[must_use]
    pub fn lit(&self, query: &Query) -> [Vec<TextRange>; 3] {
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

/// A date in numbers, in its own calendar, as far as it is known; none where neither year nor month is.
#[must_use]
pub fn numeric(date: &Date) -> Option<String> {
    match (date.year, date.month, date.day) {
        (Some(year), Some(month), Some(day)) => Some(format!("{year:04}/{month:02}/{day:02}")),
        (Some(year), Some(month), None) => Some(format!("{year:04}/{month:02}")),
        (Some(year), None, _) => Some(format!("{year:04}")),
        (None, Some(month), Some(day)) => Some(format!("{month:02}/{day:02}")),
        (None, ..) => None,
    }
}

/// A date as the list shows it: in numbers, in its words where it has none.
#[must_use]
pub fn sought(date: &Date) -> String {
    numeric(date).unwrap_or_else(|| date.text.split_whitespace().collect::<Vec<_>>().join(" "))
}
