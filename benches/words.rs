//! Text to words: the fold, tokens, ranks over a vocabulary, skeletons; beside a plain split at white space.
//!
//! The text is a file of one's own (`READER_BENCH_TEXT`), else sentences made of the words below.

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use reader::text::fold::{Folded, fold};
use reader::text::forms::Wanted;
use reader::text::skeleton::{Latin, Skeletons};
use reader::text::words::words;
use std::hint::black_box;
use std::sync::LazyLock;

const WORDS: [&str; 24] = [
    "بیانیهٔ",
    "شورای",
    "مركزي",
    "حزب",
    "می\u{200C}شود",
    "انتخابات،",
    "اجتماع",
    "المكتب",
    "السياسي",
    "بلاغ",
    "صحفي",
    "حول",
    "برنامه‌های",
    "آموزش",
    "الجهة",
    "۱۳۹۷/۰۱/۱۸",
    "مسئولان",
    "کشور",
    "را",
    "مُحَمَّد",
    "می شود",
    "نماینده ها",
    "2016",
    "PJD.",
];

static TEXT: LazyLock<String> = LazyLock::new(|| {
    let own = std::env::var_os("READER_BENCH_TEXT").and_then(|path| std::fs::read_to_string(path).ok());
    own.unwrap_or_else(|| made(200_000))
});

fn made(count: usize) -> String {
    let mut text = String::new();
    let mut state = 1_u32;
    for _ in 0..count {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        text.push_str(WORDS[(state >> 16) as usize % WORDS.len()]);
        text.push(' ');
    }
    text
}

/// Words of three to nine letters, none like another.
fn vocabulary(count: usize) -> Vec<String> {
    const LETTERS: [char; 28] = [
        'ا', 'ی', 'ر', 'ن', 'م', 'و', 'ت', 'د', 'ه', 'ل', 'س', 'ب', 'ک', 'ش', 'ع', 'ز', 'ف', 'ق', 'خ', 'ح', 'ج', 'ص',
        'گ', 'پ', 'ط', 'چ', 'ض', 'غ',
    ];
    let mut state = 7_u64;
    let mut next = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let word = |next: &mut dyn FnMut(u64) -> u64| {
        let length = 3 + next(7);
        // Frequent letters come first in the list.
        (0..length).map(|_| LETTERS[(next(28) * next(28) / 28) as usize]).collect()
    };
    (0..count).map(|_| word(&mut next)).collect()
}

fn main() {
    divan::main();
}

#[divan::bench]
fn plain_split(bencher: Bencher) {
    let text = TEXT.as_str();
    bencher.counter(BytesCount::of_str(text)).bench(|| text.split_whitespace().map(str::len).max());
}

#[divan::bench]
fn fold_text(bencher: Bencher) {
    let text = TEXT.as_str();
    bencher.counter(BytesCount::of_str(text)).bench(|| fold(text).len());
}

#[divan::bench]
fn fold_with_way_back(bencher: Bencher) {
    let text = TEXT.as_str();
    bencher.counter(BytesCount::of_str(text)).bench(|| Folded::new(text).text().len());
}

#[divan::bench]
fn words_of_text(bencher: Bencher) {
    let text = TEXT.as_str();
    bencher.counter(BytesCount::of_str(text)).bench(|| {
        let (mut words, mut count) = (words(text), 0);
        while let Some(word) = words.advance() {
            count += black_box(word).text.len();
        }
        count
    });
}

#[divan::bench(args = ["حزب", "انتخابات", "مسئول", "التقدم", "نماینده", "می‌شود"])]
fn rank_vocabulary(bencher: Bencher, query: &str) {
    let (vocabulary, wanted) = (vocabulary(100_000), Wanted::new(query));
    bencher
        .counter(ItemsCount::new(vocabulary.len()))
        .bench(|| vocabulary.iter().filter(|word| wanted.rank(word).is_some()).count());
}

#[divan::bench(args = ["hezb", "mozakerat", "ishtirakiyya"])]
fn rank_by_latin(bencher: Bencher, query: &str) {
    let vocabulary = vocabulary(100_000);
    let latin = Latin::new(query).expect("two consonants");
    bencher
        .counter(ItemsCount::new(vocabulary.len()))
        .bench(|| vocabulary.iter().filter(|word| latin.rank(word).is_some()).count());
}

#[divan::bench]
fn skeletons_of_vocabulary(bencher: Bencher) {
    let vocabulary = vocabulary(100_000);
    bencher
        .counter(ItemsCount::new(vocabulary.len()))
        .bench(|| Skeletons::new(vocabulary.iter().map(String::as_str)).len());
}

#[divan::bench(args = ["hezb", "mozakerat"])]
fn latin_in_skeletons(bencher: Bencher, query: &str) {
    let vocabulary = vocabulary(100_000);
    let list = Skeletons::new(vocabulary.iter().map(String::as_str));
    let latin = Latin::new(query).expect("two consonants");
    bencher.bench(|| list.find(&latin, |number| vocabulary.get(number as usize).map_or("", String::as_str)).len());
}
