//! Where the index of a corpus lies: a folder for each corpus, in it one for each version of what is written.
//!
//! ```text
//! <base>/<digest of the corpus>/corpus.json      which corpus it is, for people and for `reader index status`
//!                              /writer.lock      held by whoever writes
//!                              /1.1-0.1.0/       the index itself; another version never looks into it
//! ```
//!
//! The base is the user's cache, where folders are the user's alone, or a folder that was named: what is made there gets
//! the mode of that folder, so that an index can be shared. Nothing is made in a corpus. It knows no index.

use super::Trouble;
use super::lock::{self, Lock};
use super::schema::FORMAT;
use crate::model::Digest;
use serde::{Deserialize, Serialize};
use std::fs::{self, DirBuilder};
use std::io::{self, Write as _};
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{DirBuilderExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

/// Counts up with every change of what is written beside the words, or of what is found in a page; the format of the words
/// and the program's version come with it.
const LAYOUT: u32 = 1;

/// The file that says which corpus an index is of.
const IDENTITY: &str = "corpus.json";

/// Where the indexes lie.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Base {
    /// The folder; it need not be there yet.
    pub folder: PathBuf,
    /// True if the user named it.
    pub named: bool,
}

/// What makes a corpus the one that it is: its roots and how they are read.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Identity {
    /// The real paths of its roots, in their order; for people.
    pub roots: Vec<String>,
    /// How it is read, where that is not as usual; for people.
    pub options: Vec<String>,
    /// Of both, byte by byte.
    digest: String,
}

impl Identity {
    /// The identity of a corpus with these roots, read in this way. The order of the roots does not count.
    #[must_use]
    pub fn new(roots: &[PathBuf], options: Vec<String>) -> Self {
        let mut real: Vec<PathBuf> =
            roots.iter().flat_map(|root| fs::canonicalize(root).or_else(|_| std::path::absolute(root))).collect();
        real.sort();
        real.dedup();
        let mut digest = Digest::default();
        digest.number(real.len() as u64);
        for root in &real {
            let bytes = root.as_os_str().as_bytes();
            digest.number(bytes.len() as u64);
            digest.write(bytes);
        }
        options.iter().for_each(|option| digest.text(option));
        let roots = real.iter().map(|root| root.display().to_string()).collect();
        Self { roots, options, digest: format!("{:016x}", digest.end()) }
    }
}

/// The place of the index of one corpus.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Place {
    base: Base,
    identity: Identity,
    version: String,
}

impl Place {
    /// The place for the index of a corpus; nothing is made.
    ///
    /// # Errors
    /// [`Trouble::Inside`] if it would lie in the corpus. What lies below a hidden folder of the corpus is not in it, unless
    /// it reads `hidden` ones.
    pub fn new(base: Base, identity: Identity, roots: &[PathBuf], hidden: bool) -> Result<Self, Trouble> {
        let folder = real(&base.folder);
        for root in roots {
            let Ok(root) = fs::canonicalize(root) else { continue };
            let Ok(below) = folder.strip_prefix(&root) else { continue };
            let is_hidden = |part: &std::ffi::OsStr| part.as_bytes().starts_with(b".");
            if root.is_dir() && (hidden || !below.iter().any(is_hidden)) {
                return Err(Trouble::Inside { folder: base.folder, root });
            }
        }
        Ok(Self { base, identity, version: version() })
    }

    /// Which corpus it is for.
    #[must_use]
    pub fn identity(&self) -> &Identity {
        &self.identity
    }

    /// The folder of the corpus.
    #[must_use]
    pub fn of_corpus(&self) -> PathBuf {
        self.base.folder.join(&self.identity.digest)
    }

    /// The folder of the index itself.
    #[must_use]
    pub fn folder(&self) -> PathBuf {
        self.of_corpus().join(&self.version)
    }

    /// Makes the folders and writes which corpus it is.
    ///
    /// # Errors
    /// [`Trouble::Foreign`] if another corpus is kept there, or what the system says.
    pub fn make(&self) -> Result<(), Trouble> {
        let failed = |folder: &Path| Trouble::of_system(folder.to_owned());
        make(&self.base.folder, 0o700).map_err(failed(&self.base.folder))?;
        let mode = if self.base.named {
            let mode = fs::metadata(&self.base.folder).map_err(failed(&self.base.folder))?;
            mode.permissions().mode() & 0o7777
        } else {
            0o700
        };
        let (corpus, folder) = (self.of_corpus(), self.folder());
        make(&corpus, mode).map_err(failed(&corpus))?;
        match identity(&corpus) {
            Some(found) if found != self.identity => return Err(Trouble::Foreign { folder: corpus }),
            Some(_) => {}
            None => write_identity(&corpus, &self.identity).map_err(failed(&corpus))?,
        }
        make(&folder, mode).map_err(failed(&folder))
    }

