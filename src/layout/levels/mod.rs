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
#[derive(Clone, Debug, Default)]
pub(super) struct Scratch {
    plain: plain::Scratch,
}

/// A paragraph of the bidi algorithm.
#[derive(Debug)]
pub(super) struct Section<'a> {
    pub(super) text: &'a str,
    /// Where it starts in the text that the units speak of.
    pub(super) from: usize,
    /// What decides its base level.
    pub(super) base: BaseDirection,
    /// The bidi classes that occur in it, or more.
    pub(super) classes: u32,
    /// The flags of its units, or more.
    pub(super) flags: u16,
}

/// Resolves the levels of the units of a paragraph; gives the base level.
pub(super) fn resolve(units: &mut [Unit], section: &Section<'_>, scratch: &mut Scratch) -> u8 {
    let explicit = Class::Embedding.bit() | Class::Isolate.bit();
    // A mark of its own after a bracket follows it (N0), past what X9 removes; the crate does that.
    let loose = section.classes & (Class::NSM.bit() | Class::BN.bit()) != 0 && section.flags & is::BRACKET != 0;
    if section.classes & explicit != 0 || loose {
        return by_bidi_crate(units, section);
    }
    let base = match section.base {
        BaseDirection::Ltr => 0,
        BaseDirection::Rtl => 1,
        BaseDirection::Auto => plain::base_level(units),
    };
    plain::resolve(units, section, base, &mut scratch.plain);
    base
}

fn by_bidi_crate(units: &mut [Unit], section: &Section<'_>) -> u8 {
    let forced = match section.base {
        BaseDirection::Auto => None,
        BaseDirection::Ltr => Some(Level::ltr()),
        BaseDirection::Rtl => Some(Level::rtl()),
    };
    let resolved = ParagraphBidiInfo::new_with_data_source(Table::get(), section.text, forced);
    for unit in units {
        let level = resolved.levels.get((unit.start as usize).wrapping_sub(section.from));
        unit.level = level.map_or(0, |level| level.number());
    }
    resolved.paragraph_level.number()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::options::Glyphs;
    use crate::layout::units;
    use proptest::prelude::*;

    /// Characters of all classes but the explicit ones, brackets that nest and pair among them.
    fn text() -> impl Strategy<Value = String> {
        let class = prop_oneof![
            Just("a"),
            Just("\u{5D0}"),
            Just("\u{628}"),
            Just("1"),
            Just("\u{661}"),
            Just("+"),
            Just(","),
            Just("$"),
            Just(" "),
            Just("!"),
            Just("("),
            Just(")"),
            Just("["),
            Just("]"),
            Just("\u{200B}"),
            Just("\t"),
            Just("\u{200F}"),
            Just("\u{64E}"),
        ];
        prop::collection::vec(class, 0..24).prop_map(|parts| parts.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4096, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn both_ways_give_the_same_levels(text in text(), base in 0..3_u8) {
            let base = [BaseDirection::Auto, BaseDirection::Ltr, BaseDirection::Rtl][base as usize];
            let mut read = units::Units::default();
            units::read(&text, Glyphs::Forms, &mut read);
            let section = Section { text: &text, from: 0, base, classes: read.classes, flags: read.flags };
            let (mut plain, mut by_crate) = (read.list.clone(), read.list.clone());
            let level = resolve(&mut plain, &section, &mut Scratch::default());
            prop_assert_eq!(level, by_bidi_crate(&mut by_crate, &section));
            for (own, other) in plain.iter().zip(&by_crate).filter(|(own, _)| own.class != Class::BN) {
                prop_assert_eq!(own.level, other.level, "at {} of {:?} as {:?}", own.start, text, base);
            }
        }
    }

    #[test]
    fn brackets_beyond_the_limit_stay_unpaired() {
        for depth in [62, 63, 64, 65] {
            let text = format!("א{}a{}", "(".repeat(depth), ")".repeat(depth));
            let mut read = units::Units::default();
            units::read(&text, Glyphs::Forms, &mut read);
            let base = BaseDirection::Ltr;
            let section = Section { text: &text, from: 0, base, classes: read.classes, flags: read.flags };
            let (mut plain, mut by_crate) = (read.list.clone(), read.list.clone());
            resolve(&mut plain, &section, &mut Scratch::default());
            by_bidi_crate(&mut by_crate, &section);
            let levels = |units: &[Unit]| units.iter().map(|unit| unit.level).collect::<Vec<_>>();
            assert_eq!(levels(&plain), levels(&by_crate), "{depth}");
        }
    }
}
