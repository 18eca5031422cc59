//! What the terminal sends: bytes to keys, pastes, mouse events and replies.
//!
//! `stream` finds where a sequence begins and ends, `sequence` says what it means. The events are
//! crossterm's types; its reader is not used, since it turns replies into keys and loses keys after
//! some of them.

mod sequence;
mod stream;
#[cfg(test)]
mod tests;

pub use sequence::Reply;
pub use stream::{Decoder, Input};
