//! What a line is by its neighbours, where it alone does not say: items of a menu that no list knows, headlines of
//! other pages, what readers wrote below, the head and the number of a printed page.
//!
//! Stands between `classify`, which sees one line, and `segment`, which looks for titles. Only turns lines into
//! furniture; what it is not sure of it leaves as it was.

use super::classify::{Class, Classifier};
use super::date;
use super::lexicon::{Lexicon, words};
use super::line::Line;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Words and letters of an item of a menu; an unlisted one has fewer words.
const ITEM_WORDS: usize = 4;
const ITEM_LETTERS: usize = 32;
const UNLISTED_WORDS: usize = 2;
/// Listed items that make a menu of the lines between them.
const LISTED_ITEMS: usize = 3;
/// Letters of the longest headline that is taken for one where a heading announces headlines.
const HEADLINE_LETTERS: usize = 160;
/// Lines of one "read also" block.
const READ_ALSO: usize = 3;
/// Lines at the top in which the title of the browser's window may stand, and words of the site's name in it.
const TOP_LINES: usize = 40;
const SITE_WORDS: usize = 8;
/// Words of a line that is printed on every page.
const RUNNING_WORDS: usize = 12;
/// Words of a title between comments, which would make them a list of statements.
const TITLE_WORDS: usize = 4;

/// Words of the name of somebody who wrote a comment, with and without a sign that it is one.
const NAME_WORDS: usize = 6;
const BARE_NAME_WORDS: usize = 3;

/// The words of a line that counts comments: those that name them, and those that may stand beside.
static COUNTED: LazyLock<[Vec<String>; 2]> = LazyLock::new(|| {
    let lists = Lexicon::read(include_str!("data/words.txt"));
    ["counted comments", "beside counted comments"].map(|section| lists.longest_first(section))
});

/// Why an unlisted line is furniture.
const AMONG: Class = Class::Furniture("among page furniture");

/// Turns lines into furniture that are such by what stands around them.
pub(super) fn settle(text: &str, lines: &[Line<'_>], classes: &mut [Class], classifier: &Classifier) {
    let mut page = Page { text, lines, classes, classifier };
    page.printed_pages();
    page.tickers();
    page.window_title();
    if page.classes.iter().any(|class| matches!(class, Class::Furniture(_))) {
        page.menus();
        page.headlines_announced();
        page.comments();
    }
}

struct Page<'a, 'text> {
    text: &'a str,
    lines: &'a [Line<'text>],
    classes: &'a mut [Class],
    classifier: &'a Classifier,
}

impl Page<'_, '_> {
    fn class(&self, index: usize) -> Class {
        self.classes.get(index).copied().unwrap_or(Class::Short)
    }

    fn set(&mut self, index: usize, class: Class) {
        if let Some(place) = self.classes.get_mut(index) {
            *place = class;
        }
    }

    fn is_furniture(&self, index: usize) -> bool {
        matches!(self.class(index), Class::Furniture(_))
    }

    fn first_body(&self) -> usize {
        self.classes.iter().position(|class| class.is_body()).unwrap_or(self.lines.len())
    }

    /// Short lines between listed items of a menu are items too.
    fn menus(&mut self) {
        let is_item = |page: &Self, index: usize| {
            page.lines.get(index).is_some_and(|line| {
                line.words <= ITEM_WORDS && line.letters <= ITEM_LETTERS && !line.text.ends_with(['.', '۔'])
            }) && matches!(page.class(index), Class::Short | Class::Title | Class::Furniture(_))
        };
        let is_listed = |page: &Self, index: usize| match page.class(index) {
            Class::Furniture(reason) => !matches!(reason, "mark" | "image" | "counter" | "clock" | "address"),
            _ => page.lines.get(index).is_some_and(|line| page.classifier.is_section_name(&line.folded)),
        };
        let mut index = 0;
        while index < self.lines.len() {
            let start = index;
            while is_item(self, index) {
                index += 1;
            }
            let listed: Vec<usize> = (start..index).filter(|&at| is_listed(self, at)).collect();
            if let (Some(&first), Some(&last)) = (listed.first(), listed.last())
                && listed.len() >= LISTED_ITEMS
                && listed.len() * 5 >= (last + 1 - first) * 2
            {
                for at in first..=last {
                    let few = self.lines.get(at).is_some_and(|line| line.words <= UNLISTED_WORDS);
                    if !self.is_furniture(at) && (few || is_listed(self, at)) {
                        self.set(at, AMONG);
                    }
                }
            }
            index = index.max(start + 1);
        }
    }

