//! The statements of a segment that may answer, told by the words that they have.
//!
//! Every answer has one of a few terms ([`Asked::required`]): their documents are the candidates, or all where there is no
//! such term. Then the lists of all other words are gone through, long ones by leaps, for what each candidate has of them.

use super::expand::List;
use super::places::gallop;
use super::question::Plan;
use super::{ReadError, Rows, Segment, Stop};
use crate::model::{Date, Kind, Language, Role};
use crate::search::answer::{Outline, Outlook, Score, Seen};
use crate::search::page::Section;
use crate::search::query::{Facts, Feature};
use crate::search::term::Rank;
use foldhash::fast::FixedState;
use std::collections::HashMap;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, TERMINATED};

/// A list that is so many times as long as the candidates is leapt through.
const LEAP: usize = 16;
/// Statements that are looked at between two looks at whether anybody waits.
const OFTEN: usize = 1 << 14;

/// A statement that may answer.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    pub(super) place: u64,
    pub(super) key: u64,
    pub(super) segment: u32,
    pub(super) doc: DocId,
    /// The best that it can come to.
    pub(super) best: Score,
    /// It answers, with this score.
    pub(super) is_sure: bool,
}

/// Which candidates are wanted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Which {
    /// At least those that can come to the best score that there is.
    Best,
    /// All.
    All,
}

/// Gives the candidates of a segment.
pub(super) fn candidates<R: Rows>(
    (number, segment, lists, which): (usize, &Segment, &[List], Which),
    plan: &Plan<'_, '_>,
    rows: &R,
    stop: Stop<'_>,
) -> Result<Vec<Candidate>, ReadError> {
    let docs = match (plan.driver(lists), which) {
        (Some(slots), Which::All) => docs_of(segment, lists, |_, (slot, _)| slots.contains(&slot))?,
        // Its words are in the title as they were typed, the word that every answer has among them.
        (Some(slots), Which::Best) => docs_of(segment, lists, |section, (slot, rank)| {
            section == Section::Title && rank == Rank::Shown && slots.contains(&slot)
        })?,
        (None, Which::All) => segment.reader.doc_ids_alive().collect(),
        (None, Which::Best) => Vec::new(),
    };
    let seen = seen(segment, lists, &docs, plan.slots(), stop)?;
    let mut found = Vec::new();
    let empty = plan.asked.outlook(&Unknown, &[]);
    let mut judge = Judge { plan, known: HashMap::default(), last: (Vec::new(), empty), outlines: Vec::new() };
    for (at, doc) in docs.iter().copied().enumerate() {
        if at % OFTEN == 0 && stop() {
            return Ok(Vec::new());
        }
        let seen = seen.get(at * plan.slots()..(at + 1) * plan.slots()).unwrap_or_default();
        let key = segment.key(doc);
        let outlook = key.and_then(|key| judge.outlook(seen, rows, key));
        let Some((key, outlook)) = key.zip(outlook) else { continue };
        let Some(place) = rows.place(key) else { continue };
        let Outlook { best, is_sure } = outlook;
        found.push(Candidate { place, key, segment: number as u32, doc, best, is_sure });
    }
    Ok(found)
}

/// The documents that have a word for which one of its slots is wanted, in order, without those that are deleted.
fn docs_of(
    segment: &Segment,
    lists: &[List],
    wants: impl Fn(Section, (usize, Rank)) -> bool,
) -> Result<Vec<DocId>, ReadError> {
    let mut has = vec![0_u64; (segment.reader.max_doc() as usize).div_ceil(64)];
    let wanted = lists.iter().filter(|list| list.fills.iter().any(|fill| wants(list.section, *fill)));
    for list in wanted {
        blocks(segment, list, |docs| {
            for doc in docs {
                if let Some(bits) = has.get_mut(*doc as usize / 64) {
                    *bits |= 1 << (doc % 64);
                }
            }
        })?;
    }
    let mut docs = Vec::new();
    for (at, mut bits) in has.into_iter().enumerate() {
        while bits != 0 {
            docs.push((at * 64) as DocId + bits.trailing_zeros());
            bits &= bits - 1;
        }
    }
    if segment.reader.has_deletes() {
        docs.retain(|doc| segment.is_alive(*doc));
    }
    Ok(docs)
}

