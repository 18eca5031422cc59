//! What the fold makes of one character.
//!
//! [`fold_char`] is the rule: the letter table follows what Lucene, Hazm and CAMeL normalise, with one target for Arabic
//! and Persian alike. [`Letters`] is the same as a flat table of the two-byte characters, with what each of them is to a
//! word; nearly all of a text is answered by it. Neither knows the neighbours of a character.

use crate::text::arabic::ArabicSet;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What a character is to the fold and to words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u16)]
pub(in crate::text) enum Sign {
    /// Not in the table, or more than one letter: ask [`fold_char`].
    Slow,
    /// Leaves no trace: a control, or ZWNJ.
    Dropped,
    /// Rides on the letter before it and is dropped: a vowel mark, tatweel.
    Mark,
    /// A hamza without a seat: dropped, but it stands for a letter.
    Hamza,
    /// White space.
    Blank,
    /// A letter of the Arabic script.
    Arabic,
    /// Such a letter that carries a hamza which spelling puts on one seat or another: ئ ؤ أ.
    Seat,
    /// A letter of another script.
    Letter,
    Digit,
    /// Between two Latin letters it is dropped.
    Apostrophe,
    /// The Arabic thousands separator: between two digits it is dropped, elsewhere it is typed for a comma.
    Thousands,
    /// Anything else: it ends a word.
    Other,
}

const SIGNS: [Sign; 12] = [
    Sign::Slow,
    Sign::Dropped,
    Sign::Mark,
    Sign::Hamza,
    Sign::Blank,
    Sign::Arabic,
    Sign::Seat,
    Sign::Letter,
    Sign::Digit,
    Sign::Apostrophe,
    Sign::Thousands,
    Sign::Other,
];

/// Characters in the table: those that UTF-8 writes in one or two bytes.
const TABLE: usize = 0x800;

/// What the fold makes of every character below U+0800.
pub(in crate::text) struct Letters {
    /// Its fold, eleven bits, and its [`Sign`] above them.
    table: [u16; TABLE],
    /// The characters of one byte that are their own fold whatever stands beside them; no blank is.
    own: [bool; 0x80],
    /// Such characters of the Arabic block.
    own_arabic: ArabicSet,
}

impl Letters {
    /// The table, made on first use.
    pub(in crate::text) fn get() -> &'static Self {
        static LETTERS: LazyLock<Letters> = LazyLock::new(Letters::new);
        &LETTERS
    }

    fn new() -> Self {
        let mut table = [0; TABLE];
        for (entry, character) in table.iter_mut().zip('\0'..) {
            let (sign, folded) = Self::entry(character);
            *entry = (sign as u16) << 11 | folded as u16;
        }
        let is_own = |(character, entry): (char, &u16)| {
            let sign = SIGNS.get(usize::from(*entry >> 11)).copied().unwrap_or(Sign::Slow);
            let kept = matches!(sign, Sign::Arabic | Sign::Seat | Sign::Letter | Sign::Digit | Sign::Other);
            (kept && character as u32 == u32::from(*entry & 0x7FF)).then_some(character)
        };
        let kept: Vec<char> = ('\0'..).zip(&table).filter_map(is_own).collect();
        let own = std::array::from_fn(|byte| kept.contains(&char::from(byte as u8)));
        Self { table, own, own_arabic: kept.into_iter().collect() }
    }

    /// How many of the first bytes of a text are their own fold, single blanks among them; `blank` says that one has just
    /// been given.
    pub(in crate::text) fn own(&self, text: &[u8], mut blank: bool) -> usize {
        let mut rest = text;
        loop {
            let run = self.own_arabic.run(rest);
            rest = rest.get(2 * run..).unwrap_or_default();
            blank &= run == 0;
            rest = match rest {
                [b' ', behind @ ..] if !blank => {
                    blank = true;
                    behind
                }
                [byte, behind @ ..] if self.own.get(usize::from(*byte)) == Some(&true) => {
                    blank = false;
                    behind
                }
                _ => return text.len() - rest.len(),
            };
        }
    }

    fn entry(character: char) -> (Sign, char) {
        match character {
            '\'' | '`' | '´' | '\u{02B9}' => return (Sign::Apostrophe, '\''),
            '٬' => return (Sign::Thousands, ','),
            'ء' => return (Sign::Hamza, '\0'),
            'ئ' | 'ؤ' | 'أ' => return (Sign::Seat, single(character).unwrap_or('\0')),
            _ if character.is_whitespace() => return (Sign::Blank, ' '),
            _ if is_dropped(character) => return (Sign::Dropped, '\0'),
            _ => {}
        }
        let mut folded = Vec::new();
        fold_char(character, &mut |letter| folded.push(letter));
        match folded.as_slice() {
            [] => (Sign::Mark, '\0'),
            [letter] if (*letter as usize) < TABLE => (kind(*letter), *letter),
            _ => (Sign::Slow, '\0'),
        }
    }

    /// What `character` is, and its one folded character where it has one.
    #[inline]
    pub(in crate::text) fn of(&self, character: char) -> (Sign, char) {
        let entry = self.table.get(character as usize).copied().unwrap_or(0);
        let sign = SIGNS.get(usize::from(entry >> 11)).copied().unwrap_or(Sign::Slow);
        (sign, char::from_u32(u32::from(entry) & 0x7FF).unwrap_or('\0'))
    }
}

