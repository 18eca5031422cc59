//! Dates in addresses and file names: `/1392/11/10/`, `/2020/05/11/`, `2020-05-11-title.txt`, `13961120000123`.
//!
//! Only digits in the order year, month, day count, and only possible days.

use super::locale::Locale;
use crate::model::{Calendar, calendar};

/// A date found in an address or a file name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Found {
    pub(super) calendar: Calendar,
    pub(super) year: i32,
    pub(super) month: u8,
    pub(super) day: u8,
    /// The characters it was read from.
    pub(super) text: String,
}

/// Finds the first date in an address or a path; the path of one file is tried from its end.
pub(super) fn find(address: &str, locale: Locale) -> Option<Found> {
    let bytes = address.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let run = digits(bytes, at);
        if run == 0 {
            at += 1;
            continue;
        }
        let split = (run == 4).then(|| split_by_sign(address, at, locale)).flatten();
        let whole = || (run == 8 || run == 14).then(|| joined(address, at, run, locale)).flatten();
        if let Some(found) = split.or_else(whole) {
            return Some(found);
        }
        at += run;
    }
    None
}

/// Reads a run of eight digits, such as a line that holds nothing else.
pub(super) fn eight_digits(text: &str, locale: Locale) -> Option<Found> {
    let plain = crate::text::fold::fold(text.trim());
    (plain.len() == 8 && digits(plain.as_bytes(), 0) == 8).then(|| joined(&plain, 0, 8, locale)).flatten()
}

/// How many ASCII digits follow from `at`.
fn digits(bytes: &[u8], at: usize) -> usize {
    bytes.get(at..).map_or(0, |rest| rest.iter().take_while(|byte| byte.is_ascii_digit()).count())
}

/// `2020/05/11`, `2020-5-11`, `2020_05_11`.
fn split_by_sign(address: &str, at: usize, locale: Locale) -> Option<Found> {
    let bytes = address.as_bytes();
    let sign = *bytes.get(at + 4).filter(|sign| matches!(sign, b'/' | b'-' | b'_' | b'.'))?;
    let month = digits(bytes, at + 5);
    let second = at + 5 + month;
    let day = digits(bytes, second + 1);
    let shape = (1..=2).contains(&month) && (1..=2).contains(&day) && bytes.get(second) == Some(&sign);
    if !shape {
        return None;
    }
    let end = second + 1 + day;
    let part = |range: std::ops::Range<usize>| address.get(range)?.parse().ok();
    let (year, month, day) = (part(at..at + 4)?, part(at + 5..second)?, part(second + 1..end)?);
    dated(year, month, day, address.get(at..end)?, locale)
}

/// `20200511`, and the first eight digits of a code of fourteen.
fn joined(address: &str, at: usize, run: usize, locale: Locale) -> Option<Found> {
    let part = |from: usize, to: usize| address.get(at + from..at + to)?.parse().ok();
    dated(part(0, 4)?, part(4, 6)?, part(6, 8)?, address.get(at..at + run)?, locale)
}

fn dated(year: i32, month: i32, day: i32, text: &str, locale: Locale) -> Option<Found> {
    let calendar = match year {
        1900..=2100 => Calendar::Gregorian,
        1300..=1420 => locale.hijri(),
        1421..=1450 if locale.hijri() == Calendar::Hijri => Calendar::Hijri,
        _ => return None,
    };
    let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    calendar::to_gregorian(calendar, year, month, day)?;
    Some(Found { calendar, year, month, day, text: text.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Language;

    fn check(address: &str, expected: &str) {
        let found = find(address, Language::Fa.into())
            .map(|found| format!("{}-{:02}-{:02} {}", found.year, found.month, found.day, found.text))
            .unwrap_or_default();
        assert_eq!(found, expected, "{address}");
    }

    #[test]
    fn dates_in_addresses_are_found() {
        check("https://example.org/fa/1392/11/10/title", "1392-11-10 1392/11/10");
        check("https://example.org/2020/5/1/title", "2020-05-01 2020/5/1");
        check("https://example.org/news/13961120000123", "1396-11-20 13961120000123");
        check("a/b/2020-05-11-title.txt", "2020-05-11 2020-05-11");
        check("20200121.txt", "2020-01-21 20200121");
        check("statement_1397_01_18.txt", "1397-01-18 1397_01_18");
    }

    #[test]
    fn other_numbers_are_none() {
        check("https://example.org/news/12345678", "");
        check("https://example.org/13971230/1", "");
        check("https://example.org/1404", "");
        check("000_8149acf6bbacc17e.txt", "");
        check("2020/13/40", "");
    }
}
