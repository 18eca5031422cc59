//! What is known of the terminal: how it wants its rows, and what it understands.
//!
//! The default is right in every terminal that keeps the order it is sent, and in those that stop
//! reordering when they are told to (`session` tells them). `probe` fills in what can be asked.

use super::encode::Encoder;

/// What is known of a terminal.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Profile {
    /// How a row of cells is sent.
    pub encoder: Encoder,
    /// True if it shows a frame only when it is complete (mode 2026).
    pub synchronized: bool,
}
