//! What a short line is by its own shape: a point of a list, an address to the reader, a name, an age, a menu.
//!
//! Says nothing about its place on the page; `opening`, `segment` and `roles` ask where the shape matters.
//! Names of people are only told by what they are not: no verb, no function word, no number, no sign.

use super::date;
use super::lexicon::{Lexicon, is_letter, strip_words, words};
use super::line::{Line, is_blank};
use super::offices::Offices;
use crate::model::Language;
use std::collections::HashSet;

/// Words of the longest byline without a label.
const NAME_WORDS: usize = 3;
/// Words of the longest line that addresses a reader.
const SALUTATION_WORDS: usize = 14;
/// Words of the longest line that says how old a page is.
const AGO_WORDS: usize = 8;
/// Words of a last line of a statement.
const CLOSING_WORDS: usize = 6;
/// Pieces of a menu that wide gaps part, and words of one line of it.
const MENU_PIECES: usize = 4;
const MENU_WORDS: usize = 20;
/// Words of the head of a paper.
const MASTHEAD_WORDS: usize = 10;
/// Words of a line that says when and by whom.
const DATED_WORDS: usize = 9;
/// Words of a line that is a date in words, and those that may stand beside it.
const SPELLED_WORDS: usize = 14;
const BESIDE_DATE: usize = 3;

/// The word lists that shapes are told by.
#[derive(Debug)]
pub(super) struct Shapes {
    function: HashSet<String>,
    salutations: Vec<String>,
    formulas: Vec<String>,
    closings: Vec<String>,
    units: HashSet<String>,
    since: HashSet<String>,
    ago: HashSet<String>,
    beside_names: HashSet<String>,
    issues: HashSet<String>,
    wanting: HashSet<String>,
}

impl Shapes {
    /// Reads the embedded lists.
    pub(super) fn new() -> Self {
        let lists = Lexicon::read(include_str!("data/words.txt"));
        let formulas = Lexicon::read(include_str!("data/formulas.txt"));
        let set = |names: &[&str]| names.iter().flat_map(|name| lists.longest_first(name)).collect();
        let mut closings = formulas.longest_first("closing");
        closings.extend(formulas.longest_first("slogan"));
        let mut function: HashSet<String> = set(&["fa", "fa weak", "ar", "ar weak", "en", "fr"]);
        for noun in lists.longest_first("noun") {
            function.remove(&noun);
        }
        Self {
            function,
            salutations: lists.longest_first("letter opening"),
            formulas: formulas.sections().flat_map(|(_, entries)| entries.to_vec()).collect(),
            closings,
            units: set(&["time unit"]),
            since: set(&["since"]),
            ago: set(&["ago"]),
            beside_names: set(&["beside a name"]),
            issues: set(&["issue"]),
            wanting: set(&["wants another"]),
        }
    }

    /// True if the folded text has a word that no name has: a preposition, a pronoun, an auxiliary.
    pub(super) fn has_function_word(&self, folded: &str) -> bool {
        words(folded).any(|word| self.function.contains(word) && word != "الله")
    }

    /// True if the line ends in the middle of a sentence: with a word that wants another behind it, or a comma.
    pub(super) fn breaks_off(&self, line: &Line<'_>) -> bool {
        let last = words(&line.folded).next_back().unwrap_or("");
        let wants = |word: &str| self.wanting.contains(word);
        line.text.ends_with(['،', ','])
            || line.folded.ends_with(last) && (wants(last) || last.strip_prefix('و').is_some_and(wants))
    }

    /// Two or three words that may be the name of a person: letters alone, and none that a sentence is made with.
    pub(super) fn is_name(&self, line: &Line<'_>) -> bool {
        let signs = |sign: char| is_letter(sign) || is_blank(sign) || matches!(sign, '-' | '.');
        (2..=NAME_WORDS).contains(&line.words)
            && line.digits == 0
            && !line.ends_sentence()
            && line.folded.chars().all(signs)
            && !self.has_function_word(&line.folded)
            && !self
                .formulas
                .iter()
                .chain(&self.salutations)
                .any(|formula| strip_words(&line.folded, formula).is_some())
    }

