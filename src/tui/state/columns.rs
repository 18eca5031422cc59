//! Between the cursor, which is an offset, and the columns of its row.
//!
//! The layout speaks of the edges between cells (`Line::column_of`, `Line::offset_at`); the cursor stands on a cell,
//! which is what lies between two of them. Columns count from the first cell of the row.

use crate::layout::{Affinity, Row};
use crate::text::direction::Direction;
use std::ops::Range;

/// The column of the cell at an offset; of an offset without a cell its edge.
pub(super) fn column(row: &Row, offset: usize) -> usize {
    let (line, within) = (&row.line, offset.saturating_sub(row.origin));
    let edge = line.column_of(within, Affinity::After).unwrap_or(0);
    match line.cell_of(within).and_then(|cell| line.cells().get(cell)) {
        // A cell that is read to the left starts at its right edge.
        Some(cell) if cell.direction() == Direction::Rtl => edge.saturating_sub(usize::from(cell.width)),
        _ => edge,
    }
}

/// The columns of the sign at an offset: of its cell, or of all cells that spell it out.
pub(super) fn columns(row: &Row, offset: usize) -> Option<Range<usize>> {
    let line = &row.line;
    let source = line.cells().get(line.cell_of(offset.saturating_sub(row.origin))?)?.source;
    let start = line.column_of(source.start, Affinity::After)?;
    let end = line.column_of(source.end, Affinity::Before)?;
    Some(start.min(end)..start.max(end))
}

/// The start of the cell at a column, or of the last one before it; of the row where it has no cells.
pub(super) fn offset(row: &Row, column: usize) -> usize {
    let line = &row.line;
    let byte = match line.offset_at(column.min(line.width().saturating_sub(1))) {
        (edge, Affinity::After) => edge,
        (edge, Affinity::Before) => edge.saturating_sub(1),
    };
    let cell = line.cell_of(byte).and_then(|cell| line.cells().get(cell));
    row.origin + cell.map_or(line.range().start, |cell| cell.source.start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::{Anchor, Flow, Options};
    use crate::text::range::TextRange;

    #[test]
    fn every_cell_is_found_by_its_column_and_back() {
        let text = "\u{628}\u{627} Red \u{644}\u{623}\u{645} 2019 \u{4E2D}\u{645}";
        let whole = format!("one\n{text}");
        let ranges = vec![TextRange::new(0, 3), TextRange::new(4, whole.len())];
        let mut flow = Flow::new(whole, ranges, 80, Options::default());
        let row = flow.row(Anchor { paragraph: 1, line: 0 });
        let mut left = 0;
        for cell in row.line.cells() {
            let start = row.origin + cell.source.start;
            assert_eq!(column(&row, start), left);
            assert_eq!(columns(&row, start), Some(left..left + usize::from(cell.width)));
            for column in left..left + usize::from(cell.width) {
                assert_eq!(offset(&row, column), start);
            }
            left += usize::from(cell.width);
        }
        let last = row.line.cells().last().map(|cell| row.origin + cell.source.start);
        assert_eq!(Some(offset(&row, 500)), last);
    }
}
