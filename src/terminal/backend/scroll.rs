//! Rows that have only moved: found, and moved by the terminal itself.
//!
//! A scroll moves the rows of an area, over the whole width of the screen (scrolling region, DECSTBM, with insert and
//! delete line) or within columns of it (left and right margins, DECLRMM and DECSLRM, which few terminals have). New rows
//! are blank in a plain style. Whether a scroll is worth its bytes is for `frame` to say.

use super::cells::{is_cut, is_erased};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Write;

/// Sets the scrolling region to the whole screen.
const WHOLE_SCREEN: &[u8] = b"\x1b[r";
/// Sets the margins to the edges and turns them off. A frame that is cut off leaves both: the farewell has them too.
const NO_MARGINS: &[u8] = b"\x1b[?69l";

/// Rows that move.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Scroll {
    /// Where they move.
    pub(super) area: Rect,
    /// Rows that they move up; down where it is negative. Less than there are.
    pub(super) up: i32,
}

impl Scroll {
    /// Finds the move of rows of `area` that leaves the least to be drawn, if any.
    pub(super) fn find(shown: &Buffer, wanted: &Buffer, area: Rect) -> Option<Self> {
        let area = area.intersection(wanted.area);
        let height = i32::from(area.height);
        let (before, after) = (prints(shown, area), prints(wanted, area));
        // How much of what is wanted is there already after a move.
        let there = |up: i32| -> usize {
            let row = |number: i32| before.get(usize::try_from(number + up).ok()?);
            let same = (0..height).zip(&after).filter(|(number, print)| row(*number).is_some_and(|row| row == *print));
            same.map(|(_, print)| print.weight).sum()
        };
        let best = (1..height).flat_map(|rows| [rows, -rows]).map(|up| (there(up), up));
        // Of equals the first, which moves the least.
        let (saved, up) = best.fold((0, 0), |best, next| if next.0 > best.0 { next } else { best });
        (saved > there(0)).then_some(Self { area, up })
    }

    /// The same over the whole width of a screen.
    pub(super) fn widened(self, screen: Rect) -> Self {
        Self { area: Rect { x: screen.x, width: screen.width, ..self.area }, ..self }
    }

    /// True if its edges cut no wide cell in two; what a terminal does to its halves is its own affair.
    pub(super) fn cuts_nothing(self, shown: &Buffer) -> bool {
        let edges = [self.area.left(), self.area.right()].map(usize::from);
        (self.area.top()..self.area.bottom()).all(|y| edges.iter().all(|&column| !is_cut(row(shown, y), column)))
    }

    /// Does to a picture what [`Scroll::send`] does to a terminal.
    pub(super) fn apply(self, picture: &mut Buffer) {
        let before = picture.clone();
        for y in self.area.top()..self.area.bottom() {
            let from = u16::try_from(i32::from(y) + self.up).ok();
            let from = from.filter(|from| (self.area.top()..self.area.bottom()).contains(from));
            for x in self.area.left()..self.area.right() {
                let moved = from.and_then(|from| before.cell((x, from)));
                if let Some(cell) = picture.cell_mut((x, y)) {
                    cell.clone_from(moved.unwrap_or(&Cell::EMPTY));
                }
            }
        }
    }

    /// Appends the bytes of it. The style of the terminal is plain; the cursor ends anywhere.
    ///
    /// Over the whole width insert and delete line are used: terminals without `SU` and `SD` have them.
    pub(super) fn send(self, screen: Rect, out: &mut Vec<u8>) {
        let (top, bottom) = (self.area.top() + 1, self.area.bottom());
        let (left, right) = (self.area.left() + 1, self.area.right());
        let rows = match self.up.unsigned_abs() {
            1 => String::new(),
            rows => rows.to_string(),
        };
        // Writing to a vector cannot fail.
        let _ = if self.area.width == screen.width {
            let turn = if self.up > 0 { 'M' } else { 'L' };
            write!(out, "\x1b[{top};{bottom}r\x1b[{top}H\x1b[{rows}{turn}")
        } else {
            let turn = if self.up > 0 { 'S' } else { 'T' };
            write!(out, "\x1b[?69h\x1b[{left};{right}s\x1b[{top};{bottom}r\x1b[{rows}{turn}")
        };
        if self.area.width != screen.width {
            out.extend_from_slice(NO_MARGINS);
        }
        out.extend_from_slice(WHOLE_SCREEN);
    }
}

/// What tells a row of an area from others.
#[derive(Clone, Copy, Debug)]
struct Print {
    hash: u64,
    /// Cells that would have to be sent.
    weight: usize,
}

impl PartialEq for Print {
    fn eq(&self, other: &Self) -> bool {
        self.hash == other.hash
    }
}

fn prints(picture: &Buffer, area: Rect) -> Vec<Print> {
    let columns = usize::from(area.left())..usize::from(area.right());
    (area.top()..area.bottom())
        .map(|y| {
            let cells = row(picture, y).get(columns.clone()).unwrap_or_default();
            let mut hasher = DefaultHasher::new();
            cells.hash(&mut hasher);
            Print { hash: hasher.finish(), weight: cells.iter().filter(|cell| !is_erased(cell)).count() }
        })
        .collect()
}

fn row(picture: &Buffer, y: u16) -> &[Cell] {
    let width = usize::from(picture.area.width);
    let start = usize::from(y) * width;
    picture.content.get(start..start + width).unwrap_or_default()
}
