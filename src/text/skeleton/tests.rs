//! Pairs of a Latin word and the word that was meant, in the schemes that people type.

use super::{Agreement, Latin};
use crate::text::fold::fold;

fn rank(latin: &str, word: &str) -> Option<Agreement> {
    Latin::new(latin).and_then(|latin| latin.rank(&fold(word)))
}

const PAIRS: &[(&str, &str)] = &[
    ("mozakerat", "مذاکرات"),
    ("muzakarat", "مذاكرات"),
    ("hemmat", "همت"),
    ("hezb", "حزب"),
    ("hizb", "حزب"),
    ("7izb", "حزب"),
    ("taqaddum", "التقدم"),
    ("at-taqaddum", "والتقدم"),
    ("taghaddom", "تقدم"),
    ("ishtirakiyya", "والاشتراكية"),
    ("ichtirakia", "الاشتراكية"),
    ("eshteraki", "اشتراکی"),
    ("istiqlal", "الاستقلال"),
    ("esteghlal", "استقلال"),
    ("istiklal", "الاستقلال"),
    ("adala", "العدالة"),
    ("3adala", "عدالة"),
    ("edalat", "عدالت"),
    ("tanmiya", "والتنمية"),
    ("nahda", "النهضة"),
    ("ennahdha", "النهضة"),
    ("nehzat", "نهضت"),
    ("jabha", "جبهة"),
    ("jebhe", "جبهه"),
    ("entekhabat", "انتخابات"),
    ("intikhabat", "الانتخابات"),
    ("mo'talefeh", "موتلفه"),
    ("motalefe", "مؤتلفه"),
    ("kargozaran", "کارگزاران"),
    ("hambastegi", "همبستگی"),
    ("islah", "إصلاح"),
    ("eslahat", "اصلاحات"),
    ("riyadh", "الرياض"),
    ("ramezan", "رمضان"),
    ("ramadan", "رمضان"),
    ("choura", "الشورى"),
    ("shora", "شورا"),
    ("maktab", "المكتب"),
    ("siyasi", "السياسي"),
    ("siasi", "سیاسی"),
    ("bayaniye", "بیانیه"),
    ("balagh", "بلاغ"),
    ("dabirkol", "دبیرکل"),
    ("ouafd", "الوفد"),
    ("vatan", "وطن"),
    ("watan", "الوطن"),
    ("gomhoria", "جمهورية"),
    ("djoumhouria", "الجمهورية"),
    ("jomhuri", "جمهوری"),
    ("muqawama", "مقاومة"),
    ("moqavemat", "مقاومت"),
    ("qazvin", "قزوین"),
    ("ghazvin", "قزوین"),
    // Marks, digits and doubled letters of other schemes.
    ("Ḥizb", "حزب"),
    ("al-ʿadāla", "العدالة"),
    ("ashshaab", "الشعب"),
    ("hezb-e", "حزب"),
    ("9anoun", "قانون"),
    ("5abar", "خبر"),
    ("tchad", "چاد"),
    ("majles", "مجلس"),
    ("mardom", "مردم"),
    ("tehran", "تهران"),
];

#[test]
fn what_was_meant_is_found_with_its_vowels() {
    let wrong: Vec<_> = PAIRS.iter().filter(|(latin, word)| rank(latin, word) != Some(Agreement::Vowels)).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn other_words_are_not_found() {
    for (latin, word) in [
        ("hezb", "حرب"),
        ("hemmat", "همه"),
        ("majles", "مسجد"),
        ("watan", "باطن"),
        ("entekhabat", "انتخاب"),
        ("hizb", "حساب"),
        ("fath", "فتنه"),
        ("hezb", "hezb"),
        ("hezb", ""),
    ] {
        assert_eq!(rank(latin, word), None, "{latin} {word}");
    }
}

#[test]
fn neighbours_come_below() {
    for (latin, word) in [
        ("taqaddum", "تقدیم"),
        ("siyasi", "اساس"),
        ("islah", "اسلحه"),
        ("nahda", "نهاد"),
        ("adala", "عادل"),
        ("iran", "روان"),
    ] {
        assert!(rank(latin, word) < Some(Agreement::Vowels), "{latin} {word}");
    }
}

#[test]
fn the_forms_with_a_seat_know_their_vowel() {
    assert_eq!(Latin::new("mas'ul").unwrap().rank("مسءول"), Some(Agreement::Vowels));
    assert_eq!(Latin::new("masoul").unwrap().rank("مسیول"), Some(Agreement::Consonants));
}

#[test]
fn a_word_is_found_while_it_is_typed() {
    fn begins(latin: &str, word: &str, expected: Option<Agreement>) {
        assert_eq!(Latin::new(latin).and_then(|latin| latin.begins(&fold(word))), expected, "{latin} {word}");
    }
    begins("moz", "مذاکرات", None);
    begins("mozak", "مذاکرات", Some(Agreement::Vowels));
    begins("mozake", "مذاکرات", Some(Agreement::Vowels));
    begins("taqad", "التقدم", Some(Agreement::Vowels));
    begins("entekh", "انتخابات", Some(Agreement::Vowels));
    begins("taqaddum", "تقدمی", Some(Agreement::Vowels));
    begins("tashki", "تشکیلات", Some(Agreement::Vowels));
    begins("ishtiraki", "الاشتراكية", Some(Agreement::Vowels));
    begins("mozik", "مذاکرات", Some(Agreement::Consonants));
    begins("entekh", "انتقام", None);
}

#[test]
fn what_cannot_be_read_is_none() {
    for typed in ["", "a", "ab", "حزب", "iao", "hez حزب", "h"] {
        assert!(Latin::new(typed).is_none(), "{typed}");
    }
    assert!(Latin::new(&"kgh".repeat(40)).unwrap().keys().count() <= 64);
}