/// The only folded character of `character`.
fn single(character: char) -> Option<char> {
    let mut folded = None;
    fold_char(character, &mut |letter| folded = Some(letter));
    folded
}

/// What a folded character is to a word.
pub(in crate::text) fn kind(folded: char) -> Sign {
    match folded {
        '0'..='9' => Sign::Digit,
        'a'..='z' => Sign::Letter,
        ' ' => Sign::Blank,
        '\u{0620}'..='\u{06FF}' | '\u{0750}'..='\u{077F}' | '\u{0870}'..='\u{08FF}' if folded.is_alphabetic() => {
            Sign::Arabic
        }
        _ if folded.is_alphabetic() => Sign::Letter,
        _ if folded.is_numeric() => Sign::Digit,
        _ => Sign::Other,
    }
}

/// Gives the folded characters of one character to `give`: none for a dropped one.
///
/// What depends on the neighbours is left to `fold`: an apostrophe comes as one, and the thousands separator is dropped.
pub fn fold_char(character: char, give: &mut dyn FnMut(char)) {
    match character {
        'a'..='z' | '0'..='9' | '!'..='/' | ':'..='@' | '['..='`' | '{'..='~' => give(character),
        'A'..='Z' => give(character.to_ascii_lowercase()),
        character if character.is_whitespace() => give(' '),
        '\u{0600}'..='\u{06FF}' | '\u{0750}'..='\u{077F}' | '\u{0870}'..='\u{08FF}' => fold_arabic(character, give),
        character if is_dropped(character) => {}
        character if let Some(words) = honorific(character) => words.chars().for_each(give),
        character => fold_compatible(character, give),
    }
}

/// Folds what Unicode takes apart: presentation forms, full width, accents, ligatures.
fn fold_compatible(character: char, give: &mut dyn FnMut(char)) {
    // Marks that stand alone are compatible with a blank that carries them; the blank is no blank of the text.
    let stands_alone = |part: &char| *part == ' ' && !character.is_whitespace();
    let parts = std::iter::once(character).nfkc().nfd();
    let mut parts = parts.enumerate().filter(|(at, part)| *at > 0 || !stands_alone(part)).map(|(_, part)| part);
    parts.by_ref().for_each(|part| {
        if is_combining_mark(part) || is_dropped(part) {
        } else if matches!(part, '\u{0600}'..='\u{06FF}') {
            fold_arabic(part, give);
        } else if part.is_whitespace() {
            give(' ');
        } else if let Some(plain) = plain_punctuation(part) {
            give(plain);
        } else if let Some(letters) = latin_letters(part) {
            letters.chars().for_each(&mut *give);
        } else {
            part.to_lowercase().filter(|letter| !is_combining_mark(*letter)).for_each(&mut *give);
        }
    });
}

