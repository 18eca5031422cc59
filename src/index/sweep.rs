//! Removes what no commit names: files of ours from before, and drafts that a kill has left.
//!
//! Tantivy collects its own files. Only the holder of the lock sweeps; a reader keeps the files that it has mapped.

use super::commit::{Commit, is_ours};
use super::folder::{DRAFT, Folder};
use std::fs;

/// Removes from the folder what does not belong to `commit`. What cannot be removed stays for the next time.
pub(super) fn sweep(folder: &Folder, commit: &Commit) {
    for entry in fs::read_dir(folder.path()).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let Some(name) = name.to_str() else { continue };
        let named = || commit.named().any(|file| file.name == name);
        if name.starts_with(DRAFT) || is_ours(name) && !named() {
            let _ = fs::remove_file(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::manifest::Manifest;

    #[test]
    fn what_belongs_to_the_commit_stays() {
        let home = tempfile::tempdir().unwrap();
        let folder = Folder::open(home.path().to_owned()).unwrap();
        let next = |commit: &Commit| commit.next(&folder, &Manifest::default(), true, Default::default()).unwrap();
        let first = next(&Commit::default());
        let second = next(&first);
        for name in [".tmpAbc", ".tmp-meta.json", "part-9-0", "meta.json", ".managed.json", "0f.idx"] {
            fs::write(home.path().join(name), "").unwrap();
        }
        sweep(&folder, &second);
        let mut left: Vec<_> =
            fs::read_dir(home.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        left.sort();
        assert_eq!(left, [".managed.json", "0f.idx", "manifest-2", "meta.json"]);
    }
}
