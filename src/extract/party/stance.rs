//! How a title or a sentence speaks of a party: as the one who speaks, or as somebody spoken of.
//!
//! Looks at the words before and behind its name: an office or organ of it, a word for a text of its own, a
//! verb of saying, or a word that makes it an object or a guest. Knows nothing of which party it is.

use super::names::Mention;
use crate::extract::lexicon::{is_word, words};
use crate::extract::offices::{Offices, find, places};
use crate::extract::paragraphs::sentence_ends;
use crate::model::Role;
use crate::text::fold::Folded;
use crate::text::range::TextRange;

/// Words of the first sentence that are looked at.
const SENTENCE_BYTES: usize = 900;
/// Letters that may stand between an organ and the party it belongs to.
const NEAR: usize = 14;
/// What a text of a party calls itself, folded.
const TEXTS: [&str; 10] =
    ["بیانیه", "بیانیه ای", "بلاغ", "بیان", "اعلامیه", "اطلاعیه", "پیام", "نامه", "قطعنامه", "تصریح"];

/// What a text calls itself in Latin letters, folded.
const LATIN_TEXTS: [&str; 10] =
    ["statement", "communique", "declaration", "release", "message", "letter", "note", "appel", "motion", "discours"];
/// What makes the name behind it somebody spoken of.
const LATIN_AGAINST: [&str; 8] = ["with", "against", "about", "avec", "contre", "sur", "to", "aux"];
/// Words a party's name has at most in Latin letters, and what may stand before it.
const APPOSED_WORDS: usize = 9;
/// Words before a party's name in a credit: the organ that wrote it.
const CREDIT_WORDS: usize = 5;

/// What part a party plays in a title.
pub(super) fn title_role(title: &str, mention: &Mention, offices: &Offices) -> Option<Role> {
    let before = title.get(..mention.at)?;
    let after = title.get(mention.end..)?;
    if let Some(role) = apposed_role(before, after, offices) {
        return Some(role);
    }
    let opens = !before.chars().any(is_word);
    if let Some(at) = organ_before(before, offices) {
        let above = before.get(..at)?;
        // Far into a title an office is only somebody the news is about, unless the text names itself first.
        let leads = words(above).count() <= 3 || words(above).next().is_some_and(|word| TEXTS.contains(&word));
        return Some(if leads && !is_object(above, offices) { Role::Speaker } else { Role::Subject });
    }
    if ends_with_any(before, &offices.on_behalf) {
        return Some(Role::Speaker);
    }
    if is_object(before, offices) {
        return Some(Role::Subject);
    }
    let says = words(title).any(|word| offices.saying.iter().any(|verb| verb == word));
    let arabic_verb = words(before).count() <= 1 && says;
    let colon = after.trim_start().starts_with([':', '|']);
    Some(if opens && (colon || says) || arabic_verb { Role::Speaker } else { Role::Subject })
}

/// What part a party plays whose name stands in brackets behind its name in Latin letters; none if it does not.
fn apposed_role(before: &str, after: &str, offices: &Offices) -> Option<Role> {
    let name = before.trim_end().strip_suffix('(')?;
    let behind = after.trim_start().strip_prefix(')')?.trim_start();
    let latin = name.chars().filter(|character| character.is_alphabetic()).all(|letter| letter < '\u{0250}');
    let count = words(name).count();
    if !latin || !(1..=APPOSED_WORDS).contains(&count) {
        return None;
    }
    let is_text = words(name).take(3).any(|word| LATIN_TEXTS.contains(&word));
    let spoken_of = words(name).any(|word| LATIN_AGAINST.contains(&word));
    let goes_on = behind.is_empty() || behind.starts_with([':', '-', '–', '—', '|']);
    let says = words(behind).take(3).any(|word| offices.saying.iter().any(|verb| verb == word));
    Some(if is_text || !spoken_of && (goes_on || says) { Role::Speaker } else { Role::Subject })
}

