//! A page that has the whole window: lines at their places, laid out.
//!
//! For what must not share the window with panes, since its rows are sent in ways of their own. Knows nothing of
//! what the lines say.

use super::panes::Size;
use crate::layout::{Line, Options, Paragraph, label};

/// Smallest window in which a page is shown.
pub(super) const SMALLEST: Size = Size { columns: 60, rows: 20 };

/// A page.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Page {
    /// Its lines, from the top.
    pub lines: Vec<Placed>,
}

/// A line at its place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Placed {
    /// Row of the window.
    pub row: u16,
    /// Column of its first cell.
    pub column: u16,
    /// Its cells.
    pub line: Line,
    /// How it looks.
    pub look: PageLook,
}

/// How a line of a page looks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PageLook {
    /// A bar over the whole row.
    Bar,
    /// Plain.
    Text,
    /// What names or explains a sample.
    Name,
    /// Between two parts.
    Rule,
    /// In a colour, and bold.
    Coloured,
    /// Light on dark where all else is dark on light.
    Reversed,
    /// Underlined.
    Underlined,
}

impl Page {
    /// A page of this window with a bar at its top; of one that is too small the page that says so, as an error.
    pub(super) fn new(title: &str, leave: &str, size: Size, options: Options) -> Result<Self, Self> {
        let mut page = Self::default();
        if size.columns < SMALLEST.columns || size.rows < SMALLEST.rows {
            let name = title.split(':').next().unwrap_or(title);
            let Size { columns, rows } = SMALLEST;
            let sentence = format!("{name} needs {columns} columns and {rows} rows. {leave}");
            let width = size.columns.max(1).into();
            page.say(0, 0, width, &sentence, options);
            page.lines.retain(|placed| placed.row < size.rows);
            return Err(page);
        }
        page.put(0, 1, title, PageLook::Bar, options);
        let leave = label(leave, usize::from(size.columns), &options);
        let column = usize::from(size.columns).saturating_sub(leave.width() + 1);
        page.add(0, column, leave, PageLook::Bar);
        Ok(page)
    }

    fn add(&mut self, row: u16, column: usize, line: Line, look: PageLook) {
        self.lines.push(Placed { row, column: u16::try_from(column).unwrap_or(u16::MAX), line, look });
    }

    /// Puts one line down; gives the column after it.
    pub(super) fn put(&mut self, row: u16, column: usize, text: &str, look: PageLook, options: Options) -> usize {
        let line = label(text, usize::MAX / 4, &options);
        let end = column + line.width();
        self.add(row, column, line, look);
        end
    }

    /// Puts one line down that ends before a column; gives the column it begins in.
    pub(super) fn put_before(&mut self, row: u16, end: usize, text: &str, look: PageLook, options: Options) -> usize {
        let line = label(text, end, &options);
        let column = end.saturating_sub(line.width());
        self.add(row, column, line, look);
        column
    }

    /// Puts a text down, wrapped; gives the row after it.
    pub(super) fn say(&mut self, row: u16, column: usize, width: usize, text: &str, options: Options) -> u16 {
        let words = Paragraph::new(text, &options);
        let mut row = row;
        for range in words.wrap(width) {
            self.add(row, column, words.line(range), PageLook::Text);
            row = row.saturating_add(1);
        }
        row
    }
}
