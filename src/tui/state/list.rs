//! The list of statements: groups, folds, marks, the cursor and the narrowed view.
//!
//! `rows` is what there is to scroll through; it is made anew whenever entries, folds or the query change, and
//! the cursor stays on what it stood on. A narrowed list is flat and best first. Knows nothing of columns or of
//! how a row looks (`rows`), nor of how entries are read.

use super::groups::{Group, Groups};
use crate::corpus::FileReport;
use crate::library::Entry;
use crate::model::Language;
use crate::search::narrow::{Match, Titles};
use crate::text::direction::Direction;
use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

/// What one row of the list is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Item {
    /// The heading of a group.
    Heading(Group),
    /// A statement, by the number of its entry.
    Statement(usize),
    /// A file that gave trouble, by number.
    Problem(usize),
}

/// A file that gave trouble, with what was told of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Trouble {
    /// Path of the file.
    pub path: String,
    /// What went wrong, a sentence each.
    pub problems: Vec<String>,
}

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

/// The list of statements.
#[derive(Clone, Debug, Default)]
pub struct List {
    entries: Vec<Entry>,
    troubles: Vec<Trouble>,
    titles: Arc<Titles>,
    groups: Groups,
    folded: HashSet<Group>,
    marked: BTreeSet<usize>,
    narrowing: Option<Narrowing>,
    pub(super) rows: Vec<Item>,
    pub(super) cursor: usize,
    pub(super) top: usize,
    height: usize,
    /// False until the user has put the cursor somewhere.
    pub(super) moved: bool,
    right_to_left: usize,
    left_to_right: usize,
}

#[derive(Clone, Debug)]
struct Narrowing {
    query: String,
    found: Vec<Match>,
    /// Where the cursor stood before.
    before: Option<Item>,
}

impl List {
    /// Takes in newly found entries.
    pub fn found(&mut self, entries: Vec<Entry>) {
        let titles = Arc::make_mut(&mut self.titles);
        for entry in entries {
            let party = entry.party.as_ref().map_or("", |party| party.name.as_str());
            titles.push(&entry.title, party, &date_shown(&entry));
            match direction(entry.language, &entry.title) {
                Some(Direction::Rtl) => self.right_to_left += 1,
                Some(Direction::Ltr) => self.left_to_right += 1,
                None => {}
            }
            self.entries.push(entry);
        }
        self.groups.extend(&self.entries);
        self.remake();
    }

    /// Takes in what was told of a file; one without trouble leaves no trace.
    pub fn report(&mut self, report: &FileReport) {
        if report.problems.is_empty() {
            return;
        }
        let problems = report.problems.iter().map(ToString::to_string).collect();
        let trouble = Trouble { path: report.path.clone(), problems };
        let place = self.troubles.partition_point(|other| other.path < trouble.path);
        let stood_on = self.item();
        self.troubles.insert(place, trouble);
        self.remake();
        if let Some(Item::Problem(number)) = stood_on
            && number >= place
        {
            self.put(Item::Problem(number + 1));
        }
    }

    /// Makes the rows anew; the cursor stays on its item, or goes to the heading that swallowed it.
    fn remake(&mut self) {
        let stood_on = self.item();
        self.rows.clear();
        match &self.narrowing {
            Some(narrowing) => self.rows.extend(narrowing.found.iter().map(|found| Item::Statement(found.entry))),
            None => self.fill(),
        }
        match stood_on {
            Some(item) if self.moved => self.put(item),
            // A list that still grows is read from its first statement.
            _ => self.set_cursor(self.rows.iter().position(|row| matches!(row, Item::Statement(_))).unwrap_or(0)),
        }
    }

    fn fill(&mut self) {
        let (mut group, mut open) = (None, true);
        for &entry in self.groups.order() {
            let own = self.groups.group_of(entry);
            if group != Some(own) {
                (group, open) = (Some(own), !self.folded.contains(&own));
                self.rows.push(Item::Heading(own));
            }
            if open {
                self.rows.push(Item::Statement(entry));
            }
        }
        if !self.troubles.is_empty() {
            self.rows.push(Item::Heading(Group::Problems));
            if !self.folded.contains(&Group::Problems) {
                self.rows.extend((0..self.troubles.len()).map(Item::Problem));
            }
        }
    }

