//! Embedding levels (UAX #9, P2 to I2): which way each unit runs, and how deep.
//!
//! Text without explicit formatting characters, nearly all there is, is resolved here over units
//! (`plain`); a paragraph with embeddings, overrides or isolates goes to `unicode-bidi`, driven
//! through our flat class table. Both ways give the same levels; the conformance files and a
//! property hold them against each other. Levels are resolved on the whole paragraph, before lines
//! are known; what a line does to them (L1) is `reorder`'s business.

mod plain;

use super::character::{Class, Table};
use super::units::{Unit, is};
use crate::text::direction::BaseDirection;
use unicode_bidi::{Level, ParagraphBidiInfo};

/// Memory for the work, kept from paragraph to paragraph.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    plain: plain::Scratch,
}

/// Resolves the levels of `units`, which stand for `text` from byte `from` on; gives the base level.
///
/// `classes` is the set of all bidi classes that occur, or a larger one.
pub(super) fn resolve(
    units: &mut [Unit],
    text: &str,
    from: usize,
    base: BaseDirection,
    classes: u32,
    scratch: &mut Scratch,
) -> u8 {
    let explicit = Class::Embedding.bit() | Class::Isolate.bit();
    let loose_marks = classes & Class::NSM.bit() != 0 && units.iter().any(|unit| unit.is(is::BRACKET));
    if classes & explicit != 0 || loose_marks {
        return by_bidi_crate(units, text, from, base);
    }
    let base = match base {
        BaseDirection::Ltr => 0,
        BaseDirection::Rtl => 1,
        BaseDirection::Auto => plain::base_level(units),
    };
    plain::resolve(units, text, from, base, classes, &mut scratch.plain);
    base
}

fn by_bidi_crate(units: &mut [Unit], text: &str, from: usize, base: BaseDirection) -> u8 {
    let forced = match base {
        BaseDirection::Auto => None,
        BaseDirection::Ltr => Some(Level::ltr()),
        BaseDirection::Rtl => Some(Level::rtl()),
    };
    let resolved = ParagraphBidiInfo::new_with_data_source(Table::get(), text, forced);
    for unit in units {
        let level = resolved.levels.get((unit.start as usize).wrapping_sub(from));
        unit.level = level.map_or(0, |level| level.number());
    }
    resolved.paragraph_level.number()
}
