//! The places of words in a few statements of a segment, and what they say.

use super::expand::List;
use super::question::Plan;
use super::{ReadError, Segment};
use crate::search::answer::Answer;
use crate::search::query::Facts;
use crate::search::term::{Hit, Spot};
use tantivy::postings::Postings;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, TERMINATED};

/// A word in a slot of a statement; slots are counted through all terms.
#[derive(Debug)]
struct Place {
    statement: usize,
    spot: Spot,
}

/// The answers of statements, none for one that does not answer; `docs` are in order, none twice.
pub(super) fn answers<'r, F: Facts + 'r>(
    segment: &Segment,
    lists: &[List],
    plan: &Plan<'_, '_>,
    docs: &[DocId],
    facts: impl Fn(usize) -> Option<F>,
) -> Result<Vec<Option<Answer>>, ReadError> {
    let places = places(segment, lists, docs)?;
    let mut answers = Vec::with_capacity(docs.len());
    let mut rest = places.as_slice();
    for statement in 0..docs.len() {
        let end = rest.partition_point(|place| place.statement == statement);
        let (own, others) = rest.split_at_checked(end).unwrap_or_default();
        rest = others;
        answers.push(facts(statement).and_then(|facts| plan.asked.answer(&facts, &hits(own, plan))));
    }
    Ok(answers)
}

/// The hits of every term in one statement.
fn hits(places: &[Place], plan: &Plan<'_, '_>) -> Vec<Vec<Hit>> {
    let mut spots: Vec<Spot> = Vec::new();
    let terms = plan.terms().map(|(term, slots)| {
        spots.clear();
        let own = places.iter().filter(|place| slots.contains(&place.spot.slot));
        spots.extend(own.map(|place| Spot { slot: place.spot.slot - slots.start, ..place.spot }));
        term.join(&spots)
    });
    terms.collect()
}

/// All words in slots, by statement and position.
fn places(segment: &Segment, lists: &[List], docs: &[DocId]) -> Result<Vec<Place>, ReadError> {
    let mut places = Vec::new();
    let mut positions = Vec::new();
    for list in lists {
        let inverted = segment.inverted(list.section);
        let option = IndexRecordOption::WithFreqsAndPositions;
        let mut postings = inverted.read_postings_from_terminfo(&list.info, option)?;
        let mut at = 0;
        while let Some(wanted) = docs.get(at) {
            // A list must not be sought for what lies behind it.
            let doc = if postings.doc() < *wanted { postings.seek(*wanted) } else { postings.doc() };
            if doc == TERMINATED {
                break;
            }
            at = gallop(docs, at, doc);
            if docs.get(at) != Some(&doc) {
                continue;
            }
            postings.positions(&mut positions);
            for position in &positions {
                for (slot, rank) in &list.fills {
                    let positions = (*position, position + list.extent);
                    let spot = Spot { slot: *slot, positions, token: 0, section: list.section, rank: *rank };
                    places.push(Place { statement: at, spot });
                }
            }
            at += 1;
        }
    }
    places.sort_unstable_by_key(|place| (place.statement, place.spot.positions, place.spot.slot));
    Ok(places)
}

/// The first of `docs` from `from` on that is not before `wanted`.
pub(super) fn gallop(docs: &[DocId], from: usize, wanted: DocId) -> usize {
    let is_before = |at: usize| docs.get(at).is_some_and(|doc| *doc < wanted);
    let (mut low, mut step) = (from, 1);
    while is_before(low + step - 1) {
        low += step;
        step *= 2;
    }
    let window = docs.get(low..docs.len().min(low + step)).unwrap_or_default();
    low + window.partition_point(|doc| *doc < wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaps_land_on_the_first_that_is_not_before() {
        let docs: Vec<DocId> = (0..100).map(|at| at * 3 + 1).collect();
        for from in [0, 1, 7, 50, 99, 100] {
            for wanted in (0..310).chain([TERMINATED]) {
                let expected = docs.iter().skip(from).position(|doc| *doc >= wanted).map_or(docs.len(), |at| from + at);
                assert_eq!(gallop(&docs, from, wanted), expected, "{wanted} from {from}");
            }
        }
        assert_eq!(gallop(&[], 0, 5), 0);
    }
}
