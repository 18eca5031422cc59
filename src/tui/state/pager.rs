//! The statement that is read: where in it we are, its cursor, its hits and its selection.
//!
//! Every position is an offset in the logical text. The cursor is off until a motion needs it; without one,
//! lines and pages scroll. `settle` lays out the rows that show; nothing is laid out while drawing. How keys move
//! is in `pager_keys`; composing the text is in `reading`.

use super::columns;
use super::hits::{Hits, Step, Way};
use super::light::{self, Lights};
use super::list::{Item, Trouble};
use super::reading::{Part, Reading};
use super::selection::{Selection, Unit};
use crate::extract::of_paragraph;
use crate::layout::{Anchor, Flow, Line, Options, Row, label};
use crate::model::{Language, Statement};
use crate::text::range::TextRange;
use crate::text::zwnj::lost;

/// The statement that is read.
#[derive(Debug)]
pub struct Pager {
    item: Option<Item>,
    statement: Option<Box<Statement>>,
    raw: bool,
    /// Persian is shown with the ZWNJ that it lost.
    zwnj: bool,
    reading: Reading,
    pub(super) flow: Flow,
    options: Options,
    pub(super) height: usize,
    pub(super) top: usize,
    pub(super) cursor: Option<usize>,
    /// The column that vertical motions keep to.
    pub(super) goal: Option<usize>,
    pub(super) selection: Option<Selection>,
    pub(super) hits: Hits,
    pub(super) lit: Lit,
    rows: Vec<Row>,
    /// What is lit on each of them.
    lights: Vec<Lights>,
    /// What stands beside each of them, where it is no part of the statement.
    reasons: Vec<Option<Line>>,
    /// Columns and rows as they were last laid out.
    shape: (usize, usize),
}

/// Columns between a row and what stands beside it.
const BESIDE: usize = 2;

/// Where on the screen a line is put.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Height {
    /// The first row.
    Top,
    /// The middle row.
    Middle,
    /// The last row.
    Bottom,
}

/// Which hits are lit.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Lit {
    /// All of them.
    #[default]
    All,
    /// The one that was gone to last.
    Current,
    /// None.
    None,
}

impl Default for Pager {
    fn default() -> Self {
        Self {
            item: None,
            statement: None,
            raw: false,
            zwnj: false,
            reading: Reading::default(),
            flow: Flow::new("", Vec::new(), 1, Options::default()),
            options: Options::default(),
            height: 1,
            top: 0,
            cursor: None,
            goal: None,
            selection: None,
            hits: Hits::default(),
            lit: Lit::default(),
            rows: Vec::new(),
            lights: Vec::new(),
            reasons: Vec::new(),
            shape: (0, 0),
        }
    }
}

impl Pager {
    /// Opens a statement at its start.
    pub fn open(&mut self, item: Item, statement: Box<Statement>) {
        self.item = Some(item);
        self.statement = Some(statement);
        self.compose();
    }

    /// Opens what was told of a file that gave trouble.
    pub fn open_trouble(&mut self, item: Item, trouble: &Trouble) {
        self.item = Some(item);
        self.statement = None;
        self.take(Reading::trouble(trouble));
    }

    /// Shows one sentence in place of a statement.
    pub fn open_notice(&mut self, item: Item, sentence: &str) {
        self.item = Some(item);
        self.statement = None;
        self.take(Reading::notice(sentence));
    }

    fn compose(&mut self) {
        if let Some(statement) = &self.statement {
            self.take(if self.raw { Reading::raw(statement) } else { Reading::statement(statement) });
        }
    }

    fn take(&mut self, reading: Reading) {
        self.reading = reading;
        self.hits = Hits::default();
        (self.top, self.cursor, self.goal, self.selection) = (0, None, None, None);
        self.flow = self.flowing();
    }

    fn flowing(&self) -> Flow {
        let flow = Flow::new(self.reading.text(), self.reading.paragraphs().collect(), self.flow.width(), self.options);
        match &self.statement {
            Some(statement) if self.zwnj && !self.raw => {
                flow.restoring(self.reading.are_statement(), lost_in(statement.language))
            }
            _ => flow,
        }
    }

    /// Shows Persian with the ZWNJ that it lost, or as it is; what is copied is always as it is.
    pub fn set_zwnj(&mut self, zwnj: bool) {
        if self.zwnj != zwnj {
            self.zwnj = zwnj;
            self.flow = self.flowing();
        }
    }

    /// Shows the whole page, or the statement alone; the paragraph at the top stays there.
    pub fn set_raw(&mut self, raw: bool) {
        if self.raw == raw {
            return;
        }
        self.raw = raw;
        let number = self.reading.paragraph_at(self.top);
        let at_top =
            self.reading.paragraph(number).filter(|_| self.top > 0).map(|(range, _)| range.of(self.reading.text()));
        let (kept, within) = (at_top.map(str::to_owned), self.top);
        let start = self.reading.paragraph(number).map_or(0, |(range, _)| range.start);
        self.compose();
        if let Some(found) = kept.filter(|text| !text.is_empty()).and_then(|text| self.reading.text().find(&text)) {
            self.top = found + (within - start);
        }
    }