    /// The folders of other versions beside it.
    #[must_use]
    pub fn other_versions(&self) -> Vec<PathBuf> {
        let (corpus, own) = (self.of_corpus(), self.folder());
        versions(&corpus).into_iter().filter(|folder| *folder != own).collect()
    }
}

/// An index that lies somewhere, of whatever version.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Known {
    /// The folder of its corpus.
    pub of_corpus: PathBuf,
    /// Its own folder.
    pub folder: PathBuf,
    /// Which corpus it is of; none if that cannot be read.
    pub identity: Option<Identity>,
    /// The version of what is written in it.
    pub version: String,
    /// True if this program reads that version.
    pub current: bool,
    /// Bytes of its files.
    pub bytes: u64,
}

/// All indexes below a base, by their folders.
///
/// # Errors
/// What the system says of the base; one that is not there has none.
pub fn known(base: &Base) -> io::Result<Vec<Known>> {
    let mut found = Vec::new();
    let corpora = match fs::read_dir(&base.folder) {
        Ok(corpora) => corpora,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(found),
        Err(error) => return Err(error),
    };
    for corpus in corpora.flatten().map(|entry| entry.path()).filter(|path| is_of_corpus(path)) {
        for folder in versions(&corpus) {
            let version = folder.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
            let (current, bytes) = (version == self::version(), bytes_of(&folder));
            found.push(Known {
                of_corpus: corpus.clone(),
                identity: identity(&corpus),
                folder,
                version,
                current,
                bytes,
            });
        }
    }
    found.sort_by(|one, other| one.folder.cmp(&other.folder));
    Ok(found)
}

/// Bytes of the files in a folder.
#[must_use]
pub fn bytes_of(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.filter_map(|entry| Some(entry.metadata().ok()?.len())).sum()
}

/// Removes what was made for a corpus in its folder, every version of it; gives the bytes that this sets free.
///
/// Who has a snapshot open goes on with it.
///
/// # Errors
/// [`Trouble::Absent`] if there is nothing, [`Trouble::Busy`] while somebody writes there, or what the system says.
pub fn clear(of_corpus: &Path) -> Result<u64, Trouble> {
    if !of_corpus.is_dir() {
        return Err(Trouble::Absent);
    }
    let _lock = Lock::take(of_corpus)?;
    let bytes = versions(of_corpus).iter().map(|folder| bytes_of(folder)).sum();
    remove(of_corpus).map_err(Trouble::of_system(of_corpus.to_owned()))?;
    Ok(bytes)
}

/// Removes everything of ours in the folder of a corpus, and the folder if nothing else is in it.
fn remove(of_corpus: &Path) -> io::Result<()> {
    for folder in versions(of_corpus) {
        fs::remove_dir_all(folder)?;
    }
    for name in [IDENTITY, lock::NAME] {
        absent_is_fine(fs::remove_file(of_corpus.join(name)))?;
    }
    // What else is there is not ours.
    match fs::remove_dir(of_corpus) {
        Err(error) if error.kind() == io::ErrorKind::DirectoryNotEmpty => Ok(()),
        result => absent_is_fine(result),
    }
}

fn absent_is_fine(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        result => result,
    }
}

fn version() -> String {
    format!("{LAYOUT}.{FORMAT}-{}", env!("CARGO_PKG_VERSION"))
}

/// True for a folder with the name that a corpus gets.
fn is_of_corpus(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    name.len() == 16 && name.bytes().all(|byte| byte.is_ascii_hexdigit()) && path.is_dir()
}

/// The folders of all versions in that of a corpus.
fn versions(of_corpus: &Path) -> Vec<PathBuf> {
    let is_version = |path: &PathBuf| {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        name.split_once('-').is_some_and(|(layout, _)| {
            !layout.is_empty() && layout.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        }) && path.is_dir()
    };
    let entries = fs::read_dir(of_corpus).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut found: Vec<PathBuf> = entries.filter(is_version).collect();
    found.sort();
    found
}

fn identity(of_corpus: &Path) -> Option<Identity> {
    serde_json::from_slice(&fs::read(of_corpus.join(IDENTITY)).ok()?).ok()
}

fn write_identity(of_corpus: &Path, identity: &Identity) -> io::Result<()> {
    let draft = of_corpus.join(format!(".tmp-{IDENTITY}"));
    let mut file = fs::File::create(&draft)?;
    file.write_all(&serde_json::to_vec_pretty(identity)?)?;
    file.sync_data()?;
    fs::rename(draft, of_corpus.join(IDENTITY))
}

fn make(folder: &Path, mode: u32) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(mode).create(folder)
}

