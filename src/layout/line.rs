//! One line as cells, left to right as they stand on the screen.
//!
//! A cell knows the source bytes it stands for, its columns and its symbol; mirrored glyphs are in
//! place (UAX #9, L4), marks follow their base in the symbol (L3), and no symbol holds a control.
//! White space at the end of a line hangs: it belongs to the line's range and has no cell. Knows
//! nothing of where on the screen the line is put; columns count from its first cell.

use super::character::{Class, Kind, Table, mirrored};
use super::paragraph::direction;
use super::reorder::{self, Run};
use super::shape;
use super::units::{Unit, Units, is};
use super::wrap::Cut;
use crate::text::direction::Direction;
use crate::text::range::TextRange;
use unicode_normalization::UnicodeNormalization;

/// One cell of a line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Cell {
    /// The bytes of the paragraph that this cell stands for; the cells of one spelt-out sign share them.
    pub source: TextRange,
    /// The embedding level; odd runs right to left.
    pub level: u8,
    /// The columns it takes, at least 1.
    pub width: u8,
    symbol: (u32, u32),
}

impl Cell {
    /// The direction the cell is read in.
    #[must_use]
    pub fn direction(&self) -> Direction {
        direction(self.level)
    }
}

/// One line of a paragraph in visual order.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Line {
    range: TextRange,
    hanging: TextRange,
    base: Direction,
    cells: Vec<Cell>,
    visual: String,
    width: usize,
}

/// What is done with the end of a line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Tail {
    /// White space hangs.
    Hanging,
    /// White space keeps its cells.
    Kept,
    /// An ellipsis stands for these bytes, which follow the line's own.
    Cut(TextRange),
}

/// What stands for text that does not fit.
pub(super) const ELLIPSIS: char = '…';

impl Line {
    /// The logical bytes of the line, hanging white space included.
    #[must_use]
    pub fn range(&self) -> TextRange {
        self.range
    }

    /// The white space at the line's end that has no cell; empty where there is none.
    #[must_use]
    pub fn hanging(&self) -> TextRange {
        self.hanging
    }

    /// The base direction of the line's paragraph.
    #[must_use]
    pub fn base(&self) -> Direction {
        self.base
    }

    /// The cells from left to right.
    #[must_use]
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// What to print for a cell of this line.
    #[must_use]
    pub fn symbol(&self, cell: &Cell) -> &str {
        self.visual.get(cell.symbol.0 as usize..cell.symbol.1 as usize).unwrap_or("")
    }

    /// The whole row as text, from left to right.
    #[must_use]
    pub fn visual(&self) -> &str {
        &self.visual
    }

    /// The columns of all cells together.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    /// The empty columns before the first cell in a measure: lines read from right to left end at its right edge.
    #[must_use]
    pub fn indent(&self, measure: usize) -> usize {
        match self.base {
            Direction::Ltr => 0,
            Direction::Rtl => measure.saturating_sub(self.width),
        }
    }

    /// Makes the line of `range`.
    pub(super) fn build(units: &Units, text: &str, range: TextRange, base: u8, tail: &Tail) -> Self {
        let mut line = Self::default();
        let cut = Cut { range, units: reorder::units_of(&units.list, range) };
        line.fill(units, text, cut, base, tail, &mut Vec::new());
        line
    }

    /// Makes the line of `range` in place of what it was, keeping its memory.
    pub(super) fn fill(&mut self, units: &Units, text: &str, cut: Cut, base: u8, tail: &Tail, runs: &mut Vec<Run>) {
        let Cut { range, units: indices } = cut;
        self.cells.clear();
        self.visual.clear();
        self.width = 0;
        (self.range, self.base) = (range, direction(base));
        let all = units.list.get(indices.start..).unwrap_or_default();
        let own = all.get(..indices.len()).unwrap_or_default();
        let shown = if *tail == Tail::Hanging { before_hanging(own) } else { own.len() };
        let hanging = own.get(shown).map_or(range.end, |unit| unit.start as usize);
        self.hanging = TextRange::new(hanging, range.end);
        let separators = units.classes & Class::S.bit() != 0;
        reorder::runs(own.get(..shown).unwrap_or_default(), base, separators, runs);
        let writer = Writer { table: Table::get(), units, all, text };
        if let Tail::Cut(cut) = *tail {
            self.range.end = cut.end;
            self.hanging = TextRange::empty(cut.end);
            if base % 2 == 1 {
                self.push_ellipsis(cut, base);
            }
        }
        self.cells.reserve(shown);
        self.visual.reserve(3 * shown);
        for run in runs.iter() {
            if run.level.is_multiple_of(2) {
                (run.start..run.end).for_each(|at| writer.cell(self, at, run.level));
            } else {
                (run.start..run.end).rev().for_each(|at| writer.cell(self, at, run.level));
            }
        }
        if let Tail::Cut(cut) = *tail
            && base.is_multiple_of(2)
        {
            self.push_ellipsis(cut, base);
        }
    }

