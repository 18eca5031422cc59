//! Whether a statement answers a query, how well, and where.
//!
//! A query is taken apart once ([`Asked`]). For each statement its terms are looked for in the words ([`Asked::look`]),
//! then the tree is asked with what was found and what is known ([`Asked::answer`]). Two words that stand side by side in a query
//! may be one in a text (سرمایه گذاری, سرمایه‌گذاری). This is the meaning of a query; an index may only be quicker.

mod outlook;
mod reach;
#[cfg(test)]
mod tests;

pub use outlook::{Outline, Outlook, Seen};

use super::page::{GAP, Page, Section};
use super::query::{Expr, Facts, Field, Known, Manner, Parties, Query, Sought};
use super::term::{Hit, Rank, Reach, Term};
use std::cmp::Reverse;

/// A query taken apart.
#[derive(Clone, Debug)]
pub struct Asked<'a> {
    root: Node<'a>,
    terms: Vec<Term>,
    known: Known<'a>,
}

/// A part of the tree; terms by number.
#[derive(Clone, Debug)]
enum Node<'a> {
    /// All hold; beside them the terms that are two neighbours written as one, by the number of the first.
    All {
        parts: Vec<Self>,
        joined: Vec<(usize, usize)>,
        beside: &'a [Expr],
    },
    Any(Vec<Self>),
    Not(Box<Self>),
    Term(usize),
    Near {
        between: usize,
        terms: Vec<usize>,
    },
    Field(&'a Field),
    /// Words without a letter: nothing is asked.
    Nothing,
}

/// That a statement answers, and how well.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Answer {
    /// How well: the greater, the better.
    pub score: Score,
    /// What is to be lit, in the order of the text.
    pub hits: Vec<Hit>,
}

/// How well a statement answers; without words in the query all are alike.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Score {
    /// The rank of the word that agrees least.
    pub rank: Rank,
    /// The best place that has all of the words.
    pub section: Section,
    /// The words stand side by side, in the order of the query.
    pub together: bool,
}

/// The hits that made a part of the tree true, a list for each term.
type Proof = Vec<Vec<Hit>>;

impl<'a> Asked<'a> {
    /// Takes a query apart; `parties` are those that names may mean.
    #[must_use]
    pub fn new(query: &'a Query, parties: &'a Parties) -> Self {
        let mut terms = Vec::new();
        let root = Node::new(&query.root, &mut terms);
        Self { root, terms, known: Known::new(&query.root, parties) }
    }

    /// What is looked for in words.
    #[must_use]
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// Names of parties that mean none.
    #[must_use]
    pub fn unknown_parties(&self) -> Vec<&'a str> {
        self.known.unknown()
    }

    /// The hits of each term; `reach` says how far each may go, the first ones if it is shorter.
    #[must_use]
    pub fn look(&self, page: &Page<'_>, reach: &[Reach]) -> Vec<Vec<Hit>> {
        let reach = reach.iter().copied().chain(std::iter::repeat(Reach::Forms));
        self.terms.iter().zip(reach).map(|(term, reach)| term.hits(page, reach)).collect()
    }

    /// Whether the statement answers, given the hits of each term in its words.
    #[must_use]
    pub fn answer(&self, facts: &impl Facts, found: &[Vec<Hit>]) -> Option<Answer> {
        let proof = self.prove(&self.root, facts, found, &[])?;
        let score = Score::of(&proof);
        let mut hits: Vec<Hit> = proof.into_iter().flatten().collect();
        hits.sort_by_key(|hit| (hit.positions, hit.tokens, Reverse(hit.rank)));
        hits.dedup_by_key(|hit| (hit.positions, hit.tokens));
        Some(Answer { score, hits })
    }

    fn prove(&self, node: &Node<'a>, facts: &impl Facts, found: &[Vec<Hit>], beside: &[Expr]) -> Option<Proof> {
        let of = |term: usize| found.get(term).filter(|hits| !hits.is_empty()).map(|hits| vec![hits.clone()]);
        match node {
            Node::Nothing => Some(Vec::new()),
            Node::Term(term) => of(*term),
            Node::Field(field) => self.known.answers(facts, field, beside).then(Vec::new),
            Node::Not(part) => self.prove(part, facts, found, beside).is_none().then(Vec::new),
            Node::Any(parts) => {
                let proofs: Vec<Proof> =
                    parts.iter().filter_map(|part| self.prove(part, facts, found, beside)).collect();
                // The best of them scores, and is lit.
                proofs.into_iter().max_by_key(Score::of)
            }
            Node::Near { between, terms } => near(*between, terms, found),
            Node::All { parts, joined, beside } => {
                let mut proof = Vec::new();
                let mut covered = false;
                for (number, part) in parts.iter().enumerate() {
                    if std::mem::take(&mut covered) {
                        continue;
                    }
                    let one = |first: usize| joined.iter().find(|(at, _)| *at == first).and_then(|(_, term)| of(*term));
                    let next = parts.get(number + 1);
                    let alone = self.prove(part, facts, found, beside);
                    let both =
                        alone.is_some() && next.is_none_or(|next| self.prove(next, facts, found, beside).is_some());
                    match (both, one(number)) {
                        (false, Some(joint)) => {
                            covered = true;
                            proof.extend(joint);
                        }
                        _ => proof.extend(alone?),
                    }
                }
                Some(proof)
            }
        }
    }
}