    /// Headlines below a heading that announces them.
    fn headlines_announced(&mut self) {
        let mut first_body = 0;
        for heading in 0..self.lines.len() {
            let Class::Furniture(reason @ ("related" | "other news")) = self.class(heading) else { continue };
            // What was a body above may have become furniture; nothing becomes a body.
            while first_body < heading && !self.class(first_body).is_body() {
                first_body += 1;
            }
            let bare = self.lines.get(heading).is_some_and(|line| line.words <= 5);
            if !bare || first_body == heading {
                continue;
            }
            let is_headline = |page: &Self, index: usize| {
                page.lines.get(index).is_some_and(|line| match page.class(index) {
                    Class::Title | Class::Short => line.words >= 2,
                    Class::Body => line.letters < HEADLINE_LETTERS && !line.text.ends_with(['.', '۔', ':']),
                    _ => false,
                })
            };
            let end = (heading + 1..self.lines.len()).find(|&index| !is_headline(self, index));
            let end = end.unwrap_or(self.lines.len());
            let found = match reason {
                "related" if self.class(end).is_body() => heading + 1..end.min(heading + 1 + READ_ALSO),
                _ if self.class(end) == Class::Metadata || end < heading + 3 => continue,
                // A title of its own stands above the text that follows.
                _ if self.class(end).is_body() => heading + 1..end - 1,
                _ => heading + 1..end,
            };
            for index in found {
                self.set(index, Class::Furniture("related"));
            }
        }
    }

    /// What readers wrote: from a heading or a counter of it to the form, or with a writer's name and day to the foot.
    fn comments(&mut self) {
        let is_comments = |page: &Self, index: usize| page.class(index) == Class::Furniture("comments");
        let first_body = self.first_body();
        let last = (first_body..self.lines.len()).rev().find(|&index| is_comments(self, index));
        if let Some(start) = (first_body..self.lines.len()).find(|&index| self.opens_comments(index, last)) {
            let end = (start + 1..self.lines.len()).find(|&index| self.leads(index, self.lines.len()));
            self.set_comments(start..end.unwrap_or(self.lines.len()));
        }
        let is_start = |index: &usize| is_comments(self, *index) || self.is_comment(*index);
        let Some(start) = (first_body..self.lines.len()).find(is_start) else { return };
        let Some(end) = last.filter(|end| *end > start) else { return };
        if !(start..end).any(|index| self.leads(index, end)) {
            self.set_comments(start..end);
        }
    }

    /// The head of what a reader wrote: his name, "says", and a date below it.
    fn is_comment(&self, index: usize) -> bool {
        let says = self.lines.get(index).is_some_and(|line| {
            let bare = line.folded.trim_end_matches([' ', ':']);
            let verb = words(bare).next_back().is_some_and(|word| matches!(word, "گفت" | "نوشت" | "یقول" | "says"));
            verb && line.text.ends_with(':') && (2..=ITEM_WORDS + 1).contains(&line.words)
        });
        says && matches!(self.class(index + 1), Class::Metadata | Class::Dated)
    }

    fn set_comments(&mut self, range: std::ops::Range<usize>) {
        for index in range {
            if !self.is_furniture(index) {
                self.set(index, Class::Furniture("comments"));
            }
        }
    }

    /// Whether the line is a title with running text below it, before line `end`.
    fn leads(&self, index: usize, end: usize) -> bool {
        let titled = self.class(index) == Class::Title
            && self.lines.get(index).is_some_and(|line| line.words >= TITLE_WORDS && !line.text.ends_with(':'));
        let next = (index + 1..end).find(|&below| !self.class(below).is_beside());
        titled && next.is_some_and(|next| self.class(next).is_body())
    }

