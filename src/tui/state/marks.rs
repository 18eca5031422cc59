//! Marks of the list: which statements `ZZ` prints, wherever they stand.
//!
//! A mark belongs to a statement and not to a row: it outlives folds and filters. In a narrowed list the commands
//! on all statements are on those that are left.

use super::list::{Item, List, number};

impl List {
    /// Marks what the cursor stands on, or unmarks it; on a heading all statements of its group.
    pub fn toggle_mark(&mut self) {
        match self.item() {
            Some(Item::Statement(entry)) => self.invert(number(entry)),
            Some(Item::Heading(group)) => {
                let members = self.groups.members(group);
                let unmark = members.iter().all(|row| self.marked.contains(*row));
                for row in members {
                    if unmark {
                        self.marked.remove(*row)
                    } else {
                        self.marked.insert(*row)
                    };
                }
            }
            Some(Item::Problem(_)) | None => {}
        }
    }

    /// Marks every statement of the list, of a narrowed one those that are left.
    pub fn mark_all(&mut self) {
        for row in self.sequence() {
            self.marked.insert(row);
        }
    }

    /// Marks what is unmarked and the other way round.
    pub fn invert_marks(&mut self) {
        for row in self.sequence() {
            self.invert(row);
        }
    }

    fn invert(&mut self, row: u32) {
        if !self.marked.remove(row) {
            self.marked.insert(row);
        }
    }

    /// Unmarks everything.
    pub fn clear_marks(&mut self) {
        self.marked.clear();
    }

    /// True if the statement is marked.
    #[must_use]
    pub fn is_marked(&self, entry: usize) -> bool {
        self.marked.contains(number(entry))
    }

    /// How many statements are marked.
    #[must_use]
    pub fn marks(&self) -> usize {
        self.marked.len()
    }

    /// Marked statements, in list order.
    #[must_use]
    pub fn marked(&self) -> Vec<usize> {
        if self.marked.is_empty() {
            return Vec::new();
        }
        self.groups.order().filter(|row| self.marked.contains(*row)).map(|row| row as usize).collect()
    }
}
