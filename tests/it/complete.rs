//! Nothing of a page is missing from what `show --json` prints of its statements.
//!
//! Every word of a document, as often as it stands there, is in one of the fields that hold text. Addresses of links are
//! none of its words.

use proptest::prelude::*;
use reader::corpus::{self, Met};
use reader::extract::{Context, Extractor};
use reader::model::{Day, Document};
use reader::output::json;
use serde_json::Value;
use std::collections::HashMap;
use std::ops::ControlFlow;
use std::sync::LazyLock;

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(Extractor::new);
const CONTEXT: Context = Context { reference: None, today: Day { year: 2024, month: 5, day: 1 } };

/// How often each word stands in the texts.
fn counted<'a>(texts: impl IntoIterator<Item = &'a str>) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    for text in texts {
        for word in text.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()) {
            *counts.entry(word.to_owned()).or_default() += 1;
        }
    }
    counts
}

/// The text of Markdown without the addresses that its links and pictures point to.
fn without_addresses(text: &str) -> String {
    let mut pieces = text.split("](");
    let first = pieces.next().unwrap_or_default();
    let rest = pieces.map(|piece| piece.split_once(')').map_or(piece, |(_, behind)| behind));
    std::iter::once(first).chain(rest).collect::<Vec<_>>().join("] ")
}

/// The words of a document that its statements lack as JSON.
fn missing(document: &Document) -> Vec<String> {
    let mut told = Vec::new();
    for statement in EXTRACTOR.statements(document, &CONTEXT) {
        let shown: Value = serde_json::from_str(&json::show_line(&statement)).expect("a JSON line");
        told.extend(
            ["kicker", "lead", "signature"].iter().filter_map(|field| shown[field].as_str().map(str::to_owned)),
        );
        told.extend((shown["title_made"] == false).then(|| shown["title"].as_str().unwrap_or_default().to_owned()));
        let listed = |field: &str| shown[field].as_array().cloned().unwrap_or_default();
        told.extend(listed("paragraphs").iter().filter_map(|text| text.as_str().map(str::to_owned)));
        told.extend(listed("chrome").iter().filter_map(|chrome| chrome["text"].as_str().map(str::to_owned)));
    }
    let told = counted(told.iter().map(String::as_str));
    let text = without_addresses(&document.text);
    let lacks = |(word, count): &(String, usize)| told.get(word).copied().unwrap_or_default() < *count;
    counted([text.as_str()]).into_iter().filter(lacks).map(|(word, _)| word).collect()
}

#[test]
fn no_word_of_the_sample_is_missing() {
    let mut documents = 0;
    for file in std::fs::read_dir("sample").expect("the sample").map(|file| file.expect("a file").path()) {
        if !file.is_file() {
            continue;
        }
        let name = file.to_string_lossy().into_owned();
        corpus::read_bytes(&std::fs::read(&file).expect("bytes"), &name, &mut |met| {
            if let Met::Document(document) = met {
                documents += 1;
                assert_eq!(missing(&document), Vec::<String>::new(), "{name}");
            }
            ControlFlow::Continue(())
        });
    }
    assert!(documents > 30, "{documents} documents");
}

#[test]
fn every_line_of_a_signature_and_every_date_is_told() {
    let body =
        "این بند برای آزمون نوشته شده است و خبری در آن نیست و تنها آن اندازه دراز است که متن شمرده شود و نه چیز دیگری.";
    for foot in ["حزب همدلان آباد\nدفتر سیاسی\n۷ مرداد ۱۴۰۳", "تهران، ۷ مرداد ۱۴۰۳\nدبیرکل حزب همدلان آباد\nسارا نمونه"]
    {
        let text = format!("بیانیه حزب همدلان آباد\nکد خبر: ۱۲۳۴۵ | ۷ مرداد ۱۴۰۳\n{body}\n{body}\n{foot}\n");
        let document = Document { path: "page".to_owned(), text, ..Document::default() };
        assert_eq!(missing(&document), Vec::<String>::new(), "{foot}");
    }
}

/// Lines as pages have them, in any order.
fn line() -> impl Strategy<Value = String> {
    let body =
        "این بند برای آزمون نوشته شده است و خبری در آن نیست و تنها آن اندازه دراز است که متن شمرده شود و نه چیز دیگری.";
    let arabic =
        "هذه فقرة كتبت للاختبار وليس فيها خبر، وهي طويلة بما يكفي لتعد نصا متصلا لا عنوانا ولا شيئا آخر من أجزاء الصفحة.";
    let short = [
        "شورا برنامه را پذیرفت",
        "بيان حول الوضع العام",
        "حزب همدلان آباد",
        "دفتر سیاسی",
        "دبیرکل حزب همدلان آباد",
        "الأمين العام لحزب المثال",
        "سارا نمونه",
        "تهران، ۷ مرداد ۱۴۰۳",
        "28 شعبان 1439",
        "15 أيار 2018",
        "کد خبر: ۱۲۳۴۵",
        "۲ دیدگاه",
        "سارا گفت:",
        "نظرات کاربران",
        "ادامه مطلب",
        "مطالب مرتبط",
        "سخن دبیر کل",
        "هم‌میهنان",
        "انتهای پیام/",
        "* * *",
        "## سرخط تازه",
    ];
    prop_oneof![
        3 => Just(body.to_owned()),
        2 => Just(arabic.to_owned()),
        1 => Just(format!("{body} سارا نمونه دبیرکل حزب نمونه")),
        6 => prop::sample::select(short.to_vec()).prop_map(str::to_owned),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_word_of_a_page_is_missing(lines in prop::collection::vec((line(), prop_oneof![Just("\n"), Just("\n\n")]), 1..16)) {
        let text: String = lines.into_iter().map(|(line, end)| line + end).collect();
        let document = Document { path: "page".to_owned(), text, ..Document::default() };
        prop_assert_eq!(missing(&document), Vec::<String>::new(), "{}", document.text);
    }
}
