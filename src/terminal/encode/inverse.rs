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
    let first = |cell: &StyledCell<'_>| leading(&cell.symbol).unwrap_or(' ');
    let characters: Vec<char> = cells.iter().map(first).collect();
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

/// The first character of a symbol that may be sent.
fn leading(symbol: &str) -> Option<char> {
    let first = symbol.chars().next()?;
    (pull(first) != Pull::Control && !symbol.chars().any(char::is_control)).then_some(first)
}
