//! Writes the index of one corpus: statements added and removed, and commits that stand whatever happens after them.
//!
//! A broken index is thrown away and begun again, since it can be made anew from the corpus. Tantivy's threads are started
//! with the first change, so that a look at an index that is up to date costs nothing.

use super::commit::{Commit, Part, Parts};
use super::folder::Folder;
use super::lock::Lock;
use super::manifest::Manifest;
use super::schema::Fields;
use super::{Place, Snapshot, Trouble, snapshot, sweep};
use crate::model::Statement;
use std::any::Any;
use std::fs;
use std::path::Path;
use std::thread;
use tantivy::indexer::IndexWriterOptions;
use tantivy::schema::document::Document;
use tantivy::{Index, IndexSettings, IndexWriter, TantivyDocument, TantivyError};

/// Threads that index at most.
const MOST_THREADS: usize = 2;

/// Bytes of words that one of them gathers before it writes them out.
const MEMORY: usize = 48 << 20;

/// An index that is open for writing, and what it holds already.
#[derive(Debug)]
pub struct Opened {
    /// The writer.
    pub writer: Writer,
    /// What the index was made from so far.
    pub manifest: Manifest,
    /// Why the old index was thrown away, if there was one and it was broken.
    pub thrown_away: Option<Trouble>,
}

/// Makes statements ready for an index; any number of threads may do so at once.
#[derive(Clone, Copy, Debug)]
pub struct Preparer(Fields);

/// A statement that is ready for an index.
pub struct Prepared(TantivyDocument);

impl std::fmt::Debug for Prepared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Prepared")
    }
}

impl Preparer {
    /// Makes a statement ready; its key is known only when it is added.
    #[must_use]
    pub fn prepare(&self, statement: &Statement) -> Prepared {
        Prepared(self.0.without_key(statement))
    }
}

/// The one who writes the index of a corpus.
pub struct Writer {
    // The order is that of the ends: first tantivy's threads, last the lock.
    writer: Option<IndexWriter<Held>>,
    index: Index,
    folder: Folder,
    commit: Commit,
    threads: usize,
    fields: Fields,
    place: Place,
    _lock: Lock,
}

impl std::fmt::Debug for Writer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Writer").field("folder", &self.folder).field("commit", &self.commit).finish_non_exhaustive()
    }
}

impl Writer {
    /// Opens the index in its place, or begins one.
    ///
    /// # Errors
    /// [`Trouble::Busy`] while another program writes it, [`Trouble::ReadOnly`] where nothing can be written,
    /// [`Trouble::Full`], or what the system says. A damaged index is no error.
    pub fn open(place: &Place) -> Result<Opened, Trouble> {
        place.make()?;
        let lock = Lock::take(&place.of_corpus())?;
        let path = place.folder();
        let (commit, manifest, thrown_away) = match held(&path) {
            Ok((commit, manifest)) => (commit, manifest, None),
            Err(Trouble::Absent) => (Commit::default(), Manifest::default(), None),
            Err(trouble @ Trouble::Damaged { .. }) => (Commit::default(), Manifest::default(), Some(trouble)),
            Err(trouble) => return Err(trouble),
        };
        if commit.generation == 0 {
            // What is there was never committed, or is not to be trusted.
            empty(&path).map_err(Trouble::of_system(path.clone()))?;
        }
        let folder = Folder::open(path.clone())?;
        let index = if commit.generation == 0 {
            let made = Index::create(folder.clone(), Fields::schema().0, IndexSettings::default());
            made.map_err(|error| written(&folder, &error))?
        } else {
            snapshot::open(folder.clone())?
        };
        Fields::register(&index);
        sweep::sweep(&folder, &commit);
        let threads = thread::available_parallelism().map_or(1, usize::from).clamp(1, MOST_THREADS);
        let place = place.clone();
        let writer =
            Self { writer: None, place, index, folder, commit, threads, fields: Fields::schema().1, _lock: lock };
        Ok(Opened { writer, manifest, thrown_away })
    }

    /// The last commit.
    #[must_use]
    pub fn last(&self) -> &Commit {
        &self.commit
    }

    /// What makes statements ready for it.
    #[must_use]
    pub fn preparer(&self) -> Preparer {
        Preparer(self.fields)
    }

    /// The parts of the last commit.
    #[must_use]
    pub fn parts(&self) -> &[Part] {
        &self.commit.parts
    }

    /// The bytes of the parts of the last commit are read here.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Adds a statement under its key ([`super::schema::key`]); `held` is kept until it has been taken in, which may be after this returns.
    ///
    /// # Errors
    /// What went wrong since the last commit, which stands.
    pub fn add(&mut self, key: u64, statement: Prepared, held: Box<dyn Any + Send + Sync>) -> Result<(), Trouble> {
        let mut document = statement.0;
        self.fields.add_key(&mut document, key);
        let document = Held { document, _held: held };
        let added = self.begun()?.add_document(document).map(|_| ());
        added.map_err(|error| self.broken(&error))
    }

