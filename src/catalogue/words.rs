//! The words of the Arabic script that stand in the rows of a part, so that Latin typing looks at few of them.
//!
//! Each word has the rows that it stands in, and the keys of its skeletons lead to it. Measured against looking at every
//! word of every row: a million titles have some hundred thousand words, and a typed word has a few dozen of them.

use super::sections::{Section, Sections};
use super::wire::{Reading, piece, put_number, u32_at, u64_at};
use crate::search::narrow::{Agreed, agreed};
use crate::text::skeleton::{Latin, skeleton_keys};
use std::collections::HashMap;

/// The words of rows that are being added.
#[derive(Clone, Debug, Default)]
pub(super) struct Words(HashMap<String, Posting>);

/// The rows of a word.
#[derive(Clone, Debug, Default)]
struct Posting {
    /// One more than the last of them.
    past: u32,
    rows: Vec<u8>,
}

/// The words of a part as the bytes of its sections.
#[derive(Debug, Default)]
pub(super) struct Written {
    pub(super) ends: Vec<u8>,
    pub(super) words: Vec<u8>,
    pub(super) posting_ends: Vec<u8>,
    pub(super) postings: Vec<u8>,
    pub(super) skeletons: Vec<u8>,
    pub(super) skeleton_words: Vec<u8>,
}

impl Words {
    /// Takes in the words of a folded field of a row; rows come in order.
    pub(super) fn add(&mut self, row: u32, folded: &str) {
        for word in folded.split(|letter: char| !letter.is_alphanumeric()) {
            if word.len() < 4 || word.is_ascii() {
                continue;
            }
            self.add_word(row, word);
        }
    }

    /// Takes in a word of a row, if Latin typing can find it.
    pub(super) fn add_word(&mut self, row: u32, word: &str) {
        if let Some(posting) = self.0.get_mut(word) {
            posting.add(row);
            return;
        }
        let mut read = false;
        skeleton_keys(word, &mut |_| read = true);
        if read {
            self.0.entry(word.to_owned()).or_default().add(row);
        }
    }

    /// Gives every word with each of its rows, these in order.
    pub(super) fn each(&self, give: &mut impl FnMut(&str, u32)) {
        for (word, posting) in &self.0 {
            rows(&posting.rows).for_each(|row| give(word, row));
        }
    }

    /// How each of `rows` rows agrees with Latin typing.
    pub(super) fn agreed(&self, latin: &Latin, rows: u32) -> Vec<Agreed> {
        let mut all = vec![0; rows as usize];
        for (word, posting) in &self.0 {
            raise(&mut all, &posting.rows, agreed(latin, word));
        }
        all
    }

    /// The words as they are written.
    pub(super) fn written(&self) -> Written {
        let mut all: Vec<(&String, &Posting)> = self.0.iter().collect();
        all.sort_unstable_by_key(|(word, _)| *word);
        let mut written = Written::default();
        let mut keys = Vec::new();
        for (number, (word, posting)) in (0_u32..).zip(all) {
            skeleton_keys(word, &mut |key| keys.push((key, number)));
            written.words.extend_from_slice(word.as_bytes());
            written.ends.extend((written.words.len() as u32).to_le_bytes());
            written.postings.extend_from_slice(&posting.rows);
            written.posting_ends.extend((written.postings.len() as u32).to_le_bytes());
        }
        keys.sort_unstable();
        keys.dedup();
        written.skeletons = keys.iter().flat_map(|(key, _)| key.to_le_bytes()).collect();
        written.skeleton_words = keys.iter().flat_map(|(_, word)| word.to_le_bytes()).collect();
        written
    }
}

impl Posting {
    fn add(&mut self, row: u32) {
        // A word that stands twice in a row counts once.
        if row >= self.past {
            put_number(&mut self.rows, u64::from(row - self.past));
            self.past = row + 1;
        }
    }
}

/// How each row of a part agrees with Latin typing; empty where none does.
pub(super) fn agreed_rows(sections: &Sections<'_>, latin: &Latin, rows: u32) -> Vec<Agreed> {
    let keys = sections.of(Section::Skeletons);
    let mut words: Vec<u32> = Vec::new();
    for span in latin.spans_begun() {
        let mut at = first_at(keys, span.start);
        while let Some(word) =
            u64_at(keys, at).filter(|key| *key < span.end).and_then(|_| u32_at(sections.of(Section::SkeletonWords), at))
        {
            words.push(word);
            at += 1;
        }
    }
    words.sort_unstable();
    words.dedup();
    let mut all = Vec::new();
    for word in words {
        let text = piece(sections.of(Section::WordEnds), sections.of(Section::Words), word);
        let Some(text) = text.and_then(|text| std::str::from_utf8(text).ok()) else { continue };
        let agrees = agreed(latin, text);
        if agrees > 0 {
            all.resize(rows as usize, 0);
            let posting = piece(sections.of(Section::PostingEnds), sections.of(Section::Postings), word);
            raise(&mut all, posting.unwrap_or_default(), agrees);
        }
    }
    all
}

/// The first key that is not below `key`.
fn first_at(keys: &[u8], key: u64) -> u32 {
    let (mut low, mut high) = (0, (keys.len() / 8) as u32);
    while low < high {
        let middle = low + (high - low) / 2;
        if u64_at(keys, middle).is_some_and(|other| other < key) { low = middle + 1 } else { high = middle }
    }
    low
}

/// Marks the rows of a word.
fn raise(all: &mut [Agreed], posting: &[u8], agrees: Agreed) {
    if agrees == 0 {
        return;
    }
    for row in rows(posting) {
        let Some(slot) = all.get_mut(row as usize) else { return };
        *slot = agrees.max(*slot);
    }
}

/// The rows of a word.
fn rows(posting: &[u8]) -> impl Iterator<Item = u32> + '_ {
    let (mut distances, mut past) = (Reading(posting), 0_u32);
    std::iter::from_fn(move || {
        let row = past.checked_add(distances.small()?)?;
        past = row.checked_add(1)?;
        Some(row)
    })
}

/// Gives every word of a part with each of its rows, these in order.
pub(super) fn each_word(sections: &Sections<'_>, give: &mut impl FnMut(&str, u32)) {
    for word in 0..(sections.of(Section::WordEnds).len() / 4) as u32 {
        let text = piece(sections.of(Section::WordEnds), sections.of(Section::Words), word);
        let posting = piece(sections.of(Section::PostingEnds), sections.of(Section::Postings), word);
        if let Some(text) = text.and_then(|text| std::str::from_utf8(text).ok()) {
            rows(posting.unwrap_or_default()).for_each(|row| give(text, row));
        }
    }
}
