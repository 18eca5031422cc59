//! What stands around records in a stream of JSON: blanks, the beginning of an assignment, the joint of two records.
//!
//! Told by single signs, without reading any value.

use memchr::{memchr, memchr_iter};

/// True for what may stand between records.
pub(super) fn is_blank(byte: u8) -> bool {
    byte.is_ascii_whitespace() || byte == 0x1E
}

/// Bytes that may stand before the value that a script assigns.
pub(super) const MOST_ASSIGNED: usize = 200;

/// How much of a script stands before the value that it assigns, as in `var news = [`.
pub(super) fn assigned(bytes: &[u8]) -> Option<usize> {
    let head = bytes.get(..bytes.len().min(MOST_ASSIGNED))?;
    let sign = memchr(b'=', head).filter(|_| head.first().is_some_and(u8::is_ascii_alphabetic))?;
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"_$. \t".contains(byte);
    let value = head.get(sign + 1..)?.iter().position(|byte| !byte.is_ascii_whitespace())? + sign + 1;
    (head.get(..sign)?.iter().all(is_name) && matches!(head.get(value), Some(b'{' | b'['))).then_some(value)
}

/// Where a record begins after the end of another: `}`, perhaps a comma, `{` and a quote.
pub(super) fn next_record(bytes: &[u8]) -> Option<usize> {
    memchr_iter(b'{', bytes).find(|at| {
        let after = bytes.get(at + 1..).unwrap_or_default().trim_ascii_start();
        let before = bytes.get(..*at).unwrap_or_default().trim_ascii_end();
        let before = before.strip_suffix(b",").unwrap_or(before).trim_ascii_end();
        after.first() == Some(&b'"') && before.last() == Some(&b'}')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn assignments_are_told_from_text() {
        for (text, expected) in
            [("var news = [1]", Some(11)), ("a.b={}", Some(4)), ("a = 3", None), ("به = [", None), ("{}", None)]
        {
            assert_eq!(assigned(text.as_bytes()), expected, "{text}");
        }
    }

    #[test]
    fn records_meet_at_their_braces() {
        for (text, expected) in [("x\"}, {\"a\"", Some(5)), ("}{\"", Some(1)), ("}, {a", None), (", {\"a\"", None)] {
            assert_eq!(next_record(text.as_bytes()), expected, "{text}");
        }
    }
}
