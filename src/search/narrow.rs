//! A few typed letters narrow the list: fuzzy, best first.
//!
//! Each row is kept folded, field by field (title, party, date), with a mask of the letters it holds. A query is split
//! at spaces; every word must match, in any order. The mask and a walk in order let through only rows
//! that can match. Ranks: a whole field, the start of one, the start of a word, inside a word, scattered
//! letters; the last, where nearness is all there is to go by, are scored by the fuzzy matcher, the others
//! keep the order of the list. Knows nothing of groups or of drawing.

use crate::text::fold::{Folded, fold};
use crate::text::range::TextRange;
use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;
use memchr::memmem;

/// Rows that are scored at most; those beyond keep the order of the list.
const SCORED: usize = 20_000;
/// Letters of a row that the fuzzy matcher looks at; its cost is rows times columns.
const SCORED_LETTERS: usize = 400;
/// The letters of a word may be spread over this many times its length.
const NEARNESS: usize = 3;
/// One step between kinds of matches; above any score of the fuzzy matcher within `SCORED_LETTERS`.
const RANK: i64 = 1_000_000;

/// The rows of a list, folded.
#[derive(Debug, Clone, Default)]
pub struct Titles {
    text: String,
    rows: Vec<Row>,
}

#[derive(Debug, Clone, Copy)]
struct Row {
    start: u32,
    end: u32,
    mask: u64,
}

/// A row that a query lets through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Match {
    /// Number of the row, in the order they were pushed.
    pub entry: usize,
    /// The higher, the better.
    pub score: i64,
}

/// The kinds of matches, worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Scattered,
    Inside,
    WordStart,
    FieldStart,
    Field,
}

