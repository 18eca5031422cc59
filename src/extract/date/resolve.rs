//! From a date expression to a date: fills in what is not written, and says so.
//!
//! A day and month with a day of the week fix the year up to a few: the latest that is not after the reference is
//! taken, the others are its rivals. "Current", "next" and "last" count from the reference. Anything else without a year
//! stays without one.

use super::mention::{Fault, Mention, Place};
use super::sense::Nearness;
use crate::model::{Calendar, Date, Day, How, Precision, calendar};

/// How far a day of something yet to come may lie after the reference.
const AHEAD: i64 = 60;

/// The day that dates without a year count from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Reference {
    pub(super) day: Day,
    /// False where it is only the present day.
    pub(super) given: bool,
    /// Whether it is about the day that the page was seen: its clock, the day it was saved, or what the user gave.
    pub(super) near: bool,
    /// A full date on the same page, whose year confirms a guess.
    pub(super) year: Option<(Calendar, i32)>,
}

/// Makes a date of a mention whose words are `text`; none if it is impossible or empty.
pub(super) fn resolve(mention: &Mention, text: &str, reference: &dyn Fn() -> Reference) -> Option<Date> {
    if mention.fault == Some(Fault::Impossible) {
        return None;
    }
    let mut date = written(mention, text);
    match (mention.year, mention.month, mention.day) {
        (None, Some(_), Some(_)) if mention.nearness.is_some() => by_nearness(mention, &reference(), &mut date)?,
        (None, Some(_), None) | (None, None, Some(_)) if mention.nearness.is_some() => {
            by_nearness(mention, &reference(), &mut date)?;
        }
        (None, Some(_), Some(_)) if mention.weekday.is_some() => by_weekday(mention, &reference(), &mut date),
        (None, Some(_), Some(_)) if mention.offset.is_some() => by_closeness(mention, &reference(), &mut date),
        (None, Some(_), None) => return None,
        _ => {}
    }
    finish(mention, &mut date);
    Some(date)
}

/// What is written, with nothing filled in.
fn written(mention: &Mention, text: &str) -> Date {
    let precision = match (mention.year, mention.month, mention.day) {
        (Some(_), Some(_), Some(_)) => Precision::Day,
        (Some(_), Some(_), None) => Precision::Month,
        (Some(_), ..) => Precision::Year,
        (None, Some(_), _) => Precision::MonthDay,
        (None, None, _) => Precision::Weekday,
    };
    Date {
        calendar: mention.calendar,
        year: mention.year,
        month: mention.month,
        day: mention.day,
        precision,
        how: How::Explicit,
        sure: mention.fault.is_none(),
        text: text.to_owned(),
        gregorian: None,
        rivals: Vec::new(),
    }
}

/// Shifts a relative day to the day of writing and derives the Gregorian days.
fn finish(mention: &Mention, date: &mut Date) {
    let Some(year) = date.year else { return };
    date.gregorian = calendar::span(date.calendar, year, date.month, date.day);
    let (Some(month), Some(day)) = (date.month, date.day) else { return };
    let full = Mention { year: Some(year), month: Some(month), day: Some(day), ..mention.clone() };
    let Some(found) = full.gregorian() else { return };
    let last = match mention.until {
        Some((end_month, end)) => {
            calendar::to_gregorian(date.calendar, year + i32::from(end_month < month), end_month, end)
        }
        None => mention.end_day.and_then(|end| calendar::to_gregorian(date.calendar, year, month, end)),
    };
    date.gregorian = Some((found, last.unwrap_or(found)));
    let fixed = mention.twin.is_some() || mention.weekday == Some(calendar::weekday(found));
    if date.calendar == Calendar::Hijri && !fixed {
        date.gregorian = Some((found.plus_days(-1), last.unwrap_or(found).plus_days(1)));
    }
    match mention.fault {
        Some(Fault::Twin) => {
            date.rivals.extend(mention.twin.map(|twin| twin.to_string()));
            date.gregorian = mention.twin.map(|twin| (twin, twin)).or(date.gregorian);
        }
        Some(Fault::Calendar) => {
            let solar = calendar::to_gregorian(Calendar::SolarHijri, year, month, day);
            date.rivals.extend(solar.map(|day| day.to_string()));
        }
        Some(Fault::Weekday) => {
            let near = [-1, 1].into_iter().map(|shift| found.plus_days(shift));
            let fits = near.filter(|day| mention.weekday == Some(calendar::weekday(*day)));
            date.rivals.extend(fits.map(|day| day.to_string()));
        }
        _ => {}
    }
    if let Some(offset) = mention.offset.filter(|offset| *offset != 0) {
        shift(date, found.plus_days(-i64::from(offset)), -i64::from(offset));
    }
}

/// Moves a date to the day of writing.
fn shift(date: &mut Date, written: Day, by: i64) {
    let (year, month, day) = calendar::from_gregorian(written, date.calendar);
    (date.year, date.month, date.day) = (Some(year), Some(month), Some(day));
    date.gregorian = date.gregorian.map(|(first, last)| (first.plus_days(by), last.plus_days(by)));
    date.sure = false;
    if date.how == How::Explicit {
        date.how = How::Relative;
    }
}

