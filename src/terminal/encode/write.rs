//! Cells as bytes, in the columns they have.
//!
//! The last step for every terminal: what it does to the order is no affair of this one. A cell whose width terminals may
//! take differently is followed by an explicit position, so that a wrong width never shifts the rest of its row.

use super::{StyledCell, style};
use crossterm::style::ContentStyle;
use std::io::Write;

/// Appends the bytes that put `cells`, as they were arranged, into `row`, counted from 0; their columns ascend.
///
/// The style of the terminal is plain before and after.
pub fn write(row: u16, cells: &[StyledCell<'_>], out: &mut Vec<u8>) {
    // Where the cursor surely is.
    let mut cursor = None;
    let mut current = ContentStyle::default();
    for cell in cells {
        if cursor != Some(cell.column) {
            // Writing to a vector cannot fail.
            let _ = std::write!(out, "\x1b[{};{}H", u32::from(row) + 1, u32::from(cell.column) + 1);
        }
        if cell.style != current {
            style::set(&cell.style, out);
            current = cell.style;
        }
        // The layout lets no control through; one from elsewhere must not reach the terminal either.
        if cell.symbol.is_empty() || cell.symbol.chars().any(char::is_control) {
            out.extend(std::iter::repeat_n(b' ', usize::from(cell.width.max(1))));
        } else {
            out.extend_from_slice(cell.symbol.as_bytes());
        }
        cursor = (cell.width == 1 && is_one_column(&cell.symbol)).then(|| cell.column.saturating_add(1));
    }
    if current != ContentStyle::default() {
        style::set(&ContentStyle::default(), out);
    }
}

/// True if every terminal takes one column for it: one character of one column, perhaps with marks.
fn is_one_column(symbol: &str) -> bool {
    use unicode_width::UnicodeWidthChar;
    let mut letters = symbol.chars();
    let first = letters.next().and_then(UnicodeWidthChar::width);
    first == Some(1)
        && letters.all(|mark| mark.width() == Some(0) && !matches!(mark, '\u{200B}'..='\u{200F}' | '\u{FE0F}'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossterm::style::{Attribute, Color};

    fn plain(column: u16, symbol: &str) -> StyledCell<'_> {
        StyledCell { column, symbol: symbol.into(), width: 1, style: ContentStyle::default() }
    }

    fn check(cells: &[StyledCell<'_>], expected: &str) {
        let mut out = Vec::new();
        write(4, cells, &mut out);
        assert_eq!(String::from_utf8(out).unwrap().replace('\x1b', "^"), expected);
    }

    #[test]
    fn neighbours_need_no_position() {
        check(&[plain(0, "a"), plain(1, "\u{FEE1}"), plain(2, "c"), plain(7, "d")], "^[5;1Ha\u{FEE1}c^[5;8Hd");
        check(&[], "");
    }

    #[test]
    fn marks_do_not_move_the_cursor() {
        check(&[plain(0, "\u{FEE3}\u{64F}\u{651}"), plain(1, "b")], "^[5;1H\u{FEE3}\u{64F}\u{651}b");
    }

    #[test]
    fn after_a_doubtful_width_the_place_is_said() {
        let wide = StyledCell { width: 2, ..plain(0, "\u{6F22}") };
        check(&[wide, plain(2, "b")], "^[5;1H\u{6F22}^[5;3Hb");
        check(&[plain(0, "\u{644}\u{627}"), plain(1, "b")], "^[5;1H\u{644}\u{627}^[5;2Hb");
    }

    #[test]
    fn styles_travel_and_end_with_the_row() {
        let mut style = ContentStyle { foreground_color: Some(Color::DarkGreen), ..ContentStyle::default() };
        style.attributes.set(Attribute::Bold);
        let bold = |column, symbol| StyledCell { style, ..plain(column, symbol) };
        check(&[plain(0, "a"), bold(1, "b"), bold(2, "c"), plain(3, "d")], "^[5;1Ha^[0;1;32mbc^[0md");
        check(&[bold(1, "b")], "^[5;2H^[0;1;32mb^[0m");
    }

    #[test]
    fn controls_become_blanks() {
        check(&[plain(0, "\x1b[2J"), plain(1, "\u{9B}"), plain(2, "")], "^[5;1H ^[5;2H ^[5;3H ");
    }
}
