//! Folds of the list: groups that show no more than their heading.
//!
//! A fold belongs to a group and outlives filters; a narrowed list has none. The cursor of a group that closes
//! goes to its heading.

use super::groups::Group;
use super::list::List;

/// What happens to a fold.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fold {
    /// Opens what is closed and closes what is open.
    Toggle,
    /// Opens.
    Open,
    /// Closes.
    Close,
}

impl List {
    /// Folds the group that the cursor stands in.
    pub fn fold(&mut self, fold: Fold) {
        self.moved = true;
        if self.narrowing.is_some() {
            return;
        }
        let stood_on = self.item();
        let Some(group) = stood_on.map(|item| self.group(item)) else { return };
        let close = match fold {
            Fold::Toggle => !self.folded.contains(&group),
            Fold::Open => false,
            Fold::Close => true,
        };
        if close {
            self.folded.insert(group)
        } else {
            self.folded.remove(&group)
        };
        self.remake(stood_on);
    }

    /// Folds all groups, or opens them.
    pub fn fold_all(&mut self, close: bool) {
        let stood_on = self.item();
        self.folded.clear();
        if close {
            self.folded.extend(self.groups.every_party());
            self.folded.extend([Group::NoParty, Group::Problems]);
        }
        self.remake(stood_on);
        if let Some(item) = stood_on {
            self.put(item);
        }
    }

    /// True if a group shows no more than its heading.
    #[must_use]
    pub fn is_folded(&self, group: Group) -> bool {
        self.folded.contains(&group)
    }
}
