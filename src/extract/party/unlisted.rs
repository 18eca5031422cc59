//! The name of a party that no gazetteer lists, read from the words behind "party".
//!
//! Arabic names go on as long as their words are definite; Persian and Kurdish ones until a word that cannot
//! be part of a name. The id is made from the folded name without its spaces, so the same party gets the
//! same id however its name is spelt; the name shown is the commonest spelling of the statement itself.

use super::part::Part;
use crate::extract::lexicon::{is_word, words};
use crate::extract::offices::{Offices, is_free_before, places};
use crate::text::fold::{Folded, fold};
use crate::text::range::TextRange;

/// Words a name has at most, without the noun before it.
const NAME_WORDS: usize = 4;
/// "Party" in every language.
const NOUN: &str = "حزب";
/// "Party of" in Kurdish, folded.
const KURDISH_NOUNS: [&str; 3] = ["حزبی", "حیزبی", "پارتی"];
/// "Of" in Pashto, folded, and letters that only Pashto has.
const PASHTO_OF: &str = "د";
const PASHTO: [char; 10] = ['ښ', 'ړ', 'ځ', 'څ', 'ډ', 'ټ', 'ږ', 'ڼ', 'ې', 'ګ'];
/// What Kurdish sets before a name when it puts the second half of the preposition behind it, folded.
const BEFORE: [&str; 4] = ["له", "به", "لهگهڵ", "لهلایهن"];
/// The second halves.
const BEHIND: [&str; 4] = ["هوه", "هدا", "وه", "دا"];

/// Words before a name among which a verb makes it the subject, so that what is definite behind may be the object.
const VERB_NEAR: usize = 2;

/// A party met only in a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Unlisted {
    /// Its name as written.
    pub(super) name: String,
    /// The same, folded.
    pub(super) folded: String,
    /// True if it is called a party, not a society, front or movement alone.
    pub(super) sure: bool,
}

impl Unlisted {
    /// A name taken as a whole.
    pub(super) fn named(name: &str) -> Self {
        Self { name: name.to_owned(), folded: fold(name), sure: true }
    }

    /// A stable id made from the name; the same for all of its spellings.
    pub(super) fn id(&self) -> String {
        let noun = words(&self.folded).next().unwrap_or_default();
        let rest = self.key();
        format!("seen-{noun}-{}", rest.strip_prefix(noun).unwrap_or(&rest))
    }

    /// The letters of the name, without what spellings differ in: spaces, and the way izafe is written.
    fn key(&self) -> String {
        let mut key = String::with_capacity(self.folded.len());
        for word in words(&self.folded) {
            match word.strip_suffix("هی") {
                Some(stem) => key.extend([stem, "ه"]),
                None if word == "ی" => {}
                None => key.push_str(word),
            }
        }
        key
    }

