//! Draws the text that is read, with its hits, its selection and its cursor.

use super::cells::{self, Place};
use super::theme::{Role, Theme};
use crate::layout::Row;
use crate::text::direction::Direction;
use crate::tui::state::{App, Area, Focus, Light, Lights, Part};
use ratatui::buffer::Buffer;
use ratatui::style::Style;

/// Draws the rows of the text.
pub(super) fn draw(app: &App, theme: Theme, buffer: &mut Buffer) {
    let (text, pager) = (app.scene().text, app.pager());
    for (number, reason) in pager.reasons().iter().enumerate().take(usize::from(text.height)) {
        let (Some(reason), Some(row)) = (reason, pager.rows().get(number)) else { continue };
        let column = match row.line.base() {
            Direction::Ltr => pager.width().saturating_sub(reason.width()),
            Direction::Rtl => 0,
        };
        let place = Place { area: cells::row(text, number), column, skip: 0 };
        cells::put(buffer, place, reason, |_| theme.style(Role::Furniture));
    }
    for (number, (row, lights)) in pager.rows().iter().zip(pager.lights()).enumerate().take(usize::from(text.height)) {
        draw_row(app, cells::row(text, number), row, lights, theme, buffer);
    }
}

fn draw_row(app: &App, area: Area, row: &Row, lights: &Lights, theme: Theme, buffer: &mut Buffer) {
    let line = &row.line;
    let part = app.pager().part(row);
    let plain = theme.style(role(part));
    let column = line.indent(usize::from(area.width));
    cells::put(buffer, Place { area, column, skip: 0 }, line, |column| style(theme, plain, lights.at(column)));
    let edge = match line.base() {
        Direction::Ltr => area.x.checked_sub(1),
        Direction::Rtl => Some(area.x + area.width),
    };
    if let Some(x) = edge {
        if part == Part::Furniture {
            cells::sign(buffer, x, area.y, '┊', theme.style(Role::Rule));
        } else if line.cells().is_empty() {
            draw_empty(app, area, lights.at(0), theme, buffer);
        }
    }
}

/// A selection shows on empty lines as well, in one cell.
fn draw_empty(app: &App, area: Area, light: Light, theme: Theme, buffer: &mut Buffer) {
    if light.selected || light.cursor {
        let x = area.x + empty_column(app, area.width);
        cells::sign(buffer, x, area.y, ' ', style(theme, theme.style(Role::Text), light));
    }
}

/// The column that stands for an empty line: where a line of most of the corpus begins.
fn empty_column(app: &App, width: u16) -> u16 {
    if app.list().direction() == Direction::Rtl { width.saturating_sub(1) } else { 0 }
}

fn style(theme: Theme, plain: Style, light: Light) -> Style {
    let mut style = plain;
    if light.hit {
        style = theme.hit(style);
    }
    if light.current {
        style = theme.current(style);
    }
    if light.selected {
        style = theme.selected(style);
    }
    match (light.cursor, light.selected || light.current) {
        (true, true) => theme.cursor(style),
        (true, false) => theme.selected(style),
        (false, _) => style,
    }
}

fn role(part: Part) -> Role {
    match part {
        Part::Title => Role::Title,
        Part::Kicker => Role::Kicker,
        Part::About => Role::About,
        Part::Lead => Role::Lead,
        Part::Body | Part::Gap => Role::Text,
        Part::Signature => Role::Signature,
        Part::Furniture => Role::Furniture,
    }
}

/// The cell of the screen on which the cursor of the text stands.
pub(super) fn cursor(app: &App) -> Option<(u16, u16)> {
    let ((number, column), text) = (app.pager().caret()?, app.scene().text);
    if app.focus() != Focus::Pager {
        return None;
    }
    let number = u16::try_from(number).ok()?;
    let column = column.map_or(Some(empty_column(app, text.width)), |column| u16::try_from(column).ok())?;
    (column < text.width && number < text.height).then_some((text.x + column, text.y + number))
}
