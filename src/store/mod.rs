//! What the program remembers from one run to the next: small files in the user's state folder.
//!
//! [`State`] is the folder and its one way of changing a file; `terminals` is the first of the files. Plain words
//! and text only: what they mean is the business of whoever asks. Trouble with a file is told and is never a reason
//! not to run.

mod folder;
mod terminals;

pub use folder::{State, StateError};
pub use terminals::{Calibration, Terminals};
