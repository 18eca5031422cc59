//! Every statement of a corpus that answers a query, in the order of the corpus.
//!
//! By reading it all: each statement is asked by the thread that extracted it. An index answers the same behind the same call.
//! Words are looked for in their forms first. Only where no statement answers, and a word of the query is in none of them in any form,
//! the corpus is read once more with that word taken loosely; so what was handed on is never taken back.

use super::open::Came;
use super::{Entry, Library};
use crate::corpus::FileReport;
use crate::model::{Document, Statement};
use crate::search::answer::{Asked, Score};
use crate::search::page::{Lit, Page};
use crate::search::query::{Expr, Manner, Parties, Query, Unlisted};
use crate::search::term::{Hit, Reach};
use std::collections::HashMap;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A statement that answers.
#[derive(Clone, PartialEq, Debug)]
pub struct Answered {
    /// The statement.
    pub statement: Box<Statement>,
    /// Number in the order of the corpus, from 0.
    pub index: usize,
    /// Number of its file among those that have statements, from 0.
    pub file: u32,
    /// Number among the statements of its file, from 0.
    pub ordinal: usize,
    /// How well it answers.
    pub score: Score,
    /// Where, in the order of its text.
    pub hits: Vec<Lit>,
}

impl Answered {
    /// What a list keeps of it.
    #[must_use]
    pub fn entry(&self) -> Entry {
        Entry::of(&self.statement).placed(self.file, self.ordinal)
    }
}

/// What comes of a search on its way.
#[derive(Clone, PartialEq, Debug)]
pub enum Looked {
    /// A statement that answers.
    Answered(Answered),
    /// So many statements have been looked at; often, so that a search without an answer can be broken off and shown.
    Passed(usize),
    /// The words are taken loosely from here on: no statement has them in any form.
    Loosely(Vec<String>),
    /// The end of a file, in the first reading; or a place that could not be read.
    File(FileReport),
}

/// What is known of a search when all has been looked at.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SearchEnd {
    /// Statements looked at.
    pub statements: usize,
    /// Statements that answered.
    pub answered: usize,
    /// Names of parties in the query that mean none, neither a listed one nor one of a statement.
    pub unknown_parties: Vec<String>,
    /// Statements that would answer as well if what is in quotation marks might be spelt in any way.
    pub other_spellings: usize,
    /// Where nothing answered with its words in their forms: how many statements would answer each of the other queries.
    pub others: Vec<usize>,
}

/// What is asked of a corpus.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// The query.
    pub query: &'a Query,
    /// The parties that it may name: those of [`Library::parties`].
    pub parties: &'a Parties,
    /// What it may have been meant to be, if nothing answers: only counted.
    pub others: &'a [Query],
}

impl Library {
    /// Hands every statement that answers a query to `progress`, in the order of the corpus, until that breaks off.
    ///
    /// Memory does not grow with the corpus.
    pub fn search(&self, question: Question<'_>, progress: &mut dyn FnMut(Looked) -> ControlFlow<()>) -> SearchEnd {
        let Question { query, parties, others } = question;
        let asked = Asked::new(query, parties);
        let respelt = respelt(query);
        let respelt = respelt.as_ref().map(|query| Asked::new(query, parties));
        let unknown = asked.unknown_parties();
        let unmet = unknown.iter().map(|name| (name.to_string(), parties.unlisted(name))).collect();
        let first = Reading {
            asked: &asked,
            respelt: respelt.as_ref(),
            others: &[],
            counted: Vec::new(),
            reach: &[],
            seen: Mutex::new(vec![false; asked.terms().len()]),
            unmet: Mutex::new(unmet),
            other_spellings: AtomicUsize::new(0),
        };
        let (mut end, flow) = self.ask(&first, &mut *progress);
        end.unknown_parties = locked(&first.unmet).iter().map(|(name, _)| name.clone()).collect();
        end.other_spellings = first.other_spellings.load(Ordering::Relaxed);
        let looser = asked.looser(&locked(&first.seen));
        if flow.is_break() || end.answered > 0 || (looser.is_none() && others.is_empty()) {
            return end;
        }
        let reach = looser.unwrap_or_default();
        let loose = asked.terms().iter().zip(&reach).filter(|(_, reach)| **reach == Reach::Loose);
        let words: Vec<String> = loose.map(|(term, _)| term.typed().to_owned()).collect();
        let others: Vec<Asked<'_>> = others.iter().map(|query| Asked::new(query, parties)).collect();
        let counted = others.iter().map(|_| AtomicUsize::new(0)).collect();
        let second = Reading { reach: &reach, respelt: None, others: &others, counted, ..first };
        let mut once_more = |looked| match looked {
            // Told in the first reading.
            Looked::File(_) => ControlFlow::Continue(()),
            looked => progress(looked),
        };
        // Whether any answer will come is not known yet, but whoever waits is told why it takes longer.
        if words.is_empty() || once_more(Looked::Loosely(words)).is_continue() {
            end.answered = self.ask(&second, &mut once_more).0.answered;
            end.others = second.counted.iter().map(|number| number.load(Ordering::Relaxed)).collect();
        }
        end
    }

