//! The day of today, which relative dates are counted from where nothing better is known.
//!
//! The only place of the engine that looks at the clock.

use crate::model::Day;
use std::time::{SystemTime, UNIX_EPOCH};

/// Today, in UTC.
#[must_use]
pub fn today() -> Day {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    day_of(i64::try_from(seconds / 86_400).unwrap_or(0))
}

/// The day that lies `days` after 1 January 1970.
///
/// Counted in eras of 400 years that begin in March, so that a leap day ends its year.
fn day_of(days: i64) -> Day {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    Day {
        year: i32::try_from(year).unwrap_or(i32::MAX),
        month: u8::try_from(month).unwrap_or(1),
        day: u8::try_from(day).unwrap_or(1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(days: i64, expected: &str) {
        assert_eq!(day_of(days).to_string(), expected);
    }

    #[test]
    fn days_since_1970() {
        check(0, "1970-01-01");
        check(11_016, "2000-02-29");
        check(11_017, "2000-03-01");
        check(18_262, "2020-01-01");
        check(-1, "1969-12-31");
        assert!(today().year >= 2024);
    }
}
