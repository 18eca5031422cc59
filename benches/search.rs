//! A query of an index, to its first answers and to its last; beside a look at the words of every statement.
//!
//! The corpus is made: words by Zipf's law, of which the list goes on and on, in the spellings of two keyboards. Its size is
//! `READER_BENCH_STATEMENTS` (20,000 unless said); how long indexing took and how large the index is are told once.

#![expect(clippy::print_stderr, reason = "the size of the index and the first, cold answers are told once")]

use divan::Bencher;
use reader::index::answers::{Order, Rows, Snapshot, Words};
use reader::index::schema::Fields;
use reader::model::{
    Block, BlockRole, Calendar, Date, Day, Grounds, How, Kind, Language, Precision, Role, Source, Statement,
    StatementId, TitleHow, calendar,
};
use reader::search::answer::Asked;
use reader::search::page::Page;
use reader::search::query::{Facts, Feature, Parties, Query};
use reader::text::range::TextRange;
use std::ops::ControlFlow;
use std::sync::{Arc, LazyLock};
use std::time::Instant;
use tantivy::{Index, IndexWriter};

/// What is asked: words of two statements in three and of one in a thousand, two words, phrases, parts of words, what is known.
const QUERIES: [&str; 14] = [
    "حزب",
    "بلاغ",
    "حزب انتخابات",
    "حزب بلاغ",
    "«حزب انتخابات»",
    "«انتخابات مجلس»",
    "\"انتخابات مجلس\"",
    "حزب near:5 مجلس",
    "کار*",
    "*گار*",
    "hezb",
    "حزب party:p3 date:1400",
    "party:p3",
    "نبودنبود",
];

/// Words by how frequent they are, the others made.
const RANKED: [(usize, &str); 6] =
    [(20, "حزب"), (100, "انتخابات"), (400, "مجلس"), (900, "کارگر"), (1500, "کارگاران"), (60_000, "بلاغ")];
const LETTERS: [char; 28] = [
    'ا', 'ی', 'ر', 'ن', 'م', 'و', 'ت', 'د', 'ه', 'ل', 'س', 'ب', 'ک', 'ش', 'ع', 'ز', 'ف', 'ق', 'خ', 'ح', 'ج', 'ص', 'گ',
    'پ', 'ط', 'چ', 'ض', 'غ',
];

/// Numbers that are the same in every run.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    fn below(&mut self, count: u64) -> u64 {
        self.next() % count
    }

    /// The rank of a word: the chance of each is one by its rank.
    fn rank(&mut self, count: f64) -> usize {
        let share = self.next() as f64 / (1_u64 << 31) as f64;
        (share * count.ln()).exp() as usize
    }
}

/// The word of a rank, always the same.
fn word(rank: usize, to: &mut String) {
    if let Some((_, word)) = RANKED.iter().find(|(own, _)| *own == rank) {
        return to.push_str(word);
    }
    let mut chance = Chance(rank as u64 + 99);
    chance.next();
    let length = if rank < 60 { 2 } else { 3 + chance.below(6) };
    // Frequent letters come first in the list.
    to.extend((0..length).map(|_| LETTERS[(chance.below(28) * chance.below(28) / 28) as usize]));
}

fn text(chance: &mut Chance, words: usize, seen: f64) -> String {
    let mut text = String::new();
    for _ in 0..words {
        let start = text.len();
        word(chance.rank(seen), &mut text);
        match chance.below(20) {
            0..5 => {
                let arabic = text[start..].replace('ی', "ي").replace('ک', "ك");
                text.replace_range(start.., &arabic);
            }
            5 => text.push('\u{064E}'),
            6 => text.push_str("\u{200C}ها"),
            _ => {}
        }
        text.push_str(if chance.below(12) == 0 { "، " } else { " " });
    }
    text.pop();
    text
}

