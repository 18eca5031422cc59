//! The date of a statement: of all dates around it, the one whose place can be trusted most.
//!
//! In this order: the record's field; a labelled line; a bare date line near the title; the title; the opening
//! sentences; the dateline; the address; then the same places again for dates whose year must be inferred; the file
//! name; what is less than a day; and, where somebody asked for it, the day the file was last changed. Clocks of the visit, dates of laws, names, anniversaries and things to come
//! are never it.

use super::address;
use super::ago;
use super::locale::Locale;
use super::mention::{Fault, Mention, Place};
use super::places::{Places, Spot};
use super::resolve::{Reference, resolve};
use super::scan::scan;
use crate::extract::Context;
use crate::model::{Calendar, Date, Day, How, Language, Precision, Problem, calendar};
use crate::text::fold::fold;
use std::cell::{Cell, OnceCell, RefCell};

/// Where the date of a statement may stand.
#[derive(Clone, Debug)]
pub struct Clues<'a> {
    /// The date field of a record.
    pub field: Option<&'a str>,
    /// Lines of the page's head in order, title excluded.
    pub header: Vec<&'a str>,
    /// The title.
    pub title: &'a str,
    /// Lead and paragraphs.
    pub body: Vec<&'a str>,
    /// Signature and dateline below the body.
    pub tail: Vec<&'a str>,
    /// Address of the page.
    pub url: Option<&'a str>,
    /// The day the page was saved, where that is known.
    pub captured: Option<Day>,
    /// The day the file was last changed, if that may stand in where nothing else dates a statement.
    pub modified: Option<Day>,
    /// Path of the file, relative to the corpus.
    pub path: &'a str,
    /// Language of the statement.
    pub language: Language,
    /// The calendar that numbers alone are read in, if somebody says so.
    pub calendar: Option<Calendar>,
    /// The whole document, for clocks and other dates.
    pub page: &'a Page<'a>,
}

/// The text of a document with the dates in it, which are read once for all of its statements.
#[derive(Debug, Default)]
pub struct Page<'a> {
    text: &'a str,
    /// The latest dates, by what numbers were read by, and the day they may not lie after.
    latest: RefCell<Vec<(Locale, Day, Latest)>>,
    /// True once something was read otherwise than it may be on another day.
    today: Cell<bool>,
}

/// The latest full dates of a page, each with its calendar and year: of its clocks, and of all.
#[derive(Clone, Copy, Debug)]
struct Latest {
    clock: Option<(Day, Calendar, i32)>,
    all: Option<(Day, Calendar, i32)>,
}

impl<'a> Page<'a> {
    /// A document with this text.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        Self { text, ..Self::default() }
    }

    /// True if a date on the page, or that there is none, rests on what day it is today.
    #[must_use]
    pub fn rests_on_today(&self) -> bool {
        self.today.get()
    }

    /// Whether a day of the page lies after `last`, which comes from what day it is today.
    fn is_after(&self, day: Day, last: Day) -> bool {
        let after = day > last;
        self.today.set(self.today.get() || after);
        after
    }

    fn latest(&self, locale: Locale, today: Day) -> Latest {
        let known = |(known, day, _): &&(Locale, Day, Latest)| *known == locale && *day == today;
        if let Some((_, _, latest)) = self.latest.borrow().iter().find(known) {
            return *latest;
        }
        let mentions = scan(self.text, locale);
        let of = |clock: bool| {
            let days = mentions.iter().filter(|mention| !clock || mention.place == Place::Clock);
            days.filter(|mention| mention.fault.is_none())
                .filter_map(|mention| Some((mention.gregorian()?, mention.calendar, mention.year?)))
                .filter(|(day, ..)| !self.is_after(*day, today))
                .max_by_key(|(day, ..)| *day)
        };
        let latest = Latest { clock: of(true), all: of(false) };
        self.latest.borrow_mut().push((locale, today, latest));
        latest
    }
}

