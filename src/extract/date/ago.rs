//! Lines that say how long ago and no more: `دیروز ۱۸:۳۰`, `منذ 3 أيام`, `السبت الماضي`, `ماه گذشته`, `شنبه`.
//!
//! They are the date of a page only near its title, and only where the day they count from is known: the page's own
//! clock, the day it was saved, or what the user gave. Nothing here is ever sure.

use super::locale::Locale;
use super::phrase::{Line, Read};
use super::resolve::Reference;
use super::sense::{Nearness, Role};
use super::token::{self, Kind, Token};
use super::words::Words;
use crate::model::{Calendar, Date, Day, How, Language, Precision, Weekday, calendar};

/// Lines longer than this many bytes say more.
const LONGEST: usize = 120;

/// What such a line counts.
enum Way {
    /// So many days from the reference.
    Days(i64),
    /// The latest such day that is not after the reference.
    On(Weekday),
    /// The last one before it, or the next one after it.
    Beside(Weekday, Nearness),
    /// That day in the week so many weeks after.
    InWeek(Weekday, i64),
    /// So many months from that of the reference.
    Months(i32),
}

/// The date of a line that says only how long before or after the reference day.
pub(super) fn of_line(text: &str, locale: Locale, reference: &Reference) -> Option<Date> {
    if !reference.near {
        return None;
    }
    let mut tokens = Vec::new();
    token::cut(text, 0, &mut tokens);
    let line = Line { tokens: &tokens, locale, words: Words::get() };
    let (how, day) = match said(&line)? {
        Way::Days(days) => (How::Relative, reference.day.plus_days(days)),
        Way::On(weekday) => (How::Weekday, back_to(weekday, reference.day)),
        Way::Beside(weekday, Nearness::Next) => (How::Relative, back_to(weekday, reference.day.plus_days(7))),
        Way::Beside(weekday, _) => (How::Relative, back_to(weekday, reference.day.plus_days(-1))),
        Way::InWeek(weekday, weeks) => {
            let start = back_to(Weekday::Saturday, reference.day);
            (How::Relative, start.plus_days(weeks * 7 + weekday as i64))
        }
        Way::Months(months) => return in_month(months, text, line.usual_calendar(), reference.day),
    };
    let (year, month, number) = calendar::from_gregorian(day, line.usual_calendar());
    Some(Date {
        calendar: line.usual_calendar(),
        year: Some(year),
        month: Some(month),
        day: Some(number),
        precision: Precision::Day,
        how,
        sure: false,
        text: text.trim().to_owned(),
        gregorian: Some((day, day)),
        rivals: Vec::new(),
    })
}

/// Whether a line says how long ago and no more, in the words of any language.
#[must_use]
pub fn is_ago_line(text: &str) -> bool {
    let mut tokens = Vec::new();
    // Nearly every line opens with a word that no date is made of, and needs no second look.
    let opens = |tokens: &mut Vec<Token>| {
        token::cut(text.split_whitespace().next().unwrap_or(""), 0, tokens);
        !matches!(tokens.first(), Some(Token { kind: Kind::Word(0), .. }))
    };
    text.len() <= LONGEST && opens(&mut tokens) && {
        token::cut(text, 0, &mut tokens);
        let words = Words::get();
        let said = |language: Language| said(&Line { tokens: &tokens, locale: language.into(), words });
        [Language::Fa, Language::Ar].into_iter().any(|language| said(language).is_some())
    }
}

/// What the line counts, if it does nothing else.
fn said(line: &Line<'_>) -> Option<Way> {
    let mut start = 0;
    let (way, past) = loop {
        match way(line, start) {
            Some(found) => break found,
            None if is_idle(line, start) => start += 1,
            None => return None,
        }
    };
    let rest = past..line.tokens.len();
    let timed = rest.clone().any(|at| line.sign(at) == Some(':') && line.number(at + 1).is_some());
    let idle = rest.clone().all(|at| is_idle(line, at) || line.number(at).is_some() && timed);
    // "Today" alone is the page's clock or a menu's word.
    let today = matches!(way, Way::Days(0)) && line.offset(start).is_some() && !timed;
    (idle && !today).then_some(way)
}

fn way(line: &Line<'_>, at: usize) -> Read<Way> {
    if let Some((offset, after)) = line.offset(at)
        && line.weekday(after).is_none()
    {
        return Some((Way::Days(i64::from(offset)), after));
    }
    if let Some((weekday, after)) = line.weekday(at) {
        if let Some((weeks, after)) = week(line, after) {
            return Some((Way::InWeek(weekday, weeks), after));
        }
        return match line.nearness(after) {
            Some((near @ (Nearness::Last | Nearness::Next), after)) => Some((Way::Beside(weekday, near), after)),
            Some(_) => None,
            None => Some((Way::On(weekday), after)),
        };
    }
    match line.nearness(at) {
        Some((Nearness::LastMonth, after)) => return Some((Way::Months(-1), after)),
        Some((Nearness::CurrentMonth, after)) => return Some((Way::Months(0), after)),
        _ => {}
    }
    if let Some(after) = line.role(at, Role::AgoBefore) {
        let (days, after) = span(line, after)?;
        return Some((Way::Days(-days), after));
    }
    let (days, after) = span(line, at)?;
    Some((Way::Days(-days), line.role(after, Role::Ago)?))
}

/// A count of days, weeks or hours, as days: `3 أيام`, `يومين`, `یک هفته`, `ساعتی`.
fn span(line: &Line<'_>, at: usize) -> Read<i64> {
    let counted = line.number(at).map(|(number, _)| (number, at + 1)).or_else(|| line.number_words(at));
    let (number, next) = counted.unwrap_or((1, at));
    let (unit, after) = (0..=14).find_map(|days| Some((days, line.role(next, Role::Days(days))?)))?;
    (0..=60).contains(&number).then_some((i64::from(number) * i64::from(unit), after))
}

fn week(line: &Line<'_>, at: usize) -> Read<i64> {
    let at = line.role(at, Role::Of).unwrap_or(at);
    (-1..=1).find_map(|weeks| Some((i64::from(weeks), line.role(at, Role::Week(weeks))?)))
}

/// The latest such day of the week that is not after `day`.
fn back_to(weekday: Weekday, day: Day) -> Day {
    let days = calendar::weekday(day) as i64 - weekday as i64;
    day.plus_days(-days.rem_euclid(7))
}

fn in_month(months: i32, text: &str, calendar: Calendar, reference: Day) -> Option<Date> {
    let (year, month, _) = calendar::from_gregorian(reference, calendar);
    let count = year * 12 + i32::from(month) - 1 + months;
    let (year, month) = (count.div_euclid(12), u8::try_from(count.rem_euclid(12) + 1).ok()?);
    Some(Date {
        calendar,
        year: Some(year),
        month: Some(month),
        day: None,
        precision: Precision::Month,
        how: How::Relative,
        sure: false,
        text: text.trim().to_owned(),
        gregorian: calendar::span(calendar, year, Some(month), None),
        rivals: Vec::new(),
    })
}

/// Signs, and words that weigh nothing before a date.
fn is_idle(line: &Line<'_>, at: usize) -> bool {
    line.sign(at).is_some()
        || [Role::DayWord, Role::In, Role::Plain].into_iter().any(|role| line.role(at, role).is_some())
            && line.offset(at).is_none()
}
