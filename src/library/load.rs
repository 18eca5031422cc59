//! Fetches a whole statement again from the file that its entry names.
//!
//! A corpus lives on disk: between the list and the opening of a statement its file may have
//! changed or gone, which the reader is told.

use super::{Entry, Library};
use crate::corpus::{self, Found, Locator, Met};
use crate::model::{Statement, StatementId};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::ControlFlow;

/// Why a statement of the list cannot be shown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LoadError {
    /// Its file is no longer there.
    Gone {
        /// Path of the file, relative to the corpus root.
        path: String,
    },
    /// Its file can no longer be read.
    Unreadable {
        /// Path of the file, relative to the corpus root.
        path: String,
        /// What the system says.
        reason: String,
    },
    /// Its file no longer holds it: the corpus is to be read again.
    Changed {
        /// Path of the file, relative to the corpus root.
        path: String,
    },
}

impl std::fmt::Display for LoadError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Gone { path } => write!(f, "{path} is gone."),
            Self::Unreadable { path, reason } => write!(f, "{path} {reason}."),
            Self::Changed { path } => write!(f, "{path} has changed since it was listed; read the corpus again."),
        }
    }
}

impl std::error::Error for LoadError {}

/// Statements that are held at most, while those before them in order are still looked for.
const HELD: usize = 1024;

/// Words of the statements that are held at most, unless one alone has more.
const HELD_WORDS: usize = 2_000_000;

impl Library {
    /// The statement of an entry, read again from its file.
    ///
    /// # Errors
    /// If the file has gone, cannot be read or no longer holds the statement.
    pub fn load(&self, entry: &Entry) -> Result<Statement, LoadError> {
        let mut loaded = Err(LoadError::Gone { path: entry.path.clone() });
        // One entry gives one answer.
        let _ = self.load_each(&[entry], &mut |result| {
            loaded = result;
            ControlFlow::Continue(())
        });
        loaded
    }

    /// Hands the statements of many entries to `each`, in the order of the entries, until that breaks off.
    ///
    /// A file on disk is read once for all the entries that it and its members gave, up to 1,024 at a time; no more
    /// statements are held.
    pub fn load_each(
        &self,
        entries: &[&Entry],
        each: &mut dyn FnMut(Result<Statement, LoadError>) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let locator = Locator::new(&self.roots, self.options.walk);
        for batch in batches(entries) {
            let mut loaded: Vec<Option<Result<Statement, LoadError>>> = batch.iter().map(|_| None).collect();
            let mut files: BTreeMap<String, (Found, Vec<usize>)> = BTreeMap::new();
            let mut located: HashMap<&str, Option<Found>> = HashMap::new();
            for ((place, entry), slot) in batch.iter().enumerate().zip(&mut loaded) {
                match located.entry(&entry.path).or_insert_with(|| locator.find(&entry.path)) {
                    Some(file) => {
                        let group = files.entry(file.relative.clone());
                        group.or_insert_with(|| (file.clone(), Vec::new())).1.push(place);
                    }
                    None => *slot = Some(Err(LoadError::Gone { path: entry.path.clone() })),
                }
            }
            for (file, places) in files.values() {
                self.load_from(file, batch, places, &mut loaded);
            }
            loaded.into_iter().flatten().try_for_each(&mut *each)?;
        }
        ControlFlow::Continue(())
    }

