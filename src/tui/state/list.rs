//! The list of statements: what stands in it, its cursor, and which row is what.
//!
//! Rows are counted, not kept (`outline`), so that a batch of new entries costs what the batch is worth; the cursor
//! stays on what it stood on. Folds are in `folds`, marks in `marks`, the narrowed list in `narrowed`. Knows nothing
//! of columns or of how a row looks (`rows`), nor of how entries are read.

use super::groups::{Group, Groups};
use super::narrowed::Narrowing;
use super::outline::Outline;
use crate::catalogue::{Bits, Catalogue, Entry, Mismatch, Part};
use crate::corpus::FileReport;
use crate::model::Language;
use crate::search::query::Facts;
use crate::text::direction::Direction;
use std::collections::HashSet;
use std::ops::Range;
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

/// Statements of a part whose direction is looked at.
const COUNTED: usize = 4096;

/// The list of statements.
#[derive(Clone, Debug, Default)]
pub struct List {
    pub(super) catalogue: Catalogue,
    troubles: Vec<Trouble>,
    pub(super) groups: Groups,
    outline: Outline,
    pub(super) folded: HashSet<Group>,
    pub(super) marked: Bits,
    pub(super) narrowing: Option<Narrowing>,
    pub(super) cursor: usize,
    pub(super) top: usize,
    height: usize,
    /// False until the user has put the cursor somewhere, or has read what it stands on.
    pub(super) moved: bool,
    right_to_left: usize,
    left_to_right: usize,
}

impl List {
    /// Takes in newly found entries; gives their numbers.
    pub fn found(&mut self, entries: &[Entry]) -> Range<u32> {
        let stood_on = self.item();
        for entry in entries {
            self.count(direction(entry.language, &entry.title), 1);
        }
        let rows = self.catalogue.found(entries);
        self.groups.extend(&self.catalogue, rows.clone());
        self.remake(stood_on);
        rows
    }

    /// Takes in what was found in an earlier run; gives its numbers.
    pub fn open(&mut self, parts: impl IntoIterator<Item = Arc<Part>>) -> Range<u32> {
        let stood_on = self.item();
        let rows = self.catalogue.open(parts);
        // The direction is that of most statements; some of them tell.
        let step = (rows.len() / COUNTED).max(1);
        for row in rows.clone().step_by(step) {
            let way = self.catalogue.row(row).and_then(|row| direction(row.language(), row.title));
            self.count(way, step);
        }
        self.groups.extend(&self.catalogue, rows.clone());
        self.remake(stood_on);
        rows
    }

    /// Has the rows from `first` on lie in a part, which holds the same; nothing that shows changes.
    ///
    /// # Errors
    /// The part does not hold these rows.
    pub fn seal(&mut self, first: u32, part: Arc<Part>) -> Result<(), Mismatch> {
        self.catalogue.seal(first, part)
    }

    /// Takes out rows whose files have changed or gone.
    pub fn hide(&mut self, rows: impl IntoIterator<Item = u32>) {
        let stood_on = self.item();
        self.catalogue.hide(rows);
        self.groups.leave_out(self.catalogue.hidden());
        self.narrow_less();
        for row in self.marked().into_iter().map(number) {
            if !self.catalogue.shows(row) {
                self.marked.remove(row);
            }
        }
        self.remake(stood_on);
        self.set_cursor(self.cursor);
    }

    fn count(&mut self, way: Option<Direction>, statements: usize) {
        match way {
            Some(Direction::Rtl) => self.right_to_left += statements,
            Some(Direction::Ltr) => self.left_to_right += statements,
            None => {}
        }
    }

