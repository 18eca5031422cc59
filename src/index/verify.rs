//! Looks at every byte of an index: the checksums of all its files, and whether they agree with each other.

use super::manifest::Manifest;
use super::{Snapshot, Trouble};
use crate::model::Digest;
use std::path::Path;
use tantivy::directory::error::OpenReadError;

/// What was found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Verdict {
    /// Files that were looked at.
    pub files: usize,
    /// What is wrong, a sentence part each; nothing if all is well.
    pub damages: Vec<String>,
}

/// Verifies the newest commit of the index in `folder`; nothing is changed.
///
/// # Errors
/// [`Trouble::Absent`] if there is none, or what the system says. Damage is no error.
pub fn verify(folder: &Path) -> Result<Verdict, Trouble> {
    loop {
        let snapshot = match Snapshot::newest(folder) {
            Ok(snapshot) => snapshot,
            Err(Trouble::Damaged { what, .. }) => return Ok(Verdict { files: 0, damages: vec![what] }),
            Err(trouble) => return Err(trouble),
        };
        let verdict = of(&snapshot)?;
        // What is missing may have been collected after a commit.
        if verdict.damages.is_empty() || snapshot.is_newest() {
            return Ok(verdict);
        }
    }
}

fn of(snapshot: &Snapshot) -> Result<Verdict, Trouble> {
    let (mut files, mut damages) = (0, Vec::new());
    let index = snapshot.searcher().index();
    let failed = |error: tantivy::TantivyError| Trouble::of_opening(snapshot.folder(), &error);
    let meta = index.load_metas().map_err(failed)?;
    for path in meta.list_segment_files() {
        match index.directory().validate_checksum(&path) {
            Ok(true) => files += 1,
            Ok(false) => damages.push(format!("{} has another checksum", path.display())),
            // Not every segment has every sort of file; what it needs was opened already.
            Err(OpenReadError::FileDoesNotExist(_)) => {}
            Err(error) => match Trouble::of_opening(snapshot.folder(), &error.into()) {
                Trouble::Damaged { what, .. } => damages.push(what),
                trouble => return Err(trouble),
            },
        }
    }
    let commit = snapshot.commit();
    for (part, mapped) in snapshot.all_parts() {
        files += 1;
        if Digest::of(mapped) != part.file.digest {
            damages.push(format!("{} has another checksum", part.file.name));
        }
    }
    files += 1;
    match Manifest::read(snapshot.manifest_bytes()) {
        Err(what) => damages.push(format!("{}: {what}", commit.manifest.name)),
        Ok(manifest) => {
            let (said, there) = (manifest.statements(), snapshot.searcher().num_docs());
            if said != there || commit.statements != there {
                damages.push(format!("it holds {there} statements and should hold {said}"));
            }
        }
    }
    damages.sort();
    Ok(Verdict { files, damages })
}
