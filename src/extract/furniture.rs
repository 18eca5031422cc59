//! Lines that are part of a page whatever page it is: buttons, menus, comment forms, counters, tickers.
//!
//! Gives the reason a line was taken for furniture, by the line alone; `roles` decides where unlisted
//! neighbours of such lines go. The list is a data file and means whole lines, so that a word such as
//! "elections" never eats a title that begins with it.

use super::lexicon::{Lexicon, find_words, is_letter, is_word, strip_words, words};
use super::line::Line;
use super::markdown;
use super::openings::Openings;
use super::word_map::WordMap;
use crate::text::fold::fold;
use std::collections::{HashMap, HashSet};

/// Words a line may go on for behind an entry that names only its beginning.
const MORE_WORDS: usize = 6;

/// Letters that the headlines of a ticker have at most, on average.
const TICKER_PIECE: usize = 120;

/// What is known of page furniture.
#[derive(Debug)]
pub(super) struct Furniture {
    whole: WordMap<&'static str>,
    beginnings: Vec<(String, &'static str)>,
    beginnings_by_word: Openings,
    /// Beginnings that count where a second phrase stands later in the line.
    frames: Vec<(String, String, &'static str)>,
    frames_by_word: Openings,
    /// Names of sections, squeezed: furniture only among other items of a menu.
    sections: WordMap<()>,
    counters: WordMap<()>,
    /// Lines that the corpus or its user named, squeezed.
    named: HashSet<String>,
    /// Beginnings of such lines, folded.
    named_beginnings: Vec<String>,
}

/// Words of a line that has a beginning and, later, another phrase of the list.
const FRAME_WORDS: usize = 40;
/// Words of a line that names a headline behind a listed heading.
const HEADED_WORDS: usize = 30;
/// Items of a menu that stands in one line, and how many of its words may be no item.
const ROW_ITEMS: usize = 3;
const PARTED_ITEMS: usize = 5;
/// Words of the longest item.
const ITEM_WORDS: usize = 4;
/// The section of the list that holds names of sections of papers.
const SECTION: &str = "section name";

/// Why a line that the user named is furniture.
const NAMED: &str = "named in reader.toml";

impl Furniture {
    /// Reads the embedded lists; `named` are lines of the user's, with `*` at the end of one that goes on.
    pub(super) fn new(named: &[String]) -> Self {
        let lexicon = Lexicon::read(include_str!("data/furniture.txt"));
        let (mut whole, mut beginnings, mut frames) = (HashMap::new(), Vec::new(), Vec::new());
        let mut sections = HashSet::new();
        for (reason, entries) in lexicon.sections() {
            for entry in entries {
                if reason == SECTION {
                    sections.insert(squeezed(entry));
                } else if let Some((beginning, rest)) = entry.split_once('*') {
                    if rest.trim().is_empty() {
                        beginnings.push((beginning.trim().to_owned(), reason));
                        whole.insert(squeezed(beginning), reason);
                    } else {
                        frames.push((beginning.trim().to_owned(), rest.trim().to_owned(), reason));
                    }
                } else {
                    whole.insert(squeezed(entry), reason);
                }
            }
        }
        let counters = Lexicon::read(include_str!("data/labels.txt")).longest_first("counter");
        let counters = counters.iter().flat_map(|label| words(label)).map(|word| (word, ())).collect();
        let (open, named): (Vec<_>, Vec<_>) = named.iter().map(|line| fold(line)).partition(|line| line.ends_with('*'));
        let named_beginnings = open.iter().map(|line| line.trim_end_matches('*').trim().to_owned()).collect();
        let named = named.iter().map(|line| squeezed(line)).collect();
        Self {
            whole: whole.into_iter().collect(),
            beginnings_by_word: Openings::new(beginnings.iter().map(|(beginning, _)| beginning.as_str())),
            beginnings,
            frames_by_word: Openings::new(frames.iter().map(|(beginning, ..)| beginning.as_str())),
            frames,
            sections: sections.into_iter().map(|name| (name, ())).collect(),
            counters,
            named,
            named_beginnings,
        }
    }

    /// The reason `line` is furniture, if the corpus or its user named it.
    pub(super) fn named(&self, line: &Line<'_>) -> Option<&'static str> {
        let whole = || self.named.contains(&squeezed(&line.folded));
        let begins = |beginning: &String| strip_words(line.folded.trim_start(), beginning).is_some();
        let is_named = !self.named.is_empty() && whole() || self.named_beginnings.iter().any(begins);
        is_named.then_some(NAMED)
    }

    /// The reason `line` is furniture, if it is.
    pub(super) fn reason(&self, line: &Line<'_>) -> Option<&'static str> {
        if line.letters + line.digits == 0 {
            return Some(if line.found.contains("](") { "image" } else { "mark" });
        }
        if line.text == "[Image]" {
            return Some("image");
        }
        if let Some(links) = markdown::links(line.found) {
            return Some(links.first().and_then(|words| self.listed(&fold(words))).unwrap_or("navigation"));
        }
        if is_ticker(line) {
            return Some("ticker");
        }
        if line.words > FRAME_WORDS {
            return None;
        }
        let frame = |(beginning, rest, _): &&(String, String, &'static str)| {
            strip_words(&line.folded, beginning).is_some_and(|behind| find_words(behind, rest).is_some())
        };
        if let Some((_, _, reason)) =
            self.frames_by_word.of(&line.folded).filter_map(|number| self.frames.get(number)).find(frame)
        {
            return Some(reason);
        }
        if let Some(reason) = self.headed(line) {
            return Some(reason);
        }
        if self.is_breadcrumb(line) {
            return Some("breadcrumb");
        }
        if let Some(reason) = self.row(line) {
            return Some(reason);
        }
        if line.words > 16 {
            return None;
        }
        if is_place_among_pages(line) {
            return Some("page number");
        }
        if self.is_counter(line) {
            return Some("counter");
        }
        if line.text.contains('©') {
            return Some("rights");
        }
        if super::tail::end_mark(&line.text).is_some_and(|(at, reason)| at == 0 && reason == "end mark") {
            return Some("end mark");
        }
        if super::shapes::is_code(&line.text) {
            return Some("code");
        }
        if is_address(line) {
            return Some("address");
        }
        let bare = line.folded.trim_matches(|character| !is_word(character));
        if let Some(reason) = self.listed(bare) {
            return Some(reason);
        }
        if line.digits > 0
            && let Some(reason @ "comments") = self.listed(bare.trim_matches(|sign: char| !is_letter(sign)))
        {
            return Some(reason);
        }
        self.beginnings_by_word.of(bare).find_map(|number| {
            let (beginning, reason) = self.beginnings.get(number)?;
            let rest = strip_words(bare, beginning)?;
            (words(rest).count() <= MORE_WORDS).then_some(*reason)
        })
    }

    /// True if the folded text names a section of a paper.
    pub(super) fn is_section_name(&self, folded: &str) -> bool {
        self.sections.contains(&squeezed(folded))
    }

    /// A listed heading with what it announces behind its colon.
    fn headed(&self, line: &Line<'_>) -> Option<&'static str> {
        let (name, behind) = line.folded.split_once(':')?;
        let reason = *self.whole.get(&squeezed(name))?;
        let headline = matches!(reason, "related" | "other news" | "read more");
        let button = matches!(reason, "tags" | "sharing" | "reading aid" | "comments" | "notice");
        let room = if headline { HEADED_WORDS } else { 16 };
        let said = reason != "read more" || words(behind).count() > 1;
        ((headline || button) && said && line.words <= room).then_some(reason)
    }

    /// A menu in one line: nothing but items of the list, three at least, or many of any kind with signs between them.
    fn row(&self, line: &Line<'_>) -> Option<&'static str> {
        if line.words < ROW_ITEMS || line.ends_sentence() {
            return None;
        }
        if self.is_parted_menu(line) {
            return Some("navigation");
        }
        let word = |at: usize| line.places.get(at).map(|place| place.of(&line.folded));
        let (mut at, mut items, mut misses, mut reason) = (0, 0, 0, None);
        let mut item = String::new();
        while let Some(first) = word(at) {
            // Items are listed without the blanks between their words; the longest counts.
            item.clear();
            let mut found = None;
            for count in 1..=ITEM_WORDS {
                let Some(next) = word(at + count - 1) else { break };
                item.push_str(next);
                let listed = self.whole.get(&item).copied();
                let listed = listed.or_else(|| self.sections.contains(&item).then_some("navigation"));
                found = listed.map(|why| (count, why)).or(found);
            }
            match found {
                Some((_, why)) => {
                    items += 1;
                    reason = reason.or(Some(why));
                }
                None => misses += usize::from(!first.chars().all(char::is_numeric)),
            }
            at += found.map_or(1, |(count, _)| count);
            // Many items bear with one or two that are not listed.
            if misses > 2 || misses > 0 && line.words < 8 {
                return None;
            }
        }
        reason.filter(|_| items >= ROW_ITEMS && items >= 3 * misses)
    }

    /// Five names or more with one sign between them, of which the list knows two.
    fn is_parted_menu(&self, line: &Line<'_>) -> bool {
        [" | ", "|", " • ", " · ", " / ", " - ", " – ", " : "].iter().any(|sign| {
            if !has_sign(&line.text, sign) {
                return false;
            }
            let names: Vec<&str> = line.text.split(sign).map(str::trim).filter(|name| !name.is_empty()).collect();
            let known = |name: &&&str| {
                let name = fold(name);
                self.listed(&name).is_some() || self.is_section_name(&name)
            };
            names.len() >= PARTED_ITEMS
                && names.iter().all(|name| name.split_whitespace().count() <= 3)
                && names.iter().filter(known).count() >= 2
        })
    }

    /// The way to a page: names of a few words each with signs between them; the last one may be its title.
    fn is_breadcrumb(&self, line: &Line<'_>) -> bool {
        if line.text.ends_with(['.', '۔']) {
            return false;
        }
        [">>", " > ", "›", " / ", " » ", " « ", " → ", " ← ", " \\ "].iter().any(|sign| {
            if !has_sign(&line.text, sign) {
                return false;
            }
            let names: Vec<&str> = line.text.split(sign).map(str::trim).filter(|name| !name.is_empty()).collect();
            let few = |name: &&str| name.split_whitespace().count() <= 3;
            let home = |name: &&str| {
                let folded = fold(name.rsplit(':').next().unwrap_or(name));
                self.listed(&folded) == Some("navigation")
            };
            match names.split_last() {
                Some((last, way)) if way.len() >= 2 => {
                    line.words <= 16 && way.iter().all(few) && few(last)
                        || way.first().is_some_and(home) && way.iter().skip(1).all(few)
                }
                Some((_, [only])) => home(only) && line.words <= FRAME_WORDS && *sign != " / ",
                _ => false,
            }
        })
    }

    /// The reason that the list gives for a whole line.
    pub(super) fn listed(&self, folded: &str) -> Option<&'static str> {
        self.whole.get(&squeezed(folded)).copied()
    }

    /// A line of numbers, alone or with what they count.
    fn is_counter(&self, line: &Line<'_>) -> bool {
        if line.digits == 0 || line.words > 6 {
            return false;
        }
        words(&line.folded).all(|word| {
            let rest = word.trim_start_matches(|character: char| character.is_ascii_digit());
            rest.is_empty() || self.counters.contains(rest)
        })
    }
}

/// True if the sign stands in the text; of most texts its first byte that is no blank says that it does not.
fn has_sign(text: &str, sign: &str) -> bool {
    let first = sign.trim_start().bytes().next();
    first.is_some_and(|byte| memchr::memchr(byte, text.as_bytes()).is_some()) && text.contains(sign)
}

/// Without spaces and punctuation, so that a lost or an added ZWNJ or space does not matter.
fn squeezed(folded: &str) -> String {
    folded.chars().filter(|character| is_word(*character)).collect()
}

/// Headlines of other pages run together in one line: many wide gaps, and few pieces end as sentences do.
fn is_ticker(line: &Line<'_>) -> bool {
    if line.letters < 60 || memchr::memmem::find(line.text.as_bytes(), b"   ").is_none() {
        return false;
    }
    let pieces: Vec<&str> = line.text.split("   ").map(str::trim).filter(|piece| !piece.is_empty()).collect();
    let sentences =
        pieces.iter().filter(|piece| piece.ends_with(['.', '۔', '،', ':']) && !piece.ends_with("..")).count();
    pieces.len() > 3 && sentences * 4 <= pieces.len() && line.letters <= pieces.len() * TICKER_PIECE
}

/// "Page 2 of 7", or the numbers of the pages with arrows to turn them.
fn is_place_among_pages(line: &Line<'_>) -> bool {
    let folded = line.folded.as_str();
    let dash = |sign: char| sign == ' ' || matches!(sign, '-' | '–' | '—');
    if folded.starts_with(dash) && folded.ends_with(dash) && line.letters == 0 && line.words == 1 && line.digits <= 3 {
        return true;
    }
    let mut numbers = 0;
    let named = words(folded).all(|word| {
        let number = word.chars().all(|sign| sign.is_ascii_digit()) && word.len() <= 4;
        numbers += usize::from(number);
        number || matches!(word, "صفحه" | "الصفحه" | "page" | "من" | "از" | "of")
    });
    let page = ["صفحه", "الصفحه", "page"].iter().any(|word| strip_words(folded, word).is_some());
    let turned = line.text.ends_with(['»', '›', '>', '…']) && numbers >= 2;
    named && (page && numbers > 0 || turned)
}

/// An address, alone or with the day on which the page was printed.
fn is_address(line: &Line<'_>) -> bool {
    let is_address = |word: &str| {
        word.contains("://")
            || word.starts_with("www.")
            || word.starts_with("t.me/")
            || word.starts_with('@') && word.len() > 1
            || word.contains('@') && word.contains('.')
    };
    let mut others = line.text.split_whitespace().filter(|word| !is_address(word));
    line.words <= 12
        && line.text.split_whitespace().any(is_address)
        && others.all(|word| !word.chars().any(|sign| is_letter(sign) && !matches!(sign, 'A' | 'P' | 'M')))
}

#[cfg(test)]
mod tests {
    use super::super::line::lines;
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(Furniture::new(&[]).reason(&lines(text)[0]), expected, "{text}");
    }

    #[test]
    fn listed_lines_are_furniture_in_any_spelling() {
        check("اترك رد", Some("comments"));
        check("برچسب\u{200C}ها :", Some("tags"));
        check("استانها", Some("navigation"));
        check("قد يعجبك ايضا", Some("related"));
        check("انتهای پیام/", Some("end mark"));
        check("انتهای\u{200C}پیام/86011/ت10", Some("end mark"));
        check("تمامی حقوق این سایت برای حزب محفوظ است", Some("rights"));
    }

    #[test]
    fn a_user_names_more_lines() {
        let furniture = Furniture::new(&["درگاه نمونه ۱۲".to_owned(), "اشتراك*".to_owned()]);
        let named = |text: &str| furniture.named(&lines(text)[0]);
        assert_eq!(named("درگاه نمونه 12:"), Some(NAMED));
        assert_eq!(
            named("اشتراک در خبرنامهٔ هفتگی ما برای همهٔ کسانی که دوست دارند بیشتر بدانند و بخوانند"),
            Some(NAMED)
        );
        assert_eq!(named("درگاه نمونه ۱۲ گشوده شد"), None);
        assert_eq!(named("اشتراکات ما"), None);
    }

    #[test]
    fn menus_in_one_line_are_told_by_their_items() {
        check("خانه | سیاسی | ورزشی | کندوکاو نو | بازار | عکس | فیلم | تماس با ما", Some("navigation"));
        check("الرئيسية سياسة صوت وصورة اتصل بنا", Some("navigation"));
        check("چاپ ایمیل تلگرام", Some("sharing"));
        check("کندوکاو نو • اخبار • روزنه • تماس با ما • دریچه", Some("navigation"));
        check("آباد - ۱۲ - ۵ - ۷ - ۳", None);
        check("سیاسی اقتصادی", None);
        check("مجلس و دولت دربارهٔ بازار و بورس و مسکن سخن گفتند", None);
    }

    #[test]
    fn beginnings_and_what_follows_later_go_together() {
        check("کلیه حقوق مادی و معنوی این سایت برای پیام نمونه و همهٔ شاخه‌های آن محفوظ است.", Some("rights"));
        check("کلیه حقوق کارگران باید پیش از پایان سال و بی هیچ کم و کاستی پرداخت شود.", None);
        check("نستخدم في موقعنا ملفات تعريف الارتباط حتى تكون تجربتك أفضل، فهل توافق؟", Some("notice"));
        check("نستخدم الماء كل يوم ولا نعرف قيمته", None);
        check("© ۱۳۹۸ پیام نمونه", Some("rights"));
    }

    #[test]
    fn headings_announce_headlines_behind_their_colon() {
        check("اقرأ أيضا: مجلس المدينة يقبل برنامج الماء", Some("related"));
        check("بیشتر بخوانید: شورا برنامهٔ تازه را پذیرفت", Some("related"));
        check("شورا: برنامهٔ تازه را پذیرفتیم", None);
    }

    #[test]
    fn ways_to_a_page_may_end_in_its_title() {
        check("أنت هنا: الرئيسية / أخبار / مجلس المدينة يقبل برنامج الماء بعد نقاش طويل", Some("breadcrumb"));
        check("خانه » شورا برنامهٔ تازه را پذیرفت", Some("breadcrumb"));
        check("آب / برق / شورا برنامهٔ تازه را پس از گفتگوی دراز پذیرفت", None);
    }

    #[test]
    fn places_among_pages_and_printed_addresses() {
        check("صفحهٔ ۲ از ۷", Some("page number"));
        check("1 2 3 »", Some("page number"));
        check("- 1 -", Some("page number"));
        check("- 1", Some("counter"));
        check("صفحه‌ای از تاریخ", None);
        check("https://example.org/a 2019-03-04", Some("address"));
        check("پیام به example.org برسد", None);
        check("نظرات کاربران (۳)", Some("comments"));
    }

    #[test]
    fn a_word_of_the_list_does_not_eat_a_title() {
        check("انتخابات شوراها و وظیفهٔ ما", None);
        check("بيانات الحزب في سنة كاملة من العمل", None);
        check("چاپ کتاب تازه در شهر", None);
    }

    #[test]
    fn counters_images_marks_and_addresses() {
        check("0 398", Some("counter"));
        check("👁 ۷۳۵۳ بازدید", Some("counter"));
        check("1.2K", Some("counter"));
        check("۱۲ بهمن", None);
        check("![](a.png)", Some("image"));
        check("![نشان](a.png)", Some("image"));
        check("[نشست شورا](a.html) · [**کار** ما](b.html)", Some("navigation"));
        check("[چاپ](a.html) | [بازنشر](b.html)", Some("sharing"));
        check("[شورا برنامهٔ تازه را پذیرفت](a.html)", None);
        check("* * *", Some("mark"));
        check("https://example.org/a", Some("address"));
        check("info@example.org", Some("address"));
        check("خانه >> سیاسی >> احزاب", Some("breadcrumb"));
        check("برچسب\u{200C}ها: آب، شهر", Some("tags"));
        check("«آب» و «برق» شهر گران شد", None);
        check("آب و برق گران شد/ شورا پاسخ داد/ مردم ناخشنودند از این کار", None);
    }

    #[test]
    fn headlines_run_together_are_a_ticker() {
        check(&"خبر یکم از شهر دور    خبر دوم از ده نزدیک    ".repeat(3), Some("ticker"));
        check("جملهٔ یکم که   فاصله   دارد   و با نقطه پایان می‌یابد و همین بس است برای آزمون.", None);
    }
}
