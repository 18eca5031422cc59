//! Every date expression of a text, with what the words around it make of it.
//!
//! Goes line by line; no expression crosses a line end. A bare "today" or a bare number is no mention; a weekday alone
//! is one. Two dates side by side in two calendars are one mention, the second its twin.

use super::locale::Locale;
use super::mention::{Fault, Mention, Place};
use super::phrase::Line;
use super::sense::{Label, Role, Sense};
use super::token::{self, Kind, Token};
use super::words::Words;
use crate::model::{Calendar, calendar};
use crate::text::range::TextRange;

/// Words and signs before a day of the week among which a call to come on it is looked for.
const CALL_NEAR: usize = 24;

/// Finds every date expression of `text`, in order.
#[must_use]
pub fn scan(text: &str, locale: impl Into<Locale>) -> Vec<Mention> {
    let locale = locale.into();
    let mut mentions = Vec::new();
    let mut tokens = Vec::new();
    let mut base = 0;
    for line in text.split_inclusive('\n') {
        token::cut(line, base, &mut tokens);
        base += line.len();
        let line = Line { tokens: &tokens, locale, words: Words::get() };
        for found in in_line(&line) {
            mentions.push(trimmed(found.mention, text));
        }
    }
    mentions
}

/// A mention with the tokens it was read from.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) mention: Mention,
    pub(super) first: usize,
    pub(super) past: usize,
}

/// Finds every date expression of a line.
pub(super) fn in_line(line: &Line<'_>) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut at = 0;
    while at < line.tokens.len() {
        let Some((mention, past)) = begins(line, at).then(|| line.expression(at)).flatten() else {
            at += 1;
            continue;
        };
        let past = past + usize::from(closes(line, at, past));
        let mut mention = Mention { range: range(line.tokens, at, past), ..mention };
        let after = found.last().map_or(0, |last| last.past);
        // No name has two days and a year.
        let spans = mention.end_day.is_some() && mention.year.is_some();
        let told = mention.weekday.is_some() || mention.offset.is_some() || spans || line.is_numeric(at);
        mention.place = place(line, after, at, past, told);
        if mention.place == Place::Plain && mention.weekday.is_some() && is_called_to(line, after, at) {
            mention.place = Place::Future;
        }
        let clock = mention.offset == Some(0) && (at..past).any(|token| line.sign(token) == Some(':'));
        if clock {
            mention.place = Place::Clock;
        }
        mention.led = at > 0 && line.role(at - 1, Role::DayWord) == Some(at);
        if mention.place == Place::Part {
            (mention.day, mention.end_day, mention.place) = (None, None, Place::Plain);
        }
        if mention.day.is_some() || mention.place != Place::Name {
            found.push(Found { mention, first: at, past });
        }
        at = past.max(at + 1);
    }
    let mut found = join(line, found);
    for one in &mut found {
        one.mention.judge();
    }
    found
}

/// Whether a date can begin here: a number, or a word of the tables.
fn begins(line: &Line<'_>, at: usize) -> bool {
    match line.kind(at) {
        Some(Kind::Word(0) | Kind::Sign(_)) | None => false,
        Some(Kind::Number(_, digits)) => digits <= 4,
        Some(Kind::Word(word)) => {
            line.words.number(word).is_some()
                || line.words.phrases(word).iter().any(|phrase| {
                    matches!(
                        phrase.sense,
                        Sense::Month(_)
                            | Sense::Weekday(_)
                            | Sense::Role(Role::Offset(_) | Role::MonthWord | Role::YearWord)
                    )
                })
        }
    }
}

/// Whether a bracket closes right behind that was opened inside: `امروز (شنبه ۵ مهر)`.
fn closes(line: &Line<'_>, at: usize, past: usize) -> bool {
    let count = |sign| (at..past).filter(|token| line.sign(*token) == Some(sign)).count();
    line.sign(past) == Some(')') && count('(') > count(')')
}

fn range(tokens: &[Token], first: usize, past: usize) -> TextRange {
    let start = tokens.get(first).map_or(0, |token| token.range.start);
    let end = past.checked_sub(1).and_then(|last| tokens.get(last)).map_or(start, |token| token.range.end);
    TextRange::new(start, end)
}

/// Takes signs without width off the end of a mention.
fn trimmed(mut mention: Mention, text: &str) -> Mention {
    let bare = |c: char| {
        c.is_whitespace()
            || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
    };
    mention.range.end = mention.range.start + mention.range.of(text).trim_end_matches(bare).len();
    mention
}

