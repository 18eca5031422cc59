//! Queries against small statements, a hit in brackets.

use super::*;
use crate::model::{Date, Day, Kind, Language, Role};
use crate::search::page::Part;
use crate::search::query::Feature;

/// Nothing is known of it but a party.
struct Plain;

impl Facts for Plain {
    fn party(&self) -> Option<&str> {
        Some("xx-dawn")
    }
    fn roles(&self) -> impl Iterator<Item = (&str, Role)> {
        [("xx-dawn", Role::Speaker)].into_iter()
    }
    fn date(&self) -> Option<&Date> {
        None
    }
    fn language(&self) -> Language {
        Language::Fa
    }
    fn kind(&self) -> Option<Kind> {
        None
    }
    fn sources(&self) -> impl Iterator<Item = &str> {
        [].into_iter()
    }
    fn path(&self) -> &str {
        "a.txt"
    }
    fn has(&self, _feature: Feature) -> bool {
        false
    }
}

/// What a query finds in a statement whose lines are a title and paragraphs; none where it does not answer.
fn found(query: &str, text: &str, reach: Reach) -> Option<(String, Score)> {
    let query = Query::parse(query, Day { year: 2026, month: 11, day: 21 });
    let mut parties = Parties::default();
    parties.add("xx-dawn", ["حزب سپیده"]);
    let asked = Asked::new(&query, &parties);
    let sections = std::iter::once(Section::Title).chain(std::iter::repeat(Section::Body));
    let lines: Vec<&str> = text.lines().collect();
    let page = Page::new(lines.iter().zip(sections).map(|(text, section)| Part { section, text }));
    let hits = asked.look(&page, &vec![reach; asked.terms().len()]);
    let answer = asked.answer(&Plain, &hits)?;
    let mut shown: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
    for lit in page.lit(&answer.hits).into_iter().rev() {
        shown[lit.part].insert(lit.range.end, ']');
        shown[lit.part].insert(lit.range.start, '[');
    }
    Some((shown.join(" / "), answer.score))
}

fn check(query: &str, text: &str, expected: &str) {
    let shown = found(query, text, Reach::Forms).map(|(shown, _)| shown);
    assert_eq!(shown.as_deref().unwrap_or("no"), expected, "{query}");
}

fn check_loose(query: &str, text: &str, expected: &str) {
    assert_eq!(found(query, text, Reach::Forms), None, "{query}");
    let shown = found(query, text, Reach::Loose).map(|(shown, _)| shown);
    assert_eq!(shown.as_deref().unwrap_or("no"), expected, "{query}");
}

#[test]
fn words_are_found_whatever_way_they_are_spelt() {
    check("كتاب", "این کِتاب است", "این [کِتاب] است");
    check("میخواهد", "او می‌خواهد", "او [می‌خواهد]");
    check("می خواهد", "او میخواهد", "او [میخواهد]");
    check("2016", "سنة ٢٠١۶", "سنة [٢٠١۶]");
    check("مسئول", "هر مسؤول", "هر [مسؤول]");
    check("حزب", "للحزب أحزاب", "[للحزب] [أحزاب]");
    check("hezb", "حزب همت", "[حزب] همت");
    check("حرب", "حزب همت", "no");
}

#[test]
fn all_words_are_wanted_and_lit() {
    check("همت حزب", "حزب همت", "[حزب] [همت]");
    check("همت کوه", "حزب همت", "no");
    check("همت OR کوه", "حزب همت", "حزب [همت]");
    check("حزب -کوه", "حزب همت", "[حزب] همت");
    check("حزب -همت", "حزب همت", "no");
    check("party:سپیده", "حزب همت", "حزب همت");
    check("همت party:کوه", "حزب همت", "no");
}

#[test]
fn two_words_may_be_one_in_the_text() {
    check("سرمایه گذاری", "رشد سرمایه‌گذاری", "رشد [سرمایه‌][گذاری]");
    check("سرمایه گذاری", "رشد سرمایهگذاری خارجی", "رشد [سرمایهگذاری] خارجی");
    check("سرمایه گذاری خارجی", "سرمایهگذاری خارجی", "[سرمایهگذاری] [خارجی]");
    check("سرمایهگذاری", "سرمایه گذاری", "[سرمایه گذاری]");
    check("سرمایه گذاری خارجی", "سرمایهگذاری داخلی", "no");
}

#[test]
fn phrases_are_words_side_by_side() {
    check("«حزب همت»", "حزب همت / همت حزب", "[حزب همت] / همت حزب");
    check("«حزب همت»", "همت حزب", "no");
    check("«حزب همت»", "حزب\nهمت", "no");
    check("«کتاب ها را»", "کتاب‌ها را خواند", "[کتاب‌ها را] خواند");
    check("«المكتب السياسي»", "المکتبُ السياسی للحزب", "[المکتبُ السياسی] للحزب");
    check("1397/01/18", "روز ۱۳۹۷/۰۱/۱۸ بود", "روز [۱۳۹۷/۰۱/۱۸] بود");
}

#[test]
fn quotes_ask_for_these_letters() {
    check("\"علي\"", "علی عليّ", "علی [عليّ]");
    check("\"كتاب\"", "کتاب", "no");
    check("=علی", "علی عليّ", "[علی] عليّ");
}

#[test]
fn stars_ask_for_parts_of_words() {
    check("کار*", "کارگر بیکار کار", "[کارگر] بیکار [کار]");
    check("*کار", "کارگر بیکار کار", "کارگر [بیکار] [کار]");
    check("*کار*", "کارگر بیکاری", "[کارگر] [بیکاری]");
}

#[test]
fn what_holds_a_word_is_found_only_where_nothing_else_is() {
    check_loose("کارگ", "کارگران", "[کارگران]");
    check_loose("زادی", "آزادی", "[آزادی]");
    check_loose("taqaddum", "تقدیم", "[تقدیم]");
    check_loose("کوه", "دریا", "no");
}

#[test]
fn near_words_have_few_between_them() {
    check("حزب near:1 همت", "حزب مردم همت\nحزب دور است از همت", "[حزب] مردم [همت] / حزب دور است از همت");
    check("همت near:1 حزب", "حزب مردم همت", "[حزب] مردم [همت]");
    check("حزب near:0 همت", "حزب مردم همت", "no");
    check("حزب near:5000 همت", "حزب\nهمت", "no");
    check("near:2(حزب مردم ایران)", "ایران و مردم آن حزب", "[ایران] و [مردم] آن [حزب]");
}

#[test]
fn titles_are_asked_by_themselves() {
    check("title:حزب", "حزب همت\nحزب", "[حزب] همت / حزب");
    check("title:حزب", "همت\nحزب", "no");
}

#[test]
fn closer_words_score_higher() {
    let order = |query: &str, texts: &[&str]| {
        let scores: Vec<Score> = texts.iter().map(|text| found(query, text, Reach::Loose).unwrap().1).collect();
        assert!(scores.windows(2).all(|pair| pair[0] > pair[1]), "{query}: {scores:?}");
    };
    order("حزب", &["x\nحزب", "x\nالحزب", "x\nاحزاب"]);
    order("كتاب", &["x\nكتاب", "x\nكِتاب", "x\nکتاب", "x\nکتابخانه"]);
    order("حزب همت", &["حزب همت", "x\nحزب همت", "x\nهمت حزب"]);
}
