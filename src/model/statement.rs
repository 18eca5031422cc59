//! A statement: the blocks of a page that belong together, and what is known of them.

use super::{Date, Language, LanguageGrounds, LanguageShare, PartyRole, Problem};
use crate::text::range::TextRange;
use serde::Serialize;
use std::borrow::Cow;

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

impl BlockRole {
    /// Why a block is left out of what is read; none for one that is read.
    #[must_use]
    pub fn left_out(&self) -> Option<&str> {
        match self {
            Self::Metadata => Some("about the statement"),
            Self::Furniture(why) => Some(why),
            _ => None,
        }
    }
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

/// Where a title was found.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TitleHow {
    /// A field of the record, or the head of a page of the web.
    Field,
    /// The line of the page that the page itself names as its title.
    Named,
    /// A line marked as a heading.
    Heading,
    /// A line that looks like a title and leads to the body.
    #[default]
    AboveBody,
    /// Of several such lines the one above a longer one that is the lead, or the longest one.
    AmongLines,
    /// A first line as long as a paragraph, without the end of a sentence, above running text.
    LongLine,
    /// The first line, though nothing but its place says that it is one.
    FirstLine,
    /// The name of the site, where the page has no other.
    Site,
    /// Made from the first words of the text.
    FirstWords,
    /// The name of the file, where there is no text.
    FileName,
}

impl TitleHow {
    /// True for a title that is made and stands nowhere.
    #[must_use]
    pub fn is_made(self) -> bool {
        matches!(self, Self::FirstWords | Self::FileName)
    }

    /// The same in words, to follow "title:".
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Field => "a field of the record",
            Self::Named => "the line that the page names as its title",
            Self::Heading => "marked as a heading",
            Self::AboveBody => "the line above the body",
            Self::AmongLines => "chosen among the lines above the body",
            Self::LongLine => "a long first line above running text",
            Self::FirstLine => "the first line",
            Self::Site => "the name of the site, for want of another",
            Self::FirstWords => "made from the first words",
            Self::FileName => "the name of the file, for want of a text",
        }
    }
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

/// What a statement was read from, and why it is taken for what it is; its party and its date carry their own reasons.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Grounds {
    /// The words that name its kind, with the place where they stand.
    pub kind: Option<String>,
    /// What its language was told by.
    pub language: LanguageGrounds,
    /// Name of the encoding of its file; empty if it is not known.
    pub encoding: &'static str,
    /// What its file was read as, with its compression; none until the statement is read again for reading.
    pub format: Option<String>,
    /// True if its date, or that it has none, may be another when its page is read on another day.
    pub today: bool,
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
    /// Where the title was found.
    pub title_how: TitleHow,
    /// The party it is filed under.
    pub party: Option<PartyRole>,
    /// Every party in it with the part it plays: the one it is filed under first, then in order of appearance.
    pub parties: Vec<PartyRole>,
    /// Its date.
    pub date: Option<Date>,
    /// Its language: that of most of its letters.
    pub language: Language,
    /// The languages of its title, lead and paragraphs, that of most words first.
    pub languages: Vec<LanguageShare>,
    /// What sort of text it is.
    pub kind: Option<Kind>,
    /// Words of title, lead and body: runs of letters, vowel marks and digits. A ZWNJ parts no word, a hyphen does.
    pub words: usize,
    /// True for a teaser whose body was cut off by the page.
    pub cut: bool,
    /// Where it was published.
    pub source: Source,
    /// All of its blocks in page order, furniture included.
    pub blocks: Vec<Block>,
    /// What kind and language were told by, and what its file is.
    pub grounds: Grounds,
    /// Trouble that was survived on the way.
    pub problems: Vec<Problem>,
}

impl Statement {
    /// Texts of all blocks of a role, in page order.
    fn texts(&self, role: BlockRole) -> impl Iterator<Item = &str> {
        self.blocks.iter().filter(move |block| block.role == role).map(|block| block.text.as_str())
    }

    /// The same as one text, a line for each block; none where there is no such block.
    fn lines(&self, role: BlockRole) -> Option<Cow<'_, str>> {
        let mut texts = self.texts(role);
        let first = texts.next()?;
        let mut all = Cow::Borrowed(first);
        for text in texts {
            let all = all.to_mut();
            all.push('\n');
            all.push_str(text);
        }
        Some(all)
    }

    /// The short headline above the title; with line ends where it stands on several lines.
    #[must_use]
    pub fn kicker(&self) -> Option<Cow<'_, str>> {
        self.lines(BlockRole::Kicker)
    }

    /// The summary between title and body; with line ends where it has several paragraphs.
    #[must_use]
    pub fn lead(&self) -> Option<Cow<'_, str>> {
        self.lines(BlockRole::Lead)
    }

    /// Name and office below the body; with line ends where they stand on several lines.
    #[must_use]
    pub fn signature(&self) -> Option<Cow<'_, str>> {
        self.lines(BlockRole::Signature)
    }

    /// The paragraphs of the body, as found.
    pub fn paragraphs(&self) -> impl Iterator<Item = &str> {
        self.texts(BlockRole::Paragraph)
    }

    /// What is in no other field, with the reason: lines about the statement and parts of the page, in page order.
    pub fn left_out(&self) -> impl Iterator<Item = (&str, &str)> {
        self.blocks.iter().filter_map(|block| {
            let why = match block.role {
                BlockRole::Title if block.text != self.title => Some("title"),
                _ => block.role.left_out(),
            };
            Some((block.text.as_str(), why?))
        })
    }

    /// What was taken as part of the page, with the reason.
    pub fn furniture(&self) -> impl Iterator<Item = (&str, &str)> {
        self.blocks.iter().filter_map(|block| match &block.role {
            BlockRole::Furniture(why) => Some((block.text.as_str(), why.as_str())),
            _ => None,
        })
    }
}