    /// Puts the cursor on `item`, or on its heading where it is folded away; keeps its height on the screen.
    fn put(&mut self, item: Item) {
        let row = self.rows.iter().position(|row| *row == item).or_else(|| {
            let heading = Item::Heading(self.group(item));
            self.rows.iter().position(|row| *row == heading)
        });
        let above = self.cursor.saturating_sub(self.top);
        self.set_cursor(row.unwrap_or(self.cursor));
        self.top = self.cursor.saturating_sub(above);
    }

    pub(super) fn set_cursor(&mut self, row: usize) {
        self.cursor = row.min(self.rows.len().saturating_sub(1));
    }

    /// The group that an item stands in or heads.
    #[must_use]
    pub fn group(&self, item: Item) -> Group {
        match item {
            Item::Heading(group) => group,
            Item::Statement(entry) => self.groups.group_of(entry),
            Item::Problem(_) => Group::Problems,
        }
    }

    /// What the cursor stands on.
    #[must_use]
    pub fn item(&self) -> Option<Item> {
        self.rows.get(self.cursor).copied()
    }

    /// All rows, from the first.
    #[must_use]
    pub fn rows(&self) -> &[Item] {
        &self.rows
    }

    /// Number of the row that the cursor stands on.
    #[must_use]
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Number of the first row on the screen.
    #[must_use]
    pub fn top(&self) -> usize {
        self.top
    }

    /// The entry with this number.
    #[must_use]
    pub fn entry(&self, number: usize) -> Option<&Entry> {
        self.entries.get(number)
    }

    /// The trouble with this number.
    #[must_use]
    pub fn trouble(&self, number: usize) -> Option<&Trouble> {
        self.troubles.get(number)
    }

    /// Name and size of a group.
    #[must_use]
    pub fn heading(&self, group: Group) -> (&str, usize) {
        match group {
            Group::Problems => ("problems", self.troubles.len()),
            Group::NoParty => {
                let parties = (0..self.groups.parties()).filter_map(|party| self.groups.party(Group::Party(party)));
                ("no party", self.entries.len() - parties.map(|(_, count)| count).sum::<usize>())
            }
            Group::Party(_) => self.groups.party(group).unwrap_or(("", 0)),
        }
    }

    /// True if a group shows no more than its heading.
    #[must_use]
    pub fn is_folded(&self, group: Group) -> bool {
        self.folded.contains(&group)
    }

    /// Rows of the pane, as last told.
    #[must_use]
    pub fn height(&self) -> usize {
        self.height.max(1)
    }

    /// True if the user has put the cursor somewhere.
    #[must_use]
    pub fn moved(&self) -> bool {
        self.moved
    }

    /// How many statements there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// True if nothing was found yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// How many parties there are.
    #[must_use]
    pub fn parties(&self) -> usize {
        self.groups.parties()
    }

    /// The direction that most statements are written in.
    #[must_use]
    pub fn direction(&self) -> Direction {
        if self.right_to_left > self.left_to_right { Direction::Rtl } else { Direction::Ltr }
    }

    /// Scrolls no more than is needed to show the cursor in a pane of this height.
    pub fn follow(&mut self, height: usize) {
        let height = height.max(1);
        self.height = height;
        self.top = self.top.clamp((self.cursor + 1).saturating_sub(height), self.cursor);
        if self.top == self.cursor
            && let Some(Item::Statement(_) | Item::Problem(_)) = self.item()
            && let Some(Item::Heading(_)) = self.top.checked_sub(1).and_then(|above| self.rows.get(above))
            && height > 1
        {
            // The heading of the first statement shows with it.
            self.top -= 1;
        }
    }

    /// Statements in the order of the list, folded ones among them.
    #[must_use]
    pub fn sequence(&self) -> Vec<usize> {
        match &self.narrowing {
            Some(narrowing) => narrowing.found.iter().map(|found| found.entry).collect(),
            None => self.groups.order().to_vec(),
        }
    }

