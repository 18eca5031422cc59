//! A query that was asked of a snapshot: the terms that matter in each segment, and how far each part of it goes.

use super::candidates::Unknown;
use super::expand::{self, List};
use super::ordered::{self, Order, Outcome};
use super::places;
use super::{Found, ReadError, Rows, Segment, Snapshot, Stop, threads};
use crate::search::answer::{Answer, Asked, Outline, Seen};
use crate::search::term::{Reach, Term};
use std::ops::{ControlFlow, Range};

/// A query and what an index has for it.
///
/// The hits of an answer have positions only. To show them, look at the statement, or at what was stored of it
/// ([`Snapshot::text`]), as at any page: with [`Asked::look`] as far as [`Self::reaches`] says, and
/// [`crate::search::page::Page::lit`].
#[derive(Debug)]
pub struct Question<'s, 'q> {
    pub(super) snapshot: &'s Snapshot,
    pub(super) plan: Plan<'s, 'q>,
    /// By segment.
    pub(super) lists: Vec<Vec<List>>,
    reaches: Vec<Reach>,
    /// Nothing was left out because nobody waited any more.
    pub(super) is_whole: bool,
}

/// A query with the slots of its terms counted through.
#[derive(Debug)]
pub(super) struct Plan<'s, 'q> {
    pub(super) asked: &'s Asked<'q>,
    /// Number of the first slot of each term, and one past the last.
    firsts: Vec<usize>,
    asks_facts: bool,
}

impl<'s, 'q> Plan<'s, 'q> {
    fn new(asked: &'s Asked<'q>) -> Self {
        let mut firsts = vec![0];
        let mut sum = 0;
        for term in asked.terms() {
            sum += term.slots().len();
            firsts.push(sum);
        }
        Self { asked, firsts, asks_facts: asked.asks_facts() }
    }

    pub(super) fn asks_facts(&self) -> bool {
        self.asks_facts
    }

    /// Number of slots.
    pub(super) fn slots(&self) -> usize {
        self.firsts.last().copied().unwrap_or(0)
    }

    /// The terms with the numbers of their slots.
    pub(super) fn terms(&self) -> impl Iterator<Item = (&'s Term, Range<usize>)> {
        let ranges = self.firsts.windows(2).map(|pair| match pair {
            [start, end] => *start..*end,
            _ => 0..0,
        });
        self.asked.terms().iter().zip(ranges)
    }

    /// What the words in all slots say of each term.
    pub(super) fn outlines(&self, seen: &[Seen], outlines: &mut Vec<Outline>) {
        outlines.clear();
        outlines.extend(self.terms().map(|(term, slots)| term.outline(seen.get(slots).unwrap_or_default())));
    }

    /// Slots of which every answer has a word in one, as few documents as can be; none if an answer need have no word.
    pub(super) fn driver(&self, lists: &[List]) -> Option<Vec<usize>> {
        let mut sizes = vec![0_u64; self.slots()];
        for list in lists {
            for (slot, _) in &list.fills {
                if let Some(size) = sizes.get_mut(*slot) {
                    *size += u64::from(list.info.doc_freq);
                }
            }
        }
        let size = |slot: usize| sizes.get(slot).copied().unwrap_or(0);
        // Every word of a phrase must be there, so its rarest one stands for it.
        let rarest = |(term, slots): (&Term, Range<usize>)| -> Vec<usize> {
            let of =
                |reading: &Vec<usize>| reading.iter().map(|slot| slots.start + slot).min_by_key(|slot| size(*slot));
            term.readings().iter().filter_map(of).collect()
        };
        let rarest: Vec<Vec<usize>> = self.terms().map(rarest).collect();
        let costs: Vec<u64> = rarest.iter().map(|slots| slots.iter().map(|slot| size(*slot)).sum()).collect();
        let terms = self.asked.required(&costs)?;
        Some(terms.into_iter().filter_map(|term| rarest.get(term)).flatten().copied().collect())
    }
}

