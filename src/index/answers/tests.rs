//! An index against the look at every statement: the same answers, scores and places, whatever is asked of whatever there is.

use super::*;
use crate::index::sample;
use crate::index::schema::key;
use crate::model::calendar::to_gregorian;
use crate::model::{
    Block, BlockRole, Calendar, Date, Day, How, Kind, Language, PartyId, PartyRole, Precision, Role, Statement,
};
use crate::search::answer::Answer;
use crate::search::page::Page;
use crate::search::query::{Parties, Query};
use crate::search::term::{Hit, Rank, Reach};
use crate::text::range::TextRange;
use proptest::prelude::*;
use proptest::sample::select;
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use tantivy::{Index, IndexWriter};

const TODAY: Day = Day { year: 2026, month: 11, day: 21 };

/// Words in the spellings that a corpus has.
const WORDS: [&str; 64] = [
    "حزب",
    "الحزب",
    "والحزب",
    "أحزاب",
    "احزاب",
    "حِزب",
    "حزبى",
    "كتاب",
    "کتاب",
    "کِتاب",
    "کتاب\u{200C}ها",
    "کتاب ها",
    "کتابها",
    "کتابخانه",
    "می\u{200C}شود",
    "می شود",
    "ميشود",
    "نمی شود",
    "سرمایه",
    "گذاری",
    "سرمایه\u{200C}گذاری",
    "سرمايه گذاري",
    "سرمایهگذاری",
    "همت",
    "الهمة",
    "همه",
    "مسئول",
    "مسؤول",
    "مسوول",
    "مسئولان",
    "هیات",
    "هيئت",
    "جبهة",
    "جبهه",
    "جبهتنا",
    "على",
    "علي",
    "عليّ",
    "علی",
    "ایران",
    "ایرانی",
    "كارگر",
    "کارگران",
    "بیکار",
    "کار",
    "\u{FEB3}\u{FEFC}\u{FEE1}",
    "سلام",
    "۱۳۹۷/۰۱/۱۸",
    "1397",
    "18",
    "١٢٬٠٠٠",
    "12000",
    "57.11",
    "2016م",
    "PJD",
    "pjd",
    "Hezb",
    "l’Étoile",
    "تقدم",
    "التقدم",
    "تقدیم",
    "مذاکرات",
    "مذاكرات",
    "و",
];
/// What stands between two words.
const BETWEEN: [&str; 6] = [" ", " ", " ", "، ", ". ", "\u{200C}"];

/// Parts of queries.
const ASKED: [&str; 62] = [
    "حزب",
    "كتاب",
    "کتاب",
    "کتاب‌ها",
    "میشود",
    "می شود",
    "سرمایه گذاری",
    "سرمایهگذاری",
    "سرمایه‌گذاری",
    "همت",
    "مسئول",
    "مسوول",
    "هیات",
    "جبهه",
    "علی",
    "علي",
    "ایران",
    "کار",
    "سلام",
    "1397/01/18",
    "۱۳۹۷",
    "12000",
    "57.11",
    "2016",
    "pjd",
    "hezb",
    "taqaddum",
    "mozakerat",
    "letoile",
    "کارگ",
    "تاب",
    "زب",
    "و",
    "«حزب همت»",
    "«کتاب ها»",
    "«علی علی»",
    "\"علي\"",
    "\"كتاب\"",
    "\"الحزب\"",
    "=کتاب",
    "\"سرمایه گذاری\"",
    "«سرمایه گذاری»",
    "کار*",
    "*کار",
    "*کار*",
    "139*",
    "*18",
    "*7/0*",
    "حزب near:1 همت",
    "near:2(حزب علی کتاب)",
    "کتاب near:0 حزب",
    "title:حزب",
    "title:«حزب همت»",
    "title:کتاب*",
    "party:سپیده",
    "-party:سپیده",
    "date:1400",
    "kind:news",
    "has:date",
    "lang:ar",
    "ندارد",
    "«ندارد حزب»",
];

