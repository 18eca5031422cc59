//! What a query looks for in words, taken apart once, and where a page has it.
//!
//! A whole word agrees with its own forms (clitics, plurals); typed in Latin letters, with words of the Arabic script that
//! sound so. Where no statement of a corpus has it in such a form, the query may be answered by looser ones: words that begin with it
//! or hold it ([`Reach::Loose`]). A phrase is found by any of its readings.
//!
//! A term is one or several [`Slot`]s, each for one word of a text, and the readings: which slots must be filled at neighbouring
//! positions. How a word fills a slot depends on that word alone, so whoever knows the words of a text and their positions
//! ([`Spot`]) has the hits, with or without the text. What stands between the words of a phrase says nothing. Pure.

use super::page::{Page, Section, extent};
use super::query::{Manner, Place, Sought};
use crate::text::fold::{Exactness, exactness, fold};
use crate::text::forms::{Wanted, WordRank};
use crate::text::skeleton::{Agreement, Latin};
use crate::text::words::{Kind, readings, words};

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

/// Where a statement has what was asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Hit {
    /// First and last position of its words.
    pub positions: (u32, u32),
    /// Numbers of its first and last word in the page that was looked at; 0 where an index was asked.
    pub tokens: (u32, u32),
    /// Where in the statement it stands.
    pub section: Section,
    /// How it agrees.
    pub rank: Rank,
}

/// A word of a text in a slot of a term.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Spot {
    /// Number of the slot.
    pub slot: usize,
    /// First and last position of the word: of a number of several parts these differ.
    pub positions: (u32, u32),
    /// Number of the word in its page; 0 where an index was asked.
    pub token: u32,
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
    slots: Vec<Slot>,
    /// Numbers of slots that are filled at neighbouring positions; any of these.
    readings: Vec<Vec<usize>>,
}

/// One word that is looked for.
#[derive(Clone, Debug)]
pub struct Slot {
    word: Word,
    /// As it was typed; none where it was not typed so.
    typed: Option<String>,
    /// Only with the letters that were typed.
    spelt: bool,
}

#[derive(Clone, Debug)]
enum Word {
    Whole { wanted: Box<Wanted>, latin: Option<Box<Latin>> },
    Same(String),
    Beginning(String),
    Ending(String),
    Inside(String),
}

/// The folded words among which are all that fill a slot: any of these.
#[derive(Clone, Debug, Default)]
pub struct Among<'a> {
    /// These words.
    pub equal: Vec<String>,
    /// Words that begin with one of these.
    pub beginning: Vec<String>,
    /// Words that hold this.
    pub holding: Option<&'a str>,
    /// Words of the Arabic script that have the consonants of this.
    pub sounding: Option<&'a Latin>,
}

impl Term {
    /// Takes apart what a query looks for; none if it holds no word.
    #[must_use]
    pub fn new(sought: &Sought) -> Option<Self> {
        let typed = typed_words(&sought.text);
        let mut sequences = readings(&sought.text);
        let single = typed.len() == 1;
        let spelt = sought.how == Manner::Spelt;
        let mut term = Self {
            typed: sought.text.clone(),
            title_only: sought.place == Place::Title,
            slots: Vec::new(),
            readings: Vec::new(),
        };
        let folded = || fold(&sought.text).split_whitespace().collect();
        let word = match sought.how {
            Manner::Words if single => {
                let latin = Latin::new(&sought.text).map(Box::new);
                Some(Word::Whole { wanted: Box::new(Wanted::new(&sought.text)), latin })
            }
            Manner::Beginning if single => Some(Word::Beginning(folded())),
            Manner::Ending if single => Some(Word::Ending(folded())),
            Manner::Inside if single => Some(Word::Inside(folded())),
            _ => None,
        };
        match word {
            Some(Word::Whole { .. }) => sequences.retain(|words| words.len() > 1),
            Some(_) => sequences.clear(),
            // Other readings have other letters.
            None if spelt => sequences.truncate(1),
            None => {}
        }
        if let Some(word) = word {
            let slot = term.slot(word, typed.first().cloned(), spelt);
            term.readings.push(vec![slot]);
        }
        for words in sequences {
            let is_typed = words.iter().eq(typed.iter().map(|(folded, _)| folded));
            let slots = words.into_iter().enumerate().map(|(at, word)| {
                let typed = typed.get(at).filter(|_| is_typed).cloned();
                term.slot(Word::Same(word), typed, spelt)
            });
            let slots = slots.collect();
            term.readings.push(slots);
        }
        (!term.readings.is_empty()).then_some(term)
    }

    /// The number of a slot, one that there is where it can be.
    fn slot(&mut self, word: Word, typed: Option<(String, String)>, spelt: bool) -> usize {
        let typed = typed.map(|(_, shown)| shown);
        let known = self.slots.iter().position(|slot| match (&slot.word, &word) {
            (Word::Same(one), Word::Same(other)) => one == other && slot.typed == typed,
            _ => false,
        });
        known.unwrap_or_else(|| {
            self.slots.push(Slot { word, typed, spelt });
            self.slots.len() - 1
        })
    }

    /// What its readings are made of.
    #[must_use]
    pub fn slots(&self) -> &[Slot] {
        &self.slots
    }

    /// The numbers of slots that are filled at neighbouring positions; any of these.
    #[must_use]
    pub fn readings(&self) -> &[Vec<usize>] {
        &self.readings
    }

