//! What keys do in the text: scrolling, motions of the cursor, selecting.
//!
//! Left and right follow the screen within one paragraph; every other motion follows the text. A motion that
//! needs a cursor switches it on at the point where the reader is looking. Searching, marks and jumps between
//! statements are the business of `App`.

use super::columns;
use super::motion;
use super::pager::{Height, Pager};
use super::reading::Part;
use super::selection::{Selection, Unit};
use crate::keymap::{Action, Command};
use crate::layout::{Anchor, Line};
use crate::text::direction::Direction;
use crate::text::range::TextRange;

impl Pager {
    /// Carries out a command of the text; false if it is none.
    pub fn act(&mut self, command: Command) -> bool {
        let count = command.count.unwrap_or(1).max(1);
        let by = isize::try_from(count).unwrap_or(isize::MAX);
        let (page, half) = (self.height.saturating_sub(2).max(1) as isize, (self.height / 2).max(1) as isize);
        // A count before ^D and ^U is a number of rows, as in vi.
        let half = command.count.map_or(half, |_| by);
        let page = page.saturating_mul(by);
        match command.action {
            Action::LineDown => self.line(by),
            Action::LineUp => self.line(-by),
            Action::ScrollDown => self.scroll(by),
            Action::ScrollUp => self.scroll(-by),
            Action::HalfPageDown => self.turn(half),
            Action::HalfPageUp => self.turn(-half),
            Action::PageDown => self.turn(page),
            Action::PageUp => self.turn(-page),
            Action::GoToTop => self.go_to_line(command.count.unwrap_or(1)),
            Action::GoToBottom => match command.count {
                Some(number) => self.go_to_line(number),
                None => self.go_to_end(),
            },
            Action::GoToPercent => self.go_to_percent(command.count.unwrap_or(0)),
            Action::NextParagraph => self.paragraphs(by),
            Action::PreviousParagraph => self.paragraphs(-by),
            Action::ScreenTop => self.on_screen(count - 1),
            Action::ScreenMiddle => self.on_screen(self.rows().len().saturating_sub(1) / 2),
            Action::ScreenBottom => self.on_screen(self.rows().len().saturating_sub(count)),
            Action::PlaceTop => self.put(self.point(), Height::Top),
            Action::PlaceMiddle => self.put(self.point(), Height::Middle),
            Action::PlaceBottom => self.put(self.point(), Height::Bottom),
            Action::Left => self.sideways(-by),
            Action::Right => self.sideways(by),
            Action::WordForward => self.word(motion::word_forward, count),
            Action::WordBack => self.word(motion::word_back, count),
            Action::WordEnd => self.word(motion::word_end, count),
            Action::LineStart => self.line_start(),
            Action::LineEnd => self.line_end(),
            Action::SelectCharacters => self.select(Unit::Characters),
            Action::SelectLines => self.select(Unit::Lines),
            Action::SwapEnds => self.swap_ends(),
            _ => return false,
        }
        true
    }

    /// Moves the cursor by rows that it can stand on where it is on, else scrolls.
    fn line(&mut self, rows: isize) {
        if self.cursor.is_none() {
            return self.scroll(rows);
        }
        for _ in 0..rows.unsigned_abs() {
            let from = self.cursor;
            self.vertically(rows.signum());
            if self.cursor == from {
                break;
            }
        }
    }

    /// Scrolls by part of the screen, the cursor with it.
    fn turn(&mut self, rows: isize) {
        if self.cursor.is_some() {
            self.vertically(rows);
        }
        self.scroll(rows);
    }

    fn stepped(&mut self, from: Anchor, rows: isize) -> Anchor {
        if rows < 0 { self.flow.up(from, rows.unsigned_abs()) } else { self.flow.down(from, rows.unsigned_abs()) }
    }

    fn scroll(&mut self, rows: isize) {
        let top = self.flow.anchor_of(self.top);
        let top = self.stepped(top, rows);
        self.set_top(top);
        if let Some(cursor) = self.cursor {
            let (top, row) = (self.flow.anchor_of(self.top), self.flow.anchor_of(cursor));
            let bottom = self.flow.down(top, self.height - 1);
            if row < top || row > bottom {
                let down = row < top;
                let mut row = row.clamp(top, bottom);
                // Over the gaps at the edge; a screen without a place for the cursor leaves it where it was.
                while !self.reading().is_sourced(row.paragraph) && row != if down { bottom } else { top } {
                    row = if down { self.flow.down(row, 1) } else { self.flow.up(row, 1) };
                }
                if self.reading().is_sourced(row.paragraph) {
                    self.enter(row);
                }
            }
        }
    }