/// What the words between the mention before and this one, and the few after it, make of it.
///
/// `told` says that it is all numbers, or that a day of the week or a word such as yesterday stands with it, as in no
/// party's name.
fn place(line: &Line<'_>, after: usize, first: usize, past: usize, told: bool) -> Place {
    let mut label = None;
    let from = after.max(first.saturating_sub(8));
    let mut verdict = Place::Plain;
    let mut at = from;
    while at < first {
        let mut step = 1;
        // The longest phrase comes first: a feast that is called a day is no label.
        let mut reach = at;
        let distance = first - at;
        for (sense, end) in line.senses(at) {
            // A phrase that runs into the date is part of it.
            if end > first {
                continue;
            }
            let gap = (end..first).filter(|between| matches!(line.kind(*between), Some(Kind::Word(_)))).count();
            match sense {
                Sense::Role(Role::Label(found)) if end - at >= step && end >= reach => {
                    label = Some(found);
                    step = end - at;
                }
                // What is said from afar is not after something.
                Sense::Role(Role::Plain) if end - at > 1 => step = step.max(end - at),
                Sense::Role(Role::Name) if gap == 0 || gap == 1 && line.role(end, Role::DayWord).is_some() => {
                    verdict = Place::Name;
                }
                Sense::Role(Role::Body) if gap == 0 && !told => verdict = Place::Name,
                Sense::Role(Role::Memory) if gap <= 3 => (verdict, reach) = (Place::Memory, reach.max(end)),
                Sense::Role(Role::Law) if gap <= 2 => verdict = Place::Law,
                Sense::Role(Role::Half) if gap == 0 => verdict = Place::Part,
                Sense::Role(Role::Imam) if gap == 0 => verdict = Place::Name,
                Sense::Role(Role::Since) if gap <= 1 => verdict = Place::Bound,
                // The end of a range whose beginning is a date goes to that date anyway.
                Sense::Role(Role::To) if end == first => verdict = Place::Bound,
                Sense::Role(Role::Future) if distance <= 8 => verdict = Place::Future,
                _ => {}
            }
        }
        at += step;
    }
    match label {
        _ if zone_follows(line, past) => return Place::Clock,
        Some(Label::Clock | Label::Updated) => return Place::Clock,
        Some(Label::Published) if matches!(verdict, Place::Plain | Place::Bound) => return Place::Published,
        _ => {}
    }
    if verdict == Place::Plain && line.role(past, Role::TillNow).is_some() {
        return Place::Bound;
    }
    if verdict == Place::Plain && !told && line.role(first, Role::NamedDay) == Some(past) {
        return Place::Name;
    }
    if verdict == Place::Plain && future_follows(line, past) {
        return Place::Future;
    }
    verdict
}

/// `به وقت تهران` after a clock.
fn zone_follows(line: &Line<'_>, past: usize) -> bool {
    (past..past + 6)
        .any(|at| line.senses(at).any(|(sense, end)| sense == Sense::Role(Role::Label(Label::Clock)) && end >= at + 3))
}

/// A verb of the future in the rest of the clause.
fn future_follows(line: &Line<'_>, past: usize) -> bool {
    (past..past + 8)
        .take_while(|at| !matches!(line.sign(*at), Some('.' | ',' | ';' | '!' | '?' | '"')))
        .any(|at| line.role(at, Role::Future).is_some())
}

/// A verb of the future, or a call, earlier in the same clause, and no word for what was: for a day of the week the
/// verb may stand far off.
fn is_called_to(line: &Line<'_>, after: usize, first: usize) -> bool {
    for at in (after.max(first.saturating_sub(CALL_NEAR))..first).rev() {
        let is = |role: Role| line.role(at, role).is_some();
        if matches!(line.sign(at), Some('.' | ',' | ';' | '!' | '?' | '"' | ':')) || is(Role::Since) || is(Role::Past) {
            return false;
        }
        if is(Role::Future) {
            return true;
        }
    }
    false
}

/// Joins dates that mean one day in two calendars, and gives a year to the first of two days that share it.
fn join(line: &Line<'_>, found: Vec<Found>) -> Vec<Found> {
    let mut joined: Vec<Found> = Vec::with_capacity(found.len());
    for second in found {
        let Some(first) = joined.last_mut() else {
            joined.push(second);
            continue;
        };
        if let Some(both) = twins(line, first, &second) {
            *first = both;
            continue;
        }
        if let Some(year) = shared_year(line, &first.mention, &second, first.past) {
            first.mention.year = Some(year);
        }
        if let Some(until) = end_of_range(line, first, &second) {
            first.mention.until = Some(until);
            first.mention.nearness = first.mention.nearness.or(second.mention.nearness);
            first.mention.range.end = second.mention.range.end;
            first.past = second.past;
            continue;
        }
        joined.push(second);
    }
    joined
}

