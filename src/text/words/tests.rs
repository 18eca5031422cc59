//! Words of texts of both languages, and what they may never depend on.

use super::*;
use crate::text::fold::fold;
use proptest::prelude::*;

/// All words: those of one position with `|` between them, positions with blanks.
fn shown(text: &str) -> String {
    let (mut words, mut shown, mut position) = (words(text), String::new(), 0);
    while let Some(word) = words.advance() {
        if !shown.is_empty() {
            assert!(word.position == position || word.position == position + 1);
            shown.push(if word.position == position { '|' } else { ' ' });
        }
        assert_eq!(word.kind == Kind::Seat, word.text.contains(SEAT));
        position = word.position;
        shown.push_str(word.text);
    }
    shown
}

fn check(text: &str, expected: &str) {
    assert_eq!(shown(text), expected, "{text}");
}

/// The base words.
fn base(text: &str) -> Vec<String> {
    let (mut words, mut base) = (words(text), Vec::new());
    while let Some(word) = words.advance() {
        if word.kind == Kind::Base {
            assert_eq!(word.position as usize, base.len());
            base.push(word.text.to_owned());
        }
    }
    base
}

#[test]
fn words_end_at_what_is_no_letter() {
    check("الحزب، يدعو «المواطنين» إلى…", "الحزب یدعو المواطنین الی");
    check("شود.مدیرکل", "شود مدیرکل");
    check("حزب_همت #هشتگ a-b", "حزب همت هشتگ a b");
    check("19دجنبر 2016م PJDها", "19 دجنبر 2016 م pjd ها");
    check("", "");
    check(" ،؟ \u{200C}\u{064E}", "");
}

#[test]
fn words_are_folded() {
    check("كِتاب حـزب PPS Élan", "کتاب حزب pps elan");
    check("\u{FEB3}\u{FEFC}\u{FEE1} \u{FDFA}", "سلام صلی الله علیه وسلم");
    check("می\u{200C}خواهد ح\u{200F}زب", "میخواهد|خواهد حزب");
}

#[test]
fn verbs_and_endings_are_joined() {
    check("که می شود گفت", "که میشود|می|شود گفت");
    check("نمي توانند", "نمیتوانند|نمی|توانند");
    check("برنامه های ما", "برنامههای|برنامه|های ما");
    check("می شده اند", "میشدهاند|می|میشده|شده|شدهاند|اند");
    check("که می", "که می");
    check("ها که", "ها که");
    check("بزرگ تر", "بزرگتر|بزرگ|تر");
}

#[test]
fn nothing_is_joined_over_a_sign_or_a_line() {
    check("می، شود", "می شود");
    check("برنامه\nها", "برنامه ها");
    check("12 ام", "12 ام");
    check("NGO ها", "ngo ها");
}

#[test]
fn three_spellings_are_one_sequence() {
    for spellings in [
        ["که می\u{200C}شود گفت", "که می شود گفت", "که میشود گفت"],
        ["نمی\u{200C}شده\u{200C}اند.", "نمی شده اند.", "نمیشدهاند."],
        ["برنامه\u{200C}های توسعه", "برنامه های توسعه", "برنامههای توسعه"],
        ["بزرگ\u{200C}ترین\u{200C}ها", "بزرگ ترین ها", "بزرگترینها"],
        ["خانه\u{200C}اش", "خانه اش", "خانهاش"],
        ["گفته\u{200C}ای مردم", "گفته  ای مردم", "گفتهای مردم"],
        ["1,234 رأی", "١٬٢٣٤ رأی", "۱۲۳۴ رأی"],
        ["NGO\u{200C}ها", "NGO ها", "NGOها"],
    ] {
        let [first, second, third] = spellings.map(base);
        assert_eq!(first, second, "{spellings:?}");
        assert_eq!(second, third, "{spellings:?}");
    }
}

#[test]
fn parts_of_compounds_are_found() {
    check("سرمایه\u{200C}گذاری\u{200C}ها", "سرمایهگذاریها|سرمایه|گذاری");
    check("l'Union d’Alger mo'talefeh", "lunion|union dalger|alger motalefeh");
}

#[test]
fn seats_of_a_hamza_are_one() {
    check("مسئول مسؤول مسوول", "مسیول|مسءول مسوول|مسءول مسوول|مسءول");
    check("هیئت هیأت هيئة", "هییت|هیءت هیات|هیءت هییه|هیءه");
    check("مسأله مسئله", "مساله|مسءله مسیله|مسءله");
    check("شئون شؤون شوون", "شیون|شءون شوون|شءون شوون|شءون");
    check("مس\u{FE8C}ول مسي\u{0654}ول قراءة", "مسیول|مسءول مسیول|مسءول قراه|قراءه");
    check("سؤال سال", "سوال|سءال سال");
    check("مسئول ها", "مسیولها|مسءولها|مسیول|مسءول|ها");
}

#[test]
fn a_hamza_that_every_spelling_puts_there_is_none() {
    check("أحمد الأمين والأحزاب رأس سوء ماء", "احمد الامین والاحزاب راس سو ما");
    check("ووزير داود", "ووزیر داود");
}

#[test]
fn numbers_have_a_whole_and_parts() {
    check("۱۳۹۷/۰۱/۱۸", "1397|1397/01/18 01 18");
    check("57٫11 2016-12-19", "57|57.11 11 2016|2016-12-19 12 19");
    check("1,234,567 12,34", "1234567 12|12,34 34");
    check("1397 / 01 5.", "1397 01 5");
}

#[test]
fn ranges_cover_words_with_their_marks() {
    fn ranges(text: &str) -> Vec<&str> {
        let (mut words, mut found) = (words(text), Vec::new());
        while let Some(word) = words.advance() {
            found.push(word.range.of(text));
        }
        found
    }
    assert_eq!(ranges("قال مُحَمَّدٌ، لا"), ["قال", "مُحَمَّدٌ", "لا"]);
    assert_eq!(ranges("(می\u{200C}شود)"), ["می\u{200C}شود", "شود"]);
    assert_eq!(ranges("می  شود"), ["می  شود", "می", "شود"]);
    assert_eq!(ranges("سوء\u{200F} ءامن"), ["سوء", "ءامن"]);
    assert_eq!(ranges("۱۳۹۷/۰۱"), ["۱۳۹۷", "۱۳۹۷/۰۱", "۰۱"]);
    assert_eq!(ranges("س\u{FEFC}م"), ["س\u{FEFC}م"]);
}

#[test]
fn a_run_without_end_is_cut() {
    assert_eq!(base(&"ب".repeat(300)).iter().map(|word| word.chars().count()).collect::<Vec<_>>(), [128, 128, 44]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn any_text_is_cut_in_order(text in "[می شودهاتر\u{200C}ئؤأءa'1/,.٬\u{064E}\u{0654}\u{FDFA}\n]{0,40}|.{0,40}") {
        let mut all = words(&text);
        let mut last = (0, 0);
        while let Some(word) = all.advance() {
            prop_assert!(!word.text.is_empty() && text.get(word.range.start..word.range.end).is_some());
            prop_assert!(word.position == last.0 || word.position == last.0 + 1);
            if word.kind == Kind::Base {
                prop_assert!(word.range.start >= last.1);
                last.1 = word.range.start;
                // What is found word by word is in the folded text as well, but for the blanks and signs within.
                let folded: String = fold(&text).chars().filter(|letter| letter.is_alphanumeric()).collect();
                prop_assert!(folded.contains(word.text), "{} {}", folded, word.text);
            }
            last.0 = word.position;
        }
    }
}
