//! What can be wrong with an index, by what its user can do about it. The corpus can be read without one in every case.

use std::fmt;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use tantivy::TantivyError;
use tantivy::directory::error::{LockError, OpenReadError, OpenWriteError};

/// Why there is no index, or why it cannot be written.
#[derive(Debug)]
pub enum Trouble {
    /// No home folder is known, so there is no cache either.
    Homeless,
    /// It would lie in the corpus itself.
    Inside {
        /// Where it would lie.
        folder: PathBuf,
        /// The root that this is in.
        root: PathBuf,
    },
    /// There is none yet.
    Absent,
    /// Another program is writing it.
    Busy {
        /// Where it lies.
        folder: PathBuf,
    },
    /// It may be read and not written.
    ReadOnly {
        /// Where it lies.
        folder: PathBuf,
    },
    /// Another corpus is kept under the same name.
    Foreign {
        /// Where it lies.
        folder: PathBuf,
    },
    /// There is no more room; what was committed before is still good.
    Full {
        /// Where it lies.
        folder: PathBuf,
    },
    /// It is broken and has to be built again.
    Damaged {
        /// Where it lies.
        folder: PathBuf,
        /// What is wrong, as the part of a sentence.
        what: String,
    },
    /// The system refuses.
    Failed {
        /// Where it lies.
        folder: PathBuf,
        /// What it says.
        what: String,
    },
}

impl Trouble {
    /// What an error of the system in `folder` means.
    pub(super) fn of_system(folder: PathBuf) -> impl FnOnce(io::Error) -> Self {
        move |error| match error.kind() {
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Self::ReadOnly { folder },
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => Self::Full { folder },
            _ => Self::Failed { folder, what: error.to_string() },
        }
    }

    /// What an error of the system means for somebody who only reads: a file that is missing or too short is damage.
    pub(super) fn of_reading(folder: &Path, name: &Path, error: &io::Error) -> Self {
        let (folder, name) = (folder.to_owned(), name.file_name().unwrap_or_default().display());
        match error.kind() {
            ErrorKind::NotFound => Self::Damaged { folder, what: format!("{name} is missing") },
            ErrorKind::PermissionDenied => {
                Self::Failed { folder, what: format!("{name} cannot be read: permission denied") }
            }
            ErrorKind::UnexpectedEof | ErrorKind::InvalidData | ErrorKind::InvalidInput | ErrorKind::Other => {
                Self::Damaged { folder, what: format!("{name}: {error}") }
            }
            _ => Self::Failed { folder, what: format!("{name} cannot be read: {error}") },
        }
    }

    /// What an error of tantivy in `folder` means for somebody who opens the index.
    pub(super) fn of_opening(folder: &Path, error: &TantivyError) -> Self {
        let damaged = |what: String| Self::Damaged { folder: folder.to_owned(), what };
        match error {
            TantivyError::OpenReadError(OpenReadError::FileDoesNotExist(name)) => {
                Self::of_reading(folder, name, &ErrorKind::NotFound.into())
            }
            TantivyError::OpenReadError(OpenReadError::IoError { io_error, filepath }) => {
                Self::of_reading(folder, filepath, io_error)
            }
            TantivyError::IoError(error) => Self::of_reading(folder, Path::new("a file"), error),
            TantivyError::LockFailure(LockError::IoError(error), _) => {
                Self::Failed { folder: folder.to_owned(), what: format!("it cannot be locked: {error}") }
            }
            error => damaged(error.to_string()),
        }
    }

    /// What an error of tantivy in `folder` means for somebody who writes the index.
    pub(super) fn of_writing(folder: &Path, error: &TantivyError) -> Self {
        let of =
            |error: &io::Error| Self::of_system(folder.to_owned())(io::Error::new(error.kind(), error.to_string()));
        match error {
            TantivyError::IoError(error)
            | TantivyError::OpenWriteError(OpenWriteError::IoError { io_error: error, .. })
            | TantivyError::LockFailure(LockError::IoError(error), _) => of(error),
            TantivyError::LockFailure(LockError::LockBusy, _) => Self::Busy { folder: folder.to_owned() },
            TantivyError::OpenReadError(_) | TantivyError::DataCorruption(_) => Self::of_opening(folder, error),
            error => Self::Failed { folder: folder.to_owned(), what: error.to_string() },
        }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Homeless => write!(f, "there is no place for an index: no home folder is known."),
            Self::Inside { folder, root } => write!(
                f,
                "the index would lie in {}, which is in the corpus itself ({}).",
                folder.display(),
                root.display()
            ),
            Self::Absent => write!(f, "there is no index yet."),
            Self::Busy { folder } => write!(f, "another reader is writing the index in {}.", folder.display()),
            Self::ReadOnly { folder } => {
                write!(f, "the index in {} can only be read: nothing can be written there.", folder.display())
            }
            Self::Foreign { folder } => write!(f, "the index in {} is of another corpus.", folder.display()),
            Self::Full { folder } => write!(
                f,
                "there is no room left for the index in {}; what was committed before is kept.",
                folder.display()
            ),
            Self::Damaged { folder, what } => write!(f, "the index in {} is damaged: {what}.", folder.display()),
            Self::Failed { folder, what } => write!(f, "the index in {} cannot be used: {what}.", folder.display()),
        }
    }
}

impl std::error::Error for Trouble {}
