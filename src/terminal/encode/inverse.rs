//! Cells in an order that a terminal which applies UAX #9 to every row turns into the wanted one.
//!
//! For terminals that cannot be told to leave the order alone. `arrange` finds the order; here cells are sent in it, each
//! with its style, its marks and, at an odd level, the bracket that will be mirrored. Columns are counted along what is
//! sent, as such terminals do. A terminal that takes presentation forms back to letters joins them anew: a ZWNJ keeps
//! apart what stood apart.

use super::StyledCell;
use super::arrange::{FENCE, Sent, arrange as order};
use crate::layout::{Pull, are_parted, mirrored, pull};
use std::borrow::Cow;

/// What the terminal does besides.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Reader {
    /// It mirrors brackets (L4) and leaves forms as they are.
    Mirrors,
    /// It leaves brackets as they are and joins letters anew.
    Joins,
}

pub(super) fn arrange<'a>(cells: &[StyledCell<'a>], reader: Reader) -> Vec<StyledCell<'a>> {
    let characters = characters(cells);
    let sent = order(&characters, reader == Reader::Mirrors);
    let symbol = |at: usize| {
        let &Sent { cell, level, fence } = sent.get(at)?;
        let symbol = &cells.get(cell)?.symbol;
        let own = *characters.get(cell)?;
        if fence {
            return Some(FENCE.to_string());
        }
        if !symbol.starts_with(own) {
            return Some(" ".repeat(usize::from(cells.get(cell)?.width.max(1))));
        }
        match reader {
            Reader::Mirrors if level % 2 == 1 && mirrored(own) != own => {
                Some(format!("{}{}", mirrored(own), symbol.get(own.len_utf8()..)?))
            }
            Reader::Joins if level % 2 == 1 => {
                let next = sent.get(at + 1).filter(|next| next.level == level && !next.fence)?;
                are_parted(own, *characters.get(next.cell)?).then(|| format!("{symbol}\u{200C}"))
            }
            _ => None,
        }
    };
    let mut column = cells.first().map_or(0, |cell| cell.column);
    let place = |(at, sent): (usize, &Sent)| {
        let mut own = cells.get(sent.cell)?.clone();
        own.column = column;
        column = column.saturating_add(own.width.max(1));
        // What is not sent as it stands in its cell.
        if let Some(symbol) = symbol(at) {
            own.symbol = Cow::Owned(symbol);
        }
        Some(own)
    };
    sent.iter().enumerate().filter_map(place).collect()
}

/// The column in which the cell that is to be seen in `column` is sent; such terminals move the cursor with its cell.
pub(super) fn column_of(cells: &[StyledCell<'_>], reader: Reader, column: u16) -> u16 {
    let covers = |cell: &StyledCell<'_>| (cell.column..cell.column.saturating_add(cell.width.max(1))).contains(&column);
    let Some(wanted) = cells.iter().position(covers) else { return column };
    let mut sent = cells.first().map_or(0, |cell| cell.column);
    for place in order(&characters(cells), reader == Reader::Mirrors) {
        if place.cell == wanted {
            return sent;
        }
        sent = sent.saturating_add(cells.get(place.cell).map_or(1, |cell| cell.width.max(1)));
    }
    column
}

fn characters(cells: &[StyledCell<'_>]) -> Vec<char> {
    cells.iter().map(|cell| leading(&cell.symbol).unwrap_or(' ')).collect()
}

/// The first character of a symbol that may be sent.
fn leading(symbol: &str) -> Option<char> {
    let first = symbol.chars().next()?;
    (pull(first) != Pull::Control && !symbol.chars().any(char::is_control)).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossterm::style::ContentStyle;

    #[test]
    fn the_cursor_goes_where_its_cell_is_sent() {
        let cells: Vec<StyledCell<'_>> = (0..)
            .zip(" ab \u{FEE1}\u{FEFC}\u{FEB3} 12".chars())
            .map(|(column, letter)| {
                let symbol = letter.to_string().into();
                StyledCell { column, symbol, width: 1, style: ContentStyle::default() }
            })
            .collect();
        let sent = arrange(&cells, Reader::Mirrors);
        let column = |column| column_of(&cells, Reader::Mirrors, column);
        for cell in &cells {
            let there = sent.iter().find(|other| other.column == column(cell.column));
            let symbol = there.map(|other| other.symbol.replace(FENCE, " "));
            assert_eq!(symbol.as_deref(), Some(&*cell.symbol), "{}", cell.column);
        }
        // The letters are sent from the right, and nothing else moves.
        assert_eq!([1, 4, 5, 6, 9, 99].map(column), [1, 6, 5, 4, 9, 99]);
    }
}
