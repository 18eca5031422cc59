//! A row of cells as it would be reordered once more: UAX #9 over cells, with a left-to-right base.
//!
//! For whoever must know what a reader of rows, such as a terminal, makes of a row that it is given.
//! The same levels code that paragraphs use (W1 to I2) runs over one character a cell: marks ride on
//! their cell (L3), so the first character decides. L1 changes nothing here, since what trails takes
//! the base level anyway and no cell is a separator. Knows nothing of lines, styles and symbols.

use super::character::{self, Class, Table};
use super::levels::{self, Section};
use super::reorder::{Run, reverse};
use super::units::Unit;
use crate::text::direction::BaseDirection;

/// What a character does to the order of a row by itself (UAX #9, table 4).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pull {
    /// Class L: all that stands after it is read from the left until the next strong character.
    Left,
    /// Classes R and AL.
    Right,
    /// Class EN: goes with the strong character before it (W2, W7).
    EuropeanNumber,
    /// Class AN: a number that is read with letters from the right, whatever is before it.
    ArabicNumber,
    /// All others: they go with their neighbours, or with a number (W4, W5).
    Neutral,
    /// A control or format character, which must not stand in a row.
    Control,
}

/// Returns what `character` does to the order of a row.
#[must_use]
pub fn pull(character: char) -> Pull {
    match Table::get().traits(character).class {
        Class::L => Pull::Left,
        Class::R | Class::AL => Pull::Right,
        Class::EN => Pull::EuropeanNumber,
        Class::AN => Pull::ArabicNumber,
        Class::BN | Class::B | Class::S | Class::Embedding | Class::Isolate => Pull::Control,
        _ => Pull::Neutral,
    }
}

/// Returns the glyph that a cell of an odd level shows in place of `character` (L4).
#[must_use]
pub fn mirrored(character: char) -> char {
    match character {
        // The blanks and letters that rows are full of.
        ' ' | 'a'..='z' | 'A'..='Z' | '0'..='9' => character,
        _ => character::mirrored(character),
    }
}

/// Resolves levels of rows, keeping its memory from row to row.
#[derive(Debug, Default)]
pub struct RowLevels {
    units: Vec<Unit>,
    text: String,
    scratch: levels::Scratch,
}

impl RowLevels {
    /// Resolves the level of each cell of a row, given by its first character: W1 to I2, brackets paired as they stand.
    pub fn resolve(&mut self, row: impl IntoIterator<Item = char>, levels: &mut Vec<u8>) {
        self.units.clear();
        self.text.clear();
        let (mut classes, mut flags) = (0, 0);
        for character in row {
            let traits = Table::get().traits(character);
            classes |= traits.class.bit();
            flags |= traits.flags;
            self.units.push(Unit {
                start: self.text.len() as u32,
                glyph: character as u32,
                flags: traits.flags,
                level: 0,
                class: traits.class,
                width: 1,
                joining: traits.joining,
                line: traits.line,
            });
            self.text.push(character);
        }
        let section = Section { text: &self.text, from: 0, base: BaseDirection::Ltr, classes, flags };
        levels::resolve(&mut self.units, &section, &mut self.scratch);
        levels.clear();
        levels.extend(self.units.iter().map(|unit| unit.level));
    }
}

/// Returns the cells of a row from left to right, as indices into `levels` (L2).
///
/// The same turns lead back: given the levels of cells that stand from left to right, this is the order that they were
/// read in, since what is turned round at a level stays within what is turned round at the levels below.
#[must_use]
pub fn visual_order(levels: &[u8]) -> Vec<usize> {
    let mut runs: Vec<Run> = Vec::new();
    for (at, &level) in levels.iter().enumerate() {
        match runs.last_mut() {
            Some(run) if run.level == level => run.end = at + 1,
            _ => runs.push(Run { start: at, end: at + 1, level }),
        }
    }
    reverse(&mut runs);
    let mut order = Vec::with_capacity(levels.len());
    for run in runs {
        if run.level.is_multiple_of(2) {
            order.extend(run.start..run.end);
        } else {
            order.extend((run.start..run.end).rev());
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Capitals are Arabic letters, `#` an Arabic-Indic digit, `_` a blank of class L.
    fn character(ascii: char) -> char {
        match ascii {
            'A'..='Z' => char::from_u32(0xFE8F + ascii as u32 - 'A' as u32).unwrap(),
            '#' => '\u{661}',
            '_' => '\u{2800}',
            other => other,
        }
    }

    /// Levels as digits, and the row as it is seen.
    fn check(row: &str, expected: &str, seen: &str) {
        let mut levels = Vec::new();
        RowLevels::default().resolve(row.chars().map(character), &mut levels);
        let digits: String = levels.iter().map(|level| char::from(b'0' + level)).collect();
        let letters: Vec<char> = row.chars().collect();
        let shown: String = visual_order(&levels)
            .into_iter()
            .map(|at| if levels[at] % 2 == 1 { mirrored(letters[at]) } else { letters[at] })
            .collect();
        assert_eq!((digits.as_str(), shown.as_str()), (expected, seen), "{row}");
        // The way back: levels in visual order give the order that was read.
        let order = visual_order(&levels);
        let visual: Vec<u8> = order.iter().map(|at| levels[*at]).collect();
        let back: Vec<usize> = visual_order(&visual).into_iter().map(|at| order[at]).collect();
        assert_eq!(back, (0..levels.len()).collect::<Vec<_>>(), "{row}");
    }

    #[test]
    fn rows_with_a_left_to_right_base() {
        check("", "", "");
        check("ab cd", "00000", "ab cd");
        check("AB CD", "11111", "DC BA");
        check("ab AB 12", "00011122", "ab 12 BA");
        check("12 AB", "00011", "12 BA");
        check("# AB", "2111", "BA #");
        check("#1 AB", "20011", "#1 BA");
        check("AB_12", "11000", "BA_12");
        check("(AB)", "0110", "(BA)");
        check("A(B)C", "11111", "C(B)A");
        check("A(b)C", "10001", "A(b)C");
        check("A (", "100", "A (");
    }

    #[test]
    fn what_characters_do() {
        for (character, expected) in [
            ('a', Pull::Left),
            ('\u{2800}', Pull::Left),
            ('\u{FEE1}', Pull::Right),
            ('\u{5D0}', Pull::Right),
            ('7', Pull::EuropeanNumber),
            ('\u{6F7}', Pull::EuropeanNumber),
            ('\u{667}', Pull::ArabicNumber),
            ('\u{2502}', Pull::Neutral),
            (' ', Pull::Neutral),
            ('\u{202E}', Pull::Control),
            ('\n', Pull::Control),
        ] {
            assert_eq!(pull(character), expected, "{character:?}");
        }
    }
}
