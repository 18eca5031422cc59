//! Offices and organs of a body, and how a text speaks of them.
//!
//! Phrases are whole words of folded text; an Arabic particle may be written together with their first word.
//! Shared by the cut of signatures and the search for the speaker. Knows nothing of any one party.

use super::lexicon::{Lexicon, is_word};
use super::phrases::Phrases;
use super::word_map::WordMap;

/// How Persian words in yeh begin that may be part of a name, folded.
const PERSIAN_BEGINNINGS: [&str; 6] = ["یاد", "یار", "یکدل", "یکتا", "یکسان", "یزد"];

/// The phrases, each list longest first.
#[derive(Debug)]
pub(super) struct Offices {
    /// Persons and organs that speak for a body.
    pub(super) speaking: Phrases,
    /// Offices of the state.
    pub(super) state: Phrases,
    /// On behalf of.
    pub(super) on_behalf: Phrases,
    /// Verbs and nouns of saying, holding, publishing.
    pub(super) saying: Phrases,
    /// Organs that speak for a body, without persons.
    pub(super) organs: Phrases,
    /// What makes the body an object.
    pub(super) against: Phrases,
    /// What makes it a guest, a host, or company.
    pub(super) meeting: Phrases,
    /// What makes a clause a remark beside what is told.
    pub(super) aside: Phrases,
    /// What happens to a body or its men.
    pub(super) events: Phrases,
    /// What a text of a body calls itself.
    pub(super) texts: Phrases,
    /// What a body writes, where nothing but its name stands behind.
    pub(super) own_texts: Phrases,
    /// What a text of several bodies calls itself.
    pub(super) joint: Phrases,
    /// What opens a list of those who sign.
    pub(super) signed: Phrases,
    /// Nouns that open the name of a body where it signs.
    pub(super) loose_nouns: Phrases,
    /// What such a noun opens that is no political body.
    pub(super) no_bodies: Phrases,
    /// Words with which a name goes on that is another body's without them.
    pub(super) goes_on: Phrases,
    /// Words behind which somebody is spoken of within what another says.
    pub(super) within_speech: Phrases,
    /// Arabic verbs of saying, in their forms.
    arabic_saying: WordMap<()>,
    /// Those of them that may have a man or a body as their object.
    arabic_of_others: WordMap<()>,
    /// Nouns that open the name of a body.
    pub(super) party_nouns: Phrases,
    /// We, the party.
    pub(super) first_person: Phrases,
    /// Names for a site, before the name of whose it is.
    pub(super) site: Phrases,
    /// Words that cannot belong to an unlisted party's name.
    pub(super) after_name: Phrases,
    /// What befalls a party and is no act of it.
    no_acts: Phrases,
    /// What ends a title whose first words are its subject.
    pub(super) finite: Phrases,
    /// Arabic nouns of parties with which a verb is feminine.
    feminine_nouns: Phrases,
    /// Adjectives that say of what sort a party is and do not name it.
    pub(super) sorts: Phrases,
    /// What counts parties or leaves open which is meant.
    pub(super) any_party: Phrases,
    /// Words that begin as an Arabic verb does and are none.
    no_verbs: Phrases,
}

impl Offices {
    /// Reads the embedded list.
    pub(super) fn new() -> Self {
        let lexicon = Lexicon::read(include_str!("data/offices.txt"));
        let speaking = lexicon.longest_first("office");
        let organs = with_preposition(lexicon.longest_first("organ"));
        let mut speaking = with_preposition(speaking);
        speaking.extend(organs.iter().cloned());
        speaking.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
        let list = |section| Phrases::from(lexicon.longest_first(section));
        let verbs = |section| {
            let pairs = lexicon.longest_first(section);
            pairs.iter().flat_map(|pair| forms(pair)).map(|form| (form, ())).collect::<WordMap<()>>()
        };
        Self {
            speaking: speaking.into(),
            state: list("state office"),
            on_behalf: list("for"),
            saying: list("saying"),
            organs: organs.into(),
            against: list("against"),
            meeting: list("meeting"),
            aside: list("aside"),
            events: list("event"),
            texts: list("text"),
            own_texts: list("own text"),
            joint: list("joint"),
            signed: list("signed"),
            loose_nouns: list("loose noun"),
            no_bodies: list("no body"),
            goes_on: list("name goes on"),
            within_speech: list("within speech"),
            arabic_of_others: verbs("arabic of others"),
            arabic_saying: verbs("arabic saying"),
            party_nouns: list("party noun"),
            first_person: list("first person"),
            site: list("site"),
            after_name: list("after unknown name"),
            no_verbs: list("no verb"),
            no_acts: list("no act"),
            finite: list("finite"),
            feminine_nouns: list("feminine noun"),
            sorts: list("sort of party"),
            any_party: list("any party"),
        }
    }