/// Hits of all of the terms with few words between one and the next, in any order, and all in one part.
fn near(between: usize, terms: &[usize], found: &[Vec<Hit>]) -> Option<Proof> {
    let reach = u32::try_from(between).unwrap_or(GAP).saturating_add(1).min(GAP - 1);
    let lists: Option<Vec<&Vec<Hit>>> =
        terms.iter().map(|term| found.get(*term).filter(|hits| !hits.is_empty())).collect();
    let lists = lists?;
    let mut all: Vec<(usize, Hit)> =
        lists.iter().enumerate().flat_map(|(term, hits)| hits.iter().map(move |hit| (term, *hit))).collect();
    all.sort_by_key(|(_, hit)| hit.positions);
    let mut proof: Proof = vec![Vec::new(); terms.len()];
    // Stretches without a wide gap: one that has all of the terms is an answer.
    let mut start = 0;
    while start < all.len() {
        let mut end = start + 1;
        let mut last = all.get(start).map_or(0, |(_, hit)| hit.positions.1);
        while let Some((_, hit)) = all.get(end).filter(|(_, hit)| hit.positions.0 <= last + reach) {
            last = last.max(hit.positions.1);
            end += 1;
        }
        let stretch = all.get(start..end).unwrap_or_default();
        if (0..terms.len()).all(|term| stretch.iter().any(|(other, _)| *other == term)) {
            for (term, hit) in stretch {
                if let Some(hits) = proof.get_mut(*term) {
                    hits.push(*hit);
                }
            }
        }
        start = end;
    }
    proof.iter().all(|hits| !hits.is_empty()).then_some(proof)
}

impl Score {
    fn of(proof: &Proof) -> Self {
        let best = |hits: &Vec<Hit>| hits.iter().map(|hit| hit.rank).max();
        let rank = proof.iter().filter_map(best).min().unwrap_or(Rank::Shown);
        let has_all = |section: &Section| {
            proof.iter().all(|hits| hits.iter().any(|hit| hit.section == *section && hit.rank >= rank))
        };
        let section = [Section::Title, Section::Lead].into_iter().find(has_all).unwrap_or(Section::Body);
        Self { rank, section, together: together(proof) }
    }
}

/// True if somewhere the hits of the terms follow each other at once.
fn together(proof: &[Vec<Hit>]) -> bool {
    let Some((first, rest)) = proof.split_first() else { return false };
    !rest.is_empty()
        && first.iter().any(|hit| {
            rest.iter()
                .try_fold(hit.positions.1, |last, hits| {
                    hits.iter().find(|hit| hit.positions.0 == last + 1).map(|hit| hit.positions.1)
                })
                .is_some()
        })
}

impl<'a> Node<'a> {
    fn new(expr: &'a Expr, terms: &mut Vec<Term>) -> Self {
        let mut term = |sought: &Sought| {
            let made = Term::new(sought)?;
            terms.push(made);
            Some(terms.len() - 1)
        };
        match expr {
            Expr::Text(sought) => term(sought).map_or(Self::Nothing, Self::Term),
            Expr::Near(near) => {
                let terms: Vec<usize> = near.parts.iter().filter_map(&mut term).collect();
                match terms.as_slice() {
                    [] => Self::Nothing,
                    [one] => Self::Term(*one),
                    _ => Self::Near { between: near.between, terms },
                }
            }
            Expr::Field(field) => Self::Field(field),
            Expr::Not(part) => Self::Not(Box::new(Self::new(part, terms))),
            Expr::Any(parts) => Self::Any(parts.iter().map(|part| Self::new(part, terms)).collect()),
            Expr::All(all) => {
                let parts = all.iter().map(|part| Self::new(part, terms)).collect();
                let mut joined = Vec::new();
                for (number, pair) in all.windows(2).enumerate() {
                    if let Some(made) = pair_of(pair).and_then(|sought| Term::new(&sought)) {
                        terms.push(made);
                        joined.push((number, terms.len() - 1));
                    }
                }
                Self::All { parts, joined, beside: all }
            }
        }
    }
}

/// Two neighbouring words of the Arabic script as one.
fn pair_of(pair: &[Expr]) -> Option<Sought> {
    let [Expr::Text(one), Expr::Text(other)] = pair else { return None };
    let plain = |sought: &Sought| {
        sought.how == Manner::Words && sought.text.chars().all(|letter| matches!(letter, '\u{0600}'..='\u{08FF}'))
    };
    (plain(one) && plain(other) && one.place == other.place).then(|| Sought {
        text: format!("{}{}", one.text, other.text),
        how: Manner::Phrase,
        place: one.place,
        range: one.range,
    })
}
