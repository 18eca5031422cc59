//! The full-text index of a corpus on disk: the words of every statement with their places.
//!
//! What a query means is said by `search::answer`; an index gives the same answers without reading the statements. Knows
//! neither files of the corpus nor the screen.

pub mod answers;
#[cfg(test)]
mod sample;
pub mod schema;
mod stored;
mod tokens;
mod vocabulary;
