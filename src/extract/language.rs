//! The language of a text: function words first, letters of their own as the tie-break.
//!
//! Works on the original letters, since the fold makes the alphabets alike. Which yeh or keheh a text is
//! typed with says nothing about its language.

use super::lexicon::{Lexicon, words};
use crate::model::Language;
use crate::text::fold::fold;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Share of letters that only Persian has among Arabic-script letters, above which a text is Persian.
const PERSIAN_SHARE: f64 = 0.004;
/// Bytes of a text that are looked at; more would not change the answer.
const ENOUGH: usize = 6000;

/// The language of one paragraph of a statement: what its words say, else that of the statement.
#[must_use]
pub fn of_paragraph(text: &str, statement: Language) -> Language {
    static LANGUAGES: LazyLock<Languages> = LazyLock::new(Languages::new);
    let text = start_of(text);
    let folded = fold(text);
    match LANGUAGES.of(text, &folded) {
        Language::Und => statement,
        // Letters that Arabic and Persian share say nothing where no word does.
        Language::Ar if LANGUAGES.count(&folded) == (0, 0) => statement,
        language => language,
    }
}

/// The word lists of the two large languages.
#[derive(Debug)]
pub(super) struct Languages {
    words: HashMap<String, bool>,
}

#[derive(Debug, Default)]
struct Letters {
    arabic: usize,
    persian: usize,
    sorani: usize,
    pashto: usize,
    urdu: usize,
    hebrew: usize,
    latin: usize,
    accented: usize,
}

impl Languages {
    /// Reads the embedded lists.
    pub(super) fn new() -> Self {
        let lexicon = Lexicon::read(include_str!("data/words.txt"));
        let mut words: HashMap<String, bool> = HashMap::new();
        for (section, persian) in [("fa", true), ("ar", false)] {
            for word in lexicon.longest_first(section) {
                // A word of both languages tells nothing.
                if words.remove(&word).is_none() {
                    words.insert(word, persian);
                }
            }
        }
        Self { words }
    }

    /// How many words of the text are Persian ones and how many Arabic ones.
    fn count(&self, folded: &str) -> (usize, usize) {
        let (mut persian, mut arabic) = (0, 0);
        for word in words(start_of(folded)) {
            match self.words.get(word) {
                Some(true) => persian += 1,
                Some(false) => arabic += 1,
                None => {}
            }
        }
        (persian, arabic)
    }

    /// The language of `text`, whose fold is `folded`.
    pub(super) fn of(&self, text: &str, folded: &str) -> Language {
        let letters = Letters::count(start_of(text));
        let script = letters.arabic.max(letters.hebrew).max(letters.latin);
        if script < 2 {
            return Language::Und;
        }
        if letters.hebrew == script {
            return Language::He;
        }
        if letters.latin == script {
            return if letters.accented * 60 > letters.latin { Language::Fr } else { Language::En };
        }
        let often = |count: usize| count * 50 > letters.arabic;
        if often(letters.sorani) {
            return Language::Ckb;
        }
        if often(letters.pashto) {
            return Language::Ps;
        }
        if often(letters.urdu) {
            return Language::Ur;
        }
        let (persian, arabic) = self.count(folded);
        match persian.cmp(&arabic) {
            std::cmp::Ordering::Greater => Language::Fa,
            std::cmp::Ordering::Less => Language::Ar,
            std::cmp::Ordering::Equal if letters.persian as f64 > PERSIAN_SHARE * letters.arabic as f64 => Language::Fa,
            std::cmp::Ordering::Equal if letters.arabic >= 8 => Language::Ar,
            std::cmp::Ordering::Equal => Language::Und,
        }
    }
}

impl Letters {
    fn count(text: &str) -> Self {
        let mut letters = Self::default();
        for character in text.chars() {
            match character {
                'پ' | 'چ' | 'ژ' | 'گ' => letters.persian += 1,
                'ێ' | 'ۆ' | 'ڵ' | 'ڕ' | 'ە' => letters.sorani += 1,
                'ټ' | 'ډ' | 'ړ' | 'ږ' | 'ښ' | 'ې' | 'ۍ' => letters.pashto += 1,
                'ٹ' | 'ڈ' | 'ڑ' | 'ں' | 'ے' | 'ہ' => letters.urdu += 1,
                '\u{0590}'..='\u{05FF}' => letters.hebrew += 1,
                'à'..='ÿ' | 'œ' => letters.accented += 1,
                _ => {}
            }
            match character {
                'ء'..='ي' | 'ٱ'..='ۓ' | '\u{0750}'..='\u{077F}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' =>
                {
                    letters.arabic += 1;
                }
                'a'..='z' | 'A'..='Z' | 'à'..='ÿ' => letters.latin += 1,
                _ => {}
            }
        }
        letters
    }
}

fn start_of(text: &str) -> &str {
    let mut end = text.len().min(ENOUGH);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Language) {
        assert_eq!(Languages::new().of(text, &fold(text)), expected, "{text}");
    }

    #[test]
    fn function_words_tell_persian_from_arabic() {
        check("این برنامه را شورا پذیرفته است و از فردا آغاز می‌شود", Language::Fa);
        check("اين برنامه را شورا كه از فردا آغاز مي شود", Language::Fa);
        check("عقد المكتب اجتماعه في مقر الحزب من أجل التحضير إلى المؤتمر", Language::Ar);
    }

    #[test]
    fn letters_tell_where_words_do_not() {
        check("پیشگامان چابک", Language::Fa);
        check("حزب المثال الوطني", Language::Ar);
        check("پارتی دیموکراتی کوردستان ڕاگەیاندنێکی بڵاو کردەوە", Language::Ckb);
        check("د ګوند مشر په خپله وینا کې وویل چې ښه ورځې راځي", Language::Ps);
        check("یہ جماعت نے بیان میں کہا ہے کہ ٹھیک ہے", Language::Ur);
    }

    #[test]
    fn a_short_paragraph_is_in_the_language_of_its_statement() {
        assert_eq!(of_paragraph("دبیر شورا", Language::Fa), Language::Fa);
        assert_eq!(of_paragraph("دبیر شورا", Language::Ar), Language::Ar);
        assert_eq!(of_paragraph("عقد المكتب اجتماعه في مقر الحزب من أجل ذلك", Language::Fa), Language::Ar);
        assert_eq!(of_paragraph("این برنامه را شورا پذیرفته است", Language::Ar), Language::Fa);
        assert_eq!(of_paragraph("1397", Language::Fa), Language::Fa);
    }

    #[test]
    fn other_scripts() {
        check("The party met today", Language::En);
        check("Le parti a été fondé à la même époque, où l'on siège", Language::Fr);
        check("המפלגה הודיעה", Language::He);
        check("12 34", Language::Und);
    }
}
