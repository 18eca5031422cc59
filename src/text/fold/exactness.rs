//! How well a shown stretch agrees with what was asked for, and which differences count.
//!
//! The fold finds; this ranks and tells apart what it has found. Both sides are shown text: the words as they were typed
//! and the stretch that the fold's way back gives.

use super::letters::{fold_char, is_dropped, plain_letter};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// How a shown stretch agrees with a query, the closest last.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Exactness {
    /// Their folds are the same.
    Fold,
    /// The same letters and digits, once compatibility forms are letters and marks, tatweel, controls and ZWNJ are taken
    /// away: ك is not ک, ۵ is not 5, `H` is not `h`.
    Spelling,
    /// The same characters.
    Shown,
}

/// A difference of spelling that the fold passes over, and that a search may want to count.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Class {
    /// Vowel marks and other marks of the Arabic script.
    Marks,
    /// Where a hamza or a madda is, and on which letter: أ إ آ ٱ ا, ؤ و, ئ ی, ء.
    Hamza,
    /// The code points of two keyboards: ك ک, ي ی, and the yehs of Urdu, Pashto and Kurdish.
    KafYeh,
    /// Alef maksura and yeh: على, علي.
    Maksura,
    /// Teh marbuta and the kinds of heh: ة ه ۀ ہ ھ.
    Heh,
    /// Digits of three scripts.
    Digits,
    /// Whether a ZWNJ stands there.
    Joiner,
    /// Case and accents of Latin letters.
    Case,
    /// Retroflex and marked letters of Pashto, Urdu and Kurdish (ټ ٹ and ت). The only one that counts unless it is folded.
    Retroflex,
}

/// The differences that are passed over.
///
/// ```
/// use reader::text::fold::{Class, Classes};
///
/// let classes = Classes::default();
/// assert!(classes.agree("أحزاب", "احزاب"));
/// assert!(!classes.apart(Class::Hamza).agree("أحزاب", "احزاب"));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Classes(u16);

impl Default for Classes {
    /// All but [`Class::Retroflex`], as the fold does.
    fn default() -> Self {
        Self(!0).apart(Class::Retroflex)
    }
}

impl Classes {
    /// The same, and differences of `class` count.
    #[must_use]
    pub fn apart(self, class: Class) -> Self {
        Self(self.0 & !(1 << class as u16))
    }

    /// The same, and differences of `class` are passed over.
    #[must_use]
    pub fn together(self, class: Class) -> Self {
        Self(self.0 | 1 << class as u16)
    }

    /// True if differences of `class` count.
    #[must_use]
    pub fn is_apart(self, class: Class) -> bool {
        self.0 & (1 << class as u16) == 0
    }

    /// True if two shown stretches are the same but for differences that are passed over.
    #[must_use]
    pub fn agree(self, one: &str, other: &str) -> bool {
        one == other || self.kept(one) == self.kept(other)
    }

    /// The characters of a shown stretch that are compared.
    fn kept(self, text: &str) -> String {
        let mut kept = String::with_capacity(text.len());
        for character in compatible(text) {
            match class(character) {
                Some(class) if self.is_apart(class) => kept.push(character),
                // Typed on the same keyboard, these two differ in another class only.
                Some(Class::Maksura) if self.is_apart(Class::KafYeh) => kept.push('ي'),
                _ => fold_char(character, &mut |letter| {
                    if letter != ' ' || !kept.ends_with(' ') {
                        kept.push(if self.is_apart(Class::Retroflex) { letter } else { plain_letter(letter) });
                    }
                }),
            }
        }
        kept
    }
}

/// The class in which a character, as [`compatible`] gives it, differs from what it folds to.
fn class(character: char) -> Option<Class> {
    Some(match character {
        'أ' | 'إ' | 'آ' | 'ٱ' | 'ٲ' | 'ٳ' | 'ؤ' | 'ئ' | 'ء' => Class::Hamza,
        'ك' | 'ڪ' | 'ي' | 'ې' | 'ۍ' | 'ێ' | 'ے' | 'ۓ' => Class::KafYeh,
        'ى' => Class::Maksura,
        'ة' | 'ۃ' | 'ۀ' | 'ۂ' | 'ہ' | 'ھ' | 'ە' => Class::Heh,
        '٠'..='٩' | '۰'..='۹' => Class::Digits,
        '\u{200C}' => Class::Joiner,
        // The mark over a heh is the yeh of a Persian genitive, and not a letter's hamza.
        mark if is_mark(mark) => Class::Marks,
        letter if letter.is_uppercase() || matches!(letter, '\u{00DF}'..='\u{024F}' | '\u{1E00}'..='\u{1EFF}') => {
            Class::Case
        }
        _ => return None,
    })
}

/// True for marks of the Arabic script; tatweel is none.
fn is_mark(character: char) -> bool {
    matches!(character, '\u{0600}'..='\u{08FF}') && is_combining_mark(character)
}

/// The characters of a text with compatibility forms as letters, and letters and their marks as one where they can be.
fn compatible(text: &str) -> impl Iterator<Item = char> + '_ {
    // A mark that stands alone would come with a blank.
    text.chars().filter(|character| !matches!(character, '\u{FE70}'..='\u{FE7F}')).nfkc()
}

/// The letters of a shown stretch as they were typed.
fn spelling(text: &str) -> String {
    let mut spelling = String::with_capacity(text.len());
    for character in compatible(text) {
        if character.is_whitespace() {
            if !spelling.ends_with(' ') {
                spelling.push(' ');
            }
        } else if !is_mark(character) && !is_dropped(character) && character != '\u{0640}' {
            spelling.push(character);
        }
    }
    spelling
}

