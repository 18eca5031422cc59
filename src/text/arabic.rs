//! Sets of characters of the Arabic block (U+0600 to U+06FF), and how far a text stays within one.
//!
//! This is the inner loop of what reads every letter of a text: each character of the block has two bytes, so that a run
//! of them is told from the bytes alone. Knows nothing of what a set is good for.

/// Some of the characters of the Arabic block.
#[derive(Clone, Debug)]
pub struct ArabicSet {
    /// A bit for each second byte, for each of the four first bytes.
    bits: [u64; 4],
}

/// The letters that texts are full of, vowel marks among them; not all that Unicode calls alphabetic.
pub static LETTERS: ArabicSet =
    ArabicSet::of(&[('\u{620}', '\u{657}'), ('\u{66E}', '\u{6D3}'), ('\u{6FA}', '\u{6FC}')]);

/// The same, and digits: what words are made of.
pub static WORD: ArabicSet =
    ArabicSet::of(&[('\u{620}', '\u{657}'), ('٠', '٩'), ('\u{66E}', '\u{6D3}'), ('۰', '\u{6FC}')]);

/// The first of the four bytes with which characters of the block begin.
const FIRST: u8 = 0xD8;

impl ArabicSet {
    /// The characters of these ranges, both ends among them, that are of the block.
    #[must_use]
    pub const fn of(ranges: &[(char, char)]) -> Self {
        let mut set = Self { bits: [0; 4] };
        let mut left = ranges;
        while let [(first, last), rest @ ..] = left {
            let mut code = *first as u32;
            while code <= *last as u32 {
                set = set.with(code);
                code += 1;
            }
            left = rest;
        }
        set
    }

    /// The same with one character more, if that is of the block.
    const fn with(mut self, code: u32) -> Self {
        let [one, two, three, four] = &mut self.bits;
        let bits = match code >> 6 {
            0x18 => one,
            0x19 => two,
            0x1A => three,
            0x1B => four,
            _ => return self,
        };
        *bits |= 1 << (code & 0x3F);
        self
    }

    /// True if the two bytes are a character of the set.
    #[inline]
    #[must_use]
    pub fn has(&self, [first, second]: [u8; 2]) -> bool {
        let bits = self.bits.get(usize::from(first.wrapping_sub(FIRST))).copied().unwrap_or(0);
        bits >> (second & 0x3F) & 1 == 1
    }

    /// How many characters of the set stand at the start of the bytes of a text, two bytes each.
    #[inline]
    #[must_use]
    pub fn run(&self, bytes: &[u8]) -> usize {
        let (pairs, _) = bytes.as_chunks::<2>();
        pairs.iter().position(|pair| !self.has(*pair)).unwrap_or(pairs.len())
    }
}

impl FromIterator<char> for ArabicSet {
    /// Those of the characters that are of the block.
    fn from_iter<I: IntoIterator<Item = char>>(characters: I) -> Self {
        characters.into_iter().fold(Self::of(&[]), |set, character| set.with(character as u32))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SET: ArabicSet = ArabicSet::of(&[('ا', 'ب'), ('ی', 'ی'), ('a', 'z'), ('\u{6FF}', '\u{700}')]);

    fn check(text: &str, expected: usize) {
        assert_eq!(SET.run(text.as_bytes()), expected, "{text}");
    }

    #[test]
    fn runs_end_at_the_first_character_of_no_set() {
        check("", 0);
        check("ا", 1);
        check("بابیا با", 5);
        check(" با", 0);
        check("باa", 2);
        check("باب\u{200C}ا", 3);
        check("باé", 2);
        check("ت", 0);
    }

    #[test]
    fn only_characters_of_the_block_are_in_a_set() {
        for character in '\0'..='\u{FFFF}' {
            let expected = matches!(character, 'ا' | 'ب' | 'ی' | '\u{6FF}');
            assert_eq!(SET.run(character.to_string().as_bytes()), usize::from(expected), "{character:?}");
        }
        for character in '\u{600}'..='\u{6FF}' {
            let (text, all) = (character.to_string(), character.is_alphanumeric());
            assert!(LETTERS.run(text.as_bytes()) == 0 || character.is_alphabetic(), "{character:?}");
            assert!(WORD.run(text.as_bytes()) == 0 || all, "{character:?}");
            assert_eq!(
                WORD.run(text.as_bytes()) > 0,
                LETTERS.run(text.as_bytes()) > 0 || character.is_numeric(),
                "{character:?}"
            );
        }
        let same: ArabicSet = "ابی\u{6FF}aé".chars().collect();
        assert_eq!(same.bits, SET.bits);
    }
}
