//! JSON corpora: one record, an array of records, one record a line, or records in a wrapper.
//!
//! [`splitter`] cuts the bytes into values without understanding them, [`value`] and [`sloppy`] read
//! one of them, `format/record` finds title, date and body in it, [`stream`] does all of it one
//! record at a time, so that memory does not grow with the file.

mod signs;
mod sloppy;
mod splitter;
mod stream;
mod value;

pub(super) use splitter::Splitter;
pub(super) use stream::parse;
pub(in crate::corpus) use stream::{Stream, stream};

/// Lines of comment before the first record that are passed over.
const MOST_COMMENTS: usize = 50;

/// True if the bytes begin as a JSON record or an array of records does, be it somewhat sloppy.
pub(in crate::corpus) fn begins(bytes: &[u8]) -> bool {
    let mut bytes = after_blanks(bytes);
    for _ in 0..MOST_COMMENTS {
        let length = match bytes {
            [b'/', b'/', ..] => memchr::memchr(b'\n', bytes),
            [b'/', b'*', ..] => memchr::memmem::find(bytes, b"*/").map(|at| at + 2),
            // The first line of a Markdown page is one too, so what follows must be a line that is a record.
            [b'#', ..] => memchr::memchr(b'\n', bytes).filter(|end| {
                let after = bytes.get(end + 1..).unwrap_or_default().trim_ascii_start();
                let line = after.split(|byte| *byte == b'\n').next().unwrap_or_default().trim_ascii_end();
                after.first() == Some(&b'#') || line.starts_with(b"{\"") && line.ends_with(b"}")
            }),
            _ => break,
        };
        let Some(length) = length else { return false };
        bytes = after_blanks(bytes.get(length..).unwrap_or_default());
    }
    let bytes = signs::assigned(bytes).and_then(|length| bytes.get(length..)).unwrap_or(bytes);
    match bytes.split_first() {
        Some((b'{', rest)) => begins_member(after_blanks(rest)),
        Some((b'[', rest)) => {
            let rest = after_blanks(rest);
            let first = rest.strip_prefix(b"[").map_or(rest, after_blanks);
            first.first() == Some(&b'{') && begins_member(after_blanks(first.get(1..).unwrap_or_default()))
        }
        _ => false,
    }
}

/// True if a member of an object, or its end, stands at the beginning of `bytes`.
fn begins_member(bytes: &[u8]) -> bool {
    match bytes.first() {
        Some(b'"' | b'}' | b'/') => true,
        Some(b'\'') => bytes.iter().take(80).any(|byte| *byte == b':'),
        _ => {
            let name =
                bytes.iter().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$')).count();
            name > 0 && bytes.get(name..).unwrap_or_default().trim_ascii_start().first() == Some(&b':')
        }
    }
}

fn after_blanks(bytes: &[u8]) -> &[u8] {
    let mut bytes = bytes;
    loop {
        let after = bytes.trim_ascii_start();
        let after = after.strip_prefix(b"\xEF\xBB\xBF").or(after.strip_prefix(b"\x1E")).unwrap_or(after);
        if after.len() == bytes.len() {
            return bytes;
        }
        bytes = after;
    }
}

/// True if the text is an array from beginning to end; a page may begin with a bracket too.
pub(in crate::corpus) fn is_whole(text: &str) -> bool {
    text.trim_start().starts_with('[')
        && text.len() <= splitter::LONGEST_RECORD
        && serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_beginning_tells() {
        for text in [
            "{\"a\":1}",
            " {}",
            "\u{FEFF}[{\"a\"",
            "\x1E{\"a\":1}",
            "{'a': 1}",
            "{a: 1}",
            "[[{\"a\":1",
            "{\n // x\n\"a\":1}",
            "// made in 2021\n{\"a\":1}",
            "/* x */ [{\"a\":1}]",
            "# x\n# y\n{\"a\":1}\n",
            "window.YTD.part0 = [ {\n \"a\"",
            "var data={\"a\":1};",
        ] {
            assert!(begins(text.as_bytes()), "{text}");
        }
        for text in [
            "",
            "[1] see the note",
            "{ not json }",
            "# Title\n\ntext",
            "# Title\n{a} b\n",
            "{",
            "[",
            "{متن} و",
            "// x",
            "'a'",
            "a = {b} c",
            "the sum {'it is'} of 3",
        ] {
            assert!(!begins(text.as_bytes()), "{text}");
        }
    }
}
