//! Line breaking classes (UAX #14, section 5), with what the rules ask beside them.
//!
//! LB1 is done here: ambiguous, unknown and surrogate characters are alphabetic, the scripts that
//! would need a dictionary are alphabetic or marks.

use icu_properties::CodePointMapData;
use icu_properties::props::{EastAsianWidth, ExtendedPictographic, GeneralCategory, LineBreak};

/// The class of a character after LB1; quotation marks by their side.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
#[expect(clippy::upper_case_acronyms, reason = "the standard's own names")]
#[rustfmt::skip]
pub(super) enum LineClass {
    AL, HL, NU, SP, CM, ZWJ, CL, CP, OP, EX, IS, SY, BA, HH, HY, GL, PR, PO, NS, IN, BB, B2, CB, WJ, ZW,
    BK, CR, LF, NL, ID, EB, EM, JL, JV, JT, H2, H3, RI, AK, AP, AS, VF, VI,
    /// The start of the text.
    Start,
    /// A quotation mark that may open or close.
    QU,
    /// One that opens (general category Pi).
    OpenQuote,
    /// One that closes (general category Pf).
    CloseQuote,
}

/// What the breaking of lines wants to know of a character.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::layout) struct LineTraits {
    pub(super) class: LineClass,
    /// Bits of the three below.
    more: u8,
}

/// East Asian width is wide, full or half.
const EAST_ASIAN: u8 = 1;
/// The dotted circle (LB28a).
const DOTTED_CIRCLE: u8 = 2;
/// A pictograph that is reserved for later versions (LB30b), whatever its class.
const RESERVED: u8 = 4;

impl LineTraits {
    /// What stands at the start of a text, before any character.
    pub(super) const START: Self = Self { class: LineClass::Start, more: 0 };
    /// A letter; also a mark without a base (LB10).
    pub(super) const LETTER: Self = Self { class: LineClass::AL, more: 0 };

    pub(super) fn class(self) -> LineClass {
        self.class
    }

    pub(super) fn is_east_asian(self) -> bool {
        self.more & EAST_ASIAN != 0
    }

    /// An aksara or what may stand in its place.
    pub(super) fn is_aksara(self) -> bool {
        matches!(self.class, LineClass::AK | LineClass::AS) || self.is_dotted_circle()
    }

    pub(super) fn is_dotted_circle(self) -> bool {
        self.more & DOTTED_CIRCLE != 0
    }

    pub(super) fn is_reserved_pictograph(self) -> bool {
        self.more & RESERVED != 0
    }

    /// The traits of `character`.
    pub(in crate::layout) fn of(character: char) -> Self {
        let category = CodePointMapData::<GeneralCategory>::new().get(character);
        let class = class_of(character, category);
        let width = CodePointMapData::<EastAsianWidth>::new().get(character);
        let east_asian = matches!(width, EastAsianWidth::Wide | EastAsianWidth::Fullwidth | EastAsianWidth::Halfwidth);
        let pictograph = icu_properties::CodePointSetData::new::<ExtendedPictographic>().contains(character);
        let reserved = category == GeneralCategory::Unassigned && pictograph;
        let bit = |set: bool, bit: u8| if set { bit } else { 0 };
        let circle = bit(character == '\u{25CC}', DOTTED_CIRCLE);
        Self { class, more: bit(east_asian, EAST_ASIAN) | circle | bit(reserved, RESERVED) }
    }
}

fn class_of(character: char, category: GeneralCategory) -> LineClass {
    match CodePointMapData::<LineBreak>::new().get(character) {
        LineBreak::HebrewLetter => LineClass::HL,
        LineBreak::Numeric => LineClass::NU,
        LineBreak::Space => LineClass::SP,
        LineBreak::CombiningMark => LineClass::CM,
        LineBreak::ZWJ => LineClass::ZWJ,
        LineBreak::ClosePunctuation => LineClass::CL,
        LineBreak::CloseParenthesis => LineClass::CP,
        LineBreak::OpenPunctuation => LineClass::OP,
        LineBreak::Exclamation => LineClass::EX,
        LineBreak::InfixNumeric => LineClass::IS,
        LineBreak::BreakSymbols => LineClass::SY,
        LineBreak::BreakAfter => LineClass::BA,
        LineBreak::UnambiguousHyphen => LineClass::HH,
        LineBreak::Hyphen => LineClass::HY,
        LineBreak::Glue => LineClass::GL,
        LineBreak::PrefixNumeric => LineClass::PR,
        LineBreak::PostfixNumeric => LineClass::PO,
        LineBreak::Nonstarter | LineBreak::ConditionalJapaneseStarter => LineClass::NS,
        LineBreak::Inseparable => LineClass::IN,
        LineBreak::BreakBefore => LineClass::BB,
        LineBreak::BreakBoth => LineClass::B2,
        LineBreak::ContingentBreak => LineClass::CB,
        LineBreak::WordJoiner => LineClass::WJ,
        LineBreak::ZWSpace => LineClass::ZW,
        LineBreak::MandatoryBreak => LineClass::BK,
        LineBreak::CarriageReturn => LineClass::CR,
        LineBreak::LineFeed => LineClass::LF,
        LineBreak::NextLine => LineClass::NL,
        LineBreak::Ideographic => LineClass::ID,
        LineBreak::EBase => LineClass::EB,
        LineBreak::EModifier => LineClass::EM,
        LineBreak::JL => LineClass::JL,
        LineBreak::JV => LineClass::JV,
        LineBreak::JT => LineClass::JT,
        LineBreak::H2 => LineClass::H2,
        LineBreak::H3 => LineClass::H3,
        LineBreak::RegionalIndicator => LineClass::RI,
        LineBreak::Aksara => LineClass::AK,
        LineBreak::AksaraPrebase => LineClass::AP,
        LineBreak::AksaraStart => LineClass::AS,
        LineBreak::ViramaFinal => LineClass::VF,
        LineBreak::Virama => LineClass::VI,
        LineBreak::Quotation => match category {
            GeneralCategory::InitialPunctuation => LineClass::OpenQuote,
            GeneralCategory::FinalPunctuation => LineClass::CloseQuote,
            _ => LineClass::QU,
        },
        LineBreak::ComplexContext
            if matches!(category, GeneralCategory::NonspacingMark | GeneralCategory::SpacingMark) =>
        {
            LineClass::CM
        }
        _ => LineClass::AL,
    }
}