    /// A line that addresses those to whom a letter goes: titles of respect and no verb.
    pub(super) fn is_salutation(&self, line: &Line<'_>, offices: &Offices) -> bool {
        let spoken = |word: &str| offices.is_saying(word) || offices.is_verb(word) || self.function.contains(word);
        line.words <= SALUTATION_WORDS
            && self.salutations.iter().any(|opening| strip_words(&line.folded, opening).is_some())
            && !words(&line.folded).skip(1).any(spoken)
            && !line.text.ends_with(['؟', '?'])
    }

    /// A way of ending a letter, or a cry at its end.
    pub(super) fn is_closing(&self, line: &Line<'_>) -> bool {
        line.words <= CLOSING_WORDS && self.closings.iter().any(|closing| strip_words(&line.folded, closing).is_some())
    }

    /// How long ago it was, alone or behind a name: "three days ago".
    pub(super) fn is_age(&self, line: &Line<'_>) -> bool {
        if line.words > AGO_WORDS || line.ends_sentence() {
            return false;
        }
        let all: Vec<&str> = words(&line.folded).collect();
        let is_number = |word: &&str| word.chars().all(|sign| sign.is_ascii_digit());
        let unit = |word: Option<&&str>| word.is_some_and(|word| self.units.contains(*word));
        let said = (0..all.len()).find_map(|at| {
            let behind = |count: usize| all.get(at + count);
            if behind(0).is_some_and(|word| self.since.contains(*word)) {
                let length = if behind(1).is_some_and(is_number_of(&is_number)) { 2 } else { 1 };
                return unit(behind(length)).then_some((at, at + length + 1));
            }
            let ago = behind(2).is_some_and(|word| self.ago.contains(*word));
            (behind(0).is_some_and(is_number_of(&is_number)) && unit(behind(1)) && ago).then_some((at, at + 3))
        });
        let Some((first, past)) = said else { return false };
        let named = |word: &&&str| is_number(word) || self.function.contains(**word);
        past == all.len() && first <= 4 && !all.iter().take(first).any(|word| named(&word))
    }

    /// A row of names with wide gaps between them, and nothing of a sentence.
    pub(super) fn is_wide_menu(&self, line: &Line<'_>) -> bool {
        if line.words > MENU_WORDS {
            return false;
        }
        let pieces = wide_pieces(&line.text);
        pieces.len() >= MENU_PIECES
            && !line.ends_sentence()
            && !line.text.contains(['.', '،', '؛', '؟', '!', '«', '"'])
            && pieces.iter().any(|piece| piece.contains(is_letter))
            && line.words < 3 * pieces.len()
            && !self.has_function_word(&line.folded)
    }

    /// The head of a paper: its name with the number of the issue, set apart by gaps or beside that of the year.
    pub(super) fn is_masthead(&self, line: &Line<'_>) -> bool {
        if line.words > MASTHEAD_WORDS || line.ends_sentence() {
            return false;
        }
        let all: Vec<&str> = words(&line.folded).collect();
        let is_number = |word: &&str| word.chars().all(|sign| sign.is_ascii_digit());
        let numbered = all
            .windows(2)
            .filter(|pair| matches!(pair, [label, number] if self.issues.contains(*label) && is_number(number)));
        let numbered = numbered.count();
        (numbered >= 2 || numbered == 1 && wide_pieces(&line.text).len() >= 2) && !self.has_function_word(&line.folded)
    }

    /// True if nothing but words that go with the name of a body are left in a folded text.
    pub(super) fn is_beside_name(&self, rest: &str, offices: &Offices) -> bool {
        let office = |word: &str| offices.speaking.iter().any(|phrase| words(phrase).any(|part| part == word));
        words(rest).all(|word| {
            super::lexicon::without_particles(word).any(|form| {
                self.beside_names.contains(form)
                    || offices.party_nouns.iter().any(|noun| noun == form)
                    || form.strip_prefix('ل').is_some_and(|rest| office(&format!("ال{rest}")))
                    || office(form)
            }) || word.chars().all(|sign| sign.is_ascii_digit())
        })
    }

    /// A few words with a day among them: when and by whom.
    pub(super) fn is_dated_byline(line: &Line<'_>) -> bool {
        line.words <= DATED_WORDS
            && line.digits >= 3
            && !line.ends_sentence()
            && date::scan(&line.text, Language::Und).iter().any(|mention| mention.place != date::Place::Clock)
    }

