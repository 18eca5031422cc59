//! Everything that shows, laid out after each message, so that drawing changes nothing.
//!
//! Gives each pane its size, lets the parts lay out their visible rows, and composes the lines at the top and at
//! the bottom. All text has gone through the layout here; the view puts cells where the scene says.

use super::app::{App, Over};
use super::list::Item;
use super::pager::Lit;
use super::panes::{Area, Focus, Panes};
use super::prompt::{Kind, Prompt};
use super::rows::{ListRow, Rows};
use super::selection::Unit;
use crate::layout::{Glyphs, Line, Options, Paragraph, label};
use crate::text::direction::{BaseDirection, Direction};

/// What shows.
#[derive(Clone, Debug, Default)]
pub struct Scene {
    /// The rectangles; none in a window that is too small.
    pub panes: Option<Panes>,
    /// What is said in place of everything in such a window.
    pub too_small: Vec<Line>,
    /// The line at the top.
    pub title: Line,
    /// The left part of the line at the bottom.
    pub status: Line,
    /// Its right part, which ends at the right edge.
    pub aside: Line,
    /// The right part tells of a failure.
    pub failed: bool,
    /// The line that is typed, or the filter that is on.
    pub prompt: Option<Typed>,
    /// Where the rows of the list go.
    pub list: Area,
    /// The rows of the list.
    pub rows: Vec<ListRow>,
    /// Where the text goes.
    pub text: Area,
}

/// A line that is typed.
#[derive(Clone, Debug)]
pub struct Typed {
    /// Where it goes.
    pub area: Area,
    /// The sign before it, in the first cell of its area, or in the last one before a right-to-left line.
    pub sign: char,
    /// The cells of the text.
    pub line: Line,
    /// The first of its columns that shows.
    pub from: usize,
    /// Column of the area in which that one shows.
    pub column: u16,
    /// Column of the area in which the caret stands, while the line has the keys.
    pub caret: Option<u16>,
}

impl Scene {
    /// Lays out all parts of the screen.
    pub(super) fn settle(app: &mut App) -> Self {
        let mut scene = Self::default();
        let width = usize::from(app.size.columns);
        let Some(panes) = app.panes() else {
            let words =
                Paragraph::new("The window is too small: 20 columns and 5 rows are needed.", &Options::default());
            scene.too_small = words.wrap(width.max(1)).into_iter().map(|line| words.line(line)).collect();
            return scene;
        };
        scene.panes = Some(panes);
        let glyphs = if app.settings.forms { Glyphs::Forms } else { Glyphs::Letters };
        let plain = Options { base: BaseDirection::Auto, glyphs };
        let left = Options { base: BaseDirection::Ltr, glyphs };
        if let Some(pane) = panes.list {
            scene.lay_list(app, pane, plain);
        }
        if let Some(pane) = panes.pager {
            let text = text_area(pane, app.settings.measure);
            scene.text = text;
            let options = Options { base: app.settings.direction, glyphs };
            app.pager.settle(usize::from(text.width), usize::from(text.height), options);
        }
        if let Over::Sheet(sheet) = &mut app.over {
            sheet.settle(width, usize::from(app.size.rows - 2), left);
        }
        scene.title = label(&title(app), width.saturating_sub(1), &left);
        let (aside, failed) = match (app.pending.is_empty(), &app.message) {
            (false, _) => (app.pending.shown(), false),
            (true, Some(message)) => (message.sentence.clone(), message.failed),
            (true, None) if matches!(app.over, Over::Sheet(_)) => ("q: back".to_owned(), false),
            (true, None) => ("F1: keys".to_owned(), false),
        };
        scene.failed = failed;
        let hint = app.pending.is_empty() && app.message.is_none();
        // A message is worth more than the place in the text where both do not fit, and that more than a hint.
        scene.aside = label(&aside, width.saturating_sub(2), &left);
        let room = |aside: &Line| width.saturating_sub(aside.width() + 3);
        let place = status(app);
        scene.status = label(&place, room(&scene.aside), &left);
        let whole = label(&place, width.saturating_sub(1), &left);
        if hint && scene.status != whole {
            (scene.status, scene.aside) = (whole, Line::default());
        }
        if let Over::Prompt(prompt) = &app.over
            && prompt.kind != Kind::Filter
        {
            scene.prompt = Some(Typed::new(prompt, panes.status, plain, true));
        }
        scene
    }

