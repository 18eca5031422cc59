//! One row of text for lists, titles and status lines.
//!
//! Whatever is given is made one line, laid out whole, and cut where it no longer fits: an ellipsis
//! at the end of the text in reading order stands for the rest, so the beginning is always seen.

use super::line::{Line, Tail};
use super::options::Options;
use super::paragraph::Paragraph;
use super::units::is;
use crate::text::range::TextRange;
use crate::text::sanitize::one_line;

/// Lays `text` out as one row of at most `width` columns.
///
/// The ellipsis is a cell that stands for all bytes that were cut. White space at the end is kept.
///
/// ```
/// use reader::layout::{Options, label};
///
/// assert_eq!(label("Party statements", 8, &Options::default()).visual(), "Party s…");
/// ```
#[must_use]
pub fn label(text: &str, width: usize, options: &Options) -> Line {
    label_restoring(text, width, options, |_| Vec::new())
}

/// Does the same and shows the ZWNJ that `find` misses in the text; offsets stay those of the text.
#[must_use]
pub fn label_restoring(text: &str, width: usize, options: &Options, find: fn(&str) -> Vec<usize>) -> Line {
    let text = one_line(text);
    let paragraph = Paragraph::with_joiners(&text, options, &find(&text));
    let whole = TextRange::new(0, paragraph.text().len());
    let units = &paragraph.units().list;
    let mut columns = 0;
    let mut cut = 0;
    for unit in units {
        // The ellipsis needs a column; a sign is cut off whole.
        if unit.flags & is::CONTINUED == 0 && columns < width {
            cut = unit.start as usize;
        }
        columns += unit.width as usize;
        if columns > width {
            if width == 0 {
                return paragraph.line_with(TextRange::empty(0), &Tail::Kept);
            }
            return paragraph.line_with(TextRange::new(0, cut), &Tail::Cut(TextRange::new(cut, whole.end)));
        }
    }
    paragraph.line_with(whole, &Tail::Kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, width: usize, expected: &str) {
        let line = label(text, width, &Options::default());
        assert_eq!(line.visual(), expected, "{text:?} at {width}");
        assert!(line.width() <= width);
    }

    #[test]
    fn a_text_that_fits_is_whole() {
        check("list", 4, "list");
        check("حزب", 3, "\u{FE8F}\u{FEB0}\u{FEA3}");
        check("a ", 2, "a ");
        check("", 0, "");
    }

    #[test]
    fn the_ellipsis_stands_where_reading_stops() {
        check("listing", 4, "lis…");
        check("אבגדה", 4, "…גבא");
        check("אב xyz", 5, "…x בא");
        check("漢字漢", 5, "漢字…");
        check("漢字漢", 4, "漢…");
        check("abc", 1, "…");
        check("abc", 0, "");
    }

    #[test]
    fn line_ends_become_spaces() {
        check("a\nb\tc", 10, "a b c");
    }

    #[test]
    fn the_ellipsis_stands_for_what_is_cut() {
        let line = label("listing", 4, &Options::default());
        assert_eq!(line.cells().last().map(|cell| cell.source), Some(TextRange::new(3, 7)));
        assert_eq!(line.range(), TextRange::new(0, 7));
    }
}
