//! What has to be read of a corpus, by what was read of it before.

use super::super::Library;
use super::folders::Folders;
use crate::corpus::{self, FileReport, Found};
use crate::index::{FileRow, Manifest};
use crate::model::Fingerprint;
use std::collections::BTreeMap;
use std::time::{SystemTime, UNIX_EPOCH};

/// Bytes of a file that is read again every day because a date in it rests on what day it is. In a longer one the day on which
/// it was read goes on to count, as the nearer one to when it was written: all of it would be read for a few of its dates.
const LONGEST_OF_A_DAY: u64 = 8 << 20;

/// The files of a corpus as they are now.
pub(super) struct Walked {
    /// The files, in the order of their paths.
    pub(super) files: Vec<Found>,
    /// What the system says of each; of one that it says nothing of, nothing.
    pub(super) prints: Vec<Fingerprint>,
    /// Places that could not be looked into.
    pub(super) blocked: Vec<FileReport>,
    /// When it was looked, in nanoseconds since 1970.
    pub(super) now: i64,
}

/// What is to be done.
pub(super) struct Plan {
    /// The files to read, by their place among those walked, in this order.
    pub(super) read: Vec<Reading>,
    /// The rows of the files that are in the index now, by path, without those that are gone.
    pub(super) rows: BTreeMap<String, FileRow>,
    /// The numbers of the files that are gone.
    pub(super) gone: Vec<u32>,
    /// How many files stay as they are.
    pub(super) kept: usize,
}

/// A file to read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Reading {
    /// Its place among those walked.
    pub(super) index: usize,
    /// How it is read.
    pub(super) how: How,
}

/// How a file is read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum How {
    /// It is new.
    New,
    /// It takes the place of the version with this number.
    Again(u32),
    /// As many of its documents are in the index already.
    Behind {
        /// The number of this version of it.
        number: u32,
        /// Documents to pass over.
        documents: u32,
    },
}

/// Now, in nanoseconds since 1970.
pub(in crate::library) fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_nanos()).unwrap_or(i64::MAX)
}

/// Walks the corpus.
pub(super) fn walk(library: &Library) -> Walked {
    let now = (library.clock)();
    let found = corpus::discover(&library.roots, library.options.walk);
    library.surveys.begin(&found);
    let (mut files, mut blocked) = (Vec::with_capacity(found.len()), Vec::new());
    for found in found {
        match found {
            Ok(file) => files.push(file),
            Err(report) => blocked.push(report),
        }
    }
    let prints = files.iter().map(|file| corpus::fingerprint(file).unwrap_or_default()).collect();
    Walked { files, prints, blocked, now }
}

/// Compares what is there with what was read.
pub(super) fn plan(library: &Library, walked: &Walked, manifest: &Manifest, folders: &mut Folders<'_>) -> Plan {
    let same_settings = manifest.settings == library.settings().digest;
    let mut old: BTreeMap<&str, &FileRow> = manifest.files.iter().map(|row| (row.path.as_str(), row)).collect();
    let (mut read, mut rows, mut kept) = (Vec::new(), BTreeMap::new(), 0);
    for (index, (file, print)) in walked.files.iter().zip(&walked.prints).enumerate() {
        let Some(row) = old.remove(file.relative.as_str()) else {
            read.push(Reading { index, how: How::New });
            continue;
        };
        let same = same_settings
            && row.print == *print
            && !row.fresh
            && Fingerprint::default() != *print
            && row.today.is_none_or(|day| day == library.today || row.print.size > LONGEST_OF_A_DAY)
            && row.survey.as_ref().is_none_or(|folder| folders.is_current(&file.relative, folder));
        // Whatever is committed before it has been read again, it is still to be read again.
        rows.insert(file.relative.clone(), FileRow { fresh: row.fresh || !same, ..row.clone() });
        let how = match (same, row.whole) {
            (true, true) => {
                kept += 1;
                continue;
            }
            (true, false) => How::Behind { number: row.number, documents: row.documents },
            (false, _) => How::Again(row.number),
        };
        read.push(Reading { index, how });
    }
    Plan { read, rows, gone: old.values().map(|row| row.number).collect(), kept }
}
