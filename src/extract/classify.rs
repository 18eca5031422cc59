//! What a line could be, judged by the line alone: body, title, label, furniture.
//!
//! First step of `segment`, which sees the neighbours. A long line is body even where it looks odd;
//! a line that only dates, numbers or credits a statement is metadata.

use super::date;
use super::furniture::Furniture;
use super::lexicon::{Lexicon, find_words, strip_words, words};
use super::line::Line;
use super::openings::Openings;
use super::phrases::Phrases;
use super::shapes::{self, Shapes};
use crate::model::Language;
use crate::text::fold::Folded;
use crate::text::range::TextRange;

/// A line of this many letters is body whatever else it looks like.
const BODY_LETTERS: usize = 120;

/// What a line could be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Class {
    /// Running text.
    Body,
    /// Running text that the page cut off.
    Cut,
    /// Could be a title.
    Title,
    /// Too short, or shaped wrong, for a title or a body.
    Short,
    /// Tells about a statement.
    Metadata,
    /// A date beside a few words: metadata in the head of a page, and nowhere else.
    Dated,
    /// Part of the page, with the reason.
    Furniture(&'static str),
}

impl Class {
    /// True for running text.
    pub(super) fn is_body(self) -> bool {
        matches!(self, Self::Body | Self::Cut)
    }

    /// True for lines that say nothing about where a statement begins.
    pub(super) fn is_beside(self) -> bool {
        matches!(self, Self::Metadata | Self::Dated | Self::Furniture(_))
    }
}

/// The word lists that lines are judged by.
#[derive(Debug)]
pub(super) struct Classifier {
    furniture: Furniture,
    pub(super) shapes: Shapes,
    /// Label, section, and whether it needs a colon.
    labels: Vec<(String, &'static str, bool)>,
    label_openings: Openings,
    not_a_title: Phrases,
    named_texts: Phrases,
}

impl Classifier {
    /// Reads the embedded lists; `furniture` are lines of the user's.
    pub(super) fn new(furniture: &[String]) -> Self {
        let mut labels: Vec<_> = Lexicon::read(include_str!("data/labels.txt"))
            .sections()
            .flat_map(|(section, entries)| entries.iter().map(move |entry| (entry.clone(), section)))
            .map(|(entry, section)| {
                let spoken = ["source", "author", "reporter", "section", "clock", "photo credit", "contact", "subject"];
                let colon = !entry.contains(' ') || spoken.contains(&section);
                (entry, section, colon)
            })
            .collect();
        labels.sort_by_key(|(entry, _, _)| std::cmp::Reverse(entry.len()));
        let kinds = Lexicon::read(include_str!("data/kinds.txt"));
        // The other kinds are names of sections as well.
        let texts = ["communique", "statement", "notice", "resolution", "message", "condolence", "congratulation"];
        let mut named_texts: Vec<String> = texts.iter().flat_map(|kind| kinds.longest_first(kind)).collect();
        named_texts.push("حزب".to_owned());
        Self {
            furniture: Furniture::new(furniture),
            shapes: Shapes::new(),
            label_openings: Openings::new(labels.iter().map(|(label, ..)| label.as_str())),
            labels,
            not_a_title: Lexicon::read(include_str!("data/words.txt")).longest_first("not a title").into(),
            named_texts: named_texts.into(),
        }
    }

    /// The class of a line.
    pub(super) fn classify(&self, line: &Line<'_>) -> Class {
        if let Some(reason) = self.furniture.named(line) {
            return Class::Furniture(reason);
        }
        if date::is_ago_line(&line.text) {
            return Class::Metadata;
        }
        if line.digits > 0
            && line.words <= 24
            && let Some(class) = self.dated(line)
        {
            return class;
        }
        if let Some(reason) = self.furniture.reason(line) {
            return Class::Furniture(reason);
        }
        if self.shapes.is_wide_menu(line) {
            return Class::Furniture("navigation");
        }
        if self.shapes.is_masthead(line) {
            return Class::Furniture("issue number");
        }
        if self.shapes.is_age(line) {
            return Class::Metadata;
        }
        if line.words <= 24
            && let Some(section) = self.label(line)
        {
            return labelled(section);
        }
        if line.top {
            return Class::Title;
        }
        let stop = line.text.ends_with(['.', '۔']) && !line.text.ends_with("...");
        if line.is_cut() && line.words >= 5 {
            return Class::Cut;
        }
        let sentence = line.letters >= 40 && line.words >= 8 && stop;
        if line.letters >= BODY_LETTERS || sentence {
            return Class::Body;
        }
        let sentences = line.sentences();
        let full = sentences > usize::from(line.ends_sentence());
        if line.letters >= 60 && full && (stop || line.letters >= 90 || line.text.contains(". ")) {
            return Class::Body;
        }
        let shaped = (2..=30).contains(&line.words)
            && line.letters >= 6
            && line.letters > line.digits
            && !stop
            && (line.letters < 60 || !line.text.ends_with(':'))
            && !line.text.ends_with(['،', '؛', ',', ';'])
            && !self.not_a_title.open(&line.folded);
        if shaped && line.digits > 0 && shapes::is_day_of_unknown_month(line) && !self.names_text(line) {
            return Class::Dated;
        }
        if shaped { Class::Title } else { Class::Short }
    }

