//! Dates as the screen shows them: in numbers in the list, in words over a text.
//!
//! The calendar that a statement was written in always comes first. Knows nothing of how a date was found.

use crate::catalogue::{numeric, sought};
use crate::model::calendar::from_gregorian;
use crate::model::calendar_names::month_name;
use crate::model::{Calendar, Date, Language};

/// A date for the list: in numbers, in its words where it has none, `~` after one that was inferred, `—` for none.
#[must_use]
pub(super) fn in_list(date: Option<&Date>) -> String {
    let Some(date) = date else { return "—".to_owned() };
    let shown = sought(date);
    match (shown.is_empty(), date.sure) {
        (true, _) => "—".to_owned(),
        (false, true) => shown,
        (false, false) => shown + "~",
    }
}

/// A date in the words it was written in, or in numbers where there are none; `~` after one that was inferred.
#[must_use]
pub(super) fn written(date: &Date) -> String {
    let words = if date.text.is_empty() { numeric(date).unwrap_or_default() } else { date.text.clone() };
    if date.sure { words } else { words + "~" }
}

/// The same day in the other calendars, in words of `language` and in the digits that the date was written in;
/// nothing where the day is not known. A lunar day, which may be a day off, is said to be about that day.
#[must_use]
pub(super) fn elsewhere(date: &Date, language: Language) -> Vec<String> {
    let about = date.about();
    let Some((first, last)) = about.or(date.gregorian) else { return Vec::new() };
    if first != last {
        return Vec::new();
    }
    let about = match language {
        _ if about.is_none() => "",
        Language::Fa => "حدود ",
        Language::Ar => "نحو ",
        _ => "about ",
    };
    [Calendar::SolarHijri, Calendar::Gregorian, Calendar::Hijri]
        .into_iter()
        .filter(|calendar| *calendar != date.calendar)
        .filter_map(|calendar| {
            let (year, month, day) = from_gregorian(first, calendar);
            Some(in_digits_of(&date.text, &format!("{about}{day} {} {year}", month_name(calendar, month, language)?)))
        })
        .collect()
}

/// `words` with digits of the script that the first digit of `written` is of.
fn in_digits_of(written: &str, words: &str) -> String {
    let zero = written.chars().find_map(|digit| match digit {
        '0'..='9' => Some('0'),
        '\u{0660}'..='\u{0669}' => Some('\u{0660}'),
        '\u{06F0}'..='\u{06F9}' => Some('\u{06F0}'),
        _ => None,
    });
    let zero = u32::from(zero.unwrap_or('0'));
    let digit = |letter: char| letter.to_digit(10).and_then(|value| char::from_u32(zero + value)).unwrap_or(letter);
    words.chars().map(digit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::state::sample::date;

    fn check(date: &Date, list: &str, others: &[&str]) {
        assert_eq!(in_list(Some(date)), list);
        assert_eq!(elsewhere(date, Language::En), others);
    }

    #[test]
    fn a_date_shows_as_far_as_it_is_known() {
        check(&date("1397/01/18"), "1397/01/18", &["7 April 2018", "21 Rajab 1439"]);
        check(&date("2018-04-07"), "2018/04/07", &["18 Farvardin 1397", "21 Rajab 1439"]);
        let mut part = date("1397/01/18");
        part.sure = false;
        check(&part, "1397/01/18~", &["7 April 2018", "21 Rajab 1439"]);
        part.year = None;
        part.gregorian = None;
        check(&part, "01/18~", &[]);
        part.month = None;
        check(&part, "—", &[]);
        part.text = " روز  شنبه ".to_owned();
        check(&part, "روز شنبه~", &[]);
        assert_eq!(in_list(None), "—");
    }

    #[test]
    fn other_calendars_are_in_the_digits_of_the_page() {
        let mut day = date("1397/01/18");
        day.text = "۱۸ فروردین ۱۳۹۷".to_owned();
        assert_eq!(elsewhere(&day, Language::Fa), ["۷ آوریل ۲۰۱۸", "۲۱ رجب ۱۴۳۹"]);
        day.text = "١٨ فروردین".to_owned();
        assert_eq!(elsewhere(&day, Language::En), ["٧ April ٢٠١٨", "٢١ Rajab ١٤٣٩"]);
    }

    #[test]
    fn lunar_days_are_about_days() {
        let mut day = date("2020-01-21");
        (day.calendar, day.year, day.month, day.day) = (Calendar::Hijri, Some(1441), Some(5), Some(26));
        "26 جمادى الأولى 1441".clone_into(&mut day.text);
        check(&day, "1441/05/26", &["1 Bahman 1398", "21 January 2020"]);
        day.gregorian = day.gregorian.map(|(first, last)| (first.plus_days(-1), last.plus_days(1)));
        check(&day, "1441/05/26", &["about 1 Bahman 1398", "about 21 January 2020"]);
        assert_eq!(elsewhere(&day, Language::Ar), ["نحو 1 بهمن 1398", "نحو 21 يناير 2020"]);
    }

    #[test]
    fn words_come_before_numbers() {
        let mut day = date("1397/01/18");
        assert_eq!(written(&day), "1397/01/18");
        day.text = "۱۸ فروردین".to_owned();
        day.sure = false;
        assert_eq!(written(&day), "۱۸ فروردین~");
    }
}
