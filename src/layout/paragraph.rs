//! An analysed paragraph: everything about it that does not depend on a width.
//!
//! Takes one paragraph of logical text and keeps its units with levels, forms and break places;
//! [`Paragraph::wrap`] cuts it into lines of a width, [`Paragraph::line`] gives the cells of one of
//! them. A character that ends a paragraph (UAX #9, class B) inside the text ends the line there and
//! starts a paragraph of the bidi algorithm, with a base direction of its own where that is not
//! forced. Text beyond 4 GiB is not read.

use super::breaks;
use super::levels;
use super::line::{Line, Tail};
use super::options::Options;
use super::shape;
use super::units::{self, Dropped, Units, is};
use super::wrap;
use crate::text::direction::{BaseDirection, Direction};
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
    units: Units,
    base: u8,
    /// Where later paragraphs of the bidi algorithm start, and their base levels.
    sections: Vec<(u32, u8)>,
}

impl Paragraph {
    /// Analyses one paragraph.
    #[must_use]
    pub fn new(text: &str, options: &Options) -> Self {
        let mut scratch = levels::Scratch::default();
        let text = readable(text);
        let mut units = units::read(text, options.glyphs);
        let (base, sections) = resolve_levels(&mut units, text, options.base, &mut scratch);
        if units.list.iter().any(|unit| unit.flags & is::SHAPED != 0) {
            shape::shape(&mut units.list, text, options.glyphs);
        }
        breaks::mark(&mut units.list, text);
        Self { text: Arc::from(text), units, base, sections }
    }

    /// The text, in logical order.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The base direction.
    #[must_use]
    pub fn base(&self) -> Direction {
        direction(self.base)
    }

    /// The bytes without a cell, in order, and why they have none.
    ///
    /// White space that hangs at the end of a line is not among them: that depends on the line.
    #[must_use]
    pub fn dropped(&self) -> &[Dropped] {
        &self.units.dropped
    }

    /// The lines of the paragraph at `width` columns, in logical order.
    ///
    /// Together they are exactly the text; an empty text has one empty line. A width of 0 acts as 1.
    #[must_use]
    pub fn wrap(&self, width: usize) -> Vec<TextRange> {
        wrap::wrap(&self.units.list, self.text.len(), width)
    }

    /// The cells of one line, in visual order; white space at its end hangs.
    #[must_use]
    pub fn line(&self, range: TextRange) -> Line {
        Line::build(&self.units, &self.text, range, self.base_at(range.start), &Tail::Hanging)
    }

    /// Like [`Self::line`], with its end treated as `tail` says.
    pub(super) fn line_with(&self, range: TextRange, tail: &Tail) -> Line {
        Line::build(&self.units, &self.text, range, self.base_at(range.start), tail)
    }

    /// The offsets at which a line may end, the end of the text aside.
    pub fn breaks(&self) -> impl Iterator<Item = usize> {
        let may_end = |flags: u16| flags & (is::BREAKABLE | is::BROKEN) != 0;
        self.units.list.iter().filter(move |unit| may_end(unit.flags)).map(|unit| unit.start as usize)
    }

    /// The embedding level of every cluster and every dropped character of a line, in logical order,
    /// as L1 leaves them.
    #[must_use]
    pub fn levels(&self, line: TextRange) -> Vec<(TextRange, u8)> {
        super::reorder::levels(&self.units, self.text.len(), line, self.base_at(line.start))
    }

    /// The units, for whoever walks them by width.
    pub(super) fn units(&self) -> &Units {
        &self.units
    }

    fn base_at(&self, offset: usize) -> u8 {
        let past = self.sections.partition_point(|&(start, _)| start as usize <= offset);
        past.checked_sub(1).and_then(|at| self.sections.get(at)).map_or(self.base, |&(_, level)| level)
    }
}

/// The direction of a level.
pub(super) fn direction(level: u8) -> Direction {
    if level.is_multiple_of(2) { Direction::Ltr } else { Direction::Rtl }
}

fn readable(text: &str) -> &str {
    let mut end = text.len().min(u32::MAX as usize - 1);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or(text)
}

/// Resolves each paragraph of the bidi algorithm (P1); gives the base level of the first, and where
/// the later ones start with theirs.
fn resolve_levels(
    units: &mut Units,
    text: &str,
    base: BaseDirection,
    scratch: &mut levels::Scratch,
) -> (u8, Vec<(u32, u8)>) {
    let mut sections = Vec::with_capacity(units.sections.len());
    let mut first = None;
    let mut list = units.list.as_mut_slice();
    let mut start = 0;
    let ends = units.sections.iter().map(|end| *end as usize).chain([text.len()]);
    for end in ends {
        let length = list.partition_point(|unit| (unit.start as usize) < end);
        let (own, later) = std::mem::take(&mut list).split_at_mut(length);
        let section = text.get(start..end).unwrap_or("");
        let level = levels::resolve(own, section, start, base, units.classes, scratch);
        match first {
            None => first = Some(level),
            Some(_) => sections.push((start as u32, level)),
        }
        (list, start) = (later, end);
    }
    (first.unwrap_or(0), sections)
}
