//! Which entries of a list a folded text can begin with, told by its first word.
//!
//! Lists that are asked for every line of a page are long, and nearly all of their entries begin with other words.
//! Whether an entry does stand there is for those to say who ask.

use super::lexicon::word_places;
use super::word_map::WordMap;
use std::collections::HashMap;

/// The entries of a list by their first words.
#[derive(Debug)]
pub(super) struct Openings {
    first: WordMap<Vec<u32>>,
    /// Those that begin with no word; they are among those of every word as well.
    others: Vec<u32>,
}

impl Openings {
    /// The entries, which are called by their places in the list.
    pub(super) fn new<'a>(list: impl Iterator<Item = &'a str>) -> Self {
        Self::lengthened(list, &|_| Vec::new())
    }

    /// The same, where a text's word may also be one of the longer forms of an entry's first word.
    pub(super) fn lengthened<'a>(list: impl Iterator<Item = &'a str>, longer: &dyn Fn(&str) -> Vec<String>) -> Self {
        let mut first: HashMap<String, Vec<u32>> = HashMap::new();
        let mut others = Vec::new();
        for (entry, number) in list.zip(0_u32..) {
            match word_places(entry).next() {
                Some((0, word)) => {
                    for form in longer(word).into_iter().chain([word.to_owned()]) {
                        first.entry(form).or_default().push(number);
                    }
                }
                _ => others.push(number),
            }
        }
        for numbers in first.values_mut() {
            numbers.extend(&others);
            numbers.sort_unstable();
            numbers.dedup();
        }
        Self { first: first.into_iter().collect(), others }
    }

    /// The entries that may stand at the start of a text, in the order of the list.
    pub(super) fn of(&self, folded: &str) -> impl Iterator<Item = usize> {
        let word = word_places(folded).next().filter(|(at, _)| *at == 0);
        self.of_word(word.map_or("", |(_, word)| word))
    }

    /// The entries that may stand where a word of a text begins, in the order of the list.
    pub(super) fn of_word(&self, word: &str) -> impl Iterator<Item = usize> {
        self.first.get(word).unwrap_or(&self.others).iter().map(|number| *number as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[usize]) {
        let list = ["حزب", "(ص)", "حزب الله", "نامه", ""];
        let longer = |word: &str| word.ends_with('ه').then(|| format!("{word}ای")).into_iter().collect();
        let openings = Openings::lengthened(list.into_iter(), &longer);
        assert_eq!(openings.of(text).collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn entries_are_told_by_the_first_word() {
        check("حزب ما", &[0, 1, 2, 4]);
        check("نامهای", &[1, 3, 4]);
        check("نامه", &[1, 3, 4]);
        check("نامهها", &[1, 4]);
        check("(ص)", &[1, 4]);
        check(" حزب", &[1, 4]);
        check("", &[1, 4]);
    }
}