/// A statement in few numbers: words of title, lead and paragraphs, and what is known of it.
#[derive(Clone, Debug)]
struct Made {
    parts: Vec<(u8, String)>,
    party: bool,
    year: Option<i32>,
    kind: bool,
    arabic: bool,
    /// Deleted after it was committed.
    gone: bool,
    /// Unknown to the rows.
    unknown: bool,
}

fn text() -> impl Strategy<Value = String> {
    let word = (select(&WORDS[..]), select(&BETWEEN[..]));
    proptest::collection::vec(word, 0..9)
        .prop_map(|words| words.into_iter().flat_map(|(word, between)| [word, between]).collect::<String>())
}

fn made() -> impl Strategy<Value = Made> {
    let parts = proptest::collection::vec((0..5_u8, text()), 1..5);
    let facts = (any::<bool>(), proptest::option::of(1399..1402), any::<bool>(), any::<bool>());
    (parts, facts, 0..8_u8, 0..12_u8).prop_map(|(parts, (party, year, kind, arabic), gone, unknown)| Made {
        parts,
        party,
        year,
        kind,
        arabic,
        gone: gone == 0,
        unknown: unknown == 0,
    })
}

fn query() -> impl Strategy<Value = String> {
    let part = (0..12_u8, select(&ASKED[..]), select(&ASKED[..])).prop_map(|(how, one, other)| match how {
        0 => format!("-{one}"),
        1 => format!("{one} OR {other}"),
        2 => format!("({one} {other})"),
        3 => format!("-({one} {other})"),
        4 => format!("({one} -{other}) OR {other}"),
        _ => one.to_owned(),
    });
    proptest::collection::vec(part, 1..4).prop_map(|parts| parts.join(" "))
}

impl Made {
    fn statement(&self) -> Statement {
        let role = |number: u8| match number {
            0 => BlockRole::Title,
            1 => BlockRole::Lead,
            2 => BlockRole::Furniture("menu".into()),
            _ => BlockRole::Paragraph,
        };
        let block = |(number, text): &(u8, String)| Block {
            role: role(*number),
            text: text.trim().to_owned(),
            range: TextRange::default(),
        };
        let mut statement = sample::statement("حزب همت", self.parts.iter().map(block).collect());
        statement.language = if self.arabic { Language::Ar } else { Language::Fa };
        statement.kind = self.kind.then_some(Kind::News);
        if self.party {
            statement.party = Some(dawn());
        }
        statement.date = self.year.map(date);
        statement
    }
}

fn dawn() -> PartyRole {
    PartyRole {
        id: PartyId("xx-dawn".into()),
        name: "حزب سپیده".into(),
        role: Role::Speaker,
        sure: true,
        cue: String::new(),
    }
}

