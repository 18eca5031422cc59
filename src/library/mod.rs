//! The engine wired once, for both front ends: a corpus as a stream of statements.
//!
//! [`Library::open`] reads all files and gives their statements in a stable order, [`Entry`] is the
//! little of a statement that a list keeps, and [`Library::load`] fetches the whole of it again.
//! Knows no terminal, prints nothing, and holds no more of the corpus than is on its way.

mod entry;
mod load;
mod open;
mod paths;

pub use entry::Entry;
pub use load::LoadError;
pub use open::Found;
pub use paths::listed_paths;

use crate::corpus::Walk;
use crate::extract::{Context, Extractor};
use crate::model::Day;
use crate::model::calendar::today;
use std::path::PathBuf;
use std::sync::OnceLock;

/// How a corpus is read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Options {
    /// Which files are looked at.
    pub walk: Walk,
    /// What dates without a year are counted from, if the user says so.
    pub reference: Option<Day>,
}

/// A corpus on disk and what is needed to read it.
#[derive(Debug)]
pub struct Library {
    roots: Vec<PathBuf>,
    options: Options,
    /// Built by the first thread that needs it, so that a screen need not wait for the word lists.
    extractor: OnceLock<Extractor>,
    today: Day,
}

impl Library {
    /// The corpus below `roots`; nothing is read yet.
    #[must_use]
    pub fn new(roots: Vec<PathBuf>, options: Options) -> Self {
        Self { roots, options, extractor: OnceLock::new(), today: today() }
    }

    fn extractor(&self) -> &Extractor {
        self.extractor.get_or_init(Extractor::new)
    }

    fn context(&self) -> Context {
        Context { reference: self.options.reference, today: self.today }
    }
}
