//! Words for text that every layer shares: ranges, directions, characters and their fold.
//!
//! Pure and without failure. Knows nothing of documents, of visual order or of terminals.
#![warn(clippy::indexing_slicing, clippy::panic)]

pub mod arabic;
pub mod direction;
pub mod fold;
pub mod forms;
pub mod grapheme;
pub mod range;
pub mod sanitize;
pub mod skeleton;
pub mod suspicion;
pub mod width;
pub mod words;
pub mod zwnj;
