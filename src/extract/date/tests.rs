//! Date expressions in the shapes that pages have, and the dates that statements get from them.

use super::*;
use crate::extract::Context;
use crate::model::{Calendar, Date, Day, How, Language, Precision};
use Language::{Ar, Ckb, En, Fa, Ps};
use proptest::prelude::*;

/// A mention in short: `s1397/1/18`, `g2012/12/29-30`, `h1441/5/26`, unknown parts as `?`.
fn short(mention: &Mention) -> String {
    let letter = match mention.calendar {
        Calendar::SolarHijri => 's',
        Calendar::Gregorian => 'g',
        Calendar::Hijri => 'h',
    };
    let part = |value: Option<i32>| value.map_or_else(|| "?".to_owned(), |value| value.to_string());
    let end = mention.end_day.map(|day| format!("-{day}")).unwrap_or_default();
    let (month, day) = (part(mention.month.map(i32::from)), part(mention.day.map(i32::from)));
    format!("{letter}{}/{month}/{day}{end}", part(mention.year))
}

fn check(text: &str, language: Language, expected: &str) {
    let found: Vec<String> = scan(text, language).iter().map(short).collect();
    assert_eq!(found.join(" "), expected, "{text}");
}

/// A mention as `cases.tsv` writes it.
fn noted(mention: &Mention) -> String {
    if *mention == (Mention { range: mention.range, ..bare_weekday(mention) }) {
        return "weekday".to_owned();
    }
    let end = mention.until.map(|(month, day)| format!(">{month}/{day}")).unwrap_or_default();
    let place = match mention.place {
        Place::Plain | Place::Published => "",
        Place::Clock => "@clock",
        Place::Name => "@name",
        Place::Memory => "@memory",
        Place::Law => "@law",
        Place::Bound => "@bound",
        Place::Part => "@part",
        Place::Future => "@future",
    };
    let twin = if mention.twin.is_some() { "=" } else { "" };
    let fault = match mention.fault {
        None => "",
        Some(Fault::Impossible) => "!day",
        Some(Fault::Weekday) => "!weekday",
        Some(Fault::Twin) => "!twin",
        Some(Fault::Calendar) => "!calendar",
        Some(Fault::Mirrored) => "!mirrored",
        Some(Fault::Months) => "!months",
    };
    let offset = mention.offset.map(|days| format!("{days:+}")).unwrap_or_default();
    format!("{}{end}{twin}{place}{fault}{offset}", short(mention))
}

/// A mention that has nothing but the day of the week of this one.
fn bare_weekday(mention: &Mention) -> Mention {
    Mention { weekday: mention.weekday, led: mention.led, ..Mention::new(mention.calendar) }
}