    /// True if an office or an organ stands in the folded text.
    pub(super) fn has_speaking(&self, folded: &str) -> bool {
        self.speaking.stand_in(folded)
    }

    /// True if a folded word is an Arabic verb of saying, "and" before it allowed.
    pub(super) fn is_arabic_saying(&self, word: &str) -> bool {
        let bare = word.strip_prefix(['و', 'ف']).unwrap_or(word);
        self.arabic_saying.contains(word) || self.arabic_saying.contains(bare)
    }

    /// True if a folded word is an Arabic verb that may have a man or a body as its object.
    pub(super) fn is_of_others(&self, word: &str) -> bool {
        let bare = word.strip_prefix(['و', 'ف']).unwrap_or(word);
        self.arabic_of_others.contains(word) || self.arabic_of_others.contains(bare)
    }

    /// True if a folded word says, announces or holds something.
    pub(super) fn is_saying(&self, word: &str) -> bool {
        self.saying.has(word) || self.is_arabic_saying(word)
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
            && !self.no_verbs.has(word)
    }

    /// True if a folded word right behind the name of a party is an Arabic verb of which that is the subject.
    pub(super) fn is_act(&self, word: &str, name: &str) -> bool {
        let feminine = || {
            let agrees = name.split(' ').next().is_some_and(|noun| self.feminine_nouns.has(noun));
            // The noun of an action ends otherwise than a verb does (تنظیم).
            let letters: Vec<char> = word.chars().collect();
            let noun = letters.len() == 5 && letters.get(3) == Some(&'ی');
            agrees && word.starts_with('ت') && (4..=8).contains(&letters.len()) && !noun && !word.ends_with('ه')
        };
        let other = self.no_acts.has(word);
        !other && (self.is_verb(word) || self.is_arabic_saying(word) || feminine())
    }

    /// True if the text is a name for a site, and whose it is.
    pub(super) fn is_site_name(&self, folded: &str) -> bool {
        self.site.open(folded)
    }
}

/// The phrases, and each with the article after the preposition that swallows a letter of it.
fn with_preposition(mut phrases: Vec<String>) -> Vec<String> {
    let more: Vec<String> =
        phrases.iter().filter_map(|phrase| phrase.strip_prefix("ال").map(|rest| format!("لل{rest}"))).collect();
    phrases.extend(more);
    phrases
}

/// The forms of an Arabic verb in the third person, from its past and its present.
fn forms(pair: &str) -> Vec<String> {
    let Some((past, present)) = pair.split_once(' ') else { return vec![pair.to_owned()] };
    let stem = past.strip_suffix(['ا', 'ی']).filter(|stem| stem.chars().count() >= 2).unwrap_or(past);
    let rest = present.strip_prefix('ی').unwrap_or(present);
    let short = rest.strip_suffix(['و', 'ی']).unwrap_or(rest);
    vec![
        past.to_owned(),
        format!("{stem}ت"),
        format!("{stem}وا"),
        format!("{stem}تا"),
        // A hamza at the end is a letter that stays; the fold has made it an alef.
        format!("{past}ت"),
        format!("{past}وا"),
        present.to_owned(),
        format!("ت{rest}"),
        format!("ی{short}ون"),
    ]
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

    fn find(folded: &str, phrase: &str) -> Option<usize> {
        places(folded, phrase).next()
    }

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
    fn arabic_verbs_are_known_in_their_forms() {
        let offices = Offices::new();
        let check = |word: &str, expected: bool| {
            assert_eq!(offices.is_arabic_saying(&crate::text::fold::fold(word)), expected, "{word}");
        };
        for verb in ["أكدت", "وأكد", "تدعو", "دعت", "يدعون", "نعت", "ينددون", "رفضتا", "هنأت", "هنأوا", "تهنئ"]
        {
            check(verb, true);
        }
        for noun in ["تأكيد", "دعوة", "الرفض", "قول", "و"] {
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
