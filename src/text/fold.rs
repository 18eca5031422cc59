//! The fold: one letter is one letter, however it was typed.
//!
//! Yeh, keheh, alef, heh and waw families meet; vowel marks, tatweel, ZWNJ and bidi controls go;
//! presentation forms become letters; digits of three scripts become ASCII; Latin loses case and
//! accents; runs of white space become one space. The shown text is never replaced by its fold:
//! [`Folded`] maps every folded byte back to the source bytes it came from.
//!
//! The letter table follows what Lucene, Hazm and CAMeL normalise, with one target for Arabic and
//! Persian alike, since a corpus mixes the two.

use super::range::TextRange;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A folded text and the way back to its source.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Folded {
    text: String,
    /// For each folded character, in order: its first folded byte and its source bytes.
    origins: Vec<Origin>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Origin {
    folded: u32,
    start: u32,
    end: u32,
}

impl Folded {
    /// Folds `source`, keeping the way back.
    ///
    /// A dropped character belongs to the letter before it, so that a range of folded letters maps
    /// to source bytes that include the marks on its last letter.
    #[must_use]
    pub fn new(source: &str) -> Self {
        Self::start_of(source, usize::MAX)
    }

    /// Folds as much of `source` as gives the first `length` folded bytes, keeping the way back for ranges of these.
    #[must_use]
    pub fn start_of(source: &str, length: usize) -> Self {
        let room = source.len().min(length);
        let mut folded = Self { text: String::with_capacity(room), origins: Vec::with_capacity(room / 2) };
        let known = &*KNOWN;
        for (at, character) in source.char_indices() {
            let (start, end) = (at as u32, (at + character.len_utf8()) as u32);
            match known.get(character as usize) {
                Some(Fold::Letter(letter)) => {
                    // What belongs to the last letter stands before the next one.
                    if folded.text.len() >= length {
                        break;
                    }
                    folded.give(*letter, start, end);
                    continue;
                }
                Some(Fold::Nothing) => {
                    folded.extend_last(end);
                    continue;
                }
                _ => {}
            }
            let mut gave = false;
            fold_char(character, &mut |letter| {
                gave = true;
                if letter == ' ' && folded.text.ends_with(' ') {
                    folded.extend_last(end);
                    return;
                }
                folded.give(letter, start, end);
            });
            if !gave {
                folded.extend_last(end);
            }
        }
        folded
    }

    fn give(&mut self, letter: char, start: u32, end: u32) {
        self.origins.push(Origin { folded: self.text.len() as u32, start, end });
        self.text.push(letter);
    }

    fn extend_last(&mut self, end: u32) {
        if let Some(last) = self.origins.last_mut() {
            last.end = end;
        }
    }

    /// The folded text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The source bytes that a range of the folded text came from.
    ///
    /// Several folded characters may share one source character (a ligature); the answer then
    /// covers all of it.
    #[must_use]
    pub fn source(&self, range: TextRange) -> TextRange {
        let first = self.origins.partition_point(|origin| (origin.folded as usize) <= range.start).saturating_sub(1);
        let past = self.origins.partition_point(|origin| (origin.folded as usize) < range.end);
        match (self.origins.get(first), self.origins.get(first..past).and_then(<[Origin]>::last)) {
            (Some(first), Some(last)) => TextRange::new(first.start as usize, last.end as usize),
            (Some(first), None) => TextRange::empty(first.start as usize),
            _ => TextRange::default(),
        }
    }

    /// The source bytes of the `index`th folded character.
    #[must_use]
    pub fn source_of_char(&self, index: usize) -> Option<TextRange> {
        self.origins.get(index).map(|origin| TextRange::new(origin.start as usize, origin.end as usize))
    }
}

/// Folds `source` without keeping the way back.
#[must_use]
pub fn fold(source: &str) -> String {
    let mut folded = String::with_capacity(source.len());
    let known = &*KNOWN;
    for character in source.chars() {
        match known.get(character as usize) {
            Some(Fold::Letter(letter)) => folded.push(*letter),
            Some(Fold::Nothing) => {}
            _ => fold_char(character, &mut |letter| {
                if letter != ' ' || !folded.ends_with(' ') {
                    folded.push(letter);
                }
            }),
        }
    }
    folded
}

/// What the fold makes of one character.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fold {
    /// One letter or sign.
    Letter(char),
    Nothing,
    /// A space, or more than one letter.
    Other,
}