    /// Lays out the rows that show in a pane of this size.
    pub fn settle(&mut self, width: usize, height: usize, options: Options) {
        // What the reader looks at stays in sight when the pane changes.
        let seen = self.point();
        self.height = height.max(1);
        if self.options != options {
            self.options = options;
            self.flow = self.flowing();
        }
        let width = width.max(1);
        if self.flow.width() != width {
            self.flow.set_width(width);
        }
        let resized = self.shape != (width, self.height);
        self.shape = (width, self.height);
        let top = self.flow.anchor_of(self.top);
        self.set_top(top);
        if resized {
            self.show(seen);
        }
        let top = self.flow.anchor_of(self.top);
        self.rows = self.flow.rows(top, self.height);
        let selected = self.selected_now().map_or_else(Vec::new, |range| self.reading.sourced(range));
        let lit = light::Lit {
            hits: if self.lit == Lit::All { self.hits.ranges() } else { &[] },
            current: self.hits.current().filter(|_| self.lit != Lit::None),
            selected: &selected,
            cursor: self.cursor,
        };
        self.reasons = self.rows.iter().map(|row| self.reason(row)).collect();
        self.lights = self.rows.iter().map(|row| Lights::of(row, lit)).collect();
    }

    /// Puts a row at the top of the screen, or as near to it as the end of the text lets it.
    pub(super) fn set_top(&mut self, anchor: Anchor) {
        let last = self.flow.last();
        let lowest = self.flow.up(last, self.height - 1);
        self.top = self.flow.offset_of(anchor.min(lowest));
    }

    /// The rows that show.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The columns that lines are wrapped at.
    #[must_use]
    pub fn width(&self) -> usize {
        self.flow.width()
    }

    /// Why the paragraph that ends in a row is no part of the statement, if the row has room for it.
    fn reason(&self, row: &Row) -> Option<Line> {
        let (number, width) = (row.anchor.paragraph, self.width());
        let (range, _) = self.reading.paragraph(number)?;
        let reason = self.reading.reason(number).filter(|_| range.end <= row.range().end)?;
        let line = label(reason, width, &self.options);
        (row.line.width() + BESIDE + line.width() <= width).then_some(line)
    }

    /// What stands beside each of the rows that show.
    #[must_use]
    pub fn reasons(&self) -> &[Option<Line>] {
        &self.reasons
    }

    /// The part that the paragraph of a row plays.
    #[must_use]
    pub fn part(&self, row: &Row) -> Part {
        self.reading.paragraph(row.anchor.paragraph).map_or(Part::Gap, |(_, part)| part)
    }

    /// What is lit on each of the rows that show.
    #[must_use]
    pub fn lights(&self) -> &[Lights] {
        &self.lights
    }

    /// The row that shows the cursor, from 0, and the column of the measure; no column on an empty line.
    #[must_use]
    pub fn caret(&self) -> Option<(usize, Option<usize>)> {
        let cursor = self.cursor?;
        let (number, row) = self.rows.iter().enumerate().rev().find(|(_, row)| row.range().start <= cursor)?;
        let column = (!row.line.cells().is_empty()).then(|| columns::column(row, cursor));
        Some((number, column.map(|column| (row.line.indent(self.width()) + column).min(self.width() - 1))))
    }

    /// What is open.
    #[must_use]
    pub fn item(&self) -> Option<Item> {
        self.item
    }

    /// The statement that is open.
    #[must_use]
    pub fn statement(&self) -> Option<&Statement> {
        self.statement.as_deref()
    }

    /// True if the whole page shows.
    #[must_use]
    pub fn raw(&self) -> bool {
        self.raw
    }

    /// The text that is read.
    #[must_use]
    pub fn reading(&self) -> &Reading {
        &self.reading
    }

    /// The selection.
    #[must_use]
    pub fn selection(&self) -> Option<Selection> {
        self.selection
    }

    /// The cursor, where it is on.
    #[must_use]
    pub fn cursor(&self) -> Option<usize> {
        self.cursor
    }

    /// The hits of the search.
    #[must_use]
    pub fn hits(&self) -> &Hits {
        &self.hits
    }

    /// Looks for the hits of a search, or for none.
    pub fn find_hits(&mut self, query: Option<&str>) {
        self.hits = query.map_or_else(Hits::default, |query| Hits::find(query, self.reading.text()));
    }

