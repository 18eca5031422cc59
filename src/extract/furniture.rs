//! Lines that are part of a page whatever page it is: buttons, menus, comment forms, counters, tickers.
//!
//! Gives the reason a line was taken for furniture, by the line alone; `roles` decides where unlisted
//! neighbours of such lines go. The list is a data file and means whole lines, so that a word such as
//! "elections" never eats a title that begins with it.

use super::lexicon::{Lexicon, is_word, strip_words, words};
use super::line::Line;
use super::markdown;
use crate::text::fold::fold;
use std::collections::{HashMap, HashSet};

/// Words a line may go on for behind an entry that names only its beginning.
const MORE_WORDS: usize = 6;

/// Letters that the headlines of a ticker have at most, on average.
const TICKER_PIECE: usize = 120;

/// What is known of page furniture.
#[derive(Debug)]
pub(super) struct Furniture {
    whole: HashMap<String, &'static str>,
    beginnings: Vec<(String, &'static str)>,
    counters: HashSet<String>,
    /// Lines that the corpus or its user named, squeezed.
    named: HashSet<String>,
    /// Beginnings of such lines, folded.
    named_beginnings: Vec<String>,
}

/// Why a line that the user named is furniture.
const NAMED: &str = "named in reader.toml";

impl Furniture {
    /// Reads the embedded lists; `named` are lines of the user's, with `*` at the end of one that goes on.
    pub(super) fn new(named: &[String]) -> Self {
        let lexicon = Lexicon::read(include_str!("data/furniture.txt"));
        let (mut whole, mut beginnings) = (HashMap::new(), Vec::new());
        for (reason, entries) in lexicon.sections() {
            for entry in entries {
                if let Some((beginning, rest)) = entry.split_once('*') {
                    let rest = if rest.is_empty() { String::new() } else { format!(" {}", rest.trim()) };
                    beginnings.push((format!("{}{}", beginning.trim(), ""), reason));
                    whole.insert(squeezed(&format!("{beginning}{rest}")), reason);
                } else {
                    whole.insert(squeezed(entry), reason);
                }
            }
        }
        let counters = Lexicon::read(include_str!("data/labels.txt")).longest_first("counter");
        let counters = counters.iter().flat_map(|label| words(label)).map(str::to_owned).collect();
        let (open, named): (Vec<_>, Vec<_>) = named.iter().map(|line| fold(line)).partition(|line| line.ends_with('*'));
        let named_beginnings = open.iter().map(|line| line.trim_end_matches('*').trim().to_owned()).collect();
        let named = named.iter().map(|line| squeezed(line)).collect();
        Self { whole, beginnings, counters, named, named_beginnings }
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
        if line.words > 16 {
            return None;
        }
        if self.is_counter(line) {
            return Some("counter");
        }
        if super::tail::end_mark(&line.text).is_some_and(|(at, reason)| at == 0 && reason == "end mark") {
            return Some("end mark");
        }
        if is_address(line) {
            return Some("address");
        }
        let bare = line.folded.trim_matches(|character| !is_word(character));
        if let Some(reason) = self.listed(bare) {
            return Some(reason);
        }
        if let Some((name, _)) = line.folded.split_once(':')
            && let Some(reason) = self.whole.get(&squeezed(name))
            && matches!(*reason, "tags" | "related" | "sharing" | "reading aid" | "comments")
        {
            return Some(reason);
        }
        if is_breadcrumb(line) {
            return Some("breadcrumb");
        }
        self.beginnings.iter().find_map(|(beginning, reason)| {
            let rest = strip_words(bare, beginning)?;
            (words(rest).count() <= MORE_WORDS).then_some(*reason)
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

/// Without spaces and punctuation, so that a lost or an added ZWNJ or space does not matter.
fn squeezed(folded: &str) -> String {
    folded.chars().filter(|character| is_word(*character)).collect()
}

/// Headlines of other pages run together in one line: many wide gaps, and few pieces end as sentences do.
fn is_ticker(line: &Line<'_>) -> bool {
    if line.letters < 60 || !line.text.contains("   ") {
        return false;
    }
    let pieces: Vec<&str> = line.text.split("   ").map(str::trim).filter(|piece| !piece.is_empty()).collect();
    let sentences =
        pieces.iter().filter(|piece| piece.ends_with(['.', '۔', '،', ':']) && !piece.ends_with("..")).count();
    pieces.len() > 3 && sentences * 4 <= pieces.len() && line.letters <= pieces.len() * TICKER_PIECE
}

/// The way to a page: three names or more of a few words each, with signs between them.
fn is_breadcrumb(line: &Line<'_>) -> bool {
    [">>", " > ", "›", " / ", " » "].iter().any(|sign| {
        let names: Vec<&str> = line.text.split(sign).map(str::trim).filter(|name| !name.is_empty()).collect();
        names.len() >= 3 && names.iter().all(|name| name.split_whitespace().count() <= 3)
    })
}

fn is_address(line: &Line<'_>) -> bool {
    let text = line.text.as_ref();
    line.words <= 12
        && !text.contains(char::is_whitespace)
        && (text.contains("://")
            || text.starts_with("www.")
            || text.starts_with('@')
            || text.contains('@') && text.contains('.'))
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
