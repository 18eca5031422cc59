//! The state folder, and the one way in which a file there is read and changed.
//!
//! A file is written beside its place, synced and renamed, so that it is whole at every moment and readers need no
//! lock. A change reads, alters and writes under a lock, so that of two programs at once neither undoes the other's:
//! one file under a lock, not a file an entry, since entries are few and a person may want to read them. The lock is
//! on a file of its own, because the rename gives the data another inode each time. Knows no format.

use etcetera::BaseStrategy;
use std::fmt;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

/// How long another program may hold the lock, which it needs for a few milliseconds.
const PATIENCE: Duration = Duration::from_secs(2);
/// Damaged files that are kept of one name; with as many, the next stays where it is and is not used.
const MOST_DAMAGED: usize = 20;

/// The state folder of the user: `$XDG_STATE_HOME/reader`, usually `~/.local/state/reader`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct State {
    /// None where no home is known.
    folder: Option<PathBuf>,
}

/// Why a state file could not be read or changed.
#[derive(Debug)]
pub enum StateError {
    /// No home folder is known, so there is no state folder either.
    Homeless,
    /// The system refused.
    Failed(PathBuf, io::Error),
    /// The file holds something else than it should; it now has the second name, if it could be renamed.
    Damaged(PathBuf, Option<PathBuf>),
    /// Another program does not give the file free.
    Busy(PathBuf),
}

impl fmt::Display for StateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Homeless => write!(f, "Nothing can be remembered: no home folder is known."),
            Self::Failed(path, error) => write!(f, "Nothing can be remembered in {}: {error}.", path.display()),
            Self::Damaged(path, Some(aside)) => {
                write!(f, "{} was damaged; it is kept as {}, and a new one begins.", path.display(), aside.display())
            }
            Self::Damaged(path, None) => write!(f, "{} is damaged; it is not used.", path.display()),
            Self::Busy(path) => {
                write!(f, "Nothing can be remembered in {}: another reader holds it.", path.display())
            }
        }
    }
}

impl std::error::Error for StateError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Failed(_, error) => Some(error),
            _ => None,
        }
    }
}

/// Reads the content of a state file; none where it is not what it should be.
pub(super) type Parse<T> = fn(&str) -> Option<T>;

impl State {
    /// Returns the state folder of the user; it need not be there yet.
    #[must_use]
    pub fn of_user() -> Self {
        let folder = etcetera::base_strategy::Xdg::new().ok().and_then(|xdg| xdg.state_dir());
        Self { folder: folder.map(|folder| folder.join("reader")) }
    }

    /// Returns a state folder at this place.
    #[must_use]
    pub fn at(folder: impl Into<PathBuf>) -> Self {
        Self { folder: Some(folder.into()) }
    }

    fn path(&self, name: &str) -> Result<PathBuf, StateError> {
        self.folder.as_ref().map(|folder| folder.join(name)).ok_or(StateError::Homeless)
    }

    /// Reads a file; one that is not there yet is the default. A damaged one is set aside.
    ///
    /// # Errors
    /// See [`StateError`].
    pub(super) fn read<T: Default>(&self, name: &str, parse: Parse<T>) -> Result<T, StateError> {
        let path = self.path(name)?;
        match content(&path)? {
            None => Ok(T::default()),
            Some(bytes) => parsed(&bytes, parse).ok_or_else(|| self.set_aside(&path, parse)),
        }
    }

    /// Changes a file: `change` gets what it holds now, and gives what it shall hold, or nothing to leave it.
    ///
    /// # Errors
    /// See [`StateError`]; a damaged file is set aside and told, and the change is not made until it is asked again.
    pub(super) fn change<T: Default, R>(
        &self,
        name: &str,
        parse: Parse<T>,
        change: impl FnOnce(T) -> (Option<String>, R),
    ) -> Result<R, StateError> {
        let path = self.path(name)?;
        let failed = |error| StateError::Failed(path.clone(), error);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(failed)?;
        }
        let _lock = Lock::on(&path)?;
        let now = match content(&path)? {
            None => T::default(),
            Some(bytes) => {
                let damaged = || StateError::Damaged(path.clone(), rename_damaged(&path));
                parsed(&bytes, parse).ok_or_else(damaged)?
            }
        };
        let (wanted, answer) = change(now);
        if let Some(text) = wanted {
            replace(&path, text.as_bytes()).map_err(failed)?;
        }
        Ok(answer)
    }

    /// Gives a damaged file another name, unless somebody was faster.
    fn set_aside<T>(&self, path: &Path, parse: Parse<T>) -> StateError {
        let lock = Lock::on(path);
        let still = || content(path).ok().flatten().is_some_and(|bytes| parsed(&bytes, parse).is_none());
        let aside = if lock.is_ok() && still() { rename_damaged(path) } else { None };
        StateError::Damaged(path.to_owned(), aside)
    }
}

fn content(path: &Path) -> Result<Option<Vec<u8>>, StateError> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(StateError::Failed(path.to_owned(), error)),
    }
}

fn parsed<T>(bytes: &[u8], parse: Parse<T>) -> Option<T> {
    std::str::from_utf8(bytes).ok().and_then(parse)
}

/// Only the holder of the lock does this, so that a name that is free stays so.
fn rename_damaged(path: &Path) -> Option<PathBuf> {
    let numbered = (2..=MOST_DAMAGED).map(|number| with_end(path, &format!(".damaged.{number}")));
    let mut names = std::iter::once(with_end(path, ".damaged")).chain(numbered);
    // A link that leads nowhere is something too.
    let aside = names.find(|name| fs::symlink_metadata(name).is_err())?;
    fs::rename(path, &aside).ok().map(|()| aside)
}