    /// Whether a counter or heading of comments is followed by the first of them: who wrote it, when, and what.
    ///
    /// `last` is the last line that belongs to comments for sure: a name that nothing marks as one may be a title.
    fn opens_comments(&self, index: usize, last: Option<usize>) -> bool {
        let Some(line) = self.lines.get(index) else { return false };
        let counts = counts_comments(line);
        if !counts && self.class(index) != Class::Furniture("comments") {
            return false;
        }
        let mut below = (index + 1..self.lines.len())
            .filter(|&at| !matches!(self.class(at), Class::Furniture("mark" | "image")))
            .filter_map(|at| Some((at, self.lines.get(at)?)));
        let (Some((first, one)), Some((second, two))) = (below.next(), below.next()) else { return false };
        let says = |at: usize| !self.class(at).is_beside();
        let marked = |line: &Line<'_>| line.text.ends_with([':', '：']) || is_numbered(line.found);
        // "Sara on the fifth of May said:"
        if one.text.ends_with([':', '：']) && one.digits > 0 && one.words <= 2 * NAME_WORDS && says(second) {
            return true;
        }
        let dated = |line: &Line<'_>| line.digits > 1 && date::is_date_line(&line.text);
        let (at, name) = match (dated(one), dated(two)) {
            (false, true) => (first, one),
            (true, false) => (second, two),
            _ => return false,
        };
        let named = (1..=NAME_WORDS).contains(&name.words) && !self.class(at).is_body();
        let sure = marked(name)
            || counts
                && name.words <= BARE_NAME_WORDS
                && !name.ends_sentence()
                && last.is_some_and(|last| last > second);
        let alone = || self.lines.iter().filter(|line| counts_comments(line)).count() == 1;
        named && sure && (marked(name) || alone()) && below.next().is_some_and(|(third, _)| says(third))
    }

    /// Headlines in one line with signs between them, and lines that point elsewhere, above the text.
    fn tickers(&mut self) {
        let mut index = 0;
        while index < self.lines.len() {
            let Some(line) = self.lines.get(index) else { break };
            if is_ticker(line) {
                self.set(index, Class::Furniture("ticker"));
            } else if self.class(index).is_body() {
                break;
            }
            index += 1;
        }
        let points = |page: &Self, index: usize| {
            !page.class(index).is_body() && page.lines.get(index).is_some_and(|line| is_pointer(&line.text))
        };
        let after = self.classes.iter().rposition(|class| class.is_body()).map_or(0, |last| last + 1);
        let first = self.first_body();
        for index in (0..first).chain(after.max(first)..self.lines.len()) {
            let beside = points(self, index + 1) || index.checked_sub(1).is_some_and(|above| points(self, above));
            if points(self, index) && !self.is_furniture(index) && (beside || index >= after) {
                self.set(index, Class::Furniture("related"));
            }
        }
    }

    /// The title of the browser's window, or the way to the page, that ends or begins with the title below.
    fn window_title(&mut self) {
        let top = self.first_body().min(TOP_LINES);
        let separators = ['|', '-', '–', '—', '·', '»', '«', '>', '/', '›', ':', '•'];
        for above in 0..top.saturating_sub(1) {
            let Some(line) = self.lines.get(above) else { continue };
            if line.words < 4 || !line.text.contains(separators) || self.is_furniture(above) {
                continue;
            }
            let names = |rest: &str| words(rest).count() <= SITE_WORDS;
            let is_below = (above + 1..top).any(|below| {
                let Some(title) = self.lines.get(below) else { return false };
                let folded = title.folded.as_str();
                if title.words < 2 || title.letters < 8 || self.class(below) != Class::Title {
                    return false;
                }
                let behind = line.folded.strip_prefix(folded).map(str::trim);
                let before = line.folded.strip_suffix(folded).map(str::trim);
                behind.is_some_and(|rest| rest.starts_with(separators) && names(rest) && words(rest).count() > 0)
                    || before.is_some_and(|rest| rest.ends_with(separators) && names(rest) && !rest.ends_with(':'))
            });
            if is_below {
                self.set(above, Class::Furniture("title of the window"));
            }
        }
    }

