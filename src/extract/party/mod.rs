//! Which party a statement is filed under, and which ones it names.
//!
//! `gazetteer` holds the known bodies, `change` alters them as a user asks, `names` finds their names in folded text, `country` settles shared
//! names, `found` brings these together, `unlisted` reads the name of a body nobody listed, `stance` tells a
//! speaker from somebody spoken of, `speaker` weighs the cues, `joint` finds who signs together, and `roles` says what
//! part all the others play. All of it works on folded text.

mod change;
mod country;
mod found;
pub mod gazetteer;
mod joint;
mod names;
mod part;
mod roles;
mod speaker;
mod stance;
#[cfg(test)]
mod table;
#[cfg(test)]
mod tests;
mod unlisted;

pub(super) use change::Change;
pub use gazetteer::Gazetteer;
pub(super) use part::{Outside, Part, Place};
pub(super) use speaker::Parties;
