//! What the words of the tables mean: months, number words, and what a word does next to a date.

use crate::model::{Calendar, Language, Weekday};

/// A month name: what it names, and when it may be taken for a month.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Month {
    pub(super) calendar: Calendar,
    pub(super) number: u8,
    /// Languages in which it needs no year after it; empty for all.
    pub(super) languages: [Option<Language>; 3],
    /// Whether it counts only between a day number and a year.
    pub(super) between: bool,
    /// Whether it is a letter that needs a 1 or a 2 behind it: ك1, ت2.
    pub(super) letter: bool,
    /// Whether it counts only in the years that Libya counted its own months in.
    pub(super) libyan: bool,
}

impl Month {
    /// Reads the cells of a row of the table.
    pub(super) fn parse(calendar: &str, number: &str, condition: &str) -> Self {
        let calendar = match calendar {
            "solar" => Calendar::SolarHijri,
            "hijri" => Calendar::Hijri,
            _ => Calendar::Gregorian,
        };
        let mut languages = [None; 3];
        for (slot, name) in languages.iter_mut().zip(condition.split(' ')) {
            *slot = match name {
                "fa" => Some(Language::Fa),
                "ar" => Some(Language::Ar),
                "ps" => Some(Language::Ps),
                "ckb" => Some(Language::Ckb),
                "und" => Some(Language::Und),
                _ => None,
            };
        }
        Self {
            calendar,
            number: number.parse().unwrap_or(1),
            languages,
            between: matches!(condition, "between" | "libya" | "letter"),
            letter: condition == "letter",
            libyan: condition == "libya",
        }
    }

    /// Whether the name stands for a month in this language even without a year.
    pub(super) fn usual_in(&self, language: Language) -> bool {
        !self.between && (self.languages == [None; 3] || self.languages.contains(&Some(language)))
    }
}

/// How a number word joins its neighbours.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Class {
    Unit,
    /// A unit that counts only before ten: أحد عشر. Alone it is somebody.
    BeforeTeen,
    /// Ten, added to the unit before it.
    Teen,
    /// A number from 10 to 90 of its own.
    Ten,
    /// A hundred, multiplied by the unit before it.
    Hundred,
    Hundreds,
    /// A thousand, multiplied by what stands before it.
    Thousand,
    Thousands,
}

/// The value of a number word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Number {
    pub(super) value: i32,
    pub(super) class: Class,
    /// Whether a word for "day" may stand between it and the month: بیست و پنجمین روز مهر.
    pub(super) of_days: bool,
}

/// The era that a mark after a year stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Era {
    /// شمسی, خورشیدی, هـ.ش.
    Solar,
    /// قمری, هـ.ق.
    Lunar,
    /// هـ alone: lunar in Arabic, either in Persian.
    Hijri,
    /// میلادی, م.
    Gregorian,
}

/// What a word such as "next" counts from the reference day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Nearness {
    /// "Current": the year of the reference.
    Current,
    /// "Of this month": month and year of the reference.
    CurrentMonth,
    /// "Next": the first such day after the reference.
    Next,
    /// "Next year".
    NextYear,
    /// "Of next month".
    NextMonth,
    /// "Of last month".
    LastMonth,
    /// "Last": the last such day before the reference.
    Last,
    /// "Last year".
    LastYear,
}

/// What a label on a page says of the date or number after it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Label {
    Published,
    Clock,
    Updated,
    Number,
}

