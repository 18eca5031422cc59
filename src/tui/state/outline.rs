//! The rows of the list as arithmetic: headings, and under open ones their members.
//!
//! No row is written down: a section knows at which row its heading stands, so a row is found by its number and a
//! number by its row, and a hundred thousand statements cost what their groups cost. Made anew whenever a group
//! grows or folds. Knows neither the cursor nor what a row looks like.

use super::groups::Group;

/// The sections of the list, from the first row on.
#[derive(Clone, Debug, Default)]
pub(super) struct Outline {
    sections: Vec<Section>,
    rows: usize,
}

/// A group in its place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Section {
    /// The group.
    pub group: Group,
    /// The row of its heading.
    pub row: usize,
    /// How many members stand in the sections before it.
    pub before: usize,
    /// How many it has.
    pub members: usize,
    /// False if there is no more of it than its heading.
    pub open: bool,
}

impl Outline {
    /// Sections of these groups, each with the number of its members and whether it is open.
    pub(super) fn new(groups: impl Iterator<Item = (Group, usize, bool)>) -> Self {
        let mut outline = Self::default();
        let mut before = 0;
        for (group, members, open) in groups {
            outline.sections.push(Section { group, row: outline.rows, before, members, open });
            outline.rows += 1 + if open { members } else { 0 };
            before += members;
        }
        outline
    }

    /// How many rows there are.
    #[must_use]
    pub(super) fn len(&self) -> usize {
        self.rows
    }

    /// The section of a row, and the member that the row is of; no member for the heading.
    #[must_use]
    pub(super) fn at_row(&self, row: usize) -> Option<(Section, Option<usize>)> {
        let last = self.sections.partition_point(|section| section.row <= row).checked_sub(1)?;
        let section = self.sections.get(last).filter(|_| row < self.rows)?;
        Some((*section, (row - section.row).checked_sub(1)))
    }

    /// The section of a member counted from the start of the list, and its number in it.
    #[must_use]
    pub(super) fn at_place(&self, place: usize) -> Option<(Section, usize)> {
        let last = self.sections.partition_point(|section| section.before <= place).checked_sub(1)?;
        let section = self.sections.get(last).filter(|section| place - section.before < section.members)?;
        Some((*section, place - section.before))
    }

    /// The section of a group.
    #[must_use]
    pub(super) fn section(&self, group: Group) -> Option<Section> {
        self.sections.iter().find(|section| section.group == group).copied()
    }

    /// The row of the first member that shows.
    #[must_use]
    pub(super) fn first_member(&self) -> Option<usize> {
        self.sections.iter().find(|section| section.open && section.members > 0).map(|section| section.row + 1)
    }

    /// The row of the next heading below a row, or above it.
    #[must_use]
    pub(super) fn heading(&self, row: usize, below: bool) -> Option<usize> {
        let next = if below {
            self.sections.partition_point(|section| section.row <= row)
        } else {
            self.sections.partition_point(|section| section.row < row).checked_sub(1)?
        };
        self.sections.get(next).map(|section| section.row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An open group of two, a closed one of three, an open one of one.
    fn outline() -> Outline {
        let groups = [(Group::Party(1), 2, true), (Group::Party(0), 3, false), (Group::NoParty, 1, true)];
        Outline::new(groups.into_iter())
    }

    #[test]
    fn rows_are_headings_and_members() {
        let outline = outline();
        let row = |row| outline.at_row(row).map(|(section, member)| (section.group, member));
        assert_eq!(outline.len(), 6);
        assert_eq!(row(0), Some((Group::Party(1), None)));
        assert_eq!(row(2), Some((Group::Party(1), Some(1))));
        assert_eq!(row(3), Some((Group::Party(0), None)));
        assert_eq!(row(5), Some((Group::NoParty, Some(0))));
        assert_eq!(row(6), None);
        assert_eq!(Outline::default().at_row(0).map(|_| ()), None);
    }

    #[test]
    fn places_count_folded_members() {
        let outline = outline();
        let place = |place| outline.at_place(place).map(|(section, member)| (section.group, member));
        assert_eq!(place(1), Some((Group::Party(1), 1)));
        assert_eq!(place(4), Some((Group::Party(0), 2)));
        assert_eq!(place(5), Some((Group::NoParty, 0)));
        assert_eq!(place(6), None);
    }

    #[test]
    fn headings_are_found_from_any_row() {
        let outline = outline();
        assert_eq!(outline.first_member(), Some(1));
        assert_eq!([0, 2, 3, 4].map(|row| outline.heading(row, true)), [Some(3), Some(3), Some(4), None]);
        assert_eq!([0, 2, 3, 5].map(|row| outline.heading(row, false)), [None, Some(0), Some(0), Some(4)]);
    }
}
