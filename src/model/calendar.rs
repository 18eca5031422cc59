//! Days of three calendars: conversion, weekdays, and the span of days that a date can mean.
//!
//! Solar Hijri dates follow the calendar printed in Iran and Afghanistan, lunar ones the Umm al-Qura tables (a
//! country's own calendar may lie a day off), Gregorian ones are proleptic. An impossible day, such as 30 Esfand of a
//! common year, is refused and never bent. Knows no language (`calendar_names`) and finds no dates (`extract::date`).

use super::{Calendar, Day};
use icu_calendar::cal::{Gregorian, Hijri, Persian};
use icu_calendar::types::RataDie;
use icu_calendar::{AsCalendar, Date};
use std::time::{SystemTime, UNIX_EPOCH};

/// Years that any calendar here is asked about; sources never leave them.
const YEARS: std::ops::RangeInclusive<i32> = 1..=9999;

/// A day of the week, in the order of the Persian week.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Weekday {
    Saturday,
    Sunday,
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
}

impl Weekday {
    /// The days of the week, Saturday first.
    pub const ALL: [Self; 7] =
        [Self::Saturday, Self::Sunday, Self::Monday, Self::Tuesday, Self::Wednesday, Self::Thursday, Self::Friday];

    /// The day of the week `days` later; earlier where negative.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        let index = (self as i64 + days).rem_euclid(7) as usize;
        Self::ALL.get(index).copied().unwrap_or(self)
    }
}

/// The Gregorian day of a date, or nothing where the calendar has no such day.
#[must_use]
pub fn to_gregorian(calendar: Calendar, year: i32, month: u8, day: u8) -> Option<Day> {
    if !YEARS.contains(&year) {
        return None;
    }
    let count = match calendar {
        Calendar::SolarHijri => Date::try_new_persian(year, month, day).ok()?.to_rata_die(),
        Calendar::Gregorian => Date::try_new_gregorian(year, month, day).ok()?.to_rata_die(),
        Calendar::Hijri => {
            Date::try_new_hijri_with_calendar(year, month, day, Hijri::new_umm_al_qura()).ok()?.to_rata_die()
        }
    };
    Some(from_count(count.to_i64_date()))
}

/// Year, month and day of a Gregorian day in `calendar`.
#[must_use]
pub fn from_gregorian(day: Day, calendar: Calendar) -> (i32, u8, u8) {
    let count = RataDie::new(count_of(day));
    match calendar {
        Calendar::SolarHijri => parts(&Date::from_rata_die(count, Persian::new())),
        Calendar::Gregorian => parts(&Date::from_rata_die(count, Gregorian)),
        Calendar::Hijri => parts(&Date::from_rata_die(count, Hijri::new_umm_al_qura())),
    }
}

/// The day of the week that a day falls on.
#[must_use]
pub fn weekday(day: Day) -> Weekday {
    // Day 1 of the count, 1 January of the year 1, was a Monday.
    Weekday::Sunday.plus_days(count_of(day))
}

/// How many days a month has, or nothing where there is no such month.
#[must_use]
pub fn days_in_month(calendar: Calendar, year: i32, month: u8) -> Option<u8> {
    (28..=31).rev().find(|day| to_gregorian(calendar, year, month, *day).is_some())
}

/// First and last Gregorian day of a year, a month or a day; nothing where it is impossible.
#[must_use]
pub fn span(calendar: Calendar, year: i32, month: Option<u8>, day: Option<u8>) -> Option<(Day, Day)> {
    let (first_month, last_month) = month.map_or((1, 12), |month| (month, month));
    let last_day = match day {
        Some(day) => day,
        None => days_in_month(calendar, year, last_month)?,
    };
    let first = to_gregorian(calendar, year, first_month, day.unwrap_or(1))?;
    Some((first, to_gregorian(calendar, year, last_month, last_day)?))
}

/// The present day in universal time, by the system's clock.
#[must_use]
pub fn today() -> Day {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    Day::from_unix(i64::try_from(seconds).unwrap_or(0))
}

impl Day {
    /// The day `days` later; earlier where negative.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        from_count(count_of(self).saturating_add(days))
    }

    /// How many days after `earlier` this day lies; negative where it lies before.
    #[must_use]
    pub fn since(self, earlier: Self) -> i64 {
        count_of(self) - count_of(earlier)
    }

    /// The day, in universal time, of a number of seconds since 1970.
    #[must_use]
    pub fn from_unix(seconds: i64) -> Self {
        Self { year: 1970, month: 1, day: 1 }.plus_days(seconds.div_euclid(86_400))
    }

    /// Reads `YYYY-MM-DD`, and nothing else.
    #[must_use]
    pub fn parse_iso(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        let shape = parts.next().is_none() && year.len() == 4 && month.len() == 2 && day.len() == 2;
        if !shape || !text.bytes().all(|byte| byte == b'-' || byte.is_ascii_digit()) {
            return None;
        }
        to_gregorian(Calendar::Gregorian, year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    }
}

fn parts<A: AsCalendar>(date: &Date<A>) -> (i32, u8, u8) {
    (date.year().extended_year(), date.month().ordinal, date.day_of_month().0)
}

/// Days since 31 December of the year 0; counts on over months and days that do not exist.
fn count_of(day: Day) -> i64 {
    // Years that begin in March put the leap day last.
    let months = i64::from(day.year) * 12 + i64::from(day.month) - 3;
    let (year, month) = (months.div_euclid(12), months.rem_euclid(12));
    let leaps = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    year * 365 + leaps + (153 * month + 2) / 5 + i64::from(day.day) - 307 + 1
}

