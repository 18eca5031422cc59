//! Cuts a text into units: what later becomes one cell, or acts without one.
//!
//! A unit is an extended grapheme cluster (UAX #29) whose marks all take the direction of its base,
//! or one character that has no cell, or one letter of a sign that is spelt out. Every byte of the
//! text lies in exactly one unit, save that the units of one sign share its bytes. Where a cluster
//! is cut further than the standard does, it is because terminals disagree on its width: number
//! signs stand apart from their digits, the pictures of a joined emoji apart from each other.
//! Knows nothing of directions, joining or lines: it only notes what they will ask for.

use super::breaks::LineTraits;
use super::character::{Class, Kind, Table, Traits, joining};
use super::options::Glyphs;
use super::shape;
use crate::text::grapheme::first_cluster;
use crate::text::range::TextRange;
use crate::text::sanitize::{Reason, Treatment, treatment};
use crate::text::width::cluster_width;
use unicode_normalization::UnicodeNormalization;

/// What stands under marks that have no letter to ride on.
pub(super) const CARRIER: char = '\u{25CC}';

/// Bits of [`Unit::flags`].
pub(super) mod is {
    /// It has no cell.
    pub(crate) const HIDDEN: u16 = 1;
    /// Marks to show ride on it.
    pub(crate) const MARKED: u16 = 1 << 1;
    /// Its glyph is the index of a text in the pool.
    pub(crate) const POOLED: u16 = 1 << 2;
    /// It shares its bytes with the unit before it.
    pub(crate) const CONTINUED: u16 = 1 << 3;
    /// A line may end before it.
    pub(crate) const BREAKABLE: u16 = 1 << 4;
    /// A line must end before it.
    pub(crate) const BROKEN: u16 = 1 << 5;
    /// White space that hangs at the end of a line.
    pub(crate) const HANGING: u16 = 1 << 6;
    /// May change its glyph with its neighbours.
    pub(crate) const SHAPED: u16 = 1 << 7;
    /// Has another glyph from right to left.
    pub(crate) const MIRRORED: u16 = 1 << 8;
    /// One of a pair of brackets.
    pub(crate) const BRACKET: u16 = 1 << 9;
    /// Its hamza or madda is part of the glyph.
    pub(crate) const COMPOSED: u16 = 1 << 10;
    /// The first joiner that rides on it joins (ZWJ).
    pub(crate) const THEN_JOIN: u16 = 1 << 11;
    /// The first joiner that rides on it parts (ZWNJ).
    pub(crate) const THEN_PART: u16 = 1 << 12;
    /// The last joiner that rides on it joins.
    pub(crate) const LAST_JOIN: u16 = 1 << 13;
    /// The last joiner that rides on it parts.
    pub(crate) const LAST_PART: u16 = 1 << 14;
    /// All of the last four.
    pub(crate) const JOINERS: u16 = THEN_JOIN | THEN_PART | LAST_JOIN | LAST_PART;
}

/// One unit; it ends where the next one starts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unit {
    pub(super) start: u32,
    /// A character, or an index into the pool.
    pub(super) glyph: u32,
    pub(super) flags: u16,
    pub(super) level: u8,
    pub(super) class: Class,
    pub(super) width: u8,
    pub(super) joining: u8,
    pub(super) line: LineTraits,
}

impl Unit {
    /// True if all bits of `flags` are set.
    pub(super) fn is(self, flags: u16) -> bool {
        self.flags & flags == flags
    }
}

/// Source bytes that have no cell, and why.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Dropped {
    /// The bytes, in the paragraph's text.
    pub source: TextRange,
    /// Why they are not shown.
    pub why: Reason,
}

/// The units of a text and what goes with them.
#[derive(Clone, Debug, Default)]
pub(super) struct Units {
    pub(super) list: Vec<Unit>,
    /// The symbols of clusters that are more than a base and its marks.
    pub(super) pool: Vec<Box<str>>,
    pub(super) dropped: Vec<Dropped>,
    /// The bidi classes that occur, as a set of bits.
    pub(super) classes: u32,
    /// The flags that units have, all together; those of riders aside.
    pub(super) flags: u16,
    /// Where paragraphs of the bidi algorithm start (P1), the first one aside.
    pub(super) sections: Vec<u32>,
}

