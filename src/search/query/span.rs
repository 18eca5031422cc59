//! Days that a query asks for, in any of three calendars.
//!
//! `1400..1404`, `1400/05`, `2016-12-19`, `>=1438/03`, `1438ق`; digits of any script, day first where the year stands last.
//! Which calendar a year is of is told by its suffix (`ش م ق`, `sh ce ah`), else by its size: above 1600 it is Gregorian;
//! below, it is solar unless that year is still to come, for then it can only be lunar. Both ends of a range are of
//! one calendar where they can be. What no calendar has (a 13th month) is refused with a sentence.

use crate::model::{Calendar, Date, Day, Precision, calendar};
use crate::text::fold::fold;

/// What a query asks of a date.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DateTerm {
    /// It lies between these days, both among them; open where there is none.
    Between(Option<Day>, Option<Day>),
    /// Its own calendar calls it so, in whatever year.
    EveryYear {
        /// Month, from 1.
        month: u8,
        /// Day of the month; any where there is none.
        day: Option<u8>,
    },
}

impl DateTerm {
    /// True if a date may lie there.
    ///
    /// A date that is known to the month or the year lies where any of its days does, a lunar one where the days that it
    /// names do, and an inferred one counts like any other. One without a year lies in no span.
    #[must_use]
    pub fn holds(&self, date: &Date) -> bool {
        match *self {
            Self::Between(first, last) => date.about().or(date.gregorian).is_some_and(|(from, to)| {
                first.is_none_or(|first| to >= first) && last.is_none_or(|last| from <= last)
            }),
            Self::EveryYear { month, day } => {
                date.precision != Precision::Weekday
                    && date.month == Some(month)
                    && day.is_none_or(|day| date.day == Some(day))
            }
        }
    }
}

/// Which way a bare value is meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Sense {
    /// `date:`, within it.
    Within,
    /// `after:`, from its first day on.
    After,
    /// `before:`, until the day before its first.
    Before,
}

/// Reads the value of a date field.
///
/// # Errors
/// What is wrong with it, in a sentence.
pub(super) fn parse(value: &str, sense: Sense, today: Day) -> Result<DateTerm, String> {
    let value: String = fold(value).split_whitespace().collect();
    if sense == Sense::Within
        && let Some(every) = value.strip_prefix("*/").or_else(|| value.strip_prefix("*-"))
    {
        return every_year(every);
    }
    if let Some((first, last)) = range(&value) {
        let (first, last) = (Written::parse_open(first)?, Written::parse_open(last)?);
        let calendar = common(&first, &last, today);
        let span = |written: &Option<Written>| written.map(|written| written.span(calendar, today)).transpose();
        let (first, last) = (span(&first)?.map(|(first, _)| first), span(&last)?.map(|(_, last)| last));
        if let (Some(first), Some(last)) = (first, last)
            && first > last
        {
            return Err(format!("{first} lies after {last}: the earlier end comes first."));
        }
        return Ok(DateTerm::Between(first, last));
    }
    let signs = value.find(|sign| !matches!(sign, '<' | '>' | '=')).unwrap_or(value.len());
    let (compared, rest) = value.split_at(signs);
    let (first, last) = Written::parse(rest)?.span(None, today)?;
    Ok(match (compared, sense) {
        ("" | "=" | "==", Sense::Within) => DateTerm::Between(Some(first), Some(last)),
        (">=" | "=>", _) | ("" | "=", Sense::After) => DateTerm::Between(Some(first), None),
        ("<=" | "=<", _) => DateTerm::Between(None, Some(last)),
        (">", _) => DateTerm::Between(Some(last.plus_days(1)), None),
        ("<", _) | ("" | "=", Sense::Before) => DateTerm::Between(None, Some(first.plus_days(-1))),
        _ => return Err(format!("{compared} compares nothing: <, <=, > or >= does.")),
    })
}

/// The two ends of a range; a dash parts two whole years only.
fn range(value: &str) -> Option<(&str, &str)> {
    if let Some((first, rest)) = value.split_once("..") {
        return Some((first, rest.trim_start_matches('.')));
    }
    let (first, last) = value.split_once('-')?;
    let year = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count() == 4;
    (year(first) && year(last) && !last.contains('-')).then_some((first, last))
}