    /// The statement `by` places after `entry` in the order of the list; none beyond its ends.
    #[must_use]
    pub fn neighbour(&self, entry: usize, by: isize) -> Option<usize> {
        let sequence = self.sequence();
        let place = sequence.iter().position(|other| *other == entry)?;
        let last = sequence.len() - 1;
        let target = place.saturating_add_signed(by).min(last);
        sequence.get(target).copied().filter(|_| target != place)
    }

    /// The statement next to the cursor's row, below it or above it.
    #[must_use]
    pub fn beyond(&self, below: bool) -> Option<Item> {
        let is_statement = |item: &&Item| matches!(item, Item::Statement(_));
        if below {
            self.rows.iter().skip(self.cursor).find(is_statement).copied()
        } else {
            self.rows.iter().take(self.cursor).rev().find(is_statement).copied()
        }
    }

    /// The place of a statement in the order of the list, from 1, and how many there are.
    #[must_use]
    pub fn place(&self, entry: usize) -> (Option<usize>, usize) {
        let order = |found: &Match| found.entry == entry;
        match &self.narrowing {
            Some(narrowing) => (narrowing.found.iter().position(order).map(|place| place + 1), narrowing.found.len()),
            None => (self.groups.order().iter().position(|other| *other == entry).map(|place| place + 1), self.len()),
        }
    }

    /// Puts the cursor on a statement, opening its group where it is folded.
    pub fn show(&mut self, item: Item) {
        self.moved = true;
        if self.folded.remove(&self.group(item)) {
            self.remake();
        }
        if let Some(row) = self.rows.iter().position(|row| *row == item) {
            self.set_cursor(row);
        }
    }

    // Folds.

    /// Folds the group that the cursor stands in.
    pub fn fold(&mut self, fold: Fold) {
        self.moved = true;
        if self.narrowing.is_some() {
            return;
        }
        let Some(group) = self.item().map(|item| self.group(item)) else { return };
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
        let stood_on = self.item();
        self.remake();
        if let Some(item) = stood_on {
            self.put(item);
        }
    }

    /// Folds all groups, or opens them.
    pub fn fold_all(&mut self, close: bool) {
        let stood_on = self.item();
        self.folded.clear();
        if close {
            self.folded.extend((0..self.groups.parties()).map(Group::Party));
            self.folded.extend([Group::NoParty, Group::Problems]);
        }
        self.remake();
        if let Some(item) = stood_on {
            self.put(item);
        }
    }

    // Marks.

    /// Marks what the cursor stands on, or unmarks it; on a heading all statements of its group.
    pub fn toggle_mark(&mut self) {
        match self.item() {
            Some(Item::Statement(entry)) => {
                if !self.marked.remove(&entry) {
                    self.marked.insert(entry);
                }
            }
            Some(Item::Heading(group)) => {
                let members: Vec<usize> =
                    self.groups.order().iter().copied().filter(|entry| self.groups.group_of(*entry) == group).collect();
                if members.iter().all(|entry| self.marked.contains(entry)) {
                    self.marked.retain(|entry| !members.contains(entry));
                } else {
                    self.marked.extend(members);
                }
            }
            Some(Item::Problem(_)) | None => {}
        }
    }

    /// Marks every statement of the list, of a narrowed one those that are left.
    pub fn mark_all(&mut self) {
        self.marked.extend(self.sequence());
    }

    /// Marks what is unmarked and the other way round.
    pub fn invert_marks(&mut self) {
        for entry in self.sequence() {
            if !self.marked.remove(&entry) {
                self.marked.insert(entry);
            }
        }
    }

    /// Unmarks everything.
    pub fn clear_marks(&mut self) {
        self.marked.clear();
    }

    /// True if the statement is marked.
    #[must_use]
    pub fn is_marked(&self, entry: usize) -> bool {
        self.marked.contains(&entry)
    }

    /// Marked statements, in list order.
    #[must_use]
    pub fn marked(&self) -> Vec<usize> {
        if self.marked.is_empty() {
            return Vec::new();
        }
        self.groups.order().iter().copied().filter(|entry| self.marked.contains(entry)).collect()
    }

    // Narrowing.

    /// The rows that a query narrows, to be asked of on another thread.
    #[must_use]
    pub fn titles(&self) -> Arc<Titles> {
        Arc::clone(&self.titles)
    }

