//! From paths to documents: which files there are, what encoding and what format they have.
//!
//! [`discover`] walks the roots of a corpus, [`read`] turns one file into [`Document`]s, one for a
//! page and one a record for a container. Content decides, never the name of a file, and nothing
//! stops a corpus: whatever cannot be read becomes a [`Problem`] on its path. Packed files are read as
//! they are unpacked; the members of archives are files below them. What a document says
//! (title, date, party) is not known here; `extract` finds that out.
//!
//! ```text
//! discover → Found → bytes → unpack → decode → String → format → Document + problems
//! ```
//!
//! [`Document`]: crate::model::Document
//! [`Problem`]: crate::model::Problem
#![warn(clippy::indexing_slicing, clippy::panic)]

mod archive;
mod binary;
mod content;
mod copies;
pub mod decode;
mod discover;
mod fingerprint;
mod format;
mod forms;
mod mojibake;
mod outlet;
mod pack;
mod page;
mod parts;
mod project;
mod read;

pub use copies::{Compared, Copies, copies};
pub use discover::{Found, Locator, Walk, discover, locate};
pub use fingerprint::fingerprint;
pub use format::Format;
pub use parts::{LONGEST_PAGE, LONGEST_TEXT, MOST_LINES};
pub use project::config_files;
pub use read::{FileReport, Met, read, read_bytes, read_short};
