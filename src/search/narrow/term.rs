//! One word of a query, and how a row holds it.

use super::code::{self, BETWEEN, is_word};
use crate::text::fold::fold;
use crate::text::skeleton::Latin;
use memchr::{memchr, memchr_iter, memmem, memrchr_iter};

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
    /// The mask of its first letter.
    first: u64,
    /// Its letters may be apart. Three letters in any order of a long title would match nearly every row, so they are
    /// near each other or initials. A number is meant as it is typed, and so is a letter that has no byte of its own.
    pub(super) scatters: bool,
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
        let as_typed = |byte: &u8| byte.is_ascii_digit() || *byte >= 0xC0;
        let scatters = manner == Manner::Fuzzy && !negated && code.len() > 1 && !code.iter().any(as_typed);
        let first = code.get(..1).map_or(0, code::mask);
        Some(Self { negated, manner, mask: code::mask(&code), first, scatters, latin, finder, code })
    }

    /// How `row` holds the word; none if it does not. `initials` gives the mask of the letters that its words
    /// begin with; where it gives none, letters that are apart do not count.
    #[inline]
    pub(super) fn rank(&self, row: &[u8], initials: impl FnOnce() -> Option<u64>) -> Option<Rank> {
        if let Some((rank, _)) = self.whole(row) {
            return Some(rank);
        }
        let initials = if self.scatters { initials()? } else { return None };
        let scattered = initials & self.first != 0
            && (self.near_in(row).is_some() || initials & self.mask == self.mask && self.initials_in(row).is_some());
        scattered.then_some(Rank::Scattered)
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
        let first = self.finder.find(row)?;
        // From the last field on: the last ones are short, so most of their starts are near.
        let mut begun = None;
        for at in memrchr_iter(BETWEEN, row).map(|end| end + 1).chain([0]) {
            if row.get(at) == self.code.first() && row.get(at..).is_some_and(|rest| rest.starts_with(&self.code)) {
                if row.get(at + length).is_none_or(|after| *after == BETWEEN) {
                    return Some((Rank::Field, at));
                }
                begun = Some((Rank::FieldStart, at));
            }
        }
        begun.or_else(|| {
            let rest = row.get(first..).unwrap_or_default();
            let begins =
                |at: &usize| at.checked_sub(1).and_then(|at| row.get(at)).is_none_or(|before| !is_word(*before));
            let word = self.finder.find_iter(rest).map(|at| first + at).find(begins);
            Some(word.map_or((Rank::Inside, first), |at| (Rank::WordStart, at)))
        })
    }

    /// The places of the letters of `field` that the word stands for where they are apart: near each other from the
    /// start of a word on, or the initials of words. None if the field has no such letters.
    pub(super) fn scattered(&self, field: &[u8]) -> Option<Vec<usize>> {
        let places = || self.near_in(field).map(|(start, ends)| self.places(start, &ends));
        if self.scatters { places().or_else(|| self.initials_in(field)) } else { None }
    }

    /// Where the letters of the word follow each other near by, from the start of a word on.
    fn near_in(&self, row: &[u8]) -> Option<(usize, [u64; WINDOW])> {
        let (first, second) = (*self.code.first()?, *self.code.get(1)?);
        memchr_iter(first, row).find_map(|at| {
            let begins = at.checked_sub(1).and_then(|at| row.get(at)).is_none_or(|before| !is_word(*before));
            let window = row.get(at..row.len().min(at + WINDOW))?;
            let close = begins && window.iter().skip(1).take(NEAR).any(|letter| *letter == second);
            let ends = if close { self.near(window) } else { None };
            ends.map(|ends| (at, ends))
        })
    }

    /// For each letter of the word the places of `window` where the letters so far may end, one bit each; none if they
    /// do not follow each other near by.
    ///
    /// What holds of a word holds of its beginning, so that more letters never let more rows through.
    fn near(&self, window: &[u8]) -> Option<[u64; WINDOW]> {
        let room = memchr(BETWEEN, window).unwrap_or(window.len());
        let within = u64::MAX.checked_shr((WINDOW - room) as u32).unwrap_or(0);
        let mut steps = [1_u64; WINDOW];
        let mut ends = 1_u64;
        for (step, letter) in steps.iter_mut().zip(&self.code).skip(1) {
            let mut reached = (1..=NEAR).fold(0, |reached, by| reached | ends << by) & within;
            ends = 0;
            while reached != 0 {
                let place = reached.trailing_zeros();
                if window.get(place as usize) == Some(letter) {
                    ends |= 1 << place;
                }
                reached &= reached - 1;
            }
            if ends == 0 {
                return None;
            }
            *step = ends;
        }
        (self.code.len() <= WINDOW).then_some(steps)
    }

    /// The places of the letters, each as near to the next one as can be.
    fn places(&self, start: usize, steps: &[u64; WINDOW]) -> Vec<usize> {
        let mut reach = u64::MAX;
        let mut places: Vec<usize> = Vec::new();
        for step in steps.iter().take(self.code.len()).rev() {
            let Some(place) = (step & reach).checked_ilog2() else { return Vec::new() };
            places.push(start + place as usize);
            reach = ((1 << place) - 1) & !((1 << place.saturating_sub(NEAR as u32)) - 1);
        }
        places.reverse();
        places
    }

    /// Where the letters of the word begin words of one field, in order.
    fn initials_in(&self, row: &[u8]) -> Option<Vec<usize>> {
        fields(row).find_map(|(start, field)| {
            let mut starts = starts(field);
            let place = |letter| starts.find(|at| field.get(*at) == Some(letter)).map(|at| start + at);
            self.code.iter().map(place).collect()
        })
    }
}

/// The fields of a row with their places.
pub(super) fn fields(row: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    let mut start = 0;
    memchr_iter(BETWEEN, row).chain([row.len()]).map(move |end| {
        let field = (start, row.get(start..end).unwrap_or_default());
        start = end + 1;
        field
    })
}

/// Where words begin, and each sign between them.
pub(super) fn starts(field: &[u8]) -> impl Iterator<Item = usize> {
    let mut before = b' ';
    field.iter().enumerate().filter_map(move |(at, byte)| {
        let start = !is_word(before);
        before = *byte;
        start.then_some(at)
    })
}
