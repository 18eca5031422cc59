//! Undoes the damage of text that was decoded with the wrong table and saved again.
//!
//! UTF-8 read as Latin-1 or Windows-1252 turns every Arabic letter into Ø, Ù, Ú or Û and a sign;
//! read as Windows-1256 it becomes a run of ط, ظ, ع and غ with odd signs between. Both are valid
//! UTF-8, so only the look gives them away. The damage is undone, twice if it was done twice, and only if
//! what comes out is Arabic; anything less is left as it was found, and damaged lines in a sound text are counted.

use crate::text::arabic::ArabicSet;
use encoding_rs::{Encoding, WINDOWS_1252, WINDOWS_1256};
use std::sync::LazyLock;

/// What became of a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Found {
    /// The text as it was before the damage, which had been done so many times.
    Undone(String, usize),
    /// So many lines are damaged, and the rest is sound.
    Lines(usize),
    Sound,
}

/// How often damage is undone at most.
const TIMES: usize = 3;

/// Pairs in one line that make it damaged.
const PAIRS: usize = 8;

/// The text as it was before the damage, if `text` clearly has it.
pub(super) fn undo(text: &str) -> Option<String> {
    if text.is_ascii() { None } else { restored(text, &Damage::measure(text), TIMES).map(|(text, _)| text) }
}

/// What became of `text`.
pub(super) fn find(text: &str) -> Found {
    if text.is_ascii() {
        return Found::Sound;
    }
    let damage = Damage::measure(text);
    if let Some((restored, times)) = restored(text, &damage, TIMES) {
        return Found::Undone(restored, times);
    }
    if damage.most_in_line < PAIRS {
        return Found::Sound;
    }
    let lines = text.lines().filter(|line| is_damaged_line(line)).count();
    if lines == 0 { Found::Sound } else { Found::Lines(lines) }
}

fn is_damaged_line(line: &str) -> bool {
    let damage = Damage::measure(line);
    damage.latin_pairs.max(damage.arabic_pairs) >= PAIRS
        && damage.table().is_some_and(|table| reread(line, table).is_some_and(|text| is_arabic(&text)))
}

fn restored(text: &str, damage: &Damage, times: usize) -> Option<(String, usize)> {
    let restored_once = reread(text, damage.table()?)?;
    if times > 1
        && let Some((restored, times)) = restored(&restored_once, &Damage::measure(&restored_once), times - 1)
    {
        return Some((restored, times + 1));
    }
    is_arabic(&restored_once).then_some((restored_once, 1))
}

/// How many letters there are beyond ASCII, and how many begin a pair that a two-byte letter would have become.
#[derive(Default)]
struct Damage {
    letters: usize,
    latin_pairs: usize,
    arabic_pairs: usize,
    /// Pairs of one table in the line that has most of them.
    most_in_line: usize,
}

impl Damage {
    fn measure(text: &str) -> Self {
        let mut damage = Self::default();
        if text.is_ascii() {
            return damage;
        }
        let marks = &*MARKS;
        let mut before = 0;
        let mut line = [0, 0];
        let mut rest = text;
        loop {
            // Most letters are no second halves of anything, and neither is a blank.
            let (run, behind) = rest.split_at_checked(2 * SOUND.run(rest.as_bytes())).unwrap_or(("", rest));
            damage.letters += run.len() / 2;
            if let Some(next) = behind.strip_prefix(' ') {
                (before, rest) = (0, next);
                continue;
            }
            if let Some(last) = run.chars().next_back() {
                before = marks.get(last as usize).map_or(0, |marks| *marks >> FIRST);
            }
            let mut behind = behind.chars();
            let Some(character) = behind.next() else { return damage };
            rest = behind.as_str();
            if character == '\n' {
                line = [damage.latin_pairs, damage.arabic_pairs];
            }
            let marks = match marks.get(character as usize) {
                Some(marks) => *marks,
                None if is_letter(character) => LETTER,
                None => 0,
            };
            let pair = before & marks;
            damage.letters += usize::from(marks & LETTER != 0);
            if pair != 0 {
                damage.latin_pairs += usize::from(pair & LATIN != 0);
                damage.arabic_pairs += usize::from(pair & ARABIC != 0);
                let [latin, arabic] = line;
                let most = (damage.latin_pairs - latin).max(damage.arabic_pairs - arabic);
                damage.most_in_line = damage.most_in_line.max(most);
            }
            // What a character may begin is told beside what it may end.
            before = marks >> FIRST;
        }
    }

