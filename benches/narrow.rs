//! One key in the fuzzy list: ten thousand rows, narrowed anew.

use divan::Bencher;
use reader::search::narrow::Titles;

const WORDS: [&str; 16] = [
    "بیانیه",
    "شورای",
    "مرکزی",
    "حزب",
    "مردم",
    "انتخابات",
    "اجتماع",
    "المكتب",
    "السياسي",
    "بلاغ",
    "صحفي",
    "حول",
    "برنامه",
    "آموزش",
    "الجهة",
    "دفتر",
];

fn main() {
    divan::main();
}

/// Rows of eight words each, every row another mixture.
fn titles(rows: usize) -> Titles {
    let mut titles = Titles::default();
    let mut state = 1_u32;
    let mut word = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        WORDS[(state >> 16) as usize % WORDS.len()]
    };
    for row in 0..rows {
        let title: Vec<&str> = (0..8).map(|_| word()).collect();
        titles.push([&title.join(" "), word(), &format!("14{:02}/{:02}/11", row % 5, row % 12 + 1)]);
    }
    titles
}

#[divan::bench(args = ["ا", "حزب", "انتخابات", "المكتب السياسي", "1403 بلاغ", "قظغض"])]
fn narrow_10k(bencher: Bencher, query: &str) {
    let titles = titles(10_000);
    bencher.bench(|| titles.narrow(query).len());
}