    /// Numbers of printed pages, and the line that is printed on each of them.
    fn printed_pages(&mut self) {
        let numbers: Vec<(usize, u32)> =
            (1..self.lines.len()).filter_map(|index| Some((index, page_number(self.lines.get(index)?)?))).collect();
        let feeds = |from: usize, to: usize| {
            let (Some(from), Some(to)) = (self.lines.get(from), self.lines.get(to)) else { return false };
            self.text.get(from.range.end..to.range.start).is_some_and(|between| between.contains('\u{C}'))
        };
        let open = |index: usize| {
            let above = index.checked_sub(1).filter(|&above| !self.is_furniture(above));
            let above = above.and_then(|above| self.lines.get(above));
            above.is_some_and(|line| !line.ends_sentence() && line.words > 3)
        };
        // The line at the very top, again right below the number.
        let again = |index: usize| {
            let below = self.lines.get(index + 1).filter(|line| line.words <= RUNNING_WORDS);
            below.is_some_and(|below| self.lines.iter().take(2).any(|top| top.folded == below.folded))
        };
        let mut marked: Vec<usize> = Vec::new();
        for pair in numbers.chunk_by(|above, below| below.1 == above.1 + 1) {
            let cuts = pair.iter().filter(|(index, _)| feeds(*index, index + 1) || open(*index)).count();
            if cuts > 0 && (pair.len() > 1 || pair.iter().all(|(index, _)| feeds(*index, index + 1) || again(*index))) {
                marked.extend(pair.iter().map(|(index, _)| *index));
            }
        }
        let fed: Vec<usize> = (1..self.lines.len()).filter(|&index| feeds(index - 1, index)).collect();
        let mut heads: HashMap<&str, usize> = HashMap::new();
        for index in marked.iter().flat_map(|&index| [index - 1, index + 1]).chain(fed.iter().copied()) {
            let short = self.lines.get(index).filter(|line| line.words <= RUNNING_WORDS && line.letters > 0);
            if let Some(line) = short.filter(|_| !self.class(index).is_body()) {
                // What stands between a page's number and the new page needs no second one.
                let below = index.checked_sub(1).filter(|at| marked.binary_search(at).is_ok());
                let is_fed = fed.binary_search(&index).is_ok();
                let sure = usize::from(below.is_some_and(|number| is_fed || again(number)));
                *heads.entry(line.folded.as_str()).or_default() += 1 + sure;
            }
        }
        heads.retain(|_, times| *times > 1);
        let running = if heads.is_empty() { Vec::new() } else { self.running(&heads, marked.first().copied()) };
        for index in marked {
            self.set(index, Class::Furniture("page number"));
        }
        for index in running {
            self.set(index, Class::Furniture("running head"));
        }
    }

    /// The lines that are one of `heads`, but for the first of each where it may be the title itself: above the first
    /// number of a page, and not right above another title.
    fn running(&self, heads: &HashMap<&str, usize>, first_number: Option<usize>) -> Vec<usize> {
        let mut title_below = false;
        let mut above_title = vec![false; self.lines.len()];
        for (index, above) in above_title.iter_mut().enumerate().rev() {
            *above = title_below;
            if !self.class(index).is_beside() {
                title_below = self.class(index) == Class::Title;
            }
        }
        let mut seen: HashSet<&str> = HashSet::new();
        let mut running = Vec::new();
        for (index, (line, above)) in self.lines.iter().zip(above_title).enumerate() {
            let folded = line.folded.as_str();
            let behind = first_number.is_some_and(|number| index > number);
            if heads.contains_key(folded) && (behind || above || seen.contains(folded)) {
                seen.insert(folded);
                running.push(index);
            }
        }
        running
    }
}

/// The number of a page on a line of its own.
fn page_number(line: &Line<'_>) -> Option<u32> {
    let bare =
        line.folded.trim_matches(|sign: char| sign.is_whitespace() || matches!(sign, '-' | '–' | '—' | '[' | ']'));
    let bare = bare.strip_prefix("صفحه").or_else(|| bare.strip_prefix("page")).unwrap_or(bare).trim();
    (bare.len() <= 4).then(|| bare.parse().ok()).flatten()
}

/// Three headlines or more with the same sign between them, none of which ends as a sentence.
fn is_ticker(line: &Line<'_>) -> bool {
    line.letters >= 60
        && [" | ", " • ", " *** ", " · ", " ● ", " ■ ", " ◄ ", " // "].iter().any(|sign| {
            if memchr::memmem::find(line.text.as_bytes(), sign.as_bytes()).is_none() {
                return false;
            }
            let pieces: Vec<&str> = line.text.split(sign).map(str::trim).filter(|piece| !piece.is_empty()).collect();
            pieces.len() >= 3
                && line.words >= 4 * pieces.len()
                && pieces.iter().all(|piece| !piece.ends_with(['.', '۔', '،', ':', '؛']) && piece.len() < 320)
        })
}