    /// What the list is made of, to be looked through on another thread.
    #[must_use]
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// Takes in what was told of a file; one without trouble leaves no trace.
    pub fn report(&mut self, report: &FileReport) {
        if report.problems.is_empty() {
            return;
        }
        let problems = report.problems.iter().map(ToString::to_string).collect();
        let trouble = Trouble { path: report.path.clone(), problems };
        let place = self.troubles.partition_point(|other| other.path < trouble.path);
        let stood_on = match self.item() {
            Some(Item::Problem(number)) if number >= place => Some(Item::Problem(number + 1)),
            item => item,
        };
        self.troubles.insert(place, trouble);
        self.remake(stood_on);
    }

    /// Counts the rows anew; the cursor stays on what it stood on, or goes to the heading that swallowed it.
    pub(super) fn remake(&mut self, stood_on: Option<Item>) {
        let groups = self.groups.all().map(|group| (group, self.groups.members(group).len()));
        let problems = (!self.troubles.is_empty()).then_some((Group::Problems, self.troubles.len()));
        let open = |(group, members)| (group, members, !self.folded.contains(&group));
        self.outline = Outline::new(groups.chain(problems).map(open));
        if self.narrowing.is_some() {
            return;
        }
        match stood_on {
            Some(item) if self.moved => self.put(item),
            // A list that still grows is read from its first statement.
            _ => self.set_cursor(self.outline.first_member().unwrap_or(0)),
        }
    }

    /// Puts the cursor on `item`, or on its heading where it is folded away; keeps its height on the screen.
    pub(super) fn put(&mut self, item: Item) {
        let row = self.row_of(item).or_else(|| self.row_of(Item::Heading(self.group(item))));
        let above = self.cursor.saturating_sub(self.top);
        self.set_cursor(row.unwrap_or(self.cursor));
        self.top = self.cursor.saturating_sub(above);
    }

    pub(super) fn set_cursor(&mut self, row: usize) {
        self.cursor = row.min(self.row_count().saturating_sub(1));
    }

    /// The group that an item stands in or heads.
    #[must_use]
    pub fn group(&self, item: Item) -> Group {
        match item {
            Item::Heading(group) => group,
            Item::Statement(entry) => self.groups.group_of(number(entry), &self.catalogue),
            Item::Problem(_) => Group::Problems,
        }
    }

    /// What the cursor stands on.
    #[must_use]
    pub fn item(&self) -> Option<Item> {
        self.row(self.cursor)
    }

    /// How many rows there are.
    #[must_use]
    pub fn row_count(&self) -> usize {
        self.narrowing.as_ref().map_or(self.outline.len(), Narrowing::len)
    }

    /// What a row is, by number from 0.
    #[must_use]
    pub fn row(&self, number: usize) -> Option<Item> {
        if let Some(narrowing) = &self.narrowing {
            return narrowing.at(number).map(Item::Statement);
        }
        let (section, member) = self.outline.at_row(number)?;
        match (section.group, member) {
            (group, None) => Some(Item::Heading(group)),
            (Group::Problems, Some(problem)) => Some(Item::Problem(problem)),
            (group, Some(member)) => self.member(group, member).map(Item::Statement),
        }
    }

    /// The statement at a place of its group.
    fn member(&self, group: Group, place: usize) -> Option<usize> {
        self.groups.members(group).get(place).map(|row| *row as usize)
    }

    /// The row of an item; none where it is folded away or narrowed out.
    #[must_use]
    pub fn row_of(&self, item: Item) -> Option<usize> {
        match (&self.narrowing, item) {
            (Some(narrowing), Item::Statement(entry)) => narrowing.place(entry),
            (Some(_), Item::Heading(_) | Item::Problem(_)) => None,
            (None, Item::Heading(group)) => self.outline.section(group).map(|section| section.row),
            (None, Item::Statement(_) | Item::Problem(_)) => {
                let section = self.outline.section(self.group(item)).filter(|section| section.open)?;
                let member = match item {
                    Item::Problem(number) => Some(number).filter(|number| *number < section.members),
                    Item::Statement(entry) => self.groups.place(number(entry), &self.catalogue),
                    Item::Heading(_) => None,
                };
                member.map(|member| section.row + 1 + member)
            }
        }
    }