    /// A day, a month and a year in words, alone or beside a place.
    pub(super) fn is_spelled_date(line: &Line<'_>) -> bool {
        if line.digits > 0 || !(4..=SPELLED_WORDS).contains(&line.words) {
            return false;
        }
        let (mut rest, mut from) = (0, 0);
        let mentions = date::scan(&line.text, Language::Und);
        for mention in &mentions {
            rest += words(line.text.get(from..mention.range.start).unwrap_or("")).count();
            from = mention.range.end;
        }
        rest += words(line.text.get(from..).unwrap_or("")).count();
        !mentions.is_empty() && rest <= BESIDE_DATE && line.words >= rest + 4
    }
}

fn is_number_of<'a>(is_number: &'a impl Fn(&&str) -> bool) -> impl Fn(&&str) -> bool + 'a {
    move |word| is_number(word)
}

/// The pieces of a line between tabs and runs of spaces.
fn wide_pieces(text: &str) -> Vec<&str> {
    text.split("  ").flat_map(|piece| piece.split('\t')).map(str::trim).filter(|piece| !piece.is_empty()).collect()
}

/// A day, an unlisted month and a year behind a place or alone: four words at most.
pub(super) fn is_day_of_unknown_month(line: &Line<'_>) -> bool {
    let all: Vec<&str> = words(&line.folded).collect();
    let number = |word: &str, digits: std::ops::RangeInclusive<usize>| {
        digits.contains(&word.len()) && word.chars().all(|sign| sign.is_ascii_digit())
    };
    let [place @ .., day, month, year] = all.as_slice() else { return false };
    let is_word = |word: &str| word.chars().all(is_letter);
    place.len() <= 1
        && place.iter().all(|word| is_word(word))
        && number(day, 1..=2)
        && is_word(month)
        && number(year, 4..=4)
        && (year.starts_with("19") || year.starts_with("20") || year.starts_with("13") || year.starts_with("14"))
}

/// A point of a list: a number, a letter or an ordinal with a sign behind it.
pub(super) fn is_numbered(line: &Line<'_>) -> bool {
    let bare = line.text.trim_start_matches(|sign: char| is_blank(sign) || matches!(sign, '(' | '[' | '*'));
    let digits = bare.trim_start_matches(char::is_numeric);
    let count = bare.chars().count() - digits.chars().count();
    let behind = digits.trim_start_matches(is_blank);
    // A hyphen or a full stop with a digit behind it is inside a number or a date.
    let parted = |rest: &str| {
        let mut signs = rest.chars();
        let sign = signs.next();
        let next = signs.as_str().trim_start_matches(is_blank).chars().next();
        sign.is_some_and(|sign| matches!(sign, '-' | '–' | '.' | ')' | ':' | '_' | '/' | 'ـ'))
            && next.is_some_and(|next| !next.is_numeric())
    };
    if (1..=2).contains(&count) {
        return parted(behind);
    }
    let letter = ["الف", "أ", "ا", "ب", "پ", "ج", "د", "ه", "هـ", "و", "ز", "ح", "ط"];
    let lettered = letter.iter().filter_map(|letter| bare.strip_prefix(letter)).any(|rest| {
        let rest = rest.trim_start_matches(is_blank);
        rest.starts_with([':', ')', '-', '–', '.']) && parted(rest)
    });
    let ordinal = ["اولا", "ثانیا", "ثالثا", "رابعا", "خامسا", "سادسا", "سابعا"];
    lettered || ordinal.iter().any(|ordinal| strip_words(&line.folded, ordinal).is_some())
}

/// A point of a list, or a line that a bullet opens.
pub(super) fn is_point(line: &Line<'_>) -> bool {
    is_numbered(line) || line.text.starts_with(['*', '-', '•', '–', '●', '▪', '◆']) && line.words > 0
}

/// The code of those who wrote a piece: one run of Latin letters, digits and slashes.
pub(super) fn is_code(text: &str) -> bool {
    let signs = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '/' | ',' | '-' | '.' | '_');
    text.len() >= 4
        && text.chars().all(signs)
        && text.contains('/')
        && text.chars().any(|sign| sign.is_ascii_uppercase())
        && text.chars().filter(char::is_ascii_digit).count() >= 2
}

#[cfg(test)]
mod tests {
    use super::super::line::lines;
    use super::*;

