//! ratatui's cells and those of the encoders, which are the same in other words; and what can be asked of a row.

use crate::terminal::encode::StyledCell;
use crossterm::style::{Color, ContentStyle};
use ratatui::buffer::{Cell, CellDiffOption, CellWidth};
use ratatui::prelude::{FromCrossterm, IntoCrossterm};
use ratatui::style::Style;
use std::num::NonZeroU16;

/// The cells that no wider one before them covers, with their columns.
pub(super) fn starts(row: &[Cell]) -> impl Iterator<Item = (usize, &Cell)> {
    let mut free = 0;
    row.iter().enumerate().filter(move |(column, cell)| {
        let begins = *column >= free;
        if begins {
            free = column + width(cell);
        }
        begins
    })
}

/// True if a cell is cut in two by the left edge of `column`.
pub(super) fn is_cut(row: &[Cell], column: usize) -> bool {
    column < row.len() && starts(row).all(|(start, _)| start != column)
}

/// The columns that a cell takes.
pub(super) fn width(cell: &Cell) -> usize {
    usize::from(cell.cell_width()).max(1)
}

/// True if it is as a cell that was erased.
pub(super) fn is_erased(cell: &Cell) -> bool {
    cell.symbol() == " " && cell.style() == Cell::EMPTY.style() && width(cell) == 1
}

/// A cell as encoders have it; a colour that is the terminal's own is none.
pub(super) fn styled((column, cell): (usize, &Cell)) -> StyledCell<'_> {
    let mut style: ContentStyle = cell.style().into_crossterm();
    for colour in [&mut style.foreground_color, &mut style.background_color, &mut style.underline_color] {
        if *colour == Some(Color::Reset) {
            *colour = None;
        }
    }
    let number = |number: usize| u16::try_from(number).unwrap_or(u16::MAX);
    StyledCell { column: number(column), symbol: cell.symbol().into(), width: number(width(cell)), style }
}

/// The way back.
pub(super) fn plain(styled: &StyledCell<'_>) -> Cell {
    let mut cell = Cell::EMPTY;
    cell.set_symbol(&styled.symbol).set_style(Style::from_crossterm(styled.style));
    if let Some(wanted) = NonZeroU16::new(styled.width).filter(|wanted| usize::from(wanted.get()) != width(&cell)) {
        cell.set_diff_option(CellDiffOption::ForcedWidth(wanted));
    }
    cell
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::style::{Color as Ink, Modifier};

    #[test]
    fn cells_come_back_as_they_went() {
        let mut cell = Cell::EMPTY;
        for (symbol, fg, modifier) in [
            ("a", Ink::Reset, Modifier::empty()),
            ("\u{6F22}", Ink::Gray, Modifier::all()),
            ("\u{FEE3}\u{64E}", Ink::DarkGray, Modifier::BOLD | Modifier::DIM),
            (" ", Ink::Indexed(7), Modifier::REVERSED),
            ("\u{FEE3}\u{200C}", Ink::Rgb(1, 2, 3), Modifier::ITALIC),
        ] {
            cell.set_symbol(symbol).set_style(Style::new().fg(fg).add_modifier(modifier));
            cell.bg = Ink::LightBlue;
            cell.underline_color = Ink::White;
            assert_eq!(plain(&styled((3, &cell))), cell);
        }
        cell.set_diff_option(CellDiffOption::ForcedWidth(NonZeroU16::MIN.saturating_add(1)));
        assert_eq!(plain(&styled((3, &cell))), cell);
    }
}