/// Controls that leave no trace: bidi controls, ZWNJ, ZWJ, ZWSP, BOM, soft hyphen, variation selectors, C0 and C1; and
/// the letters for ayn, hamza and a glottal stop in transcribed words.
pub(super) fn is_dropped(character: char) -> bool {
    character.is_control() && !character.is_whitespace()
        || matches!(character,
            '\u{00AD}' | '\u{02BB}'..='\u{02BF}' | '\u{02C0}' | '\u{02C1}' | '\u{034F}' | '\u{061C}'
            | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}

/// Quotation marks, dashes and primes of many shapes, as their ASCII kin.
fn plain_punctuation(character: char) -> Option<char> {
    Some(match character {
        '«' | '»' | '\u{201C}'..='\u{201F}' | '\u{2033}' => '"',
        '\u{2018}'..='\u{201B}' | '\u{2039}' | '\u{203A}' | '\u{2032}' => '\'',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '\u{2044}' => '/',
        _ => return None,
    })
}

/// Latin letters that Unicode does not take apart.
fn latin_letters(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ø' | 'Ø' => "o",
        'ł' | 'Ł' => "l",
        'đ' | 'Đ' => "d",
        'ħ' | 'Ħ' => "h",
        'ı' => "i",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'ß' | 'ẞ' => "ss",
        _ => return None,
    })
}

/// The words of the ligatures that Unicode gives no letters for, folded.
fn honorific(character: char) -> Option<&'static str> {
    Some(match character {
        '\u{FD40}' => "رحمه الله",
        '\u{FD41}' => "رضی الله عنه",
        '\u{FD42}' => "رضی الله عنها",
        '\u{FD43}' => "رضی الله عنهم",
        '\u{FD44}' => "رضی الله عنهما",
        '\u{FD45}' => "رضی الله عنهن",
        '\u{FD46}' => "صلی الله علیه واله",
        '\u{FD47}' => "علیه السلام",
        '\u{FD48}' => "علیهم السلام",
        '\u{FD49}' => "علیهما السلام",
        '\u{FD4A}' => "علیه الصلاه والسلام",
        '\u{FD4B}' => "قدس سره",
        '\u{FD4C}' => "صلی الله علیه واله وسلم",
        '\u{FD4D}' => "علیها السلام",
        '\u{FD4E}' => "تبارک وتعالی",
        '\u{FD4F}' => "رحمهم الله",
        '\u{FDFD}' => "بسم الله الرحمن الرحیم",
        '\u{FDFE}' => "سبحانه وتعالی",
        '\u{FDFF}' => "عز وجل",
        _ => return None,
    })
}

