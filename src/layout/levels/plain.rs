//! The bidi algorithm for a paragraph without explicit formatting characters.
//!
//! Such a paragraph is one isolating run sequence, so P2-P3, W1-W7, N0-N2 and I1-I2 are three short
//! passes over one byte a unit; a text of one direction needs none. Marks ride on their base and
//! are part of its unit, which is what W1 would do to them. Follows UAX #9 rule by rule; knows
//! nothing of embeddings, of lines, or of what a unit looks like.

use super::Section;
use crate::layout::character::{Class, Table};
use crate::layout::units::{Unit, is};
use unicode_bidi::BidiDataSource;

/// Memory for the work.
#[derive(Clone, Debug, Default)]
pub(super) struct Scratch {
    types: Vec<Type>,
    openers: Vec<(char, usize)>,
    pairs: Vec<(usize, usize)>,
}

/// What is left of the classes after the weak rules.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Type {
    L,
    R,
    EN,
    AN,
    /// A number terminator that became a number (W5): no separator may lean on it (W4).
    Terminator,
    Separator,
    CommonSeparator,
    /// A number terminator that still may become a number.
    Pending,
    Neutral,
}

/// Brackets deeper than this are not paired (BD16).
const DEPTH: usize = 63;

/// P2 and P3: the level of the first strong character.
pub(super) fn base_level(units: &[Unit]) -> u8 {
    let strong = units.iter().find(|unit| matches!(unit.class, Class::L | Class::R | Class::AL));
    strong.map_or(0, |unit| u8::from(unit.class != Class::L))
}

/// Resolves the levels of a paragraph with the base level `base`.
pub(super) fn resolve(units: &mut [Unit], section: &Section<'_>, base: u8, scratch: &mut Scratch) {
    let against = if base == 0 {
        Class::R.bit() | Class::AL.bit() | Class::AN.bit()
    } else {
        Class::L.bit() | Class::EN.bit() | Class::AN.bit()
    };
    if section.classes & against == 0 {
        units.iter_mut().for_each(|unit| unit.level = base);
        return;
    }
    let brackets = weak(units, base, &mut scratch.types);
    if brackets {
        pair(units, section, scratch);
        resolve_pairs(base, scratch);
    }
    neutral(units, base, &scratch.types);
}

/// The direction of the base level, which is also that of both ends of the sequence (X10).
fn direction(level: u8) -> Type {
    if level.is_multiple_of(2) { Type::L } else { Type::R }
}

/// W1 to W7; true if there are brackets.
#[expect(clippy::indexing_slicing, reason = "hot loop; all indices lie below the length of `types`")]
fn weak(units: &[Unit], base: u8, types: &mut Vec<Type>) -> bool {
    types.clear();
    types.reserve(units.len());
    let mut brackets = false;
    let mut previous = if base == 0 { Class::L } else { Class::R };
    // True after an Arabic letter, until another strong character comes (W2).
    let mut arabic = false;
    for unit in units {
        let mut class = unit.class;
        if class == Class::BN {
            continue;
        }
        if class == Class::NSM {
            class = previous;
        }
        previous = class;
        let at = types.len();
        let resolved = match class {
            Class::L => {
                arabic = false;
                Type::L
            }
            Class::R | Class::AL => {
                arabic = class == Class::AL;
                Type::R
            }
            Class::EN if !arabic => {
                separate(types, Type::EN);
                for pending in types.iter_mut().rev().take_while(|before| **before == Type::Pending) {
                    *pending = Type::Terminator;
                }
                Type::EN
            }
            Class::EN | Class::AN => {
                separate(types, Type::AN);
                Type::AN
            }
            Class::ES => Type::Separator,
            Class::CS => Type::CommonSeparator,
            Class::ET => match at.checked_sub(1).map(|before| types[before]) {
                Some(Type::EN | Type::Terminator) => Type::Terminator,
                _ => Type::Pending,
            },
            _ => {
                brackets |= unit.is(is::BRACKET);
                Type::Neutral
            }
        };
        types.push(resolved);
    }
    // W6 and W7.
    let mut strong = direction(base);
    for resolved in types {
        *resolved = match *resolved {
            Type::L | Type::R => {
                strong = *resolved;
                strong
            }
            Type::EN | Type::Terminator if strong == Type::L => Type::L,
            Type::EN | Type::Terminator => Type::EN,
            Type::AN => Type::AN,
            _ => Type::Neutral,
        };
    }
    brackets
}