/// The real path of a folder that may not be there yet.
fn real(folder: &Path) -> PathBuf {
    let absolute = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let mut there = absolute.as_path();
    loop {
        if let Ok(real) = fs::canonicalize(there) {
            return real.join(absolute.strip_prefix(there).unwrap_or(Path::new("")));
        }
        match there.parent() {
            Some(parent) => there = parent,
            None => return absolute,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(folder: impl Into<PathBuf>) -> Base {
        Base { folder: folder.into(), named: true }
    }

    #[test]
    fn a_corpus_is_its_roots_and_how_it_is_read() {
        let home = tempfile::tempdir().unwrap();
        let path = |name: &str| home.path().join(name);
        fs::create_dir(path("a")).unwrap();
        std::os::unix::fs::symlink(path("a"), path("link")).unwrap();
        let of = |roots: &[&str], options: &[&str]| {
            let roots: Vec<PathBuf> = roots.iter().map(|root| path(root)).collect();
            Identity::new(&roots, options.iter().map(|option| (*option).to_owned()).collect())
        };
        assert_eq!(of(&["a"], &[]), of(&["link"], &[]));
        assert_eq!(of(&["a", "b"], &[]), of(&["b", "a", "a"], &[]));
        for other in [of(&["b"], &[]), of(&["a", "b"], &[]), of(&["a"], &["gitignore"])] {
            assert_ne!(other.digest, of(&["a"], &[]).digest);
        }
    }

    #[test]
    fn no_index_lies_in_its_corpus() {
        let home = tempfile::tempdir().unwrap();
        let corpus = home.path().join("corpus");
        fs::create_dir(&corpus).unwrap();
        std::os::unix::fs::symlink(&corpus, home.path().join("link")).unwrap();
        let check = |base: &str, hidden: bool, expected: bool| {
            let roots = [corpus.clone()];
            let place = Place::new(named(home.path().join(base)), Identity::new(&roots, Vec::new()), &roots, hidden);
            assert_eq!(place.is_ok(), expected, "{base}");
        };
        check("index", false, true);
        check("corpus-index", false, true);
        check("corpus", false, false);
        check("corpus/index/not/there", false, false);
        check("link/index", false, false);
        check("corpus/.cache/index", false, true);
        check("corpus/.cache/index", true, false);
    }

    #[test]
    fn a_named_folder_gives_its_mode_and_the_cache_is_private() {
        let home = tempfile::tempdir().unwrap();
        let shared = home.path().join("shared");
        DirBuilder::new().mode(0o755).create(&shared).unwrap();
        let check = |base: Base, expected: u32| {
            let place = Place::new(base, Identity::new(&["/a".into()], Vec::new()), &[], false).unwrap();
            place.make().unwrap();
            place.make().unwrap();
            for folder in [place.of_corpus(), place.folder()] {
                assert_eq!(fs::metadata(folder).unwrap().permissions().mode() & 0o777, expected);
            }
        };
        check(named(&shared), 0o755);
        check(named(home.path().join("new")), 0o700);
        check(Base { folder: home.path().join("cache/reader/index"), named: false }, 0o700);
    }

    #[test]
    fn all_indexes_are_known_and_removed_whole() {
        let home = tempfile::tempdir().unwrap();
        let base = named(home.path());
        assert_eq!(known(&named(home.path().join("none"))).unwrap(), []);
        let place = Place::new(base.clone(), Identity::new(&["/a".into()], Vec::new()), &[], false).unwrap();
        place.make().unwrap();
        fs::write(place.folder().join("file"), "12345").unwrap();
        let other = place.of_corpus().join("0-0.0.1");
        fs::create_dir(&other).unwrap();
        fs::create_dir(home.path().join("other")).unwrap();
        let found = known(&base).unwrap();
        let told: Vec<_> = found.iter().map(|known| (known.current, known.bytes, known.identity.is_some())).collect();
        assert_eq!(told, [(false, 0, true), (true, 5, true)]);
        assert_eq!(place.other_versions(), [other]);
        // A folder of another corpus that fell on the same name is left alone.
        write_identity(&place.of_corpus(), &Identity::new(&["/b".into()], Vec::new())).unwrap();
        assert!(matches!(place.make(), Err(Trouble::Foreign { .. })));
        fs::write(place.of_corpus().join("mine"), "").unwrap();
        let lock = Lock::take(&place.of_corpus()).unwrap();
        assert!(matches!(clear(&place.of_corpus()), Err(Trouble::Busy { .. })));
        drop(lock);
        assert_eq!(clear(&place.of_corpus()).unwrap(), 5);
        assert_eq!(fs::read_dir(place.of_corpus()).unwrap().count(), 1);
        fs::remove_file(place.of_corpus().join("mine")).unwrap();
        assert_eq!(clear(&place.of_corpus()).unwrap(), 0);
        assert!(matches!(clear(&place.of_corpus()), Err(Trouble::Absent)));
        assert!(!place.of_corpus().exists() && home.path().join("other").exists());
    }
}
