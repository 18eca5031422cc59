//! Statements as text: JSON lines for programs, plain text for people and pipes.
//!
//! Everything given here is original logical text, never visual order or presentation forms; what
//! could steer a terminal is escaped or left out. Writes nowhere: the caller has the stream.

pub mod grounds;
pub mod json;
pub mod plain;