fn fold_arabic(character: char, give: &mut dyn FnMut(char)) {
    let folded = match character {
        // Alef family, with the Quranic ones; lone hamza, high hamza dropped.
        'آ' | 'أ' | 'إ' | 'ٱ' | 'ٲ' | 'ٳ' | 'ا' | '\u{0675}' | '\u{0870}'..='\u{0882}' => 'ا',
        'ء' | '\u{0674}' => return,
        // Waw family.
        'ؤ' | '\u{06C4}'..='\u{06CB}' | '\u{06CF}' | '\u{0676}' | '\u{0677}' | 'و' => 'و',
        // Yeh family, with the hamza seat.
        'ي'
        | 'ى'
        | 'ئ'
        | 'ې'
        | 'ۑ'
        | 'ۍ'
        | 'ێ'
        | 'ے'
        | 'ۓ'
        | 'ی'
        | '\u{0620}'
        | '\u{063D}'..='\u{063F}'
        | '\u{0678}'
        | '\u{0886}' => 'ی',
        // Keheh family with the Maghrebi gaf, which others write as a kaf; the Pashto gaf is a gaf.
        'ك' | 'ڪ' | '\u{063B}' | '\u{063C}' | '\u{06AD}' | '\u{0763}' | 'ک' => 'ک',
        'ګ' | 'گ' => 'گ',
        // Heh family and teh marbuta.
        'ة' | 'ۃ' | 'ۀ' | 'ۂ' | 'ہ' | 'ھ' | 'ە' | '\u{06FF}' | 'ه' => 'ه',
        // Letters without their dots, and with those of the Maghreb.
        '\u{066E}' => 'ب',
        '\u{06A1}' | '\u{06A2}' => 'ف',
        '\u{066F}' | '\u{06A7}' | '\u{06A8}' => 'ق',
        '\u{06BA}' => 'ن',
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
        // Tatweel with its kin, marks and small letters, number signs.
        '\u{0640}'
        | '\u{0883}'..='\u{0885}'
        | '\u{0600}'..='\u{0605}'
        | '\u{061C}'
        | '\u{06DD}'
        | '\u{06E5}'
        | '\u{06E6}'
        | '\u{0890}'
        | '\u{0891}'
        | '\u{08C9}'
        | '\u{08E2}' => return,
        mark if is_combining_mark(mark) => return,
        other => other,
    };
    give(folded);
}

/// The plain letter that a folded retroflex or marked letter of Pashto, Urdu and Kurdish is built on.
///
/// The fold leaves these letters alone, since they are letters of their own; a search may ask for their kin as well.
///
/// ```
/// use reader::text::fold::plain_letter;
///
/// assert_eq!("پښتو".chars().map(plain_letter).collect::<String>(), "پشتو");
/// ```
#[must_use]
pub fn plain_letter(folded: char) -> char {
    match folded {
        'ټ' | 'ٹ' => 'ت',
        'ډ' | 'ڈ' => 'د',
        'ړ' | 'ڑ' | 'ڕ' => 'ر',
        'ڵ' => 'ل',
        'ڼ' => 'ن',
        'ښ' => 'ش',
        'ږ' => 'ژ',
        'ځ' => 'ح',
        'څ' => 'چ',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folds(character: char) -> String {
        let mut folded = String::new();
        fold_char(character, &mut |letter| folded.push(letter));
        folded
    }

    #[test]
    fn the_table_says_what_the_rule_says() {
        let letters = Letters::get();
        for character in '\0'..'\u{0800}' {
            let folded = folds(character);
            match letters.of(character) {
                (Sign::Slow, _) => assert!(folded.chars().count() > 1 || folded.as_str() >= "\u{800}", "{character:?}"),
                (Sign::Dropped | Sign::Mark | Sign::Hamza, _) => assert_eq!(folded, "", "{character:?}"),
                (Sign::Apostrophe | Sign::Thousands, _) => {}
                (_, letter) => assert_eq!(folded, letter.to_string(), "{character:?}"),
            }
        }
        assert_eq!(letters.of('\u{200C}').0, Sign::Slow);
    }

    #[test]
    fn folding_twice_changes_nothing() {
        for character in '\0'..=char::MAX {
            let folded = folds(character);
            let again: String = folded.chars().map(folds).collect();
            assert_eq!(folded, again, "{character:?}");
        }
    }

    #[test]
    fn signs_are_their_own_numbers() {
        for (number, sign) in SIGNS.iter().enumerate() {
            assert_eq!(*sign as usize, number);
        }
    }

    #[test]
    fn kinds_of_letters() {
        let letters = Letters::get();
        for (characters, sign) in [
            ("بپگهٹۆڼ", Sign::Arabic),
            ("ئؤأ", Sign::Seat),
            ("aÀéяשλ", Sign::Letter),
            ("7۷٧", Sign::Digit),
            ("ـًٰ\u{0654}", Sign::Mark),
            (" \t\u{A0}\n", Sign::Blank),
            ("،.؛_-«۞", Sign::Other),
        ] {
            for character in characters.chars() {
                assert_eq!(letters.of(character).0, sign, "{character:?}");
            }
        }
    }
}