    /// The list, under the line of its filter where there is one.
    fn lay_list(&mut self, app: &mut App, pane: Area, options: Options) {
        let mut area = pane;
        let typed = match &app.over {
            Over::Prompt(prompt) if prompt.kind == Kind::Filter => Some((prompt.clone(), true)),
            _ => app.list.query().map(|query| (Prompt::new(Kind::Filter, query), false)),
        };
        if let Some((prompt, active)) = typed {
            area = Area { y: pane.y + 1, height: pane.height.saturating_sub(1), ..pane };
            self.prompt = Some(Typed::new(&prompt, Area { height: 1, ..pane }, options, active));
        }
        app.list.follow(usize::from(area.height));
        let direction = match (app.list.direction(), app.settings.sidebar) {
            (Direction::Rtl, super::settings::Sidebar::Left) | (Direction::Ltr, _) => Direction::Ltr,
            (Direction::Rtl, _) => Direction::Rtl,
        };
        let rows = Rows { list: &app.list, open: app.pager.item(), width: usize::from(area.width), direction, options };
        self.rows = rows.shown(usize::from(area.height));
        self.list = area;
    }
}

impl Typed {
    fn new(prompt: &Prompt, area: Area, options: Options, active: bool) -> Self {
        let line = label(prompt.text(), usize::MAX / 4, &options);
        // A sign and a space before the text, a cell for the caret after it.
        let room = usize::from(area.width).saturating_sub(2).max(1);
        let rtl = line.base() == Direction::Rtl;
        let past = prompt.caret() >= prompt.text().len();
        let cell = line.cell_of(prompt.caret()).map(|cell| line.column_of_cell(cell));
        // Columns of the text with the caret's own place at its end: left of it all where it is read from the right.
        let lead = usize::from(rtl);
        let caret = match cell {
            Some(column) if !past => lead + column,
            _ if rtl => 0,
            _ => line.width(),
        };
        let whole = line.width() + 1;
        let hidden = if rtl { whole.saturating_sub(room).min(caret) } else { (caret + 1).saturating_sub(room) };
        let empty = if rtl { room.saturating_sub(whole) } else { 0 };
        let first = if rtl { 0 } else { 2 };
        let column = |column: usize| u16::try_from(first + empty + column - hidden).unwrap_or(u16::MAX);
        let from = hidden.saturating_sub(lead);
        Self {
            area,
            sign: prompt.kind.sign(),
            from,
            column: column((from + lead).max(hidden)),
            caret: active.then(|| column(caret).min(area.width.saturating_sub(1))),
            line,
        }
    }
}

/// The part of a pane that text takes: the measure, in the middle, with a margin of one column at least.
fn text_area(pane: Area, measure: u16) -> Area {
    let width = pane.width.saturating_sub(2).min(measure).max(1);
    Area { x: pane.x + (pane.width - width.min(pane.width)) / 2, width, ..pane }
}

fn isolated(text: &str) -> String {
    format!("\u{2068}{text}\u{2069}")
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// Where we are: corpus, what it holds, what narrows it.
fn title(app: &App) -> String {
    let mut parts = vec![
        isolated(&app.corpus),
        counted(app.list.parties(), "party", "parties"),
        counted(app.list.len(), "statement", "statements"),
    ];
    if let Some(query) = app.list.query() {
        let left = app.list.row_count();
        parts.push(format!("{} match {}", left, isolated(query)));
    }
    let marked = app.list.marks();
    if marked > 0 {
        parts.push(format!("{marked} marked"));
    }
    if !app.finished {
        parts.push("reading…".to_owned());
    }
    format!(" {}", parts.join(" · "))
}

/// Mode, place in the list, place in the text, place among the hits.
fn status(app: &App) -> String {
    let mode = match (&app.over, app.focus, app.pager.selection().map(|selection| selection.unit)) {
        (Over::Sheet(sheet), ..) => return format!(" {}", sheet.name),
        (_, Focus::List, _) => "LIST",
        (_, Focus::Pager, Some(Unit::Characters)) => "VISUAL",
        (_, Focus::Pager, Some(Unit::Lines)) => "VISUAL LINE",
        (_, Focus::Pager, None) => "NORMAL",
    };
    let mut parts = vec![mode.to_owned()];
    let item = match app.focus {
        Focus::List => app.list.item(),
        Focus::Pager => app.pager.item(),
    };
    if let Some(Item::Statement(entry)) = item {
        let (place, all) = app.list.place(entry);
        parts.push(place.map_or_else(|| format!("–/{all}"), |place| format!("{place}/{all}")));
    }
    if app.focus == Focus::Pager && app.pager.item().is_some() {
        parts.push(format!("{}%", app.pager.percent()));
    }
    if app.pager.raw() {
        parts.push("page".to_owned());
    }
    let (hit, hits) = app.pager.hits().place();
    if hits > 0 && app.pager.lit != Lit::None {
        parts.push(hit.map_or_else(|| counted(hits, "hit", "hits"), |hit| format!("hit {hit}/{hits}")));
    }
    format!(" {}", parts.join("  "))
}
