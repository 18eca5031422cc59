//! What UAX #9 makes of the rows that are sent to terminals which apply it: the wanted cells, each in its own style.
//!
//! A hundred thousand rows of two panes, made of our own words from a seed. What is sent is read back cell by cell and
//! ordered by the layout's levels and, as a second opinion, by what another implementation gives.

use crossterm::style::{Color, ContentStyle};
use reader::layout::{Options, RowLevels, label, mirrored, visual_order};
use reader::terminal::encode::{Encoder, Ink, StyledCell, is_right_to_left, write};
use reader::text::direction::BaseDirection;
use std::io::Write;
use std::process::{Command, Stdio};

const ROWS: usize = 100_000;
const FENCE: char = '\u{2800}';

const WORDS: &[&str] = &[
    "حزب",
    "مردم",
    "ایران",
    "می\u{200C}خواهند",
    "برنامه\u{200C}ها",
    "جبههٔ",
    "الأمين",
    "الانتخابات",
    "لا",
    "للحرب",
    "مُحَمَّد",
    "وَأَكَّدَ",
    "(1941)",
    "۱۳۲۰",
    "«ملی»",
    "2021",
    "(لا",
    "مقاطعة).",
    "abc",
    "Party",
    "https://a.example/b?c=1",
    "٪۲۵",
    "25%",
    "١٢",
    "١٢٫٥",
    "-",
    "—",
    "و،",
    "3,500",
    "12:30",
    "[2]",
    "[نسخهٔ",
    "2]",
    "Ba'ath",
    "۱۳۵۷-۵۸",
    "1397/01/18",
    "١٥/٣/٢٠١٦",
    "!",
    "؟",
    "(",
    ")",
    "(ب",
    "ب)",
    "{د",
    "کتاب(ها)",
    "<b>",
    "$5",
    "+98",
    "…",
    "e\u{301}",
    "C++",
    "שלום",
    "#7",
    "…)",
    "党",
    "(社会党)",
    "한국",
    "🙂",
    "❤\u{FE0F}",
    "۵🙂",
];

/// A cell of a row: what it shows, and how many columns it takes.
struct Cell {
    symbol: String,
    width: u16,
}

impl Cell {
    fn narrow(symbol: &str) -> Self {
        Self { symbol: symbol.to_owned(), width: 1 }
    }

    fn blanks(number: usize) -> impl Iterator<Item = Self> {
        std::iter::repeat_with(|| Self::narrow(" ")).take(number)
    }
}

/// All that a row shows.
fn text(row: &[Cell]) -> String {
    row.iter().map(|cell| cell.symbol.as_str()).collect()
}

fn has_right_to_left(row: &[Cell]) -> bool {
    row.iter().any(|cell| is_right_to_left(&cell.symbol))
}

/// A small generator, so that every run has the same rows.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % sides
    }

    /// A few words as cells of one pane, of `width` columns.
    fn pane(&mut self, most: usize, width: usize, row: &mut Vec<Cell>) {
        let count = 1 + self.roll(most);
        let words: Vec<&str> = (0..count).map(|_| WORDS[self.roll(WORDS.len())]).collect();
        let base = [BaseDirection::Auto, BaseDirection::Ltr, BaseDirection::Rtl][self.roll(3)];
        let line = label(&words.join(" "), width - 2, &Options { base, ..Options::default() });
        let indent = 1 + line.indent(width - 2);
        row.extend(Cell::blanks(indent));
        row.extend(
            line.cells().iter().map(|cell| Cell { symbol: line.symbol(cell).to_owned(), width: cell.width.into() }),
        );
        row.extend(Cell::blanks(width - indent - line.width()));
    }

    /// A row of a screen: borders, a list, a text.
    fn row(&mut self) -> Vec<Cell> {
        let mut row = vec![Cell::narrow(" ")];
        if self.roll(4) > 0 {
            row.push(Cell::narrow("│"));
            self.pane(4, 30, &mut row);
        }
        row.push(Cell::narrow("│"));
        self.pane(10, 70, &mut row);
        row.push(Cell::narrow("│"));
        row
    }
}

