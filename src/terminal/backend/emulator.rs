//! A terminal in memory that takes what frames are made of, scrolling regions and margins among them.
//!
//! For tests: `vt100` has no margins. Any sequence that it does not know is a failure.

use ratatui::buffer::{Buffer, CellWidth};
use unicode_width::UnicodeWidthChar;

/// What a cell shows, and the parameters of its style; no symbol in a column that a wide cell covers.
pub(super) type Shown = (String, String);

#[derive(Clone, Debug)]
pub(super) struct Emulator {
    pub(super) rows: Vec<Vec<Shown>>,
    column: usize,
    row: usize,
    style: String,
    region: (usize, usize),
    margins: (usize, usize),
    has_margins: bool,
    margin_mode: bool,
}

fn blank() -> Shown {
    (" ".to_owned(), String::new())
}

impl Emulator {
    pub(super) fn new(columns: usize, rows: usize, has_margins: bool) -> Self {
        Self {
            rows: vec![vec![blank(); columns]; rows],
            column: 0,
            row: 0,
            style: String::new(),
            region: (0, rows),
            margins: (0, columns),
            has_margins,
            margin_mode: false,
        }
    }

    /// True if no frame has left anything behind that would change what the next one does.
    pub(super) fn is_at_rest(&self) -> bool {
        self.region == (0, self.rows.len())
            && self.margins == (0, self.rows[0].len())
            && !self.margin_mode
            && self.style.is_empty()
    }

    pub(super) fn feed(&mut self, bytes: &[u8]) {
        let text = std::str::from_utf8(bytes).unwrap();
        let mut rest = text;
        while let Some(letter) = rest.chars().next() {
            rest = &rest[letter.len_utf8()..];
            if letter != '\x1b' {
                self.put(letter);
                continue;
            }
            let sequence = rest.strip_prefix('[').unwrap_or_else(|| panic!("{rest:?}"));
            let end = sequence.find(|c: char| ('@'..='~').contains(&c)).unwrap();
            self.obey(&sequence[..end], sequence.as_bytes()[end]);
            rest = &sequence[end + 1..];
        }
    }

    fn obey(&mut self, parameters: &str, last: u8) {
        let numbers: Vec<Option<usize>> = parameters.split(';').map(|number| number.parse().ok()).collect();
        let number = |index: usize| numbers.get(index).copied().flatten();
        let first = number(0).unwrap_or(1);
        let (columns, rows) = (self.rows[0].len(), self.rows.len());
        match (parameters, last) {
            ("?2026" | "?25" | "8", b'h' | b'l') | ("1 ", b'k') => {}
            ("?69", b'h' | b'l') => {
                assert!(self.has_margins, "margins that the terminal does not have");
                self.margin_mode = last == b'h';
                self.margins = (0, columns);
            }
            (_, b's') => {
                assert!(self.margin_mode);
                self.margins = (first - 1, number(1).unwrap());
                assert!(self.margins.0 + 1 < self.margins.1 && self.margins.1 <= columns);
                (self.column, self.row) = (0, 0);
            }
            (_, b'r') => {
                self.region = (first - 1, number(1).unwrap_or(rows));
                assert!(self.region.0 + 1 < self.region.1 && self.region.1 <= rows);
                (self.column, self.row) = (0, 0);
            }
            (_, b'H') => {
                (self.row, self.column) = (first - 1, number(1).unwrap_or(1) - 1);
                assert!(self.row < rows && self.column < columns);
            }
            (_, b'S') => self.scroll(self.region.0, first, true),
            (_, b'T') => self.scroll(self.region.0, first, false),
            (_, b'M' | b'L') => {
                assert!((self.region.0..self.region.1).contains(&self.row));
                self.scroll(self.row, first, last == b'M');
            }
            ("2", b'J') => {
                self.plain();
                self.rows = vec![vec![blank(); columns]; rows];
            }
            ("", b'K') => {
                self.plain();
                assert!(self.column < columns, "at the right edge terminals disagree");
                self.damage(self.column);
                self.rows[self.row][self.column..].fill(blank());
            }
            (_, b'm') => self.style = if parameters == "0" { String::new() } else { parameters.to_owned() },
            _ => panic!("CSI {parameters} {}", char::from(last)),
        }
    }

    /// What is erased takes the colour of the background.
    fn plain(&self) {
        assert_eq!(self.style, "");
    }

    fn scroll(&mut self, top: usize, rows: usize, up: bool) {
        self.plain();
        let (left, right) = self.margins;
        let height = self.region.1 - top;
        for row in &self.rows[top..self.region.1] {
            for column in [left, right] {
                assert_ne!(row.get(column).map(|cell| cell.0.as_str()), Some(""), "a wide cell is cut");
            }
        }
        let before = self.rows.clone();
        for number in 0..height {
            let from = if up { number.checked_add(rows) } else { number.checked_sub(rows) };
            let from = from.filter(|&from| from < height);
            let new = from.map_or_else(|| vec![blank(); right - left], |from| before[top + from][left..right].to_vec());
            self.rows[top + number][left..right].clone_from_slice(&new);
        }
    }

    /// Blanks the rest of a wide cell of which `column` is overwritten.
    fn damage(&mut self, column: usize) {
        let row = &mut self.rows[self.row];
        let start = (0..=column).rev().find(|&start| !row[start].0.is_empty()).unwrap();
        let end = (start + 1..row.len()).find(|&end| !row[end].0.is_empty()).unwrap_or(row.len());
        if end > start + 1 {
            // A sign that no test wants: what becomes of halves is up to the terminal.
            row[start..end].fill(("?".to_owned(), "?".to_owned()));
        }
    }

    fn put(&mut self, letter: char) {
        assert!(!letter.is_control());
        let width = letter.width().unwrap();
        if width == 0 {
            self.rows[self.row][self.column - 1].0.push(letter);
            return;
        }
        for column in self.column..self.column + width {
            self.damage(column);
            self.rows[self.row][column] = (String::new(), self.style.clone());
        }
        self.rows[self.row][self.column].0.push(letter);
        self.column += width;
    }
}

/// What a picture has in its cells: the symbols, none in covered columns.
pub(super) fn symbols(picture: &Buffer) -> Vec<Vec<String>> {
    let width = usize::from(picture.area.width);
    let row = |row: &[ratatui::buffer::Cell]| {
        let mut free = 0;
        let symbol = |(column, cell): (usize, &ratatui::buffer::Cell)| {
            if column < free {
                return String::new();
            }
            free = column + usize::from(cell.cell_width());
            cell.symbol().to_owned()
        };
        row.iter().enumerate().map(symbol).collect()
    };
    picture.content.chunks(width).map(row).collect()
}
