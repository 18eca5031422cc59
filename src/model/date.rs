//! A date as a statement carries it: in its own calendar, as precise as it was written.
//!
//! The Gregorian days are derived, for sorting and for filters; they never replace the original.
//! Knows nothing of how dates are found in text (`extract::date`).

use super::calendar;
use serde::{Serialize, Serializer};

/// A calendar that statements are dated in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Calendar {
    /// The solar calendar of Iran and Afghanistan.
    SolarHijri,
    /// The Gregorian calendar.
    Gregorian,
    /// The lunar calendar, by the Umm al-Qura tables; one day either way is normal in sources.
    Hijri,
}

/// How much of a date is known.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Precision {
    /// Year, month and day.
    Day,
    /// Year and month.
    Month,
    /// Year.
    Year,
    /// Month and day, but no year.
    MonthDay,
    /// A day of the week and no more.
    Weekday,
}

/// What a date rests on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum How {
    /// Written out.
    Explicit,
    /// Counted from another date by a word such as yesterday.
    Relative,
    /// Its year follows from its day of the week.
    Weekday,
    /// Its year follows from the reference date.
    Reference,
    /// A field of a record.
    Field,
    /// The address of the page.
    Url,
    /// The name of the file.
    File,
    /// The day the file was last changed; only where somebody asked for that.
    #[serde(rename = "file-time")]
    FileTime,
}

/// A day of the proleptic Gregorian calendar; sorts in time order and prints as ISO 8601.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Day {
    /// Year, astronomical.
    pub year: i32,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day of the month, from 1.
    pub day: u8,
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// The date of a statement, with the words it was read from.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Date {
    /// The calendar it was written in.
    pub calendar: Calendar,
    /// Year in that calendar.
    pub year: Option<i32>,
    /// Month, from 1.
    pub month: Option<u8>,
    /// Day of the month, from 1; the first one of a range.
    pub day: Option<u8>,
    /// How much of it is known.
    pub precision: Precision,
    /// What it rests on.
    pub how: How,
    /// False where the year or the day was inferred.
    pub sure: bool,
    /// The words it was read from, as found.
    pub text: String,
    /// First and last Gregorian day that it can mean; none where the year is unknown.
    pub gregorian: Option<(Day, Day)>,
    /// Other readings that were possible, as ISO days or years of the same calendar.
    pub rivals: Vec<String>,
}

impl Date {
    /// First and last day that it names, if every one of them may lie a day off: lunar months begin a day earlier or
    /// later from country to country.
    #[must_use]
    pub fn about(&self) -> Option<(Day, Day)> {
        let (first, last) = self.gregorian.filter(|_| self.calendar == Calendar::Hijri)?;
        let named = calendar::to_gregorian(self.calendar, self.year?, self.month?, self.day?)?;
        (first == named.plus_days(-1) && last > named).then_some((named, last.plus_days(-1)))
    }
}
