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
    /// What is said there while there is no statement.
    pub notice: Vec<Line>,
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
            scene.too_small = too_small(width, usize::from(app.size.rows));
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
        scene.lay_notice(app, &panes, left);
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
        let fits = |line: &Line, beside: &Line| line.width() + beside.width() + 3 <= width;
        let (line, room) = (|text: &str, room| label(text, room, &left), width.saturating_sub(1));
        let told = status(app);
        scene.aside = line(&aside, width);
        scene.status = line(&told.join("  "), room);
        if !fits(&scene.status, &scene.aside) {
            if hint {
                scene.aside = Line::default();
            } else {
                // Mode and place stay beside a message; where they leave too little room it ends in an ellipsis.
                scene.status = line(&told.get(..2).unwrap_or(&told).join("  "), room);
                scene.aside = line(&aside, width.saturating_sub(scene.status.width() + 3));
            }
        }
        if let Over::Prompt(prompt) = &app.over
            && prompt.kind != Kind::Filter
        {
            let options = options_of(prompt, app, plain);
            scene.prompt = Some(Typed::new(prompt, panes.status, options, true));
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
            let options = options_of(&prompt, app, options);
            self.prompt = Some(Typed::new(&prompt, Area { height: 1, ..pane }, options, active));
        }
        app.list.follow(usize::from(area.height));
        let direction = match (app.list.direction(), app.settings.sidebar) {
            (Direction::Rtl, super::settings::Sidebar::Left) | (Direction::Ltr, _) => Direction::Ltr,
            (Direction::Rtl, _) => Direction::Rtl,
        };
        if direction == Direction::Rtl && area.x == 0 {
            // Some terminals turn a row round whose first strong character is right-to-left; a blank can hold it.
            area = Area { x: 1, width: area.width.saturating_sub(1), ..area };
        }
        let (open, width, zwnj) = (app.pager.item(), usize::from(area.width), app.settings.zwnj);
        let rows = Rows { list: &app.list, open, width, direction, options, zwnj };
        self.rows = rows.shown(usize::from(area.height));
        self.list = area;
    }

    /// A sentence in place of a text while there is no statement; in place of the list where no text shows.
    fn lay_notice(&mut self, app: &App, panes: &Panes, options: Options) {
        let nothing = app.list.is_empty() && app.pager.item().is_none();
        let in_list = panes.list.filter(|_| app.list.row_count() == 0 && app.list.query().is_none());
        let Some(pane) = panes.pager.or(in_list).filter(|_| nothing) else { return };
        let corpus = isolated(&app.corpus);
        let sentence = if app.finished {
            format!("No statements were found in {corpus}. q leaves.")
        } else {
            format!("Reading {corpus} …")
        };
        self.text = text_area(pane, app.settings.measure);
        self.notice = wrapped(&sentence, usize::from(self.text.width), options);
    }
}

/// What is said in a window of this size; shorter where the whole sentence does not fit.
fn too_small(width: usize, rows: usize) -> Vec<Line> {
    let said = |sentence| wrapped(sentence, width.max(1), Options::default());
    let whole = said("The window is too small: 20 columns and 5 rows are needed.");
    if whole.len() <= rows { whole } else { said("Too small: 20x5 is needed.") }
}

fn wrapped(text: &str, width: usize, options: Options) -> Vec<Line> {
    let words = Paragraph::new(text, &options);
    words.wrap(width).into_iter().map(|line| words.line(line)).collect()
}

/// An empty line starts at the side where most of the corpus does, so that the first letter does not make it leap;
/// commands are in Latin letters everywhere.
fn options_of(prompt: &Prompt, app: &App, options: Options) -> Options {
    let base = match app.list.direction() {
        Direction::Rtl if prompt.text().is_empty() && prompt.kind != Kind::Command => BaseDirection::Rtl,
        _ => options.base,
    };
    Options { base, ..options }
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
fn status(app: &App) -> Vec<String> {
    let mode = match (&app.over, app.focus, app.pager.selection().map(|selection| selection.unit)) {
        (Over::Sheet(sheet), ..) => return vec![format!(" {}", sheet.name)],
        (Over::Prompt(prompt), ..) => prompt.kind.name(),
        // Its page lies over this line.
        (Over::Calibration(_), ..) => return Vec::new(),
        (_, Focus::List, _) => "LIST",
        (_, Focus::Pager, Some(Unit::Characters)) => "VISUAL",
        (_, Focus::Pager, Some(Unit::Lines)) => "VISUAL LINE",
        (_, Focus::Pager, None) => "NORMAL",
    };
    let mut parts = vec![format!(" {mode}")];
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
    parts
}
