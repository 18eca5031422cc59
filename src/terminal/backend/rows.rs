//! The rows that differ between two pictures, as bytes.
//!
//! Where the encoder needs whole rows, a row with a right-to-left cell, now or before, is sent whole, or whole up to a gap
//! that ends what its cells depend on; of any other row only what has changed. Knows nothing of scrolling.

use crate::terminal::encode::{Encoder, StyledCell, is_right_to_left};
use crate::terminal::profile::Profile;
use crossterm::style::{Color, ContentStyle};
use ratatui::buffer::{Buffer, Cell, CellWidth};
use ratatui::prelude::IntoCrossterm;
use ratatui::style::{Color as Ink, Modifier};
use std::io::Write;
use std::ops::Range;

/// What a jump over cells that have not changed costs, in bytes: `CSI 12;34 H`.
const JUMP: usize = 8;
/// The fewest blanks at the end of a row that are erased rather than sent: the cost of a jump and `CSI K`.
const ERASED: usize = JUMP + 3;
/// What shows on a blank.
const VISIBLE_ON_BLANK: Modifier = Modifier::REVERSED
    .union(Modifier::UNDERLINED)
    .union(Modifier::SLOW_BLINK)
    .union(Modifier::RAPID_BLINK)
    .union(Modifier::CROSSED_OUT);

/// Appends the bytes that make `wanted` of `shown`; both are of the same size and begin at the origin.
///
/// The style of the terminal is plain before and after; the cursor may be anywhere.
pub(super) fn send(shown: &Buffer, wanted: &Buffer, profile: Profile, out: &mut Vec<u8>) {
    send_each(shown, wanted, |_| profile, out);
}

/// The same with a profile for each row.
pub(super) fn send_each(shown: &Buffer, wanted: &Buffer, profile_of: impl Fn(u16) -> Profile, out: &mut Vec<u8>) {
    let width = usize::from(wanted.area.width).max(1);
    let rows = shown.content.chunks_exact(width).zip(wanted.content.chunks_exact(width));
    for (row, (shown, wanted)) in (0..).zip(rows) {
        if shown != wanted {
            send_row(row, shown, wanted, profile_of(row), out);
        }
    }
}

fn send_row(row: u16, shown: &[Cell], wanted: &[Cell], profile: Profile, out: &mut Vec<u8>) {
    let mut sent = changed(shown, wanted);
    let Some(first) = sent.iter().position(|&sent| sent) else { return };
    let encoder = profile.name.encoder();
    if encoder.needs_whole_rows() && (has_right_to_left(shown) || has_right_to_left(wanted)) {
        for part in parts(encoder, shown, wanted, &sent) {
            profile.encode(row, &cells(wanted, |column| part.contains(&column)), out);
        }
        return;
    }
    let end = wanted.iter().rposition(|cell| !is_plain_blank(cell)).map_or(0, |last| last + width(&wanted[last]));
    let from = end.max(first);
    let tail = (from..wanted.len()).find(|&column| sent.get(column) == Some(&true));
    let erased = tail.filter(|&tail| sent.iter().skip(tail).filter(|&&sent| sent).count() >= ERASED);
    if let Some(tail) = erased {
        sent.truncate(tail);
    }
    bridge(wanted, &mut sent);
    profile.encode(row, &cells(wanted, |column| sent.get(column) == Some(&true)), out);
    if let Some(tail) = erased {
        // Writing to a vector cannot fail.
        let _ = write!(out, "\x1b[{};{}H\x1b[K", u32::from(row) + 1, tail + 1);
    }
}

/// For each column whether a cell begins there that has to be sent.
///
/// A cell that begins in a column that a wider one covered is sent too: its half is gone once the other is overwritten.
fn changed(shown: &[Cell], wanted: &[Cell]) -> Vec<bool> {
    let mut sent = vec![false; wanted.len()];
    let mut begins = vec![false; shown.len()];
    for column in starts(shown) {
        begins[column] = true;
    }
    for column in starts(wanted) {
        sent[column] = !begins[column] || !looks_same(&shown[column], &wanted[column]);
    }
    sent
}

