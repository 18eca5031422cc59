//! The index on disk as a user has it: built, killed in the middle, gone on with, verified, cleared.

use super::support::cli::{Ran, reader_at_home, reader_without_rights, start_at_home};
use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A home with a corpus beside it.
fn home(records: usize) -> (TempDir, PathBuf) {
    let home = TempDir::new().expect("a home");
    let corpus = home.path().join("corpus");
    fs::create_dir(&corpus).expect("a folder");
    let line = |number: usize| format!("{{\"title\":\"عنوان {number}\",\"text\":\"متن شمارهٔ {number}\"}}\n");
    fs::write(corpus.join("a.jsonl"), (0..records).map(line).collect::<String>()).expect("a file");
    fs::write(corpus.join("b.txt"), "حزب\n\nمتن\n").expect("a file");
    (home, corpus)
}

fn index<const N: usize>(home: &Path, command: &str, arguments: [&str; N]) -> Ran {
    let mut all = vec!["index", command];
    all.extend(arguments);
    reader_at_home(home, &all)
}

fn field(ran: &Ran, name: &str) -> serde_json::Value {
    let report: serde_json::Value = serde_json::from_str(&ran.stdout).expect("one JSON object");
    report[name].clone()
}

fn check_sound(home: &Path, corpus: &str) {
    let verified = index(home, "verify", [corpus]);
    assert_eq!((verified.code, verified.stderr.as_str()), (0, ""), "{}", verified.stdout);
}

#[test]
fn an_index_from_its_first_day_to_its_last() {
    let (home, corpus) = home(3);
    let (home, corpus) = (home.path(), corpus.to_str().unwrap());
    assert_eq!(index(home, "status", []).code, 1);
    assert_eq!(index(home, "verify", [corpus]).code, 1);
    let built = index(home, "build", ["--json", corpus]);
    assert_eq!((built.code, built.stderr.as_str()), (0, ""));
    assert_eq!(field(&built, "statements"), 4);
    check_sound(home, corpus);
    let status = index(home, "status", ["--json"]);
    assert_eq!(
        (field(&status, "statements"), field(&status, "whole"), field(&status, "files")),
        (4.into(), true.into(), 2.into())
    );
    let told = index(home, "status", [corpus]).stdout;
    assert!(told.contains("4 statements of 2 files") && told.contains(".cache/reader/index"), "{told}");
    assert_eq!(index(home, "status", ["sample"]).code, 1);
    assert_eq!(index(home, "clear", []).code, 2);
    assert_eq!(index(home, "clear", [corpus]).code, 0);
    assert_eq!(index(home, "clear", ["--all"]).code, 1);
    assert_eq!(index(home, "status", []).code, 1);
}

