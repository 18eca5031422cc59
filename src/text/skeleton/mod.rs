//! Words of the Arabic script found by Latin typing: `mozakerat hemmat hezb` find مذاکرات همت حزب.
//!
//! Both are reduced to their consonants, a Latin word to as many readings as the schemes that people know have for it
//! (Persian, English, French of the Maghreb, chat digits); a word agrees if one reading is its own. A second look at the
//! vowels between the consonants parts the word that was meant from its neighbours.
//!
//! Words of a text come folded, as an index has them. The fold takes three things away that this would use: ة and ه
//! are one letter (a final one is read as T behind an article only), ى and ی are one (a final one agrees with `a` as
//! well), and a hamza has lost its seat (the forms of [`super::words::Kind::Seat`] still have it, and are read here).

mod arabic;
mod latin;
mod list;

pub use latin::{Agreement, Latin};
pub use list::{Skeletons, skeleton_keys};

/// Consonants of a skeleton; what is longer agrees by its beginning.
const LONGEST: usize = 12;

/// Consonants of one word, and what is written between them.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
struct Skeleton {
    /// Classes, as ASCII letters.
    consonants: [u8; LONGEST],
    /// Vowels before each of them, and behind the last one.
    gaps: [u8; LONGEST + 1],
    length: usize,
}

impl Skeleton {
    fn consonants(&self) -> &[u8] {
        self.consonants.get(..self.length).unwrap_or_default()
    }

    /// Adds a consonant; one too many is left away.
    fn push(&mut self, class: u8) {
        if let Some(consonant) = self.consonants.get_mut(self.length) {
            *consonant = class;
            self.length += 1;
        }
    }

    /// Adds to what is written behind the last consonant.
    fn vowel(&mut self, vowel: u8) {
        if let Some(gap) = self.gaps.get_mut(self.length) {
            *gap |= vowel;
        }
    }

    /// Each consonant in five bits, the first one highest, so that skeletons with one beginning lie together.
    fn key(&self) -> u64 {
        let mut key = 0;
        for at in 0..LONGEST {
            let class = self
                .consonants()
                .get(at)
                .map_or(0, |class| CLASSES.iter().position(|known| known == class).map_or(0, |at| at as u64 + 1));
            key = key << 5 | class;
        }
        key
    }
}

/// The classes of consonants.
const CLASSES: [u8; 22] = *b"BPTSJCHDZRFQKGLMNX$WY!";

#[cfg(test)]
mod tests;
