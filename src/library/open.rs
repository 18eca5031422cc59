//! Streams a corpus: one thread reads, several extract, the caller gets everything in order (`pipeline`).

use super::pipeline::{self, Deal, Load, Taken};
use super::{Inspection, Library};
use crate::corpus::{self, FileReport, Met};
use crate::extract::Repeated;
use crate::model::{Document, Statement};
use std::ops::ControlFlow;
use std::sync::Arc;

/// What is met on the way through a corpus, in its order.
#[derive(Clone, PartialEq, Debug)]
pub enum Found {
    /// What was seen in a document, before its statements; only where that was asked for.
    Inspection(Inspection),
    /// A statement.
    Statement(Box<Statement>),
    /// The end of a file or of a member of an archive, after its statements; or a place that could not be read.
    File(FileReport),
}

enum Job {
    Document(Box<Document>, Arc<Repeated>, Taken),
    File(FileReport),
}

enum Done<T> {
    Document(T, Taken),
    File(FileReport),
}

/// What comes of a corpus, in its order.
pub(super) enum Came<T> {
    /// What was made of the statements of a document.
    Document(T),
    /// The end of a file or of a member of an archive; or a place that could not be read.
    File(FileReport),
}

impl Library {
    /// Reads the whole corpus and hands what it finds to `progress` until that breaks off.
    pub fn open(&self, progress: &mut dyn FnMut(Found) -> ControlFlow<()>) {
        self.stream(&|_, statements| statements, &mut |came| match came {
            Came::Document(statements) => each_of(statements, progress),
            Came::File(report) => progress(Found::File(report)),
        });
    }

    /// Does the same and looks for damage in every document.
    pub fn open_inspecting(&self, progress: &mut dyn FnMut(Found) -> ControlFlow<()>) {
        let inspect = |document: &Document, statements: Vec<Statement>| {
            let inspection = Inspection::of(document, &statements);
            (inspection, statements)
        };
        self.stream(&inspect, &mut |came| match came {
            Came::Document((inspection, statements)) => {
                progress(Found::Inspection(inspection))?;
                each_of(statements, progress)
            }
            Came::File(report) => progress(Found::File(report)),
        });
    }

    /// Has the extracting threads make something of the statements of each document, and hands that on in the order of the corpus.
    pub(super) fn stream<T: Send>(
        &self,
        make: &(impl Fn(&Document, Vec<Statement>) -> T + Sync),
        progress: &mut dyn FnMut(Came<T>) -> ControlFlow<()>,
    ) {
        let work = |job| match job {
            Job::Document(document, repeated, taken) => {
                let statements = self.extractor().statements_among(&document, &self.context(), &repeated);
                Done::Document(make(&document, statements), taken)
            }
            Job::File(report) => Done::File(report),
        };
        pipeline::run(|deal| self.read(deal), work, &mut |done| match done {
            Done::Document(made, _taken) => progress(Came::Document(made)),
            Done::File(report) => progress(Came::File(report)),
        });
    }

    /// Deals the documents of all files; ends when nobody listens any more.
    fn read(&self, deal: &mut Deal<'_, Job>) {
        let load = Arc::new(Load::default());
        let files = corpus::discover(&self.roots, self.options.walk);
        self.surveys.begin(&files);
        for found in files {
            let report = match found {
                Ok(file) => corpus::read(&file, None, &mut |met| match met {
                    Met::Document(document) => {
                        let (repeated, _) = self.repeated(&file, &document);
                        let taken = load.take(document.text.len());
                        deal(Job::Document(document, repeated, taken))
                    }
                    Met::Member(report) => deal(Job::File(report)),
                }),
                Err(report) => report,
            };
            if deal(Job::File(report)).is_break() {
                break;
            }
        }
        self.surveys.end();
    }
}

fn each_of(statements: Vec<Statement>, progress: &mut dyn FnMut(Found) -> ControlFlow<()>) -> ControlFlow<()> {
    statements.into_iter().try_for_each(|statement| progress(Found::Statement(Box::new(statement))))
}

#[cfg(test)]
mod tests {
    use super::super::Options;
    use super::*;
    use std::fs;

    fn corpus(files: usize, records: usize) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in 0..files {
            let lines: String = (0..records)
                .map(|record| format!("{{\"title\":\"{file}-{record}\",\"text\":\"one two\"}}\n"))
                .collect();
            fs::write(folder.path().join(format!("{file:03}.jsonl")), lines).unwrap();
        }
        folder
    }

    fn open(folder: &tempfile::TempDir, most: usize) -> Vec<String> {
        let library = Library::new(vec![folder.path().to_path_buf()], Options::default());
        let mut told = Vec::new();
        library.open(&mut |found| {
            told.push(match found {
                Found::Inspection(inspection) => format!("{} looked through", inspection.path),
                Found::Statement(statement) => statement.title,
                Found::File(report) => format!("{} {}", report.path, report.documents),
            });
            if told.len() < most { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        told
    }

    #[test]
    fn statements_come_in_the_order_of_the_corpus() {
        let folder = corpus(3, 2);
        fs::write(folder.path().join("001.txt"), "").unwrap();
        let expected =
            ["0-0", "0-1", "000.jsonl 2", "1-0", "1-1", "001.jsonl 2", "001.txt 0", "2-0", "2-1", "002.jsonl 2"];
        assert_eq!(open(&folder, usize::MAX), expected);
    }

    #[test]
    fn more_than_the_channels_hold_comes_in_order() {
        let told = open(&corpus(2, 500), usize::MAX);
        let expected: Vec<_> = (0..2)
            .flat_map(|file| {
                (0..500).map(move |record| format!("{file}-{record}")).chain([format!("{file:03}.jsonl 500")])
            })
            .collect();
        assert_eq!(told, expected);
    }

    #[test]
    fn it_stops_when_asked() {
        assert_eq!(open(&corpus(20, 100), 3), ["0-0", "0-1", "0-2"]);
    }

    #[test]
    fn an_empty_corpus_ends() {
        assert!(open(&tempfile::tempdir().unwrap(), usize::MAX).is_empty());
    }
}
