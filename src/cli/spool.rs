//! Texts that are written later in another order: in memory as long as they are few, then in a file that has no name.
//!
//! So the memory of a sorted list does not grow with its texts. The file is the user's alone and gone with the program.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

/// Bytes that are kept in memory.
const IN_MEMORY: usize = 16 << 20;

/// Where a text is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Place {
    start: u64,
    length: usize,
}

/// The texts.
#[derive(Debug)]
pub(super) struct Spool {
    folder: PathBuf,
    memory: Vec<u8>,
    /// What comes before the bytes in memory.
    file: Option<File>,
    written: u64,
}

impl Spool {
    /// No texts yet; a file would be made in `folder`.
    pub(super) fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), memory: Vec::new(), file: None, written: 0 }
    }

    /// Keeps a text.
    ///
    /// # Errors
    /// The file cannot be made or written.
    pub(super) fn keep(&mut self, text: &[u8]) -> io::Result<Place> {
        if self.memory.len() + text.len() > IN_MEMORY {
            let file = match &mut self.file {
                Some(file) => file,
                None => self.file.insert(nameless(&self.folder)?),
            };
            file.write_all(&self.memory)?;
            self.written += self.memory.len() as u64;
            self.memory.clear();
        }
        let place = Place { start: self.written + self.memory.len() as u64, length: text.len() };
        self.memory.extend_from_slice(text);
        Ok(place)
    }

    /// A text that is kept.
    ///
    /// # Errors
    /// The file cannot be read.
    pub(super) fn fetch(&mut self, place: Place) -> io::Result<Vec<u8>> {
        let mut text = vec![0; place.length];
        match (place.start.checked_sub(self.written), &mut self.file) {
            (Some(start), _) => {
                let start = usize::try_from(start).unwrap_or(usize::MAX);
                let kept = self.memory.get(start..start.saturating_add(place.length));
                text.copy_from_slice(kept.ok_or(io::ErrorKind::UnexpectedEof)?);
            }
            (None, Some(file)) => {
                file.seek(SeekFrom::Start(place.start))?;
                file.read_exact(&mut text)?;
            }
            (None, None) => return Err(io::ErrorKind::UnexpectedEof.into()),
        }
        Ok(text)
    }
}

/// A new file in a folder that nobody else can open, and that is gone when it is closed.
fn nameless(folder: &Path) -> io::Result<File> {
    for number in 0..1000 {
        let path = folder.join(format!("reader-{}-{number}", std::process::id()));
        match OpenOptions::new().read(true).write(true).create_new(true).mode(0o600).open(&path) {
            Ok(file) => return fs::remove_file(&path).map(|()| file),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => {
                let what = format!("cannot keep what is to be sorted in {}: {error}", folder.display());
                return Err(io::Error::new(error.kind(), what));
            }
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_found_again_wherever_they_are() {
        let folder = tempfile::tempdir().unwrap();
        let mut spool = Spool::new(folder.path());
        let text = |number: usize| format!("{number} ").repeat(1 << 20).into_bytes();
        let places: Vec<Place> = (10..30).map(|number| spool.keep(&text(number)).unwrap()).collect();
        assert!(spool.file.is_some() && spool.memory.len() <= IN_MEMORY);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "the file has no name");
        for (number, place) in (10..30).zip(&places).rev() {
            assert!(spool.fetch(*place).unwrap() == text(number), "{number}");
        }
        let mut small = Spool::new(folder.path());
        let place = small.keep(b"a").unwrap();
        assert_eq!((small.fetch(place).unwrap().as_slice(), small.file.is_some()), (b"a".as_slice(), false));
    }

    #[test]
    fn a_folder_that_takes_no_file_is_told() {
        let mut spool = Spool::new(Path::new("/no/such/folder"));
        spool.keep(&vec![0; IN_MEMORY]).unwrap();
        assert!(spool.keep(b"a").unwrap_err().to_string().contains("/no/such/folder"));
    }
}
