//! What a search found in the text that is read, and which hit is next.
//!
//! Hits are ranges of the logical text; where they lie on the screen is the layout's business.

use crate::search::find::Needle;
use crate::text::range::TextRange;

/// The way in which a search goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Way {
    /// Towards the end of the text.
    #[default]
    Forward,
    /// Towards its start.
    Backward,
}

impl Way {
    /// The other way.
    #[must_use]
    pub fn turned(self) -> Self {
        match self {
            Self::Forward => Self::Backward,
            Self::Backward => Self::Forward,
        }
    }
}

/// A search as it was asked for; it holds in every statement until the next one.
#[derive(Clone, Debug)]
pub(super) struct Search {
    /// As typed.
    pub query: String,
    /// The way that `n` goes.
    pub way: Way,
}

/// The hits of a search in one text.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Hits {
    ranges: Vec<TextRange>,
    current: Option<usize>,
}

/// Where a step from hit to hit led.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// To a hit at this offset.
    To(usize),
    /// To a hit at this offset, round the end of the text.
    Round(usize),
    /// Nowhere: there is no further hit that way.
    End,
    /// Nowhere: there is no hit at all.
    Nothing,
}

impl Hits {
    /// Looks for `query` in `text`.
    #[must_use]
    pub fn find(query: &str, text: &str) -> Self {
        Self { ranges: Needle::new(query).find_all(text), current: None }
    }

    /// All hits, in order.
    #[must_use]
    pub fn ranges(&self) -> &[TextRange] {
        &self.ranges
    }

    /// The hit that was gone to last.
    #[must_use]
    pub fn current(&self) -> Option<TextRange> {
        self.current.and_then(|current| self.ranges.get(current)).copied()
    }

    /// Number of the current hit, from 1, and how many there are.
    #[must_use]
    pub fn place(&self) -> (Option<usize>, usize) {
        (self.current.map(|current| current + 1), self.ranges.len())
    }

    /// Goes `count` hits on from `offset`; the hit at `offset` itself counts only where `here` is set.
    pub fn step(&mut self, offset: usize, way: Way, count: usize, here: bool, wrap: bool) -> Step {
        let len = self.ranges.len();
        if len == 0 {
            return Step::Nothing;
        }
        let first = match way {
            Way::Forward => {
                self.ranges.partition_point(|hit| if here { hit.start < offset } else { hit.start <= offset })
            }
            // Counted from one turn ahead, so that the subtraction stays above nothing.
            Way::Backward => len - 1 + self.ranges.partition_point(|hit| hit.start < offset),
        };
        let steps = count.max(1) - 1;
        let (target, round) = match way {
            Way::Forward => (first + steps, first + steps >= len),
            Way::Backward => (first + len * (steps / len) - steps, first < len + steps),
        };
        if round && !wrap {
            return Step::End;
        }
        let target = target % len;
        self.current = Some(target);
        match self.ranges.get(target) {
            Some(hit) if round => Step::Round(hit.start),
            Some(hit) => Step::To(hit.start),
            None => Step::Nothing,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Way::{Backward, Forward};

    /// Hits at 0, 10 and 20.
    fn check(offset: usize, way: Way, count: usize, expected: Step) {
        let mut hits = Hits::find("ab", "ab........ab........ab...");
        assert_eq!(hits.ranges().len(), 3);
        assert_eq!(hits.step(offset, way, count, false, true), expected, "from {offset} {way:?} {count}");
        let expected = match expected {
            Step::Round(_) => Step::End,
            step => step,
        };
        assert_eq!(hits.step(offset, way, count, false, false), expected, "unwrapped");
    }

    #[test]
    fn forward() {
        check(0, Forward, 1, Step::To(10));
        check(5, Forward, 1, Step::To(10));
        check(5, Forward, 2, Step::To(20));
        check(5, Forward, 3, Step::Round(0));
        check(20, Forward, 1, Step::Round(0));
        check(20, Forward, 7, Step::Round(0));
    }

    #[test]
    fn backward() {
        check(24, Backward, 1, Step::To(20));
        check(20, Backward, 1, Step::To(10));
        check(20, Backward, 2, Step::To(0));
        check(20, Backward, 3, Step::Round(20));
        check(0, Backward, 1, Step::Round(20));
        check(0, Backward, 8, Step::Round(10));
    }

    #[test]
    fn the_hit_under_the_cursor_may_count() {
        let mut hits = Hits::find("ab", "..ab..ab");
        assert_eq!(hits.step(2, Forward, 1, true, true), Step::To(2));
        assert_eq!(hits.place(), (Some(1), 2));
        assert_eq!(hits.step(2, Forward, 1, false, true), Step::To(6));
    }

    #[test]
    fn nothing_is_found_nowhere() {
        assert_eq!(Hits::find("x", "ab").step(0, Forward, 1, true, true), Step::Nothing);
        assert_eq!(Hits::find("", "ab").step(0, Backward, 1, true, true), Step::Nothing);
    }
}
