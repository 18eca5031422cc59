//! Carries out a plan: reads, extracts, writes, commits.

use super::super::Library;
use super::super::pipeline::{self, Deal, Load, Taken};
use super::folders::Folders;
use super::plan::{How, Plan, Reading, Walked, plan, walk};
use crate::corpus::{self, FileReport, Met};
use crate::extract::Repeated;
use crate::index::{
    Commit, FileRow, Manifest, Opened, Parts, Place, Prepared, Preparer, ReportRow, SurveyRow, Trouble, Writer, schema,
};
use crate::model::{Document, Fingerprint, Statement};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How often is committed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Pace {
    /// After so many bytes of text at the latest,
    pub bytes: usize,
    /// or after so long, if there is anything new.
    pub time: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self { bytes: 64 << 20, time: Duration::from_secs(30) }
    }
}

/// How far it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Progress {
    /// Files of the corpus.
    pub corpus: usize,
    /// Files of it that stay as they are in the index.
    pub kept: usize,
    /// Files that were in the index and are gone.
    pub gone: usize,
    /// Files to be read.
    pub files: usize,
    /// Of these, files read.
    pub files_read: usize,
    /// Bytes to be read.
    pub bytes: u64,
    /// Of these, bytes read; of packed files as far as can be told.
    pub bytes_read: u64,
    /// Statements added.
    pub statements: u64,
    /// Time since the beginning.
    pub elapsed: Duration,
}

impl Progress {
    /// Bytes read in a second.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a rate is told with three digits")]
    pub fn rate(&self) -> f64 {
        self.bytes_read as f64 / self.elapsed.as_secs_f64().max(1e-6)
    }

    /// How long it will take, by the rate so far; none while that says nothing.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "an estimate")]
    pub fn left(&self) -> Option<Duration> {
        let known = self.elapsed > Duration::from_millis(500) && self.bytes_read > 0;
        let seconds = self.bytes.saturating_sub(self.bytes_read) as f64 / self.rate().max(1.0);
        known.then(|| Duration::from_secs_f64(seconds.min(1e9)))
    }
}

