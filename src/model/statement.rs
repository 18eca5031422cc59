//! A statement: the blocks of a page that belong together, and what is known of them.

use super::{Date, PartyRole, Problem};
use crate::text::range::TextRange;
use serde::Serialize;

/// Stable name of a statement: the same on every machine for the same file and place.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(transparent)]
pub struct StatementId(pub String);

/// What a block of a page is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum BlockRole {
    /// Short headline above the title.
    Kicker,
    /// The title.
    Title,
    /// The summary between title and body.
    Lead,
    /// A paragraph of the body.
    Paragraph,
    /// Name and office below the body.
    Signature,
    /// A line about the statement and not of it: date, code, credit.
    Metadata,
    /// A part of the page and not of the statement, with the reason it was taken for one.
    Furniture(String),
}

/// A stretch of a statement with one role, in the order of the page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Block {
    /// What it is.
    pub role: BlockRole,
    /// Its text as found, trimmed; one line. In what is read, links and emphasis of Markdown are seen through.
    pub text: String,
    /// Its bytes in the document's text; empty for a block made from a record's field.
    pub range: TextRange,
}

/// What sort of text a statement is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Kind {
    Communique,
    Statement,
    News,
    Interview,
    Speech,
    Message,
    Letter,
    Note,
    Condolence,
    Congratulation,
    Resolution,
    Notice,
    Program,
    Report,
}

/// The language of a statement.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Persian, Dari among it.
    Fa,
    /// Arabic.
    Ar,
    /// Sorani Kurdish.
    Ckb,
    /// Urdu.
    Ur,
    /// Pashto.
    Ps,
    /// Hebrew.
    He,
    /// English.
    En,
    /// French.
    Fr,
    /// None of these, or too little text.
    Und,
}

/// Where a statement was published, as the page says.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Source {
    /// News agency or paper.
    pub agency: Option<String>,
    /// Site.
    pub site: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// Author.
    pub author: Option<String>,
}

/// One statement of a corpus.
#[derive(Clone, PartialEq, Debug)]
pub struct Statement {
    /// Stable name.
    pub id: StatementId,
    /// Path of its file, relative to the corpus root.
    pub path: String,
    /// Number of its record within a container.
    pub item: Option<usize>,
    /// Its bytes in the decoded file.
    pub span: TextRange,
    /// Title; never empty.
    pub title: String,
    /// True if the title was made from the first words.
    pub title_made: bool,
    /// The party it is filed under.
    pub party: Option<PartyRole>,
    /// Every party in it with the part it plays: the one it is filed under first, then in order of appearance.
    pub parties: Vec<PartyRole>,
    /// Its date.
    pub date: Option<Date>,
    /// Its language.
    pub language: Language,
    /// What sort of text it is.
    pub kind: Option<Kind>,
    /// Words of title, lead and body.
    pub words: usize,
    /// True for a teaser whose body was cut off by the page.
    pub cut: bool,
    /// Where it was published.
    pub source: Source,
    /// All of its blocks in page order, furniture included.
    pub blocks: Vec<Block>,
    /// Trouble that was survived on the way.
    pub problems: Vec<Problem>,
}

impl Statement {
    /// Texts of all blocks for which `wanted` holds, in page order.
    fn texts<'a>(&'a self, wanted: impl Fn(&BlockRole) -> bool + 'a) -> impl Iterator<Item = &'a str> {
        self.blocks.iter().filter(move |block| wanted(&block.role)).map(|block| block.text.as_str())
    }

    /// The short headline above the title.
    #[must_use]
    pub fn kicker(&self) -> Option<&str> {
        self.texts(|role| *role == BlockRole::Kicker).next()
    }

    /// The summary between title and body.
    #[must_use]
    pub fn lead(&self) -> Option<&str> {
        self.texts(|role| *role == BlockRole::Lead).next()
    }

    /// Name and office below the body.
    #[must_use]
    pub fn signature(&self) -> Option<&str> {
        self.texts(|role| *role == BlockRole::Signature).next()
    }

    /// The paragraphs of the body, as found.
    pub fn paragraphs(&self) -> impl Iterator<Item = &str> {
        self.texts(|role| *role == BlockRole::Paragraph)
    }

    /// What was taken as part of the page, with the reason.
    pub fn furniture(&self) -> impl Iterator<Item = (&str, &str)> {
        self.blocks.iter().filter_map(|block| match &block.role {
            BlockRole::Furniture(why) => Some((block.text.as_str(), why.as_str())),
            _ => None,
        })
    }
}