    /// Removes all statements of a version of a file, by its number, that were committed or added before.
    ///
    /// # Errors
    /// As of [`Self::add`].
    pub fn remove(&mut self, file: u32) -> Result<(), Trouble> {
        let term = self.fields.of_file(file);
        self.begun()?.delete_term(term);
        Ok(())
    }

    /// Commits what was added and removed: one step for the words, the manifest and the parts.
    ///
    /// # Errors
    /// What the system says; then the last commit stands, and this writer is of no more use.
    pub fn commit(&mut self, manifest: &Manifest, whole: bool, parts: Parts<'_>) -> Result<&Commit, Trouble> {
        let next = self.commit.next(&self.folder, manifest, whole, parts);
        let next = next.map_err(Trouble::of_system(self.folder.path().to_owned()))?;
        let payload = serde_json::to_string(&next).unwrap_or_default();
        let committed = self.begun()?.prepare_commit().and_then(|mut prepared| {
            prepared.set_payload(&payload);
            prepared.commit()
        });
        committed.map_err(|error| self.broken(&error))?;
        self.commit = next;
        sweep::sweep(&self.folder, &self.commit);
        Ok(&self.commit)
    }

    /// Waits until what tantivy still puts in order is done. What was not committed is lost. Once the index is whole, those of
    /// other versions beside it are removed: nobody needs them, and they are large.
    ///
    /// # Errors
    /// As of [`Self::add`]. What was committed stands all the same.
    pub fn end(mut self) -> Result<Commit, Trouble> {
        if let Some(writer) = self.writer.take() {
            writer.wait_merging_threads().map_err(|error| written(&self.folder, &error))?;
        }
        for folder in self.place.other_versions().iter().filter(|_| self.commit.whole) {
            // What cannot be removed takes room and does no harm.
            let _ = fs::remove_dir_all(folder);
        }
        Ok(self.commit.clone())
    }

    fn begun(&mut self) -> Result<&mut IndexWriter<Held>, Trouble> {
        if self.writer.is_none() {
            let options = IndexWriterOptions::builder()
                .num_worker_threads(self.threads)
                .memory_budget_per_thread(MEMORY)
                .num_merge_threads(1)
                .build();
            let writer = self.index.writer_with_options(options);
            self.writer = Some(writer.map_err(|error| written(&self.folder, &error))?);
        }
        self.writer.as_mut().ok_or(Trouble::Absent)
    }

    /// Why a write failed. Tantivy's threads are ended, with all that waits for them and what is held by that.
    fn broken(&mut self, error: &TantivyError) -> Trouble {
        self.writer = None;
        written(&self.folder, error)
    }

    /// Has every write fail after so many bytes more.
    #[cfg(test)]
    pub(super) fn limit(&self, bytes: u64) {
        self.folder.limit(bytes);
    }
}

/// What the index in a folder holds, if it is whole enough to go on with.
fn held(folder: &Path) -> Result<(Commit, Manifest), Trouble> {
    let snapshot = Snapshot::newest(folder)?;
    let manifest = snapshot.manifest()?;
    let damaged = |what: &str| Trouble::Damaged { folder: folder.to_owned(), what: what.to_owned() };
    if snapshot.searcher().schema() != &Fields::schema().0 {
        return Err(damaged("its words are kept in another form"));
    }
    if snapshot.searcher().num_docs() != manifest.statements() {
        return Err(damaged("it holds another number of statements than its manifest"));
    }
    if manifest.next > u32::MAX / 2 {
        return Err(damaged("the numbers of files are used up"));
    }
    Ok((snapshot.commit().clone(), manifest))
}

/// Removes all that is in the folder of an index.
fn empty(folder: &Path) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { fs::remove_dir_all(path)? } else { fs::remove_file(path)? }
    }
    Ok(())
}

/// Why a write failed: the first thing that the system refused, else what tantivy makes of it.
fn written(folder: &Folder, error: &TantivyError) -> Trouble {
    match folder.failure() {
        Some(failure) => Trouble::of_system(folder.path().to_owned())(failure),
        None => Trouble::of_writing(folder.path(), error),
    }
}

/// A statement on its way into the index, and what is held until it is there.
struct Held {
    document: TantivyDocument,
    _held: Box<dyn Any + Send + Sync>,
}

impl Document for Held {
    type Value<'a> = <TantivyDocument as Document>::Value<'a>;
    type FieldsValuesIter<'a> = <TantivyDocument as Document>::FieldsValuesIter<'a>;

    fn iter_fields_and_values(&self) -> Self::FieldsValuesIter<'_> {
        self.document.iter_fields_and_values()
    }

    fn into_tantivy_document(self) -> TantivyDocument {
        self.document
    }
}