    /// The table that the text was decoded with, if it looks damaged.
    fn table(&self) -> Option<&'static Encoding> {
        if self.letters < 4 {
            None
        } else if self.latin_pairs * 2 > self.letters {
            Some(WINDOWS_1252)
        } else if self.arabic_pairs * 2 > self.letters {
            Some(WINDOWS_1256)
        } else {
            None
        }
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

/// The tables, as bits of [`MARKS`]: its byte may be the second of a UTF-8 letter.
const LATIN: u8 = 1;
const ARABIC: u8 = 2;
/// A letter beyond ASCII.
const LETTER: u8 = 4;
/// How far up the bits of the same tables stand for a character whose byte is the first of such a letter.
const FIRST: u8 = 4;

/// Letters that follow one another in sound text: they have no mark but that of a letter and those of a first half.
static SOUND: ArabicSet = ArabicSet::of(&[('\u{0621}', '\u{064A}'), ('ی', 'ی')]);

/// What each character may be the sign of, up to the last one that the tables have.
static MARKS: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut marks = Vec::new();
    let bytes: [u8; 64] = std::array::from_fn(|at| 0x80 + at as u8);
    for (table, bit) in [(WINDOWS_1252, LATIN), (WINDOWS_1256, ARABIC)] {
        let (decoded, _) = table.decode_without_bom_handling(&bytes);
        for character in decoded.chars().chain('\u{80}'..='\u{9F}') {
            // Of the letters that follow one another in sound text none can be the second of a pair.
            let sound = bit == ARABIC && matches!(character, '\u{0621}'..='\u{064A}');
            let at = character as usize;
            if marks.len() <= at {
                marks.resize(at + 1, 0);
            }
            if let Some(marks) = marks.get_mut(at).filter(|_| !sound) {
                *marks |= bit;
            }
        }
    }
    for (marks, character) in marks.iter_mut().zip('\0'..) {
        let first = match character {
            'Â'..='ß' => LATIN,
            '\u{0622}'..='\u{063A}' | '\u{0640}'..='\u{0643}' => ARABIC,
            _ => 0,
        };
        let letter = if !character.is_ascii() && is_letter(character) { LETTER } else { 0 };
        *marks |= first << FIRST | letter;
    }
    marks
});

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
    let (mut letters, mut lost) = (0_usize, 0_usize);
    for character in restored.chars() {
        letters += usize::from(!character.is_ascii() && is_letter(character));
        lost += usize::from(character == char::REPLACEMENT_CHARACTER);
    }
    (lost * 20 <= letters).then_some(restored)
}

/// True if most letters beyond ASCII are Arabic.
fn is_arabic(text: &str) -> bool {
    let (mut letters, mut arabic) = (0_usize, 0_usize);
    for character in text.chars().filter(|character| !character.is_ascii()) {
        letters += usize::from(is_letter(character));
        arabic += usize::from(matches!(character, '\u{0620}'..='\u{06D3}'));
    }
    arabic * 2 > letters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sound_letters_are_no_second_halves() {
        for (character, marks) in ('\0'..).zip(&*MARKS) {
            if SOUND.run(character.to_string().as_bytes()) > 0 {
                assert_eq!(marks & (LETTER | LATIN | ARABIC), LETTER, "{character:?}");
            }
        }
        assert_eq!(MARKS.get(usize::from(b' ')), Some(&0));
    }

    #[test]
    fn seconds_are_those_of_the_tables() {
        let second = |character, table| byte_of(character, table).is_some_and(|byte| (0x80..=0xBF).contains(&byte));
        for character in '\u{80}'..='\u{FFFF}' {
            let marks = MARKS.get(character as usize).copied().unwrap_or(0);
            let sound = ('\u{0621}'..='\u{064A}').contains(&character);
            let arabic = second(character, WINDOWS_1256) && !sound;
            assert_eq!(marks & LATIN != 0, second(character, WINDOWS_1252), "{:04X}", character as u32);
            assert_eq!(marks & ARABIC != 0, arabic, "{:04X}", character as u32);
        }
    }

    const SENTENCE: &str = "بیانیهٔ حزب دربارهٔ انتخابات، ۱۴۰۰";

    fn check(text: &str, expected: Option<&str>) {
        let expected = expected.map_or(Found::Sound, |text| Found::Undone(text.to_owned(), 1));
        assert_eq!(find(text), expected, "{text}");
    }

    fn damaged(text: &str, table: &'static Encoding) -> String {
        table.decode_without_bom_handling(text.as_bytes()).0.into_owned()
    }

    #[test]
    fn utf_8_read_as_latin_1_is_undone() {
        let damaged: String = SENTENCE.bytes().map(char::from).collect();
        check(&damaged, Some(SENTENCE));
    }

    #[test]
    fn utf_8_read_as_a_windows_table_is_undone() {
        for table in [WINDOWS_1252, WINDOWS_1256] {
            check(&damaged(SENTENCE, table), Some(SENTENCE));
            let page = format!("<html><body class=\"one two three four\"><p>{SENTENCE}</p></body></html>");
            check(&damaged(&page, table), Some(&page));
        }
    }

    #[test]
    fn sound_text_is_left_alone() {
        check(SENTENCE, None);
        check("غير ظاهرٍ، وعُطِّلَ الطلبُ؛ عَظَّمَ طَعْمَ", None);
        check("Øresund, Ærø og Åland – Ûber", None);
        check("Le parti a été créé à Rabat où il siège ; élus, très âgés, l'œuvre : «\u{A0}Où est-ce ?\u{A0}»", None);
        check("L’Été À Évian, ÉTÉ ÀÉÈ", None);
        check("Le parti a \u{C3}©t\u{C3}© cr\u{C3}©\u{C3}©", None);
        check("طظعغ طظعغ پ چ ظچ", None);
        check("", None);
        check("plain", None);
    }

    #[test]
    fn a_few_odd_letters_in_a_sound_text_are_left_alone() {
        check("حزب نمونه در نشست امروز خود گفت Ø§ و ادامه داد", None);
    }

    #[test]
    fn damage_done_twice_is_undone_twice() {
        for first in [WINDOWS_1252, WINDOWS_1256] {
            for second in [WINDOWS_1252, WINDOWS_1256] {
                let twice = damaged(&damaged(SENTENCE, first), second);
                assert_eq!(find(&twice), Found::Undone(SENTENCE.to_owned(), 2), "{twice}");
            }
        }
    }

    #[test]
    fn a_damaged_line_in_a_sound_text_is_told_and_left() {
        for table in [WINDOWS_1252, WINDOWS_1256] {
            let text = format!("{0}\n{0}\n{0}\n{1}\n{0}", SENTENCE, damaged(SENTENCE, table));
            assert_eq!(find(&text), Found::Lines(1), "{text}");
        }
    }
}
