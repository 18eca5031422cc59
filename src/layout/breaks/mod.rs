//! Where a line may end: UAX #14, as flags on the units.
//!
//! The rules run over units, which already are what LB9 makes of a base and its marks; only clusters
//! of several bases are looked into. Scripts that would need a dictionary break at spaces alone. Two
//! opportunities are not taken: inside a unit, and after a soft hyphen, which is never shown. Knows
//! nothing of widths.

mod class;
mod rules;

pub(super) use class::LineTraits;

use super::character::Table;
use super::units::{Unit, is};
use class::LineClass;
use rules::{Ahead, Rules};

/// Marks the units before which a line may end.
pub(super) fn mark(units: &mut [Unit], text: &str) {
    let table = Table::get();
    let mut rules = Rules::new();
    let mut hyphen = false;
    let mut rest = units.iter_mut().peekable();
    while let Some(unit) = rest.next() {
        if unit.flags & is::CONTINUED != 0 {
            continue;
        }
        let start = unit.start as usize;
        let rest_of_text = After { table, text, start };
        if rules.step(unit.line, &rest_of_text) && !hyphen {
            unit.flags |= is::BREAKABLE;
        }
        let special = unit.flags & (is::HIDDEN | is::JOINERS | is::POOLED) != 0 || unit.line.class() == LineClass::SP;
        hyphen = false;
        if special {
            let end = rest.peek().map_or(text.len(), |next| next.start as usize);
            let source = text.get(start..end).unwrap_or("");
            hyphen = source.starts_with('\u{AD}');
            within(&mut rules, source, table);
        }
    }
}

/// Takes the characters of a unit after its first one.
fn within(rules: &mut Rules, source: &str, table: &'static Table) {
    // A space within a unit stands for a ZWNJ, which changes nothing.
    for (at, character) in source.char_indices().skip(1).filter(|(_, character)| *character != ' ') {
        rules.step(table.traits(character).line, &After { table, text: source, start: at });
    }
}

/// The text after the character at `start`.
struct After<'a> {
    table: &'static Table,
    text: &'a str,
    start: usize,
}

impl Ahead for After<'_> {
    fn ahead(&self, by: usize) -> Option<LineTraits> {
        let after = self.text.get(self.start..)?.chars().skip(1);
        let traits = after.map(|character| self.table.traits(character).line);
        traits.filter(|traits| !matches!(traits.class(), LineClass::CM | LineClass::ZWJ)).nth(by)
    }
}
