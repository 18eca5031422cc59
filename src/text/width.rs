//! How many columns a character takes in a terminal.
//!
//! `unicode-width` per character, with the few places where terminals agree on something else.
//! Never asked about a whole Arabic string: the crate counts lam and alef as one column, terminals
//! as two. Knows nothing of what is shown in a character's place (`sanitize`, `layout`).

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Columns of one character; 0 for marks, controls and joiners.
#[must_use]
pub fn char_width(character: char) -> usize {
    match character {
        ' '..='~' => 1,
        // Never shown, though the crate gives the soft hyphen no column and some terminals one.
        '\u{00AD}' => 0,
        character => character.width().unwrap_or(0),
    }
}

/// Columns of one cluster outside the Arabic script: what the characters that are shown take together.
#[must_use]
pub fn cluster_width(cluster: &str) -> usize {
    cluster.width()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_characters() {
        for (character, expected) in [
            ('a', 1),
            ('ب', 1),
            ('\u{FEFB}', 1),
            ('\u{0640}', 1),
            ('۱', 1),
            ('\u{064E}', 0),
            ('\u{200C}', 0),
            ('\u{00AD}', 0),
            ('\t', 0),
            ('漢', 2),
            ('😀', 2),
            ('…', 1),
        ] {
            assert_eq!(char_width(character), expected, "{character:?}");
        }
    }

    #[test]
    fn columns_of_clusters() {
        assert_eq!(cluster_width("e\u{301}"), 1);
        assert_eq!(cluster_width("각"), 2);
    }
}