    fn vertically(&mut self, rows: isize) {
        let Some(cursor) = self.cursor else { return };
        let row = self.flow.anchor_of(cursor);
        let mut target = self.stepped(row, rows);
        while !self.reading().is_sourced(target.paragraph) {
            let next = self.stepped(target, rows.signum());
            if next == target {
                return;
            }
            target = next;
        }
        self.enter(target);
    }

    /// Puts the cursor on a row, in the column that it keeps to.
    fn enter(&mut self, target: Anchor) {
        let Some(cursor) = self.cursor else { return };
        let goal = match self.goal {
            Some(goal) => goal,
            None => {
                let anchor = self.flow.anchor_of(cursor);
                let row = self.flow.row(anchor);
                row.line.indent(self.width()) + columns::column(&row, cursor)
            }
        };
        let row = self.flow.row(target);
        let offset = columns::offset(&row, goal.saturating_sub(row.line.indent(self.width())));
        self.cursor = Some(offset);
        self.goal = Some(goal);
        self.show(offset);
    }

    /// Switches the cursor on, on a cell that shows; none in a text that is the reader's own.
    fn start_cursor(&mut self) -> Option<usize> {
        if self.cursor.is_none() {
            let point = self.point();
            self.cursor = self.standing(point, point);
        }
        self.cursor
    }

    /// True if the cursor can stand at an offset: on text of the statement, which can be copied.
    pub(super) fn stands(&self, offset: usize) -> bool {
        self.reading().is_sourced(self.reading().paragraph_at(offset))
    }

    /// The place nearest to `offset` where the cursor can stand, beyond it as seen from `from` where it can.
    pub(super) fn standing(&mut self, offset: usize, from: usize) -> Option<usize> {
        if self.stands(offset) {
            return Some(offset);
        }
        let (own, all) = (self.reading().paragraph_at(offset), self.reading().len());
        let after = (own..all).find(|number| self.reading().is_sourced(*number));
        let before = (0..own).rev().find(|number| self.reading().is_sourced(*number));
        let backward = offset < from && before.is_some() || after.is_none();
        let (range, _) = self.reading().paragraph(if backward { before? } else { after? })?;
        Some(if backward { self.last_cell_of(range) } else { range.start })
    }

    fn move_cursor(&mut self, offset: usize) {
        // The end of the text has no cell: the cursor stays on the last one.
        let last = self.reading().text().len();
        let offset = if offset >= last { self.last_cell() } else { offset };
        let from = self.cursor.unwrap_or(offset);
        let Some(offset) = self.standing(offset, from) else { return };
        let cell = self.cell(offset);
        self.cursor = Some(cell.start);
        self.goal = None;
        self.show(cell.start);
    }

    fn last_cell(&mut self) -> usize {
        let last = self.flow.last();
        let row = self.flow.row(last);
        row.origin + last_start(&row.line).unwrap_or(row.line.range().start)
    }

    fn last_cell_of(&mut self, paragraph: TextRange) -> usize {
        let anchor = self.flow.anchor_of(paragraph.end);
        let row = self.flow.row(anchor);
        last_start(&row.line).map_or(paragraph.start, |last| row.origin + last)
    }

    /// Moves over cells of one paragraph as they stand on the screen.
    fn sideways(&mut self, cells: isize) {
        let Some(mut cursor) = self.start_cursor() else { return };
        for _ in 0..cells.unsigned_abs() {
            let Some(next) = self.beside(cursor, cells > 0) else { break };
            cursor = next;
        }
        self.move_cursor(cursor);
    }

    /// The offset of the cell to the right or to the left, on the next row of the paragraph beyond an edge.
    fn beside(&mut self, offset: usize, right: bool) -> Option<usize> {
        let anchor = self.flow.anchor_of(offset);
        let row = self.flow.row(anchor);
        let here = columns::columns(&row, offset);
        let next = if right { here.map(|here| here.end) } else { here.and_then(|here| here.start.checked_sub(1)) };
        if let Some(column) = next.filter(|column| *column < row.line.width()) {
            return Some(columns::offset(&row, column));
        }
        let onwards = right == (row.line.base() == Direction::Ltr);
        let target = if onwards { self.flow.down(anchor, 1) } else { self.flow.up(anchor, 1) };
        if target == anchor || target.paragraph != anchor.paragraph {
            return None;
        }
        let row = self.flow.row(target);
        Some(columns::offset(&row, if right { 0 } else { usize::MAX }))
    }

    fn word(&mut self, motion: fn(&str, usize) -> usize, count: usize) {
        let Some(mut cursor) = self.start_cursor() else { return };
        for _ in 0..count {
            let mut next = motion(self.reading().text(), cursor);
            // Over the reader's own words, as far as there are any others.
            while next != cursor && !self.stands(next) {
                let beyond = motion(self.reading().text(), next);
                if beyond == next {
                    break;
                }
                next = beyond;
            }
            if next == cursor {
                break;
            }
            cursor = next;
        }
        self.move_cursor(cursor);
    }

