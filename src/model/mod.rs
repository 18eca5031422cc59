//! The domain's nouns: documents, statements, parties, dates.
//!
//! Plain values. They come from `corpus` and `extract` and are shown by `output` and `tui`;
//! nothing here reads a file, guesses anything or fails.

pub mod calendar;
pub mod calendar_names;
pub mod config;
pub mod date;
pub mod digest;
pub mod document;
pub mod fingerprint;
pub mod language;
pub mod party;
pub mod statement;

pub use calendar::Weekday;
pub use config::{ConfigFile, ConfigKind, ConfigProblem, Scope};
pub use date::{Calendar, Date, Day, How, Precision};
pub use digest::Digest;
pub use document::{Document, Fields, Problem};
pub use fingerprint::Fingerprint;
pub use language::{Language, LanguageGrounds, LanguageHow, LanguageShare};
pub use party::{BodyKind, Party, PartyId, PartyRole, Role};
pub use statement::{Block, BlockRole, Grounds, Kind, Source, Statement, StatementId, TitleHow};
