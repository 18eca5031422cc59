//! Answers in their final order, each as soon as nothing can come before it.
//!
//! Candidates lie in one heap for each score that they can come to. The best heap is gone through by place: what is sure
//! is given, the others are looked at; those that come to less go to the heap of their score. Before all that, those that cannot
//! be bettered are gathered and given by themselves.

use super::candidates::{Candidate, Which, candidates};
use super::question::Question;
use super::{Found, ReadError, Rows, Stop, places, threads};
use crate::search::answer::Score;
use crate::search::page::Section;
use crate::search::term::Rank;
use std::collections::HashSet;
use std::ops::ControlFlow;
use tantivy::DocId;

/// Statements whose places are read at once: few at first, so that the first answers come soon.
const FIRST: usize = 64;
const MOST: usize = 1 << 13;

/// Of these, as many as one thread reads.
const PIECE: usize = 1 << 9;

/// Segment and document of a candidate that is to be looked at, its number among these and its key.
type Open = (u32, DocId, usize, u64);

/// One for each score: nine ranks, three sections, side by side or not.
const HEAPS: usize = 9 * 3 * 2;

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
    let mut run = Run { question, rows, order, stop, give, given: HashSet::new(), count: 0 };
    // What cannot be bettered needs no look at all the others, of which a common word has very many.
    let mut flow = if order == Order::Best { run.drain(Which::Best)? } else { ControlFlow::Continue(()) };
    if flow.is_continue() {
        flow = run.drain(Which::All)?;
    }
    Ok(Outcome { count: run.count, is_whole: flow.is_continue() && question.is_whole && !stop() })
}

struct Run<'r, 's, 'q, R> {
    question: &'r Question<'s, 'q>,
    rows: &'r R,
    order: Order,
    stop: Stop<'r>,
    give: &'r mut dyn FnMut(&[Found]) -> ControlFlow<()>,
    /// What was given of those that cannot be bettered.
    given: HashSet<u64>,
    count: usize,
}

impl<R: Rows> Run<'_, '_, '_, R> {
    /// The number of the heap of a score.
    fn heap(&self, score: Score) -> usize {
        let place = score.rank as usize * 6 + score.section as usize * 2 + usize::from(score.together);
        if self.order == Order::Best { place } else { 0 }
    }

    /// Gives all that were not given, or of these the best that there can be.
    fn drain(&mut self, which: Which) -> Result<ControlFlow<()>, ReadError> {
        let mut heaps: Vec<Vec<Candidate>> = vec![Vec::new(); HEAPS];
        for candidate in gather(self.question, self.rows, which, self.stop)?.into_iter().flatten() {
            if is_best(candidate.best) && self.given.contains(&candidate.key) {
                continue;
            }
            if let Some(heap) = heaps.get_mut(self.heap(candidate.best)) {
                heap.push(candidate);
            }
        }
        for number in (0..HEAPS).rev() {
            let Some(mut heap) = heaps.get_mut(number).map(std::mem::take) else { continue };
            let mut size = FIRST;
            let mut rest = heap.as_mut_slice();
            while !rest.is_empty() {
                if which == Which::Best && !rest.first().is_some_and(|one| is_best(one.best)) {
                    return Ok(ControlFlow::Continue(()));
                }
                if (self.stop)() {
                    return Ok(ControlFlow::Break(()));
                }
                let (batch, others) = first(rest, size, self.order);
                rest = others;
                let mut found = Vec::with_capacity(batch.len());
                for (candidate, score) in batch.iter().zip(judge(self.question, self.rows, batch)?) {
                    let Some(score) = score else { continue };
                    if self.heap(score) == number {
                        found.push(Found { key: candidate.key, score });
                    } else if let Some(heap) = heaps.get_mut(self.heap(score)) {
                        heap.push(Candidate { best: score, is_sure: true, ..*candidate });
                    }
                }
                self.count += found.len();
                if which == Which::Best {
                    self.given.extend(found.iter().map(|found| found.key));
                }
                if !found.is_empty() && (self.give)(&found).is_break() {
                    return Ok(ControlFlow::Break(()));
                }
                size = MOST.min(size * 4);
            }
        }
        Ok(ControlFlow::Continue(()))
    }
}

/// True for the same characters in the title: there is nothing better.
fn is_best(score: Score) -> bool {
    score.rank == Rank::Shown && score.section == Section::Title
}

/// The candidates of all segments.
fn gather<R: Rows>(
    question: &Question<'_, '_>,
    rows: &R,
    which: Which,
    stop: Stop<'_>,
) -> Result<Vec<Vec<Candidate>>, ReadError> {
    threads::all(question.lists.len(), |number| {
        let Some((segment, lists)) = question.part(number) else { return Ok(Vec::new()) };
        candidates((number, segment, lists, which), &question.plan, rows, stop)
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
