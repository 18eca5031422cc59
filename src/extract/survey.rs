//! What the pages of one folder have in common: lines that come again on page after page.
//!
//! [`Survey::page`] notes a page, [`Survey::add`] counts it, [`Survey::finish`] gives the lines [`Repeated`] on it.
//! A line is compared by its letters alone, folded, every number alike, so that counters and codes do not part what
//! belongs together; it counts once a page, and a copy of a page counts with the page. Memory is bounded whatever the
//! pages are. Counts only: what a repeated line means in its place on a page is for `learnt` to judge.

use super::lexicon::{is_number, is_word};
use super::line::{Line, lines};
use crate::model::{Digest, Document};
use crate::text::fold::fold;
use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

/// Pages that a survey counts at most; more would hardly tell more.
pub const MOST_PAGES: usize = 200;
/// The longest page, in bytes of text, that is surveyed.
pub const LONGEST_SURVEYED: usize = 256 << 10;
/// Fewer distinct pages than this teach nothing.
pub const FEWEST_PAGES: usize = 3;
/// A line must be on one of so many pages: a folder may hold several sites, and a line of three pages in two hundred
/// is more likely a headline or a way of speaking.
const SHARE: usize = 10;
/// Distinct lines of a page that are noted at most.
const MOST_LINES: usize = 600;
/// Lines above a running text that may be its title.
pub(super) const NEAR: usize = 4;
/// Running texts of a page above which titles are looked for.
const TITLED: usize = 6;
/// A line of this many letters is running text.
const LONG_LETTERS: usize = 120;
/// A line of more bytes is not looked into.
const LONGEST_LINE: usize = 700;
/// What a line is told by, in characters, at most.
const TOLD: usize = 120;

/// A line without what may differ from page to page, as a number.
type Key = u64;

/// What a survey notes of one page.
#[derive(Clone, Debug, Default)]
pub struct Noted {
    title: Option<Key>,
    long: HashSet<Key>,
    lines: HashMap<Key, OnPage>,
}

/// A line on one page.
#[derive(Clone, Debug)]
struct OnPage {
    text: String,
    times: u32,
    near: bool,
}

/// Counts the lines of pages.
#[derive(Clone, Debug, Default)]
pub struct Survey {
    pages: usize,
    titles: HashMap<Key, u32>,
    long: HashSet<Key>,
    lines: HashMap<Key, Tally>,
}

/// How often a line was met.
#[derive(Clone, Debug, Default)]
struct Tally {
    text: String,
    pages: u32,
    times: u32,
    near: u32,
}

/// Lines that come again and again on the pages of one folder.
#[derive(Clone, Debug, Default)]
pub struct Repeated {
    pages: usize,
    titles: HashSet<Key>,
    lines: HashMap<Key, Tally>,
}

/// A line as a survey met it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Met {
    /// Distinct pages that it is on.
    pub(super) pages: usize,
    /// True if it is on half of all pages at least.
    pub(super) common: bool,
    /// Times that it is on a page, as a rule.
    pub(super) times: usize,
    /// True if it stands right above running text on one of its pages in three at least.
    pub(super) near: bool,
}

impl Noted {
    /// Notes the lines right above a text, the number `texts` of its page, as those that may be its title.
    fn near(&mut self, above: &mut Vec<Key>, texts: usize) {
        for key in above.drain(..).rev().take(NEAR).filter(|_| texts <= TITLED) {
            self.lines.entry(key).and_modify(|line| line.near = true);
        }
    }
}

impl Survey {
    /// Notes what a survey counts of a page; nothing of a page that is too long.
    #[must_use]
    pub fn page(document: &Document) -> Noted {
        let title = document.fields.title.as_deref().map(fold).and_then(|title| key(&title));
        let mut noted = Noted { title, ..Noted::default() };
        if document.text.len() > LONGEST_SURVEYED {
            return noted;
        }
        let mut above: Vec<Key> = Vec::new();
        let mut texts = 0;
        for raw in document.text.split(['\n', '\r']) {
            if raw.len() > LONGEST_LINE {
                // Running text, whatever its letters; it only tells copies.
                let mut hasher = DefaultHasher::new();
                raw.trim().hash(&mut hasher);
                noted.long.insert(hasher.finish());
                texts += 1;
                noted.near(&mut above, texts);
                continue;
            }
            let Some(line) = lines(raw).pop() else { continue };
            let Some(key) = key_of(&line) else { continue };
            let long = is_long(&line);
            if long {
                texts += 1;
                noted.near(&mut above, texts);
                noted.long.insert(key);
            }
            if noted.lines.len() < MOST_LINES || noted.lines.contains_key(&key) {
                let text = || line.text.chars().take(TOLD).collect();
                let seen = noted.lines.entry(key).or_insert_with(|| OnPage { text: text(), times: 0, near: false });
                seen.times += 1;
            }
            if is_shaped(&line) {
                above.push(key);
            }
        }
        noted
    }

