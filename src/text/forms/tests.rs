//! Pairs of words of both languages: what agrees and how, and names that must stay themselves.

use super::WordRank::{Clitic, Exact, Inside, Prefix, Stem};
use super::*;
use crate::text::fold::fold;

#[track_caller]
fn check(query: &str, token: &str, expected: Option<WordRank>) {
    assert_eq!(Wanted::new(query).rank(&fold(token)), expected, "{query} {token}");
}

/// Both ways.
#[track_caller]
fn pair(one: &str, other: &str, expected: Option<WordRank>) {
    check(one, other, expected);
    check(other, one, expected);
}

#[test]
fn the_word_itself() {
    check("حزب", "حزب", Some(Exact));
    check("كتاب", "کتاب", Some(Exact));
    check("PJD", "pjd", Some(Exact));
    check("", "حزب", None);
    check("،", "", None);
}

#[test]
fn hamza_on_any_seat_is_the_word() {
    fn seat(query: &str, shown: &str, expected: Option<WordRank>) {
        let (wanted, mut best) = (Wanted::new(query), None);
        let mut all = words(shown);
        while let Some(word) = all.advance() {
            best = best.max(wanted.rank(word.text));
        }
        assert_eq!(best, expected, "{query} {shown}");
    }
    for (one, other) in [("مسئول", "مسؤول"), ("مسئول", "مسوول"), ("هیئت", "هیأت"), ("هیئت", "هیات"), ("مسأله", "مساله")]
    {
        seat(one, other, Some(Exact));
        seat(other, one, Some(Exact));
    }
    seat("سؤال", "سوال", Some(Exact));
    seat("مسول", "مسئول", Some(Stem));
    seat("سال", "سؤال", None);
    seat("مؤتمر", "موتمر", Some(Exact));
    // With what stands beside it.
    seat("مسئول", "المسؤول", Some(Clitic));
    seat("مسئول", "المسؤولين", Some(Stem));
    seat("المسؤول", "مسئول", Some(Clitic));
}

#[test]
fn arabic_clitics() {
    for token in
        ["الحزب", "والحزب", "بالحزب", "للحزب", "وللحزب", "فالحزب", "كالحزب", "وبالحزب", "حزبنا", "حزبهم", "لحزبنا"]
    {
        check("حزب", token, Some(Clitic));
    }
    pair("تقدم", "والتقدم", Some(Clitic));
    pair("التقدم", "بالتقدم", Some(Clitic));
    pair("حكومة", "الحكومة", Some(Clitic));
    pair("حكومة", "وحكومة", Some(Clitic));
    check("جبهة", "جبهتنا", Some(Clitic));
    check("جبهة", "وجبهتهم", Some(Clitic));
    check("حكومة", "لحكومتها", Some(Clitic));
    check("مجلس", "بمجلس", Some(Clitic));
    check("يكون", "سيكون", Some(Clitic));
}

#[test]
fn persian_clitics() {
    check("شود", "می‌شود", Some(Clitic));
    check("شود", "نمی‌شود", Some(Clitic));
    pair("می‌شود", "شود", Some(Clitic));
    check("توانند", "نمیتوانند", Some(Clitic));
    check("شود", "بشود", Some(Clitic));
    check("شود", "نشود", Some(Clitic));
    check("کتاب", "کتابشان", Some(Clitic));
    check("خانه", "خانه‌اش", Some(Clitic));
    check("شده", "شده‌اند", Some(Clitic));
    check("سخنرانی", "سخنرانی‌ها", Some(Stem));
}

#[test]
fn plurals_and_other_forms() {
    pair("حزب", "أحزاب", Some(Stem));
    check("حزب", "الأحزاب", Some(Stem));
    check("حزب", "حزب‌های", Some(Stem));
    check("کتاب", "کتاب‌هایشان", Some(Stem));
    pair("مذاکره", "مذاکرات", Some(Stem));
    pair("انتخاب", "انتخابات", Some(Stem));
    pair("نماینده", "نمایندگان", Some(Stem));
    check("نویسنده", "نویسندگان", Some(Stem));
    check("نویسندگان", "نویسنده", Some(Stem));
    pair("بیانیه", "بیانیه‌ها", Some(Stem));
    pair("عضو", "أعضاء", Some(Stem));
    pair("وزير", "وزراء", Some(Stem));
    pair("رئيس", "الرؤساء", Some(Stem));
    pair("مواطن", "المواطنين", Some(Stem));
    pair("عدالت", "عدالة", Some(Stem));
    pair("عدالت", "العدالة", Some(Stem));
    pair("حکومت", "الحكومة", Some(Stem));
    check("سیاسی", "السياسية", Some(Stem));
    check("حزب", "حزبی", Some(Stem));
    check("ایران", "ایرانی", Some(Stem));
    check("آقا", "آقایان", Some(Prefix));
    check("آقای", "آقایان", Some(Stem));
    check("بزرگ", "بزرگ‌ترین", Some(Stem));
    check("نظر", "نظراتهم", Some(Stem));
    check("دولت", "دولتها", Some(Stem));
}

