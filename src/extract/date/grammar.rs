//! The order in which words and numbers make a date: `شنبه ۶ اردیبهشت ۱۴۰۴`, `29 و30 دجنبر 2012`, `96/09/25`.
//!
//! Reads one expression that begins at a given token, by trying the shapes that real pages have; the longest comes
//! first. Says nothing of what the words around it make of it (`scan`).

use super::mention::{Fault, Mention};
use super::number::day_number;
use super::phrase::{Line, Read};
use super::sense::{Label, Month, Nearness, Role, Sense};
use super::token::Kind;
use super::year;
use crate::model::{Calendar, Language, Weekday};

/// The years in which Libya's own names of months were used: some went on with them for a while.
const LIBYAN: std::ops::RangeInclusive<i32> = 1969..=2015;

impl Line<'_> {
    /// Reads the date expression that begins at token `at`.
    pub(super) fn expression(&self, at: usize) -> Read<Mention> {
        let offset = self.offset(at);
        let mut next = offset.map_or(at, |(_, next)| self.skip_day_words(next));
        let weekday = self.weekday(next);
        if let Some((_, after)) = weekday {
            // أمس (الاثنين) 19 دجنبر
            let closed = self.sign(next.saturating_sub(1)) == Some('(') && self.sign(after) == Some(')');
            next = after + usize::from(closed);
            next = self.more_weekdays(next);
        }
        let dated = self.date(if weekday.is_some() { self.skip_day_words(next) } else { next });
        let (mut mention, mut end) = match dated {
            Some(read) => read,
            // A weekday alone is something; a bare "yesterday" is not.
            None => weekday.map(|(_, after)| (Mention::new(self.usual_calendar()), after))?,
        };
        mention.offset = offset.map(|(days, _)| days);
        mention.weekday = weekday.map(|(weekday, _)| weekday);
        if mention.weekday.is_none()
            && let Some((weekday, after)) = self.weekday_after(end)
        {
            mention.weekday = Some(weekday);
            end = after;
        }
        Some((mention, end))
    }

    /// Skips the weekdays after the first of several: `الأحد والإثنين 8 و9 ماي`.
    fn more_weekdays(&self, at: usize) -> usize {
        let mut next = at;
        while let Some((_, after)) = self.joiner(next).and_then(|joined| self.weekday(joined)) {
            next = after;
        }
        let range = next > at && self.days(self.skip_day_words(next)).is_some_and(|(_, last, _)| last.is_some());
        if range { next } else { at }
    }

    /// A weekday that follows a date and belongs to no date after it.
    fn weekday_after(&self, at: usize) -> Read<Weekday> {
        let sign = self.sign(at).filter(|sign| matches!(sign, ',' | '-' | '|' | '('));
        let at = at + usize::from(sign.is_some());
        let (weekday, after) = self.weekday(at)?;
        if sign == Some('(') {
            return (self.sign(after) == Some(')')).then_some((weekday, after + 1));
        }
        let own = self.date(self.skip_day_words(after)).is_none() && !self.and_before(at);
        own.then_some((weekday, after))
    }

    fn date(&self, at: usize) -> Read<Mention> {
        self.numeric(at)
            .or_else(|| self.day_month(at))
            .or_else(|| self.month_first(at))
            .or_else(|| self.year_first(at))
            .or_else(|| self.day_of_current_month(at))
            .or_else(|| self.year_only(at))
    }

    /// `1397/01/18`, `19-12-2016`, `96/09/25`, `2020 - 01 - 21`.
    fn numeric(&self, at: usize) -> Read<Mention> {
        let (first, digits_first) = self.number(at)?;
        let sign = self.sign(at + 1).filter(|sign| matches!(sign, '/' | '-' | '.' | '\\' | '_'))?;
        let (second, digits_second) = self.number(at + 2)?;
        let (third, digits_third) = (self.sign(at + 3) == Some(sign)).then(|| self.number(at + 4))??;
        let glued = (1..5).all(|step| self.glued(at + step));
        let next = at + 5;
        // A longer chain is a telephone number, an address, a version.
        let chain = self.sign(next) == Some(sign)
            && self.glued(next)
            && self.glued(next + 1)
            && self.number(next + 1).is_some();
        let time = self.sign(next + 2) == Some(':');
        if (chain && !time) || digits_second > 2 || self.continues_number(at) {
            return None;
        }
        let era = self.era(next);
        let mark = era.map(|(era, _)| era);
        let (year, month, day, calendar) = match (digits_first, digits_third) {
            (4, 1 | 2) => {
                let year = year::bare(first, mark, self.locale)?;
                (year.year, second, third, year.calendar)
            }
            (1 | 2, 4) => {
                let year = year::bare(third, mark, self.locale)?;
                (year.year, second, first, year.calendar)
            }
            (1 | 2, 2) if glued && (sign == '/' || sign == '-' && digits_first == 2 && digits_second == 2) => {
                self.short_numeric(first, second, third, digits_first)?
            }
            // `99/10/3`
            (2, 1) if glued && sign == '/' && self.is_persian() => {
                (year::short(first, Calendar::SolarHijri)?, second, third, Calendar::SolarHijri)
            }
            // `88-6-4`, `4.6.88` with nothing beside them
            (1 | 2, 1 | 2)
                if glued
                    && sign != '/'
                    && (first > 49) != (third > 49)
                    && self.is_persian()
                    && self.alone(at, next) =>
            {
                self.short_numeric(first, second, third, digits_first)?
            }
            _ => return None,
        };
        // 4/13/2018 is a habit of some; nobody writes 2018/13/4.
        let (month, day) = if month > 12 && day <= 12 && digits_first < 4 { (day, month) } else { (month, day) };
        // A slip of one digit is still a date, and an impossible one; anything else is some other number.
        let slip = glued && digits_first + digits_third > 4 && (month > 12) != (day > 31);
        let (most_months, most_days) = if slip { (19, 39) } else { (12, 31) };
        let mut mention = Mention::new(calendar);
        mention.year = Some(year);
        mention.month = Some(u8::try_from(month).ok().filter(|month| (1..=most_months).contains(month))?);
        mention.day = Some(u8::try_from(day).ok().filter(|day| (1..=most_days).contains(day))?);
        mention.era = mark;
        if calendar == Calendar::Hijri && mark.is_none() && self.locale.hijri() != Calendar::Hijri {
            mention.fault = Some(Fault::Calendar);
        }
        Some((mention, era.map_or(next, |(_, after)| after)))
    }

    /// Whether nothing of weight stands on the line beside these tokens: signs, a time, a label, a day of the week.
    fn alone(&self, first: usize, past: usize) -> bool {
        let is_small = |sense| {
            matches!(
                sense,
                Sense::Weekday(_) | Sense::Role(Role::Label(Label::Published) | Role::DayWord | Role::Plain | Role::In)
            )
        };
        let is_time = |at: usize| self.sign(at + 1) == Some(':') || at > 0 && self.sign(at - 1) == Some(':');
        let mut at = 0;
        while at < self.tokens.len() {
            at = match self.kind(at) {
                _ if at == first => past,
                Some(Kind::Sign(_)) => at + 1,
                Some(Kind::Number(..)) if is_time(at) => at + 1,
                _ => match self.senses(at).find(|(sense, _)| is_small(*sense)) {
                    Some((_, after)) => after,
                    None => return false,
                },
            };
        }
        true
    }

    /// Whether three numbers with the same sign between them begin here.
    pub(super) fn is_numeric(&self, at: usize) -> bool {
        let sign = self.sign(at + 1);
        let numbers = [at, at + 2, at + 4].iter().all(|at| self.number(*at).is_some());
        numbers && sign.is_some() && sign == self.sign(at + 3)
    }

    /// Two digits at both ends: Iranian pages put the year first, all others last.
    fn short_numeric(&self, first: i32, second: i32, third: i32, digits: u8) -> Option<(i32, i32, i32, Calendar)> {
        let persian = self.is_persian();
        let calendar = if persian { Calendar::SolarHijri } else { Calendar::Gregorian };
        let year_first = digits == 2 && (first > 31 || persian && third <= 31);
        let (short, day) = if year_first { (first, third) } else { (third, first) };
        Some((year::short(short, calendar)?, second, day, calendar))
    }

    /// Whether pages in this language write short years first.
    fn is_persian(&self) -> bool {
        match self.locale.calendar {
            Some(Calendar::SolarHijri) => true,
            Some(Calendar::Gregorian) => false,
            _ => matches!(self.locale.language, Language::Fa | Language::Ps | Language::Und),
        }
    }

    /// `19 دجنبر 2016`, `ششم اردیبهشت`, `من 26 إلى 30 ماي الجاري`.
    fn day_month(&self, at: usize) -> Read<Mention> {
        let (day, end_day, next) = self.days(at)?;
        let (month, next) = self.month_after(self.skip_day_of(next))?;
        let month_end = next;
        let (next, agrees) = self.month_twin(month, next);
        let next = self.skip_month_word(next);
        let mut mention = Mention::new(month.calendar);
        mention.month = Some(month.number);
        mention.day = Some(day);
        mention.end_day = end_day;
        mention.fault = (!agrees).then_some(Fault::Months);
        let end = self.year_after(&mut mention, next);
        if month.libyan && !mention.year.is_some_and(|year| LIBYAN.contains(&year)) {
            return None;
        }
        let known = mention.year.is_some() || month.usual_in(self.locale.language) || next > month_end;
        let usual = known && (!month.between || mention.year.is_some());
        usual.then_some((mention, end.unwrap_or(next)))
    }

    /// `يوليو 5, 2017`, `خرداد ۱۳۸۸`, `شهر يناير المقبل`.
    fn month_first(&self, at: usize) -> Read<Mention> {
        let (start, after_word) = match self.role(at, Role::MonthWord) {
            Some(after) => (after, true),
            None => (at, false),
        };
        let (month, after) = self.month(start)?;
        let (named, agrees) = self.month_twin(month, after);
        if !agrees {
            return None;
        }
        let mut mention = Mention::new(month.calendar);
        mention.month = Some(month.number);
        // Sept. 12, 2020
        let short = self.sign(named) == Some('.')
            && self.glued(named)
            && self.tokens.get(start).is_some_and(|token| token.latin);
        let named = named + usize::from(short);
        if let Some((day, digits)) = self.number(named)
            && digits <= 2
            && let Some(day) = day_number(day)
        {
            let mut next = named + 1;
            next = self.role(next, Role::Suffix).filter(|_| self.glued(next)).unwrap_or(next);
            next += usize::from(self.sign(next) == Some(','));
            if let Some((number, 4)) = self.number(next)
                && let Some(year) = year::in_calendar(number, month.calendar)
            {
                mention.day = Some(day);
                mention.year = Some(year.year);
                return Some((mention, next + 1));
            }
        }
        let next = self.skip_month_word(named);
        if let Some(end) = self.year_after(&mut mention, next) {
            let near = mention.nearness.is_some() && month.usual_in(self.locale.language);
            let enough = mention.year.is_some() || after_word || next > named || near;
            return (enough && !month.between).then_some((mention, end));
        }
        ((after_word || next > named) && !month.between && month.usual_in(self.locale.language))
            .then_some((mention, next))
    }

    /// `۱۳۹۷ فروردین ۱۸`, and `5341هـ شعبان 22`, whose digits stand in visual order.
    fn year_first(&self, at: usize) -> Read<Mention> {
        let (number, digits) = self.number(at)?;
        if digits != 4 || self.continues_number(at) {
            return None;
        }
        let era = self.era(at + 1);
        // Pashto: د ۱۴۰۰ کال د وري ۵.
        let mut start = era.map_or(at + 1, |(_, after)| after);
        start = self.role(start, Role::YearWord).unwrap_or(start);
        start = self.role(start, Role::Of).unwrap_or(start);
        let (month, next) = self.month(start)?;
        let (day, day_digits) = self.number(next)?;
        if day_digits > 2 || self.number(next + 1).is_some_and(|(_, digits)| digits == 4) {
            return None;
        }
        let mut mention = Mention::new(month.calendar);
        mention.month = Some(month.number);
        mention.era = era.map(|(era, _)| era);
        let mut day = day;
        let year = year::in_calendar(number, month.calendar).or_else(|| {
            mention.fault = Some(Fault::Mirrored);
            day = if day_digits == 2 && day % 10 != 0 { year::mirror(day) } else { day };
            era.and_then(|_| year::in_calendar(year::mirror(number), month.calendar))
        })?;
        mention.year = Some(year.year);
        mention.day = Some(day_number(day)?);
        let next = next + 1;
        Some((mention, self.role(next, Role::Suffix).filter(|_| self.glued(next)).unwrap_or(next)))
    }

    /// `22 من الشهر الجاري`, `۱۲ ماه جاری`, `5 من الشهر الماضي`.
    fn day_of_current_month(&self, at: usize) -> Read<Mention> {
        let (day, end_day, next) = self.days(at)?;
        let of = self.role(next, Role::Of);
        let (nearness, after) = self.nearness(of.unwrap_or(next))?;
        match nearness {
            Nearness::CurrentMonth => {}
            // ۸ ماه گذشته are the last eight months.
            Nearness::LastMonth | Nearness::NextMonth if of.is_some() => {}
            _ => return None,
        }
        let mut mention = Mention::new(self.usual_calendar());
        mention.day = Some(day);
        mention.end_day = end_day;
        mention.nearness = Some(nearness);
        Some((mention, after))
    }

    /// `سال 1397`, `خلال سنة 2021`, `سال پنجاه و هفت`.
    fn year_only(&self, at: usize) -> Read<Mention> {
        let next = self.role(at, Role::YearWord)?;
        let (number, digits, next) = self.year_number(next)?;
        let era = self.era(next);
        let mark = era.map(|(era, _)| era);
        let read = match digits {
            4 => year::bare(number, mark, self.locale)?,
            2 if self.locale.language == Language::Fa && number >= 40 => {
                year::Year { calendar: Calendar::SolarHijri, year: year::short(number, Calendar::SolarHijri)? }
            }
            _ => return None,
        };
        let mut mention = Mention::new(read.calendar);
        mention.year = Some(read.year);
        mention.era = mark;
        Some((mention, era.map_or(next, |(_, after)| after)))
    }

    /// The month after a day: `من شهر`, `ماه`, or a stroke may stand between.
    fn month_after(&self, at: usize) -> Read<Month> {
        let mut next = at;
        if self.sign(next).is_some_and(|sign| matches!(sign, '/' | '-' | '.' | ',')) {
            next += 1;
        }
        for _ in 0..3 {
            let of = self.role(next, Role::Of).or_else(|| self.role(next, Role::MonthWord));
            let Some(after) = of else { break };
            if self.month(next).is_some() {
                break;
            }
            next = after;
        }
        self.month(next)
    }

    /// Skips the other name of the same month, such as `آب` in `أغسطس/آب`; false where it is of another month.
    fn month_twin(&self, month: Month, at: usize) -> (usize, bool) {
        let sign = self.sign(at);
        let start = at + usize::from(sign.is_some_and(|sign| matches!(sign, '/' | '(' | '-')));
        let Some((twin, after)) = self.month(start).filter(|(twin, _)| twin.calendar == month.calendar) else {
            return (at, true);
        };
        let past = after + usize::from(sign == Some('(') && self.sign(after) == Some(')'));
        match sign {
            _ if twin.number == month.number => (past, true),
            Some('/' | '(') => (past, false),
            _ => (at, true),
        }
    }

    /// Skips "day of" after an ordinal that counts days: `بیست و پنجمین روز از`.
    fn skip_day_of(&self, at: usize) -> usize {
        let ordinal = at.checked_sub(1).and_then(|last| self.word(last)).and_then(|word| self.words.number(word));
        let counts = ordinal.is_some_and(|number| number.of_days);
        if counts { self.role(at, Role::DayWord).unwrap_or(at) } else { at }
    }

    fn skip_month_word(&self, at: usize) -> usize {
        self.role(at, Role::MonthWord).unwrap_or(at)
    }

    /// Reads the year, era or nearness after a month into `mention`; the token after them.
    fn year_after(&self, mention: &mut Mention, at: usize) -> Option<usize> {
        let mut next = at;
        let sign = self.sign(next).filter(|sign| matches!(sign, ',' | '/' | '-' | '.'));
        next += usize::from(sign.is_some());
        let mut year_word = false;
        for _ in 0..3 {
            if let Some((nearness, after)) = self.nearness(next) {
                let year_word = year_word && sign.is_none();
                mention.nearness = Some(match nearness {
                    Nearness::Next if year_word => Nearness::NextYear,
                    Nearness::Last if year_word => Nearness::LastYear,
                    Nearness::CurrentMonth => Nearness::Current,
                    Nearness::LastMonth => Nearness::Last,
                    Nearness::NextMonth => Nearness::Next,
                    other => other,
                });
                return Some(after);
            }
            if let Some(after) = self.role(next, Role::YearWord) {
                (next, year_word) = (after, true);
            } else if let Some(after) = self.role(next, Role::Of).or_else(|| self.role(next, Role::MonthWord)) {
                next = after;
            } else {
                break;
            }
        }
        let (number, digits, after) = self.year_number(next)?;
        let era = self.era(after);
        let end = era.map_or(after, |(_, after)| after);
        let full = (digits == 4).then(|| year::in_calendar(number, mention.calendar)).flatten().map(|year| year.year);
        let old = (era.is_some() && digits <= 4 && mention.calendar == Calendar::Hijri).then_some(number);
        let short = || {
            let close = year_word || sign.is_none_or(|sign| sign != ',') && mention.calendar == Calendar::SolarHijri;
            let year = (digits == 2 && close).then(|| year::short(number, mention.calendar)).flatten()?;
            (year_word || sign == Some('/') || !self.counts(after)).then_some(year)
        };
        mention.year = Some(full.or(old).or_else(short)?);
        mention.era = era.map(|(era, _)| era);
        Some(end)
    }

    pub(super) fn usual_calendar(&self) -> Calendar {
        self.locale.calendar.unwrap_or(match self.locale.language {
            Language::Fa | Language::Ps | Language::Ckb => Calendar::SolarHijri,
            _ => Calendar::Gregorian,
        })
    }

    /// Skips up to three small words and signs between a weekday and its date.
    pub(super) fn skip_day_words(&self, at: usize) -> usize {
        let mut next = at;
        for _ in 0..3 {
            let sign = self.sign(next).is_some_and(|sign| matches!(sign, ',' | '-' | '(' | ':' | '|' | '/' | '.'));
            next = match self.small_day_word(next) {
                Some(after) => after,
                None if sign => next + 1,
                None => break,
            };
        }
        next
    }
}