    fn all(expected: bool, texts: &[&str], shape: impl Fn(&Line<'_>) -> bool) {
        for text in texts {
            assert_eq!(shape(&lines(text)[0]), expected, "{text}");
        }
    }

    #[test]
    fn points_of_lists_are_told_from_numbers() {
        let points =
            ["1- آب شهر", "1 - ماء المدينة؛", "۲. راه ده", "3) نان", "الف: آب", "ب) برق", "أولا: الماء", "ج- راه"];
        all(true, &points, is_numbered);
        let others = ["12/3/1400", "10:30", "۲۲ بهمن", "1-2 بازی", "ابر آمد", "با: هم", "1402 - آب", "2.5 درصد"];
        all(false, &others, is_numbered);
        all(true, &["- آب شهر", "• راه"], is_point);
        all(false, &["آب - شهر", "--"], is_point);
    }

    #[test]
    fn names_have_no_verbs_and_no_signs() {
        let shapes = Shapes::new();
        all(true, &["سارا نمونه", "محمد عبد المثال"], |line| shapes.is_name(line));
        let others = [
            "آب گران شد",
            "\"آب گران\"",
            "سارا، نمونه",
            "سارا",
            "رفقای گرامی",
            "به نام خدا",
            "آب شهر ما بسته",
            "راه 12",
        ];
        all(false, &others, |line| shapes.is_name(line));
    }

    #[test]
    fn letters_address_somebody() {
        let (shapes, offices) = (Shapes::new(), Offices::new());
        let spoken = |line: &Line<'_>| shapes.is_salutation(line, &offices);
        all(
            true,
            &["جناب آقای نمونه، ریاست محترم شورای شهر", "السيد رئيس مجلس المدينة المحترم", "رفقای گرامی"],
            spoken,
        );
        all(false, &["السيد الوزير يستقبل وفدا", "حضرت استاد گفت بیایید", "نامه به جناب نمونه"], spoken);
    }

    #[test]
    fn ages_are_told_with_their_unit() {
        let shapes = Shapes::new();
        all(true, &["منذ 3 أيام", "ليلى نمونه - منذ سنتين", "۲ ساعت پیش", "قبل 5 دقائق"], |line| shapes.is_age(line));
        all(false, &["منذ سنتين والماء مقطوع", "3 سال زندان", "آب ۳ روز پیش گران شد"], |line| shapes.is_age(line));
    }

    #[test]
    fn menus_and_mastheads_have_wide_gaps() {
        let shapes = Shapes::new();
        all(true, &["خانه   فیلم   دریچه   استان‌ها   English"], |line| {
            shapes.is_wide_menu(line)
        });
        all(
            false,
            &["آب   شهر", "آب  شهر  گران  شد  امروز", "آب گران شد، راه   بسته   شد   امروز"],
            |line| shapes.is_wide_menu(line),
        );
        all(true, &["صوت المثال   العدد 7   السنة 63", "پیام نمونه - سال 3 شماره 12"], |line| shapes.is_masthead(line));
        all(false, &["بیانیهٔ شمارهٔ 3", "العدد 7 من المجلة صدر   اليوم"], |line| {
            shapes.is_masthead(line)
        });
    }

    #[test]
    fn days_may_stand_beside_who_speaks() {
        let both = ["الأربعاء 21 شباط 2024 — اللجنة التربوية في حزب المثال", "شورای شهر، ۷ مرداد ۱۴۰۳"];
        all(true, &both, Shapes::is_dated_byline);
        all(false, &["شورای شهر نمونه", "در ۷ مرداد ۱۴۰۳ شورای شهر گشوده شد.", "1200 راه"], Shapes::is_dated_byline);
        all(true, &["بیست و سوم خرداد هزار و سیصد و هشتاد و هشت"], Shapes::is_spelled_date);
        all(false, &["هزار و یک راه برای مردم شهر"], Shapes::is_spelled_date);
    }

    #[test]
    fn days_of_unknown_months_and_codes() {
        all(true, &["طرابلس 8 ناصر 2012", "8 ناصر 2012"], is_day_of_unknown_month);
        all(false, &["مؤتمر المدينة 8 ناصر 2012", "8 ناصر 12", "ناصر 2012"], is_day_of_unknown_month);
        assert!(is_code("R1013/P/S9,1300/CT12"));
        assert!(!is_code("http") && !is_code("12/3/1400") && !is_code("and/or"));
    }
}
