//! What may stand before and behind a word as a part of it, in Arabic and in Persian, folded.
//!
//! Closed lists of the two grammars, with how many letters must be left. Where the two disagree, an ending is a [`Part::Stem`]
//! and no clitic: ه is "his", the ending of a feminine or a letter of a Persian word.

use crate::text::zwnj::is_verb;

/// What a word has beside another.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Part {
    /// A plural, or an ending that may be one of several.
    Stem,
    /// An article, a preposition, a pronoun: the word is whole without it.
    Clitic,
    /// Nothing.
    None,
}

/// Letters of `text`, which is folded: two bytes each in Arabic script.
pub(super) fn letters(text: &str) -> usize {
    text.chars().count()
}

/// Letters that Arabic words do not have.
fn is_persian(text: &str) -> bool {
    text.contains(['پ', 'چ', 'ژ', 'گ'])
}

const ARTICLES: [&str; 11] = ["وبال", "وکال", "فبال", "ولل", "وال", "بال", "کال", "فال", "لل", "ال", "فلل"];

/// All that [`prefix_of`] knows, nothing included.
pub(super) const BEFORE: [&str; 28] = [
    "", "وبال", "وکال", "فبال", "ولل", "وال", "بال", "کال", "فال", "لل", "ال", "فلل", "می", "نمی", "ن", "ب", "و", "ف",
    "ل", "ک", "س", "وس", "فس", "وب", "ول", "وک", "فب", "فل",
];

/// All prefixes of `word`, with what is left: for taking a query apart.
pub(super) fn prefixes(word: &str) -> impl Iterator<Item = &str> {
    let ends = word.char_indices().skip(1).take(4).map(|(at, _)| at);
    ends.filter_map(move |at| word.split_at_checked(at))
        .filter(|(prefix, rest)| prefix_of(prefix, rest) == Some(Part::Clitic))
        .map(|(_, rest)| rest)
}

/// What `prefix` is before `rest`; none if it cannot stand there.
pub(super) fn prefix_of(prefix: &str, rest: &str) -> Option<Part> {
    let clitic = |is: bool| is.then_some(Part::Clitic);
    match prefix {
        "" => Some(Part::None),
        "ال" => clitic(letters(rest) >= 2 && !is_persian(rest)),
        _ if ARTICLES.contains(&prefix) => clitic(letters(rest) >= 3 && !is_persian(rest)),
        "می" | "نمی" => clitic(is_conjugated(rest)),
        "ن" => clitic(is_conjugated(rest)),
        "ب" => clitic(is_conjugated(rest) || letters(rest) >= 4 && !is_persian(rest)),
        "و" => clitic(letters(rest) >= 4 && !is_persian(rest)),
        "ف" | "ل" | "ک" => clitic(letters(rest) >= 4 && !is_persian(rest)),
        "س" | "وس" | "فس" => clitic(letters(rest) >= 4 && rest.starts_with(['ی', 'ن', 'ت']) && !is_persian(rest)),
        "وب" | "ول" | "وک" | "فب" | "فل" => clitic(letters(rest) >= 4 && !is_persian(rest)),
        _ => None,
    }
}

fn is_conjugated(verb: &str) -> bool {
    let participle = ["اند", "ایم", "اید", "است"].iter().find_map(|ending| verb.strip_suffix(ending));
    is_verb(verb) || participle.is_some_and(|stem| stem.ends_with('ه') && is_verb(stem))
}

/// All words that `word` may be an inflected form of, by what stands behind them: for taking a query apart.
pub(super) fn suffixes(word: &str) -> impl Iterator<Item = (&str, Part)> {
    let starts = word.char_indices().rev().map(|(at, _)| at).take(7);
    starts
        .filter_map(move |at| word.split_at_checked(at))
        .filter_map(|(rest, suffix)| Some((rest, suffix_of(rest, suffix)?)))
        .filter(|(_, part)| *part != Part::None)
}

/// What `suffix` is behind `rest`; none if it cannot stand there.
pub(super) fn suffix_of(rest: &str, suffix: &str) -> Option<Part> {
    let left = || letters(rest);
    let persian = || is_persian(rest);
    match suffix {
        "" => Some(Part::None),
        // Persian plurals, and the ezafe and pronouns behind them; in Arabic ها is a pronoun.
        "ها" | "های" | "هایی" | "هایم" | "هایت" | "هایش" | "هایمان" | "هایتان" | "هایشان" => {
            (left() >= 3 || left() == 2 && suffix != "ها").then_some(Part::Stem)
        }
        "تر" | "ترین" | "ترها" | "ترینها" => (left() >= 3).then_some(Part::Stem),
        "ان" => (left() >= 3 && (rest.ends_with('ی') || rest.starts_with("ال"))).then_some(Part::Stem),
        "ات" | "ون" | "ین" => (left() >= 3 && !persian()).then_some(Part::Stem),
        "هم" | "هن" | "هما" | "کم" | "کما" | "نا" => (left() >= 3 && !persian()).then_some(Part::Clitic),
        "ی" | "یی" => (left() >= 3).then_some(Part::Stem),
        "ا" => (left() >= 3 && !persian()).then_some(Part::Stem),
        "ه" | "یه" | "ک" => (left() >= 4 && !persian()).then_some(Part::Stem),
        "مان" | "تان" | "شان" => (left() >= 4).then_some(Part::Clitic),
        "یم" | "یش" | "یمان" | "یتان" | "یشان" => {
            (left() >= 3 && rest.ends_with(['ا', 'و'])).then_some(Part::Clitic)
        }
        "اش" | "ام" | "ای" | "اند" | "ایم" | "اید" | "است" => {
            (left() >= 3 && rest.ends_with('ه')).then_some(Part::Clitic)
        }
        "م" | "ش" => (left() >= 4).then_some(Part::Stem),
        // یت makes nouns of its own.
        "ت" => (left() >= 4 && !rest.ends_with('ی')).then_some(Part::Stem),
        _ => {
            // A pronoun behind a plural.
            let (plural, pronoun) = suffix.split_at_checked("ات".len())?;
            let is_pronoun = matches!(
                pronoun,
                "ها" | "ه" | "هم" | "هن" | "هما" | "کم" | "نا" | "ی" | "ک" | "م" | "ش" | "مان" | "شان"
            );
            (plural == "ات" && is_pronoun && left() >= 3 && !persian()).then_some(Part::Stem)
        }
    }
}

/// True for what stands behind the ت that the ending of a feminine noun becomes (جبهة, جبهتها).
pub(super) fn is_behind_feminine(suffix: &str) -> bool {
    matches!(suffix, "ها" | "ه" | "هم" | "هن" | "هما" | "کم" | "کما" | "نا" | "ی" | "ک" | "ین" | "ان")
}