fn blocks(segment: &Segment, list: &List, mut give: impl FnMut(&[DocId])) -> Result<(), ReadError> {
    let inverted = segment.inverted(list.section);
    let mut postings = inverted.read_block_postings_from_terminfo(&list.info, IndexRecordOption::Basic)?;
    loop {
        let docs = postings.docs();
        let end = docs.iter().position(|doc| *doc == TERMINATED).unwrap_or(docs.len());
        let Some(docs) = docs.get(..end).filter(|docs| !docs.is_empty()) else { return Ok(()) };
        give(docs);
        postings.advance();
    }
}

/// What each of the documents has in each slot.
fn seen(
    segment: &Segment,
    lists: &[List],
    docs: &[DocId],
    slots: usize,
    stop: Stop<'_>,
) -> Result<Vec<Seen>, ReadError> {
    let mut seen = vec![Seen::default(); docs.len() * slots];
    for list in lists {
        if stop() {
            break;
        }
        let fills: Vec<(usize, Seen)> =
            list.fills.iter().map(|(slot, rank)| (*slot, Seen::new(list.section, *rank))).collect();
        let mut add = |at: usize| {
            for (slot, fill) in &fills {
                if let Some(seen) = seen.get_mut(at * slots + slot) {
                    seen.add(*fill);
                }
            }
        };
        let mut at = 0;
        if list.info.doc_freq as usize > docs.len().saturating_mul(LEAP) {
            let inverted = segment.inverted(list.section);
            let mut postings = inverted.read_postings_from_terminfo(&list.info, IndexRecordOption::Basic)?;
            while let Some(wanted) = docs.get(at) {
                let doc = postings.seek(*wanted);
                if doc == TERMINATED {
                    break;
                }
                at = gallop(docs, at, doc);
                if docs.get(at) == Some(&doc) {
                    add(at);
                    at += 1;
                }
            }
        } else {
            blocks(segment, list, |block| {
                for doc in block {
                    at = gallop(docs, at, *doc);
                    if docs.get(at) == Some(doc) {
                        add(at);
                    }
                }
            })?;
        }
    }
    Ok(seen)
}

/// Says what a statement may come to, once for all that have the same words where nothing else is asked.
struct Judge<'p, 's, 'q> {
    plan: &'p Plan<'s, 'q>,
    known: HashMap<Box<[Seen]>, Option<Outlook>, FixedState>,
    /// The one before, which is often the same.
    last: (Vec<Seen>, Option<Outlook>),
    outlines: Vec<Outline>,
}

impl Judge<'_, '_, '_> {
    fn outlook(&mut self, seen: &[Seen], rows: &impl Rows, key: u64) -> Option<Outlook> {
        if self.plan.asks_facts() {
            self.plan.outlines(seen, &mut self.outlines);
            let row = rows.row(key)?;
            return self.plan.asked.outlook(&row, &self.outlines);
        }
        if self.last.0 != seen {
            let outlook = if let Some(known) = self.known.get(seen) {
                *known
            } else {
                self.plan.outlines(seen, &mut self.outlines);
                let outlook = self.plan.asked.outlook(&Unknown, &self.outlines);
                self.known.insert(seen.into(), outlook);
                outlook
            };
            self.last.0.clear();
            self.last.0.extend_from_slice(seen);
            self.last.1 = outlook;
        }
        self.last.1
    }
}

/// A statement of which nothing is known, for queries that ask nothing but words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unknown;

impl Facts for Unknown {
    fn party(&self) -> Option<&str> {
        None
    }
    fn roles(&self) -> impl Iterator<Item = (&str, Role)> {
        std::iter::empty()
    }
    fn date(&self) -> Option<&Date> {
        None
    }
    fn language(&self) -> Language {
        Language::Und
    }
    fn kind(&self) -> Option<Kind> {
        None
    }
    fn sources(&self) -> impl Iterator<Item = &str> {
        std::iter::empty()
    }
    fn path(&self) -> &str {
        ""
    }
    fn has(&self, _feature: Feature) -> bool {
        false
    }
}