    fn line_start(&mut self) {
        let Some(cursor) = self.start_cursor() else { return };
        let anchor = self.flow.anchor_of(cursor);
        let offset = self.flow.offset_of(anchor);
        self.move_cursor(offset);
    }

    fn line_end(&mut self) {
        let Some(cursor) = self.start_cursor() else { return };
        let anchor = self.flow.anchor_of(cursor);
        let row = self.flow.row(anchor);
        let last = last_start(&row.line);
        self.move_cursor(last.map_or(cursor, |last| row.origin + last));
    }

    /// To a line of the text, that is a paragraph, by number from 1.
    pub(super) fn go_to_line(&mut self, number: usize) {
        let last = self.reading().len().saturating_sub(1);
        let range = self.reading().paragraph(number.saturating_sub(1).min(last)).map(|(range, _)| range);
        self.go_to(range.map_or(0, |range| range.start));
    }

    fn go_to_end(&mut self) {
        let last = self.last_cell();
        if self.cursor.is_some() {
            self.move_cursor(last);
        } else {
            let row = self.flow.last();
            self.set_top(row);
        }
    }

    /// To the row at so many percent of the text.
    pub(super) fn go_to_percent(&mut self, percent: usize) {
        let offset = self.reading().text().len() / 100 * percent.min(100)
            + self.reading().text().len() % 100 * percent.min(100) / 100;
        let offset = self.reading().boundary(offset);
        let row = self.flow.anchor_of(offset);
        let offset = self.flow.offset_of(row);
        self.go_to(offset);
    }

    /// To the start of a paragraph further on; a selection grows to the paragraph's end.
    fn paragraphs(&mut self, by: isize) {
        for _ in 0..by.unsigned_abs() {
            let target = match (by > 0, self.selection.is_some()) {
                (true, true) => self.next_end(),
                (true, false) => self.next_start(),
                (false, _) => self.previous_start(),
            };
            match target {
                Some(target) => self.go_to(target),
                None if by > 0 => return self.go_to_end(),
                None => return self.go_to(0),
            }
        }
    }

    fn readable(&self, number: usize) -> Option<TextRange> {
        let (range, part) = self.reading().paragraph(number)?;
        let readable = if self.cursor.is_some() { self.reading().is_sourced(number) } else { part != Part::Gap };
        readable.then_some(range)
    }

    fn next_start(&self) -> Option<usize> {
        let own = self.reading().paragraph_at(self.point());
        (own + 1..self.reading().len()).find_map(|number| self.readable(number)).map(|range| range.start)
    }

    fn previous_start(&self) -> Option<usize> {
        let from = self.point();
        let own = self.reading().paragraph_at(from);
        let mut starts = (0..=own).rev().filter_map(|number| self.readable(number)).map(|range| range.start);
        starts.find(|start| *start < from)
    }

    /// The last cell of this paragraph, or of the next where the cursor stands on it already.
    fn next_end(&mut self) -> Option<usize> {
        let from = self.point();
        for number in self.reading().paragraph_at(from)..self.reading().len() {
            let Some(range) = self.readable(number) else { continue };
            let end = self.last_cell_of(range);
            if end > from {
                return Some(end);
            }
        }
        None
    }

    /// Puts the cursor on a row of the screen.
    fn on_screen(&mut self, row: usize) {
        let standing =
            self.rows().iter().enumerate().filter(|(_, row)| self.reading().is_sourced(row.anchor.paragraph));
        let nearest = standing.min_by_key(|(number, _)| number.abs_diff(row));
        if let Some(anchor) = nearest.map(|(_, row)| row.anchor) {
            let offset = self.flow.offset_of(anchor);
            self.move_cursor(offset);
        }
    }

    fn select(&mut self, unit: Unit) {
        match self.selection {
            Some(selection) if selection.unit == unit => self.selection = None,
            Some(selection) => self.selection = Some(Selection { unit, ..selection }),
            None => {
                let Some(cursor) = self.start_cursor() else { return };
                self.move_cursor(cursor);
                self.selection = Some(Selection { fixed: self.cursor.unwrap_or(cursor), unit });
            }
        }
    }

    fn swap_ends(&mut self) {
        if let (Some(selection), Some(cursor)) = (self.selection.as_mut(), self.cursor) {
            let moved = std::mem::replace(&mut selection.fixed, cursor);
            self.move_cursor(moved);
        }
    }
}

/// Start of the last cell of a line in reading order.
fn last_start(line: &Line) -> Option<usize> {
    line.cells().iter().map(|cell| cell.source.start).max()
}
