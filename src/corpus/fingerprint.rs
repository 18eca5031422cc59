//! Asks the file system what tells whether a file has changed.

use super::Found;
use crate::model::Fingerprint;
use std::fs::{self, Metadata};
use std::io;
use std::os::unix::fs::MetadataExt as _;

/// The fingerprint of a file of the corpus; nothing is read.
///
/// # Errors
/// Whatever the system says: it is gone, or its folder cannot be looked into.
pub fn fingerprint(file: &Found) -> io::Result<Fingerprint> {
    let metadata: Metadata = fs::metadata(&file.path)?;
    let nanoseconds = |seconds: i64, rest: i64| seconds.saturating_mul(1_000_000_000).saturating_add(rest);
    Ok(Fingerprint {
        size: metadata.len(),
        modified: nanoseconds(metadata.mtime(), metadata.mtime_nsec()),
        changed: nanoseconds(metadata.ctime(), metadata.ctime_nsec()),
        inode: metadata.ino(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, SystemTime};

    #[test]
    fn every_change_shows() {
        let folder = tempfile::tempdir().unwrap();
        let found = Found { path: folder.path().join("a"), relative: "a".to_owned() };
        assert_eq!(fingerprint(&found).unwrap_err().kind(), io::ErrorKind::NotFound);
        fs::write(&found.path, "one").unwrap();
        let first = fingerprint(&found).unwrap();
        assert_eq!(fingerprint(&found).unwrap(), first);
        assert_eq!(first.size, 3);
        // A file of the same size and time that took its place.
        let time = SystemTime::now() - Duration::from_secs(1000);
        for name in ["b", "a"] {
            let path = folder.path().join(name);
            fs::write(&path, "two").unwrap();
            fs::File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
        }
        let second = fingerprint(&found).unwrap();
        assert_ne!(second.modified, first.modified);
        fs::rename(folder.path().join("b"), &found.path).unwrap();
        let third = fingerprint(&found).unwrap();
        assert_eq!((third.size, third.modified), (second.size, second.modified));
        assert_ne!(third, second);
    }
}
