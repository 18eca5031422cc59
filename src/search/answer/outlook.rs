//! What can be said of a statement whose words are known, but not their places.
//!
//! An index tells quickly which words a statement has, and slowly where. From the words alone follow the best score that it
//! can have, whether it can answer at all, and often whether it does ([`Asked::outlook`]). Whatever is not sure here is
//! found out by [`Asked::answer`]; nothing is ever said here that it would not say.

use super::{Asked, Node, Score};
use crate::search::page::Section;
use crate::search::query::{Expr, Facts};
use crate::search::term::{Rank, Term};

const RANKS: [Rank; 9] = [
    Rank::Consonants,
    Rank::Sound,
    Rank::Inside,
    Rank::Form,
    Rank::Beginning,
    Rank::Clitic,
    Rank::Fold,
    Rank::Spelling,
    Rank::Shown,
];
const SECTIONS: [Section; 3] = [Section::Body, Section::Lead, Section::Title];

/// The ranks of words, by section; together those of several.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Seen(u32);

impl Seen {
    /// One word.
    #[must_use]
    pub fn new(section: Section, rank: Rank) -> Self {
        Self(1 << (section as usize * RANKS.len() + rank as usize))
    }

    /// Also these.
    pub fn add(&mut self, other: Self) {
        self.0 |= other.0;
    }

    /// True if there is no word.
    #[must_use]
    pub fn is_none(self) -> bool {
        self.0 == 0
    }

    /// The best rank in a section, counted from 1; 0 where it has no word.
    fn level(self, section: Section) -> u8 {
        let ranks = self.0 >> (section as usize * RANKS.len()) & ((1 << RANKS.len()) - 1);
        (u32::BITS - ranks.leading_zeros()) as u8
    }
}

/// The hits that a term has in a statement, as far as its words tell.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Outline {
    /// Of these there is one each.
    pub sure: Seen,
    /// Of these there may be some: words of a phrase.
    pub maybe: Seen,
}

impl Outline {
    fn is_possible(self) -> bool {
        !self.sure.is_none() || !self.maybe.is_none()
    }

    fn levels(self) -> Levels {
        let all = Seen(self.sure.0 | self.maybe.0);
        Levels::new(SECTIONS.map(|section| all.level(section)))
    }
}

impl Term {
    /// What the words that fill its slots say of its hits.
    #[must_use]
    pub fn outline(&self, slots: &[Seen]) -> Outline {
        let mut outline = Outline::default();
        let seen = |slot: &usize| slots.get(*slot).copied().unwrap_or_default();
        for reading in self.readings() {
            if let [slot] = reading.as_slice() {
                outline.sure.add(seen(slot));
                continue;
            }
            for section in SECTIONS {
                let level = reading.iter().map(|slot| seen(slot).level(section)).min().unwrap_or(0);
                if let Some(rank) = usize::from(level).checked_sub(1).and_then(|rank| RANKS.get(rank)) {
                    outline.maybe.add(Seen::new(section, *rank));
                }
            }
        }
        outline
    }
}

/// What a statement may come to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Outlook {
    /// No better score than this.
    pub best: Score,
    /// It answers, with just this score.
    pub is_sure: bool,
}

/// The best rank of the word that agrees least, counted from 1: anywhere, and by section.
#[derive(Clone, Copy, Debug)]
struct Levels {
    anywhere: u8,
    sections: [u8; 3],
}

impl Levels {
    /// Of no word at all.
    const TOP: Self = Self { anywhere: RANKS.len() as u8, sections: [RANKS.len() as u8; 3] };

    fn new(sections: [u8; 3]) -> Self {
        Self { anywhere: sections.into_iter().max().unwrap_or(0), sections }
    }

    fn with(self, other: Self, choose: fn(u8, u8) -> u8) -> Self {
        let ([a, b, c], [d, e, f]) = (self.sections, other.sections);
        Self { anywhere: choose(self.anywhere, other.anywhere), sections: [choose(a, d), choose(b, e), choose(c, f)] }
    }