    /// The same party by its most complete name in the statement, in the commonest of its spellings there.
    pub(super) fn settled(self, parts: &[Part<'_>], offices: &Offices) -> Self {
        let parts: Vec<&Part<'_>> = parts.iter().filter(|part| may_stand_in(part.folded)).collect();
        let seen: Vec<Self> = parts.iter().flat_map(|part| all(part.text, offices, false)).collect();
        let count = |key: &str| seen.iter().filter(|other| other.key() == key).count();
        let own = self.key();
        // A longer name must be at least as usual as the one that is at hand, and a shorter one much more so.
        let longer = seen.iter().filter(|other| other.folded.starts_with(&format!("{} ", self.folded)));
        let longer = longer.filter(|other| count(&other.key()) >= count(&own).max(2));
        let shorter = seen.iter().filter(|other| self.folded.starts_with(&format!("{} ", other.folded)));
        let shorter = shorter.filter(|other| count(&own) <= 1 && count(&other.key()) >= 3);
        let chosen = longer.max_by_key(|other| other.key().len()).or_else(|| {
            let written = parts.iter().map(|part| places(part.folded, &self.folded).count()).sum::<usize>();
            shorter.filter(|_| written <= 1).max_by_key(|other| other.key().len())
        });
        let chosen = chosen.unwrap_or(&self).clone();
        let key = chosen.key();
        let alike = || seen.iter().filter(|other| other.key() == key);
        let spelt = |name: &str| alike().filter(|other| other.name == name).count();
        // Of two that are equally usual, the one that keeps its joiners and marks.
        let best = alike().max_by_key(|other| (spelt(&other.name), other.name.chars().count()));
        best.filter(|best| spelt(&best.name) > spelt(&chosen.name)).unwrap_or(&chosen).clone()
    }
}

/// False if no noun for a party stands in the folded text: a quick look before a thorough one.
pub(super) fn may_stand_in(folded: &str) -> bool {
    folded.contains(NOUN) || KURDISH_NOUNS.iter().any(|noun| folded.contains(noun))
}

/// The first party name in `text`; `whole` lets a Persian name run to the end of the line.
pub(super) fn find(text: &str, offices: &Offices, whole: bool) -> Option<Unlisted> {
    all(text, offices, whole).into_iter().next()
}

/// Every party name in `text`, in order.
pub(super) fn all(text: &str, offices: &Offices, whole: bool) -> Vec<Unlisted> {
    all_that(text, offices, whole, &|_| true)
}

/// Every party name in `text` that is `wanted` as it is folded, in order.
pub(super) fn all_that(text: &str, offices: &Offices, whole: bool, wanted: &dyn Fn(&str) -> bool) -> Vec<Unlisted> {
    named_by(&[NOUN], text, offices, whole, wanted)
}

/// Every name in `text` that a society, front, movement or the like may have, in order.
pub(super) fn loose(text: &str, offices: &Offices) -> Vec<Unlisted> {
    let nouns: Vec<&str> = offices.loose_nouns.iter().map(String::as_str).collect();
    let mut found = named_by(&nouns, text, offices, true, &|name| !offices.no_bodies.open(name));
    found.iter_mut().for_each(|seen| seen.sure = false);
    found
}

fn named_by(
    nouns: &[&str],
    text: &str,
    offices: &Offices,
    whole: bool,
    wanted: &dyn Fn(&str) -> bool,
) -> Vec<Unlisted> {
    let folded = fold(text);
    let pashto = text.contains(PASHTO) && words(&folded).any(|word| word == PASHTO_OF);
    let kurdish = nouns == [NOUN] && text.contains(['ە', 'ێ', 'ۆ', 'ڕ', 'ڵ']);
    let nouns = KURDISH_NOUNS.iter().filter(|_| kurdish).chain(nouns);
    let mut found: Vec<TextRange> = Vec::new();
    for noun in nouns {
        for at in places(&folded, noun) {
            let Some(end) = name_end(&folded, at, noun, offices, whole) else { continue };
            // In Pashto a name stands before the noun, unless a sign or "of" parts it from that.
            let before = folded.get(..at).unwrap_or("").trim_end();
            let last = words(before).next_back().filter(|word| before.ends_with(word));
            let named_before = pashto && last.is_some_and(|word| word != PASHTO_OF);
            if named_before || is_any(&folded, at, at + noun.len(), offices) {
                continue;
            }
            let end = if kurdish { without_suffix(&folded, at, end) } else { end };
            found.extend(folded.get(at..end).filter(|name| wanted(name)).map(|_| TextRange::new(at, end)));
        }
    }
    found.sort_by_key(|name| name.start);
    // The way back to what was written is long, and only gone as far as a name stands.
    let way = Folded::start_of(text, found.iter().map(|name| name.end).max().unwrap_or(0));
    let name = |range: TextRange| {
        let written = way.source(range).of(text).split_whitespace().collect::<Vec<_>>().join(" ");
        Unlisted { name: written, folded: range.of(&folded).to_owned(), sure: true }
    };
    found.into_iter().map(name).collect()
}

/// True if a party is counted, left open or only described: "three parties", "any party", "an opposition party".
fn is_any(folded: &str, at: usize, end: usize, offices: &Offices) -> bool {
    let before = folded.get(..at).unwrap_or("").trim_end();
    let last = words(before).next_back().filter(|word| before.ends_with(*word)).unwrap_or("");
    let counted = matches!(last.len(), 1 | 2) && last.chars().all(char::is_numeric)
        || offices
            .any_party
            .iter()
            .any(|phrase| before.strip_suffix(phrase.as_str()).is_some_and(|edge| is_free_before(folded, edge.len())));
    let behind = folded.get(end..).unwrap_or("").trim_start();
    counted || offices.sorts.open(behind)
}

/// Where a Kurdish name ends without the second half of the preposition before it.
fn without_suffix(folded: &str, at: usize, end: usize) -> usize {
    let opened = folded.get(..at).and_then(|before| words(before).next_back());
    let word = folded.get(at..end).and_then(|name| words(name).next_back()).unwrap_or_default();
    let cut = BEHIND.iter().find(|behind| word.strip_suffix(**behind).is_some_and(|stem| stem.chars().count() >= 2));
    match cut {
        Some(behind) if opened.is_some_and(|word| BEFORE.contains(&word)) => end - behind.len(),
        _ => end,
    }
}

/// Where the name that `noun` opens at `from` ends; none if no name stands there.
fn name_end(folded: &str, from: usize, noun: &str, offices: &Offices, whole: bool) -> Option<usize> {
    let before = folded.get(..from)?;
    let is_subject =
        words(before).rev().take(VERB_NEAR).any(|word| offices.is_arabic_saying(word) || offices.is_verb(word));
    let mut end = None;
    let mut at = from + noun.len();
    let mut definite = false;
    let mut count = 0;
    let mut silent = false;
    while count < NAME_WORDS {
        let rest = folded.get(at..)?;
        let skipped = rest.len() - rest.trim_start_matches(' ').len();
        if skipped == 0 {
            break;
        }
        let word = rest.get(skipped..)?.split(|character| !is_word(character)).next().filter(|word| !word.is_empty());
        let Some(word) = word else { break };
        if word == "ی" && silent {
            // The izafe of a word in silent heh, written apart.
            at += skipped + word.len();
            silent = false;
            continue;
        }
        let is_definite = word.starts_with("ال") || word.starts_with("وال");
        if offices.after_name.has(word) || offices.saying.has(word) {
            break;
        }
        if count > 0 && (offices.is_verb(word) || offices.is_arabic_saying(word)) {
            break;
        }
        // Behind a verb only an adjective or a second half is sure to be of the name, and not the object.
        if count > 0 && is_subject && is_definite && !is_adjective(word, offices) && !word.starts_with("وال") {
            break;
        }
        if word.chars().all(char::is_numeric) || count > 0 && definite && !is_definite {
            break;
        }
        if count >= 3 && !whole && !is_definite {
            break;
        }
        definite |= count == 0 && is_definite;
        silent = word.ends_with('ه');
        at += skipped + word.len();
        end = Some(at);
        count += 1;
    }
    end
}

/// True if a definite Arabic word is an adjective such as parties have in their names.
fn is_adjective(word: &str, offices: &Offices) -> bool {
    word.ends_with('ی') || word.ends_with("یه") || offices.goes_on.has(word)
}

#[cfg(test)]
mod tests {
    use super::super::part::Place;
    use super::*;