impl<'s, 'q> Question<'s, 'q> {
    pub(super) fn new(snapshot: &'s Snapshot, asked: &'s Asked<'q>, stop: Stop<'_>) -> Result<Self, ReadError> {
        let forms = vec![Reach::Forms; asked.terms().len()];
        let strict = Self::with(snapshot, asked, forms, stop)?;
        let mut held = vec![true; asked.terms().len()];
        for term in asked.may_loosen() {
            if let Some(held) = held.get_mut(term) {
                *held = strict.is_held(term, stop)?;
            }
        }
        let reaches = asked.reaches(|term| held.get(term).copied().unwrap_or(true));
        if reaches.contains(&Reach::Loose) { Self::with(snapshot, asked, reaches, stop) } else { Ok(strict) }
    }

    fn with(
        snapshot: &'s Snapshot,
        asked: &'s Asked<'q>,
        reaches: Vec<Reach>,
        stop: Stop<'_>,
    ) -> Result<Self, ReadError> {
        let lists = threads::all(snapshot.segments.len(), |number| {
            let lists = |segment| expand::lists(segment, asked, &reaches, &snapshot.words, stop);
            snapshot.segments.get(number).map_or(Ok(Vec::new()), lists)
        })?;
        Ok(Self { snapshot, plan: Plan::new(asked), lists, reaches, is_whole: !stop() })
    }

    /// A segment and the terms that matter in it.
    pub(super) fn part(&self, number: usize) -> Option<(&'s Segment, &[List])> {
        Some((self.snapshot.segments.get(number)?, self.lists.get(number)?))
    }

    /// True if a statement has a term in one of its forms.
    fn is_held(&self, number: usize, stop: Stop<'_>) -> Result<bool, ReadError> {
        let Some((term, slots)) = self.plan.terms().nth(number) else { return Ok(false) };
        let is_word = |slot: usize| slots.contains(&slot) && term.readings().contains(&vec![slot - slots.start]);
        let mut may_be = false;
        for (segment, lists) in self.snapshot.segments.iter().zip(&self.lists) {
            let mut fills =
                lists.iter().flat_map(|list| &list.fills).filter(|(slot, _)| slots.contains(slot)).peekable();
            may_be |= fills.peek().is_some();
            if !segment.reader.has_deletes() && fills.any(|(slot, _)| is_word(*slot)) {
                return Ok(true);
            }
        }
        if !may_be {
            return Ok(false);
        }
        // The places of its words decide, or whether a statement is still there.
        let asked = self.plan.asked.only(number);
        let alone = Question::with(self.snapshot, &asked, vec![Reach::Forms], stop)?;
        let outcome = ordered::run(&alone, &Everything, Order::Any, stop, &mut |_| ControlFlow::Break(()))?;
        Ok(outcome.count > 0)
    }

    /// How far each term goes.
    #[must_use]
    pub fn reaches(&self) -> &[Reach] {
        &self.reaches
    }

    /// The numbers of the terms that no statement has, for which looser forms stand.
    #[must_use]
    pub fn loosened(&self) -> Vec<usize> {
        let loose = self.reaches.iter().enumerate().filter(|(_, reach)| **reach == Reach::Loose);
        loose.map(|(term, _)| term).collect()
    }

    /// Gives all answers in order, in batches, until `give` breaks off or `stop` says so.
    ///
    /// # Errors
    /// If files of the index are gone or broken.
    pub fn answers<R: Rows>(
        &self,
        rows: &R,
        order: Order,
        stop: Stop<'_>,
        mut give: impl FnMut(&[Found]) -> ControlFlow<()>,
    ) -> Result<Outcome, ReadError> {
        ordered::run(self, rows, order, stop, &mut give)
    }

    /// The answer of one statement, with the positions of its hits; none if it does not answer.
    ///
    /// # Errors
    /// If files of the index are gone or broken.
    pub fn answer<R: Rows>(&self, rows: &R, key: u64) -> Result<Option<Answer>, ReadError> {
        let Some((number, doc)) = self.snapshot.find(key)? else { return Ok(None) };
        let Some((segment, lists)) = self.part(number) else { return Ok(None) };
        let mut answers = places::answers(segment, lists, &self.plan, &[doc], |_| rows.row(key))?;
        Ok(answers.pop().flatten())
    }
}

/// Every statement, with nothing known of it.
struct Everything;

impl Rows for Everything {
    type Row<'r> = Unknown;

    fn row(&self, _key: u64) -> Option<Unknown> {
        Some(Unknown)
    }

    fn place(&self, key: u64) -> Option<u64> {
        Some(key)
    }
}
