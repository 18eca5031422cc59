//! Draws a page over the whole window.

use super::cells::{self, Place};
use super::theme::{Role, Theme};
use crate::tui::state::{Area, Page, PageLook};
use ratatui::buffer::Buffer;
use ratatui::style::{Modifier, Style};

/// Draws a page, and nothing of what is under it.
pub fn draw_page(page: &Page, theme: Theme, buffer: &mut Buffer) {
    let window = Area { x: buffer.area.x, y: buffer.area.y, width: buffer.area.width, height: buffer.area.height };
    cells::fill(buffer, window, theme.style(Role::Text));
    if page.lines.iter().any(|placed| placed.look == PageLook::Bar) {
        cells::fill(buffer, cells::row(window, 0), theme.style(Role::Bar));
    }
    for placed in &page.lines {
        let style = style(placed.look, theme);
        let place = Place { area: cells::row(window, placed.row.into()), column: placed.column.into(), skip: 0 };
        cells::put(buffer, place, &placed.line, |_| style);
    }
}

fn style(look: PageLook, theme: Theme) -> Style {
    let plain = theme.style(Role::Text);
    match look {
        PageLook::Bar => theme.style(Role::Bar),
        PageLook::Text => plain,
        PageLook::Name => theme.style(Role::Name),
        PageLook::Rule => theme.style(Role::Rule),
        PageLook::Coloured => theme.style(Role::Heading),
        PageLook::Reversed => theme.selected(plain),
        PageLook::Underlined => plain.add_modifier(Modifier::UNDERLINED),
    }
}
