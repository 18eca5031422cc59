//! Streams a corpus: one thread reads, several extract, the caller gets everything in order.
//!
//! Documents are dealt to the extracting threads in turn and collected in turn, so the order is
//! that of the files whatever the threads do. A few documents wait before and after each thread, and no
//! more than [`IN_FLIGHT`] bytes of text are on their way; a slow caller slows the reader down, and
//! nothing piles up.

use super::{Inspection, Library};
use crate::corpus::{self, FileReport, Met};
use crate::extract::Repeated;
use crate::model::{Document, Statement};
use std::ops::ControlFlow;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;

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

/// How many documents wait before and after each extracting thread.
const WAITING: usize = 4;

/// Bytes of text on their way at most, unless one document alone is longer; a statement takes about six times its text.
const IN_FLIGHT: usize = 16 << 20;

/// Counts the bytes that are on their way.
#[derive(Debug, Default)]
struct Load {
    bytes: Mutex<usize>,
    lighter: Condvar,
}

impl Load {
    /// Waits until there is room for `bytes`, and takes it; the guard gives it back.
    fn take(self: &Arc<Self>, bytes: usize) -> Taken {
        let taken = self.bytes.lock().unwrap_or_else(PoisonError::into_inner);
        let full = |taken: &mut usize| *taken > 0 && *taken + bytes > IN_FLIGHT;
        let mut taken = self.lighter.wait_while(taken, full).unwrap_or_else(PoisonError::into_inner);
        *taken += bytes;
        Taken { load: Arc::clone(self), bytes }
    }
}

/// Room taken of a [`Load`].
#[derive(Debug)]
struct Taken {
    load: Arc<Load>,
    bytes: usize,
}

impl Drop for Taken {
    fn drop(&mut self) {
        *self.load.bytes.lock().unwrap_or_else(PoisonError::into_inner) -= self.bytes;
        self.load.lighter.notify_one();
    }
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
        let threads = thread::available_parallelism().map_or(2, usize::from).clamp(1, 8);
        thread::scope(|scope| {
            let (mut jobs, mut results) = (Vec::new(), Vec::new());
            for _ in 0..threads {
                let (job_in, job_out) = sync_channel(WAITING);
                let (done_in, done_out) = sync_channel(WAITING);
                jobs.push(job_in);
                results.push(done_out);
                scope.spawn(move || self.extract(&job_out, &done_in, make));
            }
            scope.spawn(move || self.read(&jobs));
            collect(results, progress);
        });
    }

    /// Deals the documents of all files in turn; ends when nobody listens any more.
    fn read(&self, jobs: &[SyncSender<Job>]) {
        let mut turns = jobs.iter().cycle();
        let load = Arc::new(Load::default());
        let mut deal = |job| match turns.next().map(|turn| turn.send(job)) {
            Some(Ok(())) => ControlFlow::Continue(()),
            _ => ControlFlow::Break(()),
        };
        let files = corpus::discover(&self.roots, self.options.walk);
        self.surveys.begin(&files);
        for found in files {
            let report = match found {
                Ok(file) => corpus::read(&file, None, &mut |met| match met {
                    Met::Document(document) => {
                        let repeated = self.repeated(&file, &document);
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

    fn extract<T>(
        &self,
        jobs: &Receiver<Job>,
        results: &SyncSender<Done<T>>,
        make: &impl Fn(&Document, Vec<Statement>) -> T,
    ) {
        let context = self.context();
        for job in jobs {
            let done = match job {
                Job::Document(document, repeated, taken) => {
                    let statements = self.extractor().statements_among(&document, &context, &repeated);
                    Done::Document(make(&document, statements), taken)
                }
                Job::File(report) => Done::File(report),
            };
            if results.send(done).is_err() {
                return;
            }
        }
    }
}

fn each_of(statements: Vec<Statement>, progress: &mut dyn FnMut(Found) -> ControlFlow<()>) -> ControlFlow<()> {
    statements.into_iter().try_for_each(|statement| progress(Found::Statement(Box::new(statement))))
}

/// Collects in the order in which the jobs were dealt.
///
/// Dropping the receivers on leaving is what ends the other threads.
fn collect<T>(results: Vec<Receiver<Done<T>>>, progress: &mut dyn FnMut(Came<T>) -> ControlFlow<()>) {
    for turn in results.iter().cycle() {
        let flow = match turn.recv() {
            Ok(Done::Document(made, _taken)) => progress(Came::Document(made)),
            Ok(Done::File(report)) => progress(Came::File(report)),
            // The one whose turn it is has no more: all is done.
            Err(_) => return,
        };
        if flow.is_break() {
            return;
        }
    }
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
    fn what_is_on_its_way_stays_within_bounds() {
        let load = Arc::new(Load::default());
        let most = Arc::new(Mutex::new(0));
        thread::scope(|scope| {
            for bytes in [IN_FLIGHT + 1, IN_FLIGHT / 2, IN_FLIGHT / 2 + 1, 1, IN_FLIGHT, 7] {
                let (load, most) = (Arc::clone(&load), Arc::clone(&most));
                scope.spawn(move || {
                    let taken = load.take(bytes);
                    let now = *load.bytes.lock().unwrap();
                    // One alone may be longer than the bound; several together never are.
                    assert!(now <= IN_FLIGHT || now == bytes);
                    let mut most = most.lock().unwrap();
                    *most = now.max(*most);
                    drop(taken);
                });
            }
        });
        assert_eq!(*load.bytes.lock().unwrap(), 0);
        assert_eq!(*most.lock().unwrap(), IN_FLIGHT + 1);
    }

    #[test]
    fn an_empty_corpus_ends() {
        assert!(open(&tempfile::tempdir().unwrap(), usize::MAX).is_empty());
    }
}