#[test]
fn every_case_of_the_table_is_read() {
    let mut language = Language::Und;
    let (mut cases, mut wrong) = (0, Vec::new());
    for line in include_str!("cases.tsv").lines() {
        if let Some(section) = line.strip_prefix("## ") {
            let languages = [("fa", Fa), ("ar", Ar), ("en", En), ("ps", Ps), ("ckb", Ckb)];
            language = languages.into_iter().find(|(tag, _)| section.starts_with(tag)).expect(section).1;
        } else if !line.is_empty() && !line.starts_with('#') {
            let (text, expected) = line.split_once('\t').expect(line);
            let found: Vec<String> = scan(text, language).iter().map(noted).collect();
            cases += 1;
            if found.join(" ") != expected {
                wrong.push(format!("{language:?} {text}: {} instead of {expected}", found.join(" ")));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {cases} cases:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn numeric_shapes() {
    check("1399/07/05", Fa, "s1399/7/5");
    check("۱۳۹۹-۰۷-۰۵", Fa, "s1399/7/5");
    check("۰۵/۰۷/۱۳۹۹", Fa, "s1399/7/5");
    check("1399/07/٠۵", Fa, "s1399/7/5");
    check("99/07/05", Fa, "s1399/7/5");
    check("05/07/99", Fa, "s1399/7/5");
    check("03/07/05", Fa, "s1403/7/5");
    check("5/7/2019", Ar, "g2019/7/5");
    check("2019.7.25", Ar, "g2019/7/25");
    check("25-07-2019", Ar, "g2019/7/25");
    check("07/25/2019", En, "g2019/7/25");
    check("25/07/19", Ar, "g2019/7/25");
    check("2019 / 07 / 25", Ar, "g2019/7/25");
    check("2019-07-25T10:20:30Z", Ar, "g2019/7/25");
    check("1440/11/22هـ", Ar, "h1440/11/22");
    check("1399/07/05 ق", Fa, "h1399/7/5");
    check("99/7/5", Fa, "s1399/7/5");
    check("٥ ـ ٧ ـ ٢٠١٩", Ar, "g2019/7/5");
    check("1440/11/22", Ar, "h1440/11/22");
}

#[test]
fn numbers_that_are_no_dates() {
    for text in [
        "021-88-77-66",
        "192.168.10.12",
        "1.2.3",
        "10/20",
        "2254/2015",
        "شماره 8054",
        "12:30:45",
        "25%",
        "13 نفر",
        "3.5 مليون",
        "از 20 تا 30 درصد",
        "مرحله 2020/1",
        "0912-345-6789",
        "1397/13/45",
        "5-4-3-2-1",
    ] {
        check(text, Fa, "");
        check(text, Ar, "");
    }
}

#[test]
fn solar_months_of_every_dialect() {
    check("۵ مهر ۱۳۹۹", Fa, "s1399/7/5");
    check("۵ مهرماه ۱۳۹۹", Fa, "s1399/7/5");
    check("۵ مهر ماه سال ۱۳۹۹", Fa, "s1399/7/5");
    check("۵ مهر‌ماه ۹۹", Fa, "s1399/7/5");
    check("5مهر1399", Fa, "s1399/7/5");
    check("۲۶ام آبان ۱۳۹۸", Fa, "s1398/8/26");
    check("26-م آبان 1398", Fa, "s1398/8/26");
    check("بیست و ششم آبان ماه 1398", Fa, "s1398/8/26");
    check("بیست‌وششم آبان 1398", Fa, "s1398/8/26");
    check("يازده مرداد ۱۴۰۰", Fa, "s1400/5/11");
    check("سی‌ویکم مرداد ۱۴۰۰", Fa, "s1400/5/31");
    check("سی و یکم مرداد ۱۴۰۰ خورشیدی", Fa, "s1400/5/31");
    check("مرداد ۱۱, ۱۴۰۰", Fa, "s1400/5/11");
    check("۱۴۰۰ مرداد ۱۱", Fa, "s1400/5/11");
    check("۱۲ جوزای ۱۳۹۹", Fa, "s1399/3/12");
    check("۱۲ سنبله ۱۳۹۹", Fa, "s1399/6/12");
    check("اول میزان ۱۴۰۰ هجری شمسی", Fa, "s1400/7/1");
    check("د ۱۳۹۹ لیندۍ ۱۲", Ps, "s1399/9/12");
    check("٢٦ی گەلاوێژی ٢٧٢٠", Ckb, "s1399/5/26");
    check("۱۶ آذر ۲۵۳۶", Fa, "s1356/9/16");
    check("17 Shahrivar 1357", En, "s1357/6/17");
    check("خرداد ۱۳۹۲", Fa, "s1392/3/?");
    check("نیمه خرداد ۱۳۹۲", Fa, "s1392/3/?");
    check("هفته دوم خرداد ۱۳۹۲", Fa, "s1392/3/?");
    check("اواسط خرداد ماه سال ۱۳۹۲", Fa, "s1392/3/?");
}

#[test]
fn gregorian_months_of_every_dialect() {
    check("3 شتنبر 2018", Ar, "g2018/9/3");
    check("3شتنبر2018", Ar, "g2018/9/3");
    check("3 غشت 2018م", Ar, "g2018/8/3");
    check("3 جويلية 2018", Ar, "g2018/7/3");
    check("3 جوان 2018", Ar, "g2018/6/3");
    check("3 شباط 2018", Ar, "g2018/2/3");
    check("3 كانون الأول 2018", Ar, "g2018/12/3");
    check("3 تشرين أول 2018", Ar, "g2018/10/3");
    check("3 أيلول/سبتمبر 2018", Ar, "g2018/9/3");
    check("3 سبتمبر (أيلول) 2018", Ar, "g2018/9/3");
    check("3 سبتمبر أيلول 2018", Ar, "g2018/9/3");
    check("3 دجمبر 2018", Ar, "g2018/12/3");
    check("3/يونيو/2018", Ar, "g2018/6/3");
    check("الثالث من يونيو 2018", Ar, "g2018/6/3");
    check("الحادي والعشرون من يونيو عام 2018", Ar, "g2018/6/21");
    check("الثاني عشر من يونيو ألفين وثمانية عشر", Ar, "g2018/6/12");
    check("الثلاثون من يونيو", Ar, "g?/6/30");
    check("يونيو 12, 2018", Ar, "g2018/6/12");
    check("مستهل أكتوبر 2018", Ar, "g2018/10/1");
    check("۳ ژوئن ۲۰۱۸", Fa, "g2018/6/3");
    check("۳ می ۲۰۱۸", Fa, "g2018/5/3");
    check("۳ جون ۲۰۱۸ میلادی", Fa, "g2018/6/3");
    check("٣ی ئازاری ٢٠١٨", Ckb, "g2018/3/3");
    check("June 3rd, 2018", En, "g2018/6/3");
    check("Sun, 03 Jun 2018 18:30:00 GMT", En, "g2018/6/3");
}

#[test]
fn lunar_months() {
    check("5 ربيع الآخر 1440 هـ", Ar, "h1440/4/5");
    check("5 ربيع الأول 1440", Ar, "h1440/3/5");
    check("5 جمادى الثانية 1440", Ar, "h1440/6/5");
    check("غرة رمضان المبارك 1440", Ar, "h1440/9/1");
    check("5 ذو القعدة 1440", Ar, "h1440/11/5");
    check("۵ ذی‌الحجه ۱۴۴۰", Fa, "h1440/12/5");
    check("۵ جمادی‌الاول ۱۴۴۰ ه.ق", Fa, "h1440/5/5");
    check("۵ ربیع‌الثانی ۱۴۴۰ قمری", Fa, "h1440/4/5");
    check("2441هـ رجب 51", Ar, "h1442/7/15");
}

#[test]
fn ranges_give_their_first_day() {
    check("4 و5 فبراير 2017", Ar, "g2017/2/4-5");
    check("السبت 4 والأحد 5 فبراير 2017", Ar, "g2017/2/4-5");
    check("أيام 3، 4 و5 فبراير 2017", Ar, "g2017/2/3-5");
    check("من 4 إلى 9 فبراير 2017", Ar, "g2017/2/4-9");
    check("4-9 فبراير 2017", Ar, "g2017/2/4-9");
    check("۴ تا ۹ دی ۱۳۹۸", Fa, "s1398/10/4-9");
    check("۴ و ۵ دی ۱۳۹۸", Fa, "s1398/10/4-5");
    check("من 28 دجنبر إلى 3 يناير 2018", Ar, "g2017/12/28");
}

#[test]
fn two_calendars_side_by_side_are_one_date() {
    check("۵ مهر ۱۳۹۹ برابر با ۲۶ سپتامبر ۲۰۲۰", Fa, "s1399/7/5");
    check("۵ مهر ۱۳۹۹ (۲۶ سپتامبر ۲۰۲۰ میلادی)", Fa, "s1399/7/5");
    check("۵ مهر ۱۳۹۹ - ۱۰:۲۰ 26 September 2020", Fa, "s1399/7/5");
    check("5 ربيع الآخر 1440هـ الموافق لـ 12 دجنبر 2018م", Ar, "h1440/4/5");
    check("5 ربيع الآخر الموافق 12 ديسمبر 2018", Ar, "h1440/4/5");
    let pair = scan("۵ مهر ۱۳۹۹ برابر با ۲۸ سپتامبر ۲۰۲۰", Fa);
    assert_eq!(pair.first().and_then(|mention| mention.fault), Some(Fault::Twin));
}

#[test]
fn month_words_need_a_number_or_a_year() {
    for text in [
        "تیر خلاص",
        "خبرگزاری مهر",
        "مهر و محبت",
        "دی شیخ با چراغ",
        "سه تیر شلیک شد",
        "بهمن سقوط کرد",
        "آب و برق",
        "بشار اسد",
        "میزان مشارکت",
        "۳ می‌شود",
        "می ۳ بار",
        "۵ باب منزل",
        "۱۰ جوان",
        "صفر فضلی",
        "نیمه دوم خرداد",
        "امام جمعه",
        "از آذر تا اسفند",
    ] {
        let full = scan(text, Fa).into_iter().filter(|mention| mention.place == Place::Plain);
        let found: Vec<Mention> = full.filter(|mention| mention.day.is_some() || mention.year.is_some()).collect();
        let real = found.iter().filter(|mention| mention.month != Some(4)).count();
        assert_eq!(real, 0, "{text}: {found:?}");
    }
    for text in ["مارس الحزب ضغوطا", "5 مهر", "الأسد يمارس", "10 ميزان"] {
        check(text, Ar, "");
    }
}

#[test]
fn surroundings_are_seen() {
    let place = |text: &str, language| scan(text, language).first().map(|mention| mention.place);
    assert_eq!(place("تاریخ انتشار: ۵ مهر ۱۳۹۹", Fa), Some(Place::Published));
    assert_eq!(place("نشر في 5 ماي 2019", Ar), Some(Place::Published));
    assert_eq!(place("امروز: یکشنبه ۵ مهر ۱۳۹۹", Fa), Some(Place::Clock));
    assert_eq!(place("آخر تحديث: 5 ماي 2019", Ar), Some(Place::Clock));
    assert_eq!(place("۵ مهر ۱۳۹۹ ساعت ۱۰:۲۰ به وقت تهران", Fa), Some(Place::Clock));
    assert_eq!(place("حركة 20 فبراير", Ar), Some(Place::Name));
    assert_eq!(place("قوى 14 آذار", Ar), Some(Place::Name));
    assert_eq!(place("خیابان ۱۵ خرداد", Fa), Some(Place::Name));
    assert_eq!(place("سخنگوی این حزب دیروز شنبه ۵ مهر گفت", Fa), Some(Place::Plain));
    assert_eq!(place("دبیر جنبش روز یکشنبه ۶ مهر گفت", Fa), Some(Place::Plain));
    assert_eq!(place("میدان شنبه ۵ مهر", Fa), Some(Place::Name));
    assert_eq!(place("سالگرد ۲۲ بهمن ۱۳۵۷", Fa), Some(Place::Memory));
    assert_eq!(place("ذكرى ثورة 20 غشت 1953", Ar), Some(Place::Name));
    assert_eq!(place("القانون رقم 4 الصادر في 5 ماي 2011", Ar), Some(Place::Law));
    assert_eq!(place("المقرر انعقاده يوم 5 ماي 2019", Ar), Some(Place::Future));
    assert_eq!(place("روز ۵ مهر ۱۳۹۹ برگزار خواهد شد", Fa), Some(Place::Future));
    assert_eq!(place("منذ 5 ماي 2011", Ar), Some(Place::Bound));
    let line = scan("تاریخ انتشار: ۵ مهر ۱۳۹۹ | آخرین بروزرسانی: ۷ مهر ۱۳۹۹", Fa);
    assert_eq!(line.iter().map(|one| one.place).collect::<Vec<_>>(), [Place::Published, Place::Clock]);
}

#[test]
fn faults_are_seen() {
    let fault = |text: &str, language| scan(text, language).first().and_then(|mention| mention.fault);
    assert_eq!(fault("۳۰ اسفند ۱۳۹۷", Fa), Some(Fault::Impossible));
    assert_eq!(fault("31 أبريل", Ar), Some(Fault::Impossible));
    assert_eq!(fault("29 فبراير 2019", Ar), Some(Fault::Impossible));
    assert_eq!(fault("شنبه ۵ مهر ۱۳۹۹", Fa), None);
    assert_eq!(fault("یکشنبه ۵ مهر ۱۳۹۹", Fa), Some(Fault::Weekday));
    assert_eq!(fault("2441هـ رجب 51", Ar), Some(Fault::Mirrored));
}

#[test]
fn the_words_are_kept_as_found() {
    let text = "اجتمع المكتب يوم الإثنين 4 و5 فبراير 2019م بالرباط";
    let found: Vec<&str> = scan(text, Ar).iter().map(|mention| mention.range.of(text)).collect();
    assert_eq!(found, ["الإثنين 4 و5 فبراير 2019م"]);
    let text = "\u{200F}۵ مهر ۱۳۹۹\u{200F} - خبر";
    assert_eq!(scan(text, Fa).first().map(|mention| mention.range.of(text)), Some("۵ مهر ۱۳۹۹"));
}

#[test]
fn date_lines_are_told_from_text() {
    for line in [
        "تاریخ انتشار: ۵ مهر ۱۳۹۹ - ۱۰:۲۰",
        "کد خبر: ۱۲۳۴۵ | ۵ مهر ۱۳۹۹ - ۱۰:۲۰ 26 September 2020 | 120 بازدید",
        "الإثنين 4 فبراير 2019",
        "0 398",
        "8 8085",
        "گروه سیاسی ایران 1399/07/05 |",
        "نشر في 4-02-2019",
        "10:20",
        "السبت",
        "امروز: شنبه ۵ مهر ۱۳۹۹ - ۲۰:۵۴",
        "وحرر بالرباط في 4 فبراير 2019",
        "تاریخ انتشار:",
        "بازدید: ۱۲۰",
        "دیروز",
        "أول أمس",
        "منذ 3 أيام",
        "قبل يومين",
        "۳ روز پیش",
        "۲ هفته پیش - ۱۸:۳۰",
    ] {
        assert!(is_date_line(line), "{line}");
    }
    for line in [
        "",
        "بيان المكتب السياسي للحزب",
        "مرگ ۴۱۱ نفر از هموطنان",
        "بيان الحزب حول اجتماع يوم 4 فبراير 2019 بمدينة الرباط",
        "خبرگزاری مهر",
        "آغاز به کار ۵ دفتر تازه حزب در استان",
        "سخنان دبیرکل در نشست شنبه",
        "امروز",
        "اليوم",
        "أمس واليوم وغدا",
        "منذ 3 أيام بلا ماء",
        "سه روز پیش از نشست",
        "تیر اندازی",
    ] {
        assert!(!is_date_line(line), "{line}");
    }
}

const TODAY: Day = Day { year: 2026, month: 11, day: 21 };

/// Clues of a page that says nothing of its date.
fn page(language: Language) -> Clues<'static> {
    Clues {
        field: None,
        header: Vec::new(),
        title: "",
        body: Vec::new(),
        tail: Vec::new(),
        url: None,
        captured: None,
        modified: None,
        path: "page.txt",
        language,
        calendar: None,
        page: Box::leak(Box::default()),
    }
}

fn dated(clues: &Clues<'_>, reference: &str) -> Option<Date> {
    of_statement(clues, &Context { reference: Day::parse_iso(reference), today: TODAY })
}

/// A date in short: its parts, what it rests on, `~` if it is not sure.
fn told(date: Option<Date>) -> String {
    let Some(date) = date else { return "none".to_owned() };
    let part = |value: Option<i32>| value.map_or_else(|| "?".to_owned(), |value| value.to_string());
    let (month, day) = (part(date.month.map(i32::from)), part(date.day.map(i32::from)));
    let sure = if date.sure { "" } else { "~" };
    format!("{}/{month}/{day} {:?}{sure}", part(date.year), date.how)
}

fn check_header(line: &str, language: Language, reference: &str, expected: &str) {
    let clues = Clues { header: vec![line], ..page(language) };
    assert_eq!(told(dated(&clues, reference)), expected, "{line}");
}

fn check_body(text: &str, language: Language, reference: &str, expected: &str) {
    let clues = Clues { body: vec![text], page: &Page::new(text), ..page(language) };
    assert_eq!(told(dated(&clues, reference)), expected, "{text}");
}

#[test]
fn every_statement_of_the_table_is_dated() {
    let (mut place, mut language, mut reference) = ("", Language::Und, "");
    let (mut cases, mut wrong) = (0, Vec::new());
    for line in include_str!("dated.tsv").lines() {
        if let Some(section) = line.strip_prefix("## ") {
            let mut parts = section.split(' ');
            place = parts.next().expect(section);
            language = if parts.next() == Some("fa") { Fa } else { Ar };
            reference = parts.next().expect(section);
        } else if !line.is_empty() && !line.starts_with('#') {
            let (text, expected) = line.split_once('\t').expect(line);
            let mut clues = page(language);
            match place {
                "header" => clues.header.push(text),
                "body" => clues.body.push(text),
                "url" => clues.url = Some(text),
                "file" => clues.path = text,
                _ => unreachable!("{place}"),
            }
            let found = told(dated(&clues, reference));
            cases += 1;
            if found != expected {
                wrong.push(format!("{place} {language:?} {text}: {found} instead of {expected}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {cases} cases:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn years_follow_from_the_weekday() {
    // 5 Mehr was a Saturday in 1393, 1399, 1404.
    check_header("شنبه ۵ مهر", Fa, "2025-12-01", "1404/7/5 Weekday~");
    check_header("شنبه ۵ مهر", Fa, "2024-12-01", "1399/7/5 Weekday~");
    check_header("شنبه ۵ مهر", Fa, "", "1404/7/5 Weekday~");
    check_header("۵ مهر", Fa, "2024-12-01", "?/7/5 Explicit");
    check_header("الإثنين 19 دجنبر", Ar, "2017-03-01", "2016/12/19 Weekday~");
    // A page's own clock, and a weekday that is a day off.
    check_header("یکشنبه ۵ مهر", Fa, "2020-09-26", "1399/7/5 Reference~");
    let date = dated(&Clues { header: vec!["شنبه ۵ مهر"], ..page(Fa) }, "2025-12-01").expect("a date");
    assert_eq!(date.rivals.first().map(String::as_str), Some("1399"));
    assert_eq!(date.precision, Precision::Day);
}

#[test]
fn years_follow_from_the_reference() {
    check_header("22 شتنبر الجاري", Ar, "2019-09-25", "2019/9/22 Reference~");
    check_header("5 يناير المقبل", Ar, "2018-11-02", "2019/1/5 Reference~");
    check_header("5 أكتوبر الماضي", Ar, "2019-03-02", "2018/10/5 Reference~");
    check_header("أواخر شتنبر الماضي", Ar, "2019-12-01", "2019/9/? Reference~");
    check_header("5 من الشهر الجاري", Ar, "2019-03-12", "2019/3/5 Reference~");
    check_header("5 يونيو من السنة الماضية", Ar, "2019-03-12", "2018/6/5 Reference~");
    check_header("۵ مهر سال جاری", Fa, "2020-10-12", "1399/7/5 Reference~");
    check_header("۵ مهر سال گذشته", Fa, "2020-10-12", "1398/7/5 Reference~");
    check_header("۵ ماه جاری", Fa, "2020-10-12", "1399/7/5 Reference~");
}

#[test]
fn yesterday_was_written_a_day_later() {
    check_body("دیروز شنبه ۵ مهر نشست شورا برگزار شد.", Fa, "2020-10-12", "1399/7/6 Weekday~");
    check_body("عقد المجلس أمس الإثنين 19 دجنبر 2016 اجتماعه.", Ar, "", "2016/12/20 Relative~");
    check_body("فردا شنبه ۵ مهر نشست شورا است.", Fa, "2020-09-25", "1399/7/4 Weekday~");
    check_body("روز گذشته ۵ مهر نشست شورا برگزار شد.", Fa, "2020-10-12", "1399/7/6 Relative~");
    check_header("روز گذشته ۵ مهر ۱۳۹۹", Fa, "", "1399/7/6 Relative~");
    check_body("امروز شنبه ۵ مهر ۱۳۹۹ نشست شورا برگزار شد.", Fa, "", "1399/7/5 Explicit");
}

#[test]
fn the_most_trusted_place_wins() {
    let full = Clues {
        field: Some("2019-02-01T10:00:00Z"),
        header: vec!["اليوم: الأحد 3 مارس 2024", "نشر في 2 فبراير 2019", "3 فبراير 2019"],
        title: "بلاغ اجتماع 4 فبراير 2019",
        body: vec!["عقد المكتب اجتماعه يوم الثلاثاء 5 فبراير 2019 بالرباط."],
        tail: vec!["الرباط في 6 فبراير 2019"],
        url: Some("https://example.org/2019/02/07/x"),
        path: "2019-02-08.txt",
        ..page(Ar)
    };
    let mut clues = full;
    assert_eq!(told(dated(&clues, "")), "2019/2/1 Field");
    clues.field = None;
    assert_eq!(told(dated(&clues, "")), "2019/2/2 Explicit");
    clues.header.remove(1);
    assert_eq!(told(dated(&clues, "")), "2019/2/3 Explicit");
    clues.header.remove(1);
    assert_eq!(told(dated(&clues, "")), "2019/2/4 Explicit");
    clues.title = "بلاغ";
    assert_eq!(told(dated(&clues, "")), "2019/2/5 Explicit");
    clues.body.clear();
    assert_eq!(told(dated(&clues, "")), "2019/2/6 Explicit");
    clues.tail.clear();
    assert_eq!(told(dated(&clues, "")), "2019/2/7 Url");
    clues.url = None;
    assert_eq!(told(dated(&clues, "")), "2019/2/8 File~");
    clues.path = "x.txt";
    assert_eq!(told(dated(&clues, "")), "none");
}

#[test]
fn clocks_names_laws_and_things_to_come_are_never_the_date() {
    for line in [
        "امروز: شنبه ۵ مهر ۱۳۹۹ - ۲۰:۵۴",
        "آخر تحديث 5 ماي 2019",
        "حركة 20 فبراير",
        "© 2019/02/03 example",
        "القرار 2254",
        "۳۰ اسفند ۱۳۹۷",
        "8054",
    ] {
        check_header(line, Fa, "", "none");
    }
    for text in [
        "يدعو الحزب إلى المؤتمر المقرر انعقاده يوم 5 فبراير 2017.",
        "تقدم الحزب بمقترح تعديل القانون رقم 4 الصادر في 5 ماي 2011.",
        "يخلد الحزب ذكرى 20 غشت 1953 هذه السنة.",
    ] {
        check_body(text, Ar, "", "none");
    }
}

#[test]
fn history_and_agreements_in_the_opening_are_not_sure() {
    check_body(
        "يذكر الحزب بالاتفاق الذي أبرم مع حلفائه بعد مشاورات طويلة بتاريخ 5 ماي 2019 بالرباط.",
        Ar,
        "",
        "2019/5/5 Explicit~",
    );
    check_body("في 3 مارس 1982 ودعت المدينة شاعرها الكبير بعد مرض طويل.", Ar, "", "none");
    check_body("الرباط، 3 مارس 1982 - ودعت المدينة شاعرها الكبير بعد مرض طويل.", Ar, "", "1982/3/3 Explicit~");
    check_body(
        "عقد المكتب السياسي اجتماعه الدوري يوم 5 ماي 2019 بالرباط وتدارس فيه أوضاع البلاد.",
        Ar,
        "",
        "2019/5/5 Explicit",
    );
}

#[test]
fn lines_of_two_calendars_are_one_date() {
    let told_of = |header: &[&'static str], tail: &[&'static str]| {
        let clues = Clues { header: header.to_vec(), tail: tail.to_vec(), ..page(Ar) };
        let date = dated(&clues, "");
        let days = date.as_ref().and_then(|date| date.gregorian).map(|(first, last)| format!(" {first} {last}"));
        told(date) + &days.unwrap_or_default()
    };
    assert_eq!(told_of(&["28 شعبان 1439", "15 أيار 2018"], &[]), "1439/8/28 Explicit 2018-05-15 2018-05-15");
    assert_eq!(told_of(&["15 أيار 2018", "28 شعبان 1439"], &[]), "2018/5/15 Explicit 2018-05-15 2018-05-15");
    assert_eq!(told_of(&[], &["28 شعبان 1439", "15 أيار 2018"]), "1439/8/28 Explicit 2018-05-15 2018-05-15");
    assert_eq!(told_of(&["15 أيار 2018", "18 أيار 2018"], &[]), "2018/5/15 Explicit~ 2018-05-15 2018-05-15");
    assert_eq!(told_of(&["28 شعبان 1439", "25 أيار 2018"], &[]), "1439/8/28 Explicit~ 2018-05-13 2018-05-15");
}

#[test]
fn what_is_long_past_beside_another_date_is_history() {
    let opening = "اجتمع المجلس يوم الجمعة 5 ماي 1995 أول مرة، وهو اليوم في كل مدينة.";
    let clues = Clues { body: vec![opening], ..page(Ar) };
    assert_eq!(told(dated(&clues, "")), "1995/5/5 Explicit");
    let signed = Clues { tail: vec!["الرباط في 6 فبراير 2019"], ..clues.clone() };
    assert_eq!(told(dated(&signed, "")), "2019/2/6 Explicit");
    let near = Clues { tail: vec!["الرباط في 6 ماي 1995"], ..clues.clone() };
    assert_eq!(told(dated(&near, "")), "1995/5/5 Explicit");
    let address = Clues { url: Some("https://example.org/2019/02/07/x"), ..clues };
    assert_eq!(told(dated(&address, "")), "2019/2/7 Url");
    // On an anniversary the day that is told is that of the event, unless the day of the week is told with it.
    let told_on = |title, text| told(dated(&Clues { title, body: vec![text], ..page(Ar) }, ""));
    assert_eq!(told_on("بيان الحزب", "عقد المكتب اجتماعه يوم 5 ماي 2011 بالرباط."), "2011/5/5 Explicit");
    assert_eq!(told_on("في ذكرى المدينة", "عقد المكتب اجتماعه يوم 5 ماي 2011 بالرباط."), "2011/5/5 Explicit~");
    assert_eq!(told_on("في ذكرى المدينة", "عقد المكتب اجتماعه يوم الخميس 5 ماي 2011 بالرباط."), "2011/5/5 Explicit");
}

#[test]
fn less_than_a_day_is_said_to_be_less() {
    check_header("خرداد ۱۳۹۲", Fa, "", "1392/3/? Explicit");
    check_header("سنة 2021", Ar, "", "2021/?/? Explicit");
    check_body("به گزارش روز شنبه روابط عمومی، نشست شورا برگزار شد.", Fa, "", "?/?/? Explicit~");
    let tail = Clues { tail: vec!["22 بهمن حزب نمونه"], ..page(Fa) };
    let date = dated(&tail, "").expect("a date");
    assert_eq!((date.precision, date.year, date.gregorian), (Precision::MonthDay, None, None));
    let weekday = dated(&Clues { body: vec!["به گزارش روز شنبه حزب"], ..page(Fa) }, "").expect("a date");
    assert_eq!(weekday.precision, Precision::Weekday);
}

#[test]
fn a_coming_meeting_dates_a_statement_only_without_a_year() {
    check_body("در آستانه نشستی که قرار است روز شنبه ۵ مهر برگزار شود، حزب ...", Fa, "2020-09-20", "1399/7/5 Weekday~");
}

#[test]
fn a_dateline_at_the_end_counts_and_a_footnote_does_not() {
    let text = "يؤكد الحزب مواقفه الثابتة من القضايا الوطنية.";
    let ended = |last: &'static str| told(dated(&Clues { body: vec![text, text, text, last], ..page(Ar) }, ""));
    assert_eq!(ended("وحرر بالرباط في 8 نونبر 2019"), "2019/11/8 Explicit");
    assert_eq!(ended("[2] . جريدة المثال بتاريخ 26/12/1998"), "none");
    assert_eq!(ended("يجدد الحزب موقفه المعلن من قبل في 8 نونبر 2019 من القضية."), "none");
}

#[test]
fn the_day_a_page_was_saved_is_a_reference_and_no_date() {
    let saved = Clues { captured: Day::parse_iso("2020-10-03"), ..page(Fa) };
    assert_eq!(told(dated(&saved, "")), "none");
    let year = |clues: &Clues<'_>, reference| dated(clues, reference).and_then(|date| date.year);
    let clues = Clues { header: vec!["شنبه ۵ مهر"], ..saved };
    assert_eq!(year(&clues, ""), Some(1399));
    assert_eq!(year(&clues, "2025-12-01"), Some(1404));
    assert_ne!(year(&Clues { captured: None, ..clues }, ""), Some(1399));
}

#[test]
fn the_time_of_a_file_is_the_last_resort() {
    let changed = Clues { modified: Day::parse_iso("2020-10-03"), ..page(Fa) };
    assert_eq!(told(dated(&changed, "")), "2020/10/3 FileTime~");
    let weekday = Clues { header: vec!["دوم خرداد", "روز شنبه"], ..changed.clone() };
    assert_eq!(told(dated(&weekday, "")), "?/?/? Explicit~");
    assert_eq!(told(dated(&Clues { path: "2019-02-03.txt", ..changed }, "")), "2019/2/3 File~");
}

#[test]
fn the_pages_own_clock_is_the_reference() {
    let text = "امروز: جمعه ۱۱ مهر ۱۳۹۹\nشنبه ۵ مهر\nمتن";
    let clues = Clues { header: vec!["شنبه ۵ مهر"], page: &Page::new(text), ..page(Fa) };
    let date = dated(&clues, "").expect("a date");
    assert_eq!((date.year, date.how, date.sure), (Some(1399), How::Weekday, true));
}

#[test]
fn gregorian_days_are_derived() {
    let span = |line: &'static str, language| {
        let date = dated(&Clues { header: vec![line], ..page(language) }, "");
        date.and_then(|date| date.gregorian).map(|(first, last)| format!("{first} {last}")).unwrap_or_default()
    };
    assert_eq!(span("۵ مهر ۱۳۹۹", Fa), "2020-09-26 2020-09-26");
    assert_eq!(span("4 و5 فبراير 2017", Ar), "2017-02-04 2017-02-05");
    assert_eq!(span("26 جمادى الأولى 1441هـ", Ar), "2020-01-20 2020-01-22");
    assert_eq!(span("الثلاثاء 26 جمادى الأولى 1441هـ", Ar), "2020-01-21 2020-01-21");
    assert_eq!(span("خرداد ۱۳۹۲", Fa), "2013-05-22 2013-06-21");
}

#[test]
fn impossible_dates_are_reported() {
    let clues = Clues { header: vec!["۳۰ اسفند ۱۳۹۷"], ..page(Fa) };
    let problems = faults(&clues);
    assert_eq!(problems.len(), 1);
    assert!(problems.iter().all(|problem| problem.0.contains("۳۰ اسفند ۱۳۹۷")), "{problems:?}");
}

#[test]
fn fields_of_records_are_read() {
    let field = |field: &'static str| told(dated(&Clues { field: Some(field), ..page(Fa) }, ""));
    assert_eq!(field("1579615200"), "2020/1/21 Field");
    assert_eq!(field("1579615200000"), "2020/1/21 Field");
    assert_eq!(field("1399/07/05 10:20"), "1399/7/5 Field");
    assert_eq!(field("Tue, 21 Jan 2020 10:20:00 +0000"), "2020/1/21 Field");
    assert_eq!(field("20200121"), "2020/1/21 Field");
    assert_eq!(field("نامعلوم"), "none");
}

proptest! {
    #[test]
    fn no_text_panics(text in "\\PC{0,80}") {
        for mention in scan(&text, Fa) {
            prop_assert!(text.get(mention.range.start..mention.range.end).is_some());
        }
        prop_assert!(!is_date_line(&text) || !text.is_empty());
    }

    #[test]
    fn no_row_of_date_words_panics(words in proptest::collection::vec(prop_oneof![
        Just("۵"), Just("31"), Just("1399"), Just("2441هـ"), Just("مهر"), Just("ماه"), Just("سال"), Just("شنبه"),
        Just("و"), Just("5 و"), Just("والأحد"), Just("ربيع الأول"), Just("كانون"), Just("الثاني"), Just("/"), Just("-"),
        Just(":"), Just("الموافق"), Just("2020"), Just("Jan"), Just("سال گذشته"), Just("دیروز"), Just("هـ.ش"), Just("("),
        Just("ألف وتسعمائة"), Just("بیست"), Just("\u{200F}"), Just("تاریخ انتشار"), Just("خواهد شد"), Just("99"),
    ], 0..14), glue in prop_oneof![Just(" "), Just(""), Just("\u{200C}")]) {
        let text = words.join(glue);
        for language in [Fa, Ar, Ckb] {
            for mention in scan(&text, language) {
                prop_assert!(!mention.range.of(&text).is_empty());
            }
            let clues = Clues { header: vec![&text], title: &text, body: vec![&text], page: &Page::new(&text), ..page(language) };
            prop_assert!(dated(&clues, "").is_none_or(|date| !date.text.is_empty()));
            prop_assert!(faults(&clues).len() <= text.len() * 3);
        }
    }
}

#[test]
fn what_rests_on_today_is_known() {
    let check = |header: &str, text: &str, reference: &str, expected: bool| {
        let page = Page::new(text);
        let clues = Clues { header: vec![header], body: vec![text], page: &page, ..self::page(Fa) };
        dated(&clues, reference);
        assert_eq!(page.rests_on_today(), expected, "{header} {text}");
    };
    check("۱۲ مرداد ۱۴۰۰", "حزب", "", false);
    check("", "حزب", "", false);
    check("دیروز", "حزب", "", false);
    // The year of a day with its weekday is the latest that is not to come.
    check("شنبه ۵ مهر", "حزب", "", true);
    check("شنبه ۵ مهر", "حزب", "2020-10-03", false);
    check("شنبه ۵ مهر", "۱۲ مرداد ۱۴۰۰", "", false);
    // A day to come is not the day of a statement, until it has come.
    check("۱۲ مرداد ۱۴۲۰", "حزب", "", true);
    check("۱۲ مرداد ۱۴۰۰", "۱۲ مرداد ۱۴۲۰", "", true);
}