    /// Goes to a further hit from an offset.
    pub fn step_hit(&mut self, from: usize, way: Way, count: usize, wrap: bool) -> Step {
        // Where neither a cursor nor a hit was stood on, one right here counts.
        let here = self.cursor.is_none() && self.hits.current().is_none();
        let mut step = self.hits.step(from, way, count, here, wrap);
        // The cursor never stands on the reader's own words.
        for _ in 0..self.hits.ranges().len() {
            match step {
                Step::To(at) | Step::Round(at) if self.cursor.is_some() && !self.stands(at) => {
                    step = self.hits.step(at, way, 1, false, wrap);
                }
                _ => break,
            }
        }
        if let Step::To(offset) | Step::Round(offset) = step {
            if self.cursor.is_some() {
                if !self.stands(offset) {
                    return Step::End;
                }
                self.cursor = Some(offset);
            }
            self.goal = None;
            self.show(offset);
        }
        step
    }

    /// Where we are: at the cursor, at the current hit while it shows, else at the top of the screen.
    #[must_use]
    pub fn point(&self) -> usize {
        let shown = |offset: &usize| {
            let end = self.rows.last().map_or(self.top, |row| row.range().end);
            (self.top..=end).contains(offset)
        };
        self.cursor.or_else(|| self.hits.current().map(|hit| hit.start).filter(shown)).unwrap_or(self.top)
    }

    /// Goes to an offset, showing it in the upper third where it does not show yet.
    pub fn go_to(&mut self, offset: usize) {
        let mut offset = self.reading.boundary(offset);
        if let Some(cursor) = self.cursor {
            offset = self.standing(offset, cursor).unwrap_or(cursor);
            self.cursor = Some(offset);
        }
        self.goal = None;
        let row = self.flow.anchor_of(offset);
        if self.cursor.is_none() {
            self.set_top(row);
        } else {
            self.show(offset);
        };
    }

    /// Scrolls where needed so that the row of `offset` shows.
    pub(super) fn show(&mut self, offset: usize) {
        let row = self.flow.anchor_of(offset);
        let top = self.flow.anchor_of(self.top);
        let near = self.flow.down(top, self.height - 1);
        if row >= top && row <= near {
            return;
        }
        // A step over the edge scrolls; a leap gives the row some company above it.
        let step = if row < top { self.flow.distance(row, top, 1) } else { self.flow.distance(near, row, 1) };
        let above = match step {
            Some(_) if row < top => 0,
            Some(_) => self.height - 1,
            None => self.height / 3,
        };
        let top = self.flow.up(row, above);
        self.set_top(top);
    }

    /// Puts the row of `offset` at a height of the screen.
    pub fn put(&mut self, offset: usize, height: Height) {
        let row = self.flow.anchor_of(offset);
        let above = match height {
            Height::Top => 0,
            Height::Middle => self.height / 2,
            Height::Bottom => self.height - 1,
        };
        let top = self.flow.up(row, above);
        self.set_top(top);
    }

    /// The bytes of the cell that `offset` lies in; of a line without cells, its place.
    pub(super) fn cell(&mut self, offset: usize) -> TextRange {
        let anchor = self.flow.anchor_of(offset);
        let row = self.flow.row(anchor);
        let within = offset.saturating_sub(row.origin);
        let cell = row.line.cell_of(within).and_then(|cell| row.line.cells().get(cell));
        cell.map_or(TextRange::empty(offset), |cell| cell.source.shifted(row.origin))
    }

    /// The selected bytes.
    pub(super) fn selected_now(&mut self) -> Option<TextRange> {
        let (selection, cursor) = (self.selection?, self.cursor?);
        Some(match selection.unit {
            Unit::Characters => selection.range(cursor, |offset| self.cell(offset)),
            Unit::Lines => selection.range(cursor, |offset| {
                let number = self.reading.paragraph_at(offset);
                self.reading.paragraph(number).map_or(TextRange::empty(offset), |(range, _)| range)
            }),
        })
    }

    /// The selected text, as the statement has it.
    pub fn selected_text(&mut self) -> Option<String> {
        self.selected_now().map(|range| self.reading.original(range))
    }

    /// Ends the selection, the cursor where there is none; false if there was neither.
    pub fn leave(&mut self) -> bool {
        self.goal = None;
        self.selection.take().is_some() || self.cursor.take().is_some()
    }

    /// Puts the cursor back on an offset where it stood before.
    pub(super) fn return_to(&mut self, offset: usize) {
        self.cursor = Some(offset);
        self.show(offset);
    }

    /// How far down the text its last row on the screen is, in percent.
    #[must_use]
    pub fn percent(&self) -> usize {
        let len = self.reading.text().len();
        let end = self.rows.last().map_or(0, |row| row.range().end);
        (end * 100).checked_div(len).unwrap_or(100).min(100)
    }
}

/// What finds the lost ZWNJ of a paragraph, in a statement of this language.
pub(super) fn lost_in(language: Language) -> fn(&str) -> Vec<usize> {
    fn in_language(text: &str, statement: Language) -> Vec<usize> {
        if of_paragraph(text, statement) == Language::Fa { lost(text) } else { Vec::new() }
    }
    match language {
        Language::Fa => |text| in_language(text, Language::Fa),
        _ => |text| in_language(text, Language::Und),
    }
}
