//! One byte for each letter: how the fields of a row are kept to be narrowed.
//!
//! Folded text is ASCII and some sixty letters of the Arabic script; these are a byte each, so a million titles are half
//! of what they are in UTF-8 and are looked through in half the time. Any other character is a lead byte with two
//! or four that follow, whose values begin nothing: a run of bytes is found where that text stands, and nowhere else.
//!
//! | bytes | what |
//! |---|---|
//! | 00-7F | ASCII; a control but for the line feed between fields is a blank |
//! | 80-BF | letters of the Arabic script, those of `LETTERS` |
//! | C0-DF | five bits each, behind a lead byte |
//! | E0-EF | the highest four bits of fourteen: two bytes follow |
//! | F0-FF | the highest four bits of twenty-four: four bytes follow |

use crate::text::fold::fold;
use std::sync::LazyLock;

/// The letters that have a byte, in the order of their bytes from 0x80 on.
const LETTERS: &str = "ابپتټٹثٿجچحخځڅډدڈذرړڑڕزژږسشښصضطظعغفڤقکگلڵمنڼوهیٺٻڀڃڄڇڊڌڍڎڏڔڗڙڛڜڝ";
/// The first of their bytes.
const FIRST: u8 = 0x80;
/// The first byte that follows a lead byte, and the first one behind these.
const FOLLOWS: u8 = 0xC0;
const LEADS: u8 = 0xE0;
/// The first lead byte of four that follow.
const LONG: u8 = 0xF0;
/// What stands between two fields of a row.
pub const BETWEEN: u8 = b'\n';

/// The bytes of the letters of the Arabic block, and the letters of the bytes.
struct Table {
    bytes: [u8; 0x100],
    letters: Vec<char>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let letters: Vec<char> = LETTERS.chars().collect();
    let mut bytes = [0; 0x100];
    for (byte, letter) in (FIRST..FOLLOWS).zip(&letters) {
        if let Some(slot) = bytes.get_mut((*letter as usize).wrapping_sub(0x600)) {
            *slot = byte;
        }
    }
    Table { bytes, letters }
});

/// Adds a folded text; what it begins and ends with is no blank.
pub fn encode(folded: &str, code: &mut Vec<u8>) {
    for letter in folded.trim().chars() {
        let number = letter as u32;
        let byte = match number {
            0..0x20 | 0x7F => b' ',
            0x20..0x7F => number as u8,
            0x600..0x700 => TABLE.bytes.get(number as usize - 0x600).copied().unwrap_or(0),
            _ => 0,
        };
        if byte != 0 {
            code.push(byte);
            continue;
        }
        let (lead, follow) = if number < 1 << 14 { (LEADS, 2) } else { (LONG, 4) };
        code.push(lead + (number >> (5 * follow)) as u8);
        code.extend((0..follow).rev().map(|at| FOLLOWS + (number >> (5 * at) & 31) as u8));
    }
}

/// Folds a text and gives its code.
#[must_use]
pub fn coded(text: &str) -> Vec<u8> {
    let mut code = Vec::new();
    encode(&fold(text), &mut code);
    code
}

/// The letters of a code with the places of their first bytes. What no text gives is U+FFFD.
pub fn letters(code: &[u8]) -> impl Iterator<Item = (usize, char)> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at;
        let byte = *code.get(at)?;
        at += 1;
        let letter = match byte {
            0..FIRST => Some(char::from(byte)),
            FIRST..FOLLOWS => TABLE.letters.get(usize::from(byte - FIRST)).copied(),
            FOLLOWS..LEADS => None,
            LEADS.. => {
                let (high, follow) = if byte < LONG { (byte - LEADS, 2) } else { (byte - LONG, 4) };
                let rest = code.get(at..at + follow).unwrap_or_default();
                at += rest.len();
                let number = rest.iter().fold(u32::from(high), |number, byte| number << 5 | u32::from(byte & 31));
                char::from_u32(number).filter(|_| rest.len() == follow)
            }
        };
        Some((start, letter.unwrap_or(char::REPLACEMENT_CHARACTER)))
    })
}

/// The folded text of a code.
#[must_use]
pub fn decoded(code: &[u8]) -> String {
    letters(code).map(|(_, letter)| letter).collect()
}

/// True if a letter or a digit begins at that byte or holds it.
#[must_use]
pub(super) fn is_word(byte: u8) -> bool {
    // Signs outside ASCII are so rare in titles that they may count as letters.
    byte.is_ascii_alphanumeric() || byte >= FIRST
}

/// One bit for each letter of a code; letters may share bits, so a mask only ever rules out.
#[must_use]
pub fn mask(code: &[u8]) -> u64 {
    code.iter().fold(0, |mask, byte| mask | 1 << (byte & 63))
}

/// The same of the letters that words begin with, and of the signs between words.
#[must_use]
pub fn initials(code: &[u8]) -> u64 {
    let starts = super::term::starts(code).filter_map(|at| code.get(at..=at));
    starts.fold(0, |all, letter| all | mask(letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, length: usize) {
        let code = coded(text);
        assert_eq!(decoded(&code), fold(text).trim(), "{text}");
        assert_eq!(code.len(), length, "{text}");
        let starts: Vec<usize> = (0..code.len()).filter(|at| !(FOLLOWS..LEADS).contains(&code[*at])).collect();
        assert_eq!(starts, letters(&code).map(|(at, _)| at).collect::<Vec<_>>(), "{text}");
    }

    #[test]
    fn a_letter_is_a_byte() {
        check("بیانیهٔ شورای مرکزی", 18);
        check(" NOTE ۱۴۰۰ ", 9);
        check("پښتو «ڤ»", 8);
    }

    #[test]
    fn what_has_no_byte_has_several_and_comes_back() {
        check("שלום", 12);
        check("中文", 10);
        check("😀a", 6);
        check("ߊ", 3);
    }

    #[test]
    fn every_letter_of_the_table_is_folded_and_stands_once() {
        let letters: Vec<char> = LETTERS.chars().collect();
        assert_eq!(letters.len(), 64);
        for (at, letter) in letters.iter().enumerate() {
            assert_eq!(fold(&letter.to_string()), letter.to_string());
            assert!(!letters[..at].contains(letter), "{letter}");
        }
    }

    #[test]
    fn broken_codes_give_no_letter_and_end() {
        for code in [&[0xC0][..], &[0xE1], &[0xF0, 0xC1], &[0xFF, 0xDF, 0xDF, 0xDF, 0xDF], &[0x61, 0xE0, 0xC1]] {
            assert!(decoded(code).contains('\u{FFFD}'), "{code:?}");
        }
    }

    #[test]
    fn initials_are_the_letters_behind_signs() {
        // Of `one`, of the bracket and of `two`, of the line feed, of `three`.
        assert_eq!(initials(b"one (two)\nthree"), mask(b"o(t\nt"));
    }

    #[test]
    fn a_mask_never_rules_out_a_part() {
        let whole = coded("بلاغ صحفي 2016 שלום note");
        for start in 0..whole.len() {
            for end in start..whole.len() {
                let part = mask(&whole[start..end]);
                assert_eq!(part & mask(&whole), part);
            }
        }
    }
}
