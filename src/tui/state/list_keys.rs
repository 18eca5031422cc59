//! What keys do in the list: moving, folding, marking.
//!
//! The same keys as in the text wherever the sense is the same. Opening, narrowing and printing concern more
//! than the list and are the business of `App`.

use super::folds::Fold;
use super::list::List;
use crate::keymap::{Action, Command};

impl List {
    /// Carries out a command of the list; false if it is none.
    pub fn act(&mut self, command: Command) -> bool {
        let count = command.count.unwrap_or(1).max(1);
        let by = isize::try_from(count).unwrap_or(isize::MAX);
        let height = self.height();
        let page = (height.saturating_sub(2).max(1) as isize).saturating_mul(by);
        let half = command.count.map_or((height / 2).max(1) as isize, |_| by);
        let last = self.row_count().saturating_sub(1);
        match command.action {
            Action::LineDown | Action::NextHit => self.step(by),
            Action::LineUp | Action::PreviousHit => self.step(-by),
            Action::ScrollDown => self.scroll(by),
            Action::ScrollUp => self.scroll(-by),
            Action::HalfPageDown => self.step(half),
            Action::HalfPageUp => self.step(-half),
            Action::PageDown => self.step(page),
            Action::PageUp => self.step(-page),
            Action::GoToTop => self.go_to(count - 1),
            Action::GoToBottom => self.go_to(command.count.map_or(last, |row| row.saturating_sub(1))),
            Action::GoToPercent => self.go_to(last * command.count.unwrap_or(0).min(100) / 100),
            Action::NextParagraph => self.step_group(by),
            Action::PreviousParagraph => self.step_group(-by),
            Action::ScreenTop => self.go_to(self.top() + (count - 1).min(height - 1)),
            Action::ScreenMiddle => self.go_to(self.top() + self.shown().saturating_sub(1) / 2),
            Action::ScreenBottom => self.go_to(self.top() + self.shown().saturating_sub(count)),
            Action::PlaceTop => self.show_at(0),
            Action::PlaceMiddle => self.show_at(height / 2),
            Action::PlaceBottom => self.show_at(height - 1),
            Action::FoldToggle => self.fold(Fold::Toggle),
            Action::FoldOpen => self.fold(Fold::Open),
            Action::FoldClose => self.fold(Fold::Close),
            Action::FoldOpenAll => self.fold_all(false),
            Action::FoldCloseAll => self.fold_all(true),
            Action::MarkStatement => {
                for _ in 0..count.min(self.row_count()) {
                    self.toggle_mark();
                    self.step(1);
                }
            }
            Action::MarkAll => self.mark_all(),
            Action::InvertMarks => self.invert_marks(),
            Action::ClearMarks => self.clear_marks(),
            _ => return false,
        }
        true
    }

    /// Moves the cursor by rows, down where positive.
    pub fn step(&mut self, rows: isize) {
        self.moved = true;
        self.set_cursor(self.cursor.saturating_add_signed(rows));
    }

    /// Puts the cursor on a row, by number from 0.
    pub fn go_to(&mut self, row: usize) {
        self.moved = true;
        self.set_cursor(row);
    }

    /// Scrolls by rows, down where positive; the cursor is pulled along at the edges.
    pub fn scroll(&mut self, rows: isize) {
        self.moved = true;
        let last = self.row_count().saturating_sub(1);
        self.top = self.top.saturating_add_signed(rows).min(last);
        let bottom = self.top + self.height().saturating_sub(1);
        self.set_cursor(self.cursor.clamp(self.top, bottom));
    }

    /// Scrolls so that the cursor stands `above` rows below the upper edge.
    pub fn show_at(&mut self, above: usize) {
        self.top = self.cursor.saturating_sub(above);
    }

    /// Moves to the next heading, or the one before.
    pub fn step_group(&mut self, groups: isize) {
        self.moved = true;
        for _ in 0..groups.unsigned_abs() {
            match self.heading_row(self.cursor, groups > 0) {
                Some(row) => self.set_cursor(row),
                None => break,
            }
        }
    }

    /// How many rows there are on the screen.
    fn shown(&self) -> usize {
        self.row_count().saturating_sub(self.top()).min(self.height())
    }
}