    fn check(text: &str, expected: Option<(&str, &str)>) {
        let found = find(text, &Offices::new(), false);
        let found = found.as_ref().map(|party| (party.name.as_str(), party.id()));
        assert_eq!(found, expected.map(|(name, id)| (name, id.to_owned())), "{text}");
    }

    #[test]
    fn names_end_where_they_must() {
        check("الأمين العام لحزب المثال الوطني يدعو", Some(("حزب المثال الوطني", "seen-حزب-المثالالوطنی")));
        check("دبیرکل حزب نمونهٔ ایران", Some(("حزب نمونهٔ ایران", "seen-حزب-نمونهایران")));
        check("نشست حزب نمونه در شهر", Some(("حزب نمونه", "seen-حزب-نمونه")));
        check("حزب وعد يطالب بالحل", Some(("حزب وعد", "seen-حزب-وعد")));
        check("حزب صوت الناس يرفض القانون", Some(("حزب صوت الناس", "seen-حزب-صوتالناس")));
        check("حزب وعد شارك في الندوة", Some(("حزب وعد", "seen-حزب-وعد")));
        check("أعلن حزب المثال البرنامج الجديد", Some(("حزب المثال", "seen-حزب-المثال")));
        check("يعلن حزب المثال الوطني الخطة", Some(("حزب المثال الوطني", "seen-حزب-المثالالوطنی")));
        check("أدان حزب العهد والأمل الحكومة", Some(("حزب العهد والأمل", "seen-حزب-العهدوالامل")));
        check("بيان حزب صوت المثال أكد", Some(("حزب صوت المثال", "seen-حزب-صوتالمثال")));
        check("بیانیه حزب مردم یکپارچه", Some(("حزب مردم یکپارچه", "seen-حزب-مردمیکپارچه")));
    }

    #[test]
    fn the_noun_alone_names_nobody() {
        check("نشست حزب در شهر", None);
        check("مواضع حزب ما", None);
        check("الحزب والدولة", None);
        check("حزب الله", None);
        check("احزاب کشور", None);
    }