    /// Counts a page, unless it says nothing that an earlier one does not.
    pub fn add(&mut self, page: Noted) {
        let is_copy = match page.long.is_empty() {
            false => page.long.iter().all(|key| self.long.contains(key)),
            true => page.lines.keys().all(|key| self.lines.contains_key(key)),
        };
        if is_copy || self.pages >= MOST_PAGES {
            return;
        }
        self.pages += 1;
        self.long.extend(page.long);
        if let Some(title) = page.title {
            *self.titles.entry(title).or_default() += 1;
        }
        for (key, line) in page.lines {
            let tally = self.lines.entry(key).or_insert_with(|| Tally { text: line.text, ..Tally::default() });
            tally.pages += 1;
            tally.times += line.times;
            tally.near += u32::from(line.near);
        }
    }

    /// The lines that are on three distinct pages or more, and on one page in ten.
    #[must_use]
    pub fn finish(self) -> Repeated {
        let least = u32::try_from(FEWEST_PAGES.max(self.pages.div_ceil(SHARE))).unwrap_or(u32::MAX);
        let lines = self.lines.into_iter().filter(|(_, tally)| tally.pages >= least).collect();
        let titles = self.titles.into_iter().filter(|(_, pages)| *pages >= least).map(|(key, _)| key).collect();
        Repeated { pages: self.pages, titles, lines }
    }
}

impl Repeated {
    /// True if nothing was learnt.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.titles.is_empty()
    }

    /// Distinct pages that were counted.
    #[must_use]
    pub fn pages(&self) -> usize {
        self.pages
    }

    /// The lines with the number of pages they are on, most first, as the first of these pages has them.
    #[must_use]
    pub fn lines(&self) -> Vec<(&str, usize)> {
        let mut lines: Vec<_> = self.lines.values().map(|tally| (tally.text.as_str(), tally.pages as usize)).collect();
        lines.sort_by(|(text, pages), (other, others)| others.cmp(pages).then_with(|| text.cmp(other)));
        lines
    }

    /// A digest of all that pages are read by: the same as long as they are read the same. It may change with the version of
    /// the program.
    #[must_use]
    pub fn digest(&self) -> u64 {
        let mut digest = Digest::default();
        if self.is_empty() {
            return digest.end();
        }
        digest.number(self.pages as u64);
        let mut titles: Vec<&Key> = self.titles.iter().collect();
        titles.sort();
        digest.number(titles.len() as u64);
        titles.iter().for_each(|key| digest.number(**key));
        let mut lines: Vec<(&Key, &Tally)> = self.lines.iter().collect();
        lines.sort_by_key(|(key, _)| **key);
        for (key, tally) in lines {
            digest.number(*key);
            [tally.pages, tally.times, tally.near].iter().for_each(|count| digest.number(u64::from(*count)));
        }
        digest.end()
    }

    /// How a line was met, if it is one of them.
    pub(super) fn met(&self, line: &Line<'_>) -> Option<Met> {
        if self.lines.is_empty() || line.range.len() > LONGEST_LINE {
            return None;
        }
        let tally = self.lines.get(&key_of(line)?)?;
        Some(Met {
            pages: tally.pages as usize,
            common: 2 * tally.pages as usize >= self.pages,
            times: (tally.times / tally.pages.max(1)) as usize,
            near: 3 * tally.near > tally.pages,
        })
    }

    /// True if pages give this as their title one after the other.
    pub(super) fn is_title(&self, folded: &str) -> bool {
        !self.titles.is_empty() && key(folded).is_some_and(|key| self.titles.contains(&key))
    }
}

/// True for running text: long, or a sentence.
fn is_long(line: &Line<'_>) -> bool {
    line.letters >= LONG_LETTERS || line.letters >= 40 && line.words >= 8 && line.text.ends_with(['.', '۔'])
}

/// True for a line that may be a title, by its looks alone.
pub(super) fn is_shaped(line: &Line<'_>) -> bool {
    (3..=30).contains(&line.words) && line.digits < 6 && !is_long(line)
}

fn key_of(line: &Line<'_>) -> Option<Key> {
    if line.letters == 0 { None } else { key(&line.folded) }
}

