//! Draws a sheet over both panes.

use super::cells::{self, Place};
use super::theme::{Role, Theme};
use crate::layout::Line;
use crate::tui::state::{Area, Scene};
use ratatui::buffer::Buffer;

/// Draws the rows of a sheet.
pub(super) fn draw(rows: &[(Line, Line)], area: Area, theme: Theme, buffer: &mut Buffer) {
    cells::fill(buffer, area, theme.style(Role::Text));
    for (number, (name, what)) in rows.iter().enumerate().take(usize::from(area.height)) {
        let area = cells::row(area, number);
        let role = if what.cells().is_empty() { Role::Heading } else { Role::Name };
        cells::put(buffer, Place { area, column: 1, skip: 0 }, name, |_| theme.style(role));
        let column = usize::from(Scene::names(area.width)) + 1;
        cells::put(buffer, Place { area, column, skip: 0 }, what, |_| theme.style(Role::Text));
    }
}
