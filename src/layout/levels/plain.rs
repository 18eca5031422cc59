//! The bidi algorithm for a paragraph without explicit formatting characters.
//!
//! Such a paragraph is one isolating run sequence. All of it lies on the base level but for islands:
//! what stands between two strong characters of the base direction and holds something against it.
//! W1-W7, N0-N2 and I1-I2 run over islands only, since beyond the strong characters beside them
//! nothing changes them but pairs of brackets, which are found first. Marks ride on their base and
//! are part of its unit, which is what W1 would do to them. Knows nothing of embeddings or lines.

use super::Section;
use crate::layout::character::{Class, Table};
use crate::layout::units::{Unit, is};
use std::ops::Range;
use unicode_bidi::BidiDataSource;

/// Memory for the work.
#[derive(Clone, Debug, Default)]
pub(super) struct Scratch {
    types: Vec<Type>,
    openers: Vec<(char, usize)>,
    brackets: Vec<Bracket>,
}

/// A bracket of the paragraph.
#[derive(Clone, Copy, Debug)]
struct Bracket {
    /// Its unit.
    at: usize,
    /// The unit of the other one of the pair, if there is one.
    partner: Option<usize>,
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
    let (home, against) = if base == 0 {
        (Class::L.bit(), Class::R.bit() | Class::AL.bit() | Class::AN.bit())
    } else {
        (Class::R.bit() | Class::AL.bit(), Class::L.bit() | Class::EN.bit() | Class::AN.bit())
    };
    if section.classes & against == 0 {
        units.iter_mut().for_each(|unit| unit.level = base);
        return;
    }
    scratch.brackets.clear();
    if section.flags & is::BRACKET != 0 {
        pair(units, section, scratch);
    }
    let mut brackets = 0;
    let mut done = 0;
    while let Some(rest) = units.get_mut(done..) {
        let lies_against = |unit: &mut Unit| {
            unit.level = base;
            unit.class.bit() & against != 0
        };
        let Some(found) = rest.iter_mut().position(lies_against) else { break };
        // The island lies between the strong characters of the base direction on both sides.
        let is_home = |unit: &Unit| unit.class.bit() & home != 0;
        let (head, tail) = rest.split_at(found);
        let before = head.iter().rposition(is_home);
        let start = done + before.map_or(0, |before| before + 1);
        let end = done + tail.iter().position(is_home).map_or(rest.len(), |after| found + after);
        let arabic = start.checked_sub(1).and_then(|at| units.get(at)).is_some_and(|unit| unit.class == Class::AL);
        let own = units.get_mut(start..end).unwrap_or_default();
        weak(own, base, arabic, &mut scratch.types);
        brackets = resolve_pairs(start..end, base, brackets, scratch);
        neutral(own, base, &scratch.types);
        done = end;
    }
}

/// The direction of the base level, which is also that of both ends of the sequence (X10).
fn direction(level: u8) -> Type {
    if level.is_multiple_of(2) { Type::L } else { Type::R }
}

/// W1 to W7 for an island; one type for each unit.
#[expect(clippy::indexing_slicing, reason = "hot loop; all indices lie below the length of `types`")]
fn weak(units: &[Unit], base: u8, mut arabic: bool, types: &mut Vec<Type>) {
    types.clear();
    types.reserve(units.len());
    // What a mark at the start of the island takes its type from is the strong character before it.
    let mut previous = match (base, arabic) {
        (0, _) => Class::L,
        (_, true) => Class::AL,
        _ => Class::R,
    };
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
            _ => Type::Neutral,
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

/// BD16: finds the brackets of the paragraph and which of them are pairs.
fn pair(units: &[Unit], section: &Section<'_>, scratch: &mut Scratch) {
    let Scratch { openers, brackets, .. } = scratch;
    openers.clear();
    for (at, unit) in units.iter().enumerate().filter(|(_, unit)| unit.flags & is::BRACKET != 0) {
        let rest = section.text.get((unit.start as usize).wrapping_sub(section.from)..);
        let character = rest.and_then(|rest| rest.chars().next());
        let Some(bracket) = character.and_then(|it| Table::get().bidi_matched_opening_bracket(it)) else { continue };
        let own = brackets.len();
        brackets.push(Bracket { at, partner: None });
        if bracket.is_open {
            if openers.len() == DEPTH {
                break;
            }
            openers.push((bracket.opening, own));
        } else if let Some(depth) = openers.iter().rposition(|opener| opener.0 == bracket.opening)
            && let Some(&(_, opening)) = openers.get(depth)
        {
            let opening = brackets.get_mut(opening).map(|opening| {
                opening.partner = Some(at);
                opening.at
            });
            if let Some(closing) = brackets.last_mut() {
                closing.partner = opening;
            }
            openers.truncate(depth);
        }
    }
}

/// N0 for an island: brackets take the direction of what they hold.
///
/// `from` is the first bracket that may lie in the island; gives the first one after it. A pair that
/// reaches beyond the island holds a strong character of the base direction.
#[expect(clippy::indexing_slicing, reason = "pairs within the island are indices into `types`")]
fn resolve_pairs(island: Range<usize>, base: u8, from: usize, scratch: &mut Scratch) -> usize {
    let embedding = direction(base);
    let Scratch { types, brackets, .. } = scratch;
    let strong = |it: Type| match it {
        Type::L => Some(Type::L),
        Type::R | Type::EN | Type::AN => Some(Type::R),
        _ => None,
    };
    let mut next = from;
    while let Some(bracket) = brackets.get(next).filter(|bracket| bracket.at < island.end) {
        next += 1;
        let Some(partner) = bracket.partner.filter(|_| island.contains(&bracket.at)) else { continue };
        let opening = bracket.at - island.start;
        if !island.contains(&partner) {
            types[opening] = embedding;
            continue;
        }
        if partner < bracket.at {
            continue;
        }
        let closing = partner - island.start;
        let mut held = types[opening + 1..closing].iter().copied().filter_map(strong);
        let set = match held.next() {
            None => continue,
            Some(first) if first == embedding || held.any(|it| it == embedding) => embedding,
            // The context before the opening decides (N0 c).
            Some(_) => types[..opening].iter().rev().copied().find_map(strong).unwrap_or(embedding),
        };
        types[opening] = set;
        types[closing] = set;
    }
    next
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
    fill(units, at, run, base);
}

fn fill(units: &mut [Unit], end: usize, run: usize, level: u8) {
    for unit in units.get_mut(end - run..end).into_iter().flatten() {
        unit.level = level;
    }
}