/// True if a line below a title credits the party: its name ends a piece of the line, few words before it.
pub(super) fn credits(folded: &str, at: usize, end: usize) -> bool {
    let is_edge = |sign: char| matches!(sign, '-' | '–' | '—' | '|' | '·' | '•' | ',' | '،' | ':' | '/');
    let (Some(before), Some(after)) = (folded.get(..at), folded.get(end..)) else { return false };
    let before = before.rsplit(is_edge).next().unwrap_or("");
    let after = after.split(is_edge).next().unwrap_or("");
    !after.chars().any(is_word) && words(before).count() <= CREDIT_WORDS
}

/// True if the party, or an organ of it, is who says something in the sentence.
pub(super) fn speaks_in(sentence: &str, mention: &Mention, offices: &Offices) -> bool {
    let says = words(sentence).any(|word| offices.saying.iter().any(|verb| verb == word))
        || offices.saying.iter().any(|verb| verb.contains(' ') && find(sentence, verb).is_some());
    let Some(before) = sentence.get(..mention.at).filter(|_| says) else { return false };
    // Somebody of the state who comes first is who speaks.
    if offices.state.iter().any(|office| find(before, office).is_some()) {
        return false;
    }
    if let Some(at) = organ_before(before, offices) {
        return before.get(..at).is_some_and(|edge| !is_object(edge, offices));
    }
    words(before).count() <= 2 && !is_object(before, offices)
}

/// Where the office, organ or text of the party that ends right before it begins.
fn organ_before(before: &str, offices: &Offices) -> Option<usize> {
    let own = |phrase: &String| {
        places(before, phrase).last().filter(|at| {
            let gap = before.get(at + phrase.len()..).unwrap_or("");
            gap.chars().count() <= NEAR && !gap.contains(['،', ',', ';', '.', ':']) && words(gap).count() <= 2
        })
    };
    offices.speaking.iter().filter_map(own).chain(TEXTS.iter().filter_map(|name| own(&(*name).to_owned()))).min()
}

/// True if the words right before make what follows an object or a guest.
fn is_object(before: &str, offices: &Offices) -> bool {
    let tail: Vec<&str> = words(before).rev().take(3).collect();
    let edge = before.trim_end();
    let on_behalf = offices.on_behalf.iter().any(|phrase| edge.ends_with(phrase.as_str()));
    !on_behalf
        && (tail.first().is_some_and(|word| offices.against.iter().any(|against| against == word))
            || tail.get(1).is_some_and(|word| {
                offices.against.iter().any(|against| against == word) && word.chars().count() > 1 && *word != "به"
            })
            || ends_with_any(before, &offices.against))
}

fn ends_with_any(before: &str, phrases: &[String]) -> bool {
    let edge = before.trim_end();
    phrases.iter().any(|phrase| edge.strip_suffix(phrase.as_str()).is_some_and(|rest| !rest.ends_with(is_word)))
}

/// Where the first sentence of a folded text ends.
pub(super) fn sentence_end(folded: &str) -> usize {
    let mut limit = folded.len().min(SENTENCE_BYTES);
    while !folded.is_char_boundary(limit) {
        limit -= 1;
    }
    let head = folded.get(..limit).unwrap_or("");
    sentence_ends(head).next().unwrap_or(limit)
}