/// The colour that says which cell of its row it is.
fn style_of(number: usize) -> ContentStyle {
    let foreground = Color::Rgb { r: number as u8, g: (number >> 8) as u8, b: 7 };
    ContentStyle { foreground_color: Some(foreground), ..ContentStyle::default() }
}

fn encode(encoder: Encoder, row: &[Cell]) -> String {
    let mut column = 0;
    let cells: Vec<StyledCell<'_>> = row
        .iter()
        .enumerate()
        .map(|(number, Cell { symbol, width })| {
            let cell = StyledCell { column, symbol: symbol.as_str().into(), width: *width, style: style_of(number) };
            column += width;
            cell
        })
        .collect();
    let mut out = Vec::new();
    write(0, &encoder.arrange(cells, Ink::Unknown), &mut out);
    String::from_utf8(out).unwrap()
}

/// What was sent: symbols, and the number of the wanted cell that their style tells.
fn sent_cells(bytes: &str) -> Vec<(String, usize)> {
    let mut cells: Vec<(String, usize)> = Vec::new();
    let mut number = usize::MAX;
    let mut rest = bytes;
    while let Some(character) = rest.chars().next() {
        rest = &rest[character.len_utf8()..];
        if character == '\x1b' {
            let end = rest.find(|it: char| it.is_ascii_alphabetic()).unwrap();
            if let Some(colour) = rest[..end].strip_prefix("[0;38;2;") {
                let parts: Vec<usize> = colour.split(';').map(|part| part.parse().unwrap()).collect();
                number = parts[0] | parts[1] << 8;
            }
            rest = &rest[end + 1..];
        } else if reader::text::width::char_width(character) == 0 {
            cells.last_mut().unwrap().0.push(character);
        } else {
            cells.push((character.to_string(), number));
        }
    }
    cells
}

/// The cells as a terminal shows them that gave them these levels.
fn shown(cells: &[(String, usize)], levels: &[u8], mirrors: bool) -> Vec<(String, usize)> {
    let show = |at: usize| {
        let (symbol, number) = &cells[at];
        let first = symbol.chars().next().unwrap();
        let seen = if mirrors && levels[at] % 2 == 1 { mirrored(first) } else { first };
        (format!("{seen}{}", &symbol[first.len_utf8()..]), *number)
    };
    visual_order(levels).into_iter().map(show).collect()
}

/// Levels by the bidi crate's own data and its own walk over a whole text.
fn levels_elsewhere(text: &str) -> Vec<u8> {
    let info = unicode_bidi::BidiInfo::new(text, Some(unicode_bidi::Level::ltr()));
    let Some(paragraph) = info.paragraphs.first() else { return Vec::new() };
    let levels = info.reordered_levels(paragraph, paragraph.range.clone());
    text.char_indices().map(|(at, _)| levels[at].number()).collect()
}

/// How many of the rows come out otherwise than they are wanted, and how many right but for a blank that was moved.
///
/// Prints the first of them.
fn wrong(encoder: Encoder, seed: u64, rows: usize) -> (usize, usize) {
    let mirrors = encoder == Encoder::Inverse;
    let (mut dice, mut resolver) = (Dice(seed), RowLevels::default());
    let (mut wrong, mut moved) = (0, 0);
    for number in 0..rows {
        let row = dice.row();
        if !has_right_to_left(&row) {
            continue;
        }
        let cells = sent_cells(&encode(encoder, &row));
        let firsts: String = cells.iter().map(|(symbol, _)| symbol.chars().next().unwrap()).collect();
        let mut levels = Vec::new();
        resolver.resolve(firsts.chars(), &mut levels);
        let same = number % 4 > 0 || levels == levels_elsewhere(&firsts);
        let got = shown(&cells, &levels, mirrors);
        let plain = |symbol: &str| symbol.replace(FENCE, " ").replace('\u{200C}', "");
        let right = got.len() == row.len()
            && got.iter().enumerate().all(|(at, (symbol, number))| *number == at && plain(symbol) == row[at].symbol);
        if same && right {
            continue;
        }
        // Without the blanks: the same cells, each in its own style.
        let letters: Vec<(String, usize)> = got
            .into_iter()
            .map(|(symbol, number)| (plain(&symbol), number))
            .filter(|(symbol, _)| symbol != " ")
            .collect();
        let wanted = row.iter().enumerate().filter(|(_, cell)| cell.symbol != " ");
        if same && letters.into_iter().eq(wanted.map(|(at, cell)| (cell.symbol.clone(), at))) {
            moved += 1;
        } else {
            wrong += 1;
        }
        if wrong + moved <= 5 {
            eprintln!("levels agree: {same}\nwanted {:?}\nsent   {:?}", text(&row), firsts);
        }
    }
    (wrong, moved)
}

