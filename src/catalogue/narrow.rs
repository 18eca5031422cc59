//! Which rows a query lets through, best first, the newest first among equals.
//!
//! Rows are looked through in stretches that threads take one after another; between two of them they ask whether the
//! answer is still wanted. Words in one piece and words by Latin typing come first; letters that are apart are looked
//! for where these let few rows through. Then the rows are put in order by one walk through the order of dates.

use super::segments::{Catalogue, Segment, Source};
use super::words::agreed_rows;
use crate::search::narrow::{Agreed, Query, SkimMatcher};
use std::num::NonZero;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

/// Rows that a thread takes at once: well under a millisecond of work for nearly all queries.
const STRETCH: usize = 8192;
/// Rows above which a second thread is worth its start.
const SHARED: usize = 4 * STRETCH;
/// Rows of scattered letters that are scored by their nearness, the newest ones; those beyond stay in the order of dates.
const SCORED: usize = 4096;
/// Letters that are apart are looked for where fewer rows than this are let through without them: what comes behind so
/// many better rows nobody sees, and it would take longest where it matters least.
const ENOUGH: usize = 1000;
/// Threads that look through rows.
const THREADS: usize = 4;

impl Catalogue {
    /// The rows that `query` lets through, best first; the newest first among equals. None if `stop` said so meanwhile.
    ///
    /// `within` are the rows that a query let through which this one extends ([`Query::extends`]), at this version.
    #[must_use]
    pub fn narrow(&self, query: &Query, within: Option<&[u32]>, stop: &(impl Fn() -> bool + Sync)) -> Option<Vec<u32>> {
        if query.is_empty() {
            return Some(self.by_date().to_vec());
        }
        let agreed: Vec<Vec<Vec<Agreed>>> = self.segments.iter().map(|segment| agreed(segment, query)).collect();
        let mut scores = vec![0_u16; self.len() as usize];
        // Fewer than enough: then letters that are apart were looked for.
        if let Some(rows) = within.filter(|rows| rows.len() < ENOUGH) {
            for row in rows {
                let score = self.score(query, *row, &agreed);
                if let Some(slot) = scores.get_mut(*row as usize) {
                    *slot = score;
                }
            }
        } else {
            self.scan(query, &agreed, false, &mut scores, stop)?;
            let shown = |(row, score): &(u32, &u16)| **score > 0 && self.shows(*row);
            if query.scatters() && (0..).zip(&scores).filter(shown).take(ENOUGH).count() < ENOUGH {
                self.scan(query, &agreed, true, &mut scores, stop)?;
            }
        }
        self.near(query, &mut scores);
        if stop() { None } else { Some(self.in_order(&scores)) }
    }

    /// Scores all rows; none if `stop` said so.
    fn scan(
        &self,
        query: &Query,
        agreed: &[Vec<Vec<Agreed>>],
        apart: bool,
        scores: &mut [u16],
        stop: &(impl Fn() -> bool + Sync),
    ) -> Option<()> {
        let threads = if scores.len() < SHARED { 1 } else { thread::available_parallelism().map_or(1, NonZero::get) };
        let stretches = Mutex::new(scores.chunks_mut(STRETCH).enumerate());
        let stopped = AtomicBool::new(false);
        let work = || {
            loop {
                let next = stretches.lock().ok().and_then(|mut stretches| stretches.next());
                let Some((number, scores)) = next else { return };
                if stop() {
                    stopped.store(true, Ordering::Relaxed);
                }
                if stopped.load(Ordering::Relaxed) {
                    return;
                }
                let first = (number * STRETCH) as u32;
                let range = first..first + scores.len() as u32;
                for (segment, rows) in self.stretches(&range) {
                    let at = self.segments.partition_point(|other| other.first < segment.first);
                    let agreed = agreed.get(at).map_or(&[][..], Vec::as_slice);
                    query.scan(&segment.sections().rows(), rows, agreed, apart, &mut |row, score| {
                        let at = (row - segment.skip + segment.first - first) as usize;
                        if let Some(slot) = scores.get_mut(at) {
                            *slot = score;
                        }
                    });
                }
            }
        };
        thread::scope(|scope| {
            for _ in 1..threads.min(THREADS) {
                // Where the system has no thread left this one does all.
                let _ = thread::Builder::new().spawn_scoped(scope, work);
            }
            work();
        });
        (!stopped.into_inner()).then_some(())
    }

    fn score(&self, query: &Query, row: u32, agreed: &[Vec<Vec<Agreed>>]) -> u16 {
        self.stretches(&(row..row + 1))
            .next()
            .and_then(|(segment, rows)| {
                let at = self.segments.partition_point(|other| other.first < segment.first);
                let agreed = agreed.get(at).map_or(&[][..], Vec::as_slice);
                query.score_of(&segment.sections().rows(), rows.start, agreed, true)
            })
            .unwrap_or(0)
    }

    /// Scores scattered letters by their nearness.
    fn near(&self, query: &Query, scores: &mut [u16]) {
        if !scores.iter().any(|score| Query::is_scattered(*score)) {
            return;
        }
        let is_scattered = |row: &&u32| scores.get(**row as usize).is_some_and(|score| Query::is_scattered(*score));
        let rows: Vec<u32> = self.by_date().iter().filter(is_scattered).take(SCORED).copied().collect();
        let matcher = SkimMatcher::default();
        for row in rows {
            if let Some((segment, rows)) = self.stretches(&(row..row + 1)).next()
                && let Some(score) = scores.get_mut(row as usize)
            {
                *score = query.nearness(&matcher, segment.sections().rows().code(rows.start));
            }
        }
    }

    /// The rows that have a score, the highest first.
    fn in_order(&self, scores: &[u16]) -> Vec<u32> {
        let mut places = vec![0_u32; 1 << 16];
        let scored = |row: u32| scores.get(row as usize).copied().filter(|score| *score > 0);
        for score in self.by_date().iter().filter_map(|row| scored(*row)) {
            if let Some(count) = places.get_mut(usize::from(score)) {
                *count += 1;
            }
        }
        let mut before = 0;
        for count in places.iter_mut().rev() {
            (*count, before) = (before, before + *count);
        }
        let mut found = vec![0; before as usize];
        for row in self.by_date() {
            if let Some(place) = scored(*row).and_then(|score| places.get_mut(usize::from(score))) {
                if let Some(slot) = found.get_mut(*place as usize) {
                    *slot = *row;
                }
                *place += 1;
            }
        }
        found
    }
}

/// For each word of Latin typing how the rows of a segment's source agree with it.
fn agreed(segment: &Segment, query: &Query) -> Vec<Vec<Agreed>> {
    let all = query.latin().map(|latin| match &segment.source {
        Source::Part(part) => agreed_rows(&part.sections(), latin, part.len()),
        Source::Tail(writer) => writer.words().agreed(latin, writer.len()),
    });
    all.collect()
}