fn by_weekday(mention: &Mention, reference: &Reference, date: &mut Date) {
    let (Some(month), Some(day), Some(weekday)) = (mention.month, mention.day, mention.weekday) else { return };
    // Within the day that lunar calendars differ by, nearly every second year would fit.
    if mention.calendar == Calendar::Hijri {
        return;
    }
    let ahead = mention.place == Place::Future || mention.offset.is_some_and(|offset| offset > 0);
    let limit = reference.day.plus_days(if ahead { AHEAD } else { 0 });
    let (last, ..) = calendar::from_gregorian(limit, mention.calendar);
    let first = if mention.calendar == Calendar::SolarHijri { 1357 } else { 1990 };
    let on = |year| calendar::to_gregorian(mention.calendar, year, month, day);
    let fits = |year: &i32| on(*year).is_some_and(|found| found <= limit && calendar::weekday(found) == weekday);
    let years: Vec<i32> = (first..=last).rev().filter(fits).collect();
    let latest = years.first().copied();
    // A page's own clock beside a day of the week that is off by one: pages do err by a day.
    let slip = (last - 1..=last + 1).find(|year| {
        on(*year).is_some_and(|found| {
            reference.given
                && found.since(reference.day).abs() <= 7
                && [-1, 1].iter().any(|shift| calendar::weekday(found.plus_days(*shift)) == weekday)
        })
    });
    let confirmed = reference.year.filter(|(calendar, year)| *calendar == mention.calendar && years.contains(year));
    let (year, how) = match (slip, confirmed, latest) {
        (Some(year), ..) => (year, How::Reference),
        (_, Some((_, year)), _) => (year, How::Weekday),
        (_, _, Some(year)) => (year, How::Weekday),
        _ => return,
    };
    date.year = Some(year);
    date.precision = Precision::Day;
    date.how = how;
    date.sure = how == How::Weekday && confirmed.is_some() && latest == Some(year);
    date.rivals = years.iter().filter(|rival| **rival != year).map(i32::to_string).collect();
}

/// "Yesterday, 5 Mehr": the year in which that day is close to the reference, if that is more than the present day.
fn by_closeness(mention: &Mention, reference: &Reference, date: &mut Date) {
    let (Some(month), Some(day), true) = (mention.month, mention.day, reference.given) else { return };
    let (year, ..) = calendar::from_gregorian(reference.day, mention.calendar);
    let close = |year: &i32| {
        calendar::to_gregorian(mention.calendar, *year, month, day)
            .is_some_and(|found| found.since(reference.day).abs() <= AHEAD)
    };
    if let Some(year) = (year - 1..=year + 1).find(close) {
        (date.year, date.precision, date.how, date.sure) = (Some(year), Precision::Day, How::Relative, false);
    }
}

fn by_nearness(mention: &Mention, reference: &Reference, date: &mut Date) -> Option<()> {
    if !reference.given {
        // The present day says little of when a page was written; a day of the week says more.
        by_weekday(mention, reference, date);
        return (mention.day.is_some() && mention.month.is_some()).then_some(());
    }
    let (year, current, _) = calendar::from_gregorian(reference.day, mention.calendar);
    let (year, current) = match mention.nearness? {
        Nearness::LastMonth if current == 1 => (year - 1, 12),
        Nearness::LastMonth => (year, current - 1),
        Nearness::NextMonth if current == 12 => (year + 1, 1),
        Nearness::NextMonth => (year, current + 1),
        _ => (year, current),
    };
    let month = mention.month.unwrap_or(current);
    let start = |year| calendar::to_gregorian(mention.calendar, year, month, mention.day.unwrap_or(1));
    let chosen = match mention.nearness? {
        Nearness::Current | Nearness::CurrentMonth | Nearness::LastMonth | Nearness::NextMonth => year,
        Nearness::NextYear => year + 1,
        Nearness::LastYear => year - 1,
        Nearness::Next => (year - 1..=year + 1).find(|year| start(*year).is_some_and(|day| day > reference.day))?,
        Nearness::Last => {
            (year - 1..=year + 1).rev().find(|year| start(*year).is_some_and(|day| day < reference.day))?
        }
    };
    start(chosen)?;
    date.year = Some(chosen);
    date.month = Some(month);
    date.how = How::Reference;
    date.precision = if mention.day.is_some() { Precision::Day } else { Precision::Month };
    date.sure = false;
    let agrees =
        start(chosen).is_some_and(|day| mention.weekday.is_none_or(|weekday| calendar::weekday(day) == weekday));
    if !agrees {
        let mut other = date.clone();
        other.year = None;
        by_weekday(mention, reference, &mut other);
        date.rivals.extend(other.year.map(|year| year.to_string()));
    }
    Some(())
}
