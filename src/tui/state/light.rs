//! What stands out on a row of the text: hits, the selection, the cursor, as stretches of columns.
//!
//! One logical range is one stretch on a row or several; which, the layout tells (`Line::stretches`). Computed when
//! the screen is laid out, so that drawing only asks about columns. Knows no colours.

use crate::layout::{Line, Row};
use crate::text::range::TextRange;
use std::ops::Range;

/// How a cell stands out.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Light {
    /// It is part of a hit.
    pub hit: bool,
    /// It is part of the hit that was gone to last.
    pub current: bool,
    /// It is selected.
    pub selected: bool,
    /// The cursor stands on it.
    pub cursor: bool,
}

/// What is lit on one row; columns count from the first cell of its line.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Lights {
    hits: Vec<Range<usize>>,
    current: Vec<Range<usize>>,
    selected: Vec<Range<usize>>,
    cursor: Vec<Range<usize>>,
}

/// What is to be lit in a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lit<'a> {
    /// Hits, in order.
    pub hits: &'a [TextRange],
    /// The hit that was gone to last.
    pub current: Option<TextRange>,
    /// The selection, in the pieces of it that are copied.
    pub selected: &'a [TextRange],
    /// The cursor.
    pub cursor: Option<usize>,
}

impl Lights {
    /// How the cell that begins at a column stands out; a line without cells has the column 0.
    #[must_use]
    pub fn at(&self, column: usize) -> Light {
        let in_one = |stretches: &[Range<usize>]| stretches.iter().any(|stretch| stretch.contains(&column));
        Light {
            hit: in_one(&self.hits),
            current: in_one(&self.current),
            selected: in_one(&self.selected),
            cursor: in_one(&self.cursor),
        }
    }

    /// Finds what is lit on a row.
    pub(super) fn of(row: &Row, lit: Lit<'_>) -> Self {
        let own = row.range();
        let first = lit.hits.partition_point(|hit| hit.end <= own.start);
        let hits = lit.hits.iter().skip(first).take_while(|hit| hit.start < own.end);
        Self {
            hits: hits.flat_map(|hit| stretches(row, *hit)).collect(),
            current: lit.current.map_or_else(Vec::new, |hit| stretches(row, hit)),
            selected: lit.selected.iter().flat_map(|range| stretches(row, *range)).collect(),
            cursor: lit.cursor.map_or_else(Vec::new, |at| stretches(row, TextRange::new(at, at + 1))),
        }
    }
}

/// The stretches of a range of the text on a row; an empty line has its line break, in one column.
fn stretches(row: &Row, range: TextRange) -> Vec<Range<usize>> {
    if row.line.cells().is_empty() {
        let line_break = TextRange::new(row.origin, row.origin + 1);
        return if range.overlaps(line_break) { vec![0..1; 1] } else { Vec::new() };
    }
    let within = |offset: usize| offset.saturating_sub(row.origin);
    row.line.stretches(TextRange::new(within(range.start), within(range.end)))
}

/// The stretches of all of some ranges on a line.
pub(super) fn all_stretches(line: &Line, ranges: &[TextRange]) -> Vec<Range<usize>> {
    ranges.iter().flat_map(|range| line.stretches(*range)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::{Flow, Options};

    /// The row of `text` that begins its second paragraph, and what is lit on it as a picture.
    fn check(text: &str, lit: Lit<'_>, expected: &str) {
        let whole = format!("one\n{text}");
        let ranges = vec![TextRange::new(0, 3), TextRange::new(4, whole.len())];
        let mut flow = Flow::new(whole, ranges, 80, Options::default());
        let row = flow.row(crate::layout::Anchor { paragraph: 1, line: 0 });
        let lights = Lights::of(&row, lit);
        let sign = |column| match lights.at(column) {
            Light { cursor: true, .. } => '@',
            Light { selected: true, .. } => '#',
            Light { current: true, .. } => '=',
            Light { hit: true, .. } => '_',
            Light { .. } => '.',
        };
        assert_eq!((0..row.line.width().max(1)).map(sign).collect::<String>(), expected, "{text}");
    }

    const NOTHING: Lit<'_> = Lit { hits: &[], current: None, selected: &[], cursor: None };

    #[test]
    fn ranges_light_the_columns_of_their_cells() {
        let hits = [TextRange::new(0, 2), TextRange::new(5, 6), TextRange::new(7, 9)];
        check("abcdef", Lit { hits: &hits, ..NOTHING }, "._.__.");
        check("abcdef", Lit { hits: &hits, current: Some(hits[2]), ..NOTHING }, "._.==.");
        check("abcdef", Lit { selected: &[TextRange::new(1, 6)], cursor: Some(5), ..NOTHING }, "#@....");
    }

    #[test]
    fn one_range_is_two_stretches_where_direction_changes() {
        // The left-to-right word stands first, the other two letters mirrored after it.
        check("ab \u{5D0}\u{5D1}\u{5D2}", Lit { selected: &[TextRange::new(5, 9)], ..NOTHING }, ".##..#");
    }

    #[test]
    fn an_empty_line_has_its_line_break() {
        check("", Lit { selected: &[TextRange::new(0, 5)], ..NOTHING }, "#");
        check("", Lit { cursor: Some(4), ..NOTHING }, "@");
        check("", Lit { selected: &[TextRange::new(0, 4)], ..NOTHING }, ".");
    }
}