fn every_year(value: &str) -> Result<DateTerm, String> {
    let parts: Option<Vec<u8>> = value.split(['/', '-']).map(|part| part.parse().ok()).collect();
    match parts.as_deref() {
        Some([month @ 1..=12]) => Ok(DateTerm::EveryYear { month: *month, day: None }),
        Some([month @ 1..=12, day @ 1..=31]) => Ok(DateTerm::EveryYear { month: *month, day: Some(*day) }),
        _ => Err(format!("*/{value} is no month and day: */11/22 is.")),
    }
}

/// A day, month or year as written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Written {
    calendar: Option<Calendar>,
    year: i32,
    month: Option<u8>,
    day: Option<u8>,
}

impl Written {
    /// Reads one end of a range, which may be open.
    fn parse_open(text: &str) -> Result<Option<Self>, String> {
        if text.is_empty() { Ok(None) } else { Self::parse(text).map(Some) }
    }

    /// Reads folded text without blanks.
    fn parse(text: &str) -> Result<Self, String> {
        let wrong = || {
            format!(
                "{} is no date: 1400, 1400/05, 2016-12-19 and 1438ق are.",
                if text.is_empty() { "nothing" } else { text }
            )
        };
        let end = text.rfind(|sign: char| sign.is_ascii_digit()).map_or(0, |at| at + 1);
        let (numbers, suffix) = text.split_at(end);
        let calendar = match suffix {
            "" => None,
            suffix => Some(suffixed(suffix).ok_or_else(|| {
                format!("{suffix} is no calendar: ش or sh is solar, م or ce Gregorian, ق or ah lunar.")
            })?),
        };
        let parts: Vec<&str> = numbers.split(['/', '-', '.']).collect();
        let number = |part: &str| part.parse::<u16>().map_err(|_| wrong());
        let (year, month, day) = match parts.as_slice() {
            [year] => (year, None, None),
            [month, year] if year.len() == 4 && month.len() <= 2 => (year, Some(month), None),
            [year, month] => (year, Some(month), None),
            [day, month, year] if year.len() == 4 && day.len() <= 2 => (year, Some(month), Some(day)),
            [year, month, day] => (year, Some(month), Some(day)),
            _ => return Err(wrong()),
        };
        if year.is_empty() {
            return Err(wrong());
        }
        if year.len() <= 2 {
            let century = if *year > "50" { 19 } else { 20 };
            return Err(format!("{year} is no whole year: 13{year:0>2} or {century}{year:0>2} would be."));
        }
        let small = |part: Option<&&str>| part.map(|part| number(part)).transpose();
        let (year, month, day) = (number(year)?, small(month)?, small(day)?);
        if month.is_some_and(|month| !(1..=12).contains(&month)) || day.is_some_and(|day| !(1..=31).contains(&day)) {
            return Err(format!("{numbers} is no date: there are 12 months, of 31 days at most."));
        }
        Ok(Self { calendar, year: i32::from(year), month: month.map(|it| it as u8), day: day.map(|it| it as u8) })
    }

    /// The calendar that its year is of, by itself.
    fn calendar(&self, today: Day) -> Calendar {
        self.calendar.unwrap_or_else(|| by_size(self.year, today))
    }

    fn span(self, calendar: Option<Calendar>, today: Day) -> Result<(Day, Day), String> {
        let calendar = self.calendar.or(calendar).unwrap_or_else(|| self.calendar(today));
        calendar::span(calendar, self.year, self.month, self.day).ok_or_else(|| {
            let name = match calendar {
                Calendar::SolarHijri => "solar",
                Calendar::Gregorian => "Gregorian",
                Calendar::Hijri => "lunar",
            };
            let part = |number: Option<u8>| number.map(|number| format!("/{number:02}")).unwrap_or_default();
            format!("The {name} calendar has no {}{}{}.", self.year, part(self.month), part(self.day))
        })
    }
}

