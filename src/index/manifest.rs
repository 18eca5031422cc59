//! What an index was made from: every file of the corpus as it was read, and what its statements depend on besides.
//!
//! One file for each commit. Lines of JSON: what holds for all, then one for each survey of a folder and one for each file of the
//! corpus in the order of their paths, and a digest of all that at the end. A manifest that is not whole is none. Which files
//! are to be read again by it is not known here.

use crate::model::{Day, Digest, Fingerprint};
use serde::{Deserialize, Serialize};
use std::io::{self, Write};

/// All that is known of what was read.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Manifest {
    /// Digest of the settings that the corpus was read by.
    pub settings: u64,
    /// The number that the next version of a file gets; numbers are never used again.
    pub next: u32,
    /// What was learnt of folders, by which pages were read.
    pub surveys: Vec<SurveyRow>,
    /// The files, in the order of their paths.
    pub files: Vec<FileRow>,
}

/// What was learnt of the pages of a folder.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SurveyRow {
    /// The folder; the corpus itself is the empty one.
    #[serde(rename = "survey")]
    pub folder: String,
    /// Digest of the pages that were looked at, by path and fingerprint.
    pub pages: u64,
    /// Digest of what they have in common.
    pub learnt: u64,
}

/// A file of the corpus as it was read.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct FileRow {
    /// Its path from the corpus root.
    pub path: String,
    /// What the system said of it before it was read.
    pub print: Fingerprint,
    /// The number of this version of it, which is the upper half of the keys of its statements.
    pub number: u32,
    /// How many statements of it are in the index.
    pub statements: u32,
    /// How many documents these were made of.
    pub documents: u32,
    /// False while there is more of it to read.
    pub whole: bool,
    /// True if it may have changed without another fingerprint, so that it is to be read again.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub fresh: bool,
    /// The folder whose survey its pages were read by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub survey: Option<String>,
    /// The day that dates in it were counted from because nothing else was known.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "day")]
    pub today: Option<Day>,
    /// Files and members with trouble.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reports: Vec<ReportRow>,
}

/// Trouble with a file or with a member of it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ReportRow {
    /// Its path from the corpus root.
    pub path: String,
    /// False if it could not be read at all.
    pub readable: bool,
    /// What was wrong.
    pub problems: Vec<String>,
}

/// What holds for all files.
#[derive(Serialize, Deserialize)]
struct Head {
    settings: u64,
    next: u32,
    surveys: usize,
    files: usize,
}

/// The last line.
#[derive(Serialize, Deserialize)]
struct Tail {
    digest: u64,
}

impl Manifest {
    /// The row of a file.
    #[must_use]
    pub fn file(&self, path: &str) -> Option<&FileRow> {
        let at = self.files.binary_search_by(|row| row.path.as_str().cmp(path)).ok()?;
        self.files.get(at)
    }

    /// How many statements there are in all.
    #[must_use]
    pub fn statements(&self) -> u64 {
        self.files.iter().map(|row| u64::from(row.statements)).sum()
    }

    /// Writes it.
    ///
    /// # Errors
    /// Whatever `out` answers.
    pub(super) fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut out = Digesting { out, digest: Digest::default() };
        let (surveys, files) = (self.surveys.len(), self.files.len());
        line(&mut out, &Head { settings: self.settings, next: self.next, surveys, files })?;
        self.surveys.iter().try_for_each(|row| line(&mut out, row))?;
        self.files.iter().try_for_each(|row| line(&mut out, row))?;
        let digest = out.digest.end();
        line(&mut out, &Tail { digest })
    }

    /// Reads it.
    ///
    /// # Errors
    /// What is wrong with it, as the part of a sentence.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, String> {
        let body = bytes.strip_suffix(b"\n").ok_or("it is cut off")?;
        let end = memchr::memrchr(b'\n', body).map_or(0, |at| at + 1);
        let (body, tail) = bytes.split_at_checked(end).ok_or("it is cut off")?;
        let tail: Tail = serde_json::from_slice(tail).map_err(|_| "it is cut off")?;
        if tail.digest != Digest::of(body) {
            return Err("its digest is another".to_owned());
        }
        let mut lines = body.split_inclusive(|byte| *byte == b'\n');
        let told = |error: serde_json::Error| error.to_string();
        let head: Head = serde_json::from_slice(lines.next().unwrap_or_default()).map_err(told)?;
        let surveys = lines.by_ref().take(head.surveys).map(serde_json::from_slice).collect::<Result<_, _>>();
        let files = lines.map(serde_json::from_slice).collect::<Result<Vec<_>, _>>();
        let (surveys, files) = (surveys.map_err(told)?, files.map_err(told)?);
        if files.len() != head.files {
            return Err("it names another number of files".to_owned());
        }
        Ok(Self { settings: head.settings, next: head.next, surveys, files })
    }
}

