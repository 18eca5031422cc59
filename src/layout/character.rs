//! All the layout wants to know of a character, in one look into one flat table.
//!
//! The table covers U+0000..U+2FFF, where the text of this program lives, and is made once from the
//! Unicode data of `icu_properties` and `unicode-bidi`; characters beyond it are looked up one by
//! one. The bidi crate reads its classes from here too ([`Table`] is its data source).
//! Knows nothing of neighbours: what a character does in its place is for the later steps.

use super::breaks::LineTraits;
use super::units::is;
use crate::text::sanitize::{Treatment, treatment};
use crate::text::width::char_width;
use icu_properties::props::{BidiMirroringGlyph, DefaultIgnorableCodePoint, GraphemeClusterBreak, JoiningType};
use icu_properties::{CodePointMapData, CodePointSetData};
use std::sync::LazyLock;
use unicode_bidi::data_source::BidiMatchedOpeningBracket;
use unicode_bidi::{BidiClass, BidiDataSource, HardcodedBidiData};

/// What a character is for the making of units.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// A base of its own; marks and joiners after it ride on it.
    Base,
    /// A visible mark: it rides on the base before it.
    Mark,
    /// It rides on the base before it and is not shown.
    Rider,
    /// It has no cell and no base; it may still act on directions, joining and line breaks.
    Hidden,
    /// Another text stands in its place.
    Sign,
    /// Only the full segmentation knows where its cluster ends.
    Complex,
}

/// How a character joins its neighbours; the two bits say on which sides it does.
pub(super) mod joining {
    /// Joins nothing.
    pub(crate) const NONE: u8 = 0;
    /// Bit: joins the character before it.
    pub(crate) const BEFORE: u8 = 1;
    /// Bit: joins the character after it.
    pub(crate) const AFTER: u8 = 2;
    /// Is not there as far as joining goes.
    pub(crate) const TRANSPARENT: u8 = 4;
}

/// The bidi class of a character.
///
/// The basmala sign is a neutral in Unicode; here it is spelt out, and its letters are Arabic ones.
fn bidi_class(character: char) -> BidiClass {
    if character == '\u{FDFD}' { BidiClass::AL } else { HardcodedBidiData.bidi_class(character) }
}

/// What is known of one character.
#[derive(Clone, Copy, Debug)]
pub(super) struct Traits {
    pub(super) kind: Kind,
    pub(super) class: Class,
    pub(super) line: LineTraits,
    pub(super) joining: u8,
    pub(super) width: u8,
    /// Bits of `units::is`.
    pub(super) flags: u16,
}

/// The bidi classes, with all explicit ones in one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
#[expect(clippy::upper_case_acronyms, reason = "the standard's own names")]
pub(super) enum Class {
    L,
    R,
    AL,
    EN,
    ES,
    ET,
    AN,
    CS,
    NSM,
    BN,
    B,
    S,
    WS,
    ON,
    /// An embedding, override or pop.
    Embedding,
    /// An isolate initiator or its pop.
    Isolate,
}

impl Class {
    /// The bit of this class in a set of classes.
    pub(super) const fn bit(self) -> u32 {
        1 << self as u8
    }

    fn of(class: BidiClass) -> Self {
        match class {
            BidiClass::L => Self::L,
            BidiClass::R => Self::R,
            BidiClass::AL => Self::AL,
            BidiClass::EN => Self::EN,
            BidiClass::ES => Self::ES,
            BidiClass::ET => Self::ET,
            BidiClass::AN => Self::AN,
            BidiClass::CS => Self::CS,
            BidiClass::NSM => Self::NSM,
            BidiClass::BN => Self::BN,
            BidiClass::B => Self::B,
            BidiClass::S => Self::S,
            BidiClass::WS => Self::WS,
            BidiClass::ON => Self::ON,
            BidiClass::LRE | BidiClass::LRO | BidiClass::RLE | BidiClass::RLO | BidiClass::PDF => Self::Embedding,
            BidiClass::FSI | BidiClass::LRI | BidiClass::RLI | BidiClass::PDI => Self::Isolate,
        }
    }
}

/// One past the last character in the flat table.
const FLAT: usize = 0x3000;

/// The flat table.
#[derive(Debug)]
pub(super) struct Table {
    traits: Box<[Traits]>,
    classes: Box<[BidiClass]>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let characters = || (0..FLAT as u32).map(|code| char::from_u32(code).unwrap_or_default());
    Table { traits: characters().map(look_up).collect(), classes: characters().map(bidi_class).collect() }
});

impl Table {
    /// The one table of this process.
    pub(super) fn get() -> &'static Self {
        &TABLE
    }

    /// What is known of `character`.
    pub(super) fn traits(&self, character: char) -> Traits {
        self.traits.get(character as usize).copied().unwrap_or_else(|| look_up(character))
    }
}

impl BidiDataSource for Table {
    fn bidi_class(&self, character: char) -> BidiClass {
        let known = self.classes.get(character as usize).copied();
        known.unwrap_or_else(|| bidi_class(character))
    }