/// Cuts `text` into units, in place of those that `units` held.
pub(super) fn read(text: &str, glyphs: Glyphs, units: &mut Units) {
    units.list.clear();
    units.list.reserve(text.len() / 2 + 8);
    units.pool.clear();
    units.dropped.clear();
    units.sections.clear();
    (units.classes, units.flags) = (0, 0);
    let mut reading = Reading { table: Table::get(), units, glyphs, line_ended: false };
    let mut rest = text.chars();
    let mut at = 0;
    while let Some(character) = rest.next() {
        let traits = reading.table.traits(character);
        if traits.kind == Kind::Base {
            reading.base(at, character, traits);
            at += character.len_utf8();
            continue;
        }
        let length = match traits.kind {
            Kind::Complex => {
                let length = reading.complex(at, text.get(at..).unwrap_or(""), traits);
                rest = text.get(at + length..).unwrap_or("").chars();
                length
            }
            _ => {
                reading.other(at, character, traits, rest.clone().next());
                character.len_utf8()
            }
        };
        at += length;
    }
}

struct Reading<'a> {
    table: &'static Table,
    units: &'a mut Units,
    glyphs: Glyphs,
    line_ended: bool,
}

impl Reading<'_> {
    #[inline]
    fn push(&mut self, at: usize, glyph: u32, traits: Traits, flags: u16) {
        let broken = if self.line_ended { is::BROKEN } else { 0 };
        self.line_ended = false;
        self.units.classes |= traits.class.bit();
        self.units.flags |= flags;
        self.units.list.push(Unit {
            start: at as u32,
            glyph,
            flags: flags | broken,
            level: 0,
            class: traits.class,
            width: traits.width,
            joining: traits.joining,
            line: traits.line,
        });
    }

    #[inline]
    fn base(&mut self, at: usize, character: char, traits: Traits) {
        let mut glyph = character;
        if character >= '\u{FB50}' && self.glyphs == Glyphs::Letters {
            glyph = shape::letter_of_form(character).map_or(character, |(letter, _)| letter);
        }
        self.push(at, glyph as u32, traits, traits.flags);
    }

    fn other(&mut self, at: usize, character: char, traits: Traits, next: Option<char>) {
        match traits.kind {
            Kind::Mark if self.ride(traits.class, is::MARKED) => {}
            Kind::Mark => self.push(at, CARRIER as u32, Traits { width: 1, ..traits }, is::MARKED),
            Kind::Rider => self.rider(at, character, traits),
            Kind::Hidden => self.hidden(at, character, traits, next),
            _ => self.sign(at, character, traits),
        }
    }

    /// Lets a character ride on the unit before it, if there is one that takes it.
    ///
    /// A mark takes the class of its base (W1). Two separators in a row change nothing between
    /// numbers (W4), and a space with a mark is no trailing space (L1); so both lose their class.
    fn ride(&mut self, class: Class, flags: u16) -> bool {
        let Some(base) = self.units.list.last_mut() else { return false };
        let takes = matches!(class, Class::NSM | Class::BN) || class == base.class;
        if self.line_ended || !takes || base.is(is::HIDDEN) || base.class == Class::S {
            return false;
        }
        if class == Class::NSM && matches!(base.class, Class::ES | Class::CS | Class::WS) {
            base.class = Class::ON;
            base.flags &= !is::HANGING;
            self.units.classes |= Class::ON.bit();
        }
        base.flags |= flags;
        true
    }

    fn rider(&mut self, at: usize, character: char, traits: Traits) {
        let joiners = self.units.list.last().map_or(0, |unit| unit.flags & is::JOINERS);
        let flags = match character {
            '\u{200D}' => is::LAST_JOIN | if joiners == 0 { is::THEN_JOIN } else { 0 },
            '\u{200C}' => is::LAST_PART | if joiners == 0 { is::THEN_PART } else { 0 },
            _ => 0,
        };
        if !self.ride(traits.class, flags) {
            self.push(at, 0, Traits { width: 0, ..traits }, is::HIDDEN);
            let joiner = matches!(character, '\u{200C}' | '\u{200D}');
            self.drop(at, character, if joiner { Reason::Joiner } else { Reason::Invisible });
        } else if flags != 0
            && let Some(base) = self.units.list.last_mut()
        {
            let other = if flags & is::LAST_JOIN != 0 { is::LAST_PART } else { is::LAST_JOIN };
            base.flags &= !other;
        }
    }

    fn hidden(&mut self, at: usize, character: char, traits: Traits, next: Option<char>) {
        self.push(at, 0, Traits { width: 0, ..traits }, is::HIDDEN);
        let Treatment::Drop(why) = treatment(character, true) else { return };
        self.drop(at, character, why);
        let pair = character == '\r' && next == Some('\n');
        if (why == Reason::LineEnd || traits.class == Class::B) && !pair && next.is_some() {
            self.line_ended = true;
            if traits.class == Class::B {
                self.units.sections.push((at + character.len_utf8()) as u32);
            }
        }
    }

    fn drop(&mut self, at: usize, character: char, why: Reason) {
        let source = TextRange::new(at, at + character.len_utf8());
        match self.units.dropped.last_mut() {
            Some(last) if last.why == why && last.source.end == at => last.source.end = source.end,
            _ => self.units.dropped.push(Dropped { source, why }),
        }
    }

    /// Units for a sign that is spelt out or replaced; they share its bytes.
    fn sign(&mut self, at: usize, character: char, traits: Traits) {
        let flags = traits.flags & is::HANGING;
        if let Some((form, letters)) = shape::ligature(character) {
            if self.glyphs == Glyphs::Forms && shape::is_lam_alef(character) {
                let joining = shape::sides(form);
                return self.push(at, character as u32, Traits { joining, width: 1, ..traits }, flags);
            }
            return self.spell(at, letters, traits, Some(shape::sides(form)));
        }
        match treatment(character, false) {
            Treatment::Spell(letters) => {
                self.spell(at, letters, traits, Some(joining::NONE));
                for unit in self.units.list.iter_mut().rev().take(letters.chars().count()) {
                    unit.flags |= flags;
                }
            }
            Treatment::Replace(other) => {
                let shaped = self.table.traits(other).flags & is::SHAPED != 0;
                self.push(at, other as u32, Traits { width: 1, ..traits }, flags | if shaped { is::SHAPED } else { 0 });
            }
            _ => self.push(at, character as u32, Traits { width: 1, ..traits }, flags),
        }
    }

    fn spell(&mut self, at: usize, letters: &str, traits: Traits, sides: Option<u8>) {
        let (first, sides) = (self.units.list.len(), sides.unwrap_or(joining::NONE));
        for letter in letters.chars() {
            let own = self.table.traits(letter);
            if own.kind == Kind::Mark && self.units.list.len() > first {
                // Marks of a sign would have to be shown from the source, which holds none.
                continue;
            }
            let continued = if self.units.list.len() > first { is::CONTINUED } else { 0 };
            let spelt = Traits { class: traits.class, line: traits.line, width: 1, ..own };
            self.push(at, letter as u32, spelt, continued | own.flags & is::SHAPED);
        }
        if let Some(unit) = self.units.list.get_mut(first)
            && sides & joining::BEFORE == 0
        {
            unit.joining &= !joining::BEFORE;
        }
        if let Some(unit) = self.units.list.last_mut()
            && sides & joining::AFTER == 0
        {
            unit.joining &= !joining::AFTER;
        }
    }

    /// One unit for the cluster at the head of `rest`; gives its length.
    fn complex(&mut self, at: usize, rest: &str, traits: Traits) -> usize {
        let mut cluster = first_cluster(rest);
        let strange = cluster.char_indices().find(|&(_, character)| {
            let class = self.table.traits(character).class;
            class != traits.class && !matches!(class, Class::NSM | Class::BN)
        });
        if let Some((length, _)) = strange {
            cluster = cluster.get(..length).unwrap_or(cluster);
        }
        let shown = |character: &char| !matches!(self.table.traits(*character).kind, Kind::Rider | Kind::Hidden);
        let mut symbol: String = cluster.chars().filter(shown).nfc().collect();
        if cluster_width(&symbol) == 0 {
            symbol.insert(0, CARRIER);
        }
        let width = cluster_width(&symbol).clamp(1, u8::MAX as usize) as u8;
        let glyph = self.units.pool.len() as u32;
        self.units.pool.push(symbol.into());
        let flags = is::POOLED | traits.flags & is::HANGING;
        self.push(at, glyph, Traits { width, ..traits }, flags);
        cluster.len()
    }
}
