//! The words that dates are made of, from the tables in `extract/data`, read once.
//!
//! A word is found by its folded form; phrases (`كانون الثاني`, `تاریخ انتشار`) are lists of word numbers, the longest
//! first. Forms with a joined `و`, a joined `ماه` or a lost space are entered beforehand, so that reading a text costs
//! one look-up a word. Knows nothing of the order in which words make a date (`grammar`).

use super::sense::{Class, Month, Number, Role, Sense};
use crate::model::{Calendar, Weekday};
use crate::text::fold::fold;
use foldhash::fast::FixedState;
use std::collections::HashMap;
use std::sync::LazyLock;

/// A phrase, by the numbers of the words after its first.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    pub(super) rest: Box<[u16]>,
    pub(super) sense: Sense,
}

/// A word of the tables as it was met: its number, and whether a joined `و` came before it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Known {
    /// Number of the word; 0 for a word of no table.
    pub(super) word: u16,
    pub(super) and: bool,
}

/// All the tables.
#[derive(Debug, Default)]
pub(super) struct Words {
    known: HashMap<Box<str>, Known, FixedState>,
    /// A cheap first look: which pairs of first and last byte (of each letter's low byte) occur at all.
    shapes: Vec<u64>,
    phrases: Vec<Vec<Phrase>>,
    numbers: Vec<Option<Number>>,
}

static WORDS: LazyLock<Words> = LazyLock::new(Words::load);

impl Words {
    /// The tables of the program.
    pub(super) fn get() -> &'static Self {
        &WORDS
    }

    /// The word with this folded form.
    pub(super) fn find(&self, folded: &str) -> Known {
        let shape = shape(folded);
        let seen = self.shapes.get(shape / 64).is_some_and(|bits| bits >> (shape % 64) & 1 == 1);
        if seen { self.known.get(folded).copied().unwrap_or_default() } else { Known::default() }
    }

    /// The phrases that begin with a word, the longest first.
    pub(super) fn phrases(&self, word: u16) -> &[Phrase] {
        self.phrases.get(usize::from(word)).map_or(&[], Vec::as_slice)
    }

    /// The value of a number word.
    pub(super) fn number(&self, word: u16) -> Option<Number> {
        self.numbers.get(usize::from(word)).copied().flatten()
    }

    fn load() -> Self {
        let mut words = Self { phrases: vec![Vec::new()], numbers: vec![None], ..Self::default() };
        for [calendar, number, condition, names] in rows(include_str!("../data/months.tsv")) {
            let month = Month::parse(calendar, number, condition);
            names.split('|').for_each(|name| words.add_month(name, month));
        }
        for [number, names] in rows(include_str!("../data/weekdays.tsv")) {
            let day = Weekday::Saturday.plus_days(number.parse().unwrap_or(0));
            names.split('|').for_each(|name| words.add(name, Sense::Weekday(day)));
        }
        let mut units: Vec<(&str, i32)> = Vec::new();
        for [value, class, names] in rows(include_str!("../data/numbers.tsv")) {
            let number = Number { value: value.parse().unwrap_or(0), class: Class::parse(class), of_days: false };
            for name in names.split('|') {
                let folded = fold(name);
                words.add_number(&folded, Number { of_days: folded.ends_with("ین"), ..number });
                // Persian ordinals, and their longer form.
                if folded.ends_with('م') && matches!(number.class, Class::Unit | Class::Ten) {
                    words.add_number(&format!("{folded}ین"), Number { of_days: true, ..number });
                }
                // `بیست‌ویکم` in one word; only Persian joins so, and only days need it.
                if let (Class::Ten, 20 | 30, Some(ten)) = (number.class, number.value, names.split('|').next())
                    && name == ten
                {
                    for (unit, value) in &units {
                        let both = fold(&format!("{ten}و{unit}"));
                        let number = Number { value: number.value + value, ..number };
                        words.add_number(&both, number);
                        if both.ends_with('م') {
                            words.add_number(&format!("{both}ین"), Number { of_days: true, ..number });
                        }
                    }
                }
            }
            if number.class == Class::Unit {
                units.extend(names.split('|').map(|name| (name, number.value)));
            }
        }
        let tables = [include_str!("../data/date_words.tsv"), include_str!("../data/date_labels.tsv")];
        for [kind, names] in tables.into_iter().flat_map(rows) {
            if let Some(role) = Role::parse(kind) {
                names.split('|').for_each(|name| words.add(name, Sense::Role(role)));
            }
        }
        words.add_joined_and();
        words.note_shapes();
        for phrases in &mut words.phrases {
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.rest.len()));
        }
        words
    }

    fn add_number(&mut self, folded: &str, number: Number) {
        let word = self.word(folded);
        if let Some(slot) = self.numbers.get_mut(usize::from(word)) {
            *slot = Some(number);
        }
    }

    fn add(&mut self, name: &str, sense: Sense) {
        let folded = fold(name);
        let parts: Vec<&str> = folded.split([' ', '.', '-']).filter(|part| !part.is_empty()).collect();
        let numbers: Vec<u16> = parts.iter().map(|part| self.word(part)).collect();
        if let Some((first, rest)) = numbers.split_first() {
            self.put(*first, rest, sense);
            // The same phrase with its spaces or ZWNJ lost; short ones would meet other words.
            let joined = parts.concat();
            if !rest.is_empty() && joined.chars().count() > 4 {
                let word = self.word(&joined);
                self.put(word, &[], sense);
            }
        }
    }

    fn add_month(&mut self, name: &str, month: Month) {
        self.add(name, Sense::Month(month));
        let folded = fold(name);
        if folded.contains(' ') || folded.is_ascii() || month.letter {
            return;
        }
        // `اردیبهشت‌ماه`, `فوریه‌ی`, `جوزای`, and the Kurdish `ئازاری`.
        if month.calendar == Calendar::SolarHijri {
            self.add(&format!("{folded}ماه"), Sense::Month(month));
        }
        if (folded.chars().count() >= 5 || folded.ends_with('ا')) && !folded.ends_with('ی') {
            self.add(&format!("{folded}ی"), Sense::Month(month));
        }
    }

    fn put(&mut self, first: u16, rest: &[u16], sense: Sense) {
        if let Some(phrases) = self.phrases.get_mut(usize::from(first))
            && !phrases.iter().any(|phrase| *phrase.rest == *rest && phrase.sense == sense)
        {
            phrases.push(Phrase { rest: rest.into(), sense });
        }
    }

    /// The number of a folded word, new or known.
    fn word(&mut self, folded: &str) -> u16 {
        if let Some(known) = self.known.get(folded) {
            return known.word;
        }
        let word = u16::try_from(self.phrases.len()).unwrap_or(0);
        self.phrases.push(Vec::new());
        self.numbers.push(None);
        self.known.insert(folded.into(), Known { word, and: false });
        word
    }

    /// Enters each word once more with a joined `و`, and weekdays with a joined preposition.
    fn add_joined_and(&mut self) {
        let plain: Vec<(Box<str>, Known)> = self.known.iter().map(|(form, known)| (form.clone(), *known)).collect();
        for (form, known) in plain {
            if form.is_ascii() || form.chars().count() < 3 {
                continue;
            }
            self.known.entry(format!("و{form}").into()).or_insert(Known { and: true, ..known });
            let weekday = self.phrases(known.word).iter().any(|phrase| matches!(phrase.sense, Sense::Weekday(_)));
            if weekday && let Some(bare) = form.strip_prefix("ال") {
                for joined in [format!("بال{bare}"), format!("لل{bare}"), format!("فال{bare}")] {
                    self.known.entry(joined.into()).or_insert(known);
                }
            }
        }
    }

    fn note_shapes(&mut self) {
        self.shapes = vec![0; 1024];
        for form in self.known.keys() {
            let shape = shape(form);
            if let Some(bits) = self.shapes.get_mut(shape / 64) {
                *bits |= 1 << (shape % 64);
            }
        }
    }
}

