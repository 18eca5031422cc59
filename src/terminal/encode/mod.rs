//! Rows of cells to bytes: the one place where terminals are told apart when drawing.
//!
//! The layout has put every cell where it is to be seen. A terminal that moves right-to-left cells by
//! itself needs its row in another form; each such form is a pure function from cells to bytes beside
//! `visual`, and a variant of [`Encoder`].

mod arrange;
mod inverse;
mod kitty;
mod scripts;
mod sgr;
mod style;
mod visual;

pub use scripts::{is_right_to_left, without_marks};

use crossterm::style::ContentStyle;
use inverse::Reader;

/// One cell of a row.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct StyledCell<'a> {
    /// Its column, counted from 0.
    pub column: u16,
    /// What it shows: a letter with its marks.
    pub symbol: &'a str,
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

/// How rows are sent.
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
    /// Returns true if a row must be sent whole, since what is sent for a cell depends on its neighbours.
    #[must_use]
    pub const fn needs_whole_rows(self) -> bool {
        !matches!(self, Self::Visual)
    }

    /// Appends the bytes that show `cells`, which stand in ascending columns of `row`.
    ///
    /// All cells of the row where [`Encoder::needs_whole_rows`] and one of them is right-to-left
    /// ([`is_right_to_left`]); a row without any is sent as it is, whatever the encoder.
    /// The style of the terminal is plain before and after.
    pub fn encode(self, row: u16, cells: &[StyledCell<'_>], ink: Ink, out: &mut Vec<u8>) {
        // Most rows of most texts: whatever terminal it is, nothing in them moves.
        if self == Self::Visual || !cells.iter().any(|cell| is_right_to_left(cell.symbol)) {
            return visual::encode(row, cells, out);
        }
        match self {
            Self::Sgr => sgr::encode(row, cells, ink, out),
            Self::Inverse => inverse::encode(row, cells, Reader::Mirrors, out),
            Self::InverseZwnj => inverse::encode(row, cells, Reader::Joins, out),
            Self::Kitty => kitty::encode(row, cells, out),
            Self::Visual => visual::encode(row, cells, out),
        }
    }
}