/// W4: one separator between two numbers of a kind, of which the second is about to follow.
fn separate(types: &mut [Type], number: Type) {
    if let [.., before, separator] = types
        && *before == number
        && (*separator == Type::CommonSeparator || (*separator == Type::Separator && number == Type::EN))
    {
        *separator = number;
    }
}

/// BD16: finds the pairs of brackets, in the order of their openings.
fn pair(units: &[Unit], section: &Section<'_>, scratch: &mut Scratch) {
    let Scratch { openers, pairs, .. } = scratch;
    openers.clear();
    pairs.clear();
    let present = units.iter().filter(|unit| unit.class != Class::BN).enumerate();
    for (at, unit) in present.filter(|(_, unit)| unit.is(is::BRACKET)) {
        let character =
            section.text.get((unit.start as usize).wrapping_sub(section.from)..).and_then(|rest| rest.chars().next());
        let Some(bracket) = character.and_then(|it| Table::get().bidi_matched_opening_bracket(it)) else { continue };
        if bracket.is_open {
            if openers.len() == DEPTH {
                break;
            }
            openers.push((bracket.opening, at));
        } else if let Some(depth) = openers.iter().rposition(|opener| opener.0 == bracket.opening)
            && let Some(&(_, opening)) = openers.get(depth)
        {
            pairs.push((opening, at));
            openers.truncate(depth);
        }
    }
    pairs.sort_unstable();
}

/// N0: brackets take the direction of what they hold.
#[expect(clippy::indexing_slicing, reason = "pairs are indices into `types`")]
fn resolve_pairs(base: u8, scratch: &mut Scratch) {
    let embedding = direction(base);
    let types = &mut scratch.types;
    let strong = |it: Type| match it {
        Type::L => Some(Type::L),
        Type::R | Type::EN | Type::AN => Some(Type::R),
        _ => None,
    };
    for &(opening, closing) in &scratch.pairs {
        let mut opposite = false;
        let mut along = false;
        for direction in types[opening + 1..closing].iter().copied().filter_map(strong) {
            if direction == embedding {
                along = true;
                break;
            }
            opposite = true;
        }
        let set = if along {
            embedding
        } else if opposite {
            // The context before the opening decides between the two (N0 c).
            types[..opening].iter().rev().copied().find_map(strong).unwrap_or(embedding)
        } else {
            continue;
        };
        types[opening] = set;
        types[closing] = set;
    }
}

/// N1, N2, I1 and I2.
fn neutral(units: &mut [Unit], base: u8, types: &[Type]) {
    let embedding = direction(base);
    let level = |it: Type| match (it, base) {
        (Type::L, 0) => 0,
        (Type::R, _) => 1,
        _ => 2,
    };
    let mut rest = types.iter().copied();
    let mut before = embedding;
    let mut at = 0;
    let mut run = 0;
    // Levels of neutrals are filled in when the character after them is known.
    while at < units.len() {
        let Some(unit) = units.get_mut(at) else { break };
        at += 1;
        if unit.class == Class::BN {
            run += 1;
            continue;
        }
        let found = rest.next().unwrap_or(Type::Neutral);
        if found == Type::Neutral {
            run += 1;
            continue;
        }
        let own = level(found);
        unit.level = own;
        let after = if found == Type::L { Type::L } else { Type::R };
        if run > 0 {
            let filled = if before == after { level(after) } else { base };
            fill(units, at - 1, run, filled);
            run = 0;
        }
        before = after;
    }
    let filled = if before == embedding { level(embedding) } else { base };
    fill(units, at, run, filled);
}

fn fill(units: &mut [Unit], end: usize, run: usize, level: u8) {
    for unit in units.get_mut(end - run..end).into_iter().flatten() {
        unit.level = level;
    }
}
