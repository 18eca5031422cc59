//! Which way of sending a row reads right here, asked of the reader: one sentence in four rows, then one with marks.
//!
//! Widths a terminal can be asked, order never, so eyes must tell. The words are Latin letters in three languages,
//! since the Arabic script is what is in doubt. Knows the ways by their number only; whoever sends the rows gives
//! each its encoder, with the terminal told nothing but to leave the order alone.

use super::page::{Page, PageLook};
use super::panes::Size;
use crate::keymap::{Code, Key};
use crate::layout::Options;
use crate::text::fold::fold;

/// Ways of sending a row that are tried.
pub const WAYS: usize = 4;

/// Joined letters, lam with alef, guillemets, brackets, digits of both scripts, a ZWNJ, Latin letters.
const SENTENCE: &str = "سلام! «کتاب‌های لاله» (چاپ ۱۲) در Rey [1404/02/06] خوانده شد.";
const SIGNS: &str = "بَ كِتَابٌ مُحَمَّد";

const WAYS_ASKED: [&str; 3] = [
    "Below stands one sentence four times, each row sent in another way. From the right it should read, with its \
     letters joined: salaam! «ketaab-haaye laaleh» (chaap 12) dar Rey [1404/02/06] khaandeh shod. \
     Press the number of the first row that reads right, or 0 if none does.",
    "Farsi: shomaareh-ye nakhostin satri ke dorost khaandeh mishavad; 0 agar hich-yek.",
    "Arabi: raqm awwal satr yuqra' sahihan; 0 idha lam yakun ay minha.",
];
const MARKS_ASKED: [&str; 3] = [
    "The words below carry small signs: ba kitaabun muhammad. Is every letter there, and each sign over or under its \
     own letter? Press y for yes, n for no; they are left out then.",
    "Farsi: aayaa neshaaneh-haa ru-ye harf-e khod hastand? y: baleh, n: na.",
    "Arabi: hal al-harakaat fawqa hurufihaa? y: na'am, n: laa.",
];

/// A calibration under way.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Calibration {
    /// The number of the way that reads right, from 0, once that is known.
    way: Option<usize>,
    page: Page,
    samples: Vec<(u16, usize)>,
}

/// How a calibration ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// Without an answer.
    Left,
    /// No row reads right.
    NoneReads,
    /// One does.
    Found(Found),
}

/// What reads right.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Found {
    /// The number of the way, from 0.
    pub way: usize,
    /// Marks stand over their letters.
    pub marks: bool,
}

/// What is said on the screen where no row reads right.
pub(super) const NONE_READS: &str = "Nothing changed. Try another font, --letters, :set terminal=NAME.";

impl Calibration {
    /// Takes a key; an outcome means the end.
    pub fn key(&mut self, key: Key) -> Option<Outcome> {
        if key == Key::from(Code::Esc) || key.ctrl && key.code == Code::Char('c') {
            return Some(Outcome::Left);
        }
        let letter = key.printable()?;
        match (self.way, letter) {
            (_, 'q') => Some(Outcome::Left),
            // In a window that is too small there is nothing to answer.
            _ if self.samples.is_empty() => None,
            (None, digit) => match fold(digit.encode_utf8(&mut [0; 4])).parse() {
                Ok(0) => Some(Outcome::NoneReads),
                Ok(number) if number <= WAYS => {
                    self.way = Some(number - 1);
                    None
                }
                _ => None,
            },
            // The same keys on Persian and Arabic keyboards.
            (Some(way), 'y' | 'Y' | 'غ') => Some(Outcome::Found(Found { way, marks: true })),
            (Some(way), 'n' | 'N' | 'د' | 'ى') => Some(Outcome::Found(Found { way, marks: false })),
            _ => None,
        }
    }

    /// What shows.
    #[must_use]
    pub fn page(&self) -> &Page {
        &self.page
    }

    /// The rows of the window that hold a sample, each with the number of its way.
    #[must_use]
    pub fn samples(&self) -> &[(u16, usize)] {
        &self.samples
    }

    /// Lays the page out for a window.
    pub fn settle(&mut self, size: Size, options: Options) {
        let (title, asked) = match self.way {
            None => ("CALIBRATION 1/2: which row reads right?", WAYS_ASKED),
            Some(_) => ("CALIBRATION 2/2: are the small signs in place?", MARKS_ASKED),
        };
        self.samples.clear();
        let mut page = match Page::new(title, "Esc: leave", size, options) {
            Ok(page) => page,
            Err(small) => return self.page = small,
        };
        let width = usize::from(size.columns - 2).min(100);
        let mut row = 1;
        for sentence in asked {
            row = page.say(row, 1, width, sentence, options);
        }
        let samples = match self.way {
            None => (0..WAYS).collect(),
            Some(way) => vec![way],
        };
        for way in samples {
            // On a row of its own, so that a terminal that turns the sample round leaves its number alone.
            let (name, sample) =
                if self.way.is_none() { (format!("{}:", way + 1), SENTENCE) } else { ("signs:".into(), SIGNS) };
            page.put(row, 1, &name, PageLook::Name, options);
            page.put(row + 1, 1, sample, PageLook::Text, options);
            self.samples.push((row + 1, way));
            row += 2;
        }
        self.page = page;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keymap::parse_keys;

    fn check(keys: &str, expected: Option<Outcome>) {
        let mut calibration = Calibration::default();
        calibration.settle(super::super::page::SMALLEST, Options::default());
        let mut outcomes = parse_keys(keys).unwrap().into_iter().filter_map(|key| calibration.key(key));
        assert_eq!(outcomes.next(), expected, "{keys}");
    }

    #[test]
    fn keys_lead_to_an_answer() {
        let found = |way, marks| Some(Outcome::Found(Found { way, marks }));
        check("1y", found(0, true));
        check("4n", found(3, false));
        check("۲غ", found(1, true));
        check("٣د", found(2, false));
        check("x57y2<C-d>jn", found(1, false));
        check("0", Some(Outcome::NoneReads));
        check("<Esc>", Some(Outcome::Left));
        check("2<Esc>", Some(Outcome::Left));
        check("q", Some(Outcome::Left));
        check("<C-c>", Some(Outcome::Left));
        check("2", None);
    }

    #[test]
    fn every_row_fits_the_smallest_window_and_no_other() {
        for keys in ["", "2"] {
            let mut calibration = Calibration::default();
            calibration.settle(super::super::page::SMALLEST, Options::default());
            for key in parse_keys(keys).unwrap_or_default() {
                assert_eq!(calibration.key(key), None);
            }
            calibration.settle(super::super::page::SMALLEST, Options::default());
            assert_eq!(calibration.samples().len(), if keys.is_empty() { WAYS } else { 1 });
            for placed in &calibration.page().lines {
                let end = usize::from(placed.column) + placed.line.width();
                assert!(placed.row < 20 && end <= 60, "{} at {}", placed.line.visual(), placed.row);
            }
            for (columns, rows) in [(59, 20), (60, 19), (1, 1), (0, 0)] {
                calibration.settle(Size { columns, rows }, Options::default());
                assert!(calibration.samples().is_empty(), "{columns}x{rows}");
            }
        }
    }
}
