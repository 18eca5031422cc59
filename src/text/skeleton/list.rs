//! The skeletons of a vocabulary, sorted, so that Latin typing looks at few of its words.

use super::LONGEST;
use super::arabic;
use super::latin::{Agreement, FEWEST_BEGUN, Latin};
use std::ops::Range;

/// Skeletons of many words; each word is known by its number in the order they came.
///
/// Sixteen bytes for each skeleton, one to four for a word.
///
/// ```
/// use reader::text::skeleton::{Agreement, Latin, Skeletons};
///
/// let words = ["حزب", "همت", "مذاکرات"];
/// let list = Skeletons::new(words);
/// let latin = Latin::new("hemmat").expect("two consonants");
/// assert_eq!(list.find(&latin, |number| words[number as usize]), [(1, Agreement::Vowels)]);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Skeletons {
    entries: Vec<(u64, u32)>,
}

impl Skeletons {
    /// Reads the folded words of a vocabulary; those of other scripts have no skeleton.
    #[must_use]
    pub fn new<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let mut entries = Vec::new();
        for (number, word) in words.into_iter().enumerate() {
            let number = u32::try_from(number).unwrap_or(u32::MAX);
            skeleton_keys(word, &mut |key| entries.push((key, number)));
        }
        entries.sort_unstable();
        Self { entries }
    }

    /// Number of skeletons.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// True if no word has one.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The words that agree as a whole, in their order; `word` gives the word of a number.
    #[must_use]
    pub fn find<'a>(&self, latin: &Latin, word: impl Fn(u32) -> &'a str) -> Vec<(u32, Agreement)> {
        self.collect(latin, false, |number| latin.rank(word(number)))
    }

    /// The words that begin so.
    #[must_use]
    pub fn find_begun<'a>(&self, latin: &Latin, word: impl Fn(u32) -> &'a str) -> Vec<(u32, Agreement)> {
        self.collect(latin, true, |number| latin.begins(word(number)))
    }

    fn collect(&self, latin: &Latin, begun: bool, rank: impl Fn(u32) -> Option<Agreement>) -> Vec<(u32, Agreement)> {
        let mut numbers: Vec<u32> = Vec::new();
        for Range { start, end } in if begun { latin.spans_begun() } else { latin.spans() } {
            let from = self.entries.partition_point(|(entry, _)| *entry < start);
            let entries = self.entries.get(from..).unwrap_or_default().iter();
            numbers.extend(entries.take_while(|(entry, _)| *entry < end).map(|(_, number)| *number));
        }
        numbers.sort_unstable();
        numbers.dedup();
        numbers.into_iter().filter_map(|number| Some((number, rank(number)?))).collect()
    }
}

/// Gives the key of every skeleton of a folded word that has two consonants; words whose keys lie in a span of
/// [`Latin::spans`] may agree with it.
pub fn skeleton_keys(word: &str, give: &mut impl FnMut(u64)) {
    arabic::each(word, &mut |skeleton| {
        if skeleton.length > 1 {
            give(skeleton.key());
        }
        false
    });
}

impl Latin {
    /// The keys that a word has one of if it agrees as a whole.
    #[must_use]
    pub fn spans(&self) -> Vec<Range<u64>> {
        self.keys().map(|(key, _)| key..key + 1).collect()
    }

    /// The keys that a word has one of if it agrees as a whole or by its beginning.
    #[must_use]
    pub fn spans_begun(&self) -> Vec<Range<u64>> {
        // All that has more consonants behind these lies below the next key of that length.
        let open = |length: usize| if length < FEWEST_BEGUN { 0 } else { 5 * (LONGEST - length.min(LONGEST)) };
        self.keys().map(|(key, length)| key..key.saturating_add(1 << open(length))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_finds_what_looking_at_every_word_finds() {
        let words = [
            "حزب",
            "الحزب",
            "حساب",
            "مذاکرات",
            "التقدم",
            "تقدیم",
            "تقدمی",
            "همت",
            "الهمه",
            "همه",
            "رمضان",
            "pjd",
            "انتخابات",
            "انتخاب",
        ];
        let list = Skeletons::new(words);
        assert!(list.len() >= words.len() && !list.is_empty());
        for typed in
            ["hezb", "hizb", "mozakerat", "taqaddum", "taqad", "hemmat", "ramadan", "entekh", "entekhabat", "pjd"]
        {
            let Some(latin) = Latin::new(typed) else { continue };
            let all = |rank: &dyn Fn(&str) -> Option<Agreement>| {
                let ranks = words.iter().enumerate().filter_map(|(at, word)| Some((at as u32, rank(word)?)));
                ranks.collect::<Vec<_>>()
            };
            assert_eq!(list.find(&latin, |at| words[at as usize]), all(&|word| latin.rank(word)), "{typed}");
            assert_eq!(list.find_begun(&latin, |at| words[at as usize]), all(&|word| latin.begins(word)), "{typed}");
        }
    }
}
