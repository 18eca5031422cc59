//! What a query asks for, as a tree.
//!
//! Made by `parse`, which never refuses: what could not be understood is left out and told as a [`QueryProblem`] with its
//! place, for the line under the prompt. Knows neither how words are compared nor where statements come from.

use super::span::DateTerm;
use crate::model::{Kind, Language, Role};
use crate::text::range::TextRange;

/// A parsed query.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Query {
    /// What is asked; a query that asks nothing is an empty [`Expr::All`].
    pub root: Expr,
    /// What was left out or put right, in the order of the text.
    pub problems: Vec<QueryProblem>,
}

/// Something in a query that is not as it was meant, a sentence for the user.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct QueryProblem {
    /// The bytes of the query that it is about.
    pub range: TextRange,
    /// What is wrong, and what would be right.
    pub message: String,
}

/// One condition on a statement.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Expr {
    /// Every one of these holds; always true where there is none.
    All(Vec<Self>),
    /// At least one of these holds.
    Any(Vec<Self>),
    /// It does not hold.
    Not(Box<Self>),
    /// The text is in the statement.
    Text(Sought),
    /// The parts stand near each other, in any order: no more than so many words between one and the next.
    Near(Near),
    /// Something known of the statement.
    Field(Field),
}

/// Parts that stand near each other.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Near {
    /// Words that may stand between two neighbours.
    pub between: usize,
    /// Two or more parts.
    pub parts: Vec<Sought>,
}

/// Words that are looked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sought {
    /// The words as typed, without quotes and stars.
    pub text: String,
    /// How they are meant.
    pub how: Manner,
    /// Where they are looked for.
    pub place: Place,
    /// Their bytes in the query.
    pub range: TextRange,
}

/// How words are meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Manner {
    /// Whole words, with or without clitics, plurals alike: `word`. Several of them are a phrase.
    Words,
    /// Words one after the other, each whole, in any spelling: `«two words»`.
    Phrase,
    /// The same, spelt with these letters: `"two words"` or `=word`.
    Spelt,
    /// The beginning of a word: `word*`.
    Beginning,
    /// The end of a word: `*word`.
    Ending,
    /// A part of a word: `*word*`.
    Inside,
}

/// Where words are looked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Place {
    /// In title, lead and body.
    #[default]
    Anywhere,
    /// In the title.
    Title,
}

/// Something known of a statement, other than its words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Field {
    /// Filed under one of the parties that one of these names means.
    Party(Vec<String>),
    /// A party of the statement, one of those asked for where any are, plays this part.
    Role(Role),
    /// Its date lies there.
    Date(DateTerm),
    /// Its language.
    Language(Language),
    /// What sort of text it is.
    Kind(Kind),
    /// Published by a site, agency or author whose name or address holds one of these.
    Source(Vec<String>),
    /// The path of its file holds one of these.
    Path(Vec<String>),
    /// It has this.
    Has(Feature),
}

/// What a statement may have or lack.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Feature {
    /// A date of any precision.
    Date,
    /// A year.
    Year,
    /// A date that was inferred, not read.
    Inferred,
    /// A party.
    Party,
    /// A title of its own, not made from the first words.
    Title,
    /// A lead.
    Lead,
    /// A signature.
    Signature,
    /// An author.
    Author,
    /// An address.
    Url,
    /// A problem.
    Problem,
    /// A body that the page cut off.
    Cut,
}

impl Feature {
    /// All of them, by the names that queries use.
    pub const NAMED: [(&'static str, Self); 11] = [
        ("date", Self::Date),
        ("year", Self::Year),
        ("inferred", Self::Inferred),
        ("party", Self::Party),
        ("title", Self::Title),
        ("lead", Self::Lead),
        ("signature", Self::Signature),
        ("author", Self::Author),
        ("url", Self::Url),
        ("problem", Self::Problem),
        ("cut", Self::Cut),
    ];
}

impl Query {
    /// True if it asks nothing, so that every statement answers it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        matches!(&self.root, Expr::All(parts) if parts.is_empty())
    }

    /// The words that a statement is to hold, in the order of the query, those that it must not hold left out: what is
    /// lit in a hit.
    #[must_use]
    pub fn wanted(&self) -> Vec<&Sought> {
        let mut wanted = Vec::new();
        self.root.collect_wanted(&mut wanted);
        wanted
    }

    /// The same query with words that are to be spelt as typed in any spelling; none if it has no such words.
    #[must_use]
    pub fn in_any_spelling(&self) -> Option<Self> {
        let mut other = self.clone();
        other.root.spell_freely();
        (other.root != self.root).then_some(other)
    }

    /// True if words of the text are asked for, wanted or not, and not only what is known of a statement.
    #[must_use]
    pub fn asks_text(&self) -> bool {
        self.root.asks_text()
    }
}

impl Expr {
    fn spell_freely(&mut self) {
        let freely = |sought: &mut Sought| {
            if sought.how == Manner::Spelt {
                sought.how = Manner::Phrase;
            }
        };
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter_mut().for_each(Self::spell_freely),
            Self::Text(sought) => freely(sought),
            Self::Near(near) => near.parts.iter_mut().for_each(freely),
            // What must not be there stays as it is, so that the answers only become more.
            Self::Not(_) | Self::Field(_) => {}
        }
    }

    fn collect_wanted<'a>(&'a self, wanted: &mut Vec<&'a Sought>) {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.collect_wanted(wanted)),
            Self::Text(sought) => wanted.push(sought),
            Self::Near(near) => wanted.extend(&near.parts),
            Self::Not(_) | Self::Field(_) => {}
        }
    }

    fn asks_text(&self) -> bool {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().any(Self::asks_text),
            Self::Not(part) => part.asks_text(),
            Self::Text(_) | Self::Near(_) => true,
            Self::Field(_) => false,
        }
    }
}
