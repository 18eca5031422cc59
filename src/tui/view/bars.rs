//! Draws the lines at the top and at the bottom, and lines that are typed.

use super::cells::{self, Place};
use super::theme::{Role, Theme};
use crate::text::direction::Direction;
use crate::tui::state::{App, Panes, Typed};
use ratatui::buffer::Buffer;

/// Draws the title line and the status line.
pub(super) fn draw(app: &App, panes: &Panes, theme: Theme, buffer: &mut Buffer) {
    let scene = app.scene();
    let bar = theme.style(Role::Bar);
    let at = |area, column| Place { area, column, skip: 0 };
    cells::fill(buffer, panes.title, bar);
    cells::put(buffer, at(panes.title, 0), &scene.title, |_| bar);
    cells::fill(buffer, panes.status, bar);
    cells::put(buffer, at(panes.status, 0), &scene.status, |_| bar);
    let style = if scene.failed { theme.style(Role::Failure) } else { bar };
    let end = usize::from(panes.status.width).saturating_sub(scene.aside.width() + 1);
    cells::put(buffer, at(panes.status, end), &scene.aside, |_| style);
}

/// Draws a line that is typed; gives the cell of its caret.
pub(super) fn typed(typed: &Typed, theme: Theme, buffer: &mut Buffer) -> Option<(u16, u16)> {
    let area = typed.area;
    cells::fill(buffer, area, theme.style(Role::Text));
    let place = Place { area, column: usize::from(typed.column), skip: typed.from };
    cells::put(buffer, place, &typed.line, |_| theme.style(Role::Text));
    let (x, sign) = match typed.line.base() {
        Direction::Ltr => (area.x, typed.sign),
        Direction::Rtl => (area.x + area.width.saturating_sub(1), mirrored(typed.sign)),
    };
    cells::sign(buffer, x, area.y, sign, theme.style(Role::Prompt));
    typed.caret.map(|column| (area.x + column, area.y))
}

/// The sign of a prompt that runs to the left.
fn mirrored(sign: char) -> char {
    if sign == '>' { '<' } else { sign }
}
