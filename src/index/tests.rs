//! An index as a whole: written, read meanwhile, broken in every way, thrown away.

use super::sample;
use super::*;
use crate::model::{Block, BlockRole, Fingerprint, Statement};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

fn place(home: &TempDir) -> Place {
    let base = Base { folder: home.path().join("cache"), named: false };
    Place::new(base, Identity::new(&["/corpus".into()], Vec::new()), &[], false).unwrap()
}

fn statement(text: &str) -> Statement {
    let block = Block { role: BlockRole::Paragraph, text: text.to_owned(), range: Default::default() };
    sample::statement("عنوان", vec![block])
}

fn row(number: u32, statements: u32) -> FileRow {
    FileRow {
        path: format!("{number}.txt"),
        print: Fingerprint { size: 10, ..Fingerprint::default() },
        number,
        statements,
        documents: statements,
        whole: true,
        fresh: false,
        survey: None,
        today: None,
        reports: Vec::new(),
    }
}

fn manifest(files: &[(u32, u32)]) -> Manifest {
    let files: Vec<FileRow> = files.iter().map(|(number, statements)| row(*number, *statements)).collect();
    Manifest { next: files.iter().map(|row| row.number + 1).max().unwrap_or(0), files, ..Manifest::default() }
}

fn add(writer: &mut Writer, file: u32, statements: u32) {
    for ordinal in 0..statements {
        let prepared = writer.preparer().prepare(&statement(&format!("متن {file} {ordinal}")));
        writer.add(schema::key(file, ordinal), prepared, Box::new(())).unwrap();
    }
}

/// An index of two files in two commits, with a part.
fn built(home: &TempDir) -> Place {
    let place = place(home);
    let mut writer = Writer::open(&place).unwrap().writer;
    add(&mut writer, 0, 3);
    writer.commit(&manifest(&[(0, 3)]), false, Parts::default()).unwrap();
    add(&mut writer, 1, 2);
    let rows = Parts { added: vec![("rows".to_owned(), Box::new(|out| out.write_all(b"rows")))], ..Parts::default() };
    writer.commit(&manifest(&[(0, 3), (1, 2)]), true, rows).unwrap();
    writer.end().unwrap();
    place
}