/// The words around a mention as they were found, for the reason shown to readers.
pub(super) fn excerpt(text: &str, sentence: &str, mention: &Mention) -> String {
    let before = sentence.get(..mention.at).unwrap_or("");
    let from = before.trim_end().rmatch_indices(' ').nth(2).map_or(0, |(at, _)| at + 1);
    Folded::new(text).source(TextRange::new(from, mention.end)).of(text).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::names::Strength;
    use super::*;
    use crate::text::fold::fold;

    /// The party is the word in brackets.
    fn mention(text: &str) -> (String, Mention) {
        let folded = fold(text);
        let (at, end) = (folded.find('[').unwrap(), folded.find(']').unwrap());
        let plain = folded.replace(['[', ']'], "");
        (plain, Mention { at, end: end - 1, bodies: vec![0], strength: Strength::Strong })
    }

    fn check_title(text: &str, expected: Role) {
        let (title, mention) = mention(text);
        assert_eq!(title_role(&title, &mention, &Offices::new()), Some(expected), "{text}");
    }

    fn check_sentence(text: &str, expected: bool) {
        let (sentence, mention) = mention(text);
        assert_eq!(speaks_in(&sentence, &mention, &Offices::new()), expected, "{text}");
    }

    #[test]
    fn titles_that_speak() {
        check_title("بيان صادر عن [حزب المثال]", Role::Speaker);
        check_title("بلاغ حول اجتماع المكتب السياسي ل[حزب المثال]", Role::Speaker);
        check_title("[حزب المثال] يدين العدوان", Role::Speaker);
        check_title("أدان [حزب المثال] العدوان", Role::Speaker);
        check_title("سخنگوی [حزب نمونه]: راه باز است", Role::Speaker);
        check_title("بیانیه [حزب نمونه] درباره آب", Role::Speaker);
        check_title("Sample Party ([حزب المثال]): our view", Role::Speaker);
        check_title("Parti de l’Exemple ([حزب المثال]) condamne la guerre", Role::Speaker);
        check_title("Joint statement of the Sample Party ([حزب المثال]) on water", Role::Speaker);
    }

    #[test]
    fn titles_that_speak_of_it() {
        check_title("ردا على بيان [حزب المثال]", Role::Subject);
        check_title("قاض يصدر أمرا بمنع سفر رئيس [حزب المثال]", Role::Subject);
        check_title("دیدار وزیر با [حزب نمونه]", Role::Subject);
        check_title("کارنامه یک‌ساله [حزب نمونه]", Role::Subject);
        check_title("Court bans Sample Party ([حزب المثال]) after a year", Role::Subject);
        check_title("Talks with Sample Party ([حزب المثال])", Role::Subject);
    }

    #[test]
    fn credits_name_who_wrote() {
        let check = |text: &str, expected: bool| {
            let (line, mention) = mention(text);
            assert_eq!(credits(&line, mention.at, mention.end), expected, "{text}");
        };
        check("الأربعاء 3 ماي 2023 — لجنة المياه في [حزب المثال]", true);
        check("[حزب نمونه] | ۳ مرداد", true);
        check("نشست [حزب نمونه] با آموزگاران", false);
        check("گزارشی از نشست دیروز شورای شهر درباره [حزب نمونه]", false);
    }

    #[test]
    fn sentences_in_which_it_speaks() {
        check_sentence("خصص المكتب السياسي ل[حزب المثال] اجتماعه للتحضير", true);
        check_sentence("سارا نمونه دبیرکل [حزب نمونه] گفت", true);
        check_sentence("[حزب نمونه] با صدور بیانیه ای خواستار گفتگو شد", true);
    }

    #[test]
    fn guests_and_objects_do_not_speak() {
        check_sentence("وزیر در دیدار با دبیرکل [حزب نمونه] گفت", false);
        check_sentence("در نشستی که با اعضای شورای [حزب نمونه] برگزار شد گفت", false);
        check_sentence("دبیرکل [حزب نمونه] آمد و رفت", false);
    }

    #[test]
    fn excerpts_are_as_found() {
        let text = "و سرانجام سخنگویِ حزبِ نمونه گفت";
        let folded = fold(text);
        let at = folded.find("حزب").unwrap();
        let mention = Mention { at, end: at + "حزب نمونه".len(), bodies: vec![0], strength: Strength::Strong };
        assert_eq!(excerpt(text, &folded, &mention), "و سرانجام سخنگویِ حزبِ نمونه");
    }
}
