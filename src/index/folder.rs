//! The folder of an index as tantivy sees it, and as our own files in it are read and written.
//!
//! As tantivy's own `MmapDirectory`, which does most of it, but for three things: a file that is replaced keeps the mode
//! that files have here, so that others can read a shared index; a reader that may not write takes no lock, which it
//! could not; and the first failure of the system is kept, since tantivy's threads do not pass it on.

use super::Trouble;
use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use tantivy::Directory;
use tantivy::directory::error::{DeleteError, LockError, OpenDirectoryError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    AntiCallToken, DirectoryLock, FileHandle, Lock, META_LOCK, MmapDirectory, OwnedBytes, TerminatingWrite,
    WatchCallback, WatchHandle, WritePtr,
};

/// What the names of files that are not whole yet begin with.
pub(super) const DRAFT: &str = ".tmp";

/// The folder of an index.
#[derive(Clone)]
pub(super) struct Folder {
    path: PathBuf,
    mapped: MmapDirectory,
    failure: Arc<Mutex<Option<io::Error>>>,
    /// Bytes that may still be written; for trying out what a full disk does.
    room: Arc<AtomicU64>,
}

/// Bytes of a file, mapped; they stay when the file is removed.
#[derive(Clone)]
pub struct Mapped(OwnedBytes);

impl fmt::Debug for Mapped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Mapped({} bytes)", self.0.len())
    }
}

impl std::ops::Deref for Mapped {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Folder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Folder({})", self.path.display())
    }
}

impl Folder {
    /// A folder that is there.
    ///
    /// # Errors
    /// [`Trouble::Absent`] if it is not, or what the system says.
    pub(super) fn open(path: PathBuf) -> Result<Self, Trouble> {
        let mapped = match MmapDirectory::open(&path) {
            Ok(mapped) => mapped,
            Err(OpenDirectoryError::DoesNotExist(_)) => return Err(Trouble::Absent),
            Err(OpenDirectoryError::NotADirectory(_)) => {
                return Err(Trouble::Failed { folder: path, what: "it is no folder".to_owned() });
            }
            Err(error) => return Err(Trouble::Failed { folder: path, what: error.to_string() }),
        };
        Ok(Self { path, mapped, failure: Arc::default(), room: Arc::new(AtomicU64::new(u64::MAX)) })
    }

    /// Where it is.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Has every write fail after so many bytes more, as on a full disk.
    #[cfg(test)]
    pub(super) fn limit(&self, bytes: u64) {
        self.room.store(bytes, Ordering::SeqCst);
    }

    /// The first failure of the system since this was last asked.
    pub(super) fn failure(&self) -> Option<io::Error> {
        self.failure.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// The bytes of a file.
    ///
    /// # Errors
    /// If it is not there, or what the system says.
    pub(super) fn map(&self, name: &str) -> Result<Mapped, Trouble> {
        let failed = |error: OpenReadError| Trouble::of_opening(&self.path, &error.into());
        let slice = self.mapped.open_read(Path::new(name)).map_err(failed)?;
        let bytes = slice.read_bytes().map_err(|error| Trouble::of_reading(&self.path, Path::new(name), &error))?;
        Ok(Mapped(bytes))
    }

    /// Writes a file under a name that nothing has yet, and sees it to the disk.
    ///
    /// # Errors
    /// What the system says.
    pub(super) fn write(
        &self,
        name: &str,
        content: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>,
    ) -> io::Result<()> {
        let file = OpenOptions::new().write(true).create_new(true).open(self.path.join(name))?;
        let mut out = BufWriter::with_capacity(1 << 16, self.watched(file));
        content(&mut out)?;
        let watched = out.into_inner().map_err(io::IntoInnerError::into_error)?;
        watched.noted(watched.inner.sync_data())
    }

    fn watched<W>(&self, inner: W) -> Watched<W> {
        Watched { inner, folder: self.clone() }
    }

    fn note(&self, error: &io::Error) {
        let mut failure = self.failure.lock().unwrap_or_else(PoisonError::into_inner);
        failure.get_or_insert_with(|| io::Error::new(error.kind(), error.to_string()));
    }

    /// Takes room for bytes; less than asked for where there is less.
    fn take(&self, bytes: usize) -> io::Result<usize> {
        let mut taken = 0;
        let take = |room: u64| {
            taken = room.min(bytes as u64);
            (room != u64::MAX).then_some(room - taken)
        };
        // Nothing is counted where nothing is limited.
        let limited = self.room.fetch_update(Ordering::SeqCst, Ordering::SeqCst, take).is_ok();
        if limited && taken == 0 && bytes > 0 {
            return Err(ErrorKind::StorageFull.into());
        }
        Ok(if limited { usize::try_from(taken).unwrap_or(bytes) } else { bytes })
    }

    fn replace(&self, name: &Path, content: &[u8]) -> io::Result<()> {
        let draft = self.path.join(format!("{DRAFT}-{}", name.display()));
        let mut file = self.watched(File::create(&draft)?);
        file.write_all(content)?;
        file.inner.sync_data()?;
        fs::rename(draft, self.path.join(name))
    }
}

/// A file whose failures are kept.
struct Watched<W> {
    inner: W,
    folder: Folder,
}

impl<W> Watched<W> {
    fn noted<T>(&self, result: io::Result<T>) -> io::Result<T> {
        result.inspect_err(|error| self.folder.note(error))
    }
}

impl<W: Write> Write for Watched<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let room = self.noted(self.folder.take(bytes.len()))?;
        let written = self.inner.write(bytes.get(..room).unwrap_or(bytes));
        self.noted(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        let flushed = self.inner.flush();
        self.noted(flushed)
    }
}