/// "2 comments", "Comments (2)".
fn counts_comments(line: &Line<'_>) -> bool {
    let [named, beside] = &*COUNTED;
    let among = |list: &[String], word: &str| list.iter().any(|counted| counted == word);
    let spoken = || words(&line.folded).filter(|word| !word.chars().all(char::is_numeric));
    (1..=5).contains(&line.digits)
        && spoken().all(|word| among(named, word) || among(beside, word))
        && spoken().any(|word| among(named, word))
}

/// `1 - `, `2) `: a number before a name.
fn is_numbered(text: &str) -> bool {
    let rest = text.trim_start_matches(char::is_numeric);
    rest.len() < text.len() && rest.trim_start().starts_with(['-', '–', ')', '.', '_'])
}

/// A line that an arrow opens, and no quotation.
fn is_pointer(text: &str) -> bool {
    let Some(rest) = text.strip_prefix(['«', '»', '‹', '›', '←', '→', '◄', '►', '⇐', '⇒']) else {
        return false;
    };
    !rest.contains(['«', '»', '‹', '›']) && rest.split_whitespace().count() >= 3
}

#[cfg(test)]
mod tests {
    use super::super::line::lines;
    use super::*;

    const FILLER: &str = "این بند برای آزمون نوشته شده است و خبری در آن نیست و تنها آن اندازه دراز است که متن شمرده شود و نه چیز دیگری، و پس از آن نقطه می‌آید.";