fn statements(place: &Place) -> u64 {
    Snapshot::newest(&place.folder()).unwrap().searcher().num_docs()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

#[test]
fn a_snapshot_is_one_commit_and_stays_it() {
    let home = TempDir::new().unwrap();
    assert!(matches!(Snapshot::newest(&place(&home).folder()), Err(Trouble::Absent)));
    let place = built(&home);
    let before = Snapshot::newest(&place.folder()).unwrap();
    assert_eq!(verify(&place.folder()).unwrap().damages, [""; 0]);
    let opened = Writer::open(&place).unwrap();
    assert_eq!(opened.manifest, manifest(&[(0, 3), (1, 2)]));
    assert!(opened.thrown_away.is_none());
    let mut writer = opened.writer;
    writer.remove(0).unwrap();
    add(&mut writer, 2, 1);
    assert!(before.is_newest());
    assert_eq!(statements(&place), 5);
    let commit = writer.commit(&manifest(&[(1, 2), (2, 1)]), true, Parts::default()).unwrap().clone();
    assert_eq!((commit.generation, commit.statements, commit.bytes), (3, 3, 20));
    writer.end().unwrap();
    assert_eq!(statements(&place), 3);
    // The one that was opened before is as it was, also what is no longer in the folder.
    assert!(!before.is_newest());
    assert_eq!((before.searcher().num_docs(), before.commit().generation), (5, 2));
    assert_eq!(before.manifest().unwrap(), manifest(&[(0, 3), (1, 2)]));
    let parts: Vec<&[u8]> = before.parts("rows").map(|(_, bytes)| &**bytes).collect();
    assert_eq!(parts, [b"rows"]);
    assert_eq!(verify(&place.folder()).unwrap().damages, [""; 0]);
    let ours = |path: &PathBuf| commit::is_ours(path.file_name().unwrap().to_str().unwrap());
    assert_eq!(files(&place.folder()).iter().filter(|path| ours(path)).count(), 1);
}

#[test]
fn a_part_is_kept_from_commit_to_commit_as_long_as_it_is_named() {
    let home = TempDir::new().unwrap();
    let place = built(&home);
    let mut writer = Writer::open(&place).unwrap().writer;
    let kept = Parts { kept: writer.parts().to_vec(), ..Parts::default() };
    writer.commit(&manifest(&[(0, 3), (1, 2)]), true, kept).unwrap();
    let snapshot = Snapshot::newest(&place.folder()).unwrap();
    assert_eq!(snapshot.parts("rows").map(|(_, bytes)| bytes.len()).collect::<Vec<_>>(), [4]);
    assert_eq!(snapshot.parts("other").count(), 0);
    writer.commit(&manifest(&[(0, 3), (1, 2)]), true, Parts::default()).unwrap();
    assert_eq!(Snapshot::newest(&place.folder()).unwrap().parts("rows").count(), 0);
}

#[test]
fn one_writes_and_many_read() {
    let home = TempDir::new().unwrap();
    let place = built(&home);
    let opened = Writer::open(&place).unwrap();
    assert!(matches!(Writer::open(&place), Err(Trouble::Busy { .. })));
    assert!(matches!(clear(&place.of_corpus()), Err(Trouble::Busy { .. })));
    assert_eq!(statements(&place), 5);
    drop(opened);
    Writer::open(&place).unwrap();
}

#[test]
fn a_reader_finds_a_whole_commit_whatever_the_writer_does() {
    let home = TempDir::new().unwrap();
    let place = built(&home);
    let folder = place.folder();
    std::thread::scope(|scope| {
        let reading = scope.spawn(|| {
            let mut generations = Vec::new();
            while generations.last() != Some(&12) {
                let snapshot = Snapshot::newest(&folder).unwrap();
                let expected = snapshot.commit().statements;
                assert_eq!(snapshot.searcher().num_docs(), expected);
                assert_eq!(snapshot.manifest().unwrap().statements(), expected);
                generations.push(snapshot.commit().generation);
            }
            generations.is_sorted()
        });
        let mut writer = Writer::open(&place).unwrap().writer;
        let mut files = vec![(0, 3), (1, 2)];
        for number in 2..12 {
            add(&mut writer, number, number);
            files.push((number, number));
            if number % 3 == 0 {
                let (gone, _) = files.remove(0);
                writer.remove(gone).unwrap();
            }
            writer.commit(&manifest(&files), number == 11, Parts::default()).unwrap();
        }
        writer.end().unwrap();
        assert!(reading.join().unwrap());
    });
}

#[test]
fn what_was_not_committed_was_never_there() {
    let home = TempDir::new().unwrap();
    let place = built(&home);
    let mut writer = Writer::open(&place).unwrap().writer;
    writer.remove(0).unwrap();
    add(&mut writer, 2, 4);
    drop(writer);
    assert_eq!(statements(&place), 5);
    let before = files(&place.folder()).len();
    let writer = Writer::open(&place).unwrap();
    assert_eq!(writer.manifest, manifest(&[(0, 3), (1, 2)]));
    assert!(files(&place.folder()).len() <= before);
}

/// Every file that a commit is made of, broken by `damage`: this is found, at the latest by verifying.
fn check_damage(damage: impl Fn(&Path), found_when_opened: bool) {
    let home = TempDir::new().unwrap();
    let sound = built(&home).folder();
    for file in files(&sound) {
        let name = file.file_name().unwrap().to_str().unwrap();
        // Who only reads does not need the list of tantivy's files.
        if name.ends_with(".lock") || name == ".managed.json" {
            continue;
        }
        let copy = TempDir::new().unwrap();
        for file in files(&sound) {
            fs::copy(&file, copy.path().join(file.file_name().unwrap())).unwrap();
        }
        assert_eq!(verify(copy.path()).unwrap().damages, [""; 0]);
        damage(&copy.path().join(name));
        let opened = Snapshot::newest(copy.path());
        let found = matches!(opened, Err(Trouble::Damaged { .. } | Trouble::Absent));
        assert!(found || !found_when_opened, "{name}: {opened:?}");
        let verdict = verify(copy.path());
        assert!(!verdict.as_ref().is_ok_and(|verdict| verdict.damages.is_empty()), "{name}: {verdict:?}");
    }
}

#[test]
fn what_is_missing_or_cut_is_found_when_opened() {
    check_damage(|file| fs::remove_file(file).unwrap(), true);
    check_damage(|file| fs::write(file, "").unwrap(), true);
    let half = |file: &Path| {
        let bytes = fs::read(file).unwrap();
        fs::write(file, &bytes[..bytes.len() / 2]).unwrap();
    };
    check_damage(half, true);
}

#[test]
fn a_flipped_bit_is_found_by_verifying() {
    let flip = |file: &Path| {
        let mut bytes = fs::read(file).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 0x10;
        fs::write(file, bytes).unwrap();
    };
    check_damage(flip, false);
}

#[test]
fn a_damaged_index_is_begun_again() {
    for name in ["meta.json", "manifest-2"] {
        for content in [&b"garbage"[..], b"{}", b"", b"{\"segments\":[],\"schema\":[],\"opstamp\":1,\"payload\":\"x\"}"]
        {
            let home = TempDir::new().unwrap();
            let place = built(&home);
            fs::write(place.folder().join(name), content).unwrap();
            let Opened { mut writer, manifest: known, thrown_away } = Writer::open(&place).unwrap();
            assert!(thrown_away.is_some_and(|trouble| matches!(trouble, Trouble::Damaged { .. })), "{name}");
            assert_eq!(known, Manifest::default());
            add(&mut writer, 0, 1);
            writer.commit(&manifest(&[(0, 1)]), true, Parts::default()).unwrap();
            writer.end().unwrap();
            assert_eq!(statements(&place), 1);
            assert_eq!(verify(&place.folder()).unwrap().damages, [""; 0]);
        }
    }
}

#[test]
fn a_full_disk_is_told_and_the_last_commit_stands() {
    let mut failures = 0;
    for room in [0, 1, 100, 1_000, 5_000, 20_000] {
        let home = TempDir::new().unwrap();
        let place = built(&home);
        let mut writer = Writer::open(&place).unwrap().writer;
        writer.limit(room);
        let mut write = || -> Result<(), Trouble> {
            for ordinal in 0..200 {
                let prepared = writer.preparer().prepare(&statement(&format!("متن {ordinal}")));
                writer.add(schema::key(2, ordinal), prepared, Box::new(()))?;
            }
            writer.commit(&manifest(&[(0, 3), (1, 2), (2, 200)]), true, Parts::default()).map(|_| ())
        };
        match write() {
            Ok(()) => assert_eq!(statements(&place), 205),
            Err(trouble) => {
                assert!(matches!(trouble, Trouble::Full { .. }), "{room}: {trouble:?}");
                drop(writer);
                assert_eq!(statements(&place), 5);
                failures += 1;
            }
        }
        assert_eq!(verify(&place.folder()).unwrap().damages, [""; 0]);
        // With room again, it goes on.
        let opened = Writer::open(&place).unwrap();
        assert!(opened.thrown_away.is_none());
    }
    assert!(failures >= 4, "{failures}");
}

#[test]
fn a_part_that_cannot_be_written_is_no_commit() {
    let home = TempDir::new().unwrap();
    let place = built(&home);
    let mut writer = Writer::open(&place).unwrap().writer;
    let broken = Parts {
        added: vec![("rows".to_owned(), Box::new(|_| Err(ErrorKind::StorageFull.into())))],
        ..Parts::default()
    };
    assert!(matches!(writer.commit(&manifest(&[]), true, broken), Err(Trouble::Full { .. })));
    drop(writer);
    assert_eq!(Snapshot::newest(&place.folder()).unwrap().commit().generation, 2);
    let mut writer = Writer::open(&place).unwrap().writer;
    writer.commit(&manifest(&[(0, 3), (1, 2)]), true, Parts::default()).unwrap();
}
