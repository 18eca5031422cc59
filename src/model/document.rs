//! One readable unit of a file as its format gave it: a page, or one record of a container.

use super::Day;
use crate::text::range::TextRange;
use serde::Serialize;

/// A page of text, or one record of a JSON file, before anything was understood of it.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Document {
    /// Path of the file relative to the corpus root, with `/` between folders.
    pub path: String,
    /// Number within a container (JSON, table, chat), from 0; none for a file that is one page.
    pub item: Option<usize>,
    /// The bytes of the decoded file that the document was made from.
    pub span: TextRange,
    /// The text to be segmented. For a page this is the decoded file itself, so that ranges in it,
    /// shifted by `span.start`, are ranges of the file; for a record it is the body field.
    pub text: String,
    /// What the format itself sets apart from the text: the reason, and the words as shown.
    pub apart: Vec<(&'static str, String)>,
    /// What a record says of itself; empty for plain pages.
    pub fields: Fields,
    /// The day the page was saved, where the file tells: what relative dates count from, never its own date.
    pub captured: Option<Day>,
    /// The day the file was last changed, where it is a file of its own: a weak hint, used only where somebody asks for it.
    pub modified: Option<Day>,
    /// Name of the encoding that the file was read in, as the WHATWG standard spells it.
    pub encoding: &'static str,
    /// Trouble that was survived on the way.
    pub problems: Vec<Problem>,
}

/// Named fields of a record, as found, untrimmed of nothing but outer white space.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Fields {
    /// Headline over the title (kicker, onTitr).
    pub kicker: Option<String>,
    /// Title.
    pub title: Option<String>,
    /// Lead or summary.
    pub lead: Option<String>,
    /// Any date, in whatever form it was written.
    pub date: Option<String>,
    /// Party.
    pub party: Option<String>,
    /// Source or agency.
    pub agency: Option<String>,
    /// Site name.
    pub site: Option<String>,
    /// Address of the page.
    pub url: Option<String>,
    /// Author.
    pub author: Option<String>,
}

/// Survivable trouble with one file or one statement: what, on what, and what was done about it.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
#[serde(transparent)]
pub struct Problem(pub String);

impl Problem {
    /// A problem told in one sentence.
    #[must_use]
    pub fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}