    /// The query that narrows the list.
    #[must_use]
    pub fn query(&self) -> Option<&str> {
        self.narrowing.as_ref().map(|narrowing| narrowing.query.as_str())
    }

    /// Shows what a query lets through, best first, with the cursor on the best.
    pub fn narrow(&mut self, query: &str, found: Vec<Match>) {
        let before = match self.narrowing.take() {
            Some(narrowing) => narrowing.before,
            None => self.item(),
        };
        self.narrowing = Some(Narrowing { query: query.to_owned(), found, before });
        self.cursor = 0;
        self.top = 0;
        self.remake();
    }

    /// Shows the whole list again; the cursor goes where it stood, or stays on `keep`.
    pub fn widen(&mut self, keep: Option<Item>) {
        let Some(narrowing) = self.narrowing.take() else { return };
        self.remake();
        if let Some(item) = keep.or(narrowing.before) {
            self.show(item);
        }
    }
}

/// The direction of a language, or of a title where the language is unknown.
pub(super) fn direction(language: Language, title: &str) -> Option<Direction> {
    match language {
        Language::Fa | Language::Ar | Language::Ckb | Language::Ur | Language::Ps | Language::He => {
            Some(Direction::Rtl)
        }
        Language::En | Language::Fr => Some(Direction::Ltr),
        Language::Und => title.chars().find(|letter| letter.is_alphabetic()).map(|letter| {
            if matches!(letter, '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FEFC}') {
                Direction::Rtl
            } else {
                Direction::Ltr
            }
        }),
    }
}

fn date_shown(entry: &Entry) -> String {
    entry.date.as_ref().and_then(super::dates::numeric).unwrap_or_default()
}
#[cfg(test)]
mod tests {
    use super::*;
    use crate::keymap::{Action, Command};
    use crate::model::Problem;
    use crate::tui::state::sample::entry;

    /// Two statements of one party, one of another, one of none.
    fn list() -> List {
        let mut list = List::default();
        list.found(vec![
            entry("a1", "a", "1400/01/01"),
            entry("b1", "b", ""),
            entry("a2", "a", ""),
            entry("none", "", ""),
        ]);
        list.follow(20);
        list
    }

    fn press(list: &mut List, actions: &[Action]) {
        for action in actions {
            assert!(list.act(Command { action: *action, count: None, argument: None }), "{action}");
        }
    }

    /// Headings as `+name(count)`, statements by title; the row of the cursor in brackets, `*` before a marked one.
    fn picture(list: &List) -> String {
        let row = |(number, item): (usize, &Item)| {
            let name = match *item {
                Item::Heading(group) => {
                    let (name, count) = list.heading(group);
                    format!("{}{name}({count})", if list.is_folded(group) { '+' } else { '-' })
                }
                Item::Statement(entry) => {
                    let mark = if list.is_marked(entry) { "*" } else { "" };
                    format!("{mark}{}", list.entry(entry).unwrap().title)
                }
                Item::Problem(number) => list.trouble(number).unwrap().path.clone(),
            };
            if number == list.cursor() { format!("[{name}]") } else { name }
        };
        list.rows().iter().enumerate().map(row).collect::<Vec<_>>().join(" ")
    }

    fn check(actions: &[Action], expected: &str) {
        let mut list = list();
        press(&mut list, actions);
        assert_eq!(picture(&list), expected, "{actions:?}");
    }

    use Action::{
        ClearMarks, FoldClose, FoldCloseAll, FoldOpen, FoldOpenAll, FoldToggle, GoToBottom, GoToTop, InvertMarks,
        LineDown, LineUp, MarkAll, MarkStatement, NextParagraph, PreviousParagraph,
    };

    #[test]
    fn it_is_grouped_and_starts_at_its_first_statement() {
        check(&[], "-a(2) [a1] a2 -b(1) b1 -no party(1) none");
    }

