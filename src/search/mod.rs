//! Finding: a few typed letters in the list, words in a text.
//!
//! Both look at folded text (`text::fold`) and answer with ranges of the shown one.

pub mod answer;
pub mod find;
pub mod narrow;
pub mod page;
pub mod query;
pub mod snippet;
pub mod term;