impl Clues<'_> {
    /// What numbers are read by.
    pub(super) fn locale(&self) -> Locale {
        Locale { language: self.language, calendar: self.calendar }
    }
}

/// Finds the date of a statement.
#[must_use]
pub fn of_statement(clues: &Clues<'_>, context: &Context) -> Option<Date> {
    let known = OnceCell::new();
    let known = || *known.get_or_init(|| reference_of(clues, context));
    let reference = || {
        let reference = known();
        clues.page.today.set(clues.page.today.get() || !reference.given);
        reference
    };
    let mut places = Places::read(clues);
    places.retain(|mention| !is_to_come(mention, clues, context));
    places.drop_history(clues.url.and_then(|url| address_day(url, clues.locale())));
    let resolved = |(mention, line): &Spot<'_>| resolve(mention, mention.range.of(line), &reference);
    let day = |spots: &[Spot<'_>]| {
        spots.iter().filter_map(resolved).find(|date| date.gregorian.is_some() && date.day.is_some())
    };
    let written = |spots: &[Spot<'_>]| {
        let full: Vec<Spot<'_>> = spots.iter().filter(|(mention, _)| mention.is_full()).cloned().collect();
        day(&full)
    };

    from_field(clues, &reference, &known)
        .or_else(|| written(&places.labelled))
        .or_else(|| earliest(&places.bare, &resolved))
        .or_else(|| bare_digits(clues))
        .or_else(|| written(&places.title))
        .or_else(|| written(&places.opening))
        .or_else(|| written(&places.tail))
        .or_else(|| written(&places.loose).map(|date| Date { sure: false, ..date }))
        .or_else(|| clues.url.and_then(|url| from_address(url, How::Url, clues.locale())))
        .or_else(|| day(&places.labelled))
        .or_else(|| day(&places.bare))
        .or_else(|| clues.header.iter().find_map(|line| ago::of_line(line, clues.locale(), &known())))
        .or_else(|| day(&places.title))
        .or_else(|| day(&places.opening))
        .or_else(|| day(&places.coming))
        .or_else(|| day(&places.tail))
        .or_else(|| from_path(clues))
        .or_else(|| less_than_a_day(&places, &resolved))
        .or_else(|| {
            let found = address::find_month(clues.url?, clues.locale())?;
            Some(address_date(found, How::Url))
        })
        .or_else(|| clues.modified.map(from_file_time))
}

/// Whether a full date lies after the day that the page was seen, so that it is of something yet to come.
fn is_to_come(mention: &Mention, clues: &Clues<'_>, context: &Context) -> bool {
    // A day more, for clocks of other time zones and lunar months of other countries.
    match clues.captured {
        Some(captured) => mention.gregorian().is_some_and(|day| day > captured.plus_days(1)),
        None => mention.gregorian().is_some_and(|day| clues.page.is_after(day, context.today.plus_days(1))),
    }
}

/// Dates near a statement that cannot be: impossible days, and days that disagree with their weekday or their twin.
#[must_use]
pub fn faults(clues: &Clues<'_>) -> Vec<Problem> {
    let lines = clues.header.iter().chain([&clues.title]).chain(clues.body.first()).chain(&clues.tail);
    let mut problems = Vec::new();
    for line in lines {
        for mention in scan(line, clues.locale()) {
            let what = match mention.fault {
                Some(Fault::Impossible) => "is no day of its calendar; the statement was not dated by it",
                Some(Fault::Weekday) => "is another day of the week than the one beside it; the numbers were kept",
                Some(Fault::Twin) => "and the date beside it in another calendar are different days; both were kept",
                Some(Fault::Calendar) => "may be of another calendar; it was read as lunar",
                Some(Fault::Months) => "gives two different months; the one beside the day was kept",
                Some(Fault::Mirrored) => "has its digits in visual order; they were read in reverse",
                None => continue,
            };
            problems.push(Problem::new(format!("The date “{}” {what}.", mention.range.of(line))));
        }
    }
    problems
}

