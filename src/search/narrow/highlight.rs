//! Which letters of the shown fields a query has matched.

use super::code;
use super::query::Query;
use super::scan::agreed;
use super::term::{Rank, Term};
use crate::text::fold::Folded;
use crate::text::range::TextRange;

/// A field as it is shown, and the way from its code back to it.
struct Field {
    folded: Folded,
    code: Vec<u8>,
    /// Where the letters of the code begin.
    letters: Vec<usize>,
    /// Blanks before the first of them.
    blanks: usize,
}

impl Field {
    fn new(text: &str) -> Self {
        let folded = Folded::new(text);
        let mut code = Vec::new();
        code::encode(folded.text(), &mut code);
        let letters = code::letters(&code).map(|(at, _)| at).collect();
        let blanks = folded.text().chars().take_while(|letter| letter.is_whitespace()).count();
        Self { folded, code, letters, blanks }
    }

    /// The shown text of the letters that begin in a range of the code.
    fn source(&self, start: usize, end: usize) -> Option<TextRange> {
        let first = self.letters.partition_point(|at| *at < start);
        let past = self.letters.partition_point(|at| *at < end);
        let of = |letter: usize| self.folded.source_of_char(self.blanks + letter);
        let (first, last) = (of(first)?, of(past.checked_sub(1)?)?);
        Some(TextRange::new(first.start, last.end.max(first.end)))
    }

    /// How it holds a word, and the letters that do.
    fn held(&self, term: &Term) -> Option<(Rank, Vec<TextRange>)> {
        if let Some((rank, at)) = term.whole(&self.code) {
            return Some((rank, self.source(at, at + term.code.len()).into_iter().collect()));
        }
        let latin = self.by_latin(term);
        if let Some((Rank::Latin, _)) = latin {
            return latin;
        }
        let scattered = term.scattered(&self.code).map(|places| {
            let letters = places.into_iter().filter_map(|at| self.source(at, at + 1));
            (Rank::Scattered, letters.collect())
        });
        scattered.or(latin)
    }

    /// The words that Latin typing agrees with best.
    fn by_latin(&self, term: &Term) -> Option<(Rank, Vec<TextRange>)> {
        let (_, latin) = term.latin.as_ref()?;
        let mut best = (0, Vec::new());
        let text = code::decoded(&self.code);
        let mut number = 0;
        for word in text.split_inclusive(|letter: char| !letter.is_alphanumeric()) {
            let first = number;
            number += word.chars().count();
            let word = word.trim_end_matches(|letter: char| !letter.is_alphanumeric());
            let agrees = agreed(latin, word);
            if agrees > best.0 {
                best = (agrees, Vec::new());
            }
            if agrees > 0 && agrees == best.0 {
                let at = |letter: usize| self.letters.get(letter).copied().unwrap_or(self.code.len());
                best.1.extend(self.source(at(first), at(first + word.chars().count())));
            }
        }
        match best.0 {
            0 => None,
            1 | 2 => Some((Rank::Consonants, best.1)),
            _ => Some((Rank::Latin, best.1)),
        }
    }
}

/// The letters of each of the `fields` of a row that `query` matched, to be lit in place.
///
/// A word lights those fields alone that hold it best, in the one place that its rank comes from. Ranges are of
/// the shown text, in order, and do not overlap.
#[must_use]
pub fn highlight<const FIELDS: usize>(query: &Query, fields: [&str; FIELDS]) -> [Vec<TextRange>; FIELDS] {
    let mut lit = fields.map(|_| Vec::new());
    if query.is_empty() {
        return lit;
    }
    let fields = fields.map(Field::new);
    for term in query.terms() {
        let held = fields.each_ref().map(|field| field.held(term));
        let best = held.iter().flatten().map(|(rank, _)| *rank).max();
        for (lit, (rank, letters)) in lit.iter_mut().zip(held).filter_map(|(lit, held)| Some((lit, held?))) {
            if Some(rank) == best {
                lit.extend(letters);
            }
        }
    }
    lit.map(joined)
}

/// Ranges in order, those that touch as one.
fn joined(mut ranges: Vec<TextRange>) -> Vec<TextRange> {
    ranges.sort_unstable();
    ranges.dedup_by(|next, kept| {
        let joins = next.start <= kept.end;
        if joins {
            kept.end = kept.end.max(next.end);
        }
        joins
    });
    ranges
}
