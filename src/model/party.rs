//! Parties, and what part one plays in a statement.

use serde::Serialize;

/// Stable name of a party: `ir-hemmat`, or `seen-…` for one met only in a text.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(transparent)]
pub struct PartyId(pub String);

/// What sort of body it is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
#[expect(missing_docs, reason = "the names say it")]
pub enum BodyKind {
    #[default]
    Party,
    Alliance,
    Movement,
    Front,
    Bloc,
    Organisation,
    Society,
}

impl BodyKind {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Party, Self::Alliance, Self::Movement, Self::Front, Self::Bloc, Self::Organisation, Self::Society];

    /// Its name in data files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Party => "party",
            Self::Alliance => "alliance",
            Self::Movement => "movement",
            Self::Front => "front",
            Self::Bloc => "bloc",
            Self::Organisation => "organisation",
            Self::Society => "society",
        }
    }

    /// The kind of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// One body of the gazetteer: a party, alliance, movement, society, front or organisation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Party {
    /// Stable name.
    pub id: PartyId,
    /// What sort of body it is.
    pub kind: BodyKind,
    /// ISO 3166 code of its country; empty if it is not known.
    pub country: String,
    /// Name in its own language.
    pub name: String,
    /// Other names that mean this body and nothing else.
    pub aliases: Vec<String>,
    /// Everyday words that mean this body only under conditions.
    pub weak: Vec<String>,
    /// Short Latin names, such as PJD.
    pub latin: Vec<String>,
    /// English name.
    pub english: Option<String>,
}

/// What part a party plays in a statement.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// It speaks.
    Speaker,
    /// The statement is news about it.
    Subject,
    /// It took part in what is told: it met somebody, was there, said something of its own.
    Participant,
    /// It is named.
    Mentioned,
}

/// A party in a statement: what part it plays there, and what shows it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct PartyRole {
    /// Stable name.
    pub id: PartyId,
    /// Name to show.
    pub name: String,
    /// What part it plays.
    pub role: Role,
    /// False where another party is nearly as likely, or as much a speaker.
    pub sure: bool,
    /// What gave it away: where, such as `signature`, `title`, `site`, `field`, `paragraph 3`, with the words.
    pub cue: String,
}