/// The earliest of the full dates on bare lines: a page is visited and changed after it was published.
fn earliest(bare: &[Spot<'_>], resolved: &dyn Fn(&Spot<'_>) -> Option<Date>) -> Option<Date> {
    let mut dates: Vec<Date> = bare.iter().filter(|(mention, _)| mention.is_full()).filter_map(resolved).collect();
    dates.retain(|date| date.gregorian.is_some());
    let first = dates.iter().position(|date| date.gregorian == dates.iter().filter_map(|date| date.gregorian).min())?;
    let chosen = dates.swap_remove(first);
    let others = dates
        .iter()
        .filter_map(|date| date.gregorian)
        .filter(|(day, _)| chosen.gregorian.is_some_and(|(own, _)| day.since(own).abs() > 1));
    let mut rivals = chosen.rivals.clone();
    rivals.extend(others.map(|(day, _)| day.to_string()));
    rivals.dedup();
    Some(Date { sure: chosen.sure && rivals.is_empty(), rivals, ..chosen })
}

/// A header line that is nothing but eight digits.
fn bare_digits(clues: &Clues<'_>) -> Option<Date> {
    let lines = clues.header.iter().chain(clues.body.iter().take(2));
    let found = lines.filter_map(|line| address::eight_digits(line, clues.locale())).next()?;
    Some(Date { sure: false, ..address_date(found, How::Explicit) })
}

fn from_field(clues: &Clues<'_>, reference: &dyn Fn() -> Reference, known: &dyn Fn() -> Reference) -> Option<Date> {
    let field = clues.field.map(str::trim).filter(|field| !field.is_empty())?;
    let digits = fold(field);
    let seconds = digits.parse::<i64>().ok().and_then(|number| match digits.len() {
        9 | 10 => Some(number),
        13 => Some(number / 1000),
        _ => None,
    });
    if let Some(seconds) = seconds {
        let day = Day::from_unix(seconds);
        let found = address::Found {
            calendar: Calendar::Gregorian,
            year: day.year,
            month: day.month,
            day: Some(day.day),
            sure: true,
            text: field.to_owned(),
        };
        return Some(address_date(found, How::Field));
    }
    let mentions = scan(field, clues.locale());
    let full = mentions.iter().find(|mention| mention.is_full()).or(mentions.first());
    let dated = full.and_then(|mention| resolve(mention, mention.range.of(field), reference));
    let dated = dated.map(|date| Date { how: if date.how == How::Explicit { How::Field } else { date.how }, ..date });
    dated
        .or_else(|| address::find(&digits, clues.locale()).map(|found| address_date(found, How::Field)))
        .or_else(|| ago_in_any(field, clues.locale(), &known()))
}

/// How long ago a field says it was: programs write it in the language of their own screens.
fn ago_in_any(field: &str, locale: Locale, reference: &Reference) -> Option<Date> {
    let others = [Language::Ar, Language::Fa].map(|language| Locale { language, ..locale });
    std::iter::once(locale).chain(others).find_map(|locale| ago::of_line(field, locale, reference))
}

fn from_address(address: &str, how: How, locale: Locale) -> Option<Date> {
    address::find(address, locale).map(|found| address_date(found, how))
}

/// The day that an address tells for sure.
fn address_day(address: &str, locale: Locale) -> Option<Day> {
    let found = address::find(address, locale).filter(|found| found.sure)?;
    calendar::to_gregorian(found.calendar, found.year, found.month, found.day?)
}

