//! The ways in which the words of a phrase may stand in a text.

use super::{Kind, words};
use crate::text::zwnj::lost;

/// Words of a phrase that are looked for in more than one way.
const MOST: usize = 12;

/// The sequences of base words by which a phrase may be found, the one that was typed first.
///
/// A text has the phrase if it has one of them at neighbouring positions ([`super::Word::position`]). Joined endings and
/// verbs need no second reading. Compounds do: where the phrase has a ZWNJ, or is known to have lost one, the text may
/// have two words; where the phrase has two words, the text may have a ZWNJ between them. Each reading differs in one
/// pair of words, or in having all compounds apart. Empty if there is nothing to look for.
///
/// ```
/// use reader::text::words::readings;
///
/// let expected: [&[&str]; 2] = [&["سرمایهگذاری", "خارجی"], &["سرمایه", "گذاری", "خارجی"]];
/// assert_eq!(readings("سرمایه\u{200C}گذاری خارجی")[..2], expected);
/// ```
#[must_use]
pub fn readings(phrase: &str) -> Vec<Vec<String>> {
    let typed = base(phrase);
    if typed.is_empty() {
        return Vec::new();
    }
    let mut apart = phrase.to_owned();
    for at in lost(phrase).into_iter().rev() {
        apart.insert(at, ' ');
    }
    let apart = base(&apart.replace('\u{200C}', " "));
    let mut readings = vec![typed.clone()];
    if apart != typed {
        readings.push(apart);
    }
    if typed.len() <= MOST {
        for at in 1..typed.len() {
            let mut reading = typed.clone();
            let second = reading.remove(at);
            let Some(first) = reading.get_mut(at - 1).filter(|first| is_arabic(first) && is_arabic(&second)) else {
                continue;
            };
            first.push_str(&second);
            if !readings.contains(&reading) {
                readings.push(reading);
            }
        }
    }
    readings
}

fn base(text: &str) -> Vec<String> {
    let (mut words, mut base) = (words(text), Vec::new());
    while let Some(word) = words.advance() {
        if word.kind == Kind::Base {
            base.push(word.text.to_owned());
        }
    }
    base
}

fn is_arabic(word: &str) -> bool {
    word.chars().next().is_some_and(|first| matches!(first, '\u{0600}'..='\u{08FF}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(phrase: &str, expected: &[&str]) {
        assert_eq!(readings(phrase).iter().map(|words| words.join(" ")).collect::<Vec<_>>(), expected, "{phrase}");
    }

    #[test]
    fn a_compound_is_read_in_one_and_in_two() {
        check("سرمایه گذاری خارجی", &["سرمایه گذاری خارجی", "سرمایهگذاری خارجی", "سرمایه گذاریخارجی"]);
        check("سرمایهگذاری", &["سرمایهگذاری", "سرمایه گذاری"]);
        check("گفت\u{200C}وگو", &["گفتوگو", "گفت وگو"]);
    }

    #[test]
    fn endings_and_verbs_have_one_reading() {
        check("می شود", &["میشود"]);
        check("می\u{200C}شود", &["میشود"]);
        check("میشود", &["میشود"]);
        check("کتاب\u{200C}ها", &["کتابها"]);
    }

    #[test]
    fn other_words_are_not_joined() {
        check("USFP 2016", &["usfp 2016"]);
        check("حزب 1397/01", &["حزب 1397 01"]);
        check("، -", &[]);
    }
}
