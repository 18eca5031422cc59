//! The engine wired once, for both front ends: a corpus as a stream of statements.
//!
//! [`Library::open`] reads all files and gives their statements in a stable order, [`Entry`] is the
//! little of a statement that a list keeps, and [`Library::load`] fetches the whole of it again.
//! Knows no terminal, prints nothing, and holds no more of the corpus than is on its way.

mod inspect;
mod load;
mod open;
mod paths;
mod pipeline;
mod refresh;
mod search;
mod survey;

pub use crate::catalogue::Entry;
pub use inspect::Inspection;
pub use load::LoadError;
pub use open::Found;
pub use paths::listed_paths;
pub use refresh::{Follower, Pace, Progress, Refreshed, Step};
pub use search::{Answered, Looked, Question, SearchEnd};
pub use survey::Group;

use crate::corpus::{self, Walk};
use crate::extract::{Context, Extractor, Project};
use crate::index::{Base, Identity, Place, Trouble};
use crate::model::calendar::today;
use crate::model::{ConfigFile, ConfigProblem, Day, Digest, Scope};
use crate::search::query::{Parties, Query};
use std::path::PathBuf;
use std::sync::OnceLock;
use survey::Surveys;

/// How a corpus is read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Options {
    /// Which files are looked at.
    pub walk: Walk,
    /// What dates without a year are counted from, if the user says so.
    pub reference: Option<Day>,
}

/// The settings that a corpus is read by.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The files, in the order in which they were laid over each other.
    pub files: Vec<String>,
    /// Of all that they say, and of what.
    digest: u64,
    project: Project,
}

impl Settings {
    /// What was wrong in them and was left out.
    #[must_use]
    pub fn problems(&self) -> &[ConfigProblem] {
        self.project.problems()
    }
}

/// A digest of what files of settings say, and of what part of the corpus they speak.
fn digest(files: &[ConfigFile]) -> u64 {
    let mut digest = Digest::default();
    for ConfigFile { name: _, kind, scopes, text } in files {
        digest.number(*kind as u64);
        digest.number(scopes.len() as u64);
        for Scope { base, files } in scopes {
            digest.text(base);
            let mut files: Vec<&String> = files.iter().flatten().collect();
            files.sort();
            files.iter().for_each(|file| digest.text(file));
        }
        match text {
            Ok(text) => digest.text(text),
            Err(reason) => digest.text(reason),
        }
    }
    digest.end()
}

/// A corpus on disk and what is needed to read it.
#[derive(Debug)]
pub struct Library {
    roots: Vec<PathBuf>,
    options: Options,
    /// Where the user's own settings lie.
    user: Option<PathBuf>,
    settings: OnceLock<Settings>,
    /// Built by the first thread that needs it, so that a screen need not wait for the word lists.
    extractor: OnceLock<Extractor>,
    surveys: Surveys,
    today: Day,
    /// Nanoseconds since 1970.
    clock: fn() -> i64,
}

impl Library {
    /// The corpus below `roots`; nothing is read yet.
    #[must_use]
    pub fn new(roots: Vec<PathBuf>, options: Options) -> Self {
        let (settings, extractor) = (OnceLock::new(), OnceLock::new());
        Self {
            roots,
            options,
            user: None,
            settings,
            extractor,
            surveys: Surveys::default(),
            today: today(),
            clock: refresh::now,
        }
    }

    /// The same with the user's own settings, from the folder `user`.
    #[must_use]
    pub fn with_user_settings(self, user: Option<PathBuf>) -> Self {
        Self { user, ..self }
    }

    /// The files and folders that it is read from, as they were named.
    #[must_use]
    pub fn roots(&self) -> &[PathBuf] {
        &self.roots
    }

    /// The place of the index of this corpus below `base`.
    ///
    /// # Errors
    /// [`Trouble::Inside`] if that would lie in the corpus.
    pub fn index_place(&self, base: Base) -> Result<Place, Trouble> {
        let Options { walk, reference } = self.options;
        let options = [
            walk.gitignore.then(|| "without what .gitignore names".to_owned()),
            walk.hidden.then(|| "with hidden files".to_owned()),
            reference.map(|day| format!("dates counted from {day}")),
        ];
        let identity = Identity::new(&self.roots, options.into_iter().flatten().collect());
        Place::new(base, identity, &self.roots, walk.hidden)
    }

    /// The files of settings that the corpus is read by, and what was wrong in them.
    ///
    /// They are read once, when first needed.
    pub fn settings(&self) -> &Settings {
        self.settings.get_or_init(|| {
            let files = corpus::config_files(&self.roots, self.user.as_deref());
            let project = Project::read(&files);
            let digest = digest(&files);
            Settings { digest, files: files.into_iter().map(|file| file.name).collect(), project }
        })
    }

    /// The files of the corpus that hold the same bytes; reads those of one size.
    #[must_use]
    pub fn copies(&self) -> corpus::Compared {
        corpus::copies(&self.roots, self.options.walk)
    }

    /// Parses a query, on the day that the corpus is opened.
    #[must_use]
    pub fn parse_query(&self, text: &str) -> Query {
        Query::parse(text, self.today)
    }

    /// The parties that a query may name: those that the program knows and those that corpus and user list.
    ///
    /// Names, other names, weak and Latin ones, and the English one. What only a text names is not among them.
    #[must_use]
    pub fn parties(&self) -> Parties {
        let mut parties = Parties::default();
        for party in self.extractor().gazetteer().iter() {
            let names = std::iter::once(&party.name).chain(&party.aliases).chain(&party.weak).chain(&party.latin);
            parties.add(&party.id.0, names.chain(&party.english).map(String::as_str));
        }
        parties
    }

    fn extractor(&self) -> &Extractor {
        self.extractor.get_or_init(|| Extractor::of(self.settings().project.clone()))
    }

    fn context(&self) -> Context {
        Context { reference: self.options.reference, today: self.today }
    }
}
