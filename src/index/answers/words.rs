//! The folded words of a segment, side by side in memory, for what no sorted list can find: words by a part of them, or by
//! their consonants.
//!
//! Made when first needed and kept from snapshot to snapshot, since a segment never gets another word.

use super::{ReadError, Segment};
use crate::index::vocabulary;
use crate::search::page::Section;
use crate::search::term::Among;
use crate::text::skeleton::{Latin, Skeletons};
use memchr::memmem;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use tantivy::index::SegmentId;

/// The words of the segments of an index, as far as they were needed.
#[derive(Debug, Default)]
pub struct Words {
    known: Mutex<HashMap<(SegmentId, Section), Arc<Vocabulary>>>,
}

/// The words of one section of a segment.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    /// All words in order, each with an end of line.
    text: String,
    /// Where each begins.
    starts: Vec<u32>,
    skeletons: OnceLock<Skeletons>,
}

impl Words {
    /// Forgets segments that are gone.
    pub(super) fn keep(&self, segments: &[SegmentId]) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|(segment, _), _| segments.contains(segment));
    }

    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.known.lock().unwrap().len()
    }

    pub(super) fn of(&self, segment: &Segment, section: Section) -> Result<Arc<Vocabulary>, ReadError> {
        let name = (segment.reader.segment_id(), section);
        let known = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(vocabulary) = known().get(&name) {
            return Ok(Arc::clone(vocabulary));
        }
        // Two that ask at once both read: neither waits for the other, and the index is not locked.
        let vocabulary = Arc::new(Vocabulary::read(segment, section)?);
        known().insert(name, Arc::clone(&vocabulary));
        Ok(vocabulary)
    }
}

impl Vocabulary {
    fn read(segment: &Segment, section: Section) -> Result<Self, ReadError> {
        let mut vocabulary = Self::default();
        let mut last = String::new();
        let mut terms = segment.inverted(section).terms().stream()?;
        while terms.advance() {
            let term = std::str::from_utf8(terms.key()).unwrap_or("");
            let (folded, _) = vocabulary::parts(term);
            if folded != last {
                folded.clone_into(&mut last);
                vocabulary.starts.push(u32::try_from(vocabulary.text.len()).unwrap_or(u32::MAX));
                vocabulary.text.push_str(folded);
                vocabulary.text.push('\n');
            }
        }
        vocabulary.text.shrink_to_fit();
        vocabulary.starts.shrink_to_fit();
        Ok(vocabulary)
    }

    pub(super) fn len(&self) -> usize {
        self.starts.len()
    }

    fn word(&self, number: usize) -> &str {
        let start = self.starts.get(number).map_or(0, |start| *start as usize);
        let past = self.starts.get(number + 1).map_or(self.text.len(), |start| *start as usize);
        self.text.get(start..past).map_or("", |word| word.trim_end_matches('\n'))
    }

    /// The words that hold or sound as what is looked for, in order.
    pub(super) fn among(&self, among: &Among<'_>) -> Vec<&str> {
        let mut numbers = among.holding.map(|part| self.holding(part)).unwrap_or_default();
        if let Some(latin) = among.sounding {
            numbers.extend(self.sounding(latin));
            numbers.sort_unstable();
            numbers.dedup();
        }
        numbers.into_iter().map(|number| self.word(number)).collect()
    }

    fn holding(&self, part: &str) -> Vec<usize> {
        let mut numbers = Vec::new();
        if part.is_empty() {
            return numbers;
        }
        let (finder, text) = (memmem::Finder::new(part.as_bytes()), self.text.as_bytes());
        let mut from = 0;
        while let Some(at) = text.get(from..).and_then(|rest| finder.find(rest)) {
            let number = self.starts.partition_point(|start| (*start as usize) <= from + at).saturating_sub(1);
            numbers.push(number);
            from = self.starts.get(number + 1).map_or(text.len(), |start| *start as usize);
        }
        numbers
    }

    /// Reads the skeletons, too.
    pub(super) fn warm(&self) {
        self.skeletons();
    }

    fn skeletons(&self) -> &Skeletons {
        self.skeletons.get_or_init(|| Skeletons::new((0..self.len()).map(|number| self.word(number))))
    }

    fn sounding(&self, latin: &Latin) -> Vec<usize> {
        let found = self.skeletons().find(latin, |number| self.word(number as usize));
        found.into_iter().map(|(number, _)| number as usize).collect()
    }
}