fn from_count(count: i64) -> Day {
    let (year, month, day) = parts(&Date::from_rata_die(RataDie::new(count), Gregorian));
    Day { year, month, day }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Calendar::{Gregorian as G, Hijri as H, SolarHijri as S};

    fn check(calendar: Calendar, date: (i32, u8, u8), iso: &str) {
        let (year, month, day) = date;
        let found = to_gregorian(calendar, year, month, day);
        assert_eq!(found.map(|day| day.to_string()).as_deref(), Some(iso), "{date:?}");
        assert_eq!(found.map(|day| from_gregorian(day, calendar)), Some(date), "{iso}");
    }

    fn refused(calendar: Calendar, (year, month, day): (i32, u8, u8)) {
        assert_eq!(to_gregorian(calendar, year, month, day), None, "{year}/{month}/{day}");
    }

    fn day(iso: &str) -> Day {
        Day::parse_iso(iso).expect("a day")
    }

    #[test]
    fn solar_dates_meet_known_days() {
        check(S, (1397, 1, 1), "2018-03-21");
        check(S, (1397, 12, 29), "2019-03-20");
        check(S, (1357, 11, 22), "1979-02-11");
        check(S, (1389, 11, 25), "2011-02-14");
        check(S, (1399, 12, 30), "2021-03-20");
        check(S, (1400, 1, 1), "2021-03-21");
        check(S, (1400, 5, 11), "2021-08-02");
        check(S, (1404, 2, 6), "2025-04-26");
        check(S, (1403, 12, 30), "2025-03-20");
        check(S, (1377, 4, 17), "1998-07-08");
        check(S, (1398, 11, 15), "2020-02-04");
    }

    #[test]
    fn lunar_dates_meet_the_umm_al_qura_table() {
        check(H, (1441, 5, 26), "2020-01-21");
        check(H, (1438, 10, 12), "2017-07-06");
        check(H, (1445, 9, 1), "2024-03-11");
    }

    #[test]
    fn gregorian_dates_are_themselves() {
        check(G, (2020, 2, 29), "2020-02-29");
        check(G, (1900, 3, 1), "1900-03-01");
        check(G, (1, 1, 1), "0001-01-01");
    }

    #[test]
    fn leap_years_are_those_of_the_printed_calendar() {
        let leaps: Vec<i32> = (1370..=1430).filter(|year| to_gregorian(S, *year, 12, 30).is_some()).collect();
        assert_eq!(
            leaps,
            [1370, 1375, 1379, 1383, 1387, 1391, 1395, 1399, 1403, 1408, 1412, 1416, 1420, 1424, 1428],
            "by the table of the University of Tehran's calendar centre"
        );
    }

    #[test]
    fn impossible_days_are_refused() {
        refused(S, (1397, 12, 30));
        refused(S, (1404, 12, 30));
        refused(S, (1398, 7, 31));
        refused(S, (1398, 13, 1));
        refused(S, (1398, 0, 1));
        refused(G, (2019, 2, 29));
        refused(G, (2019, 4, 31));
        refused(H, (1441, 5, 31));
        refused(G, (0, 1, 1));
        refused(G, (10_000, 1, 1));
    }

    #[test]
    fn weekdays_are_those_of_the_calendar_on_the_wall() {
        assert_eq!(weekday(day("2025-04-26")), Weekday::Saturday);
        assert_eq!(weekday(day("2021-08-02")), Weekday::Monday);
        assert_eq!(weekday(day("2016-12-19")), Weekday::Monday);
        assert_eq!(weekday(day("2020-01-21")), Weekday::Tuesday);
        assert_eq!(weekday(day("1979-02-11")), Weekday::Sunday);
        assert_eq!(weekday(Day { year: 1, month: 1, day: 1 }), Weekday::Monday);
    }

    #[test]
    fn counting_days_crosses_months_and_years() {
        assert_eq!(day("2020-02-28").plus_days(2), day("2020-03-01"));
        assert_eq!(day("2020-01-01").plus_days(-1), day("2019-12-31"));
        assert_eq!(day("2021-08-02").since(day("2020-08-02")), 365);
        assert_eq!(Day::from_unix(0).to_string(), "1970-01-01");
        assert_eq!(Day::from_unix(1_579_615_200).to_string(), "2020-01-21");
        let mut at = day("1895-12-30");
        for count in 0..80_000 {
            assert_eq!(day("1895-12-30").plus_days(count), at);
            assert_eq!(at.since(day("1895-12-30")), count);
            at = at.plus_days(1);
        }
    }

    #[test]
    fn spans_cover_what_is_known() {
        let iso = |span: Option<(Day, Day)>| span.map(|(first, last)| format!("{first} {last}")).unwrap_or_default();
        assert_eq!(iso(span(S, 1397, None, None)), "2018-03-21 2019-03-20");
        assert_eq!(iso(span(S, 1399, Some(12), None)), "2021-02-19 2021-03-20");
        assert_eq!(iso(span(G, 2020, Some(2), None)), "2020-02-01 2020-02-29");
        assert_eq!(iso(span(G, 2020, Some(2), Some(3))), "2020-02-03 2020-02-03");
        assert_eq!(iso(span(S, 1397, Some(12), Some(30))), "");
    }

    #[test]
    fn only_iso_days_are_read() {
        assert_eq!(Day::parse_iso("2021-08-02").map(|day| day.to_string()).as_deref(), Some("2021-08-02"));
        for wrong in ["2021-8-2", "2021-02-30", "2021-08-02T", "+021-08-02", "2021/08/02", "", "۲۰۲۱-۰۸-۰۲"] {
            assert_eq!(Day::parse_iso(wrong), None, "{wrong}");
        }
    }
}