    fn score(self, together: bool) -> Score {
        let rank = usize::from(self.anywhere).checked_sub(1).and_then(|rank| RANKS.get(rank));
        let has_all = |(level, _): &(u8, Section)| *level >= self.anywhere;
        let section = self.sections.into_iter().zip(SECTIONS).rev().find(has_all);
        Score {
            rank: rank.copied().unwrap_or(Rank::Consonants),
            section: section.map_or(Section::Body, |(_, section)| section),
            together,
        }
    }
}

/// What is known of one part of the tree.
#[derive(Clone, Copy, Debug)]
struct View {
    levels: Levels,
    /// Lists of hits in its proof, at most.
    lists: usize,
    is_possible: bool,
    is_certain: bool,
    /// If it is certain, its proof has just these levels and no two lists.
    is_exact: bool,
}

impl View {
    const NO: Self = Self { levels: Levels::TOP, lists: 0, is_possible: false, is_certain: false, is_exact: true };
    const YES: Self = Self { levels: Levels::TOP, lists: 0, is_possible: true, is_certain: true, is_exact: true };

    fn of(is_true: bool) -> Self {
        if is_true { Self::YES } else { Self::NO }
    }

    fn and(self, other: Self) -> Self {
        Self {
            levels: self.levels.with(other.levels, lesser),
            lists: self.lists + other.lists,
            is_possible: self.is_possible && other.is_possible,
            is_certain: self.is_certain && other.is_certain,
            is_exact: self.is_exact && other.is_exact && self.lists + other.lists < 2,
        }
    }

    /// One of two, of which the later is taken where both are as good.
    fn or(self, later: Self) -> Self {
        let is_exact = |view: &Self| view.is_certain && view.is_exact;
        match (self.is_possible, later.is_possible) {
            (false, _) => later,
            (_, false) => self,
            _ if is_exact(&self) && is_exact(&later) => {
                if later.levels.score(false) >= self.levels.score(false) {
                    later
                } else {
                    self
                }
            }
            _ => Self {
                levels: self.levels.with(later.levels, greater),
                lists: greater_of(self.lists, later.lists),
                is_possible: true,
                is_certain: self.is_certain || later.is_certain,
                is_exact: false,
            },
        }
    }
}

fn lesser(one: u8, other: u8) -> u8 {
    if one < other { one } else { other }
}

fn greater(one: u8, other: u8) -> u8 {
    if one > other { one } else { other }
}

fn greater_of(one: usize, other: usize) -> usize {
    if one > other { one } else { other }
}

impl<'a> Asked<'a> {
    /// What a statement may come to, given the outline of each term; none if it is no answer.
    #[must_use]
    pub fn outlook(&self, facts: &impl Facts, outlines: &[Outline]) -> Option<Outlook> {
        let view = self.view(&self.root, facts, outlines, &[]);
        view.is_possible
            .then(|| Outlook { best: view.levels.score(view.lists > 1), is_sure: view.is_certain && view.is_exact })
    }

