//! Statements as text: JSON lines and tables for programs, plain text and Markdown for people and pipes.
//!
//! Everything given here is original logical text, never visual order or presentation forms; what
//! could steer a terminal is escaped or left out. Writes nowhere: the caller has the stream.

pub mod columns;
pub mod csv;
pub mod found;
pub mod grounds;
pub mod json;
pub mod markdown;
pub mod plain;
