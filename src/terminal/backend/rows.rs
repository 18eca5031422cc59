//! The rows that differ between two screens, as bytes: of each only the cells that do.
//!
//! Cells are those that are sent. Knows nothing of encoders and of scrolling.

use super::cells::{is_erased, starts, styled, width};
use crate::terminal::encode::{StyledCell, write};
use ratatui::buffer::{Buffer, Cell};
use std::io::Write;

/// What a jump over cells that have not changed costs, in bytes: `CSI 12;34 H`.
const JUMP: usize = 8;
/// The fewest blanks at the end of a row that are erased rather than sent: the cost of a jump and `CSI K`.
const ERASED: usize = JUMP + 3;

/// Appends the bytes that make `wanted` of `shown`; both are of the same size and begin at the origin.
///
/// The style of the terminal is plain before and after; the cursor may be anywhere.
pub(super) fn send(shown: &Buffer, wanted: &Buffer, out: &mut Vec<u8>) {
    let width = usize::from(wanted.area.width).max(1);
    let rows = shown.content.chunks_exact(width).zip(wanted.content.chunks_exact(width));
    for (row, (shown, wanted)) in (0..).zip(rows) {
        if shown != wanted {
            send_row(row, shown, wanted, out);
        }
    }
}

fn send_row(row: u16, shown: &[Cell], wanted: &[Cell], out: &mut Vec<u8>) {
    let mut sent = changed(shown, wanted);
    let Some(first) = sent.iter().position(|&sent| sent) else { return };
    let last = starts(wanted).filter(|(_, cell)| !is_erased(cell)).last();
    let from = last.map_or(0, |(column, cell)| column + width(cell)).max(first);
    let tail = (from..wanted.len()).find(|&column| sent.get(column) == Some(&true));
    let erased = tail.filter(|&tail| sent.iter().skip(tail).filter(|&&sent| sent).count() >= ERASED);
    if let Some(tail) = erased {
        sent.truncate(tail);
    }
    bridge(wanted, &mut sent);
    let cells = starts(wanted).filter(|(column, _)| sent.get(*column) == Some(&true));
    write(row, &cells.map(styled).collect::<Vec<StyledCell<'_>>>(), out);
    if let Some(tail) = erased {
        // Writing to a vector cannot fail.
        let _ = write!(out, "\x1b[{};{}H\x1b[K", u32::from(row) + 1, tail + 1);
    }
}

/// For each column whether a cell begins there that has to be sent.
///
/// A cell that begins in a column that a wider one covered is sent too: its half is gone once the other is overwritten.
/// Blanks differ by their looks even where nobody sees it: to a terminal that reorders stretches of one look they do.
fn changed(shown: &[Cell], wanted: &[Cell]) -> Vec<bool> {
    let mut sent = vec![false; wanted.len()];
    let mut old = starts(shown).peekable();
    for (column, cell) in starts(wanted) {
        while old.next_if(|(at, _)| *at < column).is_some() {}
        if let Some(sent) = sent.get_mut(column) {
            *sent = old.peek() != Some(&(column, cell));
        }
    }
    sent
}

/// Takes in cells that have not changed where sending them is cheaper than a jump over them.
fn bridge(wanted: &[Cell], sent: &mut [bool]) {
    let mut last: Option<(usize, &Cell)> = None;
    for (column, cell) in starts(wanted) {
        if sent.get(column) != Some(&true) {
            continue;
        }
        if let Some((before, cell)) = last {
            let gap = wanted.get(before + 1..column).unwrap_or_default();
            let bytes: usize = gap.iter().map(|cell| cell.symbol().len()).sum();
            let simple = |other: &Cell| width(other) == 1 && other.style() == cell.style();
            if bytes < JUMP && width(cell) == 1 && gap.iter().all(simple) {
                sent.get_mut(before + 1..column).unwrap_or_default().fill(true);
            }
        }
        last = Some((column, cell));
    }
}