/// A number of 16 bits from the first and the last byte of a word's letters and its length.
fn shape(folded: &str) -> usize {
    let bytes = folded.as_bytes();
    let byte = |at: usize| bytes.get(at).copied().map_or(0, usize::from);
    // In the Arabic block the second byte tells the letters apart.
    let first = byte(1) & 0x3F;
    let last = byte(bytes.len().saturating_sub(1)) & 0x3F;
    (first << 10) | (last << 4) | (bytes.len() / 2).min(15)
}

/// The rows of a table, without comments; cells that are missing are empty.
fn rows<const N: usize>(table: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    table.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(|line| {
        let mut cells = line.split('\t');
        std::array::from_fn(|_| cells.next().unwrap_or_default())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn senses(name: &str) -> Vec<Sense> {
        let words = Words::get();
        words.phrases(words.find(&fold(name)).word).iter().map(|phrase| phrase.sense).collect()
    }

    #[test]
    fn every_row_of_the_tables_is_understood() {
        for [kind, names] in
            [include_str!("../data/date_words.tsv"), include_str!("../data/date_labels.tsv")].into_iter().flat_map(rows)
        {
            assert!(Role::parse(kind).is_some(), "{kind}");
            assert!(!names.is_empty(), "{kind}");
        }
        for [calendar, number, condition, names] in rows(include_str!("../data/months.tsv")) {
            assert!(["solar", "gregorian", "hijri"].contains(&calendar), "{calendar}");
            assert!((1..=12).contains(&number.parse::<u8>().expect("a number")), "{number}");
            let known = ["-", "between", "libya", "letter", "fa", "ar", "ps", "ckb", "und"];
            assert!(condition.split(' ').all(|name| known.contains(&name)), "{condition}");
            assert!(!names.is_empty());
        }
    }

    #[test]
    fn words_are_found_however_they_are_written() {
        assert_eq!(senses("سه‌شنبه"), senses("سهشنبه"));
        assert!(senses("سه‌شنبه").contains(&Sense::Weekday(Weekday::Tuesday)));
        assert!(senses("اردیبهشت‌ماه").iter().any(|sense| matches!(sense, Sense::Month(month) if month.number == 2)));
        assert!(Words::get().find(&fold("والأحد")).and);
        assert_eq!(Words::get().find("نهرو"), Known::default());
    }
}