impl<W: TerminatingWrite> TerminatingWrite for Watched<W> {
    fn terminate_ref(&mut self, token: AntiCallToken) -> io::Result<()> {
        let ended = self.inner.terminate_ref(token);
        self.noted(ended)
    }
}

impl Directory for Folder {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.mapped.get_file_handle(path)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.mapped.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.mapped.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        let opened = self.mapped.open_write(path).inspect_err(|error| {
            if let OpenWriteError::IoError { io_error, .. } = error {
                self.note(io_error);
            }
        })?;
        let file =
            opened.into_inner().map_err(|error| OpenWriteError::wrap_io_error(error.into_error(), path.to_owned()))?;
        Ok(BufWriter::new(Box::new(self.watched(file))))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        self.mapped.atomic_read(path)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        self.replace(path, data).inspect_err(|error| self.note(error))
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.mapped.sync_directory().inspect_err(|error| self.note(error))
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        let denied =
            |error: &io::Error| matches!(error.kind(), ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem);
        match self.mapped.acquire_lock(lock) {
            // What is removed while it is opened is looked for again (`snapshot`).
            Err(LockError::IoError(error)) if lock.filepath == META_LOCK.filepath && denied(&error) => {
                Ok(DirectoryLock::from(Box::new(())))
            }
            result => result,
        }
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.mapped.watch(callback)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt as _;

    fn folder() -> (tempfile::TempDir, Folder) {
        let home = tempfile::tempdir().unwrap();
        let folder = Folder::open(home.path().to_owned()).unwrap();
        (home, folder)
    }

    #[test]
    fn what_is_mapped_outlives_its_file() {
        let (home, folder) = folder();
        folder.write("part", &mut |out| out.write_all(b"rows")).unwrap();
        let mapped = folder.map("part").unwrap();
        fs::remove_file(home.path().join("part")).unwrap();
        assert_eq!(&*mapped, b"rows");
        drop(mapped);
        let missing = folder.map("part").unwrap_err();
        assert!(missing.to_string().ends_with("is damaged: part is missing."), "{missing}");
        folder.write("empty", &mut |_| Ok(())).unwrap();
        assert_eq!(&*folder.map("empty").unwrap(), b"");
    }

    #[test]
    fn nothing_is_written_over_and_what_is_replaced_has_the_usual_mode() {
        let (home, folder) = folder();
        folder.write("part", &mut |out| out.write_all(b"one")).unwrap();
        assert!(folder.write("part", &mut |out| out.write_all(b"two")).is_err());
        for text in [b"one", b"two"] {
            folder.atomic_write(Path::new("meta.json"), text).unwrap();
        }
        assert_eq!(folder.atomic_read(Path::new("meta.json")).unwrap(), b"two");
        let mode = |name: &str| fs::metadata(home.path().join(name)).unwrap().permissions().mode();
        assert_eq!(mode("meta.json"), mode("part"));
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 2);
    }

    #[test]
    fn a_full_disk_is_remembered() {
        let (_home, folder) = folder();
        folder.limit(10);
        folder.write("small", &mut |out| out.write_all(b"12345")).unwrap();
        assert!(folder.failure().is_none());
        assert!(folder.write("large", &mut |out| out.write_all(b"1234567")).is_err());
        assert_eq!(folder.failure().unwrap().kind(), ErrorKind::StorageFull);
        assert!(folder.failure().is_none());
        assert!(folder.atomic_write(Path::new("meta.json"), b"{}").is_err());
        assert_eq!(folder.failure().unwrap().kind(), ErrorKind::StorageFull);
    }

    #[test]
    fn a_folder_that_is_not_there_is_no_index() {
        assert!(matches!(Folder::open("/no/such/folder".into()), Err(Trouble::Absent)));
    }
}
