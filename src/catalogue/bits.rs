//! A set of row numbers, one bit each.

/// A set of row numbers.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Bits {
    words: Vec<u64>,
    count: usize,
}

impl Bits {
    /// Adds a number; false if it was there.
    pub fn insert(&mut self, number: u32) -> bool {
        let (word, bit) = (number as usize / 64, 1 << (number % 64));
        if self.words.len() <= word {
            self.words.resize(word + 1, 0);
        }
        let Some(slot) = self.words.get_mut(word).filter(|word| **word & bit == 0) else { return false };
        *slot |= bit;
        self.count += 1;
        true
    }

    /// Takes a number out; false if it was not there.
    pub fn remove(&mut self, number: u32) -> bool {
        let bit = 1 << (number % 64);
        let Some(slot) = self.words.get_mut(number as usize / 64).filter(|word| **word & bit != 0) else {
            return false;
        };
        *slot &= !bit;
        self.count -= 1;
        true
    }

    /// True if it holds the number.
    #[must_use]
    pub fn contains(&self, number: u32) -> bool {
        self.words.get(number as usize / 64).is_some_and(|word| word >> (number % 64) & 1 == 1)
    }

    /// How many numbers it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.count
    }

    /// True if it holds none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Takes all numbers out.
    pub fn clear(&mut self) {
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_go_in_and_out() {
        let mut bits = Bits::default();
        assert!(bits.insert(0) && bits.insert(64) && bits.insert(1000) && !bits.insert(64));
        assert_eq!(
            (bits.len(), bits.contains(64), bits.contains(63), bits.contains(u32::MAX)),
            (3, true, false, false)
        );
        assert!(bits.remove(64) && !bits.remove(64) && !bits.remove(u32::MAX));
        assert_eq!((bits.len(), bits.contains(64), bits.is_empty()), (2, false, false));
        bits.clear();
        assert!(bits.is_empty() && !bits.contains(0));
    }
}
