//! What was typed to narrow the list, read once.

use super::scan::{Agreed, Scanned};
use super::term::{Manner, Rank, Term};
use crate::text::skeleton::Latin;
use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

/// Letters of a row that the fuzzy matcher looks at; its cost is rows times columns.
const SCORED_LETTERS: usize = 400;
/// A score is a rank above so many bits of closeness.
const CLOSENESS: u32 = 13;

/// What was typed.
#[derive(Clone, Debug, Default)]
pub struct Query {
    /// Each is to be answered by one of its words.
    groups: Vec<Vec<Term>>,
    /// Letters that every row has that is let through.
    pub(super) mask: u64,
    latin: usize,
}

impl Query {
    /// Reads what was typed; never refuses.
    #[must_use]
    pub fn parse(typed: &str) -> Self {
        let mut query = Self::default();
        let mut letters = typed.chars().peekable();
        let mut joins = false;
        loop {
            while letters.next_if(|letter| letter.is_whitespace()).is_some() {}
            match letters.peek() {
                None => break,
                Some('|') => {
                    letters.next();
                    joins = true;
                }
                Some(_) => {
                    if let Some(term) = read(&mut letters, query.latin) {
                        query.latin += usize::from(term.latin.is_some());
                        match query.groups.last_mut().filter(|_| joins) {
                            Some(group) => group.push(term),
                            None => query.groups.push(vec![term]),
                        }
                        joins = false;
                    }
                }
            }
        }
        query.mask = query
            .groups
            .iter()
            .filter_map(|group| match group.as_slice() {
                [term] if !term.negated && term.latin.is_none() => Some(term.mask),
                _ => None,
            })
            .fold(0, |all, mask| all | mask);
        query
    }

    /// True if it lets everything through.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// Its words that are Latin typing, in order.
    pub fn latin(&self) -> impl Iterator<Item = &Latin> {
        self.groups.iter().flatten().filter_map(|term| term.latin.as_ref().map(|(_, latin)| latin))
    }

    /// True if a word of it may stand for letters that are apart.
    #[must_use]
    pub fn scatters(&self) -> bool {
        self.terms().any(|term| term.scatters)
    }

    pub(super) fn terms(&self) -> impl Iterator<Item = &Term> {
        self.groups.iter().flatten().filter(|term| !term.negated)
    }

    /// True if it lets through no row that `shorter` does not: more was typed.
    #[must_use]
    pub fn extends(&self, shorter: &Self) -> bool {
        !shorter.groups.is_empty()
            && shorter.groups.len() <= self.groups.len()
            && self.groups.iter().zip(&shorter.groups).all(|(new, old)| match (new.as_slice(), old.as_slice()) {
                ([new], [old]) if new.manner == old.manner && new.negated == old.negated => {
                    let longer = new.latin.is_none() && !new.negated && new.manner != Manner::Whole;
                    let grown = match new.manner {
                        Manner::End => new.code.ends_with(&old.code),
                        _ => new.code.starts_with(&old.code),
                    };
                    new.code == old.code || longer && grown
                }
                _ => false,
            })
    }

    /// How well a row answers, the higher the better; none if it does not. `agreed` gives how it agrees with a word
    /// of Latin typing, by number, as [`super::Agreed`].
    #[inline]
    pub(super) fn score(&self, row: &Scanned<'_>, agreed: impl Fn(usize) -> Agreed) -> Option<u16> {
        let (mut worst, mut sum) = (Rank::Field, 0_u16);
        for group in &self.groups {
            let mut best = None;
            for term in group {
                let held = row.mask & term.mask == term.mask;
                let literal = if held { term.rank(row.code(), || row.initials()) } else { None };
                if term.negated {
                    best = best.max(literal.is_none().then_some(None));
                    continue;
                }
                let latin = term.latin.as_ref().and_then(|(number, _)| by_latin(agreed(*number)));
                if let Some(rank) = literal.map(|rank| (rank, 0)).max(latin) {
                    best = best.max(Some(Some(rank)));
                }
            }
            // A group of which no word answers ends it; one that only asks for an absence has no rank.
            if let Some((rank, whole)) = best? {
                worst = if rank < worst { rank } else { worst };
                sum += 2 * rank as u16 + whole;
            }
        }
        let sum = if worst == Rank::Scattered { 0 } else { sum };
        Some(base(worst) | sum.min((1 << CLOSENESS) - 1))
    }

    /// True if a score is one of scattered letters, which nearness may raise.
    #[must_use]
    pub fn is_scattered(score: u16) -> bool {
        score >> CLOSENESS == base(Rank::Scattered) >> CLOSENESS
    }

    /// The score of a row of scattered letters, by their nearness.
    #[must_use]
    pub fn nearness(&self, matcher: &SkimMatcher, row: &[u8]) -> u16 {
        let text: String = super::code::letters(row).take(SCORED_LETTERS).map(|(_, letter)| letter).collect();
        let scores = self.terms().map(|term| {
            matcher.0.fuzzy_match(&text, &super::code::decoded(&term.code)).unwrap_or(0).clamp(0, 1 << CLOSENESS)
        });
        let closeness = scores.sum::<i64>().min((1 << CLOSENESS) - 1) as u16;
        base(Rank::Scattered) | closeness
    }
}

/// What scores scattered letters; one for each thread.
#[derive(Default)]
pub struct SkimMatcher(SkimMatcherV2);

impl std::fmt::Debug for SkimMatcher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SkimMatcher")
    }
}

/// The lowest score of a rank; never 0, which is no score.
fn base(rank: Rank) -> u16 {
    (rank as u16 + 1) << CLOSENESS
}

/// The rank of an agreement with Latin typing, and 1 for a whole word.
fn by_latin(agreed: Agreed) -> Option<(Rank, u16)> {
    let rank = match agreed {
        0 => return None,
        1 | 2 => Rank::Consonants,
        _ => Rank::Latin,
    };
    Some((rank, u16::from(agreed.is_multiple_of(2))))
}

/// Reads one word with its signs; it ends at a blank or `|` that is not quoted.
fn read(letters: &mut std::iter::Peekable<std::str::Chars<'_>>, latin: usize) -> Option<Term> {
    let negated = letters.next_if_eq(&'!').is_some();
    let piece = letters.next_if_eq(&'\'').is_some();
    let start = letters.next_if_eq(&'^').is_some();
    let mut text = String::new();
    let mut end = false;
    let closing =
        letters.next_if(|letter| *letter == '"' || *letter == '«').map(|opened| if opened == '"' { '"' } else { '»' });
    if let Some(closing) = closing {
        text.extend(letters.by_ref().take_while(|letter| *letter != closing));
        end = letters.next_if_eq(&'$').is_some();
    } else {
        while let Some(letter) = letters.next_if(|letter| !letter.is_whitespace() && *letter != '|') {
            if letter == '\\' && letters.peek().is_some() {
                text.extend(letters.next());
                end = false;
            } else {
                text.push(letter);
                end = letter == '$' && text.len() > 1;
            }
        }
        if end {
            text.pop();
        }
    }
    let manner = match (start, end) {
        (true, true) => Manner::Whole,
        (true, false) => Manner::Start,
        (false, true) => Manner::End,
        // What must not be there is meant as it is typed.
        (false, false) if piece || negated || closing.is_some() => Manner::Piece,
        (false, false) => Manner::Fuzzy,
    };
    Term::new(&text, manner, negated, latin)
}
