//! What the search for a party is given: the parts of a statement, and what stands outside of it.

use crate::extract::project::Given;
use crate::model::Language;
use crate::text::range::TextRange;

/// Where in a statement a part stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Place {
    /// Name of the page or its owner, outside the statement.
    Site,
    /// Headline above the title.
    Kicker,
    /// The title.
    Title,
    /// A line about the statement between its title and its body.
    Byline,
    /// The summary.
    Lead,
    /// The body.
    Paragraph,
    /// Below the body.
    Signature,
}

/// A stretch of a statement with its fold.
#[derive(Clone, Debug)]
pub(crate) struct Part<'a> {
    /// Where it stands.
    pub(crate) place: Place,
    /// As found.
    pub(crate) text: &'a str,
    /// Folded.
    pub(crate) folded: &'a str,
    /// Where its words stand in the fold.
    pub(crate) words: &'a [TextRange],
}

/// What a record or a file says of its party.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Outside<'a> {
    /// The party field.
    pub(crate) field: Option<&'a str>,
    /// The site field.
    pub(crate) site: Option<&'a str>,
    /// Address of the page.
    pub(crate) url: Option<&'a str>,
    /// Path of the file.
    pub(crate) path: &'a str,
    /// What the corpus and its user say of the page.
    pub(crate) given: &'a Given,
    /// Language of the statement.
    pub(crate) language: Language,
}