/// How well two shown stretches agree; none if not even their folds are the same.
///
/// ```
/// use reader::text::fold::{Exactness, exactness};
///
/// assert_eq!(exactness("كتاب", "کتاب"), Some(Exactness::Fold));
/// assert_eq!(exactness("کتاب", "کِتاب"), Some(Exactness::Spelling));
/// assert_eq!(exactness("کتاب", "حزب"), None);
/// ```
#[must_use]
pub fn exactness(one: &str, other: &str) -> Option<Exactness> {
    if one == other {
        Some(Exactness::Shown)
    } else if spelling(one) == spelling(other) {
        Some(Exactness::Spelling)
    } else {
        (super::fold(one) == super::fold(other)).then_some(Exactness::Fold)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Exactness::{Fold, Shown, Spelling};

    fn check(one: &str, other: &str, expected: Option<Exactness>) {
        assert_eq!(exactness(one, other), expected, "{one} {other}");
        assert_eq!(exactness(other, one), expected, "{other} {one}");
        assert_eq!(Classes::default().agree(one, other), expected.is_some(), "{one} {other}");
    }

    #[test]
    fn the_closest_agreement_counts() {
        check("حزب", "حزب", Some(Shown));
        check("حزب", "حِزْب", Some(Spelling));
        check("حزب", "حـزب\u{200F}", Some(Spelling));
        check("می\u{200C}شود", "میشود", Some(Spelling));
        check("\u{FEB3}\u{FEFC}\u{FEE1}", "سلام", Some(Spelling));
        check("ا\u{0654}حمد", "أحمد", Some(Spelling));
        check("حزب\u{A0} همت", "حزب همت", Some(Spelling));
        check("كتاب", "کتاب", Some(Fold));
        check("أحمد", "احمد", Some(Fold));
        check("على", "علي", Some(Fold));
        check("جبهة", "جبهه", Some(Fold));
        check("١٣", "۱۳", Some(Fold));
        check("۱۳", "13", Some(Fold));
        check("Hezb", "hezb", Some(Fold));
        check("adāla", "adala", Some(Fold));
        check("میشود", "می شود", None);
        check("پښتو", "پشتو", None);
        assert!(Fold < Spelling && Spelling < Shown);
    }

    /// `one` and `other` agree unless `class` is kept apart.
    fn parts(class: Class, one: &str, other: &str) {
        assert!(Classes::default().agree(one, other), "{one} {other}");
        assert!(!Classes::default().apart(class).agree(one, other), "{class:?} {one} {other}");
        assert!(Classes::default().apart(class).together(class).agree(one, other), "{class:?} {one} {other}");
    }

    #[test]
    fn every_class_can_be_kept_apart() {
        parts(Class::Marks, "حزب", "حِزب");
        parts(Class::Marks, "علم", "علّم");
        parts(Class::Hamza, "أحمد", "احمد");
        parts(Class::Hamza, "إن", "أن");
        parts(Class::Hamza, "آن", "ان");
        parts(Class::Hamza, "مسئول", "مسیول");
        parts(Class::Hamza, "مؤتمر", "موتمر");
        parts(Class::Hamza, "سوء", "سو");
        parts(Class::Hamza, "ا\u{0653}ن", "ان");
        parts(Class::KafYeh, "كتاب", "کتاب");
        parts(Class::KafYeh, "علي", "علی");
        parts(Class::KafYeh, "على", "علی");
        parts(Class::Maksura, "على", "علي");
        parts(Class::Maksura, "على", "علی");
        parts(Class::Heh, "جبهة", "جبهه");
        parts(Class::Heh, "خانۀ", "خانه");
        parts(Class::Digits, "۱۳", "13");
        parts(Class::Digits, "١٣", "۱۳");
        parts(Class::Joiner, "می\u{200C}شود", "میشود");
        parts(Class::Case, "PJD", "pjd");
        parts(Class::Case, "Élan", "elan");
    }

    #[test]
    fn a_class_kept_apart_leaves_the_others_alone() {
        let agree = |class, one, other| assert!(Classes::default().apart(class).agree(one, other), "{one} {other}");
        agree(Class::Marks, "كِتاب", "کِتاب");
        agree(Class::Marks, "حـزب", "حزب");
        agree(Class::Hamza, "كتاب أحمدَ", "کتاب أحمد");
        agree(Class::Hamza, "\u{FE83}\u{FEA3}\u{FEE4}\u{FEAA}", "أحمد");
        agree(Class::KafYeh, "على", "علي");
        agree(Class::Maksura, "علي", "علی");
        agree(Class::Heh, "أمة", "امة");
        agree(Class::Digits, "سنة ۱۳", "سنه ۱۳");
        agree(Class::Case, "Hezb 1", "Hezb ۱");
    }

    #[test]
    fn retroflex_letters_meet_their_kin_only_when_asked() {
        let wide = Classes::default().together(Class::Retroflex);
        assert!(Classes::default().is_apart(Class::Retroflex) && !wide.is_apart(Class::Retroflex));
        for (one, other) in [("پښتو", "پشتو"), ("ټول", "تول"), ("ٹول", "تول"), ("ڕێک", "ریک"), ("ځان", "حان")]
        {
            assert!(wide.agree(one, other) && !Classes::default().agree(one, other), "{one} {other}");
        }
    }
}
