//! `reader index build`: an index made or brought up to date, with progress for whoever watches.
//!
//! A signal breaks it off in order and what was committed stays; a second one ends the program at once, which is as safe.

use super::told::{count, size, span};
use super::{failure, opened};
use crate::cli::args::{BuildPace, Corpus, IndexPlace};
use crate::cli::complain;
use crate::cli::report::{self, Ending, Failure, written};
use crate::index::{Place, ReportRow};
use crate::library::{Follower, Pace, Progress, Refreshed, Step};
use crate::output::json;
use crate::output::plain::clean;
use serde_json::json;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::flag;
use std::io::{self, IsTerminal, Write};
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// How often a line of progress is drawn anew.
const REDRAWN: Duration = Duration::from_millis(100);

/// Builds the index of a corpus.
pub(super) fn build(corpus: &Corpus, options: &IndexPlace, build: &BuildPace) -> report::Outcome {
    let (library, place) = opened(corpus, options)?;
    if library.roots().iter().all(|root| !root.exists()) {
        let roots = library.roots().iter().take(3).map(|root| root.display().to_string()).collect::<Vec<_>>();
        return Err(Failure::new(format!("cannot read {}: there is no such file or folder.", roots.join(", "))));
    }
    for problem in library.settings().problems() {
        complain(&format!("{}\n", clean(&problem.to_string())));
    }
    let heard = hear().map_err(|error| Failure::new(format!("cannot listen for signals: {error}.")))?;
    let terminal = io::stderr().is_terminal();
    let mut watcher = Watcher {
        heard: Arc::clone(&heard),
        shown: if terminal {
            Shown::Line
        } else if build.progress {
            Shown::Lines
        } else {
            Shown::Nothing
        },
        drawn: None,
        unreadable: false,
    };
    let usual = Pace::default();
    let pace = Pace { bytes: build.commit_every.unwrap_or(usual.bytes), ..usual };
    let refreshed = library.refresh(&place, pace, &mut watcher);
    watcher.clear();
    let refreshed = refreshed.map_err(|trouble| failure(&trouble))?;
    if let Some(trouble) = &refreshed.thrown_away {
        complain(&format!("reader: {trouble} It was thrown away and built again.\n"));
    }
    if !refreshed.whole {
        let kept = count(refreshed.commit.statements, "statement", "statements");
        complain(&format!("reader: broken off; {kept} can be searched, and the next time goes on from there.\n"));
        return Ok(match heard.load(Ordering::SeqCst) {
            0 => Ending::Failed,
            signal if signal == SIGINT as usize => Ending::Interrupted,
            signal => Ending::Signalled(i32::try_from(signal).unwrap_or(SIGTERM)),
        });
    }
    let mut out = io::stdout().lock();
    let told = if options.json { told_json(&mut out, &place, &refreshed) } else { told(&mut out, &place, &refreshed) };
    written(told.map(|()| match refreshed.commit.statements {
        _ if watcher.unreadable => Ending::Failed,
        0 => Ending::Nothing,
        _ => Ending::Done,
    }))
}

/// The signal that was heard, if there was one.
fn hear() -> io::Result<Arc<AtomicUsize>> {
    let (heard, again) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicBool::new(false)));
    for signal in [SIGINT, SIGTERM, SIGHUP] {
        flag::register_conditional_shutdown(signal, 128 + signal, Arc::clone(&again))?;
        flag::register(signal, Arc::clone(&again))?;
        flag::register_usize(signal, Arc::clone(&heard), signal as usize)?;
    }
    Ok(heard)
}

fn told(out: &mut dyn Write, place: &Place, refreshed: &Refreshed) -> io::Result<()> {
    let Refreshed { commit, progress, .. } = refreshed;
    let statements = count(commit.statements, "statement", "statements");
    writeln!(out, "{statements} of {} in {}", count(commit.files, "file", "files"), place.folder().display())?;
    let (files, gone) = (progress.files as u64, progress.gone as u64);
    let mut done: Vec<String> = Vec::new();
    if files > 0 {
        let added = count(progress.statements, "statement", "statements");
        done.push(format!("read {} ({}, {added})", count(files, "file", "files"), size(progress.bytes)));
    }
    if gone > 0 {
        done.push(format!("took out {}", count(gone, "file", "files")));
    }
    if done.is_empty() {
        done.push("nothing has changed".to_owned());
    }
    let rate = if files > 0 { format!(", {}/s", size(rate(progress))) } else { String::new() };
    writeln!(out, "{}; {}{rate}", done.join(", "), span(progress.elapsed))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "bytes in a second, told with three digits"
)]
fn rate(progress: &Progress) -> u64 {
    progress.rate() as u64
}

fn told_json(out: &mut dyn Write, place: &Place, refreshed: &Refreshed) -> io::Result<()> {
    let Refreshed { commit, progress, thrown_away, .. } = refreshed;
    let report = json!({
        "folder": place.folder().display().to_string(),
        "statements": commit.statements,
        "files": commit.files,
        "bytes": commit.bytes,
        "generation": commit.generation,
        "kept": progress.kept,
        "read": progress.files,
        "gone": progress.gone,
        "added": progress.statements,
        "bytes_read": progress.bytes_read,
        "seconds": progress.elapsed.as_secs_f64(),
        "thrown_away": thrown_away.as_ref().map(ToString::to_string),
    });
    out.write_all(json::line(&report).as_bytes())
}

/// How progress is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    /// As one line that is drawn anew.
    Line,
    /// As lines, one for each commit.
    Lines,
    /// Not at all.
    Nothing,
}

struct Watcher {
    heard: Arc<AtomicUsize>,
    shown: Shown,
    drawn: Option<Instant>,
    unreadable: bool,
}

impl Watcher {
    /// Takes the line of progress off the screen.
    fn clear(&mut self) {
        if self.drawn.take().is_some() {
            complain("\r\x1b[K");
        }
    }

    fn draw(&mut self, progress: &Progress) {
        if self.shown != Shown::Line || self.drawn.is_some_and(|drawn| drawn.elapsed() < REDRAWN) {
            return;
        }
        self.drawn = Some(Instant::now());
        let left = progress.left().map_or_else(String::new, |left| format!(", {} left", span(left)));
        complain(&format!(
            "\r\x1b[K{} of {} files, {} of {}, {}/s{left}",
            progress.files_read,
            progress.files,
            size(progress.bytes_read),
            size(progress.bytes),
            size(rate(progress)),
        ));
    }

    fn trouble(&mut self, report: &ReportRow) {
        self.clear();
        self.unreadable |= !report.readable;
        for problem in &report.problems {
            complain(&format!("{}: {}\n", clean(&report.path), clean(problem)));
        }
    }
}

impl Follower for Watcher {
    fn step(&mut self, step: &Step<'_>) -> ControlFlow<()> {
        match step {
            Step::Trouble(report) => self.trouble(report),
            Step::Read(progress) => self.draw(progress),
            Step::Planned(progress) if self.shown == Shown::Lines => {
                let (files, size) = (count(progress.files as u64, "file", "files"), size(progress.bytes));
                complain(&format!(
                    "{files} to read ({size}), {} as they were, {} gone\n",
                    progress.kept, progress.gone
                ));
            }
            Step::Committed(commit) if self.shown == Shown::Lines => {
                let statements = count(commit.statements, "statement", "statements");
                complain(&format!("commit {}: {statements}\n", commit.generation));
            }
            _ => {}
        }
        if self.heard.load(Ordering::SeqCst) == 0 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    }
}
