//! One commit of an index, held as it was: what comes after changes nothing in it.
//!
//! Words, manifest and parts are of one commit, though they lie in many files that a writer may replace at any moment: what
//! was opened is looked at again, and opened again if there has been a commit meanwhile. All files are mapped, so they
//! stay as long as somebody holds the snapshot, and many programs share them. Nothing is written, whatever is found.

use super::Trouble;
use super::commit::{Commit, Part};
use super::folder::{Folder, Mapped};
use super::manifest::Manifest;
use std::path::{Path, PathBuf};
use tantivy::{Directory as _, Index, IndexReader, ReloadPolicy, Searcher};

/// How often an index is opened anew because it changed meanwhile.
const TRIES: usize = 50;

/// The file of tantivy's commits.
const META: &str = "meta.json";

/// What the names of the files end with that every segment of ours has.
const NEEDED: [&str; 6] = ["fast", "fieldnorm", "idx", "pos", "store", "term"];

/// A commit of an index as it was.
#[derive(Clone)]
pub struct Snapshot {
    folder: PathBuf,
    commit: Commit,
    manifest: Mapped,
    parts: Vec<(Part, Mapped)>,
    searcher: Searcher,
}

impl std::fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Snapshot").field("folder", &self.folder).field("commit", &self.commit).finish_non_exhaustive()
    }
}

impl Snapshot {
    /// The newest commit of the index in `folder`.
    ///
    /// # Errors
    /// [`Trouble::Absent`] if there is none, [`Trouble::Damaged`] if it is broken, or what the system says.
    pub fn newest(folder: &Path) -> Result<Self, Trouble> {
        let mut tries = 0;
        loop {
            tries += 1;
            let before = meta(folder)?;
            let opened = Self::open(folder);
            // A file that was missing may have been collected after a commit or a merge.
            let same = || meta(folder).is_ok_and(|now| now == before);
            match opened {
                Ok((snapshot, payload)) => {
                    if tries >= TRIES || payload_of(folder).is_ok_and(|now| now.1 == payload) {
                        return Ok(snapshot);
                    }
                }
                Err(trouble) if tries >= TRIES || same() => return Err(trouble),
                Err(_) => {}
            }
        }
    }

    fn open(path: &Path) -> Result<(Self, String), Trouble> {
        let (index, payload) = payload_of(path)?;
        let folder = Folder::open(path.to_owned())?;
        let damaged = |what: String| Trouble::Damaged { folder: path.to_owned(), what };
        let commit = Commit::read(&payload).map_err(damaged)?;
        let map = |file: &super::commit::Named| {
            let mapped = folder.map(&file.name)?;
            if mapped.len() as u64 == file.bytes {
                Ok(mapped)
            } else {
                Err(damaged(format!("{} has {} bytes and should have {}", file.name, mapped.len(), file.bytes)))
            }
        };
        let manifest = map(&commit.manifest)?;
        let parts = commit.parts.iter().map(|part| Ok((part.clone(), map(&part.file)?)));
        let parts = parts.collect::<Result<Vec<_>, Trouble>>()?;
        let reader: IndexReader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()
            .map_err(|error| Trouble::of_opening(path, &error))?;
        let searcher = reader.searcher();
        // Some files are opened by tantivy only when a query wants them, which would be too late.
        let segments = searcher.segment_readers().iter().map(|segment| segment.segment_id().uuid_string());
        for name in segments.flat_map(|id| NEEDED.map(|end| format!("{id}.{end}"))) {
            index.directory().open_read(Path::new(&name)).map_err(|error| Trouble::of_opening(path, &error.into()))?;
        }
        Ok((Self { folder: path.to_owned(), commit, manifest, parts, searcher }, payload))
    }

    /// True if there has been no commit since.
    #[must_use]
    pub fn is_newest(&self) -> bool {
        let newest = payload_of(&self.folder).ok().and_then(|(_, payload)| Commit::read(&payload).ok());
        newest.is_some_and(|commit| commit.generation == self.commit.generation && commit.at == self.commit.at)
    }

    /// What belongs to it.
    #[must_use]
    pub fn commit(&self) -> &Commit {
        &self.commit
    }

    /// What it was made from.
    ///
    /// # Errors
    /// [`Trouble::Damaged`] if the manifest is broken.
    pub fn manifest(&self) -> Result<Manifest, Trouble> {
        let name = &self.commit.manifest.name;
        Manifest::read(&self.manifest)
            .map_err(|what| Trouble::Damaged { folder: self.folder.clone(), what: format!("{name}: {what}") })
    }

    /// The parts of a kind, in the order in which they were added, with their bytes.
    pub fn parts<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = (&'a Part, &'a Mapped)> {
        self.parts.iter().filter(move |(part, _)| part.kind == kind).map(|(part, mapped)| (part, mapped))
    }

    /// All parts with their bytes.
    pub(super) fn all_parts(&self) -> &[(Part, Mapped)] {
        &self.parts
    }

    /// The bytes of the manifest.
    pub(super) fn manifest_bytes(&self) -> &Mapped {
        &self.manifest
    }

    /// The words of all statements.
    pub(super) fn searcher(&self) -> &Searcher {
        &self.searcher
    }

    /// Where it lies.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}

fn meta(folder: &Path) -> Result<Vec<u8>, Trouble> {
    let there = Folder::open(folder.to_owned())?;
    match there.atomic_read(Path::new(META)) {
        Ok(bytes) => Ok(bytes),
        Err(tantivy::directory::error::OpenReadError::FileDoesNotExist(_)) => Err(Trouble::Absent),
        Err(error) => Err(Trouble::of_opening(folder, &error.into())),
    }
}

/// The index of tantivy, and what its last commit carries; an index without a commit is none.
fn payload_of(folder: &Path) -> Result<(Index, String), Trouble> {
    let index = open(Folder::open(folder.to_owned())?)?;
    let failed = |error: tantivy::TantivyError| Trouble::of_opening(folder, &error);
    let payload = index.load_metas().map_err(failed)?.payload.ok_or(Trouble::Absent)?;
    Ok((index, payload))
}

/// Tantivy's index in a folder.
pub(super) fn open(folder: Folder) -> Result<Index, Trouble> {
    let path = folder.path().to_owned();
    let failed = |error: tantivy::TantivyError| Trouble::of_opening(&path, &error);
    if !Index::exists(&folder).map_err(|error| failed(error.into()))? {
        return Err(Trouble::Absent);
    }
    Index::open(folder).map_err(failed)
}

#[cfg(test)]
impl Snapshot {
    /// Every statement by path, number in its file and text, in this order.
    pub(crate) fn dump(&self) -> Vec<(String, u32, String)> {
        let (manifest, fields) = (self.manifest().unwrap(), super::schema::Fields::schema().1);
        let mut found = Vec::new();
        for segment in self.searcher.segment_readers() {
            let keys = segment.fast_fields().u64(super::schema::Fields::KEY).unwrap();
            let store = segment.get_store_reader(1).unwrap();
            for doc in segment.doc_ids_alive() {
                let (file, ordinal) = super::schema::of_key(keys.first(doc).unwrap());
                let path = manifest.files.iter().find(|row| row.number == file).unwrap().path.clone();
                let document: tantivy::TantivyDocument = store.get(doc).unwrap();
                let text: Vec<&str> = fields.parts(&document).iter().map(|part| part.text).collect();
                found.push((path, ordinal, text.join("\n")));
            }
        }
        found.sort();
        found
    }
}
