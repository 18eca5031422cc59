//! One writer for each corpus: a lock that the system takes back however its holder ends.

use super::Trouble;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

/// The file that is locked, in the folder of the corpus.
pub(super) const NAME: &str = "writer.lock";

/// The right to write the index of a corpus, while it is held.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock in the folder of a corpus, which must be there.
    ///
    /// # Errors
    /// [`Trouble::Busy`] if another program has it, [`Trouble::ReadOnly`] where nothing can be written, or what the system
    /// says: some network file systems know no locks, and without one nothing is written.
    pub(super) fn take(of_corpus: &Path) -> Result<Self, Trouble> {
        let path = of_corpus.join(NAME);
        let failed = || Trouble::of_system(of_corpus.to_owned());
        loop {
            let file = OpenOptions::new().create(true).truncate(false).write(true).open(&path).map_err(failed())?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(Trouble::Busy { folder: of_corpus.to_owned() }),
                Err(TryLockError::Error(error)) => return Err(failed()(error)),
            }
            // Whoever clears the index takes the file away with it; a lock on what has no name holds nobody off.
            let own = file.metadata().map_err(failed())?;
            if fs::metadata(&path).is_ok_and(|there| there.ino() == own.ino() && there.dev() == own.dev()) {
                return Ok(Self { _file: file });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let lock = Lock::take(folder.path()).unwrap();
        assert!(matches!(Lock::take(folder.path()), Err(Trouble::Busy { .. })));
        drop(lock);
        let lock = Lock::take(folder.path()).unwrap();
        fs::remove_file(folder.path().join(NAME)).unwrap();
        drop(lock);
        Lock::take(folder.path()).unwrap();
        assert!(matches!(Lock::take(&folder.path().join("none")), Err(Trouble::Failed { .. })));
    }
}
