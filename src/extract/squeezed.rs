//! A page that lost its line ends: what stood above its text is at the front of the one line it has.
//!
//! Cuts the run of dates, labels with their values and entries of a menu off the front, and then the title, where the
//! first sentence says again who the title is about, or where a place and an agency open it. When unsure the line
//! stays whole: nothing is cut that may be the beginning of a sentence.

use super::classify::{Class, Classifier};
use super::date;
use super::lexicon::{without_particles, words};
use super::line::{Line, is_blank};
use super::offices::Offices;
use super::paragraphs::sentence_ends;
use crate::model::Language;
use crate::text::fold::fold;

/// Letters of the shortest line that may be a whole page.
const PAGE_LETTERS: usize = 150;
/// Bytes of the front of a page in which its head is looked for.
const HEAD_BYTES: usize = 900;
/// Words of a label, and of an entry of a menu.
const PHRASE_WORDS: usize = 3;
/// Words of the value of a label.
const VALUE_WORDS: usize = 6;
/// Entries of a menu in a row; beside a date or a label fewer are enough.
const MENU: usize = 3;
/// Words of the shortest and the longest title.
const TITLE_WORDS: std::ops::RangeInclusive<usize> = 4..=28;
/// Words of a title that the first sentence says again.
const AGAIN: usize = 2;
/// Words before them that may belong to the sentence, and words behind a dateline in which its verb stands.
const BEFORE_AGAIN: usize = 4;

/// The lines of a page, those of a squeezed head and title with their class.
pub(super) fn part<'a>(
    text: &'a str,
    lines: Vec<Line<'a>>,
    classifier: &Classifier,
    offices: &Offices,
) -> (Vec<Line<'a>>, Vec<Class>) {
    let squeezed = lines.first().is_some_and(|line| {
        line.letters >= PAGE_LETTERS && !line.heading && line.text == line.found && line.before.is_empty()
    });
    if !squeezed || lines.len() > 2 {
        return (lines, Vec::new());
    }
    let mut rest = lines.into_iter();
    let (mut parted, mut classes) = (Vec::new(), Vec::new());
    if let Some(mut line) = rest.next() {
        let cuts = Head::of(line.found, classifier).cuts(offices);
        let mut from = 0;
        for (at, class) in cuts {
            let mut pieces = line.clone().split(text, at - from);
            if pieces.len() != 2 {
                break;
            }
            let Some(behind) = pieces.pop() else { break };
            // Signs between two pieces belong to neither.
            from += behind.range.start - line.range.start;
            parted.append(&mut pieces);
            classes.push(class);
            line = behind;
        }
        parted.push(line);
    }
    parted.extend(rest);
    (parted, classes)
}

/// A word of the front of a page, with its first byte.
struct Word<'a> {
    at: usize,
    folded: String,
    text: &'a str,
}

struct Head<'a> {
    text: &'a str,
    words: Vec<Word<'a>>,
    /// First and last byte of dates.
    dates: Vec<(usize, usize)>,
    classifier: &'a Classifier,
}

