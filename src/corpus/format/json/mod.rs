//! JSON corpora: one record, an array of records, one record a line, or records in a wrapper.
//!
//! [`splitter`] cuts the bytes into values without understanding them, `format/record` finds title,
//! date and body in one of them, [`stream`] does both one record at a time, so that memory does not
//! grow with the file.

mod splitter;
mod stream;

pub(in crate::corpus) use stream::{Stream, stream};

/// True if the bytes begin as a JSON record or an array of records does.
pub(in crate::corpus) fn begins(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    match bytes.split_first() {
        Some((b'{', rest)) => matches!(rest.trim_ascii_start().first(), Some(b'"' | b'}')),
        Some((b'[', rest)) => rest.trim_ascii_start().first() == Some(&b'{'),
        _ => false,
    }
}

/// True if the text is an array from beginning to end; a page may begin with a bracket too.
pub(in crate::corpus) fn is_whole(text: &str) -> bool {
    text.trim_start().starts_with('[')
        && text.len() <= splitter::LONGEST_RECORD
        && serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok()
}
