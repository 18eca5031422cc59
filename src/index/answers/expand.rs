//! From what is looked for to the terms of a segment that matter.
//!
//! Forms of a word stand in a sorted list, so a few stretches of it are read; only words by a part of them and by Latin typing need
//! all words side by side (`words`). Whether a term matters, and how well it agrees, is said by the slot itself.

use super::words::Words;
use super::{ReadError, Segment, Stop};
use crate::index::vocabulary;
use crate::search::answer::Asked;
use crate::search::page::{Section, extent};
use crate::search::term::{Among, Rank, Reach};
use std::collections::HashMap;
use tantivy::postings::TermInfo;
use tantivy::termdict::TermDictionary;

/// If more than one of so many words is wanted, it is quicker to go through all.
const FEW: usize = 32;

/// A term of a section, and the slots that its words fill.
#[derive(Debug)]
pub(super) struct List {
    pub(super) section: Section,
    pub(super) info: TermInfo,
    /// Positions of a word beyond its first.
    pub(super) extent: u32,
    /// Numbers of slots, counted through all terms of the query, each with how well the word agrees.
    pub(super) fills: Vec<(usize, Rank)>,
}

/// The terms that fill a slot of the query.
pub(super) fn lists(
    segment: &Segment,
    asked: &Asked<'_>,
    reaches: &[Reach],
    words: &Words,
    stop: Stop<'_>,
) -> Result<Vec<List>, ReadError> {
    let mut lists: Vec<List> = Vec::new();
    for section in [Section::Body, Section::Lead, Section::Title] {
        let terms = segment.inverted(section).terms();
        // By number of the term in its dictionary.
        let mut known: HashMap<u64, usize> = HashMap::new();
        let mut first = 0;
        for (term, reach) in asked.terms().iter().zip(reaches) {
            let all = first..first + term.slots().len();
            first = all.end;
            if !term.asks(section) {
                continue;
            }
            for (slot, number) in term.slots().iter().zip(all) {
                let mut take = |term: &str, ordinal: u64, info: &TermInfo| {
                    let (folded, form) = vocabulary::parts(term);
                    let Some(rank) = slot.rank(folded, || form, *reach) else { return };
                    let at = *known.entry(ordinal).or_insert_with(|| {
                        lists.push(List { section, info: info.clone(), extent: extent(folded), fills: Vec::new() });
                        lists.len() - 1
                    });
                    if let Some(list) = lists.get_mut(at).filter(|list| list.fills.last() != Some(&(number, rank))) {
                        list.fills.push((number, rank));
                    }
                };
                if stop() {
                    return Ok(Vec::new());
                }
                each(terms, slot.among(*reach), (segment, section, words), &mut take)?;
            }
        }
    }
    Ok(lists)
}

/// Gives every term that may fill a slot, each with its number; some more than once.
fn each(
    terms: &TermDictionary,
    among: Among<'_>,
    (segment, section, words): (&Segment, Section, &Words),
    take: &mut dyn FnMut(&str, u64, &TermInfo),
) -> Result<(), ReadError> {
    for beginning in &among.beginning {
        let past = [beginning.as_bytes(), &[0xFF]].concat();
        stretch(terms, beginning, &past, take)?;
    }
    for word in &among.equal {
        forms(terms, word, take)?;
    }
    if among.holding.is_none() && among.sounding.is_none() {
        return Ok(());
    }
    let vocabulary = words.of(segment, section)?;
    let found = vocabulary.among(&among);
    if found.len() > vocabulary.len() / FEW {
        return stretch(terms, "", &[0xFF], take);
    }
    found.into_iter().try_for_each(|word| forms(terms, word, take))
}

/// The terms of one folded word: separators are below all letters.
fn forms(terms: &TermDictionary, word: &str, take: &mut dyn FnMut(&str, u64, &TermInfo)) -> Result<(), ReadError> {
    stretch(terms, word, &[word.as_bytes(), b" "].concat(), take)
}

fn stretch(
    terms: &TermDictionary,
    from: &str,
    past: &[u8],
    take: &mut dyn FnMut(&str, u64, &TermInfo),
) -> Result<(), ReadError> {
    let mut stream = terms.range().ge(from).lt(past).into_stream()?;
    while stream.advance() {
        if let Ok(term) = std::str::from_utf8(stream.key()) {
            take(term, stream.term_ord(), stream.value());
        }
    }
    Ok(())
}
