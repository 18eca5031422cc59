//! What a query looks for in words, taken apart once, and where a page has it.
//!
//! A whole word agrees with its own forms (clitics, plurals); typed in Latin letters, with words of the Arabic script that
//! sound so. Where no statement of a corpus has it in such a form, the query may be answered by looser ones: words that begin with it
//! or hold it ([`Reach::Loose`]). A phrase is found by any of its readings. Pure.

use super::page::{Page, Section, Token};
use super::query::{Manner, Place, Sought};
use crate::text::fold::{Exactness, exactness, fold};
use crate::text::forms::{Wanted, WordRank};
use crate::text::range::TextRange;
use crate::text::skeleton::{Agreement, Latin};
use crate::text::words::{Kind, readings};

/// How a stretch of text agrees with what was asked, the closest last.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Rank {
    /// Its consonants are those that were typed in Latin letters.
    Consonants,
    /// It sounds as what was typed in Latin letters.
    Sound,
    /// The word is a part of a longer one.
    Inside,
    /// Another form of the word: a plural, a feminine.
    Form,
    /// The word begins a longer one.
    Beginning,
    /// The word with an article, a preposition, a pronoun.
    Clitic,
    /// The same words, in another spelling.
    Fold,
    /// The same letters.
    Spelling,
    /// The same characters.
    Shown,
}

/// How far from what was typed a word may be.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Reach {
    /// Forms of the word.
    #[default]
    Forms,
    /// Also words that begin with it, hold it, or have its consonants.
    Loose,
}

/// Where a page has what was asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Hit {
    /// Number of the part.
    pub part: usize,
    /// Bytes of the text of that part.
    pub range: TextRange,
    /// First and last position of its words.
    pub positions: (u32, u32),
    /// Where in the statement it stands.
    pub section: Section,
    /// How it agrees.
    pub rank: Rank,
}

/// Something to look for, taken apart.
#[derive(Clone, Debug)]
pub struct Term {
    typed: String,
    title_only: bool,
    /// Only with the letters that were typed.
    spelt: bool,
    word: Option<Word>,
    /// Words at neighbouring positions, any of these.
    sequences: Vec<Vec<String>>,
}

#[derive(Clone, Debug)]
enum Word {
    Whole { wanted: Box<Wanted>, latin: Option<Box<Latin>> },
    Beginning(String),
    Ending(String),
    Inside(String),
}

impl Term {
    /// Takes apart what a query looks for; none if it holds no word.
    #[must_use]
    pub fn new(sought: &Sought) -> Option<Self> {
        let typed = sought.text.clone();
        let mut sequences = readings(&typed);
        let single = sequences.first().is_some_and(|words| words.len() == 1);
        let part = |how: fn(String) -> Word| {
            let folded: String = fold(&typed).split_whitespace().collect();
            Some(how(folded))
        };
        let word = match sought.how {
            Manner::Words if single => {
                sequences.retain(|words| words.len() > 1);
                let latin = Latin::new(&typed).map(Box::new);
                Some(Word::Whole { wanted: Box::new(Wanted::new(&typed)), latin })
            }
            Manner::Beginning if single => part(Word::Beginning),
            Manner::Ending if single => part(Word::Ending),
            Manner::Inside if single => part(Word::Inside),
            _ => None,
        };
        if matches!(word, Some(Word::Beginning(_) | Word::Ending(_) | Word::Inside(_))) {
            sequences.clear();
        }
        let title_only = sought.place == Place::Title;
        let spelt = sought.how == Manner::Spelt;
        (word.is_some() || !sequences.is_empty()).then_some(Self { typed, title_only, spelt, word, sequences })
    }