/// What a word does next to a date.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Role {
    And,
    To,
    From,
    Of,
    MonthWord,
    YearWord,
    DayWord,
    In,
    Suffix,
    Offset(i8),
    Near(Nearness),
    /// A week before, of, or after the reference.
    Week(i8),
    /// Behind a number of days: that many days back.
    Ago,
    /// Before a number of days: that many days back.
    AgoBefore,
    /// Behind a number: so many times this many days; alone in a dual, these.
    Days(i8),
    Era(Era),
    BeforeEra,
    /// Half, week, decade: the ordinal after it is not a day.
    Half,
    /// People, per cent, toman: the number before it is not a year.
    Counted,
    /// Movement, street, event: the date after it is a name.
    Name,
    /// Party, alliance: the date after it is a name, unless words say on which day the party acted.
    Body,
    /// Anniversary, feast.
    Memory,
    /// Anniversary: what is told beside it may be long ago.
    History,
    /// Law, decree, resolution.
    Law,
    Since,
    /// Opens a clause of what has been: that which, after, during.
    Past,
    /// "Until now": the date before it is where something began.
    TillNow,
    /// A day and month that are rather the name of an event, unless a year or a day of the week stands with them.
    NamedDay,
    Future,
    /// "Corresponding to": the date after it is the same day in another calendar.
    Pair,
    /// Friday prayers are not a Friday.
    Imam,
    /// Words of no weight on a date line.
    Plain,
    Label(Label),
}

/// What a phrase means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Sense {
    Month(Month),
    Weekday(Weekday),
    Role(Role),
}

impl Class {
    /// The class with this name in the tables.
    pub(super) fn parse(name: &str) -> Self {
        match name {
            "unit" => Self::Unit,
            "before-teen" => Self::BeforeTeen,
            "teen" => Self::Teen,
            "hundred" => Self::Hundred,
            "hundreds" => Self::Hundreds,
            "thousand" => Self::Thousand,
            "thousands" => Self::Thousands,
            _ => Self::Ten,
        }
    }
}

impl Role {
    /// The role with this name in the tables.
    pub(super) fn parse(kind: &str) -> Option<Self> {
        Some(match kind {
            "and" => Self::And,
            "to" => Self::To,
            "from" => Self::From,
            "of" => Self::Of,
            "month" => Self::MonthWord,
            "year" => Self::YearWord,
            "day" => Self::DayWord,
            "in" => Self::In,
            "suffix" => Self::Suffix,
            "current" | "current-year" => Self::Near(Nearness::Current),
            "current-month" => Self::Near(Nearness::CurrentMonth),
            "last-month" => Self::Near(Nearness::LastMonth),
            "next-month" => Self::Near(Nearness::NextMonth),
            "last-week" => Self::Week(-1),
            "current-week" => Self::Week(0),
            "next-week" => Self::Week(1),
            "ago" => Self::Ago,
            "since-ago" => Self::AgoBefore,
            "days" => Self::Days(1),
            "two-days" => Self::Days(2),
            "weeks" => Self::Days(7),
            "two-weeks" => Self::Days(14),
            "hours" => Self::Days(0),
            "next" => Self::Near(Nearness::Next),
            "next-year" => Self::Near(Nearness::NextYear),
            "last" => Self::Near(Nearness::Last),
            "last-year" => Self::Near(Nearness::LastYear),
            "era solar" => Self::Era(Era::Solar),
            "era lunar" => Self::Era(Era::Lunar),
            "era hijri" => Self::Era(Era::Hijri),
            "era gregorian" => Self::Era(Era::Gregorian),
            "before-era" => Self::BeforeEra,
            "half" => Self::Half,
            "counted" => Self::Counted,
            "name" => Self::Name,
            "body" => Self::Body,
            "memory" => Self::Memory,
            "history" => Self::History,
            "law" => Self::Law,
            "since" => Self::Since,
            "past" => Self::Past,
            "till-now" => Self::TillNow,
            "named-day" => Self::NamedDay,
            "future" => Self::Future,
            "pair" => Self::Pair,
            "imam" => Self::Imam,
            "plain" => Self::Plain,
            "published" => Self::Label(Label::Published),
            "clock" => Self::Label(Label::Clock),
            "updated" => Self::Label(Label::Updated),
            "number" => Self::Label(Label::Number),
            _ => return kind.strip_prefix("offset ").and_then(|days| days.parse().ok()).map(Self::Offset),
        })
    }
}