/// Something that happened.
#[derive(Debug)]
pub enum Step<'a> {
    /// The files were compared; nothing has been read yet.
    Planned(&'a Progress),
    /// A statement that was read, with its key in the index.
    Statement(u64, &'a Statement),
    /// The statements of the version of a file with this number go with the next commit.
    Removed(u32),
    /// Trouble with a file or a member of it, also with one that was not read again.
    Trouble(&'a ReportRow),
    /// Some more was read.
    Read(&'a Progress),
    /// What was read so far can be searched.
    Committed(&'a Commit),
}

/// Who wants to know what happens.
pub trait Follower {
    /// Something happened; breaking off keeps what was committed.
    fn step(&mut self, step: &Step<'_>) -> ControlFlow<()>;

    /// The files that belong to the next commit besides the words; `whole` if the corpus is read. Those of the last commit
    /// are gone unless they are kept.
    fn parts(&mut self, _last: &Commit, _manifest: &Manifest, _whole: bool) -> Parts<'_> {
        Parts::default()
    }
}

/// What came of it.
#[derive(Debug)]
pub struct Refreshed {
    /// The last commit.
    pub commit: Commit,
    /// What was done.
    pub progress: Progress,
    /// False if it was broken off.
    pub whole: bool,
    /// Why the index that was there was thrown away, if it was.
    pub thrown_away: Option<Trouble>,
}

impl Library {
    /// Brings the index at `place` up to date, and tells `follower` what happens.
    ///
    /// # Errors
    /// Why the index cannot be written. What was committed before stands, and the corpus can be read without.
    pub fn refresh(&self, place: &Place, pace: Pace, follower: &mut dyn Follower) -> Result<Refreshed, Trouble> {
        let start = Instant::now();
        let Opened { writer, manifest, thrown_away } = Writer::open(place)?;
        let walked = walk(self);
        let mut folders = Folders::new(self, &walked.files, &walked.prints, walked.now, &manifest.surveys);
        let plan = plan(self, &walked, &manifest, &mut folders);
        let size = |reading: &Reading| walked.prints.get(reading.index).map_or(0, |print| print.size);
        let progress = Progress {
            corpus: walked.files.len(),
            kept: plan.kept,
            gone: plan.gone.len(),
            files: plan.read.len(),
            bytes: plan.read.iter().map(size).sum(),
            elapsed: start.elapsed(),
            ..Progress::default()
        };
        let mut run = Run {
            writer,
            follower,
            folders,
            pace,
            manifest: Manifest { settings: self.settings().digest, next: manifest.next, ..Manifest::default() },
            rows: plan.rows.clone(),
            progress,
            start,
            done: 0,
            committed: Instant::now(),
            pending: 0,
            failed: None,
        };
        let whole = run.all(self, &walked, &plan, &manifest).is_continue();
        self.surveys.end();
        if let Some(trouble) = run.failed {
            return Err(trouble);
        }
        let mut progress = run.progress;
        // What was not committed is not worth waiting for.
        let commit = if whole { run.writer.end()? } else { run.writer.last().clone() };
        progress.elapsed = start.elapsed();
        Ok(Refreshed { commit, progress, whole, thrown_away })
    }

    /// Deals the documents of the files that are to be read.
    fn read_planned(&self, walked: &Walked, plan: &Plan, deal: &mut Deal<'_, Job>) {
        let load = Arc::new(Load::default());
        for reading in &plan.read {
            let Some(file) = walked.files.get(reading.index) else { continue };
            // Asked again, since a plan may be carried out for hours.
            let now = (self.clock)();
            let print = corpus::fingerprint(file).unwrap_or_default();
            let (how, mut skip) = match reading.how {
                How::Behind { number, .. } if walked.prints.get(reading.index) != Some(&print) => {
                    (How::Again(number), 0)
                }
                How::Behind { documents, .. } => (reading.how, documents),
                how => (how, 0),
            };
            let fresh = print.is_fresh(now);
            if deal(Job::Begin { reading: Reading { how, ..*reading }, print, fresh }).is_break() {
                return;
            }
            let report = corpus::read(file, None, &mut |met| match met {
                Met::Document(_) if skip > 0 => {
                    skip -= 1;
                    ControlFlow::Continue(())
                }
                Met::Document(document) => {
                    let (repeated, folder) = self.repeated(file, &document);
                    let taken = load.take(document.text.len());
                    deal(Job::Document(document, repeated, folder, taken))
                }
                Met::Member(report) => deal(Job::Report(report)),
            });
            let fresh = fresh || corpus::fingerprint(file).ok() != Some(print);
            if deal(Job::Report(report)).is_break() || deal(Job::End { fresh }).is_break() {
                return;
            }
        }
    }

    fn prepare(&self, job: Job, preparer: Preparer) -> Done {
        match job {
            Job::Begin { reading, print, fresh } => Done::Begin { reading, print, fresh },
            Job::Report(report) => Done::Report(report),
            Job::End { fresh } => Done::End { fresh },
            Job::Document(document, repeated, folder, taken) => {
                let statements = self.extractor().statements_among(&document, &self.context(), &repeated);
                let prepare = |statement| (preparer.prepare(&statement), statement);
                let statements = statements.into_iter().map(prepare).collect();
                let (bytes, read_to) = (document.text.len(), document.span.end);
                Done::Document(Box::new(Extracted { statements, folder, bytes, read_to, taken: Arc::new(taken) }))
            }
        }
    }
}

enum Job {
    Begin { reading: Reading, print: Fingerprint, fresh: bool },
    Document(Box<Document>, Arc<Repeated>, Option<String>, Taken),
    Report(FileReport),
    End { fresh: bool },
}

enum Done {
    Begin { reading: Reading, print: Fingerprint, fresh: bool },
    Document(Box<Extracted>),
    Report(FileReport),
    End { fresh: bool },
}

/// What became of a document.
struct Extracted {
    statements: Vec<(Prepared, Statement)>,
    folder: Option<String>,
    /// Bytes of its text.
    bytes: usize,
    /// Where in its file it ends.
    read_to: usize,
    taken: Arc<Taken>,
}

/// A refreshing on its way.
struct Run<'a> {
    writer: Writer,
    follower: &'a mut dyn Follower,
    folders: Folders<'a>,
    pace: Pace,
    /// Without rows.
    manifest: Manifest,
    /// Those of the files that are in the index with what was added and removed.
    rows: BTreeMap<String, FileRow>,
    progress: Progress,
    start: Instant,
    /// Bytes of the files that were read.
    done: u64,
    committed: Instant,
    /// Bytes of text since the last commit.
    pending: usize,
    failed: Option<Trouble>,
}

impl Run<'_> {
    fn all(&mut self, library: &Library, walked: &Walked, plan: &Plan, before: &Manifest) -> ControlFlow<()> {
        let progress = self.progress;
        self.tell(&Step::Planned(&progress))?;
        for report in &walked.blocked {
            self.tell(&Step::Trouble(&row_of(report)))?;
        }
        let again: BTreeSet<usize> = plan.read.iter().map(|reading| reading.index).collect();
        for (index, file) in walked.files.iter().enumerate() {
            let Some(row) = plan.rows.get(&file.relative).filter(|_| !again.contains(&index)) else { continue };
            for report in &row.reports {
                self.tell(&Step::Trouble(report))?;
            }
        }
        for number in &plan.gone {
            self.remove(*number)?;
        }
        if !plan.read.is_empty() {
            let preparer = self.writer.preparer();
            let (mut file, mut flow) = (None, ControlFlow::Continue(()));
            let deal = |deal: &mut Deal<'_, Job>| library.read_planned(walked, plan, deal);
            pipeline::run(deal, |job| library.prepare(job, preparer), &mut |done| {
                flow = self.take(walked, library, &mut file, done);
                flow
            });
            flow?;
        }
        let manifest = self.manifest();
        if manifest == *before && self.writer.last().whole {
            return ControlFlow::Continue(());
        }
        self.commit(&manifest, true)
    }

    fn take(
        &mut self,
        walked: &Walked,
        library: &Library,
        current: &mut Option<FileRow>,
        done: Done,
    ) -> ControlFlow<()> {
        match done {
            Done::Begin { reading, print, fresh } => {
                let Some(file) = walked.files.get(reading.index) else { return ControlFlow::Continue(()) };
                *current = Some(self.begin(&file.relative, reading.how, print, fresh)?);
                self.note(current.as_ref());
            }
            Done::Document(extracted) => {
                let Some(row) = current else { return ControlFlow::Continue(()) };
                let Extracted { statements, folder, bytes, read_to, taken } = *extracted;
                self.pending += bytes;
                for (prepared, statement) in statements {
                    let key = schema::key(row.number, row.statements);
                    let added = self.writer.add(key, prepared, Box::new(Arc::clone(&taken)));
                    self.checked(added)?;
                    row.statements += 1;
                    row.today = row.today.or(statement.grounds.today.then_some(library.today));
                    self.progress.statements += 1;
                    self.tell(&Step::Statement(key, &statement))?;
                }
                row.documents += 1;
                row.survey = folder.or(row.survey.take());
                self.progress.bytes_read = self.done + row.print.size.min(read_to as u64);
                self.read()?;
                if self.pending >= self.pace.bytes || self.committed.elapsed() >= self.pace.time {
                    self.note(current.as_ref());
                    let manifest = self.manifest();
                    self.commit(&manifest, false)?;
                }
            }
            Done::Report(report) => {
                let Some(row) = current else { return ControlFlow::Continue(()) };
                if !report.problems.is_empty() || !report.readable {
                    row.reports.push(row_of(&report));
                    self.tell(&Step::Trouble(&row_of(&report)))?;
                }
            }
            Done::End { fresh } => {
                let Some(row) = current.take() else { return ControlFlow::Continue(()) };
                self.done += row.print.size;
                self.progress.bytes_read = self.done;
                self.progress.files_read += 1;
                self.note(Some(&FileRow { whole: true, fresh, ..row }));
                self.read()?;
            }
        }
        ControlFlow::Continue(())
    }

    /// The row of a file that is read from now on.
    fn begin(&mut self, path: &str, how: How, print: Fingerprint, fresh: bool) -> ControlFlow<(), FileRow> {
        match (how, self.rows.get(path)) {
            (How::Behind { .. }, Some(row)) => {
                let row = FileRow { reports: Vec::new(), ..row.clone() };
                return ControlFlow::Continue(row);
            }
            (How::Again(number), _) => self.remove(number)?,
            _ => {}
        }
        let number = self.manifest.next;
        self.manifest.next += 1;
        ControlFlow::Continue(FileRow {
            path: path.to_owned(),
            print,
            number,
            statements: 0,
            documents: 0,
            whole: false,
            fresh,
            survey: None,
            today: None,
            reports: Vec::new(),
        })
    }

    /// Puts the row of a file among those of the next commit.
    fn note(&mut self, row: Option<&FileRow>) {
        if let Some(row) = row {
            self.rows.insert(row.path.clone(), row.clone());
        }
    }

    fn remove(&mut self, number: u32) -> ControlFlow<()> {
        let removed = self.writer.remove(number);
        self.checked(removed)?;
        self.tell(&Step::Removed(number))
    }

    fn read(&mut self) -> ControlFlow<()> {
        self.progress.elapsed = self.start.elapsed();
        let progress = self.progress;
        self.tell(&Step::Read(&progress))
    }

    /// The manifest of the next commit.
    fn manifest(&mut self) -> Manifest {
        let folders: BTreeSet<&String> = self.rows.values().filter_map(|row| row.survey.as_ref()).collect();
        let surveys: Vec<SurveyRow> = folders.into_iter().map(|folder| self.folders.row(folder)).collect();
        Manifest { surveys, files: self.rows.values().cloned().collect(), ..self.manifest }
    }

    fn commit(&mut self, manifest: &Manifest, whole: bool) -> ControlFlow<()> {
        let last = self.writer.last().clone();
        let parts = self.follower.parts(&last, manifest, whole);
        let committed = self.writer.commit(manifest, whole, parts).cloned();
        let commit = self.checked(committed)?;
        (self.committed, self.pending) = (Instant::now(), 0);
        self.tell(&Step::Committed(&commit))
    }

    fn tell(&mut self, step: &Step<'_>) -> ControlFlow<()> {
        self.follower.step(step)
    }

    /// What came of it, or the end of all.
    fn checked<T>(&mut self, result: Result<T, Trouble>) -> ControlFlow<(), T> {
        match result {
            Ok(value) => ControlFlow::Continue(value),
            Err(trouble) => {
                self.failed = Some(trouble);
                ControlFlow::Break(())
            }
        }
    }
}

fn row_of(report: &FileReport) -> ReportRow {
    ReportRow {
        path: report.path.clone(),
        readable: report.readable,
        problems: report.problems.iter().map(|problem| problem.0.clone()).collect(),
    }
}
