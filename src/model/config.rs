//! What a corpus or its user wrote of how it is to be read, and what was wrong with it.
//!
//! The files themselves, before anything was understood of them: `corpus` reads them, `extract` takes them in.

use std::collections::HashSet;
use std::fmt;

/// Which of the two files it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ConfigKind {
    /// `parties.toml`.
    Parties,
    /// `reader.toml`.
    Reader,
}

/// A part of a corpus that a file speaks of.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Scope {
    /// The folder that its paths begin at, relative to the corpus; empty for all of it.
    pub base: String,
    /// The only files of that folder that belong to the corpus, as paths of the corpus; none for all of them.
    pub files: Option<HashSet<String>>,
}

impl Scope {
    /// The path of a file of the corpus as seen from the folder, if the file lies in this part.
    #[must_use]
    pub fn within<'a>(&self, path: &'a str) -> Option<&'a str> {
        let below =
            if self.base.is_empty() { path } else { path.strip_prefix(self.base.as_str())?.strip_prefix('/')? };
        self.files.as_ref().is_none_or(|files| files.contains(path)).then_some(below)
    }
}

/// A file of settings as it was found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ConfigFile {
    /// How it is called in what is told of it.
    pub name: String,
    /// Which of the two it is.
    pub kind: ConfigKind,
    /// The parts of the corpus that it speaks of.
    pub scopes: Vec<Scope>,
    /// What it says, or why that cannot be read.
    pub text: Result<String, String>,
}

/// Something in such a file that was left out, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ConfigProblem {
    /// The file.
    pub file: String,
    /// The line, counted from 1; none where the whole file is meant.
    pub line: Option<usize>,
    /// What is wrong and what is allowed, in sentences.
    pub message: String,
}

impl fmt::Display for ConfigProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.file, self.message),
            None => write!(f, "{}: {}", self.file, self.message),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scope_is_a_folder_or_some_of_its_files() {
        let scope = |base: &str, files: &[&str]| Scope {
            base: base.to_owned(),
            files: (!files.is_empty()).then(|| files.iter().map(|file| (*file).to_owned()).collect()),
        };
        assert_eq!(scope("", &[]).within("a/b.txt"), Some("a/b.txt"));
        assert_eq!(scope("a", &[]).within("a/b.txt"), Some("b.txt"));
        assert_eq!(scope("a", &[]).within("ab/b.txt"), None);
        assert_eq!(scope("", &["b.txt"]).within("b.txt"), Some("b.txt"));
        assert_eq!(scope("", &["b.txt"]).within("c.txt"), None);
    }
}
