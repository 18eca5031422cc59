//! A list of folded phrases that is looked for in texts: all of its phrases in one pass over the words.
//!
//! A phrase counts where it stands as whole words. Which phrases can begin at a word is told by that word and the one
//! behind it; only those are compared. Knows nothing of what the phrases are good for.

use super::lexicon::{find_words, is_word, strip_words, word_places};
use super::offices::places;
use super::word_map::WordMap;
use std::collections::HashMap;
use std::ops::Deref;

/// Arabic particles that are written together with the word behind them.
const PARTICLES: [char; 5] = ['و', 'ف', 'ب', 'ل', 'ک'];

/// Phrases in the order of their list, as a slice, with the ways to find them.
#[derive(Clone, Debug)]
pub(super) struct Phrases {
    list: Vec<String>,
    index: Index,
}

/// Where phrases may begin.
#[derive(Clone, Debug)]
pub(crate) struct Index {
    first: WordMap<First>,
    /// Those of two words or more with one space between the first two, by these.
    pairs: WordMap<Vec<u32>>,
    /// Those that begin with no word.
    others: Vec<(u32, Box<str>)>,
}

/// The phrases that begin with one word.
#[derive(Clone, Debug, Default)]
struct First {
    /// Those that are told by it alone.
    alone: Vec<u32>,
    /// True if a second word must be asked for.
    pairs: bool,
}

impl From<Vec<String>> for Phrases {
    fn from(list: Vec<String>) -> Self {
        let index = Index::new(&list);
        Self { list, index }
    }
}

impl Deref for Phrases {
    type Target = [String];

    fn deref(&self) -> &[String] {
        &self.list
    }
}

impl<'a> IntoIterator for &'a Phrases {
    type Item = &'a String;
    type IntoIter = std::slice::Iter<'a, String>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.iter()
    }
}

impl Phrases {
    /// True if the word, or the words, are a phrase of the list.
    pub(super) fn has(&self, words: &str) -> bool {
        self.index
            .candidates(words, 0, words.split(|sign| !is_word(sign)).next().unwrap_or(""))
            .any(|phrase| self.list.get(phrase as usize).is_some_and(|phrase| phrase == words))
            || self.index.others.iter().any(|(_, phrase)| **phrase == *words)
    }

    /// True if a phrase stands in `folded` as whole words, an Arabic particle before it allowed.
    pub(super) fn stand_in(&self, folded: &str) -> bool {
        self.index.others.iter().any(|(_, phrase)| places(folded, phrase).next().is_some())
            || word_places(folded).any(|(at, word)| {
                self.index.may_begin(word) && self.index.at_word(folded, at, word, &self.list).next().is_some()
            })
    }

    /// True if a phrase stands in `folded` as whole words, without a particle before it.
    pub(super) fn stand_bare_in(&self, folded: &str) -> bool {
        let stands = |(at, word)| {
            let rest = folded.get(at..).unwrap_or("");
            let mut candidates = self.index.candidates(folded, at, word);
            candidates
                .any(|number| self.list.get(number as usize).is_some_and(|phrase| strip_words(rest, phrase).is_some()))
        };
        self.index.others.iter().any(|(_, phrase)| find_words(folded, phrase).is_some())
            || word_places(folded).any(stands)
    }

    /// True if `folded` begins with a phrase as whole words.
    pub(super) fn open(&self, folded: &str) -> bool {
        let stands = |phrase: &str| strip_words(folded, phrase).is_some();
        let first = word_places(folded).next().filter(|(at, _)| *at == 0);
        let mut candidates = first.into_iter().flat_map(|(at, word)| self.index.candidates(folded, at, word));
        candidates.any(|number| self.list.get(number as usize).is_some_and(|phrase| stands(phrase)))
            || self.index.others.iter().any(|(_, phrase)| stands(phrase))
    }

    /// All places from `from` on where a phrase stands as whole words, an Arabic particle before it allowed.
    pub(super) fn places<'a>(&'a self, folded: &'a str, from: usize) -> impl Iterator<Item = (usize, &'a str)> {
        let inside = word_places(folded.get(from..).unwrap_or("")).map(move |(at, word)| (from + at, word));
        self.index
            .places(folded, from, inside, &self.list)
            .filter_map(|(at, phrase)| Some((at, self.list.get(phrase as usize)?.as_str())))
    }
}

impl Index {
    /// The index of phrases, which are called by their places in the list.
    pub(crate) fn new(list: &[String]) -> Self {
        let mut first: HashMap<&str, First> = HashMap::new();
        let mut pairs: HashMap<&str, Vec<u32>> = HashMap::new();
        let mut others = Vec::new();
        for (phrase, number) in list.iter().zip(0_u32..) {
            match word_places(phrase).next() {
                None if phrase.is_empty() => {}
                Some((0, word)) => {
                    let known = first.entry(word).or_default();
                    match pair(phrase, 0, word) {
                        Some(both) => {
                            known.pairs = true;
                            pairs.entry(both).or_default().push(number);
                        }
                        None => known.alone.push(number),
                    }
                }
                _ => others.push((number, phrase.as_str().into())),
            }
        }
        Self { first: first.into_iter().collect(), pairs: pairs.into_iter().collect(), others }
    }

