//! Answers in their final order, each as soon as nothing can come before it.
//!
//! Candidates lie in one heap for each score that they can come to. The best heap is gone through by place: what is sure
//! is given, the others are looked at; those that come to less go to the heap of their score.

use super::candidates::{Candidate, candidates};
use super::question::Question;
use super::{Found, ReadError, Rows, Stop, places, threads};
use crate::search::answer::Score;
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use tantivy::DocId;

/// Statements whose places are read at once: few at first, so that the first answers come soon.
const FIRST: usize = 64;
const MOST: usize = 1 << 13;

/// Of these, as many as one thread reads.
const PIECE: usize = 1 << 9;

/// Segment and document of a candidate that is to be looked at, its number among these and its key.
type Open = (u32, DocId, usize, u64);

/// How answers are ordered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Order {
    /// The best first, by their place among those that are as good.
    Best,
    /// By their place.
    Place,
    /// As they come.
    Any,
}

/// How a search ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Outcome {
    /// Answers that were given.
    pub count: usize,
    /// All answers were given.
    pub is_whole: bool,
}

/// Gives the answers to a question; see [`Question::answers`].
pub(super) fn run<R: Rows>(
    question: &Question<'_, '_>,
    rows: &R,
    order: Order,
    stop: Stop<'_>,
    give: &mut dyn FnMut(&[Found]) -> ControlFlow<()>,
) -> Result<Outcome, ReadError> {
    let mut heaps: BTreeMap<Option<Score>, Vec<Candidate>> = BTreeMap::new();
    let heap_of = |score: Score| (order == Order::Best).then_some(score);
    for candidate in gather(question, rows, stop)?.into_iter().flatten() {
        heaps.entry(heap_of(candidate.best)).or_default().push(candidate);
    }
    let mut outcome = Outcome { count: 0, is_whole: false };
    while let Some((score, mut heap)) = heaps.pop_last() {
        let mut size = FIRST;
        let mut rest = heap.as_mut_slice();
        while !rest.is_empty() {
            if stop() {
                return Ok(outcome);
            }
            let (batch, others) = first(rest, size, order);
            rest = others;
            let mut found = Vec::with_capacity(batch.len());
            for (candidate, answers) in batch.iter().zip(judge(question, rows, batch)?) {
                match answers {
                    Some(own) if heap_of(own) == score => found.push(Found { key: candidate.key, score: own }),
                    Some(less) => {
                        let candidate = Candidate { best: less, is_sure: true, ..*candidate };
                        heaps.entry(heap_of(less)).or_default().push(candidate);
                    }
                    None => {}
                }
            }
            outcome.count += found.len();
            if !found.is_empty() && give(&found).is_break() {
                return Ok(outcome);
            }
            size = MOST.min(size * 4);
        }
    }
    outcome.is_whole = question.is_whole && !stop();
    Ok(outcome)
}

/// The candidates of all segments.
fn gather<R: Rows>(question: &Question<'_, '_>, rows: &R, stop: Stop<'_>) -> Result<Vec<Vec<Candidate>>, ReadError> {
    threads::all(question.lists.len(), |number| {
        let Some((segment, lists)) = question.part(number) else { return Ok(Vec::new()) };
        candidates((number, segment, lists), &question.plan, rows, stop)
    })
}

/// The first of the candidates in order, and the others.
fn first(all: &mut [Candidate], size: usize, order: Order) -> (&mut [Candidate], &mut [Candidate]) {
    let place = |candidate: &Candidate| (candidate.place, candidate.key);
    let size = size.min(all.len());
    if order != Order::Any {
        if size < all.len() {
            all.select_nth_unstable_by_key(size, place);
        }
        if let Some(batch) = all.get_mut(..size) {
            batch.sort_unstable_by_key(place);
        }
    }
    all.split_at_mut(size)
}

/// The score of each candidate, none for one that does not answer.
fn judge<R: Rows>(question: &Question<'_, '_>, rows: &R, batch: &[Candidate]) -> Result<Vec<Option<Score>>, ReadError> {
    let mut scores: Vec<Option<Score>> = batch.iter().map(|candidate| Some(candidate.best)).collect();
    let mut open: Vec<Open> = batch
        .iter()
        .enumerate()
        .filter(|(_, candidate)| !candidate.is_sure)
        .map(|(at, candidate)| (candidate.segment, candidate.doc, at, candidate.key))
        .collect();
    open.sort_unstable();
    let parts: Vec<&[Open]> = open.chunk_by(|one, other| one.0 == other.0).flat_map(|own| own.chunks(PIECE)).collect();
    let judged = threads::all(parts.len(), |part| {
        let own = parts.get(part).copied().unwrap_or_default();
        let number = own.first().map_or(0, |(segment, ..)| *segment as usize);
        let Some((segment, lists)) = question.part(number) else { return Ok(Vec::new()) };
        let docs: Vec<DocId> = own.iter().map(|(_, doc, ..)| *doc).collect();
        let row = |at: usize| own.get(at).and_then(|(.., key)| rows.row(*key));
        places::answers(segment, lists, &question.plan, &docs, row)
    })?;
    for ((_, _, at, _), answer) in open.iter().zip(judged.into_iter().flatten()) {
        if let Some(score) = scores.get_mut(*at) {
            *score = answer.map(|answer| answer.score);
        }
    }
    Ok(scores)
}