    #[test]
    fn folds_take_the_cursor_to_their_heading() {
        check(&[LineDown, FoldClose], "[+a(2)] -b(1) b1 -no party(1) none");
        check(&[FoldClose, FoldOpen], "[-a(2)] a1 a2 -b(1) b1 -no party(1) none");
        check(&[FoldToggle, FoldToggle, LineDown], "-a(2) [a1] a2 -b(1) b1 -no party(1) none");
        check(&[GoToBottom, FoldCloseAll], "+a(2) +b(1) [+no party(1)]");
        check(&[GoToBottom, FoldCloseAll, GoToTop, FoldOpenAll], "[-a(2)] a1 a2 -b(1) b1 -no party(1) none");
        check(&[FoldCloseAll, LineDown, FoldOpen], "+a(2) [-b(1)] b1 +no party(1)");
    }

    #[test]
    fn marks_go_with_statements() {
        check(&[MarkStatement], "-a(2) *a1 [a2] -b(1) b1 -no party(1) none");
        check(&[LineUp, MarkStatement], "-a(2) [*a1] *a2 -b(1) b1 -no party(1) none");
        check(&[LineUp, MarkStatement, LineUp, MarkStatement], "-a(2) [a1] a2 -b(1) b1 -no party(1) none");
        check(&[MarkStatement, InvertMarks], "-a(2) a1 [*a2] -b(1) *b1 -no party(1) *none");
        check(&[MarkAll, ClearMarks], "-a(2) [a1] a2 -b(1) b1 -no party(1) none");
        check(&[MarkStatement, FoldCloseAll, FoldOpenAll], "[-a(2)] *a1 a2 -b(1) b1 -no party(1) none");
    }

    #[test]
    fn headings_can_be_stepped_through() {
        check(&[NextParagraph], "-a(2) a1 a2 [-b(1)] b1 -no party(1) none");
        check(&[NextParagraph, NextParagraph, NextParagraph], "-a(2) a1 a2 -b(1) b1 [-no party(1)] none");
        check(&[GoToBottom, PreviousParagraph, PreviousParagraph], "-a(2) a1 a2 [-b(1)] b1 -no party(1) none");
    }

    #[test]
    fn the_cursor_stays_on_its_statement_while_more_are_found() {
        let mut list = list();
        list.found(vec![entry("a0", "a", "1404/01/01")]);
        assert_eq!(picture(&list), "-a(3) [a0] a1 a2 -b(1) b1 -no party(1) none");
        press(&mut list, &[LineDown, LineDown]);
        list.found(vec![entry("a00", "a", "1405/01/01"), entry("A", "0", "")]);
        assert_eq!(picture(&list), "-0(1) A -a(4) a00 a0 a1 [a2] -b(1) b1 -no party(1) none");
    }

    #[test]
    fn trouble_stands_last_and_in_order() {
        let mut list = list();
        press(&mut list, &[GoToBottom]);
        for path in ["z", "m"] {
            let problems = vec![Problem::new("It is empty.")];
            list.report(&FileReport { path: path.to_owned(), problems, ..FileReport::default() });
            list.show(Item::Problem(0));
        }
        list.report(&FileReport::default());
        assert_eq!(picture(&list), "-a(2) a1 a2 -b(1) b1 -no party(1) none -problems(2) [m] z");
    }

    #[test]
    fn a_narrowed_list_is_flat_and_leads_back() {
        let mut list = list();
        press(&mut list, &[LineDown]);
        let found = list.titles().narrow("b1");
        list.narrow("b1", found);
        assert_eq!(picture(&list), "[b1]");
        let found = list.titles().narrow("wibble");
        list.narrow("wibble", found);
        assert_eq!(picture(&list), "");
        list.widen(None);
        assert_eq!(picture(&list), "-a(2) a1 [a2] -b(1) b1 -no party(1) none");
    }

    #[test]
    fn neighbours_are_statements_in_order_folded_or_not() {
        let mut list = list();
        press(&mut list, &[FoldCloseAll]);
        // By number: a1 is 0, b1 1, a2 2, none 3.
        assert_eq!(list.neighbour(0, 1), Some(2));
        assert_eq!(list.neighbour(2, 1), Some(1));
        assert_eq!(list.neighbour(0, 99), Some(3));
        assert_eq!(list.neighbour(3, 1), None);
        assert_eq!(list.neighbour(0, -1), None);
        list.show(Item::Statement(1));
        assert_eq!(picture(&list), "+a(2) -b(1) [b1] +no party(1)");
    }
}
