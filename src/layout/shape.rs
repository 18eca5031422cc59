//! Joins Arabic letters: every letter gets the presentation form its neighbours ask for.
//!
//! Joining types decide (The Unicode Standard, section 9.2, rules R1-R7), not the table of forms: a
//! letter without forms stays as it is while its neighbours still take theirs. ZWNJ parts, ZWJ
//! joins, marks and invisible characters are not there. Letters join only within one direction run,
//! and only from right to left (UAX #9, 3.5). Lam and alef become one unit. A hamza or madda over
//! its letter becomes one character with it, so that it survives where marks are not shown.
//! Knows nothing of lines: a word that is cut by one keeps its forms.

use super::character::joining::{AFTER, BEFORE, NONE, TRANSPARENT};
use super::forms::{Form, LETTERS, LIGATURES};
use super::options::Glyphs;
use super::units::{Unit, is};
use std::sync::LazyLock;

/// The letter that makes one sign with an alef.
const LAM: u32 = 0x0644;

/// The first letter of the flat table of forms.
const FIRST: u32 = 0x0620;
/// Letters in the flat table.
const SPAN: usize = 0x06E0 - FIRST as usize;

/// The forms of the letters from U+0620 on; 0 where there is none.
static FORMS: [[u16; 4]; SPAN] = flat_forms();

#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler, which refuses a bad index")]
const fn flat_forms() -> [[u16; 4]; SPAN] {
    let mut flat = [[0; 4]; SPAN];
    let mut row = 0;
    while row < LETTERS.len() {
        let (letter, forms) = LETTERS[row];
        flat[letter as usize - FIRST as usize] = forms;
        row += 1;
    }
    // The ae of Kurdish and Uyghur has no forms of its own and looks like a final heh.
    flat[0x06D5 - FIRST as usize] = [0xFEE9, 0xFEEA, 0, 0];
    flat
}

/// True if the glyph of this letter depends on its neighbours or its marks.
pub(super) fn is_shaped(letter: char) -> bool {
    FORMS.get((letter as u32).wrapping_sub(FIRST) as usize).is_some_and(|forms| *forms != [0; 4])
}

/// The letter and the place of a presentation form of one letter.
pub(super) fn letter_of_form(form: char) -> Option<(char, Form)> {
    static LETTERS_BY_FORM: LazyLock<Vec<(char, char, Form)>> = LazyLock::new(|| {
        let places = [Form::Isolated, Form::Final, Form::Initial, Form::Medial];
        let mut rows: Vec<_> = LETTERS
            .iter()
            .flat_map(|(letter, forms)| forms.iter().zip(places).map(|(form, place)| (*form, *letter, place)))
            .filter(|(form, ..)| *form != 0)
            .filter_map(|(form, letter, place)| {
                Some((char::from_u32(form.into())?, char::from_u32(letter.into())?, place))
            })
            .collect();
        rows.sort_unstable_by_key(|row| row.0);
        rows
    });
    if !('\u{FB50}'..='\u{FEFF}').contains(&form) {
        return None;
    }
    let at = LETTERS_BY_FORM.binary_search_by_key(&form, |row| row.0).ok()?;
    LETTERS_BY_FORM.get(at).map(|&(_, letter, place)| (letter, place))
}

/// The place and the letters of a sign that stands for several letters.
pub(super) fn ligature(sign: char) -> Option<(Form, &'static str)> {
    if !('\u{FB50}'..='\u{FEFF}').contains(&sign) {
        return None;
    }
    let at = LIGATURES.binary_search_by_key(&(sign as u32 as u16), |row| row.0).ok()?;
    LIGATURES.get(at).map(|&(_, form, letters)| (form, letters))
}

/// True for the eight signs of lam with alef, which every terminal shows in one column.
pub(super) fn is_lam_alef(sign: char) -> bool {
    matches!(sign, '\u{FEF5}'..='\u{FEFC}')
}

/// The sides on which a form joins.
pub(super) fn sides(form: Form) -> u8 {
    match form {
        Form::Isolated => 0,
        Form::Final => BEFORE,
        Form::Initial => AFTER,
        Form::Medial => BEFORE | AFTER,
    }
}

/// Returns true if two letters in their forms, in the order they are read, would join and these forms say they do not.
///
/// Where presentation forms are taken back to letters and joined anew, only a ZWNJ between them keeps them apart.
#[must_use]
pub fn are_parted(before: char, after: char) -> bool {
    let (Some((first, shown)), Some((second, follows))) = (letter_in(before, true), letter_in(after, false)) else {
        return false;
    };
    let columns = |letter: char| FORMS.get((letter as u32).wrapping_sub(FIRST) as usize).copied().unwrap_or_default();
    let [_, _, joins_on, _] = columns(first);
    let [_, joins_back, ..] = columns(second);
    let would = (joins_on != 0 || first == TATWEEL) && (joins_back != 0 || second == TATWEEL);
    would && (shown & AFTER == 0 || follows & BEFORE == 0)
}

/// The stroke that joins on both sides and looks the same everywhere.
const TATWEEL: char = '\u{640}';

/// The last or the first letter of what stands for letters, and the sides on which it joins.
fn letter_in(form: char, last: bool) -> Option<(char, u8)> {
    if form == TATWEEL {
        return Some((form, BEFORE | AFTER));
    }
    if let Some((letter, place)) = letter_of_form(form) {
        return Some((letter, sides(place)));
    }
    let (place, letters) = ligature(form)?;
    let letter = if last { letters.chars().next_back() } else { letters.chars().next() };
    Some((letter?, sides(place)))
}