fn statement(number: usize) -> Statement {
    let mut chance = Chance(number as u64);
    chance.next();
    // The vocabulary grows with the corpus.
    let seen = 50_000.0 + number as f64 * 0.8;
    let sizes = [(BlockRole::Title, 8), (BlockRole::Lead, 25)];
    let paragraphs = (0..5).map(|_| (BlockRole::Paragraph, 20 + chance.below(50) as usize));
    let sizes: Vec<(BlockRole, usize)> = sizes.into_iter().chain(paragraphs).collect();
    let block = |(role, words)| Block { role, text: text(&mut chance, words, seen), range: TextRange::default() };
    Statement {
        id: StatementId(String::new()),
        path: String::new(),
        item: None,
        span: TextRange::default(),
        title: "x".into(),
        title_made: false,
        title_how: TitleHow::default(),
        party: None,
        parties: Vec::new(),
        date: None,
        language: Language::Fa,
        languages: Vec::new(),
        kind: None,
        words: 0,
        cut: false,
        source: Source::default(),
        blocks: sizes.into_iter().map(block).collect(),
        grounds: Grounds::default(),
        problems: Vec::new(),
    }
}

/// Statements with twenty parties and forty years.
struct Table {
    parties: Vec<String>,
    dates: Vec<Date>,
    count: u64,
}

struct Row<'a> {
    party: &'a str,
    date: &'a Date,
}

impl Rows for Table {
    type Row<'r> = Row<'r>;

    fn row(&self, key: u64) -> Option<Row<'_>> {
        let of = |count: usize| key as usize % count;
        Some(Row { party: &self.parties[of(20)], date: &self.dates[of(40)] })
    }

    fn place(&self, key: u64) -> Option<u64> {
        Some(self.count - key)
    }
}

impl Facts for Row<'_> {
    fn party(&self) -> Option<&str> {
        Some(self.party)
    }
    fn roles(&self) -> impl Iterator<Item = (&str, Role)> {
        [(self.party, Role::Speaker)].into_iter()
    }
    fn date(&self) -> Option<&Date> {
        Some(self.date)
    }
    fn language(&self) -> Language {
        Language::Fa
    }
    fn kind(&self) -> Option<Kind> {
        None
    }
    fn sources(&self) -> impl Iterator<Item = &str> {
        std::iter::empty()
    }
    fn path(&self) -> &str {
        ""
    }
    fn has(&self, _feature: Feature) -> bool {
        false
    }
}

struct Corpus {
    snapshot: Snapshot,
    table: Table,
    parties: Parties,
    _folder: tempfile::TempDir,
}

static CORPUS: LazyLock<Corpus> = LazyLock::new(|| {
    let count = std::env::var("READER_BENCH_STATEMENTS").ok().and_then(|count| count.parse().ok()).unwrap_or(20_000);
    let folder = tempfile::tempdir().expect("an index in a folder of its own");
    let (schema, fields) = Fields::schema();
    let index = Index::create_in_dir(folder.path(), schema).expect("an index in a folder of its own");
    Fields::register(&index);
    let mut writer: IndexWriter =
        index.writer_with_num_threads(2, 400_000_000).expect("an index in a folder of its own");
    let (mut bytes, start) = (0, Instant::now());
    for number in 0..count {
        let statement = statement(number);
        bytes += statement.blocks.iter().map(|block| block.text.len()).sum::<usize>();
        writer.add_document(fields.document(&statement, number as u64)).expect("an index in a folder of its own");
    }
    writer.commit().expect("an index in a folder of its own");
    writer.wait_merging_threads().expect("an index in a folder of its own");
    let spent = start.elapsed();
    let mut sizes = std::collections::BTreeMap::<String, u64>::new();
    for file in std::fs::read_dir(folder.path()).expect("an index in a folder of its own").flatten() {
        let kind = file.path().extension().map_or_else(String::new, |kind| kind.to_string_lossy().into_owned());
        *sizes.entry(kind).or_default() += file.metadata().map_or(0, |data| data.len());
    }
    let mb = |bytes: u64| bytes as f64 / 1e6;
    let searcher = index.reader().expect("an index in a folder of its own").searcher();
    let start = Instant::now();
    let snapshot = Snapshot::new(&searcher, Arc::new(Words::default())).expect("an index in a folder of its own");
    eprintln!(
        "{count} statements, {:.0} MB, made and indexed in {spent:.1?} ({:.0} MB/s); index {:.0} MB in {} segments, opened in {:.1?}: {}",
        mb(bytes as u64),
        mb(bytes as u64) / spent.as_secs_f64(),
        mb(sizes.values().sum()),
        searcher.segment_readers().len(),
        start.elapsed(),
        sizes.iter().map(|(kind, size)| format!("{kind} {:.1}", mb(*size))).collect::<Vec<_>>().join(", ")
    );
    let mut parties = Parties::default();
    let names: Vec<String> = (0..20).map(|number| format!("p{number}")).collect();
    names.iter().for_each(|name| parties.add(name, [name.as_str()]));
    let dates = (1365..1405).map(date).collect();
    Corpus { snapshot, table: Table { parties: names, dates, count: count as u64 }, parties, _folder: folder }
});