    /// True if only words of this section can fill its slots.
    #[must_use]
    pub fn asks(&self, section: Section) -> bool {
        !self.title_only || section == Section::Title
    }

    /// True if it is a word that looser forms may stand for.
    #[must_use]
    pub fn has_looser(&self) -> bool {
        self.slots.iter().any(|slot| matches!(slot.word, Word::Whole { .. }))
    }

    /// What was typed.
    #[must_use]
    pub fn typed(&self) -> &str {
        &self.typed
    }

    /// Every place where a page has it, in order; of several at one place the closest.
    #[must_use]
    pub fn hits(&self, page: &Page<'_>, reach: Reach) -> Vec<Hit> {
        let mut spots: Vec<Spot> = Vec::new();
        for (number, token) in page.tokens().iter().enumerate() {
            let section = page.section(token);
            if !self.asks(section) {
                continue;
            }
            let folded = page.folded(token);
            let fills = self.slots.iter().enumerate().filter_map(|(slot, wanted)| {
                let rank = wanted.rank(folded, || page.form(token), reach)?;
                let positions = (token.position, token.position + extent(folded));
                Some(Spot { slot, positions, token: number as u32, section, rank })
            });
            spots.extend(fills);
        }
        self.join(&spots)
    }

    /// The hits that words in its slots make; the words are those of one statement, by position.
    #[must_use]
    pub fn join(&self, spots: &[Spot]) -> Vec<Hit> {
        let mut hits: Vec<Hit> = Vec::new();
        let mut start = 0;
        for here in spots.chunk_by(|one, other| one.positions.0 == other.positions.0) {
            let mut best: Option<Hit> = None;
            for first in start..start + here.len() {
                for hit in self.readings.iter().filter_map(|reading| follow(spots, first, reading)) {
                    if best.is_none_or(|best| (best.rank, best.positions.1) < (hit.rank, hit.positions.1)) {
                        best = Some(hit);
                    }
                }
            }
            start += here.len();
            let Some(hit) = best else { continue };
            match hits.last_mut().filter(|last| hit.positions.0 <= last.positions.1) {
                Some(last) if hit.rank > last.rank => *last = hit,
                Some(_) => {}
                None => hits.push(hit),
            }
        }
        hits
    }
}

/// The words of a text, folded and as they are shown.
fn typed_words(text: &str) -> Vec<(String, String)> {
    let (mut all, mut typed) = (words(text), Vec::new());
    while let Some(word) = all.advance() {
        if word.kind == Kind::Base {
            typed.push((word.text.to_owned(), word.range.of(text).to_owned()));
        }
    }
    typed
}

/// The hit of a reading that begins with the spot of this number.
fn follow(spots: &[Spot], first: usize, reading: &[usize]) -> Option<Hit> {
    let (head, rest) = reading.split_first()?;
    let begins = spots.get(first).filter(|spot| spot.slot == *head)?;
    let (mut last, mut rank, mut at) = (begins, begins.rank, first);
    for slot in rest {
        let wanted = last.positions.1 + 1;
        let ahead = spots.get(at + 1..)?.iter();
        let mut near = ahead.take_while(|spot| spot.positions.0 <= wanted).enumerate();
        let (offset, spot) = near.find(|(_, spot)| spot.positions.0 == wanted && spot.slot == *slot)?;
        at += 1 + offset;
        last = spot;
        rank = if spot.rank < rank { spot.rank } else { rank };
    }
    Some(Hit {
        positions: (begins.positions.0, last.positions.1),
        tokens: (begins.token, last.token),
        section: begins.section,
        rank,
    })
}

impl Slot {
    /// How a word fills it, given its fold and its form ([`Page::form`]); none if it does not.
    pub fn rank<'a>(&self, folded: &str, form: impl FnOnce() -> &'a str, reach: Reach) -> Option<Rank> {
        let rank = self.word.rank(folded, reach)?;
        if rank < Rank::Fold {
            return (!self.spelt).then_some(rank);
        }
        let rank = match self.typed.as_ref().map(|typed| (typed, form())) {
            None | Some((_, "")) => Rank::Fold,
            Some((typed, form)) => match exactness(typed, form) {
                Some(Exactness::Shown) => Rank::Shown,
                Some(Exactness::Spelling) => Rank::Spelling,
                Some(Exactness::Fold) | None => Rank::Fold,
            },
        };
        (!self.spelt || rank >= Rank::Spelling).then_some(rank)
    }

    /// Where to look for the words that fill it.
    #[must_use]
    pub fn among(&self, reach: Reach) -> Among<'_> {
        match &self.word {
            Word::Same(word) => Among { equal: vec![word.clone()], ..Among::default() },
            Word::Beginning(word) => Among { beginning: vec![word.clone()], ..Among::default() },
            Word::Ending(word) | Word::Inside(word) => Among { holding: Some(word), ..Among::default() },
            Word::Whole { wanted, latin } => Among {
                equal: wanted.equals(),
                beginning: wanted.beginnings(),
                holding: (reach == Reach::Loose).then(|| wanted.word()),
                sounding: latin.as_deref(),
            },
        }
    }
}

impl Word {
    fn rank(&self, token: &str, reach: Reach) -> Option<Rank> {
        match self {
            Self::Same(word) => (token == word).then_some(Rank::Fold),
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
