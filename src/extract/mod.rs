//! From documents to statements: what of a page is a statement, who speaks in it, when, and in which language.
//!
//! [`Extractor`] is the entry. Pure: it reads no file but the word lists embedded in it, and cannot fail;
//! what it is not sure of it says. General rules with lists as data; nothing here knows any one site but what a
//! [`Project`] says of its own.

mod assemble;
mod classify;
pub mod date;
mod extractor;
mod furniture;
mod identity;
mod kind;
mod language;
mod learnt;
mod lexicon;
mod line;
mod markdown;
mod offices;
mod opening;
mod openings;
pub mod paragraphs;
pub mod party;
mod phrases;
mod posts;
pub mod project;
mod record;
mod roles;
mod segment;
mod shapes;
mod source;
mod squeezed;
mod statement_language;
mod surroundings;
pub mod survey;
mod tail;
#[cfg(test)]
mod tests;
mod titles;
mod word_map;
mod wrap;

pub use extractor::Extractor;
pub use language::of_paragraph;
pub use party::Gazetteer;
pub use project::Project;
pub use survey::{Repeated, Survey};

use crate::model::Day;

/// What statements are read against.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Context {
    /// The day that dates without a year and relative dates count from, if the reader gave one.
    pub reference: Option<Day>,
    /// Today.
    pub today: Day,
}