    /// Reads the corpus once.
    fn ask(
        &self,
        reading: &Reading<'_>,
        progress: &mut dyn FnMut(Looked) -> ControlFlow<()>,
    ) -> (SearchEnd, ControlFlow<()>) {
        let mut end = SearchEnd::default();
        let mut flow = ControlFlow::Continue(());
        // The number of each file that is being read, and how many statements it has so far.
        let mut in_file: HashMap<String, (u32, usize)> = HashMap::new();
        let mut files = 0;
        let look = |document: &Document, statements: Vec<Statement>| {
            (document.path.clone(), statements.len(), reading.look(statements))
        };
        self.stream(&look, &mut |came| {
            flow = match came {
                Came::Document((path, number, answers)) => {
                    let first = end.statements;
                    let (file, in_file) = in_file.entry(path).or_insert_with(|| {
                        files += 1;
                        (files - 1, 0)
                    });
                    let (file, before) = (*file, *in_file);
                    *in_file += number;
                    end.statements += number;
                    end.answered += answers.len();
                    let answered = |(number, statement, (score, hits))| {
                        let (index, ordinal) = (first + number, before + number);
                        Looked::Answered(Answered { statement, index, file, ordinal, score, hits })
                    };
                    answers
                        .into_iter()
                        .map(answered)
                        .chain([Looked::Passed(end.statements)])
                        .try_for_each(&mut *progress)
                }
                Came::File(report) => {
                    in_file.remove(&report.path);
                    progress(Looked::File(report))
                }
            };
            flow
        });
        (end, flow)
    }
}

/// How well a statement answers, and where.
type Placed = (Score, Vec<Lit>);

/// One reading of the corpus, shared by the threads that extract.
struct Reading<'a> {
    asked: &'a Asked<'a>,
    respelt: Option<&'a Asked<'a>>,
    others: &'a [Asked<'a>],
    /// Statements that answer each of the others.
    counted: Vec<AtomicUsize>,
    reach: &'a [Reach],
    /// The terms that some statement has.
    seen: Mutex<Vec<bool>>,
    /// The names of parties that nothing was called so far.
    unmet: Mutex<Vec<(String, Unlisted)>>,
    other_spellings: AtomicUsize,
}