    /// True if the folded text names a section of a paper, such as "politics": an item of a menu among others.
    pub(super) fn is_section_name(&self, folded: &str) -> bool {
        self.furniture.is_section_name(folded)
    }

    /// What a line of the head of a letter says: sender, recipient, date or subject.
    pub(super) fn letter_head(&self, line: &Line<'_>) -> Option<&'static str> {
        let bytes = line.text.as_bytes();
        if memchr::memchr(b':', bytes).is_none() && memchr::memmem::find(bytes, "：".as_bytes()).is_none() {
            return None;
        }
        self.label(line).filter(|section| matches!(*section, "sender" | "recipient" | "date" | "subject"))
    }

    /// True if the folded text is a label.
    pub(super) fn is_label(&self, folded: &str) -> bool {
        self.labels.iter().any(|(label, _, _)| label == folded)
    }

    /// True if the folded text is an entry of a menu, such as "home".
    pub(super) fn is_navigation(&self, folded: &str) -> bool {
        self.furniture.listed(folded) == Some("navigation")
    }

    /// Where the labels begin that stand on one line with a title, as a byte of its words.
    pub(super) fn labels_behind(&self, line: &Line<'_>) -> Option<usize> {
        if line.text != line.found
            || line.words > 40
            || line.digits < 4
            || !line.text.contains(':')
            || self.label(line).is_some()
        {
            return None;
        }
        let label = |(label, section, _): &(String, &'static str, bool)| {
            let at = find_words(&line.folded, label).filter(|_| label.contains(' '))?;
            let value = line.folded.get(at + label.len()..)?.trim_start();
            let title = words(line.folded.get(..at)?).count() >= 3;
            (title && value.starts_with(':') && matches!(*section, "date" | "code")).then_some(at)
        };
        let at = self.labels.iter().filter_map(label).min()?;
        Some(Folded::new(&line.text).source(TextRange::new(at, at + 1)).start)
    }

    /// The section of the label that opens the line.
    pub(super) fn label(&self, line: &Line<'_>) -> Option<&'static str> {
        self.label_openings.of(&line.folded).find_map(|number| {
            let (label, section, colon) = self.labels.get(number)?;
            let rest = strip_words(&line.folded, label)?.trim_start();
            let value = words(rest).count();
            let colon_stands = rest.starts_with([':', '|', '-']) || rest.is_empty() && value == 0 && !colon;
            let limit = match *section {
                "photo credit" => 4,
                "reporter" => 3,
                "source" | "author" | "section" => 6,
                "subject" => 40,
                _ => 16,
            };
            let placed = *section != "contact" || {
                let parts = line.text.matches(['،', ',']).count();
                line.digits > 0 || parts > 1 || line.text.contains('@')
            };
            let named = *section != "reporter" || value > 1 && !self.shapes.has_function_word(rest);
            (placed && named && value <= limit && (colon_stands || !colon && line.digits > 0)).then_some(*section)
        })
    }

    /// True if a text says in the line what it is.
    fn names_text(&self, line: &Line<'_>) -> bool {
        self.named_texts.stand_bare_in(&line.folded)
    }

    /// A date or a time, alone or beside the few words that name a section or a site.
    fn dated(&self, line: &Line<'_>) -> Option<Class> {
        if !date::is_date_line(&line.text) {
            return None;
        }
        if let Some(section) = self.label(line) {
            return Some(labelled(section));
        }
        let mentions = date::scan(&line.text, Language::Und);
        if !mentions.is_empty() && mentions.iter().all(|mention| mention.place == date::Place::Clock) {
            return Some(Class::Furniture("clock"));
        }
        // Numbers alone are counters, and a text that says what it is has a date in its title.
        if mentions.is_empty() || self.names_text(line) {
            return None;
        }
        let (mut rest, mut from) = (String::new(), 0);
        for mention in &mentions {
            rest.push_str(line.text.get(from..mention.range.start).unwrap_or(" "));
            rest.push(' ');
            from = mention.range.end;
        }
        rest.push_str(line.text.get(from..).unwrap_or(""));
        let rest = crate::text::fold::fold(&rest);
        let beside = words(&rest).filter(|word| word.chars().any(char::is_alphabetic)).count();
        Some(if beside <= 1 { Class::Metadata } else { Class::Dated })
    }
}

/// What a label makes of its line: clocks and counters are of the page, the others of the statement.
fn labelled(section: &'static str) -> Class {
    match section {
        "clock" | "counter" | "photo credit" | "contact" => Class::Furniture(section),
        _ => Class::Metadata,
    }
}

#[cfg(test)]
mod tests {
    use super::super::line::lines;
    use super::*;

    fn check(text: &str, expected: Class) {
        assert_eq!(Classifier::new(&[]).classify(&lines(text)[0]), expected, "{text}");
    }

    #[test]
    fn labels_and_dates_are_metadata() {
        check("کد خبر: ۶۱۰۸۸۵", Class::Metadata);
        check("تاریخ انتشار: ۱ اسفند ۱۳۹۵ - ۲۰:۰۷", Class::Metadata);
        check("منبع: خبرگزاری نمونه", Class::Metadata);
        check("1390/02/14", Class::Metadata);
        check("گفت و گو 1387/05/18 |", Class::Dated);
        check("الثلاثاء 3 يوليوز 2012", Class::Metadata);
        check("0 398", Class::Furniture("counter"));
    }

    #[test]
    fn clocks_and_counters_are_of_the_page() {
        check("امروز: یکشنبه ۱۹ تیر ۱۳۹۰ - ۲۰:۵۴", Class::Furniture("clock"));
        check("آخر تحديث: 5 ماي 2019", Class::Furniture("clock"));
        check("دوشنبه ۷ آذر ۱۳۹۰ ساعت ۱۰:۲۰ به وقت تهران", Class::Furniture("clock"));
        check("تعداد بازدید: ۳۹۸", Class::Furniture("counter"));
        check("نظرات: ۳", Class::Furniture("counter"));
        check("398 بازدید", Class::Furniture("counter"));
        check("بازدید کارشناسان از سد", Class::Title);
    }

    #[test]
    fn a_heading_of_the_first_level_is_a_title() {
        check("# یادداشت", Class::Title);
        check("# این سرخط با نقطه پایان می‌یابد و باز هم سرخط است، هر چند دراز باشد.", Class::Title);
        check("# ارسال نظر", Class::Furniture("comments"));
    }

    #[test]
    fn a_title_with_a_date_stays_a_title() {
        check("بیانیهٔ حزب نمونه ۱۲ بهمن ۱۳۹۹", Class::Title);
        check("بلاغ حول اجتماع المكتب السياسي لحزب المثال ليوم الاثنين 19 دجنبر 2016", Class::Title);
        check("امروز کجا ایستاده‌ایم و فردا کجا", Class::Title);
    }

    #[test]
    fn labels_behind_a_title_are_found() {
        let text = "آب گران شد در شهر    تاریخ انتشار: ۱۳۹۴/۵/۲ کد خبر: 2211";
        let at = Classifier::new(&[]).labels_behind(&lines(text)[0]).unwrap();
        assert!(text[at..].starts_with("تاریخ انتشار"));
        assert_eq!(Classifier::new(&[]).labels_behind(&lines("تاریخ انتشار: ۱۳۹۴/۵/۲ کد خبر: 2211")[0]), None);
        let parts: Vec<_> = lines(text).remove(0).split(text, at).iter().map(|line| line.found).collect();
        assert_eq!(parts, ["آب گران شد در شهر", "تاریخ انتشار: ۱۳۹۴/۵/۲ کد خبر: 2211"]);
    }

    #[test]
    fn a_sentence_is_body_even_if_short() {
        check("شورای مرکزی در نشست دیروز خود برنامهٔ سال آینده را پذیرفت و به کار گرفت.", Class::Body);
        check("به نام خدا و با درود به همهٔ اعضای گرامی شوراها ،…", Class::Cut);
        check("شورا برنامه را پذیرفت.", Class::Short);
    }

    #[test]
    fn credits_and_contacts_are_of_the_page() {
        check("عکس: سارا نمونه", Class::Furniture("photo credit"));
        check("عکس: شورا برنامهٔ تازهٔ خود را پذیرفت", Class::Title);
        check("تلفن: ۰۲۱-۱۲۳۴", Class::Furniture("contact"));
        check("العنوان: الماء للجميع", Class::Metadata);
        check("تلفن همراه و زندگی ما", Class::Title);
    }

    #[test]
    fn connectives_open_no_title() {
        check("وأضاف الأمين العام في كلمته", Class::Short);
        check("کما أن الوضع صعب", Class::Short);
        check("به مذاکره امیدواریم", Class::Title);
        check("در ضرورت همدلی میان مردم", Class::Title);
    }
}
