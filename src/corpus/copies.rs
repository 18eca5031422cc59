//! Files of a corpus that hold the same bytes.
//!
//! Sizes first, so that only files of one size are read; then a hash of each, and the bytes themselves before two are
//! called copies. Memory is bounded: of a corpus of more files than [`MOST`] only the first so many are compared.

use super::{Walk, discover};
use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::fs::File;
use std::hash::Hasher;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

/// Files that are compared at most.
const MOST: usize = 200_000;

/// Bytes read at once.
const BLOCK: usize = 64 << 10;

/// Files that hold the same bytes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Copies {
    /// Bytes of each.
    pub size: u64,
    /// Their paths from the corpus root, in its order; two at least.
    pub paths: Vec<String>,
}

/// What was found of copies.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Compared {
    /// In the order of the first of each.
    pub copies: Vec<Copies>,
    /// Files that were left out, being too many.
    pub left_out: usize,
}

/// The copies among the files below `roots`. Empty files are nobody's copies; what cannot be read is passed over.
#[must_use]
pub fn copies(roots: &[PathBuf], walk: Walk) -> Compared {
    let mut by_size: HashMap<u64, Vec<super::Found>> = HashMap::new();
    let mut compared = Compared::default();
    for (number, file) in discover(roots, walk).into_iter().flatten().enumerate() {
        if number >= MOST {
            compared.left_out += 1;
            continue;
        }
        let regular = std::fs::metadata(&file.path).ok().filter(std::fs::Metadata::is_file);
        if let Some(size) = regular.map(|metadata| metadata.len()).filter(|size| *size > 0) {
            by_size.entry(size).or_default().push(file);
        }
    }
    for (size, files) in by_size.into_iter().filter(|(_, files)| files.len() > 1) {
        // Each group by its first file, which the others were compared with.
        let mut groups: Vec<(u64, PathBuf, Vec<String>)> = Vec::new();
        for file in files {
            let Ok(hash) = hash(&file.path) else { continue };
            let same = |group: &&mut (u64, PathBuf, Vec<String>)| {
                group.0 == hash && is_same(&group.1, &file.path).unwrap_or(false)
            };
            match groups.iter_mut().find(same) {
                Some((_, _, paths)) => paths.push(file.relative),
                None => groups.push((hash, file.path, vec![file.relative])),
            }
        }
        let copies = groups.into_iter().map(|(_, _, paths)| Copies { size, paths });
        compared.copies.extend(copies.filter(|copies| copies.paths.len() > 1));
    }
    compared.copies.sort_by(|one, other| one.paths.cmp(&other.paths));
    compared
}

fn hash(path: &Path) -> io::Result<u64> {
    let mut file = File::open(path)?;
    let mut hasher = DefaultHasher::new();
    let mut block = vec![0; BLOCK];
    loop {
        match file.read(&mut block)? {
            0 => return Ok(hasher.finish()),
            read => hasher.write(block.get(..read).unwrap_or_default()),
        }
    }
}

fn is_same(one: &Path, other: &Path) -> io::Result<bool> {
    let open = |path| Ok::<_, io::Error>(BufReader::with_capacity(BLOCK, File::open(path)?).bytes());
    let (mut one, mut other) = (open(one)?, open(other)?);
    loop {
        match (one.next().transpose()?, other.next().transpose()?) {
            (None, None) => return Ok(true),
            (first, second) if first != second => return Ok(false),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn only_the_same_bytes_are_copies() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("sub")).unwrap();
        for (name, content) in [
            ("a", "one"),
            ("b", "two"),
            ("sub/c", "one"),
            ("d", "three"),
            ("e", ""),
            ("f", ""),
            ("g", "two"),
            ("h", "one"),
        ] {
            fs::write(folder.path().join(name), content).unwrap();
        }
        let compared = copies(&[folder.path().to_path_buf()], Walk::default());
        let found: Vec<_> = compared.copies.iter().map(|copies| (copies.size, copies.paths.join(" "))).collect();
        assert_eq!(found, [(3, "a h sub/c".to_owned()), (3, "b g".to_owned())]);
        assert_eq!(compared.left_out, 0);
    }

    #[test]
    fn what_cannot_be_read_is_no_copy() {
        assert_eq!(copies(&["/no/such/folder".into()], Walk::default()), Compared::default());
    }
}
