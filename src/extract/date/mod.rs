//! Dates of statements: found in text, read in their own calendar, chosen by how far the place can be trusted.
//!
//! `scan` finds every date expression (`token` cuts, `words` and `sense` know the tables, `phrase`, `number` and
//! `grammar` read, `mention` is the result). `places` sorts them by where they stand, `statement` chooses the one that
//! dates a statement, `resolve` fills in a year that is not written. `line` tells date lines from text, `address` reads
//! URLs and file names.
//!
//! A date without a year counts from the reference that the user gave, else from the page's own clock, else from the
//! latest full date on the page, else from today. The newest date of a whole corpus is only a lower bound for one page
//! and would give wrong years. Nothing here reads a file or the clock.

mod address;
mod ago;
mod grammar;
mod line;
mod locale;
mod mention;
mod number;
mod phrase;
mod places;
mod resolve;
mod scan;
mod sense;
mod statement;
mod token;
mod words;
mod year;

pub use ago::is_ago_line;
pub use line::is_date_line;
pub use locale::Locale;
pub use mention::{Fault, Mention, Place};
pub use scan::scan;
pub use sense::{Era, Nearness};
pub use statement::{Clues, Page, faults, of_statement};

#[cfg(test)]
mod tests;