impl<'a> Head<'a> {
    fn of(text: &'a str, classifier: &'a Classifier) -> Self {
        let mut end = text.len().min(HEAD_BYTES);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let text = text.get(..end).unwrap_or(text);
        let mut found = Vec::new();
        let mut at = 0;
        for piece in text.split(is_blank) {
            if !piece.is_empty() {
                let folded = fold(piece);
                found.push(Word {
                    at,
                    folded: folded.trim_matches(|sign: char| !sign.is_alphanumeric()).to_owned(),
                    text: piece,
                });
            }
            at += piece.len()
                + text.get(at + piece.len()..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        }
        let dates = date::scan(text, Language::Und).iter().map(|date| (date.range.start, date.range.end)).collect();
        Self { text, words: found, dates, classifier }
    }

    fn at(&self, index: usize) -> usize {
        self.words.get(index).map_or(self.text.len(), |word| word.at)
    }

    fn folded(&self, index: usize) -> &str {
        self.words.get(index).map_or("", |word| word.folded.as_str())
    }

    fn is_sign(&self, index: usize) -> bool {
        self.words.get(index).is_some_and(|word| word.folded.is_empty())
    }

    /// The word behind the phrase at `index`, and the phrase, tried from the longest.
    fn phrase(&self, index: usize, is: impl Fn(&str) -> bool) -> Option<usize> {
        (1..=PHRASE_WORDS).rev().map(|count| index + count).find(|&past| {
            let all: Vec<&str> = (index..past).map(|at| self.folded(at)).collect();
            past <= self.words.len() && !all.contains(&"") && is(&all.join(" "))
        })
    }

    /// The word behind the date or the hour at `index`.
    fn date(&self, index: usize) -> Option<usize> {
        let at = self.words.get(index)?.at;
        if let Some((_, end)) = self.dates.iter().find(|(start, end)| *start <= at && at < *end) {
            return Some((index..=self.words.len()).find(|&next| self.at(next) >= *end).unwrap_or(index + 1));
        }
        let hour = |index: usize| {
            let text = self.words.get(index).map_or("", |word| word.text);
            text.contains(':') && text.chars().all(|sign| sign == ':' || sign.is_numeric()) && text.chars().count() > 3
        };
        let named = usize::from(matches!(self.folded(index), "ساعت" | "الساعه"));
        hour(index + named).then(|| {
            let past = index + named + 1;
            past + usize::from(matches!(self.folded(past), "م" | "ص" | "am" | "pm" | "ق.ظ" | "ب.ظ"))
        })
    }

    /// The first word of the value of the label at `index`.
    fn label(&self, index: usize) -> Option<usize> {
        let past = self.phrase(index, |phrase| self.classifier.is_label(phrase))?;
        let colon =
            |word: &Word<'_>, start: bool| if start { word.text.starts_with(':') } else { word.text.ends_with(':') };
        if self.words.get(past - 1).is_some_and(|word| colon(word, false)) {
            return Some(past);
        }
        if self.words.get(past).is_some_and(|word| word.text == ":") {
            return Some(past + 1);
        }
        self.date(past).map(|_| past)
    }

    /// The word behind the value at `index`; none if nothing says where it ends.
    fn value(&self, index: usize) -> Option<usize> {
        let word = self.words.get(index)?;
        if let Some(past) = self.date(index) {
            return Some(past);
        }
        if word.text.chars().all(|sign| sign.is_numeric() || "-/.".contains(sign)) {
            return Some(index + 1);
        }
        (index + 1..=index + VALUE_WORDS).find(|&next| self.label(next).is_some() || self.date(next).is_some())
    }

    /// Where the pieces of the head and the title end, with the class of each.
    fn cuts(&self, offices: &Offices) -> Vec<(usize, Class)> {
        let mut cuts: Vec<(usize, Class)> = Vec::new();
        let (mut index, mut labels, mut times) = (0, 0, 0);
        loop {
            let start = index;
            let class = if let Some(past) = self.date(index) {
                (index, times) = (past, times + 1);
                Class::Metadata
            } else if let Some(past) = self.label(index).and_then(|value| self.value(value)) {
                (index, labels) = (past, labels + 1);
                Class::Metadata
            } else {
                let mut entries = 0;
                while let Some(past) = self.phrase(index, |phrase| {
                    self.classifier.is_navigation(phrase) || self.classifier.is_section_name(phrase)
                }) {
                    (index, entries) = (past, entries + 1);
                }
                let beside = self.date(index).is_some() || self.label(index).is_some();
                if entries == 0 || entries < MENU && !beside {
                    index = start;
                    break;
                }
                Class::Furniture("navigation")
            };
            while self.is_sign(index) {
                index += 1;
            }
            // An hour stays with its day.
            match cuts.last_mut().filter(|_| class == Class::Metadata && times > 1 && labels == 0) {
                Some(last) if last.1 == Class::Metadata => last.0 = self.at(index),
                _ => cuts.push((self.at(index), class)),
            }
        }
        // A day alone may be when it happened that the sentence tells.
        let headed = labels > 0 || times > 1 || cuts.len() > 1;
        if index >= self.words.len() || !headed {
            return Vec::new();
        }
        if let Some(end) = self.title(index, offices) {
            cuts.push((self.at(end), Class::Title));
        }
        cuts
    }

    /// The first word of the text whose title begins at the word `first`.
    fn title(&self, first: usize, offices: &Offices) -> Option<usize> {
        let from = self.at(first);
        let sentence = sentence_ends(self.text.get(from..)?).next().map_or(self.text.len(), |end| from + end);
        let last = (first..self.words.len()).take_while(|&index| self.at(index) < sentence).last()?;
        let range = first + TITLE_WORDS.start()..=last.min(first + TITLE_WORDS.end());
        let same = |one: usize, other: usize| {
            let name = bare(self.folded(one));
            without_particles(self.folded(other)).any(|form| bare(form) == name)
        };
        let says = |index: usize| {
            let word = self.folded(index);
            offices.is_arabic_saying(word) || offices.is_saying(word)
        };
        let again = range.clone().find(|&at| {
            (0..AGAIN).all(|word| same(first + word, at + word))
                && !self.is_sign(at)
                && (at + AGAIN..=last).count() >= AGAIN
        });
        if let Some(again) = again {
            let before = (again.saturating_sub(BEFORE_AGAIN).max(first + TITLE_WORDS.start())..again).rev();
            let verb = before.clone().find(|&at| offices.is_arabic_saying(self.folded(at)));
            let closed = before.clone().find(|&at| {
                let above = self.folded(at - 1);
                offices.finite.has(above) || matches!(above, "شد" | "شدند" | "است")
            });
            return Some(verb.or(closed).unwrap_or(again));
        }
        let dash = |index: usize| self.words.get(index).is_some_and(|word| matches!(word.text, "-" | "–" | "—" | "ـ"));
        let mut openings = range;
        openings.find(|&at| {
            let placed = !self.is_sign(at) && dash(at + 1) && (at + 2..=at + 1 + BEFORE_AGAIN).any(says);
            placed || self.folded(at) == "به" && self.folded(at + 1) == "گزارش"
        })
    }
}

/// A word as it is without the particles of its place.
fn bare(word: &str) -> &str {
    let word = words(word).next().unwrap_or(word);
    word.strip_prefix("لل").or_else(|| word.strip_prefix("ال")).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::super::line::lines;
    use super::*;

    const REST: &str = "این بند برای آزمون نوشته شده است و خبری در آن نیست. بند دیگری هم پس از آن می‌آید که درازتر است و باز هم چیزی نمی‌گوید، مگر آن که کسی بخواهد آن را بخواند و بداند که چیست، یا آن را به دیگری بدهد تا او بخواند و بگوید که در آن هیچ خبری نبود.";

    fn check(head: &str, expected: &[&str]) {
        let text = format!("{head} {REST}");
        let (found, classes) = part(&text, lines(&text), &Classifier::new(&[]), &Offices::new());
        let found: Vec<&str> = found.iter().take(classes.len()).map(|line| line.found).collect();
        assert_eq!(found, expected, "{head}");
    }

    #[test]
    fn dates_labels_and_menus_come_off_the_front() {
        check("دوشنبه / ۳ مهر ۱۳۹۶ / ۱۰:۲۰ کد خبر: 4411 شورا", &["دوشنبه / ۳ مهر ۱۳۹۶ / ۱۰:۲۰", "کد خبر: 4411"]);
        check(
            "الرئيسية سياسة رياضة الاثنين 3 ماي 2021 - 18:22 قال",
            &["الرئيسية سياسة رياضة", "الاثنين 3 ماي 2021 - 18:22"],
        );
        check("دسته‌بندی: شهر و ده کد خبر: 4411 شورا", &["دسته‌بندی: شهر و ده", "کد خبر: 4411"]);
    }

    #[test]
    fn sentences_stay_whole() {
        check("روز دوشنبه ۳ مهر ۱۳۹۶ شورا برنامه را پذیرفت و", &[]);
        check("۳ مهر ۱۳۹۶ شورا برنامه را پذیرفت و", &[]);
        check("سياسة المجلس في الماء واضحة", &[]);
        check("نویسنده: سارا نمونه شورا برنامه را پذیرفت و", &[]);
    }

    #[test]
    fn the_first_sentence_ends_the_title() {
        check(
            "کد خبر : 4411 خانهٔ نمونه آب ده را پاک کرد شورای خانهٔ نمونه در نشست خود گفت که آب پاک است.",
            &["کد خبر : 4411", "خانهٔ نمونه آب ده را پاک کرد"],
        );
        check(
            "3 ماي 2021 | 10:20 حزب المثال يدين ما وقع في القرية أدان المكتب السياسي لحزب المثال ما وقع في القرية.",
            &["3 ماي 2021 | 10:20", "حزب المثال يدين ما وقع في القرية"],
        );
        check(
            "3 ماي 2021 | 10:20 ماء القرية حق لكل الناس فيها آباد - أكد المجلس أن الماء حق.",
            &["3 ماي 2021 | 10:20", "ماء القرية حق لكل الناس فيها"],
        );
        check("3 ماي 2021 | 10:20 ماء القرية حق لكل الناس فيها وفي غيرها.", &["3 ماي 2021 | 10:20"]);
    }
}