#[test]
fn inverse_rows_come_out_as_they_are_wanted() {
    let count = |seed| move || wrong(Encoder::Inverse, seed, ROWS / 2);
    let (one, other) = std::thread::scope(|scope| {
        let halves = (scope.spawn(count(11)), scope.spawn(count(12)));
        (halves.0.join().unwrap(), halves.1.join().unwrap())
    });
    // A row whose blank is moved has an unpaired bracket between letters, and one to pair with farther on.
    assert_eq!((one.0 + other.0, one.1 + other.1), (0, 3));
}

#[test]
fn rows_for_terminals_that_join_anew_come_out_too() {
    assert_eq!(wrong(Encoder::InverseZwnj, 11, 10_000), (0, 0));
}

#[test]
fn the_first_strong_character_of_a_row_is_left_to_right() {
    let mut dice = Dice(5);
    for _ in 0..2_000 {
        let row = dice.row();
        if has_right_to_left(&row) {
            let sent = sent_cells(&encode(Encoder::Inverse, &row));
            assert_eq!(sent[0].0, FENCE.to_string(), "{:?}", text(&row));
        }
    }
}

/// `fribidi` (a Debian package of its name) as a third opinion; to be run by name:
/// `cargo test --test it fribidi -- --ignored --nocapture`.
#[test]
#[ignore = "needs the fribidi program"]
fn fribidi_shows_inverse_rows_as_they_are_wanted() {
    let mut dice = Dice(11);
    let rows: Vec<Vec<Cell>> = (0..ROWS).map(|_| dice.row()).collect();
    let letters = |row: &[Cell]| -> String { row.iter().filter_map(|cell| cell.symbol.chars().next()).collect() };
    let sent: Vec<String> = rows
        .iter()
        .map(|row| sent_cells(&encode(Encoder::Inverse, row)).iter().filter_map(|(it, _)| it.chars().next()).collect())
        .collect();
    let child = Command::new("fribidi")
        .args(["--ltr", "--nopad", "--width=2000"])
        .env("LC_ALL", "C.UTF-8")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let Ok(mut child) = child else {
        eprintln!("skipped: no fribidi program");
        return;
    };
    let mut input = child.stdin.take().unwrap();
    let text = sent.join("\n") + "\n";
    let writing = std::thread::spawn(move || input.write_all(text.as_bytes()).unwrap());
    let output = String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap();
    writing.join().unwrap();
    let lines: Vec<&str> = output.lines().collect();
    assert_eq!(lines.len(), ROWS);
    let (mut wrong, mut moved) = (0, 0);
    for (line, row) in lines.iter().zip(&rows) {
        let (seen, wanted) = (line.replace(FENCE, " "), letters(row));
        if seen.trim_end() == wanted.trim_end() {
            continue;
        }
        if seen.replace(' ', "") == wanted.replace(' ', "") {
            moved += 1;
        } else {
            wrong += 1;
        }
        eprintln!("wanted {wanted}\nfribidi {line}");
    }
    assert_eq!((wrong, moved), (0, 4), "of {ROWS} rows");
    eprintln!("{ROWS} rows, none wrong, four with a blank moved");
}
