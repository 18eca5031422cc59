//! Undoes the damage of text that was decoded with the wrong table and saved again.
//!
//! UTF-8 read as Latin-1 or Windows-1252 turns every Arabic letter into Ø, Ù, Ú or Û and a sign;
//! read as Windows-1256 it becomes a run of ط, ظ, ع and غ with odd signs between. Both are valid
//! UTF-8, so only the look gives them away. The damage is undone once, and only if what comes out
//! is well-formed and Arabic; anything less is left as it was found.

use encoding_rs::{Encoding, WINDOWS_1252, WINDOWS_1256};

/// The text as it was before the damage, if `text` clearly has it.
pub(super) fn undo(text: &str) -> Option<String> {
    let damage = Damage::measure(text);
    if damage.letters < 4 {
        return None;
    }
    if damage.latin_pairs * 5 > damage.letters {
        reread(text, WINDOWS_1252)
    } else if damage.arabic_pairs * 3 > damage.letters {
        reread(text, WINDOWS_1256)
    } else {
        None
    }
}

/// How many letters there are, and how many begin a pair that a two-byte letter would have become.
#[derive(Default)]
struct Damage {
    letters: usize,
    latin_pairs: usize,
    arabic_pairs: usize,
}

impl Damage {
    fn measure(text: &str) -> Self {
        let mut damage = Self::default();
        if text.is_ascii() {
            return damage;
        }
        let mut before = ' ';
        for character in text.chars() {
            damage.letters += usize::from(is_letter(character));
            match before {
                'Ø'..='Û' if continues(character, WINDOWS_1252) => damage.latin_pairs += 1,
                'ط' | 'ظ' | 'ع' | 'غ' if continues(character, WINDOWS_1256) => damage.arabic_pairs += 1,
                _ => {}
            }
            before = character;
        }
        damage
    }
}

/// True for a letter; the alphabets that a corpus is full of are told without a look at Unicode's tables.
fn is_letter(character: char) -> bool {
    match character {
        '\u{0620}'..='\u{064A}' | '\u{0671}'..='\u{06D3}' => true,
        '\u{060C}'..='\u{066D}' | '\u{06D4}'..='\u{06FF}' | '\u{2000}'..='\u{206F}' => false,
        _ => character.is_alphabetic(),
    }
}

/// True if the byte of `character` in `table` may be the second of a UTF-8 letter.
fn continues(character: char, table: &'static Encoding) -> bool {
    !character.is_ascii() && byte_of(character, table).is_some_and(|byte| (0x80..=0xBF).contains(&byte))
}

fn byte_of(character: char, table: &'static Encoding) -> Option<u8> {
    // Latin-1 proper leaves 0x80 to 0x9F as controls.
    if matches!(character, '\u{80}'..='\u{9F}') {
        return Some(character as u8);
    }
    let mut buffer = [0_u8; 4];
    let (bytes, _, failed) = table.encode(character.encode_utf8(&mut buffer));
    match (failed, bytes.as_ref()) {
        (false, [byte]) => Some(*byte),
        _ => None,
    }
}

fn reread(text: &str, table: &'static Encoding) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len() / 2);
    for character in text.chars() {
        match byte_of(character, table) {
            Some(byte) => bytes.push(byte),
            None => bytes.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }
    let restored = match String::from_utf8(bytes) {
        Ok(restored) => restored,
        // Signs were lost on the way (a non-breaking space that became a plain one): keep the rest.
        Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
    };
    let (mut letters, mut arabic, mut lost) = (0_usize, 0_usize, 0_usize);
    for character in restored.chars() {
        letters += usize::from(is_letter(character));
        arabic += usize::from(matches!(character, '\u{0620}'..='\u{06D3}'));
        lost += usize::from(character == char::REPLACEMENT_CHARACTER);
    }
    (arabic * 2 > letters && lost * 20 <= arabic).then_some(restored)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SENTENCE: &str = "بیانیهٔ حزب دربارهٔ انتخابات، ۱۴۰۰";

    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(undo(text).as_deref(), expected, "{text}");
    }

    #[test]
    fn utf_8_read_as_latin_1_is_undone() {
        let damaged: String = SENTENCE.bytes().map(char::from).collect();
        check(&damaged, Some(SENTENCE));
    }

    #[test]
    fn utf_8_read_as_a_windows_table_is_undone() {
        for table in [WINDOWS_1252, WINDOWS_1256] {
            let damaged = table.decode_without_bom_handling(SENTENCE.as_bytes()).0;
            check(&damaged, Some(SENTENCE));
        }
    }

    #[test]
    fn sound_text_is_left_alone() {
        check(SENTENCE, None);
        check("غير ظاهرٍ، وعُطِّلَ الطلبُ؛ عَظَّمَ طَعْمَ", None);
        check("Øresund, Ærø og Åland – Ûber", None);
        check("", None);
        check("plain", None);
    }

    #[test]
    fn a_few_odd_letters_in_a_sound_text_are_left_alone() {
        check("حزب نمونه در نشست امروز خود گفت Ø§ و ادامه داد", None);
    }
}