fn date(year: i32) -> Date {
    let first = to_gregorian(Calendar::SolarHijri, year, 1, 1).unwrap();
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

/// Statements by key; those that the rows do not know are left out of the answers.
struct Corpus {
    statements: BTreeMap<u64, Statement>,
    unknown: Vec<u64>,
}

impl Rows for Corpus {
    type Row<'r> = &'r Statement;

    fn row(&self, key: u64) -> Option<&Statement> {
        self.statements.get(&key).filter(|_| !self.unknown.contains(&key))
    }

    /// The newest file first, its statements in order.
    fn place(&self, key: u64) -> Option<u64> {
        (!self.unknown.contains(&key)).then(|| u64::from(u32::MAX - of_key(key).0) << 32 | u64::from(of_key(key).1))
    }
}

/// An index of all that was made and not deleted, in several commits.
fn index(all: &[Made], commits: usize, is_merged: bool) -> (Index, Corpus) {
    let (schema, fields) = Fields::schema();
    let index = Index::create_in_ram(schema);
    Fields::register(&index);
    let mut writer: IndexWriter = index.writer_with_num_threads(1, 15_000_000).unwrap();
    writer.set_merge_policy(Box::new(tantivy::merge_policy::NoMergePolicy));
    let mut corpus = Corpus { statements: BTreeMap::new(), unknown: Vec::new() };
    for some in all.chunks(all.len().div_ceil(commits)) {
        for made in some {
            let number = corpus.statements.len() as u32;
            let (key, statement) = (key(number / 3, number % 3), made.statement());
            writer.add_document(fields.document(&statement, key)).unwrap();
            corpus.statements.insert(key, statement);
            if made.unknown {
                corpus.unknown.push(key);
            }
        }
        writer.commit().unwrap();
    }
    let keys: Vec<u64> = corpus.statements.keys().copied().collect();
    for (key, _) in keys.into_iter().zip(all).filter(|(_, made)| made.gone) {
        writer.delete_term(fields.of_statement(key));
        corpus.statements.remove(&key);
    }
    writer.commit().unwrap();
    let segments = index.searchable_segment_ids().unwrap();
    if is_merged && !segments.is_empty() {
        writer.merge(&segments).wait().unwrap();
    }
    (index, corpus)
}

/// Positions with what is known of the best hit there: two hits of a statement may stand in one word, and only the text says where.
fn places(answer: &Answer) -> Vec<((u32, u32), Section, Rank)> {
    let mut places: Vec<_> = answer.hits.iter().map(|hit: &Hit| (hit.positions, hit.section, hit.rank)).collect();
    places.sort_by_key(|(positions, _, rank)| (*positions, std::cmp::Reverse(*rank)));
    places.dedup_by_key(|(positions, ..)| *positions);
    places
}

/// What looking at every statement gives: how far each term goes, and the answers in order.
fn scan(asked: &Asked<'_>, corpus: &Corpus) -> (Vec<Reach>, Vec<(u64, Answer)>) {
    let pages: Vec<(u64, Page<'_>)> = corpus.statements.iter().map(|(key, one)| (*key, Page::of(one))).collect();
    let reaches =
        asked.reaches(|term| pages.iter().any(|(_, page)| !asked.look(page, &[]).get(term).is_none_or(Vec::is_empty)));
    let mut answers: Vec<(u64, Answer)> = pages
        .iter()
        .filter_map(|(key, page)| Some((*key, asked.answer(&corpus.row(*key)?, &asked.look(page, &reaches))?)))
        .collect();
    answers.sort_by_key(|(key, answer)| (std::cmp::Reverse(answer.score), corpus.place(*key)));
    (reaches, answers)
}

/// Both ways for one query.
fn compare(text: &str, snapshot: &Snapshot, corpus: &Corpus) -> Result<usize, TestCaseError> {
    let query = Query::parse(text, TODAY);
    let mut parties = Parties::default();
    parties.add("xx-dawn", ["حزب سپیده"]);
    let asked = Asked::new(&query, &parties);
    let (reaches, expected) = scan(&asked, corpus);
    let question = snapshot.ask(&asked, &|| false).unwrap();
    prop_assert_eq!(question.reaches(), reaches.as_slice(), "{}", text);
    let mut found = Vec::new();
    let outcome = question.answers(corpus, Order::Best, &|| false, |batch| {
        found.extend_from_slice(batch);
        ControlFlow::Continue(())
    });
    prop_assert_eq!(outcome.unwrap(), Outcome { count: found.len(), is_whole: true });
    let scores: Vec<(u64, Score)> = found.iter().map(|found| (found.key, found.score)).collect();
    let wanted: Vec<(u64, Score)> = expected.iter().map(|(key, answer)| (*key, answer.score)).collect();
    prop_assert_eq!(scores, wanted, "{}", text);
    for (key, answer) in &expected {
        let own = question.answer(corpus, *key).unwrap();
        prop_assert_eq!(own.map(|own| (own.score, places(&own))), Some((answer.score, places(answer))), "{}", text);
        let stored = snapshot.text(*key).unwrap().unwrap();
        let (stored, page) = (Page::new(stored.parts()), Page::of(&corpus.statements[key]));
        prop_assert_eq!(stored.tokens(), page.tokens());
    }
    let mut by_place = Vec::new();
    let outcome = question.answers(corpus, Order::Place, &|| false, |batch| {
        by_place.extend(batch.iter().map(|found| found.key));
        ControlFlow::Continue(())
    });
    let mut keys: Vec<u64> = expected.iter().map(|(key, _)| *key).collect();
    keys.sort_by_key(|key| corpus.place(*key));
    prop_assert_eq!((by_place, outcome.unwrap().is_whole), (keys, true), "{}", text);
    Ok(expected.len())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn an_index_answers_as_a_look_at_every_statement_does(
        all in proptest::collection::vec(made(), 1..24),
        queries in proptest::collection::vec(query(), 8..9),
        commits in 1..4_usize,
        is_merged in any::<bool>(),
    ) {
        let (index, corpus) = index(&all, commits, is_merged);
        let searcher = index.reader().unwrap().searcher();
        let snapshot = Snapshot::new(&searcher, Arc::default()).unwrap();
        prop_assert_eq!(snapshot.len(), corpus.statements.len());
        for query in &queries {
            compare(query, &snapshot, &corpus)?;
        }
    }
}

/// Statements of a title and paragraphs, a file each.
fn told(texts: &[&str]) -> (Index, Corpus) {
    let part = |(at, line): (usize, &str)| (if at == 0 { 0 } else { 3 }, line.to_owned());
    let all: Vec<Made> = texts
        .iter()
        .map(|text| Made {
            parts: text.lines().enumerate().map(part).collect(),
            party: false,
            year: None,
            kind: false,
            arabic: false,
            gone: false,
            unknown: false,
        })
        .collect();
    index(&all, 2, false)
}

/// The lines of the statements that answer, in order, and the numbers of the terms that looser forms stood for.
fn found(query: &str, texts: &[&str], order: Order) -> (Vec<usize>, Vec<usize>) {
    let (index, corpus) = told(texts);
    let snapshot = Snapshot::new(&index.reader().unwrap().searcher(), Arc::default()).unwrap();
    let (query, parties) = (Query::parse(query, TODAY), Parties::default());
    let asked = Asked::new(&query, &parties);
    let question = snapshot.ask(&asked, &|| false).unwrap();
    let mut keys = Vec::new();
    let outcome = question.answers(&corpus, order, &|| false, |batch| {
        keys.extend(batch.iter().map(|found| found.key));
        ControlFlow::Continue(())
    });
    assert_eq!(outcome.unwrap().count, keys.len());
    let number = |key: &u64| corpus.statements.keys().position(|own| own == key).unwrap();
    (keys.iter().map(number).collect(), question.loosened())
}

#[track_caller]
fn check(query: &str, texts: &[&str], expected: &[usize]) {
    assert_eq!(found(query, texts, Order::Best).0, expected, "{query}");
}

#[test]
fn the_best_come_first_and_among_equals_those_of_the_first_place() {
    // Statements of one file stand in order; later files come first.
    check("حزب", &["x\nاحزاب", "حزب", "x\nحزب", "x\nالحزب", "x\nحزب", "همت"], &[1, 4, 2, 3, 0]);
    check("حزب همت", &["همت حزب", "حزب همت", "x\nحزب همت", "حزب"], &[1, 0, 2]);
    check("«حزب همت»", &["همت حزب", "حزب همت", "x\nحزب همت", "حزب"], &[1, 2]);
    check("-حزب", &["همت حزب", "همت"], &[1]);
    check("حزب near:1 همت", &["حزب x همت", "حزب x x همت", "حزب\nهمت"], &[0]);
    check("\"كتاب\"", &["کتاب", "كتاب", "كِتاب"], &[1, 2]);
    check("hezb", &["x\nالحزب", "همت", "حزب"], &[2, 0]);
    let texts = ["x\nاحزاب", "حزب", "x\nحزب", "x\nالحزب", "x\nحزب"];
    assert_eq!(found("حزب", &texts, Order::Place).0, [3, 4, 0, 1, 2]);
}

#[test]
fn looser_forms_stand_only_for_what_no_statement_has() {
    assert_eq!(found("کارگ", &["کارگران", "همت"], Order::Best), (vec![0], vec![0]));
    assert_eq!(found("کارگ", &["کارگران", "کارگ"], Order::Best), (vec![1], vec![]));
    assert_eq!(found("همت کارگ", &["کارگران", "همت کارگران"], Order::Best), (vec![1], vec![1]));
    // A word that must not be there is not made to mean more.
    assert_eq!(found("-کارگ", &["کارگران", "همت"], Order::Place), (vec![0, 1], vec![]));
    assert_eq!(found("کارگ*", &["کارگران", "همت"], Order::Best), (vec![0], vec![]));
}

#[test]
fn a_search_ends_when_nobody_waits() {
    let (index, corpus) = told(&["حزب"; 300]);
    let snapshot = Snapshot::new(&index.reader().unwrap().searcher(), Arc::default()).unwrap();
    let (query, parties) = (Query::parse("حزب", TODAY), Parties::default());
    let asked = Asked::new(&query, &parties);
    let question = snapshot.ask(&asked, &|| false).unwrap();
    let mut batches = 0;
    let once = question.answers(&corpus, Order::Best, &|| false, |_| {
        batches += 1;
        ControlFlow::Break(())
    });
    let once = once.unwrap();
    assert!(batches == 1 && !once.is_whole && (1..300).contains(&once.count));
    let never = question.answers(&corpus, Order::Best, &|| true, |_| ControlFlow::Continue(())).unwrap();
    assert_eq!(never, Outcome { count: 0, is_whole: false });
    // Nor is it whole if nobody waited while it was prepared.
    let question = snapshot.ask(&asked, &|| true).unwrap();
    assert!(!question.answers(&corpus, Order::Best, &|| false, |_| ControlFlow::Continue(())).unwrap().is_whole);
}

#[test]
fn answers_in_other_spellings_can_be_counted() {
    let texts = ["كتاب", "کتاب", "کِتاب و"];
    let parties = Parties::default();
    let query = Query::parse("\"كتاب\"", TODAY);
    let other = query.in_any_spelling().unwrap();
    assert!(other.in_any_spelling().is_none());
    let (index, corpus) = told(&texts);
    let snapshot = Snapshot::new(&index.reader().unwrap().searcher(), Arc::default()).unwrap();
    let count = |query| {
        let asked = Asked::new(query, &parties);
        let question = snapshot.ask(&asked, &|| false).unwrap();
        question.answers(&corpus, Order::Any, &|| false, |_| ControlFlow::Continue(())).unwrap().count
    };
    assert_eq!((count(&query), count(&other)), (1, 3));
}

#[test]
fn words_are_forgotten_with_their_segments() {
    let words = Arc::new(Words::default());
    let (index, _) = told(&["کارگران", "همت"]);
    let snapshot = Snapshot::new(&index.reader().unwrap().searcher(), Arc::clone(&words)).unwrap();
    let (query, parties) = (Query::parse("*گر*", TODAY), Parties::default());
    let asked = Asked::new(&query, &parties);
    snapshot.ask(&asked, &|| false).unwrap();
    assert_eq!(words.len(), 6);
    words.keep(&[]);
    assert_eq!(words.len(), 0);
    snapshot.warm(&|| true).unwrap();
    assert_eq!(words.len(), 0);
    snapshot.warm(&|| false).unwrap();
    assert_eq!(words.len(), 6);
}
