//! Rows of cells to bytes: the one place where terminals are told apart when drawing.
//!
//! The layout has put every cell where it is to be seen. A terminal that moves right-to-left cells by itself needs other
//! cells to show these; each way to find them is a pure function from a row to a row, and a variant of [`Encoder`]. How
//! cells become bytes is the same for all ([`write()`]).

mod arrange;
mod inverse;
mod kitty;
mod scripts;
mod sgr;
mod style;
mod write;

pub use scripts::{is_right_to_left, without_marks};
pub use write::write;

use crossterm::style::ContentStyle;
use inverse::Reader;
use std::borrow::Cow;

/// One cell of a row.
#[derive(Clone, PartialEq, Debug)]
pub struct StyledCell<'a> {
    /// Its column, counted from 0.
    pub column: u16,
    /// What it shows: a letter with its marks.
    pub symbol: Cow<'a, str>,
    /// Columns it takes.
    pub width: u16,
    /// How it looks.
    pub style: ContentStyle,
}

/// What is known of the colour that the terminal gives letters by itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Ink {
    /// Nothing.
    #[default]
    Unknown,
    /// Its red, green and blue.
    Rgb(u8, u8, u8),
    /// That dim letters have it too: the terminal tells them apart and shows them alike.
    DimLooksAlike,
}

/// How rows are arranged.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Encoder {
    /// As they are to be seen, from left to right.
    #[default]
    Visual,
    /// Likewise, and no two right-to-left neighbours of a colour that is known look exactly the same.
    Sgr,
    /// In the order that UAX #9 with a left-to-right base turns into the wanted one.
    Inverse,
    /// Likewise for a terminal that mirrors no brackets and joins letters anew.
    InverseZwnj,
    /// Each run of right-to-left letters turned round.
    Kitty,
}

impl Encoder {
    /// Returns what is sent for the cells of a whole row, so that the terminal shows these; both in ascending columns.
    ///
    /// What is sent for a cell may depend on any other and stand in another column. A row without a right-to-left cell
    /// ([`is_right_to_left`]) is sent as it is, whatever the encoder.
    #[must_use]
    pub fn arrange<'a>(self, cells: Vec<StyledCell<'a>>, ink: Ink) -> Vec<StyledCell<'a>> {
        // Most rows of most texts: whatever terminal it is, nothing in them moves.
        if self == Self::Visual || !cells.iter().any(|cell| is_right_to_left(&cell.symbol)) {
            return cells;
        }
        match self {
            Self::Visual => cells,
            Self::Sgr => sgr::arrange(cells, ink),
            Self::Inverse => inverse::arrange(&cells, Reader::Mirrors),
            Self::InverseZwnj => inverse::arrange(&cells, Reader::Joins),
            Self::Kitty => kitty::arrange(cells),
        }
    }

    /// Returns the column to send the cursor to, so that the terminal shows it in `column` of a row of these cells.
    #[must_use]
    pub fn cursor(self, cells: &[StyledCell<'_>], column: u16) -> u16 {
        if !cells.iter().any(|cell| is_right_to_left(&cell.symbol)) {
            return column;
        }
        match self {
            Self::Visual | Self::Sgr | Self::Kitty => column,
            Self::Inverse => inverse::column_of(cells, Reader::Mirrors, column),
            Self::InverseZwnj => inverse::column_of(cells, Reader::Joins, column),
        }
    }
}