#[test]
fn an_index_lies_where_it_is_named_and_never_in_its_corpus() {
    let (home, corpus) = home(1);
    let (named, inside) = (home.path().join("named"), corpus.join("index"));
    let (home, corpus) = (home.path(), corpus.to_str().unwrap());
    let refused = index(home, "build", ["--index-dir", inside.to_str().unwrap(), corpus]);
    assert_eq!(refused.code, 2);
    assert!(refused.stderr.contains("which is in the corpus itself") && refused.stderr.contains("--index-dir"));
    assert!(!inside.exists());
    let built = index(home, "build", ["--index-dir", named.to_str().unwrap(), corpus]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    assert!(named.exists() && !home.join(".cache").exists());
}

#[test]
fn a_shared_index_is_read_by_those_who_cannot_write_it() {
    let (home, corpus) = home(3);
    let shared = home.path().join("shared");
    // Its mode is that of what is made in it.
    fs::create_dir(&shared).unwrap();
    let (home, corpus, shared) = (home.path(), corpus.to_str().unwrap(), shared.to_str().unwrap());
    assert_eq!(index(home, "build", ["--index-dir", shared, corpus]).code, 0);
    let other = |command: &str| reader_without_rights(home, &["index", command, "--index-dir", shared, corpus]);
    let status = other("status");
    assert_eq!((status.code, status.stderr.as_str()), (0, ""));
    assert!(status.stdout.contains("4 statements of 2 files"), "{}", status.stdout);
    let verified = other("verify");
    assert_eq!((verified.code, verified.stderr.as_str()), (0, ""), "{}", verified.stdout);
    for command in ["build", "clear"] {
        let refused = other(command);
        assert_eq!(refused.code, 2);
        assert!(refused.stderr.contains("can only be read"), "{}", refused.stderr);
    }
    check_sound_in(home, shared, corpus);
}

fn check_sound_in(home: &Path, folder: &str, corpus: &str) {
    let verified = index(home, "verify", ["--index-dir", folder, corpus]);
    assert_eq!((verified.code, verified.stderr.as_str()), (0, ""), "{}", verified.stdout);
}

#[test]
fn trouble_with_files_is_told_and_stops_nothing() {
    let (home, corpus) = home(1);
    fs::write(corpus.join("c.txt"), "").unwrap();
    let built = index(home.path(), "build", [corpus.to_str().unwrap()]);
    assert_eq!((built.code, built.stderr.as_str()), (0, "c.txt: the file is empty\n"));
    let built = index(home.path(), "build", [corpus.join("none").to_str().unwrap()]);
    assert!(built.code == 2 && built.stderr.contains("there is no such file or folder"), "{}", built.stderr);
    assert!(index(home.path(), "status", ["--json"]).stdout.lines().count() == 1);
}

#[test]
fn a_damaged_index_is_told_and_built_again() {
    let (home, corpus) = home(3);
    let (home, corpus) = (home.path(), corpus.to_str().unwrap());
    let folder = field(&index(home, "build", ["--json", corpus]), "folder");
    let folder = PathBuf::from(folder.as_str().unwrap());
    let store = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
    let store = store.into_iter().find(|path| path.extension().is_some_and(|end| end == "store")).unwrap();
    let mut bytes = fs::read(&store).unwrap();
    bytes[10] ^= 1;
    fs::write(&store, &bytes).unwrap();
    let verified = index(home, "verify", [corpus]);
    assert_eq!(verified.code, 2);
    assert!(verified.stdout.contains("has another checksum"), "{}", verified.stdout);
    fs::write(&store, &bytes[..bytes.len() / 2]).unwrap();
    let built = index(home, "build", [corpus]);
    assert_eq!(built.code, 0);
    assert!(built.stderr.contains("It was thrown away and built again."), "{}", built.stderr);
    check_sound(home, corpus);
}

#[test]
fn killed_at_any_moment_it_has_a_whole_commit_and_goes_on_from_there() {
    const RECORDS: usize = 400;
    let (fresh, _) = home(RECORDS);
    let (home, corpus) = home(RECORDS);
    let (home, corpus) = (home.path(), corpus.to_str().unwrap());
    let arguments = ["index", "build", "--progress", "--commit-every", "1000", corpus];
    let mut last = 0;
    for commits in [0, 1, 2, 4] {
        let mut child = start_at_home(home, &arguments);
        let mut lines = BufReader::new(child.stderr.take().expect("a pipe")).lines();
        let mut numbers = BTreeSet::from([last]);
        let mut number = |line: &str| {
            let statements = line.strip_prefix("commit ")?.split_once(": ")?.1.split_once(' ')?.0.parse::<u64>().ok();
            statements.map(|statements| numbers.insert(statements))
        };
        let mut seen = 0;
        while seen < commits {
            let line = lines.next().expect("a line").expect("text");
            seen += usize::from(number(&line).is_some());
        }
        child.kill().expect("it runs");
        // What was committed before the kill came through.
        for line in lines {
            let _ = number(&line.expect("text"));
        }
        child.wait().expect("it ends");
        let status = index(home, "status", ["--json", corpus]);
        if status.code == 0 && field(&status, "statements") != serde_json::Value::Null {
            last = field(&status, "statements").as_u64().expect("a number");
            // A commit may come through of which nothing could be told any more.
            assert!(numbers.contains(&last) || last > *numbers.last().expect("one"), "{last} {numbers:?}");
            check_sound(home, corpus);
        }
        assert!(last >= seen as u64, "{last} {seen}");
    }
    let built = index(home, "build", ["--json", corpus]);
    assert_eq!(built.code, 0, "{}", built.stderr);
    assert_eq!(field(&built, "statements"), RECORDS + 1);
    check_sound(home, corpus);
    let other = fresh.path().join("corpus");
    let other = index(fresh.path(), "build", ["--json", other.to_str().unwrap()]);
    assert_eq!(field(&other, "statements"), field(&built, "statements"));
}

#[test]
fn an_interrupt_ends_in_order() {
    let (home, corpus) = home(2000);
    let (home, corpus) = (home.path(), corpus.to_str().unwrap());
    let mut child = start_at_home(home, &["index", "build", "--progress", "--commit-every", "1000", corpus]);
    let mut lines = BufReader::new(child.stderr.take().expect("a pipe")).lines();
    let first = lines.by_ref().map(|line| line.expect("text")).find(|line| line.starts_with("commit "));
    assert!(first.is_some());
    let pid = rustix::process::Pid::from_child(&child);
    rustix::process::kill_process(pid, rustix::process::Signal::INT).expect("it runs");
    let told: Vec<String> = lines.map(|line| line.expect("text")).collect();
    assert_eq!(child.wait().expect("it ends").code(), Some(130));
    assert!(told.last().expect("a line").contains("broken off; "), "{told:?}");
    check_sound(home, corpus);
}