    fn push_ellipsis(&mut self, source: TextRange, level: u8) {
        let start = self.visual.len() as u32;
        self.visual.push(ELLIPSIS);
        self.cells.push(Cell { source, level, width: 1, symbol: (start, self.visual.len() as u32) });
        self.width += 1;
    }
}

/// Where the white space that hangs at the end of a line begins.
fn before_hanging(line: &[Unit]) -> usize {
    let hangs = |unit: &&Unit| unit.flags & (is::HANGING | is::HIDDEN) != 0;
    let tail = line.iter().rev().take_while(hangs).count();
    let first = line.len() - tail;
    // Characters without a cell before the first space are not part of what hangs.
    let hidden = line.iter().skip(first).take_while(|unit| unit.is(is::HIDDEN)).count();
    first + hidden
}

/// Writes cells of one line.
struct Writer<'a> {
    table: &'static Table,
    units: &'a Units,
    /// The units from the first of the line on.
    all: &'a [Unit],
    text: &'a str,
}

impl Writer<'_> {
    #[inline(always)]
    fn cell(&self, line: &mut Line, at: usize, level: u8) {
        let Some(&unit) = self.all.get(at) else { return };
        if unit.flags & is::HIDDEN != 0 {
            return;
        }
        let end = match self.all.get(at + 1) {
            None => self.text.len(),
            Some(next) if next.start != unit.start => next.start as usize,
            Some(_) => self.end_of_sign(at),
        };
        let source = TextRange::new(unit.start as usize, end);
        let start = line.visual.len() as u32;
        if unit.flags & (is::POOLED | is::MARKED | is::MIRRORED) == 0 {
            line.visual.push(char::from_u32(unit.glyph).unwrap_or(' '));
        } else {
            self.symbol(&mut line.visual, unit, source, level);
        }
        line.width += unit.width as usize;
        line.cells.push(Cell { source, level, width: unit.width, symbol: (start, line.visual.len() as u32) });
    }

    #[cold]
    fn end_of_sign(&self, at: usize) -> usize {
        let mut after = self.all.iter().skip(at);
        let start = after.next().map(|unit| unit.start);
        after.find(|next| Some(next.start) != start).map_or(self.text.len(), |next| next.start as usize)
    }

    #[inline(never)]
    fn symbol(&self, out: &mut String, unit: Unit, source: TextRange, level: u8) {
        if unit.is(is::POOLED) {
            out.push_str(self.units.pool.get(unit.glyph as usize).map_or("", |symbol| symbol));
            return;
        }
        let mut glyph = char::from_u32(unit.glyph).unwrap_or(' ');
        if unit.is(is::MIRRORED) && level % 2 == 1 {
            glyph = mirrored(glyph);
        }
        if !unit.is(is::MARKED) {
            out.push(glyph);
            return;
        }
        let mut composed = unit.is(is::COMPOSED);
        let marks = source.of(self.text).chars().filter(|mark| {
            let taken = composed && shape::is_seat_mark(*mark);
            composed &= !taken;
            !taken && self.table.traits(*mark).kind == Kind::Mark
        });
        // Arabic marks stay in the order they were typed in; other scripts have composed letters.
        if matches!(glyph, '\u{0600}'..='\u{08FF}' | '\u{FB1D}'..='\u{FEFF}') {
            out.push(glyph);
            out.extend(marks);
        } else {
            out.extend(std::iter::once(glyph).chain(marks).nfc());
        }
    }
}
