//! Numbers of days and years, in digits and in words: `29 و30`, `ششم`, `الخامس والعشرين`, `هزار و سیصد و نود و هفت`.

use super::phrase::{Line, Read};
use super::sense::{Class, Role};
use super::token::Kind;

impl Line<'_> {
    /// One day, or the first and the last of several: `4`, `29 و30`, `26 إلى 30`, `السبت 4 والأحد 5`.
    pub(super) fn days(&self, at: usize) -> Option<(u8, Option<u8>, usize)> {
        if self.continues_number(at) {
            return None;
        }
        let (first, mut next) = self.day(at)?;
        let mut last = None;
        for _ in 0..31 {
            let Some(mut more) = self.joiner(next) else { break };
            more = self.skip_day_words(more);
            if let Some((_, after)) = self.weekday(more) {
                more = self.skip_day_words(after);
            }
            let Some((day, after)) = self.day(more) else { break };
            if day <= last.unwrap_or(first) {
                break;
            }
            (last, next) = (Some(day), after);
        }
        Some((first, last, next))
    }

    /// The day number or ordinal at `at`, with its suffix.
    pub(super) fn day(&self, at: usize) -> Read<u8> {
        if let Some((number, digits)) = self.number(at) {
            if digits > 2 {
                return None;
            }
            let mut next = at + 1;
            let dash = self.sign(next) == Some('-') && self.glued(next) && self.glued(next + 1);
            next = self.suffix(next + usize::from(dash)).unwrap_or(next);
            return Some((day_number(number)?, next));
        }
        let (number, next) = self.number_words(at)?;
        Some((day_number(number)?, self.suffix(next).unwrap_or(next)))
    }

    /// The token after an ending of an ordinal; مه and می are months as well.
    fn suffix(&self, at: usize) -> Option<usize> {
        self.role(at, Role::Suffix).filter(|_| self.month(at).is_none())
    }

    /// `و`, `إلى`, `تا`, a dash or a comma between two days; a `و` joined to the next word takes no token.
    pub(super) fn joiner(&self, at: usize) -> Option<usize> {
        if self.sign(at).is_some_and(|sign| matches!(sign, '-' | ',')) {
            return Some(self.role(at + 1, Role::And).unwrap_or(at + 1));
        }
        if self.and_before(at) {
            return Some(at);
        }
        self.role(at, Role::And).or_else(|| self.role(at, Role::To))
    }

    /// A year in digits or in words, with its count of digits.
    pub(super) fn year_number(&self, at: usize) -> Option<(i32, u8, usize)> {
        if let Some((number, digits)) = self.number(at) {
            let decimal = self.sign(at + 1).is_some_and(|sign| matches!(sign, ':' | '%')) && self.glued(at + 1);
            return (!decimal && !self.era_before(at + 1)).then_some((number, digits, at + 1));
        }
        let (number, next) = self.number_words(at)?;
        let digits = match number {
            1000..=9999 => 4,
            40..=99 => 2,
            _ => return None,
        };
        Some((number, digits, next))
    }

    /// Whether what follows shows that the number before it counts something.
    pub(super) fn counts(&self, at: usize) -> bool {
        self.role(at, Role::Counted).is_some() || self.sign(at).is_some_and(|sign| matches!(sign, '%' | ':'))
    }

    /// Adds up the number words that begin at `at`.
    pub(super) fn number_words(&self, at: usize) -> Read<i32> {
        let (mut total, mut group, mut next, mut seen) = (0, 0, at, false);
        loop {
            let plain_and = if seen { self.role(next, Role::And) } else { None };
            let start = plain_and.unwrap_or(next);
            let joined = plain_and.is_some() || seen && self.and_before(start);
            let Some(number) = self.word(start).and_then(|word| self.words.number(word)) else { break };
            let unit = group % 10 != 0 && group % 100 < 10;
            group = match number.class {
                Class::Unit if group % 10 == 0 && (joined || !seen || matches!(group, 20 | 30)) => group + number.value,
                Class::BeforeTeen if !seen && self.is_teen(start + 1) => number.value,
                Class::Teen if unit && !joined => group + 10,
                Class::Teen if !seen => 10,
                Class::Ten if group % 100 == 0 && (joined || !seen) => group + number.value,
                Class::Ten if unit && joined && number.value >= 20 => group + number.value,
                Class::Hundred if group == 0 && (joined || !seen) => 100,
                Class::Hundred if group < 10 && !joined => group * 100,
                Class::Hundreds if group == 0 && (joined || !seen) => number.value,
                Class::Thousand if total == 0 && (!joined || !seen) => {
                    total = group.max(1) * 1000;
                    0
                }
                Class::Thousands if !seen => {
                    total = number.value;
                    0
                }
                _ => break,
            };
            seen = true;
            next = start + 1;
        }
        (seen && total + group > 0).then_some((total + group, next))
    }

    fn is_teen(&self, at: usize) -> bool {
        let number = self.word(at).and_then(|word| self.words.number(word));
        number.is_some_and(|number| number.class == Class::Teen)
    }

    /// Whether the number at `at` is the rest of a longer one: `3.5`, `A12`, `12/5`.
    pub(super) fn continues_number(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        if !self.glued(at) {
            return false;
        }
        match self.kind(before) {
            Some(Kind::Sign('/' | '-' | '.' | ',' | ':')) => {
                self.glued(before) && before > 0 && self.number(before - 1).is_some_and(|(_, digits)| digits <= 9)
            }
            Some(Kind::Word(_)) => self.tokens.get(before).is_some_and(|token| token.latin),
            Some(Kind::Sign('+' | '#' | '$' | '_')) => true,
            _ => false,
        }
    }
}

/// A number that can be a day of a month.
pub(super) fn day_number(number: i32) -> Option<u8> {
    u8::try_from(number).ok().filter(|day| (1..=31).contains(day))
}
