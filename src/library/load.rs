//! Fetches a whole statement again from the file that its entry names.
//!
//! A corpus lives on disk: between the list and the opening of a statement its file may have
//! changed or gone, which the reader is told.

use super::{Entry, Library};
use crate::corpus::{self, Met};
use crate::model::{Statement, StatementId};
use std::collections::{BTreeMap, HashMap, HashSet};
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
    /// A file is read once for all the entries it gave, up to 1,024 at a time; no more statements are held.
    pub fn load_each(
        &self,
        entries: &[&Entry],
        each: &mut dyn FnMut(Result<Statement, LoadError>) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        for batch in entries.chunks(HELD) {
            let mut loaded: Vec<Option<Result<Statement, LoadError>>> = batch.iter().map(|_| None).collect();
            let mut files: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
            for (place, entry) in batch.iter().enumerate() {
                files.entry(&entry.path).or_default().push(place);
            }
            for (path, places) in files {
                self.load_from(path, batch, &places, &mut loaded);
            }
            loaded.into_iter().flatten().try_for_each(&mut *each)?;
        }
        ControlFlow::Continue(())
    }

    /// Reads the file at `path` and fills the `places` of the entries that it gave.
    fn load_from(
        &self,
        path: &str,
        entries: &[&Entry],
        places: &[usize],
        loaded: &mut [Option<Result<Statement, LoadError>>],
    ) {
        let failed = match corpus::locate(&self.roots, self.options.walk, path) {
            None => LoadError::Gone { path: path.to_owned() },
            Some(file) => {
                let context = self.context();
                let wanted: HashMap<&StatementId, usize> =
                    places.iter().filter_map(|place| Some((&entries.get(*place)?.id, *place))).collect();
                let items: HashSet<Option<usize>> =
                    places.iter().filter_map(|place| Some(entries.get(*place)?.item)).collect();
                let mut missing = places.len();
                let report = corpus::read(&file, Some(path), &mut |met| {
                    let Met::Document(document) = met else { return ControlFlow::Continue(()) };
                    if items.contains(&document.item) {
                        for statement in self.extractor().statements(&document, &context) {
                            let slot = wanted.get(&statement.id).and_then(|place| loaded.get_mut(*place));
                            if let Some(slot) = slot
                                && slot.is_none()
                            {
                                *slot = Some(Ok(statement));
                                missing -= 1;
                            }
                        }
                    }
                    if missing == 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
                });
                if report.readable {
                    LoadError::Changed { path: path.to_owned() }
                } else {
                    let reason = report.problems.first().map_or_else(String::new, |problem| problem.0.clone());
                    LoadError::Unreadable { path: path.to_owned(), reason }
                }
            }
        };
        for place in places {
            if let Some(slot) = loaded.get_mut(*place) {
                slot.get_or_insert_with(|| Err(failed.clone()));
            }
        }
    }
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
            assert_eq!(library.load(&Entry::of(statement)).as_ref(), Ok(statement));
        }

        // Many at once come in the order asked for, whatever their order in the files.
        let entries: Vec<Entry> = statements.iter().rev().map(Entry::of).collect();
        let mut again = Vec::new();
        let flow = library.load_each(&entries.iter().collect::<Vec<_>>(), &mut |loaded| {
            again.push(loaded.unwrap());
            if again.len() < 3 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        assert!(flow.is_break());
        assert!(again.iter().eq(statements.iter().rev().take(3)));

        fs::write(&records, "{\"text\":\"one\"}\n").unwrap();
        let last = Entry::of(statements.last().unwrap());
        let changed = library.load(&last).unwrap_err();
        assert_eq!(changed.to_string(), "records.jsonl has changed since it was listed; read the corpus again.");
        fs::remove_file(&records).unwrap();
        assert_eq!(library.load(&last), Err(LoadError::Gone { path: "records.jsonl".to_owned() }));
    }
}
