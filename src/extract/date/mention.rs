//! A date expression as a text has it, before anything is concluded from it.

use super::sense::{Era, Nearness};
use crate::model::{Calendar, Day, Weekday, calendar};
use crate::text::range::TextRange;

/// One date expression of a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mention {
    /// Its bytes in the text.
    pub range: TextRange,
    /// The calendar that its month name, its year or its era mark belong to.
    pub calendar: Calendar,
    /// Year, with the century filled in.
    pub year: Option<i32>,
    /// Month, from 1.
    pub month: Option<u8>,
    /// Day of the month; the first one of a range.
    pub day: Option<u8>,
    /// Last day of a range within the month.
    pub end_day: Option<u8>,
    /// Month and last day of a range that ends in another month.
    pub until: Option<(u8, u8)>,
    /// The day of the week beside it.
    pub weekday: Option<Weekday>,
    /// The era mark after the year.
    pub era: Option<Era>,
    /// How many days after the day of writing it lies, by a word such as yesterday.
    pub offset: Option<i8>,
    /// A word such as next or last in place of a year.
    pub nearness: Option<Nearness>,
    /// The same day in another calendar, written beside it.
    pub twin: Option<Day>,
    /// Whether a word such as روز, يوم, مورخ, بتاريخ stands before it.
    pub led: bool,
    /// What its surroundings make of it.
    pub place: Place,
    /// What is wrong with it.
    pub fault: Option<Fault>,
}

/// What the words around a date make of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// Nothing: it may be the date of the text.
    Plain,
    /// After a label such as date of publication.
    Published,
    /// The time of the visit, or of the last change.
    Clock,
    /// Part of a name: a movement, a front, a street, an event.
    Name,
    /// An anniversary or a feast.
    Memory,
    /// The date of a law, a decree, a resolution.
    Law,
    /// After since, until, before.
    Bound,
    /// After half, week, decade: its day number counts those.
    Part,
    /// Of something yet to come.
    Future,
}

/// What is wrong with a date.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fault {
    /// Its calendar has no such day.
    Impossible,
    /// It falls on another day of the week than the one beside it.
    Weekday,
    /// The date beside it in another calendar is another day.
    Twin,
    /// Its year number could as well be of another calendar.
    Calendar,
    /// Two names of months stand in it that are not of the same month.
    Months,
    /// Its digits stand in visual order; the number is their mirror image.
    Mirrored,
}

impl Mention {
    pub(super) fn new(calendar: Calendar) -> Self {
        Self {
            range: TextRange::default(),
            calendar,
            year: None,
            month: None,
            day: None,
            end_day: None,
            until: None,
            weekday: None,
            era: None,
            offset: None,
            nearness: None,
            twin: None,
            led: false,
            place: Place::Plain,
            fault: None,
        }
    }

    /// Whether year, month and day are all written.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.year.is_some() && self.month.is_some() && self.day.is_some()
    }

    /// The Gregorian day of a full and possible date; a lunar one follows its twin or its day of the week.
    #[must_use]
    pub fn gregorian(&self) -> Option<Day> {
        let day = calendar::to_gregorian(self.calendar, self.year?, self.month?, self.day?)?;
        if self.calendar != Calendar::Hijri {
            return Some(day);
        }
        if let Some(twin) = self.twin {
            return Some(twin);
        }
        let near = [0, -1, 1].into_iter().map(|shift| day.plus_days(shift));
        let fits = |candidate: &Day| self.weekday == Some(calendar::weekday(*candidate));
        Some(near.clone().find(fits).unwrap_or(day))
    }

    /// Checks the day against its calendar and its day of the week.
    pub(super) fn judge(&mut self) {
        if let (Some(year), Some(month), Some(day)) = (self.year, self.month, self.day) {
            let last = self.end_day.unwrap_or(day);
            let possible = |day| calendar::to_gregorian(self.calendar, year, month, day).is_some();
            if !possible(day) || !possible(last) {
                // Lunar months differ by a day from country to country.
                let lunar = self.calendar == Calendar::Hijri && day == 30 && possible(29);
                self.fault = (!lunar).then_some(Fault::Impossible);
                return;
            }
            if let (None, Some(weekday), Some(found)) = (self.fault, self.weekday, self.gregorian())
                && calendar::weekday(found) != weekday
            {
                self.fault = Some(Fault::Weekday);
            }
        } else if let (Some(month), Some(day)) = (self.month, self.day)
            && !possible_in_some_year(self.calendar, month, day)
        {
            self.fault = Some(Fault::Impossible);
        }
    }
}

fn possible_in_some_year(calendar: Calendar, month: u8, day: u8) -> bool {
    let longest = match (calendar, month) {
        (Calendar::SolarHijri, 1..=6) => 31,
        (Calendar::Gregorian, 2) => 29,
        (Calendar::SolarHijri | Calendar::Hijri, _) | (Calendar::Gregorian, 4 | 6 | 9 | 11) => 30,
        (Calendar::Gregorian, _) => 31,
    };
    (1..=longest).contains(&day)
}