    fn view(&self, node: &Node<'a>, facts: &impl Facts, outlines: &[Outline], beside: &[Expr]) -> View {
        let of = |term: &usize| outlines.get(*term).copied().unwrap_or_default();
        let term = |term: &usize| {
            let outline = of(term);
            View {
                levels: outline.levels(),
                lists: 1,
                is_possible: outline.is_possible(),
                is_certain: !outline.sure.is_none(),
                is_exact: outline.maybe.is_none(),
            }
        };
        match node {
            Node::Nothing => View::YES,
            Node::Term(number) => term(number),
            Node::Field(field) => View::of(self.known.answers(facts, field, beside)),
            Node::Not(part) => {
                let part = self.view(part, facts, outlines, beside);
                View { is_possible: !part.is_certain, is_certain: !part.is_possible, ..View::YES }
            }
            Node::Any(parts) => {
                parts.iter().fold(View::NO, |one, part| one.or(self.view(part, facts, outlines, beside)))
            }
            Node::Near { terms, .. } => {
                let all = terms.iter().map(term).fold(View::YES, View::and);
                View { is_certain: false, is_exact: false, ..all }
            }
            Node::All { parts, joined, beside } => {
                let joint = |first: Option<usize>| {
                    let known = joined.iter().find(|(at, _)| Some(*at) == first);
                    known.map(|(_, term)| of(term)).filter(|outline| outline.is_possible())
                };
                // Alone, and with neighbours that may be one word in the text: that counts only where one is missing.
                let (mut alone, mut either) = (View::YES, View::YES);
                // Words first: what is known may take longer to be looked up.
                for is_word in [true, false] {
                    for (number, part) in parts.iter().enumerate() {
                        if matches!(part, Node::Term(_) | Node::Near { .. } | Node::Nothing) != is_word {
                            continue;
                        }
                        let own = self.view(part, facts, outlines, beside);
                        let mut with = own;
                        for joint in [joint(Some(number)), joint(number.checked_sub(1))].into_iter().flatten() {
                            let levels = joint.levels();
                            with.levels = if with.is_possible { with.levels.with(levels, greater) } else { levels };
                            with.lists = greater_of(with.lists, 1);
                            with.is_possible = true;
                            with.is_exact = false;
                        }
                        if !with.is_possible {
                            return View::NO;
                        }
                        alone = alone.and(own);
                        either = either.and(with);
                    }
                }
                if alone.is_certain { alone } else { either }
            }
        }
    }

    /// The terms one of which every answer has, those that cost least together; none if an answer need have no word.
    #[must_use]
    pub fn required(&self, costs: &[u64]) -> Option<Vec<usize>> {
        cheapest(&self.root, costs).map(|(_, terms)| terms)
    }

    /// True if what is known of a statement is asked, beside its words.
    #[must_use]
    pub fn asks_facts(&self) -> bool {
        asks_facts(&self.root)
    }

    /// One of the terms as a query of its own.
    #[must_use]
    pub fn only(&self, term: usize) -> Self {
        let terms: Vec<Term> = self.terms.get(term).cloned().into_iter().collect();
        Self { root: Node::Term(0), terms, known: self.known.clone() }
    }
}

fn cheapest(node: &Node<'_>, costs: &[u64]) -> Option<(u64, Vec<usize>)> {
    let one = |term: usize| (costs.get(term).copied().unwrap_or(0), vec![term]);
    match node {
        Node::Nothing | Node::Field(_) | Node::Not(_) => None,
        Node::Term(term) => Some(one(*term)),
        Node::Near { terms, .. } => terms.iter().map(|term| one(*term)).min_by_key(|(cost, _)| *cost),
        Node::Any(parts) => parts.iter().try_fold((0, Vec::new()), |(sum, mut all), part| {
            let (cost, terms) = cheapest(part, costs)?;
            all.extend(terms);
            Some((sum + cost, all))
        }),
        Node::All { parts, joined, .. } => {
            let with_joints = |(number, part): (usize, &Node<'_>)| {
                let (mut cost, mut terms) = cheapest(part, costs)?;
                for (_, joint) in joined.iter().filter(|(at, _)| *at == number || at + 1 == number) {
                    cost += costs.get(*joint).copied().unwrap_or(0);
                    terms.push(*joint);
                }
                Some((cost, terms))
            };
            parts.iter().enumerate().filter_map(with_joints).min_by_key(|(cost, _)| *cost)
        }
    }
}

fn asks_facts(node: &Node<'_>) -> bool {
    match node {
        Node::All { parts, .. } | Node::Any(parts) => parts.iter().any(asks_facts),
        Node::Not(part) => asks_facts(part),
        Node::Field(_) => true,
        Node::Term(_) | Node::Near { .. } | Node::Nothing => false,
    }
}