impl Titles {
    /// Adds a row of these fields.
    pub fn push<const FIELDS: usize>(&mut self, fields: [&str; FIELDS]) {
        let start = self.text.len() as u32;
        for (at, field) in fields.into_iter().enumerate() {
            if at > 0 {
                self.text.push('\n');
            }
            self.text.push_str(fold(field).trim());
        }
        let mask = mask(self.text.get(start as usize..).unwrap_or(""));
        self.rows.push(Row { start, end: self.text.len() as u32, mask });
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// True if there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The rows that match `query`, best first; equals in the order they were pushed.
    ///
    /// A query without a word lets everything through, in order.
    #[must_use]
    pub fn narrow(&self, query: &str) -> Vec<Match> {
        let words = Word::all(query);
        let wanted = words.iter().fold(0, |mask, word| mask | word.mask);
        let matcher = SkimMatcherV2::default();
        let mut scored = 0;
        let mut matches: Vec<Match> = self
            .rows
            .iter()
            .enumerate()
            .filter(|(_, row)| row.mask & wanted == wanted)
            .filter_map(|(entry, row)| {
                let text = self.text.get(row.start as usize..row.end as usize)?;
                let (rank, sum) = ranks(&words, text)?;
                let closeness = if rank == Rank::Scattered && scored < SCORED {
                    scored += 1;
                    words.iter().map(|word| word.score(&matcher, text)).sum()
                } else {
                    sum
                };
                Some(Match { entry, score: rank as i64 * RANK + closeness })
            })
            .collect();
        if !words.is_empty() {
            matches.sort_by(|one, other| other.score.cmp(&one.score).then(one.entry.cmp(&other.entry)));
        }
        matches
    }
}

/// How `row` holds the word that it holds least well, and the sum over all words; none if it lacks one.
fn ranks(words: &[Word], row: &str) -> Option<(Rank, i64)> {
    let (mut worst, mut sum) = (Rank::Field, 0);
    for word in words {
        let rank = word.rank(row)?;
        worst = worst.min(rank);
        sum += rank as i64;
    }
    Some((worst, sum))
}

/// The letters of each of the `fields` of a row that `query` matched, to be lit in place.
///
/// A word lights those fields alone that hold it best, in the one place that its rank comes from. Ranges are of
/// the shown text, in order, and do not overlap.
#[must_use]
pub fn highlight<const FIELDS: usize>(query: &str, fields: [&str; FIELDS]) -> [Vec<TextRange>; FIELDS] {
    let folded = fields.map(Folded::new);
    let mut lit = fields.map(|_| Vec::new());
    for word in Word::all(query) {
        let held = folded.each_ref().map(|field| word.held(field));
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

/// One word of a query.
struct Word {
    text: String,
    mask: u64,
    finder: memmem::Finder<'static>,
}

impl Word {
    fn all(query: &str) -> Vec<Self> {
        fold(query)
            .split_whitespace()
            .map(|word| Self {
                text: word.to_owned(),
                mask: mask(word),
                finder: memmem::Finder::new(word).into_owned(),
            })
            .collect()
    }

    /// How `row` holds the word; none if it does not.
    fn rank(&self, row: &str) -> Option<Rank> {
        let whole = self.whole(row).map(|(rank, _)| rank);
        whole.or_else(|| row.split('\n').any(|field| self.scattered(field).is_some()).then_some(Rank::Scattered))
    }

    /// How `field` holds the word, and the letters that do.
    fn held(&self, field: &Folded) -> Option<(Rank, Vec<TextRange>)> {
        let text = field.text();
        let blank = text.len() - text.trim_start().len();
        if let Some((rank, at)) = self.whole(text.trim()) {
            let at = blank + at;
            return Some((rank, vec![field.source(TextRange::new(at, at + self.text.len()))]));
        }
        let letters = self.scattered(text)?;
        Some((Rank::Scattered, letters.into_iter().filter_map(|letter| field.source_of_char(letter)).collect()))
    }

    /// How `row` holds the word in one piece, and where it first does so as well.
    fn whole(&self, row: &str) -> Option<(Rank, usize)> {
        let mut best: Option<(Rank, usize)> = None;
        for at in self.finder.find_iter(row.as_bytes()) {
            let before = row.get(..at).and_then(|text| text.chars().next_back());
            let after = row.get(at + self.text.len()..).and_then(|text| text.chars().next());
            let rank = match (before, after) {
                (None | Some('\n'), None | Some('\n')) => Rank::Field,
                (None | Some('\n'), _) => Rank::FieldStart,
                (Some(letter), _) if !letter.is_alphanumeric() => Rank::WordStart,
                _ => Rank::Inside,
            };
            if best.is_none_or(|(best, _)| best < rank) {
                best = Some((rank, at));
            }
        }
        best
    }

    /// The letters of `field`, by number, that the word stands for where they are apart: near each other from the
    /// start of a word on, or the initials of words. None if the field has no such letters.
    ///
    /// Three letters in any order of a long title would match nearly every row. A number is meant as it is typed.
    fn scattered(&self, field: &str) -> Option<Vec<usize>> {
        if self.text.contains(|letter: char| letter.is_ascii_digit()) {
            return None;
        }
        // Most fields lack the letters in this order; finding that out costs no memory.
        let mut letters = field.chars();
        if !self.text.chars().all(|wanted| letters.any(|letter| letter == wanted)) {
            return None;
        }
        let mut starts = Vec::new();
        let mut before = ' ';
        for (number, letter) in field.chars().enumerate() {
            if !before.is_alphanumeric() {
                starts.push((number, letter));
            }
            before = letter;
        }
        let room = NEARNESS * self.text.chars().count();
        let first = self.text.chars().next()?;
        let near = starts.iter().filter(|(_, letter)| *letter == first).find_map(|(start, _)| {
            let letters = field.chars().enumerate().skip(*start).take(room);
            in_order(&self.text, letters)
        });
        near.or_else(|| in_order(&self.text, starts.iter().copied()))
    }

    fn score(&self, matcher: &SkimMatcherV2, row: &str) -> i64 {
        let end = row.char_indices().nth(SCORED_LETTERS).map_or(row.len(), |(at, _)| at);
        row.get(..end).and_then(|head| matcher.fuzzy_match(head, &self.text)).unwrap_or(0)
    }
}

/// The numbers of the `letters` that spell `word` in order, with anything between; none if they do not.
fn in_order(word: &str, mut letters: impl Iterator<Item = (usize, char)>) -> Option<Vec<usize>> {
    word.chars().map(|wanted| letters.find(|(_, letter)| *letter == wanted).map(|(number, _)| number)).collect()
}

/// One bit for each letter that `text` holds; letters may share bits, so a mask only ever rules out.
fn mask(text: &str) -> u64 {
    text.chars().fold(0, |mask, letter| mask | 1 << (letter as u32 % 64))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titles() -> Titles {
        let mut titles = Titles::default();
        titles.push(["بیانیهٔ شورای مرکزی", "حزب سپیده", "1404/02/06"]);
        titles.push(["بلاغ صحفي حول اجتماع المكتب السياسي", "حزب الفجر", "2016-12-19"]);
        titles.push(["شورا و مردم", "حزب سپیده", "1400/05/12"]);
        titles.push(["Note on the councils", "", ""]);
        titles
    }

    fn check(query: &str, expected: &[usize]) {
        assert_eq!(titles().narrow(query).iter().map(|hit| hit.entry).collect::<Vec<_>>(), expected, "{query}");
    }

    #[test]
    fn words_match_in_any_order_and_field() {
        check("سپیده شورا", &[2, 0]);
        check("السياسي بلاغ", &[1]);
        check("فجر 2016", &[1]);
    }

    #[test]
    fn spelling_never_matters() {
        check("المکتب", &[1]);
        check("بيانيه", &[0]);
        check("۱۴۰۰", &[2]);
        check("NOTE", &[3]);
    }

    #[test]
    fn closer_kinds_of_matches_come_first() {
        check("شورا", &[2, 0]);
        // Letters apart, from the start of a word on; and initials.
        check("cncl", &[3]);
        check("شمح", &[]);
        check("بشم", &[0]);
        check("بصحا", &[1]);
    }

    #[test]
    fn letters_far_apart_or_in_two_fields_are_no_match() {
        check("nts", &[]);
        check("مرسپ", &[]);
    }

    #[test]
    fn an_empty_query_keeps_the_order() {
        check(" ", &[0, 1, 2, 3]);
    }

    #[test]
    fn what_matches_nothing_finds_nothing() {
        check("قظغض", &[]);
    }

    /// The fields of a row with what is lit in brackets.
    fn check_lit(query: &str, fields: [&str; 3], expected: [&str; 3]) {
        let mut shown = fields.map(str::to_owned);
        for (text, lit) in shown.iter_mut().zip(highlight(query, fields)) {
            for range in lit.iter().rev() {
                text.insert(range.end, ']');
                text.insert(range.start, '[');
            }
        }
        assert_eq!(shown, expected, "{query}");
    }

    #[test]
    fn matched_letters_are_lit_in_place() {
        check_lit("شورا بيانيه", ["بیانیهٔ شُورای مرکزی", "", ""], ["[بیانیهٔ] [شُورا]ی مرکزی", "", ""]);
        check_lit("cncl", [" the councils", "", ""], [" the [c]ou[nc]i[l]s", "", ""]);
        check_lit("سپیده", ["شورا", "", ""], ["شورا", "", ""]);
    }

    #[test]
    fn a_word_lights_the_field_that_holds_it_best() {
        check_lit("dawn", ["undawned dark wind", "dawn", ""], ["undawned dark wind", "[dawn]", ""]);
        check_lit("dawn", ["the dawn", "new dawn", ""], ["the [dawn]", "new [dawn]", ""]);
        check_lit("dawn", ["sundawn, dawn", "p", ""], ["sundawn, [dawn]", "p", ""]);
        check_lit("call 2016", ["a call of 2016", "", "2016/01/02"], ["a [call] of 2016", "", "[2016]/01/02"]);
    }
}