fn line(mut out: &mut dyn Write, row: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut out, row)?;
    out.write_all(b"\n")
}

/// Passes bytes on and takes them into a digest.
pub(super) struct Digesting<'a> {
    pub(super) out: &'a mut dyn Write,
    pub(super) digest: Digest,
}

impl Write for Digesting<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.digest.write(bytes.get(..written).unwrap_or(bytes));
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// A day as ISO 8601.
mod day {
    use crate::model::Day;
    use serde::{Deserialize, Deserializer, Serializer};

    #[expect(clippy::ref_option, reason = "the form that serde asks for")]
    pub(super) fn serialize<S: Serializer>(day: &Option<Day>, serializer: S) -> Result<S::Ok, S::Error> {
        match day {
            Some(day) => serializer.collect_str(day),
            None => serializer.serialize_none(),
        }
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Day>, D::Error> {
        let text = Option::<String>::deserialize(deserializer)?;
        Ok(text.and_then(|text| Day::parse_iso(&text)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest() -> Manifest {
        let print = Fingerprint { size: 12, modified: -3, changed: 1 << 60, inode: u64::MAX };
        let file = |path: &str, number| FileRow {
            path: path.to_owned(),
            print,
            number,
            statements: 2,
            documents: 1,
            whole: true,
            fresh: false,
            survey: None,
            today: None,
            reports: Vec::new(),
        };
        let trouble = ReportRow {
            path: "حزب/b.tar/x".to_owned(),
            readable: false,
            problems: vec!["is \"cut\"\n off".to_owned()],
        };
        let day = Day::parse_iso("2026-11-21");
        let second = FileRow {
            whole: false,
            fresh: true,
            survey: Some(String::new()),
            today: day,
            reports: vec![trouble],
            ..file("حزب/b.tar", 7)
        };
        Manifest {
            settings: u64::MAX,
            next: 8,
            surveys: vec![SurveyRow { folder: "a".to_owned(), pages: 1, learnt: 2 }],
            files: vec![file("a.txt", 3), second],
        }
    }

    fn written(manifest: &Manifest) -> Vec<u8> {
        let mut bytes = Vec::new();
        manifest.write(&mut bytes).unwrap();
        bytes
    }

    #[test]
    fn what_is_written_is_read() {
        for manifest in [Manifest::default(), manifest()] {
            assert_eq!(Manifest::read(&written(&manifest)).unwrap(), manifest);
        }
        assert_eq!(manifest().statements(), 4);
        assert_eq!(manifest().file("حزب/b.tar").map(|row| row.number), Some(7));
        assert_eq!(manifest().file("b"), None);
    }

    #[test]
    fn whatever_is_broken_is_refused() {
        let whole = written(&manifest());
        for length in 0..whole.len() {
            assert!(Manifest::read(&whole[..length]).is_err(), "{length}");
        }
        for at in 0..whole.len() {
            let mut bytes = whole.clone();
            bytes[at] ^= 1;
            assert!(Manifest::read(&bytes).is_err(), "{at}");
        }
    }
}
