//! Names of months and weekdays, for display.
//!
//! One usual name each: Iranian names of the solar months, Egyptian ones of the Gregorian months in Arabic. The many
//! other names that sources use are read by `extract::date`, never shown.

use super::calendar::Weekday;
use super::{Calendar, Language};

/// The name of a month in Persian, in Arabic, or in English for every other language; none for a month over 12.
#[must_use]
pub fn month_name(calendar: Calendar, month: u8, language: Language) -> Option<&'static str> {
    let names = match (calendar, language) {
        (Calendar::SolarHijri, Language::Fa) => &SOLAR_FA,
        (Calendar::SolarHijri, Language::Ar) => &SOLAR_AR,
        (Calendar::SolarHijri, _) => &SOLAR_EN,
        (Calendar::Gregorian, Language::Fa) => &GREGORIAN_FA,
        (Calendar::Gregorian, Language::Ar) => &GREGORIAN_AR,
        (Calendar::Gregorian, _) => &GREGORIAN_EN,
        (Calendar::Hijri, Language::Fa) => &HIJRI_FA,
        (Calendar::Hijri, Language::Ar) => &HIJRI_AR,
        (Calendar::Hijri, _) => &HIJRI_EN,
    };
    names.get(usize::from(month).checked_sub(1)?).copied()
}

impl Weekday {
    /// The name of the day in Persian, in Arabic, or in English for every other language.
    #[must_use]
    pub fn name(self, language: Language) -> &'static str {
        let names = match language {
            Language::Fa => &WEEK_FA,
            Language::Ar => &WEEK_AR,
            _ => &WEEK_EN,
        };
        names.get(self as usize).copied().unwrap_or_default()
    }
}

type Year = [&'static str; 12];

const SOLAR_FA: Year =
    ["فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"];
const SOLAR_AR: Year =
    ["فروردين", "ارديبهشت", "خرداد", "تير", "مرداد", "شهريور", "مهر", "آبان", "آذر", "دي", "بهمن", "اسفند"];
const SOLAR_EN: Year = [
    "Farvardin",
    "Ordibehesht",
    "Khordad",
    "Tir",
    "Mordad",
    "Shahrivar",
    "Mehr",
    "Aban",
    "Azar",
    "Dey",
    "Bahman",
    "Esfand",
];
const GREGORIAN_FA: Year =
    ["ژانویه", "فوریه", "مارس", "آوریل", "مه", "ژوئن", "ژوئیه", "اوت", "سپتامبر", "اکتبر", "نوامبر", "دسامبر"];
const GREGORIAN_AR: Year =
    ["يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"];
const GREGORIAN_EN: Year = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const HIJRI_FA: Year = [
    "محرم",
    "صفر",
    "ربیع‌الاول",
    "ربیع‌الثانی",
    "جمادی‌الاول",
    "جمادی‌الثانی",
    "رجب",
    "شعبان",
    "رمضان",
    "شوال",
    "ذیقعده",
    "ذیحجه",
];
const HIJRI_AR: Year = [
    "محرم",
    "صفر",
    "ربيع الأول",
    "ربيع الآخر",
    "جمادى الأولى",
    "جمادى الآخرة",
    "رجب",
    "شعبان",
    "رمضان",
    "شوال",
    "ذو القعدة",
    "ذو الحجة",
];
const HIJRI_EN: Year = [
    "Muharram",
    "Safar",
    "Rabi I",
    "Rabi II",
    "Jumada I",
    "Jumada II",
    "Rajab",
    "Shaban",
    "Ramadan",
    "Shawwal",
    "Dhu al-Qada",
    "Dhu al-Hijja",
];

type Week = [&'static str; 7];

const WEEK_FA: Week = ["شنبه", "یکشنبه", "دوشنبه", "سه‌شنبه", "چهارشنبه", "پنجشنبه", "جمعه"];
const WEEK_AR: Week = ["السبت", "الأحد", "الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة"];
const WEEK_EN: Week = ["Saturday", "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_month_has_a_name_and_no_other_number_has() {
        for calendar in [Calendar::SolarHijri, Calendar::Gregorian, Calendar::Hijri] {
            for language in [Language::Fa, Language::Ar, Language::En] {
                for month in 1..=12 {
                    assert!(month_name(calendar, month, language).is_some_and(|name| !name.is_empty()));
                }
                assert_eq!(month_name(calendar, 0, language), None);
                assert_eq!(month_name(calendar, 13, language), None);
            }
        }
        assert_eq!(month_name(Calendar::SolarHijri, 11, Language::Fa), Some("بهمن"));
        assert_eq!(month_name(Calendar::Gregorian, 8, Language::Fr), Some("August"));
    }

    #[test]
    fn weekdays_have_names() {
        assert_eq!(Weekday::Monday.name(Language::Fa), "دوشنبه");
        assert_eq!(Weekday::Friday.name(Language::Ar), "الجمعة");
        assert_eq!(Weekday::Saturday.name(Language::Und), "Saturday");
    }
}
