//! Answers in their final order, each as soon as nothing can come before it.
//!
//! Candidates lie in one heap for each score that they can come to. The best heap is gone through by place: what is sure
//! is given, the others are looked at; those that come to less go to the heap of their score.

use super::candidates::{Candidate, candidates};
use super::question::Question;
use super::{Found, ReadError, Rows, Stop, places};
use crate::search::answer::Score;
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{iter, thread};
use tantivy::DocId;

/// Statements whose places are read at once: few at first, so that the first answers come soon.
const FIRST: usize = 64;
const MOST: usize = 1 << 13;

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
    outcome.is_whole = !stop();
    Ok(outcome)
}

/// The candidates of all segments.
fn gather<R: Rows>(question: &Question<'_, '_>, rows: &R, stop: Stop<'_>) -> Result<Vec<Vec<Candidate>>, ReadError> {
    let segments = &question.snapshot.segments;
    let one = |number: usize| {
        let Some((segment, lists)) = segments.get(number).zip(question.lists.get(number)) else {
            return Ok(Vec::new());
        };
        candidates((number, segment, lists), &question.plan, rows, stop)
    };
    let threads = thread::available_parallelism().map_or(1, usize::from).min(segments.len());
    if threads < 2 {
        return (0..segments.len()).map(one).collect();
    }
    let next = AtomicUsize::new(0);
    let work = || -> Result<Vec<Vec<Candidate>>, ReadError> {
        let numbers = iter::repeat_with(|| next.fetch_add(1, Ordering::Relaxed));
        numbers.take_while(|number| *number < segments.len()).map(one).collect()
    };
    thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let mut all = work()?;
        for other in others {
            // A thread that panicked has nothing to give; the panic was told where it happened.
            all.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?);
        }
        Ok(all)
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
    let mut open: Vec<(u32, DocId, usize, u64)> = batch
        .iter()
        .enumerate()
        .filter(|(_, candidate)| !candidate.is_sure)
        .map(|(at, candidate)| (candidate.segment, candidate.doc, at, candidate.key))
        .collect();
    open.sort_unstable();
    for own in open.chunk_by(|one, other| one.0 == other.0) {
        let number = own.first().map_or(0, |(segment, ..)| *segment as usize);
        let Some((segment, lists)) = question.snapshot.segments.get(number).zip(question.lists.get(number)) else {
            continue;
        };
        let docs: Vec<DocId> = own.iter().map(|(_, doc, ..)| *doc).collect();
        let row = |at: usize| own.get(at).and_then(|(.., key)| rows.row(*key));
        let answers = places::answers(segment, lists, &question.plan, &docs, row)?;
        for ((_, _, at, _), answer) in own.iter().zip(answers) {
            if let Some(score) = scores.get_mut(*at) {
                *score = answer.map(|answer| answer.score);
            }
        }
    }
    Ok(scores)
}
