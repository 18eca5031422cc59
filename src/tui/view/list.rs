//! Draws the list, its filter line and the rule beside it.

use super::cells::{self, Place};
use super::theme::{Role, Theme};
use crate::tui::state::{App, ListRow, Look, Scene};
use ratatui::buffer::Buffer;

/// Draws the rows of the list.
pub(super) fn draw(app: &App, theme: Theme, buffer: &mut Buffer) {
    let scene = app.scene();
    for (number, row) in scene.rows.iter().enumerate() {
        draw_row(scene, number, row, theme, buffer);
    }
}

fn draw_row(scene: &Scene, number: usize, row: &ListRow, theme: Theme, buffer: &mut Buffer) {
    let area = cells::row(scene.list, number);
    let seen = |style| if row.cursor { theme.selected(style) } else { style };
    cells::fill(buffer, area, seen(theme.style(Role::Text)));
    for piece in &row.pieces {
        let role = match piece.look {
            Look::Heading => Role::Heading,
            Look::Count => Role::Count,
            Look::Date => Role::Date,
            Look::Mark => Role::Mark,
            Look::Title if row.open => Role::Open,
            Look::Title => Role::Text,
        };
        let plain = seen(theme.style(role));
        cells::put(buffer, Place { area, column: piece.column, skip: 0 }, &piece.line, |column| {
            if piece.lit.iter().any(|stretch| stretch.contains(&column)) { theme.hit(plain) } else { plain }
        });
    }
}
