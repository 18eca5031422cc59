//! Dates in addresses and file names: `/1392/11/10/`, `/2020/05/11/`, `2020-05-11-title.txt`, `13961120000123`.
//!
//! Year, month, day in this order or the other way round, and only possible days.

use super::locale::Locale;
use crate::model::{Calendar, calendar};
use crate::text::fold::Folded;

/// A date found in an address or a file name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Found {
    pub(super) calendar: Calendar,
    pub(super) year: i32,
    pub(super) month: u8,
    /// None where an address is sorted by months only.
    pub(super) day: Option<u8>,
    /// False for eight digits in a row, which may be a number like any other.
    pub(super) sure: bool,
    /// The characters it was read from.
    pub(super) text: String,
}

/// Finds the first date in an address or a path.
pub(super) fn find(address: &str, locale: Locale) -> Option<Found> {
    runs(address).find_map(|(at, run)| match run {
        4 => year_first(address, at, locale),
        1 | 2 => day_first(address, at, run, locale),
        // A number that is called one is no date.
        8 if !address.get(..at).is_some_and(|before| before.ends_with("id=")) => joined(address, at, run, locale),
        14 => joined(address, at, run, locale),
        _ => None,
    })
}

/// Finds the first `/2020/05/` in an address: the month that it is sorted under.
pub(super) fn find_month(address: &str, locale: Locale) -> Option<Found> {
    runs(address).filter(|(_, run)| *run == 4).find_map(|(at, _)| {
        let text = address.get(at..at + 7)?;
        let (year, month) = text.split_once('/')?;
        let next = address.as_bytes().get(at + 7);
        let part = address.get(..at)?.ends_with('/') && next.is_none_or(|sign| *sign == b'/');
        let (year, month) = (year.parse().ok()?, month.parse().ok()?);
        if !part || !((1350..=1420).contains(&year) || year >= 1995) {
            return None;
        }
        let found = dated(year, month, 1, text, locale)?;
        Some(Found { day: None, ..found })
    })
}

/// Reads a run of eight digits, such as a line that holds nothing else.
pub(super) fn eight_digits(text: &str, locale: Locale) -> Option<Found> {
    // Of a longer text the first bytes say that it is one.
    let folded = Folded::start_of(text.trim(), 9);
    let plain = folded.text();
    (plain.len() == 8 && digits(plain.as_bytes(), 0) == 8).then(|| joined(plain, 0, 8, locale)).flatten()
}

/// The runs of ASCII digits: where each begins, and how many digits it has.
fn runs(address: &str) -> impl Iterator<Item = (usize, usize)> {
    let bytes = address.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        at += bytes.get(at..)?.iter().position(u8::is_ascii_digit)?;
        let found = (at, digits(bytes, at));
        at += found.1;
        Some(found)
    })
}

/// How many ASCII digits follow from `at`.
fn digits(bytes: &[u8], at: usize) -> usize {
    bytes.get(at..).map_or(0, |rest| rest.iter().take_while(|byte| byte.is_ascii_digit()).count())
}

/// `2020/05/11`, `2020-5-11`, `2020_05_11`.
fn year_first(address: &str, at: usize, locale: Locale) -> Option<Found> {
    let (second, third, end) = parts(address, at, 4)?;
    let part = |range: std::ops::Range<usize>| address.get(range)?.parse().ok();
    if end - third > 2 {
        return None;
    }
    dated(part(at..at + 4)?, part(second..third - 1)?, part(third..end)?, address.get(at..end)?, locale)
}

/// `11-05-2020`, `11.05.1399`; no part of a longer chain.
fn day_first(address: &str, at: usize, run: usize, locale: Locale) -> Option<Found> {
    let (second, third, end) = parts(address, at, run)?;
    let part = |range: std::ops::Range<usize>| address.get(range)?.parse().ok();
    let bytes = address.as_bytes();
    let chained =
        at >= 2 && bytes.get(at - 1) == bytes.get(at + run) && bytes.get(at - 2).is_some_and(u8::is_ascii_digit);
    if end - third != 4 || chained {
        return None;
    }
    dated(part(third..end)?, part(second..third - 1)?, part(at..at + run)?, address.get(at..end)?, locale)
}

/// Where the second and the third of three numbers begin that one sign parts, and where the third ends.
fn parts(address: &str, at: usize, run: usize) -> Option<(usize, usize, usize)> {
    let bytes = address.as_bytes();
    let sign = *bytes.get(at + run).filter(|sign| matches!(sign, b'/' | b'-' | b'_' | b'.'))?;
    let second = at + run + 1;
    let length = digits(bytes, second);
    let third = second + length + 1;
    let shape = (1..=2).contains(&length) && bytes.get(third - 1) == Some(&sign);
    let end = third + digits(bytes, third);
    (shape && end > third).then_some((second, third, end))
}

/// `20200511`, and the first eight digits of a code of fourteen.
fn joined(address: &str, at: usize, run: usize, locale: Locale) -> Option<Found> {
    let part = |from: usize, to: usize| address.get(at + from..at + to)?.parse().ok();
    let found = dated(part(0, 4)?, part(4, 6)?, part(6, 8)?, address.get(at..at + run)?, locale)?;
    Some(Found { sure: run == 14, ..found })
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
    Some(Found { calendar, year, month, day: Some(day), sure: true, text: text.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Language;

    fn check(address: &str, expected: &str) {
        let found = find(address, Language::Fa.into())
            .map(|found| format!("{}-{:02}-{:02} {}", found.year, found.month, found.day.unwrap_or(0), found.text))
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
        check("11-05-2020.txt", "2020-05-11 11-05-2020");
    }

    #[test]
    fn months_that_addresses_are_sorted_under_are_found() {
        let month =
            |address| find_month(address, Language::Fa.into()).map(|found| (found.year, found.month, found.day));
        assert_eq!(month("https://example.org/1392/11/title"), Some((1392, 11, None)));
        assert_eq!(month("https://example.org/2020/05"), Some((2020, 5, None)));
        for other in ["https://example.org/2254/2015", "https://example.org/2020/13/", "a1392/11/", "/1392/110"] {
            assert_eq!(month(other), None, "{other}");
        }
    }

    #[test]
    fn other_numbers_are_none() {
        check("https://example.org/news/12345678", "");
        check("https://example.org/13971230/1", "");
        check("https://example.org/1404", "");
        check("000_8149acf6bbacc17e.txt", "");
        check("2020/13/40", "");
        check("https://example.org/?id=13920101", "");
        check("192.11.05.2020", "");
        check("https://example.org/2020/05/title", "");
    }
}
