//! The dates around a statement, sorted by the place they stand in.
//!
//! Clocks of the visit, dates of laws, names and anniversaries are left out here; which of the others dates the statement
//! is decided elsewhere (`statement`).

use super::line::is_date_line;
use super::locale::Locale;
use super::mention::{Mention, Place};
use super::phrase::Line;
use super::scan::scan;
use super::sense::{Nearness, Role};
use super::statement::Clues;
use super::token;
use super::words::Words;
use crate::extract::lexicon::is_word;
use crate::model::{Calendar, Day};
use crate::text::fold::fold;

/// Days by which a date in the opening lies before another one of the same statement, if it is of something long past.
const LONG_AGO: i64 = 5 * 366;

/// A mention with the line it stands in.
pub(super) type Spot<'a> = (Mention, &'a str);

/// The mentions that may date a statement, by place.
#[derive(Debug, Default)]
pub(super) struct Places<'a> {
    pub(super) labelled: Vec<Spot<'a>>,
    pub(super) bare: Vec<Spot<'a>>,
    pub(super) title: Vec<Spot<'a>>,
    /// Of the opening sentences, those that the words around them tie to what is told.
    pub(super) opening: Vec<Spot<'a>>,
    /// Of the opening sentences, the others.
    pub(super) loose: Vec<Spot<'a>>,
    /// Of the opening sentences, days to come without a year: the statement is a little older.
    pub(super) coming: Vec<Spot<'a>>,
    pub(super) tail: Vec<Spot<'a>>,
}

impl<'a> Places<'a> {
    /// Reads head, title, body and tail.
    pub(super) fn read(clues: &Clues<'a>) -> Self {
        let mut places = Self::default();
        for line in &clues.header {
            places.add_header(line, clues.locale());
        }
        places.title = usable(clues.title, clues.locale());
        places.title.retain(|(mention, _)| mention.month.is_some());
        for (index, paragraph) in clues.body.iter().enumerate() {
            let last = index > 0 && index + 2 >= clues.body.len();
            if last && is_signature_like(paragraph) {
                places.tail.extend(usable(paragraph, clues.locale()));
            } else if index < 2 {
                if is_date_line(paragraph) {
                    places.add_header(paragraph, clues.locale());
                } else {
                    places.add_opening(opening(paragraph), index == 0, clues);
                }
            }
        }
        for line in &clues.tail {
            places.tail.extend(usable(line, clues.locale()));
        }
        for spots in [&mut places.labelled, &mut places.bare, &mut places.tail] {
            pair(spots);
        }
        places
    }

    /// Leaves out what the opening tells of times long before a later date of it, of the foot, or of the address.
    pub(super) fn drop_history(&mut self, address: Option<Day>) {
        let told = self.opening.iter().chain(&self.loose).chain(&self.tail);
        let Some(latest) = told.filter_map(|(mention, _)| mention.gregorian()).chain(address).max() else { return };
        for spots in [&mut self.opening, &mut self.loose] {
            spots.retain(|(mention, _)| mention.gregorian().is_none_or(|day| latest.since(day) <= LONG_AGO));
        }
    }

    /// Leaves the mentions for which `wanted` is true.
    pub(super) fn retain(&mut self, wanted: impl Fn(&Mention) -> bool) {
        let Self { labelled, bare, title, opening, loose, coming, tail } = self;
        for spots in [labelled, bare, title, opening, loose, coming, tail] {
            spots.retain(|(mention, _)| wanted(mention));
        }
    }

    fn add_header(&mut self, line: &'a str, locale: Locale) {
        if is_copyright(line) {
            return;
        }
        let bare = is_date_line(line);
        for (mention, line) in usable(line, locale) {
            match mention.place {
                // A line that says "today" and nothing else is the clock of the visit.
                _ if mention.offset == Some(0) && mention.is_full() && bare => {}
                Place::Published => self.labelled.push((mention, line)),
                _ if bare => self.bare.push((mention, line)),
                _ => {}
            }
        }
    }

