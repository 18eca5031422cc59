//! An index is kept up to date: it holds what a new one would hold, and no more is read for it than must be.

use super::super::{Library, Options};
use super::*;
use crate::index::{Base, Place, Snapshot, Trouble, Writer, verify};
use crate::model::Day;
use std::fs;
use std::ops::ControlFlow;
use std::path::Path;
use tempfile::TempDir;

/// A corpus with an index beside it.
struct Corpus {
    home: TempDir,
}

/// What a refreshing did: what it was told, and how many files it read.
struct Done {
    refreshed: Refreshed,
    told: Vec<String>,
}

/// Notes what happens, and breaks off after so many commits.
struct Notes {
    told: Vec<String>,
    commits_left: usize,
}

impl Follower for Notes {
    fn step(&mut self, step: &Step<'_>) -> ControlFlow<()> {
        match step {
            Step::Trouble(report) => self.told.push(format!("{}: {}", report.path, report.problems.join("; "))),
            Step::Statement(_, statement) => self.told.push(statement.path.clone()),
            Step::Committed(_) => {
                self.commits_left -= 1;
                if self.commits_left == 0 {
                    return ControlFlow::Break(());
                }
            }
            _ => {}
        }
        ControlFlow::Continue(())
    }
}

const EVERY: Pace = Pace { bytes: 1, time: std::time::Duration::MAX };

