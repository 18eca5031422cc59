//! Tells files that are no text from their first bytes.
//!
//! Signatures of the binary formats that turn up in folders of saved pages and are not unpacked, then control bytes
//! that no text in any encoding has. UTF-16 is full of NUL bytes and yet text: `decode` is asked.

use super::decode::utf16_without_mark;
use encoding_rs::Encoding;

/// What the file is, if `head` (its first kilobytes) shows that it is no text.
pub(super) fn kind(head: &[u8]) -> Option<&'static str> {
    if let Some((_, name)) = SIGNATURES.iter().find(|(signature, _)| head.starts_with(signature)) {
        return Some(name);
    }
    if head.get(4..8) == Some(b"ftyp") {
        return Some("a video");
    }
    let utf32 = head.starts_with(b"\0\0\xFE\xFF");
    if utf32 || Encoding::for_bom(head).is_some() || utf16_without_mark(head).is_some() {
        return None;
    }
    // Counted in bytes, of which the processor adds many at once.
    let control = |byte: &u8| u8::from(matches!(byte, 0x01..=0x08 | 0x0E..=0x1A | 0x1C..=0x1F));
    let controls: usize = head.chunks(255).map(|part| usize::from(part.iter().map(control).sum::<u8>())).sum();
    (head.contains(&0) || controls * 10 > head.len()).then_some("binary data")
}

const SIGNATURES: [(&[u8], &str); 14] = [
    (b"%PDF-", "PDF"),
    (b"\x89PNG", "a PNG image"),
    (b"\xFF\xD8\xFF", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a WebP image or sound"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"7z\xBC\xAF", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\xD0\xCF\x11\xE0", "an old office document"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\x7FELF", "a program"),
    (b"ID3", "sound"),
    (b"OggS", "sound or video"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn check(head: &[u8], expected: Option<&str>) {
        assert_eq!(kind(head), expected, "{head:?}");
    }

    #[test]
    fn signatures_are_known() {
        check(b"%PDF-1.7\n", Some("PDF"));
        check(b"\x89PNG\r\n\x1a\n", Some("a PNG image"));
        check(b"\x00\x00\x00\x20ftypisom", Some("a video"));
    }

    #[test]
    fn control_bytes_are_no_text() {
        check(b"abc\x00def\x00\x00\x01\x02\x03", Some("binary data"));
        check(b"\x01\x02\x03\x04", Some("binary data"));
    }

    #[test]
    fn text_in_any_encoding_is_text() {
        check(b"", None);
        check("حزب نمونه".as_bytes(), None);
        check(b"\xCD\xD2\xC8 \xE4\xE3\xE6\xE4\xE5", None);
        check(b"\xFF\xFE\x2D\x06\x32\x06\x28\x06", None);
        check(b"\x00\x00\xFE\xFF\x00\x00\x06\x2D", None);
        check(b"\x2D\x06\x32\x06\x28\x06\x20\x00\x2D\x06\x32\x06\x28\x06\x20\x00", None);
        check(b"one page\x0Canother \x1B[1mbold\x1B[0m", None);
    }
}