fn with_end(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}

/// Puts `bytes` in the place of the file, wholly or not at all.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // Only the holder of the lock writes drafts; one that a crash has left is written over.
    let draft = with_end(path, ".new");
    let written = File::create(&draft).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&draft, path)
    });
    if written.is_err() {
        // What is left of it is no use; that it cannot be removed either changes nothing.
        let _ = fs::remove_file(&draft);
    }
    written?;
    // The new name itself reaches the disk with its folder; a system that cannot do this has still renamed.
    if let Some(folder) = path.parent().and_then(|folder| File::open(folder).ok()) {
        let _ = folder.sync_all();
    }
    Ok(())
}

/// A lock on the file beside `path`; the system takes it back however the program ends.
struct Lock {
    _file: File,
}

impl Lock {
    fn on(path: &Path) -> Result<Self, StateError> {
        let failed = |error| StateError::Failed(path.to_owned(), error);
        let beside = with_end(path, ".lock");
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(beside).map_err(failed)?;
        let end = Instant::now() + PATIENCE;
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Self { _file: file }),
                Err(TryLockError::WouldBlock) if Instant::now() < end => thread::sleep(Duration::from_millis(5)),
                Err(TryLockError::WouldBlock) => return Err(StateError::Busy(path.to_owned())),
                // Some network file systems know no locks: better an unlocked change than none.
                Err(TryLockError::Error(_)) => return Ok(Self { _file: file }),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAME: &str = "words";

    fn words(text: &str) -> Option<Vec<String>> {
        text.ends_with('\n').then(|| text.lines().map(str::to_owned).collect())
    }

    fn add(state: &State, word: &str) -> Result<(), StateError> {
        state.change(NAME, words, |mut words| {
            words.push(word.to_owned());
            (Some(words.join("\n") + "\n"), ())
        })
    }

    #[test]
    fn what_is_written_is_read() {
        let home = tempfile::tempdir().unwrap();
        let state = State::at(home.path().join("state/reader"));
        assert_eq!(state.read(NAME, words).unwrap(), [""; 0]);
        add(&state, "one").unwrap();
        add(&state, "two").unwrap();
        assert_eq!(state.read(NAME, words).unwrap(), ["one", "two"]);
        assert!(!home.path().join("state/reader/words.new").exists());
    }

    #[test]
    fn writers_at_once_lose_nothing() {
        let home = tempfile::tempdir().unwrap();
        let state = State::at(home.path());
        thread::scope(|scope| {
            for writer in 0..4 {
                let state = &state;
                scope.spawn(move || (0..25).for_each(|word| add(state, &format!("{writer}-{word}")).unwrap()));
            }
        });
        let mut found = state.read(NAME, words).unwrap();
        found.sort();
        found.dedup();
        assert_eq!(found.len(), 100);
    }

    #[test]
    fn a_damaged_file_is_set_aside_and_told() {
        let home = tempfile::tempdir().unwrap();
        let state = State::at(home.path());
        let damages = [("words.damaged", &b"cut o"[..]), ("words.damaged.2", b"\xff\xfe\n")];
        for (aside, damage) in damages {
            fs::write(home.path().join(NAME), damage).unwrap();
            let error = state.read(NAME, words).expect_err("damaged");
            assert!(matches!(&error, StateError::Damaged(_, Some(to)) if to.ends_with(aside)), "{error}");
            assert_eq!(state.read(NAME, words).unwrap(), [""; 0]);
        }
        for (aside, damage) in damages {
            assert_eq!(fs::read(home.path().join(aside)).unwrap(), damage);
        }
    }

    #[test]
    fn a_change_tells_of_damage_too() {
        let home = tempfile::tempdir().unwrap();
        let state = State::at(home.path());
        fs::write(home.path().join(NAME), "cut o").unwrap();
        let error = add(&state, "one").expect_err("damaged");
        assert!(matches!(&error, StateError::Damaged(_, Some(to)) if to.ends_with("words.damaged")), "{error}");
        add(&state, "one").unwrap();
        assert_eq!(state.read(NAME, words).unwrap(), ["one"]);
    }

    #[test]
    fn damaged_files_do_not_pile_up() {
        let home = tempfile::tempdir().unwrap();
        let state = State::at(home.path());
        for number in 1..=MOST_DAMAGED + 1 {
            fs::write(home.path().join(NAME), "cut o").unwrap();
            let kept = matches!(state.read(NAME, words), Err(StateError::Damaged(_, Some(_))));
            assert_eq!(kept, number <= MOST_DAMAGED, "{number}");
        }
    }

    #[test]
    fn no_home_is_told() {
        let state = State { folder: None };
        assert!(matches!(state.read(NAME, words), Err(StateError::Homeless)));
        let error = add(&state, "one").expect_err("no home");
        assert_eq!(error.to_string(), "Nothing can be remembered: no home folder is known.");
    }

    #[test]
    fn a_place_that_cannot_be_written_is_told() {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join("file");
        fs::write(&file, "").unwrap();
        let state = State::at(file.join("reader"));
        assert_eq!(state.read(NAME, words).unwrap(), [""; 0]);
        let error = add(&state, "one").expect_err("a file is no folder");
        assert!(error.to_string().starts_with("Nothing can be remembered in "), "{error}");
    }
}
