//! Brings the index of a corpus up to date: what is new or changed is read, what is gone is taken out.
//!
//! `plan` compares the files with the manifest of the last commit, `Library::refresh` reads what has to be read as `open`
//! does and writes it, with a commit every so often; after a kill the next one goes on behind the last commit, also within
//! a long file. The index holds afterwards what a new one would hold. Nothing is printed: whoever asks for it follows
//! ([`Follower`]) and may break it off at any moment.

mod folders;
mod plan;
mod run;
#[cfg(test)]
mod tests;

pub(super) use plan::now;
pub use run::{Follower, Pace, Progress, Refreshed, Step};
