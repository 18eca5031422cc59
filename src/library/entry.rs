//! What a list keeps of a statement: enough to show, sort and find it again.

use crate::model::{Date, Kind, Language, PartyRole, Statement, StatementId};

/// One row of a list of statements.
#[derive(Clone, PartialEq, Debug)]
pub struct Entry {
    /// Number in the order of the corpus, from 0.
    pub index: usize,
    /// Stable name.
    pub id: StatementId,
    /// Path of its file, relative to the corpus root.
    pub path: String,
    /// Number of its record within a container.
    pub item: Option<usize>,
    /// Number among the statements of its file, from 0.
    pub ordinal: usize,
    /// Title.
    pub title: String,
    /// True if the title was made from the first words.
    pub title_made: bool,
    /// The party it is filed under.
    pub party: Option<PartyRole>,
    /// Its date.
    pub date: Option<Date>,
    /// Its language.
    pub language: Language,
    /// Words of title, lead and body.
    pub words: usize,
    /// True for a teaser.
    pub cut: bool,
    /// What sort of text it is.
    pub kind: Option<Kind>,
    /// How many problems it has.
    pub problems: usize,
}

impl Entry {
    /// The entry of a statement, as the first of its corpus and file.
    #[must_use]
    pub fn of(statement: &Statement) -> Self {
        Self {
            index: 0,
            id: statement.id.clone(),
            path: statement.path.clone(),
            item: statement.item,
            ordinal: 0,
            title: statement.title.clone(),
            title_made: statement.title_made,
            party: statement.party.clone(),
            date: statement.date.clone(),
            language: statement.language,
            words: statement.words,
            cut: statement.cut,
            kind: statement.kind,
            problems: statement.problems.len(),
        }
    }

    /// The same entry in its place in the corpus and in its file.
    #[must_use]
    pub fn placed(self, index: usize, ordinal: usize) -> Self {
        Self { index, ordinal, ..self }
    }
}
