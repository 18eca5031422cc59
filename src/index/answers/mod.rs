//! The statements that answer a query, the best first, told by an index alone.
//!
//! A [`Snapshot`] is what was committed at one moment. A query that is asked of it ([`Snapshot::ask`]) first gathers the terms that
//! can matter (`expand`), then the statements that have enough of them (`candidates`), with the best score that each can come
//! to; places of words are read last, and only where they decide (`places`). Answers come in their final order as soon as
//! nothing can come before them (`ordered`). They are those of `search::answer`, which also judges the places of words here.

mod candidates;
mod expand;
mod ordered;
mod places;
mod question;
#[cfg(test)]
mod tests;
mod threads;
mod words;

pub use ordered::{Order, Outcome};
pub use question::Question;
pub use words::Words;

use super::schema::{Fields, of_key};
use crate::search::answer::{Asked, Score};
use crate::search::page::{Part, Section};
use crate::search::query::Facts;
use std::sync::Arc;
use std::{error, fmt, io};
use tantivy::columnar::Column;
use tantivy::{DocId, DocSet, InvertedIndexReader, Searcher, SegmentReader, TERMINATED, TantivyDocument, TantivyError};

/// What is known of statements beside their words, by key.
pub trait Rows: Sync {
    /// What is known of one.
    type Row<'r>: Facts
    where
        Self: 'r;
    /// What is known of a statement; none if nothing is: then it is no answer.
    fn row(&self, key: u64) -> Option<Self::Row<'_>>;
    /// Its place among all, the first one 0; none if it has none: then it is no answer.
    fn place(&self, key: u64) -> Option<u64>;
}

/// A statement that answers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Found {
    /// Its key.
    pub key: u64,
    /// How well it answers.
    pub score: Score,
}

/// Tells whether nobody waits for the answers any more.
pub type Stop<'a> = &'a (dyn Fn() -> bool + Sync);

/// An index cannot be read: its files are gone or broken.
#[derive(Debug)]
pub struct ReadError(String);

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl error::Error for ReadError {}

impl From<TantivyError> for ReadError {
    fn from(error: TantivyError) -> Self {
        Self(error.to_string())
    }
}

impl From<io::Error> for ReadError {
    fn from(error: io::Error) -> Self {
        Self(error.to_string())
    }
}

/// What an index held at one moment.
#[derive(Debug)]
pub struct Snapshot {
    segments: Vec<Segment>,
    fields: Fields,
    words: Arc<Words>,
}

/// A part of an index that never changes but for what is deleted.
struct Segment {
    reader: SegmentReader,
    /// By section.
    inverted: [Arc<InvertedIndexReader>; 3],
    keys: Column<u64>,
}

impl fmt::Debug for Segment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Segment").field("id", &self.reader.segment_id()).finish_non_exhaustive()
    }
}

impl Segment {
    fn inverted(&self, section: Section) -> &InvertedIndexReader {
        let [body, lead, title] = &self.inverted;
        match section {
            Section::Body => body,
            Section::Lead => lead,
            Section::Title => title,
        }
    }

    fn key(&self, doc: DocId) -> Option<u64> {
        self.keys.first(doc)
    }

    fn is_alive(&self, doc: DocId) -> bool {
        !self.reader.is_deleted(doc)
    }
}

/// The shown text of a statement, as it was when it was indexed.
#[derive(Debug)]
pub struct Text {
    document: TantivyDocument,
    fields: Fields,
}

impl Text {
    /// Its parts: those of which [`crate::search::page::Page::of`] makes its page.
    #[must_use]
    pub fn parts(&self) -> Vec<Part<'_>> {
        self.fields.parts(&self.document)
    }
}

impl Snapshot {
    /// What `searcher` sees; `words` are kept from one snapshot of an index to the next.
    ///
    /// # Errors
    /// If files of the index are gone or broken.
    pub fn new(searcher: &Searcher, words: Arc<Words>) -> Result<Self, ReadError> {
        let (_, fields) = Fields::schema();
        let mut segments = Vec::new();
        for reader in searcher.segment_readers() {
            let inverted = |section| reader.inverted_index(fields.words(section));
            segments.push(Segment {
                inverted: [inverted(Section::Body)?, inverted(Section::Lead)?, inverted(Section::Title)?],
                keys: reader.fast_fields().u64(Fields::KEY)?,
                reader: reader.clone(),
            });
        }
        words.keep(&segments.iter().map(|segment| segment.reader.segment_id()).collect::<Vec<_>>());
        Ok(Self { segments, fields, words })
    }

    /// Number of statements.
    #[must_use]
    pub fn len(&self) -> usize {
        self.segments.iter().map(|segment| segment.reader.num_docs() as usize).sum()
    }

    /// True if there is no statement.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Gathers what is needed to answer a query.
    ///
    /// # Errors
    /// If files of the index are gone or broken.
    pub fn ask<'s, 'q>(&'s self, asked: &'s Asked<'q>, stop: Stop<'_>) -> Result<Question<'s, 'q>, ReadError> {
        Question::new(self, asked, stop)
    }

    /// Reads what the first query by a part of a word or by Latin typing would have to wait for.
    ///
    /// # Errors
    /// If files of the index are gone or broken.
    pub fn warm(&self, stop: Stop<'_>) -> Result<(), ReadError> {
        for segment in &self.segments {
            for section in [Section::Body, Section::Lead, Section::Title] {
                if !stop() {
                    self.words.of(segment, section)?.warm();
                }
            }
        }
        Ok(())
    }

    /// The shown text of a statement; none if there is no such statement.
    ///
    /// # Errors
    /// If files of the index are gone or broken.
    pub fn text(&self, key: u64) -> Result<Option<Text>, ReadError> {
        let Some((segment, doc)) = self.find(key)? else { return Ok(None) };
        let Some(segment) = self.segments.get(segment) else { return Ok(None) };
        let document = segment.reader.get_store_reader(1)?.get(doc)?;
        Ok(Some(Text { document, fields: self.fields }))
    }

    /// The number of a segment and the document in it that a key means.
    fn find(&self, key: u64) -> Result<Option<(usize, DocId)>, ReadError> {
        let term = self.fields.of_statement(key);
        for (number, segment) in self.segments.iter().enumerate() {
            let inverted = segment.reader.inverted_index(term.field())?;
            let Some(mut postings) = inverted.read_postings(&term, tantivy::schema::IndexRecordOption::Basic)? else {
                continue;
            };
            while postings.doc() != TERMINATED {
                if segment.is_alive(postings.doc()) {
                    return Ok(Some((number, postings.doc())));
                }
                postings.advance();
            }
        }
        Ok(None)
    }

    /// The numbers of the files that statements were read of, in order, each once.
    #[must_use]
    pub fn files(&self) -> Vec<u32> {
        let keys = |segment: &Segment| {
            let alive: Vec<u64> = segment.reader.doc_ids_alive().filter_map(|doc| segment.key(doc)).collect();
            alive
        };
        let mut files: Vec<u32> = self.segments.iter().flat_map(keys).map(|key| of_key(key).0).collect();
        files.sort_unstable();
        files.dedup();
        files
    }
}
