//! What pages depend on besides themselves: what was learnt of the folder that they lie in.
//!
//! A survey looks at some pages of a folder (`library::survey`). As long as these are the same files, it would learn the same,
//! and nothing is read; otherwise it is made again, and what it learns is compared.

use super::super::Library;
use super::super::survey::{chosen, folder_of};
use crate::corpus::Found;
use crate::index::SurveyRow;
use crate::model::{Digest, Fingerprint};
use std::collections::HashMap;
use std::ops::Range;

/// The folders of a corpus with what was learnt of them.
pub(super) struct Folders<'a> {
    library: &'a Library,
    /// All files, in the order of their paths.
    files: &'a [Found],
    prints: &'a [Fingerprint],
    /// When the fingerprints were taken, in nanoseconds since 1970.
    now: i64,
    /// As of the last commit.
    before: HashMap<String, SurveyRow>,
    /// What was found out since.
    current: HashMap<String, SurveyRow>,
}

impl<'a> Folders<'a> {
    pub(super) fn new(
        library: &'a Library,
        files: &'a [Found],
        prints: &'a [Fingerprint],
        now: i64,
        before: &[SurveyRow],
    ) -> Self {
        let before = before.iter().map(|row| (row.folder.clone(), row.clone())).collect();
        Self { library, files, prints, now, before, current: HashMap::new() }
    }

    /// True if a page of the file at `path` that was read by the survey of `folder` would be read the same now.
    pub(super) fn is_current(&mut self, path: &str, folder: &str) -> bool {
        let (now, pages) = folder_of(self.files, path);
        if now != folder {
            return false;
        }
        let known = self.before.get(folder).map(|row| row.learnt);
        known == Some(self.of(folder, pages).learnt)
    }

    /// What holds for a folder now, by which pages were read.
    pub(super) fn row(&mut self, folder: &str) -> SurveyRow {
        // Of any path below the folder that is no folder's own.
        let below = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let start = self.files.partition_point(|file| file.relative < below);
        let end = start
            + self.files.get(start..).unwrap_or_default().partition_point(|file| file.relative.starts_with(&below));
        self.of(folder, start..end)
    }

    fn of(&mut self, folder: &str, pages: Range<usize>) -> SurveyRow {
        if let Some(row) = self.current.get(folder) {
            return row.clone();
        }
        let digest = self.digest(pages.clone());
        let before = self.before.get(folder).filter(|row| row.pages == digest);
        let learnt = before.map_or_else(
            || self.library.learn(folder, self.files.get(pages).unwrap_or_default()).digest(),
            |row| row.learnt,
        );
        let row = SurveyRow { folder: folder.to_owned(), pages: digest, learnt };
        self.current.insert(folder.to_owned(), row.clone());
        row
    }

    /// A digest of the pages that a survey of these files looks at.
    fn digest(&self, files: Range<usize>) -> u64 {
        let mut digest = Digest::default();
        for index in chosen(files.len()).map(|index| files.start + index) {
            let (Some(file), Some(print)) = (self.files.get(index), self.prints.get(index)) else { continue };
            digest.text(&file.relative);
            print.digest(&mut digest);
            if print.is_fresh(self.now) {
                // Its fingerprint will not tell whether it has changed: the digest is to be another the next time.
                digest.write(&self.now.to_le_bytes());
            }
        }
        digest.end()
    }
}