impl Corpus {
    fn new(files: &[(&str, &str)]) -> Self {
        let corpus = Self { home: TempDir::new().unwrap() };
        fs::create_dir(corpus.home.path().join("corpus")).unwrap();
        files.iter().for_each(|(name, text)| corpus.write(name, text));
        corpus
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.home.path().join("corpus").join(name)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// The library as of a time when no file is fresh.
    fn library(&self) -> Library {
        let library = Library::new(vec![self.home.path().join("corpus")], Options::default());
        Library { clock: || now() + 5_000_000_000, ..library }
    }

    fn place(&self, name: &str) -> Place {
        self.library().index_place(Base { folder: self.home.path().join(name), named: true }).unwrap()
    }

    fn refresh_with(&self, library: &Library, pace: Pace, commits: usize) -> Done {
        let mut notes = Notes { told: Vec::new(), commits_left: commits };
        let refreshed = library.refresh(&self.place("index"), pace, &mut notes).unwrap();
        Done { refreshed, told: notes.told }
    }

    fn refresh(&self) -> Done {
        self.refresh_with(&self.library(), Pace::default(), usize::MAX)
    }

    fn held(&self) -> Vec<(String, u32, String)> {
        Snapshot::newest(&self.place("index").folder()).unwrap().dump()
    }

    /// The index is sound and holds what a new one does; `read` were read for it, as often as they have statements.
    #[track_caller]
    fn check(&self, read: &[&str]) {
        let done = self.refresh();
        assert_eq!(done.told, read);
        self.check_fresh();
    }

    #[track_caller]
    fn check_fresh(&self) {
        let place = self.place("fresh");
        let mut notes = Notes { told: Vec::new(), commits_left: usize::MAX };
        self.library().refresh(&place, Pace::default(), &mut notes).unwrap();
        assert_eq!(self.held(), Snapshot::newest(&place.folder()).unwrap().dump());
        assert_eq!(verify(&self.place("index").folder()).unwrap().damages, [""; 0]);
        fs::remove_dir_all(self.home.path().join("fresh")).unwrap();
    }
}

fn records(numbers: std::ops::Range<u32>) -> String {
    numbers.map(|number| format!("{{\"title\":\"عنوان {number}\",\"text\":\"متن {number}\"}}\n")).collect()
}

#[test]
fn only_what_has_changed_is_read() {
    let corpus =
        Corpus::new(&[("a.txt", "one\n\nthe first"), ("b.jsonl", &records(0..3)), ("c/d.txt", "two\n\nthe second")]);
    corpus.check(&["a.txt", "b.jsonl", "b.jsonl", "b.jsonl", "c/d.txt"]);
    let before = Snapshot::newest(&corpus.place("index").folder()).unwrap();
    corpus.check(&[]);
    assert!(before.is_newest());
    // New, changed, gone, touched, renamed, and a file that is a folder now.
    corpus.write("a0.txt", "new\n\nthe third");
    corpus.check(&["a0.txt"]);
    corpus.write("b.jsonl", &records(1..3));
    corpus.check(&["b.jsonl", "b.jsonl"]);
    fs::remove_file(corpus.path("a.txt")).unwrap();
    corpus.check(&[]);
    fs::File::options().write(true).open(corpus.path("a0.txt")).unwrap().set_modified(std::time::UNIX_EPOCH).unwrap();
    corpus.check(&["a0.txt"]);
    fs::rename(corpus.path("a0.txt"), corpus.path("z.txt")).unwrap();
    corpus.check(&["z.txt"]);
    fs::remove_file(corpus.path("z.txt")).unwrap();
    corpus.write("z.txt/inner.txt", "inner\n\nthe fourth");
    corpus.check(&["z.txt/inner.txt"]);
    fs::remove_dir_all(corpus.path("")).unwrap();
    fs::create_dir(corpus.path("")).unwrap();
    corpus.check(&[]);
    assert_eq!(corpus.held(), []);
    assert_eq!(before.dump().len(), 5);
}

#[test]
fn trouble_is_told_again_without_reading() {
    let corpus = Corpus::new(&[("a.txt", ""), ("b.txt", "x\n\ny")]);
    std::os::unix::fs::symlink("nowhere", corpus.path("broken")).unwrap();
    let told = corpus.refresh().told;
    let again = corpus.refresh();
    assert_eq!(again.refreshed.progress.kept, 2);
    assert!(told.contains(&"a.txt: the file is empty".to_owned()) && told.contains(&"b.txt".to_owned()), "{told:?}");
    let sorted = |mut told: Vec<String>| {
        told.retain(|told| told != "b.txt");
        told.sort();
        told
    };
    let (told, again) = (sorted(told), sorted(again.told));
    assert_eq!(again, told);
    assert_eq!(again.len(), 2);
}

#[test]
fn a_file_that_was_read_as_it_was_written_is_read_once_more() {
    let corpus = Corpus::new(&[("a.txt", "one\n\nbody")]);
    // As if the file had been written this very moment.
    let library = Library { clock: || 0, ..corpus.library() };
    corpus.refresh_with(&library, Pace::default(), usize::MAX);
    assert_eq!(corpus.refresh().told, ["a.txt"]);
    assert_eq!(corpus.refresh().told, [""; 0]);
}

#[test]
fn other_settings_read_all_again_also_after_a_kill() {
    let corpus = Corpus::new(&[("a.txt", "one\n\nbody"), ("b.txt", "two\n\nbody")]);
    corpus.refresh();
    corpus.write("reader.toml", "[defaults]\nparty = \"x\"\n");
    let done = corpus.refresh_with(&corpus.library(), EVERY, 1);
    assert!(!done.refreshed.whole);
    assert_eq!(done.told, ["a.txt"]);
    // What was committed with the new settings is not read again.
    let told = corpus.refresh().told;
    assert_eq!(told.last().map(String::as_str), Some("b.txt"));
    corpus.check(&[]);
}

#[test]
fn pages_are_read_again_when_their_folder_teaches_something_else() {
    const BODY: &str = "بند که تنها برای آزمون نوشته شده است و خبری در آن نیست، اما آن اندازه دراز است که متن شمرده شود و نه عنوان و نه چیز دیگر، و پس از آن نقطه می‌آید.";
    let page =
        |name: &str| format!("رستک نمونه\n\nسخنی دربارهٔ {name} و آینده\n\n{name} نام این {BODY}\n\nرستک نمونه دیگر\n");
    let corpus = Corpus::new(&[("a/1.txt", &page("بهار")), ("a/2.txt", &page("تابان"))]);
    corpus.check(&["a/1.txt", "a/2.txt"]);
    // The third page of a folder is the first that teaches, and makes it a folder of its own.
    corpus.write("a/3.txt", &page("پارسا"));
    corpus.check(&["a/1.txt", "a/2.txt", "a/3.txt"]);
    assert!(corpus.held().iter().all(|(_, _, text)| !text.contains("رستک")));
    // One more changes the counts, and what was read by them is read by them again, even after a kill.
    corpus.write("a/4.txt", &page("چشمه"));
    let done = corpus.refresh_with(&corpus.library(), EVERY, 2);
    assert_eq!(done.told, ["a/1.txt", "a/2.txt"]);
    assert_eq!(corpus.refresh().told.last().map(String::as_str), Some("a/4.txt"));
    corpus.check(&[]);
}

#[test]
fn a_long_file_is_gone_on_with_behind_the_last_commit() {
    let corpus = Corpus::new(&[("a.jsonl", &records(0..200))]);
    let mut last = 0;
    for commits in [1, 3, 7] {
        let done = corpus.refresh_with(&corpus.library(), EVERY, commits);
        assert!(!done.refreshed.whole && !done.refreshed.commit.whole);
        assert_eq!(corpus.held().len() as u64, done.refreshed.commit.statements);
        assert_eq!(done.refreshed.commit.statements, last + commits as u64);
        last = done.refreshed.commit.statements;
    }
    let done = corpus.refresh();
    assert_eq!(done.told.len() as u64, 200 - last);
    corpus.check(&[]);
    // One that has changed meanwhile is not.
    let corpus = Corpus::new(&[("a.jsonl", &records(0..20))]);
    corpus.refresh_with(&corpus.library(), EVERY, 3);
    corpus.write("a.jsonl", &records(5..20));
    assert_eq!(corpus.refresh().told.len(), 15);
    corpus.check(&[]);
}

#[test]
fn a_date_that_rests_on_today_is_found_again_on_another_day() {
    let corpus =
        Corpus::new(&[("a.txt", "سخنی دربارهٔ بهار\n\nشنبه ۵ مهر\n\nمتن"), ("b.txt", "سخنی\n\n۵ مهر ۱۴۰۰\n\nمتن")]);
    let on = |day: &str| Library { today: Day::parse_iso(day).unwrap(), ..corpus.library() };
    let told = |day: &str| corpus.refresh_with(&on(day), Pace::default(), usize::MAX).told;
    assert_eq!(told("2026-11-21"), ["a.txt", "b.txt"]);
    assert_eq!(told("2026-11-21"), [""; 0]);
    assert_eq!(told("2026-11-22"), ["a.txt"]);
    assert_eq!(told("2026-11-22"), [""; 0]);
    // All of a long file would be read for a few dates: it keeps the day.
    let record = |text: &str| format!("{{\"title\":\"سخنی در شنبه ۵ مهر\",\"text\":\"{text}\"}}\n");
    corpus.write("c.jsonl", &(0..9).map(|_| record(&"متن ".repeat(200_000))).collect::<String>());
    assert_eq!(told("2026-11-22").len(), 9);
    let manifest = Snapshot::newest(&corpus.place("index").folder()).unwrap().manifest().unwrap();
    assert_eq!(manifest.file("c.jsonl").unwrap().today, Day::parse_iso("2026-11-22"));
    assert_eq!(told("2026-11-23"), ["a.txt"]);
}

#[test]
fn a_damaged_index_is_built_again_and_told() {
    let corpus = Corpus::new(&[("a.txt", "one\n\nbody")]);
    assert!(corpus.refresh().refreshed.thrown_away.is_none());
    let meta = corpus.place("index").folder().join("meta.json");
    fs::write(meta, "garbage").unwrap();
    let done = corpus.refresh();
    assert!(matches!(done.refreshed.thrown_away, Some(Trouble::Damaged { .. })));
    assert_eq!(done.told, ["a.txt"]);
    corpus.check(&[]);
}

#[test]
fn who_cannot_write_is_told_why() {
    let corpus = Corpus::new(&[("a.txt", "one\n\nbody")]);
    corpus.refresh();
    let mut notes = Notes { told: Vec::new(), commits_left: usize::MAX };
    let writing = Writer::open(&corpus.place("index")).unwrap();
    let busy = corpus.library().refresh(&corpus.place("index"), Pace::default(), &mut notes);
    assert!(matches!(busy, Err(Trouble::Busy { .. })));
    drop(writing);
    let inside = corpus.library().index_place(Base { folder: corpus.path("index"), named: true });
    assert!(matches!(inside, Err(Trouble::Inside { .. })));
    assert!(!Path::new(&corpus.path("index")).exists());
}