#[test]
fn names_are_no_forms() {
    for (query, token) in [
        ("ایر", "ایران"),
        ("جه", "جهان"),
        ("تهر", "تهران"),
        ("ساز", "سازمان"),
        ("گفت", "گفتمان"),
        ("ساخت", "ساختمان"),
        ("کارگزار", "کارگزاران"),
        ("میلی", "میلیون"),
        ("فرید", "فریدون"),
        ("سلام", "سلامت"),
        ("مهار", "مهارت"),
        ("شخصی", "شخصیت"),
        ("جمعی", "جمعیت"),
        ("انجا", "انجام"),
        ("منت", "منتها"),
        ("مرد", "مردم"),
        ("پاک", "پاکستان"),
        ("قان", "قانون"),
        ("فرا", "فراهم"),
    ] {
        let rank = Wanted::new(query).rank(&fold(token));
        assert!(rank.is_none_or(|rank| rank <= Prefix), "{query} {token} {rank:?}");
        let back = Wanted::new(token).rank(&fold(query));
        assert!(back.is_none(), "{token} {query} {back:?}");
    }
    for (query, token) in
        [("آلمان", "مان"), ("بازار", "آزار"), ("فرمان", "رمان"), ("البته", "بته"), ("میدان", "دان"), ("وزیر", "زیر")]
    {
        check(query, token, None);
        let back = Wanted::new(token).rank(&fold(query));
        assert!(back.is_none_or(|rank| rank <= Prefix), "{token} {query} {back:?}");
    }
    for name in ["ایران", "جهان", "تهران", "کارگزاران", "سازمان", "آلمان", "لبنان", "فلسطین", "مردم", "همت", "نهضت"]
    {
        check(name, name, Some(Exact));
        check(
            name,
            &format!("و{name}"),
            Some(if name.chars().count() > 3 && !name.contains('گ') { Clitic } else { Inside }),
        );
        check(name, &format!("{name}‌ها"), Some(Stem));
    }
}

#[test]
fn other_words_do_not_agree() {
    for (one, other) in [
        ("حزب", "حرب"),
        ("علی", "علم"),
        ("مجلس", "مسجد"),
        ("دولت", "ملت"),
        ("نامه", "نام"),
        ("سال", "سوال"),
        ("حساب", "حزب"),
        ("ملی", "ملت"),
    ] {
        let rank = Wanted::new(one).rank(&fold(other));
        assert!(rank.is_none_or(|rank| rank <= Prefix), "{one} {other} {rank:?}");
    }
    check("نام", "نامه", Some(Prefix));
    check("نامه", "نام", None);
}

#[test]
fn beginnings_and_insides() {
    check("کارگز", "کارگزاران", Some(Prefix));
    check("گذاری", "سرمایه‌گذاری", Some(Inside));
    check("مر", "مردم", None);
    check("hez", "hezbollah", Some(Prefix));
    check("bol", "hezbollah", Some(Inside));
    check("حزب", "وحزب", Some(Inside));
}

#[test]
fn a_look_up_has_all_exact_words() {
    assert_eq!(Wanted::new("مسؤول").exact().collect::<Vec<_>>(), ["مسوول", "مسءول"]);
    assert!(Wanted::new("هیات").exact().any(|word| word == "هییت"));
    assert_eq!(Wanted::new("حزب").word(), "حزب");
}

/// Every form of a word is found by where it stands in a sorted list.
#[test]
fn beginnings_and_equals_leave_no_form_out() {
    let words = [
        "حزب",
        "همت",
        "مسئول",
        "مسول",
        "جبهة",
        "عدالت",
        "نماینده",
        "کتاب",
        "می\u{200C}شود",
        "شود",
        "هیات",
        "گفت",
        "ایران",
        "علی",
        "خانه",
        "جمهوری",
        "انتخابات",
        "pjd",
        "سوال",
    ];
    let behind = ["", "ها", "های", "ی", "ات", "ان", "هم", "نا", "م", "ش", "ه", "گان", "تی", "ین", "اند", "شان", "اتهم"];
    let mut forms = 0;
    for query in words {
        let wanted = Wanted::new(query);
        let (beginnings, equal) = (wanted.beginnings(), wanted.equals());
        assert!(beginnings.windows(2).all(|pair| pair[0] < pair[1] && !pair[1].starts_with(pair[0].as_str())));
        for stem in words {
            for (before, behind) in affixes::BEFORE.iter().flat_map(|before| behind.iter().map(move |it| (before, it)))
            {
                if stem.is_ascii() && !(before.is_empty() && behind.is_empty()) {
                    continue;
                }
                let token = fold(&format!("{before}{stem}{behind}"));
                let token = [token.clone(), token.replacen('و', "ء", 1)];
                for token in
                    token.iter().filter(|token| wanted.rank(token) > Some(Prefix) || wanted.rank(token) == Some(Stem))
                {
                    forms += 1;
                    let is_begun = beginnings.iter().any(|beginning| token.starts_with(beginning.as_str()));
                    assert!(is_begun || equal.contains(token), "{query} {token}");
                }
            }
        }
    }
    assert!(forms > 500, "{forms}");
    // Nothing stands before a word that is not listed.
    let letters: Vec<char> = "ابتسفکلمنوه".chars().collect();
    for one in &letters {
        for other in letters.iter().chain(&[' ']) {
            for third in letters.iter().chain(&[' ']) {
                let before: String = [one, other, third].into_iter().filter(|letter| **letter != ' ').collect();
                let is_known = prefix_of(&before, "کتابها").is_some() || prefix_of(&before, "شود").is_some();
                assert!(!is_known || affixes::BEFORE.contains(&before.as_str()), "{before}");
            }
        }
    }
}
