//! Which calendar a year number belongs to, and what century a short one.
//!
//! A month name beats the number, an era mark beats all. Bare numbers from 1300 to 1420 are solar, in Arabic lunar;
//! later ones up to 1450 are lunar everywhere, since no solar year has come so far.

use super::locale::Locale;
use super::sense::Era;
use crate::model::{Calendar, Language};

/// A year number read in its calendar.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Year {
    pub(super) calendar: Calendar,
    pub(super) year: i32,
}

/// Reads a year of four digits that no month name stands by.
pub(super) fn bare(number: i32, era: Option<Era>, locale: Locale) -> Option<Year> {
    let language = locale.language;
    let calendar = match (number, era) {
        (_, Some(era)) => return in_calendar(number, calendar_of(era, number, language)),
        (1900..=2100, None) => Calendar::Gregorian,
        (1200..=1420, None) => locale.hijri(),
        (1421..=1450, None) => Calendar::Hijri,
        (2535..=2537, None) if language == Language::Fa => Calendar::SolarHijri,
        (2700..=2740, None) if language == Language::Ckb => Calendar::SolarHijri,
        _ => return None,
    };
    in_calendar(number, calendar)
}

/// Reads a year of four digits in the calendar that its month name belongs to.
pub(super) fn in_calendar(number: i32, calendar: Calendar) -> Option<Year> {
    let year = match (calendar, number) {
        (Calendar::SolarHijri, 1200..=1499) | (Calendar::Hijri, 1000..=1500) | (Calendar::Gregorian, 1000..=2100) => {
            number
        }
        // Years counted from Cyrus, 1976 to 1978, and from the Median kingdom.
        (Calendar::SolarHijri, 2535..=2537) => number - 1180,
        (Calendar::SolarHijri, 2700..=2740) => number - 1321,
        _ => return None,
    };
    Some(Year { calendar, year })
}

/// Fills in the century of a two-digit year.
pub(super) fn short(number: i32, calendar: Calendar) -> Option<i32> {
    match (calendar, number) {
        (Calendar::SolarHijri, 40..=99) => Some(1300 + number),
        (Calendar::SolarHijri, 0..=20) => Some(1400 + number),
        (Calendar::Gregorian, 0..=49) => Some(2000 + number),
        (Calendar::Gregorian, 50..=99) => Some(1900 + number),
        _ => None,
    }
}

/// The number whose digits stand in reverse order.
pub(super) fn mirror(number: i32) -> i32 {
    let (mut rest, mut mirrored) = (number, 0);
    while rest > 0 {
        mirrored = mirrored * 10 + rest % 10;
        rest /= 10;
    }
    mirrored
}

/// The calendar that an era mark means; the bare هـ of Persian pages is either.
pub(super) fn calendar_of(era: Era, number: i32, language: Language) -> Calendar {
    match era {
        Era::Solar => Calendar::SolarHijri,
        Era::Lunar => Calendar::Hijri,
        Era::Gregorian => Calendar::Gregorian,
        Era::Hijri if language != Language::Ar && (1200..=1420).contains(&number) => Calendar::SolarHijri,
        Era::Hijri => Calendar::Hijri,
    }
}