/// The stretches of a row that are sent whole, since a cell that `sent` wants is in each.
///
/// The row itself for an encoder that looks at all of it; for others it is cut where two columns hold nothing that goes
/// with its neighbour, so that a pane is sent without the one beside it.
fn parts(encoder: Encoder, shown: &[Cell], wanted: &[Cell], sent: &[bool]) -> Vec<Range<usize>> {
    let whole = matches!(encoder, Encoder::Inverse | Encoder::InverseZwnj);
    let apart = |row: &[Cell], column: usize| {
        row.get(column - 1..=column).is_some_and(|pair| pair.iter().all(stands_alone)) && !is_cut(row, column - 1)
    };
    let cuts = (1..wanted.len()).filter(|&column| !whole && apart(shown, column) && apart(wanted, column));
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    for end in cuts.chain([wanted.len()]) {
        if sent.get(start..end).is_some_and(|part| part.contains(&true)) {
            match parts.last_mut() {
                Some(last) if last.end == start => last.end = end,
                _ => parts.push(start..end),
            }
        }
        start = end;
    }
    parts
}

/// True for a blank or a rule, which no terminal draws together with its neighbour.
fn stands_alone(cell: &Cell) -> bool {
    matches!(cell.symbol(), " " | "│")
}

/// Takes in cells that have not changed where sending them is cheaper than a jump over them.
fn bridge(wanted: &[Cell], sent: &mut [bool]) {
    let mut last: Option<usize> = None;
    for column in starts(wanted) {
        if sent.get(column) != Some(&true) {
            continue;
        }
        if let Some(last) = last {
            let style = wanted[last].style();
            let gap = &wanted[last + 1..column];
            let bytes: usize = gap.iter().map(|cell| cell.symbol().len()).sum();
            let simple = |cell: &Cell| width(cell) == 1 && cell.style() == style;
            if bytes < JUMP && width(&wanted[last]) == 1 && gap.iter().all(simple) {
                sent[last + 1..column].fill(true);
            }
        }
        last = Some(column);
    }
}

/// The columns in which a cell begins that no wider one before it covers.
fn starts(row: &[Cell]) -> impl Iterator<Item = usize> {
    let mut free = 0;
    row.iter().enumerate().filter_map(move |(column, cell)| {
        let begins = column >= free;
        if begins {
            free = column + width(cell);
        }
        begins.then_some(column)
    })
}

/// True if a cell is cut in two by the left edge of `column`.
pub(super) fn is_cut(row: &[Cell], column: usize) -> bool {
    column < row.len() && starts(row).all(|start| start != column)
}

/// The cells of a row, those that `sent` wants of them.
fn cells(row: &[Cell], sent: impl Fn(usize) -> bool) -> Vec<StyledCell<'_>> {
    starts(row)
        .filter(|&column| sent(column))
        .map(|column| StyledCell {
            column: u16::try_from(column).unwrap_or(u16::MAX),
            symbol: row[column].symbol(),
            width: u16::try_from(width(&row[column])).unwrap_or(u16::MAX),
            style: style(&row[column]),
        })
        .collect()
}

fn width(cell: &Cell) -> usize {
    usize::from(cell.cell_width()).max(1)
}

/// How a cell looks; a colour that is the terminal's own is none.
fn style(cell: &Cell) -> ContentStyle {
    let mut style = cell.style().into_crossterm();
    for colour in [&mut style.foreground_color, &mut style.background_color, &mut style.underline_color] {
        if *colour == Some(Color::Reset) {
            *colour = None;
        }
    }
    style
}

/// True if nobody can tell the cells apart: blanks have no colour of their own.
fn looks_same(one: &Cell, other: &Cell) -> bool {
    let drawn = |cell: &Cell| cell.modifier.intersection(VISIBLE_ON_BLANK);
    one == other
        || (one.symbol() == " "
            && other.symbol() == " "
            && width(one) == width(other)
            && one.bg == other.bg
            && drawn(one).is_empty()
            && drawn(other).is_empty())
}

/// True if it looks as a cell that was erased.
pub(super) fn is_plain_blank(cell: &Cell) -> bool {
    cell.symbol() == " " && cell.bg == Ink::Reset && !cell.modifier.intersects(VISIBLE_ON_BLANK) && width(cell) == 1
}

/// True if a terminal could want to reorder the row.
fn has_right_to_left(row: &[Cell]) -> bool {
    row.iter().any(|cell| is_right_to_left(cell.symbol()))
}
