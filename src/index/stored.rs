//! The shown text of a statement as it is stored with its words: its parts, one after the other.
//!
//! Each is the number of its section, the length of its text in four bytes, and the text. What does not read so is left away.

use crate::search::page::{Part, Section};

const SECTIONS: [Section; 3] = [Section::Body, Section::Lead, Section::Title];

/// The parts as bytes.
pub(super) fn written(parts: &[Part<'_>]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(parts.iter().map(|part| part.text.len() + 5).sum());
    for part in parts {
        let Ok(length) = u32::try_from(part.text.len()) else { continue };
        bytes.push(part.section as u8);
        bytes.extend(length.to_le_bytes());
        bytes.extend(part.text.as_bytes());
    }
    bytes
}

/// The parts that bytes hold.
pub(super) fn read(mut bytes: &[u8]) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    while let Some((part, rest)) = first(bytes) {
        parts.push(part);
        bytes = rest;
    }
    parts
}

fn first(bytes: &[u8]) -> Option<(Part<'_>, &[u8])> {
    let (section, bytes) = bytes.split_first()?;
    let (length, bytes) = bytes.split_first_chunk::<4>()?;
    let (text, rest) = bytes.split_at_checked(u32::from_le_bytes(*length) as usize)?;
    let section = *SECTIONS.get(usize::from(*section))?;
    Some((Part { section, text: std::str::from_utf8(text).ok()? }, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_read_as_they_were_written() {
        let parts = [
            Part { section: Section::Title, text: "حزب" },
            Part { section: Section::Lead, text: "" },
            Part { section: Section::Body, text: "او می\u{200C}خواهد\nx" },
        ];
        let bytes = written(&parts);
        assert_eq!(read(&bytes), parts);
        assert_eq!(read(&bytes[..bytes.len() - 1]), parts[..2]);
        assert_eq!(read(&[9, 0, 0, 0, 0]), []);
        assert_eq!(read(&[0, 1, 0, 0, 0, 0xFF]), []);
    }
}
