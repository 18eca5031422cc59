//! Fetches a whole statement again from the file that its entry names.
//!
//! A corpus lives on disk: between the list and the opening of a statement its file may have
//! changed or gone, which the reader is told.

use super::{Entry, Library};
use crate::corpus;
use crate::model::Statement;
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

impl Library {
    /// The statement of an entry, read again from its file.
    ///
    /// # Errors
    /// If the file has gone, cannot be read or no longer holds the statement.
    pub fn load(&self, entry: &Entry) -> Result<Statement, LoadError> {
        let path = || entry.path.clone();
        let file = corpus::locate(&self.roots, self.options.walk, &entry.path)
            .ok_or_else(|| LoadError::Gone { path: path() })?;
        let context = self.context();
        let mut wanted = None;
        let report = corpus::read(&file, &entry.path, &mut |document| {
            if document.item != entry.item {
                return ControlFlow::Continue(());
            }
            wanted = self.extractor().statements(&document, &context).into_iter().find(|found| found.id == entry.id);
            ControlFlow::Break(())
        });
        match wanted {
            Some(statement) => Ok(statement),
            None if report.readable => Err(LoadError::Changed { path: path() }),
            None => {
                let reason = report.problems.first().map_or_else(String::new, |problem| problem.0.clone());
                Err(LoadError::Unreadable { path: path(), reason })
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
        let library = Library::new(vec![folder.path().to_path_buf()], Options::default());
        let mut statements = Vec::new();
        library.open(&mut |found| {
            if let Found::Statement(statement) = found {
                statements.push(*statement);
            }
            ControlFlow::Continue(())
        });
        assert_eq!(statements.len(), 4);
        for statement in &statements {
            assert_eq!(library.load(&Entry::of(statement)).as_ref(), Ok(statement));
        }

        fs::write(&records, "{\"text\":\"one\"}\n").unwrap();
        let last = Entry::of(statements.last().unwrap());
        let changed = library.load(&last).unwrap_err();
        assert_eq!(changed.to_string(), "records.jsonl has changed since it was listed; read the corpus again.");
        fs::remove_file(&records).unwrap();
        assert_eq!(library.load(&last), Err(LoadError::Gone { path: "records.jsonl".to_owned() }));
    }
}
