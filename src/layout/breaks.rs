//! Where a line may end: UAX #14, as flags on the units.
//!
//! Opportunities come from `icu_segmenter`'s rules without dictionaries. Three are not taken: inside
//! a unit, before white space that hangs, and after a soft hyphen, which is never shown. Knows
//! nothing of widths.

use super::units::{Unit, is};
use icu_segmenter::LineSegmenter;
use icu_segmenter::options::LineBreakOptions;

/// Marks the units before which a line may end.
pub(super) fn mark(units: &mut [Unit], text: &str) {
    let segmenter = LineSegmenter::new_for_non_complex_scripts(LineBreakOptions::default());
    let mut breaks = segmenter.segment_str(text);
    let mut next = breaks.next();
    let mut hyphen = false;
    for unit in units {
        let start = unit.start as usize;
        while next.is_some_and(|at| at < start) {
            next = breaks.next();
        }
        if next == Some(start) && start > 0 && !unit.is(is::CONTINUED) && !hyphen {
            unit.flags |= is::BREAKABLE;
        }
        hyphen = unit.is(is::HIDDEN) && text.get(start..).is_some_and(|rest| rest.starts_with('\u{AD}'));
    }
}