    /// Every place where a page has it, in order; of several at one place the closest.
    #[must_use]
    pub fn hits(&self, page: &Page<'_>, reach: Reach) -> Vec<Hit> {
        let mut hits: Vec<Hit> = Vec::new();
        for (number, token) in page.tokens().iter().enumerate() {
            if self.title_only && page.section(token) != Section::Title {
                continue;
            }
            let whole = self.word.as_ref().and_then(|word| {
                let rank = word.rank(page.folded(token), reach)?;
                Some(Hit {
                    part: token.part,
                    range: token.range,
                    positions: (token.position, token.position),
                    section: page.section(token),
                    rank,
                })
            });
            let sequence = || {
                self.sequences
                    .iter()
                    .filter_map(|words| sequence(page, number, words))
                    .max_by_key(|hit| hit.range.len())
            };
            let Some(hit) = whole.or_else(sequence).and_then(|hit| self.closer(page, hit)) else { continue };
            match hits.last_mut().filter(|last| last.part == hit.part && last.range.overlaps(hit.range)) {
                Some(last) if hit.rank > last.rank => *last = hit,
                Some(_) => {}
                None => hits.push(hit),
            }
        }
        hits
    }

    /// A hit with what its letters say; none where they had to be others.
    fn closer(&self, page: &Page<'_>, hit: Hit) -> Option<Hit> {
        if hit.rank < Rank::Fold {
            return Some(hit);
        }
        let rank = match exactness(&self.typed, page.shown(hit.part, hit.range)) {
            Some(Exactness::Shown) => Rank::Shown,
            Some(Exactness::Spelling) => Rank::Spelling,
            Some(Exactness::Fold) | None => Rank::Fold,
        };
        (!self.spelt || rank >= Rank::Spelling).then_some(Hit { rank, ..hit })
    }
}

impl Word {
    fn rank(&self, token: &str, reach: Reach) -> Option<Rank> {
        match self {
            Self::Beginning(word) => (token.starts_with(word.as_str())).then(|| whole_or(token, word, Rank::Beginning)),
            Self::Ending(word) => (token.ends_with(word.as_str())).then(|| whole_or(token, word, Rank::Inside)),
            Self::Inside(word) => (token.contains(word.as_str())).then(|| whole_or(token, word, Rank::Inside)),
            Self::Whole { wanted, latin } => {
                let form = wanted.rank(token).map(|rank| match rank {
                    WordRank::Exact => Rank::Fold,
                    WordRank::Clitic => Rank::Clitic,
                    WordRank::Prefix => Rank::Beginning,
                    WordRank::Stem => Rank::Form,
                    WordRank::Inside => Rank::Inside,
                });
                let loose = |rank: &Rank| matches!(rank, Rank::Beginning | Rank::Inside | Rank::Consonants);
                let sound = || {
                    latin.as_ref().and_then(|latin| latin.rank(token)).map(|agreement| match agreement {
                        Agreement::Vowels => Rank::Sound,
                        Agreement::Consonants => Rank::Consonants,
                    })
                };
                form.max(if form.is_none() { sound() } else { None })
                    .filter(|rank| reach == Reach::Loose || !loose(rank))
            }
        }
    }
}

fn whole_or(token: &str, word: &str, rank: Rank) -> Rank {
    if token == word { Rank::Fold } else { rank }
}

/// The hit of words at neighbouring positions, the first of which is the token of this number.
fn sequence(page: &Page<'_>, first: usize, words: &[String]) -> Option<Hit> {
    let tokens = page.tokens();
    let begins = tokens.get(first)?;
    let (head, rest) = words.split_first()?;
    let fits = |token: &&Token, word: &String| token.kind != Kind::Number && page.folded(token) == word.as_str();
    fits(&begins, head).then_some(())?;
    let mut last = begins;
    let mut at = first;
    for word in rest {
        let wanted = last.position + 1;
        let ahead = tokens.get(at + 1..)?;
        let near = ahead.iter().take_while(|token| token.position <= wanted);
        let (offset, token) = near.enumerate().find(|(_, token)| token.position == wanted && fits(token, word))?;
        at += 1 + offset;
        last = token;
    }
    Some(Hit {
        part: begins.part,
        range: TextRange::new(begins.range.start, last.range.end),
        positions: (begins.position, last.position),
        section: page.section(begins),
        rank: Rank::Fold,
    })
}
