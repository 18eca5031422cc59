//! Breaks an analysed paragraph into lines of a given width.
//!
//! Takes units in logical order and gives one `TextRange` per line; together they cover the text
//! exactly once. Break places follow UAX #14; white space at the end of a line hangs and takes no
//! column; a word longer than the line breaks before the cluster that no longer fits, and a cluster
//! wider than the line gets a line to itself. Direction plays no part: each line is reordered
//! afterwards, on its own.

use super::units::{Unit, is};
use crate::text::range::TextRange;

/// The lines of `units`, which stand for a text of `length` bytes, at `width` columns.
pub(super) fn wrap(units: &[Unit], length: usize, width: usize) -> Vec<TextRange> {
    let mut lines = Vec::new();
    each_line(units, length, width, |line| lines.push(line));
    lines
}

/// Calls `take` with each line in order.
pub(super) fn each_line(units: &[Unit], length: usize, width: usize, mut take: impl FnMut(TextRange)) {
    let width = width.max(1);
    let mut start = 0;
    // Columns from the start of the line; the last place where it may end, and the columns up to it.
    let mut columns = 0;
    let mut last: Option<(usize, usize)> = None;
    // The last unit that does not belong to the sign before it, and the columns up to it.
    let mut sign = (0, 0);
    for unit in units {
        let at = unit.start as usize;
        if unit.flags & (is::BREAKABLE | is::BROKEN) != 0 && at > start {
            if unit.flags & is::BROKEN != 0 {
                take(TextRange::new(start, at));
                (start, columns, last) = (at, 0, None);
            } else {
                last = Some((at, columns));
            }
        }
        if unit.flags & is::CONTINUED == 0 {
            sign = (at, columns);
        }
        let own = unit.width as usize;
        if columns + own > width && own > 0 && unit.flags & is::HANGING == 0 {
            let cut = last.filter(|&(at, _)| at > start).or((sign.0 > start).then_some(sign));
            if let Some((end, before)) = cut {
                take(TextRange::new(start, end));
                start = end;
                columns = columns.saturating_sub(before);
                sign.1 = sign.1.saturating_sub(before);
                last = None;
            }
            // What is left may still be too long: it began after the last place to end a line.
            if columns + own > width && sign.0 > start {
                take(TextRange::new(start, sign.0));
                columns = columns.saturating_sub(sign.1);
                (start, sign.1) = (sign.0, 0);
            }
        }
        columns += own;
    }
    take(TextRange::new(start, length));
}