    fn bidi_matched_opening_bracket(&self, character: char) -> Option<BidiMatchedOpeningBracket> {
        let traits = self.traits.get(character as usize);
        if traits.is_some_and(|traits| traits.flags & is::BRACKET == 0) {
            return None;
        }
        HardcodedBidiData.bidi_matched_opening_bracket(character)
    }
}

/// The glyph that stands for `character` where text runs right to left (L4).
pub(super) fn mirrored(character: char) -> char {
    CodePointMapData::<BidiMirroringGlyph>::new().get(character).mirroring_glyph.unwrap_or(character)
}

fn look_up(character: char) -> Traits {
    let class = Class::of(bidi_class(character));
    let kind = kind_of(character);
    let mut flags = 0;
    if super::shape::is_shaped(character) {
        flags |= is::SHAPED;
    }
    if CodePointMapData::<BidiMirroringGlyph>::new().get(character).mirroring_glyph.is_some() {
        flags |= is::MIRRORED;
    }
    if HardcodedBidiData.bidi_matched_opening_bracket(character).is_some() {
        flags |= is::BRACKET;
    }
    if hangs(character) {
        flags |= is::HANGING;
    }
    Traits {
        kind,
        class,
        line: LineTraits::of(character),
        joining: joining_of(character),
        width: char_width(character) as u8,
        flags,
    }
}

fn kind_of(character: char) -> Kind {
    let break_class = CodePointMapData::<GraphemeClusterBreak>::new().get(character);
    let extends = matches!(
        break_class,
        GraphemeClusterBreak::Extend | GraphemeClusterBreak::ZWJ | GraphemeClusterBreak::SpacingMark
    );
    let ignorable = CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(character);
    match treatment(character, ignorable) {
        Treatment::Spell(_) | Treatment::Replace(_) => Kind::Sign,
        Treatment::Drop(_) if extends => Kind::Rider,
        Treatment::Drop(_) => Kind::Hidden,
        Treatment::Keep => match character {
            // Skin tones: one more column in some terminals, none in others.
            '\u{1F3FB}'..='\u{1F3FF}' => Kind::Rider,
            _ if super::shape::ligature(character).is_some() => Kind::Sign,
            _ if needs_segmentation(character) => Kind::Complex,
            _ if extends && char_width(character) == 0 => Kind::Mark,
            _ if char_width(character) == 0 => Kind::Complex,
            _ => Kind::Base,
        },
    }
}

/// The scripts whose clusters are more than a base and its marks: Indic ones, Hangul, and what lies
/// in the planes beyond, apart from pictures.
fn needs_segmentation(character: char) -> bool {
    let mirrored = CodePointMapData::<BidiMirroringGlyph>::new().get(character).mirrored;
    !mirrored
        && matches!(character,
        '\u{0900}'..='\u{109F}' | '\u{1100}'..='\u{11FF}' | '\u{1700}'..='\u{1CFF}' | '\u{A800}'..='\u{D7FF}'
        | '\u{10A00}'..='\u{10A5F}' | '\u{11000}'..='\u{1DFFF}')
}

/// White space that needs no column at the end of a line. Unbreakable spaces are not among it.
fn hangs(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\u{1680}' | '\u{2000}'..='\u{2006}' | '\u{2008}'..='\u{200A}' | '\u{205F}' | '\u{3000}')
}

fn joining_of(character: char) -> u8 {
    if let Some((_, form)) = super::shape::letter_of_form(character) {
        return super::shape::sides(form);
    }
    match CodePointMapData::<JoiningType>::new().get(character) {
        JoiningType::DualJoining | JoiningType::JoinCausing => joining::BEFORE | joining::AFTER,
        JoiningType::RightJoining => joining::BEFORE,
        JoiningType::LeftJoining => joining::AFTER,
        JoiningType::Transparent => joining::TRANSPARENT,
        _ => joining::NONE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_of_characters() {
        for (character, expected) in [
            ('a', Kind::Base),
            ('ب', Kind::Base),
            ('\u{064E}', Kind::Mark),
            ('\u{200C}', Kind::Rider),
            ('\u{200D}', Kind::Rider),
            ('\u{034F}', Kind::Rider),
            ('\u{FE0F}', Kind::Rider),
            ('\u{200F}', Kind::Hidden),
            ('\u{FEFF}', Kind::Hidden),
            ('\u{00AD}', Kind::Hidden),
            ('\u{1B}', Kind::Hidden),
            ('\t', Kind::Sign),
            ('\u{06DD}', Kind::Sign),
            ('\u{FDF2}', Kind::Sign),
            ('\u{FEB3}', Kind::Base),
            ('漢', Kind::Base),
            ('😀', Kind::Base),
            ('각', Kind::Complex),
            ('क', Kind::Complex),
        ] {
            assert_eq!(Table::get().traits(character).kind, expected, "{character:?}");
        }
    }

    #[test]
    fn the_flat_table_says_what_the_lookup_says() {
        for code in (0..FLAT as u32).step_by(7) {
            let Some(character) = char::from_u32(code) else { continue };
            let (flat, looked_up) = (Table::get().traits(character), look_up(character));
            assert_eq!((flat.kind, flat.class, flat.joining), (looked_up.kind, looked_up.class, looked_up.joining));
        }
    }
}
