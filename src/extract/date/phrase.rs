//! A line as tokens, and what the phrases at one of its tokens mean.
//!
//! All questions may be asked beyond the end of the line: nothing stands there.

use super::locale::Locale;
use super::sense::{Era, Month, Nearness, Role, Sense};
use super::token::{Kind, Token};
use super::words::Words;
use crate::model::Weekday;

/// The tokens of a line, with the language they are read in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    pub(super) tokens: &'a [Token],
    pub(super) locale: Locale,
    pub(super) words: &'static Words,
}

/// Something read, and the token after it.
pub(super) type Read<T> = Option<(T, usize)>;

impl Line<'_> {
    pub(super) fn era(&self, at: usize) -> Read<Era> {
        let open = usize::from(self.sign(at) == Some('('));
        let (era, after) = self.senses(at + open).find_map(|(sense, after)| match sense {
            Sense::Role(Role::Era(era)) => Some((era, after)),
            _ => None,
        })?;
        if self.era_before(at + open) {
            return None;
        }
        // A one-letter mark may carry its full stop.
        let closed = open > 0 && self.sign(after) == Some(')');
        Some((era, after + usize::from(closed)))
    }

    pub(super) fn era_before(&self, at: usize) -> bool {
        self.role(at, Role::BeforeEra).is_some()
    }

    pub(super) fn offset(&self, at: usize) -> Read<i8> {
        self.senses(at).find_map(|(sense, after)| match sense {
            Sense::Role(Role::Offset(days)) => Some((days, after)),
            _ => None,
        })
    }

    pub(super) fn nearness(&self, at: usize) -> Read<Nearness> {
        self.senses(at).find_map(|(sense, after)| match sense {
            Sense::Role(Role::Near(nearness)) => Some((nearness, after)),
            _ => None,
        })
    }

    pub(super) fn weekday(&self, at: usize) -> Read<Weekday> {
        self.senses(at).find_map(|(sense, after)| match sense {
            Sense::Weekday(weekday) => Some((weekday, after)),
            _ => None,
        })
    }

    pub(super) fn month(&self, at: usize) -> Read<Month> {
        self.senses(at).find_map(|(sense, after)| match sense {
            Sense::Month(month) if month.letter => self.lettered(month, after),
            Sense::Month(month) => Some((month, after)),
            _ => None,
        })
    }

    /// `ك2`, `ت1`: the letter of two months, of which the number says which.
    fn lettered(&self, month: Month, at: usize) -> Read<Month> {
        let (number, 1) = self.number(at).filter(|_| self.glued(at))? else { return None };
        let shift = u8::try_from(number).ok().filter(|number| (1..=2).contains(number))? - 1;
        Some((Month { number: (month.number + shift - 1) % 12 + 1, ..month }, at + 1))
    }

    /// The token after the phrase at `at`, if that has the role.
    pub(super) fn role(&self, at: usize, role: Role) -> Option<usize> {
        self.senses(at).find_map(|(sense, after)| (sense == Sense::Role(role)).then_some(after))
    }

    /// What the phrases that begin at `at` mean, the longest first, each with the token after it.
    pub(super) fn senses(&self, at: usize) -> impl Iterator<Item = (Sense, usize)> {
        let first = self.word(at).unwrap_or(0);
        self.words.phrases(first).iter().filter_map(move |phrase| {
            let mut next = at + 1;
            for word in &phrase.rest {
                // Abbreviations have full stops: هـ.ش.
                next += usize::from(self.glued(next) && matches!(self.sign(next), Some('.' | '-')));
                if self.word(next) != Some(*word) {
                    return None;
                }
                next += 1;
            }
            Some((phrase.sense, next))
        })
    }

    pub(super) fn kind(&self, at: usize) -> Option<Kind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    pub(super) fn word(&self, at: usize) -> Option<u16> {
        match self.kind(at) {
            Some(Kind::Word(word)) => Some(word),
            _ => None,
        }
    }

    pub(super) fn number(&self, at: usize) -> Option<(i32, u8)> {
        match self.kind(at) {
            Some(Kind::Number(value, digits)) => Some((value, digits)),
            _ => None,
        }
    }

    pub(super) fn sign(&self, at: usize) -> Option<char> {
        match self.kind(at) {
            Some(Kind::Sign(sign)) => Some(sign),
            _ => None,
        }
    }

    pub(super) fn glued(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.glued)
    }

    pub(super) fn and_before(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.and)
    }

    /// The token after a word that may stand before a day: يوم, مورخ, الموافق, في.
    pub(super) fn small_day_word(&self, at: usize) -> Option<usize> {
        self.senses(at).find_map(|(sense, after)| {
            matches!(sense, Sense::Role(Role::DayWord | Role::In | Role::Pair)).then_some(after)
        })
    }
}
