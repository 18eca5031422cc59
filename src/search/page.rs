//! A statement as a search sees it: the words of its parts, folded, with their places.
//!
//! Made of shown text, so that every hit is a range of it. Positions count on from part to part with a gap between them, so that no
//! phrase goes from one paragraph into the next. Furniture is no part. Knows nothing of queries.

use super::term::{Hit, Rank};
use crate::model::{BlockRole, Statement};
use crate::text::range::TextRange;
use crate::text::words::{Kind, words};

/// Positions between the last word of a part and the first of the next: more than two words that are near each other may be
/// apart. No more than that, since an index keeps positions the smaller the less they are.
pub(super) const GAP: u32 = 128;

/// Bytes of the longest form that a word is told apart by; what is longer is told apart by its fold alone.
const LONGEST_FORM: usize = 256;

/// What a part is to the reader.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Section {
    /// A paragraph, a signature.
    Body,
    /// The lead.
    Lead,
    /// The title, or the kicker above it.
    Title,
}

/// A part of a statement: one block.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Part<'a> {
    /// What it is.
    pub section: Section,
    /// Shown text.
    pub text: &'a str,
}

/// One word, or a part of one, as it may be looked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Token {
    /// Bytes of [`Page::folded`].
    folded: (u32, u32),
    /// Number of its part.
    pub part: usize,
    /// Bytes of the text of its part.
    pub range: TextRange,
    /// Counted through the whole statement.
    pub position: u32,
    /// Why it is there.
    pub kind: Kind,
}

/// Where a hit lies in the text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Lit {
    /// Number of the part.
    pub part: usize,
    /// Bytes of the text of that part.
    pub range: TextRange,
    /// Where in the statement it stands.
    pub section: Section,
    /// How it agrees.
    pub rank: Rank,
}

/// The words of a statement.
#[derive(Clone, Debug, Default)]
pub struct Page<'a> {
    parts: Vec<Part<'a>>,
    folded: String,
    tokens: Vec<Token>,
}

/// How many positions a folded word takes beyond its first: a whole number or date as many as it has further parts.
#[must_use]
pub fn extent(folded: &str) -> u32 {
    let is_number = folded.starts_with(|first: char| first.is_ascii_digit());
    if is_number { folded.bytes().filter(|byte| byte.is_ascii_punctuation()).count() as u32 } else { 0 }
}

/// What is read of a statement, in its order.
pub fn parts(statement: &Statement) -> impl Iterator<Item = Part<'_>> {
    // A title that is a field of its record or was made stands in no block.
    let titled = statement.blocks.iter().any(|block| block.role == BlockRole::Title);
    let title = (!titled && !statement.title_made).then_some(Part { section: Section::Title, text: &statement.title });
    let blocks = statement.blocks.iter().filter_map(|block| {
        let section = match block.role {
            BlockRole::Kicker | BlockRole::Title => Section::Title,
            BlockRole::Lead => Section::Lead,
            BlockRole::Paragraph | BlockRole::Signature => Section::Body,
            BlockRole::Metadata | BlockRole::Furniture(_) => return None,
        };
        Some(Part { section, text: &block.text })
    });
    title.into_iter().chain(blocks)
}

impl<'a> Page<'a> {
    /// Cuts the parts of a statement into words.
    #[must_use]
    pub fn new(parts: impl IntoIterator<Item = Part<'a>>) -> Self {
        let mut page = Self::default();
        let mut first = 0;
        for part in parts {
            let number = page.parts.len();
            let mut all = words(part.text);
            let mut last = first;
            while let Some(word) = all.advance() {
                let start = page.folded.len() as u32;
                page.folded.push_str(word.text);
                last = first + word.position;
                page.tokens.push(Token {
                    folded: (start, page.folded.len() as u32),
                    part: number,
                    range: word.range,
                    position: last,
                    kind: word.kind,
                });
            }
            page.parts.push(part);
            first = last + GAP;
        }
        page
    }

    /// The words of what is read of a statement.
    #[must_use]
    pub fn of(statement: &'a Statement) -> Self {
        Self::new(parts(statement))
    }

    /// The parts, in the order of the statement.
    #[must_use]
    pub fn parts(&self) -> &[Part<'a>] {
        &self.parts
    }

    /// The words, by position; at one position the base word comes first.
    #[must_use]
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// The folded text of a word.
    #[must_use]
    pub fn folded(&self, token: &Token) -> &str {
        self.folded.get(token.folded.0 as usize..token.folded.1 as usize).unwrap_or("")
    }

    /// A word as it is shown, to be told from other spellings of it.
    ///
    /// Empty where that is not asked of it: where it is longer than any word that somebody types, or has controls in it.
    #[must_use]
    pub fn form(&self, token: &Token) -> &'a str {
        let form = self.shown(token.part, token.range);
        if form.len() > LONGEST_FORM || form.chars().any(char::is_control) { "" } else { form }
    }

    /// The section that a word stands in.
    #[must_use]
    pub fn section(&self, token: &Token) -> Section {
        self.parts.get(token.part).map_or(Section::Body, |part| part.section)
    }

    /// Where hits in this page lie in its text, in order; those that overlap are one.
    #[must_use]
    pub fn lit(&self, hits: &[Hit]) -> Vec<Lit> {
        let place = |hit: &Hit| {
            let first = self.tokens.get(hit.tokens.0 as usize)?;
            let last = self.tokens.get(hit.tokens.1 as usize)?;
            let range = TextRange::new(first.range.start, last.range.end);
            Some(Lit { part: first.part, range, section: hit.section, rank: hit.rank })
        };
        let mut lit: Vec<Lit> = hits.iter().filter_map(place).collect();
        lit.sort_unstable_by_key(|lit| (lit.part, lit.range));
        lit.dedup_by(|next, kept| {
            let overlaps = next.part == kept.part && next.range.start < kept.range.end;
            if overlaps {
                kept.range.end = kept.range.end.max(next.range.end);
                kept.rank = kept.rank.max(next.rank);
            }
            overlaps
        });
        lit
    }

    /// The shown text of a stretch of a part.
    #[must_use]
    pub fn shown(&self, part: usize, range: TextRange) -> &'a str {
        self.parts.get(part).map_or("", |part| range.of(part.text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_know_their_part_and_no_phrase_crosses_it() {
        let page = Page::new([
            Part { section: Section::Title, text: "بیانیهٔ حزب" },
            Part { section: Section::Body, text: "حزب می‌خواهد" },
        ]);
        let shown: Vec<(&str, &str, u32, Section)> = page
            .tokens()
            .iter()
            .filter(|token| token.kind == Kind::Base)
            .map(|token| (page.folded(token), page.shown(token.part, token.range), token.position, page.section(token)))
            .collect();
        assert_eq!(
            shown,
            [
                ("بیانیه", "بیانیهٔ", 0, Section::Title),
                ("حزب", "حزب", 1, Section::Title),
                ("حزب", "حزب", 1 + GAP, Section::Body),
                ("میخواهد", "می‌خواهد", 2 + GAP, Section::Body),
            ]
        );
    }
}
