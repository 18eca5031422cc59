//! Puts the units of one line into visual order (UAX #9, L1 and L2).
//!
//! Works on runs of one level, of which a line has a few, never on the levels of the whole
//! paragraph. L3 needs no work, since marks ride in their unit; L4 is done where cells are made.

use super::character::Class;
use super::units::{Unit, Units, is};
use crate::text::range::TextRange;
use std::ops::Range;

/// The units of a line as a range of indices.
pub(super) fn units_of(units: &[Unit], line: TextRange) -> Range<usize> {
    let first = units.partition_point(|unit| (unit.start as usize) < line.start);
    let past = units.partition_point(|unit| (unit.start as usize) < line.end);
    first..past.max(first)
}

/// L1, second half: where the white space at the end of the line begins, as an index into `line`.
pub(super) fn trailing(line: &[Unit]) -> usize {
    let reset = |unit: &Unit| {
        unit.is(is::HIDDEN) && is_removed(unit.class) || matches!(unit.class, Class::WS | Class::S | Class::B)
    };
    line.len() - line.iter().rev().take_while(|unit| reset(unit)).count()
}

/// Characters that have no say in L1: explicit formatting (X9) and isolates.
fn is_removed(class: Class) -> bool {
    matches!(class, Class::BN | Class::Embedding | Class::Isolate | Class::B)
}

/// L1, first half: separators, and white space before them, take the base level.
///
/// Gives the units of `line` with the level of each after L1.
fn leveled(line: &[Unit], base: u8) -> impl Iterator<Item = u8> {
    let mut levels: Vec<u8> = line.iter().map(|unit| unit.level).collect();
    let mut reset = true;
    for (unit, level) in line.iter().zip(&mut levels).rev() {
        match unit.class {
            Class::S | Class::B => (reset, *level) = (true, base),
            Class::WS | Class::Isolate | Class::BN | Class::Embedding if reset => *level = base,
            Class::BN | Class::Embedding => {}
            _ => reset = false,
        }
    }
    levels.into_iter()
}

/// The level of each unit of a line after L1, with its bytes.
pub(super) fn levels(units: &Units, length: usize, line: TextRange, base: u8) -> Vec<(TextRange, u8)> {
    let range = units_of(&units.list, line);
    let own = units.list.get(range.clone()).unwrap_or_default();
    let end = |at: usize| units.list.get(range.start + at + 1).map_or(length, |next| next.start as usize);
    let sources = own.iter().enumerate().map(|(at, unit)| TextRange::new(unit.start as usize, end(at)));
    sources.zip(leveled(own, base)).collect()
}

/// A run of units of one level, as indices into the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) level: u8,
}

/// The runs of a line from left to right; within a run of an odd level units go backwards.
///
/// `separators` says whether the line may hold characters of class S.
pub(super) fn runs(line: &[Unit], base: u8, separators: bool, runs: &mut Vec<Run>) {
    runs.clear();
    // What X9 removes has no level of its own and parts no run.
    let mut add = |at: usize, unit: &Unit, level: u8| match runs.last_mut() {
        Some(run) if run.level == level || matches!(unit.class, Class::BN | Class::Embedding) => run.end = at + 1,
        _ => runs.push(Run { start: at, end: at + 1, level }),
    };
    if separators {
        leveled(line, base).zip(line).enumerate().for_each(|(at, (level, unit))| add(at, unit, level));
    } else {
        let trailing = trailing(line);
        for (at, unit) in line.iter().enumerate() {
            add(at, unit, if at < trailing { unit.level } else { base });
        }
    }
    reverse(runs);
}

/// L2: from the highest level down to the lowest odd one, turns round what is at that level or above.
#[expect(clippy::indexing_slicing, reason = "`from` and `to` walk within the slice")]
pub(super) fn reverse(runs: &mut [Run]) {
    let highest = runs.iter().map(|run| run.level).max().unwrap_or(0);
    let lowest = runs.iter().map(|run| run.level).filter(|level| level % 2 == 1).min().unwrap_or(highest + 1);
    for level in (lowest..=highest).rev() {
        let mut from = 0;
        while from < runs.len() {
            if runs[from].level < level {
                from += 1;
                continue;
            }
            let mut to = from;
            while to < runs.len() && runs[to].level >= level {
                to += 1;
            }
            runs[from..to].reverse();
            from = to;
        }
    }
}
