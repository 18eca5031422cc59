//! Which party a statement is filed under, and which ones it names.
//!
//! `gazetteer` holds the known bodies, `names` finds their names in folded text, `country` settles shared
//! names, `unlisted` reads the name of a body nobody listed, `speaker` weighs the cues. Everything here works
//! on folded text and gives ranges in it.

mod country;
pub mod gazetteer;
mod names;
mod speaker;
mod unlisted;

pub use gazetteer::Gazetteer;
pub(super) use speaker::{Outside, Part, Parties, Place};