    /// True if a phrase may begin within a word of a text; made to be asked for every one, of which few pass.
    #[inline]
    fn may_begin(&self, word: &str) -> bool {
        self.first.contains(word)
            || starts_with_particle(word) && forms(word).skip(1).any(|form| self.first.contains(form))
    }

    /// The phrases that may stand at `at`, where `word` is what is left of the text's word.
    fn candidates(&self, text: &str, at: usize, word: &str) -> impl Iterator<Item = u32> {
        let first = self.first.get(word);
        let both = first.filter(|first| first.pairs).and_then(|_| self.pairs.get(pair(text, at, word)?));
        let alone = first.map_or(&[][..], |first| first.alone.as_slice());
        alone.iter().chain(both.map_or(&[][..], Vec::as_slice)).copied()
    }

    /// The phrases that begin within the word of the text that stands at `at`: with it, or behind particles glued to it.
    fn at_word<'a>(
        &'a self,
        text: &'a str,
        at: usize,
        word: &'a str,
        list: &'a [String],
    ) -> impl Iterator<Item = (usize, u32)> {
        forms(word).flat_map(move |form| {
            let at = at + word.len() - form.len();
            let stands = move |number: &u32| {
                let phrase = list.get(*number as usize).map_or("", String::as_str);
                let behind = text.get(at..).and_then(|rest| rest.strip_prefix(phrase));
                behind.is_some_and(|behind| !behind.starts_with(is_word))
            };
            self.candidates(text, at, form).filter(stands).map(move |phrase| (at, phrase))
        })
    }

    /// All places of the phrases of `list` in `text` from `from` on, where the words `inside` stand.
    pub(crate) fn places<'a>(
        &'a self,
        text: &'a str,
        from: usize,
        inside: impl Iterator<Item = (usize, &'a str)>,
        list: &'a [String],
    ) -> impl Iterator<Item = (usize, u32)> {
        let others = self.others.iter().flat_map(move |(number, phrase)| {
            places(text, phrase).filter(move |at| *at >= from).map(|at| (at, *number))
        });
        inside
            .filter(|(_, word)| self.may_begin(word))
            .flat_map(move |(at, word)| self.at_word(text, at, word, list))
            .chain(others)
    }
}

/// The first two words of what stands at `at`, if one space parts them.
fn pair<'a>(text: &'a str, at: usize, word: &str) -> Option<&'a str> {
    let rest = text.get(at + word.len()..)?.strip_prefix(' ')?;
    match word_places(rest).next() {
        Some((0, second)) => text.get(at..at + word.len() + 1 + second.len()),
        _ => None,
    }
}

/// A word without the Arabic particles that may be glued to it, the word itself first; never empty.
fn forms(word: &str) -> impl Iterator<Item = &str> {
    let one = word.strip_prefix(PARTICLES);
    let two = one.and_then(|rest| match (word.chars().next(), rest.chars().next()) {
        (Some('و'), Some('ل' | 'ب' | 'ک')) | (Some('ف'), Some('ل' | 'ب')) => rest.get('ل'.len_utf8()..),
        _ => None,
    });
    [Some(word), one, two].into_iter().flatten().filter(|form| !form.is_empty())
}

/// True if the word begins with a letter that may be an Arabic particle.
#[inline]
pub(super) fn starts_with_particle(word: &str) -> bool {
    word.starts_with(PARTICLES)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: [&str; 7] = ["حزب", "حزب الله", "المکتب السیاسی", "لل", "(ص)", "حزب-نما", "دبیر  کل"];

    fn phrases() -> Phrases {
        LIST.map(str::to_owned).to_vec().into()
    }

    #[test]
    fn places_are_those_of_each_phrase() {
        let texts = [
            "حزب الله و حزب و بحزب",
            "والمکتب السیاسی حزبها حزب",
            "حزب الله",
            "قحزب فحزب ولحزب وفحزب",
            "حزب-نما، حزب",
            "(ص) حزب",
            " حزب",
            "علی (ص) آمد (ص)",
            "حزب  الله حزب اللهی",
            "دبیر  کل دبیر کل",
            "ل لل ولل",
            "",
            "و",
            "المکتب",
        ];
        let phrases = phrases();
        for text in texts {
            let mut found: Vec<(usize, &str)> = phrases.places(text, 0).collect();
            let mut expected: Vec<(usize, &str)> =
                LIST.iter().flat_map(|phrase| places(text, phrase).map(|at| (at, *phrase))).collect();
            found.sort_unstable();
            expected.sort_unstable();
            assert_eq!(found, expected, "{text}");
            assert_eq!(phrases.stand_in(text), !expected.is_empty(), "{text}");
            let bare = LIST.iter().any(|phrase| find_words(text, phrase).is_some());
            assert_eq!(phrases.stand_bare_in(text), bare, "{text}");
            assert_eq!(phrases.open(text), LIST.iter().any(|phrase| strip_words(text, phrase).is_some()), "{text}");
        }
    }

    #[test]
    fn a_phrase_is_the_whole_of_what_is_asked() {
        let phrases = phrases();
        assert!(LIST.iter().all(|phrase| phrases.has(phrase)));
        for words in ["", "حزب ", "حزب اللهی", "الله", "بحزب", "دبیر کل"] {
            assert!(!phrases.has(words), "{words}");
        }
    }
}
