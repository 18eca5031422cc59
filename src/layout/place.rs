//! From an offset to a column and back, within one line.
//!
//! Columns are edges between cells, counted from the line's first cell: 0 is the left edge, the
//! line's width the right one. Where direction changes one offset has two edges, that of the
//! character before it and that of the one after it; the affinity says which is meant. Knows
//! nothing of where on the screen the line stands.

use super::line::{Cell, Line};
use crate::text::direction::Direction;
use crate::text::range::TextRange;
use std::ops::Range;

/// Which neighbour an offset clings to where direction changes.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Affinity {
    /// The character before the offset: the edge at which it ends.
    Before,
    /// The character after the offset: the edge at which it starts.
    #[default]
    After,
}

impl Line {
    /// The edge column of an offset; `None` outside the line.
    ///
    /// An offset beside characters without a cell takes the edge of the nearest cell on the side of
    /// its affinity. Where there is none on that side it is the edge where the line begins or ends.
    #[must_use]
    pub fn column_of(&self, offset: usize, affinity: Affinity) -> Option<usize> {
        let range = self.range();
        if offset < range.start || offset > range.end {
            return None;
        }
        let (mut nearest, mut edge): (Option<TextRange>, Option<usize>) = (None, None);
        for (cell, columns) in self.stretches_of_sources() {
            let source = cell.source;
            let better = match affinity {
                Affinity::Before => source.start < offset && nearest.is_none_or(|best| best.start < source.start),
                Affinity::After => source.end > offset && nearest.is_none_or(|best| best.start > source.start),
            };
            if better {
                nearest = Some(source);
                edge = Some(match (affinity, cell.direction()) {
                    (Affinity::Before, Direction::Ltr) | (Affinity::After, Direction::Rtl) => columns.end,
                    _ => columns.start,
                });
            }
        }
        Some(edge.unwrap_or(match (affinity, self.base()) {
            (Affinity::Before, Direction::Ltr) | (Affinity::After, Direction::Rtl) => 0,
            _ => self.width(),
        }))
    }

    /// The index of the cell that holds the byte at `offset`; the first in reading order for a spelt-out sign.
    #[must_use]
    pub fn cell_of(&self, offset: usize) -> Option<usize> {
        let first = self.cells().iter().position(|cell| cell.source.contains(offset))?;
        let run = self.cells().iter().skip(first);
        let shared = run.take_while(|cell| cell.source.contains(offset)).count();
        let backwards = self.cells().get(first).is_some_and(|cell| cell.direction() == Direction::Rtl);
        Some(if backwards { first + shared - 1 } else { first })
    }

    /// The offset at an edge column, with the affinity that leads back to it.
    ///
    /// A column inside a cell, or inside a spelt-out sign, counts as its left edge, a column beyond
    /// the line as its right edge.
    #[must_use]
    pub fn offset_at(&self, column: usize) -> (usize, Affinity) {
        let mut last = None;
        for (cell, columns) in self.stretches_of_sources() {
            if columns.contains(&column) {
                return match cell.direction() {
                    Direction::Ltr => (cell.source.start, Affinity::After),
                    Direction::Rtl => (cell.source.end, Affinity::Before),
                };
            }
            last = Some(cell);
        }
        match last {
            None => (self.range().start, Affinity::After),
            Some(cell) => match cell.direction() {
                Direction::Ltr => (cell.source.end, Affinity::Before),
                Direction::Rtl => (cell.source.start, Affinity::After),
            },
        }
    }

    /// The columns whose cells hold a selected byte, from left to right: one stretch or several.
    #[must_use]
    pub fn stretches(&self, selected: TextRange) -> Vec<Range<usize>> {
        let mut stretches: Vec<Range<usize>> = Vec::new();
        for (cell, columns) in self.stretches_of_sources() {
            if !cell.source.overlaps(selected) || selected.is_empty() {
                continue;
            }
            match stretches.last_mut() {
                Some(last) if last.end == columns.start => last.end = columns.end,
                _ => stretches.push(columns),
            }
        }
        stretches
    }

    /// The first column of the cell at `index`.
    #[must_use]
    pub fn column_of_cell(&self, index: usize) -> usize {
        self.cells().iter().take(index).map(|cell| cell.width as usize).sum()
    }

    /// One cell for each source from left to right, with the columns of all cells that share it.
    fn stretches_of_sources(&self) -> impl Iterator<Item = (&Cell, Range<usize>)> {
        let mut column = 0;
        self.cells().chunk_by(|left, right| left.source == right.source).filter_map(move |cells| {
            let start = column;
            column += cells.iter().map(|cell| cell.width as usize).sum::<usize>();
            cells.first().map(|cell| (cell, start..column))
        })
    }
}