    /// The lines that became furniture by their neighbours, with the reason.
    fn check(text: &str, expected: &[(&str, &str)]) {
        let classifier = Classifier::new(&[]);
        let lines = lines(text);
        let before: Vec<Class> = lines.iter().map(|line| classifier.classify(line)).collect();
        let mut after = before.clone();
        settle(text, &lines, &mut after, &classifier);
        let found: Vec<(&str, &str)> = lines
            .iter()
            .zip(before.iter().zip(&after))
            .filter_map(|(line, (before, after))| match after {
                Class::Furniture(reason) if before != after => Some((line.found, *reason)),
                _ => None,
            })
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn unlisted_items_of_a_menu_go_with_it() {
        check("خانه\nکندوکاو\nاخبار\nتماس با ما\nبرنامه‌ای برای آب شهر", &[("کندوکاو", "among page furniture")]);
        check("خانه\nکندوکاو\nآب شهر", &[]);
        check("خانه\nاخبار\nآب شهر را پاس بداریم\nتماس با ما\nچاپ", &[]);
    }

    #[test]
    fn read_also_takes_the_headline_below_it() {
        let also = |heading: &str| format!("سرخط\n\n{FILLER}\n\n{heading}\n\nآب شهر گران شد\n\n{FILLER}");
        check(&also("بیشتر بخوانید"), &[("آب شهر گران شد", "related")]);
        check(&also("در این میان"), &[]);
        // A list of news may be a part of a home page: its last headline belongs to the text below.
        check(&also("آخرین اخبار"), &[]);
        check(
            &format!("سرخط\n\n{FILLER}\n\nمطالب مرتبط\n\nآب شهر گران شد\nبرق شهر ارزان شد\n\nتماس با ما"),
            &[("آب شهر گران شد", "related"), ("برق شهر ارزان شد", "related")],
        );
    }

    #[test]
    fn comments_end_where_their_form_does() {
        let page = format!(
            "سرخط\n\n{FILLER}\n\nنظرات کاربران\n\nسارا\n\nچرا کسی به فکر نیست؟ همیشه همین است که گفتم.\n\nارسال نظر"
        );
        check(&page, &[("سارا", "comments"), ("چرا کسی به فکر نیست؟ همیشه همین است که گفتم.", "comments")]);
        check(&page.replace("\n\nارسال نظر", ""), &[]);
        let said =
            format!("سرخط\n\n{FILLER}\n\nسارا گفت:\n۳ آبان ۱۴۰۱\nچرا کسی به فکر نیست؟ همیشه همین است.\n\nارسال نظر");
        let lost = [
            ("سارا گفت:", "comments"),
            ("۳ آبان ۱۴۰۱", "comments"),
            ("چرا کسی به فکر نیست؟ همیشه همین است.", "comments"),
        ];
        check(&said, &lost);
        check(&said.replace("۳ آبان ۱۴۰۱\n", ""), &[]);
        check(&page.replace("سارا", &format!("شورا برنامهٔ تازه را پذیرفت\n\n{FILLER}")), &[]);
    }

    #[test]
    fn a_counter_with_a_name_and_a_day_below_it_opens_comments() {
        let said = "چرا کسی به فکر نیست؟ همیشه همین است که گفتم.";
        let page = |counter: &str, name: &str, day: &str| {
            format!("سرخط\n\n{FILLER}\n\n{counter}\n{name}\n{day}\n{said}\nپاسخ")
        };
        let gone = |lines: &[&'static str]| lines.iter().map(|line| (*line, "comments")).collect::<Vec<_>>();
        let day = "۴ آبان ۱۴۰۱ در ۱۱:۲۵ ب.ظ";
        check(&page("۲ دیدگاه", "سارا گفت:", day), &gone(&["سارا گفت:", day, said]));
        check(
            &page("التعليقات (2)", "1 - سارا", "السبت 20 أبريل 2019 - 11:05"),
            &gone(&["1 - سارا", "السبت 20 أبريل 2019 - 11:05", said]),
        );
        check(&page("نظرات کاربران", "سارا گفت:", day), &gone(&["سارا گفت:", day, said]));
        let one = "سارا در ۴ آبان ۱۴۰۱ گفت:";
        check(&format!("سرخط\n\n{FILLER}\n\n۲ نظر\n{one}\n{said}"), &gone(&[one, said]));
        // No name, no day, no counter; and a list of statements, each with its own.
        check(&page("۲ دیدگاه", "شورا برنامهٔ تازه را در نشست خود پذیرفت", day), &[]);
        check(&page("۲ دیدگاه", "سارا گفت:", "خوب است"), &[]);
        // Without a counter the name must say something, and comments must follow.
        check(&page("۲ خبر", "سارا گفت:", day), &gone(&["سارا گفت:", day, said]));
        check(&page("۲ خبر", "سارا:", day), &[]);
        check(&format!("سرخط\n\n{FILLER}\n\n۲ نظر\n\nنشست شورا\n\n{day}\n\n{FILLER}\n\n۱ نظر"), &[]);
    }

    #[test]
    fn tickers_and_pointers_stand_above_the_text() {
        let ticker = "آب شهر گران شد امروز | برق شهر ارزان شد دیروز | راه شهر بسته شد فردا | نان شهر کم شد";
        check(&format!("{ticker}\n\nسرخط امروز\n\n{FILLER}"), &[(ticker, "ticker")]);
        check(&format!("سرخط امروز\n\n{FILLER}\n\n{ticker}"), &[]);
        check(
            &format!("» آب شهر گران شد\n» برق شهر ارزان شد\n\nسرخط امروز\n\n{FILLER}"),
            &[("» آب شهر گران شد", "related"), ("» برق شهر ارزان شد", "related")],
        );
        check(&format!("«آب شهر» گران شد\n\n{FILLER}"), &[]);
    }

    #[test]
    fn the_title_of_the_window_says_the_title_again() {
        check(
            &format!("آب شهر گران شد - پیام نمونه\n\nخانه » شهر » آب شهر گران شد\n\nآب شهر گران شد\n\n{FILLER}"),
            &[("آب شهر گران شد - پیام نمونه", "title of the window")],
        );
        check(&format!("وزیر: آب شهر گران شد\n\nآب شهر گران شد\n\n{FILLER}"), &[]);
    }

    #[test]
    fn printed_pages_have_heads_and_numbers() {
        let open = FILLER.trim_end_matches('.');
        check(
            &format!("پیام نمونه\nسرخط این شماره\n\n{open}\n1\nپیام نمونه\n{open}\n2\nپیام نمونه\n{FILLER}"),
            &[
                ("پیام نمونه", "running head"),
                ("1", "page number"),
                ("پیام نمونه", "running head"),
                ("2", "page number"),
                ("پیام نمونه", "running head"),
            ]
            .map(|(text, why)| (text, why)),
        );
        check(&format!("سرخط\n\n{FILLER}\n\n1\n\n{FILLER}\n\n2\n\n{FILLER}"), &[]);
        check(
            &format!("سرخط\n\n{open}\n\n1\n\u{C}پیام نمونه\n\n{FILLER}"),
            &[("1", "page number"), ("پیام نمونه", "running head")],
        );
    }
}
