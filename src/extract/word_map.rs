//! A map from folded words to what is known of them, made to be asked for every word of a text.
//!
//! Nearly all words that are asked for are in no list, so a few bits say first whether such a word can be there at
//! all. The keys come from word lists, never from a text, so the hash need not be safe against chosen keys.

use foldhash::fast::FixedState;
use std::collections::HashMap;

/// Bits of the first look for each word of the map.
const BITS: usize = 16;

/// What is known of each word.
#[derive(Clone, Debug)]
pub(super) struct WordMap<V> {
    known: HashMap<Box<str>, V, FixedState>,
    /// One bit for each shape that occurs; a power of two of them.
    seen: Vec<u64>,
}

impl<V> WordMap<V> {
    /// What is known of a word.
    #[inline]
    pub(super) fn get(&self, word: &str) -> Option<&V> {
        let shape = shape(word) & (self.seen.len() * 64 - 1);
        let may_be = self.seen.get(shape / 64).is_some_and(|bits| bits >> (shape % 64) & 1 == 1);
        if may_be { self.known.get(word) } else { None }
    }

    /// True if anything is known of a word.
    pub(super) fn contains(&self, word: &str) -> bool {
        self.get(word).is_some()
    }
}

impl<K: Into<Box<str>>, V> FromIterator<(K, V)> for WordMap<V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let known: HashMap<Box<str>, V, FixedState> =
            entries.into_iter().map(|(word, value)| (word.into(), value)).collect();
        let mut seen = vec![0_u64; (known.len() * BITS / 64 + 1).next_power_of_two()];
        let mask = seen.len() * 64 - 1;
        for word in known.keys() {
            let shape = shape(word) & mask;
            if let Some(bits) = seen.get_mut(shape / 64) {
                *bits |= 1 << (shape % 64);
            }
        }
        Self { known, seen }
    }
}

/// A number made of the ends of a word and its length.
#[inline]
fn shape(word: &str) -> usize {
    let bytes = word.as_bytes();
    // Two letters of the Arabic script from each end; a shorter word is all of its bytes.
    let (front, back) = match (bytes.first_chunk(), bytes.last_chunk()) {
        (Some(front), Some(back)) => (u32::from_le_bytes(*front), u32::from_le_bytes(*back)),
        _ => (bytes.iter().fold(0, |all, byte| all << 8 | u32::from(*byte)), 0),
    };
    let ends = u64::from(front) << 32 | u64::from(back);
    let mixed = (ends ^ (bytes.len() as u64) << 27).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    // The upper bits depend on all of the lower ones.
    (mixed >> 40) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_and_no_others() {
        let map: WordMap<usize> = ["حزب", "حزبی", "و", "", "party"].into_iter().zip(0..).collect();
        let find = |word: &str| map.get(word).copied();
        assert_eq!(["حزب", "حزبی", "و", "", "party"].map(find), [Some(0), Some(1), Some(2), Some(3), Some(4)]);
        assert_eq!(["حزبا", "ح", "a", "pa"].map(find), [None; 4]);
    }

    #[test]
    fn an_empty_map_has_no_words() {
        let map: WordMap<()> = std::iter::empty::<(&str, ())>().collect();
        assert!(!map.contains("") && !map.contains("حزب"));
    }
}
