//! From a paragraph of logical text to lines of terminal cells in visual order.
//!
//! Entry points: [`Paragraph`] (analyse once, wrap at any width, cells of a line), [`Flow`] (a whole
//! document, of which only what is looked at is laid out), [`label`] (one row), [`Compositor`] (line
//! after line, keeping its memory) and [`RowLevels`] (a row of cells read as text once more). The steps, one
//! file each: `units` (clusters, UAX #29), `joiners` (ZWNJ that the text lacks), `levels` (UAX #9, P2 to I2), `shape` (joining and
//! presentation forms), `breaks` (UAX #14), `wrap`, `reorder` (L1, L2), `line` (cells, L4), `place`
//! (offset to column and back).
//!
//! Offsets are bytes of the paragraph's text; no column leaves this module except through `place`
//! and the cells of a line. Nothing that could steer a terminal reaches a cell, and every cell is as
//! wide as all terminals take it to be. Text of one direction pays for no other. Pure: knows no
//! terminal, no colours and no screen.
#![warn(clippy::indexing_slicing, clippy::panic)]

mod analysis;
mod breaks;
mod character;
mod compositor;
mod flow;
pub mod forms;
mod joiners;
mod label;
mod levels;
mod line;
mod options;
mod paragraph;
mod place;
mod reorder;
mod row;
mod shape;
#[cfg(test)]
mod tests;
mod units;
mod wrap;

pub use compositor::Compositor;
pub use flow::{Anchor, Flow, Row};
pub use label::{label, label_restoring};
pub use line::{Cell, Line};
pub use options::{Glyphs, Options};
pub use paragraph::Paragraph;
pub use place::Affinity;
pub use row::{Pull, RowLevels, mirrored, pull, visual_order};
pub use shape::are_parted;
pub use units::Dropped;
