//! From documents to statements: what a page says, who speaks, and when.

pub mod date;

use crate::model::Day;

/// What dates are read against besides the page itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Context {
    /// The day that dates without a year count from, if the user gave one.
    pub reference: Option<Day>,
    /// The present day.
    pub today: Day,
}
