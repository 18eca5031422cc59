//! The full-text index of a corpus on disk: the words of every statement with their places.
//!
//! What a query means is said by `search::answer`; an index gives the same answers without reading the statements. Knows
//! neither files of the corpus nor the screen.
//!
//! A [`Place`] says where an index lies, one [`Writer`] at a time adds and removes statements and commits, and any number of
//! programs hold a [`Snapshot`] of a commit. It is a cache: whatever is wrong with it is a [`Trouble`], and it can be
//! thrown away.
#![warn(clippy::indexing_slicing, clippy::panic)]

pub mod answers;
mod commit;
mod folder;
mod location;
mod lock;
mod manifest;
#[cfg(test)]
mod sample;
pub mod schema;
mod snapshot;
mod stored;
mod sweep;
#[cfg(test)]
mod tests;
mod tokens;
mod trouble;
mod verify;
mod vocabulary;
mod writer;

pub use commit::{Commit, Content, Part, Parts};
pub use folder::Mapped;
pub use location::{Base, Identity, Known, Place, bytes_of, clear, known};
pub use manifest::{FileRow, Manifest, ReportRow, SurveyRow};
pub use snapshot::Snapshot;
pub use trouble::Trouble;
pub use verify::{Verdict, verify};
pub use writer::{Opened, Prepared, Preparer, Writer};
