//! A selection in the text that is read: two ends in logical order.
//!
//! It always covers whole cells of the screen, both ends included, and what it stands for is one logical range,
//! however many stretches that lights on a row. Knows nothing of rows; whoever moves its end knows them.

use crate::text::range::TextRange;

/// What a selection grows by.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unit {
    /// Characters.
    Characters,
    /// Whole lines of the text, that is paragraphs.
    Lines,
}

/// A selection: the end that stays. The end that moves is the cursor.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Selection {
    /// Where it began.
    pub fixed: usize,
    /// What it grows by.
    pub unit: Unit,
}

impl Selection {
    /// The bytes between both ends; `whole` gives the bytes of the unit that an offset lies in.
    #[must_use]
    pub fn range(&self, cursor: usize, mut whole: impl FnMut(usize) -> TextRange) -> TextRange {
        let (fixed, moving) = (whole(self.fixed), whole(cursor));
        TextRange::new(fixed.start.min(moving.start), fixed.end.max(moving.end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ends_are_included_whichever_comes_first() {
        let whole = |offset: usize| TextRange::new(offset / 2 * 2, offset / 2 * 2 + 2);
        let selection = Selection { fixed: 4, unit: Unit::Characters };
        assert_eq!(selection.range(8, whole), TextRange::new(4, 10));
        assert_eq!(selection.range(0, whole), TextRange::new(0, 6));
        assert_eq!(selection.range(4, whole), TextRange::new(4, 6));
    }
}
