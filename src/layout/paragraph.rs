//! An analysed paragraph: everything about it that does not depend on a width.
//!
//! Takes one paragraph of logical text and keeps its units with levels, forms and break places;
//! [`Paragraph::wrap`] cuts it into lines of a width, [`Paragraph::line`] gives the cells of one of
//! them. A character that ends a paragraph (UAX #9, class B) inside the text ends the line there and
//! starts a paragraph of the bidi algorithm, with a base direction of its own where that is not
//! forced.

use super::analysis::Analysis;
use super::line::{Line, Tail};
use super::options::Options;
use super::units::{Dropped, Units, is};
use super::wrap;
use crate::text::direction::Direction;
use crate::text::range::TextRange;
use std::sync::Arc;

/// One paragraph, ready to be cut into lines.
///
/// ```
/// use reader::layout::{Options, Paragraph};
///
/// let paragraph = Paragraph::new("سلام (2016) USFP", &Options::default());
/// let lines = paragraph.wrap(40);
/// assert_eq!(lines.len(), 1);
/// let line = paragraph.line(lines[0]);
/// assert_eq!(line.visual(), "USFP (2016) \u{FEE1}\u{FEFC}\u{FEB3}");
/// ```
#[derive(Clone, Debug)]
pub struct Paragraph {
    text: Arc<str>,
    analysis: Analysis,
}

impl Paragraph {
    /// Analyses one paragraph.
    #[must_use]
    pub fn new(text: &str, options: &Options) -> Self {
        Self::with_joiners(text, options, &[])
    }

    /// Analyses one paragraph that lacks ZWNJ at the offsets `lost`, and shows it as if it had them.
    ///
    /// At a letter one is missing before it; a space stands in the stead of one, and has no cell of its own. The offsets
    /// are in order; one that makes no sense is passed over.
    #[must_use]
    pub fn with_joiners(text: &str, options: &Options, lost: &[usize]) -> Self {
        let mut analysis = Analysis::default();
        let text = analysis.read(text, options, lost);
        analysis.forget_scratch();
        Self { text: Arc::from(text), analysis }
    }

    /// The text, in logical order.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The base direction.
    #[must_use]
    pub fn base(&self) -> Direction {
        direction(self.analysis.base)
    }

    /// The bytes without a cell, in order, and why they have none.
    ///
    /// White space that hangs at the end of a line is not among them: that depends on the line.
    #[must_use]
    pub fn dropped(&self) -> &[Dropped] {
        &self.analysis.units.dropped
    }

    /// The lines of the paragraph at `width` columns, in logical order.
    ///
    /// Together they are exactly the text; an empty text has one empty line. A width of 0 acts as 1.
    #[must_use]
    pub fn wrap(&self, width: usize) -> Vec<TextRange> {
        wrap::wrap(&self.analysis.units.list, self.text.len(), width)
    }

    /// The cells of one line, in visual order; white space at its end hangs.
    #[must_use]
    pub fn line(&self, range: TextRange) -> Line {
        Line::build(&self.analysis.units, &self.text, range, self.analysis.base_at(range.start), &Tail::Hanging)
    }

    /// Like [`Self::line`], with its end treated as `tail` says.
    pub(super) fn line_with(&self, range: TextRange, tail: &Tail) -> Line {
        Line::build(&self.analysis.units, &self.text, range, self.analysis.base_at(range.start), tail)
    }

    /// The offsets at which a line may end, the end of the text aside.
    pub fn breaks(&self) -> impl Iterator<Item = usize> {
        let may_end = |flags: u16| flags & (is::BREAKABLE | is::BROKEN) != 0;
        self.analysis.units.list.iter().filter(move |unit| may_end(unit.flags)).map(|unit| unit.start as usize)
    }

    /// The embedding level of every cluster and every dropped character of a line, in logical order,
    /// as L1 leaves them.
    #[must_use]
    pub fn levels(&self, line: TextRange) -> Vec<(TextRange, u8)> {
        super::reorder::levels(&self.analysis.units, self.text.len(), line, self.analysis.base_at(line.start))
    }

    /// The units, for whoever walks them by width.
    pub(super) fn units(&self) -> &Units {
        &self.analysis.units
    }
}

/// The direction of a level.
pub(super) fn direction(level: u8) -> Direction {
    if level.is_multiple_of(2) { Direction::Ltr } else { Direction::Rtl }
}
