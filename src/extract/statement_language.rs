//! The language of a statement: that of most of its letters, paragraph by paragraph.
//!
//! A Persian statement may quote Arabic verses at length, so its paragraphs are told apart. One that does not tell goes
//! with the whole; a statement that does not tell as a whole goes with its page, then with the country of its party.

use super::language::{ENOUGH, Evidence, Languages};
use crate::model::{Language, LanguageGrounds, LanguageHow, LanguageShare};
use crate::text::range::TextRange;
use std::cmp::Reverse;

/// The languages of a statement, and what they were told by.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Told {
    /// That of most letters.
    pub(super) language: Language,
    /// Words in each, those of most words first.
    pub(super) languages: Vec<LanguageShare>,
    /// What was counted.
    pub(super) grounds: LanguageGrounds,
    /// True if Arabic letters stand there without any sign of a language.
    plain: bool,
}

/// A text of a statement that is read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Read<'a> {
    /// As found.
    pub(super) text: &'a str,
    /// Folded.
    pub(super) folded: &'a str,
    /// Where its words stand in the fold.
    pub(super) words: &'a [TextRange],
}

/// The language of a statement with these texts on a page with the text `page`.
pub(super) fn of(languages: &Languages, texts: &[Read<'_>], page: &str) -> Told {
    let each: Vec<Evidence> = texts.iter().map(|read| languages.weigh(read.text, read.folded, read.words)).collect();
    let whole = each.iter().fold(Evidence::default(), |sum, evidence| sum.and(evidence));
    let plain = whole.is_arabic_script();
    let (start, how) = match whole.language() {
        Language::Und if plain => match languages.of_text(head_of(page)).language() {
            Language::Und | Language::He | Language::En | Language::Fr => (Language::Und, LanguageHow::Guess),
            language => (language, LanguageHow::Page),
        },
        Language::Und => (Language::Und, LanguageHow::Guess),
        language => (language, LanguageHow::Text),
    };
    let (mut letters, mut counts) = (Shares::default(), Shares::default());
    for (read, evidence) in texts.iter().zip(&each) {
        let language = evidence.beside(start);
        letters.add(language, evidence.letters() * read.text.len().div_ceil(ENOUGH));
        counts.add(language, read.words.len());
    }
    let languages = counts.sorted().map(|(language, words)| LanguageShare { language, words }).collect();
    let language = letters.sorted().next().map_or(start, |(language, _)| language);
    let plain = plain && start == Language::Und;
    Told { language, languages, grounds: whole.grounds(how), plain }
}

impl Told {
    /// The same, where nothing told yet, by the country of its party; without one, Arabic letters are Arabic.
    pub(super) fn of_country(mut self, country: Option<&str>) -> Self {
        if self.plain {
            let native = country.and_then(language_of);
            self.language = native.unwrap_or(Language::Ar);
            self.grounds.how = if native.is_some() { LanguageHow::Country } else { LanguageHow::Guess };
            self.languages.iter_mut().filter(|share| share.language == Language::Und).for_each(|share| {
                share.language = self.language;
            });
        }
        self
    }
}

/// The language in which the parties of a country (ISO 3166) write, if they use Arabic letters.
fn language_of(country: &str) -> Option<Language> {
    match country {
        "IR" | "AF" => Some(Language::Fa),
        "PK" => Some(Language::Ur),
        "DZ" | "BH" | "EG" | "IQ" | "JO" | "KW" | "LB" | "LY" | "MA" | "MR" | "OM" | "PS" | "QA" | "SA" | "SD"
        | "SY" | "TN" | "AE" | "YE" => Some(Language::Ar),
        _ => None,
    }
}

/// How much there is of each language.
#[derive(Default)]
struct Shares(Vec<(Language, usize)>);

impl Shares {
    fn add(&mut self, language: Language, more: usize) {
        match self.0.iter_mut().find(|(known, _)| *known == language) {
            Some((_, sum)) => *sum += more,
            None if more > 0 => self.0.push((language, more)),
            None => {}
        }
    }

    /// Most first; of equal ones the first that was met.
    fn sorted(mut self) -> impl Iterator<Item = (Language, usize)> {
        self.0.sort_by_key(|(_, sum)| Reverse(*sum));
        self.0.into_iter()
    }
}

fn head_of(page: &str) -> &str {
    let mut end = page.len().min(ENOUGH);
    while !page.is_char_boundary(end) {
        end -= 1;
    }
    page.get(..end).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::super::lexicon::cut;
    use super::*;
    use crate::text::fold::fold;
    use Language::{Ar, Fa, Und};

    const PERSIAN: &str = "شورا این برنامه را پذیرفته است و آن را از فردا آغاز می‌کند";
    const VERSE: &str = "وَ تَعَاوَنُوا عَلَى الْبِرِّ وَ التَّقْوَى وَ لَا تَعَاوَنُوا عَلَى الْإِثْمِ";

    fn told(texts: &[&str], page: &str) -> Told {
        let folds: Vec<String> = texts.iter().map(|text| fold(text)).collect();
        let words: Vec<_> = folds.iter().map(|folded| cut(folded).words).collect();
        let read = |((text, folded), words)| Read { text, folded, words };
        let folds = folds.iter().map(String::as_str);
        let words = words.iter().map(Vec::as_slice);
        let texts: Vec<Read<'_>> = texts.iter().copied().zip(folds).zip(words).map(read).collect();
        of(&Languages::new(), &texts, page)
    }

    fn check(texts: &[&str], expected: Language, shares: &[(Language, usize)]) {
        let told = told(texts, "");
        assert_eq!(told.language, expected, "{texts:?}");
        let found: Vec<_> = told.languages.iter().map(|share| (share.language, share.words)).collect();
        assert_eq!(found, shares, "{texts:?}");
    }

    #[test]
    fn most_letters_count_and_not_most_paragraphs() {
        check(&[PERSIAN, VERSE], Fa, &[(Fa, 13), (Ar, 11)]);
        check(&["لا إله إلا الله", PERSIAN, PERSIAN, "وَ الْعَصْرِ"], Fa, &[(Fa, 26), (Ar, 6)]);
        check(&[VERSE, VERSE, "این را که شد"], Ar, &[(Ar, 22), (Fa, 4)]);
    }

    #[test]
    fn a_paragraph_that_does_not_tell_goes_with_the_whole() {
        check(&["شورا", PERSIAN, "قطر"], Fa, &[(Fa, 15)]);
        check(&["—"], Und, &[]);
    }

    fn check_short(title: &str, page: &str, country: Option<&str>, expected: (Language, LanguageHow)) {
        let told = told(&[title], page).of_country(country);
        assert_eq!((told.language, told.grounds.how), expected, "{title} on {page}");
    }

    #[test]
    fn a_short_text_goes_with_its_page_then_with_its_party() {
        use LanguageHow::{Country, Guess, Page, Text};
        let title = "اجتماع موسع";
        check_short(title, PERSIAN, Some("MA"), (Fa, Page));
        check_short(title, "بيان 3", Some("IR"), (Fa, Country));
        check_short(title, "", Some("MA"), (Ar, Country));
        check_short(title, "", Some("TR"), (Ar, Guess));
        check_short(title, "The council met on Sunday", None, (Ar, Guess));
        check_short("این برنامه", "قال في البيان إلى", Some("MA"), (Fa, Text));
        check_short("2018", PERSIAN, Some("IR"), (Und, Guess));
    }
}