fn from_path(clues: &Clues<'_>) -> Option<Date> {
    let path = fold(clues.path);
    let name = path.rsplit('/').next().unwrap_or(&path);
    let mut date = from_address(name, How::File, clues.locale())
        .or_else(|| from_address(&path, How::File, clues.locale()))
        .or_else(|| from_name(name, clues.locale()))?;
    if !clues.path.contains(&date.text) {
        // The words of a name in other digits are in the whole of it.
        clues.path.rsplit('/').next().unwrap_or(clues.path).clone_into(&mut date.text);
    }
    Some(date)
}

/// A date in words in the name of a file: `بيان-5-ماي-2020.txt`.
fn from_name(name: &str, locale: Locale) -> Option<Date> {
    let words = name.replace(['-', '_', '.'], " ");
    let mentions = scan(&words, locale);
    let full = mentions.iter().find(|mention| mention.is_full() && mention.place == Place::Plain)?;
    let found = calendar::to_gregorian(full.calendar, full.year?, full.month?, full.day?)?;
    Some(Date {
        calendar: full.calendar,
        year: full.year,
        month: full.month,
        day: full.day,
        precision: Precision::Day,
        how: How::File,
        sure: false,
        text: full.range.of(&words).to_owned(),
        gregorian: Some((found, found)),
        rivals: Vec::new(),
    })
}

fn address_date(found: address::Found, how: How) -> Date {
    Date {
        calendar: found.calendar,
        year: Some(found.year),
        month: Some(found.month),
        day: found.day,
        precision: if found.day.is_some() { Precision::Day } else { Precision::Month },
        how,
        sure: how == How::Field || found.sure && how != How::File,
        gregorian: calendar::span(found.calendar, found.year, Some(found.month), found.day),
        text: found.text,
        rivals: Vec::new(),
    }
}

fn from_file_time(day: Day) -> Date {
    Date {
        calendar: Calendar::Gregorian,
        year: Some(day.year),
        month: Some(day.month),
        day: Some(day.day),
        precision: Precision::Day,
        how: How::FileTime,
        sure: false,
        text: day.to_string(),
        gregorian: Some((day, day)),
        rivals: Vec::new(),
    }
}

/// A month, a year, a day without a year or a weekday, where no day was found.
fn less_than_a_day(places: &Places<'_>, resolved: &dyn Fn(&Spot<'_>) -> Option<Date>) -> Option<Date> {
    let near = || places.labelled.iter().chain(&places.bare);
    let dated = |wanted: &[Precision], spot: &Spot<'_>| resolved(spot).filter(|date| wanted.contains(&date.precision));
    let first = |wanted: &[Precision], spots: Vec<&Spot<'_>>| spots.into_iter().find_map(|spot| dated(wanted, spot));
    use Precision::{Day, Month, MonthDay, Weekday, Year};
    // A day of the year that a text speaks of may be another than its own.
    let spoken = || first(&[MonthDay], places.title.iter().chain(&places.opening).chain(&places.tail).collect());
    first(&[Day, Month, Year], near().collect())
        .or_else(|| first(&[Month], places.title.iter().chain(&places.tail).collect()))
        .or_else(|| first(&[MonthDay], near().collect()))
        .or_else(|| spoken().map(|date| Date { sure: false, ..date }))
        .or_else(|| first(&[Weekday], near().chain(&places.opening).collect()))
        .map(|date| Date { sure: date.sure && date.precision != Weekday, ..date })
}

/// The day that dates without a year count from: given, the page's clock, the day it was saved, its latest date, today.
fn reference_of(clues: &Clues<'_>, context: &Context) -> Reference {
    let Latest { clock, all } = clues.page.latest(clues.locale(), context.today);
    let captured = clues.captured.filter(|_| clock.is_none());
    let found = clock.or(all);
    Reference {
        day: context.reference.or(captured).or(found.map(|(day, ..)| day)).unwrap_or(context.today),
        near: context.reference.is_some() || captured.is_some() || clock.is_some(),
        given: context.reference.is_some() || captured.is_some() || found.is_some(),
        year: found.map(|(_, calendar, year)| (calendar, year)),
    }
}
