//! Breaks an analysed paragraph into lines of a given width.
//!
//! Takes units in logical order and gives one `TextRange` per line; together they cover the text
//! exactly once. Break places follow UAX #14; white space at the end of a line hangs and takes no
//! column; a word longer than the line breaks before the cluster that no longer fits, and a cluster
//! wider than the line gets a line to itself. Direction plays no part: each line is reordered
//! afterwards, on its own.

use super::units::{Unit, is};
use crate::text::range::TextRange;
use std::ops::Range;

/// One line: its bytes and its units.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Cut {
    pub(super) range: TextRange,
    pub(super) units: Range<usize>,
}

/// The lines of `units`, which stand for a text of `length` bytes, at `width` columns.
pub(super) fn wrap(units: &[Unit], length: usize, width: usize) -> Vec<TextRange> {
    let mut lines = Vec::new();
    each_line(units, length, width, |cut| lines.push(cut.range));
    lines
}

/// Calls `take` with each line in order.
pub(super) fn each_line(units: &[Unit], length: usize, width: usize, mut take: impl FnMut(Cut)) {
    let width = width.max(1);
    let offset = |at: usize| units.get(at).map_or(length, |unit| unit.start as usize);
    let mut cut = |start: usize, end: usize| {
        take(Cut { range: TextRange::new(offset(start), offset(end)), units: start..end });
    };
    let mut start = 0;
    // Columns from the start of the line; the last place where it may end, and the columns up to it.
    let mut columns = 0;
    let mut last = (0, 0);
    // The last unit that does not belong to the sign before it, and the columns up to it.
    let mut sign = (0, 0);
    for (at, unit) in units.iter().enumerate() {
        if unit.flags & (is::BREAKABLE | is::BROKEN) != 0 && at > start {
            last = (at, columns);
            if unit.flags & is::BROKEN != 0 {
                cut(start, at);
                (start, columns) = (at, 0);
            }
        }
        if unit.flags & is::CONTINUED == 0 {
            sign = (at, columns);
        }
        let own = unit.width as usize;
        if columns + own > width && own > 0 && unit.flags & is::HANGING == 0 {
            // What is left after the last place to end a line may still be too long.
            if last.0 > start {
                cut(start, last.0);
                start = last.0;
                columns = columns.saturating_sub(last.1);
                sign.1 = sign.1.saturating_sub(last.1);
            }
            if columns + own > width && sign.0 > start {
                cut(start, sign.0);
                start = sign.0;
                columns = columns.saturating_sub(sign.1);
                sign.1 = 0;
            }
        }
        columns += own;
    }
    cut(start, units.len());
}