    /// The row of the next heading below a row, or above it.
    #[must_use]
    pub fn heading_row(&self, row: usize, below: bool) -> Option<usize> {
        if self.narrowing.is_some() { None } else { self.outline.heading(row, below) }
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
    pub fn entry(&self, number: usize) -> Option<Entry> {
        self.catalogue.entry(self::number(number))
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
            Group::NoParty => ("no party", self.groups.members(group).len()),
            Group::Party(_) => (self.groups.name(group).unwrap_or(""), self.groups.members(group).len()),
        }
    }

    /// Rows of the pane, as last told.
    #[must_use]
    pub fn height(&self) -> usize {
        self.height.max(1)
    }

    /// True if the cursor stays on its item when more is found.
    #[must_use]
    pub fn moved(&self) -> bool {
        self.moved
    }

    /// Keeps the cursor on its item from now on, whatever else is found.
    pub fn stay(&mut self) {
        self.moved = true;
    }

    /// How many statements there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.catalogue.shown()
    }

    /// True if nothing was found yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.catalogue.shown() == 0
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
            && let Some(Item::Heading(_)) = self.top.checked_sub(1).and_then(|above| self.row(above))
            && height > 1
        {
            // The heading of the first statement shows with it.
            self.top -= 1;
        }
    }

    /// Statements in the order of the list, folded ones among them.
    #[must_use]
    pub(super) fn sequence(&self) -> Vec<u32> {
        match &self.narrowing {
            Some(narrowing) => narrowing.order().to_vec(),
            None => self.groups.order().collect(),
        }
    }

    /// The statement `by` places after `entry` in the order of the list; none beyond its ends.
    #[must_use]
    pub fn neighbour(&self, entry: usize, by: isize) -> Option<usize> {
        let (place, all) = self.place(entry);
        let place = place? - 1;
        let target = place.saturating_add_signed(by).min(all.saturating_sub(1));
        let found = match &self.narrowing {
            Some(narrowing) => narrowing.at(target),
            None => self.outline.at_place(target).and_then(|(section, member)| self.member(section.group, member)),
        };
        found.filter(|_| target != place)
    }

    /// What follows a heading in the order of the list, or stands before it, folded away or not.
    #[must_use]
    pub fn beyond(&self, heading: Group, below: bool) -> Option<Item> {
        let before = self.outline.section(heading)?.before;
        let place = if below { Some(before) } else { before.checked_sub(1) };
        let (section, member) = self.outline.at_place(place?)?;
        match section.group {
            Group::Problems => Some(Item::Problem(member)),
            group => self.member(group, member).map(Item::Statement),
        }
    }

    /// The place of a statement in the order of the list, from 1, and how many there are.
    #[must_use]
    pub fn place(&self, entry: usize) -> (Option<usize>, usize) {
        match &self.narrowing {
            Some(narrowing) => (narrowing.place(entry).map(|place| place + 1), narrowing.len()),
            None => {
                let before = self.outline.section(self.group(Item::Statement(entry))).map(|section| section.before);
                let place = before.zip(self.groups.place(number(entry), &self.catalogue));
                (place.map(|(before, place)| before + place + 1), self.len())
            }
        }
    }

    /// Puts the cursor on a statement, opening its group where it is folded.
    pub fn show(&mut self, item: Item) {
        self.moved = true;
        if self.folded.remove(&self.group(item)) {
            let stood_on = self.item();
            self.remake(stood_on);
        }
        if let Some(row) = self.row_of(item) {
            self.set_cursor(row);
        }
    }
}

