//! Which cells belong to text that is read from the right, and which of its marks a terminal cannot show.
//!
//! By blocks, not by single characters: a row without such a cell must cost nothing, and one comma too many
//! costs little. Knows nothing of directions in a row.

use unicode_normalization::char::is_combining_mark;

/// Returns true if some terminal may move this cell by itself: it is of a script that is read from the right, one of its
/// signs or one of its digits, Persian ones too.
#[must_use]
pub fn is_right_to_left(symbol: &str) -> bool {
    // No character below U+0590 begins with such a byte.
    if symbol.as_bytes().first().is_none_or(|byte| *byte < 0xD6) {
        return false;
    }
    symbol.chars().next().is_some_and(is_of_the_right)
}

/// The blocks that are right-to-left unless something else is said (DerivedBidiClass.txt).
pub(super) fn is_of_the_right(character: char) -> bool {
    matches!(character,
        '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}'
        | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

/// Returns `symbol` without the marks over and under a right-to-left letter; those of other letters stay.
///
/// What can be one character with its mark is one before it comes here: the layout composes it.
#[must_use]
pub fn without_marks(symbol: &str) -> &str {
    let mut characters = symbol.char_indices();
    let base = characters.next();
    if !base.is_some_and(|(_, base)| is_of_the_right(base) && !is_combining_mark(base)) {
        return symbol;
    }
    match characters.next() {
        Some((at, mark)) if is_combining_mark(mark) && characters.all(|(_, mark)| is_combining_mark(mark)) => {
            symbol.get(..at).unwrap_or(symbol)
        }
        _ => symbol,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::{Options, label};

    #[test]
    fn scripts_of_the_right() {
        for symbol in ["\u{5D0}", "\u{628}", "\u{FEE1}", "\u{FBFC}", "\u{661}", "\u{6F1}", "\u{60C}", "\u{FEFB}\u{64B}"]
        {
            assert!(is_right_to_left(symbol), "{symbol:?}");
        }
        for symbol in
            ["", " ", "a", "7", "\u{AB}", "e\u{301}", "\u{2502}", "\u{2026}", "\u{2800}", "\u{6F22}", "\u{1F600}"]
        {
            assert!(!is_right_to_left(symbol), "{symbol:?}");
        }
    }

    #[test]
    fn marks_of_right_to_left_letters_are_cut() {
        for (symbol, expected) in [
            ("\u{FE91}\u{64E}", "\u{FE91}"),
            ("\u{FE91}\u{651}\u{64E}", "\u{FE91}"),
            ("\u{FEFB}\u{64B}", "\u{FEFB}"),
            ("\u{5D1}\u{5BC}", "\u{5D1}"),
            ("\u{FE91}", "\u{FE91}"),
            ("e\u{301}", "e\u{301}"),
            ("\u{25CC}\u{64E}", "\u{25CC}\u{64E}"),
            // No marks alone: nothing is known of it.
            ("\u{644}\u{64E}\u{627}", "\u{644}\u{64E}\u{627}"),
            (" ", " "),
            ("", ""),
        ] {
            assert_eq!(without_marks(symbol), expected, "{symbol:?}");
        }
    }

    /// What is left of a word where marks are stripped, from left to right.
    fn stripped(word: &str) -> String {
        let line = label(word, 20, &Options::default());
        line.cells().iter().map(|cell| without_marks(line.symbol(cell))).collect()
    }

    #[test]
    fn letters_that_are_more_than_their_marks_survive() {
        for (word, expected) in [
            // Heh with hamza above at the end of a word: joined and not.
            ("\u{628}\u{647}\u{654}", "\u{FBA5}\u{FE91}"),
            ("\u{631}\u{647}\u{654}", "\u{FBA4}\u{FEAD}"),
            ("\u{628}\u{6C0}", "\u{FBA5}\u{FE91}"),
            // Alef with hamza above, hamza below, madda.
            ("\u{627}\u{654}\u{628}", "\u{FE8F}\u{FE83}"),
            ("\u{627}\u{655}\u{628}", "\u{FE8F}\u{FE87}"),
            ("\u{627}\u{653}\u{628}", "\u{FE8F}\u{FE81}"),
            ("\u{644}\u{627}\u{654}", "\u{FEF7}"),
            ("\u{628}\u{644}\u{627}\u{653}", "\u{FEF6}\u{FE91}"),
            // Waw and yeh with hamza above; a vowel mark beside it goes.
            ("\u{628}\u{648}\u{654}", "\u{FE86}\u{FE91}"),
            ("\u{628}\u{64A}\u{654}\u{64E}\u{628}", "\u{FE90}\u{FE8C}\u{FE91}"),
            ("\u{628}\u{6CC}\u{654}", "\u{FE8A}\u{FE91}"),
            ("\u{628}\u{64E}\u{628}\u{651}", "\u{FE90}\u{FE91}"),
        ] {
            assert_eq!(stripped(word), expected, "{}", word.escape_unicode());
        }
    }
}