fn date(year: i32) -> Date {
    let first = calendar::to_gregorian(Calendar::SolarHijri, year, 1, 1).expect("an index in a folder of its own");
    Date {
        calendar: Calendar::SolarHijri,
        year: Some(year),
        month: None,
        day: None,
        precision: Precision::Year,
        how: How::Explicit,
        sure: true,
        text: String::new(),
        gregorian: Some((first, first.plus_days(364))),
        rivals: Vec::new(),
    }
}

/// Answers of the index, until `enough` were given.
fn answers(query: &str, enough: usize) -> usize {
    let corpus = &*CORPUS;
    let query = Query::parse(query, Day { year: 2026, month: 11, day: 21 });
    let asked = Asked::new(&query, &corpus.parties);
    let question = corpus.snapshot.ask(&asked, &|| false).expect("an index in a folder of its own");
    let mut given = 0;
    let outcome = question.answers(&corpus.table, Order::Best, &|| false, |batch| {
        given += batch.len();
        if given < enough { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    outcome.expect("an index in a folder of its own").count
}

fn main() {
    LazyLock::force(&CORPUS);
    for query in QUERIES {
        let start = Instant::now();
        let count = answers(query, usize::MAX);
        eprintln!("{query}: {count} answers; the first time in {:.1?}", start.elapsed());
    }
    divan::main();
}

#[divan::bench(args = QUERIES)]
fn first_answers(bencher: Bencher, query: &str) {
    bencher.bench(|| answers(query, 50));
}

#[divan::bench(args = QUERIES)]
fn all_answers(bencher: Bencher, query: &str) {
    bencher.bench(|| answers(query, usize::MAX));
}

/// A thousand statements, read and cut into words.
#[divan::bench(args = ["حزب", "«حزب انتخابات»"])]
fn look_at_a_thousand(bencher: Bencher, query: &str) {
    let statements: Vec<Statement> = (0..1000).map(statement).collect();
    let (query, corpus) = (Query::parse(query, Day { year: 2026, month: 11, day: 21 }), &*CORPUS);
    let asked = Asked::new(&query, &corpus.parties);
    let answers = |(key, statement): (usize, &Statement)| {
        let row = corpus.table.row(key as u64)?;
        asked.answer(&row, &asked.look(&Page::of(statement), &[]))
    };
    bencher.bench(|| statements.iter().enumerate().filter_map(answers).count());
}

/// The shown text of fifty statements.
#[divan::bench]
fn stored_texts(bencher: Bencher) {
    let corpus = &*CORPUS;
    let step = corpus.table.count / 50;
    bencher.bench(|| {
        (0..50)
            .map(|at| {
                corpus
                    .snapshot
                    .text(at * step)
                    .expect("an index in a folder of its own")
                    .expect("an index in a folder of its own")
                    .parts()
                    .len()
            })
            .sum::<usize>()
    });
}