/// The number of a statement as the catalogue has it.
pub(super) fn number(entry: usize) -> u32 {
    u32::try_from(entry).unwrap_or(u32::MAX)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Fields;
    use crate::keymap::{Action, Command};
    use crate::model::{Date, Problem};
    use crate::search::narrow::Query;
    use crate::text::range::TextRange;
    use crate::tui::state::sample::entry;

    /// Two statements of one party, one of another, one of none.
    fn list() -> List {
        let mut list = List::default();
        list.found(&[
            entry("a1", "a", "1400/01/01"),
            entry("b1", "b", ""),
            entry("a2", "a", ""),
            entry("none", "", ""),
        ]);
        list.follow(20);
        list
    }

    fn narrowed(list: &List, query: &str) -> Vec<u32> {
        list.catalogue().narrow(&Query::parse(query), None, &|| false).unwrap()
    }

    fn press(list: &mut List, actions: &[Action]) {
        for action in actions {
            assert!(list.act(Command { action: *action, count: None, argument: None }), "{action}");
        }
    }

    /// Headings as `+name(count)`, statements by title; the row of the cursor in brackets, `*` before a marked one.
    fn picture(list: &List) -> String {
        let row = |number: usize| {
            let name = match list.row(number).unwrap() {
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
        (0..list.row_count()).map(row).collect::<Vec<_>>().join(" ")
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
        list.found(&[entry("a0", "a", "1404/01/01")]);
        assert_eq!(picture(&list), "-a(3) [a0] a1 a2 -b(1) b1 -no party(1) none");
        press(&mut list, &[LineDown, LineDown]);
        list.found(&[entry("a00", "a", "1405/01/01"), entry("A", "0", "")]);
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
        let found = narrowed(&list, "b1");
        list.narrow("b1", found);
        assert_eq!(picture(&list), "[b1]");
        let found = narrowed(&list, "wibble");
        list.narrow("wibble", found);
        assert_eq!(picture(&list), "");
        list.widen(None);
        assert_eq!(picture(&list), "-a(2) a1 [a2] -b(1) b1 -no party(1) none");
    }

    #[test]
    fn equals_of_a_narrowed_list_come_newest_first() {
        let mut list = List::default();
        list.found(&[
            entry("call old", "b", "1400/01/01"),
            entry("call new", "b", "1404/01/01"),
            entry("call", "b", ""),
            entry("call late", "a", "1390/01/01"),
        ]);
        let found = narrowed(&list, "call");
        list.narrow("call", found);
        assert_eq!(picture(&list), "[call] call new call old call late");
    }

    #[test]
    fn a_date_is_found_by_the_words_it_was_written_in() {
        let mut dated = entry("s", "p", "1403/04/16");
        dated.date = dated.date.map(|date| Date { text: "۱۶ تیر ۱۴۰۳".to_owned(), ..date });
        let all = |query: &str| {
            let mut list = List::default();
            list.found(&[dated.clone()]);
            (narrowed(&list, query).len(), Fields::of(&dated).lit(&Query::parse(query)))
        };
        let date = |start, end| [vec![], vec![], vec![TextRange::new(start, end)]];
        assert_eq!(all("تیر"), (1, date(0, 10)));
        assert_eq!(all("16"), (1, date(8, 10)));
        assert_eq!(all("1403"), (1, date(0, 4)));
        assert_eq!(all("مهر").0, 0);
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

    #[test]
    fn what_is_next_to_a_heading_may_be_folded_away() {
        let mut list = list();
        let problems = vec![Problem::new("It is empty.")];
        list.report(&FileReport { path: "z".to_owned(), problems, ..FileReport::default() });
        press(&mut list, &[FoldCloseAll]);
        let beyond = |item, below| list.beyond(list.group(item), below);
        assert_eq!(beyond(Item::Statement(0), true), Some(Item::Statement(0)));
        assert_eq!(beyond(Item::Statement(0), false), None);
        assert_eq!(beyond(Item::Statement(1), true), Some(Item::Statement(1)));
        assert_eq!(beyond(Item::Statement(1), false), Some(Item::Statement(2)));
        assert_eq!(beyond(Item::Problem(0), true), Some(Item::Problem(0)));
        assert_eq!(beyond(Item::Problem(0), false), Some(Item::Statement(3)));
    }
}