/// The calendar that both ends of a range are of where neither says so alone.
fn common(first: &Option<Written>, last: &Option<Written>, today: Day) -> Option<Calendar> {
    let (Some(first), Some(last)) = (first, last) else { return None };
    match (first.calendar, last.calendar) {
        (Some(calendar), None) | (None, Some(calendar)) => Some(calendar),
        (Some(_), Some(_)) => None,
        (None, None) => {
            // An end that can only be lunar makes the other lunar as well.
            let (one, other) = (first.calendar(today), last.calendar(today));
            (one != other && one != Calendar::Gregorian && other != Calendar::Gregorian).then_some(Calendar::Hijri)
        }
    }
}

fn by_size(year: i32, today: Day) -> Calendar {
    let (this_year, ..) = calendar::from_gregorian(today, Calendar::SolarHijri);
    match year {
        1601.. => Calendar::Gregorian,
        year if (1200..=this_year).contains(&year) => Calendar::SolarHijri,
        _ => Calendar::Hijri,
    }
}

/// The calendar of a folded suffix.
fn suffixed(suffix: &str) -> Option<Calendar> {
    let letters: String = suffix.chars().filter(|sign| sign.is_alphabetic()).collect();
    Some(match letters.as_str() {
        "ش" | "هش" | "شمسی" | "هجریشمسی" | "خورشیدی" | "sh" | "s" | "solar" | "shamsi" | "jalali" => {
            Calendar::SolarHijri
        }
        "م" | "میلادی" | "میلادیه" | "ce" | "ad" | "c" | "g" | "gregorian" => Calendar::Gregorian,
        "ق" | "ه" | "هق" | "قمری" | "هجریقمری" | "هجریه" | "ah" | "h" | "a" | "hijri" | "lunar" | "qamari" => {
            Calendar::Hijri
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Day = Day { year: 2026, month: 11, day: 21 };

    fn shown(result: Result<DateTerm, String>) -> String {
        let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
        match result {
            Ok(DateTerm::Between(first, last)) => format!("{}..{}", day(first), day(last)),
            Ok(DateTerm::EveryYear { month, day }) => {
                format!("*/{month}/{}", day.map_or(String::new(), |day| day.to_string()))
            }
            Err(message) => message,
        }
    }

    fn check(value: &str, expected: &str) {
        assert_eq!(shown(parse(value, Sense::Within, TODAY)), expected, "{value}");
    }

    #[test]
    fn years_months_and_days_are_spans() {
        check("1400", "2021-03-21..2022-03-20");
        check("1400/05", "2021-07-23..2021-08-22");
        check("1400/5/12", "2021-08-03..2021-08-03");
        check("12/05/1400", "2021-08-03..2021-08-03");
        check("05/1400", "2021-07-23..2021-08-22");
        check("2016", "2016-01-01..2016-12-31");
        check("2016-12", "2016-12-01..2016-12-31");
        check("2016-12-19", "2016-12-19..2016-12-19");
        check("19.12.2016", "2016-12-19..2016-12-19");
        check("۱۴۰۰/۰۵", "2021-07-23..2021-08-22");
        check("٢٠١٦/١٢", "2016-12-01..2016-12-31");
    }

    #[test]
    fn the_calendar_is_told_by_size_or_by_suffix() {
        check("1438", "2016-10-02..2017-09-20");
        check("1404", "2025-03-21..2026-03-20");
        check("1405", "2026-03-21..2027-03-20");
        // The solar year 1406 is still to come.
        check("1406", "1985-09-16..1986-09-05");
        for solar in ["1400ش", "1400 ه.ش", "1400sh", "۱۴۰۰ شمسی"] {
            check(solar, "2021-03-21..2022-03-20");
        }
        for lunar in ["1400ق", "1400هـ", "1400ah", "١٤٠٠ هـ", "1400 ه‍.ق"] {
            check(lunar, "1979-11-21..1980-11-08");
        }
        for common in ["2016م", "2016ce", "2016 ميلادية", "2016 AD"] {
            check(common, "2016-01-01..2016-12-31");
        }
    }

    #[test]
    fn ranges_are_open_or_closed() {
        check("1400..1404", "2021-03-21..2026-03-20");
        check("1400-1404", "2021-03-21..2026-03-20");
        check("1400–1404", "2021-03-21..2026-03-20");
        check("1400…1404", "2021-03-21..2026-03-20");
        check("1400/05..1400/07/02", "2021-07-23..2021-09-24");
        check("2016..", "2016-01-01..");
        check("..2016", "..2016-12-31");
        check("1400..2022", "2021-03-21..2022-12-31");
        // One end can only be lunar, so both are.
        check("1400..1440", "1979-11-21..2019-08-30");
        check("1400..1404ق", "1979-11-21..1984-09-25");
    }

    #[test]
    fn comparisons_take_the_whole_of_what_is_named() {
        check(">=1438/03", "2016-11-30..");
        check(">1400", "2022-03-21..");
        check("<1400", "..2021-03-20");
        check("<=1400/05", "..2021-08-22");
        check("=1400", "2021-03-21..2022-03-20");
        check("<>1400", "<> compares nothing: <, <=, > or >= does.");
        assert_eq!(shown(parse("1400", Sense::After, TODAY)), "2021-03-21..");
        assert_eq!(shown(parse("1400", Sense::Before, TODAY)), "..2021-03-20");
        assert_eq!(shown(parse(">1400", Sense::After, TODAY)), "2022-03-21..");
    }

    #[test]
    fn a_day_of_every_year_needs_no_year() {
        check("*/11/22", "*/11/22");
        check("*/05", "*/5/");
        check("*/13", "*/13 is no month and day: */11/22 is.");
    }

    #[test]
    fn what_no_calendar_has_is_told() {
        check("1400/13", "1400/13 is no date: there are 12 months, of 31 days at most.");
        check("2019-02-29", "The Gregorian calendar has no 2019/02/29.");
        check("1397/12/30", "The solar calendar has no 1397/12/30.");
        check("98", "98 is no whole year: 1398 or 1998 would be.");
        check("yesterday", "yesterday is no calendar: ش or sh is solar, م or ce Gregorian, ق or ah lunar.");
        check("", "nothing is no date: 1400, 1400/05, 2016-12-19 and 1438ق are.");
        check("1/2/3/4", "1/2/3/4 is no date: 1400, 1400/05, 2016-12-19 and 1438ق are.");
        check("99999", "99999 is no date: 1400, 1400/05, 2016-12-19 and 1438ق are.");
        check("1404..1400", "2025-03-21 lies after 2022-03-20: the earlier end comes first.");
        check("1400x", "x is no calendar: ش or sh is solar, م or ce Gregorian, ق or ah lunar.");
    }

    #[test]
    fn a_date_lies_where_any_of_its_days_does() {
        let span = |value| parse(value, Sense::Within, TODAY).unwrap();
        let date = |calendar, year, month, day, precision| Date {
            calendar,
            year: Some(year),
            month,
            day,
            precision,
            how: crate::model::How::Explicit,
            sure: true,
            text: String::new(),
            gregorian: calendar::span(calendar, year, month, day),
            rivals: Vec::new(),
        };
        let month = date(Calendar::SolarHijri, 1400, Some(12), None, Precision::Month);
        assert!(span("1400").holds(&month) && span("2022-03").holds(&month) && span("*/12").holds(&month));
        assert!(!span("1401").holds(&month) && !span("*/12/01").holds(&month));
        // A lunar day is kept with a day on either side, and lies in the month that it names alone.
        let (year, month, day) = (1438, 12, 29);
        let lunar = date(Calendar::Hijri, year, Some(month), Some(day), Precision::Day);
        let named = calendar::to_gregorian(Calendar::Hijri, year, month, day).unwrap();
        let lunar = Date { gregorian: Some((named.plus_days(-1), named.plus_days(1))), ..lunar };
        assert!(span("1438ق").holds(&lunar) && !span("1439ق").holds(&lunar) && span("*/12/29").holds(&lunar));
        let yearless = Date { year: None, gregorian: None, ..lunar };
        assert!(!span("1438ق..").holds(&yearless) && span("*/12/29").holds(&yearless));
    }
}
