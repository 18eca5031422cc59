//! The reader itself, opened on a corpus.

use super::args::Open;
use super::report::{self, Failure};

/// Opens the reader.
pub(super) fn open(_open: &Open) -> report::Outcome {
    Err(Failure::new("no screen yet."))
}