    #[test]
    fn a_description_names_nobody() {
        check("بیانیه سه حزب اصلاح‌طلب", None);
        check("بیانیه ۳ حزب همسو", None);
        check("هر حزب نمونه‌ای", None);
        check("در سال ۱۴۰۲ حزب نمونه با مردم", Some(("حزب نمونه", "seen-حزب-نمونه")));
        check("جمعی از حزب نمونه", None);
        check("كل حزب مسؤول", None);
        check("ولكل حزب رأيه", None);
        check("بيان حزب معارض للحكومة", None);
        check("حزب حاكم", None);
        check("یک حزب مخالف دولت", None);
        check("د نمونه حزب د مطبوعاتو څانګه", None);
        check("د ښوونې کمیټه، حزب نمونه", Some(("حزب نمونه", "seen-حزب-نمونه")));
        check("د حزب نمونه خبرتیا د ښوونځیو", Some(("حزب نمونه خبرتیا", "seen-حزب-نمونهخبرتیا")));
        check("حزب سبزاندیش", Some(("حزب سبزاندیش", "seen-حزب-سبزاندیش")));
        check("حزب اصلاحات مردم", Some(("حزب اصلاحات مردم", "seen-حزب-اصلاحاتمردم")));
        check("بيان حزب معارضي الجفاف", Some(("حزب معارضي الجفاف", "seen-حزب-معارضیالجفاف")));
    }

    #[test]
    fn kurdish_names_follow_an_izafe() {
        check("نووسینگەی حزبی ڕۆژی نوێ", Some(("حزبی ڕۆژی نوێ", "seen-حزبی-ڕوژینوی")));
        check("بەیاننامەیەک لە حزبی ڕۆژی نوێوە", Some(("حزبی ڕۆژی نوێ", "seen-حزبی-ڕوژینوی")));
        check("لە پارتی سەوزی باخەوە سەبارەت بە ئاو", Some(("پارتی سەوزی باخ", "seen-پارتی-سهوزیباخ")));
        check("لەگەڵ پارتی سەوزدا", Some(("پارتی سەوز", "seen-پارتی-سهوز")));
        check("فعالیت حزبی ایران", None);
    }

    #[test]
    fn one_id_for_all_spellings() {
        let offices = Offices::new();
        let ids = |texts: &[&str]| {
            let ids = texts.iter().map(|text| find(text, &offices, true).unwrap().id());
            ids.collect::<std::collections::BTreeSet<_>>().len()
        };
        assert_eq!(ids(&["حزب سبزه\u{200C}ی راه‌جو", "حزب سبزهٔ راهجو", "حزب سبزه راه جو", "حزب سبزه ی راه جو"]), 1);
        assert_eq!(ids(&["حِزْبُ المِثالِ الوَطَنِيّ", "حزب المثال الوطني", "حزب المثال الوطنى"]), 1);
        assert_eq!(ids(&["حزب راه", "حزب راه نو"]), 2);
    }

    /// The name at hand, what the statement says, and the name that is shown.
    fn settled(at_hand: &str, texts: &[&str], expected: &str) {
        let folded: Vec<String> = texts.iter().map(|text| fold(text)).collect();
        let parts: Vec<Part<'_>> = texts
            .iter()
            .zip(&folded)
            .map(|(text, folded)| Part { place: Place::Paragraph, text, folded, words: &[] })
            .collect();
        assert_eq!(Unlisted::named(at_hand).settled(&parts, &Offices::new()).name, expected);
    }

    #[test]
    fn the_commonest_spelling_is_shown() {
        settled("حزب راهجو", &["حزب راه‌جو گفت", "حزب راه‌جو با", "حزب راهجو در"], "حزب راه‌جو");
        settled("حزب راه‌جو", &["حزب راهجو گفت", "حزب راه‌جو در"], "حزب راه‌جو");
    }

    #[test]
    fn the_complete_name_is_shown() {
        settled("حزب راه", &["حزب راه نو گفت", "دبیر حزب راه نو در", "حزب راه با"], "حزب راه نو");
        settled("حزب راه نو فردا", &["حزب راه نو گفت", "حزب راه نو با", "حزب راه نو را"], "حزب راه نو");
        settled("حزب راه نو", &["حزب راه نو گفت", "حزب راه با"], "حزب راه نو");
    }
}