/// The sign of lam with this alef, isolated; the final one follows it.
fn lam_with(alef: u32) -> Option<u32> {
    Some(match alef {
        0x0622 => 0xFEF5,
        0x0623 => 0xFEF7,
        0x0625 => 0xFEF9,
        0x0627 => 0xFEFB,
        _ => return None,
    })
}

/// The unit before, as the next letter sees it.
#[derive(Clone, Copy)]
struct Before {
    /// It would join a letter after it.
    joins: bool,
    /// Its index among the kept units.
    at: usize,
    /// Its letter, if its form still waits for the letter after it; 0 if not.
    letter: u32,
    /// It is joined to the letter before it.
    joined: bool,
    level: u8,
    /// It is a lone joiner, which has no direction of its own.
    loose: bool,
}

/// Nothing to join.
const APART: Before = Before { joins: false, at: 0, letter: 0, joined: false, level: 0, loose: false };

/// Shapes all units in place; lam and alef become one unit.
#[expect(clippy::indexing_slicing, reason = "hot loop; `kept` and `before.at` never pass the unit being read")]
pub(super) fn shape(units: &mut Vec<Unit>, text: &str, glyphs: Glyphs) {
    let forms = glyphs == Glyphs::Forms;
    let mut kept = 0;
    let mut before = APART;
    for read in 0..units.len() {
        let mut unit = units[read];
        if unit.joining != TRANSPARENT {
            if unit.flags & (is::MARKED | is::SHAPED) == is::MARKED | is::SHAPED {
                let joins_on = joins_on(unit, &units[read + 1..]);
                compose(&mut unit, text, units.get(read + 1).map_or(text.len(), |next| next.start as usize), joins_on);
            }
            let sides = if unit.level % 2 == 1 { unit.joining } else { NONE };
            let joined = before.joins & (sides & BEFORE != 0) & ((before.level == unit.level) | before.loose);
            if before.letter != 0 {
                if joined
                    && before.letter == LAM
                    && before.at + 1 == kept
                    && let Some(sign) = lam_with(unit.glyph)
                {
                    let lam = &mut units[before.at];
                    lam.glyph = sign + u32::from(before.joined);
                    lam.flags |= unit.flags & (is::MARKED | is::COMPOSED);
                    before = APART;
                    continue;
                }
                units[before.at].glyph = form_for(before.letter, before.joined, joined);
            }
            let letter = if forms && unit.flags & is::SHAPED != 0 { unit.glyph } else { 0 };
            before = Before { joins: sides & AFTER != 0, at: kept, letter, joined, level: unit.level, loose: false };
            if unit.flags & is::JOINERS != 0 {
                // The first joiner that rides on a letter speaks to it, the last one to the letter after it.
                if letter != 0 {
                    unit.glyph = form_for(letter, joined, unit.is(is::THEN_JOIN) && before.joins);
                }
                (before.letter, before.joins) = (0, unit.is(is::LAST_JOIN));
            } else if unit.is(is::HIDDEN) {
                // A joiner that rides on nothing has no direction of its own.
                (before.joins, before.loose) = (unit.joining & AFTER != 0, true);
            }
        }
        if kept != read || unit.flags & is::SHAPED != 0 {
            units[kept] = unit;
        }
        kept += 1;
    }
    if before.letter != 0 {
        units[before.at].glyph = form_for(before.letter, before.joined, false);
    }
    units.truncate(kept);
}

/// The form of a letter for its place, or the nearest one that there is.
#[inline]
fn form_for(letter: u32, before: bool, after: bool) -> u32 {
    let Some(forms) = FORMS.get(letter.wrapping_sub(FIRST) as usize) else { return letter };
    // The columns of the table, by two bits: joined before, joined after.
    let place = usize::from(before) | usize::from(after) << 1;
    match forms.get(place) {
        Some(&form) if form != 0 => u32::from(form),
        _ => forms.get(usize::from(before)).filter(|form| **form != 0).map_or(letter, |form| u32::from(*form)),
    }
}

/// True if a letter will join the one after it.
fn joins_on(unit: Unit, after: &[Unit]) -> bool {
    if unit.flags & is::JOINERS != 0 {
        return unit.is(is::THEN_JOIN);
    }
    let next = after.iter().find(|next| next.joining != TRANSPARENT);
    next.is_some_and(|next| next.joining & BEFORE != 0 && next.level == unit.level && unit.level % 2 == 1)
}

/// Makes one character of a letter and the hamza or madda over or under it.
///
/// A heh takes its hamza in only where it ends a run of letters: the whole character joins no letter
/// after it.
fn compose(unit: &mut Unit, text: &str, end: usize, joins_on: bool) {
    let source = text.get(unit.start as usize..end).unwrap_or("");
    let Some(mark) = source.chars().skip(1).find(|mark| is_seat_mark(*mark)) else { return };
    let whole = match (unit.glyph, mark) {
        (0x0627, '\u{0653}') => 0x0622,
        (0x0627, '\u{0654}') => 0x0623,
        (0x0627, '\u{0655}') => 0x0625,
        (0x0648, '\u{0654}') => 0x0624,
        (0x064A | 0x0649 | 0x06CC, '\u{0654}') => 0x0626,
        (0x06D2, '\u{0654}') => 0x06D3,
        (0x0647, '\u{0654}') if !joins_on => 0x06C0,
        (0x06D5, '\u{0654}') => 0x06C0,
        _ => return,
    };
    unit.glyph = whole;
    unit.flags |= is::COMPOSED;
}

/// The marks that may become part of their letter.
pub(super) fn is_seat_mark(mark: char) -> bool {
    matches!(mark, '\u{0653}'..='\u{0655}')
}
