//! What numbers without a month name are read by: the language, and the calendar that somebody gave.
//!
//! A calendar that was given decides only where the numbers leave it open: years from 1300 to 1420, years of two digits,
//! days of "this month". What a page writes out always counts for more.

use crate::model::{Calendar, Language};

/// Language and usual calendar of a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Locale {
    /// The language.
    pub language: Language,
    /// The usual calendar, if it is known otherwise than by the language.
    pub calendar: Option<Calendar>,
}

impl From<Language> for Locale {
    fn from(language: Language) -> Self {
        Self { language, calendar: None }
    }
}

impl Locale {
    /// The calendar of a year such as 1399, which is lunar in Arabic and solar elsewhere.
    pub(super) fn hijri(self) -> Calendar {
        match self.calendar {
            Some(calendar) if calendar != Calendar::Gregorian => calendar,
            _ if self.language == Language::Ar => Calendar::Hijri,
            _ => Calendar::SolarHijri,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Mention, scan};
    use super::*;
    use Calendar::{Gregorian, Hijri, SolarHijri};

    fn check(text: &str, language: Language, calendar: Option<Calendar>, expected: Option<(Calendar, i32)>) {
        let found = scan(text, Locale { language, calendar });
        let year = |mention: &Mention| Some((mention.calendar, mention.year?));
        assert_eq!(found.first().and_then(year), expected, "{text} {calendar:?}");
    }

    #[test]
    fn a_given_calendar_decides_what_numbers_leave_open() {
        check("1402/05/06", Language::Ar, None, Some((Hijri, 1402)));
        check("1402/05/06", Language::Ar, Some(SolarHijri), Some((SolarHijri, 1402)));
        check("1402/05/06", Language::Fa, Some(Hijri), Some((Hijri, 1402)));
        check("97/05/06", Language::Ar, Some(SolarHijri), Some((SolarHijri, 1397)));
        check("05/06/19", Language::Fa, Some(Gregorian), Some((Gregorian, 2019)));
    }

    #[test]
    fn what_is_written_out_counts_for_more() {
        check("6 مايو 2019", Language::Ar, Some(SolarHijri), Some((Gregorian, 2019)));
        check("2019/05/06", Language::Ar, Some(SolarHijri), Some((Gregorian, 2019)));
        check("1442/05/06", Language::Ar, Some(SolarHijri), Some((Hijri, 1442)));
        check("6 خرداد 1397", Language::Fa, Some(Hijri), Some((SolarHijri, 1397)));
    }
}
