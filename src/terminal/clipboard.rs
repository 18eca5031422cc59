//! Text for the clipboard of the machine that the terminal runs on, by OSC 52.
//!
//! The terminal does not say whether it took the text, and many must be allowed to first; so nobody
//! is told that the text has arrived, only that it was sent.

use std::fmt;

/// Bytes of text that are sent at most: terminals drop or cut longer sequences (xterm takes 100,000
/// bytes of base64).
pub const LONGEST: usize = 74_000;

/// The text is longer than terminals take; nothing was sent.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TooLong {
    /// Its length in bytes.
    pub bytes: usize,
}

impl fmt::Display for TooLong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes are too many for the terminal's clipboard; :w FILE takes any number.", self.bytes)
    }
}

impl std::error::Error for TooLong {}

/// The sequence that puts `text` on the clipboard.
///
/// # Errors
/// The text is longer than [`LONGEST`].
pub fn sequence(text: &str) -> Result<Vec<u8>, TooLong> {
    if text.len() > LONGEST {
        return Err(TooLong { bytes: text.len() });
    }
    Ok([b"\x1b]52;c;", base64(text.as_bytes()).as_slice(), b"\x1b\\"].concat())
}

/// Base64 with padding (RFC 4648, section 4).
fn base64(bytes: &[u8]) -> Vec<u8> {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut encoded = Vec::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let bits = group.iter().enumerate().fold(0_u32, |bits, (at, byte)| bits | u32::from(*byte) << (16 - 8 * at));
        for at in 0..4 {
            let sixth = ALPHABET[(bits >> (18 - 6 * at) & 63) as usize];
            encoded.push(if at <= group.len() { sixth } else { b'=' });
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(String::from_utf8(base64(text.as_bytes())).unwrap(), expected, "{text}");
    }

    #[test]
    fn the_vectors_of_the_rfc() {
        check("", "");
        check("f", "Zg==");
        check("fo", "Zm8=");
        check("foo", "Zm9v");
        check("foobar", "Zm9vYmFy");
        check("حزب", "2K3Ystio");
    }

    #[test]
    fn what_is_too_long_is_not_sent() {
        assert!(sequence(&"a".repeat(LONGEST)).is_ok());
        assert_eq!(sequence(&"a".repeat(LONGEST + 1)), Err(TooLong { bytes: LONGEST + 1 }));
    }

    #[test]
    fn the_sequence_is_closed() {
        assert_eq!(sequence("foo").unwrap(), b"\x1b]52;c;Zm9v\x1b\\");
    }
}
