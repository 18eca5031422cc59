//! Offices and organs of a body, and how a text speaks of them.
//!
//! Phrases are whole words of folded text; an Arabic particle may be written together with their first word.
//! Shared by the cut of signatures and the search for the speaker. Knows nothing of any one party.

use super::lexicon::{Lexicon, is_word};

/// How Persian words in yeh begin that may be part of a name, folded.
const PERSIAN_BEGINNINGS: [&str; 6] = ["یاد", "یار", "یکدل", "یکتا", "یکسان", "یزد"];

/// The phrases, each list longest first.
#[derive(Debug)]
pub(super) struct Offices {
    /// Persons and organs that speak for a body.
    pub(super) speaking: Vec<String>,
    /// Offices of the state.
    pub(super) state: Vec<String>,
    /// On behalf of.
    pub(super) on_behalf: Vec<String>,
    /// Verbs and nouns of saying, holding, publishing.
    pub(super) saying: Vec<String>,
    /// What makes the body an object or a guest.
    pub(super) against: Vec<String>,
    /// Nouns that open the name of a body.
    pub(super) party_nouns: Vec<String>,
    /// We, the party.
    pub(super) first_person: Vec<String>,
    /// Names for a site, before the name of whose it is.
    pub(super) site: Vec<String>,
    /// Words that cannot belong to an unlisted party's name.
    pub(super) after_name: Vec<String>,
    /// Words that begin as an Arabic verb does and are none.
    no_verbs: Vec<String>,
}

impl Offices {
    /// Reads the embedded list.
    pub(super) fn new() -> Self {
        let lexicon = Lexicon::read(include_str!("data/offices.txt"));
        let mut speaking = lexicon.longest_first("office");
        speaking.extend(lexicon.longest_first("organ"));
        speaking.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
        Self {
            speaking,
            state: lexicon.longest_first("state office"),
            on_behalf: lexicon.longest_first("for"),
            saying: lexicon.longest_first("saying"),
            against: lexicon.longest_first("against"),
            party_nouns: lexicon.longest_first("party noun"),
            first_person: lexicon.longest_first("first person"),
            site: lexicon.longest_first("site"),
            after_name: lexicon.longest_first("after unknown name"),
            no_verbs: lexicon.longest_first("no verb"),
        }
    }

    /// True if an office or an organ stands in the folded text.
    pub(super) fn has_speaking(&self, folded: &str) -> bool {
        self.speaking.iter().any(|phrase| find(folded, phrase).is_some())
    }

    /// True if a folded word looks like an Arabic verb of the present, of which a party would be the subject (يعقد).
    ///
    /// Persian words that begin alike are few.
    pub(super) fn is_verb(&self, word: &str) -> bool {
        let persian = || PERSIAN_BEGINNINGS.iter().any(|beginning| word.starts_with(beginning));
        word.starts_with('ی')
            && (4..=8).contains(&word.chars().count())
            && !word.contains(['پ', 'چ', 'ژ', 'گ'])
            && !persian()
            && !self.no_verbs.iter().any(|noun| noun == word)
    }

    /// True if the text is a name for a site, and whose it is.
    pub(super) fn is_site_name(&self, folded: &str) -> bool {
        self.site.iter().any(|phrase| super::lexicon::strip_words(folded, phrase).is_some())
    }
}

/// The first place of `phrase` in `folded` as whole words, an Arabic particle before it allowed.
pub(super) fn find(folded: &str, phrase: &str) -> Option<usize> {
    places(folded, phrase).next()
}

/// All places of `phrase` in `folded` as whole words, an Arabic particle before it allowed.
pub(super) fn places<'a>(folded: &'a str, phrase: &'a str) -> impl Iterator<Item = usize> {
    folded.match_indices(phrase).map(|(at, _)| at).filter(move |&at| {
        let after = folded.get(at + phrase.len()..).and_then(|rest| rest.chars().next());
        !after.is_some_and(is_word) && is_free_before(folded, at)
    })
}

/// True if what is glued in front of `at` is nothing or an Arabic particle.
pub(super) fn is_free_before(folded: &str, at: usize) -> bool {
    let before = folded.get(..at).unwrap_or("");
    let word = before.trim_end_matches(is_word);
    matches!(
        before.get(word.len()..).unwrap_or(""),
        "" | "و" | "ف" | "ب" | "ل" | "ک" | "ول" | "وب" | "فل" | "وک" | "فب"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn particles_may_stand_before_a_phrase() {
        assert!(find("اجتماع والمکتب السیاسی", "المکتب السیاسی").is_some());
        assert!(find("عضو بالمکتب السیاسی", "المکتب السیاسی").is_some());
        assert!(find("قلمکتب السیاسی", "مکتب السیاسی").is_none());
        assert!(find("دبیرکلی", "دبیرکل").is_none());
    }

    #[test]
    fn verbs_are_told_from_names() {
        let offices = Offices::new();
        let check = |word: &str, expected: bool| {
            assert_eq!(offices.is_verb(&crate::text::fold::fold(word)), expected, "{word}");
        };
        for verb in ["يعقد", "يطالب", "يستنكر", "يلتقي", "يشارك"] {
            check(verb, true);
        }
        for noun in ["يمين", "يساري", "یاران", "یکپارچه", "یک", "یزدان", "تنمية", "الله"]
        {
            check(noun, false);
        }
    }

    #[test]
    fn offices_are_known_in_both_languages() {
        let offices = Offices::new();
        assert!(offices.has_speaking("نام نمونه دبیرکل حزب نمونه"));
        assert!(offices.has_speaking("الامین العام لحزب المثال"));
        assert!(!offices.has_speaking("نشست دیروز شهر"));
    }
}
