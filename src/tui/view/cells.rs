//! The one way of text into the buffer: cells of the layout, one by one.
//!
//! Never a string of ratatui's own: those cut joined letters and drop marks. A cell wider than one column blanks
//! the columns it covers; what does not fit the area is left out.

use crate::layout::Line;
use crate::tui::state::Area;
use ratatui::buffer::Buffer;
use ratatui::style::Style;

/// Where cells of a line go.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// Cells stay inside of it; only its first row is used.
    pub(super) area: Area,
    /// Column of the area for the first cell.
    pub(super) column: usize,
    /// Columns of the line that are scrolled out before it.
    pub(super) skip: usize,
}

/// Puts the cells of `line` down, each in the style that its column of the line is given.
pub(super) fn put(buffer: &mut Buffer, place: Place, line: &Line, mut style: impl FnMut(usize) -> Style) {
    let mut column = 0;
    for cell in line.cells() {
        let width = usize::from(cell.width);
        let start = column;
        column += width;
        let Some(at) = start.checked_sub(place.skip).map(|shown| place.column + shown) else { continue };
        if at + width > usize::from(place.area.width) {
            break;
        }
        let style = style(start);
        for covered in 0..width {
            let x = place.area.x.saturating_add(u16::try_from(at + covered).unwrap_or(u16::MAX));
            if let Some(slot) = buffer.cell_mut((x, place.area.y)) {
                slot.reset();
                slot.set_symbol(if covered == 0 { line.symbol(cell) } else { " " }).set_style(style);
            }
        }
    }
}

/// Fills an area with blanks of a style.
pub(super) fn fill(buffer: &mut Buffer, area: Area, style: Style) {
    for y in area.y..area.y.saturating_add(area.height) {
        for x in area.x..area.x.saturating_add(area.width) {
            if let Some(slot) = buffer.cell_mut((x, y)) {
                slot.reset();
                slot.set_style(style);
            }
        }
    }
}

/// Puts one sign of a single column down.
pub(super) fn sign(buffer: &mut Buffer, x: u16, y: u16, sign: char, style: Style) {
    if let Some(slot) = buffer.cell_mut((x, y)) {
        slot.reset();
        slot.set_char(sign).set_style(style);
    }
}

/// The row of an area, counted from its top.
pub(super) fn row(area: Area, number: usize) -> Area {
    Area { y: area.y.saturating_add(u16::try_from(number).unwrap_or(u16::MAX)), height: 1, ..area }
}