/// The folds of the blocks up to the Arabic one, by code: what nearly all characters of a text are of.
static KNOWN: LazyLock<Vec<Fold>> = LazyLock::new(|| ('\0'..'\u{700}').map(Fold::of).collect());

impl Fold {
    fn of(character: char) -> Self {
        let mut found = Self::Nothing;
        fold_char(character, &mut |letter| {
            found = if found == Self::Nothing && letter != ' ' { Self::Letter(letter) } else { Self::Other };
        });
        found
    }
}

/// Gives the folded characters of one character to `give`: none for a dropped one.
pub fn fold_char(character: char, give: &mut dyn FnMut(char)) {
    match character {
        'a'..='z' | '0'..='9' | '!'..='/' | ':'..='@' | '['..='`' | '{'..='~' => give(character),
        'A'..='Z' => give(character.to_ascii_lowercase()),
        character if character.is_whitespace() => give(' '),
        '\u{0600}'..='\u{06FF}' | '\u{0750}'..='\u{077F}' | '\u{08A0}'..='\u{08FF}' => fold_arabic(character, give),
        character if is_dropped(character) => {}
        character => {
            for part in std::iter::once(character).nfkc().nfd() {
                if is_combining_mark(part) || is_dropped(part) {
                    continue;
                }
                if matches!(part, '\u{0600}'..='\u{06FF}') {
                    fold_arabic(part, give);
                } else if part.is_whitespace() {
                    give(' ');
                } else if let Some(plain) = plain_punctuation(part) {
                    give(plain);
                } else if !part.is_control() {
                    part.to_lowercase().for_each(&mut *give);
                }
            }
        }
    }
}

/// Controls that leave no trace: bidi controls, ZWNJ, ZWJ, ZWSP, BOM, soft hyphen, variation selectors, C0 and C1.
fn is_dropped(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}

/// Quotation marks, dashes and primes of many shapes, as their ASCII kin.
fn plain_punctuation(character: char) -> Option<char> {
    Some(match character {
        '«' | '»' | '\u{201C}'..='\u{201F}' | '\u{2033}' => '"',
        '\u{2018}'..='\u{201B}' | '\u{2039}' | '\u{203A}' | '\u{2032}' | '\u{02BC}' | '\u{02BE}' | '\u{02BF}' => '\'',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        _ => return None,
    })
}

