//! The list at a hundred thousand and a million statements: one key in the filter, opening, what a batch costs.

#[path = "support/titles.rs"]
mod titles;

use divan::Bencher;
use reader::catalogue::{Catalogue, Entry, Part};
use reader::search::narrow::Query;
use std::sync::{Arc, LazyLock};
use titles::{Random, entry};

fn main() {
    divan::main();
}

fn part(rows: u32) -> Arc<Part> {
    Arc::new(Part::open(titles::part(rows)).expect("a part"))
}

static PART_100K: LazyLock<Arc<Part>> = LazyLock::new(|| part(100_000));
static PART_1M: LazyLock<Arc<Part>> = LazyLock::new(|| part(1_000_000));

fn opened(rows: u32) -> Catalogue {
    let mut catalogue = Catalogue::default();
    catalogue.open([Arc::clone(if rows == 100_000 { &PART_100K } else { &PART_1M })]);
    catalogue
}

const QUERIES: [&str; 14] = [
    "ا",
    "حزب",
    "انتخابات",
    "المكتب السياسي",
    "1403 بلاغ",
    "قظغض",
    "بشم",
    "2016 !حزب",
    "^بلاغ",
    "انت|همت",
    "h",
    "hezb",
    "mozakerat hemmat",
    "ent",
];

#[divan::bench(args = QUERIES)]
fn narrow_100k(bencher: Bencher, query: &str) {
    narrow(bencher, 100_000, query);
}

#[divan::bench(args = QUERIES, sample_count = 20)]
fn narrow_1m(bencher: Bencher, query: &str) {
    narrow(bencher, 1_000_000, query);
}

fn narrow(bencher: Bencher, rows: u32, query: &str) {
    let catalogue = opened(rows);
    bencher.bench(|| catalogue.narrow(&Query::parse(query), None, &|| false).map(|found| found.len()));
}

#[divan::bench(args = [100_000, 1_000_000], sample_count = 20)]
fn open(bencher: Bencher, rows: u32) {
    let _ = opened(rows);
    bencher.bench(|| {
        let mut list = reader::tui::state::List::default();
        list.open([Arc::clone(if rows == 100_000 { &PART_100K } else { &PART_1M })]);
        list
    });
}

/// A batch of statements found, as the reading thread tells them, with a million there.
#[divan::bench(sample_count = 20)]
fn found_256(bencher: Bencher) {
    let mut random = Random(9);
    let batch: Vec<Entry> = (0..256).map(|number| entry(2_000_000 + number, &mut random)).collect();
    let mut list = reader::tui::state::List::default();
    list.open([Arc::clone(&PART_1M)]);
    bencher.bench_local(|| list.found(&batch));
}

#[divan::bench(sample_count = 3)]
fn write_100k(bencher: Bencher) {
    bencher.bench(|| part(100_000).bytes().len());
}
