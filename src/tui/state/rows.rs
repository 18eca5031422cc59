//! Rows of the list, laid out.
//!
//! A row is signs, a date and a title, each a label of the layout with the column it starts at. In a list that
//! stands at the right the row begins at the right edge and runs to the left, so that the signs, the dates and
//! the starts of the titles stand under each other where the eye of the reader begins. No cell is styled here.

use super::dates;
use super::light::all_stretches;
use super::list::{Item, List};
use super::pager::lost_in;
use super::titled::Titled;
use crate::catalogue::{Entry, Fields, numeric};
use crate::layout::{Line, Options, label};
use crate::text::direction::{BaseDirection, Direction};
use crate::text::range::TextRange;
use std::ops::Range;

/// What a piece of a row is, for the theme.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Look {
    /// The name of a group.
    Heading,
    /// How many it holds.
    Count,
    /// A date.
    Date,
    /// A title.
    Title,
    /// The sign of a mark.
    Mark,
}

/// A label and where it stands.
#[derive(Clone, PartialEq, Debug)]
pub struct Piece {
    /// Its first column in the pane.
    pub column: usize,
    /// Its cells.
    pub line: Line,
    /// What it is.
    pub look: Look,
    /// Columns of its matched letters, from its first cell.
    pub lit: Vec<Range<usize>>,
}

/// A row of the list.
#[derive(Clone, PartialEq, Debug)]
pub struct ListRow {
    /// What the row is.
    pub item: Item,
    /// The cursor stands on it.
    pub cursor: bool,
    /// It is what the pager shows.
    pub open: bool,
    /// Its labels.
    pub pieces: Vec<Piece>,
}

/// Columns before a date: the mark and a space, under the sign of the fold.
const SIGNS: usize = 2;
/// Columns of a date with its sign.
const DATE: usize = 11;

/// Lays rows out in a pane.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rows<'a> {
    /// The list.
    pub list: &'a List,
    /// What the pager shows.
    pub open: Option<Item>,
    /// Columns of the pane.
    pub width: usize,
    /// Which way the rows run.
    pub direction: Direction,
    /// Choices of layout.
    pub options: Options,
    /// Persian titles are shown with the ZWNJ that they lost.
    pub zwnj: bool,
}

impl Rows<'_> {
    /// The rows that show in a pane of this height.
    #[must_use]
    pub(super) fn shown(&self, height: usize) -> Vec<ListRow> {
        let rows = self.list.top()..self.list.row_count().min(self.list.top() + height);
        rows.filter_map(|number| Some((number, self.list.row(number)?)))
            .map(|(number, item)| ListRow {
                item,
                cursor: number == self.list.cursor(),
                open: self.open == Some(item),
                pieces: self.pieces(item),
            })
            .collect()
    }

    fn pieces(&self, item: Item) -> Vec<Piece> {
        match item {
            Item::Heading(group) => {
                let (name, count) = self.list.heading(group);
                let count = format!("({count})");
                let folded = match (self.list.is_folded(group), self.direction) {
                    (false, _) => "▾",
                    (true, Direction::Ltr) => "▸",
                    (true, Direction::Rtl) => "◂",
                };
                let room = self.width.saturating_sub(SIGNS + 1 + count.len());
                let name = label(name, room, &self.options);
                let end = SIGNS + name.width() + 1;
                vec![
                    self.piece(0, SIGNS, folded, Look::Heading),
                    self.set(SIGNS, name, Look::Heading),
                    self.piece(end, self.width.saturating_sub(end), &count, Look::Count),
                ]
            }
            Item::Statement(number) => {
                self.list.entry(number).map_or_else(Vec::new, |entry| self.statement(number, &entry))
            }
            Item::Problem(number) => {
                let path = self.list.trouble(number).map_or("", |trouble| trouble.path.as_str());
                vec![self.piece(SIGNS, self.width.saturating_sub(SIGNS), path, Look::Title)]
            }
        }
    }

    fn statement(&self, number: usize, entry: &Entry) -> Vec<Piece> {
        let mut pieces = Vec::new();
        if self.list.is_marked(number) {
            pieces.push(self.piece(0, SIGNS, "*", Look::Mark));
        }
        let [title, party, lit] = match self.list.parsed_query() {
            Some(query) => Fields::of(entry).lit(query),
            None => Default::default(),
        };
        let date = dates::in_list(entry.date.as_ref());
        let columns = DATE.min(self.width.saturating_sub(SIGNS));
        let mut piece = if entry.date.as_ref().is_some_and(|date| numeric(date).is_none()) {
            self.piece(SIGNS, columns, &date, Look::Date)
        } else {
            // Numbers line up at their first digit whichever way the row runs.
            let line = label(&date, columns, &Options { base: BaseDirection::Ltr, ..self.options });
            let column = match self.direction {
                Direction::Ltr => SIGNS,
                Direction::Rtl => self.width.saturating_sub(SIGNS + DATE),
            };
            Piece { column, line, look: Look::Date, lit: Vec::new() }
        };
        piece.lit = all_stretches(&piece.line, &lit);
        pieces.push(piece);
        pieces.push(self.title(entry, [title, party]));
        pieces
    }

    /// The title, beside the date whichever way it runs; its party with it in a narrowed list.
    fn title(&self, entry: &Entry, lit: [Vec<TextRange>; 2]) -> Piece {
        let start = SIGNS + DATE + 1;
        let mut title = entry.title.clone();
        if entry.cut && !title.ends_with('…') {
            title.push('…');
        }
        let party = entry.party.as_ref().filter(|_| self.list.query().is_some_and(|query| !query.is_empty()));
        let restore = if self.zwnj { lost_in(entry.language) } else { |_: &str| Vec::new() };
        let titled = Titled { title: &title, party: party.map(|party| party.name.as_str()), lit, restore };
        let (line, lit) = titled.label(self.width.saturating_sub(start), &self.options);
        let lit = all_stretches(&line, &lit);
        Piece { lit, ..self.set(start, line, Look::Title) }
    }

    /// A label of the reader's own, `start` columns from where the row begins.
    fn piece(&self, start: usize, room: usize, text: &str, look: Look) -> Piece {
        self.set(start, label(text, room, &self.options), look)
    }

    fn set(&self, start: usize, line: Line, look: Look) -> Piece {
        let column = match self.direction {
            Direction::Ltr => start,
            Direction::Rtl => self.width.saturating_sub(start + line.width()),
        };
        Piece { column, line, look, lit: Vec::new() }
    }
}