    fn add_opening(&mut self, text: &'a str, first: bool, clues: &Clues<'a>) {
        let locale = clues.locale();
        for mention in scan(text, locale) {
            let told = mention.weekday.is_some() || mention.offset.is_some() || mention.nearness.is_some();
            let dateline = first && mention.range.start < 60;
            // Years before party pages are history, unless the very words say that it is the day of writing.
            let recent = !mention.is_full() || is_recent(&mention);
            let tied = told || recent && first && (mention.led && mention.place == Place::Plain || dateline);
            let coming = mention.place == Place::Future || mention.nearness == Some(Nearness::Next);
            match mention.place {
                // On an anniversary the day that is told is rather that of the event.
                Place::Plain | Place::Published
                    if tied
                        && !coming
                        && (told
                            || !mention.is_full()
                            || !remembers(clues.title, locale) && !remembers(text, locale)) =>
                {
                    self.opening.push((mention, text));
                }
                Place::Plain | Place::Published
                    if !coming && mention.is_full() && (recent || dateline && closes(&mention, text)) =>
                {
                    self.loose.push((mention, text));
                }
                Place::Plain | Place::Future if coming && mention.weekday.is_some() && mention.year.is_none() => {
                    self.coming.push((mention, text));
                }
                _ => {}
            }
        }
    }
}

/// Makes one of two dates in a row that are the same day in two calendars: a line for each is a habit.
fn pair(spots: &mut Vec<Spot<'_>>) {
    spots.dedup_by(|(second, _), (first, _)| {
        let (Some(one), Some(two)) = (first.gregorian(), second.gregorian()) else { return false };
        let lunar = first.calendar == Calendar::Hijri || second.calendar == Calendar::Hijri;
        let near = one.since(two).abs() <= if lunar { 2 } else { 1 };
        let same = near && first.calendar != second.calendar && first.twin.is_none() && second.fault.is_none();
        if same {
            first.twin = Some(two);
        }
        same
    });
}

/// Whether a text speaks of an anniversary.
fn remembers(text: &str, locale: Locale) -> bool {
    let mut tokens = Vec::new();
    token::cut(text, 0, &mut tokens);
    let line = Line { tokens: &tokens, locale, words: Words::get() };
    (0..tokens.len()).any(|at| line.role(at, Role::History).is_some())
}

/// Whether a sign behind the date parts it from the text, as at the end of a dateline.
fn closes(mention: &Mention, text: &str) -> bool {
    let behind = text.get(mention.range.end..).unwrap_or_default().trim_start();
    behind.is_empty() || behind.starts_with(['-', '–', '—', 'ـ', ':', '/', '|', ')', ']'])
}

/// The mentions of a line that are not a clock, a law, a name, an anniversary or yet to come.
fn usable<'a>(line: &'a str, locale: Locale) -> Vec<Spot<'a>> {
    let fits = |place| matches!(place, Place::Plain | Place::Published);
    scan(line, locale).into_iter().filter(|mention| fits(mention.place)).map(|mention| (mention, line)).collect()
}

/// Whether a paragraph at the end is a dateline or a signature: a date line, or a few words without a sentence sign.
fn is_signature_like(paragraph: &str) -> bool {
    // A footnote names the date of its source.
    if paragraph.trim_start().starts_with(['[', '(', '*', '_']) {
        return false;
    }
    let short = paragraph.chars().count() < 40 && !paragraph.trim_end().ends_with(['.', '!', '?', '؟', '…']);
    short || is_date_line(paragraph)
}

fn is_recent(mention: &Mention) -> bool {
    mention.gregorian().is_some_and(|day| day.year >= 1990)
}

fn is_copyright(line: &str) -> bool {
    let folded = fold(line);
    ["©", "(c)", "copyright", "کلیه حقوق", "تمامی حقوق", "حقوق النشر", "جمیع الحقوق"]
        .iter()
        .any(|sign| folded.contains(sign))
}

/// The sentences that begin within the first letters of a paragraph.
fn opening(paragraph: &str) -> &str {
    let mut letters = 0;
    let mut before_end = false;
    for (at, character) in paragraph.char_indices() {
        if before_end && character.is_whitespace() && letters > 100 {
            return paragraph.get(..at).unwrap_or(paragraph);
        }
        letters += 1;
        before_end = matches!(character, '.' | '!' | '?' | '؟' | '…') || before_end && !is_word(character);
        if letters > 1000 {
            return paragraph.get(..at).unwrap_or(paragraph);
        }
    }
    paragraph
}