impl Reading<'_> {
    /// Those of the statements of a document that answer, by their number.
    fn look(&self, statements: Vec<Statement>) -> Vec<(usize, Box<Statement>, Placed)> {
        let mut answers = Vec::new();
        for (ordinal, statement) in statements.into_iter().enumerate() {
            self.meet_parties(&statement);
            let answer = self.answer(&statement);
            answers.extend(answer.map(|answer| (ordinal, Box::new(statement), answer)));
        }
        answers
    }

    fn answer(&self, statement: &Statement) -> Option<Placed> {
        if self.asked.terms().is_empty() {
            return self.asked.answer(statement, &[]).map(|answer| (answer.score, Vec::new()));
        }
        let page = Page::of(statement);
        let found = self.asked.look(&page, self.reach);
        self.see(&found);
        let answer = self.asked.answer(statement, &found);
        for (other, counted) in self.others.iter().zip(&self.counted) {
            let answers = other.answer(statement, &other.look(&page, &[])).is_some();
            counted.fetch_add(usize::from(answers), Ordering::Relaxed);
        }
        if let Some(respelt) = self.respelt
            && answer.is_none()
            && respelt.answer(statement, &respelt.look(&page, &[])).is_some()
        {
            self.other_spellings.fetch_add(1, Ordering::Relaxed);
        }
        answer.map(|answer| (answer.score, page.lit(&answer.hits)))
    }

    fn see(&self, found: &[Vec<Hit>]) {
        if found.iter().all(Vec::is_empty) {
            return;
        }
        for (seen, hits) in locked(&self.seen).iter_mut().zip(found) {
            *seen |= !hits.is_empty();
        }
    }

    fn meet_parties(&self, statement: &Statement) {
        let mut unmet = locked(&self.unmet);
        if !unmet.is_empty() {
            let named = || statement.party.iter().chain(&statement.parties);
            unmet.retain(|(_, meant)| !named().any(|party| meant.is(&party.id.0, &party.name)));
        }
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The query with what is in quotation marks in any spelling; none if nothing is.
fn respelt(query: &Query) -> Option<Query> {
    let mut respelt = query.clone();
    query.wanted().iter().any(|sought| sought.how == Manner::Spelt).then(|| {
        respell(&mut respelt.root);
        respelt
    })
}

fn respell(expr: &mut Expr) {
    let any = |how: &mut Manner| {
        if *how == Manner::Spelt {
            *how = Manner::Phrase;
        }
    };
    match expr {
        Expr::All(parts) | Expr::Any(parts) => parts.iter_mut().for_each(respell),
        Expr::Text(sought) => any(&mut sought.how),
        Expr::Near(near) => near.parts.iter_mut().for_each(|sought| any(&mut sought.how)),
        // What must not be there is meant as it is spelt.
        Expr::Not(_) | Expr::Field(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::super::Options;
    use super::*;
    use std::fs;

    fn library(files: &[(&str, &str)]) -> (tempfile::TempDir, Library) {
        let folder = tempfile::tempdir().unwrap();
        for (name, content) in files {
            fs::write(folder.path().join(name), content).unwrap();
        }
        let library = Library::new(vec![folder.path().to_path_buf()], Options::default());
        (folder, library)
    }

    /// What comes of a query: titles, words that became loose, and the end.
    fn found(library: &Library, query: &str) -> (String, SearchEnd) {
        let (query, parties, mut told) = (library.parse_query(query), library.parties(), Vec::new());
        let others = [library.parse_query(";jhf"), library.parse_query("کتاب")];
        let question = Question { query: &query, parties: &parties, others: &others };
        let end = library.search(question, &mut |looked| {
            match looked {
                Looked::Answered(answered) => {
                    told.push(format!("{}:{}", answered.index, answered.statement.title));
                    let entry = answered.entry();
                    assert_eq!((entry.key >> 32, Some(entry.ordinal)), (u64::from(answered.file), entry.item));
                }
                Looked::Loosely(words) => told.push(format!("loosely {}", words.join(","))),
                Looked::File(_) => told.push("|".to_owned()),
                Looked::Passed(_) => {}
            }
            ControlFlow::Continue(())
        });
        (told.join(" "), end)
    }

    fn check(files: &[(&str, &str)], query: &str, expected: &str) {
        let (_folder, library) = library(files);
        assert_eq!(found(&library, query).0, expected, "{query}");
    }

    const FILES: [(&str, &str); 2] = [
        ("a.jsonl", "{\"title\":\"t0\",\"text\":\"کارگران شهر\"}\n{\"title\":\"t1\",\"text\":\"كتاب نو\"}\n"),
        ("b.jsonl", "{\"title\":\"t2\",\"text\":\"کتاب کهنه\"}\n{\"title\":\"کتاب t3\",\"text\":\"کتاب\"}\n"),
    ];

    #[test]
    fn answers_come_in_the_order_of_the_corpus() {
        check(&FILES, "کتاب", "1:t1 | 2:t2 3:کتاب t3 |");
        check(&FILES, "کتاب -نو", "| 2:t2 3:کتاب t3 |");
        check(&FILES, "path:b.jsonl", "| 2:t2 3:کتاب t3 |");
        check(&FILES, "", "0:t0 1:t1 | 2:t2 3:کتاب t3 |");
    }

    #[test]
    fn words_that_are_nowhere_are_taken_loosely_where_nothing_answers() {
        check(&FILES, "کارگ", "| | loosely کارگ 0:t0");
        check(&FILES, "کارگ شهر", "| | loosely کارگ 0:t0");
        // All of its words are there, only not together.
        check(&FILES, "کهنه نو", "| |");
        // Another answer is there.
        check(&FILES, "کارگ OR نو", "1:t1 | |");
        check(&FILES, "wibble", "| | loosely wibble");
        check(&FILES, "-کتاب -شهر wibble*", "| |");
    }

    #[test]
    fn other_queries_are_counted_where_nothing_answers() {
        let (_folder, library) = library(&FILES);
        assert_eq!(found(&library, "wibble").1.others, [0, 3]);
        assert_eq!(found(&library, "wibble*").1.others, [0, 3]);
        assert_eq!(found(&library, "کارگ").1.others, [0, 3]);
        assert!(found(&library, "نو").1.others.is_empty());
    }

    #[test]
    fn other_spellings_of_a_quotation_are_counted() {
        let (_folder, library) = library(&FILES);
        let spellings = |query| {
            let (_, end) = found(&library, query);
            (end.answered, end.other_spellings)
        };
        assert_eq!(spellings("\"كتاب\""), (1, 2));
        assert_eq!(spellings("\"كتاب\" نو"), (1, 0));
        assert_eq!(spellings("کتاب"), (3, 0));
        assert_eq!(spellings("-\"كتاب\" شهر"), (1, 0));
    }

    #[test]
    fn parties_are_meant_by_the_names_that_texts_give_them() {
        let record = |title: &str, party: &str| {
            format!("{{\"title\":\"{title}\",\"party\":\"{party}\",\"text\":\"نشست هفتگی برگزار شد.\"}}\n")
        };
        let records = [record("a", "حزب زنبق کوهستان"), record("b", "حزب دشت سبز"), record("c", "")].concat();
        let (_folder, library) = library(&[("a.jsonl", &records)]);
        let check = |query, expected: &str, unknown: &[&str]| {
            let (told, end) = found(&library, query);
            assert_eq!(
                (told.as_str(), end.unknown_parties),
                (expected, unknown.iter().map(|&name| name.into()).collect())
            );
        };
        check("party:زنبق", "0:a |", &[]);
        check("party:\"حزب زنبق كوهستان\"", "0:a |", &[]);
        check("-party:زنبق has:party", "1:b |", &[]);
        check("party:یاس,دشت", "1:b |", &["یاس"]);
        check("party:یاس", "|", &["یاس"]);
    }

    #[test]
    fn it_stops_when_asked() {
        let (_folder, library) = library(&FILES);
        let mut times = 0;
        let parties = library.parties();
        fn question<'a>(query: &'a Query, parties: &'a Parties) -> Question<'a> {
            Question { query, parties, others: &[] }
        }
        library.search(question(&library.parse_query("کتاب"), &parties), &mut |_| {
            times += 1;
            ControlFlow::Break(())
        });
        assert_eq!(times, 1);
        // Also where nothing has answered.
        times = 0;
        library.search(question(&library.parse_query("wibble"), &parties), &mut |_| {
            times += 1;
            ControlFlow::Break(())
        });
        assert_eq!(times, 1);
    }
}