fn fold_arabic(character: char, give: &mut dyn FnMut(char)) {
    let folded = match character {
        // Alef family, lone hamza dropped.
        'آ' | 'أ' | 'إ' | 'ٱ' | 'ٲ' | 'ٳ' | 'ا' => 'ا',
        'ء' => return,
        // Waw family.
        'ؤ' | 'ۆ' | 'ۇ' | 'ۈ' | 'ۋ' | 'و' => 'و',
        // Yeh family, with the hamza seat.
        'ي' | 'ى' | 'ئ' | 'ې' | 'ۍ' | 'ێ' | 'ے' | 'ۓ' | 'ی' => 'ی',
        // Keheh family; the Pashto gaf is a gaf.
        'ك' | 'ڪ' | 'ک' => 'ک',
        'ګ' | 'گ' => 'گ',
        // Heh family and teh marbuta.
        'ة' | 'ۃ' | 'ۀ' | 'ۂ' | 'ہ' | 'ھ' | 'ە' | 'ه' => 'ه',
        // Digits.
        '٠'..='٩' => char::from(b'0' + (character as u32 - 0x0660) as u8),
        '۰'..='۹' => char::from(b'0' + (character as u32 - 0x06F0) as u8),
        // Punctuation.
        '،' => ',',
        '؛' => ';',
        '؟' => '?',
        '٪' => '%',
        '۔' => '.',
        '٫' => '.',
        '٬' => return,
        '٭' => '*',
        // Tatweel, marks, number signs and the letter mark.
        '\u{0640}' | '\u{0600}'..='\u{0605}' | '\u{061C}' | '\u{06DD}' | '\u{08E2}' => return,
        // A letter with a high hamza decomposes to itself with a mark.
        '\u{0675}' => 'ا',
        '\u{0676}' | '\u{0677}' => 'و',
        '\u{0678}' => 'ی',
        mark if is_combining_mark(mark) => return,
        other => other,
    };
    give(folded);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, expected: &str) {
        assert_eq!(fold(source), expected, "{source}");
        assert_eq!(Folded::new(source).text(), expected, "{source}");
    }

    #[test]
    fn families_of_letters_meet() {
        check("كتاب", "کتاب");
        check("علي", "علی");
        check("على", "علی");
        check("أحمد إلى آخر ٱلله", "احمد الی اخر الله");
        check("مسئول مسؤول", "مسیول مسوول");
        check("جبهة جبههٔ جبهۀ", "جبهه جبهه جبهه");
    }

    #[test]
    fn what_is_known_of_a_character_is_its_fold() {
        for character in '\0'..='\u{FFFF}' {
            let mut folded = String::new();
            fold_char(character, &mut |letter| folded.push(letter));
            assert_eq!(fold(&character.to_string()), folded, "{:04X}", character as u32);
            assert_eq!(Folded::new(&character.to_string()).text(), folded, "{:04X}", character as u32);
        }
    }

    #[test]
    fn marks_and_joiners_go() {
        check("مُحَمَّدٌ", "محمد");
        check("می\u{200C}خواهد", "میخواهد");
        check("حـــزب", "حزب");
        check("\u{2067}حزب\u{2069}", "حزب");
    }

    #[test]
    fn digits_of_three_scripts_are_one() {
        check("٢٠١۶ ۱۳۹۷ 19", "2016 1397 19");
    }

    #[test]
    fn presentation_forms_become_letters() {
        check("\u{FEB3}\u{FEFC}\u{FEE1}", "سلام");
        check("\u{FDF2}", "الله");
        check("\u{FDFA}", "صلی الله علیه وسلم");
    }

    #[test]
    fn latin_loses_case_and_accents() {
        check("Ḥizb É ﬁ", "hizb e fi");
        check("“a” — ‘b’…", "\"a\" - 'b'...");
    }

    #[test]
    fn white_space_is_one_space() {
        check("حزب \u{00A0}\n\tهمت", "حزب همت");
    }

    #[test]
    fn the_way_back_covers_marks_and_ligatures() {
        let source = "قال مُحَمَّدٌ لا";
        let folded = Folded::new(source);
        let at = folded.text().find("محمد").expect("the folded name");
        let back = folded.source(TextRange::new(at, at + "محمد".len()));
        assert_eq!(back.of(source), "مُحَمَّدٌ");

        let ligature = Folded::new("\u{FEFB}");
        assert_eq!(ligature.text(), "لا");
        assert_eq!(ligature.source(TextRange::new(0, 2)).of("\u{FEFB}"), "\u{FEFB}");
        assert_eq!(ligature.source(TextRange::new(2, 4)).of("\u{FEFB}"), "\u{FEFB}");
    }

    #[test]
    fn the_start_of_a_fold_maps_as_the_whole() {
        let source = "قال «مُحَمَّدٌ»  \u{FEFB} ﷺ، لا ½ می\u{200C}خواهد";
        let whole = Folded::new(source);
        for length in (0..=whole.text().len()).filter(|at| whole.text().is_char_boundary(*at)) {
            let start = Folded::start_of(source, length);
            assert!(start.text().starts_with(&whole.text()[..length]), "{length}");
            for from in (0..length).filter(|at| whole.text().is_char_boundary(*at)) {
                let range = TextRange::new(from, length);
                assert_eq!(start.source(range), whole.source(range), "{from} to {length}");
            }
        }
    }

    #[test]
    fn an_empty_range_maps_to_an_empty_one() {
        assert_eq!(Folded::new("حزب").source(TextRange::empty(2)), TextRange::empty(2));
        assert_eq!(Folded::new("").source(TextRange::empty(0)), TextRange::default());
    }
}
