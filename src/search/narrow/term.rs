//! One word of a query, and how a row holds it.

use super::code::{self, BETWEEN, is_word};
use crate::text::fold::fold;
use crate::text::skeleton::Latin;
use memchr::{memchr, memmem};

/// Letters that stand apart follow each other at this distance at most.
const NEAR: usize = 4;
/// Letters of a field, from the start of a word on, in which a word that is typed in part is looked for.
const WINDOW: usize = 64;

/// The kinds of matches, worst first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Rank {
    /// The consonants of Latin typing, not its vowels.
    Consonants,
    /// Letters apart.
    Scattered,
    /// A word by Latin typing.
    Latin,
    /// Inside a word.
    Inside,
    WordStart,
    FieldStart,
    /// The whole of a field.
    Field,
}

/// How a word is meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Manner {
    /// Its letters may be apart.
    Fuzzy,
    /// In one piece.
    Piece,
    /// At the start of a field.
    Start,
    /// At the end of one.
    End,
    /// As the whole of one.
    Whole,
}

/// One word of a query.
#[derive(Clone, Debug)]
pub(super) struct Term {
    pub(super) negated: bool,
    pub(super) manner: Manner,
    pub(super) code: Vec<u8>,
    pub(super) mask: u64,
    /// The word as Latin typing, and its number among those of the query.
    pub(super) latin: Option<(usize, Latin)>,
    finder: memmem::Finder<'static>,
}

impl Term {
    /// The word that was typed so; none if nothing of it is left by the fold. `latin` is the number that it gets where
    /// it is Latin typing.
    pub(super) fn new(typed: &str, manner: Manner, negated: bool, latin: usize) -> Option<Self> {
        let folded = fold(typed);
        let mut code = Vec::new();
        code::encode(&folded, &mut code);
        if code.is_empty() {
            return None;
        }
        let latin = Latin::new(&folded).filter(|_| manner == Manner::Fuzzy && !negated).map(|word| (latin, word));
        let finder = memmem::Finder::new(&code).into_owned();
        Some(Self { negated, manner, mask: code::mask(&code), latin, finder, code })
    }

    /// How `row` holds the word; none if it does not.
    pub(super) fn rank(&self, row: &[u8]) -> Option<Rank> {
        if let Some((rank, _)) = self.whole(row) {
            return Some(rank);
        }
        let scattered = || fields(row).any(|(_, field)| self.is_scattered(field));
        (self.may_scatter() && scattered()).then_some(Rank::Scattered)
    }

    /// How `row` holds the word in one piece, as it is meant, and where it first does so as well.
    pub(super) fn whole(&self, row: &[u8]) -> Option<(Rank, usize)> {
        let length = self.code.len();
        match self.manner {
            Manner::Fuzzy | Manner::Piece => {}
            Manner::Start => {
                let mut begun = fields(row).filter(|(_, field)| field.starts_with(&self.code));
                return begun.next().map(|(at, _)| (Rank::FieldStart, at));
            }
            Manner::End => {
                let mut ended = fields(row).filter(|(_, field)| field.ends_with(&self.code));
                return ended.next().map(|(at, field)| (Rank::WordStart, at + field.len() - length));
            }
            Manner::Whole => {
                return fields(row).find(|(_, field)| *field == self.code).map(|(at, _)| (Rank::Field, at));
            }
        }
        let mut best: Option<(Rank, usize)> = None;
        for at in self.finder.find_iter(row) {
            let before = at.checked_sub(1).and_then(|at| row.get(at)).copied().unwrap_or(BETWEEN);
            let after = row.get(at + length).copied().unwrap_or(BETWEEN);
            let rank = match (before, after) {
                (BETWEEN, BETWEEN) => return Some((Rank::Field, at)),
                (BETWEEN, _) => Rank::FieldStart,
                (before, _) if !is_word(before) => Rank::WordStart,
                _ => Rank::Inside,
            };
            if best.is_none_or(|(best, _)| best < rank) {
                best = Some((rank, at));
            }
        }
        best
    }

    /// Three letters in any order of a long title would match nearly every row. A number is meant as it is typed, and
    /// so is a letter that has no byte of its own.
    fn may_scatter(&self) -> bool {
        let apart = |byte: &u8| byte.is_ascii_digit() || *byte >= 0xC0;
        self.manner == Manner::Fuzzy && self.code.len() > 1 && !self.code.iter().any(apart)
    }

    fn is_scattered(&self, field: &[u8]) -> bool {
        // Most fields lack the letters in this order.
        let mut rest = field;
        for letter in &self.code {
            let Some(at) = memchr(*letter, rest) else { return false };
            rest = rest.get(at + 1..).unwrap_or_default();
        }
        starts(field).any(|start| self.near(field, start, &mut |_| {})) || self.initials(field, &mut |_| {})
    }

    /// The places of the letters of `field` that the word stands for where they are apart: near each other from the
    /// start of a word on, or the initials of words. None if the field has no such letters.
    pub(super) fn scattered(&self, field: &[u8]) -> Option<Vec<usize>> {
        if !self.may_scatter() || !self.is_scattered(field) {
            return None;
        }
        let mut places = Vec::new();
        let near = starts(field).any(|start| self.near(field, start, &mut |at| places.push(at)));
        if !near {
            places.clear();
            self.initials(field, &mut |at| places.push(at));
        }
        places.sort_unstable();
        Some(places)
    }

    /// True if the letters of the word follow each other from `start` on, near each other; gives their places.
    ///
    /// What holds of a word holds of its beginning, so that more letters never let more rows through.
    fn near(&self, field: &[u8], start: usize, give: &mut dyn FnMut(usize)) -> bool {
        let window = field.get(start..field.len().min(start + WINDOW)).unwrap_or_default();
        if window.first() != self.code.first() {
            return false;
        }
        // Bit n of a step: the letters so far may end at the nth place.
        let mut steps = [1_u64; WINDOW];
        let mut ends = 1_u64;
        for (step, letter) in steps.iter_mut().zip(&self.code).skip(1) {
            let places = window.iter().rev().fold(0_u64, |bits, byte| bits << 1 | u64::from(byte == letter));
            ends = places & (1..=NEAR).fold(0, |reached, by| reached | ends << by);
            if ends == 0 {
                return false;
            }
            *step = ends;
        }
        let Some(last) = self.code.len().checked_sub(1).filter(|last| *last < WINDOW) else { return false };
        let mut reach = u64::MAX;
        for step in steps.iter().take(last + 1).rev() {
            // The letter nearest before the next one.
            let place = 63 - (step & reach).leading_zeros() as usize;
            give(start + place);
            let low = place.saturating_sub(NEAR);
            reach = ((1 << place) - 1) & !((1 << low) - 1);
        }
        true
    }

    /// True if the letters of the word begin words of the field, in order; gives their places.
    fn initials(&self, field: &[u8], give: &mut dyn FnMut(usize)) -> bool {
        let mut starts = starts(field);
        self.code.iter().all(|letter| match starts.find(|at| field.get(*at) == Some(letter)) {
            Some(at) => {
                give(at);
                true
            }
            None => false,
        })
    }
}

/// The fields of a row with their places.
pub(super) fn fields(row: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    let mut at = 0;
    row.split(|byte| *byte == BETWEEN).map(move |field| {
        let start = at;
        at += field.len() + 1;
        (start, field)
    })
}

/// Where words begin, and each sign between them.
fn starts(field: &[u8]) -> impl Iterator<Item = usize> {
    let mut before = b' ';
    field.iter().enumerate().filter_map(move |(at, byte)| {
        let start = !is_word(before);
        before = *byte;
        start.then_some(at)
    })
}