/// The letters of a folded text, with one sign for each number; none if there are no letters.
fn key(folded: &str) -> Option<Key> {
    let mut told = String::with_capacity(folded.len());
    let (mut letters, mut number) = (false, false);
    for character in folded.chars().filter(|character| is_word(*character)) {
        let is_number = is_number(character);
        if !(number && is_number) {
            told.push(if is_number { '0' } else { character });
        }
        letters |= !is_number;
        number = is_number;
    }
    let hash = |told: &str| {
        let mut hasher = DefaultHasher::new();
        told.hash(&mut hasher);
        hasher.finish()
    };
    letters.then(|| hash(&told))
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str = "بند دراز شماره‌دار که تنها برای آزمون نوشته شده است و خبری در آن نیست، اما آن اندازه دراز است که متن شمرده شود و نه عنوان و نه چیز دیگر.";

    fn page(text: &str) -> Noted {
        Survey::page(&Document { text: text.to_owned(), ..Document::default() })
    }

    fn learnt(pages: &[String]) -> Repeated {
        let mut survey = Survey::default();
        pages.iter().for_each(|text| survey.add(page(text)));
        survey.finish()
    }

    /// Pages with a title and a body of their own, and these lines below.
    fn pages(count: usize, lines: impl Fn(usize) -> String) -> Vec<String> {
        // Letters, not numbers: numbers are alike to a survey.
        let name = |page: usize| {
            ["ا", "ب", "پ", "ت", "ج", "د", "ر", "س", "ش", "ق"].map(|l| l.repeat(page / 10 + 1))[page % 10].clone()
        };
        (0..count).map(|page| format!("سخن {}\n\n{} {BODY}\n\n{}", name(page), name(page), lines(page))).collect()
    }

    fn check(pages: &[String], expected: &[(&str, usize)]) {
        assert_eq!(learnt(pages).lines(), expected);
    }

    #[test]
    fn a_line_must_be_on_three_pages() {
        check(&pages(2, |_| "رستک نمونه".to_owned()), &[]);
        check(&pages(3, |_| "رستک نمونه".to_owned()), &[("رستک نمونه", 3)]);
        check(&pages(5, |page| if page < 2 { "رستک نمونه" } else { "" }.to_owned()), &[]);
    }

    #[test]
    fn and_on_a_fair_share_of_them() {
        check(&pages(40, |page| if page < 3 { "رستک نمونه" } else { "" }.to_owned()), &[]);
        check(&pages(40, |page| if page < 4 { "رستک نمونه" } else { "" }.to_owned()), &[("رستک نمونه", 4)]);
    }

    #[test]
    fn numbers_spelling_and_marks_do_not_matter() {
        let lines = ["رستک: ۴۱", "رستك 5092", "| رستک : ۱۲ |"];
        check(&pages(3, |page| lines[page].to_owned()), &[("رستک: ۴۱", 3)]);
        check(&pages(3, |page| ["رستک", "رستک 12", "رستکی"][page].to_owned()), &[]);
        check(&pages(3, |page| format!("{page} 398")), &[]);
    }

    #[test]
    fn the_digest_is_of_what_was_learnt() {
        let of = |count: usize, line: &str| learnt(&pages(count, |_| line.to_owned())).digest();
        assert_eq!(of(5, "رستک نمونه"), of(5, "رستک نمونه"));
        assert_ne!(of(5, "رستک نمونه"), of(6, "رستک نمونه"));
        assert_ne!(of(5, "رستک نمونه"), of(5, "رستک دیگر"));
        // How many pages taught nothing does not matter.
        assert_eq!(of(5, ""), of(6, ""));
    }

    #[test]
    fn a_line_counts_once_a_page() {
        check(&pages(2, |_| "رستک\n\nرستک\n\nرستک".to_owned()), &[]);
    }

    #[test]
    fn copies_of_a_page_count_once() {
        let mut same = pages(1, |_| "رستک نمونه".to_owned());
        same.push(format!("{}\n\nچاپی", same[0]));
        same.push(format!("سربرگ دیگر\n\n{}", same[0]));
        check(&same, &[]);
        same.extend(pages(3, |_| "رستک نمونه".to_owned()).split_off(1));
        check(&same, &[("رستک نمونه", 3)]);
    }

    #[test]
    fn a_notice_that_all_pages_have_makes_no_copies_of_them() {
        let learnt = learnt(&pages(4, |_| format!("رستک نمونه\n\n{BODY}")));
        assert_eq!((learnt.pages(), learnt.lines().len()), (4, 2));
    }

    #[test]
    fn it_is_the_same_in_any_order() {
        let mut all = pages(12, |page| if page % 2 == 0 { "رستک نمونه" } else { "پشتک نمونه" }.to_owned());
        let one = learnt(&all).lines().into_iter().map(|(text, pages)| (text.to_owned(), pages)).collect::<Vec<_>>();
        all.reverse();
        let again = learnt(&all);
        assert_eq!(again.lines(), one.iter().map(|(text, pages)| (text.as_str(), *pages)).collect::<Vec<_>>());
        assert_eq!(one.len(), 2);
    }

    #[test]
    fn no_page_and_no_folder_is_too_long() {
        let long: String = (0..100_000).map(|line| format!("{}\n", "ب".repeat(line % 700 + 1))).collect();
        assert!(page(&long).lines.is_empty());
        let name = |line: usize| format!("{}{}", "ب".repeat(line % 100 + 1), "ت".repeat(line / 100));
        let short: String = (0..700).map(|line| format!("{}\n", name(line))).collect();
        assert_eq!(page(&short).lines.len(), MOST_LINES);
        assert_eq!(learnt(&pages(300, |_| "رستک".to_owned())).pages(), MOST_PAGES);
    }
}
