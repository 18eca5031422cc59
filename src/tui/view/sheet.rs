//! Draws a sheet over both panes.

use super::cells::{self, Place};
use super::theme::{Role, Theme};
use crate::tui::state::{Area, Sheet};
use ratatui::buffer::Buffer;

/// Draws the rows of a sheet.
pub(super) fn draw(sheet: &Sheet, area: Area, theme: Theme, buffer: &mut Buffer) {
    cells::fill(buffer, area, theme.style(Role::Text));
    for (number, (name, what)) in sheet.shown().iter().enumerate().take(usize::from(area.height)) {
        let area = cells::row(area, number);
        let role = if what.cells().is_empty() { Role::Heading } else { Role::Name };
        cells::put(buffer, Place { area, column: 1, skip: 0 }, name, |_| theme.style(role));
        let names = Sheet::names(usize::from(area.width));
        cells::put(buffer, Place { area, column: names + 1, skip: 0 }, what, |_| theme.style(Role::Text));
    }
}
