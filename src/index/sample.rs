//! Statements for the tests of the index.

use crate::model::{Block, Grounds, Language, Source, Statement, StatementId, TitleHow};
use crate::text::range::TextRange;

/// A statement of which nothing is known but title and blocks.
pub(super) fn statement(title: &str, blocks: Vec<Block>) -> Statement {
    Statement {
        id: StatementId(String::new()),
        path: "a.txt".into(),
        item: None,
        span: TextRange::default(),
        title: title.into(),
        title_made: false,
        title_how: TitleHow::default(),
        party: None,
        parties: Vec::new(),
        date: None,
        language: Language::Fa,
        languages: Vec::new(),
        kind: None,
        words: 0,
        cut: false,
        source: Source::default(),
        blocks,
        grounds: Grounds::default(),
        problems: Vec::new(),
    }
}
