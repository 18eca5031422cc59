//! What belongs to one commit of an index besides the words: its manifest, and files that others add to it.
//!
//! It travels as the payload of tantivy's own commit, so that both become valid in one step. The files it names are on
//! the disk before that, under names that no other commit has.

use super::folder::Folder;
use super::manifest::{Digesting, Manifest};
use crate::model::Digest;
use serde::{Deserialize, Serialize};
use std::io::{self, Write};
use std::time::{SystemTime, UNIX_EPOCH};

/// What our own files in the folder of an index begin with.
const MANIFEST: &str = "manifest-";
const PART: &str = "part-";

/// A commit.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Commit {
    /// Counts up from commit to commit.
    pub generation: u64,
    /// True if the whole corpus is in it, as it was then.
    pub whole: bool,
    /// Statements in it.
    pub statements: u64,
    /// Files of the corpus in it.
    pub files: u64,
    /// Bytes of these files.
    pub bytes: u64,
    /// When it was made, in seconds since 1970.
    pub at: u64,
    pub(super) manifest: Named,
    pub(super) parts: Vec<Part>,
}

/// A file of ours.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub(super) struct Named {
    pub(super) name: String,
    pub(super) bytes: u64,
    pub(super) digest: u64,
}

/// A file that somebody adds to a commit.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Part {
    /// What it is, in the words of whoever adds it.
    pub kind: String,
    #[serde(flatten)]
    pub(super) file: Named,
}

impl Part {
    /// Its size in bytes.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.file.bytes
    }
}

/// The parts of the next commit.
#[derive(Default)]
pub struct Parts<'a> {
    /// Those of the last one that belong to it too.
    pub kept: Vec<Part>,
    /// Those that are written for it: what each is, and what writes it.
    pub added: Vec<(String, Box<Content<'a>>)>,
}

/// Writes a file.
pub type Content<'a> = dyn FnMut(&mut dyn Write) -> io::Result<()> + 'a;

impl std::fmt::Debug for Parts<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let added: Vec<&str> = self.added.iter().map(|(kind, _)| kind.as_str()).collect();
        f.debug_struct("Parts").field("kept", &self.kept).field("added", &added).finish()
    }
}

/// True for the name of a file of ours.
pub(super) fn is_ours(name: &str) -> bool {
    name.starts_with(MANIFEST) || name.starts_with(PART)
}

impl Commit {
    /// Reads what a commit of tantivy carries.
    ///
    /// # Errors
    /// What is wrong with it, as the part of a sentence.
    pub(super) fn read(payload: &str) -> Result<Self, String> {
        let commit: Self = serde_json::from_str(payload).map_err(|error| format!("its commit: {error}"))?;
        let strange = commit.named().find(|file| !is_ours(&file.name) || file.name.contains('/'));
        match strange {
            Some(file) => Err(format!("its commit names {:?}", file.name)),
            None => Ok(commit),
        }
    }

    /// The files that belong to it.
    pub(super) fn named(&self) -> impl Iterator<Item = &Named> {
        std::iter::once(&self.manifest).chain(self.parts.iter().map(|part| &part.file))
    }

    /// Writes the files of the commit after this one, and gives that commit.
    ///
    /// # Errors
    /// What the system says.
    pub(super) fn next(&self, folder: &Folder, manifest: &Manifest, whole: bool, parts: Parts<'_>) -> io::Result<Self> {
        let generation = self.generation + 1;
        let mut all = parts.kept;
        for (number, (kind, mut content)) in parts.added.into_iter().enumerate() {
            let file = write(folder, format!("{PART}{generation}-{number}"), &mut *content)?;
            all.push(Part { kind, file });
        }
        let named = write(folder, format!("{MANIFEST}{generation}"), &mut |out| manifest.write(out))?;
        Ok(Self {
            generation,
            whole,
            statements: manifest.statements(),
            files: manifest.files.len() as u64,
            bytes: manifest.files.iter().map(|row| row.print.size).sum(),
            at: SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs()),
            manifest: named,
            parts: all,
        })
    }
}

fn write(folder: &Folder, name: String, content: &mut Content<'_>) -> io::Result<Named> {
    let (mut bytes, mut digest) = (0, 0);
    folder.write(&name, &mut |out| {
        let mut counted = Counted { out, bytes: 0 };
        let mut digesting = Digesting { out: &mut counted, digest: Digest::default() };
        content(&mut digesting)?;
        digest = digesting.digest.end();
        bytes = counted.bytes;
        Ok(())
    })?;
    Ok(Named { name, bytes, digest })
}

/// Passes bytes on and counts them.
struct Counted<'a> {
    out: &'a mut dyn Write,
    bytes: u64,
}

impl Write for Counted<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_commit_names_files_of_its_folder_alone() {
        let check = |payload: &str, expected: bool| assert_eq!(Commit::read(payload).is_ok(), expected, "{payload}");
        let commit = |name: &str| {
            let manifest = Named { name: name.to_owned(), ..Named::default() };
            serde_json::to_string(&Commit { manifest, ..Commit::default() }).unwrap()
        };
        check(&commit("manifest-3"), true);
        check(&commit("manifest-/../../x"), false);
        check(&commit("meta.json"), false);
        check("{}", false);
        check("garbage", false);
    }

    #[test]
    fn files_are_written_before_they_are_named() {
        let home = tempfile::tempdir().unwrap();
        let folder = Folder::open(home.path().to_owned()).unwrap();
        let parts =
            Parts { added: vec![("rows".to_owned(), Box::new(|out| out.write_all(b"abc")))], ..Parts::default() };
        let first = Commit::default().next(&folder, &Manifest::default(), false, parts).unwrap();
        let kept = Parts { kept: first.parts.clone(), ..Parts::default() };
        let second = first.next(&folder, &Manifest::default(), true, kept).unwrap();
        assert_eq!((second.generation, second.whole, second.parts[0].bytes()), (2, true, 3));
        assert_eq!(second.parts[0].file.digest, Digest::of(b"abc"));
        let again = Commit::read(&serde_json::to_string(&second).unwrap()).unwrap();
        assert_eq!(again, second);
        let names: Vec<&str> = again.named().map(|file| file.name.as_str()).collect();
        assert_eq!(names, ["manifest-2", "part-1-0"]);
        assert!(names.iter().all(|name| home.path().join(name).exists()));
    }
}
