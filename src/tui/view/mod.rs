//! Draws a settled `App` into a buffer; one file a part, styles by role.
//!
//! Pure: the same state gives the same cells, and nothing is remembered from frame to frame. All text is cells of
//! the layout (`cells`). Knows no terminal; how a row of cells is sent is the backend's business.

mod bars;
mod cells;
mod list;
mod page;
mod pager;
mod sheet;
mod theme;

pub use page::draw_page;
pub use theme::{Role, Theme};

use super::state::{App, Area, Over};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// Draws everything; gives the place of the terminal's own cursor, where it shows.
#[must_use]
pub fn draw(app: &App, theme: Theme, buffer: &mut Buffer) -> Option<Position> {
    if let Over::Calibration(calibration) = app.over() {
        draw_page(calibration.page(), theme, buffer);
        return None;
    }
    let scene = app.scene();
    let plain = theme.style(Role::Text);
    let window = Area { x: buffer.area.x, y: buffer.area.y, width: buffer.area.width, height: buffer.area.height };
    cells::fill(buffer, window, plain);
    let Some(panes) = &scene.panes else {
        for (number, line) in scene.too_small.iter().enumerate().take(usize::from(window.height)) {
            let place = cells::Place { area: cells::row(window, number), column: 0, skip: 0 };
            cells::put(buffer, place, line, |_| plain);
        }
        return None;
    };
    if let Some(rule) = panes.rule {
        for y in rule.y..rule.y.saturating_add(rule.height) {
            cells::sign(buffer, rule.x, y, '│', theme.style(Role::Rule));
        }
    }
    let mut cursor = None;
    if panes.list.is_some() {
        list::draw(app, theme, buffer);
    }
    if panes.pager.is_some() {
        pager::draw(app, theme, buffer);
        cursor = pager::cursor(app);
    }
    for (number, line) in scene.notice.iter().enumerate().take(usize::from(scene.text.height)) {
        let place = cells::Place { area: cells::row(scene.text, number), column: 0, skip: 0 };
        cells::put(buffer, place, line, |_| plain);
    }
    bars::draw(app, panes, theme, buffer);
    if let Some(typed) = &scene.prompt {
        cursor = bars::typed(typed, theme, buffer).or(cursor);
    }
    if let Over::Sheet(sheet) = app.over() {
        let body = Area { y: 1, height: window.height.saturating_sub(2), ..window };
        sheet::draw(sheet, body, theme, buffer);
        cursor = None;
    }
    cursor.map(|(x, y)| Position { x, y })
}

/// Returns where rows of the next frame may stand that have only moved since the last one: the panes that scroll.
#[must_use]
pub fn scrolling(app: &App) -> Vec<Rect> {
    let Some(panes) = &app.scene().panes else { return Vec::new() };
    let areas = match app.over() {
        Over::Sheet(_) => {
            vec![Area { x: 0, width: panes.title.width, ..panes.pager.or(panes.list).unwrap_or_default() }]
        }
        _ => [panes.pager, panes.list].into_iter().flatten().collect(),
    };
    areas.into_iter().map(|Area { x, y, width, height }| Rect { x, y, width, height }).collect()
}
