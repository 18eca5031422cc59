//! The dates around a statement, sorted by the place they stand in.
//!
//! Clocks of the visit, dates of laws, names and anniversaries are left out here; which of the others dates the statement
//! is decided elsewhere (`statement`).

use super::line::is_date_line;
use super::locale::Locale;
use super::mention::{Mention, Place};
use super::scan::scan;
use super::sense::Nearness;
use super::statement::Clues;
use crate::text::fold::fold;

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
                    places.add_opening(opening(paragraph), index == 0, clues.locale());
                }
            }
        }
        for line in &clues.tail {
            places.tail.extend(usable(line, clues.locale()));
        }
        places
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

    fn add_opening(&mut self, text: &'a str, first: bool, locale: Locale) {
        for mention in scan(text, locale) {
            let told = mention.weekday.is_some() || mention.offset.is_some() || mention.nearness.is_some();
            let dateline = first && mention.range.start < 60;
            // Years before party pages are history, unless the very words say that it is the day of writing.
            let recent = !mention.is_full() || is_recent(&mention);
            let tied = told || recent && first && (mention.led && mention.place == Place::Plain || dateline);
            let coming = mention.place == Place::Future || mention.nearness == Some(Nearness::Next);
            match mention.place {
                Place::Plain | Place::Published if tied && !coming => self.opening.push((mention, text)),
                Place::Plain | Place::Published if !coming && mention.is_full() && (recent || dateline) => {
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
        before_end = matches!(character, '.' | '!' | '?' | '؟' | '…') || before_end && !character.is_alphanumeric();
        if letters > 1000 {
            return paragraph.get(..at).unwrap_or(paragraph);
        }
    }
    paragraph
}
