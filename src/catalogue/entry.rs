//! What a list keeps of a statement: enough to show, sort, filter and find it again.

use crate::model::{Date, Kind, Language, PartyId, PartyRole, Role, Source, Statement, StatementId};
use crate::search::query::{Facts, Feature};

/// A party in a statement, and the part that it plays.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Played {
    /// Stable name.
    pub id: PartyId,
    /// Name to show.
    pub name: String,
    /// The part.
    pub role: Role,
}

/// One row of a list of statements.
#[derive(Clone, PartialEq, Debug)]
pub struct Entry {
    /// Its place in the corpus: the number of its file, and below 32 bits its number in the file.
    pub key: u64,
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
    /// Every party in it, and the part that each plays.
    pub roles: Vec<Played>,
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
    /// Where it was published.
    pub source: Source,
    /// True if it has a lead.
    pub has_lead: bool,
    /// True if it has a signature.
    pub has_signature: bool,
    /// How many problems it has.
    pub problems: usize,
}

impl Played {
    fn of(party: &PartyRole) -> Self {
        Self { id: party.id.clone(), name: party.name.clone(), role: party.role }
    }
}

impl Entry {
    /// The entry of a statement, as the first of its corpus and file.
    #[must_use]
    pub fn of(statement: &Statement) -> Self {
        Self {
            key: 0,
            id: statement.id.clone(),
            path: statement.path.clone(),
            item: statement.item,
            ordinal: 0,
            title: statement.title.clone(),
            title_made: statement.title_made,
            party: statement.party.clone(),
            roles: statement.parties.iter().map(Played::of).collect(),
            date: statement.date.clone(),
            language: statement.language,
            words: statement.words,
            cut: statement.cut,
            kind: statement.kind,
            source: statement.source.clone(),
            has_lead: Facts::has(statement, Feature::Lead),
            has_signature: Facts::has(statement, Feature::Signature),
            problems: statement.problems.len(),
        }
    }

    /// The same entry in its place: the number of its file in the corpus, and its number in the file.
    #[must_use]
    pub fn placed(self, file: u32, ordinal: usize) -> Self {
        Self { key: u64::from(file) << 32 | ordinal as u64 & 0xFFFF_FFFF, ordinal, ..self }
    }
}

impl Facts for Entry {
    fn party(&self) -> Option<&str> {
        self.party.as_ref().map(|party| party.id.0.as_str())
    }

    fn roles(&self) -> impl Iterator<Item = (&str, Role)> {
        self.roles.iter().map(|party| (party.id.0.as_str(), party.role))
    }

    fn called(&self, party: &str) -> Option<&str> {
        let main = self.party.iter().map(|main| (&main.id, &main.name));
        let mut named = main.chain(self.roles.iter().map(|played| (&played.id, &played.name)));
        named.find(|(id, _)| id.0 == party).map(|(_, name)| name.as_str())
    }

    fn date(&self) -> Option<&Date> {
        self.date.as_ref()
    }

    fn language(&self) -> Language {
        self.language
    }

    fn kind(&self) -> Option<Kind> {
        self.kind
    }

    fn sources(&self) -> impl Iterator<Item = &str> {
        let source = &self.source;
        [&source.agency, &source.site, &source.url, &source.author].into_iter().filter_map(Option::as_deref)
    }

    fn path(&self) -> &str {
        &self.path
    }

    fn has(&self, feature: Feature) -> bool {
        match feature {
            Feature::Date => self.date.is_some(),
            Feature::Year => self.date.as_ref().is_some_and(|date| date.year.is_some()),
            Feature::Inferred => self.date.as_ref().is_some_and(|date| !date.sure),
            Feature::Party => self.party.is_some(),
            Feature::Title => !self.title_made,
            Feature::Lead => self.has_lead,
            Feature::Signature => self.has_signature,
            Feature::Author => self.source.author.is_some(),
            Feature::Url => self.source.url.is_some(),
            Feature::Problem => self.problems > 0,
            Feature::Cut => self.cut,
        }
    }
}