    /// Reads a file and fills the `places` of the entries that it gave.
    fn load_from(
        &self,
        file: &Found,
        entries: &[&Entry],
        places: &[usize],
        loaded: &mut [Option<Result<Statement, LoadError>>],
    ) {
        let context = self.context();
        let mut wanted: HashMap<&StatementId, Vec<usize>> = HashMap::new();
        let mut records: HashSet<(&str, Option<usize>)> = HashSet::new();
        for (place, entry) in places.iter().filter_map(|place| Some((*place, *entries.get(*place)?))) {
            wanted.entry(&entry.id).or_default().push(place);
            records.insert((&entry.path, entry.item));
        }
        let paths: BTreeSet<&str> = records.iter().map(|(path, _)| *path).collect();
        let mut missing = wanted.len();
        // A member is not read as its archive is.
        let mut members: HashMap<String, Option<String>> = HashMap::new();
        let report = corpus::read(file, Some(&paths), &mut |met| {
            let document = match met {
                Met::Document(document) => document,
                Met::Member(report) => {
                    members.insert(report.path.clone(), report.read_as());
                    return ControlFlow::Continue(());
                }
            };
            if records.contains(&(document.path.as_str(), document.item)) {
                let (repeated, _) = self.repeated(file, &document);
                for statement in self.extractor().statements_among(&document, &context, &repeated) {
                    let places = wanted.remove(&statement.id).unwrap_or_default();
                    missing -= usize::from(!places.is_empty());
                    for place in places {
                        if let Some(slot) = loaded.get_mut(place) {
                            *slot = Some(Ok(statement.clone()));
                        }
                    }
                }
            }
            if missing == 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        members.insert(report.path.clone(), report.read_as());
        for place in places {
            if let Some(Some(Ok(statement))) = loaded.get_mut(*place) {
                statement.grounds.format = members.get(&statement.path).cloned().flatten();
            }
        }
        let reason = report.problems.first().map_or_else(String::new, |problem| problem.0.clone());
        for place in wanted.into_values().flatten() {
            let Some(path) = entries.get(place).map(|entry| entry.path.clone()) else { continue };
            let failed = if report.readable {
                LoadError::Changed { path }
            } else {
                LoadError::Unreadable { path, reason: reason.clone() }
            };
            if let Some(slot) = loaded.get_mut(place) {
                *slot = Some(Err(failed));
            }
        }
    }
}

/// The entries in groups that may be held at once.
fn batches<'a>(entries: &'a [&'a Entry]) -> impl Iterator<Item = &'a [&'a Entry]> {
    let mut rest = entries;
    std::iter::from_fn(move || {
        let mut words = 0;
        let mut fits = |entry: &&Entry| {
            words += entry.words;
            words <= HELD_WORDS
        };
        let count = rest.iter().take(HELD).take_while(|entry| fits(entry)).count().max(1);
        let (batch, after) = rest.split_at_checked(count)?;
        rest = after;
        Some(batch)
    })
}

#[cfg(test)]
mod tests {
    use super::super::{Found, Options};
    use super::*;
    use std::fs;

    #[test]
    fn every_listed_statement_is_found_again_or_missed_clearly() {
        let folder = tempfile::tempdir().unwrap();
        let records = folder.path().join("records.jsonl");
        fs::write(&records, "{\"text\":\"one\"}\n{\"text\":\"two\"}\n{\"text\":\"three\"}\n").unwrap();
        fs::write(folder.path().join("page.txt"), "title\n\nbody").unwrap();
        let member = |name: &str, body: &str| {
            let header = |sum: &str| format!("{name:\0<124}{:011o}{:\0<13}{sum:8}0{:\0<355}", body.len(), "", "");
            let sum: u32 = header("").bytes().map(u32::from).sum();
            format!("{}{body:\0<512}", header(&format!("{sum:06o}\0")))
        };
        let archive = [member("a.txt", "inner"), member("b.txt", "other")].concat();
        fs::write(folder.path().join("old.tar"), archive).unwrap();
        let library = Library::new(vec![folder.path().to_path_buf()], Options::default());
        let mut statements = Vec::new();
        library.open(&mut |found| {
            if let Found::Statement(statement) = found {
                statements.push(*statement);
            }
            ControlFlow::Continue(())
        });
        let paths: Vec<_> = statements.iter().map(|statement| statement.path.as_str()).collect();
        let lines = "records.jsonl";
        assert_eq!(paths, ["old.tar/a.txt", "old.tar/b.txt", "page.txt", lines, lines, lines]);
        for statement in &statements {
            let mut loaded = library.load(&Entry::of(statement)).unwrap();
            let format = loaded.grounds.format.take();
            assert_eq!(&loaded, statement);
            let expected = statement.path.rsplit_once('.').map(|(name, end)| match (name, end) {
                ("page", _) => Some("page"),
                (_, "jsonl") => Some("JSON"),
                _ => None,
            });
            assert_eq!(format.as_deref(), expected.unwrap(), "{}", statement.path);
        }

        // Many at once come in the order asked for, whatever their order in the files.
        let entries: Vec<Entry> = statements.iter().rev().map(Entry::of).collect();
        let mut again = Vec::new();
        let flow = library.load_each(&entries.iter().collect::<Vec<_>>(), &mut |loaded| {
            let mut loaded = loaded.unwrap();
            loaded.grounds.format = None;
            again.push(loaded);
            if again.len() < 3 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        assert!(flow.is_break());
        assert!(again.iter().eq(statements.iter().rev().take(3)));

        // One that is asked for twice is given twice.
        let entry = &entries[4];
        let mut times = 0;
        let _ = library.load_each(&[entry, entry], &mut |loaded| {
            times += usize::from(loaded.unwrap().path == "old.tar/b.txt");
            ControlFlow::Continue(())
        });
        assert_eq!(times, 2);

        fs::write(&records, "{\"text\":\"one\"}\n").unwrap();
        let last = Entry::of(statements.last().unwrap());
        let changed = library.load(&last).unwrap_err();
        assert_eq!(changed.to_string(), "records.jsonl has changed since it was listed; read the corpus again.");
        fs::remove_file(&records).unwrap();
        assert_eq!(library.load(&last), Err(LoadError::Gone { path: "records.jsonl".to_owned() }));
    }

    #[test]
    fn few_long_statements_are_held_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let lines: String = (0..6).map(|line| format!("{{\"text\":\"{line} word\"}}\n")).collect();
        fs::write(folder.path().join("records.jsonl"), lines).unwrap();
        let library = Library::new(vec![folder.path().to_path_buf()], Options::default());
        let mut entries = Vec::new();
        library.open(&mut |found| {
            if let Found::Statement(statement) = found {
                entries.push(Entry { words: HELD_WORDS / 2, ..Entry::of(&statement) });
            }
            ControlFlow::Continue(())
        });
        entries[3].words = HELD_WORDS * 2;
        let entries: Vec<&Entry> = entries.iter().collect();
        assert_eq!(batches(&entries).map(<[_]>::len).collect::<Vec<_>>(), [2, 1, 1, 2]);
        let mut titles = Vec::new();
        let _ = library.load_each(&entries, &mut |loaded| {
            titles.push(loaded.unwrap().item);
            ControlFlow::Continue(())
        });
        assert_eq!(titles, (0..6).map(Some).collect::<Vec<_>>());
    }
}