/// The first mention with the second as its twin, if they are one day in two calendars.
fn twins(line: &Line<'_>, first: &Found, second: &Found) -> Option<Found> {
    let (one, two) = (&first.mention, &second.mention);
    let weekday_only = one.day.is_none() && one.month.is_none() && one.year.is_none();
    if one.calendar == two.calendar || weekday_only || one.day.is_none() || two.day.is_none() {
        return None;
    }
    let mut linked = false;
    for at in first.past..second.first {
        let small = match line.kind(at) {
            Some(Kind::Number(..)) => line.sign(at + 1) == Some(':') || line.sign(at - 1) == Some(':'),
            Some(Kind::Word(_)) => {
                linked |= line.role(at, Role::Pair).is_some();
                line.senses(at).any(|(sense, _)| {
                    matches!(sense, Sense::Role(Role::Pair | Role::Plain | Role::DayWord | Role::Era(_) | Role::Of))
                })
            }
            Some(Kind::Sign(sign)) => sign != ';',
            None => false,
        };
        if !small && !linked {
            return None;
        }
    }
    if second.first - first.past > 10 {
        return None;
    }
    let mut joined = first.clone();
    if joined.mention.weekday.is_none() {
        joined.mention.weekday = two.weekday;
    }
    if one.year.is_none() && two.year.is_none() {
        // The same day of every year, but for leap days.
        let some = calendar::to_gregorian(
            one.calendar,
            if one.calendar == Calendar::SolarHijri { 1398 } else { 2019 },
            one.month?,
            one.day?,
        )?;
        let fixed = one.calendar != Calendar::Hijri && two.calendar != Calendar::Hijri;
        joined.past = second.past;
        return (fixed && complete(two, some)?.since(some).abs() <= 1).then_some(joined);
    }
    let twin = two.gregorian().or_else(|| complete(two, one.gregorian()?))?;
    let tolerance = if Calendar::Hijri == one.calendar || Calendar::Hijri == two.calendar { 2 } else { 1 };
    if one.year.is_none() {
        // The year is that of the twin, if the day agrees.
        let near = (-tolerance..=tolerance).map(|shift| calendar::from_gregorian(twin.plus_days(shift), one.calendar));
        let (year, ..) = near.into_iter().find(|(_, month, day)| Some(*month) == one.month && Some(*day) == one.day)?;
        joined.mention.year = Some(year);
    }
    let day = joined.mention.gregorian()?;
    joined.mention.twin = Some(twin);
    joined.past = second.past;
    if day.since(twin).abs() > tolerance {
        if !linked && day.since(twin).abs() > 40 {
            return None;
        }
        joined.mention.fault = Some(Fault::Twin);
    }
    Some(joined)
}

/// The day of a mention without a year that lies next to `near`.
fn complete(mention: &Mention, near: crate::model::Day) -> Option<crate::model::Day> {
    let (year, ..) = calendar::from_gregorian(near, mention.calendar);
    let with = |year| calendar::to_gregorian(mention.calendar, year, mention.month?, mention.day?);
    (year - 1..=year + 1).filter_map(with).min_by_key(|day| day.since(near).abs())
}

/// Month and day of the second date, if it is the end of what the first begins: `28 دجنبر 2017 إلى 3 يناير 2018`.
fn end_of_range(line: &Line<'_>, first: &Found, second: &Found) -> Option<(u8, u8)> {
    let (one, two) = (&first.mention, &second.mention);
    let open = one.end_day.is_none() && one.day.is_some() && one.calendar == two.calendar && one.month != two.month;
    let between = first.past..second.first;
    let plain = |at: usize| {
        line.role(at, Role::To).is_some() || line.role(at, Role::DayWord).is_some() || line.sign(at) == Some('-')
    };
    if !open || between.is_empty() || between.len() > 3 || !between.clone().all(plain) {
        return None;
    }
    let to = between.clone().any(|at| line.role(at, Role::To).is_some() || line.sign(at) == Some('-'));
    let (month, day) = two.month.zip(two.day).filter(|_| to)?;
    let later = match (one.year, two.year) {
        (Some(from), Some(to)) => (from, one.month) < (to, two.month) && to - from <= 1,
        (None, None) => one.month < two.month,
        (_, None) => true,
        (None, Some(_)) => false,
    };
    later.then_some((month, day))
}

/// The year of `26 يناير` in `من 26 يناير إلى 3 فبراير 2020`.
fn shared_year(line: &Line<'_>, first: &Mention, second: &Found, past: usize) -> Option<i32> {
    let two = &second.mention;
    let open =
        first.year.is_none() && first.nearness.is_none() && first.day.is_some() && first.calendar == two.calendar;
    let mut joined = second.first == past && line.tokens.get(past).is_some_and(|token| token.and);
    for at in past..second.first {
        let role = |role| line.role(at, role).is_some();
        joined |= role(Role::And) || role(Role::To) || line.sign(at) == Some('-');
        if !(role(Role::And) || role(Role::To) || role(Role::DayWord) || line.sign(at).is_some()) {
            return None;
        }
    }
    let year = two.year.filter(|_| open && joined && two.day.is_some())?;
    Some(if first.month > two.month { year - 1 } else { year })
}
